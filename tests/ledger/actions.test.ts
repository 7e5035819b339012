import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { act, type ActionState, applyDrafts, draftDigest, draftsOf, eraseFields, filesOf, importRows, type Intent, type LedgerTables, mergeParties, readChannels, splitByOwner, tablesOf } from "#app";
import { readDataset } from "#exchange";
import { ROOT } from "../../tools/files.ts";
import { append, codeOf, exported, newLedger, originOf, tools } from "./sample.ts";

const filesAt = (...path: readonly string[]): ReadonlyMap<string, string> => new Map(readdirSync(join(ROOT, ...path)).filter((it) => it.endsWith(".csv") || it === "datapackage.json").map((it) => [it, readFileSync(join(ROOT, ...path, it), "utf8")]));
const two = filesAt("cases", "two-nations");
const EMPTY: LedgerTables = { tables: new Map() };
const held = (files: ReadonlyMap<string, string>): LedgerTables => applyDrafts(EMPTY, draftsOf(files, EMPTY, { label: "OPEN" }));
const state = (more: Partial<ActionState> = {}): ActionState => ({ tables: held(two), party: "STAFF", today: "2030-05-01", label: "OPEN", ...more });

const HOLDING = { id: "h.new", source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", nation: "VAL", system: "gun", quantity: "3", unit: "guns", readiness: "1" };
const put = (more: Record<string, string> = {}): Intent => ({ kind: "put", file: "holdings.csv", cells: { ...HOLDING, ...more } });
const answerOf = (it: Intent, of = state()): string => {
  const found = act(of, it);
  return found.kind === "refused" ? (found.findings[0]?.code ?? "") : found.drafts.map((one) => `${one.type} ${one.subject ?? ""}`).join("; ");
};

describe("an action is checked before anything is drafted", () => {
  test.each<readonly [string, Intent, string]>([
    ["a new fact", put(), "row holdings.csv h.new"],
    ["a fact that is there already", put({ id: "h.VAL.battery" }), "duplicate-id"],
    ["a figure that is none", put({ quantity: "many" }), "not-a-number"],
    ["a nation that is not there", put({ nation: "NOWHERE" }), "unknown-code"],
    ["a unit that is another", put({ unit: "brigades" }), "unit-mismatch"],
    ["a column that is not there", put({ colour: "grey" }), "unknown-heading"],
    ["a table that is not there", { kind: "put", file: "ships.csv", cells: { id: "x" } }, "unknown-file"],
    ["no id", put({ id: "" }), "missing-id"],
    ["a column that the table has not used yet", put({ note: "on loan" }), "table holdings.csv; row holdings.csv h.new"],
    ["a correction, which names what it corrects", { kind: "correct", file: "holdings.csv", id: "h.VAL.battery", cells: { quantity: "5" } }, "table holdings.csv; row holdings.csv h.VAL.battery.v2"],
    ["a correction of what is not there", { kind: "correct", file: "holdings.csv", id: "h.X", cells: {} }, "unknown-fact"],
    ["a withdrawal", { kind: "withdraw", file: "holdings.csv", id: "h.VAL.battery", reason: "sold" }, "row-withdrawn holdings.csv h.VAL.battery"],
    ["a withdrawal of what others rest on", { kind: "withdraw", file: "nations.csv", id: "VAL", reason: "left" }, "unknown-code"],
    ["a withdrawal without reason", { kind: "withdraw", file: "holdings.csv", id: "h.VAL.battery", reason: " " }, "missing-reason"],
  ])("%s", (_, intent, expected) => expect(answerOf(intent)).toBe(expected));

  test("who sees an id under two labels states and withdraws other rows as before", () => {
    const [beside] = draftsOf(new Map([["holdings.csv", `${Object.keys(HOLDING).join(",")},label\n${Object.values({ ...HOLDING, id: "h.VAL.gun" }).join(",")},OPEN\n`]]), { tables: new Map() }, { label: "OPEN" }).filter((it) => it.type === "row");
    const ledger = newLedger({ label: "OPEN" });
    for (const drafts of [draftsOf(two, EMPTY, { label: "OPEN" }), [{ ...beside!, label: "CLOSED", fields: { ...beside!.fields, cells: { ...HOLDING, id: "h.VAL.gun", label: "CLOSED" } } }]]) expect(append(ledger, drafts)).toBe("appended");
    const of = state({ tables: tablesOf(readChannels(ledger)) });
    expect([...of.tables.tables.get("holdings.csv")!.rows.values()].filter((it) => it["id"] === "h.VAL.gun").map((it) => it["label"])).toEqual(["OPEN", "CLOSED"]);
    expect([answerOf(put(), of), answerOf({ kind: "withdraw", file: "holdings.csv", id: "h.VAL.battery", reason: "sold" }, of)]).toEqual(["row holdings.csv h.new", "row-withdrawn holdings.csv h.VAL.battery"]);
  });
  test("a correction is one of a chain: the corrected fact stays, and is corrected once", () => {
    const first: Intent = { kind: "correct", file: "holdings.csv", id: "h.VAL.battery", cells: { quantity: "5" } };
    const done = act(state(), first);
    if (done.kind === "refused") throw new Error("refused");
    const after = state({ tables: applyDrafts(state().tables, done.drafts) });
    const rows = after.tables.tables.get("holdings.csv")!.rows;
    expect([rows.get("h.VAL.battery")?.["quantity"], rows.get("h.VAL.battery.v2")?.["quantity"], rows.get("h.VAL.battery.v2")?.["corrects"]]).toEqual(["4", "5", "h.VAL.battery"]);
    expect(readDataset(filesOf(after.tables)).alliance?.facts.holding.filter((it) => it.nation === "VAL" && it.system === "battery").map((it) => it.quantity.base)).toEqual([5]);
    expect([answerOf(first, after), answerOf({ ...first, id: "h.VAL.battery.v2", cells: { quantity: "6" } }, after)]).toEqual(["corrected-already", "row holdings.csv h.VAL.battery.v3"]);
  });
  test("an answer to a target: a second corrects the first", () => {
    const answer = (response: string): Intent => ({ kind: "answer", nation: "VAL", capability: "air", response, reason: "Because.", source: "returns" });
    const first = act(state(), answer("decline"));
    if (first.kind === "refused") throw new Error(JSON.stringify(first.findings));
    const after = state({ tables: applyDrafts(state().tables, first.drafts) });
    expect([first.drafts.at(-1)?.subject, answerOf(answer("accept"), after), answerOf(answer("perhaps"))]).toEqual(["answers.csv answer.VAL.air", "row answers.csv answer.VAL.air.v2", "unknown-word"]);
  });
  test("a plan is adopted as a record of its run and the rows that the next plan departs from; a later one replaces it", () => {
    const adopt = (quantity: number): Intent => ({ kind: "adopt", runKey: "ab12", digest: "sha256:0", reason: "Agreed.", source: "returns", orders: [{ nation: "VAL", system: "gun", year: 2031, quantity, unit: "guns" }, { nation: "VAL", system: "gun", year: 2031, quantity: 1, unit: "guns" }] });
    const first = act(state(), adopt(2));
    if (first.kind === "refused") throw new Error(JSON.stringify(first.findings));
    const after = state({ tables: applyDrafts(state().tables, first.drafts) });
    expect([first.drafts.map((it) => it.type), after.tables.tables.get("adopted_orders.csv")?.rows.get("adopted.VAL.gun.2031")?.["quantity"]]).toEqual([["plan-adopted", "table", "row"], "3"]);
    expect(answerOf(adopt(5), after)).toBe("plan-adopted plan; row adopted_orders.csv adopted.VAL.gun.2031");
  });
  test("only the owner writes a row; a party that is no nation states what it has compiled", () => {
    expect([answerOf(put(), state({ party: "HOL" })), answerOf(put({ nation: "HOL" }), state({ party: "HOL" })), answerOf({ kind: "withdraw", file: "holdings.csv", id: "h.VAL.battery", reason: "x" }, state({ party: "HOL" }))]).toEqual(["not-owner", "row holdings.csv h.new", "not-owner"]);
    const imported = act(state({ tables: EMPTY, party: "HOL" }), { kind: "import", files: two });
    if (imported.kind === "refused") throw new Error(JSON.stringify(imported.findings));
    const nations = new Set(imported.drafts.filter((it) => it.type === "row").map((it) => (it.fields["cells"] as { readonly nation?: string }).nation));
    expect([[...nations], [...(imported.left?.keys() ?? [])].sort()]).toEqual([["HOL", undefined], ["VAL"]]);
  });
  test("a data set with errors is not imported; what is wrong is said", () => {
    const found = act(state({ tables: EMPTY }), { kind: "import", files: filesAt("cases", "twenty-mistakes") });
    expect([found.kind, found.findings.filter((it) => it.level === "error").length]).toEqual(["refused", 16]);
  });
  test("a draft has a digest of its own, whatever the order of its hidden fields", () => {
    const draft = { type: "stock", label: "OPEN", fields: { a: 1, b: 2 }, hidden: ["b", "a"] };
    expect([draftDigest(tools, draft) === draftDigest(tools, { ...draft, hidden: ["a", "b"] }), draftDigest(tools, draft) === draftDigest(tools, { ...draft, fields: { a: 1, b: 3 } })]).toEqual([true, false]);
  });
});

/** A data set after normal ordering: rows of each table sorted. */
const normal = (files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] => [...files].map(([name, text]) => [name, name.endsWith(".csv") ? [text.split("\n")[0], ...text.split("\n").slice(1).sort()].join("\n") : text] as const).sort(([a], [b]) => (a < b ? -1 : 1));
/** Written by each owner into a ledger of its own, and put together again. */
const throughLedgers = (files: ReadonlyMap<string, string>, steward: string, label: string): ReadonlyMap<string, string> =>
  filesOf(mergeParties([...splitByOwner(files, steward)].map(([party, own]) => {
    const ledger = newLedger({ label });
    const drafts = draftsOf(own, EMPTY, { label });
    if (drafts.length > 0 && append(ledger, drafts) !== "appended") throw new Error("not appended");
    return { party, tables: tablesOf(readChannels(ledger)) };
  })));

describe("a data set goes in, each row to its owner's ledger, and comes out as it was", () => {
  test("two nations and their staff", () => {
    expect([...splitByOwner(two, "STAFF").keys()].sort()).toEqual(["HOL", "STAFF", "VAL"]);
    expect(normal(throughLedgers(two, "STAFF", "OPEN"))).toEqual(normal(two));
  });
  test("the shipped open data, cut by owner and put together; written through a ledger in part", () => {
    const open = filesAt("data", "nato-open");
    const parts = splitByOwner(open, "STAFF");
    expect(parts.size).toBeGreaterThan(20);
    expect(normal(filesOf(mergeParties([...parts].map(([party, files]) => ({ party, tables: held(files) })))))).toEqual(normal(filesOf(held(open))));
    expect(normal(filesOf(held(open)))).toEqual(normal(open));
    const small = new Map([...open].filter(([name]) => ["datapackage.json", "nations.csv", "labels.csv", "stocks.csv", "standards.csv"].includes(name)));
    expect(normal(throughLedgers(small, "STAFF", "PUBLIC"))).toEqual(normal(small));
  });
  const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("", "a,b", 'say "x"', "two\nlines", " outer ", "é😀", "=1+1")).filter((it) => !["\r", "\u0000", "\ufeff"].some((no) => it.includes(no)));
  const anyRow = fc.record({ nation: fc.constantFrom("VAL", "HOL", "", "elsewhere"), label: fc.constantFrom("OPEN", "CLOSED", "SECRET"), note: cell, quantity: cell });
  test("any tables of any labels and owners (property)", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 8 }), (rows) => {
        const quoted = (it: string): string => `"${it.replaceAll('"', '""')}"`;
        const text = ["id,nation,label,note,quantity", ...rows.map((it, at) => [`r${at}`, it.nation, it.label, quoted(it.note), quoted(it.quantity)].join(","))].join("\n");
        const nations = "id,label\nVAL,OPEN\nHOL,OPEN\n";
        const files = filesOf(held(new Map([["nations.csv", nations], ["holdings.csv", `${text}\n`]])));
        expect(normal(throughLedgers(files, "STAFF", "OPEN"))).toEqual(normal(files));
      }),
      { numRuns: 12 },
    );
  });
  test("what a party says of another, whose ledger is there too, does not count", () => {
    const row = (party: string, quantity: string): LedgerTables => held(new Map([["nations.csv", "id\nVAL\nHOL\n"], ["holdings.csv", `id,nation,quantity\nh,VAL,${quantity}\n`]]));
    const merged = (...parties: readonly string[]): string | undefined => mergeParties(parties.map((party, at) => ({ party, tables: row(party, String(at)) }))).tables.get("holdings.csv")?.rows.get("h")?.["quantity"];
    expect([merged("HOL", "VAL"), merged("VAL", "HOL"), merged("HOL", "STAFF")]).toEqual(["1", "0", "0"]);
  });
});

