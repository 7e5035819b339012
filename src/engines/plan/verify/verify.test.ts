import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsInProcess } from "#adapters/highs";
import { assessAlliance, planInputs, planResults } from "#app";
import { allParameters } from "#views";
import { planAlliance, type PlanAsk } from "../compare.ts";
import { fictional, fictionalOfSize, type FictionalWorld } from "../fictional.ts";
import { fictionalAlliance } from "../fictional-alliance.ts";
import type { Comparison, Plan } from "../plan.ts";
import { ALL_CHECKS, verifyComparison, type VerifyComparisonAsk, verifyPlan } from "./index.ts";

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Draft = Mutable<Comparison>;
type Made = VerifyComparisonAsk;

/** The first row that will do, which every world here has. */
function first<Row>(rows: readonly Row[] | undefined, will: (it: Row) => boolean = () => true): Row {
  const found = rows?.find(will);
  if (found === undefined) throw new Error("The world has no such row.");
  return found;
}

/** The prices of an objective, which every plan here carries. */
function priced(plan: Mutable<Plan>, name: string): NonNullable<Mutable<Plan>["stages"][number]["certificate"]> {
  const { certificate } = first(plan.stages, (it) => it.name === name);
  if (certificate === undefined) throw new Error(`The plan has no prices of ${name}.`);
  return certificate;
}

/** The prices of an ally whose shortfall alone is not proved to be nothing. */
function own(alone: Mutable<Plan>): NonNullable<Mutable<Plan>["stages"][number]["certificates"]>[number] {
  return first(first(alone.stages, (it) => it.name === "shortfall").certificates, (it) => it.proves > 0.01 && it.prices.length > 0);
}

