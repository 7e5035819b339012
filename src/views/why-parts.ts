import { withoutEach } from "#engines/assess";
import { type Comparison, savingLeast } from "#engines/plan";
import type { LeafTargets, TargetReview } from "#engines/targets";
import type { Explanation, ExplanationStep } from "#model";
import { exactly } from "#quantities";
import { negotiationOf } from "./answers-view.ts";
import { isBlindTo } from "./counted.ts";
import { implementedTargets } from "./implementation-view.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { leafName, metOf, nationName, type Results } from "./results.ts";
import { reviewsOf } from "./targets-met.ts";
import { askedOf } from "./targets-view.ts";
import { type WhyKind, whyKey } from "./why-key.ts";

const step = (part: string, text: string, value: number | undefined, unit: string, why?: string): ExplanationStep => ({ part, text, ...(value !== undefined && { value: exactly(value) }), unit, ...(why !== undefined && { why }) });
const ofAll = (value: number | undefined, all: number | undefined): number | undefined => (value === undefined || all === undefined || all <= 0 ? undefined : value / all);

/**
 * What pages tell of a figure under its key: its parts and ratios. They end the steps of the answer, so that whoever asks why of
 * one of them finds it there, by the name of its step. Each has its unit: a share, the capability's, M of the alliance's currency, or allies.
 * @example partsOf(results, "n-1", ["air", "2032", "VAL"]) // → [{ part: "loss", text: "Lost without it, up to the full requirement", value: exactly(0.25), unit: "share" }]
 */
export function partsOf(results: Results, kind: WhyKind, parts: readonly string[]): readonly ExplanationStep[] {
  const { assessment, targets } = results;
  // Where nothing could be planned, what the plans come to is unknown.
  const comparison = results.comparison !== undefined && plannedAtAll(results.comparison) ? results.comparison : undefined;
  const [first = "", second = "", third = ""] = parts;
  const year = Number(second);
  switch (kind) {
    case "residual": {
      const row = targets.leaves.find((it) => it.leaf === first && it.year === year);
      return row === undefined ? [] : [step("before", "Residual before any answer", residualProposed(results, first, year), row.unit), step("share", "Residual as a share of the requirement", ofAll(row.residual, row.required), "share"), ...residualsAfter(results, first, year), ...alliesAsked(results, row)];
    }
    case "target":
      return ofTarget(results, { leaf: first, year, nation: third });
    case "review-met": {
      const it = reviewsOf(results, year).find((one) => one.nation === first)?.targets.find((one) => one.leaf === third);
      return it === undefined ? [] : [step("left-share", "What is left, as a share of what the alliance needs", ofAll(it.left, targets.leaves.find((one) => one.leaf === third && one.year === year)?.required), "share")];
    }
    case "coverage": {
      const { coverage } = assessment.standing(first, year);
      return coverage === undefined ? [] : [step("full", "Up to the full requirement", Math.min(coverage.base, 1), "share")];
    }
    case "n-1": {
      const found = withoutEach(assessment, first, year).find((it) => it.nation === third);
      return [step("loss", "Lost without it, up to the full requirement", found?.loss, "share")];
    }
    case "available":
      return third.includes(",") ? [] : third === "" ? givers(results, first, year) : ofHeld(results, { leaf: first, year, nation: third });
    case "economy": {
      const part = targets.keys.find((it) => it.nation === first)?.parts.find((it) => it.measure === second);
      return part === undefined ? [] : [step("of-all", "As a share of all allies of whom it is known", part.share, "share", whyKey("share", first))];
    }
    case "budget":
      return ofBudget(results, comparison, first, year);
    case "lever": {
      const it = comparison?.levers.find((one) => one.lever === first);
      if (it === undefined || comparison === undefined) return [];
      return second === "money" ? [step("least", "Least saving that is told as one", savingLeast(comparison), millions(results))] : [step("share", "As a share of what all levers are worth", it.share, "share")];
    }
    case "gain": {
      const it = comparison?.perNation.find((one) => one.nation === first);
      return it === undefined ? [] : [step("loss", "What it pays more (below 0: gains)", -it.gain, millions(results)), step("share", "Its gain as a share of its cost alone", ofAll(it.gain, it.costAlone), "share")];
    }
    case "planned":
      return third === "" && comparison !== undefined ? ofPlanned(results, comparison, first, year) : [];
    default:
      return [];
  }
}

