import { describe, expect, test } from "vitest";
import { channelReaders, filesOf, labelMarkings, mergeParties, readChannels, readerChoices, rowConflicts, tablesOf } from "#app";
import { labelReaders } from "#exchange";
import type { Json } from "#ledger";
import type { Alliance } from "#model";
import { newNation, world } from "../ledger/nations.ts";

// Who may read what stands under a label, where several parties say what it means.

const reader = (nation: string, level: number) => ({ nation, level, groups: [] });
const written = (hierarchy: number): { readonly [part: string]: Json } => ({ policy: "PACT", hierarchy, restrictive: [], clauses: {}, informative: [] });
const malformed = (hierarchy: number): Json => ({ ...written(0), hierarchy: String(hierarchy) });

describe("who may read a label of a ledger", () => {
  const reads = (nation: string, level: number) => channelReaders([newNation("VAL", world())], reader(nation, level));
  test.each<readonly [string, string, number, Json, string, boolean]>([
    ["anyone, what is open", "", 0, "OPEN", "VAL", true],
    ["nobody without a nation, what is for its originator alone", "", 2, "OWN", "VAL", false],
    ["nor as if nobody were the originator", "", 2, "OWN", "", false],
    ["the originator", "VAL", 2, "OWN", "VAL", true],
    ["another ally", "HOL", 2, "OWN", "VAL", false],
    ["an ally it is released to", "HOL", 1, "ALLIES", "VAL", true],
    ["a level too low", "HOL", 0, "ALLIES", "VAL", false],
    ["a name nobody stated", "VAL", 2, "NOWHERE", "VAL", false],
    ["what is no label", "VAL", 2, malformed(0), "VAL", false],
  ])("%s", (_, nation, level, label, owner, expected) => expect(reads(nation, level)(label, owner)).toBe(expected));

  const stating = (id: string, cells: object) => world().map((it) => (it.subject === `labels.csv ${id}` ? { ...it, fields: { ...it.fields, cells: { ...(it.fields["cells"] as object), ...cells } } } : it));
  test.each<readonly [string, string, object, boolean]>([
    ["a level that is lower opens nothing", "OWN", { level: "0" }, false],
    ["nor do readers that are more", "OWN", { absent_means: "everyone" }, false],
    ["nor nations that it is released to", "OWN", { releasable_to: "HOL" }, false],
    ["a level that is higher closes it too, until they agree", "OPEN", { level: "2" }, false],
    ["other words for it change nothing", "OPEN", { marking_en: "Open to all" }, true],
    ["the same changes nothing", "OPEN", {}, true],
  ])("where another party's ledger states the label: %s", (_, id, cells, expected) => {
    const both = [newNation("VAL", world()), newNation("HOL", stating(id, cells))];
    const asked = [both, both.toReversed()].flatMap((ledgers) => {
      const tables = mergeParties(ledgers.map((it) => ({ party: it.party, tables: tablesOf(readChannels(it)) })));
      return [channelReaders(ledgers, reader("HOL", 2))(id, "VAL"), labelReaders(filesOf(tables).get("labels.csv"))(reader("HOL", 2), id, "VAL")];
    });
    expect(asked).toEqual([expected, expected, expected, expected]);
  });
  test.each<readonly [string, object, object]>([
    ["its English one alone", { marking_en: "Our own" }, { en: "Our own", fr: "Our own" }],
    ["its French one alone", { marking_en: "", marking_fr: "À nous" }, { en: "OWN", fr: "À nous" }],
    ["both", { marking_en: "Our own", marking_fr: "À nous" }, { en: "Our own", fr: "À nous" }],
    ["neither", { marking_en: "" }, { en: "OWN", fr: "OWN" }],
  ])("a label is marked as its table says, else by its name: %s", (_, cells, marking) => expect(labelMarkings([newNation("VAL", stating("OWN", cells))], () => true).get("OWN")).toEqual(marking));
  test("such a conflict is told, and nobody's statement counts", () => {
    const parties = [newNation("VAL", world()), newNation("HOL", stating("OWN", { level: "0" }))].map((it) => ({ party: it.party, tables: tablesOf(readChannels(it)) }));
    expect(rowConflicts(parties, mergeParties(parties)).map(({ file, id, counts }) => [file, id, counts])).toEqual([["labels.csv", "OWN", ""]]);
  });
});

describe("who may be looked as", () => {
  const choices = (...labels: readonly (readonly [number, string, string])[]) => readerChoices({ nations: [{ id: "VAL", nameEn: "Vale" }], facts: { label: labels.map(([level, markingEn, absentMeans]) => ({ level, markingEn, absentMeans })) } } as unknown as Alliance);
  test.each<readonly [string, readonly string[], string]>([
    ["the only one", ["OPEN"], "OPEN"],
    ["the shorter, that comes later", ["ALLIED SECRET", "SECRET"], "SECRET"],
    ["the shorter, that comes first", ["SECRET", "PACT SECRET"], "SECRET"],
    ["of two as long the first by its letters", ["BETA", "ALFA"], "ALFA"],
    ["wherever it stands", ["ALFA", "BETA"], "ALFA"],
    ["one that stands twice", ["ALFA", "ALFA"], "ALFA"],
  ])("a level has its shortest marking: %s", (_, markings, expected) => expect(choices(...markings.map((it) => [1, it, "everyone"] as const)).levels).toEqual([{ level: 1, marking: expected }]));
  test("levels stand in order, and groups beside industry are those that labels name", () => {
    const { levels, groups } = choices([2, "SECRET", "originator"], [0, "OPEN", "everyone"], [1, "CLOSED", "agencies"]);
    expect([levels.map((it) => it.level), groups]).toEqual([[0, 1, 2], ["agencies", "industry"]]);
  });
});
