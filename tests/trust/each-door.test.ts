import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { sqliteLedger } from "#adapters/sqlite";
import { channelReaders, type DataSource, type Draft, isAllowed, LeakError, openLedger, type OpenLedger, parseReader, tablesOf, type Viewer, viewOf } from "#app";
import type { DataReader } from "#exchange";
import type { Json } from "#ledger";
import { fixedGate, type Gate, type ServedLedgers, sha256, type View, viewAsGate, viewDesk } from "#server";
import type { Results } from "#views";
import { readersOf } from "../../src/cli/ledger/readers.ts";
import { ledgerDesk, readsAll } from "../../src/server/ledger/ledger-desk.ts";
import { makeView } from "../../src/server/view.ts";
import { ROOT } from "../../tools/files.ts";
import { here } from "../cli/here.ts";
import { append, newLedger, newPath, sound, tools } from "../ledger/sample.ts";

// One by one, what each check at a door is for.

const { files } = await readTexts(join(ROOT, "cases/two-nations"));
const LABELS = "id,policy,level,marking_en,releasable_to,absent_means\nOPEN,PACT,0,OPEN,,everyone\nOWN,PACT,0,OWN,,originator\nHIGH,PACT,2,HIGH,,everyone\n";
const reader = (text: string): DataReader => parseReader(text)!;
const seenAs = (text: string): Viewer => (text === "owner" ? { kind: "owner" } : { kind: "reader", reader: reader(text) });
const sourceOf = (of: ReadonlyMap<string, string>): DataSource => ({ files: of, digest: digestOf(of) });
const viewed = (of: ReadonlyMap<string, string>, as: string) => viewOf({ source: sourceOf(of), viewer: seenAs(as), roster: "1", choices: {}, digestOf, sha256 });
const resultsOf = (of: ReadonlyMap<string, string>, as = "owner"): Results => {
  const view = viewed(of, as);
  if (view.kind === "nothing") throw new Error("there is nothing to see");
  return view.results;
};
const changed = (file: string, change: (text: string) => string): ReadonlyMap<string, string> => new Map(files).set("labels.csv", LABELS).set(file, change(files.get(file)!));

describe("what a view is made of", () => {
  const [noPackage, noNations] = [new Map([...files].filter(([it]) => it !== "datapackage.json")), changed("nations.csv", (it) => `${it.split("\n")[0]}\n`)];
  test.each(["owner", ":0", "VAL:9"])("%s sees nothing where there is no data set, or no nation in it", (as) => expect([viewed(noPackage, as).kind, viewed(noNations, as).kind, viewed(files, as).kind]).toEqual(["nothing", "nothing", "view"]));
  test.each([["owner", "owner of the data"], [":0", "the public"], [":1", "level 1"], ["VAL:1:STAFF:Codeword=RIVER", "Vale, STAFF, level 1, Codeword RIVER"], ["XXX:0", "XXX, level 0"]])("%s is called %s", (as, name) => expect(resultsOf(files, as).reader).toBe(name));
  test("holdings are counted by the nations that are seen", () => {
    const less = changed("holdings.csv", (it) => it.replaceAll(/(,high,)OPEN(?=,.*HOL)/g, "$1HIGH"));
    expect(["VAL:0", "VAL:2"].map((as) => resultsOf(less, as).seen)).toMatchObject([{ nations: 1, of: 2, sentence: "Holdings of 1 of 2 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none." }, { nations: 2, of: 2 }]);
  });
});

