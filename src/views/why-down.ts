import type { Comparison, Order, Plan } from "#engines/plan";
import type { Alliance, Explanation, ExplanationStep } from "#model";
import { exactly } from "#quantities";
import { numberText } from "./figure-text.ts";
import { leafName, nationName, type Results } from "./results.ts";
import { whyKey } from "./why-key.ts";

/** Plans by the names that keys have for them. */
export const planNamed = (comparison: Comparison, name: string): Plan | undefined => (name === "alone" ? comparison.alone : name === "aligned" ? comparison.aligned : name === "cheapest" ? comparison.cheapest : undefined);

/** An answer about a plan, without what every such answer has. */
export type Down = Pick<Explanation, "question" | "unit" | "sentence" | "steps"> & Partial<Explanation>;

/** Share of a requirement that is short. Unit: share of the requirement, a shortfall-year for each year. */
export const shortOf = ({ required, short }: Plan["shortfalls"][number]): number => (required > 0 ? short / required : 0);

/** Shortfall-years of each capability of a plan, the largest first. */
export function shortByLeaf(plan: Plan): readonly (readonly [leaf: string, years: number])[] {
  const byLeaf = new Map<string, number>();
  for (const it of plan.shortfalls) if (it.required > 0) byLeaf.set(it.leaf, (byLeaf.get(it.leaf) ?? 0) + shortOf(it));
  return [...byLeaf].sort((a, b) => b[1] - a[1]);
}

/** The capabilities that the shortfall of the aligned plan is made of, each leading on; the largest. Unit: shortfall-years, not weighted. */
export const shortSteps = ({ alliance, comparison }: Results): readonly ExplanationStep[] =>
  comparison === undefined ? [] : shortByLeaf(comparison.aligned).filter(([, years]) => years > LEAST).slice(0, LISTED).map(([leaf, years]) => ({ text: `Not weighted: ${leafName(alliance, leaf)}`, value: exactly(years), unit: "shortfall-years", why: whyKey("short", "aligned", leaf) }));

/** Less is none. */
const LEAST = 1e-6;
const LISTED = 15;

/** What is short of a capability under a plan: over all years, or in one, down to who contributes what. Method C32. Absent: there is no such thing. */
export function explainShort(results: Results, comparison: Comparison, { plan: name, leaf, year }: { readonly plan: string; readonly leaf: string; readonly year?: number }): Down | undefined {
  const plan = planNamed(comparison, name);
  const rows = plan?.shortfalls.filter((it) => it.leaf === leaf && it.required > 0 && (year === undefined || it.year === year)) ?? [];
  const [row] = rows;
  if (plan === undefined || row === undefined) return undefined;
  const { alliance } = results;
  const what = leafName(alliance, leaf);
  if (year === undefined)
    return {
      question: `${what}: how many shortfall-years does the ${name} plan leave?`,
      value: exactly(rows.reduce((sum, it) => sum + shortOf(it), 0)),
      unit: "shortfall-years",
      sentence: "The sum over the years of the share of the requirement that is short.",
      steps: rows.toSorted((a, b) => a.year - b.year).map((it): ExplanationStep => ({ text: `Short in ${it.year}`, value: exactly(shortOf(it)), unit: "share", why: whyKey("short", name, leaf, it.year) })),
    };
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const counted = plan.contributions.filter((it) => it.leaf === leaf && it.year === year && it.counted > 0).toSorted((a, b) => b.counted - a.counted);
  return {
    question: `${what}: how much is short in ${year} under the ${name} plan?`,
    value: exactly(shortOf(row)),
    unit: "share",
    sentence: "What is short, as a share of the requirement. Each ally counts what it is known to hold and what the plan adds, up to the ceiling.",
    steps: [
      { text: "Required", value: exactly(row.required), unit, why: whyKey("required", leaf, year) },
      { text: "Planned", value: exactly(row.planned), unit },
      { text: "Short", value: exactly(row.short), unit },
      ...counted.map((it): ExplanationStep => ({ text: `${nationName(alliance, it.nation)}: held`, value: exactly(it.held), unit, why: whyKey("available", leaf, alliance.settings.firstYear, it.nation) })),
      ...counted.filter((it) => it.added > 0).map((it): ExplanationStep => ({ text: `${nationName(alliance, it.nation)}: added by the plan`, value: exactly(it.added), unit, why: whyKey("added", name, leaf, year, it.nation) })),
    ],
    parameters: ["plan.ceiling", "plan.credit", "assess.readiness"],
  };
}

