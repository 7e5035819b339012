import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contradictionsOf, labelXml, readLabelXml, readSpif, readXml, type WriteLabel, writtenOf } from "#exchange";
import { type LabelPolicy, markingText, type WrittenLabel } from "#labels";

const folder = join(import.meta.dirname, "..", "vectors", "stanag4774-spif");
const text = (name: string): string => readFileSync(join(folder, name), "utf8");
const policyOf = (source: string, tolerant = false): LabelPolicy => {
  const read = readSpif(source, { tolerant });
  if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
  return read.policy;
};
const alliance = readFileSync(join(folder, "..", "label-algebra", "alliance-test.spif.xml"), "utf8");
const nato = policyOf(text("nato-sample-policy.spif.xml"));

describe("policy files", () => {
  test("the sample of 2015 is read strictly", () => {
    expect([nato.name, nato.id, nato.levels.map((it) => it.name)]).toEqual(["NATO", "1.3.26.1.3.1", ["UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"]]);
    expect(nato.tagSets.map((it) => [it.name, it.tags[0]?.kind])).toEqual([["Additional Sensitivity", "restrictive"], ["Releasable To", "permissive"], ["Only", "permissive"], ["Administrative", "informative"], ["Context", "permissive"]]);
    expect(nato.tagSets[1]?.tags[0]?.categories.some((it) => it.name === "BLG")).toBe(true);
  });
  test.each(["tlp.spif.xml", "tlpx.spif.xml"])("%s departs from the schema: refused with place and reason, read where tolerance is asked for", (name) => {
    const strict = readSpif(text(name));
    expect(strict.kind).toBe("refused");
    expect(strict.findings.map((it) => it.message).join(" ")).toContain("securityClassifications stands after equivalentPolicies");
    expect(strict.findings.every((it) => it.line > 0)).toBe(true);
    const tolerant = readSpif(text(name), { tolerant: true });
    expect([tolerant.kind, tolerant.findings.length]).toEqual(["policy", strict.findings.length]);
  });
  test.each([
    ["no XML", "nothing", /XML|text/i],
    ["an open element", alliance.replace("</spif:SPIF>", ""), /unclosed/],
    ["another document", "<a/>", /not a SPIF/],
    ["schema 3.0", alliance.replace('schemaVersion="2.1"', 'schemaVersion="3.0"'), /Schema 3.0 is not read yet/],
    ["a document type", alliance.replace("<spif:SPIF", '<!DOCTYPE x [<!ENTITY a "aaaa">]><spif:SPIF'), /document type/],
    ["a missing attribute", alliance.replace(' creationDate="20250101000000Z"', ""), /creationDate is missing/],
    ["an unknown attribute", alliance.replace('name="OPEN"', 'name="OPEN" secret="yes"'), /no attribute secret/],
    ["an unknown element", alliance.replace("<spif:securityCategoryTagSets>", "<spif:colours/><spif:securityCategoryTagSets>"), /colours does not stand/],
    ["a level twice", alliance.replace('name="LIMITED"', 'name="OPEN"'), /OPEN stands twice/],
    ["two levels of one height", alliance.replace('hierarchy="2"', 'hierarchy="1"'), /place 1 in the order/],
    ["an enumerated tag of neither kind", alliance.replace('enumType="restrictive"', ""), /restrict or permit/],
    ["a rule on a set that is not there", alliance.replaceAll('tagSetRef="Programme"', 'tagSetRef="Programmes"'), /Programmes, which the policy does not have/],
    ["a rule on a value that is not there", alliance.replace('tagType="permissive" lacv="2"/></spif:tagCategory>', 'tagType="permissive" lacv="77"/></spif:tagCategory>'), /value 77/],
    ["a rule on a level that is not there", alliance.replace('requiredClass="CLOSED"', 'requiredClass="SHUT"'), /SHUT, which the policy does not have/],
    ["an identifier without form", alliance.replace('id="2.25.210987654321098765432109876543210987"', 'id="policy"'), /object identifier/],
  ])("refused: %s", (_, source, reason) => {
    const read = readSpif(source);
    expect(read.kind).toBe("refused");
    expect(read.findings.map((it) => it.message).join(" ")).toMatch(reason);
  });
});

