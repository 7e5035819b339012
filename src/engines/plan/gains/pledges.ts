/** "I take `quantity` by `byYear` if one costs at most `priceMost`." Sealed until all are in. */
export interface Pledge {
  readonly ally: string;
  /** Unit: the system's. */
  readonly quantity: number;
  /** Last year in which delivery is of use. Absent: any year. */
  readonly byYear?: number;
  /** Dearest unit price at which the pledge holds. Unit: that of the price curve. */
  readonly priceMost: number;
}

export interface PledgesAsk {
  readonly pledges: readonly Pledge[];
  /** Unit price of a joint order of that quantity. Must not rise with quantity, at any two quantities that groups of these allies could order. */
  readonly price: (quantity: number) => number;
  /** Year by which the maker delivers. Absent: in time for everyone. */
  readonly deliveredBy?: number;
}

/** Why and when an ally left. Round 0: before the first price. */
export interface Dropped {
  readonly ally: string;
  readonly round: number;
  readonly reason: "late" | "too-dear";
  /** Unit price it was asked in that round. Absent: it left before a price was named. */
  readonly price?: number;
}

/** What an ally faces without the others. */
export interface AloneOffer {
  readonly ally: string;
  readonly price: number;
  readonly buys: boolean;
}

export type Clearing =
  | {
      readonly kind: "cleared";
      /** In the order of the pledges. Empty: no group agrees. */
      readonly members: readonly string[];
      readonly quantity: number;
      /** Absent: nobody is left. */
      readonly price?: number;
      /** Quantity and price asked in each round. */
      readonly rounds: readonly { readonly quantity: number; readonly price: number }[];
      readonly dropped: readonly Dropped[];
      readonly alone: readonly AloneOffer[];
      /** Quantity bought together less what is bought when each acts alone: the price of not coordinating. */
      readonly quantityLostAlone: number;
      /** What the members who would buy alone as well save together. Unit: price × quantity. */
      readonly savedByMembers: number;
    }
  | { readonly kind: "refused"; readonly code: "price-rises" | "bad-price" | "bad-pledge" | "two-pledges"; readonly message: string; readonly fix: string };

/**
 * Clears conditional pledges: everyone is in, whoever finds the price of the group too dear leaves, and so on. As the price
 * does not rise with quantity, every mutually acceptable group lies within what is left at each round, so the end is the
 * largest such group, whatever the order of the pledges. Precondition: the price does not rise with quantity. A curve that rises
 * is refused where that is seen: between the quantities of any two groups of up to ten pledges; of more, between those of the
 * rounds, of each ally, and of the smallest and the largest pledges taken together one after the other. Between others a rise stays
 * unseen, and then a larger group than that found may agree.
 * Source: C33 (ours); greatest fixed point of a monotone map, Tarski (1955).
 * @example clearPledges({ pledges: [{ ally: "Ash", quantity: 2, priceMost: 5 }], price: () => 4 }) // → members ["Ash"], price 4
 */
export function clearPledges({ pledges, price, deliveredBy }: PledgesAsk): Clearing {
  const bad = pledges.find((it) => !(it.quantity > 0) || !Number.isFinite(it.quantity) || Number.isNaN(it.priceMost));
  if (bad !== undefined) return refused("bad-pledge", `The pledge of ${bad.ally} names quantity ${bad.quantity} and price ${bad.priceMost}.`, "Pledge a quantity above 0 and a price.");
  const twice = pledges.find((it, at) => pledges.findIndex((other) => other.ally === it.ally) !== at);
  if (twice !== undefined) return refused("two-pledges", `${twice.ally} pledges twice.`, "Join its pledges into one, or clear them one after the other.");

  const dropped: Dropped[] = [];
  const rounds: { quantity: number; price: number }[] = [];
  let group = pledges.filter((it) => {
    const late = deliveredBy !== undefined && it.byYear !== undefined && it.byYear < deliveredBy;
    if (late) dropped.push({ ally: it.ally, round: 0, reason: "late" });
    return !late;
  });
  while (group.length > 0) {
    const quantity = quantityOf(group);
    const asked = price(quantity);
    rounds.push({ quantity, price: asked });
    const stay = group.filter((it) => it.priceMost >= asked);
    for (const it of group) if (it.priceMost < asked) dropped.push({ ally: it.ally, round: rounds.length, reason: "too-dear", price: asked });
    if (stay.length === group.length) break;
    group = stay;
  }

  const alone = pledges.map((it): AloneOffer & { readonly quantity: number } => {
    const asked = price(it.quantity);
    return { ally: it.ally, quantity: it.quantity, price: asked, buys: asked <= it.priceMost && (deliveredBy === undefined || it.byYear === undefined || it.byYear >= deliveredBy) };
  });
  const fault = faultOfCurve([...rounds, ...alone, ...quantitiesOf(pledges).map((quantity) => ({ quantity, price: price(quantity) }))]);
  if (fault !== undefined) return fault;
  const quantity = quantityOf(group);
  const last = group.length === 0 ? undefined : rounds.at(-1)!.price;
  const members = group.map((it) => it.ally);
  return {
    kind: "cleared",
    members,
    quantity,
    ...(last === undefined ? {} : { price: last }),
    rounds,
    dropped,
    alone: alone.map(({ ally, price: asked, buys }) => ({ ally, price: asked, buys })),
    quantityLostAlone: quantity - quantityOf(alone.filter((it) => it.buys)),
    savedByMembers: alone.reduce((sum, it) => sum + (it.buys && members.includes(it.ally) ? it.quantity * (it.price - last!) : 0), 0),
  };
}

