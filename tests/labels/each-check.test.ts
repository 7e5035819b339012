import { describe, expect, test } from "vitest";
import { labelOrder, visibleTo } from "#exchange";
import { brokenFor, type Category, isBelowMap, isLanguage, isProblem, type Label, type LabelPolicy, languagesOf, markingText, type MarkingPlace, permissiveSets, type PolicyTerms, render, rowLabel, rowPermits, type Tag, termsOn, top, violationsOf, type WrittenLabel } from "#labels";

// Checks that only an odd label, policy or data set comes to: left out, each of these would let somebody read, or say too little.

const category = (name: string, more: Partial<Category> = {}): Category => ({ name, lacv: name, isObsolete: false, excludedClasses: [], excluded: [], required: [], markings: [], validity: {}, equivalents: [], ...more });
const tag = (kind: Tag["kind"], categories: readonly Category[], more: Partial<Tag> = {}): Tag => ({ name: "", kind, categories, qualifiers: [], ...more });
const policy = (sets: Readonly<Record<string, readonly Tag[]>>, more: Partial<LabelPolicy> = {}): LabelPolicy => ({
  name: "P",
  id: "1",
  levels: [{ name: "L", lacv: "1", hierarchy: 1, isObsolete: false, required: [], markings: [], validity: {}, equivalents: [] }],
  tagSets: Object.entries(sets).map(([name, tags]) => ({ name, id: name, tags })),
  validity: {},
  equivalents: [],
  markings: [],
  qualifiers: [],
  ...more,
});
const label = (more: Partial<Label> = {}): Label => ({ policy: "P", hierarchy: 1, restrictive: [], clauses: {}, informative: [], ...more });
const written = (categories: WrittenLabel["categories"]): WrittenLabel => ({ policy: "P", classification: "L", categories });

describe("order and reading", () => {
  test("labels side by side are below only where each is", () => expect([isBelowMap({ P: label({ hierarchy: 2 }) }, { P: label() }), isBelowMap({ P: label() }, { P: label({ hierarchy: 2 }) }), isBelowMap({ P: label() }, { Q: label() })]).toEqual([false, true, false]));
  test.each([
    ["a label that says nothing where a release is not stated", { releasableTo: [], absentMeans: "" }],
    ["a release to a name that is empty", { releasableTo: [""], absentMeans: "everyone" }],
  ])("who has no nation does not pass %s", (_, release) => expect(rowPermits({ nation: "", level: 9, groups: [""] }, rowLabel({ policy: "P", level: 0, ...release }, "ASH"))).toBe(false));
  test("a set with tags of several kinds limits by the permissive one", () => expect(permissiveSets(policy({ S: [tag("restrictive", []), tag("permissive", [])], R: [tag("restrictive", [])] }))).toEqual(["S"]));
});

describe("what is written for the world outside", () => {
  const terms: PolicyTerms = { policy: policy({ Rel: [tag("permissive", [category("A"), category("G")])] }), absentMeans: { Rel: "originator" }, releaseSet: "Rel", roster: { G: ["A", "B"] } };
  test("names no group of which a member may not read", () => expect(render(terms, label({ clauses: { Rel: [["A", "G"]] } }))).toEqual({ outcome: "tightened", classification: "L", categories: { Rel: ["A"] }, informative: {}, note: "Rel has no value for G" }));
  test("names a group all of whose members may", () => expect(render(terms, label({ clauses: { Rel: [["A", "B", "G"]] } }))).toMatchObject({ categories: { Rel: ["A", "G"] } }));
  test("says in words that nobody may read", () => {
    const levels: PolicyTerms = { policy: policy({}), absentMeans: {}, roster: {} };
    expect(render(levels, top(levels))).toEqual({ outcome: "refuse", reason: "nobody may read it, which no label says" });
  });
});

describe("rules that a label breaks whenever it was made", () => {
  const of = policy({ Rel: [tag("permissive", [category("A"), category("OLD", { isObsolete: true })])] });
  test.each<readonly [string, WrittenLabel["categories"], ReturnType<typeof brokenFor>]>([
    ["a list without values", { Rel: [] }, [{ rule: "empty-category", about: "Rel" }]],
    ["a value", { Rel: ["A"] }, []],
    ["what is obsolete was once right", { Rel: ["OLD"] }, []],
  ])("%s", (_, categories, broken) => expect(brokenFor(of, written(categories))).toEqual(broken));
});

