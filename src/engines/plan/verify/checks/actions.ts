import type { Action, Order } from "../../plan.ts";
import type { ComparisonCheck, ComparisonRead, Recorder } from "../check.ts";
import type { LeafRead } from "../leaves.ts";
import { type Countable, type Delivered, type PlanRead, soFarOf } from "../plan-read.ts";
import { shortfallYears } from "../recount.ts";

/** Figures of an action as counted again. */
interface ActionRead {
  readonly quantity: number | undefined;
  readonly first: number;
  readonly last: number;
  readonly shortfallYears: number;
  readonly money: number;
}

/** What each ally can do, with an effect that is counted. */
export const actionsCounted: ComparisonCheck = {
  code: "action",
  title: "Actions of an ally are ranked by effect; quantity and years are those of the plan, the effect is the shortfall of the plan without the action less that with it, and the money what it costs the ally more than alone, discounted.",
  mend: "Make the plan again: an action was changed after the plan was made.",
  run: (on, record) => {
    const { actions } = on.comparison;
    const { facts } = on.aligned;
    const ranks = new Map<string, Action>();
    for (const it of actions) {
      const where = `${it.nation} ${it.rank}`;
      const before = ranks.get(it.nation);
      record.holds({ where, what: "Ranks count from one, the most effective first.", holds: facts.alliance.nationIndex.has(it.nation) && it.rank === (before?.rank ?? 0) + 1 && (before === undefined || it.effect.shortfallYears <= before.effect.shortfallYears) });
      ranks.set(it.nation, it);
      const read = READERS[it.kind](on, it);
      record.holds({ where, what: `The plan has what the action "${it.kind}" speaks of.`, holds: read !== undefined });
      if (read !== undefined) compare(record, { on, where, it, read });
    }
  },
};

function compare({ equal }: Recorder, { on, where, it, read }: { readonly on: ComparisonRead; readonly where: string; readonly it: Action; readonly read: ActionRead }): void {
  const size = Math.max(on.comparison.alone.shortfallYears, 1);
  equal({ where, what: "Shortfall-years saved", shown: it.effect.shortfallYears, counted: read.shortfallYears, size });
  equal({ where, what: "Money", shown: it.effect.money, counted: read.money, size: Math.max(Math.abs(read.money), 1) });
  if (read.quantity !== undefined) equal({ where, what: "Quantity", shown: it.quantity ?? Number.NaN, counted: read.quantity });
  equal({ where, what: "First year", shown: it.years?.first ?? Number.NaN, counted: read.first, size: 1 });
  equal({ where, what: "Last year", shown: it.years?.last ?? Number.NaN, counted: read.last, size: 1 });
}

const READERS: Readonly<Record<Action["kind"], (on: ComparisonRead, it: Action) => ActionRead | undefined>> = { order: orderOf, join: orderOf, move: moveOf, lead: leadOf, adopt: adoptOf };

const yearsOf = (orders: readonly Order[]): { readonly first: number; readonly last: number } => ({ first: Math.min(...orders.map((it) => it.year)), last: Math.max(...orders.map((it) => it.year)) });

const discounted = ({ facts }: PlanRead, orders: readonly Order[], price: (it: Order) => number): number => orders.reduce((sum, it) => sum + facts.discount[it.year - facts.firstYear]! * it.quantity * price(it), 0);

/** Purchases beyond programmes, against those the ally makes alone. */
function orderOf({ alone, aligned }: ComparisonRead, it: Action): ActionRead | undefined {
  const mine = (order: Order): boolean => order.nation === it.nation && order.system === it.system && order.programme === undefined;
  const [now, was] = [aligned.plan.orders.filter(mine), alone.plan.orders.filter(mine)];
  const price = aligned.facts.system(it.system ?? "")?.price;
  if (now.length === 0 || price === undefined) return undefined;
  const own = price * aligned.market.ownFactor(it.nation, it.system!);
  return {
    quantity: now.reduce((sum, order) => sum + order.quantity, 0),
    ...yearsOf(now),
    shortfallYears: lostWithout(aligned, it.nation, it.system!, [...aligned.plan.orders.filter((order) => !mine(order)), ...was]),
    money: discounted(aligned, now, (order) => order.unitPrice ?? Number.NaN) - discounted(aligned, was, () => own),
  };
}

