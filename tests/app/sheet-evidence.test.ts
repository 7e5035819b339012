import { afterEach, expect, test, vi } from "vitest";
import { readSpreadsheet } from "#adapters/xlsx";
import type { Shown } from "#views";
import { toCsv, toTabs } from "../../src/web/format/csv.ts";
import { plainSheet } from "../../src/web/format/sheet.ts";
import { toXlsx } from "../../src/web/format/xlsx.ts";

afterEach(() => void vi.unstubAllGlobals());

const shown = (unit: string, value?: number, more: Partial<Shown> = {}): Shown => ({ unit, label: "PUBLIC", why: "key", ...(value !== undefined && { value }), ...more });
const SHEET = {
  name: "x",
  columns: ["ally", "met", "count"],
  rows: [
    ["A", shown("share", 0.5, { evidence: "press", caution: "at least" }), shown("1", 3)],
    ["B", shown("share", 0.2, { evidence: "observed" }), shown("1", 4)],
    ["C", shown("share", undefined, { evidence: "press" }), shown("1", 5)],
    ["D", shown("share", 1), shown("1", 6)],
  ],
};

test.each([
  ["", "met, weakest evidence", "press", "counted"],
  ["?lang=fr", "met, preuve la plus faible", "presse", "compté"],
])("beside a column whose figures say how they are known stands the weakest evidence of each, in every file and copy, and none beside another: %s", async (search, heading, press, counted) => {
  vi.stubGlobal("location", { search });
  const plain = plainSheet(SHEET);
  expect(plain.columns).toEqual(["ally", expect.stringMatching(/^met \(/), "met ≥", heading, "count"]);
  expect(plain.rows).toEqual([["A", 0.5, "≥", press, 3], ["B", 0.2, "", counted, 4], ["C", "", "", "", 5], ["D", 1, "", "", 6]]);
  expect(toCsv(SHEET).split("\r\n")[0]).toContain(`"${heading}"`);
  expect(toCsv(SHEET).split("\r\n")[1]).toBe(`A,0.5,≥,${press},3`);
  expect(toTabs(SHEET).split("\n").slice(0, 2)).toEqual([plain.columns.join("\t"), `A\t0.5\t≥\t${press}\t3`]);
  const book = readSpreadsheet("x.xlsx", new Uint8Array(await (await toXlsx(SHEET)).arrayBuffer()));
  expect(book.kind === "workbook" && book.sheets[0]?.rows.slice(0, 2).map((it) => it.cells)).toEqual([plain.columns, plain.rows[0]]);
});
