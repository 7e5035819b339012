import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { homeView, inLanguage, type PaperBlock, type PaperCell, reportView, type Shown } from "#views";
import { formatAtLeast } from "../../src/web/format/number.ts";

const runs = mkdtempSync(join(tmpdir(), "concord-report-figures-"));
process.env["CONCORD_RUNS"] = runs;
const { assessed, planned } = await import("../../src/cli/load.ts");

const out = { width: 100, print: () => undefined, say: () => undefined, progress: () => undefined, progressDone: () => undefined };
let results: Awaited<ReturnType<typeof planned>>;
beforeAll(async () => {
  // A reader who sees little, so that there are lower bounds.
  results = await planned(await assessed("cases/three-shores", { as: "HOL:2" }), out, { fresh: true });
});
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(runs, { recursive: true });
});

const textOf = (cell: PaperCell | undefined): string | undefined => (typeof cell === "object" ? cell.text : cell);

test.each(["en", "fr"] as const)("in %s the report prints every figure as the pages do: digits, units and lower bounds", (language) => {
  vi.stubGlobal("location", { search: `?lang=${language}` });
  const told = inLanguage(results, language);
  const home = homeView(told);
  const sections = reportView(told, { command: "" }).sections;
  const table = (columns: number): Extract<PaperBlock, { readonly kind: "table" }> => sections.flatMap((it) => it.blocks).flatMap((it) => (it.kind === "table" && it.columns.length === columns ? [it] : []))[0]!;
  /** A column as a page prints it. */
  const onPage = (figures: readonly Shown[]): readonly string[] => figures.map((it) => formatAtLeast(it));
  const column = (columns: number, at: number): readonly (string | undefined)[] => table(columns).rows.map((row) => textOf(row[at]));
  const rows = home.priorities.rows;
  expect(rows.length).toBeGreaterThan(1);
  expect(column(7, 1)).toEqual(onPage(rows.map((it) => it.required)));
  expect(column(7, 2)).toEqual(onPage(rows.map((it) => it.available)));
  expect(column(7, 3)).toEqual(onPage(rows.map((it) => it.coverage)));
  expect(column(7, 2).some((it) => it?.startsWith("≥\u202f"))).toBe(true);
  const { levers, provenCostGapAlone, provenCostGapTogether, provenGapAlone, provenGapAligned, shortfallYearsAlone, sentence } = home.headline!;
  const list = sections.flatMap((it) => it.blocks).flatMap((it) => (it.kind === "list" ? it.items : []));
  const text = sections.flatMap((it) => it.blocks).flatMap((it) => (it.kind === "text" ? [it.text] : []));
  expect(text).toContain(sentence);
  for (const it of [provenGapAlone, provenGapAligned, provenCostGapAlone, provenCostGapTogether, shortfallYearsAlone]) expect(list.some((one) => one.includes(formatAtLeast(it)))).toBe(true);
  expect(column(4, 1)).toEqual(onPage(levers.map((it) => it.share)));
  expect(column(4, 2)).toEqual(onPage(levers.map((it) => it.shortfallYears)));
  expect(column(4, 3)).toEqual(onPage(levers.map((it) => it.money)));
  for (const it of [home.confidence.sourced, home.confidence.unknownCells]) expect(list.some((one) => one.includes(formatAtLeast(it)))).toBe(true);
});
