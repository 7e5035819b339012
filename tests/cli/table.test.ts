import { expect, test } from "vitest";
import { tableText } from "../../src/cli/table.ts";

const COLUMNS = [{ title: "capability", flexible: true }, { title: "covered", right: true }, { title: "lead" }, { title: "why" }];
const ROW = ["Air defence of crossings and cities", "55 %", "ALM", "coverage/river-air/2035"];
const BOUNDED = 46;

test("a name that is too long goes on in the next line, and nothing of it is lost", () => {
  const lines = tableText(COLUMNS, [ROW], BOUNDED).split("\n");
  expect(lines.every((it) => it.length <= BOUNDED || it.startsWith("("))).toBe(true);
  expect(lines.slice(2, -1)).toEqual(["Air defence of             55 %  ALM", "  crossings and cities"]);
});

test("what does not fit is left out from the right, and named", () => {
  expect(tableText(COLUMNS, [ROW], BOUNDED).split("\n").at(-1)).toBe("(columns that do not fit: why; --json has all)");
});

test("a table that fits is printed as it is", () => {
  expect(tableText(COLUMNS, [ROW], 100).split("\n")).toHaveLength(3);
});
