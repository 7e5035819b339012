import { fairnessOf, type LeafTargets, shareDigits, type Targets } from "#engines/targets";
import type { Response } from "#model";
import { requiredAtLeast } from "./at-least.ts";
import { type About, aboutOf } from "./about.ts";
import { type AnswerRow, answersView, type EffectRow, type NationAnswers, negotiationOf } from "./answers-view.ts";
import { type CountedTargets, countedTargets } from "./counted-targets.ts";
import { counted, countedEach, countedStep, isBlindTo } from "./counted.ts";
import { leafName, placeOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** How many allies answered a target in each way. `none`: asked, and no answer yet. */
export type ResponseCounts = Readonly<Record<Response | "none", number>>;

/** The targets for one capability in a year. */
export interface LeafTargetRow {
  readonly leaf: string;
  readonly name: string;
  readonly area: string;
  readonly unit: string;
  readonly required: Shown;
  /** Asked of all allies together, after all answers. */
  readonly asked: Shown;
  /** Asked of nobody, before any answer and after all: the multinational target. */
  readonly residualBefore: Shown;
  readonly residual: Shown;
  readonly residualShare: Shown;
  readonly nations: number;
  readonly responses: ResponseCounts;
  /** The same as figures that answer why: allies asked, and by how they answered. */
  readonly told: Readonly<Record<"asked" | Response | "none", Shown>>;
  /** Who is asked for most. */
  readonly most?: { readonly nation: string; readonly quantity: Shown };
}

/** What one ally is asked for over all capabilities, beside its weight. */
export interface NationTargetsRow extends NationAnswers {
  /** Its part of the cost of all targets at first-lot prices, and its fair share by the public keys. */
  readonly costShare: Shown;
  readonly keyShare: Shown;
}

/** What is asked of whom in a year, and what they answered. */
export interface TargetsView extends About {
  readonly year: number;
  readonly leaves: readonly LeafTargetRow[];
  readonly nations: readonly NationTargetsRow[];
  readonly responses: ResponseCounts;
  /** Targets in all. */
  readonly asked: number;
  /** The same as figures that answer why. */
  readonly told: Readonly<Record<Response | "none" | "residuals" | "residualsGrown", Shown>>;
  readonly answers: readonly AnswerRow[];
  /** All answers together against none. */
  readonly joint: readonly EffectRow[];
  /** Capabilities of which a part is asked of nobody, and of these such that the answers made it grow. */
  readonly residuals: number;
  readonly residualsGrown: number;
  readonly counted: CountedTargets;
}

const NO_RESPONSES = { accept: 0, reserve: 0, decline: 0, none: 0 };

/** Targets: what is asked of every ally, and where the negotiation stands. */
export function targetsView(results: Results, year: number): TargetsView {
  const { alliance } = results;
  const answers = answersView(results);
  const leaves = leafRows(results, year);
  const fairness = new Map(fairnessOf(alliance, results.targets, year).burdens.map((it) => [it.nation, it]));
  const all = answers.nations.reduce((sum, it) => ({ accept: sum.accept + it.accepted, reserve: sum.reserve + it.reserved, decline: sum.decline + it.declined, none: sum.none + it.open }), NO_RESPONSES);
  const ofResiduals = { what: "residuals", when: year, unit: "capabilities" } as const;
  const [residuals, grown] = [residualsLeft(results, year), residualsGrown(results, year)];
  return {
    ...aboutOf(results),
    year,
    leaves,
    nations: answers.nations.map((it) => {
      const burden = fairness.get(it.nation);
      return { ...it, costShare: shown(results, whyKey("cost-share", it.nation, year), "share", burden?.costShare), keyShare: shown(results, whyKey("share", it.nation), "share", shareKnown(results, it.nation, burden?.benefitShare), { part: "raw" }) };
    }),
    responses: all,
    asked: all.accept + all.reserve + all.decline + all.none,
    told: {
      ...countedEach(results, { what: "answers", when: "all", unit: "targets" }, all),
      residuals: counted(results, ofResiduals, "left", residuals.length),
      residualsGrown: counted(results, ofResiduals, "grown", grown.length),
    },
    answers: answers.answers,
    joint: answers.joint,
    residuals: residuals.length,
    residualsGrown: grown.length,
    counted: countedTargets(results, year),
  };
}

const TINY = 1e-9;

/** Capabilities of which a part is asked of no ally in a year. */
export const residualsLeft = ({ targets }: Results, year: number): readonly string[] => targets.leaves.filter((it) => it.year === year && it.residual > 0).map((it) => it.leaf);

/** Those of a year of which the answers made such a part grow, in some year. */
export function residualsGrown(results: Results, year: number): readonly string[] {
  const grew = new Set(negotiationOf(results).joint.filter((it) => it.residualAfter > it.residualBefore + TINY).map((it) => it.leaf));
  return results.targets.leaves.filter((it) => it.year === year && grew.has(it.leaf)).map((it) => it.leaf);
}

/** Allies of whom something of a capability is asked in a year, before or after answers, and how they answered. */
export function askedOf(it: LeafTargets, before: LeafTargets | undefined): { readonly asked: LeafTargets["nations"]; readonly responses: ResponseCounts } {
  const asked = it.nations.filter((row) => row.target > 0 || (before?.nations.find((was) => was.nation === row.nation)?.target ?? 0) > 0);
  const responses: Record<Response | "none", number> = { ...NO_RESPONSES };
  for (const row of asked) responses[row.response ?? "none"] += 1;
  return { asked, responses };
}

function leafRows(results: Results, year: number): readonly LeafTargetRow[] {
  const { alliance } = results;
  const before = new Map(negotiationOf(results).proposed.leaves.filter((it) => it.year === year).map((it) => [it.leaf, it]));
  return results.targets.leaves.filter((it) => it.year === year).map((it): LeafTargetRow => {
    const residual = whyKey("residual", it.leaf, year);
    const { asked, responses } = askedOf(it, before.get(it.leaf));
    const allies = (part: string, count: number): Shown => countedStep(results, residual, { part, unit: "allies", count });
    const answered = (part: Response | "none"): Shown => countedStep(results, residual, { part, unit: "allies", count: isBlindTo(results, "answer") ? undefined : responses[part] });
    const most = asked.toSorted((a, b) => b.target - a.target)[0];
    return {
      leaf: it.leaf,
      name: leafName(alliance, it.leaf),
      area: placeOf(alliance, it.leaf).area,
      unit: it.unit,
      required: shown(results, whyKey("required", it.leaf, year), it.unit, it.required, requiredAtLeast(results)),
      asked: shown(results, residual, it.unit, it.nations.reduce((sum, row) => sum + row.target, 0), { part: "asked" }),
      residualBefore: shown(results, residual, it.unit, before.get(it.leaf)?.residual, { part: "before" }),
      residual: shown(results, residual, it.unit, it.residual),
      residualShare: shown(results, residual, "share", it.required > 0 ? it.residual / it.required : undefined, { part: "share" }),
      nations: asked.length,
      responses,
      told: { asked: allies("asked-allies", asked.length), accept: answered("accept"), reserve: answered("reserve"), decline: answered("decline"), none: answered("none") },
      ...(most !== undefined && most.target > 0 && { most: { nation: most.nation, quantity: shown(results, whyKey("target", it.leaf, year, most.nation), it.unit, most.target) } }),
    };
  });
}

/** One part of the key of fair shares: a public figure of the ally as a share of all allies'. */
export interface KeyShare {
  readonly measure: string;
  readonly weight: number;
  /** No value: nobody stated it, and the other keys carry its weight. */
  readonly share: Shown;
  readonly year?: number;
}

/** A fair share by the keys, unknown where none of an ally's keys is: it is then in no key, which does not say that its share is nothing. */
const shareKnown = (results: Results, nation: string, share: number | undefined): number | undefined =>
  results.targets.keys.find((it) => it.nation === nation)?.parts.some((it) => it.share !== undefined) === true ? share : undefined;

/** What makes an ally's fair share. Where others are not asked for a capability, its part of that is larger. */
export interface NationShare {
  readonly parts: readonly KeyShare[];
  /** Mean of the known parts by their weights. */
  readonly mean: Shown;
  /** So that those of all allies sum to 1, and after the cap. Each with what it is of the one before. */
  readonly raw: Shown;
  readonly rawOfMean: number;
  readonly capped: Shown;
  readonly cappedOfRaw: number;
}

/** How one target came about, step by step. Unit of quantities: the capability's. */
export interface TargetChain {
  /** Its share × what is required is what is fair. */
  readonly share: Shown;
  readonly required: Shown;
  readonly fair: Shown;
  readonly units: Shown;
  readonly held: Shown;
  readonly challenge: Shown;
  /** No value: its money, what it holds or the price is unknown. */
  readonly affordable: Shown;
  readonly proposed: Shown;
  readonly takenUp: Shown;
  readonly limitedBy?: "challenge" | "budget" | "answer";
}

/** Why an ally's share is what it is. Absent: it is in no key. */
export function shareOf(results: Results, nation: string, year: number): NationShare | undefined {
  const key = results.targets.keys.find((it) => it.nation === nation);
  if (key === undefined) return undefined;
  const why = whyKey("share", nation);
  // With these digits the target of any capability can be reckoned from them.
  const digits = shareDigits(Math.max(0, ...results.targets.leaves.map((it) => (it.year === year ? (it.nations.find((row) => row.nation === nation)?.fair ?? 0) : 0))));
  const told = (of: string, value: number | undefined, part?: string): Shown => shown(results, of, "share", value, { digits, ...(part !== undefined && { part }) });
  const times = (value: number, of: number): number => (of > 0 ? Number((value / of).toPrecision(digits)) : 1);
  return {
    parts: key.parts.map((it) => ({ measure: it.measure, weight: it.weight, share: told(whyKey("economy", nation, it.measure), it.share, "of-all"), ...(it.year !== undefined && { year: it.year }) })),
    mean: told(why, shareKnown(results, nation, key.mean), "mean"),
    raw: told(why, shareKnown(results, nation, key.raw), "raw"),
    rawOfMean: times(key.raw, key.mean),
    capped: told(why, shareKnown(results, nation, key.capped)),
    cappedOfRaw: times(key.capped, key.raw),
  };
}

/** How the targets of an ally in a year came about, by capability. */
export function chainsOf(results: Results, nation: string, year: number): ReadonlyMap<string, TargetChain> {
  const rows = (of: Targets) => of.leaves.filter((it) => it.year === year);
  const before = new Map(rows(negotiationOf(results).proposed).map((it) => [it.leaf, it.nations.find((row) => row.nation === nation)?.target]));
  return new Map(
    rows(results.targets).flatMap((leaf): readonly (readonly [string, TargetChain])[] => {
      const it = leaf.nations.find((row) => row.nation === nation);
      if (it === undefined) return [];
      const why = whyKey("target", leaf.leaf, year, nation);
      return [[leaf.leaf, {
        share: shown(results, why, "share", it.share, { digits: shareDigits(it.fair), part: leaf.nations.some((row) => row.exempt === true) ? "share" : "capped" }),
        required: shown(results, whyKey("required", leaf.leaf, year), leaf.unit, leaf.required, requiredAtLeast(results)),
        fair: shown(results, why, leaf.unit, it.fair, { part: "fair" }),
        units: shown(results, why, leaf.unit, it.units, { part: "units" }),
        held: shown(results, whyKey("available", leaf.leaf, results.alliance.settings.firstYear, nation), leaf.unit, it.held),
        challenge: shown(results, why, leaf.unit, it.challenge, { part: "challenge" }),
        affordable: shown(results, why, "share", it.affordable, { part: "affordable" }),
        proposed: shown(results, why, leaf.unit, before.get(leaf.leaf), { part: "asked" }),
        takenUp: shown(results, why, leaf.unit, it.takenUp ?? 0, { part: "taken-up" }),
        ...(it.limitedBy !== undefined && { limitedBy: it.limitedBy }),
      }]];
    }),
  );
}

/** Cost of what targets add for one ally, as money. */
export const costOf = (results: Results, nation: string, year: number): Shown => shownMoney(results, whyKey("budget", nation, year), results.targets.budgets.find((it) => it.nation === nation && it.year === year)?.cost, { part: "targets-cost" });