/** Kind of corruption, what is done, the code it is found under, and the place that is named. */
const CORRUPTIONS: readonly (readonly [kind: string, corrupt: (it: Draft) => string, code: string])[] = [
  ["an order of nobody's", ({ aligned }) => { first(aligned.orders).nation = "Nobody"; return "Nobody"; }, "order"],
  ["an order of a system that is not", ({ aligned }) => { first(aligned.orders).system = "unicorn"; return "unicorn"; }, "order"],
  ["an order twice", ({ aligned }) => { aligned.orders.push({ ...first(aligned.orders) }); return first(aligned.orders).system; }, "order"],
  ["an order outside the plan", ({ aligned }) => { first(aligned.orders).year = 1999; return "1999"; }, "order"],
  ["a programme handed to another nation", ({ alone }) => { const it = first(alone.orders, (order) => order.programme !== undefined); it.nation = first(alone.orders, (order) => order.nation !== it.nation).nation; return it.programme!; }, "order"],
  ["an order before its lead time", ({ aligned }) => { const it = first(aligned.orders, (order) => order.programme === undefined); it.year = aligned.years[0]!; return `${it.nation} ${it.system}`; }, "lead-time"],
  ["an order year moved", ({ aligned }) => { const it = first(aligned.orders); it.orderYear -= 1; return `${it.nation} ${it.system}`; }, "lead-time"],
  ["more delivered than promised", ({ aligned }) => { const it = first(aligned.orders, (order) => order.programme !== undefined); it.quantity *= 50; return it.programme!; }, "programme"],
  ["a programme before its window", ({ alone }) => { const it = first(alone.orders, (order) => order.programme !== undefined); it.year = alone.years.at(-1)! + 1; return it.programme!; }, "programme"],
  ["a price talked down", ({ aligned }) => { const it = first(aligned.orders, (order) => order.unitPrice !== undefined); it.unitPrice! *= 0.99; return `${it.nation} ${it.system}`; }, "price"],
  ["a price under an agreement of which the ally is no member", ({ aligned }) => { const it = first(aligned.orders, (order) => order.agreement === undefined); it.agreement = first(aligned.agreements).id; return `${it.nation} ${it.system}`; }, "price"],
  ["a price hidden", ({ aligned }) => { const it = first(aligned.orders, (order) => order.unitPrice !== undefined); delete it.unitPrice; return `${it.nation} ${it.system}`; }, "price"],
  ["a line driven too hard", ({ aligned }) => { const it = first(aligned.production); it.quantity *= 100; return `${it.line} ${it.year}`; }, "line"],
  ["a capacity talked up", ({ aligned }) => { const it = first(aligned.lines); it.capacity *= 2; return `${it.line} ${it.year}`; }, "line"],
  ["a line that makes another's product", ({ aligned }) => { const it = first(aligned.production); it.system = first(aligned.orders, (order) => aligned.production.every((row) => row.line !== it.line || row.system !== order.system)).system; return it.line; }, "line"],
  ["a line left out", ({ aligned }) => { const it = aligned.lines.pop()!; return `${it.line} ${it.year}`; }, "line"],
  ["a line paid for standing idle where nothing was chosen for lines", ({ aligned }) => { aligned.evidence!.idle.push({ line: first(aligned.lines).line, year: aligned.years[1]!, quantity: 1 }); return "modes"; }, "mode"],
  ["an expansion that nobody paid", ({ aligned }) => { const it = aligned.evidence!.expansions.pop()!; return it.line; }, "line"],
  ["an expansion beyond its room", ({ aligned }) => { const it = first(aligned.evidence!.expansions); it.quantity *= 1000; return it.line; }, "expansion"],
  ["delivered and not made", ({ aligned }) => { const it = aligned.production.pop()!; return `${it.system} ${it.year}`; }, "supply"],
  ["a lot missed", ({ aligned }) => { const it = first(aligned.agreements); it.lot = it.quantity * 2; return it.id; }, "agreement"],
  ["a member that is none", ({ aligned }) => { const it = first(aligned.agreements); it.members.push("Nobody"); return it.id; }, "agreement"],
  ["an agreement's quantity talked up", ({ aligned }) => { const it = first(aligned.agreements); it.quantity *= 1.1; return it.id; }, "agreement"],
  ["an agreement without the lever", ({ aligned }) => { aligned.levers = aligned.levers.filter((it) => it !== "lots"); return first(aligned.agreements).id; }, "agreement"],
  ["a tier that the lot does not reach", ({ aligned }) => { const it = first(aligned.agreements); it.priceFactor *= 0.98; return it.id; }, "tier"],
  ["a lot other than its tier asks", ({ aligned }) => { const it = first(aligned.agreements); it.lot *= 0.999; return it.id; }, "lot"],
  ["coordination for less", ({ aligned }) => { const it = first(aligned.agreements); it.coordination *= 0.5; return it.id; }, "coordination"],
  ["a lead without the lever", ({ aligned }) => { aligned.levers = aligned.levers.filter((it) => it !== "roles"); return first(aligned.leads).leaf; }, "lead"],
  ["a lead beyond the ceiling", ({ aligned }) => { const it = first(aligned.leads); it.beyondShare *= 1000; return `${it.nation} ${it.leaf}`; }, "lead"],
  ["a lead uninsured", ({ aligned }) => { const it = first(aligned.leads, (lead) => lead.insurance > 0); it.insurance = 0; return `${it.nation} ${it.leaf}`; }, "lead"],
  ["leads beyond the load of a nation", ({ aligned }) => { const it = first(aligned.leads); for (const leaf of new Set(aligned.shortfalls.map((row) => row.leaf))) aligned.leads.push({ ...it, leaf }); return it.nation; }, "lead"],
  ["a fallback that leads itself", ({ aligned }) => { const it = first(aligned.leads, (lead) => lead.fallback !== undefined); it.fallback = it.nation; return `${it.nation} ${it.leaf}`; }, "fallback"],
  ["a fallback hidden", ({ aligned }) => { const it = first(aligned.leads, (lead) => lead.fallback !== undefined); delete it.fallback; return `${it.nation} ${it.leaf}`; }, "fallback"],
  ["a fallback that is nobody", ({ aligned }) => { const it = first(aligned.leads); it.fallback = "Nobody"; return `${it.nation} ${it.leaf}`; }, "fallback"],
  ["a loss without the lead talked down", ({ aligned }) => { const it = first(aligned.leads, (lead) => lead.lostYears > 0.01); it.lostYears /= 2; return `${it.nation} ${it.leaf}`; }, "fallback"],
  ["an adoption before its time", ({ aligned }) => { const it = first(aligned.adoptions, (row) => row.origin === "plan"); it.year = aligned.years[0]!; return `${it.nation} ${it.standard}`; }, "adoption"],
  ["an adoption for nothing", ({ aligned }) => { const it = first(aligned.adoptions, (row) => row.origin === "plan"); it.cost = 0; return `${it.nation} ${it.standard}`; }, "adoption"],
  ["an adoption that allies have anyway left out", ({ alone }) => { const it = alone.adoptions.pop()!; return `${it.nation} ${it.standard}`; }, "adoption"],
  ["a holding made larger", ({ alone }) => { const it = first(alone.contributions, (row) => row.held > 0); it.held *= 1.2; return `${it.nation} ${it.leaf} ${it.year}`; }, "coverage"],
  ["a contribution beyond the ceiling counted", ({ aligned }) => { const it = first(aligned.contributions, (row) => row.counted > 0); it.counted *= 3; return `${it.nation} ${it.leaf} ${it.year}`; }, "coverage"],
  ["a target talked down", ({ aligned }) => { const it = first(aligned.contributions, (row) => row.target > 0); it.target *= 0.5; return `${it.nation} ${it.leaf} ${it.year}`; }, "coverage"],
  ["a contribution left out", ({ aligned }) => { const it = first(aligned.contributions, (row) => row.counted > 0); aligned.contributions.splice(aligned.contributions.indexOf(it), 1); return `${it.nation} ${it.leaf} ${it.year}`; }, "coverage"],
  ["a requirement talked down", ({ aligned }) => { const it = first(aligned.shortfalls, (row) => row.short > 0); it.required -= it.short / 2; return `${it.leaf} ${it.year}`; }, "coverage"],
  ["a shortfall talked down, with what is planned", ({ aligned }) => { const it = first(aligned.shortfalls, (row) => row.short > 0); it.planned += it.short / 2; it.short /= 2; return `${it.leaf} ${it.year}`; }, "coverage"],
  ["an urgent shortfall hidden", ({ alone }) => { const it = first(alone.shortfalls, (row) => row.shortUrgent > 0); it.shortUrgent = 0; return `${it.leaf} ${it.year}`; }, "coverage"],
  ["a leaf left out", ({ aligned }) => { const it = aligned.shortfalls.pop()!; return `${it.leaf} ${it.year}`; }, "coverage"],
  ["one item for two leaves", ({ aligned }) => { const it = first(aligned.evidence!.splits); it.quantity *= 1000; return `${it.nation} ${it.system} ${it.year}`; }, "split"],
  ["a stock target talked down", ({ aligned }) => { const it = first(aligned.stocks); it.target *= 0.5; return `${it.nation} ${it.system} ${it.year}`; }, "stock"],
  ["a stock filled by nothing", ({ alone }) => { const it = first(alone.stocks, (row) => row.short > 0); it.planned += it.short; it.short = 0; return `${it.nation} ${it.system} ${it.year}`; }, "stock"],
  ["shortfall-years talked down", ({ aligned }) => { aligned.shortfallYears *= 0.9; return "shortfall-years"; }, "total"],
  ["weighted shortfall talked down", ({ aligned }) => { aligned.shortfallWeighted *= 0.9; return "weighted shortfall"; }, "total"],
  ["a purchase off the books", ({ aligned }) => { const it = first(aligned.spend, (row) => row.purchases > 0); it.total -= it.purchases; it.purchases = 0; return `${it.nation} ${it.year}`; }, "spend"],
  ["upkeep off the books", ({ alone }) => { const it = first(alone.spend, (row) => row.upkeep > 0); it.total -= it.upkeep; it.upkeep = 0; return `${it.nation} ${it.year}`; }, "spend"],
  ["fees off the books", ({ aligned }) => { const it = first(aligned.spend, (row) => row.together > 0); it.total -= it.together; it.together = 0; return `${it.nation} ${it.year}`; }, "spend"],
  ["a budget invented", ({ aligned }) => { const it = first(aligned.spend, (row) => row.budget > 0); it.budget *= 2; return `${it.nation} ${it.year}`; }, "budget"],
  ["a cost talked down", ({ aligned }) => { aligned.cost *= 0.9; return "cost"; }, "cost"],
  ["a bound above the value", ({ aligned }) => { const it = first(aligned.stages, (stage) => stage.name === "shortfall"); it.bound = it.value * 1.1; it.gap = 0; return "shortfall"; }, "stage"],
  ["a gap talked down", ({ aligned }) => { const it = first(aligned.stages, (stage) => stage.name === "shortfall"); it.gap = (it.value - it.bound) / it.value / 2 + 0.01; return "shortfall"; }, "stage"],
  ["an objective talked down", ({ alone }) => { const it = first(alone.stages, (stage) => stage.name === "shortfall"); it.value *= 0.9; it.bound = it.value; it.gap = 0; return "shortfall"; }, "objective"],
  ["changes talked down", ({ aligned }) => { const it = first(aligned.stages, (stage) => stage.name === "deviation"); it.value = it.value / 2 - 1; it.bound = it.value; it.gap = 0; return "deviation"; }, "objective"],
  ["a bound claimed too good", ({ aligned }) => { const it = first(aligned.stages, (stage) => stage.name === "cost"); it.bound = (it.bound + 3 * it.value) / 4; it.gap = (it.value - it.bound) / it.value; return "aligned: cost"; }, "certificate"],
  ["a bound and what its prices prove claimed too good", ({ aligned }) => { const it = first(aligned.stages, (stage) => stage.name === "shortfall"); it.certificate!.proves = it.value; it.bound = it.value; it.gap = 0; return "aligned: shortfall"; }, "certificate"],
  ["prices with the sign turned", ({ aligned }) => { const it = priced(aligned, "shortfall"); it.prices = it.prices.map((price) => -price); return "aligned: shortfall"; }, "certificate"],
  ["prices twice as large", ({ aligned }) => { const it = priced(aligned, "cost"); it.prices = it.prices.map((price) => 2 * price); return "aligned: cost"; }, "certificate"],
  ["the largest price left out", ({ cheapest }) => { const it = priced(cheapest!, "cost"); const at = it.prices.reduce((best, price, k) => (Math.abs(price) > Math.abs(it.prices[best]!) ? k : best), 0); it.prices[at] = 0; return "cheapest: cost"; }, "certificate"],
  ["prices moved to other rows", ({ aligned }) => { const it = priced(aligned, "shortfall"); it.at[0]! += 1; return "aligned: shortfall"; }, "certificate"],
  ["a price that is no number", ({ aligned }) => { priced(aligned, "shortfall").prices[3] = Number.NaN; return "aligned: shortfall"; }, "certificate"],
  ["prices missing", ({ aligned }) => { delete first(aligned.stages, (stage) => stage.name === "deviation").certificate; return "aligned: deviation"; }, "certificate"],
  ["prices of another objective", ({ aligned }) => { first(aligned.stages, (stage) => stage.name === "deviation").certificate = priced(aligned, "cost"); return "aligned: deviation"; }, "certificate"],
  ["an ally's prices left out", ({ alone }) => { first(alone.stages, (it) => it.name === "cost").certificates!.pop(); return "alone: cost"; }, "certificate"],
  ["an ally's prices with the sign turned", ({ alone }) => { const it = own(alone); it.prices = it.prices.map((price) => -price); return `alone: shortfall ${it.nation}`; }, "certificate"],
  ["an ally's bound talked up", ({ alone }) => { const it = own(alone); it.proves += 1; return `alone: shortfall ${it.nation}`; }, "certificate"],
  ["fewer slots than an ally was left", ({ alone, aligned }) => { const it = own(alone); (it.slots ??= []).push({ lines: first(aligned.lines).line, year: alone.years[1]!, most: -1 }); return `alone: shortfall ${it.nation}`; }, "certificate"],
  ["a bound for a shortfall that was never reached", ({ aligned }) => { priced(aligned, "cost").kept[0]!.upper *= 0.5; return "aligned: cost"; }, "certificate"],
  ["what one more M is worth talked up", ({ aligned }) => { const it = first(aligned.spend, (row) => row.value! > 0); it.value! *= 1.01; return `${it.nation} ${it.year}`; }, "worth"],
  ["what one more item is worth hidden", ({ aligned }) => { const it = first(aligned.lines, (row) => row.value !== undefined); delete it.value; return `${it.line} ${it.year}`; }, "worth"],
  ["prices of worth that prove nothing", ({ aligned }) => { aligned.worth!.prices = aligned.worth!.prices.map(() => 0); return "worth"; }, "worth"],
  ["more looked at than there is", ({ aligned }) => { aligned.verification.counts!["coverage"]! += 1; return "aligned coverage"; }, "verdict"],
  ["a largest breach talked down", ({ alone }) => { alone.verification.largest /= 2; return "alone"; }, "verdict"],
  ["a verdict left out", (it) => { delete it.verification; return "difference"; }, "verdict"],
  ["another currency", ({ aligned }) => { aligned.currency = "NONE"; return "currency"; }, "frame"],
  ["the years of another plan", ({ aligned }) => { aligned.years = aligned.years.map((it) => it + 1); return "years"; }, "frame"],
  ["the evidence left out", ({ alone }) => { delete alone.evidence; return "evidence"; }, "frame"],
  ["a verdict kept that was bad", ({ alone }) => { alone.verification.faults.push({ rule: "cost", where: "cost", amount: 1, message: "" }); return "verification"; }, "frame"],
  ["the two plans exchanged", (it) => { [it.alone, it.aligned] = [it.aligned, it.alone]; return "plans"; }, "same-ground"],
  ["more overrun together than alone", ({ alone }) => { first(alone.stages).value += 0.5; return "violations"; }, "same-ground"],
  ["a combination better with fewer levers", ({ combos }) => { combos[1]!.costAtEqualCoverage *= 0.5; return combos[1]!.levers.join("+"); }, "combination"],
  ["a combination left out", ({ combos }) => { combos.splice(2, 1); return "combinations"; }, "combination"],
  ["a combination's weighted shortfall talked down", ({ combos }) => { combos.at(-1)!.shortfallWeighted *= 0.99; return [...combos.at(-1)!.levers].sort().join("+"); }, "reach"],
  ["a plan behind a combination left out", ({ combos }) => { const it = first(combos, (row) => row.plan !== undefined); delete it.plan; it.shortfallYears -= 0.1; return [...it.levers].sort().join("+"); }, "reach"],
  ["a combination that delivers what no line can make", ({ combos }) => { const it = first(combos, (row) => row.plan !== undefined); for (const row of it.plan!.deliveries) row.quantities[0]! *= 1000; return [...it.levers].sort().join("+"); }, "reach"],
  ["a lever given another's gain", ({ levers }) => { levers[0]!.shortfallYears += 1; levers[1]!.shortfallYears -= 1; return levers[0]!.lever; }, "lever"],
  ["an interaction invented", ({ interactions }) => { interactions[0]!.money += 1000; return [...interactions[0]!.levers].sort().join("+"); }, "lever"],
  ["a price of misalignment talked up", ({ price }) => { price.shortfallYears.base += 1; price.shortfallYears.high += 1; return "shortfall-years"; }, "misalignment"],
  ["a delay talked up", ({ price }) => { price.delayYears.base += 0.5; price.delayYears.high += 0.5; return "delay"; }, "misalignment"],
  ["the worst that allies can do alone talked up", ({ ends }) => { ends.pessimistic.shortfallYears += 1; return "pessimistic: shortfall-years"; }, "ends"],
  ["money saved at most talked up", ({ price }) => { price.money.high += 100; return "money"; }, "ends"],
  ["a delivery behind an end of a range doubled", ({ ends }) => { first(ends.pessimistic.deliveries, (it) => it.programme !== undefined).quantities[0]! *= 2; return "pessimistic"; }, "ends"],
  ["a lever used at the end of a range that is none", ({ ends }) => { ends.pessimistic.levers.push("roles"); return "pessimistic"; }, "ends"],
  ["a gain at hard figures talked up", ({ dataRange }) => { dataRange![1]!.shortfallYearsAligned -= 1; dataRange![1]!.gain += 1; return "hard"; }, "figures"],
  ["a plan at easy figures that spends what nobody has", ({ dataRange }) => { const it = first(dataRange![0]!.aligned.deliveries); it.quantities[0]! *= 100; return "easy aligned"; }, "figures"],
  ["the hard figures left out", ({ dataRange }) => { dataRange!.pop(); return "figures"; }, "figures"],
  ["a bracket turned round", ({ bracket }) => { [bracket.optimistic, bracket.pessimistic] = [bracket.pessimistic + 1, bracket.optimistic]; return "bracket"; }, "misalignment"],
  ["a slip that costs nothing", ({ breakEven, price }) => { breakEven.slips.at(-1)!.gain = price.shortfallYears.base + 1; return "slip"; }, "break-even"],
  ["a break-even invented", ({ breakEven }) => { breakEven.slipYears = (breakEven.slipYears ?? 0) + 1; return "slip"; }, "break-even"],
  ["a side payment out of nothing", ({ perNation }) => { perNation[0]!.sidePayment += 5; return "side payments"; }, "outcome"],
  ["a gain talked up", ({ perNation }) => { perNation[0]!.gain += 5; return perNation[0]!.nation; }, "outcome"],
  ["work talked up", ({ perNation }) => { perNation[0]!.workAligned += 100; return perNation[0]!.nation; }, "outcome"],
  ["an action's effect talked up", ({ actions }) => { actions[0]!.effect.shortfallYears += 1; return `${actions[0]!.nation} 1`; }, "action"],
  ["an action's money talked down", ({ actions }) => { actions[0]!.effect.money -= 50; return `${actions[0]!.nation} 1`; }, "action"],
  ["actions in another order", ({ actions }) => { actions[0]!.rank = 2; return actions[0]!.nation; }, "action"],
];

