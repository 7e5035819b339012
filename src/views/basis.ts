import { type KindName, KINDS } from "#model";
import { type Range, sumRanges } from "#quantities";
import { atLeast, isLowEnd, requiredAtLeast, shareAtLeast } from "./at-least.ts";
import type { Results } from "./results.ts";
import { parseWhyKey, type WhyKind } from "./why-key.ts";
import { isAtLeast } from "./shown.ts";
import type { WhyView } from "./why.ts";
import { withUnit } from "./figure-text.ts";

/** A record that a figure was made from: its kind and id. */
export interface BasisRecord {
  readonly kind: KindName;
  readonly id: string;
}

/** Figures of one capability, which rest on what is stated of the systems that count for it. */
const OF_A_LEAF: readonly WhyKind[] = ["required", "available", "coverage", "trend", "duplication", "n-1"];
/** Figures that are read as they stand in the records that their explanation names. */
const AS_STATED: readonly WhyKind[] = ["record", "budget", "economy"];
/** Records by which quantities are told apart and weighed: every figure of a capability reads all of them. */
const STRUCTURE: readonly KindName[] = ["nation", "capability", "system", "yield", "parameter"];
/** Records of what allies hold and expect. */
const QUANTITIES: readonly KindName[] = ["holding", "stock", "programme", "retirement"];

/**
 * Every record that was read to make a figure, also where it changed nothing: a filter that found none has looked. Of a capability
 * these are the structure of the data set, what is required of it up to the year, and all that is stated of the systems that count for
 * it, by any ally or by the one it is about; of a figure as it was stated its own records; of every other figure, such as one of the plan, all records of the view. Records of kinds that carry no
 * label, sources and labels themselves, say nothing of their own and are left out.
 * @example basisOf(results, why) // → [{ kind: "holding", id: "h.VAL.battery" }, …]
 */
export function basisOf({ alliance }: Pick<Results, "alliance">, why: Pick<WhyView, "key" | "records">): readonly BasisRecord[] {
  const parsed = parseWhyKey(why.key);
  const kind = "problem" in parsed ? undefined : parsed.kind;
  const named = why.records.flatMap((it): readonly BasisRecord[] => (it.kind in KINDS ? [{ kind: it.kind as KindName, id: it.id }] : []));
  const all = (kinds: readonly KindName[], wanted: (row: object) => boolean = () => true): readonly BasisRecord[] =>
    kinds.flatMap((it) => (alliance.stated[it] as readonly { readonly id: string }[]).filter(wanted).map(({ id }) => ({ kind: it, id })));
  if (kind !== undefined && AS_STATED.includes(kind)) return labelled(named);
  if (kind === undefined || !OF_A_LEAF.includes(kind) || "problem" in parsed) return labelled([...named, ...all(Object.keys(KINDS) as KindName[])]);
  const [leaf = "", year, nation] = parsed.parts;
  const yields = alliance.stated.yield.filter((it) => it.capability === leaf);
  const counted = new Set(yields.map((it) => it.system));
  const classes = new Set([...counted].flatMap((it) => alliance.systemById.get(it)?.class ?? []));
  const systems = new Set([...counted, ...classes, ...alliance.systems.filter((it) => it.class !== undefined && (counted.has(it.class) || classes.has(it.class))).map((it) => it.id)]);
  // What begins in a later year is no part of the figure of this one, whatever it says.
  const isUpTo = (from: unknown): boolean => year === undefined || typeof from !== "number" || from <= Number(year);
  const isOf = (row: object): boolean => (kind !== "available" || nation === undefined || ("nation" in row && typeof row.nation === "string" && nation.split(",").includes(row.nation))) && isUpTo("firstYear" in row ? row.firstYear : "lastYear" in row ? row.lastYear : undefined);
  // What serves several capabilities is shared out by what is required of each.
  const isShared = yields.some((it) => it.combine === "alternative");
  const required = alliance.stated.requirement.filter((it) => isShared || (kind !== "available" && it.capability === leaf && isUpTo(it.year)));
  return labelled([...named, ...all(STRUCTURE), ...required.map(({ id }) => ({ kind: "requirement" as const, id })), ...all(QUANTITIES, (row) => "system" in row && systems.has(String(row.system)) && isOf(row))]);
}

/** Each record once, without those of kinds that carry no label. */
const labelled = (records: readonly BasisRecord[]): readonly BasisRecord[] => [...new Map(records.filter((it) => "label" in KINDS[it.kind].fields).map((it) => [`${it.kind} ${it.id}`, it])).values()];

/** A figure in words, as it is released: the question it answers, and its value as of when. Absent: nobody knows it, so there is nothing to tell. */
export function figureInWords({ alliance }: Pick<Results, "alliance">, { question, shown }: Pick<WhyView, "question" | "shown">): { readonly query: string; readonly value: string } | undefined {
  if (shown.value === undefined) return undefined;
  return { query: question, value: `${isAtLeast(shown) ? "at least " : ""}${withUnit(shown.value, shown.unit)}${shown.caution === undefined || isAtLeast(shown) ? "" : ` (${shown.caution})`}, as of ${alliance.settings.asOf}` };
}

/**
 * What a figure of what is available leaves out since nobody has stated it. It is more than this or as much where this is the low end
 * of its range. Absent: nothing.
 * @example boundOf(results, "available/LAND-01/2030") // → "at least: 4 allies unknown"
 */
export function boundOf(results: Pick<Results, "assessment" | "seen">, key: string): string | undefined {
  const parsed = parseWhyKey(key);
  if ("problem" in parsed) return undefined;
  const { assessment, seen } = results;
  if (parsed.kind === "required") return requiredAtLeast(seen === undefined ? {} : { seen }).caution;
  if (parsed.kind !== "available" && parsed.kind !== "coverage") return undefined;
  const [leaf = "", year, nation] = parsed.parts;
  const among = nation?.split(",") ?? [];
  if (nation !== undefined && among.length === 1) return partOf(assessment.contribution(nation, leaf, Number(year)));
  if (nation !== undefined) {
    const ready = among.map((it) => assessment.contribution(it, leaf, Number(year)).ready);
    const known = ready.filter((it) => it !== undefined);
    return atLeast({}, known.length === 0 ? undefined : sumRanges(known), { unknown: ready.length - known.length }).caution;
  }
  const standing = assessment.standing(leaf, Number(year));
  const bound = parsed.kind === "coverage" ? shareAtLeast : atLeast;
  return bound(seen === undefined ? {} : { seen }, standing[parsed.kind], { unknown: standing.unknown.length }).caution;
}

/** The same of what one ally has ready. Absent: all its systems are known. @example partOf(assessment.contribution("VAL", "LAND-01", 2030)) // → "at least: some of its systems are unknown" */
export const partOf = ({ atLeast, ready }: { readonly atLeast: boolean; readonly ready?: Range }): string | undefined =>
  !atLeast || ready === undefined ? undefined : isLowEnd(ready) ? "at least: some of its systems are unknown" : "some of its systems are unknown";
