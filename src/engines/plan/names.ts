import type { MilpNames } from "#maths";
import { INPUTS } from "./constraints/interoperability.ts";
import type { Building, Formulation } from "./formulate.ts";

/** `planner`: what a row or column is about. `anonymous`: numbers only, which tell nothing of whose plan it is. */
export type NameStyle = "planner" | "anonymous";

// What HiGHS, CBC and GLPK all take.
const LONGEST = 255;

/**
 * Names of the rows and columns of a formulation, for another solver: letters, digits, `_` and `.`, at most 255 of them, no
 * two alike, none that the LP format could take for a number or a word of its own. A column that no index knows is `x123`
 * with the constraint it first stands in.
 * @example namesOf(formulation, "planner").column(0) // → "buy.Ash.jet.2033"
 */
export function namesOf(formulation: Formulation, style: NameStyle): MilpNames {
  if (style === "anonymous") return { column: (at) => `x${numbered(at)}`, row: (at) => `r${numbered(at)}` };
  const columns = unique(columnNames(formulation));
  const rows = unique(rowNames(formulation));
  return { column: (at) => columns[at]!, row: (at) => rows[at]! };
}

// A name of fewer than nine characters is filled up in MPS files, and would come back as another.
const DIGITS = 8;
const numbered = (at: number): string => String(at).padStart(DIGITS, "0");

/** A text as part of a name. */
const plain = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "") || "_";

function unique(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const cut = name.slice(0, LONGEST);
    const own = taken.has(cut) ? `${name.slice(0, LONGEST - 12)}.${at}` : cut;
    taken.add(own);
    return own;
  });
}

function rowNames({ model, on }: Formulation): readonly string[] {
  const names = Array.from({ length: model.rowCount }, (_, row) => `row.${row}`);
  on.blocks.forEach((block, at) => {
    const end = on.blocks[at + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) names[row] = `${plain(block.constraint)}.${plain(block.about(row - block.first))}`;
  });
  return names;
}

/** Constraint of the first row that each column stands in. */
function firstConstraint({ model, on }: Formulation): readonly (string | undefined)[] {
  const found: (string | undefined)[] = Array.from({ length: model.colCount });
  on.blocks.forEach((block, at) => {
    const end = on.blocks[at + 1]?.first ?? model.rowCount;
    for (let entry = model.starts[block.first]!; entry < model.starts[end]!; entry++) found[model.indices[entry]!] ??= block.constraint;
  });
  return found;
}

function columnNames(formulation: Formulation): readonly string[] {
  const { model, on } = formulation;
  const names: string[] = Array.from({ length: model.colCount });
  const put = (column: number, ...parts: readonly (string | number)[]): void => {
    if (column >= 0 && column < names.length) names[column] ??= parts.map((it) => plain(String(it))).join(".");
  };
  for (const name of [deliveries, contributions, industry, choices, shortfalls]) name(on, put);
  for (const [column, parts] of on.called) put(column, ...parts);
  const constraints = firstConstraint(formulation);
  for (let column = 0; column < names.length; column++) {
    const constraint = constraints[column];
    names[column] ??= constraint === undefined ? `x${column}` : `x${column}.${plain(constraint)}`;
  }
  return names;
}

type Put = (column: number, ...parts: readonly (string | number)[]) => void;

function deliveries(on: Building, put: Put): void {
  const { world } = on;
  const T = world.years.length;
  const system = (good: number): string => world.goods[good]!.system;
  for (const it of on.goods) for (let t = it.first; t < T; t++) put(it.column + t - it.first, "buy", world.nations[it.nation]!, system(it.good), world.years[t]!);
  on.programmes.forEach((it, at) => {
    if (it === undefined) return;
    const { id } = world.programmes[at]!;
    for (let t = it.first; t <= it.last; t++) put(it.column + t - it.first, "programme", id, world.years[t]!);
    put(it.undelivered, "undelivered", id);
  });
  for (const [good, it] of on.commons) for (let t = it.first; t < T; t++) put(it.column + t - it.first, "common", system(good), world.years[t]!);
}

