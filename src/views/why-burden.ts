import { fairnessOf, nationEffects, negotiation, pricesOf, targetParameters } from "#engines/targets";
import type { Explanation } from "#model";
import { exactly } from "#quantities";
import { isBlindTo } from "./counted.ts";
import { leafName, nationName, type Results, targetsAsk } from "./results.ts";
import { whyKey } from "./why-key.ts";

/** Parts of a sum that are told one by one. */
const PARTS_MOST = 12;
const TINY = 1e-9;

/** What part of the cost of all targets of a year falls to an ally, and which of its targets make it. Unit: share. Method C10. Absent: there is no such ally. */
export function explainCostShare(results: Results, nation: string, year: number): Explanation | undefined {
  const { alliance, targets } = results;
  const { burdens } = fairnessOf(alliance, targets, year);
  const burden = burdens.find((it) => it.nation === nation);
  if (burden === undefined) return undefined;
  const unit = `M ${alliance.settings.currency}`;
  const all = burdens.reduce((sum, it) => sum + it.cost, 0);
  const prices = pricesOf(alliance);
  const asked = targets.leaves.flatMap((it) => {
    const target = it.year === year ? (it.nations.find((row) => row.nation === nation)?.target ?? 0) : 0;
    const price = prices.get(it.leaf);
    return target > 0 ? [{ leaf: it.leaf, cost: price === undefined ? undefined : target * price }] : [];
  });
  const priced = asked.flatMap((it) => (it.cost === undefined ? [] : [{ leaf: it.leaf, cost: it.cost }])).toSorted((a, b) => b.cost - a.cost);
  const unpriced = asked.length - priced.length;
  const rest = priced.slice(PARTS_MOST);
  return {
    question: `What part of the cost of all targets in ${year} falls to ${nationName(alliance, nation)}?`,
    value: exactly(burden.costShare),
    unit: "share",
    method: "C10",
    sentence: "The cost of its targets at the price of a first lot ÷ that of the targets of all allies. What is held already is not taken off: it is a measure of who carries what, not of what is to be paid.",
    steps: [
      { text: "Cost of its targets", value: exactly(burden.cost), unit },
      { text: "Cost of the targets of all allies", value: exactly(all), unit },
      ...priced.slice(0, PARTS_MOST).map((it) => ({ text: leafName(alliance, it.leaf), value: exactly(it.cost), unit, why: whyKey("target", it.leaf, year, nation) })),
      ...(rest.length === 0 ? [] : [{ text: `Of ${rest.length} further targets together`, value: exactly(rest.reduce((sum, it) => sum + it.cost, 0)), unit }]),
    ],
    parameters: targetParameters.map((it) => it.id),
    facts: [],
    limits: unpriced > 0 ? [`${unpriced} of its targets have no price and are left out.`] : [],
  };
}

/** What moves of targets cost an ally or spare it, in the year in which it is most. Unit: M of the alliance's currency. Method C10. Absent: it is neither, or there is no such ally. */
export function explainMoves(results: Results, measure: string, nation: string): Explanation | undefined {
  const { alliance } = results;
  if ((measure !== "taken-up" && measure !== "spared") || !alliance.nationIndex.has(nation)) return undefined;
  const isTakenUp = measure === "taken-up";
  const unit = `M ${alliance.settings.currency}`;
  const { joint } = negotiation(targetsAsk(results));
  const of = (it: { readonly cost: number; readonly spared: number }): number => (isTakenUp ? it.cost : it.spared);
  const sums = nationEffects(joint, [nation]);
  const dearest = sums.reduce<(typeof sums)[number] | undefined>((most, it) => (most === undefined || of(it) > of(most) ? it : most), undefined);
  const moves = joint.flatMap((it) => (it.year !== dearest?.year ? [] : it.shifts.flatMap((shift) => (shift.nation === nation && Math.abs(shift.cost ?? 0) > TINY && shift.quantity > 0 === isTakenUp ? [{ leaf: it.leaf, cost: Math.abs(shift.cost ?? 0) }] : [])))).toSorted((a, b) => b.cost - a.cost);
  const unpriced = Math.max(0, ...sums.map((it) => it.unpriced));
  const isBlind = isBlindTo(results, "answer");
  return {
    question: isTakenUp ? `What does it cost ${nationName(alliance, nation)} to take up what others hold back?` : `What is ${nationName(alliance, nation)} spared by what it holds back?`,
    ...(!isBlind && { value: exactly(dearest === undefined ? 0 : of(dearest)) }),
    unit,
    method: "C10",
    sentence: isBlind ? "No answer to a target is in what you may see: what answers move is unknown." : dearest === undefined || moves.length === 0 ? "No answer moves a target of this ally." : `In ${dearest.year}, the year in which it is most: what its targets change by answers, at the price of a first lot, beyond what it holds.`,
    steps: moves.slice(0, PARTS_MOST).map((it) => ({ text: leafName(alliance, it.leaf), value: exactly(it.cost), unit, ...(dearest !== undefined && { why: whyKey("target", it.leaf, dearest.year, nation) }) })),
    parameters: targetParameters.map((it) => it.id),
    facts: [],
    limits: unpriced > 0 ? [`The cost of ${unpriced} moves is unknown, so it is at least this.`] : [],
  };
}
