import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSpif } from "#exchange";
import { beyondRelease, bottom, categoriesOf, type Clearance, equivalentOf, isBelow, isBelowMap, isProblem, join, joinMaps, labelInStore, type LabelMap, labelOf, type LabelPolicy, labelsOf, markingText, type MarkingPlace, neededSets, permits, permitsMap, type PolicyTerms, releasedTo, render, termsOn, top, uplift, type UpliftRule, violationsOf, type WrittenLabel } from "#labels";
import { everyReader, madeUpTerms, someLabels } from "../../tools/brute-labels.ts";

interface MadeUp {
  readonly name: string;
  readonly levels: string;
  readonly sets?: string;
  readonly before?: string;
  readonly attributes?: string;
}
const spifOf = ({ name, levels, sets = "", before = "", attributes = "" }: MadeUp): string =>
  `<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1" creationDate="20260101000000Z" originatorDN="CN=T" keyIdentifier="0" privilegeId="1.2" rbacId="1.2" ${attributes}><securityPolicyId name="${name}" id="1.2.3"/><securityClassifications>${levels}</securityClassifications>${sets === "" ? "" : `<securityCategoryTagSets>${sets}</securityCategoryTagSets>`}${before}</SPIF>`;
const policyOf = (made: MadeUp): LabelPolicy => {
  const read = readSpif(spifOf(made));
  if (read.kind === "refused") throw new Error(JSON.stringify(read.findings));
  return read.policy;
};
const written = (policy: string, classification: string, categories: WrittenLabel["categories"] = {}): WrittenLabel => ({ policy, classification, categories, originator: "A" });
const clearance = (hierarchy: number, permissive: Clearance["permissive"] = {}): Clearance => ({ hierarchy, nation: "A", restrictive: [], permissive });

const flat = policyOf({ name: "FLAT", levels: '<securityClassification name="LOW" lacv="1" hierarchy="1"/><securityClassification name="HIGH" lacv="2" hierarchy="2"/>' });
const flatTerms: PolicyTerms = { policy: flat, absentMeans: {}, roster: {} };
const made = madeUpTerms(3);

describe("labels of several policies side by side", () => {
  const terms = { FLAT: flatTerms, [made.policy.name]: made };
  const levels = made.policy.levels.map((it) => it.name);
  const both = labelsOf(terms, [written("FLAT", "HIGH"), written(made.policy.name, levels[0]!, { Release: ["Release0"] })]);
  if (isProblem(both)) throw new Error(both.message);
  const foreign = made.policy.levels.at(-1)!.hierarchy;
  const everything = Object.fromEntries(made.policy.tagSets.map((set) => [set.name, set.tags.flatMap((tag) => tag.categories.map((it) => it.name))]));
  const cleared: Clearance = { hierarchy: foreign, nation: "Release0", restrictive: [], permissive: everything };
  test.each([
    ["passes each", { FLAT: clearance(2), [made.policy.name]: cleared }, true],
    ["fails one", { FLAT: clearance(1), [made.policy.name]: cleared }, false],
    ["fails the other", { FLAT: clearance(2), [made.policy.name]: { ...cleared, nation: "Release1" } }, false],
    ["holds nothing in one", { FLAT: clearance(2) }, false],
  ])("a reader who %s", (_, clearances, may) => expect(permitsMap(terms, clearances, both)).toBe(may));
  test("nobody reads what has no label, or one whose policy is not given", () => {
    expect([permitsMap(terms, { FLAT: clearance(2) }, {}), permitsMap({}, { FLAT: clearance(2) }, { FLAT: bottom(flatTerms) })]).toEqual([false, false]);
    const codes = [labelsOf(terms, []), labelsOf(terms, [written("OTHER", "X")]), labelsOf(terms, [written("FLAT", "X")])].map((it) => (isProblem(it) ? it.code : "labels"));
    expect(codes).toEqual(["unlabelled", "other-policy", "unknown-classification"]);
  });
  test("two labels of one policy are joined: an alternative takes nothing away", () => {
    const found = labelsOf(terms, [written("FLAT", "LOW"), written("FLAT", "HIGH"), written("FLAT", "LOW")]);
    expect(isProblem(found) ? 0 : found["FLAT"]?.hierarchy).toBe(2);
  });
  test("a policy without terms is not joined", () => expect(() => joinMaps({}, both, {})).toThrow(RangeError));
  test("the laws hold point by point, and who passes the join passes both", () => {
    const labels = someLabels(made, { count: 60, seed: 5 });
    const readers = everyReader(made);
    const some = fc.nat(labels.length - 1);
    const any: fc.Arbitrary<LabelMap> = fc.record({ own: fc.option(some), flat: fc.option(fc.constantFrom(bottom(flatTerms), { ...bottom(flatTerms), hierarchy: 2 })) }).filter((it) => it.own !== null || it.flat !== null).map((it) => ({ ...(it.own !== null && { [made.policy.name]: labels[it.own]! }), ...(it.flat !== null && { FLAT: it.flat }) }));
    fc.assert(
      fc.property(any, any, any, fc.nat(readers.length - 1), fc.constantFrom(1, 2), (a, b, c, reader, level) => {
        const join = (x: LabelMap, y: LabelMap): LabelMap => joinMaps(terms, x, y);
        expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
        expect([join(a, b), join(a, a)]).toEqual([join(b, a), join(a, {})]);
        expect([isBelowMap(a, join(a, b)), isBelowMap({}, a)]).toEqual([true, true]);
        expect(isBelowMap(join(a, b), b)).toBe(isBelowMap(a, b));
        const clearances = { FLAT: clearance(level), [made.policy.name]: readers[reader]! };
        expect(permitsMap(terms, clearances, join(a, b))).toBe(permitsMap(terms, clearances, a) && permitsMap(terms, clearances, b));
      }),
    );
  });
});