/** Of two products a line makes one at a time. */
const WORKS: FictionalWorld = {
  years: 3,
  nations: { Ash: 100 },
  leaves: { air: 4, sea: 2 },
  systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }],
  shares: { air: { Ash: 4 }, sea: { Ash: 2 } },
  lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }],
  parameters: { "plan.ceiling": 1, "plan.discount": 0, "plan.advance": 0, "assess.known-least": 0, "assess.readiness": 1, "plan.learning-slope": 1, "plan.urgent-weight": 1 },
};

/** Twelve radars bought together are two doublings of what one of three allies needs. */
const RADARS: FictionalWorld = {
  years: 3,
  nations: { Ash: [1, 60, 1], Elm: [1, 60, 1], Oak: [1, 60, 1] },
  leaves: { air: 12 },
  systems: { radar: { cost: 10, lead: 1 } },
  yields: [{ system: "radar", leaf: "air", quantity: 1 }],
  shares: { air: { Ash: 4, Elm: 4, Oak: 4 } },
  parameters: { "plan.ceiling": 1, "plan.discount": 0, "plan.advance": 0, "assess.known-least": 0, "plan.learning-slope": 0.8, "plan.learning-floor": 0.5, "plan.first-lot": 0.25, "plan.coordination-cost": 0.1, "plan.set-up-cost": 0, "plan.work-share-cost": 0, "plan.unknown-adoption": 1 },
};

