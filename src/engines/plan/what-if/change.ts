import type { Freedom, Joint } from "../freedom.ts";
import { withShares } from "../needs.ts";
import { type Input, type Leaf, perItem, type PlannedProgramme, type Pool, worthOf, type World, type WorldAsk, worldOf } from "../world.ts";

/** A range of plan years, both ends included. Absent ends: the first and the last year of the plan. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/** What to do to a number: multiply it, or replace it. */
export type Amount = { readonly factor: number } | { readonly amount: number };

/** One thing a planner asks about. Nations, leaves, systems, lines, standards and programmes by their id; years as calendar years. */
export type Change =
  /** M of the alliance's currency, each year of the span. */
  | ({ readonly kind: "budget"; readonly nation: string } & Amount & Span)
  /** Leaf units, each year of the span; the nations' shares and all CAP levels move in proportion. */
  | ({ readonly kind: "requirement"; readonly leaf: string } & Amount & Span)
  /** Most of the requirement of a leaf that one nation may count, as a share of it; absent leaf: of every leaf. */
  | ({ readonly kind: "cap"; readonly leaf?: string } & Amount)
  /** Weight of a share short of this leaf. */
  | ({ readonly kind: "priority"; readonly leaf: string } & Amount)
  /** Price of one item, its upkeep in proportion; programmes whose value was stated keep it. */
  | ({ readonly kind: "price"; readonly system: string } & Amount)
  /** What a line can make. Items a year. */
  | ({ readonly kind: "capacity"; readonly line: string } & Amount & Span)
  /** Its holdings, programmes, purchases and budget leave the plan; lots that it shared are smaller by its part. */
  | { readonly kind: "nation-out"; readonly nation: string }
  /** The line makes nothing from this year on and cannot be expanded; agreements whose smallest lot can no longer be made are off. */
  | { readonly kind: "line-lost"; readonly line: string; readonly from?: number }
  /** Every nation has the standard by this year at the latest, and pays for it the year before. */
  | { readonly kind: "standard-mandated"; readonly standard: string; readonly by: number }
  /** The nation is asked for none of the leaf, others for what they take up of it as after its recorded answer; it may not lead it, and what it bought alone because it was asked comes about no more. */
  | { readonly kind: "target-declined"; readonly nation: string; readonly leaf: string }
  /** The window starts and ends so many years later, or earlier below 0, and is not widened; what falls behind the plan's end is left out. */
  | { readonly kind: "programme-delayed"; readonly programme: string; readonly years: number };

export type ChangeKind = Change["kind"];

/** Every kind, in the order of `Change`. */
export const CHANGE_KINDS: readonly ChangeKind[] = ["budget", "requirement", "cap", "priority", "price", "capacity", "nation-out", "line-lost", "standard-mandated", "target-declined", "programme-delayed"];

/** What a plan is made of: the facts, and what may be decided about them. */
export interface Case {
  readonly world: World;
  readonly freedom: Freedom;
}

/** A change names something that is not there, or asks for a number that means nothing. */
export class ChangeError extends Error {
  readonly change: Change;
  constructor(change: Change, message: string) {
    super(`${change.kind}: ${message}`);
    this.name = "ChangeError";
    this.change = change;
  }
}

/**
 * The case after a change. Nothing of the old case is altered, and what the change does not touch is shared with it.
 * What was derived from the facts at the start (who may buy what, need, lot prices of each nation) stays as it was, but for what follows from other targets.
 * @throws ChangeError
 */
export function changed(it: Case, change: Change): Case {
  switch (change.kind) {
    case "budget":
      return withBudget(it, change);
    case "requirement":
      return withRequirement(it, change);
    case "cap":
      return withCap(it, change);
    case "priority":
      return withPriority(it, change);
    case "price":
      return withPrice(it, change);
    case "capacity":
      return withCapacity(it, change, numbersOf(it, change, "capacity", lineOf(it, change, change.line).capacity));
    case "line-lost":
      return withoutLine(it, change);
    case "nation-out":
      return withoutNation(it, change);
    case "standard-mandated":
      return withStandard(it, change);
    case "target-declined":
      return withoutTarget(it, change);
    case "programme-delayed":
      return withDelay(it, change);
  }
}

