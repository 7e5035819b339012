import { MilpBuilder, type MilpModel } from "#maths";
import { adoptionRows } from "./constraints/adoption.ts";
import { type AgreementColumns, agreementRows } from "./constraints/agreement.ts";
import { budgetRows } from "./constraints/budget.ts";
import { burdenRows } from "./constraints/burden.ts";
import { capacityRows } from "./constraints/capacity.ts";
import { changeoverRows } from "./constraints/changeover.ts";
import { commonColumns, commonRows } from "./constraints/common-fund.ts";
import { componentRows } from "./constraints/component.ts";
import { contributionRows } from "./constraints/contribution.ts";
import { deliveryColumns } from "./constraints/deliveries.ts";
import { expansionRows } from "./constraints/expansion.ts";
import { interoperabilityRows } from "./constraints/interoperability.ts";
import { leadRows } from "./constraints/lead.ts";
import { lotRows } from "./constraints/lot.ts";
import type { ConstraintNote } from "./constraints/note.ts";
import { persistenceRows } from "./constraints/persistence.ts";
import { programmeRows } from "./constraints/programme.ts";
import { rampRows } from "./constraints/ramp.ts";
import { requirementRows } from "./constraints/requirement.ts";
import { splitRows } from "./constraints/split.ts";
import { stockRows } from "./constraints/stock.ts";
import { supplyRows } from "./constraints/supply.ts";
import { sustainingRows } from "./constraints/sustaining.ts";
import type { Deliveries, Freedom } from "./freedom.ts";
import type { World } from "./world.ts";

/** Names of rows for export and explanation: which constraint a range of rows belongs to. */
export interface RowBlock {
  readonly constraint: string;
  readonly first: number;
  /** What each row is about, in order. */
  readonly about: (row: number) => string;
}

/** Columns of one nation and leaf; each array has one column number per year, or -1. Unit of all: `scale` leaf units. */
export interface PairColumns {
  readonly nation: number;
  readonly leaf: number;
  readonly scale: number;
  /** Without roles: first of the columns of what is short, one a CAP level of the leaf. */
  readonly short: Int32Array;
  /** With roles: what is counted, where it is a column of its own. */
  readonly counted: Int32Array;
  /** With roles: 1 where supply is counted as it is, in the requirement row. */
  readonly isDirect: Uint8Array;
  /** With roles: counted whatever is bought. Leaf units by year. */
  readonly fixed: Float64Array;
  /** First year in which something decided changes what is counted in every row; `years.length` if never. */
  readonly changes: number;
  /** With roles: column of what is counted beyond the own share at the end of the plan, or -1. */
  beyond: number;
  /** First year in which the insurance is paid. */
  premiumFrom: number;
}

/** The columns of deliveries of one good to one nation, beyond programmes. */
export interface GoodColumns {
  readonly nation: number;
  readonly good: number;
  /** First delivery year. Column of year t is `column + t - first`. */
  readonly first: number;
  readonly column: number;
  /** Items per unit of the column. */
  readonly scale: number;
}

export interface ProgrammeColumns {
  readonly first: number;
  readonly last: number;
  readonly column: number;
  readonly undelivered: number;
  readonly scale: number;
}