describe("markings of the published labels", () => {
  test.each([
    ["label-17-1.nato.xml", "en", "NATO UNCLASSIFIED Releasable to ISAF, KFOR, RESOLUTE SUPPORT"],
    ["label-17-1.nato.xml", "fr", "NATO SANS CLASSIFICATION Communicable a ISAF, KFOR, RESOLUTE SUPPORT"],
    ["label-17-2.nato.xml", "en", "NATO UNCLASSIFIED"],
    ["label-17-3.nato.xml", "en", "NATO UNCLASSIFIED - STAFF"],
    ["label-17-4.nato.xml", "en", "NATO RESTRICTED Releasable to Japan, Switzerland, Ukraine"],
  ])("%s in %s", (name, language, expected) => {
    const read = readLabelXml(text(name), { tolerant: true });
    if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
    expect(markingText(nato, writtenOf(nato, read.label), { language, place: "pageTop" })).toBe(expected);
  });
  test("a level that takes the place of the policy", () => expect(markingText(nato, { policy: "NATO", classification: "TOP SECRET", categories: {} }, { language: "en", place: "pageTop" })).toBe("COSMIC TOP SECRET"));
});

describe("labels in XML", () => {
  const sound = labelXml({ policy: nato, label: { policy: "NATO", classification: "RESTRICTED", categories: { Context: ["NATO", "Releasable"], "Releasable To": ["UKR", "JPN"], Administrative: ["STAFF"] } }, created: "2026-03-01T10:00:00Z", review: "2031-03-01T10:00:00Z", originatorId: { idType: "dNSName", value: "a&b.example" } });
  test("what is written is read strictly, spelt and ordered as the policy has it", () => {
    const read = readLabelXml(sound);
    if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
    expect(writtenOf(nato, read.label)).toEqual({ policy: "NATO", classification: "RESTRICTED", categories: { "Releasable To": ["JPN", "UKR"], Administrative: ["STAFF"], Context: ["NATO", "Releasable"] } });
    expect([read.label.originatorId?.value, read.label.policyUri]).toEqual(["a&b.example", "urn:oid:1.3.26.1.3.1"]);
  });
  test.each(readdirSync(folder).filter((it) => it.startsWith("label-")))("%s lacks times: refused strictly", (name) => {
    const read = readLabelXml(text(name));
    expect([read.kind, read.findings.some((it) => it.message.includes("CreationDateTime"))]).toEqual(["refused", true]);
  });
  test("values compare without case for the policies whose prose asks it, and where it is asked for", () => {
    const read = readLabelXml(sound.replace(">RESTRICTED<", ">restricted<"));
    if (read.kind === "refused") throw new Error("refused");
    const other = { ...nato, name: "OTHER" };
    expect([writtenOf(nato, read.label), writtenOf(nato, read.label, { caseless: false }), writtenOf(other, read.label), writtenOf(other, read.label, { caseless: true })].map((it) => it.classification)).toEqual(["RESTRICTED", "restricted", "restricted", "RESTRICTED"]);
  });
  test("where two names differ by case alone, the one that is written is meant", () => {
    const twins = { ...nato, levels: [{ ...nato.levels[0]!, name: "Restricted" }, ...nato.levels.slice(1)] };
    const read = readLabelXml(sound);
    expect(read.kind === "label" ? writtenOf(twins, read.label).classification : "").toBe("RESTRICTED");
  });
  test("a label with everything is written and read the same", () => {
    const label: WrittenLabel = { policy: "NATO", classification: "SECRET", categories: { Context: ["NATO"] } };
    const all = labelXml({ policy: nato, label, root: "alternativeConfidentialityLabel", privacyMark: "Staff & <families>", created: "2026-03-01T10:00:00Z", originatorId: { idType: "rfc822Name", value: "a@b.example" }, succession: { at: "2030-01-01T00:00:00Z", label: { label: { ...label, classification: "RESTRICTED" }, created: "2026-03-01T10:00:00Z", review: "2035-01-01T00:00:00Z" } } });
    const read = readLabelXml(all);
    if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
    expect([read.label.root, read.label.privacyMark, read.label.review, read.label.succession?.at, read.label.succession?.label.classification, read.label.succession?.label.review]).toEqual(["alternativeConfidentialityLabel", "Staff & <families>", undefined, "2030-01-01T00:00:00Z", "RESTRICTED", "2035-01-01T00:00:00Z"]);
    expect(readLabelXml(all.replaceAll("alternativeConfidentialityLabel", "metadataConfidentialityLabel"))).toMatchObject({ kind: "label", label: { root: "metadataConfidentialityLabel" } });
  });
  test.each([
    ["a level", { label: { policy: "NATO", classification: "HIGH", categories: {} } }, /no level HIGH/],
    ["a time", { created: "2026-13-01T00:00:00Z" }, /no date and time/],
    ["a type of originator", { originatorId: { idType: "name", value: "x" } }, /no type of an originator/],
    ["a review or a successor", { review: undefined }, /review, or a successor/],
  ])("not written without %s", (_, change, reason) => {
    const ask = { policy: nato, label: { policy: "NATO", classification: "SECRET", categories: {} }, created: "2026-03-01T10:00:00Z", review: "2031-03-01T10:00:00Z", ...change };
    expect(() => labelXml(ask as WriteLabel)).toThrow(reason);
  });
  test.each([
    ["nothing", sound, []],
    ["the policy's identifier", sound.replace("urn:oid:1.3.26.1.3.1", "urn:oid:1.2"), [/NATO as urn:oid:1.2/]],
    ["a tag set's identifier", sound.replace("1.3.26.1.4.2", "1.2"), [/Releasable To as urn:oid:1.2/]],
    ["how a value binds", sound.replace('Type="PERMISSIVE" TagName="Releasable To"', 'Type="INFORMATIVE" TagName="releasable to"'), [/JPN as INFORMATIVE, in its policy it is PERMISSIVE/, /UKR/]],
    ["nothing of what the policy does not know", sound.replace(' TagName="Releasable To" URI="urn:oid:1.3.26.1.4.2"', ' TagName="Other"'), []],
  ])("told: the label contradicts its policy in %s", (_, source, expected) => {
    const read = readLabelXml(source);
    if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
    const found = contradictionsOf(nato, read.label);
    expect([found.length, ...found.map((it, at) => expected[at]?.test(it))]).toEqual([expected.length, ...expected.map(() => true)]);
  });
  test.each([
    ["another namespace", sound.replace("metadatalabel:1:0", "metadatalabel:2:0"), /not a label in/],
    ["no policy", sound.replace(/<PolicyIdentifier.*\n/, ""), /names no policy/],
    ["two classifications", sound.replace(/( *<Classification>.*\n)/, "$1$1"), /more than once/],
    ["a value of another form", sound.replaceAll("GenericValue", "IntegerValue"), /write GenericValue/],
    ["a type that is none", sound.replace('Type="PERMISSIVE"', 'Type="OPEN"'), /RESTRICTIVE, PERMISSIVE or INFORMATIVE/],
    ["an element out of order", sound.replace(/( *<Classification>.*\n)/, "").replace("  </ConfidentialityInformation>", "    <Classification>RESTRICTED</Classification>\n  </ConfidentialityInformation>"), /too late/],
    ["a value of another namespace", sound.replace("<GenericValue>JPN</GenericValue>", '<GenericValue xmlns="urn:x">JPN</GenericValue>'), /own namespace/],
    ["an empty value", sound.replace("<GenericValue>JPN</GenericValue>", "<GenericValue> </GenericValue>"), /without a name/],
    ["an element among the words", sound.replace(">RESTRICTED<", ">RESTRICTED<b/><"), /holds words only/],
    ["a succession that says too much", sound.replace("</originatorConfidentialityLabel>", "<SuccessionHandling><Reason/></SuccessionHandling></originatorConfidentialityLabel>"), /Reason does not stand/],
    ["a day that is none", sound.replace("2026-03-01T10:00:00Z", "2026-02-41T10:00:00Z"), /no date and time/],
    ["a time without form", sound.replace("2026-03-01T10:00:00Z", "1 March"), /no date and time/],
    ["an originator of no type", sound.replace("dNSName", "name"), /no type of an originator/],
    ["a bomb", `<!DOCTYPE l [<!ENTITY a "${"a".repeat(1000)}">]>${sound}`, /document type/],
    ["a well too deep", `${"<a>".repeat(20_000)}`, /deeper than/],
  ])("refused: %s", (_, source, reason) => {
    const read = readLabelXml(source, { tolerant: true });
    expect(read.kind).toBe("refused");
    expect(read.findings.map((it) => it.message).join(" ")).toMatch(reason);
  });
  test("a value that the policy does not have is not written", () => expect(() => labelXml({ policy: nato, label: { policy: "NATO", classification: "RESTRICTED", categories: { "Releasable To": ["XXX"] } }, created: "2026-03-01T10:00:00Z", review: "2031-03-01T10:00:00Z" })).toThrow(RangeError));
});

describe("whatever is read", () => {
  test("no text makes the readers throw", () => {
    const pieces = fc.constantFrom("<", ">", "/", "a", "SPIF", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", '"', "=", " ", "xmlns", "\u0000", "\ud800", "<?x?>", "&#x0;", "<!DOCTYPE");
    fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat(alliance.length), (parts, at) => {
      const odd = alliance.slice(0, at) + parts.join("") + alliance.slice(at);
      for (const source of [parts.join(""), odd]) for (const read of [readXml, readSpif, readLabelXml]) expect(() => read(source)).not.toThrow();
    }), { numRuns: 150 });
  });
});