type Of<K extends ChangeKind> = Extract<Change, { readonly kind: K }>;

function withBudget({ world, freedom }: Case, change: Of<"budget">): Case {
  const n = indexOf(change, world.nations, change.nation, "nation");
  const budget = numbersOf({ world, freedom }, change, "budget", world.budget[n]!);
  return { freedom, world: { ...world, budget: world.budget.with(n, budget) } };
}

function withRequirement({ world, freedom }: Case, change: Of<"requirement">): Case {
  const c = leafAt(world, change, change.leaf);
  const leaf = world.leaves[c]!;
  const required = numbersOf({ world, freedom }, change, "requirement", leaf.required);
  if (required.every((it) => it <= 0)) throw new ChangeError(change, `the requirement of ${world.nameOf(change.leaf)} would be zero in every year`);
  const factor = required.map((it, t) => (leaf.required[t]! > 0 ? it / leaf.required[t]! : 0));
  if (required.some((it, t) => it > 0 && leaf.required[t]! <= 0)) throw new ChangeError(change, `${world.nameOf(change.leaf)} has no requirement in some of these years that could be changed in proportion`);
  const by = (values: Float64Array): Float64Array => values.map((it, t) => it * factor[t]!);
  const neverFalls = required.every((it, t) => t === 0 || it >= required[t - 1]!);
  const next: Leaf = { ...leaf, required, urgent: by(leaf.urgent), strata: leaf.strata.map((it) => ({ ...it, part: by(it.part) })), share: leaf.share.map(by), isPlain: leaf.isPlain && neverFalls };
  // What could count of each good moves with the largest requirement, as the world was made.
  const useful = usefulAfter(world, [[leaf, leaf.ceiling * (Math.max(...required) - Math.max(...leaf.required))]]);
  return { freedom, world: { ...world, useful, leaves: world.leaves.with(c, next) } };
}

/** What could count of each good once so much more or less of some leaves may count. Unit of what is more: the leaf's. */
function usefulAfter({ useful }: World, changes: readonly (readonly [leaf: Leaf, more: number])[]): World["useful"] {
  return useful.map((of) => {
    const moved = Float64Array.from(of);
    for (const [leaf, more] of changes) for (const input of inputsOf(leaf)) for (const use of input.goods) moved[use.good] = Math.max(moved[use.good]! + more / use.yield, 0);
    return moved;
  });
}

function withCap({ world, freedom }: Case, change: Of<"cap">): Case {
  const only = change.leaf === undefined ? undefined : world.leaves[leafAt(world, change, change.leaf)]!;
  const leaves = world.leaves.map((leaf): Leaf => {
    if (only !== undefined && leaf !== only) return leaf;
    const ceiling = numberOf(change, "cap", leaf.ceiling);
    if (ceiling <= 0 || ceiling > 1) throw new ChangeError(change, `a cap is a share of the requirement, above 0 and at most 1; of ${world.nameOf(leaf.id)} it would be ${ceiling}`);
    return { ...leaf, ceiling };
  });
  const useful = usefulAfter(world, world.leaves.flatMap((leaf, c) => (leaves[c] === leaf ? [] : [[leaf, (leaves[c]!.ceiling - leaf.ceiling) * Math.max(...leaf.required)] as const])));
  return { freedom, world: { ...world, useful, leaves } };
}

function withPriority({ world, freedom }: Case, change: Of<"priority">): Case {
  const c = leafAt(world, change, change.leaf);
  const leaf = world.leaves[c]!;
  return { freedom, world: { ...world, leaves: world.leaves.with(c, { ...leaf, priority: numberOf(change, "priority", leaf.priority) }) } };
}