/** A programme delivered outside its window, against where the ally delivers it alone. */
function moveOf({ alone, aligned }: ComparisonRead, it: Action): ActionRead | undefined {
  const mine = (order: Order): boolean => order.programme === it.programme;
  const programme = aligned.market.programmes.get(it.programme ?? "");
  const [now, was] = [aligned.plan.orders.filter(mine), alone.plan.orders.filter(mine)];
  if (programme === undefined || programme.nation !== it.nation || now.length === 0) return undefined;
  const price = programme.price ?? 0;
  return {
    quantity: programme.quantity,
    ...yearsOf(now),
    shortfallYears: lostWithout(aligned, it.nation, programme.system, [...aligned.plan.orders.filter((order) => !mine(order)), ...was]),
    money: discounted(aligned, now, () => price) - discounted(aligned, was, () => price),
  };
}

/** What a lead counts beyond its share or holdings, were it not counted. */
function leadOf({ aligned }: ComparisonRead, it: Action): ActionRead | undefined {
  const { plan, facts, T } = aligned;
  const lead = plan.leads.find((other) => other.nation === it.nation && other.leaf === it.leaf);
  const leaf = aligned.leaves.find((other) => other.id === it.leaf);
  if (lead === undefined || leaf === undefined) return undefined;
  const counted = new Map<number, number>();
  let lost = 0;
  for (const row of plan.contributions) if (row.leaf === it.leaf) counted.set(row.year, (counted.get(row.year) ?? 0) + row.counted);
  for (const row of plan.contributions) {
    if (row.leaf !== it.leaf || row.nation !== it.nation) continue;
    const required = leaf.required[row.year - facts.firstYear]!;
    if (required <= 0) continue;
    const beyond = Math.max(row.counted - Math.max(row.target, row.held), 0);
    const sum = counted.get(row.year)!;
    lost += (Math.max(required - sum + beyond, 0) - Math.max(required - sum, 0)) / required;
  }
  const yearly = lead.insurance / (facts.firstYear + T - lead.firstYear);
  return { quantity: lead.beyondShare, first: lead.firstYear, last: facts.years.at(-1)!, shortfallYears: lost, money: facts.discount.reduce((sum, discount, t) => sum + (facts.firstYear + t >= lead.firstYear ? discount * yearly : 0), 0) };
}

/** A standard adopted sooner than without the plan. */
function adoptOf({ aligned }: ComparisonRead, it: Action): ActionRead | undefined {
  const { plan, facts, countable, adoptedAnyway } = aligned;
  const choice = plan.adoptions.find((other) => other.nation === it.nation && other.standard === it.standard && other.origin === "plan");
  if (choice === undefined) return undefined;
  const without: Countable = { ...countable, adopted: (nation, standard) => (nation === choice.nation && standard === choice.standard ? adoptedAnyway(nation, standard).from : countable.adopted(nation, standard)), apart: { from: countable, nations: new Set([choice.nation]) } };
  const leaves = aligned.leaves.filter((leaf) => leaf.inputs.some((input) => input.standard === choice.standard));
  return { quantity: undefined, first: choice.year, last: choice.year, shortfallYears: lostOf(aligned, without, leaves), money: choice.cost * facts.discount[Math.max(choice.year - facts.firstYear - 1, 0)]! };
}

const lostOf = (aligned: PlanRead, without: Countable, leaves: readonly LeafRead[]): number => shortfallYears(aligned, without, leaves) - shortfallYears(aligned, aligned.countable, leaves);

/** Shortfall-years more in the leaves a system counts for, with other orders of a nation in place of those of the plan. */
function lostWithout(aligned: PlanRead, nation: string, system: string, orders: readonly Order[]): number {
  const { facts, leaves, countable } = aligned;
  const touched = leaves.filter((leaf) => leaf.inputs.some((input) => !input.isSplit && input.class === facts.classOf(system)) && facts.yieldOf(system, leaf.id) !== undefined);
  const soFar: Delivered = soFarOf(aligned, orders.filter((it) => it.nation === nation));
  return lostOf(aligned, { ...countable, soFar, apart: { from: countable, nations: new Set([nation]) } }, touched);
}
