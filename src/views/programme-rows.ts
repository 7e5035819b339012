import { type Comparison, PLAN } from "#engines/plan";
import type { Alliance, Programme, System } from "#model";
import type { Range } from "#quantities";
import { leafName, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/**
 * How a programme stands by its own dates and its status as last reported. `late`: a date of it has passed, or the order can no longer be placed in time;
 * `at risk`: only with the shortest lead time can it; `undated`: no delivery year is stated.
 */
export type ProgrammeStanding = "delivered" | "on time" | "at risk" | "late" | "undated" | "cancelled";
/** Which date decides: `window`: the last delivery year has passed; `contract`: the contract year has; `order`: the year to order has. */
export type ProgrammeReason = "window" | "contract" | "order";

/** A national programme beside the plan. */
export interface NationalProgramme {
  readonly programme: string;
  readonly nation: string;
  readonly nationName: string;
  readonly name: string;
  readonly system: string;
  readonly systemName: string;
  /** Capabilities that what it buys counts towards. */
  readonly leaves: readonly { readonly leaf: string; readonly name: string }[];
  readonly status: Programme["status"];
  readonly quantity: Shown;
  readonly value: Shown;
  readonly contractYear?: number;
  readonly firstYear?: number;
  readonly lastYear?: number;
  readonly standing: ProgrammeStanding;
  readonly reason?: ProgrammeReason;
  /** The year that was missed, or by which it must be ordered. Absent: no date decides. */
  readonly decisiveYear?: number;
  /** What the aligned plan has delivered of it, and when. Absent: no plan yet, or the plan does not count on it. */
  readonly planned?: { readonly quantity: Shown; readonly firstYear: number; readonly lastYear: number };
  readonly initiative?: { readonly id: string; readonly name: string };
  readonly supplier?: string;
  readonly evidence: string;
  /** Date at which its status was last reported: what happened later and nobody recorded is not seen. */
  readonly asOf: string;
}

export interface ProgrammeClock {
  /** Year of the picture. */
  readonly year: number;
  /** Time from order to first delivery. Unit: years. */
  readonly leadTime: Range;
}

/**
 * Stands a programme against the calendar.
 * @example standingOf({ status: "approved", firstYear: 2028, lastYear: 2030 }, { year: 2027, leadTime: exactly(2) }) // → { standing: "late", reason: "order", decisiveYear: 2026 }
 */
export function standingOf(it: Pick<Programme, "status" | "contractYear" | "firstYear" | "lastYear">, { year, leadTime }: ProgrammeClock): Pick<NationalProgramme, "standing" | "reason" | "decisiveYear"> {
  if (it.status === "cancelled") return { standing: "cancelled" };
  if (it.status === "complete") return { standing: "delivered" };
  if (it.lastYear !== undefined && it.lastYear < year) return { standing: "late", reason: "window", decisiveYear: it.lastYear };
  const isOpen = it.status === "announced" || it.status === "approved";
  if (isOpen && it.contractYear !== undefined && it.contractYear < year) return { standing: "late", reason: "contract", decisiveYear: it.contractYear };
  const first = it.firstYear ?? it.lastYear;
  if (first === undefined) return { standing: "undated" };
  if (!isOpen) return { standing: "on time" };
  const orderBy = Math.floor(first - leadTime.base);
  if (orderBy >= year) return { standing: "on time", reason: "order", decisiveYear: orderBy };
  return Math.floor(first - leadTime.low) >= year ? { standing: "at risk", reason: "order", decisiveYear: orderBy } : { standing: "late", reason: "order", decisiveYear: orderBy };
}

/** Year of the picture. @example yearOf("2026-11-22") // → 2026 */
export const yearOf = (asOf: string): number => Number(asOf.slice(0, 4));

/** Time from order to first delivery of a system: its own, its class's, or the parameter's. Unit: years. */
function leadTimeOf(alliance: Alliance, system: string): Range {
  const it: System | undefined = alliance.systemById.get(system);
  return it?.leadTime ?? (it?.class === undefined ? undefined : alliance.systemById.get(it.class)?.leadTime) ?? alliance.valueOf(PLAN.leadTime);
}

interface Deliveries {
  readonly quantity: number;
  readonly firstYear: number;
  readonly lastYear: number;
}

const deliveries = new WeakMap<Comparison, ReadonlyMap<string, Deliveries>>();

/** What the aligned plan has delivered of each programme. */
function deliveriesOf(comparison: Comparison): ReadonlyMap<string, Deliveries> {
  const known = deliveries.get(comparison);
  if (known !== undefined) return known;
  const made = new Map<string, Deliveries>();
  for (const it of comparison.aligned.orders) {
    if (it.programme === undefined) continue;
    const one = made.get(it.programme) ?? { quantity: 0, firstYear: it.year, lastYear: it.year };
    made.set(it.programme, { quantity: one.quantity + it.quantity, firstYear: Math.min(one.firstYear, it.year), lastYear: Math.max(one.lastYear, it.year) });
  }
  deliveries.set(comparison, made);
  return made;
}

/** Capabilities that each system counts towards, whether by its own row or its class's. */
export function leavesOfSystems({ assessment }: Results): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const leaf of assessment.leaves) for (const system of new Set(assessment.systemsOf(leaf.id))) found.set(system, [...(found.get(system) ?? []), leaf.id]);
  return found;
}

