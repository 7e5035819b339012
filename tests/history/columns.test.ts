import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { columnMeanings, DATA_NAMES, meaningInFrench, ROWS } from "#engines/history";
import { METHODS, withColumns } from "../../tools/history/columns.ts";

describe("columns of the study's tables", () => {
  test.each(DATA_NAMES)("each column of %s is documented with its meaning, and no other is", (data) => {
    const told = columnMeanings(data);
    expect(told.map((it) => it.name).sort()).toEqual([...loadSource(data).table.columns.keys()].sort());
    for (const it of told) expect([it.name, it.meaning.length > 5 && it.meaning !== it.name]).toEqual([it.name, true]);
  });
  test.each(DATA_NAMES)("each row and column of %s has its French", (data) => {
    for (const it of [ROWS[data], ...columnMeanings(data).map(({ meaning }) => meaning)]) expect([it, meaningInFrench(it) ?? it]).not.toEqual([it, it]);
  });
  test("the page of the methods has them all; node tools/history/columns.ts writes it", () => {
    const page = readFileSync(METHODS, "utf8");
    expect(withColumns(page)).toBe(page);
    expect(() => withColumns("# Nothing")).toThrow(/no part/);
  });
});