describe("the greatest label", () => {
  test.each([["a policy of levels alone", flatTerms], ["a policy with releases", made]])("%s: above all, read by nobody, never written", (_, terms) => {
    for (const label of someLabels(terms, { count: 20, seed: 2 })) expect(isBelow(label, top(terms))).toBe(true);
    expect(everyReader(terms).some((it) => permits(terms, it, top(terms)))).toBe(false);
    expect(render(terms, top(terms)).outcome).toBe("refuse");
  });
  test("what has no label, or none with a meaning, counts as it in the store", () => {
    expect([labelInStore(flatTerms, undefined), labelInStore(flatTerms, written("FLAT", "MIDDLE"))]).toEqual([top(flatTerms), top(flatTerms)]);
    expect(labelInStore(flatTerms, written("FLAT", "LOW"))).toEqual(bottom(flatTerms));
  });
});

describe("names that every object has", () => {
  const names = ["constructor", "__proto__", "toString"];
  const odd = policyOf({
    name: "ODD",
    levels: '<securityClassification name="constructor" lacv="1" hierarchy="1"/>',
    sets: names.map((it, at) => `<securityCategoryTagSet name="${it}" id="1.2.3.${at}"><securityCategoryTag tagType="permissive"><tagCategory name="${it}" lacv="1"/><tagCategory name="b" lacv="2"/></securityCategoryTag></securityCategoryTagSet>`).join(""),
  });
  const terms: PolicyTerms = { policy: odd, roster: {}, absentMeans: Object.fromEntries(names.map((it) => [it, "everyone"])) };
  test("are names like any other", () => {
    const label = labelOf(terms, written("ODD", "constructor", Object.fromEntries(names.map((it) => [it, [it]]))));
    if (isProblem(label)) throw new Error(label.message);
    expect(Object.entries(label.clauses)).toEqual(names.map((it) => [it, [[it]]]));
    expect([permits(terms, clearance(1), label), permits(terms, clearance(1, Object.fromEntries(names.map((it) => [it, [it]]))), label)]).toEqual([false, true]);
    const rendering = render(terms, label);
    expect(rendering.outcome === "refuse" ? rendering.reason : Object.entries(rendering.categories)).toEqual(names.map((it) => [it, [it]]));
    expect(violationsOf(odd, written("ODD", "constructor"))).toEqual([]);
    const unstated = labelOf({ ...terms, absentMeans: {} }, written("ODD", "constructor"));
    expect(isProblem(unstated) ? unstated.code : "").toBe("unstated-absence");
  });
});

describe("what is not said", () => {
  test.each([
    ["no label", undefined, "unlabelled"],
    ["a tag set without a value", written(made.policy.name, "L0", { Release: [] }), "empty-category"],
  ] as const)("%s is refused, with the mend", (_, label, code) => {
    const found = labelOf(made, label);
    expect(isProblem(found) ? [found.code, found.mend.length > 10] : []).toEqual([code, true]);
  });
  test("terms that leave a tag set open are refused even for a label that names it", () => {
    const found = labelOf({ ...made, absentMeans: {} }, written(made.policy.name, "L0", { Release: ["Release0"] }));
    expect(isProblem(found) ? [found.code, found.mend] : []).toEqual(["unstated-absence", 'State it under absentMeans: "originator", "everyone" or "group:NAME". It is never assumed.']);
  });
});

describe("what a written label can carry", () => {
  const policy = policyOf({
    name: "P",
    levels: '<securityClassification name="L" lacv="1" hierarchy="1"/>',
    sets: '<securityCategoryTagSet name="Rel" id="1.2.3.4"><securityCategoryTag tagType="permissive"><tagCategory name="A" lacv="1"/><tagCategory name="G" lacv="2"/></securityCategoryTag></securityCategoryTagSet>',
  });
  const terms: PolicyTerms = { policy, absentMeans: { Rel: { group: "G" } }, releaseSet: "Rel", roster: { G: ["A", "B"] } };
  const label = (clauses: readonly (readonly string[])[]) => ({ policy: "P", hierarchy: 1, restrictive: [], informative: [], clauses: { Rel: clauses } });
  test.each([
    ["a member that is no value", label([["A", "B"]]), terms, "tightened", "Rel has no value for B"],
    ["only members that are no values", label([["B"]]), terms, "refuse", "no value of Rel stands for B"],
    ["a value that others read as a group", label([["G"]]), terms, "refuse", "no value of Rel stands for G"],
    ["no limit where absence is one", label([]), terms, "refuse", "no limit in Rel, which a missing value does not say"],
    ["another policy", { ...label([]), policy: "Q" }, terms, "refuse", "the label is of Q, not of P"],
    ["a level that is not there", { ...label([["A"]]), hierarchy: 7 }, terms, "refuse", "no level 7 in P"],
    ["a tag set that is not there", { ...label([["A"]]), restrictive: [["X", "Y"]] as const }, terms, "refuse", "no tag set X in P"],
    ["all of it", label([["A"]]), terms, "exact", undefined],
  ])("%s", (_, of, under, outcome, words) => {
    const found = render(under, of);
    expect([found.outcome, found.outcome === "refuse" ? found.reason : found.outcome === "tightened" ? found.note : undefined]).toEqual([outcome, words]);
  });
});