const millions = ({ alliance }: Results): string => `M ${alliance.settings.currency}`;

/** What of a requirement was asked of no ally before any answered. Unit: the capability's. */
const residualProposed = (results: Results, leaf: string, year: number): number | undefined => negotiationOf(results).proposed.leaves.find((it) => it.leaf === leaf && it.year === year)?.residual;

/** What of a requirement is asked of no ally after each answer alone. Unit: the capability's. */
const residualsAfter = (results: Results, leaf: string, year: number): readonly ExplanationStep[] =>
  negotiationOf(results).effects.flatMap(({ answer, years }) => years.flatMap((of) => (of.leaf === leaf && of.year === year ? [step(`after-${answer.nation}`, `Residual after the answer of ${nationName(results.alliance, answer.nation)} alone`, of.residualAfter, of.unit)] : [])));

const ANSWERED = { accept: "Allies that accepted what is asked", reserve: "Allies that accepted it in part or later", decline: "Allies that declined it", none: "Allies without an answer" } as const;

/** How many allies something of a capability is asked of in a year, and how they answered. */
function alliesAsked(results: Results, row: LeafTargets): readonly ExplanationStep[] {
  const { asked, responses } = askedOf(row, negotiationOf(results).proposed.leaves.find((it) => it.leaf === row.leaf && it.year === row.year));
  const missing = implementedTargets(results, row.year).filter((it) => it.leaf === row.leaf && it.state === "missing").length;
  return [step("asked-allies", "Allies asked", asked.length, "allies"), ...(Object.keys(ANSWERED) as (keyof typeof ANSWERED)[]).map((it) => step(it, ANSWERED[it], isBlindTo(results, "answer") ? undefined : responses[it], "allies")), step("missing", "Allies whose target no programme serves", isBlindTo(results, "programme") ? undefined : missing, "allies")];
}

interface Ask {
  readonly leaf: string;
  readonly year: number;
  readonly nation: string;
}

function ofTarget(results: Results, { leaf, year, nation }: Ask): readonly ExplanationStep[] {
  const made = negotiationOf(results);
  const it = reviewsOf(results, year).find((one) => one.nation === nation)?.targets.find((one) => one.leaf === leaf);
  const unit = it?.unit ?? results.alliance.capabilityById.get(leaf)?.unit ?? "";
  const moved = (part: string, text: string, of: (typeof made.joint)[number]): readonly ExplanationStep[] =>
    of.leaf !== leaf || of.year !== year ? [] : of.shifts.flatMap((shift) => (shift.nation === nation ? [step(part, text, shift.quantity, unit), step(`${part}-cost`, `${text}: cost`, shift.cost, millions(results))] : []));
  const row = results.targets.leaves.find((one) => one.leaf === leaf && one.year === year);
  return [
    ...(row === undefined ? [] : [step("of-required", "Target as a share of the requirement", ofAll(row.nations.find((one) => one.nation === nation)?.target, row.required), "share", whyKey("required", leaf, year))]),
    ...(it === undefined ? [] : [step("asked", "Asked before any answer", it.asked, unit), step("declined", "Asked and not taken up", it.declined, unit), step("left", "Left of it by what is on order, or held where nothing is", leftOf(it), unit)]),
    ...made.joint.flatMap((of) => moved("moved", "Moved to it by all answers (below 0: taken off it)", of)),
    ...made.effects.flatMap(({ answer, years }) => years.flatMap((of) => moved(`moved-by-${answer.nation}`, `Moved to it by the answer of ${nationName(results.alliance, answer.nation)} (below 0: taken off it)`, of))),
  ];
}

/** How many allies have something ready, none, and how many are unknown. */
function givers({ assessment }: Results, leaf: string, year: number): readonly ExplanationStep[] {
  const { known, unknown } = assessment.standing(leaf, year);
  const giving = known.filter((it) => (assessment.contribution(it, leaf, year).ready?.base ?? 0) > 0).length;
  return [step("contributors", "Allies that have something ready", giving, "allies"), step("none", "Allies that have reported none", known.length - giving, "allies"), step("unknown", "Allies of whom it is unknown", unknown.length, "allies")];
}

/** What is left of a target by what is on order, or held where nothing is. Unit: the capability's. Absent: unknown. */
function leftOf({ stands, reach }: TargetReview): number | undefined {
  const reached = reach.ordered ?? reach.today;
  return reached === undefined ? undefined : Math.max(stands - reached, 0);
}