describe("the order of labels in a table", () => {
  const below = labelOrder("id,policy,level,absent_means\nLOW,P,0,everyone\nHIGH,P,1,everyone\n");
  test.each([["LOW", "HIGH", true], ["LOW", "LOW", true], ["HIGH", "LOW", false], ["NONE", "HIGH", false], ["LOW", "NONE", false], ["NONE", "NONE", false]] as const)("%s below %s: %s", (one, other, is) => expect(below(one, other, "VAL")).toBe(is));
});

test("a source without a name is shown to nobody, though rows name none", () => {
  const files = new Map([["labels.csv", "id,policy,level,absent_means\nOPEN,P,0,everyone\n"], ["holdings.csv", "id,nation,label,source\nh,VAL,OPEN,\n"], ["sources.csv", "id,title\n,secret\n"]]);
  const seen = visibleTo(files, { nation: "", level: 0, groups: [] });
  expect([seen.has("holdings.csv"), [...seen.values()].join("").includes("secret")]).toEqual([true, false]);
});

test("a column without a heading is not passed on", () => {
  const files = new Map([["labels.csv", "id,policy,level,absent_means\nOPEN,P,0,everyone\n"], ["holdings.csv", "id,,nation,label\nh,unheaded,VAL,OPEN\n"]]);
  expect(visibleTo(files, { nation: "", level: 0, groups: [] }).get("holdings.csv")).toBe("id,nation,label\nh,VAL,OPEN\n");
});

describe("rosters", () => {
  const terms = { policy: policy({}), absentMeans: {} };
  const roster = (version: string, from: string) => ({ version, from, groups: {} });
  const chosen = (...rosters: readonly ReturnType<typeof roster>[]): string => {
    const found = termsOn(terms, { rosters, rosterAt: "decision", decided: "2026-06-01" });
    return isProblem(found) ? found.message : found.rosterVersion;
  };
  test.each<readonly [string, string, readonly ReturnType<typeof roster>[]]>([
    ["the latest that is in force, written last", "2", [roster("1", "2025-01-01"), roster("2", "2026-01-01"), roster("3", "2027-01-01")]],
    ["the latest that is in force, written first", "2", [roster("3", "2027-01-01"), roster("2", "2026-01-01"), roster("1", "2025-01-01")]],
    ["of two of one day the one written last", "2", [roster("1", "2026-01-01"), roster("2", "2026-01-01")]],
  ])("%s", (_, version, rosters) => expect(chosen(...rosters)).toBe(version));
  test("a label without a day is told so, and not that its day is none", () => {
    const found = termsOn(terms, { rosters: [roster("1", "2025-01-01")], rosterAt: "label", decided: "2026-06-01" });
    expect(isProblem(found) ? found.message : "").toContain("does not say when it was given");
  });
});

describe("rules of validity", () => {
  const broken = (of: LabelPolicy, categories: WrittenLabel["categories"], at?: string): readonly string[] => violationsOf(of, written(categories), at === undefined ? {} : { at }).map((it) => `${it.rule} ${it.about}`);
  test("as many values as may be chosen are not too many", () => {
    const of = policy({ S: [tag("informative", ["1", "2", "3"].map((it) => category(it)), { least: 1, most: 2 })] });
    expect([broken(of, { S: ["1"] }), broken(of, { S: ["1", "2"] }), broken(of, { S: ["1", "2", "3"] }), broken(of, {})]).toEqual([[], [], ["selection S"], ["selection S"]]);
  });
  test("a value excludes the value of its own name in another set, and not itself", () => {
    const excluded = ["S", "T"].map((tagSet) => ({ tagSet, kind: "restrictive" as const, category: "A" }));
    const of = policy({ S: [tag("restrictive", [category("A", { excluded })])], T: [tag("restrictive", [category("A")])] });
    expect([broken(of, { S: ["A"] }), broken(of, { S: ["A"], T: ["A"] })]).toEqual([[], ["excludedCategory S: A"]]);
  });
  test("a rule about values of one kind is none about another kind of the same set", () => {
    const of = policy({ S: [tag("restrictive", [category("A", { excluded: [{ tagSet: "S", kind: "permissive" }] })]), tag("informative", [category("N")]), tag("permissive", [category("M")])] });
    expect([broken(of, { S: ["A", "N"] }), broken(of, { S: ["A", "M"] })]).toEqual([[], ["excludedCategory S: A"]]);
  });
  test("a day counts from its beginning in UTC, whether or not it names a time", () => {
    const of = policy({}, { validity: { notBefore: "2026-03-01", notAfter: "2026-03-01T10:00:00" } });
    expect(["2026-02-28T23:59:59Z", "2026-03-01", "2026-03-01T10:00:00", "2026-03-01T10:00:01Z", "2026-03-01T11:00:00+01:00"].map((at) => broken(of, {}, at).length)).toEqual([1, 0, 0, 1, 0]);
  });
});

