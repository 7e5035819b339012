import type { Alliance, Answer, Explanation, ExplanationStep } from "#model";
import type { NationKey, Targets } from "./apportion.ts";
import { type Fairness, fairnessOf } from "./burden.ts";
import { TARGETS } from "./parameters.ts";

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
const KEY_NAMES = { gdp: "GDP", population: "population", "active-personnel": "active personnel", "defence-spending": "defence spending" } as const;

/**
 * Significant digits of a share with which share × requirement can be reckoned to the last digit that the product is told with.
 * @example shareDigits(0.23) // → 4
 * @example shareDigits(56_989) // → 6
 */
export const shareDigits = (fair: number): number => Math.max(DIGITS_LEAST, fair > 0 ? Math.floor(Math.log10(fair)) + 2 : 0);

// What is below 1 000 is told with three digits at most.
const DIGITS_LEAST = 4;

/** "Why is my share this?": the chain of numbers from the public keys to the target of one nation. */
export function explainTarget(alliance: Alliance, targets: Targets, leaf: string, year: number, nation: string): Explanation {
  const name = alliance.capabilityById.get(leaf)?.nameEn ?? leaf;
  const who = alliance.nations.find((candidate) => candidate.id === nation)?.nameEn ?? nation;
  const row = targets.leaves.find((it) => it.leaf === leaf && it.year === year);
  const it = row?.nations.find((candidate) => candidate.nation === nation);
  const key = targets.keys.find((candidate) => candidate.nation === nation);
  const answer = alliance.facts.answer.find((candidate) => candidate.nation === nation && candidate.capability === leaf);
  const budget = targets.budgets.find((candidate) => candidate.nation === nation && candidate.year === year);
  const millions = `M ${alliance.settings.currency}`;
  const unit = row?.unit ?? alliance.capabilityById.get(leaf)?.unit ?? "";
  const cap = alliance.valueOf(TARGETS.cap).base;
  const step = (text: string, value: number | undefined, of: string, part?: string): ExplanationStep => ({ text, ...(value !== undefined && { value: flat(value) }), unit: of, ...(part !== undefined && { part }) });
  const digits = shareDigits(it?.fair ?? 0);
  const exempt = row?.nations.filter((one) => one.exempt === true).length ?? 0;
  const share = (text: string, value: number | undefined): ExplanationStep => ({ ...step(text, value, "share"), digits });
  const [growth, part, most] = [TARGETS.growth, TARGETS.step, TARGETS.budgetShare].map((parameter) => alliance.valueOf(parameter).base) as [number, number, number];
  return {
    question: `${who}: why is its target for ${name} in ${year} what it is?`,
    ...(it !== undefined && { value: flat(it.target) }),
    unit,
    method: "C10",
    sentence:
      row === undefined || it === undefined
        ? "Nothing is apportioned here: the alliance has stated no requirement, or the leaf is a view of another."
        : it.exempt === true
        ? `${who} is not asked for it: it lacks what it takes, as its record says. The other allies carry its part by the same keys.${it.held === undefined || it.held === 0 ? "" : " What it holds still counts for the alliance."}`
        : `${who} carries ${Number((100 * it.share).toPrecision(digits))} % by the public keys. ${it.response === "decline" ? "It declined, so it is asked for nothing; what it holds still counts for the alliance." : it.units <= 0 && it.share > 0 && it.target <= 0 ? "In whole units nothing of it falls to it: others have larger remainders." : it.response === "reserve" && it.limitedBy === "answer" ? "It accepted the target only in part for this year." : it.takenUp !== undefined ? "It takes up part of what others reserved or declined." : it.limitedBy === "challenge" ? "Its target was cut to a reasonable challenge." : it.limitedBy === "budget" ? "Its target was cut to what its budget can carry." : it.target > it.units ? "It takes up part of what others may not reasonably be asked." : "No limit cut it."}${it.held === undefined ? " What it holds is unknown, so the challenge by growth is not applied." : ""}`,
    steps:
      row === undefined || it === undefined || key === undefined
        ? []
        : [
            ...shareSteps(key, { cap, digits }),
            ...(exempt > 0 ? [share(it.exempt === true ? "Its part, since it is not asked for this capability" : `Its part, since ${exempt === 1 ? "one of the allies is" : `${exempt} of the allies are`} not asked for this capability${timesText(it.share, { of: key.capped, digits })}`, it.share)] : []).map((one) => ({ ...one, part: "share" })),
            { text: "Requirement", value: flat(row.required), unit, why: `required/${leaf}/${year}` },
            step("Fair share × requirement", it.fair, unit, "fair"),
            step(row.whole ? "In whole units, largest remainder within the cap" : "Not divided into whole units", it.units, unit, "units"),
            step(`Cap: at most ${cap} of the requirement${row.whole ? ", rounded down" : ""}`, row.whole ? Math.floor(cap * row.required + 1e-9) : cap * row.required, unit),
            { text: "Held and ready today", ...(it.held !== undefined && { value: flat(it.held) }), unit, why: `available/${leaf}/${alliance.settings.firstYear}/${nation}` },
            ...(it.held === undefined ? [] : [step(`What it holds and ${growth} of that`, it.held * (1 + growth), unit), step(`What it holds and ${part} of its fair share`, it.held + part * it.fair, unit)]),
            step(it.held === undefined ? "Reasonable challenge: at most" : `Reasonable challenge: at most the larger of these two${row.whole ? ", rounded up" : ""}`, it.challenge, unit, "challenge"),
            step(`Its money for the plan to ${year}`, budget?.money, millions),
            step(`Of it its targets may cost ${most} at most`, budget?.money === undefined ? undefined : most * budget.money, millions),
            step("What all its targets would add to what it is known to hold, at first-lot prices", budget?.cost, millions),
            ...(it.beforeBudget === undefined ? [] : [step("Target before the limit of its budget", it.beforeBudget, unit)]),
            step("Part of what it would add here that its budget carries, the most urgent CAP levels first", it.affordable, "share", "affordable"),
            ...(it.beforeBudget === undefined || it.held === undefined ? [] : [step(`What it holds and that part of what it would add${row.whole ? ", in whole units: rounded down, and up while the rest of the money lasts" : ""}`, it.proposed ?? it.target, unit)]),
            ...(it.proposed === undefined ? [] : [step("Target as proposed, before any answers", it.proposed, unit)]),
            ...(it.response === undefined ? [{ text: "Its answer: none yet, and the target is planned on" }] : [{ text: `Its answer: ${it.response}${answer === undefined ? "" : termsOf(answer, unit)}` }]),
            step("Taken up of what others reserved or declined", it.takenUp ?? 0, unit, "taken-up"),
            step("Target", it.target, unit),
            step("Residual of the alliance: multinational target", row.residual, unit),
          ],
    parameters: Object.values(TARGETS).map((parameter) => parameter.id),
    facts: [...(it?.exempt === true ? [`nation:${nation}`] : []), ...(key?.parts.flatMap((part) => (part.fact === undefined ? [] : [part.fact])) ?? []), ...(budget?.facts ?? []), ...(answer === undefined ? [] : [`answer:${answer.id}`])],
    limits: ["A proposal by stated rules, not a target that anyone has agreed.", "A nation unknown in one key is judged by its others.", "Money: leaves without a price cost nothing, and leaves that overlap each count."],
  };
}

