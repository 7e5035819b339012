import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { here as concord } from "../cli/here.ts";
import { folder } from "./sample.ts";

const vectors = join(ROOT, "tests", "vectors");
const policy = join(vectors, "label-algebra", "alliance-test.spif.xml");
/** Far larger than an entry may be. */
const large = join(vectors, "stanag4774-spif", "nato-sample-policy.spif.xml");
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("what labels mean stands in the ledger and in every export", () => {
  const at = join(folder, "labelled");
  const roster = file("roster.json", '{"ALLY":["XAA","XBB"]}');
  const state = (...more: readonly string[]): ReturnType<typeof concord> => concord(["ledger", "labels", at, ...more]);

  test("stated once in every channel, exported with a part of the records, read from the file alone", async () => {
    await concord(["ledger", "init", at, "--party", "XAA", "--officers", "2", "--label", "OPEN"]);
    await concord(["ledger", "append", at, file("d.jsonl", '{"type":"note","label":"LIMITED","fields":{"text":"x"}}\n')]);
    expect((await state("--policy", policy, "--roster", roster, "--from", "2026-01-01")).stdout).toContain("ALLIANCE-TEST is stated in 2 channels");
    expect((await state("--policy", policy, "--roster", roster, "--from", "2026-01-01")).stdout).toContain("already");
    // A channel that comes later states it when the command is run again.
    await concord(["ledger", "append", at, file("e.jsonl", '{"type":"note","label":"CLOSED","fields":{"text":"y"}}\n')]);
    expect((await state("--policy", policy, "--roster", roster, "--from", "2026-01-01")).stdout).toContain("is stated in 1 channels");
    const out = join(folder, "labelled.export");
    await concord(["ledger", "export", at, out, "--channel", "LIMITED", "--type", "note"]);
    const to = join(folder, "labels-out");
    const { code, stdout } = await concord(["ledger", "verify", out, "--policy", join(at, "policy.txt"), "--labels-to", to]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/label LIMITED, marked "ALLIANCE-TEST LIMITED"\. It states ALLIANCE-TEST \(SHA-256 [\w-]{43}\), the roster from 2026-01-01\./)]);
    expect(readdirSync(to)).toEqual(["policy-1.spif.xml", "roster-1-from-2026-01-01.json"]);
    expect(readFileSync(join(to, "policy-1.spif.xml"), "utf8")).toBe(readFileSync(policy, "utf8"));
    expect(JSON.parse(readFileSync(join(to, "roster-1-from-2026-01-01.json"), "utf8"))).toEqual({ ALLY: ["XAA", "XBB"] });
    const other = JSON.parse(spawnSync("python3", [join(ROOT, "tools", "verifier", "verify.py"), out, join(at, "policy.txt")], { encoding: "utf8" }).stdout) as { readonly logs: readonly { readonly policies: readonly { readonly policy: string; readonly sha256: string }[] }[] };
    const own = JSON.parse((await concord(["ledger", "verify", out, "--json"])).stdout) as typeof other;
    expect(other.logs.map((it) => it.policies)).toEqual([own.logs[0]!.policies]);
    expect(own.logs[0]!.policies).toEqual([{ policy: "ALLIANCE-TEST", sha256: /SHA-256 ([\w-]{43})/.exec(stdout)?.[1] }]);
  });

  test("a policy larger than an entry, and another edition in its place", async () => {
    expect((await state("--policy", large)).code).toBe(0);
    const changed = file("changed.spif.xml", readFileSync(policy, "utf8").replace("</", "<!-- another edition --></"));
    expect((await state("--policy", changed)).stdout).toContain("is stated in 3 channels");
    const to = join(folder, "labels-all");
    expect((await concord(["ledger", "verify", at, "--labels-to", to])).code).toBe(0);
    expect(readdirSync(to).filter((it) => it.startsWith("policy")).map((it) => readFileSync(join(to, it), "utf8"))).toEqual([policy, large, changed].map((it) => readFileSync(it, "utf8")));
  });

  test.each<readonly [string, () => readonly string[], number, RegExp]>([
    ["a file that is no policy", () => ["ledger", "labels", at, "--policy", file("broken.xml", "<a>")], 1, /is no label policy that can be read: line 1/],
    ["a roster without a day", () => ["ledger", "labels", at, "--policy", policy, "--roster", roster], 2, /needs the day from which it holds/],
    ["a day that is none", () => ["ledger", "labels", at, "--policy", policy, "--roster", roster, "--from", "2026-13-01"], 2, /"2026-13-01" is none/],
    ["a roster that is none", () => ["ledger", "labels", at, "--policy", policy, "--roster", file("bad.json", '{"ALLY":"XAA"}'), "--from", "2026-01-01"], 3, /is no roster/],
    ["a folder that is there", () => (mkdirSync(join(folder, "there")), ["ledger", "verify", at, "--labels-to", join(folder, "there")]), 2, /cannot be written \(EEXIST\)/],
  ])("%s: a sentence, and nothing is written", async (_, args, code, words) => expect(await concord(args())).toMatchObject({ code, stderr: expect.stringMatching(words) }));
  test("where nothing is stated, it is said", async () => {
    const bare = join(folder, "unlabelled");
    await concord(["ledger", "init", bare, "--party", "XBB"]);
    expect((await concord(["ledger", "verify", bare])).stdout).toContain("It states no label policy.");
    expect(await concord(["ledger", "verify", bare, "--labels-to", join(folder, "none")])).toMatchObject({ code: 1, stderr: expect.stringContaining("No label policy and no roster is stated") });
  });
});
