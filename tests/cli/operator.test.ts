import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "#cli";
import { SERVER_LIMITS, SESSION_DEFAULTS } from "#server";
import { ROOT } from "../../tools/files.ts";
import { freePort } from "../web/fixture/ledgers.ts";

const page = (name: string): string => readFileSync(join(ROOT, "docs", name), "utf8");
const guide = page("guide/operator.md");
const folder = mkdtempSync(join(tmpdir(), "concord-operator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of a shell at the root of the project; our own commands within this process. */
async function shell(line: string): Promise<{ readonly code: number; readonly said: string }> {
  const [node, program, ...args] = line.split(" ");
  if (node === "node" && program === "bin/concord.mjs" && !args.includes(">")) {
    const said: string[] = [];
    const say = (text: string): void => void said.push(text);
    return { code: await main(args, { width: 100, print: say, say, progress: () => undefined, progressDone: () => undefined }), said: said.join("\n") };
  }
  return new Promise((resolve) => void execFile("sh", ["-c", line], { cwd: ROOT }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr })));
}

describe("the guides for operators and security officers", () => {
  test.each([["operator", 8], ["security-officer", 4]])("every command of a console of %s is run, in order, and says what the page shows", async (name, least) => {
    const steps = [...page(`guide/${name}.md`).matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.split(/^\$ /m).filter((it) => it.trim() !== ""));
    expect(steps.length).toBeGreaterThan(least);
    for (const step of steps) {
      const [line = "", ...shown] = step.trimEnd().split("\n");
      const ran = await shell(line.replaceAll("DIR", folder));
      expect([line, ran.code, ran.said]).toEqual([line, 0, ran.said]);
      for (const it of shown) expect(ran.said.replaceAll(/ +/g, " ")).toContain(it.trim().replaceAll(/ +/g, " "));
    }
  });

  test("a port that another program has is told as that, with what to do, and is no bug of ours", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      const place = mkdtempSync(join(folder, "taken-"));
      cpSync(join(ROOT, "cases/sign-in"), join(place, "sign-in"), { recursive: true });
      const settings = join(place, "sign-in", "sign-in.json");
      writeFileSync(settings, readFileSync(settings, "utf8").replace("http://localhost:4120", `http://localhost:${port}`));
      const ran = await shell(`node bin/concord.mjs serve cases/three-shores --sign-in ${settings} --port ${port} --quiet 2>&1 > ${join(place, "out")}`);
      expect([ran.code, ran.said]).toEqual([3, expect.stringContaining(`Port ${port} of this machine is taken by another program.`)]);
      expect(ran.said).not.toContain("bug");
    } finally {
      await new Promise((resolve) => void taken.close(resolve));
    }
  });

  test("the command that starts the server opens the invitation that was made before it", async () => {
    const started = mkdtempSync(join(folder, "serve-"));
    cpSync(join(ROOT, "cases/sign-in"), join(started, "sign-in"), { recursive: true });
    const settings = join(started, "sign-in", "sign-in.json");
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    writeFileSync(settings, readFileSync(settings, "utf8").replace("http://localhost:4120", origin));
    const { said } = await shell(`node bin/concord.mjs sign-in invite ${settings} anna`);
    const code = /#enrol=(\S+)/.exec(said)?.[1];
    const [, command = ""] = /```sh\n(node bin\/concord\.mjs serve .*)\n```/.exec(guide) ?? [];
    const [, ...args] = command.replaceAll("DIR", started).split(" ");
    // At a port of its own: another server may listen where the example does.
    const child = spawn(process.execPath, [...args, "--port", String(port)], { cwd: ROOT, stdio: "ignore" });
    try {
      await expect.poll(() => fetch(`${origin}/api/ready`).then((it) => it.status, () => 0), { timeout: 60_000 }).toBe(200);
      const asked = (with_: string | undefined) => fetch(`${origin}/api/passkeys/options`, { method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify({ code: with_ }) }).then((it) => it.status);
      expect([await asked(code), await asked(`${code}x`)]).toEqual([200, 403]);
    } finally {
      child.kill();
      await new Promise<void>((resolve) => (child.exitCode === null ? void child.on("exit", () => resolve()) : resolve()));
    }
  });

  test("the table of limits is that of the server", () => {
    for (const [name, value] of Object.entries(SERVER_LIMITS)) expect(guide).toMatch(new RegExp(`^\\| \`${name}\` \\| ${value}[ |]`, "m"));
    const formats = page("formats/sign-in.md");
    expect(formats).toContain(`Absent: ${SESSION_DEFAULTS.idleMinutes} and ${SESSION_DEFAULTS.absoluteHours} |`);
  });

  test.each(["guide/operator.md", "formats/sign-in.md", "api/README.md"])("every link of %s leads somewhere", (name) => {
    for (const [, link = ""] of page(name).matchAll(/\]\(([^)#:]+)\)/g)) expect([link, existsSync(join(ROOT, "docs", name, "..", link))]).toEqual([link, true]);
  });

  test("the example of the settings is read as it stands", async () => {
    const [settings = "", directory = ""] = [...page("formats/sign-in.md").matchAll(/```json\n([\s\S]*?)```/g)].map((it) => it[1] ?? "");
    const { readDirectory, readSignIn } = await import("#server");
    writeFileSync(join(folder, "sign-in.json"), settings);
    writeFileSync(join(folder, "directory.json"), directory);
    writeFileSync(join(folder, "client-secret.txt"), "a secret\n");
    expect(readSignIn(join(folder, "sign-in.json"))).toMatchObject({ origin: "https://concord.example", clientSecret: "a secret", levels: [{ level: 2, assurance: 3 }] });
    expect(readDirectory(join(folder, "directory.json")).personByIdentity("https://login.example", "248289761001")).toMatchObject({ id: "anna", holds: [["Codeword", "RIVER"]] });
  });

  test.each([
    [["serve", "cases/three-shores", "--sign-in", "cases/nowhere.json"], 3, "cases/nowhere.json cannot be read"],
    [["serve", "cases/three-shores", "--sign-in", "cases/sign-in/sign-in.json", "--as", "VAL:1"], 2, "--sign-in each their own"],
    [["serve", "cases/three-shores", "--sign-in", "cases/sign-in/sign-in.json", "--port", "4999"], 2, "Give --port 4120"],
    [["sign-in", "invite", "cases/sign-in/sign-in.json", "nobody"], 2, "no person nobody"],
    [["sign-in", "check", "cases/sign-in/directory.json"], 3, "docs/formats/sign-in.md"],
  ] as const)("%j ends with %i", async (args, code, words) => {
    const ran = await shell(`node bin/concord.mjs ${args.join(" ")}`);
    expect([ran.code, ran.said]).toEqual([code, expect.stringContaining(words)]);
  });
});