function contributions(on: Building, put: Put): void {
  const { world } = on;
  const N = world.nations.length;
  const C = world.leaves.length;
  for (const it of on.pairs) {
    const pair = [world.nations[it.nation]!, world.leaves[it.leaf]!.id] as const;
    world.years.forEach((year, t) => {
      put(it.counted[t] ?? -1, "counted", ...pair, year);
      const short = it.short[t] ?? -1;
      if (short >= 0) world.leaves[it.leaf]!.strata.forEach((part, q) => put(short + q, "short", ...pair, year, `level_${part.level}`));
    });
    put(it.beyond, "beyond", ...pair);
  }
  for (const [key, it] of on.splits) {
    const alternative = Math.floor(key / (N * C));
    const parts = [world.alternatives[alternative]!.class, world.nations[Math.floor(key / C) % N]!, world.leaves[key % C]!.id] as const;
    world.years.forEach((year, t) => put(it.column + t, "split", ...parts, year));
  }
}

function industry(on: Building, put: Put): void {
  const { world } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const G = world.goods.length;
  const system = (good: number): string => world.goods[good]!.system;
  for (const [key, it] of on.expansions) for (let t = 0; t < it.years; t++) put(it.column + t, "expand", world.lines[Math.floor(key / N)]!.id, world.nations[key % N]!, world.years[t]!);
  for (const [key, it] of on.production) world.years.forEach((year, t) => put(it.column + t, "make", world.lines[Math.floor(key / G)]!.id, world.goods[key % G]!.system, year));
  for (const [key, columns] of on.changes) columns.forEach((column, at) => put(column, "start", world.lines[Math.floor(key / T)]!.id, system(world.lines[Math.floor(key / T)]!.goods[at]!), world.years[key % T]!));
  for (const [line, products] of on.modes) products.forEach((columns, at) => columns.forEach((column, t) => put(column, "mode", world.lines[line]!.id, world.goods[world.lines[line]!.goods[at]!]!.system, world.years[t]!)));
  for (const [line, it] of on.open) {
    it.open.forEach((column, at) => put(column, "open", world.lines[line]!.id, world.years[it.first + at]!));
    it.idle.forEach((column, at) => put(column, "idle", world.lines[line]!.id, world.years[it.first + at]!));
  }
}

function choices(on: Building, put: Put): void {
  const { world } = on;
  const N = world.nations.length;
  const C = world.leaves.length;
  for (const [key, it] of on.adoptions) it.years.forEach((t, at) => put(it.column + at, "adopt", world.nations[key % N]!, world.standards[Math.floor(key / N)]!.id, world.years[t]!));
  for (const [key, it] of on.interoperable) {
    const pair = Math.floor(key / INPUTS);
    const leaf = world.leaves[pair % C]!;
    for (let t = it.first; t <= it.last; t++) put(it.column + t - it.first, "interoperable", world.nations[Math.floor(pair / C)]!, leaf.id, [...leaf.adding, ...leaf.limiting][key % INPUTS]!.class, world.years[t]!);
  }
  for (const [key, column] of on.leads) put(column, "lead", world.nations[Math.floor(key / C)]!, world.leaves[key % C]!.id);
  for (const [key, column] of on.fallbacks) put(column, "fallback", world.nations[Math.floor(key / C)]!, world.leaves[key % C]!.id);
  on.agreements.forEach(({ option, tiers, members }) => {
    const { system } = world.goods[option.good]!;
    tiers.forEach((column, q) => put(column, "agreement", system, `tier_${q + 1}`));
    members.forEach((column, at) => put(column, "member", system, world.nations[option.candidates[at]!]!));
  });
}

function shortfalls(on: Building, put: Put): void {
  const { world } = on;
  const T = world.years.length;
  on.allianceShort.forEach((column, key) => {
    if (column < 0) return;
    const leaf = world.leaves[Math.floor(key / T)]!;
    leaf.strata.forEach((part, q) => put(column + q, "shortfall", leaf.id, world.years[key % T]!, `level_${part.level}`));
  });
  on.overrun.forEach((column, key) => put(column, "overrun", world.nations[Math.floor(key / T)]!, world.years[key % T]!));
  on.stockShort.forEach((column, key) => {
    const stock = world.stocks[Math.floor(key / T)]!;
    if (column >= 0) put(column, "stock_short", world.nations[stock.nation]!, world.goods[stock.good]!.system, world.years[key % T]!);
  });
  on.lotSlack.forEach((column, at) => {
    const joint = on.freedom.joints[at];
    put(column, "lot_missed", joint === undefined ? at : world.goods[joint.good]!.system);
  });
}
