import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { base64, leafHash, MerkleTree, utf8 } from "#ledger";
import { complaintAbout, conformance } from "../../tools/conformance.ts";
import { ROOT } from "../../tools/files.ts";

const shipped = (path: string): string => readFileSync(join(ROOT, "tests", "vectors", path), "utf8");

/** A folder of suites that nobody has seen: texts by path, and folders where a path ends with a slash. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "concord-unseen-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(name.endsWith("/") ? path : dirname(path), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(path, text);
  }
  return root;
}

function resultOf(suite: string, files: Readonly<Record<string, string>>): { readonly passed: readonly string[]; readonly failed: string; readonly notClaimed: string } {
  const found = conformance(folderOf(files)).find((it) => it.suite === suite)!;
  return {
    passed: found.cases.filter((it) => it.trouble === undefined).map((it) => it.name),
    failed: found.cases.flatMap((it) => (it.trouble === undefined ? [] : [`${it.name}: ${it.trouble}`])).join("\n"),
    notClaimed: found.notClaimed.join("\n"),
  };
}

describe("disclosures in YAML", () => {
  const yaml = (items: string, given: string, expected: string): Readonly<Record<string, string>> => ({ "sd-jwt/a.yml": `user_claims:\n  list: ${items}\nholder_disclosed_claims:\n  list: ${given}\nexpect_verified_user_claims:\n  list: ${expected}\n` });
  test.each<readonly [string, string, string, string]>([
    ["scalars under a tag keep their type", '[!sd null, !sd 42, !sd 3.14, !sd True, !sd "42", !sd text, !sd false]', "[True, True, True, True, True, True, True]", '[null, 42, 3.14, true, "42", "text", false]'],
    ["what is not given out is not there", "[!sd 1, 2, !sd 3]", "[False, False, True]", "[2, 3]"],
    ["an alias is what it stands for", "[&one {a: 1}, *one, &two 7, *two]", "[]", "[{a: 1}, {a: 1}, 7, 7]"],
    ["what is merged is there, and what an object has itself goes before", "[{<<: {a: 1, b: 2}, b: 3}, {<<: [{a: 4}, {a: 5, c: 6}]}]", "[]", "[{a: 1, b: 3}, {a: 4, c: 6}]"],
    ["a marked member that is merged", "[{<<: {!sd a: 1, !sd b: 2}}]", "[{a: True}]", "[{a: 1}]"],
    ["of an object what is empty is not given, of a list it is", "[{!sd a: {x: 1}}, !sd {x: 2}]", "[{a: {}}, {}]", "[{}, {x: 2}]"],
    ["an alias of a marked item is marked", "[&one !sd 5, *one]", "[False, True]", "[5]"],
  ])("%s", (_, items, given, expected) => expect(resultOf("sd-jwt", yaml(items, given, expected))).toEqual({ passed: ["a.yml"], failed: "", notClaimed: "" }));
  test("a text where a number is meant fails", () => expect(resultOf("sd-jwt", yaml("[!sd 42]", "[True]", '["42"]')).failed).toMatch(/a.yml: expected/));
});

describe("pairs of worlds", () => {
  const policy = { "label-algebra/p.spif.xml": shipped("label-algebra/alliance-test.spif.xml") };
  const all = JSON.parse(shipped("non-interference/scenarios.json")) as { readonly scenarios: readonly { readonly expect: string; readonly visibleIds: readonly string[] }[] };
  const first = all.scenarios[0]!;
  const control = all.scenarios.find((it) => it.expect === "at least one output differs")!;
  const run = (file: unknown): ReturnType<typeof resultOf> => resultOf("non-interference", { ...policy, "non-interference/s.json": JSON.stringify(file) });
  const renamed = (scenario: object): object =>
    JSON.parse(
      JSON.stringify(scenario)
        .replaceAll('"r0003"', '"rec r0003"')
        .replaceAll('"r0002"', '"a,b \\"c\\""')
        .replaceAll('"r0000"', '"defence"')
        .replaceAll('"drone-small"', '"defence"')
        .replaceAll('"fuel-m3"', '"Item, fuel-m3"')
        .replaceAll('"recovery-vehicle"', '"platform/é"'),
    ) as object;
  test("names of any characters, and names that data sets have already", () => {
    expect(run({ ...all, scenarios: [renamed(first), renamed(control)] })).toMatchObject({ failed: "", notClaimed: "" });
    expect(run({ ...all, scenarios: [renamed({ ...first, visibleIds: [...first.visibleIds, "r0001"] })] }).failed).toMatch(/the reader to see .*rec r0003.*and the reader sees/);
  });
  test.each<readonly [string, object, RegExp]>([
    ["an expectation that is none", { ...all, scenarios: [{ ...first, expect: "banana" }] }, /not understood: "banana"/],
    ["an expectation of other words", { ...all, scenarios: [{ ...first, expect: "no output differs" }] }, /not understood/],
    ["no expectation", { ...all, scenarios: [{ ...first, expect: undefined }] }, /what it expects is not understood: nothing/],
    ["no list of what is seen", { ...all, scenarios: [{ ...first, visibleIds: undefined }] }, /visibleIds is no list/],
    ["a record that is none", { ...all, scenarios: [{ ...first, worldB: [null] }] }, /record 1 of worldB is no object/],
    ["a scenario that is none", { ...all, scenarios: [null] }, /s.json scenarios 1: it is no object: null/],
    ["a release set whose absence nobody states", { ...all, scenarios: [first], releaseAbsentMeans: undefined }, /s.json: .*state absentMeans/],
    ["a list", [1], /s.json: .*no object with scenarios/],
  ])("a failed case with its reason: %s", (_, file, reason) => expect(run(file).failed).toMatch(reason));
  test("no scenarios are not claimed", () => expect(run({ ...all, scenarios: [] })).toEqual({ passed: [], failed: "", notClaimed: "s.json: it has no scenarios" }));
});

describe("signatures and derived keys", () => {
  const file = JSON.parse(shipped("wycheproof/ed25519_test.json")) as { readonly testGroups: readonly { readonly tests: readonly { readonly result: string }[] }[] };
  const group = file.testGroups[0]!;
  const good = group.tests.find((it) => it.result === "valid")!;
  const run = (tests: unknown): ReturnType<typeof resultOf> => resultOf("wycheproof", { "wycheproof/e.json": JSON.stringify({ ...file, testGroups: [{ ...group, tests }] }) });
  test("either answer is right where the vector says so, and it is told which is given", () => {
    const found = run([{ ...good, result: "acceptable" }, { ...good, tcId: 900, sig: "00", result: "acceptable" }]);
    expect([found.passed.length, found.failed]).toEqual([2, ""]);
    expect(found.notClaimed).toMatch(/2 acceptable either way \(\d+ accepted, 900 refused\)/);
  });
  test.each<readonly [string, unknown, RegExp]>([
    ["a result that is not known", [{ ...good, result: "perhaps" }], /its result "perhaps" is none of/],
    ["no result", [{ ...good, result: undefined }], /its result is missing/],
    ["a test that is none, and the others are run", [null, { ...good, result: "invalid" }], /tests 1: it is no object[\s\S]*expected false, found true/],
    ["bytes that are none", [{ ...good, result: "invalid", sig: null }], /null is no text in hexadecimal/],
  ])("a failed case: %s", (_, tests, reason) => expect(run(tests).failed).toMatch(reason));
  test("no tests are not claimed", () => expect(run([])).toEqual({ passed: [], failed: "", notClaimed: "e.json: group 1 has no tests" }));
});

describe("logs whose entries are told by their first ones", () => {
  const { sha256 } = primitives;
  const hexOf = (it: Uint8Array): string => Buffer.from(it).toString("hex");
  function log(entry: (i: number) => string, write: (it: Uint8Array) => string): Record<string, unknown> {
    const tree = new MerkleTree(sha256);
    for (let i = 0; i < 40; i++) tree.append(leafHash(sha256, utf8(entry(i))));
    return {
      firstEntries: [0, 1, 2].map(entry),
      roots: [0, 1, 2, 17, 40].map((size) => ({ size, root: write(tree.root(size)) })),
      inclusion: [{ index: 5, size: 17, leafHash: write(leafHash(sha256, utf8(entry(5)))), proof: tree.inclusion(5, 17).map(write) }],
      consistency: [{ old: 17, new: 40, proof: tree.consistency(17, 40).map(write) }],
    };
  }
  const run = (value: unknown): ReturnType<typeof resultOf> => resultOf("tlog", { "tlog/l.json": JSON.stringify(value) });
  test.each<readonly [string, (i: number) => string]>([
    ["a text with its number", (i) => `entry ${i}`],
    ["counted from another number, in tens, beside one that stays", (i) => `v2 of 7: ${i * 10 + 3}.`],
    ["numbers of one width", (i) => `record-${String(i).padStart(4, "0")}`],
    ["an object", (i) => JSON.stringify({ seq: i, note: `n-${i}` })],
    ["an object counted from 1", (i) => JSON.stringify({ seq: i + 1 })],
  ])("%s, hashes in base64 and in hexadecimal", (_, entry) => {
    for (const write of [base64, hexOf]) {
      const found = run(log(entry, write));
      expect(found).toMatchObject({ failed: "", notClaimed: "" });
      expect(found.passed).toContain("l.json root 40");
    }
  });
  test("a wrong root in hexadecimal fails", () => expect(run({ ...log((i) => `entry ${i}`, hexOf), roots: [{ size: 17, root: "00".repeat(32) }] }).failed).toMatch(/root 17: expected/));
  test("entries that follow no rule that is known are not claimed", () => expect(run({ ...log((i) => `entry ${i * i}`, base64), inclusion: [], consistency: [] }).notClaimed).toMatch(/neither stated nor told/));
  test("a checkpoint that is none is a failed case, and the others are run", () => {
    const found = run({ ...log((i) => `entry ${i}`, base64), checkpoints: [null], tiles: [null] });
    expect(found.failed).toMatch(/checkpoints 1: it is no object: null\n.*tiles 1: it is no object/);
    expect(found.passed).toContain("l.json root 40");
  });
});

describe("one bad thing never takes the rest along", () => {
  const jcs = { "jcs-rfc8785/input/a.json": "{ }", "jcs-rfc8785/output/a.json": "{}" };
  test.each<readonly [string, string, Readonly<Record<string, string>>, RegExp]>([
    ["a folder named like a policy", "label-algebra", { "label-algebra/x.xml/": "" }, /x.xml: .*it is a folder/],
    ["a folder named like a label", "stanag4774-spif", { "stanag4774-spif/x.xml/": "" }, /x.xml: .*it is a folder/],
    ["a folder named like vectors", "tlog", { "tlog/x.json/": "" }, /x.json: .*it is a folder/],
    ["a folder named like a disclosure", "sd-jwt", { "sd-jwt/x.yml/": "" }, /x.yml: .*it is a folder/],
    ["a folder named like an input", "jcs-rfc8785", { ...jcs, "jcs-rfc8785/input/x.json/": "" }, /x.json: .*it is a folder/],
    ["an output without its input", "jcs-rfc8785", { ...jcs, "jcs-rfc8785/output/b.json": "{}" }, /^output\/b.json: there is no input of that name$/],
    ["a scenario of duties that is none", "procurement-integrity", { "procurement-integrity/s.json": "[null]" }, /s.json number 1: it has no text "id"/],
  ])("a failed case: %s", (_, suite, files, reason) => expect(resultOf(suite, files).failed).toMatch(reason));
  test("the policy is found beside a folder that is named like one", () => {
    const files = { "a/x.xml/": "", "label-algebra/p.spif.xml": shipped("label-algebra/alliance-test.spif.xml"), "label-algebra/x.xml/": "", "non-interference/s.json": JSON.stringify({ ...(JSON.parse(shipped("non-interference/scenarios.json")) as object), scenarios: [] }) };
    expect(resultOf("non-interference", files)).toEqual({ passed: [], failed: "", notClaimed: "s.json: it has no scenarios" });
  });
  test("vectors of label algebra that are null are one failed case each, and the others are run", () => {
    const value = JSON.parse(shipped("label-algebra/alliance-group.json")) as Readonly<Record<string, unknown>>;
    const kinds = ["decisions", "joins", "order", "validity"];
    const count = kinds.flatMap((it) => (value[it] as readonly unknown[] | undefined) ?? []).length;
    const found = resultOf("label-algebra", { "label-algebra/p.spif.xml": shipped("label-algebra/alliance-test.spif.xml"), "label-algebra/v.json": JSON.stringify({ ...value, ...Object.fromEntries(kinds.map((it) => [it, [null, ...((value[it] as readonly unknown[] | undefined) ?? [])]])) }) });
    expect(found.failed.split("\n")).toEqual(kinds.map((it) => `v.json ${it} 1: threw it is no object`));
    expect(found.passed.length).toBe(count);
  });
  test.each(["wycheproof", "procurement-integrity", "tlog", "sd-jwt", "non-interference", "owasp-asvs-5"])("an empty folder is not claimed: %s", (suite) => expect(resultOf(suite, { [`${suite}/`]: "" })).toEqual({ passed: [], failed: "", notClaimed: "the folder holds no vectors of this suite" }));
});

/** The shipped vectors of a suite, each file changed. */
const changed = (suite: string, change: (text: string, name: string) => string, rename: (name: string) => string = (it) => it): Readonly<Record<string, string>> =>
  Object.fromEntries((readdirSync(join(ROOT, "tests", "vectors", suite), { recursive: true, encoding: "utf8" })).filter((it) => /\.\w+$/.test(it)).map((it) => [`${suite}/${rename(it)}`, change(shipped(`${suite}/${it}`), it)]));
