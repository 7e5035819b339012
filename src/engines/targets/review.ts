import type { Alliance, Response } from "#model";
import type { Negotiation } from "./effects.ts";
import { TARGETS } from "./parameters.ts";

/** What a nation reaches of a leaf in the year of the review. Unit: the leaf's. Absent: unknown, or not made yet. */
export interface Reach {
  /** Held and ready today. */
  readonly today?: number;
  /** With what is on order by that year. */
  readonly ordered?: number;
  /** Under the aligned plan in that year. */
  readonly planned?: number;
}

/** How something stands by the stated rule. `unknown`: too little is known to say. */
export type Standing = "on track" | "at risk" | "off track" | "unknown";

/** How an ally stands; of whom nothing is asked, nothing is judged, good or bad. */
export type NationStanding = Standing | "nothing asked";

/** One target of one nation in the year of the review. Unit: the leaf's. */
export interface TargetReview {
  readonly nation: string;
  readonly leaf: string;
  readonly unit: string;
  /** Asked before any answer, and what stands after all answers. */
  readonly asked: number;
  readonly stands: number;
  /** What was asked and not taken up: all of a declined target, the part held back of a reserved one; 0 without either answer. */
  readonly declined: number;
  readonly response?: Response;
  readonly takenUp: number;
  readonly reach: Reach;
  /** What the standing is judged on: the plan where there is one, else what is on order, else what is held. Absent: nothing is known. */
  readonly judgedOn?: "plan" | "order" | "holdings";
  /**
   * Part of what stands and what was declined that is reached on that. What was declined is not met, whatever is held: nobody
   * may count on it. Absent: unknown. Unit: share.
   */
  readonly met?: number;
  readonly standing: Standing;
  /** What is left of what stands and what was declined. Absent: unknown. */
  readonly left?: number;
}

/** How far a nation meets its targets on average, and on how many of them that rests. */
export interface TargetsMean {
  /** Mean over known targets of min(met, 1), by the priority of the leaf. Absent: of too few enough is known, by the parameters `review.few` and `review.known-least`. Unit: share. */
  readonly mean?: number;
  /** Targets of which enough is known, of how many. */
  readonly known: number;
  readonly all: number;
}

/** One nation's review. */
export interface NationReview {
  readonly nation: string;
  readonly targets: readonly TargetReview[];
  /** Mean over known targets of min(met, 1), by the priority of the leaf. Absent: none is known. Unit: share. */
  readonly met?: number;
  /** Part of the targets of which enough is known to judge; 1 where there is none. Unit: share. */
  readonly known: number;
  readonly standing: NationStanding;
  /** The mean as it is told: on what is held and on order, whatever is planned. */
  readonly ready: TargetsMean;
  /** The mean as it is told: as each target is judged. */
  readonly judged: TargetsMean;
  /** Answers that hold something back. */
  readonly reservations: readonly { readonly leaf: string; readonly response: "reserve" | "decline"; readonly reason: string; readonly quantity?: number; readonly firstYear?: number }[];
  /** Targets without an answer. */
  readonly unanswered: readonly string[];
}

export interface ReviewAsk {
  readonly alliance: Alliance;
  readonly negotiation: Negotiation;
  readonly year: number;
  readonly reach: (nation: string, leaf: string) => Reach;
}