/** A model being written: every constraint adds its columns and rows to it. */
export interface Building {
  readonly world: World;
  readonly freedom: Freedom;
  readonly rows: Rows;
  readonly build: MilpBuilder;
  readonly goods: GoodColumns[];
  /** By nation: its goods columns. */
  readonly goodsOf: GoodColumns[][];
  /** The goods columns of one nation and good: `nation * goods + good`. */
  readonly goodAt: (GoodColumns | undefined)[];
  readonly programmes: (ProgrammeColumns | undefined)[];
  readonly programmesOf: number[][];
  readonly pairs: PairColumns[];
  /** The pairs of each nation. */
  readonly pairsOf: PairColumns[][];
  /** Split columns by `(alternative * nations + nation) * leaves + leaf`: first column, years from 0; and scale in items. */
  readonly splits: Map<number, { readonly column: number; readonly scale: number }>;
  /** Expansion columns by `line * nations + nation`. */
  readonly expansions: Map<number, { readonly column: number; readonly years: number; readonly scale: number }>;
  /** Overrun columns by `nation * years + year`, in `overrunScale[nation]` M. */
  readonly overrun: Int32Array;
  readonly overrunScale: Float64Array;
  /** First of the alliance's shortfall columns by `leaf * years + year`, one a CAP level of the leaf, as share of the requirement; -1 without. */
  readonly allianceShort: Int32Array;
  readonly stockShort: Int32Array;
  readonly lotSlack: number[];
  /** Elastic parts of hard rows that nothing has fixed yet: their sum is kept at what stage 0 reached. */
  readonly elastic: number[];
  /** What columns that no index here knows are called, part by part. */
  readonly called: Map<number, readonly (string | number)[]>;
  /** Choices left to the model: adoptions by `standard * nations + nation`, one column a date. */
  readonly adoptions: Map<number, { readonly column: number; readonly years: readonly number[] }>;
  /** What counts only with a chosen standard: `(nation * leaves + leaf) * INPUTS + input`. */
  readonly interoperable: Map<number, { readonly column: number; readonly first: number; readonly last: number; readonly scale: number }>;
  /** Lead and fallback columns by `nation * leaves + leaf`. */
  readonly leads: Map<number, number>;
  readonly fallbacks: Map<number, number>;
  /** What each fallback that is given lacks of what it must count. */
  readonly fallbackMissing: number[];
  readonly agreements: AgreementColumns[];
  /** What agreements save: columns of each nation with the (negative) price of one. */
  readonly refunds: { readonly column: number; readonly t: number; readonly price: number }[][];
  /** Lines modelled one by one: what they make, `line * goods + good`, years from 0. */
  readonly production: Map<number, { readonly column: number; readonly scale: number }>;
  /** Start columns of each product, by `line * years + year`. */
  readonly changes: Map<number, number[]>;
  /** Mode columns of each line: `[product][year]`. */
  readonly modes: Map<number, readonly (readonly number[])[]>;
  readonly open: Map<number, { readonly first: number; readonly open: readonly number[]; readonly idle: readonly number[]; readonly scale: number }>;
  /** Bought out of common funds, by good. */
  readonly commons: Map<number, { readonly column: number; readonly first: number; readonly scale: number }>;
  /** Discounted spending of each nation, in parts of its mean budget, where a burden band needs it. */
  readonly spending: { readonly columns: number[]; readonly values: number[]; constant: number }[];
  readonly costs: { readonly violations: CostList; readonly shortfall: CostList; readonly money: CostList; readonly deviation: CostList };
  readonly blocks: RowBlock[];
  /** Closes a block of rows. */
  readonly block: (note: ConstraintNote, first: number, about: readonly (() => string)[]) => void;
}

/** Costs of one objective as they come up, with a part that nothing changes. */
export class CostList {
  private sums: Float64Array;
  constant = 0;
  /** Room to begin with, for so many columns. */
  constructor(room = 1024) {
    this.sums = new Float64Array(Math.max(room, 1));
  }
  add(column: number, value: number): void {
    if (column >= this.sums.length) {
      const grown = new Float64Array(2 ** Math.ceil(Math.log2(column + 1)));
      grown.set(this.sums);
      this.sums = grown;
    }
    this.sums[column]! += value;
  }
  /** Costs of the first `size` columns. */
  vector(size: number): Float64Array {
    const vector = new Float64Array(size);
    vector.set(this.sums.subarray(0, size));
    return vector;
  }
}

export type Objective = "violations" | "shortfall" | "money" | "deviation";

/** A model with its four objectives and the way back from columns to decisions. */
export interface Formulation {
  readonly model: MilpModel;
  readonly costs: Readonly<Record<Objective, Float64Array>>;
  readonly constants: Readonly<Record<Objective, number>>;
  readonly on: Building;
}

/** Money objective is in this many M, so that its numbers are near one. */
export const MONEY_SCALE = 1000;

/**
 * Which rows are written. `all`: also those that limit nothing while dates are free (slots, room of one's own), so that the
 * models of all sets of levers have the same rows. `limiting`: only those with a bound on some side; the solutions are the same.
 */
export type Rows = "all" | "limiting";

// Room at first, for each nation, leaf and year: what full models of the fictional alliances were seen to need.
const ENTRIES_EACH = 18;
const LINES_EACH = 1.6;

