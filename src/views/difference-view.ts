import type { Lead, Order, Plan } from "#engines/plan";
import { numberText, percentText } from "./figure-text.ts";

/** What kind of thing differs between two plans. */
export type DifferenceKind = "leaf" | "stock" | "order" | "programme" | "agreement" | "lead" | "adoption" | "nation" | "line" | "not-planned";

/** One thing that differs. Signs are of the second plan against the first. */
export interface DifferenceItem {
  readonly kind: DifferenceKind;
  /** The same thing has the same id whichever plan is first. */
  readonly id: string;
  readonly change: "added" | "dropped" | "more" | "less" | "earlier" | "later" | "other";
  readonly text: string;
  /** In both plans; absent: not there. */
  readonly a?: number;
  readonly b?: number;
  readonly unit: string;
  /** Change of the shortfall. Unit: shortfall-years. Only where the thing is itself short or covered. */
  readonly shortfallYears: number;
  /** Change of undiscounted money. Unit: M of the currency. */
  readonly money: number;
  /** How much it matters: the largest of its shares of all shortfall, of all money (spent, or moved in time) and of all stock targets. */
  readonly weight: number;
}

/** The differences of two plans that matter, most first. */
export interface PlanDifference {
  readonly totals: { readonly shortfallYears: number; readonly shortfallWeighted: number; readonly cost: number };
  readonly items: readonly DifferenceItem[];
}

export interface DifferenceAsk {
  readonly nameOf?: (id: string) => string;
}

// Differences below this share of a plan's whole are round-off of the solver, not differences.
const ROUND_OFF = 1e-7;

/**
 * What differs between two plans, ranked by effect: coverage of leaves and stocks, orders added, dropped, larger, smaller or
 * moved, programmes moved, agreements, leads, adoptions, spending of allies, use of lines, and what is planned in one only.
 * Of a plan with itself there is nothing, and exchanged plans differ by exchanged signs.
 * @example planDifference(plan, plan).items // → []
 */
export function planDifference(a: Plan, b: Plan, { nameOf = (id) => id }: DifferenceAsk = {}): PlanDifference {
  const shortfall = Math.max(a.shortfallYears, b.shortfallYears, 1e-9);
  const money = Math.max(moneyOf(a), moneyOf(b), 1e-9);
  const finish = ({ size = 0, share = 0, ...it }: Draft): DifferenceItem => ({ ...it, weight: Math.max(Math.abs(it.shortfallYears) / shortfall, Math.abs(it.money) / money, size / money, share) });
  const drafts = [...leaves(a, b, nameOf), ...stocks(a, b, nameOf), ...orders(a, b, nameOf), ...programmes(a, b, nameOf), ...agreements(a, b, nameOf), ...leads(a, b, nameOf), ...adoptions(a, b, nameOf), ...nations(a, b), ...lines(a, b), ...closings(a, b), ...notPlanned(a, b, nameOf)];
  const items = drafts.map(finish);
  return {
    totals: { shortfallYears: b.shortfallYears - a.shortfallYears, shortfallWeighted: b.shortfallWeighted - a.shortfallWeighted, cost: b.cost - a.cost },
    // Equal weights in one order for both directions.
    items: items.sort((x, y) => y.weight - x.weight || (x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : 0) || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)),
  };
}

type Draft = Omit<DifferenceItem, "weight"> & { /** Money that did not change but moved. Unit: M. */ readonly size?: number; /** Part of all that a figure of its kind counts. */ readonly share?: number };
type NameOf = (id: string) => string;

const moneyOf = (plan: Plan): number => plan.spend.reduce((sum, it) => sum + it.total, 0);

/** Sums of two lists by key, side by side. */
function paired<T>(a: readonly T[], b: readonly T[], keyOf: (it: T) => string, valueOf: (it: T) => number): ReadonlyMap<string, { readonly a?: number; readonly b?: number }> {
  const sums = (list: readonly T[]): Map<string, number> => {
    const found = new Map<string, number>();
    for (const it of list) found.set(keyOf(it), (found.get(keyOf(it)) ?? 0) + valueOf(it));
    return found;
  };
  const [left, right] = [sums(a), sums(b)];
  return new Map([...new Set([...left.keys(), ...right.keys()])].sort().map((key) => {
    const [one, other] = [left.get(key), right.get(key)];
    return [key, { ...(one !== undefined && { a: one }), ...(other !== undefined && { b: other }) }];
  }));
}