describe("rosters with a date", () => {
  const { roster: _, ...undated } = made;
  const rosters = [{ version: "2", from: "2026-06-01", groups: { Group: ["Release0", "Release1"] } }, { version: "1", from: "2026-01-01", groups: { Group: ["Release0"] } }];
  test.each([
    ["label", "2026-03-01", "2026-12-31", "1"],
    ["label", "2026-06-01T23:59:59Z", "2026-12-31", "2"],
    ["label", "2026-06-01T00:30:00+02:00", "2026-12-31", "1"],
    ["decision", "2026-03-01", "2026-12-31", "2"],
    ["decision", "2026-03-01", "2026-05-31", "1"],
    ["decision", undefined, "2026-12-31", "2"],
    ["label", undefined, "2026-12-31", "no-roster"],
    ["label", "in spring", "2026-12-31", "no-roster"],
    ["label", "2025-12-31", "2026-12-31", "no-roster"],
  ] as const)("rosterAt %s, labelled %s, decided %s: roster %s", (rosterAt, labelled, decided, version) => {
    const found = termsOn(undated, { rosters, rosterAt, decided, ...(labelled !== undefined && { labelled }) });
    expect(isProblem(found) ? found.code : found.rosterVersion).toBe(version);
  });
  test("enlarging a group opens nothing that was labelled before, unless the policy says so", () => {
    const may = (rosterAt: "label" | "decision"): boolean => {
      const dated = termsOn(undated, { rosters, rosterAt, labelled: "2026-03-01", decided: "2026-12-31" });
      if (isProblem(dated)) throw new Error(dated.message);
      const label = labelOf(dated.terms, written(made.policy.name, "L0", { Release: ["Group"] }));
      if (isProblem(label)) throw new Error(label.message);
      return permits(dated.terms, { hierarchy: 99, nation: "Release1", restrictive: [], permissive: Object.fromEntries(made.policy.tagSets.map((set) => [set.name, [...set.tags.flatMap((tag) => tag.categories.map((it) => it.name)), "Release0"]])) }, label);
    };
    expect([may("label"), may("decision")]).toEqual([false, true]);
  });
});

describe("uplift: a whole can be more than its parts", () => {
  const rules: readonly UpliftRule[] = [
    { id: "U1", version: 3, policy: "FLAT", kind: "stock", nationsMin: 5, granularity: "exact", level: "HIGH", reason: "Stocks of five allies show the gaps of the whole." },
    { id: "U2", version: 1, policy: "FLAT", kind: "stock", nationsMin: 2, level: "LOW", reason: "Two are shown together." },
    { id: "U3", version: 1, policy: "OTHER", kind: "stock", nationsMin: 0, level: "HIGH", reason: "Of another policy." },
  ];
  test.each([
    [4, "exact", 1, ["U2"]],
    [5, "exact", 2, ["U1", "U2"]],
    [32, "rounded", 1, ["U2"]],
    [1, "exact", 1, []],
  ])("%i nations, %s: level %i", (nations, granularity, hierarchy, held) => {
    const found = uplift(flatTerms, rules, { label: bottom(flatTerms), of: { kind: "stock", nations, granularity } });
    expect([found.label.hierarchy, found.reasons.map((it) => it.rule)]).toEqual([hierarchy, held]);
  });
  test("the reason and the version of the rule are told", () => {
    expect(uplift(flatTerms, rules, { label: bottom(flatTerms), of: { kind: "stock", nations: 5, granularity: "exact" } }).reasons[0]).toEqual({ rule: "U1", version: 3, level: "HIGH", reason: "Stocks of five allies show the gaps of the whole." });
  });
  test("another kind is not touched", () => expect(uplift(flatTerms, rules, { label: bottom(flatTerms), of: { kind: "plan", nations: 9, granularity: "exact" } }).reasons).toEqual([]));
  test("never down: the label stays below what becomes of it, and a higher label or more nations never give a lower one", () => {
    const labels = someLabels(made, { count: 40, seed: 9 });
    const own = rules.map((it) => ({ ...it, policy: made.policy.name, level: made.policy.levels[it.level === "HIGH" ? made.policy.levels.length - 1 : 0]!.name }));
    fc.assert(
      fc.property(fc.constantFrom(...labels), fc.constantFrom(...labels), fc.nat(9), fc.nat(9), (a, b, few, more) => {
        const up = (label: typeof a, nations: number) => uplift(made, own, { label, of: { kind: "stock", nations, granularity: "exact" } }).label;
        expect([isBelow(a, up(a, few)), isBelow(up(a, few), up(a, few + more)), !isBelow(a, b) || isBelow(up(a, few), up(b, few))]).toEqual([true, true, true]);
      }),
    );
  });
  test("a rule that names no level is a mistake of the rule", () => expect(() => uplift(flatTerms, [{ ...rules[1]!, level: "MIDDLE" }], { label: bottom(flatTerms), of: { kind: "stock", nations: 5, granularity: "exact" } })).toThrow("U2"));
});

