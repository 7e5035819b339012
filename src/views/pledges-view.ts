import { type AloneOffer, clearPledges, type Dropped, type GlutShare, type LotPrice, shareGlut, unitPriceAt } from "#engines/plan";
import { numberText, percentText } from "./figure-text.ts";

/** A pledge with the label it carries. */
export interface LabelledPledge {
  readonly ally: string;
  readonly quantity: number;
  readonly priceMost: number;
  readonly byYear?: number;
  readonly weight?: number;
  readonly label?: string;
}

/** What is cleared. */
export interface PledgesInput {
  readonly item: string;
  readonly unit: string;
  /** Money of prices: "CRD", or "M CRD" where prices are in millions. */
  readonly currency: string;
  readonly pledges: readonly LabelledPledge[];
  readonly curve: LotPrice;
  readonly deliveredBy?: number;
  readonly offtake?: number;
  readonly closureCost?: number;
  /** Marking of the whole. */
  readonly marking: string;
}

/** One ally in the clearing. Its limit is sealed and stands nowhere here. */
export interface PledgeOutcome {
  readonly ally: string;
  readonly label?: string;
  readonly pledged: number;
  readonly isMember: boolean;
  /** What it pays in all, when it is in. */
  readonly bill?: number;
  /** Unit price it faces by itself, and whether it would then buy. */
  readonly alonePrice: number;
  readonly aloneBuys: boolean;
  /** Why and when it left. */
  readonly left?: string;
}

/** The clearing as shown. */
export interface PledgesView {
  readonly item: string;
  readonly marking: string;
  readonly unit: string;
  readonly currency: string;
  readonly curve: LotPrice & { readonly sentence: string };
  readonly members: readonly string[];
  readonly quantity: number;
  readonly unitPrice?: number;
  readonly rounds: readonly { readonly round: number; readonly quantity: number; readonly unitPrice: number; readonly leaves: readonly string[] }[];
  readonly outcomes: readonly PledgeOutcome[];
  /** The price of not coordinating. */
  readonly alone: { readonly quantity: number; readonly spend: number; readonly quantityLost: number; readonly saved: number };
  readonly glut?: { readonly offtake: number; readonly closureCost: number; readonly shares: readonly GlutShare[]; /** Asked-for off-take that the pledges do not bear. */ readonly unbound: number };
  readonly sentences: readonly string[];
}

export type PledgesAnswer = { readonly kind: "cleared"; readonly view: PledgesView } | { readonly kind: "refused"; readonly message: string; readonly mend: string };

/** Clears pledges (C33) and says in words what came of it. Prices in the currency given, quantities in the unit given. */
export function pledgesView(input: PledgesInput): PledgesAnswer {
  const { pledges, curve, unit, currency } = input;
  const clearing = clearPledges({ pledges, price: (quantity) => unitPriceAt(curve, quantity), ...(input.deliveredBy !== undefined && { deliveredBy: input.deliveredBy }) });
  if (clearing.kind === "refused") return { kind: "refused", message: clearing.message, mend: clearing.fix };
  const isMember = new Set(clearing.members);
  const outcomes = pledges.map((it, at): PledgeOutcome => {
    const offer = clearing.alone[at]!;
    const dropped = clearing.dropped.find((one) => one.ally === it.ally);
    return {
      ally: it.ally,
      ...(it.label !== undefined && { label: it.label }),
      pledged: it.quantity,
      isMember: isMember.has(it.ally),
      ...(isMember.has(it.ally) && clearing.price !== undefined && { bill: clearing.price * it.quantity }),
      alonePrice: offer.price,
      aloneBuys: offer.buys,
      ...(dropped !== undefined && { left: leftText(dropped, { currency, deliveredBy: input.deliveredBy }) }),
    };
  });
  const buyers = outcomes.filter((it) => it.aloneBuys);
  const view: Omit<PledgesView, "sentences"> = {
    item: input.item,
    marking: input.marking,
    unit,
    currency,
    curve: { ...curve, sentence: curveText(curve, unit, currency) },
    members: clearing.members,
    quantity: clearing.quantity,
    ...(clearing.price !== undefined && { unitPrice: clearing.price }),
    rounds: clearing.rounds.map((it, at) => ({ round: at + 1, quantity: it.quantity, unitPrice: it.price, leaves: clearing.dropped.filter((one) => one.round === at + 1).map((one) => one.ally) })),
    outcomes,
    alone: { quantity: buyers.reduce((sum, it) => sum + it.pledged, 0), spend: buyers.reduce((sum, it) => sum + it.pledged * it.alonePrice, 0), quantityLost: clearing.quantityLostAlone, saved: clearing.savedByMembers },
    ...glutOf(input, clearing.members),
  };
  return { kind: "cleared", view: { ...view, sentences: sentencesOf(view, clearing.alone) } };
}

