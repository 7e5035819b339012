import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Draft, draftsOf, filesOf, lastRows, type LedgerTables, mergeParties, type OpenLedger, readChannels, tablesOf } from "#app";
import type { LedgerRecord } from "#ledger";
import { ROOT } from "../../tools/files.ts";
import { append, newLedger } from "./sample.ts";

const files = new Map(["datapackage.json", "nations.csv", "holdings.csv", "labels.csv", "sources.csv"].map((it) => [it, readFileSync(join(ROOT, "cases", "two-nations", it), "utf8")]));
const rows = (text: string | undefined): readonly string[] => (text ?? "").split("\n").sort();

describe("data sets", () => {
  test("go in and come out as they were; a changed row is one record, a dropped one is withdrawn", () => {
    const ledger = newLedger();
    const held = () => tablesOf(readChannels(ledger));
    expect(append(ledger, draftsOf(files, held(), { label: "OPEN" }))).toBe("appended");
    expect(filesOf(held())).toEqual(files);
    expect(draftsOf(files, held(), { label: "OPEN" })).toEqual([]);
    const lines = files.get("holdings.csv")!.trimEnd().split("\n");
    const mended = new Map(files).set("holdings.csv", `${[lines[0]!, ...lines.slice(2)].join("\n")}\n`);
    const drafts = draftsOf(mended, held(), { label: "OPEN" });
    expect(drafts.map((it) => it.type)).toEqual(["row-withdrawn"]);
    append(ledger, drafts);
    expect(filesOf(held()).get("holdings.csv")).toBe(mended.get("holdings.csv"));
  });
  test("[C12] a row whose label changes is withdrawn in one channel and stated in the other, whichever was opened first; each reader sees it once", () => {
    for (const [from, to] of [["OPEN", "CLOSED"], ["CLOSED", "OPEN"]] as const) {
      const ledger = newLedger({ label: "OPEN" });
      const held = (permits?: (label: unknown) => boolean) => filesOf(tablesOf(readChannels(ledger, permits === undefined ? {} : { permits }))).get("holdings.csv");
      const under = (label: string): Map<string, string> => new Map(files).set("holdings.csv", files.get("holdings.csv")!.replace("OPEN,VAL", `${label},VAL`));
      for (const label of [from, to]) {
        const drafts = draftsOf(under(label), tablesOf(readChannels(ledger)), { label: "OPEN" });
        expect(append(ledger, drafts)).toBe("appended");
        if (label === to) expect(drafts.map((it) => [it.type, it.label])).toEqual([["row-withdrawn", from], ["row", to]]);
        expect(rows(held())).toEqual(rows(under(label).get("holdings.csv")));
      }
      expect([held((label) => label === from)?.includes("h.VAL.battery"), held((label) => label === to)?.includes("h.VAL.battery")]).toEqual([false, true]);
    }
  });
  describe("[C14] one id under two labels stands twice: nobody loses a row to one that is hidden from them", () => {
    const row = (label: string, quantity: string, own: string = label): Draft => ({ type: "row", subject: "holdings.csv h.1", fields: { file: "holdings.csv", id: "h.1", cells: { id: "h.1", label: own, nation: "VAL", quantity } }, label });
    const quantities = (ledger: OpenLedger, ...labels: readonly string[]): readonly (string | undefined)[] => [...(tablesOf(readChannels(ledger, { permits: (it) => labels.includes(String(it)) })).tables.get("holdings.csv")?.rows.values() ?? [])].map((it) => it["quantity"]);
    const of = (...drafts: readonly Draft[]): OpenLedger => {
      const ledger = newLedger({ label: "OPEN" });
      for (const it of drafts) expect(append(ledger, [it])).toBe("appended");
      return ledger;
    };
    test.each<readonly [string, readonly Draft[], readonly (string | undefined)[], readonly (string | undefined)[], readonly (string | undefined)[]]>([
      ["the hidden one later", [row("OPEN", "1"), row("CLOSED", "2")], ["1", "2"], ["1"], ["2"]],
      ["the hidden one first", [row("CLOSED", "2"), row("OPEN", "1")], ["1", "2"], ["1"], ["2"]],
      ["each stated anew in its channel", [row("OPEN", "1"), row("CLOSED", "2"), row("OPEN", "3"), row("CLOSED", "4")], ["3", "4"], ["3"], ["4"]],
    ])("%s", (_, drafts, all, open, closed) => {
      const ledger = of(...drafts);
      expect([quantities(ledger, "OPEN", "CLOSED"), quantities(ledger, "OPEN"), quantities(ledger, "CLOSED")]).toEqual([all, open, closed]);
    });
    test("a data set that has it under one label withdraws the other", () => {
      const ledger = of(row("OPEN", "1"), row("CLOSED", "2"));
      for (const [label, other, quantity] of [["OPEN", "CLOSED", "1"], ["CLOSED", "OPEN", "2"]] as const) {
        const held = tablesOf(readChannels(ledger));
        const drafts = draftsOf(new Map([["holdings.csv", `id,label,nation,quantity\nh.1,${label},VAL,${quantity}\n`]]), held, { label: "OPEN" }).filter((it) => it.type !== "table");
        expect(drafts.filter((it) => it.type === "row-withdrawn").map((it) => [it.label, it.fields["id"]])).toEqual([[other, "h.1"]]);
      }
    });
    test("of several parties' ledgers each reader keeps the rows of its own", () => {
      const tables = (owner: string, label: string, quantity: string): LedgerTables => ({ tables: new Map([["nations.csv", { headings: ["id"], rows: new Map([["VAL", { id: "VAL" }], ["HOL", { id: "HOL" }]]) }], ["holdings.csv", { headings: ["id", "label", "nation", "quantity"], rows: new Map([["h.1", { id: "h.1", label, nation: owner, quantity }]]) }]]) });
      const merged = mergeParties([{ party: "VAL", tables: tables("VAL", "OWN", "1") }, { party: "HOL", tables: tables("HOL", "OWN", "2") }]);
      expect(filesOf(merged).get("holdings.csv")).toBe("id,label,nation,quantity\nh.1,OWN,VAL,1\nh.1,OWN,HOL,2\n");
      // What both say of everyone's, such as a nation, stands once.
      expect(filesOf(merged).get("nations.csv")).toBe("id\nVAL\nHOL\n");
    });
    test("a row that says another label than its channel's has none, so that it is shown to nobody", () => {
      const held = tablesOf(readChannels(of(row("CLOSED", "2", "OPEN")))).tables.get("holdings.csv")?.rows;
      expect([...(held?.values() ?? [])]).toEqual([{ id: "h.1", nation: "VAL", quantity: "2" }]);
    });
  });
  test("a reader who does not see the record with the headings still sees the cells", () => {
    const ledger = newLedger({ label: "OPEN" });
    append(ledger, draftsOf(new Map(files).set("holdings.csv", files.get("holdings.csv")!.replaceAll(",OPEN,", ",CLOSED,")), tablesOf([]), { label: "OPEN" }));
    const closed = filesOf(tablesOf(readChannels(ledger, { permits: (label) => label === "CLOSED" })));
    expect([[...closed.keys()], closed.get("holdings.csv")?.split("\n").length]).toEqual([["holdings.csv"], files.get("holdings.csv")!.split("\n").length]);
  });
});