/** The rule, in words, with the values of its parameters. */
export function reviewRule(alliance: Alliance): string {
  const percent = (parameter: (typeof TARGETS)["reviewOnTrack" | "reviewAtRisk" | "reviewKnown"]): string => `${Math.round(alliance.valueOf(parameter).base * 100)} % (${parameter.id})`;
  return `A target is judged on the aligned plan where there is one, else on what is on order, else on what is held: on track when ${percent(TARGETS.reviewOnTrack)} of it is met in the year, at risk from ${percent(TARGETS.reviewAtRisk)} on, off track below. Where it is unknown what an ally holds, what the plan adds is the least it has: it is on track or unknown, never off. What an ally declined, of a reserved target the part held back, stays asked of it and counts as not met, whatever it holds. An ally is judged by the mean over its targets, weighted by the priority of the capability, with the same two thresholds; it is not on track while any of its targets is off track, and not judged when less than ${percent(TARGETS.reviewKnown)} of its targets is known. A mean is told where at least ${alliance.valueOf(TARGETS.reviewFew).base} of its targets (${TARGETS.reviewFew.id}), or that part of them, are known. Of whom nothing is asked, nothing is judged.`;
}

/**
 * The review of Step 5: for every nation each target with what was asked, answered and reached, and the standing by
 * `reviewRule`. Without a plan it is judged on orders and holdings. Source: the rule is ours; NDPP Step 5 says what is reviewed.
 * @example targets of 10 of which 9.5 are planned → met 0.95, on track; of which 4 are declined → met at most 0.6
 */
export function reviewNations({ alliance, negotiation, year, reach }: ReviewAsk): readonly NationReview[] {
  const bounds = { on: alliance.valueOf(TARGETS.reviewOnTrack).base, risk: alliance.valueOf(TARGETS.reviewAtRisk).base, known: alliance.valueOf(TARGETS.reviewKnown).base, few: alliance.valueOf(TARGETS.reviewFew).base };
  const proposed = negotiation.proposed.leaves.filter((it) => it.year === year);
  const after = new Map(negotiation.targets.leaves.filter((it) => it.year === year).map((it) => [it.leaf, it]));
  return alliance.nations.map(({ id: nation }, n): NationReview => {
    const targets = proposed.flatMap((leaf): readonly TargetReview[] => {
      const row = after.get(leaf.leaf)?.nations[n];
      const asked = leaf.nations[n]?.target ?? 0;
      const stands = row?.target ?? 0;
      return asked <= 0 && stands <= 0 ? [] : [reviewTarget({ nation, leaf: leaf.leaf, unit: leaf.unit, asked, stands, declined: heldBack(row?.response, { asked, stands }), takenUp: row?.takenUp ?? 0, reach: reach(nation, leaf.leaf), ...(row?.response !== undefined && { response: row.response }) }, bounds)];
    });
    const weightOf = (leaf: string): number => alliance.capabilityById.get(leaf)?.priority ?? 1;
    const judged = meanOf(targets, weightOf);
    const ready = meanOf(targets.map((it) => ({ leaf: it.leaf, met: metOf({ ...it, reach: withoutPlan(it.reach) }, bounds).met })), weightOf);
    const met = judged.mean;
    const known = targets.length === 0 ? 1 : judged.known / targets.length;
    const answers = new Map(negotiation.effects.filter((it) => it.answer.nation === nation).map((it) => [it.answer.capability, it.answer]));
    return {
      nation,
      targets,
      ...(met !== undefined && { met }),
      known,
      standing: standingOf({ met, known, targets }, bounds),
      ready: toldMean(ready, bounds),
      judged: toldMean(judged, bounds),
      reservations: [...answers.values()].flatMap((it) => (it.response === "accept" ? [] : [{ leaf: it.capability, response: it.response, reason: it.reason, ...(it.quantity !== undefined && { quantity: it.quantity }), ...(it.firstYear !== undefined && { firstYear: it.firstYear }) }])),
      unanswered: targets.filter((it) => it.asked > 0 && !answers.has(it.leaf)).map((it) => it.leaf),
    };
  });
}

interface Bounds {
  readonly on: number;
  readonly risk: number;
  readonly known: number;
  readonly few: number;
}

function meanOf(targets: readonly { readonly leaf: string; readonly met?: number | undefined }[], weightOf: (leaf: string) => number): TargetsMean {
  const known = targets.filter((it) => it.met !== undefined);
  const weight = known.reduce((sum, it) => sum + weightOf(it.leaf), 0);
  return { ...(weight > 0 && { mean: known.reduce((sum, it) => sum + weightOf(it.leaf) * Math.min(it.met ?? 0, 1), 0) / weight }), known: known.length, all: targets.length };
}