describe("equivalent policies", () => {
  const set = (name: string, id: string, tags: string): string => `<securityCategoryTagSet name="${name}" id="${id}">${tags}</securityCategoryTagSet>`;
  const from = policyOf({
    name: "HOME",
    levels: `<securityClassification name="ONE" lacv="1" hierarchy="1"><equivalentClassification policyRef="AWAY" lacv="10" applied="both"/></securityClassification>
      <securityClassification name="TWO" lacv="2" hierarchy="2"><equivalentClassification policyRef="AWAY" lacv="20" applied="encrypt"><requiredCategory operation="all"><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="1"/></requiredCategory></equivalentClassification></securityClassification>
      <securityClassification name="THREE" lacv="3" hierarchy="3"/><securityClassification name="FOUR" lacv="4" hierarchy="4"><equivalentClassification policyRef="AWAY" lacv="99" applied="both"/></securityClassification>
      <securityClassification name="TEN" lacv="10" hierarchy="10"><equivalentClassification policyRef="AWAY" lacv="20" applied="both"><requiredCategory operation="all"><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="1"/><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="2"/></requiredCategory></equivalentClassification></securityClassification>
      <securityClassification name="SIX" lacv="6" hierarchy="6"><equivalentClassification policyRef="AWAY" lacv="20" applied="both"><requiredCategory operation="all"><categoryGroup tagSetRef="Caveat" tagType="restrictive" all="true"/></requiredCategory></equivalentClassification></securityClassification>
      <securityClassification name="SEVEN" lacv="7" hierarchy="7"><equivalentClassification policyRef="AWAY" lacv="20" applied="both"><requiredCategory operation="all"><categoryGroup tagSetRef="Caveats" tagType="restrictive" lacv="1"/></requiredCategory></equivalentClassification></securityClassification>
      <securityClassification name="EIGHT" lacv="8" hierarchy="8"><equivalentClassification policyRef="AWAY" lacv="20" applied="decrypt"><requiredCategory operation="oneOrMore"><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="2"/></requiredCategory></equivalentClassification></securityClassification>
      <securityClassification name="NINE" lacv="9" hierarchy="9"><equivalentClassification policyRef="ELSEWHERE" lacv="20" applied="both"/></securityClassification>
      <securityClassification name="FIVE" lacv="5" hierarchy="5"><equivalentClassification policyRef="AWAY" lacv="20" applied="both"><requiredCategory operation="onlyOne"><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="1"/><categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="2"/></requiredCategory></equivalentClassification></securityClassification>`,
    sets: [
      set("Release", "1.2.3.1", '<securityCategoryTag tagType="permissive"><tagCategory name="A" lacv="1"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.1" tagType="permissive" lacv="7" applied="both"/></tagCategory><tagCategory name="B" lacv="2"/><tagCategory name="C" lacv="3"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.1" tagType="permissive" lacv="7" applied="both" action="discard"/></tagCategory><tagCategory name="E" lacv="5"><equivalentSecCategoryTag policyRef="ELSEWHERE" tagSetId="1.9.1" tagType="permissive" lacv="7" applied="both"/></tagCategory><tagCategory name="F" lacv="6"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.1" tagType="permissive" lacv="7" applied="decrypt"/></tagCategory><tagCategory name="D" lacv="4"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.1" tagType="permissive" lacv="77" applied="both"/></tagCategory></securityCategoryTag>'),
      set("Handle", "1.2.3.2", '<securityCategoryTag tagType="restrictive"><tagCategory name="X" lacv="1"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.2" tagType="restrictive" lacv="2" applied="both"/></tagCategory><tagCategory name="Y" lacv="2"><equivalentSecCategoryTag policyRef="AWAY" tagSetId="1.9.2" tagType="restrictive" lacv="2" applied="both" action="discard"/></tagCategory><tagCategory name="Z" lacv="3"/></securityCategoryTag>'),
      set("Note", "1.2.3.3", '<securityCategoryTag tagType="tagType7" tag7Encoding="securityAttributes"><tagCategory name="N" lacv="1"/></securityCategoryTag>'),
    ].join(""),
    before: '<equivalentPolicies><equivalentPolicy name="AWAY" id="1.9"/></equivalentPolicies>',
  });
  const away = (excluded = ""): LabelPolicy =>
    policyOf({
      name: "AWAY",
      levels: '<securityClassification name="TEN" lacv="10" hierarchy="1"/><securityClassification name="TWENTY" lacv="20" hierarchy="2"/>',
      sets: set("Rel", "1.9.1", `<securityCategoryTag tagType="permissive"><tagCategory name="ALFA" lacv="7">${excluded}</tagCategory></securityCategoryTag>`) + set("Caveat", "1.9.2", '<securityCategoryTag tagType="restrictive"><tagCategory name="K1" lacv="1"/><tagCategory name="K2" lacv="2"/></securityCategoryTag>'),
    });
  const to = away();
  test.each<readonly [string, WrittenLabel["categories"], "sender" | "receiver", string, WrittenLabel["categories"]]>([
    ["ONE", {}, "sender", "TEN", {}],
    ["ONE", {}, "receiver", "TEN", {}],
    ["TWO", {}, "sender", "TWENTY", { Caveat: ["K1"] }],
    ["ONE", { Release: ["A"], Handle: ["X"] }, "sender", "TEN", { Rel: ["ALFA"], Caveat: ["K2"] }],
    ["EIGHT", {}, "receiver", "TWENTY", { Caveat: ["K2"] }],
    ["TEN", {}, "sender", "TWENTY", { Caveat: ["K1", "K2"] }],
    ["ONE", { Release: ["F"] }, "receiver", "TEN", { Rel: ["ALFA"] }],
    ["ONE", { Release: ["A"], Handle: ["Y"], Note: ["N"] }, "sender", "TEN", { Rel: ["ALFA"] }],
  ])("%s %j for the %s", (classification, categories, by, level, expected) => {
    const found = equivalentOf({ from, to, by }, written("HOME", classification, categories));
    expect(isProblem(found) ? found.message : found.label).toEqual({ policy: "AWAY", classification: level, categories: expected, originator: "A" });
  });
  test.each<readonly [string, string, WrittenLabel["categories"], "sender" | "receiver", RegExp]>([
    ["a level for the sender only", "TWO", {}, "receiver", /for TWO/],
    ["a level without an equivalent", "THREE", {}, "sender", /for THREE/],
    ["a level whose equivalent is not there", "FOUR", {}, "sender", /for FOUR/],
    ["a choice that a person has to make", "FIVE", {}, "sender", /a value that it asks for/],
    ["a level for the receiver only", "EIGHT", {}, "sender", /for EIGHT/],
    ["a level with an equivalent in a third policy", "NINE", {}, "sender", /for NINE/],
    ["any value of a set, which a person has to choose", "SIX", {}, "sender", /a value that it asks for/],
    ["a value of a set that is not there", "SEVEN", {}, "sender", /a value that it asks for/],
    ["a release without an equivalent", "ONE", { Release: ["A", "B"] }, "sender", /for Release B/],
    ["a release with an equivalent in a third policy", "ONE", { Release: ["E"] }, "sender", /for Release E/],
    ["a release with an equivalent for the receiver only", "ONE", { Release: ["F"] }, "sender", /for Release F/],
    ["a release that would be left out", "ONE", { Release: ["C"] }, "sender", /for Release C/],
    ["a release whose equivalent is not there", "ONE", { Release: ["D"] }, "sender", /for Release D/],
    ["a caveat without an equivalent", "ONE", { Handle: ["Z"] }, "sender", /for Handle Z/],
    ["a value that nobody knows", "ONE", { Handle: ["Q"] }, "sender", /for Handle Q/],
  ])("refused: %s", (_, classification, categories, by, reason) => {
    const found = equivalentOf({ from, to, by }, written("HOME", classification, categories));
    expect(isProblem(found) ? found.message : "an equivalent").toMatch(reason);
  });
  test("refused: a policy that states none, and an equivalent that would break the other policy", () => {
    const none = equivalentOf({ from: to, to: from, by: "sender" }, written("AWAY", "TEN"));
    const broken = equivalentOf({ from, to: away("<excludedClass>TEN</excludedClass>"), by: "sender" }, written("HOME", "ONE", { Release: ["A"] }));
    const foreign = equivalentOf({ from, to, by: "sender" }, written("AWAY", "TEN"));
    expect([none, broken, foreign].map((it) => (isProblem(it) ? it.message : ""))).toEqual(["AWAY states no equivalent in HOME for the policy.", "HOME states no equivalent in AWAY for the whole: it would break excludedClass (Rel: ALFA).", "HOME states no equivalent in AWAY for the policy."]);
  });
  test("an equivalent that has no originator to name names none", () => {
    const { originator: _, ...anonymous } = written("HOME", "ONE");
    const found = equivalentOf({ from, to, by: "sender" }, anonymous);
    expect(isProblem(found) ? found.message : found.label).toEqual({ policy: "AWAY", classification: "TEN", categories: {} });
  });
});