function withPrice({ world, freedom }: Case, change: Of<"price">): Case {
  const meant = world.goods.filter((it) => it.system === change.system || it.class === change.system);
  if (meant.length === 0) throw new ChangeError(change, `no system ${change.system} in this plan`);
  if (meant.every((it) => it.price === undefined)) throw new ChangeError(change, `the price of ${world.nameOf(change.system)} is unknown`);
  const goods = world.goods.map((it) => {
    if (!meant.includes(it) || it.price === undefined) return it;
    const price = numberOf(change, "price", it.price);
    if (price <= 0) throw new ChangeError(change, "a price is above zero");
    return { ...it, price, upkeep: (it.upkeep / it.price) * price };
  });
  // A programme without a value of its own was priced at the price of its system.
  const programmes = world.programmes.map((it) => (it.price !== undefined && meant.includes(world.goods[it.good]!) && it.price === world.goods[it.good]!.price ? { ...it, price: goods[it.good]!.price! } : it));
  return { freedom, world: { ...world, goods, programmes, worth: Float64Array.from(world.leaves, (leaf) => worthOf(leaf, goods)) } };
}

/** Pools keep the unit in which their rows are written; what they can make is the freedom's capacity. */
function withCapacity({ world, freedom }: Case, change: Of<"capacity"> | Of<"line-lost">, capacity: Float64Array): Case {
  const l = world.lines.findIndex((it) => it.id === change.line);
  const line = world.lines[l]!;
  const serves = (pool: Pool): boolean => pool.lines.includes(l);
  const limits = freedom.capacity.map((of, q) => (serves(world.pools[q]!) ? of.map((it, t) => Math.max(it + capacity[t]! - line.capacity[t]!, 0)) : of));
  const slots = new Map(Array.from(freedom.slots, ([q, of]) => [q, serves(world.pools[q]!) ? of.map((years) => years.map((it, t) => (freedom.capacity[q]![t]! > 0 ? (it * limits[q]![t]!) / freedom.capacity[q]![t]! : it))) : of] as const));
  return withoutLostLots({ world: { ...world, lines: world.lines.with(l, { ...line, capacity }) }, freedom: { ...freedom, capacity: limits, slots } });
}

function withoutLine(it: Case, change: Of<"line-lost">): Case {
  const line = lineOf(it, change, change.line);
  const from = yearAt(it.world, change, change.from ?? it.world.years[0]!);
  const l = it.world.lines.indexOf(line);
  const closed = { world: it.world, freedom: { ...it.freedom, expansion: it.freedom.expansion.with(l, 0) } };
  return withCapacity(closed, change, line.capacity.map((rate, t) => (t >= from ? 0 : rate)));
}

/** An agreement whose smallest lot can no longer be made, even with every line expanded at once, is off. */
function withoutLostLots({ world, freedom }: Case): Case {
  const T = world.years.length;
  const most = ({ good, first }: Joint): number =>
    Math.min(
      ...world.pools.map((pool, q) => {
        if (!pool.goods.includes(good)) return Number.POSITIVE_INFINITY;
        const more = pool.lines.reduce((sum, l) => sum + freedom.expansion[l]!, 0);
        let made = 0;
        for (let t = first; t < T; t++) made += freedom.capacity[q]![t]! + more;
        return made / perItem(pool, good);
      }),
    );
  const joints = freedom.joints.map((it) => (it.active && most(it) < it.lot ? { ...it, active: false } : it));
  return { world, freedom: { ...freedom, joints } };
}