export interface GlutAsk {
  /** Members and what each pledged. */
  readonly members: readonly { readonly ally: string; readonly quantity: number; readonly weight?: number }[];
  /** Least that the members take together, come what may. Unit: the system's. */
  readonly offtake: number;
  /** Cost of closing the line early. Unit: money. */
  readonly closureCost: number;
}

/** What one member is bound to when orders fall away. */
export interface GlutShare {
  readonly ally: string;
  /** Least it takes. Never above its pledge. */
  readonly offtake: number;
  /** Its part of the cost of closing the line. */
  readonly closureCost: number;
}

/**
 * Glut clause: the least off-take and the cost of closing the line, each by stated weights (quantities by default). No member
 * is bound beyond its pledge: what is above is shared again among the others. Source: C33 (ours).
 * Fails: answers the largest off-take that the pledges can bear when more is asked, so callers compare the sums.
 * @example shareGlut({ members: [{ ally: "Ash", quantity: 30 }, { ally: "Elm", quantity: 10 }], offtake: 20, closureCost: 8 }) // → 15 and 5, 6 and 2
 */
export function shareGlut({ members, offtake, closureCost }: GlutAsk): readonly GlutShare[] {
  const weight = members.map((it) => it.weight ?? it.quantity);
  const weightAll = weight.reduce((sum, it) => sum + it, 0);
  const bound = members.map(() => 0);
  let left = Math.min(offtake, quantityOf(members));
  let open = members.flatMap((_, at) => (weight[at]! > 0 ? [at] : []));
  while (left > 0 && open.length > 0) {
    const among = open.reduce((sum, at) => sum + weight[at]!, 0);
    const full = open.filter((at) => (left * weight[at]!) / among >= members[at]!.quantity);
    for (const at of full.length > 0 ? full : open) bound[at] = full.length > 0 ? members[at]!.quantity : (left * weight[at]!) / among;
    left = full.length > 0 ? left - full.reduce((sum, at) => sum + members[at]!.quantity, 0) : 0;
    open = open.filter((at) => !full.includes(at));
  }
  return members.map((it, at) => ({ ally: it.ally, offtake: bound[at]!, closureCost: weightAll > 0 ? (closureCost * weight[at]!) / weightAll : 0 }));
}

const quantityOf = (all: readonly { readonly quantity: number }[]): number => all.reduce((sum, it) => sum + it.quantity, 0);

const refused = (code: Extract<Clearing, { kind: "refused" }>["code"], message: string, fix: string): Clearing => ({ kind: "refused", code, message, fix });

// The groups of so many pledges are a thousand.
const GROUPS_MOST = 10;

/** Quantities that groups of pledges order: of every group where there are few pledges, else of the smallest and of the largest together. */
function quantitiesOf(pledges: readonly Pledge[]): readonly number[] {
  if (pledges.length <= GROUPS_MOST) return pledges.reduce<readonly number[]>((sums, it) => [...sums, ...sums.map((sum) => sum + it.quantity)], [0]).slice(1);
  const rising = pledges.map((it) => it.quantity).toSorted((a, b) => a - b);
  return [rising, rising.toReversed()].flatMap((of) => of.map((_, at) => of.slice(0, at + 1).reduce((sum, it) => sum + it, 0)));
}

/** Checks the curve at some quantities. */
function faultOfCurve(points: readonly { readonly quantity: number; readonly price: number }[]): Clearing | undefined {
  const sorted = points.toSorted((a, b) => a.quantity - b.quantity);
  const bad = sorted.find((it) => !(it.price >= 0));
  if (bad !== undefined) return refused("bad-price", `The price curve gives ${bad.price} for ${bad.quantity}.`, "Give a price of 0 or more for every quantity.");
  const at = sorted.findIndex((it, index) => index > 0 && it.price > sorted[index - 1]!.price * (1 + 1e-12));
  if (at < 0) return undefined;
  const [less, more] = [sorted[at - 1]!, sorted[at]!];
  return refused("price-rises", `The price rises from ${less.price} for ${less.quantity} to ${more.price} for ${more.quantity}: the largest group would depend on who is asked first.`, "Give a price that does not rise with quantity, for example the best price of any smaller lot.");
}
