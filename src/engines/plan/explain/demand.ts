import type { AddedRow } from "#maths";
import { nearest, nearestFirst } from "#model";
import type { Formulation } from "../formulate.ts";
import { MONEY_SCALE } from "../formulate.ts";
import { partsOf, strataShort } from "../strata.ts";
import { amountText } from "./words.ts";

/** A hard wish about the plan. Ids as in the data set; years as calendar years, both ends included. */
export type Demand =
  /** From this year on at least this share of the leaf's requirement is covered. */
  | { readonly kind: "cover"; readonly leaf: string; readonly share: number; readonly from: number }
  /** From this year on at least this share of the stock target is in store. */
  | { readonly kind: "stock"; readonly nation: string; readonly system: string; readonly share: number; readonly from: number }
  /** The nation spends no more than this in any year. Unit: M of the alliance's currency. */
  | { readonly kind: "budget"; readonly nation: string; readonly most: number; readonly from?: number; readonly to?: number }
  /** All spend no more than this in all years. Unit: M of the alliance's currency, discounted. */
  | { readonly kind: "spend"; readonly most: number }
  /** The programme is delivered in full within its announced window, begun so many years later. */
  | { readonly kind: "programme"; readonly programme: string; readonly delay: number }
  /** The line makes nothing from this year on, and is not expanded. */
  | { readonly kind: "line-lost"; readonly line: string; readonly from?: number }
  /** The nation counts no more of the leaf than its share and what comes about anyway. */
  | { readonly kind: "no-lead"; readonly nation: string; readonly leaf: string }
  /** Up to and with a year the nation buys at least, or at most, so many beyond its programmes. */
  | { readonly kind: "order"; readonly nation: string; readonly system: string; readonly bound: "least" | "most"; readonly quantity: number; readonly by: number };

/** A demand names something that is not there, or asks for a number that means nothing. */
export class DemandError extends Error {
  readonly demand: Demand;
  constructor(demand: Demand, message: string) {
    super(message);
    this.name = "DemandError";
    this.demand = demand;
  }
}

/** A demand as rows of a model, all of them `terms ≤ upper`, that give way together. */
export interface DemandRows {
  readonly demand: Demand;
  readonly words: string;
  readonly rows: readonly AddedRow[];
  /** What each row gives way by for one of the unit. */
  readonly gives: readonly number[];
  readonly unit: string;
  /** Says how the demand reads when it gives way by an amount. */
  readonly eased: (amount: number) => string;
  /** A usual size, by which demands in different units are weighed. */
  readonly size: number;
}

const INF = Number.POSITIVE_INFINITY;

