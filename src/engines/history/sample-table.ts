import type { Companion } from "./companions.ts";
import { countText } from "./figure.ts";
import { ERAS, YEARS } from "./study/eras.ts";
import type { StudyResult } from "./study/finding.ts";

/** What rows may be without, as the panel calls it and in words. */
const WITHOUT = [
  ["km", "without distance"],
  ["capshare", "without power"],
  ["pola", "without regime of a"],
  ["polb", "without regime of b"],
  ["jdem", "without both regimes decided"],
  ["tia", "without spending per soldier"],
] as const;

/**
 * The sample by era with its missing values, and what the declared model of each question leaves out and why.
 * @example sampleTable(study).columns[0].name // → "rows"
 */
export function sampleTable({ missing, findings }: Pick<StudyResult, "missing" | "findings">): Companion {
  const left = findings.flatMap(({ id, primary }) => (primary === undefined ? [] : [{ id, rows: primary.N, dropped: primary.dropped.rows }]));
  return {
    title: "Sample and missing values",
    of: "era",
    columns: ["rows", ...WITHOUT.map(([, name]) => name)].map((name) => ({ name, kind: "count" })),
    rows: missing.map(({ era, rows, without }) => ({ name: YEARS[ERAS.find((it) => it === era)!], values: [rows, ...WITHOUT.map(([column]) => without[column] ?? 0)] })),
    says: left.map(({ id, rows, dropped }) => (dropped.length === 0 ? `${id} rests on ${countText(rows)} rows and leaves none out.` : `${id} rests on ${countText(rows)} rows and leaves out: ${dropped.map((it) => `${countText(it.count)} ${it.reason}`).join("; ")}.`)),
  };
}
