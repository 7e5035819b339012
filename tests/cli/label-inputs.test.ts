import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "#cli";

const of = "cases/labels";
const vectors = "tests/vectors";
const folder = mkdtempSync(join(tmpdir(), "concord-label-inputs-"));
const file = (name: string, text: unknown): string => {
  writeFileSync(join(folder, name), typeof text === "string" ? text : JSON.stringify(text));
  return join(folder, name);
};
/** Runs a command in this process, which is a tenth of the time of one of its own. */
async function concord(args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const said: string[] = [];
  const printed: string[] = [];
  const code = await main(args, { width: 1000, print: (text) => void printed.push(text), say: (text) => void said.push(text), progress: () => undefined, progressDone: () => undefined });
  return { code, stdout: printed.join("\n"), stderr: said.join("\n") };
}

const spif = `${of}/policy.spif.xml`;
const terms = { policy: "ALLIANCE-TEST", absentMeans: { "Releasable To": "originator", Programme: "everyone" }, releaseSet: "Releasable To", roster: { ALLY: ["XAA", "XBB"] } };
const FLAT = '<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1" creationDate="20260101000000Z" originatorDN="CN=T" keyIdentifier="0" privilegeId="1.2" rbacId="1.2"><securityPolicyId name="FLAT" id="1.2.3"/><securityClassifications><securityClassification name="LOW" lacv="1" hierarchy="1"/><securityClassification name="HIGH" lacv="2" hierarchy="2"/></securityClassifications></SPIF>';
const flat = file("flat.xml", FLAT);
const home = file("home.json", { ...terms, spif: "policy.spif.xml" });
file("policy.spif.xml", readFileSync(spif, "utf8"));
const label = (name: string, categories: unknown = {}, more: object = {}): string => file(name, { policy: "ALLIANCE-TEST", classification: "LIMITED", categories, originator: "XAA", ...more });
const own = label("own.json");
const ally = label("ally.json", { "Releasable To": ["ALLY"] }, { created: "2026-03-01" });
const low = file("low.json", { policy: "FLAT", classification: "HIGH", categories: {} });
const cleared = file("cleared.json", { policy: "ALLIANCE-TEST", classification: "CLOSED", nation: "XAA" });
const clearedFlat = file("cleared-flat.json", { policy: "FLAT", classification: "HIGH", nation: "XAA" });
const rosters = [{ version: "spring", from: "2026-01-01", groups: { ALLY: ["XBB"] } }, { version: "summer", from: "2026-06-01", groups: { ALLY: ["XAA", "XBB"] } }];
const { roster: _, ...undated } = terms;
const dated = file("dated.json", { ...undated, spif: "policy.spif.xml", rosters });
const datedNow = file("dated-now.json", { ...undated, spif: "policy.spif.xml", rosters, rosterAt: "decision" });
const rules = file("rules.json", { rules: [{ id: "U1", version: 2, policy: "ALLIANCE-TEST", kind: "stock", nationsMin: 2, level: "GUARDED", reason: "Two stocks show a gap." }] });
const tlp = ["--policy", `${vectors}/stanag4774-spif/tlp.spif.xml`, "--policy", `${vectors}/stanag4774-spif/tlpx.spif.xml`, "--tolerant"];