describe("rules of validity", () => {
  const cat = (name: string, lacv: number, attributes = "", inner = ""): string => `<tagCategory name="${name}" lacv="${lacv}" ${attributes}>${inner}</tagCategory>`;
  const group = (lacv: number | undefined, set = "S"): string => `<categoryGroup tagSetRef="${set}" tagType="restrictive" ${lacv === undefined ? 'all="true"' : `lacv="${lacv}"`}/>`;
  const policy = policyOf({
    name: "RULES",
    attributes: 'notBefore="2026-01-01T00:00:00Z" notAfter="2026-12-31T23:59:59Z"',
    levels: `<securityClassification name="L" lacv="1" hierarchy="1"/><securityClassification name="OLD" lacv="2" hierarchy="2" obsolete="true"/><securityClassification name="SUMMER" lacv="3" hierarchy="3" notBefore="2026-06-01T00:00:00" notAfter="2026-08-31T23:59:59+02:00"/>
      <securityClassification name="EXACT" lacv="4" hierarchy="4"><requiredCategory operation="onlyOne">${group(1)}${group(2)}${group(1)}</requiredCategory></securityClassification>
      <securityClassification name="SOME" lacv="5" hierarchy="5"><requiredCategory operation="oneOrMore">${group(1)}${group(2)}</requiredCategory></securityClassification>
      <securityClassification name="ALL" lacv="6" hierarchy="6"><requiredCategory operation="all">${group(1)}${group(2)}</requiredCategory></securityClassification>`,
    sets: `<securityCategoryTagSet name="S" id="1.2.3.1"><securityCategoryTag tagType="restrictive">${cat("A", 1)}${cat("B", 2)}${cat("DATED", 3, 'notAfter="2026-02-28T00:00:00Z"')}${cat("ALONE", 4, "", `<excludedCategory tagSetRef="S" tagType="restrictive" all="true"/>`)}${cat("ONLY-L", 5, 'requiredClass="L"')}${cat("NOT-L", 6, "", "<excludedClass>L</excludedClass>")}${cat("WITH-A", 7, "", `<requiredCategory operation="all">${group(1)}</requiredCategory>`)}</securityCategoryTag></securityCategoryTagSet>
      <securityCategoryTagSet name="T" id="1.2.3.2"><securityCategoryTag name="Two or three" tagType="tagType7" tag7Encoding="securityAttributes" minSelection="2" maxSelection="3">${["1", "2", "3", "4"].map((it) => cat(it, Number(it))).join("")}</securityCategoryTag><securityCategoryTag name="" tagType="tagType7" tag7Encoding="securityAttributes" singleSelection="true">${cat("x", 5)}${cat("y", 6)}</securityCategoryTag></securityCategoryTagSet>`,
  });
  const rules = (label: WrittenLabel, at?: string): readonly string[] => violationsOf(policy, label, { ...(at !== undefined && { at }) }).map((it) => `${it.rule} ${it.about}`);
  const T = { T: ["1", "2"] };
  test.each<readonly [string, WrittenLabel["categories"], readonly string[]]>([
    ["L", T, []],
    ["NONE", T, ["unknown-classification NONE"]],
    ["OLD", T, ["obsolete OLD"]],
    ["L", { T: ["1"] }, ["selection Two or three"]],
    ["L", {}, ["selection Two or three"]],
    ["L", { T: ["1", "2", "3", "4"] }, ["selection Two or three"]],
    ["L", { T: ["1", "1", "2", "2"] }, []],
    ["L", { T: ["1", "2", "x", "y"] }, ["selection T"]],
    ["EXACT", T, ["requiredCategory EXACT"]],
    ["EXACT", { ...T, S: ["A"] }, []],
    ["EXACT", { ...T, S: ["A", "B"] }, ["requiredCategory EXACT"]],
    ["SOME", T, ["requiredCategory SOME"]],
    ["SOME", { ...T, S: ["A", "B"] }, []],
    ["ALL", { ...T, S: ["A"] }, ["requiredCategory ALL"]],
    ["ALL", { ...T, S: ["A", "B"] }, []],
    ["L", { ...T, S: ["ALONE"] }, []],
    ["L", { ...T, S: ["ALONE", "A"] }, ["excludedCategory S: ALONE"]],
    ["L", { ...T, S: ["ONLY-L"] }, []],
    ["OLD", { ...T, S: ["ONLY-L"] }, ["obsolete OLD", "requiredClass S: ONLY-L"]],
    ["L", { ...T, S: ["NOT-L"] }, ["excludedClass S: NOT-L"]],
    ["L", { ...T, S: ["WITH-A"] }, ["requiredCategory S: WITH-A"]],
    ["L", { ...T, S: ["WITH-A", "A"] }, []],
    ["L", { ...T, U: ["A"] }, ["unknown-tag-set U"]],
    ["L", { ...T, S: ["Q"] }, ["unknown-category S: Q"]],
  ])("%s %j breaks %j", (classification, categories, expected) => void expect(rules(written("RULES", classification, categories))).toEqual(expected));
  test.each<readonly [string, string | undefined, WrittenLabel["categories"], readonly string[]]>([
    ["L", undefined, T, []],
    ["L", "2026-05-01T00:00:00Z", T, []],
    ["L", "2026-01-01T00:00:00Z", T, []],
    ["L", "2025-12-31T23:59:59Z", T, ["validity RULES"]],
    ["L", "2027-01-01", T, ["validity RULES"]],
    ["L", "some day", T, ["validity RULES"]],
    ["SUMMER", "2026-07-01T00:00:00Z", T, []],
    ["SUMMER", "2026-05-31T23:59:59Z", T, ["validity SUMMER"]],
    ["SUMMER", "2026-08-31T21:59:59Z", T, []],
    ["SUMMER", "2026-08-31T22:00:00Z", T, ["validity SUMMER"]],
    ["L", "2026-03-01T00:00:00Z", { ...T, S: ["DATED"] }, ["validity S: DATED"]],
  ])("%s made %s", (classification, at, categories, expected) => void expect(rules(written("RULES", classification, categories), at)).toEqual(expected));
  test("a label of the policy that the prose asks a context of needs one, whatever the file says", () => {
    const named = (name: string): LabelPolicy => policyOf({ name, levels: '<securityClassification name="L" lacv="1" hierarchy="1"/>', sets: '<securityCategoryTagSet name="Context" id="1.2.3.1"><securityCategoryTag tagType="permissive"><tagCategory name="C" lacv="1"/></securityCategoryTag></securityCategoryTagSet>' });
    const broken = (name: string, categories: WrittenLabel["categories"]): readonly string[] => violationsOf(named(name), { policy: name, classification: "L", categories }).map((it) => it.about);
    expect([broken("NATO", {}), broken("NATO", { Context: ["C"] }), broken("OTHER", {})]).toEqual([["NATO: Context"], [], []]);
    expect([neededSets("nato"), violationsOf({ ...flat, name: "NATO" }, written("NATO", "LOW"))]).toEqual([["Context"], []]);
  });
});