/** added, dropped, more or less; undefined where the two are alike up to `tolerance`. */
function changeOf({ a, b }: { readonly a?: number; readonly b?: number }, tolerance: number): Draft["change"] | undefined {
  if (a === undefined || b === undefined) return a === b ? undefined : a === undefined ? "added" : "dropped";
  return Math.abs(b - a) <= tolerance ? undefined : b > a ? "more" : "less";
}

const both = ({ a, b }: { readonly a?: number; readonly b?: number }): Pick<Draft, "a" | "b"> => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) });
const fromTo = (a: number | undefined, b: number | undefined): string => `${numberText(a ?? 0)} → ${numberText(b ?? 0)}`;
const tiny = (a: number | undefined, b: number | undefined): number => 1e-6 * Math.max(Math.abs(a ?? 0), Math.abs(b ?? 0), 1e-6);

function leaves(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const years = paired(a.shortfalls.filter((it) => it.required > 0), b.shortfalls.filter((it) => it.required > 0), (it) => it.leaf, (it) => it.short / it.required);
  return [...years].flatMap(([leaf, it]): Draft[] => {
    // Planned in one only is told under what is not planned.
    if (it.a === undefined || it.b === undefined) return [];
    const change = changeOf(it, ROUND_OFF);
    return change === undefined ? [] : [{ kind: "leaf", id: leaf, change, text: `${nameOf(leaf)}: ${fromTo(it.a, it.b)} shortfall-years`, ...both(it), unit: "shortfall-years", shortfallYears: it.b - it.a, money: 0 }];
  });
}

function stocks(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const years = paired(a.stocks.filter((it) => it.target > 0), b.stocks.filter((it) => it.target > 0), (it) => `${it.nation}/${it.system}`, (it) => it.short / it.target);
  return [...years].flatMap(([key, it]): Draft[] => {
    const change = changeOf({ a: it.a ?? 0, b: it.b ?? 0 }, ROUND_OFF);
    const [nation = "", system = ""] = key.split("/");
    // A national stock is no requirement of the alliance: it does not enter its shortfall-years.
    return change === undefined ? [] : [{ kind: "stock", id: key, change, text: `${nation}'s stock of ${nameOf(system)} is short by ${fromTo(it.a, it.b)} target-years`, ...both(it), unit: "target-years", shortfallYears: 0, money: 0, share: Math.abs((it.b ?? 0) - (it.a ?? 0)) / Math.max(a.stocks.length, b.stocks.length) }];
  });
}

const paidFor = (it: Order): number => it.quantity * (it.unitPrice ?? 0);

/** Mean year of delivery of what is delivered. */
function meanYear(list: readonly Order[]): number {
  const all = list.reduce((sum, it) => sum + it.quantity, 0);
  return all > 0 ? list.reduce((sum, it) => sum + it.quantity * it.year, 0) / all : Number.NaN;
}

// Orders that move by less on average have not moved. Unit: years.
const MOVED = 0.05;

function ordersBy(a: readonly Order[], b: readonly Order[], kind: "order" | "programme", span: number, keyOf: (it: Order) => string, words: (it: Order) => string): Draft[] {
  const quantities = paired(a, b, keyOf, (it) => it.quantity);
  return [...quantities].flatMap(([key, it]): Draft[] => {
    const [mine, other] = [a.filter((order) => keyOf(order) === key), b.filter((order) => keyOf(order) === key)];
    const sample = mine[0] ?? other[0]!;
    const paid = (list: readonly Order[]): number => list.reduce((sum, order) => sum + paidFor(order), 0);
    const [before, after] = [paid(mine), paid(other)];
    const change = changeOf(it, tiny(it.a, it.b));
    const moved = meanYear(other) - meanYear(mine);
    // What moved matters by the money that moved, and how far in the plan.
    const size = Number.isNaN(moved) ? 0 : (((before + after) / 2) * Math.abs(moved) * 2) / span;
    const parts = [
      ...(change === undefined ? [] : [`${change === "added" ? "orders" : change === "dropped" ? "no longer orders" : change === "more" ? "orders more" : "orders fewer"}: ${fromTo(it.a, it.b)}`]),
      ...(Math.abs(moved) > MOVED ? [`gets them ${numberText(Math.abs(moved))} years ${moved > 0 ? "later" : "earlier"} on average`] : []),
    ];
    if (parts.length === 0) return [];
    return [{ kind, id: key, change: change ?? (moved > 0 ? "later" : "earlier"), text: `${words(sample)}: ${parts.join(", ")}`, ...both(it), unit: "items", shortfallYears: 0, money: after - before, size }];
  });
}

