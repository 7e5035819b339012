import type { Explanation, ExplanationStep } from "#model";
import { exactly } from "#quantities";
import { unitPriceOf } from "../money.ts";
import { PLAN } from "../parameters.ts";
import { moneyStage, type PlanCase } from "./case.ts";
import { type Bill, type DeliveryColumn, type PriceList, priceList } from "./bill.ts";
import { keyOf, amountText, clausesText, listText } from "./words.ts";

export interface OrderAsk {
  readonly nation: string;
  readonly system: string;
  /** Absent: the year of the largest delivery. */
  readonly year?: number;
}

/** Everything that the reasons for an order are told from. */
export interface OrderReasons {
  readonly n: number;
  readonly good: number;
  readonly t: number;
  /** Items delivered in that year, programmes included. */
  readonly quantity: number;
  /** Bill of each delivery year that is open to it, by year index. */
  readonly years: ReadonlyMap<number, Bill>;
  /** Other systems for the same leaves: the bill of their best year, and what they count for beside this one. */
  readonly others: readonly { readonly good: number; readonly t: number; readonly bill: Bill; readonly evenAt: number }[];
  /** Systems for the same leaves that could not be bought, and why. */
  readonly barred: readonly { readonly system: string; readonly why: string }[];
  readonly isProgramme: boolean;
}

// A bill this close to nothing is even. Unit: share of what is paid.
const EVEN = 1e-5;
// A lot that makes less of a difference needs no word. Unit: share of what is paid.
const LOT = 1e-3;

/** The case's price list in the money stage: the order keys share it. @throws as `solveStage` does */
export async function orderPrices(it: PlanCase): Promise<PriceList> {
  return priceList(it.formulation, await moneyStage(it));
}

/** Reads the reasons for an order, or for its absence, off the prices. Absent: no such nation or system in the plan. */
export function orderReasons(it: PlanCase, prices: PriceList, ask: OrderAsk): OrderReasons | undefined {
  const { world, plan } = it;
  const n = world.nations.indexOf(ask.nation);
  const good = world.goods.findIndex((candidate) => candidate.system === ask.system);
  if (n < 0 || good < 0) return undefined;
  const mine = plan.orders.filter((order) => order.nation === ask.nation && order.system === ask.system);
  const largest = mine.toSorted((a, b) => b.quantity - a.quantity)[0];
  const columns = columnsOf(it, n, good);
  const year = ask.year ?? largest?.year;
  const bills = new Map(columns.columns.map((column) => [column.t, prices.of(column)]));
  const best = [...bills].sort((a, b) => a[1].net - b[1].net)[0]?.[0] ?? -1;
  const t = year === undefined ? best : world.years.indexOf(year);
  const leaves = world.leaves.filter((leaf) => [...leaf.adding, ...leaf.limiting].some((input) => input.goods.some((use) => use.good === good)));
  const rivals = [...new Set(leaves.flatMap((leaf) => [...leaf.adding, ...leaf.limiting].flatMap((input) => input.goods.map((use) => use.good))))].filter((g) => g !== good);
  const others = rivals.flatMap((g) => {
    const open = columnsOf(it, n, g).columns.map((column) => ({ t: column.t, bill: prices.of(column) }));
    const first = open.sort((a, b) => a.bill.net - b.bill.net || a.t - b.t)[0];
    return first === undefined ? [] : [{ good: g, ...first, evenAt: evenAt(first.bill) }];
  });
  const barred = rivals.filter((g) => !others.some((other) => other.good === g)).map((g) => ({ system: world.goods[g]!.system, why: barredText(it, n, g) }));
  // What is not in the plan at all has its reason there.
  const served = new Set(leaves.map((leaf) => leaf.id));
  const counting = new Set(it.alliance.facts.yield.filter((row) => served.has(row.capability)).map((row) => row.system));
  for (const left of plan.notPlanned) if (left.kind === "system" && counting.has(left.id)) barred.push({ system: left.id, why: left.reason.replace(/\.$/, "").replace(/^./, (first) => first.toLowerCase()) });
  return { n, good, t, quantity: mine.filter((order) => order.year === year).reduce((sum, order) => sum + order.quantity, 0), years: bills, others: others.sort((a, b) => a.bill.net / a.bill.paid - b.bill.net / b.bill.paid), barred, isProgramme: columns.isProgramme };
}