describe("labels that say nothing of a set", () => {
  const bare = { policy: "P", hierarchy: 1, restrictive: [], informative: [], clauses: {} };
  test("are not above one that limits there, and are released to everyone", () => {
    expect([isBelow({ ...bare, clauses: { Rel: [["A"]] } }, bare), isBelow(bare, { ...bare, clauses: { Rel: [["A"]] } }), releasedTo(bare), categoriesOf(flat, "Rel", "permissive")]).toEqual([false, true, "everyone", []]);
  });
  test("beside its release, what a row label asks for by set", () => expect(beyondRelease({ ...bare, clauses: { release: [["A"]], Q: [["B"]], R: [] } })).toEqual({ Q: [["B"]] }));
  test.each([
    ["a level above", { hierarchy: 2 }, {}, false],
    ["a value more", { restrictive: [["S", "A"]] as const }, {}, false],
    ["the same value of another set", { restrictive: [["S", "A"]] as const }, { restrictive: [["T", "A"]] as const }, false],
    ["another value of the same set", { restrictive: [["S", "A"]] as const }, { restrictive: [["S", "B"]] as const }, false],
    ["the same value", { restrictive: [["S", "A"]] as const }, { restrictive: [["S", "A"]] as const }, true],
    ["a wider clause", { clauses: { R: [["A", "B"]] } }, { clauses: { R: [["A"]] } }, true],
    ["a narrower clause", { clauses: { R: [["A"]] } }, { clauses: { R: [["A", "B"]] } }, false],
    ["two clauses, one of them covered", { clauses: { R: [["A"], ["B"]] } }, { clauses: { R: [["A"]] } }, false],
    ["two clauses, one label covering both", { clauses: { R: [["A", "B"], ["B", "C"]] } }, { clauses: { R: [["B"]] } }, true],
    ["two sets, one of them covered", { clauses: { R: [["A"]], Q: [["A"]] } }, { clauses: { R: [["A"]] } }, false],
    ["another policy", { policy: "Q" }, {}, false],
  ])("below, with %s", (_, a, b, expected) => expect(isBelow({ ...bare, ...a }, { ...bare, ...b })).toBe(expected));
  test("are joined with what others say, in one normal form", () => {
    const join2 = (a: object, b: object) => join({}, { ...bare, ...a }, { ...bare, ...b });
    expect(join2({ clauses: { R: [["B", "A"]] }, restrictive: [["S", "B"], ["S", "A"]] }, { clauses: { R: [["A"], ["C", "A"]], Q: [["X"]] }, restrictive: [["R", "Z"], ["S", "A"]], informative: [["N", "1"]] })).toEqual({ policy: "P", hierarchy: 1, restrictive: [["R", "Z"], ["S", "A"], ["S", "B"]], clauses: { R: [["A"]], Q: [["X"]] }, informative: [["N", "1"]] });
    expect(join({ releaseSet: "R" }, { ...bare, clauses: { R: [["A", "B"]] } }, { ...bare, clauses: { R: [["B", "C"]] } }).clauses).toEqual({ R: [["B"]] });
    expect(join2({ clauses: { R: [["B"], ["A", "C"]] } }, {}).clauses).toEqual({ R: [["A", "C"], ["B"]] });
  });
  test.each([
    ["level", { hierarchy: 2 }, { hierarchy: 2 }, true],
    ["a level below", { hierarchy: 2 }, { hierarchy: 1 }, false],
    ["no level at all", { hierarchy: 2 }, { hierarchy: Number.NaN }, false],
    ["all values", { restrictive: [["S", "A"], ["S", "B"]] as const }, { restrictive: [["S", "A"], ["S", "B"]] as const }, true],
    ["one value of two", { restrictive: [["S", "A"], ["S", "B"]] as const }, { restrictive: [["S", "A"]] as const }, false],
    ["the value of another set", { restrictive: [["S", "A"]] as const }, { restrictive: [["T", "A"]] as const }, false],
    ["one of a clause", { clauses: { Q: [["A", "B"]] } }, { permissive: { Q: ["B"] } }, true],
    ["one of each of two clauses", { clauses: { Q: [["A"], ["B"]] } }, { permissive: { Q: ["A", "B"] } }, true],
    ["one of one of two clauses", { clauses: { Q: [["A"], ["B"]] } }, { permissive: { Q: ["A"] } }, false],
    ["one of one of two sets", { clauses: { Q: [["A"]], R: [["A"]] } }, { permissive: { Q: ["A"] }, nation: "B" }, false],
    ["the nation", { clauses: { R: [["A"]] } }, { nation: "A" }, true],
    ["the nation as a value of the release set, which counts for nothing", { clauses: { R: [["A"]] } }, { nation: "B", permissive: { R: ["A"] } }, false],
    ["the nation where another set asks", { clauses: { Q: [["A"]] } }, { nation: "A" }, false],
    ["nothing of the empty clause", { clauses: { Q: [[]] } }, { permissive: { Q: ["A"] } }, false],
  ])("read by who holds %s", (_, of, held, may) => expect(permits({ releaseSet: "R" }, { hierarchy: 9, nation: "N", restrictive: [], permissive: {}, ...held }, { ...bare, ...of })).toBe(may));
});