const orders = (a: Plan, b: Plan, nameOf: NameOf): Draft[] => {
  const free = (plan: Plan): readonly Order[] => plan.orders.filter((it) => it.programme === undefined);
  return ordersBy(free(a), free(b), "order", b.years.length + a.years.length, (it) => `${it.nation}/${it.system}`, (it) => `${it.nation}, ${nameOf(it.system)}`);
};
const programmes = (a: Plan, b: Plan, nameOf: NameOf): Draft[] => {
  const promised = (plan: Plan): readonly Order[] => plan.orders.filter((it) => it.programme !== undefined);
  return ordersBy(promised(a), promised(b), "programme", b.years.length + a.years.length, (it) => it.programme!, (it) => `${it.nation}, programme ${nameOf(it.programme!)}`);
};

function agreements(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const ids = [...new Set([...a.agreements, ...b.agreements].map((it) => it.id))].sort();
  return ids.flatMap((id): Draft[] => {
    const [one, other] = [a.agreements.find((it) => it.id === id), b.agreements.find((it) => it.id === id)];
    const { system } = (one ?? other)!;
    const value = (it: typeof one): number => (it === undefined ? 0 : it.quantity * Math.max(0, ...[...a.orders, ...b.orders].filter((order) => order.system === it.system).map((order) => order.unitPrice ?? 0)));
    const joined = (other?.members ?? []).filter((it) => !(one?.members ?? []).includes(it));
    const left = (one?.members ?? []).filter((it) => !(other?.members ?? []).includes(it));
    const same = joined.length === 0 && left.length === 0 && Math.abs((one?.priceFactor ?? 0) - (other?.priceFactor ?? 0)) <= ROUND_OFF && Math.abs((one?.quantity ?? 0) - (other?.quantity ?? 0)) <= tiny(one?.quantity, other?.quantity);
    if (same) return [];
    const change: Draft["change"] = one === undefined ? "added" : other === undefined ? "dropped" : joined.length > 0 || left.length > 0 ? "other" : (other.quantity > one.quantity ? "more" : "less");
    const text =
      one === undefined ? `${nameOf(system)} is bought together by ${other!.members.join(", ")}`
      : other === undefined ? `${nameOf(system)} is no longer bought together`
      : `Agreement for ${nameOf(system)}: ${[joined.length > 0 ? `${joined.join(", ")} in` : "", left.length > 0 ? `${left.join(", ")} out` : "", `quantity ${fromTo(one.quantity, other.quantity)}`, `price ${percentText(one.priceFactor)} → ${percentText(other.priceFactor)} of a first lot`].filter((part) => part !== "").join(", ")}`;
    return [{ kind: "agreement", id, change, text, ...both({ ...(one !== undefined && { a: one.quantity }), ...(other !== undefined && { b: other.quantity }) }), unit: "items", shortfallYears: 0, money: value(other) - value(one) }];
  });
}

function leads(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const key = (it: Lead): string => `${it.nation}/${it.leaf}`;
  const size = paired(a.leads, b.leads, key, (it) => it.beyondShare);
  const insured = paired(a.leads, b.leads, key, (it) => it.insurance);
  const standsIn = (plan: Plan, id: string): string => plan.leads.find((it) => key(it) === id)?.fallback ?? "nobody";
  return [...size].flatMap(([id, it]): Draft[] => {
    const change = changeOf(it, tiny(it.a, it.b));
    const [nation = "", leaf = ""] = id.split("/");
    const money = (insured.get(id)?.b ?? 0) - (insured.get(id)?.a ?? 0);
    const [before, after] = [standsIn(a, id), standsIn(b, id)];
    const fallback: Draft[] = it.a === undefined || it.b === undefined || before === after ? [] : [{ kind: "lead", id: `${id}/fallback`, change: "other", text: `Fallback of ${nation} for ${nameOf(leaf)}: ${before} → ${after}`, unit: "", shortfallYears: 0, money: 0 }];
    const verb = change === "added" ? "leads" : change === "dropped" ? "no longer leads" : change === "more" ? "leads more of" : "leads less of";
    return [...(change === undefined ? [] : [{ kind: "lead" as const, id, change, text: `${nation} ${verb} ${nameOf(leaf)}: beyond its share ${fromTo(it.a, it.b)}`, ...both(it), unit: "leaf units", shortfallYears: 0, money }]), ...fallback];
  });
}