/** A mean over few targets is not told: of whom a mean is told is one question, the same for what is ready and for what is planned. */
const toldMean = ({ mean, known, all }: TargetsMean, bounds: Bounds): TargetsMean => ({ ...(mean !== undefined && known >= leastKnown(bounds, all) && { mean }), known, all });

const leastKnown = ({ few, known }: Pick<Bounds, "few" | "known">, all: number): number => Math.ceil(Math.min(few, known * all) - ROUND_OFF);
// A share of a number of targets is no whole number by round-off alone.
const ROUND_OFF = 1e-9;

/** From how many known targets of so many on a mean is told. @example toldFrom(alliance, 31) // → 8 */
export const toldFrom = (alliance: Alliance, all: number): number => leastKnown({ few: alliance.valueOf(TARGETS.reviewFew).base, known: alliance.valueOf(TARGETS.reviewKnown).base }, all);

const withoutPlan = ({ today, ordered }: Reach): Reach => ({ ...(today !== undefined && { today }), ...(ordered !== undefined && { ordered }) });

const heldBack = (response: Response | undefined, { asked, stands }: { readonly asked: number; readonly stands: number }): number => (response === "decline" || response === "reserve" ? Math.max(asked - stands, 0) : 0);

function reviewTarget(it: Omit<TargetReview, "judgedOn" | "met" | "standing" | "left">, bounds: Bounds): TargetReview {
  const { planned, ordered, today } = it.reach;
  const judgedOn = planned !== undefined ? "plan" : ordered !== undefined ? "order" : today !== undefined ? "holdings" : undefined;
  const { reached, met } = metOf(it, bounds);
  const standing = met === undefined ? "unknown" : byThresholds(met, bounds);
  return { ...it, ...(judgedOn !== undefined && { judgedOn }), ...(met !== undefined && { met }), standing, ...(met !== undefined && { left: Math.max(it.stands + it.declined - (reached ?? 0), 0) }) };
}

/** What counts as reached, and the part of the whole that it meets: the plan where there is one, else what is on order, else what is held. */
function metOf({ stands, declined, reach: { planned, ordered, today } }: Pick<TargetReview, "stands" | "declined" | "reach">, bounds: Bounds): { readonly reached: number | undefined; readonly met: number | undefined } {
  // Beyond what stands, what is reached serves nothing that was declined; where nothing stands nothing need be known.
  const reached = stands <= 0 ? 0 : declined > 0 ? least(planned ?? ordered ?? today, stands) : (planned ?? ordered ?? today);
  const part = reached === undefined ? undefined : reached / (stands + declined);
  // What is held is unknown, so what the plan adds is the least: it can show that enough is there, not that too little is.
  const isLeast = today === undefined && reached !== undefined && reached < stands;
  return { reached, met: isLeast && part !== undefined && part < bounds.on ? undefined : part };
}

const least = (reached: number | undefined, stands: number): number | undefined => (reached === undefined ? undefined : Math.min(reached, stands));

// A share that misses its threshold by round-off meets it.
const byThresholds = (met: number, { on, risk }: Bounds): Standing => (met >= on - 1e-9 ? "on track" : met >= risk - 1e-9 ? "at risk" : "off track");

function standingOf({ met, known, targets }: { readonly met: number | undefined; readonly known: number; readonly targets: readonly TargetReview[] }, bounds: Bounds): NationStanding {
  if (targets.length === 0) return "nothing asked";
  if (met === undefined || known < bounds.known) return "unknown";
  const standing = byThresholds(met, bounds);
  return standing === "on track" && targets.some((it) => it.standing === "off track") ? "at risk" : standing;
}