/** Price at which a bill would be even, as a share of today's: payments and what makes them scarce move with the price. Negative: not even for nothing. */
const evenAt = (bill: Bill): number => (bill.paid + bill.scarce > 0 ? 1 - bill.net / (bill.paid + bill.scarce) : 1);

/** Delivery columns of one nation and good: purchases, else those of the programme that names it. */
function columnsOf({ formulation: { on, model } }: PlanCase, n: number, good: number): { readonly columns: readonly DeliveryColumn[]; readonly isProgramme: boolean } {
  const T = on.world.years.length;
  const bought = on.goodAt[n * on.world.goods.length + good];
  if (bought !== undefined) return { columns: Array.from({ length: T - bought.first }, (_, k) => ({ column: bought.column + k, scale: bought.scale, t: bought.first + k })), isProgramme: false };
  const at = on.programmesOf[n]!.find((programme) => on.world.programmes[programme]!.good === good);
  if (at === undefined) return { columns: [], isProgramme: false };
  const it = on.programmes[at]!;
  const columns = Array.from({ length: it.last - it.first + 1 }, (_, k) => ({ column: it.column + k, scale: it.scale, t: it.first + k })).filter(({ column }) => model.colUpper[column]! > 0);
  return { columns, isProgramme: true };
}

function barredText({ world, formulation: { on } }: PlanCase, n: number, g: number): string {
  const { price, purchasable, lead } = world.goods[g]!;
  if (price === undefined) return "its price is unknown";
  if (!purchasable) return "it comes only by programmes";
  if (lead >= world.years.length) return "ordered now it comes after the plan";
  return world.eligible[n]![g] !== 1 || on.goodAt[n * world.goods.length + g] === undefined ? `${world.nameOf(world.nations[n]!)} has no use for it of its own` : "it is not in the model";
}

/** Why this, why then, why from there, why not the other. */
export function explainReasons(it: PlanCase, prices: PriceList, why: OrderReasons): Explanation {
  const { world, plan } = it;
  const money = `M ${world.currency}`;
  const { system, unit } = world.goods[why.good]!;
  const nation = world.nations[why.n]!;
  const [name, ally] = [world.nameOf(system), world.nameOf(nation)];
  const bill = why.years.get(why.t);
  const isOrdered = why.quantity > 0;
  const base = { unit: isOrdered ? unit : money, method: "explanation", parameters: [PLAN.advance, PLAN.upkeep, PLAN.discount, PLAN.urgentWeight, PLAN.learning, PLAN.insurance].map((parameter) => parameter.id), facts: [`system:${system}`], limits: ORDER_LIMITS };
  const question = isOrdered ? `Why does ${ally} get ${amountText(why.quantity)} × ${name} in ${world.years[why.t]}?` : `Why does ${ally} not buy ${name}${why.t >= 0 && plan.orders.some((order) => order.nation === nation && order.system === system) ? ` in ${world.years[why.t]}` : ""}?`;
  if (bill === undefined) {
    const reason = why.years.size > 0 ? earlyText(it, why) : `${barredText(it, why.n, why.good)}.`;
    return { ...base, question, sentence: `It cannot: ${reason}`, steps: [] };
  }
  return {
    ...base,
    question,
    value: exactly(isOrdered ? why.quantity : bill.net),
    sentence: [thisText(it, why, bill), thenText(it, why, bill), placeText(it, why, bill), otherText(it, why)].filter((text) => text !== "").join(" "),
    steps: [
      { text: "One item: payments and upkeep, discounted", value: exactly(bill.paid), unit: money },
      ...charge("What its money is worth beyond that, where a budget is used up", bill.scarce, money),
      ...charge("Its share in lines that make all they can", bill.slots, money),
      ...charge("What it is worth to the smallest lot of the joint agreement (below 0: it helps to fill it)", bill.lot, money),
      ...charge("Leads, promises and other rules", bill.rules, money),
      ...worthSteps(it, bill, money),
      { text: isOrdered ? "What is left: about nothing for what is bought" : "Too dear by", value: exactly(bill.net), unit: money },
      ...yearSteps(it, why, money),
      ...why.others.slice(0, 6).map((other): ExplanationStep => ({ text: `${world.nameOf(world.goods[other.good]!.system)} instead, in its best year ${world.years[other.t]}, is too dear an item by`, value: exactly(other.bill.net + 0), unit: money, why: `why-not/${encodeURIComponent(nation)}/${encodeURIComponent(world.goods[other.good]!.system)}` })),
      ...why.barred.slice(0, 6).map((other): ExplanationStep => ({ text: `${world.nameOf(other.system)}: ${other.why}` })),
      ...allySteps(it, prices, why, money),
    ],
  };
}