function glutOf({ pledges, offtake, closureCost }: PledgesInput, members: readonly string[]): Pick<PledgesView, "glut"> {
  if (offtake === undefined && closureCost === undefined) return {};
  const shares = shareGlut({ members: pledges.filter((it) => members.includes(it.ally)), offtake: offtake ?? 0, closureCost: closureCost ?? 0 });
  return { glut: { offtake: offtake ?? 0, closureCost: closureCost ?? 0, shares, unbound: Math.max((offtake ?? 0) - shares.reduce((sum, it) => sum + it.offtake, 0), 0) } };
}

const priceText = (value: number, currency: string): string => `${currency} ${numberText(value)}`;

const leftText = (it: Dropped, of: { readonly currency: string; readonly deliveredBy: number | undefined }): string =>
  it.reason === "late" ? `needs it before ${of.deliveredBy}, when it can be delivered` : `left in round ${it.round}: ${priceText(it.price ?? 0, of.currency)} is more than it would pay`;

function curveText({ firstPrice, firstLot, slope, floor }: LotPrice, unit: string, currency: string): string {
  const least = floor > 0 ? `, never below ${percentText(floor)} of it` : "";
  return slope === 1 ? `${priceText(firstPrice, currency)} each, whatever the quantity.` : `${priceText(firstPrice, currency)} each up to ${numberText(firstLot)} ${unit}, times ${numberText(slope)} with every doubling${least}.`;
}

function sentencesOf(view: Omit<PledgesView, "sentences">, alone: readonly AloneOffer[]): readonly string[] {
  const { members, unit, currency } = view;
  const total = view.outcomes.reduce((sum, it) => sum + it.pledged, 0);
  if (members.length === 0 || view.unitPrice === undefined) {
    const buys = view.alone.quantity > 0 ? `Alone ${numberText(view.alone.quantity)} ${unit} are bought.` : "Alone nobody buys either.";
    return [`No group of allies agrees on a price: of ${numberText(total)} ${unit} pledged none are bought together. ${buys}`];
  }
  const together = `${members.length === 1 ? `${members[0]} is` : `${members.slice(0, -1).join(", ")} and ${members.at(-1)} are`} in: ${numberText(view.quantity)} ${unit} at ${priceText(view.unitPrice, currency)} each, ${priceText(view.unitPrice * view.quantity, currency)} in all. No larger group could agree, whatever the order of asking.`;
  const buyers = alone.filter((it) => it.buys).map((it) => it.ally);
  const apart =
    buyers.length === 0
      ? `Alone nobody buys: the price of not coordinating is all ${numberText(view.quantity)} ${unit}.`
      : `Alone ${buyers.join(", ")} ${buyers.length === 1 ? "buys" : "buy"} ${numberText(view.alone.quantity)} ${unit} for ${priceText(view.alone.spend, currency)}: the price of not coordinating is ${numberText(view.alone.quantityLost)} ${unit} not bought${view.alone.saved > 0 ? ` and ${priceText(view.alone.saved, currency)} more paid by those who buy anyway` : ""}.`;
  return [together, apart];
}