async function invented(): Promise<Made> {
  const it = fictionalAlliance({ size: "B", seed: 3 });
  return { ...it, comparison: await planAlliance({ ...it, solver: await highsInProcess() }) };
}

async function fiveRivers(): Promise<Made> {
  const { alliance, digest } = await loadDataset("cases/five-rivers", { parameters: allParameters });
  const before = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
  const { comparison } = await planResults(before, { solver: await highsInProcess(), now: () => performance.now() / 1000 });
  return { ...planInputs(before), comparison };
}

describe.each([
  ["an invented alliance", invented],
  ["five rivers", fiveRivers],
] as const)("the checker on %s", (_world, make) => {
  let made: Made;
  const checked = (comparison: Comparison): ReturnType<typeof verifyComparison> => verifyComparison({ ...made, comparison });
  beforeAll(async () => { made = await make(); }, 120_000);

  test("finds nothing in what was made, and has looked at something under every rule", () => {
    const { all } = checked(made.comparison);
    expect(all.faults).toEqual([]);
    expect(ALL_CHECKS.filter((it) => !(all.counts![it.code]! > 0)).map((it) => it.code)).toEqual([]);
  });

  test("says the same of a plan stored and read again", () => {
    expect(checked(JSON.parse(JSON.stringify(made.comparison)) as Comparison).all).toEqual(checked(made.comparison).all);
  });

  test.each(CORRUPTIONS)("finds %s", (_, corrupt, code) => {
    const draft = structuredClone(made.comparison) as Draft;
    const place = corrupt(draft);
    const { faults } = checked(draft as Comparison).all;
    expect(faults.filter((it) => it.rule === code && it.where.includes(place))).not.toEqual([]);
  });

  test("finds any figure that is changed", () => {
    const paths = numbersOf(made.comparison).filter((it) => !UNCHECKED.some((pattern) => pattern.test(it.field)));
    const sizes = new Map<string, number>();
    for (const it of paths) sizes.set(it.field, Math.max(sizes.get(it.field) ?? 0, Math.abs(it.value)));
    fc.assert(
      fc.property(fc.nat(paths.length - 1), fc.constantFrom(-1, 1), fc.double({ min: 0.02, max: 10, noNaN: true }), (at, sign, part) => {
        const { path, field, value } = paths[at]!;
        const draft = structuredClone(made.comparison);
        // A little more or less of what a leaf is given, where it has enough or there is some to spare, is another plan as good, and no fault.
        const share = GIVEN.test(field) ? Math.max(part, 1) : part;
        put(draft, path, value + sign * share * Math.max(sizes.get(field)!, 1));
        const found = checked(draft).all.faults.length > 0;
        if (!found) throw new Error(`${path.join(".")}: ${value} changed and not found`);
      }),
      { numRuns: 40 },
    );
  });
});