describe("markings", () => {
  const marking = (phrase: string | undefined, ...codes: readonly string[]) => ({ ...(phrase !== undefined && { phrase }), codes });
  const prefix = (code: string, text: string) => ({ code, parts: [{ kind: "prefix" as const, text }] });
  const at = (place: MarkingPlace["place"]): MarkingPlace => ({ language: "en", place });
  const of = (markings: Category["markings"], qualifiers: Tag["qualifiers"] = []): LabelPolicy => policy({ S: [tag("restrictive", [category("A", { markings })], { qualifiers })] });
  test.each<readonly [string, LabelPolicy, MarkingPlace["place"], string]>([
    ["words that are not to be shown", of([marking("Alfa", "pageTop", "noMarkingDisplay")]), "pageTop", "P L A"],
    ["a marking without words before one with", of([marking(undefined, "pageTop"), marking("Alfa", "pageTop")]), "pageTop", "P L Alfa"],
    ["a marking of empty words before one with", of([marking("", "pageTop"), marking("Alfa", "pageTop")]), "pageTop", "P L Alfa"],
    ["words for head and foot where the place has its own", of([marking("Head", "pageTopBottom"), marking("Start", "documentStart")]), "documentStart", "P L Start"],
    ["words for several places at one of them", of([marking("Alfa", "pageTop", "documentStart")]), "documentStart", "P L Alfa"],
    ["words for the foot at the head", of([marking("Foot", "pageBottom")]), "pageTop", "P L A"],
    ["qualifiers of two places, at the first", of([], [prefix("pageTop", "HEAD "), prefix("documentStart", "START ")]), "pageTop", "P L HEAD A"],
    ["qualifiers of two places, at the second", of([], [prefix("pageTop", "HEAD "), prefix("documentStart", "START ")]), "documentStart", "P L START A"],
    ["empty words in the place of the policy's beside others", policy({}, { markings: [marking("", "replacePolicy"), marking("QUEBEC", "replacePolicy")] }), "pageTop", "QUEBEC L"],
  ])("%s", (_, made, place, expected) => expect(markingText(made, written({ S: ["A"] }), at(place))).toBe(expected));
  test("the languages that a policy words are those of itself, its levels, values and qualifiers, each once", () => {
    const said = (language: string) => ({ language, codes: [] });
    const part = (language: string) => ({ code: "pageTop", parts: [{ kind: "prefix" as const, text: "x", language }, { kind: "suffix" as const, text: "y" }] });
    const plain = policy({});
    const worded = policy({ S: [tag("restrictive", [category("A", { markings: [said("pl"), { codes: [] }] })], { qualifiers: [part("nl")] })] }, { markings: [said("fr")], levels: plain.levels.map((it) => ({ ...it, markings: [said("de"), said("fr")] })), qualifiers: [part("en-GB")] });
    expect([languagesOf(plain), languagesOf(worded)]).toEqual([[], ["de", "en-GB", "fr", "nl", "pl"]]);
  });
  test.each<readonly [string | undefined, string, boolean]>([["en", "EN", true], ["en-GB", "en", true], ["eng", "en", false], ["en", "en-GB", false], [undefined, "en", false]])("%s is the language %s: %s", (said, asked, is) => expect(isLanguage(said, asked)).toBe(is));
});

describe("the files that a reader sees", () => {
  const reader = { nation: "ASH", level: 0, groups: [] };
  const labels = "id,policy,level,absent_means\nopen,P,0,everyone\n";
  test("stand in one order, sources and labels last", () => {
    const files = new Map([["sources.csv", "id,title\ns,T\n"], ["stocks.csv", "id,label,source\nb,open,s\n"], ["labels.csv", labels], ["holdings.csv", "id,label,source\na,open,s\n"], ["datapackage.json", "{}"]]);
    expect([...visibleTo(files, reader).keys()]).toEqual(["datapackage.json", "holdings.csv", "stocks.csv", "sources.csv", "labels.csv"]);
  });
  test("a label that does not say what its absence means lets nobody in, not even those it names", () => {
    const said = (absent: string) => new Map([["labels.csv", `id,policy,level,releasable_to,absent_means\na,P,0,ASH,${absent}\n`], ["holdings.csv", "id,label\nx,a\n"]]);
    expect(["", "originator"].map((it) => visibleTo(said(it), reader).has("holdings.csv"))).toEqual([false, true]);
  });
  test("a package that reads like a table is none", () => expect(visibleTo(new Map([["labels.csv", labels], ["datapackage.json", "id,label\na,open\n"]]), reader).get("datapackage.json")).toBe("{"));
});