const ORDER_LIMITS: readonly string[] = [
  "Bills are of the money stage: least money for no more shortfall than the plan has, with its agreements, adoptions, leads and line set-ups. They say what one item more or less would do, not what another plan altogether would.",
  "Where several plans are equally good a bill of nothing does not say which of them was taken: the plan takes the one that leaves programmes where they were.",
];

const charge = (text: string, amount: number, unit: string): ExplanationStep[] => (Math.abs(amount) < 1e-9 ? [] : [{ text, value: exactly(amount), unit }]);

/** Worth summed over the years of each leaf or stock, most first, with the year in which it counts most. */
function worthOf({ world }: PlanCase, bill: Bill): readonly { readonly what: string; readonly amount: number; readonly top: Bill["worth"][number] }[] {
  const sums = new Map<string, { amount: number; top: Bill["worth"][number] }>();
  for (const it of bill.worth) {
    const parts = it.subject.about.split(" ").filter((part) => part !== String(it.subject.year) && part !== it.subject.nation).map(world.nameOf);
    const what = `${parts.join(", ")}${it.subject.nation === undefined ? "" : ` (${world.nameOf(it.subject.nation)})`}`;
    const sum = sums.get(what) ?? { amount: 0, top: it };
    sums.set(what, { amount: sum.amount + it.amount, top: it.amount > sum.top.amount ? it : sum.top });
  }
  return [...sums].map(([what, sum]) => ({ what, ...sum })).filter((it) => Math.abs(it.amount) > 1e-9).sort((a, b) => b.amount - a.amount);
}

const worthSteps = (it: PlanCase, bill: Bill, money: string): ExplanationStep[] =>
  worthOf(it, bill).slice(0, 6).map((part) => ({ text: `Worth for ${part.what}${part.top.subject.year === undefined ? "" : `, most of it in ${part.top.subject.year}`}`, value: exactly(part.amount), unit: money, why: keyOf(part.top.subject) }));

