import { type Evidence, KINDS, type KindName } from "#model";
import type { ConfidenceView } from "./home.ts";
import { viewWords } from "./in-language.ts";
import { numberText } from "./figure-text.ts";
import { unplannedIn } from "./planned-at-all.ts";
import { type Results, shown } from "./results.ts";
import { whyKey } from "./why-key.ts";

const GROUP: Readonly<Record<Evidence, "sourced" | "estimated" | "assumed">> = { observed: "sourced", official: "sourced", press: "sourced", estimate: "estimated", derived: "estimated", assumption: "assumed" };

/** Kinds whose rows are figures, not names. */
const FIGURES = ["economy", "budget", "requirement", "system", "yield", "holding", "stock", "programme", "line"] as const satisfies readonly KindName[];

/** Counts of figures in force by how they came to be, and by kind. */
export function evidenceCounts(results: Results): { readonly all: number; readonly sourced: number; readonly estimated: number; readonly assumed: number; readonly byKind: readonly { readonly kind: (typeof FIGURES)[number]; readonly title: string; readonly count: number; readonly sourced: number; readonly assumed: number }[] } {
  const totals = { sourced: 0, estimated: 0, assumed: 0 };
  const byKind = FIGURES.flatMap((kind) => {
    const rows: readonly { readonly evidence: Evidence }[] = results.alliance.facts[kind];
    const count = { sourced: 0, estimated: 0, assumed: 0 };
    for (const it of rows) count[GROUP[it.evidence]] += 1;
    totals.sourced += count.sourced;
    totals.estimated += count.estimated;
    totals.assumed += count.assumed;
    return rows.length === 0 ? [] : [{ kind, title: KINDS[kind].title, count: rows.length, sourced: count.sourced, assumed: count.assumed }];
  });
  return { ...totals, all: totals.sourced + totals.estimated + totals.assumed, byKind };
}

/** Cells nation × leaf with a requirement whose holding nobody stated, and how many there are in all. */
export function unknownCells(results: Results): { readonly unknown: number; readonly all: number } {
  const year = results.alliance.settings.firstYear;
  let unknown = 0;
  let all = 0;
  for (const leaf of results.assessment.leaves) {
    const standing = results.assessment.standing(leaf.id, year);
    if (standing.required === undefined) continue;
    unknown += standing.unknown.length;
    all += results.assessment.nations.length;
  }
  return { unknown, all };
}

/** How good the data are, for the first page and for `plan --json`. */
export function confidenceView(results: Results): ConfidenceView {
  const counts = evidenceCounts(results);
  const cells = unknownCells(results);
  const part = (measure: "sourced" | "estimated" | "assumed") => shown(results, whyKey("data", measure), "share", counts.all > 0 ? counts[measure] / counts.all : undefined);
  const year = results.alliance.settings.firstYear;
  const blind = results.assessment.leaves.filter((it) => {
    const standing = results.assessment.standing(it.id, year);
    return standing.required !== undefined && standing.available === undefined;
  });
  const say = (count: number): string => numberText(count, results.language);
  const words = viewWords(results).confidence;
  // Where there is a plan its own count is told, which is that of the report and of the guide.
  const unplanned = (code: "no-holding-known" | "too-little-known"): number => (results.comparison === undefined ? 0 : unplannedIn(results.comparison.aligned, [code]));
  const [unknown, little] = [unplanned("no-holding-known"), unplanned("too-little-known")];
  const unheld = unknown + little > 0 ? [words.unplanned(say(unknown + little), say(unknown), say(little))] : blind.length > 0 ? [words.blind(String(blind.length))] : [];
  const weakest = counts.byKind
    .filter((it) => it.assumed > 0)
    .sort((a, b) => b.assumed / b.count - a.assumed / a.count)
    .slice(0, 2)
    .map((it) => words.assumed(words.kinds[it.kind], say(it.assumed), say(it.count)));
  return {
    sourced: part("sourced"),
    estimated: part("estimated"),
    assumed: part("assumed"),
    weakest: [...unheld, ...weakest],
    unknownCells: shown(results, whyKey("data", "unknown"), "share", cells.all > 0 ? cells.unknown / cells.all : undefined),
  };
}