/** The rows of a demand. @throws DemandError */
export function demandRows(formulation: Formulation, demand: Demand): DemandRows {
  const { on } = formulation;
  const { world } = on;
  switch (demand.kind) {
    case "cover": {
      const c = placeIn(demand, world.leaves.map((it) => it.id), demand.leaf, "planned capability");
      const rows = yearsFrom(formulation, demand, demand.from).map((t) => coverRow(formulation, c, t, demand.share));
      return { demand, words: `${world.nameOf(demand.leaf)} covered to ${percent(demand.share)} from ${demand.from} on`, rows, gives: rows.map(() => 1), unit: "share", eased: (amount) => `accept ${percent(Math.max(demand.share - amount, 0))} of ${world.nameOf(demand.leaf)} from ${demand.from} on`, size: 1 };
    }
    case "stock": {
      const g = placeIn(demand, world.goods.map((it) => it.system), demand.system, "system of the plan");
      const n = placeIn(demand, world.nations, demand.nation, "nation");
      const at = world.stocks.findIndex((it) => it.nation === n && it.good === g);
      if (at < 0) throw new DemandError(demand, `${demand.nation} has no stock target for ${demand.system}. Ask for a stock that has one.`);
      const rows = yearsFrom(formulation, demand, demand.from).map((t): AddedRow => ({ lower: -INF, upper: 1 - demand.share, entries: [[on.stockShort[at * world.years.length + t]!, 1]] }));
      return { demand, words: `${world.nameOf(demand.nation)}: ${percent(demand.share)} of its stock target for ${world.nameOf(demand.system)} from ${demand.from} on`, rows, gives: rows.map(() => 1), unit: "share", eased: (amount) => `accept ${percent(Math.max(demand.share - amount, 0))} of the stock of ${world.nameOf(demand.system)} (${world.nameOf(demand.nation)})`, size: 1 };
    }
    case "budget": {
      const n = placeIn(demand, world.nations, demand.nation, "nation");
      positive(demand, demand.most, "money");
      const money = `M ${world.currency}`;
      const scale = on.overrunScale[n]!;
      const rows = yearsFrom(formulation, demand, demand.from ?? world.years[0]!, demand.to).map((t): AddedRow => {
        const row = rowOf(formulation, budgetRow(formulation, n, t), (demand.most - world.budget[n]![t]!) / scale);
        return { ...row, entries: row.entries.filter(([column]) => column !== on.overrun[n * world.years.length + t]) };
      });
      return { demand, words: `${world.nameOf(demand.nation)} spends at most ${amountText(demand.most)} ${money} a year${spanText(demand)}`, rows, gives: rows.map(() => 1 / scale), unit: money, eased: (amount) => `let ${world.nameOf(demand.nation)} spend ${amountText(demand.most + amount)} ${money} a year${spanText(demand)}`, size: Math.max(scale, 1e-6) };
    }
    case "spend": {
      positive(demand, demand.most, "money");
      const money = `M ${world.currency}`;
      const costs = formulation.costs.money;
      const missed = new Set(on.lotSlack);
      const entries = [...costs].flatMap((cost, column): (readonly [number, number])[] => (cost === 0 || missed.has(column) ? [] : [[column, cost]]));
      return { demand, words: `all allies spend at most ${amountText(demand.most)} ${money}, discounted, over the plan`, rows: [{ lower: -INF, upper: demand.most / MONEY_SCALE - formulation.constants.money, entries }], gives: [1 / MONEY_SCALE], unit: money, eased: (amount) => `let all spend ${amountText(demand.most + amount)} ${money}`, size: Math.max(demand.most, 1) };
    }
    case "programme": {
      const at = placeIn(demand, world.programmes.map((it) => it.id), demand.programme, "programme of the plan");
      const it = world.programmes[at]!;
      const columns = on.programmes[at]!;
      const outside = Array.from({ length: columns.last - columns.first + 1 }, (_, k) => columns.first + k).filter((t) => t < it.first + demand.delay || t > it.last + demand.delay);
      const row: AddedRow = { lower: -INF, upper: 0, entries: [...outside.map((t) => [columns.column + t - columns.first, 1] as const), [columns.undelivered, 1]] };
      const when = demand.delay === 0 ? "in its announced years" : `${demand.delay} ${demand.delay === 1 ? "year" : "years"} late`;
      return { demand, words: `the programme ${world.nameOf(demand.programme)} delivered in full ${when}`, rows: [row], gives: [1 / it.quantity], unit: "items", eased: (amount) => `let ${amountText(amount)} of the ${amountText(it.quantity)} items of ${world.nameOf(demand.programme)} come in other years, or not at all`, size: it.quantity };
    }
    case "line-lost":
      return lineLost(formulation, demand);
    case "no-lead": {
      const n = placeIn(demand, world.nations, demand.nation, "nation");
      const c = placeIn(demand, world.leaves.map((it) => it.id), demand.leaf, "planned capability");
      const pair = on.pairsOf[n]!.find((it) => it.leaf === c);
      const column = pair?.beyond ?? -1;
      return { demand, words: `${world.nameOf(demand.nation)} does not lead ${world.nameOf(demand.leaf)}`, rows: column < 0 ? [] : [{ lower: -INF, upper: 0, entries: [[column, 1]] }], gives: column < 0 ? [] : [1 / pair!.scale], unit: world.leaves[c]!.unit, eased: (amount) => `let ${world.nameOf(demand.nation)} count ${amountText(amount)} ${world.leaves[c]!.unit} of ${world.nameOf(demand.leaf)} beyond its share`, size: pair?.scale ?? 1 };
    }
    case "order":
      return orderRows(formulation, demand);
  }
}

