import { type AgreementGains, type Comparison, moneyTold, type NoGains } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import { moneyText, numberText, percentText } from "./figure-text.ts";
import { shareOfSaving } from "./gains-view.ts";
import { partOf } from "./procurement-view.ts";
import { nationName, type Results } from "./results.ts";
import { whyKey } from "./why-key.ts";

export interface AgreementAsk {
  readonly agreement: string;
  readonly measure: string;
  /** Only its part. Absent: the whole agreement. */
  readonly nation?: string;
  /** How the saving is shared. Absent: what is asked stands in the plan. */
  readonly gains?: AgreementGains | NoGains;
}

/** Orders that are listed one by one. */
const LISTED = 24;
/** Programmes whose documents are shown. */
const PROGRAMMES = 20;
const PRICE = ["plan.first-lot", "plan.learning-slope", "plan.learning-floor", "plan.set-up-cost", "plan.work-share-cost"];
const SAVING = [...PRICE, "plan.coordination-cost", "plan.minimum-lot", "plan.discount"];
const NOT_ROUNDED = "The plan counts in parts of an item: of what comes whole, each ally orders the next whole number.";

/** Why a figure of a joint agreement is what it is. Absent: there is no such agreement, ally or figure. */
export function explainAgreement(
  results: Results,
  comparison: Comparison,
  { agreement: id, measure, nation, gains }: AgreementAsk,
): Explanation | undefined {
  const { alliance } = results;
  const { aligned, levers } = comparison;
  const agreement = aligned.agreements.find((it) => it.id === id);
  if (agreement === undefined || (nation !== undefined && !agreement.members.includes(nation))) return undefined;
  const system = alliance.systemById.get(agreement.system);
  const [name, unit, money] = [system?.nameEn ?? agreement.system, system?.unit ?? "items", `M ${alliance.settings.currency}`];
  const orders = aligned.orders.filter((it) => it.agreement === id && it.quantity > 0 && (nation === undefined || it.nation === nation));
  const programmes = [...new Set(orders.flatMap((it) => it.programme ?? []))].slice(0, PROGRAMMES);
  const facts = [...(system === undefined ? [] : [`system:${system.id}`]), ...programmes.map((it) => `programme:${it}`)];
  const of = (what: string, ally?: string): string => whyKey("agreement", id, what, ...(ally === undefined ? [] : [ally]));
  const common = { method: "C33", parameters: SAVING, facts, limits: [] };
  if (measure === "quantity") {
    const rows = orders.toSorted((a, b) => b.quantity - a.quantity || a.year - b.year || (a.nation < b.nation ? -1 : a.nation > b.nation ? 1 : 0));
    return {
      ...common,
      question:
        nation === undefined
          ? `How many does the agreement for ${name} buy?`
          : `How many does ${nationName(alliance, nation)} buy under the agreement for ${name}?`,
      value: flat(nation === undefined ? agreement.quantity : orders.reduce((sum, it) => sum + it.quantity, 0)),
      unit,
      method: "C32",
      sentence: `The sum of what is ordered under it in the plan, ${agreement.firstYear} to ${agreement.lastYear}. ${NOT_ROUNDED}`,
      steps: rows
        .slice(0, LISTED)
        .map(
          (it): ExplanationStep => ({
            text: `${nationName(alliance, it.nation)}, ${it.year}`,
            value: flat(it.quantity),
            unit,
            why: whyKey("order", it.nation, agreement.system, it.year),
          }),
        ),
      limits: rows.length > LISTED ? [`${rows.length - LISTED} smaller orders are not listed.`] : [],
    };
  }
  if (measure === "to-pledge" || (measure === "promised" && nation !== undefined)) {
    const { own, share, promised, unpledged } = partOf(aligned.orders, agreement, nation);
    const isPromised = measure === "promised";
    return {
      ...common,
      question: isPromised ? `What of its part of the agreement for ${name} do programmes of ${nationName(alliance, nation!)} promise already?` : nation === undefined ? `What of the agreement for ${name} is in no programme yet?` : `What of its part of the agreement for ${name} has ${nationName(alliance, nation)} still to pledge?`,
      value: flat(isPromised ? promised : unpledged),
      unit,
      sentence: `A pledge says how many, at what price at most and by when. What a national programme brings under the agreement is promised by it; the rest is to be pledged. ${NOT_ROUNDED}`,
      steps: [
        { text: "Bought under the agreement", value: flat(share), unit, why: of("quantity", nation) },
        ...own.filter((it) => it.programme !== undefined).slice(0, LISTED).map((it): ExplanationStep => ({ text: `${nationName(alliance, it.nation)}, ${it.year}, in its programmes`, value: flat(it.quantity), unit })),
        { text: "In no programme yet", value: flat(unpledged), unit },
      ],
      limits: ["The plan takes announced programmes for promises, contracted or not. Pledges themselves are sealed and in no record of this data set: the command `pledges` clears them."],
    };
  }
  if (nation !== undefined && measure === "price-most") {
    const priced = orders.filter((it) => it.unitPrice !== undefined).toSorted((a, b) => b.unitPrice! - a.unitPrice!);
    return priced.length === 0
      ? undefined
      : {
          ...common,
          question: `At what price of one must ${nationName(alliance, nation)} still be in the agreement for ${name}?`,
          value: flat(priced[0]!.unitPrice!),
          unit: money,
          sentence: "The most that the plan has it pay for one under the agreement: a pledge at a lower price would leave it out.",
          steps: priced.slice(0, LISTED).map((it): ExplanationStep => ({ text: `${nationName(alliance, nation)}, ${it.year}`, value: flat(it.unitPrice!), unit: money, why: whyKey("order", nation, agreement.system, it.year) })),
        };
  }
  if (nation === undefined && measure === "price") {
    return {
      ...common,
      question: `At what price does the agreement for ${name} buy?`,
      value: flat(agreement.priceFactor),
      unit: "share",
      method: "C32",
      sentence:
        "Price of one, as a share of the price of one in a first lot. A larger lot is cheaper by the learning curve; what members claim for their industry and the set-up make it dearer.",
      steps: [
        { text: "Quantity under the agreement", value: flat(agreement.quantity), unit, why: of("quantity") },
        { text: "Smallest quantity at which this price holds", value: flat(agreement.lot), unit },
      ],
      parameters: PRICE,
    };
  }
  if (nation === undefined && measure === "coordination") {
    return {
      ...common,
      question: `What does it cost to act together in the agreement for ${name}?`,
      value: flat(agreement.coordination),
      unit: money,
      method: "C32",
      sentence: "What each member pays every year for being in it, over all years of the plan, not discounted.",
      steps: [{ text: "Members", value: flat(agreement.members.length), unit: "nations" }],
      parameters: ["plan.coordination-cost"],
    };
  }
  if (gains?.kind !== "shared")
    return gains === undefined || measure !== "saving"
      ? undefined
      : { ...common, question: questionOf(name), value: flat(0), unit: money, sentence: gains.reason, steps: [] };
  if (nation === undefined) {
    if (measure !== "saving") return undefined;
    const buyers = gains.members.filter((it) => it.isIn);
    const sum = (part: (it: AgreementGains["members"][number]) => number): number => buyers.reduce((all, it) => all + part(it), 0);
    const lots = levers.find((it) => it.lever === "lots");
    return {
      ...common,
      question: questionOf(name),
      value: flat(gains.saving),
      unit: money,
      sentence:
        "What the members would pay for the same items at the price of their own lots, less what they pay for them together, coordination included; discounted. Counted is the group of members that saves most.",
      steps: [
        ...buyers.map(
          (it): ExplanationStep => ({ text: `${nationName(alliance, it.ally)}, alone`, value: flat(it.costAlone), unit: money, why: of("alone", it.ally) }),
        ),
        { text: "All of them, alone", value: flat(sum((it) => it.costAlone)), unit: money },
        { text: "All of them, together", value: flat(sum((it) => it.costAlone) - gains.saving), unit: money },
        { text: "of it for coordination", value: flat(sum((it) => it.coordination)), unit: money },
        { text: "Price together, of a first lot", value: flat(agreement.priceFactor), unit: "share", why: of("price") },
      ],
      limits: [
        "Savings of agreements do not add up to what buying together is worth in the plan as a whole: there allies without agreements buy other things, at other times.",
        ...(lots === undefined ? [] : [`Buying together is worth ${moneyText(moneyTold(comparison, lots.money), alliance.settings.currency)} in the plan as a whole.`]),
      ],
    };
  }
  const idle = gains.idle.find((one) => one.ally === nation);
  if (idle !== undefined && measure === "coordination") {
    return {
      ...common,
      question: `What does ${nationName(alliance, nation)} pay for being in the agreement for ${name}?`,
      value: flat(idle.coordination),
      unit: money,
      sentence: "It buys nothing under it. Every member pays for acting together from the start of the agreement, discounted; left out it would save that.",
      steps: [{ text: "What all members pay for it, not discounted", value: flat(agreement.coordination), unit: money, why: of("coordination") }],
      parameters: ["plan.coordination-cost", "plan.discount"],
    };
  }
  const it = gains.members.find((one) => one.ally === nation);
  if (it === undefined) return undefined;
  const ally = nationName(alliance, nation);
  const [alone, together, payment] = [
    { text: "Cost of the same items alone", value: flat(it.costAlone), unit: money, why: of("alone", nation) },
    { text: "Saved at one price for all, its coordination paid", value: flat(it.savedAtOnePrice), unit: money, why: of("one-price", nation) },
    { text: "Payment (above 0: receives)", value: flat(it.transfer), unit: money, why: of("payment", nation) },
  ];
  const gain: ExplanationStep = { text: "Gain: its share of the saving", value: flat(it.nucleolus), unit: money, why: of("gain", nation) };
  const saving: ExplanationStep = { text: "Saved by all together", value: flat(gains.saving), unit: money, why: of("saving") };
  const figure = (question: string, value: number | undefined, sentence: string, steps: readonly ExplanationStep[]): Explanation => ({
    ...common,
    question,
    ...(value !== undefined && { value: flat(value) }),
    unit: money,
    sentence,
    steps,
  });
  switch (measure) {
    case "alone":
      return figure(
        `What would ${ally} pay alone for what it buys under the agreement for ${name}?`,
        it.costAlone,
        "The same items in the same years, at the price of its own lots, paid as the plan pays and discounted.",
        [{ text: "Quantity", value: flat(it.quantity), unit, why: of("quantity", nation) }],
      );
    case "gain":
      return figure(
        `What of the saving on ${name} falls to ${ally}?`,
        it.nucleolus,
        `Shared by the nucleolus: the group that comes nearest to being better off by itself gains least by leaving.${gains.saving > 0 ? ` That is ${percentText(it.nucleolus / gains.saving)} of the saving.` : ""}${gains.pivotal.includes(nation) && gains.pivotal.length > 2 ? ` Without ${ally} the others miss the lot of this price, so it gets as much as each of those without whom they would.` : ""}`,
        [saving, alone, together, payment],
      );
    case "share":
      return {
        ...figure(
          `What part of the saving on ${name} falls to ${ally}?`,
          shareOfSaving(gains, it.nucleolus),
          gains.saving > 0 ? "Its share of the saving, shared by the nucleolus, over what is saved by all together." : "Buying together saves nothing at these prices, so there is nothing to share.",
          [gain, saving],
        ),
        unit: "share",
      };
    case "payment":
      return figure(
        `What does ${ally} receive or pay under the agreement for ${name}?`,
        it.transfer,
        "Its share of the saving less what one price for all saves it already. All payments of the agreement sum to nothing.",
        [gain, together],
      );
    case "one-price":
      return figure(
        `What does ${ally} save on ${name} when all pay one price?`,
        it.savedAtOnePrice,
        "Its cost alone, less the same items at the one price of the group that saves most, less its coordination. Nothing for who is outside of it.",
        [alone, { text: "Its coordination", value: flat(it.coordination), unit: money }],
      );
    case "in-plan":
      return figure(
        `What does ${ally} save on ${name} in the plan?`,
        it.savedInPlan,
        "Its cost alone, less what the plan has it pay, in which nobody pays more for an item than alone, less its coordination.",
        [alone, { text: "Its coordination", value: flat(it.coordination), unit: money }],
      );
    case "shapley":
      return figure(
        `What of the saving on ${name} falls to ${ally} by Shapley's value?`,
        it.shapley,
        it.shapleyError === undefined
          ? "What it adds on average over all orders of joining."
          : `What it adds on average over drawn orders of joining; standard error ${numberText(it.shapleyError)}.`,
        [saving, gain],
      );
    default:
      return undefined;
  }
}

const questionOf = (name: string): string => `What does buying ${name} together save?`;
const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