function withoutNation({ world, freedom }: Case, change: Of<"nation-out">): Case {
  const n = indexOf(change, world.nations, change.nation, "nation");
  if (!freedom.nations.includes(n)) throw new ChangeError(change, `${change.nation} is already out`);
  if (freedom.nations.length === 1) throw new ChangeError(change, "nobody would be left");
  const kept = 1 - world.commonKey[n]!;
  const smaller = (it: Joint): Joint => {
    if (!it.members.includes(n)) return it;
    const need = it.members.reduce((sum, m) => sum + world.need[m]![it.good]!, 0);
    const part = need > 0 ? world.need[n]![it.good]! / need : 1 / it.members.length;
    return part >= 1 ? { ...it, active: false } : { ...it, members: it.members.filter((m) => m !== n), lot: it.lot * (1 - part) };
  };
  // A munition's targets are those of the allies that stay.
  const gone = new Map(world.stocks.flatMap((it) => (it.nation === n ? [[it.good, it.part] as const] : [])));
  const stocks = world.stocks.map((it) => (it.nation !== n && (gone.get(it.good) ?? 1) < 1 ? { ...it, part: it.part / (1 - gone.get(it.good)!) } : it));
  return {
    world: { ...world, left: new Set([...(world.left ?? []), n]), stocks, commonKey: world.commonKey.map((it, m) => (m === n ? 0 : kept > 0 ? it / kept : it)) },
    freedom: { ...freedom, nations: freedom.nations.filter((it) => it !== n), joints: freedom.joints.map(smaller) },
  };
}

function withStandard({ world, freedom }: Case, change: Of<"standard-mandated">): Case {
  const k = indexOf(change, world.standards.map((it) => it.id), change.standard, "standard");
  const by = yearAt(world, change, change.by);
  return { world, freedom: { ...freedom, adopted: freedom.adopted.with(k, freedom.adopted[k]!.map((it) => Math.min(it, by))) } };
}

/** The same targets, and of the needs what follows from them, as the world of a recorded answer has; nobody plans alone anew. */
function withoutTarget({ world, freedom }: Case, change: Of<"target-declined">): Case {
  const n = indexOf(change, world.nations, change.nation, "nation");
  const c = leafAt(world, change, change.leaf);
  const C = world.leaves.length;
  const T = world.years.length;
  const declined = new Set([...(world.declined ?? []), n * C + c]);
  const share = sharesLeft({ ...world, declined }, c);
  // What the ally bought alone because it was asked for it comes about no more; what it holds and has promised does.
  const { anyway, promised } = freedom;
  const from = (n * C + c) * T;
  const all = freedom.leads === "any" ? (world.mayLead ?? world.nations.flatMap((_, m) => world.leaves.map((__, d) => m * C + d))) : freedom.leads;
  return {
    world: { ...withShares(world, { leaf: c, share }), declined },
    freedom: {
      ...freedom,
      leads: new Set([...all].filter((it) => it !== n * C + c)),
      ...(anyway === undefined || promised === undefined ? {} : { anyway: anyway.map((it, at) => (at >= from && at < from + T ? Math.min(it, promised[at]!) : it)) }),
    },
  };
}

/** What allies are asked for of a leaf after all that was declined of it, in proportion to what is required now. */
function sharesLeft({ nations, years, leaves, declined, asked }: World, c: number): readonly Float64Array[] {
  const leaf = leaves[c]!;
  const C = leaves.length;
  const hasDeclined = (m: number): boolean => declined?.has(m * C + c) === true;
  if (asked === undefined) return leaf.share.map((it, m) => (hasDeclined(m) ? new Float64Array(years.length) : it));
  const share = nations.map(() => new Float64Array(years.length));
  for (const it of asked({ leaf: leaf.id, declining: nations.filter((_, m) => hasDeclined(m)) })) {
    const [m, t] = [nations.indexOf(it.nation), years.indexOf(it.year)];
    if (m >= 0 && t >= 0) share[m]![t] = it.required === leaf.required[t]! ? it.quantity : it.required > 0 ? (it.quantity * leaf.required[t]!) / it.required : 0;
  }
  return share;
}

const yearsText = (years: number): string => `${years} ${years === 1 ? "year" : "years"}`;