const same = (it: string): string => it;

describe("the same vectors in other files", () => {
  const suites = ["label-algebra", "stanag4774-spif", "tlog", "jcs-rfc8785", "sd-jwt", "wycheproof", "procurement-integrity"];
  const whole = new Map(suites.map((it) => [it, resultOf(it, changed(it, same)).passed.length]));
  test.each<readonly [string, (text: string, name: string) => string, (name: string) => string]>([
    ["with a byte order mark", (text) => `\ufeff${text}`, same],
    ["with other line ends", (text, name) => (name.startsWith("output") ? text : text.replaceAll("\n", "\r\n")), same],
    ["with endings in capitals", same, (name) => name.replace(/\.(\w+)$/, (it) => it.toUpperCase())],
    ["in a folder of the folder", same, (name) => name.replace(/([^/]+)$/, "more/$1")],
  ])("%s", (_, change, rename) => {
    for (const suite of suites) {
      const found = resultOf(suite, changed(suite, change, rename));
      expect([suite, found.failed, found.passed.length]).toEqual([suite, "", whole.get(suite)]);
    }
  });
  test.each(suites)("empty files are failures, and so are cut ones: %s", (suite) => {
    for (const change of [() => "", (text: string) => text.slice(0, Math.floor(text.length / 3))]) {
      const found = resultOf(suite, changed(suite, (text, name) => (name.startsWith("output") ? text : change(text))));
      expect([suite, found.passed, found.failed === ""]).toEqual([suite, [], false]);
    }
  });
  test.each(suites)("files that nobody reads are told: %s", (suite) => {
    const found = resultOf(suite, { ...changed(suite, same), [`${suite}/notes.txt`]: "", [`${suite}/SOURCES.md`]: "", [`${suite}/.hidden.json`]: "{" });
    expect([found.passed.length, found.failed, found.notClaimed]).toEqual([whole.get(suite), "", expect.stringMatching(/^(.*\n)*passed over, since the suite reads [^:]+: notes.txt$/)]);
  });
});