/** What plans that are told in brief give to leaves. */
const GIVEN = /^(?!alone|aligned).*splits\.quantities$/;

const now = (): number => performance.now() / 1000;
const whole = { now, timeLimit: 20, gap: 1e-4 };

/** Small worlds that together have every kind of figure: ranges, whole-number choices, products of lines, agreements. */
const SMALL: readonly (readonly [name: string, made: () => Omit<PlanAsk, "solver">])[] = [
  ["at easy and hard figures", () => fictionalOfSize({ nations: 3, leaves: 2, years: 3, seed: 1 })],
  ["with whole-number choices", () => ({ ...fictionalOfSize({ nations: 3, leaves: 2, years: 3, seed: 2 }), levers: ["dates", "lots", "roles"], whole })],
  ["with products of lines", () => ({ ...fictional(WORKS), levers: ["dates", "roles"], whole: { ...whole, lines: true } })],
  ["with an agreement", () => ({ ...fictional(RADARS), levers: ["dates", "lots"] })],
];

describe.each(SMALL)("every figure of a plan %s", (_, world) => {
  test("is refused when it alone is changed, up or down", async () => {
    const ask = world();
    const comparison = await planAlliance({ ...ask, solver: await highsInProcess() });
    const isFaulted = (it: Comparison): boolean => verifyComparison({ ...ask, comparison: it }).all.faults.length > 0;
    expect(isFaulted(comparison)).toBe(false);
    const figures = numbersOf(comparison);
    const largest = new Map<string, number>();
    for (const it of figures) largest.set(it.field, Math.max(largest.get(it.field) ?? 0, Math.abs(it.value)));
    const draft = structuredClone(comparison);
    const unseen: string[] = [];
    for (const { path, field, value } of figures) {
      if (UNCHECKED.some((pattern) => pattern.test(field))) continue;
      const of = largest.get(field)!;
      for (const sign of [-1, 1]) {
        put(draft, path, value + sign * (of === 0 ? 1 : CHANGED * Math.max(of, 1)));
        if (!isFaulted(draft)) unseen.push(`${path.join(".")}: ${value} changed ${sign < 0 ? "down" : "up"}`);
      }
      put(draft, path, value);
    }
    expect(unseen).toEqual([]);
  }, 300_000);
});