describe("rows that are restated are left out while records are read, and the data set is the same", () => {
  const record = (seq: number, type: string, fields: LedgerRecord["fields"]): LedgerRecord => ({ type, party: "VAL", seq, at: "2031-01-01T00:00:00Z", by: ["VAL/node"], label: "OPEN", fields, digestCount: 0 });
  const id = fc.constantFrom("1", "2", "3", "1\n2");
  const file = fc.constantFrom("a.csv", "a.csv\n1");
  const cells = fc.dictionary(fc.constantFrom("id", "label", "quantity", "year"), fc.constantFrom("", "OPEN", "CLOSED", "7", "8"), { noNullPrototype: true });
  const said = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant("row"), fc.record({ file, id, cells })) },
    fc.tuple(fc.constant("row"), fc.record({ file, id, cells, place: fc.constantFrom("north", "south") })),
    fc.tuple(fc.constant("row"), fc.record({ file, id })),
    fc.tuple(fc.constant("row-withdrawn"), fc.record({ file, id })),
    fc.tuple(fc.constant("table"), fc.record({ file, id, headings: fc.constantFrom(["id"], ["id", "year"]) })),
    fc.tuple(fc.constantFrom("data-package", "note"), fc.record({ file, id, text: fc.constantFrom("x", "y") })),
  );
  const made = (channels: readonly { readonly label?: string; readonly records: readonly LedgerRecord[] }[]): unknown => {
    const { packageText, tables } = tablesOf(channels);
    return [packageText, [...tables].map(([name, { headings, rows, hidden }]) => [name, headings, [...rows], hidden])];
  };
  test("whatever is said in whatever order, of one channel, of several and of a log of before channels", () => {
    let fewer = 0;
    fc.assert(
      fc.property(fc.array(fc.record({ label: fc.constantFrom("OPEN", "CLOSED", undefined), said: fc.array(said, { maxLength: 25 }) }), { minLength: 1, maxLength: 3 }), (all) => {
        const channels = all.map(({ label, said }) => ({ ...(label !== undefined && { label }), records: said.map(([type, fields], at) => record(at, type, fields as LedgerRecord["fields"])) }));
        const left = channels.map((it) => ({ ...it, records: lastRows(it.records) }));
        expect(made(left)).toEqual(made(channels));
        fewer += left.some((it, at) => it.records.length < channels[at]!.records.length) ? 1 : 0;
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(fewer).toBeGreaterThan(200);
  });
  test("of a row stated many times one record is left, and what is no row is left as it is", () => {
    const row = (seq: number, quantity: string): LedgerRecord => record(seq, "row", { file: "a.csv", id: "1", cells: { quantity } });
    const note = record(1, "note", { text: "x" });
    expect(lastRows([row(0, "7"), note, row(2, "8"), row(3, "9")])).toEqual([row(3, "9"), note]);
    expect(lastRows([row(0, "7"), record(1, "row-withdrawn", { file: "a.csv", id: "1" }), row(2, "8")]).map((it) => it.seq)).toEqual([0, 1, 2]);
  });
});
