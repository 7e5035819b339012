import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { channelReaders, filesOf, labelMarkings, labelsBelow, mergeParties, normalReader, OWNER, readChannels, rowConflicts, tablesOf, type Viewer } from "#app";
import { labelReaders } from "#exchange";
import type { Json } from "#ledger";
import { type View, viewDesk } from "#server";
import { ROOT } from "../../tools/files.ts";
import { holding, newNation, world } from "../ledger/nations.ts";

// Who may read what, asked of the parts that decide it: without a server.

const reader = (nation: string, level: number) => ({ nation, level, groups: [] });
const written = (hierarchy: number): { readonly [part: string]: Json } => ({ policy: "PACT", hierarchy, restrictive: [], clauses: {}, informative: [] });
const malformed = (hierarchy: number): Json => ({ ...written(0), hierarchy: String(hierarchy) });

describe("what is no label is below none, and none is below it", () => {
  test.each<readonly [string, Json, Json]>([
    ["a level that is text", malformed(0), written(1)],
    ["below a level that is text", written(0), malformed(1)],
    ["nothing", null, written(1)],
    ["below nothing", written(0), null],
    ["a list", [], written(1)],
    ["below a list", written(0), []],
    ["below a name", written(0), "OPEN"],
  ])("%s", (_, below, above) => expect(labelsBelow([newNation("VAL", world())])(below, above, "VAL")).toBe(false));
});

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
  test("such a conflict is told, and nobody's statement counts", () => {
    const parties = [newNation("VAL", world()), newNation("HOL", stating("OWN", { level: "0" }))].map((it) => ({ party: it.party, tables: tablesOf(readChannels(it)) }));
    expect(rowConflicts(parties, mergeParties(parties)).map(({ file, id, counts }) => [file, id, counts])).toEqual([["labels.csv", "OWN", ""]]);
  });
});

describe("markings of labels", () => {
  const ledger = newNation("VAL", world());
  const named = (permits: (label: Json, party: string) => boolean): readonly string[] => [...labelMarkings([ledger], permits).keys()].sort();
  test("are those of channels that the reader may read, and of no others", () => {
    expect([named(() => true), named((label, party) => label === "OPEN" && party === "VAL"), named((label) => label !== "OPEN"), named(() => false)]).toEqual([["ALLIES", "OPEN", "OWN"], ["ALLIES", "OPEN", "OWN"], [], []]);
  });
  test("a log without a label gives none", () => {
    const [origin, log] = [...ledger.channels].find(([, it]) => it.book.label === "OPEN")!;
    const unlabelled = { ...ledger, channels: new Map([[origin, { ...log, book: Object.create(log.book, { label: { value: undefined } }) as typeof log.book }]]) };
    expect([...labelMarkings([unlabelled], () => true)]).toEqual([]);
  });
  test("are of what stands there now", () => {
    const grown = newNation("HOL");
    expect(labelMarkings([grown], () => true).size).toBe(0);
    expect(labelMarkings([newNation("HOL", [...world(), holding("h.more", "HOL", "1", "OPEN")])], () => true).size).toBe(3);
  });
});

test("a clearance has one form: groups and values held in order, each once", () => {
  const form = normalReader({ nation: "VAL", level: 1, groups: ["b", "a", "b"], holds: [["b", "2"], ["a", "1"], ["b", "2"], ["c", "0"]] });
  expect([form.groups, form.holds]).toEqual([["a", "b"], [["a", "1"], ["b", "2"], ["c", "0"]]]);
});

describe("views that are kept", async () => {
  const { files: base } = await readTexts(join(ROOT, "cases/three-shores"));
  const source = (files: ReadonlyMap<string, string> = base) => ({ files, digest: digestOf(files) });
  const row = (label: string): ReadonlyMap<string, string> => new Map(base).set("holdings.csv", `${base.get("holdings.csv")!.trimEnd()}\nh.more,returns,2029-10-01,official,high,${label},,,,VAL,tank,9,vehicles,0.5\n`);
  const as = (level: number): { readonly viewer: Viewer; readonly roster: string } => ({ viewer: { kind: "reader", reader: reader("VAL", level) }, roster: "" });
  const deskOf = (most = 9, files = base) => {
    const planned: View[] = [];
    return { planned, desk: viewDesk({ source: source(files), choices: {}, planner: { plan: (it) => void planned.push(it) }, most }) };
  };
  const planned = (view: View): View => Object.assign(view, { results: { ...view.results, comparison: {} } });

  test("whoever sees the same after a change keeps theirs, planned once", () => {
    const { desk, planned: all } = deskOf();
    const before = planned(desk.viewOf(as(0))!);
    desk.renew(source(row("HIGH")));
    expect(desk.viewOf(as(0))).toBe(before);
    expect([all.length, before.stop.signal.aborted]).toEqual([1, false]);
  });
  test("whoever sees something else gets it, and work on what they saw before ends", () => {
    const { desk, planned: all } = deskOf();
    const before = planned(desk.viewOf(as(0))!);
    desk.renew(source(row("OPEN")));
    const after = desk.viewOf(as(0))!;
    expect([after === before, after.files.get("holdings.csv")!.includes("h.more"), before.stop.signal.aborted, all.length]).toEqual([false, true, true, 2]);
  });
  test("a plan on its way that nobody follows ends with a change; one that somebody follows goes on", () => {
    const { desk } = deskOf();
    const [left, followed] = [desk.viewOf(as(0))!, desk.viewOf(as(1))!];
    followed.progress.follow(() => undefined);
    desk.renew(source(row("HIGH")));
    expect([left.stop.signal.aborted, followed.stop.signal.aborted]).toEqual([true, false]);
    expect([desk.viewOf(as(0)) === left, desk.viewOf(as(1)) === followed]).toEqual([false, true]);
  });
  test("the one that nobody asked for longest gives way, also one that shows nothing", () => {
    const { desk } = deskOf(2);
    const nothing = { viewer: { kind: "reader", reader: { nation: "XXX", level: -1, groups: [] } } as Viewer, roster: "" };
    expect(desk.viewOf(nothing)).toBeUndefined();
    desk.viewOf(as(0));
    desk.viewOf(as(1));
    expect([desk.holds(nothing), desk.holds(as(0)), desk.holds(as(1))]).toEqual([false, true, true]);
    desk.renew(source(row("HIGH")));
    expect([desk.holds(as(0)), desk.viewOf(nothing)]).toEqual([false, undefined]);
  });
  test("the owner's, made already, never gives way", () => {
    const files = base;
    const first = deskOf();
    const results = first.desk.viewOf({ viewer: OWNER, roster: "" })!.results;
    const desk = viewDesk({ source: source(files), choices: {}, owner: results, planner: { plan: () => undefined }, most: 2 });
    for (const looking of [{ viewer: OWNER, roster: "" }, as(0), as(1)]) desk.viewOf(looking);
    expect([desk.holds({ viewer: OWNER, roster: "" }), desk.holds(as(0)), desk.holds(as(1))]).toEqual([true, false, true]);
  });
});
