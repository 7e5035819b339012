import type { Alliance, Explanation } from "#model";
import { exactly } from "#quantities";
import { moneyRangeTold } from "../money-told.ts";
import { PLAN } from "../parameters.ts";
import type { Comparison, Lever } from "../plan.ts";

export interface OrderAsk {
  readonly comparison: Comparison;
  readonly alliance: Alliance;
  readonly nation: string;
  readonly system: string;
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toPrecision(2));

/** Why a nation orders a system. */
export function explainOrder({ comparison, alliance, nation, system }: OrderAsk): Explanation {
  const { alone, aligned } = comparison;
  const mine = aligned.orders.filter((it) => it.nation === nation && it.system === system);
  const own = alone.orders.filter((it) => it.nation === nation && it.system === system);
  const sum = (orders: readonly { readonly quantity: number }[]): number => orders.reduce((total, it) => total + it.quantity, 0);
  const unit = alliance.systemById.get(system)?.unit ?? "items";
  const className = alliance.systemById.get(system)?.class ?? system;
  const yields = alliance.facts.yield.filter((it) => (it.system === system || it.system === className) && aligned.shortfalls.some((short) => short.leaf === it.capability));
  const lastYear = aligned.years.at(-1)!;
  const agreement = aligned.agreements.find((it) => it.system === system && it.members.includes(nation));
  const programmes = [...new Set(mine.flatMap((it) => (it.programme === undefined ? [] : [it.programme])))];
  const action = comparison.actions.find((it) => it.nation === nation && it.system === system);
  const price = mine.find((it) => it.unitPrice !== undefined)?.unitPrice;
  return {
    question: `Why does ${nation} order ${system}?`,
    value: exactly(sum(mine)),
    unit,
    method: "C32",
    sentence: mine.length === 0 ? `${nation} orders none in the aligned plan, and ${round(sum(own))} alone.` : `${nation} orders ${round(sum(mine))} in the aligned plan and ${round(sum(own))} alone, since it counts towards ${[...new Set(yields.map((it) => it.capability))].join(", ") || "a stock target"}.`,
    steps: [
      ...mine.map((it) => ({ text: `Delivered ${it.year}, ordered by ${it.orderYear}${it.programme === undefined ? "" : `, programme ${it.programme}`}${it.agreement === undefined ? "" : ", under the agreement"}`, value: exactly(it.quantity), unit })),
      ...(price === undefined ? [] : [{ text: "Price of one", value: exactly(price), unit: `M ${aligned.currency}` }]),
      ...(agreement === undefined ? [] : [{ text: `Joint agreement of ${agreement.members.length}: smallest lot ${round(agreement.lot)}, price as a share of a first lot`, value: exactly(agreement.priceFactor), unit: "share" }]),
      ...yields.flatMap((it) => aligned.shortfalls.filter((short) => short.leaf === it.capability && short.year === lastYear).map((short) => ({ text: `${it.capability} in ${lastYear}: required ${round(short.required)}, held ${round(short.available)}, planned ${round(short.planned)}; one gives ${it.quantity.base} (${it.combine})`, why: `shortfall ${it.capability} ${lastYear}` }))),
      ...(action === undefined ? [] : [{ text: "Without it the alliance is short by so much more", value: exactly(action.effect.shortfallYears), unit: "shortfall-years" }]),
    ],
    parameters: [PLAN.readiness, PLAN.learning, PLAN.firstLot, PLAN.advance, PLAN.upkeep].map((it) => it.id),
    facts: [...programmes.map((id) => `programme:${id}`), ...yields.map((it) => `yield:${it.id}`), `system:${system}`],
    limits: comparison.limits,
  };
}

export interface ShortfallAsk {
  readonly comparison: Comparison;
  readonly alliance: Alliance;
  readonly leaf: string;
  readonly year: number;
}

