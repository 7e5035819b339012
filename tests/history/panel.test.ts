import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { column, PANEL_COLUMNS } from "#engines/history";
import { ROOT } from "../../tools/files.ts";

/** Digest of each column of the panel made in R from the same original files, by challenger, target and year; and the cells whose eighth digit differs there. */
const made = JSON.parse(readFileSync(join(ROOT, "tests", "history", "panel-digests.json"), "utf8")) as {
  readonly columns: Readonly<Record<string, string>>;
  readonly tdef_cinc: { readonly higher: readonly number[]; readonly lower: readonly number[] };
};
const { table } = loadSource("panel");

const digestOf = (values: Float64Array): string => createHash("sha256").update([...values].map((it) => (Number.isNaN(it) ? "" : String(it + 0))).join("\n")).digest("hex");

describe("the shipped panel is the reference panel, row for row", () => {
  test("in rows and columns", () => expect([table.rowCount, Object.keys(made.columns)]).toEqual([238_476, [...PANEL_COLUMNS]]));
  test.each(PANEL_COLUMNS.filter((it) => it !== "tdef_cinc"))("%s, every cell", (name) => expect(digestOf(column(table, name))).toBe(made.columns[name]));
  test("tdef_cinc, every cell but for one unit of the eighth digit in 333 sums that lie next to half-way between two", () => {
    const values = column(table, "tdef_cinc").slice();
    for (const [rows, by] of [[made.tdef_cinc.higher, 1], [made.tdef_cinc.lower, -1]] as const) for (const row of rows) values[row] = (Math.round(values[row]! * 1e8) + by) / 1e8;
    expect(made.tdef_cinc.higher.length + made.tdef_cinc.lower.length).toBe(333);
    expect(digestOf(values)).toBe(made.columns["tdef_cinc"]);
  });
});
