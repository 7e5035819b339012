import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { conformance } from "../../tools/conformance.ts";
import { ROOT } from "../../tools/files.ts";

const shipped = (folder: string, file: string): string => readFileSync(join(ROOT, "tests", "vectors", folder, file), "utf8");
/** What the suites make of a folder that nobody has seen before. */
function resultOf(suite: string, files: Readonly<Record<string, string>>): { readonly passed: readonly string[]; readonly failed: readonly string[]; readonly notClaimed: readonly string[] } {
  const folder = join(mkdtempSync(join(tmpdir(), "concord-unseen-")), suite);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [found] = conformance(folder);
  return { passed: found!.cases.filter((it) => it.trouble === undefined).map((it) => it.name), failed: found!.cases.flatMap((it) => (it.trouble === undefined ? [] : [`${it.name}: ${it.trouble}`])), notClaimed: found!.notClaimed };
}

const set = (name: string, at: number, type: string, values: readonly string[]): string => `<s:securityCategoryTagSet name="${name}" id="1.2.3.${at}"><s:securityCategoryTag tagType="${type}" ${type === "tagType7" ? 'tag7Encoding="securityAttributes"' : ""}>${values.map((it, lacv) => `<s:tagCategory name="${it}" lacv="${lacv}"/>`).join("")}</s:securityCategoryTag></s:securityCategoryTagSet>`;
const LEAGUE = `<?xml version="1.0"?><s:SPIF xmlns:s="http://www.xmlspif.org/spif" schemaVersion="2.0" creationDate="20260101000000Z" originatorDN="CN=L" keyIdentifier="1" privilegeId="1.2" rbacId="1.2"><s:securityPolicyId name="LEAGUE" id="1.2.3"/><s:securityClassifications>${["CLEAR", "GREY", "DARK", "BLACK", "VOID"].map((it, at) => `<s:securityClassification name="${it}" lacv="${90 - at}" hierarchy="${at * 10}"/>`).join("")}</s:securityClassifications><s:securityCategoryTagSets>${set("Caveat", 1, "restrictive", ["K1", "K2"])}${set("To", 2, "permissive", ["QAA", "QBB", "QCC", "ALL"])}${set("Project", 3, "permissive", ["ONE", "TWO", "THREE"])}${set("Site", 4, "permissive", ["NORTH", "SOUTH"])}${set("Note", 5, "tagType7", ["draft"])}</s:securityCategoryTagSets></s:SPIF>`;
const label = (classification: string, categories: Readonly<Record<string, readonly string[]>> = {}) => ({ policy: "LEAGUE", originator: "QAA", classification, categories });
const clearance = { maxClassificationHierarchy: 30, restrictive: [["Caveat", "K1"]], nation: "QBB", permissive: { Project: ["ONE", "TWO"] } };
const vectors = {
  policy: "LEAGUE",
  releaseTagSet: "To",
  releaseAbsentMeans: "originator",
  roster: { ALL: ["QAA", "QBB", "QCC"] },
  decisions: [
    { id: "d1", label: label("BLACK", { To: ["ALL"], Caveat: ["K1"] }), clearance, expect: "permit" },
    { id: "d2", label: label("VOID", { To: ["ALL"] }), clearance, expect: "deny" },
    { id: "d3", label: label("CLEAR"), clearance, expect: "deny" },
    { id: "d4", label: label("CLEAR", { To: ["QBB"], Site: ["NORTH"] }), clearance, expect: "deny" },
    { id: "d5", label: null, clearance, expect: "deny" },
    { id: "d6", label: label("CLEAR", { To: ["QBB"], Colour: ["red"] }), clearance, expect: "deny" },
    { id: "d7", label: label("DARK", { To: ["QBB"] }), clearance: { classification: "DARK", nation: "QBB" }, expect: "permit" },
  ],
  joins: [
    {
      id: "j1",
      labels: [label("GREY", { To: ["QAA", "QBB"], Project: ["ONE", "TWO"] }), label("DARK", { To: ["ALL"], Project: ["TWO", "THREE"], Caveat: ["K2"] })],
      expect: { classification: "DARK", restrictive: [["Caveat", "K2"]], clauses: { To: [["QAA", "QBB"]], Project: [["ONE", "TWO"], ["THREE", "TWO"]], Site: [] }, informative: [] },
      rendering: { outcome: "tightened", categories: { Caveat: ["K2"], To: ["QAA", "QBB"], Project: ["TWO"] } },
    },
    { id: "j2", labels: [label("CLEAR", { To: ["QBB"] }), label("CLEAR", { To: ["QCC"] })], expect: { classification: "CLEAR", restrictive: [], clauses: { To: [[]], Project: [], Site: [] }, informative: [] }, rendering: { outcome: "refuse", reason: "empty permissive set in To" } },
  ],
  order: [{ id: "o1", a: [label("CLEAR", { To: ["ALL"] })], b: [label("CLEAR", { To: ["QBB"] })], expect: true }],
  validity: [{ id: "v1", label: label("CLEAR", { Shade: ["x"], Project: ["FOUR"] }), violations: ["unknown-category", "unknown-tag-set"] }],
};

