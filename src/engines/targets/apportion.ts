import type { Alliance, Budget, Response } from "#model";
import { bandsBetween, levelParts } from "./levels.ts";
import { TARGETS } from "./parameters.ts";
import { waterFill, wholeUnits } from "./shares.ts";
import { type Raised, spendByLevel } from "./spend.ts";

/** What one key says of one nation. */
export interface KeyPart {
  readonly measure: "gdp" | "population" | "active-personnel" | "defence-spending";
  readonly weight: number;
  /** Absent: nobody stated it, and the weight goes to the nation's other keys. */
  readonly value?: number;
  readonly unit?: string;
  readonly year?: number;
  /** Part of the sum over all nations that are known. */
  readonly share?: number;
  readonly fact?: string;
}

/** A nation's fair share before and after the cap. */
export interface NationKey {
  readonly nation: string;
  readonly parts: readonly KeyPart[];
  /** Weighted mean of the known shares. */
  readonly mean: number;
  /** The same, scaled so that all nations sum to 1. */
  readonly raw: number;
  readonly capped: number;
}

/** What is asked of a nation in a leaf and year, and how it came about. Unit: the leaf's. */
export interface NationTarget {
  readonly nation: string;
  /** Its part of the leaf, over the allies that are asked for it. */
  readonly share: number;
  /** It is not asked for the leaf, since it lacks what the leaf takes (`exemptFrom`). Absent: it is asked. */
  readonly exempt?: true;
  readonly fair: number;
  /** After cap and whole units. */
  readonly units: number;
  /** Held and ready today. Absent: unknown, and the challenge by growth is not applied. */
  readonly held?: number;
  /** Most that is a reasonable challenge. Absent: unknown. */
  readonly challenge?: number;
  /** Part that the nation's budget carries of what it would have to add here, before whole units. Absent: its money, what it holds or the price is unknown, and the limit is not applied. */
  readonly affordable?: number;
  /** Target before the limit of the budget. Absent: the budget carries all its targets of the year, or is unknown. */
  readonly beforeBudget?: number;
  readonly target: number;
  readonly limitedBy?: "challenge" | "budget" | "answer";
  /** Target before any answers. Absent: answers did not change it. */
  readonly proposed?: number;
  /** Absent: no answer yet. */
  readonly response?: Response;
  /** What it takes up of what others reserved or declined. Absent: nothing. */
  readonly takenUp?: number;
}

/** The apportionment of one leaf in one year. */
export interface LeafTargets {
  readonly leaf: string;
  readonly year: number;
  readonly unit: string;
  readonly required: number;
  readonly whole: boolean;
  readonly nations: readonly NationTarget[];
  /** Left over: a common-funded or multinational target. */
  readonly residual: number;
}

/** A nation's money for the plan up to a year, beside what its targets of that year would cost. Unit: M of the alliance's currency. */
export interface NationBudget {
  readonly nation: string;
  readonly year: number;
  /** Absent: nobody stated it, or it cannot be brought to the alliance's money; the limit is then not applied. */
  readonly money?: number;
  /** Of what its targets would add to what it holds, before this limit. */
  readonly cost: number;
  /** Part of it that the money carries: 1 all. */
  readonly affordable: number;
  readonly facts: readonly string[];
}

export interface Targets {
  readonly keys: readonly NationKey[];
  readonly leaves: readonly LeafTargets[];
  readonly budgets: readonly NationBudget[];
}

/** What the targets are made from, besides the alliance: figures that the assessment has. */
export interface TargetsAsk {
  readonly alliance: Alliance;
  readonly path: string;
  /** Requirement of the alliance; absent: none. */
  readonly required: (leaf: string, year: number) => number | undefined;
  /** Ready today; absent: unknown. */
  readonly held: (nation: string, leaf: string) => number | undefined;
}

const MEASURES = [
  ["gdp", TARGETS.keyGdp],
  ["population", TARGETS.keyPopulation],
  ["active-personnel", TARGETS.keyPersonnel],
  ["defence-spending", TARGETS.keySpending],
] as const;

/**
 * Keys of fair shares: `r_i = Σ_k w_k·x_ik/Σ_j x_jk` over the latest figures, then the cap by water-filling (C10).
 * A nation that is unknown in one key is judged by its others; one that is unknown in all gets no share.
 */