test("a value is erased: the fold goes on without it, and every proof stands", () => {
  const ledger = newLedger({ label: "OPEN" });
  // Records of before hide the cells of a row as a whole.
  const before = draftsOf(two, EMPTY, { label: "OPEN" }).map((it) => (it.type === "row" ? { ...it, hidden: ["cells"] } : it));
  expect(append(ledger, before)).toBe("appended");
  expect(filesOf(tablesOf(readChannels(ledger)))).toEqual(two);
  const origin = originOf(ledger, "OPEN");
  const at = readChannels(ledger)[0]!.records.find((it) => it.fields["id"] === "h.VAL.battery")!.seq;
  expect(eraseFields(ledger, { origin, place: at }, ["cells"])).toBeUndefined();
  const left = tablesOf(readChannels(ledger)).tables.get("holdings.csv")!.rows;
  expect([left.has("h.VAL.battery"), left.size > 0, codeOf(exported(ledger, { root: true }))]).toEqual([false, true, "sound"]);
});

test("one cell is erased: the rest of its row stands, and so does every proof; what was hidden once is hidden in every later row", () => {
  const ledger = newLedger({ label: "OPEN" });
  const rows = () => tablesOf(readChannels(ledger)).tables.get("holdings.csv")!.rows;
  append(ledger, draftsOf(two, EMPTY, { label: "OPEN", hidden: ["quantity", "id", "label"] }));
  expect(filesOf(tablesOf(readChannels(ledger)))).toEqual(two);
  const { seq, fields } = readChannels(ledger)[0]!.records.find((it) => it.fields["id"] === "h.VAL.battery")!;
  expect([fields["quantity"], Object.keys(fields["cells"] as object).includes("quantity")]).toEqual([rows().get("h.VAL.battery")!["quantity"], false]);
  const { quantity: _quantity, ...rest } = rows().get("h.VAL.battery")!;
  const origin = originOf(ledger, "OPEN");
  expect(eraseFields(ledger, { origin, place: seq }, ["nation"])?.message).toContain("It has: quantity.");
  expect(eraseFields(ledger, { origin, place: seq }, ["quantity"])).toBeUndefined();
  expect([rows().get("h.VAL.battery"), codeOf(exported(ledger, { root: true }))]).toEqual([rest, "sound"]);
  const again = draftsOf(two, tablesOf(readChannels(ledger)), { label: "OPEN" });
  expect(again.map((it) => [it.subject, it.hidden])).toEqual([["holdings.csv h.VAL.battery", ["quantity"]]]);
});