/** What one ally has ready, as a part of what all have, and how it changes to the last year. */
function ofHeld(results: Results, { leaf, year, nation }: Ask): readonly ExplanationStep[] {
  const { alliance, assessment } = results;
  const [first, last] = [alliance.years[0] ?? year, alliance.years.at(-1) ?? year];
  const [now, then] = [first, last].map((at) => assessment.contribution(nation, leaf, at).ready?.base);
  const target = metOf(results, nation, leaf, last)?.target;
  const change = now === undefined || then === undefined || last === first ? undefined : ofAll((then - now) / (last - first), target);
  return [
    step("share", "As a share of what all allies of whom it is known have ready", ofAll(assessment.contribution(nation, leaf, year).ready?.base, assessment.standing(leaf, year).available?.base), "share", whyKey("available", leaf, year)),
    ...(year === last && change !== undefined ? [step("trend", `Change a year from ${first} to ${last}, as a share of its target`, change, "share a year")] : []),
  ];
}

/** What an ally's targets cost and the plan spends, beside its money. */
function ofBudget(results: Results, comparison: Comparison | undefined, nation: string, year: number): readonly ExplanationStep[] {
  const { targets } = results;
  const unit = millions(results);
  const budget = targets.budgets.find((it) => it.nation === nation && it.year === year);
  const spend = comparison?.aligned.spend.filter((it) => it.nation === nation) ?? [];
  const then = spend.find((it) => it.year === year);
  return [
    ...(then === undefined ? [] : [step("budget", `In ${year}, in the alliance's currency and prices`, then.budget, unit), step("spent", `Spent by the aligned plan in ${year}`, then.total, unit)]),
    ...(budget === undefined ? [] : [step("money-to", `Money for the plan to ${year}`, budget.money, unit), step("targets-cost", "What all its targets would add to what it is known to hold, at first-lot prices", budget.cost, unit)]),
    ...(comparison === undefined ? [] : [step("spent-to", `Spent by the aligned plan to ${year}`, spend.filter((it) => it.year <= year).reduce((sum, it) => sum + it.total, 0), unit)]),
  ];
}

/** How far what is held goes of what is planned, and what every ally counts. */
function ofPlanned(results: Results, { aligned }: Comparison, leaf: string, year: number): readonly ExplanationStep[] {
  const row = aligned.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  const share = ofAll(row?.available, row?.required);
  return share === undefined ? [] : [step("held", "Of it held today", Math.min(share, 1), "share")];
}

/** What one ally, or several, count of a capability in a year under the aligned plan. Unit: the capability's. Method C32. Absent: the capability is not planned. */
export function explainCounted(results: Results, { aligned }: Comparison, { leaf, year, nations }: { readonly leaf: string; readonly year: number; readonly nations: readonly string[] }): Explanation | undefined {
  const { alliance } = results;
  const row = aligned.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  if (row === undefined) return undefined;
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const own = aligned.contributions.filter((it) => it.leaf === leaf && it.year === year && nations.includes(it.nation));
  const [only = ""] = nations;
  const [it] = own;
  return {
    question: nations.length > 1 ? `${leafName(alliance, leaf)}: how much do ${nations.length} allies count together in ${year} under the aligned plan?` : `${leafName(alliance, leaf)}: how much does ${nationName(alliance, only)} count in ${year} under the aligned plan?`,
    value: exactly(own.reduce((sum, one) => sum + one.counted, 0)),
    unit,
    method: "C32",
    sentence: it === undefined ? "Nothing of what is held is known to count here, and the plan adds nothing." : "What is known to be held and what the plan adds, of each ally up to the ceiling; what serves several capabilities counts once.",
    steps: [
      ...(nations.length > 1
        ? own.toSorted((a, b) => b.counted - a.counted).map((one) => step(one.nation, nationName(alliance, one.nation), one.counted, unit, whyKey("planned", leaf, year, one.nation)))
        : it === undefined ? [] : [step("held", "Held", it.held, unit, whyKey("available", leaf, alliance.settings.firstYear, only)), step("added", "Added by the plan", it.added, unit, whyKey("added", "aligned", leaf, year, only))]),
      step("all", "How far all allies cover the requirement", row.required > 0 ? Math.min(row.planned / row.required, 1) : undefined, "share", whyKey("planned", leaf, year)),
    ],
    parameters: ["plan.ceiling", "plan.credit", "assess.readiness"],
    facts: [],
    limits: [],
  };
}
