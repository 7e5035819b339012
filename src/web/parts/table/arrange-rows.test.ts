import { expect, test } from "vitest";
import { arrangeRows, nextSort } from "./arrange-rows.ts";
import type { Column } from "./column.ts";

interface Row {
  readonly name: string;
  readonly count?: number;
}
const columns: readonly Column<Row>[] = [
  { id: "name", name: "Name", type: "text", value: (it) => it.name },
  { id: "count", name: "Count", type: "number", value: (it) => it.count },
];
const rows: readonly Row[] = [{ name: "Été 10", count: 3 }, { name: "ete 2", count: 20 }, { name: "Zinc" }, { name: "acier", count: -1 }];
const names = (filter: string, sort: string | undefined): readonly string[] =>
  arrangeRows({ rows, columns, filter, sort, language: "fr" }).map((it) => it.name);

test.each([
  ["", undefined, ["Été 10", "ete 2", "Zinc", "acier"]],
  ["", "name", ["acier", "ete 2", "Été 10", "Zinc"]],
  ["", "-name", ["Zinc", "Été 10", "ete 2", "acier"]],
  ["", "count", ["acier", "Été 10", "ete 2", "Zinc"]],
  ["", "-count", ["ete 2", "Été 10", "acier", "Zinc"]],
  ["", "-nowhere", ["Été 10", "ete 2", "Zinc", "acier"]],
  ["ÉTÉ", undefined, ["Été 10", "ete 2"]],
  ["ete 20", undefined, ["ete 2"]],
  ["  zinc ", "name", ["Zinc"]],
  ["nothing", "name", []],
] as const)("filter %j, sort %j: %j", (filter, sort, expected) => expect(names(filter, sort)).toEqual(expected));

test("rows that are equal keep their order, up and down", () => {
  const same = [
    { name: "a", count: 1 },
    { name: "b", count: 1 },
    { name: "c", count: 1 },
  ];
  for (const sort of ["count", "-count"])
    expect(arrangeRows({ rows: same, columns, filter: "", sort, language: "en" }).map((it) => it.name)).toEqual(["a", "b", "c"]);
});

test.each([
  [undefined, "a"],
  ["a", "-a"],
  ["-a", undefined],
  ["b", "a"],
])("a press on a, sorted by %s, sorts by %s", (sort, next) => expect(nextSort(sort, "a")).toBe(next));