export function fairShares(alliance: Alliance): readonly NationKey[] {
  const cap = alliance.valueOf(TARGETS.cap).base;
  const latest = MEASURES.map(([measure]) => {
    const byNation = new Map(
      alliance.nations.flatMap((nation) => {
        const rows = (alliance.economyOf.get(nation.id) ?? []).filter((it) => it.measure === measure).sort((a, b) => b.year - a.year || (a.id < b.id ? -1 : 1));
        const money = rows.map((it) => ({ it, value: it.unit.startsWith("M ") ? alliance.money(it.value, it.unit, it.priceBase === "current" ? `current ${it.year}` : it.priceBase)?.base : it.value.base }));
        const first = money.find((row) => row.value !== undefined);
        return first?.value === undefined ? [] : [[nation.id, { value: first.value, unit: first.it.unit.startsWith("M ") ? `M ${alliance.settings.currency}` : first.it.unit, year: first.it.year, fact: `economy:${first.it.id}` }] as const];
      }),
    );
    return { byNation, sum: [...byNation.values()].reduce((all, it) => all + it.value, 0) };
  });
  const raw = alliance.nations.map((nation) => {
    const parts = MEASURES.map(([measure, weight], index): KeyPart => {
      const found = latest[index]?.byNation.get(nation.id);
      const sum = latest[index]?.sum ?? 0;
      return { measure, weight: alliance.valueOf(weight).base, ...(found !== undefined && { value: found.value, unit: found.unit, year: found.year, fact: found.fact, share: sum > 0 ? found.value / sum : 0 }) };
    });
    const known = parts.filter((it) => it.share !== undefined);
    const weights = known.reduce((sum, it) => sum + it.weight, 0);
    return { nation: nation.id, parts, key: weights > 0 ? known.reduce((sum, it) => sum + it.weight * (it.share ?? 0), 0) / weights : 0 };
  });
  const all = raw.reduce((sum, it) => sum + it.key, 0);
  const shares = raw.map((it) => (all > 0 ? it.key / all : 0));
  const capped = waterFill(shares, cap);
  return raw.map((it, index) => ({ nation: it.nation, parts: it.parts, mean: it.key, raw: shares[index] ?? 0, capped: capped[index] ?? 0 }));
}

/**
 * Shares of one leaf: those of the keys, where every ally is asked. Where some are exempt the others carry it by the same keys
 * and the same cap (C10 rule 2 over those that are left).
 * @example leafShares(alliance, fairShares(alliance), "frigates") // → { shares: [0, 0.5, 0.5], exempt: [true, false, false] } where the first has no coast
 */
function leafShares(alliance: Alliance, keys: readonly NationKey[], leaf: string): { readonly shares: readonly number[]; readonly exempt: readonly boolean[] } {
  const above = new Set<string>();
  for (let at: string | undefined = leaf; at !== undefined && !above.has(at); at = alliance.capabilityById.get(at)?.parent) above.add(at);
  const exempt = alliance.nations.map((it) => it.exemptFrom?.some((capability) => above.has(capability)) ?? false);
  const shares = exempt.includes(true) ? waterFill(keys.map((it, n) => (exempt[n] === true ? 0 : it.raw)), alliance.valueOf(TARGETS.cap).base) : keys.map((it) => it.capped);
  return { shares, exempt };
}

/**
 * Apportions every alliance requirement (C10): fair shares, cap, whole units where the requirement is a whole number,
 * reasonable challenge by growth and by budget, and what is left as residual. What one ally may not reasonably be asked
 * goes to those with room, in proportion to their shares, before it becomes residual.
 */
export function apportion(ask: TargetsAsk): Targets {
  const { alliance } = ask;
  const keys = fairShares(alliance);
  const leaves = alliance.leaves.filter((it) => it.planned !== false && it.better !== "less");
  const made = leaves.flatMap((leaf) => alliance.years.flatMap((year) => {
    const required = ask.required(leaf.id, year);
    return required === undefined || required <= 0 ? [] : [limitByChallenge(ask, keys, leaf.id, leaf.unit ?? "", year, required)];
  }));
  return { keys, ...limitByBudget(ask, made) };
}

interface Draft extends Omit<LeafTargets, "nations"> {
  readonly nations: readonly (Omit<NationTarget, "affordable" | "beforeBudget"> & { readonly most: number })[];
}

