import type { Companion } from "./companions.ts";
import { countText } from "./figure.ts";
import { GOES_ON } from "./fit/sample.ts";
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

/** Reasons that name a column, in words. */
const REASONS: Readonly<Record<string, string>> = { "rows without jdem": "rows of which it is not known whether both are democracies (jdem)" };

/**
 * Table 1: the sample by era with what began in it and with its missing values, and what the declared model of each question leaves out and why.
 * @example sampleTable(study).columns[0].name // → "rows"
 */
export function sampleTable(study: Pick<StudyResult, "missing" | "findings">): Companion {
  const { missing, findings } = study;
  const counted = findings.find((it) => it.id === "Q2")?.counts ?? [];
  const left = findings.flatMap(({ id, primary }) => (primary === undefined ? [] : [{ id, rows: primary.N, events: primary.events, dropped: primary.dropped.rows }]));
  return {
    title: "Sample and missing values",
    of: "era",
    columns: ["rows", "a dispute goes on, so that none can begin", "disputes begun", ...WITHOUT.map(([, name]) => name)].map((name) => ({ name, kind: "count" })),
    rows: missing.map(({ era, rows, without }) => {
      const name = YEARS[ERAS.find((it) => it === era)!];
      // The raw counts of an era, with and without a pact, are of all rows in which a dispute can begin.
      const own = counted.filter((it) => it.name.endsWith(`pact, ${name}`));
      const sumOf = (of: "count" | "total"): number => own.reduce((sum, it) => sum + it[of], 0);
      return { name, values: [rows, ...(own.length === 0 ? [null, null] : [rows - sumOf("total"), sumOf("count")]), ...WITHOUT.map(([column]) => without[column] ?? 0)] };
    }),
    says: [...left.map(({ id, rows, events, dropped }) => (dropped.length === 0 ? `${id} rests on ${countText(rows)} rows with ${countText(events)} events and leaves none out.` : `${id} rests on ${countText(rows)} rows with ${countText(events)} events and leaves out: ${dropped.map((it) => `${countText(it.count)} ${REASONS[it.reason] ?? it.reason}`).join("; ")}.`)), ...besideEras(study)],
  };
}

/**
 * Why more rows are left out because a dispute goes on than the eras show: the models count them over the whole record, before their filter.
 * What the eras show is what Q1 rests on less than they hold, since it leaves out no other row of them.
 */
function besideEras({ missing, findings }: Pick<StudyResult, "missing" | "findings">): readonly string[] {
  const model = findings.find((it) => it.id === "Q1")?.primary;
  const all = model?.dropped.rows.find((it) => it.reason === GOES_ON)?.count;
  if (model === undefined || all === undefined) return [];
  const within = missing.reduce((sum, it) => sum + it.rows, 0) - model.N;
  return within <= 0 || within >= all ? [] : [`Of the ${countText(all)} rows in which a dispute goes on, ${countText(within)} are of the eras of this table; the other ${countText(all - within)} are of years before, which the filter would leave out as well.`];
}
