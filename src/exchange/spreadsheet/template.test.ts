import { expect, test } from "vitest";
import { readSpreadsheet, writeTemplate } from "#adapters/xlsx";
import { columnName, columnsOf, KINDS, type KindName } from "#model";
import { headingLineOf, proposeMap } from "./propose-map.ts";
import { kindOfSheet, sheetTemplate, templateSheet } from "./template.ts";

const RECORDED = new Map([["labels.csv", [{ id: "OPEN" }, { id: "ALLIES" }]], ["nations.csv", [{ id: "XAA", name_en: "Alma" }]]]);
/** Whether every row says all that its id is made of. */
const isMade = (kind: KindName): boolean => KINDS[kind].rivalKey.length > 0 && KINDS[kind].rivalKey.every((name) => !(KINDS[kind].fields as Readonly<Record<string, { readonly optional: boolean }>>)[name]!.optional);
const ALL = Object.keys(KINDS) as KindName[];

test.each(ALL.flatMap((kind) => (["en", "fr"] as const).map((language) => [kind, language] as const)))("the empty sheet of a %s, in %s, is read as what it is, each of its columns by its heading", async (kind, language) => {
  const template = sheetTemplate({ kind, language, recorded: RECORDED, tell: (it) => it });
  const book = readSpreadsheet("template.xlsx", await writeTemplate(template));
  if (book.kind === "problem") throw new Error(book.message);
  expect(book.sheets.map((it) => it.name)).toEqual([templateSheet(kind)]);
  const [sheet] = book.sheets;
  expect(headingLineOf(sheet!.rows)).toBe(3);
  const { map, kinds } = proposeMap({ sheet: sheet!, nation: "", recorded: RECORDED });
  expect(kinds.map((it) => it.kind)).toEqual([kind]);
  const asked = columnsOf(KINDS[kind]).filter((it) => it !== "corrects" && (it !== "id" || !isMade(kind)));
  expect(Object.entries(map.columns).map(([column, heading]) => [column, heading.toLowerCase().replace(" *", "")]).sort()).toEqual(asked.map((it) => [it, columnName(it, language).toLowerCase()]).sort());
});

test("each column says what it holds, its unit and its words, and a star which have to be filled", () => {
  const { headings, explanations } = sheetTemplate({ kind: "holding", language: "en", recorded: RECORDED, tell: (it) => it });
  expect(headings).toEqual(["Nation *", "System *", "Quantity, at least", "Quantity *", "Quantity, at most", "Unit *", "Readiness", "Service", "Source *", "Date *", "Evidence *", "Confidence *", "Label *", "Definition", "Note"]);
  const said = (heading: string): string => explanations[headings.indexOf(heading)]!;
  expect(said("Readiness")).toBe("Share usable within 30 days. Unit: share.");
  expect(said("Confidence *")).toBe("How far to trust it. One of: high, medium, low.");
  expect(said("Label *")).toContain("One of: OPEN, ALLIES.");
});

test.each([["holding", false], ["budget", false], ["programme", true], ["requirement", true]] as const)("the sheet of a %s asks for an id, where one cannot be made of what every row says: %s", (kind, isAsked) => expect(sheetTemplate({ kind, language: "en", recorded: RECORDED, tell: (it) => it }).headings.includes("Id *")).toBe(isAsked));
test("what is recorded is not named in it, but for the labels", () => expect(sheetTemplate({ kind: "holding", language: "en", recorded: RECORDED, tell: (it) => it }).explanations.join(" ")).not.toContain("XAA"));

test.each([["Holdings", "holding"], ["Adopted orders", "adoptedOrder"], ["Sheet1", undefined]])("a sheet called %j is one of %s", (name, kind) => expect(kindOfSheet(name)).toBe(kind));
test.each(ALL)("no two columns of a %s are called alike", (kind) => {
  for (const language of ["en", "fr"] as const) expect(new Set(columnsOf(KINDS[kind]).map((it) => columnName(it, language))).size).toBe(columnsOf(KINDS[kind]).length);
});
