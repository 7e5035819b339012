import { type Comparison, workOfNation } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import { moneyText, percentText } from "./figure-text.ts";
import { nationName, type Results, targetShares } from "./results.ts";

type Told = Pick<Explanation, "question" | "value" | "unit" | "sentence" | "steps" | "facts" | "limits">;

// Systems that are named one by one; the others stand together in one step, so that the steps add up.
const LISTED = 10;

/** Why the work that falls to lines in one nation is what it is, by what they can make, down to the records of the lines. Absent: there is no such plan or ally. */
export function explainWork(results: Results, comparison: Comparison, { plan: name, nation }: { readonly plan: string; readonly nation: string }): Told | undefined {
  const it = comparison.perNation.find((one) => one.nation === nation);
  const plan = name === "alone" ? comparison.alone : name === "aligned" ? comparison.aligned : undefined;
  if (it === undefined || plan === undefined) return undefined;
  const { alliance } = results;
  const { currency } = alliance.settings;
  const unit = `M ${currency}`;
  const parts = workOfNation({ alliance, targets: targetShares(results), path: results.path, plan }, nation);
  const isStated = hasLines(results, nation);
  const [listed, others] = [parts.slice(0, LISTED), parts.slice(LISTED)];
  return {
    question: `What work falls to lines in ${nationName(alliance, nation)} when ${name === "alone" ? "each ally plans alone" : "allies plan together"}?`,
    ...(isStated && { value: flat(name === "alone" ? it.workAlone : it.workAligned) }),
    unit,
    sentence: !isStated ? "Unknown: no line in it is stated." : parts.length === 0 ? "None: no line that is stated in it can make anything that the plan buys." : "The sum over all that the plan buys: what is delivered, discounted and at the price of a first lot, × the nation's part of what all lines that can make it can make.",
    steps: [
      ...listed.map((one): ExplanationStep => ({ text: `${alliance.systemById.get(one.system)?.nameEn ?? one.system}: its lines make ${percentText(one.share)} of ${moneyText(one.worth, currency)} delivered`, value: flat(one.worth * one.share), unit })),
      ...(others.length === 0 ? [] : [{ text: `${others.length} more systems, together`, value: flat(others.reduce((sum, one) => sum + one.worth * one.share, 0)), unit }]),
    ],
    facts: listed.flatMap((one) => [...one.lines.map((line) => `line:${line}`), ...(alliance.systemById.has(one.system) ? [`system:${one.system}`] : [])]),
    limits: ["Work together is that of the plan with the same budgets; costs together are those of the plan that reaches for the least money what allies reach alone.", "Who is given the work is not decided: every line counts by what it can make. Lines that are not stated count for nothing, so it may be more."],
  };
}

/** Whether any line of an ally is stated: of one without, nobody knows what it makes. */
export const hasLines = ({ alliance }: Results, nation: string): boolean => alliance.facts.line.some((it) => it.nation === nation);

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