/** Shares short of a leaf in a year sum to no more than is left of the whole. */
function coverRow({ on }: Formulation, c: number, t: number, share: number): AddedRow {
  const { world, freedom } = on;
  const leaf = world.leaves[c]!;
  const T = world.years.length;
  const required = leaf.required[t]!;
  if (required <= 0) return { lower: -INF, upper: 0, entries: [] };
  const whole = 1 - share;
  if (freedom.roles) {
    const column = on.allianceShort[c * T + t]!;
    if (column >= 0) return { lower: -INF, upper: whole, entries: leaf.strata.map((_, q) => [column + q, 1] as const) };
    const fixed = on.pairs.reduce((sum, it) => sum + (it.leaf === c ? it.fixed[t]! : 0), 0) / required;
    return { lower: -INF, upper: whole - strataShort(leaf, t, fixed).reduce((sum, it) => sum + it, 0), entries: [] };
  }
  // Without roles each ally's own shortfall counts, and what nobody was asked for is short.
  const pairs = on.pairs.filter((it) => it.leaf === c);
  const assigned = pairs.reduce((sum, it) => sum + Math.min(leaf.share[it.nation]![t]!, leaf.ceiling * required), 0);
  const entries = pairs.flatMap((it) => (it.short[t]! < 0 ? [] : partsOf(leaf, t).map((_, q) => [it.short[t]! + q, it.scale / required] as const)));
  return { lower: -INF, upper: whole - Math.max(required - assigned, 0) / required, entries };
}

/** Pools that the line is part of make so much less, and the line gets no more room. */
function lineLost(formulation: Formulation, demand: Extract<Demand, { readonly kind: "line-lost" }>): DemandRows {
  const { on, model } = formulation;
  const { world } = on;
  const N = world.nations.length;
  const l = placeIn(demand, world.lines.map((it) => it.id), demand.line, "line of the plan");
  const from = demand.from ?? world.years[0]!;
  const rows: AddedRow[] = [];
  const gives: number[] = [];
  on.blocks.forEach((block, b) => {
    if (block.constraint !== "capacity" && block.constraint !== "component") return;
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) {
      const [lines = "", year = "", more] = block.about(row - block.first).split(" ");
      if (more !== undefined || Number(year) < from || !lines.split("+").includes(demand.line)) continue;
      const pool = world.pools.find((it) => (it.per !== undefined) === (block.constraint === "component") && it.lines.map((at) => world.lines[at]!.id).join("+") === lines);
      const most = Math.max(...(pool?.capacity ?? []), 1e-9);
      const lost = world.lines[l]!.capacity[world.years.indexOf(Number(year))]! / most;
      const added = new Set(Array.from({ length: N }, (_, n) => on.expansions.get(l * N + n)).flatMap((it) => (it === undefined ? [] : Array.from({ length: it.years }, (_, k) => it.column + k))));
      const { upper, entries } = rowOf(formulation, row, -lost);
      rows.push({ lower: -INF, upper, entries: entries.filter(([column]) => !added.has(column)) });
      gives.push(1 / most);
    }
  });
  return { demand, words: `the line ${world.nameOf(demand.line)} makes nothing${demand.from === undefined ? "" : ` from ${demand.from} on`}`, rows, gives, unit: "items a year", eased: (amount) => `keep ${amountText(amount)} items a year of the line ${world.nameOf(demand.line)}`, size: Math.max(...world.lines[l]!.capacity, 1e-9) };
}

