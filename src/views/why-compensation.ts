import type { Comparison } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import { compensationOf } from "./compensation.ts";
import { roundOffOf } from "./repair-text.ts";
import { nationName, type Results } from "./results.ts";
import { whyKey } from "./why-key.ts";

/** Sums of what allies gain, lose and pay, or what one ally receives or pays. */
export interface CompensationAsk {
  readonly measure: string;
  /** Absent: all of them. */
  readonly nation?: string;
}

type Told = Pick<Explanation, "question" | "value" | "unit" | "sentence" | "steps" | "limits">;

const NO_LOSS = "No ally pays more together than alone for the same coverage, so nothing is to be paid.";
const PROPOSED = "A proposal: such payments, or work of that worth, have to be agreed between allies; none is counted as agreed.";
const BEYOND = "Who buys nothing jointly may gain, and so pay, as well: what others count for the alliance it need not buy.";

/** Why what allies gain, lose and pay to one another is what it is: who, and how much. Absent: there is no such figure or ally. */
export function explainCompensation(results: Results, comparison: Comparison, { measure, nation }: CompensationAsk): Told | undefined {
  const unit = `M ${results.alliance.settings.currency}`;
  const it = compensationOf(comparison);
  const money = (text: string, value: number, why?: string): ExplanationStep => ({ text, value: flat(value), unit, ...(why !== undefined && { why }) });
  const share = (text: string, value: number): ExplanationStep => ({ text, value: flat(value), unit: "share" });
  const name = (of: string): string => nationName(results.alliance, of);
  const lost = money("Lost by all who pay more together than alone", it.lost, whyKey("compensation", "loss"));
  const won = money("Gained by all who pay less together than alone", it.won, whyKey("compensation", "gain"));
  const paid = money("Paid by all who gain to those who lose", it.paid, whyKey("compensation", "payment"));
  const covered = share("Part of each loss that is paid: all gains ÷ all losses, at most all of it", it.covered);
  const given = share("Part of its gain that each ally that gains pays: all that is paid ÷ all gains", it.given);
  if (nation !== undefined) {
    const own = comparison.perNation.find((one) => one.nation === nation);
    if (own === undefined || measure !== "payment") return undefined;
    const [loses, gains] = [own.gain < -roundOffOf(own), own.gain > roundOffOf(own)];
    return {
      question: `What does ${name(nation)} receive or pay, so that who gains makes up for what others lose?`,
      value: flat(own.sidePayment),
      unit,
      sentence: it.lost === 0 ? NO_LOSS : loses ? "It receives: what it loses × the part of each loss that is paid." : gains ? "It pays (below 0): what it gains × the part of its gain that each ally that gains pays." : "It neither gains nor loses, so it receives and pays nothing.",
      steps: [money("What it gains (below 0: loses)", own.gain, whyKey("gain", nation)), ...(loses ? [covered] : gains && it.lost > 0 ? [given] : []), lost, won, paid],
      limits: it.lost === 0 ? [] : [PROPOSED, ...(gains ? [BEYOND] : [])],
    };
  }
  switch (measure) {
    case "payment":
      return {
        question: "What do allies who gain pay to those who lose?",
        value: flat(it.paid),
        unit,
        sentence: it.lost === 0 ? NO_LOSS : "Who pays more together than alone for the same coverage receives the loss, as far as all gains reach; who gains pays for it in proportion to its gain. What is received and what is paid come to the same.",
        steps: [
          lost,
          won,
          ...(it.lost === 0 ? [] : [covered, given]),
          ...it.receivers.map((one) => money(`Received by ${name(one.nation)}`, one.sidePayment, whyKey("compensation", "payment", one.nation))),
          ...it.payers.map((one) => money(`Paid by ${name(one.nation)}`, -one.sidePayment, whyKey("compensation", "payment", one.nation))),
        ],
        limits: it.lost === 0 ? [] : [PROPOSED, BEYOND],
      };
    case "gain":
      return {
        question: "What do the allies gain that pay less together than alone?",
        value: flat(it.won),
        unit,
        sentence: "The sum of what each of them pays less together than alone for the same coverage. Less what the others pay more, it is what planning alone costs the alliance.",
        steps: [...it.winners.map((one) => money(`Gained by ${name(one.nation)}`, one.gain, whyKey("gain", one.nation))), lost, money("Gained less lost: what planning alone costs the alliance", it.won - it.lost, whyKey("price", "money"))],
        limits: [],
      };
    case "loss":
      return {
        question: "What do the allies lose that pay more together than alone?",
        value: flat(it.lost),
        unit,
        sentence: "The sum of what each of them pays more together than alone for the same coverage.",
        steps: [...it.losers.map((one) => money(`Lost by ${name(one.nation)}`, -one.gain, whyKey("gain", one.nation))), won, paid],
        limits: [],
      };
    case "left":
      return { question: "What of that which allies lose is left uncompensated?", value: flat(it.lost - it.paid), unit, sentence: "What is lost less what is paid: the gains of the others reach no further.", steps: [lost, paid, won], limits: [] };
    default:
      return undefined;
  }
}

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