function withDelay({ world, freedom }: Case, change: Of<"programme-delayed">): Case {
  const at = indexOf(change, world.programmes.map((it) => it.id), change.programme, "programme");
  const it = world.programmes[at]!;
  const T = world.years.length;
  if (!Number.isInteger(change.years) || change.years === 0) throw new ChangeError(change, "a shift is a whole number of years, later or earlier");
  const { later: room, earlier: early } = shiftRoom(world, it);
  if (change.years > room) throw new ChangeError(change, room === 0 ? `${world.nameOf(it.id)} already starts in the last year of the plan` : `${world.nameOf(it.id)} can be delayed by at most ${yearsText(room)} within the plan`);
  if (-change.years > early) throw new ChangeError(change, early === 0 ? `${world.nameOf(it.id)} cannot come earlier: ${it.firm ? "it starts in the first year of the plan" : "it takes its lead time from the first year on"}` : `${world.nameOf(it.id)} can come at most ${yearsText(early)} earlier`);
  const last = Math.min(it.last + change.years, T - 1);
  const inside = (last - it.first - change.years + 1) / (it.last - it.first + 1);
  const later = { ...it, first: it.first + change.years, last, quantity: it.quantity * inside, contractYear: it.contractYear + change.years, movable: 0 };
  return {
    world: { ...world, programmes: world.programmes.with(at, later) },
    freedom: freedom.undelivered === undefined ? freedom : { ...freedom, undelivered: freedom.undelivered.with(at, freedom.undelivered[at]! * inside) },
  };
}

/** Most years by which a programme can be shifted within the plan, either way. */
export interface ShiftRoom {
  readonly earlier: number;
  readonly later: number;
  /** It is not ordered yet, so that it comes no sooner than its lead time after the first year. */
  readonly hasLeadTime: boolean;
}

/** @example shiftRoom(world, world.programmes[0]!) // → { earlier: 0, later: 9, hasLeadTime: false } */
export function shiftRoom({ years, goods }: Pick<World, "years" | "goods">, { first, firm, good }: PlannedProgramme): ShiftRoom {
  // What is not ordered yet takes its lead time from the first year on.
  return { earlier: first - (firm ? 0 : Math.min(first, goods[good]!.lead)), later: years.length - 1 - first, hasLeadTime: !firm };
}

/**
 * Room of every programme of a plan, by its id: a shift beyond it is refused by `changed`, so that it need not be asked.
 * @example shiftRooms({ alliance, targets, path }).get("p.ash.tanks")?.later // → 3
 */
export function shiftRooms(ask: Omit<WorldAsk, "figures">): ReadonlyMap<string, ShiftRoom> {
  const world = worldOf({ ...ask, figures: "base" });
  return new Map(world.programmes.map((it) => [it.id, shiftRoom(world, it)]));
}

const inputsOf = (leaf: Leaf): readonly Input[] => [...leaf.adding, ...leaf.limiting];

function indexOf(change: Change, ids: readonly string[], id: string, what: string): number {
  const at = ids.indexOf(id);
  if (at < 0) throw new ChangeError(change, `no ${what} ${id} in this plan`);
  return at;
}

const leafAt = (world: World, change: Change, id: string): number => indexOf(change, world.leaves.map((it) => it.id), id, "leaf");

const lineOf = ({ world }: Case, change: Change, id: string): World["lines"][number] => world.lines[indexOf(change, world.lines.map((it) => it.id), id, "line")]!;

function yearAt(world: World, change: Change, year: number): number {
  const at = world.years.indexOf(year);
  if (at < 0) throw new ChangeError(change, `${year} is not a year of the plan (${world.years[0]} to ${world.years.at(-1)})`);
  return at;
}

function numberOf(change: Change & Amount, what: string, old: number): number {
  const value = "factor" in change ? old * change.factor : change.amount;
  if (!Number.isFinite(value) || value < 0) throw new ChangeError(change, `a ${what} is a number, zero or more`);
  return value;
}

function numbersOf({ world }: Case, change: Change & Amount & Span, what: string, old: Float64Array): Float64Array {
  const from = yearAt(world, change, change.from ?? world.years[0]!);
  const to = yearAt(world, change, change.to ?? world.years.at(-1)!);
  if (to < from) throw new ChangeError(change, `${change.to} is before ${change.from}`);
  return old.map((it, t) => (t >= from && t <= to ? numberOf(change, what, it) : it));
}
