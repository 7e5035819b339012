import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { concord } from "./run.ts";

const CASE = "cases/two-nations";
const folder = mkdtempSync(join(tmpdir(), "concord-verify-"));
const exported = join(folder, "plan.json");
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  writeFileSync(exported, (await concord(["plan", CASE, "--json", "--fresh", "--quiet"])).stdout);
}, 60_000);

/** The exported plan with one change, in a file of its own. */
function changed(name: string, change: (it: { result: { aligned: { orders: { quantity: number }[] }; limits: string[] }; headline: { sentence: string }; limits: string[]; runKey: string }) => void): string {
  const it = JSON.parse(readFileSync(exported, "utf8"));
  change(it);
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(it));
  return file;
}

test("an exported plan and the stored run pass, and every rule is listed with its count", async () => {
  for (const args of [[CASE, exported], [CASE]]) {
    const ran = await concord(["verify", ...args]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/all as\s+shown/);
    expect(ran.stdout).toMatch(/coverage +\d+ +0/);
  }
});

test.each([
  ["an order's quantity", (it) => void (it.result.aligned.orders[0]!.quantity += 1), "supply"],
  ["a sentence of the report", (it) => void (it.headline.sentence = "All is well."), "headline.sentence"],
  ["a limit left out of result and report alike", (it) => void [it.limits, it.result.limits].map((all) => all.splice(0, 1)), "Not told: "],
  ["the run key", (it) => void (it.runKey = "0"), "runKey"],
] as const satisfies readonly (readonly [string, Parameters<typeof changed>[1], string])[])("%s changed in the file ends with 1 and is named", async (name, change, words) => {
  const ran = await concord(["verify", CASE, changed(name, change)]);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain(words);
});

test("a plan of other parameters does not pass for one of these", async () => {
  const ran = await concord(["verify", CASE, exported, "--set", "plan.ceiling=0.3", "--json"]);
  expect(ran.code).toBe(1);
  expect((JSON.parse(ran.stdout) as { faults: readonly { rule: string }[] }).faults.map((it) => it.rule)).toContain("report");
});

test("a plan of another data set is told as that before what differs", async () => {
  const ran = await concord(["verify", "cases/three-shores", exported]);
  expect(ran.code).toBe(1);
  expect(ran.stdout.replaceAll("\n", " ")).toContain("The file is of another run: Pact, path held, run");
});

test.each([
  ["no file", "nowhere.json", "cannot be read"],
  ["no plan", "package.json", "holds no plan"],
])("%s is answered with what to do", async (_, file, words) => {
  const ran = await concord(["verify", CASE, file]);
  expect([ran.code, ran.stdout]).toEqual([3, ""]);
  expect(ran.stderr).toContain(words);
});

test("a stored run that was corrupted, digest and all, is computed anew and never shown", async () => {
  const runs = mkdtempSync(join(tmpdir(), "concord-corrupt-"));
  await concord(["plan", CASE, "--quiet"], runs);
  const [file = ""] = readdirSync(runs);
  const text = readFileSync(join(runs, file), "utf8");
  const body = JSON.parse(text.slice(text.indexOf("\n") + 1)) as { aligned: { shortfallYears: number } };
  body.aligned.shortfallYears /= 2;
  const talked = JSON.stringify(body);
  writeFileSync(join(runs, file), `${createHash("sha256").update(talked).digest("hex")}\n${talked}`);
  expect((await concord(["verify", CASE], runs)).code).toBe(1);
  await concord(["plan", CASE, "--quiet"], runs);
  expect((await concord(["verify", CASE], runs)).code).toBe(0);
  rmSync(runs, { recursive: true });
});