/** From what is public of a nation to its fair share, each step to be reckoned from those before. */
function shareSteps(key: NationKey, { cap, digits }: { readonly cap: number; readonly digits: number }): readonly ExplanationStep[] {
  const share = (text: string, value: number | undefined): ExplanationStep => ({ text, ...(value !== undefined && { value: flat(value) }), unit: "share", digits });
  return [
    ...key.parts.map((one) => share(`Share of ${KEY_NAMES[one.measure]}${one.year === undefined ? "" : ` (${one.year})`}, weight ${one.weight}`, one.share)),
    { ...share("Mean of the known ones by their weights", key.mean), part: "mean" },
    { ...share(`Fair share by the keys, so that those of all allies sum to 1${timesText(key.raw, { of: key.mean, digits })}`, key.raw), part: "raw" },
    { ...share(`After the cap of ${cap}, what is above it carried by the others${timesText(key.capped, { of: key.raw, digits })}`, key.capped), part: "capped" },
  ];
}

/** What a share is of the one before. Empty: that is nothing. @example timesText(0.5, { of: 0.4, digits: 4 }) // → " (× 1.25)" */
const timesText = (value: number, { of, digits }: { readonly of: number; readonly digits: number }): string => (of > 0 ? ` (× ${Number((value / of).toPrecision(digits))})` : "");

/** Why a nation's fair share is what it is. Unit: share. Absent: it is in no key. @example explainShare(alliance, targets, "VAL")?.value // → { low: 0.2, base: 0.2, high: 0.2 } */
export function explainShare(alliance: Alliance, targets: Targets, nation: string): Explanation | undefined {
  const key = targets.keys.find((it) => it.nation === nation);
  if (key === undefined) return undefined;
  const isKnown = key.parts.some((it) => it.share !== undefined);
  const who = alliance.nations.find((it) => it.id === nation)?.nameEn ?? nation;
  return {
    question: `${who}: why is its fair share what it is?`,
    ...(isKnown && { value: flat(key.capped) }),
    unit: "share",
    method: "C10",
    sentence: isKnown ? "The mean of its shares of what is public of all allies, by weights that are public too; no ally carries more than the cap. Where others are not asked for a capability, its part of that is larger." : "None of the keys is known of it, so its share is unknown.",
    steps: isKnown ? shareSteps(key, { cap: alliance.valueOf(TARGETS.cap).base, digits: SHARE_DIGITS }) : [],
    parameters: [TARGETS.keyGdp, TARGETS.keyPopulation, TARGETS.keyPersonnel, TARGETS.keySpending, TARGETS.cap].map((parameter) => parameter.id),
    facts: key.parts.flatMap((part) => (part.fact === undefined ? [] : [part.fact])),
    limits: ["A nation unknown in one key is judged by its others."],
  };
}