/** Programmes as rows, those in doubt first, then by nation and name. */
export function programmeRows(results: Results, isWanted: (programme: Programme) => boolean = () => true): readonly NationalProgramme[] {
  const { alliance, comparison } = results;
  const leavesOf = leavesOfSystems(results);
  const planned = comparison === undefined ? undefined : deliveriesOf(comparison);
  const initiatives = new Map(alliance.facts.initiative.map((it) => [it.id, it.nameEn]));
  const year = yearOf(alliance.settings.asOf);
  return alliance.facts.programme
    .filter(isWanted)
    .map((it): NationalProgramme => {
      const plan = planned?.get(it.id);
      const record = (field: string): string => whyKey("record", "programme", it.id, field);
      const money = it.value === undefined ? undefined : alliance.money(it.value, it.valueUnit, it.priceBase);
      return {
        programme: it.id,
        nation: it.nation,
        nationName: nationName(alliance, it.nation),
        name: it.nameEn,
        system: it.system,
        systemName: alliance.systemById.get(it.system)?.nameEn ?? it.system,
        leaves: (leavesOf.get(it.system) ?? []).map((leaf) => ({ leaf, name: leafName(alliance, leaf) })),
        status: it.status,
        quantity: shown(results, record("quantity"), it.unit, it.quantity, { asOf: it.asOf }),
        value: shownMoney(results, record("value"), money, { part: "money" }),
        ...(it.contractYear !== undefined && { contractYear: it.contractYear }),
        ...(it.firstYear !== undefined && { firstYear: it.firstYear }),
        ...(it.lastYear !== undefined && { lastYear: it.lastYear }),
        ...standingOf(it, { year, leadTime: leadTimeOf(alliance, it.system) }),
        ...(plan !== undefined && { planned: { quantity: shown(results, whyKey("order", it.nation, it.system), it.unit, plan.quantity), firstYear: plan.firstYear, lastYear: plan.lastYear } }),
        ...(it.initiative !== undefined && { initiative: { id: it.initiative, name: initiatives.get(it.initiative) ?? it.initiative } }),
        ...(it.supplier !== undefined && { supplier: it.supplier }),
        evidence: it.evidence,
        asOf: it.asOf,
      };
    })
    .sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || (a.nation === b.nation ? (a.name < b.name ? -1 : 1) : a.nation < b.nation ? -1 : 1));
}

export const PROGRAMME_STANDINGS = ["late", "at risk", "on time", "undated", "delivered", "cancelled"] as const satisfies readonly ProgrammeStanding[];
const ORDER: readonly ProgrammeStanding[] = PROGRAMME_STANDINGS;