// How far a figure is changed. Unit: share of the largest of its kind.
const CHANGED = 0.05;

test("there are rules enough, each with its own code, a sentence and a mend", () => {
  expect(CORRUPTIONS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(ALL_CHECKS.map((it) => it.code)).size).toBe(ALL_CHECKS.length);
  expect(ALL_CHECKS.filter((it) => CORRUPTIONS.every(([, , code]) => code !== it.code)).map((it) => it.code)).toEqual([]);
});

test("not a number is a fault, whatever the figure", () => {
  const it = fictionalAlliance({ size: "B", seed: 3 });
  const empty = { currency: "CRD", priceYear: 2030, years: it.alliance.years, kind: "alone", levers: [], figures: "base", verification: { faults: [], checked: 0, largest: 0 }, cost: Number.NaN } as Partial<Plan>;
  const lists = { orders: [], production: [], lines: [], contributions: [], shortfalls: [], stocks: [], agreements: [], leads: [], adoptions: [], spend: [], stages: [], notPlanned: [], shortfallYears: Number.NaN, shortfallWeighted: 0 } as Partial<Plan>;
  const rules = new Set(verifyPlan({ ...it, plan: { ...empty, ...lists } as Plan }).faults.map((fault) => fault.rule));
  expect([rules.has("cost"), rules.has("total"), rules.has("coverage")]).toEqual([true, true, true]);
});

/** Figures that may be changed unseen. Each has its reason in docs/methods/checker.md. */
const UNCHECKED = [/seconds$/, /^combos\.gap/, /^bracket\.(rounds|residual)$/, /(certificates?|worth)\.prices$/];

interface Numbered {
  readonly path: readonly (string | number)[];
  /** The path without places in lists. */
  readonly field: string;
  readonly value: number;
}

function numbersOf(it: unknown, path: readonly (string | number)[] = []): Numbered[] {
  if (typeof it === "number") return [{ path, field: path.filter((part) => typeof part === "string").join("."), value: it }];
  if (Array.isArray(it)) return it.flatMap((row, at) => numbersOf(row, [...path, at]));
  return typeof it === "object" && it !== null ? Object.entries(it).flatMap(([key, value]) => numbersOf(value, [...path, key])) : [];
}

function put(it: unknown, path: readonly (string | number)[], value: number): void {
  let at = it as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  at[path.at(-1)!] = value;
}