describe("policies, terms and rosters", () => {
  test.each<readonly [string, readonly string[], number, RegExp]>([
    ["a JSON policy that names its SPIF", ["decide", own, "--policy", home, "--clearance", cleared], 0, /^permit$/],
    ["a JSON policy of the vectors finds its SPIF by name", ["decide", own, "--policy", `${vectors}/label-algebra/alliance-originator.json`, "--clearance", cleared], 0, /^permit$/],
    ["terms beside a SPIF", ["decide", own, "--policy", spif, "--terms", file("terms.json", terms), "--clearance", cleared], 0, /^permit$/],
    ["labels of two policies, both held", ["decide", own, low, "--policy", home, "--policy", flat, "--clearance", cleared, "--clearance", clearedFlat], 0, /^permit$/],
    ["labels of two policies, one held", ["decide", own, low, "--policy", home, "--policy", flat, "--clearance", cleared], 1, /^deny\nnot held: anything in FLAT$/],
    ["a group as it was when the label was given", ["decide", ally, "--policy", dated, "--clearance", cleared, "--at", "2026-12-01"], 1, /not held: Releasable To: XBB/],
    ["a group as it is when somebody asks", ["decide", ally, "--policy", datedNow, "--clearance", cleared, "--at", "2026-12-01", "--json"], 0, /"rosters":\{".*ally.json":"summer"\}/],
    ["a join of two policies", ["join", own, low, "--policy", home, "--policy", flat], 0, /ALLIANCE-TEST, which binds beside the others:[\s\S]*FLAT HIGH/],
    ["a join of two policies as JSON", ["join", own, low, "--policy", home, "--policy", flat, "--json"], 0, /"labels": \[/],
    ["a rule of uplift", ["join", ally, own, "--policy", home, "--uplift", rules, "--collection", "stock:exact:2"], 0, /At least GUARDED, by rule U1 \(version 2\): Two stocks show a gap.[\s\S]*ALLIANCE-TEST GUARDED REL TO XAA/],
    ["a rule that does not hold yet", ["join", ally, own, "--policy", home, "--uplift", rules, "--collection", "stock:exact:1"], 0, /ALLIANCE-TEST LIMITED REL TO XAA/],
    ["a marking in French", ["marking", own, "--policy", spif, "--language", "fr"], 0, /^ALLIANCE-TEST LIMITE$/],
    ["a marking for a subject", ["marking", ally, "--policy", spif, "--place", "subject", "--json"], 0, /"marking":"ALLIANCE-TEST LIMITED REL TO ALLY"/],
    ["the equivalent in another policy", ["equivalent", file("green.json", { policy: "TLP", classification: "GREEN", categories: {} }), ...tlp, "--into", "TLPX"], 0, /^TLPX:GREEN$/],
    ["a label whose review was due", ["parse", file("due.xml", dueLabel()), "--policy", spif, "--at", "2032-01-01"], 0, /review was due on 2031-01-01T00:00:00Z/],
    ["a label that names a successor", ["parse", file("next.xml", dueLabel('<SuccessionHandling><SuccessionDateTime>2030-01-01T00:00:00Z</SuccessionDateTime><SuccessorConfidentialityLabel ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier>ALLIANCE-TEST</PolicyIdentifier><Classification>OPEN</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></SuccessorConfidentialityLabel></SuccessionHandling>')), "--policy", spif], 0, /successor from 2030-01-01T00:00:00Z on: OPEN/],
  ])("%s", async (_, args, code, words) => {
    const ran = await concord(["label", ...args]);
    expect([ran.code, words.test(ran.stdout) ? "" : ran.stdout + ran.stderr]).toEqual([code, ""]);
  });
  test.each<readonly [string, object, readonly string[]]>([
    ["a tag set without a value", { categories: { "Releasable To": [] } }, ["empty-category: Releasable To"]],
    ["two of them", { categories: { "Releasable To": [], Programme: [] } }, ["empty-category: Releasable To", "empty-category: Programme"]],
    ["a value that the policy does not know", { categories: { "Releasable To": ["NOPE"] } }, ["unknown-category: Releasable To: NOPE"]],
    ["one beside others that it knows", { categories: { "Releasable To": ["XAA", "NOPE"], Programme: ["P1"] } }, ["unknown-category: Releasable To: NOPE"]],
    ["a tag set that the policy does not know", { categories: { Release: ["XAA"] } }, ["unknown-tag-set: Release"]],
    ["a level that the policy does not know", { classification: "MIDDLING" }, ["unknown-classification: MIDDLING"]],
    ["a value that asks for another level", { classification: "OPEN", categories: { Codeword: ["RIVER"] } }, ["requiredClass: Codeword: RIVER"]],
  ])("no marking of a label that is not valid: %s", async (name, change, breaks) => {
    const bad = label(`bad ${name}.json`, {}, change);
    const parsed = await concord(["label", "parse", bad, "--policy", spif]);
    expect([parsed.code, parsed.stdout]).toEqual([1, ["No marking: the label breaks its policy.", ...breaks.map((it) => `breaks ${it}`)].join("\n")]);
    const json = await concord(["label", "parse", bad, "--policy", spif, "--json"]);
    expect([json.code, "marking" in (JSON.parse(json.stdout) as object)]).toEqual([1, false]);
    for (const args of [["marking", bad, "--policy", spif], ["marking", bad, "--policy", spif, "--json", "--place", "subject"]]) {
      const ran = await concord(["label", ...args]);
      expect([ran.code, ran.stdout, ran.stderr.includes("breaks its policy")]).toEqual([1, "", true]);
    }
  });
  test.each<readonly [string, readonly string[], number, RegExp]>([
    ...["extra", "Categories", "orignator", "review"].map((member): readonly [string, readonly string[], number, RegExp] => [`a label that says ${member}`, ["parse", label(`${member}.json`, {}, { [member]: 1 }), "--policy", spif], 3, new RegExp(`"${member}" is nothing that a label says.[\\s\\S]*It says: policy, classification, categories`)]),
    ["a member that is near to one", ["decide", label("near.json", {}, { catgories: {} }), "--policy", home, "--clearance", cleared], 3, /Did you mean categories\?/],
    ["a day that is none", ["parse", label("born.json", {}, { created: "spring" }), "--policy", spif], 3, /created is no day or time/],
    ["a number for a day", ["parse", label("born7.json", {}, { created: 7 }), "--policy", spif], 3, /created is no day or time/],
    ...["group:NOSUCH", "NOSUCH", "group:ALY", "everybody"].map((it): readonly [string, readonly string[], number, RegExp] => [`absence that means ${it}`, ["decide", ally, "--policy", file(`means ${it.replace(":", " ")}.json`, { ...terms, spif: "policy.spif.xml", absentMeans: { ...terms.absentMeans, Programme: it } }), "--clearance", cleared], 3, new RegExp(`the roster has no group "${it.replace("group:", "")}"[\\s\\S]*Groups: ALLY`)]),
    ["a group that is near to one", ["decide", ally, "--policy", spif, "--terms", file("aly.json", { ...terms, absentMeans: { ...terms.absentMeans, Programme: "group:ALLYS" } }), "--clearance", cleared], 3, /Did you mean ALLY\?/],
    ["a group that no dated roster has", ["decide", ally, "--policy", file("dated-no.json", { ...undated, spif: "policy.spif.xml", rosters, absentMeans: { ...terms.absentMeans, Programme: "group:FRIENDS" } }), "--clearance", cleared], 3, /no group "FRIENDS"/],
    ["absence of a tag set that the policy does not have", ["decide", ally, "--policy", file("set2.json", { ...terms, spif: "policy.spif.xml", absentMeans: { ...terms.absentMeans, Programmes: "everyone" } }), "--clearance", cleared], 3, /no permissive tag set "Programmes"[\s\S]*Did you mean Programme\?/],
    ["terms that leave a set open", ["decide", own, "--policy", file("open.json", { policy: "ALLIANCE-TEST", spif: "policy.spif.xml", absentMeans: { Programme: "everyone" } }), "--clearance", cleared], 2, /no Releasable To[\s\S]*absentMeans/],
    ["a SPIF without terms", ["decide", own, "--policy", spif, "--clearance", cleared], 2, /--terms[\s\S]*no Releasable To, no Programme/],
    ["a JSON policy without a SPIF", ["parse", own, "--policy", file("none.json", { policy: "NOWHERE" })], 3, /no SPIF beside it/],
    ["a release set that is not there", ["decide", own, "--policy", file("set.json", { ...terms, spif: "policy.spif.xml", releaseSet: "Release" }), "--clearance", cleared], 3, /releaseSet is not a tag set of ALLIANCE-TEST: Special Handling/],
    ["a meaning that is none", ["decide", own, "--policy", file("means.json", { ...terms, spif: "policy.spif.xml", absentMeans: { Programme: 7 } }), "--clearance", cleared], 3, /absentMeans.Programme/],
    ["a roster that is none", ["decide", own, "--policy", file("roster.json", { ...terms, spif: "policy.spif.xml", roster: { ALLY: "XAA" } }), "--clearance", cleared], 3, /roster.ALLY is not a list/],
    ["a roster without a day", ["decide", own, "--policy", file("day.json", { ...undated, spif: "policy.spif.xml", rosters: [{ version: "1", from: "spring" }] }), "--clearance", cleared], 3, /rosters\[0\] is not/],
    ["a label without a day under dated rosters", ["decide", own, "--policy", dated, "--clearance", cleared], 1, /does not say when it was given/],
    ["values that are no list", ["decide", label("text.json", { "Releasable To": "XAA" }), "--policy", home, "--clearance", cleared], 3, /categories.Releasable To is no list/],
    ["a set without a value", ["decide", label("empty.json", { Programme: [] }), "--policy", home, "--clearance", cleared], 1, /Programme stands in the label without a value/],
    ["a label of a policy that is not given", ["parse", low, "--policy", spif], 1, /of policy FLAT, not of ALLIANCE-TEST[\s\S]*--policy/],
    ["a policy twice", ["parse", own, "--policy", spif, "--policy", home], 2, /given twice/],
    ["terms for no policy that is given", ["join", own, "--policy", flat, "--terms", file("other.json", terms)], 2, /none of the policies given/],
    ["restrictive values in another form", ["decide", own, "--policy", home, "--clearance", file("c1.json", { classification: "OPEN", nation: "XAA", restrictive: ["ALPHA"] })], 3, /restrictive is no list/],
    ["permissive values in another form", ["decide", own, "--policy", home, "--clearance", file("c2.json", { classification: "OPEN", nation: "XAA", permissive: { Programme: "P1" } })], 3, /permissive.Programme/],
    ["a clearance of no policy by name", ["decide", own, "--policy", home, "--policy", flat, "--clearance", file("c3.json", { classification: "OPEN", nation: "XAA" })], 3, /names no policy/],
    ["a clearance with a key that is none", ["decide", own, "--policy", home, "--clearance", file("c4.json", { classification: "OPEN", nation: "XAA", permisive: {} })], 3, /c4.json is no clearance: "permisive"[\s\S]*Did you mean permissive\?/],
    ["a level that the policy does not have", ["decide", own, "--policy", home, "--clearance", file("c5.json", { classification: "OPENN", nation: "XAA" })], 3, /"OPENN" is no level of the policy[\s\S]*Levels: /],
    ["a level by a name that is none beside its place", ["decide", own, "--policy", home, "--clearance", file("c6.json", { classification: "OPENN", maxClassificationHierarchy: 9, nation: "XAA" })], 3, /"OPENN" is no level of the policy/],
    ["a level by name and another by place", ["decide", own, "--policy", home, "--clearance", file("c7.json", { classification: "OPEN", maxClassificationHierarchy: 9, nation: "XAA" })], 3, /Leave one of the two out/],
    ["a place that is no whole number", ["decide", own, "--policy", home, "--clearance", file("c8.json", { maxClassificationHierarchy: 1.5, nation: "XAA" })], 3, /whole number/],
    ["a restrictive value that is none", ["decide", own, "--policy", home, "--clearance", file("c9.json", { classification: "OPEN", nation: "XAA", restrictive: [["Special Handling", "ALPHAA"]] })], 3, /no restrictive value "ALPHAA"[\s\S]*Did you mean ALPHA\?/],
    ["a restrictive value of a set that is none", ["decide", own, "--policy", home, "--clearance", file("c10.json", { classification: "OPEN", nation: "XAA", restrictive: [["Handling", "ALPHA"]] })], 3, /no tag set "Handling"[\s\S]*Special Handling/],
    ["a permissive value that is none", ["decide", own, "--policy", home, "--clearance", file("c11.json", { classification: "OPEN", nation: "XAA", permissive: { Programme: ["P77"] } })], 3, /no permissive value "P77"/],
    ["a restrictive value held as a permissive one", ["decide", own, "--policy", home, "--clearance", file("c12.json", { classification: "OPEN", nation: "XAA", permissive: { "Special Handling": [] } })], 3, /no permissive tag set/],
    ["a language that the policy does not speak", ["marking", own, "--policy", spif, "--language", "xx"], 2, /--language xx: ALLIANCE-TEST words no marking in that language\.\nUse one of: en, fr\./],
    ["a language where the policy names none", ["marking", low, "--policy", flat, "--language", "fr"], 2, /Use one of: en\./],
    ["a label that contradicts its policy", ["parse", file("kind.xml", dueLabel("", '<Category Type="INFORMATIVE" TagName="Special Handling"><GenericValue>ALPHA</GenericValue></Category>')), "--policy", spif], 1, /ALPHA as INFORMATIVE, in its policy it is RESTRICTIVE/],
    ["uplift without a collection", ["join", own, "--policy", home, "--uplift", rules], 2, /--collection/],
    ["a rule that is none", ["join", own, "--policy", home, "--uplift", file("bad-rules.json", { rules: [{ id: "U" }] }), "--collection", "stock:exact:2"], 3, /rules\[0\]/],
    ["a time that is none", ["parse", own, "--policy", spif, "--at", "soon"], 2, /no day or time/],
    ["a place that is none", ["marking", own, "--policy", spif, "--place", "middle"], 2, /pageTop/],
    ["an equivalent that nobody states", ["equivalent", own, "--policy", spif, "--policy", flat, "--into", "FLAT"], 1, /no equivalent in FLAT[\s\S]*Keep the label/],
    ["an equivalent in a policy that is not given", ["equivalent", own, "--policy", spif, "--into", "FLAT"], 2, /FLAT is not given/],
    ["schema 3.0", ["parse", own, "--policy", file("three.xml", FLAT.replace('schemaVersion="2.1"', 'schemaVersion="3.0"'))], 3, /line 1: Schema 3.0 is not read yet/],
  ])("answered with what to do: %s", async (_, args, code, words) => {
    const ran = await concord(["label", ...args]);
    expect([ran.code, words.test(ran.stderr) ? "" : ran.stdout + ran.stderr, ran.stdout]).toEqual([code, "", ""]);
  });
  test("what a tolerant reading passes over is said, of the policy too", async () => {
    const ran = await concord(["label", "parse", file("amber.json", { policy: "TLP", classification: "GREEN", categories: {} }), ...tlp]);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(/tlp.spif.xml:\d+: passed over: securityClassifications stands after equivalentPolicies/)]);
  });
  test("absence that a JSON policy leaves out is read as no limit only where its form says so, and is told", async () => {
    const ran = await concord(["label", "decide", own, "--policy", `${vectors}/label-algebra/alliance-originator.json`, "--clearance", cleared]);
    expect(ran.stderr).toMatch(/says nothing of Programme/);
  });
});

function dueLabel(succession = "", category = ""): string {
  return `<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier>ALLIANCE-TEST</PolicyIdentifier><Classification>LIMITED</Classification>${category}</ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>${succession}</originatorConfidentialityLabel>`;
}
