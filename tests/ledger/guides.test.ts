import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { examplesOf } from "../cli/examples.ts";
import { here } from "../cli/here.ts";
import { newPath } from "./sample.ts";

test("the example of the guide to ledgers, from the first command to the last", async () => {
  const at = newPath("guide");
  for (const it of examplesOf("docs/guide/ledger.md")) {
    const ran = await here(it.args.map((arg) => (arg === "LEDGER" ? at : arg)));
    expect([it.command, ran.code, ran.stderr], ran.stderr).toEqual([it.command, it.code, it.code === 0 ? "" : expect.stringContaining("Mend:")]);
    for (const line of it.lines) expect(ran.stdout.replaceAll(at, "LEDGER")).toContain(line);
  }
});

describe("the page for auditors", () => {
  const page = readFileSync(join(ROOT, "docs", "guide", "auditor.md"), "utf8");
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((it) => it[1]!);
  const folder = newPath("audit");
  const run = (block: string): string => execFileSync("sh", ["-e", "-c", block], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  test("every command runs, with Python and openssl only, on an export with channels, a root and a witness", async () => {
    const [at, key, drafts] = [newPath("ledger"), newPath("key"), newPath("jsonl")];
    const witness = (await here(["ledger", "witness", "--new", "--key", key, "--name", "w.example"])).stdout.trim();
    await here(["ledger", "init", at, "--party", "VAL", "--officers", "2", "--label", "OPEN", "--witness", `HOL=${witness}`]);
    writeFileSync(drafts, ["OPEN", "OWN"].map((label) => `${JSON.stringify({ type: "note", label, fields: { text: label } })}\n`).join(""));
    await here(["ledger", "append", at, drafts]);
    await here(["ledger", "witness", at, "--key", key, "--name", "w.example"]);
    mkdirSync(folder);
    await here(["ledger", "export", at, join(folder, "ledger.export"), "--root"]);
    copyFileSync(join(at, "policy.txt"), join(folder, "policy.txt"));
    copyFileSync(join(ROOT, "tools", "verifier", "verify.py"), join(folder, "verify.py"));
    const said = blocks.map(run).join("\n");
    expect(JSON.parse(said.split("\n").find((it) => it.startsWith('{"verified"'))!)).toMatchObject({ verified: true, logs: [{ size: 2, whole: true, witnesses: ["HOL"] }, { size: 2 }], root: { witnesses: ["HOL"] } });
    expect(said.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(said).toMatch(/concord\/val\/[0-9a-f]{18}\n2\n/);
  });
  test("and fails where a letter was changed", () => {
    const path = join(folder, "ledger.export");
    writeFileSync(path, readFileSync(path, "utf8").replace('"index":1', '"index":0'));
    expect(() => run("python3 verify.py ledger.export policy.txt")).toThrow();
  });
  test("it names the reasons of both programs", () => {
    for (const it of ["note-untrusted", "log-root", "proof-quorum", "entry-inclusion", "note-signature"]) expect([it, page.includes(it), readFileSync(join(ROOT, "tools", "verifier", "verify.py"), "utf8").includes(it)]).toEqual([it, true, true]);
  });
});