function limitByChallenge(ask: TargetsAsk, keys: readonly NationKey[], leaf: string, unit: string, year: number, required: number): Draft {
  const { alliance } = ask;
  const cap = alliance.valueOf(TARGETS.cap).base;
  const growth = alliance.valueOf(TARGETS.growth).base;
  const step = alliance.valueOf(TARGETS.step).base;
  const whole = Number.isInteger(required);
  const { shares, exempt } = leafShares(alliance, keys, leaf);
  const units = whole ? wholeUnits(shares, required, cap).units : shares.map((it) => it * required);
  const rows = keys.map((key, index) => {
    const share = shares[index] ?? 0;
    const fair = share * required;
    const held = ask.held(key.nation, leaf);
    const limit = held === undefined ? undefined : Math.max(held * (1 + growth), held + step * fair);
    const challenge = limit === undefined ? undefined : whole ? Math.max(Math.ceil(limit - 1e-9), 0) : limit;
    const most = Math.min(challenge ?? Number.POSITIVE_INFINITY, whole ? Math.floor(cap * required + 1e-9) : cap * required);
    const unitsOf = units[index] ?? 0;
    return { nation: key.nation, share, ...(exempt[index] === true && { exempt: true as const }), fair, units: unitsOf, ...(held !== undefined && { held }), ...(challenge !== undefined && { challenge }), most, target: Math.min(unitsOf, most), ...(unitsOf > most && { limitedBy: "challenge" as const }) };
  });
  const targets = rows.map((it) => it.target);
  let left = required - targets.reduce((sum, it) => sum + it, 0);
  // What is too much for one goes to those that hold something and have room, by their shares.
  for (let round = 0; round < keys.length && left > 1e-9; round++) {
    const room = rows.map((it, index) => (shares[index] === 0 || it.challenge === undefined ? 0 : Math.max(it.most - (targets[index] ?? 0), 0)));
    const open = shares.map((share, index) => ((room[index] ?? 0) > 1e-9 ? share : 0));
    const sum = open.reduce((all, it) => all + it, 0);
    if (sum <= 0) break;
    const parts = whole ? wholeUnits(open.map((it) => it / sum), Math.round(left), 1).units : open.map((it) => (it / sum) * left);
    parts.forEach((part, index) => {
      const more = Math.min(part, room[index] ?? 0);
      targets[index] = (targets[index] ?? 0) + more;
      left -= more;
    });
  }
  return { leaf, year, unit, required, whole, residual: Math.max(left, 0), nations: rows.map((it, index) => ({ ...it, target: targets[index] ?? 0 })) };
}

/** Cheapest first-lot price of one more unit of a leaf, by systems that add to it alone. Unit: M of the alliance's currency. Absent: no price. */
export function priceOfLeaf(alliance: Alliance, leaf: string): number | undefined {
  let limiting: number | undefined;
  let cheapest: number | undefined;
  for (const it of alliance.facts.yield) {
    if (it.capability !== leaf || it.quantity.base <= 0 || it.combine === "multiplier" || it.combine === "reference") continue;
    const system = alliance.systemById.get(it.system);
    const price = system?.unitCost === undefined ? undefined : alliance.money(system.unitCost, system.costUnit, system.priceBase)?.base;
    if (price === undefined) continue;
    const each = price / it.quantity.base;
    if (it.combine === "limiting") {
      if (system?.class === undefined) limiting = (limiting ?? 0) + each;
    } else cheapest = Math.min(cheapest ?? Number.POSITIVE_INFINITY, each);
  }
  return cheapest === undefined ? limiting : limiting === undefined ? cheapest : Math.min(cheapest, limiting);
}

/**
 * Σ_c cost_c·(t_ic − h_ic)⁺ ≤ β·budget_i for each nation and year. Where it is broken the money goes to the most urgent
 * CAP levels first: each target is split by level as its requirement is, what is held fills the most urgent part, and
 * only the level that the money does not carry in full shrinks alike.
 */