function adoptions(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const key = (it: Plan["adoptions"][number]): string => `${it.nation}/${it.standard}`;
  const years = paired(a.adoptions, b.adoptions, key, (it) => it.year);
  const costs = paired(a.adoptions, b.adoptions, key, (it) => it.cost);
  return [...years].flatMap(([id, it]): Draft[] => {
    const found = changeOf(it, 0);
    if (found === undefined) return [];
    const change = found === "more" ? "later" : found === "less" ? "earlier" : found;
    const [nation = "", standard = ""] = id.split("/");
    const text = change === "added" ? `${nation} adopts ${nameOf(standard)} in ${it.b}` : change === "dropped" ? `${nation} does not adopt ${nameOf(standard)} (${it.a})` : `${nation} adopts ${nameOf(standard)} ${change}: ${it.a} → ${it.b}`;
    return [{ kind: "adoption", id, change, text, ...both(it), unit: "year", shortfallYears: 0, money: (costs.get(id)?.b ?? 0) - (costs.get(id)?.a ?? 0) }];
  });
}

function nations(a: Plan, b: Plan): Draft[] {
  const spent = paired(a.spend, b.spend, (it) => it.nation, (it) => it.total);
  return [...spent].flatMap(([nation, it]): Draft[] => {
    const [one, other] = [it.a ?? 0, it.b ?? 0];
    const change = changeOf({ a: one, b: other }, tiny(one, other));
    return change === undefined ? [] : [{ kind: "nation", id: nation, change, text: `${nation} spends ${fromTo(one, other)} M ${b.currency} over the plan`, ...both(it), unit: `M ${b.currency}`, shortfallYears: 0, money: other - one }];
  });
}

/** Lines that close, stay open or close in another year. Only of plans that both chose it. */
function closings(a: Plan, b: Plan): Draft[] {
  if (a.modes === undefined || b.modes === undefined) return [];
  // A year in which a line stands still and is open again later is no closing.
  const closing = (plan: Plan): Map<string, number> => {
    const from = new Map<string, number>();
    for (const it of plan.modes ?? []) {
      if (it.open) from.delete(it.line);
      else if (!from.has(it.line)) from.set(it.line, it.year);
    }
    return from;
  };
  const [one, other] = [closing(a), closing(b)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((line): Draft[] => {
    const [before, after] = [one.get(line), other.get(line)];
    if (before === after) return [];
    const text = after === undefined ? `The line ${line} stays open, which closed from ${before} on` : before === undefined ? `The line ${line} closes from ${after} on` : `The line ${line} closes from ${after} on, not ${before}`;
    return [{ kind: "line", id: `${line}/closing`, change: before === undefined ? "added" : after === undefined ? "dropped" : after > before ? "later" : "earlier", text, ...both({ ...(before !== undefined && { a: before }), ...(after !== undefined && { b: after }) }), unit: "year", shortfallYears: 0, money: 0 }];
  });
}

function lines(a: Plan, b: Plan): Draft[] {
  const added = paired(a.lines, b.lines, (it) => it.line, (it) => it.added / Math.max(a.years.length, 1));
  return [...added].flatMap(([line, it]): Draft[] => {
    const change = changeOf({ a: it.a ?? 0, b: it.b ?? 0 }, 1e-6 * Math.max(it.a ?? 0, it.b ?? 0, 1e-3));
    return change === undefined ? [] : [{ kind: "line", id: line, change, text: `The line ${line} is expanded by ${fromTo(it.a, it.b)} items a year on average`, ...both(it), unit: "items a year", shortfallYears: 0, money: 0 }];
  });
}

function notPlanned(a: Plan, b: Plan, nameOf: NameOf): Draft[] {
  const key = (it: Plan["notPlanned"][number]): string => `${it.kind}/${it.id}`;
  const [left, right] = [new Map(a.notPlanned.map((it) => [key(it), it])), new Map(b.notPlanned.map((it) => [key(it), it]))];
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((id): Draft[] => {
    const [one, other] = [left.get(id), right.get(id)];
    if ((one === undefined) === (other === undefined)) return [];
    const it = (one ?? other)!;
    return [{ kind: "not-planned", id, change: one === undefined ? "dropped" : "added", text: one === undefined ? `${nameOf(it.id)}: no longer planned. ${it.reason}` : `${nameOf(it.id)}: planned now, not before`, unit: "", shortfallYears: 0, money: 0 }];
  });
}