function thisText(it: PlanCase, { quantity, isProgramme }: OrderReasons, bill: Bill): string {
  const money = `M ${it.world.currency}`;
  const worth = worthOf(it, bill);
  const sum = worth.reduce((all, part) => all + part.amount, 0);
  const charged = bill.paid + bill.scarce + bill.slots + bill.rules + Math.max(bill.lot, 0);
  const serves = worth.length === 0 ? "nothing that is still short" : listText(worth.slice(0, 3).map((part) => part.what));
  const closed = worth.length === 0 ? serves : `${amountText(sum)} ${money} worth of ${serves}`;
  const takes = `${amountText(charged)}${worth.length === 0 ? ` ${money}` : ""}`;
  const lot = bill.lot < -LOT * Math.abs(bill.paid) ? ` It helps to fill the smallest lot of the joint agreement, which is worth ${amountText(-bill.lot)} to those who buy at its price.` : "";
  if (isProgramme && quantity > 0) return `It is promised by a programme, and counts for ${serves}.`;
  if (quantity > 0) return `This: one closes ${closed} and takes ${takes}.${lot}`;
  if (bill.net <= EVEN * Math.abs(bill.paid)) return `It would be as good: one would close ${closed} and take ${worth.length === 0 ? "nothing" : "as much"}.`;
  const even = evenAt(bill);
  return `One would close ${closed} and take ${takes}: too dear by ${amountText(bill.net)}. ${even > 0 ? `It would be worth buying at ${amountText(even * 100)} % of its price.` : "It would not be worth having for nothing."}`;
}

/** The nearest other years, and what speaks against them. */
function thenText(it: PlanCase, why: OrderReasons, bill: Bill): string {
  if (why.quantity <= 0) return "";
  const { world } = it;
  const money = `M ${world.currency}`;
  const at = (t: number, word: string): string => {
    const other = why.years.get(t);
    if (other === undefined) return t < 0 || t >= world.years.length ? "" : `a year ${word} ${why.isProgramme ? "its window does not allow" : "it cannot have arrived"}`;
    const more = other.net - bill.net;
    if (Math.abs(more) <= EVEN * Math.abs(bill.paid)) return `a year ${word} would be as good`;
    return `a year ${word} would ${more > 0 ? "cost" : "save"} ${amountText(Math.abs(more))} ${money} an item (${mainReason(other, bill)})`;
  };
  const parts = [at(why.t - 1, "earlier"), at(why.t + 1, "later")].filter((text) => text !== "");
  return parts.length === 0 ? "" : `Then: ${clausesText(parts)}.`;
}

/** The part of two bills that differs most. */
function mainReason(other: Bill, bill: Bill): string {
  const sum = (it: Bill): number => it.worth.reduce((all, part) => all + part.amount, 0);
  const parts: readonly (readonly [string, string, number])[] = [
    ["it counts for less", "it counts for more", sum(bill) - sum(other)],
    ["it is paid and kept longer", "it is paid later and kept less long", other.paid - bill.paid],
    ["the budgets it falls due in are scarcer", "the budgets it falls due in are less scarce", other.scarce - bill.scarce],
    ["the lines are fuller", "the lines are less full", other.slots - bill.slots],
    ["it fills no smallest lot", "it fills a smallest lot", other.lot - bill.lot],
    ["leads and promises bind harder", "leads and promises bind less", other.rules - bill.rules],
  ];
  const direction = Math.sign(other.net - bill.net);
  const [worse, better, amount] = parts.toSorted((a, b) => direction * (b[2] - a[2]))[0]!;
  return amount > 0 ? worse : better;
}

/** Lines and agreement that it comes from. */
function placeText({ world, plan, freedom, formulation }: PlanCase, why: OrderReasons, bill: Bill): string {
  if (why.quantity <= 0) return "";
  const { system } = world.goods[why.good]!;
  const year = world.years[why.t]!;
  const makers = plan.production.filter((it) => it.system === system && it.year === year).sort((a, b) => b.quantity - a.quantity);
  const able = world.lines.filter((line) => line.component === undefined && line.goods.includes(why.good)).map((line) => line.id);
  const idle = able.filter((line) => !makers.some((it) => it.line === line));
  const from = makers.length === 0 ? (able.length === 0 ? "no line is known to limit it" : "") : `${listText(makers.map((it) => world.nameOf(it.line)))} ${makers.length === 1 ? "makes" : "make"} it${bill.slots > 1e-9 ? `, and a slot there is worth ${amountText(bill.slots)} M ${world.currency}` : ", with room to spare"}${idle.length > 0 ? `; next ${listText(idle.slice(0, 2).map(world.nameOf))}` : makers.length === 1 ? "; no other line can" : ""}`;
  const own = world.ownFactor[why.n]![why.good]!;
  const { price, joint } = unitPriceOf({ world, freedom, n: why.n, good: why.good, t: why.t, ...programmeAt(formulation.on.programmesOf[why.n]!, world, why) });
  const agreement = freedom.joints.find((it) => it.active && it.good === why.good && it.members.includes(why.n));
  const deal = joint && agreement !== undefined && price !== undefined ? ` Bought with ${agreement.members.length === 2 ? "one other" : `${agreement.members.length - 1} others`} at ${amountText(price)} M ${world.currency} each; alone it would be ${amountText((price * own) / Math.min(agreement.factor, own))}.` : "";
  return `${from === "" ? "" : `From there: ${from}.`}${deal}`;
}

