import { expect, test } from "vitest";
import { columnName, KINDS } from "#model";
import { onPage } from "./on-page.ts";

const told = (text: string, language: "en" | "fr" = "en"): string => onPage({ code: "x", level: "error", file: "return.csv", message: text, mend: text }, KINDS.holding, { column: (it) => columnName(it, language), kind: (it) => it.file.replaceAll("_", " ") }).mend;

test.each([
  ["No row says its `as_of`, and one row needs it: x", "No row says its `date`, and one row needs it: x"],
  ["Correct `nothing_of_ours`.", "Correct `nothing_of_ours`."],
  ['or say it for every row: --set as_of=…; on the page under "Where empty".', 'or say it for every row under "Where empty".'],
  ['say it for every row: --set evidence=observed (one of observed, press); on the page under "Where empty".', 'say it for every row (one of observed, press) under "Where empty".'],
  ['Read that column as `label` in the map, or state the label of every row: --set label=…, on the page "Where empty" of label.', 'Read that column as `label` in the map, or state the label of every row under "Where empty".'],
  ['Take the sheet itself as the source (--own-source; on the page "The sheet is the source"), read it from a column, or say a recorded one for every row: --set source=….', 'Take the sheet itself as the source ("The sheet is the source"), read it from a column, or say a recorded one for every row under "Where empty".'],
  ['"x" is neither an id nor a whole name of adopted_orders.csv.', '"x" is neither an id nor a whole name of adopted orders.'],
  ['No heading of line 1 is known: it holds none. holdings.csv has the columns id, as_of, quantity_low.', "No heading of line 1 is known: it holds none. The columns of holdings are id; date; quantity, at least."],
])("on the page %j is %j", (text, expected) => expect(told(text)).toBe(expected));
test("columns have their French names on a French page", () => expect(told("No row says its `quantity_low`.", "fr")).toBe("No row says its `quantité, au moins`."));