describe("the second look at every row of a view", () => {
  const labelled = (file: string, label: string, which: RegExp) => resultsOf(changed(file, (it) => it.split("\n").map((line) => (which.test(line) ? line.replace(",OPEN,", `,${label},`) : line)).join("\n"))).alliance;
  test.each<readonly [string, string, string, RegExp, string, boolean]>([
    ["all is open", "holdings.csv", "OPEN", /HOL/, ":0", true],
    ["one row is above the level", "holdings.csv", "HIGH", /h\.HOL\.battery/, "HOL:1", false],
    ["one row is at the level", "holdings.csv", "HIGH", /h\.HOL\.battery/, "HOL:2", true],
    ["a row is its nation's own", "holdings.csv", "OWN", /h\.HOL\.battery/, "HOL:0", true],
    ["a row is another nation's own", "holdings.csv", "OWN", /h\.HOL\.battery/, "VAL:0", false],
    ["a row for an area is of no nation", "requirements.csv", "OWN", /./, "VAL:9", false],
  ])("%s", (_, file, label, which, as, expected) => expect(isAllowed(labelled(file, label, which), reader(as))).toBe(expected));
  test("a row for a nation's area is that nation's", () => {
    const scoped = resultsOf(changed("economy.csv", () => "id,source,as_of,evidence,confidence,label,scope,measure,year,value,unit,price_base\ne,returns,2029-10-01,official,high,OWN,HOL,gdp,2028,10000,M CRN,current\n")).alliance;
    expect(["HOL:0", "VAL:0", ":0"].map((as) => isAllowed(scoped, reader(as)))).toEqual([true, false, false]);
  });
  test("a row that got past the filter is not shown: there is no view at all", () => {
    const ask = { source: sourceOf(changed("holdings.csv", (it) => it.replace(/(h\.HOL\.battery.*?),OPEN,/, "$1,HIGH,"))), viewer: seenAs("HOL:1"), roster: "1", choices: {}, digestOf, sha256 };
    expect(() => viewOf({ ...ask, filter: (all) => all })).toThrow(LeakError);
    expect([viewOf(ask).kind, viewOf({ ...ask, viewer: seenAs("HOL:2"), filter: (all) => all }).kind]).toEqual(["view", "view"]);
  });
  test("a label that the alliance does not have lets nobody in", () => {
    const { alliance } = resultsOf(files);
    expect(isAllowed({ ...alliance, stated: { ...alliance.stated, label: [] } }, reader("VAL:9"))).toBe(false);
  });
});

describe("what is kept for a view", () => {
  const results = resultsOf(files);
  const planned: Results = { ...results, comparison: {} as NonNullable<Results["comparison"]> };
  test("says whether its plan is made", () => expect([makeView("k", results), makeView("k", planned)].map((it) => it.progress.latest().value)).toEqual([{ state: "waiting", stage: "Waiting to plan", done: 0 }, { state: "done", stage: "Planned", done: 1 }]));
  test("is made once, anew for other results, and forgotten when it is many", () => {
    const view = makeView("k", results);
    let made = 0;
    const ask = (name: string): void => void view.once(name, () => made++);
    ask("1");
    ask("1");
    expect(made).toBe(1);
    view.results = planned;
    ask("1");
    expect(made).toBe(2);
    for (let at = 2; at <= 200; at++) ask(String(at));
    ask("1");
    expect(made).toBe(201);
    ask("201");
    ask("1");
    expect(made).toBe(203);
  });
  const desk = (ask: { readonly of?: ReadonlyMap<string, string>; readonly owner?: Results; readonly most?: number } = {}) => {
    const plans: View[] = [];
    const made = viewDesk({ source: sourceOf(ask.of ?? files), choices: {}, ...(ask.owner !== undefined && { owner: ask.owner }), planner: { plan: (it) => void plans.push(it) }, most: ask.most ?? 20 });
    const view = (as: string) => made.viewOf({ viewer: seenAs(as), roster: "1" });
    return { made, plans, view };
  };
  test("the owner's results that are there already are the owner's view alone, and are not planned again", () => {
    const { view, plans } = desk({ owner: planned });
    expect([view("owner")?.results === planned, view(":0")?.results === planned, plans.length]).toEqual([true, false, 1]);
    expect(desk().view("owner")?.results.reader).toBe("owner of the data");
  });
  test("each viewer has one view, planned once; where there is nothing to see there is none, and nothing is planned", () => {
    const { view, plans } = desk();
    expect([view("VAL:1") === view("VAL:1"), view("VAL:1") === view("VAL:2"), plans.length]).toEqual([true, false, 2]);
    const empty = desk({ of: changed("nations.csv", (it) => `${it.split("\n")[0]}\n`) });
    expect([empty.view(":0"), empty.view(":0"), empty.plans]).toEqual([undefined, undefined, []]);
  });
  test("the view that nobody asked for longest gives way, the owner's given one does not", () => {
    const { view, made, plans } = desk({ owner: planned, most: 3 });
    const holds = (...all: readonly string[]): readonly boolean[] => all.map((as) => made.holds({ viewer: seenAs(as), roster: "1" }));
    for (const as of ["owner", "VAL:1", "VAL:2"]) view(as);
    expect(holds("owner", "VAL:1", "VAL:2")).toEqual([true, true, true]);
    view("VAL:1");
    view("VAL:3");
    expect(holds("owner", "VAL:1", "VAL:2", "VAL:3")).toEqual([true, true, false, true]);
    expect(plans.map((it) => it.stop.signal.aborted)).toEqual([false, true, false]);
    const plain = desk({ most: 1 });
    for (const as of ["VAL:1", "VAL:2"]) plain.view(as);
    expect(["VAL:1", "VAL:2"].map((as) => plain.made.holds({ viewer: seenAs(as), roster: "1" }))).toEqual([false, true]);
  });
});