/** What a plan adds of a capability to one ally by a year: its orders of what counts towards it. Method C32. Absent: there is no such thing. */
export function explainAdded(results: Results, comparison: Comparison, { plan: name, leaf, year, nation }: { readonly plan: string; readonly leaf: string; readonly year: number; readonly nation: string }): Down | undefined {
  const { alliance } = results;
  const plan = planNamed(comparison, name);
  const row = plan?.contributions.find((it) => it.leaf === leaf && it.year === year && it.nation === nation);
  if (plan === undefined || row === undefined) return undefined;
  const yields = alliance.facts.yield.filter((it) => it.capability === leaf);
  const bought = bySystem(plan.orders.filter((it) => it.nation === nation && it.year <= year && yields.some((one) => isOf(alliance, it.system, one.system))));
  return {
    question: `${leafName(alliance, leaf)}: what does the ${name} plan add for ${nationName(alliance, nation)} by ${year}?`,
    value: exactly(row.added),
    unit: alliance.capabilityById.get(leaf)?.unit ?? "",
    sentence: bought.length === 0 ? "Nothing is ordered for it: what is added follows from standards, roles or what others buy for all." : "What is ordered and delivered by then of the systems that count towards it, by what one of each gives and how much of it is ready; what serves several capabilities is shared out between them.",
    steps: bought.map(([system, orders]): ExplanationStep => ({ text: `${systemName(alliance, system)}: ordered and delivered by ${year}`, value: exactly(orders.reduce((sum, it) => sum + it.quantity, 0)), unit: alliance.systemById.get(system)?.unit ?? "items", why: whyKey("bought", name, system, nation) })),
    parameters: ["plan.ceiling", "plan.credit", "assess.readiness"],
    facts: yields.filter((it) => bought.some(([system]) => isOf(alliance, system, it.system))).map((it) => `yield:${it.id}`),
  };
}

/** What a plan spends on a system: by ally, or of one ally order by order, down to the record of its price. Unit: M of the alliance's currency, not discounted. Method C32. Absent: none is bought. */
export function explainBought(results: Results, comparison: Comparison, { plan: name, system, nation }: { readonly plan: string; readonly system: string; readonly nation?: string }): Down | undefined {
  const { alliance } = results;
  const plan = planNamed(comparison, name);
  const orders = plan?.orders.filter((it) => it.system === system && it.quantity > 0 && (nation === undefined || it.nation === nation)) ?? [];
  if (orders.length === 0) return undefined;
  const unit = `M ${alliance.settings.currency}`;
  const isPriced = (of: readonly Order[]): boolean => of.some((it) => it.unitPrice !== undefined);
  const paid = (of: readonly Order[]): number => of.reduce((sum, it) => sum + it.quantity * (it.unitPrice ?? 0), 0);
  const buyers = [...grouped(orders, (it) => it.nation)].toSorted((a, b) => paid(b[1]) - paid(a[1]) || (a[0] < b[0] ? -1 : 1));
  const items = alliance.systemById.get(system)?.unit ?? "items";
  /** A programme of stated value is paid by that. */
  const hasValue = (programme: string | undefined): boolean => alliance.facts.programme.some((it) => it.id === programme && it.value !== undefined);
  return {
    question: nation === undefined ? `${systemName(alliance, system)}: what does the ${name} plan spend on it?` : `${systemName(alliance, system)}: what does ${nationName(alliance, nation)} spend on it under the ${name} plan?`,
    ...(isPriced(orders) && { value: exactly(paid(orders)) }),
    unit,
    sentence: "What is ordered at the price that is paid, not discounted; upkeep is not in it.",
    steps:
      nation === undefined
        ? buyers.map(([id, of]): ExplanationStep => ({ text: `${nationName(alliance, id)}: ${numberText(of.reduce((sum, it) => sum + it.quantity, 0))} ordered`, ...(isPriced(of) && { value: exactly(paid(of)) }), unit, why: whyKey("bought", name, system, id) }))
        : orders.toSorted((a, b) => a.year - b.year).flatMap((it): readonly ExplanationStep[] => [
            { text: `Ordered by ${it.orderYear}, delivered in ${it.year}`, value: exactly(it.quantity), unit: items, ...(it.programme !== undefined && { why: whyKey("record", "programme", it.programme) }) },
            ...(it.unitPrice === undefined ? [] : [{ text: "Each at", value: exactly(it.unitPrice), unit, why: hasValue(it.programme) ? whyKey("stated", "programme", it.programme!, "value") : whyKey("stated", "system", system, "price") }]),
          ]),
    facts: [...(alliance.systemById.has(system) ? [`system:${system}`] : []), ...new Set(orders.flatMap((it) => (it.programme === undefined ? [] : [`programme:${it.programme}`])))],
  };
}

const systemName = (alliance: Alliance, id: string): string => alliance.systemById.get(id)?.nameEn ?? id;
/** Whether a system is the one that a yield is of, or of its class. */
const isOf = (alliance: Alliance, system: string, counted: string): boolean => system === counted || alliance.systemById.get(system)?.class === counted;
const bySystem = (orders: readonly Order[]): readonly (readonly [string, readonly Order[]])[] => [...grouped(orders.filter((it) => it.quantity > 0), (it) => it.system)];

function grouped(orders: readonly Order[], by: (order: Order) => string): ReadonlyMap<string, readonly Order[]> {
  const found = new Map<string, Order[]>();
  for (const it of orders) found.set(by(it), [...(found.get(by(it)) ?? []), it]);
  return found;
}
