import type { ShiftRoom } from "#engines/plan";
import { capShown } from "./planned-coverage.ts";
import { leafName, markingOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** Something that a lever moves, with what it is now. */
export interface LeverSubject {
  readonly id: string;
  readonly name: string;
  /** What is moved, as it is. Absent: the lever moves no number. */
  readonly now?: Shown;
}

/** What can be changed about the plan. Only what the plan has. */
export interface LeversView {
  readonly alliance: string;
  readonly marking: string;
  readonly runKey: string;
  readonly currency: string;
  readonly years: readonly number[];
  /** Allies, with what they may spend over the plan. */
  readonly nations: readonly LeverSubject[];
  /** Capabilities, with what is required in the last year. */
  readonly leaves: readonly LeverSubject[];
  /** Most of a requirement that one ally may count, of every capability. */
  readonly cap: Shown;
  /** Systems that are bought, with the price of one. */
  readonly systems: readonly LeverSubject[];
  /** Lines, with what they can make in the last year. */
  readonly lines: readonly LeverSubject[];
  readonly standards: readonly LeverSubject[];
  /** Programmes that are delivered in the plan. */
  readonly programmes: readonly ShiftSubject[];
}

/** A programme that may be shifted, with how far. */
export interface ShiftSubject extends LeverSubject, ShiftRoom {
  readonly nation: string;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** The levers of a plan that is made. `rooms`: how far each of its programmes can be shifted. */
export function leversView(results: Results & { readonly comparison: NonNullable<Results["comparison"]> }, rooms: ReadonlyMap<string, ShiftRoom>): LeversView {
  const { alliance } = results;
  const { aligned } = results.comparison;
  const last = aligned.years.at(-1) ?? alliance.settings.lastYear;
  const byName = (a: LeverSubject, b: LeverSubject): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
  const bought = new Map<string, number | undefined>();
  for (const it of aligned.orders) if (!bought.has(it.system) || bought.get(it.system) === undefined) bought.set(it.system, it.unitPrice);
  const programmes = new Map<string, { first: number; last: number }>();
  for (const it of aligned.orders) {
    if (it.programme === undefined) continue;
    const known = programmes.get(it.programme);
    programmes.set(it.programme, { first: Math.min(known?.first ?? it.year, it.year), last: Math.max(known?.last ?? it.year, it.year) });
  }
  const lines = new Map(alliance.facts.line.map((it) => [it.id, it.nameEn]));
  const standards = new Map(alliance.facts.standard.map((it) => [it.id, it.nameEn]));
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    runKey: results.runKey,
    currency: aligned.currency,
    years: aligned.years,
    nations: alliance.nations.map((it) => {
      const budgets = aligned.spend.filter((row) => row.nation === it.id && row.budget > 0);
      // Of whom nobody stated a budget, none is shown.
      return { id: it.id, name: it.nameEn, ...(budgets.length > 0 && { now: shownMoney(results, whyKey("money", results.path, "all", it.id), budgets.reduce((sum, row) => sum + row.budget, 0)) }) };
    }).sort(byName),
    leaves: aligned.shortfalls.filter((it) => it.year === last).map((it) => ({ id: it.leaf, name: leafName(alliance, it.leaf), now: shown(results, whyKey("required", it.leaf, last), alliance.capabilityById.get(it.leaf)?.unit ?? "", it.required) })).sort(byName),
    cap: capShown(results),
    systems: [...bought].flatMap(([id]) => {
      const fact = alliance.systemById.get(id);
      const price = fact?.unitCost === undefined ? undefined : alliance.money(fact.unitCost, fact.costUnit, fact.priceBase);
      return price === undefined ? [] : [{ id, name: fact?.nameEn ?? id, now: shownMoney(results, whyKey("stated", "system", id, "price"), price) }];
    }).sort(byName),
    lines: aligned.lines.filter((it) => it.year === last).map((it) => ({ id: it.line, name: lines.get(it.line) ?? it.line, now: shown(results, whyKey("stated", "line", it.line, "rate"), "items a year", it.capacity) })).sort(byName),
    standards: [...new Set([...aligned.adoptions.map((it) => it.standard), ...alliance.facts.yield.flatMap((it) => (it.standard === undefined ? [] : [it.standard]))])].filter((id) => standards.has(id)).map((id) => ({ id, name: standards.get(id) ?? id })).sort(byName),
    programmes: [...programmes].flatMap(([id, span]) => {
      const fact = alliance.facts.programme.find((it) => it.id === id);
      const room = rooms.get(id);
      return fact === undefined || room === undefined ? [] : [{ id, name: fact.nameEn, nation: fact.nation, firstYear: span.first, lastYear: span.last, ...room }];
    }).sort(byName),
  };
}