const row = (file: string, id: string, label: string, cells: object, channel: Json = label): Draft => ({ type: "row", subject: `${file} ${id}`, fields: { file, id, cells: { id, label, ...cells } }, label: channel });
/** A ledger that compiles what two nations said, with what its labels mean. */
const compiled = (): OpenLedger => {
  const ledger = newLedger({ label: "OPEN" });
  const labels = LABELS.trim().split("\n").slice(1).map((it): Draft => {
    const [id, policy, level, marking_en, releasable_to, absent_means] = it.split(",");
    const cells = Object.fromEntries(Object.entries({ id, policy, level, marking_en, releasable_to, absent_means }).filter(([, cell]) => cell !== ""));
    return { type: "row", subject: `labels.csv ${id}`, fields: { file: "labels.csv", id: id!, cells: cells as Record<string, string> }, label: "OPEN" };
  });
  expect(append(ledger, [...labels, row("holdings.csv", "v", "OWN", { nation: "VAL" }), row("holdings.csv", "h", "OWN", { nation: "HOL" }), row("holdings.csv", "x", "OWN", {}), row("economy.csv", "s", "OWN", { scope: "HOL" }), row("holdings.csv", "o", "OPEN", { nation: "VAL" })])).toBe("appended");
  return ledger;
};

describe("whose channels and rows a reader opens", () => {
  const ledger = compiled();
  test.each<readonly [string, boolean, boolean]>([["XAA:0", true, true], ["VAL:0", false, true], [":0", false, false]])("what is for its originator: %s has it whole %s, opens it %s", (as, own, opens) => {
    const rights = readersOf(ledger, as);
    expect([rights.own("OWN"), rights.opens("OWN"), rights.own("OPEN")]).toEqual([own, opens, true]);
  });
  test.each<readonly [string, Json, boolean]>([
    ["the id of one", "OPEN", true],
    ["the id of none", "NOSUCH", false],
    ["one that is written out", { policy: "PACT", hierarchy: 0, restrictive: [], clauses: {}, informative: [] }, true],
    ["one that is written out, above the level", { policy: "PACT", hierarchy: 3, restrictive: [], clauses: {}, informative: [] }, false],
    ["nothing", null, false],
    ["a list", [], false],
    ["half of one", { hierarchy: 0 }, false],
    ["one with more in it", { policy: "PACT", hierarchy: 0, restrictive: [], clauses: {}, informative: [], more: 1 }, false],
    ["a number", 0, false],
  ])("a label that is %s", (_, label, expected) => expect(channelReaders([ledger], reader("VAL:1"))(label, "VAL")).toBe(expected));
  test("what is said of labels later counts from then on, and what was said stays", () => {
    const growing = compiled();
    const may = (label: string): boolean => channelReaders([growing], reader(":0"))(label, "");
    expect([may("OPEN"), may("NEW")]).toEqual([true, false]);
    append(growing, [{ type: "row", subject: "labels.csv NEW", fields: { file: "labels.csv", id: "NEW", cells: { id: "NEW", policy: "PACT", level: "0", absent_means: "everyone" } }, label: "OPEN" }]);
    expect([may("OPEN"), may("NEW"), may("OPEN")]).toEqual([true, true, true]);
  });
  test("a label that stands in a log of before channels lets nobody in once a channel withdraws it", async () => {
    const at = newPath("before-channels");
    cpSync(join(ROOT, "tests/ledger/fixtures/before-channels"), at, { recursive: true });
    const may = (): boolean => {
      const store = sqliteLedger(join(at, "ledger.sqlite"));
      const answer = channelReaders([sound(openLedger(store, tools))], reader("VAL:9"))("OPEN", "VAL");
      store.close();
      return answer;
    };
    expect(may()).toBe(true);
    writeFileSync(join(at, "withdrawn.jsonl"), '{"type":"row-withdrawn","label":"PUBLIC","subject":"labels.csv OPEN","fields":{"file":"labels.csv","id":"OPEN"}}\n');
    expect((await here(["ledger", "append", at, join(at, "withdrawn.jsonl")])).code).toBe(0);
    expect(may()).toBe(false);
  });

  const other = newLedger({ label: "OPEN" });
  const served = (parties: readonly string[], all: readonly OpenLedger[] = [ledger]): ServedLedgers => ({ parties, open: (it) => all[parties.indexOf(it)]!, keyOf: () => undefined, node: () => { throw new Error("nothing is written"); }, written: () => undefined, source: () => sourceOf(files), sourceAt: () => sourceOf(files), close: () => undefined });
  const asks = (query: object = {}): FastifyRequest => ({ query, ip: "127.0.0.1", decision: {} }) as unknown as FastifyRequest;
  const idsFor = (as: string): readonly string[] => {
    const desk = ledgerDesk(served(["XAA"]), fixedGate(seenAs(as)));
    return [...desk.tablesFor(ledger, desk.readerOf(asks())).tables].flatMap(([file, { rows }]) => (file === "labels.csv" ? [] : [...rows.keys()].map((it) => `${file} ${it}`))).sort();
  };
  test.each<readonly [string, readonly string[]]>([
    ["owner", ["economy.csv s", "holdings.csv h", "holdings.csv o", "holdings.csv v", "holdings.csv x"]],
    ["VAL:0", ["holdings.csv o", "holdings.csv v"]],
    ["HOL:0", ["economy.csv s", "holdings.csv h", "holdings.csv o"]],
    // The party of the ledger opens its channel; of the rows in it those that speak of nobody else are its own.
    ["XAA:0", ["holdings.csv o", "holdings.csv x"]],
    [":0", ["holdings.csv o"]],
  ])("rows for %s", (as, expected) => expect(idsFor(as)).toEqual(expected));
  test("of a table without a row that is seen not even the name is", () => {
    const tables = (as: string): readonly string[] => {
      const desk = ledgerDesk(served(["XAA"]), fixedGate(seenAs(as)));
      return [...desk.tablesFor(ledger, desk.readerOf(asks())).tables.keys()].sort();
    };
    expect([tables("HOL:0"), tables("VAL:0")]).toEqual([["economy.csv", "holdings.csv", "labels.csv"], ["holdings.csv", "labels.csv"]]);
    expect(tablesOf([]).tables.size).toBe(0);
  });
  test("who is refused by the gate gets no further; whoever is let in stands in the line of the log", () => {
    const desk = (gate: Gate) => ledgerDesk(served(["XAA"]), gate);
    expect(() => desk(viewAsGate).readerOf(asks({ as: "no reader" }))).toThrow();
    const lines = [fixedGate(seenAs("owner")), fixedGate(seenAs("VAL:1")), { ...viewAsGate, admit: () => ({ kind: "admitted", viewer: seenAs(":0"), roster: "1", who: "sam" }) } satisfies Gate].map((gate) => {
      const request = asks();
      desk(gate).readerOf(request);
      return request.decision;
    });
    expect(lines).toEqual([{ reader: "owner" }, { reader: "VAL:1" }, { reader: ":0", who: "sam" }]);
  });
  test("the ledger that is named, else one's nation's, else the only one", () => {
    const found = (parties: readonly string[], named: string | undefined, nation: string): string => {
      try {
        const it = ledgerDesk(served(parties, [ledger, other]), viewAsGate).ledgerOf(named, nation);
        return it === ledger ? "first" : it === other ? "second" : "none";
      } catch (error) {
        return (error as { readonly refusal: { readonly reason: string } }).refusal.reason;
      }
    };
    expect([found(["VAL", "HOL"], "HOL", "VAL"), found(["VAL", "HOL"], undefined, "HOL"), found(["VAL", "HOL"], undefined, "FEN"), found(["VAL"], undefined, "FEN"), found(["VAL", "HOL"], "FEN", "VAL"), found(["VAL"], "FEN", "")]).toEqual(["second", "second", "no-ledger-of-party", "first", "no-ledger-of-party", "no-ledger-of-party"]);
  });
  test("all that a figure was made from has to be read, not some", () => {
    const input = (label: string) => ({ file: "f", id: label, label, owner: "VAL" });
    expect([readsAll((it) => it === "OPEN", [input("OPEN"), input("HIGH")]), readsAll((it) => it === "OPEN", [input("OPEN")])]).toEqual([false, true]);
  });
});

test("the data these tests are made of have what they change", () => expect([readFileSync(join(ROOT, "cases/two-nations/holdings.csv"), "utf8").includes("h.HOL.battery"), files.has("economy.csv"), files.has("requirements.csv")]).toEqual([true, true, true]));