describe("label algebra over a policy that nobody has seen", () => {
  test("five levels, three permissive sets, another prefix, schema 2.0: everything passes", () => {
    const found = resultOf("label-algebra", { "league.spif.xml": LEAGUE, "league.json": JSON.stringify(vectors) });
    expect(found).toEqual({ passed: ["d1", "d2", "d3", "d4", "d5", "d6", "d7", "j1", "j2", "o1", "v1"].map((it) => `league.json ${it}`), failed: [], notClaimed: [] });
  });
  test("one wrong expectation of each kind is one failed case each", () => {
    const wrong = { ...vectors, decisions: [{ ...vectors.decisions[0]!, expect: "deny" }], joins: [{ ...vectors.joins[1]!, rendering: { outcome: "exact", categories: {} } }], order: [{ ...vectors.order[0]!, expect: false }], validity: [{ ...vectors.validity[0]!, violations: [] }] };
    expect(resultOf("label-algebra", { "league.spif.xml": LEAGUE, "league.json": JSON.stringify(wrong) }).failed.map((it) => it.split(":")[0])).toEqual(["league.json d1", "league.json j2", "league.json o1", "league.json v1"]);
  });
  const sound = { "league.spif.xml": LEAGUE };
  const without = (name: string): string => JSON.stringify(Object.fromEntries(Object.entries(vectors).filter(([it]) => it !== name)));
  test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ["JSON that is cut", { ...sound, "a.json": '{"policy":' }, /a.json: the file is no JSON/],
    ["JSON that is a list", { ...sound, "a.json": "[1]" }, /a.json: the file is no object with vectors/],
    ["JSON that is null", { ...sound, "a.json": "null" }, /a.json: the file is no object with vectors/],
    ["a policy that is not there", { ...sound, "a.json": JSON.stringify({ ...vectors, policy: "OTHER" }) }, /its policy OTHER is not in the folder/],
    ["no policy", { ...sound, "a.json": without("policy") }, /its policy {2}is not in the folder/],
    ["a release set whose absence nobody states", { ...sound, "a.json": without("releaseAbsentMeans") }, /does not say what it means that a label has no To; state absentMeans/],
    ["a meaning that is a number", { ...sound, "a.json": JSON.stringify({ ...vectors, releaseAbsentMeans: 7 }) }, /does not say what it means/],
    ["a release set that is not there", { ...sound, "a.json": JSON.stringify({ ...vectors, releaseTagSet: "Tow" }) }, /no permissive tag set Tow/],
    ["vectors that are numbers", { ...sound, "a.json": JSON.stringify({ ...vectors, decisions: [7], joins: ["x"], order: [{}], validity: [{}] }) }, /a.json decisions 1: threw[\s\S]*a.json joins 1: threw[\s\S]*a.json order 1: threw[\s\S]*a.json validity 1: threw/],
    ["a policy file that is cut", { "league.spif.xml": LEAGUE.slice(0, 900), "league.json": JSON.stringify(vectors) }, /league.spif.xml: the file is broken: line 1/],
    ["a policy file that leaves its meaning open", { "league.spif.xml": LEAGUE.replace('hierarchy="10"', 'hierarchy="20"') }, /league.spif.xml: line 1: Two levels have the place 20/],
  ])("a failed case, not an end: %s", (_, files, reason) => expect(resultOf("label-algebra", files).failed.join("\n")).toMatch(reason));
  test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ["vectors of a kind that is not known", { ...sound, "a.json": JSON.stringify({ ...vectors, uplifts: [1, 2] }) }, /a.json: 2 vectors under uplifts/],
    ["no vectors at all", { ...sound, "a.json": JSON.stringify({ policy: "LEAGUE", releaseTagSet: "To", releaseAbsentMeans: "everyone" }) }, /a.json: it has no vectors of a kind that is known/],
    ["schema 3.0", { "three.spif.xml": LEAGUE.replace('schemaVersion="2.0"', 'schemaVersion="3.0"') }, /three.spif.xml: line 1: Schema 3.0 is not read yet/],
    ["an empty folder", {}, /no vectors/],
  ])("not claimed, with the reason: %s", (_, files, reason) => expect(resultOf("label-algebra", files).notClaimed.join("\n")).toMatch(reason));
});

