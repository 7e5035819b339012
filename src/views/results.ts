import type { Assessment } from "#engines/assess";
import type { Comparison } from "#engines/plan";
import type { Targets, TargetsAsk } from "#engines/targets";
import { joinLabels } from "#labels";
import type { Alliance } from "#model";
import type { Range } from "#quantities";
import type { Shown } from "./shown.ts";

/** What views are made from: the alliance and what the engines say of it. */
export interface Results {
  readonly alliance: Alliance;
  readonly assessment: Assessment;
  readonly targets: Targets;
  /** Absent while the plan is being computed. */
  readonly comparison?: Comparison;
  /** Budget path the targets and the plan were made for. */
  readonly path: string;
  readonly runKey: string;
  /** Time for each objective where choices are made within the model. Absent: they are made by rule. Unit: s. */
  readonly wholeSeconds?: number;
  /** Who is looking. */
  readonly reader: string;
}

/** What the targets are made from: the figures that the assessment has. */
export const targetsAsk = ({ alliance, assessment, path }: Pick<Results, "alliance" | "assessment" | "path">): TargetsAsk => ({
  alliance,
  path,
  required: (leaf, year) => assessment.standing(leaf, year).required?.total.base,
  held: (nation, leaf) => assessment.contribution(nation, leaf, alliance.settings.firstYear).ready?.base,
});

const markings = new WeakMap<Alliance, string>();

/** Marking that covers every fact the results rest on. */
export function markingOf(alliance: Alliance): string {
  const known = markings.get(alliance);
  if (known !== undefined) return known;
  const byId = new Map(alliance.facts.label.map((it) => [it.id, it]));
  const used = new Set<string>();
  for (const rows of Object.values(alliance.facts)) for (const it of rows) if ("label" in it && typeof it.label === "string") used.add(it.label);
  const { highest } = joinLabels([...used].flatMap((it) => byId.get(it) ?? []));
  const marking = (highest === undefined ? undefined : byId.get(highest)?.markingEn) ?? alliance.settings.marking;
  markings.set(alliance, marking);
  return marking;
}

/** A figure as shown, with the marking of the whole. */
export const shown = (results: Results, why: string, unit: string, value: Range | number | undefined, more: Partial<Shown> = {}): Shown => ({
  ...(value === undefined ? {} : typeof value === "number" ? { value } : value.low === value.high ? { value: value.base } : { value: value.base, low: value.low, high: value.high }),
  unit,
  label: markingOf(results.alliance),
  why,
  ...more,
});

/** Money in the alliance's currency and prices. */
export const shownMoney = (results: Results, why: string, value: Range | number | undefined): Shown =>
  shown(results, why, `M ${results.alliance.settings.currency}`, value, { priceBase: `constant ${results.alliance.settings.priceYear}` });

export const leafName = (alliance: Alliance, leaf: string): string => alliance.capabilityById.get(leaf)?.nameEn ?? leaf;
export const nationName = (alliance: Alliance, nation: string): string => alliance.nations.find((it) => it.id === nation)?.nameEn ?? nation;

/** Names of the area and group above a leaf. */
export function placeOf(alliance: Alliance, leaf: string): { readonly area: string; readonly group: string } {
  const group = alliance.capabilityById.get(alliance.capabilityById.get(leaf)?.parent ?? "");
  const area = group?.level === "area" ? group : alliance.capabilityById.get(group?.parent ?? "");
  return { area: area?.nameEn ?? "", group: group?.level === "group" ? group.nameEn : (area?.nameEn ?? "") };
}

/** Share of its target that a nation meets in a year; absent where either is unknown or it has none. Unit: share. */
export function metOf(results: Results, nation: string, leaf: string, year: number): { readonly target: number; readonly met?: Range } | undefined {
  const row = targetRows(results).get(`${leaf}|${year}`)?.get(nation);
  if (row === undefined) return undefined;
  const ready = results.assessment.contribution(nation, leaf, year).ready;
  return { target: row, ...(ready !== undefined && row > 0 && { met: { low: ready.low / row, base: ready.base / row, high: ready.high / row } }) };
}

const rowsOf = new WeakMap<Targets, Map<string, Map<string, number>>>();
const targetRows = ({ targets }: Results): Map<string, Map<string, number>> => {
  const known = rowsOf.get(targets);
  if (known !== undefined) return known;
  const made = new Map(targets.leaves.map((it) => [`${it.leaf}|${it.year}`, new Map(it.nations.map((row) => [row.nation, row.target]))]));
  rowsOf.set(targets, made);
  return made;
};