/** Why a leaf stays short in a year. */
export function explainShortfall({ comparison, alliance, leaf, year }: ShortfallAsk): Explanation {
  const { alone, aligned } = comparison;
  const at = aligned.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  const before = alone.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const left = aligned.notPlanned.find((it) => it.id === leaf);
  const yields = alliance.facts.yield.filter((it) => it.capability === leaf);
  if (at === undefined) {
    return { question: `Why is ${leaf} short in ${year}?`, unit, method: "C32", sentence: left === undefined ? "It is not in the plan." : `It is not planned. ${left.reason} ${left.mend}`, steps: [], parameters: [PLAN.knownLeast.id], facts: [], limits: comparison.limits };
  }
  const classes = [...new Set(yields.map((it) => alliance.systemById.get(it.system)?.class ?? it.system))];
  const lines = aligned.lines.filter((it) => it.year === year && alliance.facts.line.some((line) => line.id === it.line && line.systems.some((id) => classes.includes(alliance.systemById.get(id)?.class ?? id))));
  const full = lines.filter((it) => it.capacity > 0 && it.used >= 0.999 * it.capacity);
  const poor = aligned.spend.filter((it) => it.year === Math.max(year - 1, aligned.years[0]!) && it.total >= 0.999 * it.budget).length;
  const leads = classes.flatMap((id) => alliance.systemById.get(id)?.leadTime?.base ?? []);
  const early = leads.length > 0 && year < aligned.years[0]! + Math.min(...leads);
  const causes = [
    ...(early ? ["nothing ordered now can have arrived"] : []),
    ...(full.length > 0 ? [`${full.length} of ${lines.length} lines for it run at their most`] : []),
    ...(poor > 0 ? [`${poor} allies have spent all of their budget the year before`] : []),
    ...aligned.notPlanned.filter((it) => it.kind === "system" && classes.includes(it.id)).map((it) => `${it.id} cannot be bought: its price is unknown`),
  ];
  const top = aligned.contributions.filter((it) => it.leaf === leaf && it.year === year).sort((a, b) => b.counted - a.counted);
  return {
    question: `Why is ${leaf} short in ${year}?`,
    value: exactly(at.short),
    unit,
    method: "C32",
    sentence: at.short <= 0 ? `It is not: ${round(at.planned)} of ${round(at.required)} ${unit} are planned.` : `${round(at.short)} of ${round(at.required)} ${unit} are missing${causes.length === 0 ? ": other leaves use the money better by the weights" : `: ${causes.join("; ")}`}.`,
    steps: [
      { text: "Required", value: exactly(at.required), unit },
      { text: "From what allies hold today", value: exactly(at.available), unit },
      { text: "Planned together", value: exactly(at.planned), unit },
      ...(before === undefined ? [] : [{ text: "Planned by allies alone", value: exactly(before.planned), unit }]),
      ...top.slice(0, 6).map((it) => ({ text: `${it.nation}: ${round(it.held)} held, ${round(it.added)} added, share ${round(it.target)}`, value: exactly(it.counted), unit })),
      ...full.slice(0, 4).map((it) => ({ text: `Line ${it.line} makes all it can`, value: exactly(it.capacity), unit: "items a year" })),
    ],
    parameters: [PLAN.ceiling, PLAN.readiness, PLAN.urgentWeight, PLAN.discount].map((it) => it.id),
    facts: [...(alliance.requirementsOf.get(leaf) ?? []).filter((it) => it.use === "plan").map((it) => `requirement:${it.id}`), ...yields.map((it) => `yield:${it.id}`)],
    limits: comparison.limits,
  };
}

const LEVER_WORDS: Readonly<Record<Lever, string>> = { dates: "moving programmes and sharing slots", lots: "buying together", roles: "taking leads for one another", standards: "adopting standards together" };

/** Why the price of misalignment is what it is. */
export function explainPrice(comparison: Comparison): Explanation {
  const { alone, aligned, price, levers, breakEven } = comparison;
  const stage = aligned.stages.find((it) => it.name === "shortfall");
  const money = moneyRangeTold(comparison, price.money);
  return {
    question: "Why is this the price of not acting together?",
    value: price.shortfallYears,
    unit: "shortfall-years short",
    method: "C32",
    sentence: `Allies alone leave ${round(alone.shortfallYears)} shortfall-years short, together ${round(aligned.shortfallYears)}; for the coverage they reach alone they pay ${money.base === 0 ? "no more" : `M ${aligned.currency} ${round(money.base)} more`} than they need.`,
    steps: [
      { text: "Short alone", value: exactly(alone.shortfallYears), unit: "shortfall-years" },
      { text: "Short together", value: exactly(aligned.shortfallYears), unit: "shortfall-years" },
      ...levers.map((it) => ({ text: `Of the difference, by ${LEVER_WORDS[it.lever]}`, value: exactly(it.shortfallYears), unit: "shortfall-years" })),
      { text: "Saved at equal coverage", value: money, unit: `M ${aligned.currency}` },
      { text: "Later alone, on average", value: price.delayYears, unit: "years" },
      ...(stage === undefined ? [] : [{ text: "A better choice of agreements, leads and adoptions could reach at most so much less (weighted)", value: exactly(Math.max(stage.value - stage.bound, 0)), unit: stage.unit }]),
      ...(aligned.agreements.length === 0 ? [] : [{ text: breakEven.slipYears === undefined ? `Joint deliveries may slip ${breakEven.slipTried} years and more before the gain is gone` : "Joint deliveries may slip so long before the gain is gone", ...(breakEven.slipYears === undefined ? {} : { value: exactly(breakEven.slipYears) }), unit: "years" }]),
      ...(breakEven.coordinationFactor === undefined ? [] : [{ text: "Coordination may be so many times dearer before the money is gone", value: exactly(breakEven.coordinationFactor), unit: "times" }]),
    ],
    parameters: Object.values(PLAN).map((it) => it.id),
    facts: [],
    limits: comparison.limits,
  };
}
