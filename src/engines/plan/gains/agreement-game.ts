import { paymentsOf } from "../constraints/payments.ts";
import { PLAN } from "../parameters.ts";
import type { Agreement, Plan } from "../plan.ts";
import { lotFactor } from "../lot-factor.ts";
import type { World } from "../world.ts";
import { agreementGame, type Game, PLAYERS_MOST } from "./game.ts";

/** What one member of an agreement buys under it, in discounted money. Unit of money: M. */
export interface MemberBill {
  readonly ally: string;
  /** Unit: the system's. */
  readonly quantity: number;
  /** What its part of the bill would be at the price of a first lot. */
  readonly value: number;
  /** The same items at the price of its own lots. */
  readonly costAlone: number;
  readonly coordination: number;
  /** What the plan has it pay: nobody pays more than alone. Coordination apart. */
  readonly billInPlan: number;
}

/** One agreement of a plan as a game of its members. */
export interface AgreementGame {
  readonly agreement: Agreement;
  readonly unit: string;
  readonly members: readonly MemberBill[];
  /** Members that buy nothing under it and yet pay for coordination. */
  readonly idle: readonly { readonly ally: string; readonly coordination: number }[];
  readonly game: Game;
}

/** An agreement of which no game can be made, and why. */
export interface NoGame {
  readonly agreement: Agreement;
  readonly reason: string;
}

/**
 * The games of a plan's agreements. What a group of members would pay together follows the plan's own rules: the price
 * tier that its quantities reach (lots double from tier to tier), work-share claims and set-up in the price, coordination
 * for each member; all members together pay the price that the plan counts on. A group pays each item when the plan does.
 * Unit: M, discounted.
 */
export function gamesOf(world: World, plan: Plan): readonly (AgreementGame | NoGame)[] {
  return plan.agreements.map((agreement) => gameOf(world, plan, agreement));
}

function gameOf(world: World, plan: Plan, agreement: Agreement): AgreementGame | NoGame {
  const g = world.goods.findIndex((it) => it.system === agreement.system);
  const bills = agreement.members.map((ally) => billOf(world, plan, { agreement, g, ally }));
  const members = bills.filter((it) => it.quantity > 0);
  const idle = bills.filter((it) => it.quantity <= 0).map((it) => ({ ally: it.ally, coordination: it.coordination }));
  const least = Math.round(world.value(PLAN.membersLeast));
  if (members.length < Math.max(least, 2)) return { agreement, reason: `Only ${members.length === 1 ? "one member buys" : `${members.length} members buy`} under it, so there is nothing to share.` };
  if (members.length > PLAYERS_MOST) return { agreement, reason: `It has ${members.length} buying members; shares are computed for up to ${PLAYERS_MOST}.` };
  const game = agreementGame({
    allies: members.map((it) => ({ ally: it.ally, quantity: it.quantity, value: it.value, costAlone: it.costAlone, coordination: it.coordination })),
    price: priceTogether(world, { agreement, g, quantityAll: members.reduce((sum, it) => sum + it.quantity, 0) }),
    // Work-share claims and set-up are in the price, as the plan has them.
    workShare: 0,
    coordinationFixed: 0,
    membersLeast: Math.max(least, 2),
  });
  return { agreement, unit: world.goods[g]!.unit, members, idle, game };
}

function billOf(world: World, plan: Plan, { agreement, g, ally }: { readonly agreement: Agreement; readonly g: number; readonly ally: string }): MemberBill {
  const T = world.years.length;
  const own = world.ownFactor[world.nations.indexOf(ally)]![g]!;
  const programmes = new Map(world.programmes.map((it) => [it.id, it]));
  const sum = { quantity: 0, value: 0, costAlone: 0, billInPlan: 0 };
  for (const it of plan.orders) {
    if (it.agreement !== agreement.id || it.nation !== ally) continue;
    const alone = it.programme === undefined ? world.goods[g]!.price! * own : programmes.get(it.programme)?.price;
    if (alone === undefined) continue;
    const now = it.quantity * presentOf(world, it.year - world.years[0]!, T);
    sum.quantity += it.quantity;
    sum.costAlone += now * alone;
    sum.value += (now * alone) / own;
    sum.billInPlan += now * alone * Math.min(agreement.priceFactor / own, 1);
  }
  return { ally, ...sum, coordination: coordinationOf(world, agreement) };
}

/** Present worth of a price of 1 for a delivery in year `t`, paid as the plan pays. */
function presentOf(world: World, t: number, T: number): number {
  let sum = 0;
  paymentsOf({ t, years: T, price: 1, upkeep: 0, advance: world.value(PLAN.advance), pay: (at, amount) => { sum += amount * world.discount[at]!; } });
  return sum;
}

/** Discounted coordination of one member: the agreement's in equal parts, paid every year from its start. */
function coordinationOf(world: World, agreement: Agreement): number {
  const from = Math.min(Math.round(world.value(PLAN.slip)), world.years.length - 1);
  const years = world.years.length - from;
  return world.discount.reduce((sum, it, t) => (t >= from ? sum + (it * agreement.coordination) / (agreement.members.length * years) : sum), 0);
}

/** Price by quantity ordered together, as a share of the price of a first lot. It does not rise. */
function priceTogether(world: World, { agreement, g, quantityAll }: { readonly agreement: Agreement; readonly g: number; readonly quantityAll: number }): (quantity: number) => number {
  const whole = world.need.reduce((sum, it) => sum + it[g]!, 0);
  const firstLot = whole * world.value(PLAN.firstLot);
  const dearer = (1 + world.value(PLAN.workShare)) * (1 + world.value(PLAN.setUp));
  const enough = Math.min(agreement.lot, quantityAll) * (1 - 1e-9);
  return (quantity) => {
    if (quantity >= enough) return agreement.priceFactor;
    const tier = quantity < firstLot ? quantity : firstLot * 2 ** Math.floor(Math.log2(quantity / firstLot) + 1e-9);
    return Math.max(lotFactor({ value: world.value, quantity: tier, whole }) * dearer, agreement.priceFactor);
  };
}