const programmeAt = (own: readonly number[], world: PlanCase["world"], why: OrderReasons): { readonly programme?: number } => {
  const at = why.isProgramme ? own.find((programme) => world.programmes[programme]!.good === why.good) : undefined;
  return at === undefined ? {} : { programme: at };
};

function otherText({ world }: PlanCase, { others, barred, quantity, isProgramme }: OrderReasons): string {
  if (quantity <= 0 || isProgramme) return "";
  const next = others.find((it) => it.bill.net > EVEN * Math.abs(it.bill.paid));
  const even = others.filter((it) => Math.abs(it.bill.net) <= EVEN * Math.abs(it.bill.paid)).map((it) => world.nameOf(world.goods[it.good]!.system));
  const parts = [
    ...(next === undefined ? [] : [`${world.nameOf(world.goods[next.good]!.system)} would be too dear by ${amountText(next.bill.net)} M ${world.currency} an item${next.evenAt > 0 ? ` until it costs ${amountText(next.evenAt * 100)} % of its price` : ""}`]),
    ...(even.length === 0 ? [] : [`${listText(even.slice(0, 3))} ${even.length === 1 ? "is" : "are"} as good and may be bought beside it`]),
  ];
  if (parts.length > 0) return `Not the other: ${clausesText(parts)}.`;
  return barred.length > 0 ? `Not the other (${world.nameOf(barred[0]!.system)}): ${barred[0]!.why}.` : "Nothing else counts for the same.";
}

function earlyText({ world }: PlanCase, { years, t, isProgramme }: OrderReasons): string {
  const first = world.years[Math.min(...years.keys())]!;
  const last = world.years[Math.max(...years.keys())]!;
  return isProgramme ? `its programme delivers from ${first} to ${last}.` : t < 0 ? "the year is outside the plan." : `ordered now the first arrives in ${first}.`;
}

const yearSteps = ({ world }: PlanCase, { years, t }: OrderReasons, money: string): ExplanationStep[] =>
  [...years].filter(([at]) => at !== t).map(([at, bill]) => ({ text: `Delivered in ${world.years[at]} instead, too dear an item by`, value: exactly(bill.net + 0), unit: money }));

/** The ally that would be next to buy the same. */
function allySteps(it: PlanCase, prices: PriceList, why: OrderReasons, money: string): ExplanationStep[] {
  const buyers = new Set(it.plan.orders.filter((order) => order.system === it.world.goods[why.good]!.system).map((order) => order.nation));
  const next = it.world.nations.flatMap((nation, n) => {
    if (n === why.n || buyers.has(nation)) return [];
    const best = columnsOf(it, n, why.good).columns.map((column) => prices.of(column).net).sort((a, b) => a - b)[0];
    return best === undefined ? [] : [{ nation, best }];
  }).sort((a, b) => a.best - b.best)[0];
  return next === undefined ? [] : [{ text: `Next ally to buy it would be ${it.world.nameOf(next.nation)}, for which it is too dear an item by`, value: exactly(next.best + 0), unit: money }];
}