function limitByBudget(ask: TargetsAsk, drafts: readonly Draft[]): { readonly leaves: readonly LeafTargets[]; readonly budgets: readonly NationBudget[] } {
  const { alliance } = ask;
  const prices = pricesOf(alliance);
  const budgets = alliance.nations.flatMap((nation, n) => {
    const rows = (alliance.budgetsOf.get(nation.id) ?? []).filter((it) => it.path === ask.path);
    return alliance.years.map((year) => budgetOf({ alliance, nation: nation.id, year, rows: rows.filter((it) => it.year <= year), stated: rows.length > 0, cost: costOfIncrements(drafts, prices, n, year) }));
  });
  const reached = new Map<string, Raised>();
  const beta = alliance.valueOf(TARGETS.budgetShare).base;
  const places = new Map(alliance.nations.map((it, n) => [it.id, n]));
  for (const budget of budgets) {
    if (budget.affordable >= 1 || budget.money === undefined) continue;
    const n = places.get(budget.nation) ?? -1;
    const adding = drafts.flatMap((draft) => {
      const row = draft.year === budget.year ? draft.nations[n] : undefined;
      return row?.held === undefined || row.target <= row.held ? [] : [{ draft, row, held: row.held }];
    });
    const raised = spendByLevel(
      adding.map(({ draft, row, held }) => ({ from: held, to: row.target, price: prices.get(draft.leaf) ?? 0, whole: draft.whole, bands: bandsBetween(levelParts(alliance, draft.leaf, draft.year), row.target, { from: held, to: row.target }) })),
      beta * budget.money,
    );
    adding.forEach(({ draft }, index) => reached.set(`${budget.nation}|${draft.leaf}|${draft.year}`, raised[index] ?? { reached: 0, paid: 0 }));
  }
  const moneyKnown = new Set(budgets.flatMap((it) => (it.money === undefined ? [] : [`${it.nation}|${it.year}`])));
  const leaves = drafts.map((draft): LeafTargets => {
    const nations = draft.nations.map((row): NationTarget => {
      const it = withoutMost(row);
      const raised = reached.get(`${it.nation}|${draft.leaf}|${draft.year}`);
      const isKnown = it.held !== undefined && (it.target <= it.held || (moneyKnown.has(`${it.nation}|${draft.year}`) && prices.get(draft.leaf) !== undefined));
      if (raised === undefined) return { ...it, ...(isKnown && { affordable: 1 }) };
      return { ...it, ...(isKnown && { affordable: raised.paid }), beforeBudget: it.target, target: raised.reached, ...(raised.reached < it.target && { limitedBy: "budget" as const }) };
    });
    return { leaf: draft.leaf, year: draft.year, unit: draft.unit, required: draft.required, whole: draft.whole, nations, residual: residualOf(draft.required, nations) };
  });
  return { leaves, budgets };
}

/** What nobody is asked for. */
export function residualOf(required: number, nations: readonly { readonly target: number }[]): number {
  const residual = Math.max(required - nations.reduce((sum, it) => sum + it.target, 0), 0);
  return residual < 1e-9 * required ? 0 : residual;
}

/** Price of one more unit of each leaf. Absent: no price. */
export const pricesOf = (alliance: Alliance): ReadonlyMap<string, number | undefined> => new Map(alliance.leaves.map((leaf) => [leaf.id, priceOfLeaf(alliance, leaf.id)]));

/** Cost of what one nation's targets of a year would add, first-lot prices. What it holds unknown: not counted, so at least this. */
function costOfIncrements(drafts: readonly Draft[], prices: ReadonlyMap<string, number | undefined>, n: number, year: number): number {
  let cost = 0;
  for (const it of drafts) {
    const row = it.year === year ? it.nations[n] : undefined;
    if (row?.held !== undefined) cost += Math.max(row.target - row.held, 0) * (prices.get(it.leaf) ?? 0);
  }
  return cost;
}

/** A budget of which a year cannot be brought to the alliance's money is unknown, not smaller: the limit is then not applied. */
function budgetOf(of: { readonly alliance: Alliance; readonly nation: string; readonly year: number; readonly rows: readonly Budget[]; readonly stated: boolean; readonly cost: number }): NationBudget {
  const { alliance, nation, year, cost } = of;
  const beta = alliance.valueOf(TARGETS.budgetShare).base;
  let money: number | undefined = of.stated ? 0 : undefined;
  for (const it of of.rows) {
    const amount = alliance.money(it.amount, it.unit, it.priceBase)?.base;
    money = amount === undefined || money === undefined ? undefined : money + amount;
  }
  const affordable = money === undefined || cost <= beta * money ? 1 : (beta * money) / cost;
  return { nation, year, cost, affordable, ...(money !== undefined && { money }), facts: of.rows.map((it) => `budget:${it.id}`) };
}

const withoutMost = (row: Draft["nations"][number]): Omit<NationTarget, "affordable" | "beforeBudget"> => ({
  nation: row.nation,
  share: row.share,
  ...(row.exempt === true && { exempt: true as const }),
  fair: row.fair,
  units: row.units,
  target: row.target,
  ...(row.held !== undefined && { held: row.held }),
  ...(row.challenge !== undefined && { challenge: row.challenge }),
  ...(row.limitedBy !== undefined && { limitedBy: row.limitedBy }),
});