describe("what is no file and no folder", () => {
  const failedOf = (root: string): string => conformance(root).flatMap((it) => it.cases.flatMap((one) => (one.trouble === undefined ? [] : [`${it.suite} ${one.name}: ${one.trouble}`]))).join("\n");
  test.each<readonly [string, string, string]>([
    ["a link to nothing", "tlog", "nowhere"],
    ["a link in a circle", "tlog", "tlog"],
    ["a link to a file", "sd-jwt", "/dev/null"],
  ])("%s in place of a suite is a failure, and the others are run", (_, name, to) => {
    const root = folderOf({ "jcs-rfc8785/input/a.json": "{ }", "jcs-rfc8785/output/a.json": "{}" });
    symlinkSync(to, join(root, name));
    expect([failedOf(root), conformance(root)[0]]).toEqual([expect.stringMatching(`^${name} \\S+: it has the name of a suite and is no folder`), { suite: "jcs-rfc8785", cases: [{ name: "a.json" }], notClaimed: [] }]);
  });
  test.each<readonly [string, string, RegExp]>([
    ["a link to nothing", "nowhere", /it is a link that leads to nothing/],
    ["a file without end", "/dev/zero", /it is no ordinary file, and reading it might never end/],
  ])("%s among the vectors", (_, to, reason) => {
    for (const [suite, name] of [["tlog", "a.json"], ["label-algebra", "a.xml"], ["sd-jwt", "a.yml"], ["wycheproof", "a.json"]] as const) {
      const root = folderOf({ [`${suite}/`]: "" });
      symlinkSync(to, join(root, suite, name));
      expect(failedOf(root)).toMatch(reason);
    }
  });
  test("links that lead in a circle end, and what is behind a link is run once", () => {
    const root = folderOf({ "jcs-rfc8785/input/a.json": "{ }", "jcs-rfc8785/output/a.json": "{}", "tlog/more/a.json": "[]" });
    for (const name of ["one", "two", "three"]) symlinkSync("..", join(root, "jcs-rfc8785", name));
    for (const name of ["self", "self.json"]) symlinkSync(".", join(root, "tlog", name));
    symlinkSync("more", join(root, "tlog", "again"));
    const found = conformance(root);
    expect(found.find((it) => it.suite === "jcs-rfc8785")?.cases).toEqual([{ name: "a.json" }]);
    const log = found.find((it) => it.suite === "tlog")!;
    expect([log.cases, log.notClaimed]).toEqual([[{ name: "self.json", trouble: expect.stringMatching(/it is a folder/) }], [expect.stringMatching(/^again\/a.json: an empty list$|^more\/a.json: an empty list$/)]]);
  });
  test("a folder of vectors that is a link is run", () => {
    const root = folderOf({ "real/input/a.json": "{ }", "real/output/a.json": "{}" });
    symlinkSync("real", join(root, "jcs-rfc8785"));
    expect(conformance(root)).toEqual([{ suite: "jcs-rfc8785", cases: [{ name: "a.json" }], notClaimed: [] }, { suite: "real", cases: [], notClaimed: ["no suite of this name is known"] }]);
  });
});

