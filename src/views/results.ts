import type { Assessment } from "#engines/assess";
import type { Comparison, TargetShares } from "#engines/plan";
import type { Targets, TargetsAsk } from "#engines/targets";
import { beyondRelease, joinRows, type Label, releasedTo, rowLabel } from "#labels";
import type { Alliance } from "#model";
import type { Range } from "#quantities";
import { evidenceBehind } from "./figure-evidence.ts";
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
  /** Whether what lines make and when they close is among these choices. Absent: no. */
  readonly wholeLines?: boolean;
  /** Language that views tell them in, set by `inLanguage`. Absent: English. */
  readonly language?: "en" | "fr";
  /** Puts names of the data set that stand in an engine's sentence into the language, set by `inLanguage`. Absent: English. */
  readonly withNames?: (sentence: string) => string;
  /** Who is looking. */
  readonly reader: string;
  /** How many nations a reader sees. Absent: nothing was kept back. */
  readonly seen?: SeenNations;
}

/** How many nations' holdings a view shows, out of how many that its reader knows of. */
export interface SeenNations {
  readonly nations: number;
  readonly of: number;
  readonly sentence: string;
}

/** What the targets are made from: the figures that the assessment has. */
export const targetsAsk = ({ alliance, assessment, path }: Pick<Results, "alliance" | "assessment" | "path">): TargetsAsk => ({
  alliance,
  path,
  required: (leaf, year) => assessment.standing(leaf, year).required?.total.base,
  held: (nation, leaf) => assessment.contribution(nation, leaf, alliance.settings.firstYear).ready?.base,
});

/** What each ally is asked for by leaf and year, as the plan takes it. Unit: that of the leaf. */
export const targetShares = ({ targets }: Pick<Results, "targets">): TargetShares => targets.leaves.flatMap((it) => it.nations.map((row) => ({ nation: row.nation, leaf: it.leaf, year: it.year, quantity: row.target })));

const markings = new WeakMap<Alliance, string>();

/** Marking that covers every fact the results rest on. */
export function markingOf(alliance: Alliance): string {
  const known = markings.get(alliance);
  if (known !== undefined) return known;
  const used = new Map<string, readonly [label: string, owner: string]>();
  for (const rows of Object.values(alliance.facts))
    for (const it of rows) {
      if (!("label" in it) || typeof it.label !== "string") continue;
      const owner = "nation" in it && typeof it.nation === "string" ? it.nation : "scope" in it && typeof it.scope === "string" ? it.scope : "";
      used.set(`${it.label}|${owner}`, [it.label, owner]);
    }
  const marking = joinedMarking(alliance, [...used.values()]);
  markings.set(alliance, marking);
  return marking;
}

/**
 * Marking of what is made from rows under some labels, each with the owner of its row: that of a label which already says as
 * much, else the highest level's with what else binds. Labels of several policies all bind, and each is marked.
 */
export function joinedMarking({ facts, settings }: Alliance, used: readonly (readonly [label: string, owner: string])[]): string {
  const byId = new Map(facts.label.map((it) => [it.id, it]));
  const byPolicy = new Map<string, { readonly marking: string; readonly label: Label }[]>();
  for (const [id, owner] of used) {
    const row = byId.get(id);
    if (row === undefined) continue;
    const label = rowLabel({ ...row, releasableTo: row.releasableTo ?? [] }, owner);
    byPolicy.set(row.policy, [...(byPolicy.get(row.policy) ?? []), { marking: row.markingEn, label }]);
  }
  const markings = [...byPolicy].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, inputs]) => markingOfJoin(inputs));
  return markings.length === 0 ? settings.marking : markings.join("; ");
}

function markingOfJoin(inputs: readonly { readonly marking: string; readonly label: Label }[]): string {
  const joined = inputs.map((it) => it.label).reduce(joinRows);
  const same = JSON.stringify(joined);
  const whole = inputs.find((it) => JSON.stringify(it.label) === same);
  if (whole !== undefined) return whole.marking;
  const highest = inputs.find((it) => it.label.hierarchy === joined.hierarchy)!;
  const release = releasedTo(joined);
  const limits = [
    ...(release === "everyone" ? [] : [release.length === 0 ? "released to nobody" : `released to ${release.join(", ")}`]),
    ...joined.restrictive.map(([set, value]) => `${set} ${value}`),
    ...Object.entries(beyondRelease(joined)).flatMap(([set, clauses]) => clauses.map((it) => `${set} ${it.join(" or ")}`)),
  ];
  return [highest.marking, ...limits].join(" · ");
}

/** A figure as shown, with the marking of the whole and, of what is known, the weakest evidence behind it. */
export function shown(results: Results, why: string, unit: string, value: Range | number | undefined, more: Partial<Shown> = {}): Shown {
  const evidence = value === undefined ? undefined : evidenceBehind(results, why);
  return {
    ...(value === undefined ? {} : typeof value === "number" ? { value } : value.low === value.high ? { value: value.base } : { value: value.base, low: value.low, high: value.high }),
    unit,
    label: markingOf(results.alliance),
    why,
    ...(evidence !== undefined && { evidence }),
    ...more,
  };
}

/** Money in the alliance's currency and prices. */
export const shownMoney = (results: Results, why: string, value: Range | number | undefined, more: Partial<Shown> = {}): Shown =>
  shown(results, why, `M ${results.alliance.settings.currency}`, value, { priceBase: `constant ${results.alliance.settings.priceYear}`, ...more });

export const leafName = (alliance: Alliance, leaf: string): string => alliance.capabilityById.get(leaf)?.nameEn ?? leaf;
/** A group of allies, whose id begins with `_`, as it is read. @example groupName("_league") // → "League" */
export const groupName = (id: string): string => (id.startsWith("_") ? `${id.charAt(1).toUpperCase()}${id.slice(2).replaceAll("_", " ")}` : id);
/** The name of an ally, or of a group of allies. */
export const nationName = (alliance: Alliance, nation: string): string => alliance.nations.find((it) => it.id === nation)?.nameEn ?? groupName(nation);

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