function orderRows({ on }: Formulation, demand: Extract<Demand, { readonly kind: "order" }>): DemandRows {
  const { world } = on;
  const n = placeIn(demand, world.nations, demand.nation, "nation");
  const g = placeIn(demand, world.goods.map((it) => it.system), demand.system, "system of the plan");
  positive(demand, demand.quantity, "quantity");
  const last = yearAt(demand, world.years, demand.by);
  const bought = on.goodAt[n * world.goods.length + g];
  const sign = demand.bound === "most" ? 1 : -1;
  const scale = bought?.scale ?? 1;
  const entries = bought === undefined ? [] : Array.from({ length: Math.max(last - bought.first + 1, 0) }, (_, k) => [bought.column + k, sign] as const);
  const words = `${world.nameOf(demand.nation)} buys at ${demand.bound} ${amountText(demand.quantity)} × ${world.nameOf(demand.system)} by ${demand.by}`;
  return { demand, words, rows: [{ lower: -INF, upper: (sign * demand.quantity) / scale, entries }], gives: [1 / scale], unit: "items", eased: (amount) => `let ${world.nameOf(demand.nation)} buy ${amountText(Math.max(demand.quantity + sign * amount, 0))} × ${world.nameOf(demand.system)} by ${demand.by}`, size: Math.max(demand.quantity, scale) };
}

/** A row of the model that is there already, its upper bound moved. */
function rowOf({ model }: Formulation, row: number, moved: number): AddedRow {
  const entries: (readonly [number, number])[] = [];
  for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) entries.push([model.indices[k]!, model.values[k]!]);
  return { lower: -INF, upper: model.rowUpper[row]! + moved, entries };
}

function budgetRow({ on, model }: Formulation, n: number, t: number): number {
  const at = on.blocks.findIndex((it) => it.constraint === "budget");
  const end = on.blocks[at + 1]?.first ?? model.rowCount;
  const wanted = `${on.world.nations[n]} ${on.world.years[t]}`;
  for (let row = on.blocks[at]!.first; row < end; row++) if (on.blocks[at]!.about(row - on.blocks[at]!.first) === wanted) return row;
  throw new Error(`no budget row for ${wanted}`);
}

const percent = (share: number): string => `${amountText(Math.round(share * 1e6) / 1e4)} %`;
const spanText = ({ from, to }: { readonly from?: number; readonly to?: number }): string => (from === undefined && to === undefined ? "" : from === to ? ` in ${from}` : `${from === undefined ? "" : ` from ${from}`}${to === undefined ? " on" : ` to ${to}`}`);

function placeIn(demand: Demand, known: readonly string[], wanted: string, what: string): number {
  const at = known.indexOf(wanted);
  if (at >= 0) return at;
  const near = nearest(wanted, known);
  throw new DemandError(demand, `"${wanted}" is no ${what}. ${near === undefined ? `Use one of: ${nearestFirst(wanted, known, 8)}.` : `Did you mean ${near}?`}`);
}

function yearAt(demand: Demand, years: readonly number[], year: number): number {
  const at = years.indexOf(year);
  if (at < 0) throw new DemandError(demand, `${year} is outside the plan. Give a year from ${years[0]} to ${years.at(-1)}.`);
  return at;
}

function yearsFrom({ on }: Formulation, demand: Demand, from: number, to?: number): number[] {
  const first = yearAt(demand, on.world.years, from);
  const last = to === undefined ? on.world.years.length - 1 : yearAt(demand, on.world.years, to);
  if (last < first) throw new DemandError(demand, `${to} lies before ${from}. Give the earlier year first.`);
  if ("share" in demand && !(demand.share > 0 && demand.share <= 1)) throw new DemandError(demand, `${demand.share} is no share. Give a share above 0 and up to 1.`);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

function positive(demand: Demand, value: number, what: string): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new DemandError(demand, `${value} is no ${what}. Give a number of 0 or more.`);
}