/** Writes the model of a freedom in one pass over the world. */
export function formulate(world: World, freedom: Freedom, rows: Rows = "all"): Formulation {
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const pairYears = freedom.nations.length * world.leaves.length * T;
  // The model of one nation is small, and there are many of them.
  const lines = freedom.nations.length === 1 ? 1024 : Math.ceil(LINES_EACH * pairYears);
  const build = new MilpBuilder(freedom.nations.length === 1 ? 8192 : ENTRIES_EACH * pairYears, lines);
  const blocks: RowBlock[] = [];
  const on: Building = {
    world,
    freedom,
    rows,
    build,
    goods: [],
    goodsOf: Array.from({ length: N }, () => []),
    goodAt: Array.from({ length: N * world.goods.length }),
    programmes: world.programmes.map(() => undefined),
    programmesOf: Array.from({ length: N }, () => []),
    pairs: [],
    pairsOf: Array.from({ length: N }, () => []),
    splits: new Map(),
    expansions: new Map(),
    overrun: new Int32Array(N * T).fill(-1),
    overrunScale: new Float64Array(N),
    allianceShort: new Int32Array(C * T).fill(-1),
    stockShort: new Int32Array(world.stocks.length * T).fill(-1),
    lotSlack: [],
    elastic: [],
    called: new Map(),
    adoptions: new Map(),
    interoperable: new Map(),
    leads: new Map(),
    fallbacks: new Map(),
    fallbackMissing: [],
    agreements: [],
    refunds: Array.from({ length: N }, () => []),
    production: new Map(),
    changes: new Map(),
    modes: new Map(),
    open: new Map(),
    commons: new Map(),
    spending: Array.from({ length: N }, () => ({ columns: [], values: [], constant: 0 })),
    costs: { violations: new CostList(lines), shortfall: new CostList(lines), money: new CostList(lines), deviation: new CostList(lines) },
    blocks,
    block: (note, first, about) => void blocks.push({ constraint: note.name, first, about: (row) => about[row]!() }),
  };
  deliveryColumns(on);
  commonColumns(on);
  programmeRows(on);
  expansionRows(on);
  splitRows(on);
  adoptionRows(on);
  interoperabilityRows(on);
  contributionRows(on);
  for (const it of on.pairs) on.pairsOf[it.nation]!.push(it);
  leadRows(on);
  requirementRows(on);
  stockRows(on);
  supplyRows(on);
  capacityRows(on);
  componentRows(on);
  rampRows(on);
  changeoverRows(on);
  sustainingRows(on);
  agreementRows(on);
  lotRows(on);
  budgetRows(on);
  commonRows(on);
  burdenRows(on);
  persistenceRows(on);
  const model = build.model();
  const size = model.colCount;
  return {
    model,
    costs: { violations: on.costs.violations.vector(size), shortfall: on.costs.shortfall.vector(size), money: on.costs.money.vector(size), deviation: on.costs.deviation.vector(size) },
    constants: { violations: on.costs.violations.constant, shortfall: on.costs.shortfall.constant, money: on.costs.money.constant, deviation: on.costs.deviation.constant },
    on,
  };
}

/** Whether a nation may count beyond its share of a leaf: chosen as a lead, or while none is chosen, a candidate for it; for a bound anyone, since coverage counts what comes about without a lead too. Key: `nation * leaves + leaf`. */
export const leadsIn = (world: World, freedom: Freedom, key: number): boolean => (freedom.leads === "any" ? freedom.relaxed === true || (world.mayLead?.has(key) ?? true) : freedom.leads.has(key));

/** Reads decisions off a solution. */
export function deliveriesOf({ on }: Formulation, primal: Float64Array): Deliveries {
  const { world, freedom } = on;
  const T = world.years.length;
  const clean = (value: number): number => (value > 1e-9 ? value : 0);
  const free = new Map<number, Float64Array>();
  for (const it of on.goods) {
    const years = new Float64Array(T);
    let some = false;
    for (let t = it.first; t < T; t++) {
      years[t] = clean(primal[it.column + t - it.first]!) * it.scale;
      some ||= years[t]! > 0;
    }
    if (some) free.set(it.nation * world.goods.length + it.good, years);
  }
  const programme = on.programmes.map((it) => {
    const years = new Float64Array(T);
    if (it !== undefined) for (let t = it.first; t <= it.last; t++) years[t] = clean(primal[it.column + t - it.first]!) * it.scale;
    return years;
  });
  const read = (columns: Map<number, { readonly column: number; readonly scale: number; readonly years?: number }>): Map<number, Float64Array> =>
    new Map([...columns].map(([key, it]) => [key, Float64Array.from({ length: T }, (_, t) => (t < (it.years ?? T) ? clean(primal[it.column + t]!) * it.scale : 0))]));
  const beyond = new Map<number, Float64Array>();
  if (freedom.roles) {
    for (const it of on.pairs) {
      const size = it.beyond < 0 ? 0 : clean(primal[it.beyond]!) * it.scale;
      // Round-off of the solver is not a lead.
      if (size > 1e-3 * it.scale && leadsIn(world, freedom, it.nation * world.leaves.length + it.leaf)) beyond.set(it.nation * world.leaves.length + it.leaf, Float64Array.from({ length: T }, (_, t) => (t >= it.premiumFrom ? size : 0)));
    }
  }
  const common = new Map([...on.commons].map(([good, it]) => [good, Float64Array.from({ length: T }, (_, t) => (t < it.first ? 0 : clean(primal[it.column + t - it.first]!) * it.scale))]));
  const idle = new Map([...on.open].map(([l, it]) => [l, Float64Array.from({ length: T }, (_, t) => (t < it.first ? 0 : clean(primal[it.idle[t - it.first]!]!) * it.scale))]));
  return { free, programme, split: read(on.splits), expansion: read(on.expansions), beyond, common, idle, production: read(on.production) };
}