describe("policies and labels that nobody has seen", () => {
  const xml = (root: string, inside: string): string => `<l:${root} xmlns:l="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2031-01-01T00:00:00Z"><l:ConfidentialityInformation><l:PolicyIdentifier>LEAGUE</l:PolicyIdentifier><l:Classification>DARK</l:Classification>${inside}</l:ConfidentialityInformation><l:CreationDateTime>2026-01-01T00:00:00Z</l:CreationDateTime></l:${root}>`;
  const category = (type: string): string => `<l:Category TagName="To" Type="${type}"><l:GenericValue>QBB</l:GenericValue></l:Category>`;
  const sound = xml("metadataConfidentialityLabel", category("PERMISSIVE"));
  test("a policy, labels of every root and prefix, a tolerant policy", () => {
    const found = resultOf("stanag4774-spif", { "a.spif.xml": LEAGUE, "b.spif.xml": shipped("stanag4774-spif", "tlp.spif.xml"), "c.xml": sound, "d.xml": xml("alternativeConfidentialityLabel", "") });
    expect([found.passed.length, found.failed, found.notClaimed]).toEqual([4, [], []]);
  });
  test.each<readonly [string, string, "failed" | "notClaimed", RegExp]>([
    ["a file that is cut", sound.slice(0, 200), "failed", /x.xml: the file is broken: line 1/],
    ["an entity", `<!DOCTYPE l [<!ENTITY a "b">]>${sound}`, "failed", /document type/],
    ["a label without a policy", sound.replace(/<l:PolicyIdentifier>.*<\/l:PolicyIdentifier>/, ""), "failed", /names no policy/],
    ["a value of another form", sound.replaceAll("GenericValue", "BitStringValue"), "failed", /write GenericValue/],
    ["a value that binds otherwise than its policy has it", xml("originatorConfidentialityLabel", category("INFORMATIVE")), "failed", /QBB as INFORMATIVE, in its policy it is PERMISSIVE/],
    ["a policy of schema 3.0", LEAGUE.replace('schemaVersion="2.0"', 'schemaVersion="3.0"'), "notClaimed", /Schema 3.0 is not read yet/],
    ["another document", "<html/>", "notClaimed", /a html, neither a SPIF nor a label/],
    ["a label of a policy that is not there", sound.replace("LEAGUE", "OTHER"), "notClaimed", /no policy OTHER in the folder/],
    ["a label of values that its policy does not have", sound.replace("QBB", "QXX"), "failed", /x.xml: LEAGUE has no value To: QXX/],
    ["a label of a tag set that its policy does not have", sound.replace('"To"', '"Towards"'), "failed", /x.xml: LEAGUE has no tag set Towards/],
    ["a label of a level that its policy does not have", sound.replace("DARK", "DUSK"), "failed", /x.xml: LEAGUE has no level DUSK/],
    ["a label without categories, of a level that its policy does not have", xml("originatorConfidentialityLabel", "").replace("DARK", "DUSK"), "failed", /x.xml: LEAGUE has no level DUSK/],
  ])("%s", (_, text, where, reason) => expect(resultOf("stanag4774-spif", { "a.spif.xml": LEAGUE, "x.xml": text })[where].join("\n")).toMatch(reason));
});
