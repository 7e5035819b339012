import { describe, expect, test } from "vitest";
import type { HeatRow, HeatView, Shown } from "#views";
import { arrange } from "./arrange.ts";
import { cellText, cellWords } from "./cell-text.ts";
import { moved } from "../parts/grid-moves.ts";

const shown = (value?: number): Shown => ({ unit: "share", label: "PUBLIC", why: "key", ...(value === undefined ? {} : { value }) });
const row = (name: string, area: string, alliance: number | undefined, first: number | undefined): HeatRow => ({
  leaf: name,
  name,
  group: "",
  area,
  character: "",
  alliance: shown(alliance),
  trend: shown(0),
  cells: [first === undefined ? { nation: "A", state: "unknown" } : { nation: "A", state: "value", shown: shown(first) }],
});
const view: HeatView = {
  measure: "coverage",
  year: 2030,
  years: [2030],
  meaning: "",
  scale: { from: 0, to: 1, better: "more" },
  nations: [{ id: "A", name: "Arvenia" }],
  rows: [row("tankers", "carry", 0.5, undefined), row("bridges", "carry", undefined, 0.9), row("shields", "protect", 0.1, 0.2)],
  summary: "",
};
const order = (filter: string, sort?: string): readonly string[] => arrange(view, filter, sort).flatMap((group) => group.rows.map((it) => it.name));

describe("the rows", () => {
  test("stand by area as they come", () =>
    expect(arrange(view, "", undefined).map((it) => `${it.name}: ${it.rows.length}`)).toEqual(["carry: 2", "protect: 1"]));
  test.each([
    ["alliance", ["shields", "tankers", "bridges"]],
    ["-alliance", ["tankers", "shields", "bridges"]],
    ["A", ["shields", "bridges", "tankers"]],
    ["-A", ["bridges", "shields", "tankers"]],
    ["name", ["bridges", "shields", "tankers"]],
  ])("sorted by %s, unknown last: %j", (sort, names) => expect(order("", sort)).toEqual(names));
  test.each([
    ["CARRY tank", ["tankers"]],
    ["nothing like it", []],
    ["ténacité", ["ténacité"]],
    ["TENACITE", ["ténacité"]],
    ["  brïdges carry ", ["bridges"]],
  ])("filtered by %s: %j", (filter, names) => expect(arrange({ ...view, rows: [...view.rows, row("ténacité", "protect", 0.3, 0.3)] }, filter, undefined).flatMap((group) => group.rows.map((it) => it.name))).toEqual(names));
});

describe("a cell", () => {
  test.each([
    [{ nation: "A", state: "value", shown: shown(0.64), lead: 1 }, "64", "64\u202f%, best placed"],
    [{ nation: "A", state: "value", shown: shown(0) }, "0", "0\u202f%"],
    [{ nation: "A", state: "value", shown: shown() }, "?", "unknown"],
    [{ nation: "A", state: "unknown" }, "?", "unknown"],
    [{ nation: "A", state: "none" }, "·", "none"],
  ] as const)("%j prints %s and says %s", (cell, text, words) => expect([cellText(cell), cellWords(cell)]).toEqual([text, words]));
});

describe("the keys of the grid", () => {
  const size = { rows: 20, columns: 6 };
  test.each([
    ["ArrowDown", false, { row: 4, column: 2 }],
    ["ArrowUp", false, { row: 2, column: 2 }],
    ["ArrowLeft", false, { row: 3, column: 1 }],
    ["PageDown", false, { row: 13, column: 2 }],
    ["PageUp", false, { row: 0, column: 2 }],
    ["Home", false, { row: 3, column: 0 }],
    ["End", false, { row: 3, column: 5 }],
    ["Home", true, { row: 0, column: 0 }],
    ["End", true, { row: 19, column: 5 }],
    ["x", false, undefined],
  ])("%s (control %s) leads to %j", (key, control, to) => expect(moved({ row: 3, column: 2 }, key, control, size)).toEqual(to));
});
