import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { conformance } from "../../tools/conformance.ts";

const vectors = join(ROOT, "tests", "vectors");
const failures = (path: string): readonly string[] => conformance(path).flatMap((it) => it.cases.flatMap((one) => (one.trouble === undefined ? [] : [`${it.suite} ${one.name}`])));

describe("conformance", () => {
  test("all shipped vectors pass, and none of the suites is empty", () => {
    expect(failures(vectors)).toEqual([]);
    for (const it of conformance(vectors)) expect([it.suite, it.cases.length > 0]).toEqual([it.suite, true]);
  });
  test.each<readonly [string, string, (text: string) => string]>([
    ["label-algebra", "alliance-group.json", (text) => text.replace('"expect": "permit"', '"expect": "deny"')],
    ["label-algebra", "alliance-test.spif.xml", (text) => text.replace('name="LIMITED" lacv="7" hierarchy="2"', 'name="LIMITED" lacv="7" hierarchy="9"')],
    ["tlog", "merkle-inclusion.json", (text) => text.replace('"wantErr": true', '"wantErr": false')],
    ["tlog", "log-300.json", (text) => text.replace('"size": 255', '"size": 254')],
    ["jcs-rfc8785", "output/values.json", (text) => text.replace("1e+30", "1E30")],
    ["sd-jwt", "array_in_sd.yml", (text) => text.replace("[32, 23]", "[32, 24]")],
    ["wycheproof", "ed25519_test.json", (text) => text.replace('"result":"invalid"', '"result":"valid"')],
    ["tlog", "real-notes.json", () => "{"],
    ["procurement-integrity", "scenarios.json", (text) => text.replace('"expect": "allow"', '"expect": "deny"')],
    ["procurement-integrity", "scenarios.json", (text) => text.replace("allow, flagged", "allow, unseen")],
    ["procurement-integrity", "scenarios.json", (text) => text.replace("deny until the tender's integrity officer records a release", "deny until both opening officers have signed")],
    ["procurement-integrity", "scenarios.json", (text) => text.replace('"attempt": "Ben gives', '"tempt": "Ben gives')],
    ["procurement-integrity", "scenarios.json", (text) => text.replace("Ana approves A", "Ana sings to A")],
    ["procurement-integrity", "scenarios.json", () => "[]"],
  ])("a wrong vector fails: %s/%s", (suite, file, change) => {
    const folder = mkdtempSync(join(tmpdir(), "concord-vectors-"));
    cpSync(join(vectors, suite), join(folder, suite), { recursive: true });
    const path = join(folder, suite, file);
    const changed = change(readFileSync(path, "utf8"));
    expect(changed).not.toBe(readFileSync(path, "utf8"));
    writeFileSync(path, changed);
    expect(failures(folder).length).toBeGreaterThan(0);
  });
  test.each<readonly [string, (text: string) => string, RegExp]>([
    ["a record said to be seen that is not", (text) => text.replace('"visibleIds":["r0000",', '"visibleIds":["r0000","r0001",'), /sees/],
    ["a difference that the reader sees", (text) => text.replace('"expect":"every output for this reader is byte-identical in A and B"', '"expect":"at least one output differs"'), /no output differs/],
    ["a control said to be the same", (text) => text.replace('"expect":"at least one output differs"', '"expect":"every output for this reader is byte-identical in A and B"'), /these differ: files/],
    ["a label that the policy does not know", (text) => text.replace('"classification":"LIMITED"', '"classification":"SECRETIVE"'), /SECRETIVE/],
    ["a quantity that is none", (text) => text.replace(/"quantity":\d+/, '"quantity":"many"'), /no sound data set/],
  ])("worlds: %s", (_, change, expected) => {
    const folder = mkdtempSync(join(tmpdir(), "concord-vectors-"));
    for (const it of ["label-algebra", "non-interference"]) cpSync(join(vectors, it), join(folder, it), { recursive: true });
    const path = join(folder, "non-interference", "scenarios.json");
    writeFileSync(path, change(readFileSync(path, "utf8")));
    const troubles = conformance(folder).flatMap((it) => it.cases.flatMap((one) => one.trouble ?? []));
    expect(troubles.length).toBeGreaterThan(0);
    expect(troubles[0]).toMatch(expected);
  });
  test("worlds whose policy is nowhere near are not claimed", () => {
    const folder = mkdtempSync(join(tmpdir(), "concord-vectors-"));
    cpSync(join(vectors, "non-interference"), join(folder, "non-interference"), { recursive: true });
    expect(conformance(folder)[0]).toMatchObject({ cases: [], notClaimed: ["scenarios.json: no readable policy ALLIANCE-TEST lies in the folder or beside it"] });
  });
  test("a folder that no suite knows is said not to be claimed", () => {
    const folder = mkdtempSync(join(tmpdir(), "concord-vectors-"));
    cpSync(join(vectors, "jcs-rfc8785"), join(folder, "something-else"), { recursive: true });
    expect(conformance(folder)).toEqual([{ suite: "something-else", cases: [], notClaimed: ["no suite of this name is known"] }]);
  });
});
