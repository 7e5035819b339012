import { moneyTold, type Plan, savingLeast } from "#engines/plan";
import type { Evidence, Programme } from "#model";
import { counted, countedEach } from "./counted.ts";
import { moneyText } from "./figure-text.ts";
import { leafName, markingOf, nationName, placeOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** One national programme on the time axis. */
export interface ProgrammeRow {
  readonly id: string;
  readonly name: string;
  readonly nation: string;
  readonly nationName: string;
  readonly system: string;
  readonly systemName: string;
  readonly status: Programme["status"];
  /** Years of delivery, as they are drawn and meet: where only one is stated, that one. Absent: nobody said. */
  readonly firstYear?: number;
  readonly lastYear?: number;
  /** The same as stated. */
  readonly stated: { readonly firstYear?: number; readonly lastYear?: number };
  readonly contractYear?: number;
  readonly quantity: Shown;
  readonly value: Shown;
  readonly supplier?: string;
  /** How it is known. */
  readonly evidence: Evidence;
  /** Years of delivery in the aligned plan, and whether it may be shifted there. Absent: the plan does not deliver it. */
  readonly planned?: { readonly firstYear: number; readonly lastYear: number };
  readonly why: string;
}

/** Programmes for the same class of system, and where they meet. */
export interface ProgrammeGroup {
  readonly system: string;
  readonly name: string;
  /** Capability that it counts towards, and its area. Absent: none. */
  readonly leaf?: string;
  readonly capability?: string;
  readonly area?: string;
  readonly programmes: readonly ProgrammeRow[];
  /** Years in which two allies or more take delivery. */
  readonly overlapYears: readonly number[];
  /** Allies that meet in those years. */
  readonly overlapNations: readonly string[];
  /** Worth of the programmes that meet, as far as it was stated. */
  readonly overlapValue: Shown;
  /** Whether the aligned plan buys it together. */
  readonly bundle?: string;
}

/** A party to an agreement: its share, what its own programmes promise of it already, and what is left for it to pledge. */
export interface PartyRow {
  readonly nation: string;
  readonly name: string;
  readonly share: Shown;
  readonly promised: Shown;
  readonly unpledged: Shown;
  /** The most that the plan has it pay for one: at less than that it would be out of the agreement. No value: it buys nothing. */
  readonly priceMost: Shown;
  /** Year by which the last of it is delivered in the plan. Absent: it buys nothing. */
  readonly by?: number;
}

/** An agreement of the aligned plan. */
export interface BundleRow {
  readonly agreement: string;
  readonly system: string;
  readonly name: string;
  readonly members: readonly { readonly nation: string; readonly name: string }[];
  /** The one member that buys something under it, where no other does: then nothing is bought together. Absent: several buy. */
  readonly only?: { readonly nation: string; readonly name: string };
  readonly firstYear: number;
  readonly lastYear: number;
  readonly quantity: Shown;
  /** Price as a share of the price of a first lot. */
  readonly priceFactor: Shown;
  readonly coordination: Shown;
  /** What each party would have to pledge for the agreement to come about, the largest part first; and what of all of it is in no programme yet. */
  readonly parties: readonly PartyRow[];
  readonly unpledged: Shown;
  /** Programmes of members that deliver the same class in those years. */
  readonly programmes: readonly string[];
}

/** What should be bought together, and when. */
export interface ProcurementView {
  readonly alliance: string;
  readonly marking: string;
  readonly runKey: string;
  readonly currency: string;
  /** Years of the plan. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Years of the time axis: from the first to the last that is stated, at most as far around the plan as the plan is long. */
  readonly axisFirst: number;
  readonly axisLast: number;
  readonly groups: readonly ProgrammeGroup[];
  readonly programmes: number;
  /** Programmes of which no year of delivery was stated. */
  readonly undated: number;
  /** Absent: the plan is not made yet. */
  readonly bundles?: readonly BundleRow[];
  /** What buying together is worth in the plan: the lever of lots. Absent: the plan is not made yet. */
  readonly lots?: Shown;
  /** A saving of the plan as a whole below this is none that is sure: the slack in which coverage counts as equal. As `lots`. */
  readonly lotsLeast?: Shown;
  /** Whether labels may hide programmes, so that what is not in sight is not told as none. */
  readonly isPart: boolean;
  readonly sentence: string;
  /** What the sentence counts: classes in which two allies or more take delivery in the same years, agreements of the plan under which several buy, and one alone, programmes under way, and those of which no year is stated. */
  readonly told: Readonly<Record<BuysCount, Shown>>;
}

/** What is counted of what is bought. */
export type BuysCount = "meeting" | "together" | "alone" | "under way" | "undated";

/** National programmes by what they buy, where they meet in time, and what the plan buys together. */
export function procurementView(results: Results): ProcurementView {
  const { alliance, comparison } = results;
  const { firstYear, lastYear, currency } = alliance.settings;
  const rows = alliance.facts.programme.filter((it) => it.status !== "cancelled" && it.status !== "complete" && alliance.nationIndex.has(it.nation)).map((it) => rowOf(results, it));
  const bundles = comparison?.aligned.agreements.map((it): BundleRow => ({
    agreement: it.id,
    system: it.system,
    name: systemName(results, it.system),
    members: it.members.map((nation) => ({ nation, name: nationName(alliance, nation) })),
    ...onlyOf(results, it),
    firstYear: it.firstYear,
    lastYear: it.lastYear,
    quantity: shown(results, whyKey("agreement", it.id, "quantity"), alliance.systemById.get(it.system)?.unit ?? "items", it.quantity),
    priceFactor: shown(results, whyKey("agreement", it.id, "price"), "share", it.priceFactor),
    coordination: shownMoney(results, whyKey("agreement", it.id, "coordination"), it.coordination),
    ...pledgesOf(results, comparison.aligned, it),
    programmes: rows.filter((row) => it.members.includes(row.nation) && classOf(results, row.system) === classOf(results, it.system) && row.firstYear !== undefined && row.firstYear <= it.lastYear && (row.lastYear ?? row.firstYear) >= it.firstYear).map((row) => row.id),
  }));
  const [alone, together] = [(bundles ?? []).filter((it) => it.only !== undefined), (bundles ?? []).filter((it) => it.only === undefined)];
  const bundled = new Map(together.map((it) => [classOf(results, it.system), it.agreement]));
  const byClass = new Map<string, ProgrammeRow[]>();
  for (const row of rows) byClass.set(classOf(results, row.system), [...(byClass.get(classOf(results, row.system)) ?? []), row]);
  const groups = [...byClass].map(([system, programmes]) => groupOf(results, { system, programmes, bundle: bundled.get(system) }));
  const years = rows.flatMap((it) => [it.firstYear, it.lastYear, it.planned?.firstYear, it.planned?.lastYear].flatMap((year) => (year === undefined ? [] : [year])));
  const length = lastYear - firstYear + 1;
  const lever = comparison?.levers.find((it) => it.lever === "lots");
  const lots = comparison === undefined || lever === undefined ? undefined : moneyTold(comparison, lever.money);
  const meeting = groups.filter((it) => it.overlapYears.length > 0);
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    runKey: results.runKey,
    currency,
    firstYear,
    lastYear,
    axisFirst: Math.max(Math.min(firstYear, ...years), firstYear - length),
    axisLast: Math.min(Math.max(lastYear, ...years), lastYear + length),
    groups: groups.sort((a, b) => Number(b.overlapYears.length > 0) - Number(a.overlapYears.length > 0) || b.overlapNations.length - a.overlapNations.length || (b.overlapValue.value ?? 0) - (a.overlapValue.value ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    programmes: rows.length,
    undated: rows.filter((it) => it.firstYear === undefined).length,
    ...(bundles !== undefined && { bundles }),
    ...(comparison !== undefined && lots !== undefined && { lots: shownMoney(results, whyKey("lever", "lots", "money"), lots), lotsLeast: shownMoney(results, whyKey("lever", "lots", "money"), savingLeast(comparison), { part: "least" }) }),
    told: {
      ...countedEach(results, { what: "buys", when: "all", unit: "programmes" }, { "under way": rows.length, undated: rows.filter((it) => it.firstYear === undefined).length }),
      meeting: counted(results, { what: "buys", when: "all", unit: "classes" }, "meeting", meeting.length),
      together: counted(results, { what: "buys", when: "all", unit: "agreements" }, "together", together.length),
      alone: counted(results, { what: "buys", when: "all", unit: "agreements" }, "alone", alone.length),
    },
    isPart: results.seen !== undefined,
    sentence: sentenceOf({ meeting, sight: results.seen === undefined ? "all" : rows.length === 0 ? "none" : "part", bundles: comparison === undefined ? undefined : { together: together.length, alone: alone.length }, lots, least: comparison === undefined ? 0 : savingLeast(comparison), currency }),
  };
}

type Agreement = Plan["agreements"][number];

/** What an agreement takes of each of its members, counted from the orders under it. */
function pledgesOf(results: Results, { orders }: Plan, agreement: Agreement): Pick<BundleRow, "parties" | "unpledged"> {
  const { alliance } = results;
  const unit = alliance.systemById.get(agreement.system)?.unit ?? "items";
  const parties = agreement.members.map((nation): PartyRow => {
    const { own, share, promised, unpledged } = partOf(orders, agreement, nation);
    const prices = own.flatMap((it) => it.unitPrice ?? []);
    const figure = (measure: string, value: number): Shown => shown(results, whyKey("agreement", agreement.id, measure, nation), unit, value);
    return {
      nation,
      name: nationName(alliance, nation),
      share: figure("quantity", share),
      promised: figure("promised", promised),
      unpledged: figure("to-pledge", unpledged),
      priceMost: shownMoney(results, whyKey("agreement", agreement.id, "price-most", nation), prices.length === 0 ? undefined : Math.max(...prices)),
      ...(own.length > 0 && { by: Math.max(...own.map((it) => it.year)) }),
    };
  });
  return {
    parties: parties.sort((a, b) => (b.share.value ?? 0) - (a.share.value ?? 0) || (a.nation < b.nation ? -1 : 1)),
    unpledged: shown(results, whyKey("agreement", agreement.id, "to-pledge"), unit, partOf(orders, agreement).unpledged),
  };
}

/**
 * What a member, or all of them, buy under an agreement, what of it fulfils national programmes, and the rest, which is in none.
 * @example partOf(plan.orders, agreement, "ASH") // → { own: […], share: 12, promised: 8, unpledged: 4 }
 */
export function partOf(orders: Plan["orders"], { id }: Pick<Agreement, "id">, nation?: string): { readonly own: Plan["orders"]; readonly share: number; readonly promised: number; readonly unpledged: number } {
  const own = orders.filter((it) => it.agreement === id && it.quantity > 0 && (nation === undefined || it.nation === nation));
  const sum = (of: Plan["orders"]): number => of.reduce((all, it) => all + it.quantity, 0);
  return { own, share: sum(own), promised: sum(own.filter((it) => it.programme !== undefined)), unpledged: sum(own.filter((it) => it.programme === undefined)) };
}

/** The one member that buys something under an agreement of the plan, where no other does. @example onlyOf(results, agreement) // → { only: { nation: "ASH", name: "Ash" } } */
export function onlyOf({ alliance, comparison }: Results, { id, members }: Pick<Agreement, "id" | "members">): Pick<BundleRow, "only"> {
  const [nation, ...more] = members.filter((it) => partOf(comparison?.aligned.orders ?? [], { id }, it).share > 0);
  return nation === undefined || more.length > 0 ? {} : { only: { nation, name: nationName(alliance, nation) } };
}

interface Sentence {
  /** Whether all programmes are in sight, some of them, or none that is known to be there. */
  readonly sight: "all" | "part" | "none";
  readonly meeting: readonly ProgrammeGroup[];
  /** Agreements under which several buy, and one alone. Absent: the plan is not made yet. */
  readonly bundles: { readonly together: number; readonly alone: number } | undefined;
  readonly lots: number | undefined;
  /** What is told as no saving is below this. */
  readonly least: number;
  readonly currency: string;
}

/** Where no two allies are seen to meet. */
const NOWHERE: Readonly<Record<Sentence["sight"], string>> = {
  all: "No two allies take delivery of the same class of equipment in the same years",
  part: "Of the programmes in what you may see no two allies take delivery of the same class of equipment in the same years",
  none: "No programme is in what you may see, so it is unknown where allies take delivery of the same class of equipment in the same years",
};

function sentenceOf({ meeting, sight, bundles, lots, least, currency }: Sentence): string {
  const where = meeting.length === 0 ? NOWHERE[sight] : `In ${meeting.length} ${meeting.length === 1 ? "class" : "classes"} of equipment two allies or more take delivery in the same years`;
  if (bundles === undefined) return `${where}.`;
  const { together, alone } = bundles;
  const apart = alone === 0 ? "" : ` Under ${alone} further ${alone === 1 ? "agreement" : "agreements"} one ally alone buys.`;
  const saved = lots === undefined || together === 0 ? "" : lots <= 0 ? ` What each agreement saves against buying the same items apart stands with it; in the plan as a whole larger lots save less than ${moneyText(least, currency)} between the plans that were found, from which nothing sure follows.` : ` Larger lots make up ${moneyText(lots, currency)} of what alignment saves.`;
  return `${where}; ${together === 0 && sight !== "all" ? "the plan made of what you may see" : "the plan"} buys ${together === 0 ? "nothing" : together === 1 ? "one system" : `${together} systems`} together.${apart}${saved}`;
}

const systemName = ({ alliance }: Results, id: string): string => alliance.systemById.get(id)?.nameEn ?? id;
const classOf = ({ alliance }: Results, id: string): string => alliance.systemById.get(id)?.class ?? id;

function rowOf(results: Results, it: Programme): ProgrammeRow {
  const { alliance, comparison } = results;
  const delivered = (comparison?.aligned.orders ?? []).filter((order) => order.programme === it.id && order.quantity > 0).map((order) => order.year);
  const first = it.firstYear ?? it.lastYear;
  return {
    id: it.id,
    name: it.nameEn,
    nation: it.nation,
    nationName: nationName(alliance, it.nation),
    system: it.system,
    systemName: systemName(results, it.system),
    status: it.status,
    ...(first !== undefined && { firstYear: first, lastYear: Math.max(it.lastYear ?? first, first) }),
    stated: { ...(it.firstYear !== undefined && { firstYear: it.firstYear }), ...(it.lastYear !== undefined && { lastYear: it.lastYear }) },
    ...(it.contractYear !== undefined && { contractYear: it.contractYear }),
    quantity: shown(results, whyKey("stated", "programme", it.id, "quantity"), it.unit, it.quantity),
    value: shownMoney(results, whyKey("stated", "programme", it.id, "value"), it.value === undefined ? undefined : alliance.money(it.value, it.valueUnit, it.priceBase)),
    ...(it.supplier !== undefined && { supplier: it.supplier }),
    evidence: it.evidence,
    ...(delivered.length > 0 && { planned: { firstYear: Math.min(...delivered), lastYear: Math.max(...delivered) } }),
    why: whyKey("stated", "programme", it.id, "quantity"),
  };
}

function groupOf(results: Results, { system, programmes, bundle }: { readonly system: string; readonly programmes: readonly ProgrammeRow[]; readonly bundle: string | undefined }): ProgrammeGroup {
  const { alliance } = results;
  const nationsIn = new Map<number, Set<string>>();
  for (const it of programmes) {
    if (it.firstYear === undefined) continue;
    for (let year = it.firstYear; year <= (it.lastYear ?? it.firstYear); year++) nationsIn.set(year, (nationsIn.get(year) ?? new Set()).add(it.nation));
  }
  const overlapYears = [...nationsIn].flatMap(([year, nations]) => (nations.size > 1 ? [year] : [])).sort((a, b) => a - b);
  const meets = (it: ProgrammeRow): boolean => it.firstYear !== undefined && overlapYears.some((year) => year >= it.firstYear! && year <= (it.lastYear ?? it.firstYear!));
  const meeting = programmes.filter(meets);
  const known = meeting.flatMap((it) => (it.value.value === undefined ? [] : [it.value.value]));
  const leaf = alliance.yieldsOf.get(system)?.find((it) => it.combine !== "reference")?.capability ?? programmes.map((it) => alliance.yieldsOf.get(it.system)?.find((row) => row.combine !== "reference")?.capability).find((it) => it !== undefined);
  return {
    system,
    name: systemName(results, system),
    ...(leaf !== undefined && { leaf, capability: leafName(alliance, leaf), area: placeOf(alliance, leaf).area }),
    programmes: programmes.toSorted((a, b) => (a.firstYear ?? Number.POSITIVE_INFINITY) - (b.firstYear ?? Number.POSITIVE_INFINITY) || (a.nationName < b.nationName ? -1 : a.nationName > b.nationName ? 1 : a.id < b.id ? -1 : 1)),
    overlapYears,
    overlapNations: [...new Set(meeting.map((it) => it.nation))].sort(),
    overlapValue: shownMoney(results, whyKey("stated", "class", system, "overlap"), meeting.length === 0 ? 0 : known.length === 0 ? undefined : known.reduce((sum, it) => sum + it, 0)),
    ...(bundle !== undefined && { bundle }),
  };
}