describe("vectors that do not say plainly what they ask", () => {
  const row = { leafIdx: 0, treeSize: 1, root: null, leafHash: null, proof: null, wantErr: true };
  const note = { vkey: "x", note: "y", want: "refused" };
  test.each<readonly [string, unknown, string]>([
    ["null is no bytes, and the proof is refused as asked", row, ""],
    ["a note that is refused as asked", note, ""],
    ["an index that is a text", { ...row, leafIdx: "0" }, 'its leafIdx is no whole number: "0"'],
    ["an index that is missing", { ...row, leafIdx: undefined }, "its leafIdx is no whole number: nothing"],
    ["a size that is null", { ...row, treeSize: null }, "its treeSize is no whole number: null"],
    ["a size below nothing", { ...row, treeSize: -1 }, "its treeSize is no whole number: -1"],
    ["a hash that is no base64", { ...row, root: "!" }, "its root is no base64"],
    ["a proof that is missing", { ...row, proof: undefined }, "its proof is no list of hashes"],
    ["a wish that is a text", { ...row, wantErr: "true" }, 'the vector does not say whether it is to hold: wantErr is "true"'],
    ["a wish of other words", { ...note, want: "banana" }, 'want is "banana"'],
    ["a name that stands twice", '[{"vkey":"x","note":"y","want":"verifies","want":"refused"}]', 'The name "want" stands twice'],
    ["brackets without end", "[".repeat(50_000) + "]".repeat(50_000), "it is nested too deep to be read"],
  ])("%s", (_, value, reason) => {
    const { failed } = resultOf("tlog", { "tlog/a.json": typeof value === "string" ? value : JSON.stringify([value]) });
    expect(failed).toEqual(reason === "" ? "" : expect.stringContaining(reason));
  });
  const group = JSON.parse(shipped("label-algebra/alliance-group.json")) as { readonly decisions: readonly { readonly clearance: object; readonly label: object }[] };
  const [first] = group.decisions;
  test.each<readonly [string, object, RegExp]>([
    ["a clearance without a nation", { decisions: [{ ...first, clearance: { ...first!.clearance, nation: undefined } }] }, /its nation is no text/],
    ["a value where a list of them is meant", { decisions: [{ ...first, clearance: { ...first!.clearance, permissive: { Programme: "P1" } } }] }, /permissive of the clearance is no object with lists/],
    ["restrictions that are no pairs", { decisions: [{ ...first, clearance: { ...first!.clearance, restrictive: ["ALPHA"] } }] }, /restrictive of the clearance is no list of pairs/],
    ["a category that is a text", { decisions: [{ ...first, label: { ...first!.label, categories: { Programme: "P1" } } }] }, /categories of the label is no object with lists/],
    ["a kind that is no list", { decisions: { ...first } }, /a.json decisions: it is no list/],
    ["nothing to join", { joins: [{ labels: [], expect: {}, rendering: {} }] }, /its labels is no list with anything in it/],
  ])("%s is a failure with its reason", (_, change, reason) => expect(resultOf("label-algebra", { "label-algebra/p.spif.xml": shipped("label-algebra/alliance-test.spif.xml"), "label-algebra/a.json": JSON.stringify({ ...group, decisions: [], joins: [], order: [], validity: [], ...change }) }).failed).toMatch(reason));
  test("two editions of one policy: which is meant cannot be told", () => {
    const policy = shipped("label-algebra/alliance-test.spif.xml");
    const found = resultOf("label-algebra", { "label-algebra/p.spif.xml": policy, "label-algebra/copy.spif.xml": policy, "label-algebra/q.spif.xml": policy.replace('name="LIMITED" lacv="7" hierarchy="2"', 'name="LIMITED" lacv="7" hierarchy="9"'), "label-algebra/a.json": JSON.stringify(group) });
    expect(found.failed).toMatch(/^a.json: .*3 policies in the folder are named ALLIANCE-TEST and differ/);
  });
});

