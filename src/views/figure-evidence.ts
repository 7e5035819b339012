import { duplicationOf } from "#engines/assess";
import type { Targets } from "#engines/targets";
import { type Alliance, EVIDENCE, type Evidence } from "#model";
import type { Results } from "./results.ts";
import { parseWhyKey, type WhyKey, whyKey } from "./why-key.ts";

type Read = Pick<Results, "alliance" | "assessment" | "targets" | "path">;

/**
 * The weakest evidence of any record that a figure was made from, by the key that answers why it is what it is. Only records that the reader
 * may see are looked at. A parameter that nobody stated is an assumption. Absent: it is a count, or a figure of a plan, which rests on all records; or no record is behind it.
 * @example evidenceBehind(results, "coverage/LAND-01/2030") // → "derived"
 */
export const evidenceBehind = (results: Read, key: string): Evidence | undefined => EVIDENCE[placeBehind(results, key)];

/** The weakest evidence of some records. Absent: of none. @example weakestOf(alliance, ["holding:h.VAL.battery"]) // → "press" */
export const weakestOf = (alliance: Alliance, facts: readonly string[]): Evidence | undefined => EVIDENCE[placeOf(alliance, facts)];

/** No record: before the most certain, so that whatever there is weighs more. */
const NONE = -1;

const places = new WeakMap<Alliance, ReadonlyMap<string, number>>();

/** Place of each record's evidence, the most certain 0. */
function placesIn(alliance: Alliance): ReadonlyMap<string, number> {
  const before = places.get(alliance);
  if (before !== undefined) return before;
  const made = new Map<string, number>();
  for (const [kind, rows] of Object.entries<readonly { readonly id: string; readonly evidence?: Evidence }[]>(alliance.facts)) for (const it of rows) if (it.evidence !== undefined) made.set(`${kind}:${it.id}`, EVIDENCE.indexOf(it.evidence));
  places.set(alliance, made);
  return made;
}

function placeOf(alliance: Alliance, facts: readonly string[]): number {
  const known = placesIn(alliance);
  return facts.reduce((most, it) => Math.max(most, known.get(it) ?? NONE), NONE);
}

const found = new WeakMap<Targets, Map<string, number>>();

/** The same as a place among the kinds of evidence, each key worked out once: a table asks for thousands. */
function placeBehind(results: Read, key: string): number {
  const known = found.get(results.targets) ?? new Map<string, number>();
  found.set(results.targets, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const parsed = parseWhyKey(key);
  const place = "problem" in parsed ? NONE : worked(results, parsed);
  if (place > NONE) known.set(key, place);
  return place;
}

function worked(results: Read, { kind, parts }: WhyKey): number {
  const { alliance, assessment, targets } = results;
  const [first = "", second = "", third] = parts;
  const year = Number(second);
  const of = (facts: readonly string[]): number => placeOf(alliance, facts);
  const weakest = (...keys: readonly string[]): number => keys.reduce((most, it) => Math.max(most, placeBehind(results, it)), NONE);
  const given = (nations: readonly string[]): number => of(nations.flatMap((it) => assessment.contribution(it, first, year).parts.flatMap((part) => part.facts)));
  switch (kind) {
    case "required":
      return of(assessment.standing(first, year).required?.facts ?? []);
    case "available":
      return given(third?.split(",") ?? assessment.standing(first, year).known);
    case "lead":
      return given([third ?? ""]);
    case "coverage":
      return weakest(whyKey("required", first, year), whyKey("available", first, year));
    case "priority":
    case "n-1":
      return weakest(whyKey("coverage", first, year));
    case "trend":
      return weakest(...[alliance.years[0], alliance.years.at(-1)].flatMap((it) => (it === undefined ? [] : [whyKey("coverage", first, it)])));
    case "duplication":
      return third === undefined ? of(duplicationOf(alliance, assessment, first, year).facts) : given([third]);
    case "share":
      return of(targets.keys.filter((it) => it.nation === first).flatMap((it) => it.parts.flatMap((part) => part.fact ?? [])));
    case "target":
      return Math.max(weakest(whyKey("required", first, year), whyKey("share", third ?? "")), of(targets.budgets.filter((it) => it.nation === third && it.year === year).flatMap((it) => it.facts)));
    case "residual":
      return weakest(whyKey("required", first, year), ...alliance.nations.map((it) => whyKey("share", it.id)));
    case "met":
      return weakest(whyKey("target", first, year, third ?? ""), whyKey("available", first, year, third ?? ""));
    case "targets-met":
    case "review-met":
      // How many are known is a count.
      if (third === "known") return NONE;
      return weakest(...(third === undefined ? metBy(results, first, year) : [whyKey("met", third, year, first)]));
    case "economy": {
      const row = (alliance.economyOf.get(first) ?? []).filter((it) => it.measure === second && it.year <= alliance.settings.firstYear).sort((a, b) => b.year - a.year)[0];
      return row === undefined ? NONE : of([`economy:${row.id}`]);
    }
    case "budget":
      return of((alliance.budgetsOf.get(first) ?? []).filter((it) => it.path === results.path && it.year === year).map((it) => `budget:${it.id}`));
    case "money":
      return of(alliance.facts.budget.filter((it) => it.path === first && (second === "all" ? alliance.years.includes(it.year) : it.year === year) && (third === undefined || it.nation === third)).map((it) => `budget:${it.id}`));
    case "stated":
    case "record":
      return of([`${first}:${second}`]);
    case "parameter": {
      const stated = alliance.facts.parameter.filter((it) => it.parameter === first);
      // What nobody stated is a judgement.
      return stated.length === 0 ? EVIDENCE.indexOf("assumption") : of(stated.map((it) => `parameter:${it.id}`));
    }
    case "cost-share":
      return weakest(...askedOf(results, first, year));
    case "fairness":
      return weakest(...alliance.nations.flatMap((it) => askedOf(results, it.id, year)));
    case "moves":
      return weakest(...alliance.years.flatMap((it) => askedOf(results, second, it)));
    default:
      return NONE;
  }
}

/** Keys of the targets of an ally in a year. */
const askedOf = ({ targets }: Read, nation: string, year: number): readonly string[] =>
  targets.leaves.flatMap((it) => (it.year === year && it.nations.some((row) => row.nation === nation && row.target > 0) ? [whyKey("target", it.leaf, year, nation)] : []));

/** Keys of the targets of an ally in a year of which it is known how far they are met. */
const metBy = ({ assessment, targets }: Read, nation: string, year: number): readonly string[] =>
  targets.leaves.flatMap((it) => (it.year === year && it.nations.some((row) => row.nation === nation && row.target > 0) && assessment.contribution(nation, it.leaf, year).ready !== undefined ? [whyKey("met", it.leaf, year, nation)] : []));