test.each<readonly [string, readonly string[], string]>([
  ["of one label carries it", ["CLOSED", "CLOSED"], "row sources.csv VAL:return: CLOSED"],
  ["of several labels is refused: under one it would tell of the others", ["OPEN", "CLOSED"], "source-of-labels"],
])("a sheet that is the source of its rows, %s", (_, labels, told) => {
  const source = { id: "VAL:return", title: "Return", licence: "as stated", licence_class: "A", as_of: "2029-10-01" };
  const columns = ["id", "source", "as_of", "evidence", "confidence", "label", "nation", "system", "quantity", "unit"];
  const rows = labels.map((label, at) => ({ line: at + 2, cells: [`h.VAL.new${at}`, source.id, "2029-10-01", "official", "high", label, "VAL", "gun", String(at + 3), "guns"] }));
  const labelled = new Map([...two, ["labels.csv", `${two.get("labels.csv")!.trimEnd()}\nCLOSED,PACT,1,CLOSED,FERMÉ,originator\n`]]);
  const found = importRows(state({ tables: held(labelled), party: "VAL" }), { kind: "holding", mapped: { columns, rows, findings: [] }, name: "return.csv", isWhole: false, reason: "", source });
  expect(found.kind === "refused" ? found.findings.map((it) => it.code).join() : found.drafts.flatMap((it) => (it.subject?.startsWith("sources.csv ") === true ? [`${it.type} ${it.subject}: ${it.label}`] : [])).join()).toBe(told);
});