// Digits of a share that is of no one capability.
const SHARE_DIGITS = 6;

/** The terms of a reserve and the reason, in words. @example termsOf({ quantity: 3, firstYear: 2031, reason: "no crews" }, "squadrons") // → ": 3 squadrons, in full from 2031 (no crews)" */
function termsOf(answer: Pick<Answer, "response" | "quantity" | "firstYear" | "reason">, unit: string): string {
  const terms = answer.response === "reserve" ? [...(answer.quantity === undefined ? [] : [`${answer.quantity} ${unit}`]), ...(answer.firstYear === undefined ? [] : [`in full from ${answer.firstYear}`])] : [];
  return `${terms.length === 0 ? "" : `: ${terms.join(", ")}`} (${answer.reason})`;
}

/** Why no burden is known. @example noBurden(alliance, fairness) // → "No nation's GDP is known in prices of 2030, so burdens cannot be compared." */
export const noBurden = ({ settings }: Alliance, { burdens }: Fairness): string => (burdens.some((it) => it.gdp !== undefined) ? "No target has a price, so burdens cannot be compared." : `No nation's GDP is known in prices of ${settings.priceYear}, so burdens cannot be compared.`);

/**
 * What a reader of burdens must know of the GDP behind them: of nobody's, or of some allies' alone. Absent: all are known.
 * @example burdenRemark(alliance, fairness) // → "GDP is known in prices of 2030 of 2 of 3 allies: burdens compare these alone."
 */
export function burdenRemark(alliance: Alliance, fairness: Fairness): string | undefined {
  const known = fairness.burdens.filter((it) => it.gdp !== undefined).length;
  if (fairness.gini === undefined) return noBurden(alliance, fairness);
  return known === fairness.burdens.length ? undefined : `GDP is known in prices of ${alliance.settings.priceYear} of ${known} of ${fairness.burdens.length} allies: burdens compare these alone.`;
}

/** Whether the targets of a year fall fairly: four published measures, each with what it says. */
export function explainFairness(alliance: Alliance, targets: Targets, year: number): Explanation {
  const it = fairnessOf(alliance, targets, year);
  const step = (text: string, value: number | undefined, of: string): ExplanationStep => ({ text, ...(value !== undefined && { value: flat(value) }), unit: of });
  const dearest = it.burdens.filter((row) => row.costPerGdp !== undefined).sort((a, b) => (b.costPerGdp ?? 0) - (a.costPerGdp ?? 0));
  return {
    question: `Do the targets of ${year} fall fairly?`,
    ...(it.gini !== undefined && { value: flat(it.gini) }),
    unit: "Gini coefficient",
    method: "C10",
    sentence: dearest.length === 0 ? noBurden(alliance, it) : "How unequal the cost of targets ÷ GDP is over nations: 0 all alike, towards 1 one carries all. Fair by the keys need not mean equal.",
    steps: [
      step("Gini of cost ÷ GDP", it.gini, "0 to 1"),
      step("Jain's index of cost ÷ GDP: 1 all alike, 1/n one carries all", it.jain, "0 to 1"),
      step("Spearman's rank correlation of GDP with cost ÷ GDP: below 0 the small carry more for their size", it.spearman, "−1 to 1"),
      step(`… its p-value (${it.spearmanTest?.method ?? "not tested"})`, it.spearmanTest?.p, "probability"),
      step(`Wilcoxon's signed-rank test, shares by the keys against shares of cost: p-value (${it.wilcoxon?.method ?? "not tested"})`, it.wilcoxon?.p, "probability"),
      ...dearest.map((row) => step(`${row.nation}: cost of targets ÷ GDP`, row.costPerGdp, "share of GDP")),
    ],
    parameters: Object.values(TARGETS).map((parameter) => parameter.id),
    facts: targets.keys.flatMap((key) => key.parts.flatMap((part) => (part.measure === "gdp" && part.fact !== undefined ? [part.fact] : []))),
    limits: [...(dearest.length === 0 ? [] : [burdenRemark(alliance, it)].filter((remark) => remark !== undefined)), "Allies are not a random sample: p-values describe this allocation, they do not prove a law.", "Leaves without a price are left out of the money; leaves that overlap each count."],
  };
}
