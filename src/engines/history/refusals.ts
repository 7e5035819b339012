import { namesIn } from "./expression.ts";
import type { Spec, SpecProblem } from "./spec.ts";

/** What the data end before, or never held, with why no effect of it is printed. */
const UNTOLD: readonly { readonly pattern: RegExp; readonly what: string; readonly why: string }[] = [
  { pattern: /cyber/i, what: "cyber operations", why: "between none and 0.7 % of the actors in crises of any decade used that domain up to 2015, and no outcome of deterrence is coded with it" },
  { pattern: /drone|uav|uas\b|unmanned/i, what: "drones", why: "their spread can be told, but the disputes that could show an effect are coded to 2014 only" },
  { pattern: /(^|_)(ai|ml)(_|$)|artificial|machine_?learning|autonom/i, what: "artificial intelligence", why: "no outcome data exist for it" },
  { pattern: /quantum/i, what: "quantum technology", why: "no outcome data exist for it" },
];

/** Last year of the outcomes of each table. */
export const LAST_OUTCOME: Readonly<Record<Spec["data"], number>> = { panel: 2014, bremer: 2010, alliances: 2018, reliability: 2003, fulfilment: 1944, wars: 2003 };

/** Why a specification asks what the data cannot say. Absent: they can. */
export function refusalOf(spec: Spec): SpecProblem | undefined {
  const texts = [spec.outcome, spec.time, spec.event, spec.filter, spec.strata, spec.groups, ...spec.terms.flatMap((it) => [it.name, ...it.factors])].filter((it) => it !== undefined);
  for (const { pattern, what, why } of UNTOLD) {
    if (texts.some((it) => pattern.test(it))) return { code: "history-is-silent", place: "terms", message: `No effect of ${what} is estimated: ${why}.`, mend: "`concord study question Q7` shows what was adopted; for a plan, set a range of your own and sweep it." };
  }
  const from = spec.filter === undefined ? undefined : earliestYear(spec.filter);
  const last = LAST_OUTCOME[spec.data];
  if (from !== undefined && from > last) return { code: "after-the-data", place: "filter", message: `No effect is estimated for ${from} and later: the outcomes of ${spec.data} end in ${last}.`, mend: `Ask for years up to ${last}.` };
  return undefined;
}

/** Lowest year that a filter lets in, where it says so plainly: `year >= 2015`, `year > 2014`, `year == 2016`. */
function earliestYear(filter: string): number | undefined {
  if (!namesIn(filter).includes("year") || /\bor\b|\|/.test(filter)) return undefined;
  const bounds = [...filter.matchAll(/\byear\s*(>=|>|==|=)\s*(\d{4})/g)].map(([, sign, year]) => Number(year) + (sign === ">" ? 1 : 0));
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}