describe("markings by language and place", () => {
  const data = (phrase: string, code: string, lang = ""): string => `<markingData ${lang === "" ? "" : `xml:lang="${lang}"`} ${phrase === "" ? "" : `phrase="${phrase}"`}><code>${code}</code></markingData>`;
  const policy = policyOf({
    name: "P",
    levels: `<securityClassification name="LOW" lacv="1" hierarchy="1">${data("BASSE", "pageTopBottom", "fr-BE")}${data("(L)", "portionMarking")}${data("low!", "pageBottom", "en-GB")}</securityClassification>
      <securityClassification name="HUSH" lacv="2" hierarchy="2">${data("", "suppressClassName")}</securityClassification>
      <securityClassification name="COSMOS" lacv="3" hierarchy="3">${data("OVER ALL", "replacePolicy", "en")}${data("AU-DESSUS", "replacePolicy", "fr")}</securityClassification>`,
    sets: `<securityCategoryTagSet name="Rel" id="1.2.3.1"><securityCategoryTag tagType="permissive"><tagCategory name="A" lacv="1">${data("Alfa", "pageTopBottom")}</tagCategory><tagCategory name="B" lacv="2">${data("", "noNameDisplay")}</tagCategory><tagCategory name="C" lacv="3">${data("Ceylon", "noMarkingDisplay")}</tagCategory>
      <markingQualifier markingCode="pageTop"><qualifier markingQualifier="TO " qualifierCode="prefix"/><qualifier xml:lang="fr" markingQualifier="A " qualifierCode="prefix"/><qualifier markingQualifier=" ONLY" qualifierCode="suffix"/></markingQualifier></securityCategoryTag></securityCategoryTagSet>`,
  });
  test.each<readonly [string, WrittenLabel["categories"], string, MarkingPlace["place"], string]>([
    ["LOW", {}, "en", "pageTop", "P LOW"],
    ["LOW", {}, "en", "pageBottom", "P low!"],
    ["LOW", {}, "fr", "pageTop", "P BASSE"],
    ["LOW", {}, "fr-BE", "pageBottom", "P BASSE"],
    ["LOW", {}, "de", "pageTop", "P LOW"],
    ["LOW", {}, "en", "portionMarking", "P (L)"],
    ["HUSH", {}, "en", "pageTop", "P"],
    ["COSMOS", {}, "en", "pageTop", "OVER ALL COSMOS"],
    ["COSMOS", {}, "fr", "pageTop", "AU-DESSUS COSMOS"],
    ["COSMOS", {}, "de", "pageTop", "COSMOS"],
    ["LOW", { Rel: ["A", "C"] }, "en", "pageTop", "P LOW TO Alfa, C ONLY"],
    ["LOW", { Rel: ["A"] }, "fr", "pageTop", "P BASSE A Alfa ONLY"],
    ["LOW", { Rel: ["A"] }, "en", "pageBottom", "P low!"],
    ["LOW", { Rel: ["A"] }, "en", "portionMarking", "P (L) TO Alfa ONLY"],
    ["LOW", { Rel: ["A"] }, "en", "subject", "P LOW TO Alfa ONLY"],
    ["LOW", { Rel: ["B"] }, "en", "pageTop", "P LOW"],
    ["UNKNOWN", {}, "en", "pageTop", "P UNKNOWN"],
  ])("%s %j in %s at %s", (classification, categories, language, place, expected) => expect(markingText(policy, written("P", classification, categories), { language, place })).toBe(expected));
  test("a value may put words in the place of the policy, or none, and the level's are then not asked", () => {
    const replacing = policyOf({ name: "R", levels: `<securityClassification name="LOW" lacv="1" hierarchy="1">${data("LEVEL", "replacePolicy")}</securityClassification>`, sets: `<securityCategoryTagSet name="S" id="1.2.3.1"><securityCategoryTag tagType="restrictive"><tagCategory name="A" lacv="1">${data("VALUE", "replacePolicy")}${data("VALUE", "replacePolicy")}</tagCategory><tagCategory name="B" lacv="2">${data("", "replacePolicy")}</tagCategory></securityCategoryTag></securityCategoryTagSet>` });
    const marked = (classification: string, ...values: readonly string[]): string => markingText(replacing, written("R", classification, { S: values }), { language: "en", place: "pageTop" });
    expect([marked("LOW"), marked("LOW", "A"), marked("LOW", "B"), marked("NONE"), marked("NONE", "A")]).toEqual(["LEVEL LOW", "VALUE LOW A", "LOW B", "R NONE", "VALUE NONE A"]);
  });
  test("a policy may be marked by other words, and its levels stand between its qualifiers", () => {
    const marked = policyOf({ name: "Q", levels: '<securityClassification name="LOW" lacv="1" hierarchy="1"/>', before: `${data("QUEBEC", "replacePolicy")}<markingQualifier markingCode="pageTopBottom"><qualifier markingQualifier="[" qualifierCode="prefix"/><qualifier markingQualifier="]" qualifierCode="suffix"/></markingQualifier>` });
    expect([markingText(marked, written("Q", "LOW"), { language: "en", place: "pageTop" }), markingText(marked, written("Q", "LOW"), { language: "en", place: "waterMark" })]).toEqual(["QUEBEC [LOW]", "QUEBEC [LOW]"]);
  });
});
