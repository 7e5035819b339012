import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { concord } from "./run.ts";

const of = "cases/labels";
const POLICY = ["--policy", `${of}/policy.spif.xml`];
const TERMS = [...POLICY, "--terms", `${of}/terms.json`];
const folder = mkdtempSync(join(tmpdir(), "concord-labels-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("labels from the command line", () => {
  test.each<readonly [readonly string[], number, string]>([
    [["label", "parse", `${of}/stock-of-xaa.json`, ...POLICY], 0, "ALLIANCE-TEST LIMITED REL TO ALLY PROG P1, P3"],
    [["label", "join", `${of}/stock-of-xaa.json`, `${of}/stock-of-xbb.json`, ...TERMS, "--json"], 0, '"outcome": "tightened"'],
    [["label", "join", `${of}/stock-of-xaa.json`, `${of}/note-of-xee.json`, ...TERMS], 1, "empty permissive set in Releasable To"],
    [["label", "join", `${of}/stock-of-xaa.json`, `${of}/stock-of-xbb.json`, ...TERMS], 0, "Written: ALLIANCE-TEST GUARDED REL TO XBB, XCC PROG P3"],
    [["label", "decide", `${of}/stock-of-xbb.json`, ...TERMS, "--clearance", `${of}/clearance-of-xcc.json`], 0, "permit"],
    [["label", "decide", `${of}/note-of-xee.json`, ...TERMS, "--clearance", `${of}/clearance-of-xcc.json`], 1, "not held: Releasable To: XEE"],
    [["label", "decide", `${of}/note-of-xee.json`, ...TERMS, "--clearance", `${of}/clearance-of-xcc.json`, "--json"], 1, '{"decision":"deny","missing":["Releasable To: XEE"]'],
    [["label", "parse", "tests/vectors/stanag4774-spif/label-17-4.nato.xml", "--policy", "tests/vectors/stanag4774-spif/nato-sample-policy.spif.xml", "--tolerant"], 0, "NATO RESTRICTED Releasable to Japan, Switzerland, Ukraine"],
    [["label", "parse", file("unsound.json", '{"policy":"ALLIANCE-TEST","classification":"OPEN","categories":{"Codeword":["RIVER"]}}'), ...POLICY], 1, "breaks requiredClass"],
  ])("%j → %i", async (args, code, words) => {
    const ran = await concord(args);
    expect([ran.code, ran.stdout.includes(words) ? words : ran.stdout + ran.stderr]).toEqual([code, words]);
  });
  test.each<readonly [readonly string[], number, string]>([
    [["label", "parse", `${of}/stock-of-xaa.json`], 2, "--policy"],
    [["label", "parse", "nowhere.json", ...POLICY], 3, "cannot be read"],
    [["label", "parse", `${of}/terms.json`, ...POLICY], 3, "is no label"],
    [["label", "parse", `${of}/stock-of-xaa.json`, "--policy", `${of}/terms.json`], 3, "not used as a policy"],
    [["label", "parse", "tests/vectors/stanag4774-spif/label-17-1.nato.xml", "--policy", "tests/vectors/stanag4774-spif/nato-sample-policy.spif.xml"], 3, "CreationDateTime"],
    [["label", "decide", `${of}/stock-of-xaa.json`, ...POLICY, "--terms", file("half.json", '{"absentMeans":{"Programme":"everyone"}}'), "--clearance", `${of}/clearance-of-xcc.json`], 2, "Releasable To"],
    [["label", "decide", `${of}/stock-of-xaa.json`, ...TERMS, "--clearance", file("low.json", '{"classification":"SECRET","nation":"XAA"}')], 3, "no level of the policy"],
  ])("%j is answered with what to do", async (args, code, words) => {
    const ran = await concord(args);
    expect([ran.code, ran.stderr.includes(words) ? words : ran.stderr, ran.stdout]).toEqual([code, words, ""]);
  });
});