describe("texts that RFC 8785 has a form for, and a ledger refuses", () => {
  test.each([["[9007199254740994]", "[9007199254740994]"], ["[295147905179352830000]", "[295147905179352830000]"], [`${"[".repeat(70)}${"]".repeat(70)}`, `${"[".repeat(70)}${"]".repeat(70)}`]])("%s", (input, output) => {
    const found = resultOf("jcs-rfc8785", { "jcs-rfc8785/input/a.json": input, "jcs-rfc8785/output/a.json": output });
    expect(found).toEqual({ passed: ["a.json, its canonical form"], failed: "", notClaimed: expect.stringMatching(/^a.json: a ledger refuses it: /) });
    expect(resultOf("jcs-rfc8785", { "jcs-rfc8785/input/a.json": input, "jcs-rfc8785/output/a.json": "[]" }).failed).toMatch(/its canonical form: expected/);
  });
});

describe("called wrongly", () => {
  const call = (...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => spawnSync(process.execPath, [join(ROOT, "tools", "conformance.ts"), ...args], { cwd: ROOT, encoding: "utf8" });
  const good = folderOf({ "jcs-rfc8785/input/a.json": "{ }", "jcs-rfc8785/output/a.json": "{}" });
  test.each<readonly [string, readonly string[], RegExp]>([
    ["no folder", [], /^No folder is named\.$/],
    ["a file", [join(ROOT, "package.json")], /^\S+package\.json is no folder\.$/],
    ["a folder that is not there", [join(good, "none")], /none is no folder\.$/],
    ["a folder with nothing in it", [folderOf({})], /holds no folder of vectors\.$/],
    ["an option that is not known", [good, "--fast"], /^There is no option --fast\.$/],
  ])("a sentence: %s", (_, args, sentence) => expect(complaintAbout(args)).toMatch(sentence));
  test("the sentence, what to do, and 2", () => {
    const { status, stdout, stderr } = call(join(ROOT, "package.json"));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^\S+package\.json is no folder\. Name the folder with the vectors: npm run conformance -- DIR\n$/);
  });
  test("names of files say nothing to a terminal, and make no line of their own", () => {
    const { status, stdout } = call(folderOf({ "tlog/a\n  FAILED b: c.json": "[]", "tlog/\u001b[2Jd.json": "[]", "tlog/\u202ee.json": "[1]" }));
    expect([status, stdout.split("\n").length]).toEqual([1, 3]);
    expect(stdout).toContain("\\u001b[2Jd.json");
    expect(stdout).toContain("FAILED \\u202ee.json");
    for (const it of ["\u001b", "\u202e"]) expect(stdout.includes(it)).toBe(false);
  });
  test("two folders are both run", () => {
    const { status, stdout } = call(good, folderOf({ "jcs-rfc8785/output/b.json": "{}" }));
    expect([status, stdout.match(/^jcs-rfc8785 +\d passed, \d failed/gm)?.map((it) => it.replace(/ +/, " "))]).toEqual([1, ["jcs-rfc8785 1 passed, 0 failed", "jcs-rfc8785 0 passed, 1 failed"]]);
  });
});
