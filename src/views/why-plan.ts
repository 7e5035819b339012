import { type Comparison, moneyRangeTold, moneyTold, PLAN, type Plan } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import { costStage, openIn } from "./home-view.ts";
import { limitText } from "./limit-text.ts";
import { gapText, inSentence, moneyText, numberText } from "./figure-text.ts";
import { repairText } from "./repair-text.ts";
import { leafName, nationName, type Results } from "./results.ts";
import { reviewsOf } from "./targets-met.ts";
import { explainAgreement } from "./why-agreement.ts";
import { explainCompensation } from "./why-compensation.ts";
import { plannedAtAll, unplannedIn } from "./planned-at-all.ts";
import { explainAdded, explainBought, explainShort, planNamed as planOf, shortByLeaf } from "./why-down.ts";
import { whyKey } from "./why-key.ts";
import { explainCounted } from "./why-parts.ts";
import { explainWork, hasLines } from "./why-work.ts";

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
const PARAMETERS = ["plan.discount", "plan.urgent-weight", "plan.credit", "plan.learning-slope", "plan.learning-floor", "plan.minimum-lot", "plan.set-up-cost", "plan.coordination-cost", "plan.joint-slip", "plan.work-share-cost", "plan.move", "plan.stranding-insurance", "plan.rounds"];
const WORK = ["plan.discount", "plan.line-share", "plan.ramp", "plan.ramp-start", "plan.ramp-follows-use"];

/** Why a figure of the two plans is what it is. Absent: there is no such thing. */
export function explainPlanFigure(results: Results, comparison: Comparison, kind: string, parts: readonly string[]): Explanation | undefined {
  const told = explainKind(results, comparison, kind, parts);
  if (told === undefined || plannedAtAll(comparison)) return told;
  const { value: _none, ...rest } = told;
  return { ...rest, sentence: "Of no capability that is required is enough known for a plan, so what planning alone or together comes to is unknown.", steps: [] };
}

function explainKind(results: Results, comparison: Comparison, kind: string, parts: readonly string[]): Explanation | undefined {
  switch (kind) {
    case "price":
      return explainPrice(results, comparison, parts[0] ?? "");
    case "lever":
      return explainLever(results, comparison, parts[0] ?? "", parts[1]);
    case "plan":
      return parts[2] === undefined ? explainTotal(results, comparison, parts[0] ?? "", parts[1] ?? "") : explainCost(results, comparison, { plan: parts[0] ?? "", measure: parts[1] ?? "", nation: parts[2] });
    case "open":
      return explainOpen(results, comparison, parts[0] ?? "", Number(parts[1]));
    case "planned":
      return parts[2] === undefined ? explainPlanned(results, comparison, parts[0] ?? "", Number(parts[1])) : explainCounted(results, comparison, { leaf: parts[0] ?? "", year: Number(parts[1]), nations: parts[2].split(",") });
    case "short": {
      const it = explainShort(results, comparison, { plan: parts[0] ?? "", leaf: parts[1] ?? "", ...(parts[2] !== undefined && { year: Number(parts[2]) }) });
      return it && base(it);
    }
    case "added": {
      const it = explainAdded(results, comparison, { plan: parts[0] ?? "", leaf: parts[1] ?? "", year: Number(parts[2]), nation: parts[3] ?? "" });
      return it && base(it);
    }
    case "bought": {
      const it = explainBought(results, comparison, { plan: parts[0] ?? "", system: parts[1] ?? "", ...(parts[2] !== undefined && { nation: parts[2] }) });
      return it && base(it);
    }
    case "beyond":
      return explainBeyond(results, comparison, parts[0] ?? "", parts[1] ?? "");
    case "fallback":
      return explainFallback(results, comparison, parts[0] ?? "", parts[1] ?? "");
    case "action":
      return explainAction(results, comparison, parts[0] ?? "", Number(parts[1]));
    case "agreement":
      return explainAgreement(results, comparison, { agreement: parts[0] ?? "", measure: parts[1] ?? "", ...(parts[2] !== undefined && { nation: parts[2] }) });
    case "compensation": {
      const it = explainCompensation(results, comparison, { measure: parts[0] ?? "", ...(parts[1] !== undefined && { nation: parts[1] }) });
      return it && base(it);
    }
    case "work": {
      const it = explainWork(results, comparison, { plan: parts[0] ?? "", nation: parts[1] ?? "" });
      return it && base({ ...it, parameters: WORK });
    }
    case "gain":
      return explainGain(results, comparison, parts[0] ?? "");
    default:
      return undefined;
  }
}

const money = (results: Results): string => `M ${results.alliance.settings.currency}`;
const base = (more: Pick<Explanation, "question" | "unit" | "sentence" | "steps"> & Partial<Explanation>): Explanation => ({ method: "C32", parameters: PARAMETERS, facts: [], limits: [], ...more });

function explainPrice(results: Results, comparison: Comparison, measure: string): Explanation | undefined {
  const { price, alone, aligned, bracket } = comparison;
  const last = results.alliance.settings.lastYear;
  const both: readonly ExplanationStep[] = [
    { text: "Shortfall-years when each ally plans alone", value: { low: bracket.optimistic, base: alone.shortfallYears, high: bracket.pessimistic }, unit: "shortfall-years", why: whyKey("plan", "alone", "shortfall") },
    { text: "Shortfall-years when allies plan together", value: flat(aligned.shortfallYears), unit: "shortfall-years", why: whyKey("plan", "aligned", "shortfall") },
  ];
  const levers = comparison.levers.map((it): ExplanationStep => ({ text: `of it by ${it.lever}`, value: flat(measure === "money" ? moneyTold(comparison, it.money) : it.shortfallYears), unit: measure === "money" ? money(results) : "shortfall-years", why: measure === "money" ? whyKey("lever", it.lever, "money") : whyKey("lever", it.lever) }));
  const limits = comparison.limits.map(limitText);
  switch (measure) {
    case "money":
      return base({
        question: `What money does planning alone cost to ${last}?`,
        value: moneyRangeTold(comparison, price.money),
        unit: money(results),
        sentence: "The same requirements covered no less than allies reach alone, at the least discounted cost together, against what allies spend alone. Same world, prices and lines for both; only the freedom to act together differs.",
        steps: [
          { text: "Discounted cost alone", value: flat(alone.cost), unit: money(results), digits: digitsToReckon(alone.cost, price.money.base), why: whyKey("plan", "alone", "cost") },
          { text: "Least discounted cost together at no less coverage", value: flat(alone.cost - price.money.base), unit: money(results), digits: digitsToReckon(alone.cost, price.money.base), ...(comparison.cheapest !== undefined && { why: whyKey("plan", "cheapest", "cost") }) },
          { text: "Saved, as a share of what allies spend alone", value: flat(price.savingShare), unit: "share" },
          ...levers,
        ],
        limits,
      });
    case "shortfall-years":
      return base({ question: `How many shortfall-years does planning alone cost to ${last}?`, value: price.shortfallYears, unit: "shortfall-years", sentence: "One shortfall-year is one requirement wholly unmet for one year. The range is the bracket between the best and the worst way to be alone.", steps: [...both, ...levers], limits });
    case "delay":
      return base({ question: "How much later do allies alone reach the coverage of the aligned plan?", value: price.delayYears, unit: "years", sentence: "Mean over capabilities and years; cut at the end of the plan, so each is at least this. The range is the bracket between the best and the worst way to be alone.", steps: both, limits });
    default:
      return undefined;
  }
}

/** Significant digits that two sums are told with, so that what lies between them follows to its third. @example digitsToReckon(547, 132) // → 4 */
const digitsToReckon = (sum: number, between: number): number => 4 + (between <= 0 ? 0 : Math.min(Math.max(Math.floor(Math.log10(sum / between)), 0), 3));

function explainLever(results: Results, comparison: Comparison, lever: string, measure?: string): Explanation | undefined {
  const it = comparison.levers.find((candidate) => candidate.lever === lever);
  if (it === undefined) return undefined;
  const name = (levers: readonly string[]): string => (levers.length === 0 ? "no lever" : levers.join(" + "));
  if (measure === "money")
    return base({
      question: `What is the lever "${lever}" worth in money?`,
      value: flat(moneyTold(comparison, it.money)),
      unit: money(results),
      sentence: "Its Shapley value: what it saves at equal coverage, on average over every order in which the four levers could be opened.",
      steps: comparison.combos.map((combo): ExplanationStep => ({ text: `Least cost at equal coverage with ${name(combo.levers)} (proved within ${inSentence(gapText(costGapOf(comparison, combo)))})`, value: flat(combo.costAtEqualCoverage), unit: money(results) })),
    });
  if (measure !== undefined) return undefined;
  return base({
    question: `What is the lever "${lever}" worth?`,
    value: flat(it.shortfallYears),
    unit: "shortfall-years",
    sentence: `Its Shapley value: what it adds on average over every order in which the four levers could be opened. In money at equal coverage: ${moneyText(moneyTold(comparison, it.money), results.alliance.settings.currency)}.`,
    steps: [
      ...comparison.combos.map((combo): ExplanationStep => ({ text: `Shortfall-years with ${name(combo.levers)} (proved within ${inSentence(gapText(combo.gapShortfall))})`, value: flat(combo.shortfallYears), unit: "shortfall-years" })),
      ...comparison.interactions.filter((interaction) => interaction.levers.some((candidate) => candidate === lever)).map((interaction): ExplanationStep => ({ text: `beyond the parts: ${name(interaction.levers)}`, value: flat(interaction.shortfallYears), unit: "shortfall-years" })),
    ],
  });
}

/** How closely the cost of a set of levers is proved: what is proved of all open levers holds for every set of them, and its cost may be that of a set with fewer. */
function costGapOf({ cheapest }: Comparison, { gapCost, costAtEqualCoverage }: Comparison["combos"][number]): number {
  const bound = cheapest?.levers.includes("roles") === true ? costStage(cheapest)?.certificate?.proves : undefined;
  return bound === undefined || costAtEqualCoverage <= 0 ? gapCost : Math.min(gapCost, Math.max((costAtEqualCoverage - bound) / costAtEqualCoverage, 0));
}

/** What a plan makes least, one after the other. */
const STAGES: Readonly<Record<Plan["stages"][number]["name"], string>> = { violations: "Promises that cannot be kept", shortfall: "Shortfall", cost: "Cost", deviation: "Changes to national programmes" };

function explainTotal(results: Results, comparison: Comparison, name: string, measure: string): Explanation | undefined {
  const plan = planOf(comparison, name);
  if (plan === undefined) return undefined;
  const stages = plan.stages.map((it): ExplanationStep => ({ text: `${STAGES[it.name]} (${it.unit}): ${numberText(it.value)}, proved to be no less than ${numberText(it.bound)}; could be less by at most`, value: flat(it.gap), unit: "share", isProof: true, part: it.name }));
  // Elsewhere than in the answer about proofs they lead there.
  const proofs = stages.map((it): ExplanationStep => ({ ...it, why: whyKey("plan", name, "gap") }));
  switch (measure) {
    case "shortfall": {
      return base({
        question: `How many shortfall-years does the ${name} plan leave?`,
        value: flat(plan.shortfallYears),
        unit: "shortfall-years",
        sentence: "The sum over planned capabilities and years of the share of the requirement that is short.",
        steps: shortByLeaf(plan).slice(0, 15).map(([leaf, value]) => ({ text: leafName(results.alliance, leaf), value: flat(value), unit: "shortfall-years", why: whyKey("short", name, leaf) })),
        limits: unplannedIn(plan) === 0 ? [] : [`${unplannedIn(plan)} required capabilities are not planned, since too little is known of what allies hold: see the list in the plan.`],
      });
    }
    case "cost": {
      const { steps, ...bought } = purchaseSteps(results, name, plan.orders);
      return base({ question: `What does the ${name} plan cost?`, value: flat(plan.cost), unit: money(results), sentence: COST, steps: [...steps, ...proofs], ...bought });
    }
    case "gap":
      return base({ question: `How far may the ${name} plan be from the best one?`, value: flat(plan.stages.find((it) => it.name === "shortfall")?.gap ?? 0), unit: "share", isProof: true, sentence: `How much better a plan could be is worked out by arithmetic from what its limits are worth, apart from the solver; ${plan.verification.checked} checks of the plan on the model's facts found ${plan.verification.faults.length} faults.`, steps: stages, limits: ["Each is made least after those before it, which are kept."] });
    case "cost-gap": {
      const stage = costStage(plan);
      return stage === undefined ? undefined : base({ question: `How far may the cost of the ${name} plan be from the least?`, value: flat(stage.gap), unit: "share", isProof: true, sentence: "Of the cost alone; the shortfall has a proof of its own. The money saved is the cost alone less the least cost together: a lower cost together would save more.", steps: stages.filter((_, at) => plan.stages[at] === stage) });
    }
    default:
      return undefined;
  }
}

// Purchases that are named one by one, and programmes of each whose documents are shown.
const LISTED = 10;
const PROGRAMMES = 3;

const COST = "Purchases, upkeep of what is added, expansion of lines, adoption of standards and what it costs to act together, discounted. The largest purchases follow as they are paid, not discounted; the documents are those of their prices and programmes.";

/** What one ally pays alone, or in the plan that reaches the same coverage for the least. Absent: there is no such plan or ally, or another figure is asked for. */
function explainCost(results: Results, comparison: Comparison, ask: { readonly plan: string; readonly measure: string; readonly nation: string }): Explanation | undefined {
  const plan = planOf(comparison, ask.plan);
  const it = comparison.perNation.find((candidate) => candidate.nation === ask.nation);
  if (plan === undefined || plan === comparison.aligned || it === undefined || ask.measure !== "cost") return undefined;
  return base({
    question: `What does ${nationName(results.alliance, ask.nation)} pay under the ${ask.plan} plan?`,
    value: flat(ask.plan === "alone" ? it.costAlone : it.costAligned),
    unit: money(results),
    sentence: COST,
    ...purchaseSteps(results, ask.plan, plan.orders.filter((order) => order.nation === ask.nation), ask.nation),
  });
}

/** The largest purchases as steps, with the records of their prices and programmes. */
function purchaseSteps(results: Results, plan: string, orders: Plan["orders"], nation?: string): Pick<Explanation, "steps" | "facts" | "limits"> {
  const bought = purchasesOf(orders);
  return {
    steps: bought.slice(0, LISTED).map((it): ExplanationStep => ({ text: `${results.alliance.systemById.get(it.system)?.nameEn ?? it.system}: ${numberText(it.quantity)} ordered, at ${numberText(it.money / it.quantity)} ${money(results)} on average`, value: flat(it.money), unit: money(results), why: whyKey("bought", plan, it.system, ...(nation === undefined ? [] : [nation])) })),
    facts: bought.slice(0, LISTED).flatMap((it) => [...(results.alliance.systemById.has(it.system) ? [`system:${it.system}`] : []), ...it.programmes.map((id) => `programme:${id}`)]),
    limits: bought.length > LISTED ? [`${bought.length - LISTED} smaller purchases are not listed.`] : [],
  };
}

/** What is bought, by system, dearest first, with the largest programmes in it. Unit of money: M, not discounted. */
function purchasesOf(orders: Plan["orders"]): readonly { readonly system: string; readonly quantity: number; readonly money: number; readonly programmes: readonly string[] }[] {
  const bySystem = new Map<string, { quantity: number; money: number; programmes: Map<string, number> }>();
  for (const it of orders) {
    if (it.unitPrice === undefined) continue;
    const one = bySystem.get(it.system) ?? { quantity: 0, money: 0, programmes: new Map<string, number>() };
    one.quantity += it.quantity;
    one.money += it.quantity * it.unitPrice;
    if (it.programme !== undefined) one.programmes.set(it.programme, (one.programmes.get(it.programme) ?? 0) + it.quantity * it.unitPrice);
    bySystem.set(it.system, one);
  }
  return [...bySystem]
    .map(([system, { quantity, money: paid, programmes }]) => ({ system, quantity, money: paid, programmes: [...programmes].sort((a, b) => b[1] - a[1]).slice(0, PROGRAMMES).map(([id]) => id) }))
    .filter((it) => it.money > 0)
    .sort((a, b) => b.money - a.money || (a.system < b.system ? -1 : 1));
}

function explainOpen(results: Results, comparison: Comparison, name: string, year: number): Explanation | undefined {
  const plan = planOf(comparison, name);
  if (plan === undefined || !plan.years.includes(year)) return undefined;
  const rows = plan.shortfalls.filter((it) => it.year === year && it.required > 0 && it.short > 0).sort((a, b) => b.short / b.required - a.short / a.required);
  return base({
    question: `How much is open in ${year} when allies plan ${name === "alone" ? "alone" : "together"}?`,
    value: flat(openIn(plan, year)),
    unit: "requirements unmet",
    sentence: name === "alone" ? "The sum over planned capabilities of the share of the requirement that is short that year. A range goes from the best that allies can do alone, with the slots of lines shared freely, to the worst, where each orders as if alone on the market; both are of all years, scaled to this one." : "The sum over planned capabilities of the share of the requirement that is short that year.",
    steps: rows.slice(0, 20).map((it) => ({ text: leafName(results.alliance, it.leaf), value: flat(it.short / it.required), unit: "share", why: whyKey("short", name, it.leaf, year) })),
    limits: rows.length > 20 ? [`${rows.length - 20} smaller ones are not listed.`] : [],
  });
}

function explainPlanned(results: Results, comparison: Comparison, leaf: string, year: number): Explanation | undefined {
  const row = comparison.aligned.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  const before = comparison.alone.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  if (row === undefined) {
    const left = comparison.aligned.notPlanned.find((it) => it.id === leaf);
    return left === undefined ? undefined : base({ question: `${leafName(results.alliance, leaf)}: why not planned?`, unit: "share", sentence: left.reason, steps: [{ text: left.mend }] });
  }
  const unit = results.alliance.capabilityById.get(leaf)?.unit ?? "";
  const contributions = comparison.aligned.contributions.filter((it) => it.leaf === leaf && it.year === year && it.counted > 0).sort((a, b) => b.added - a.added || b.counted - a.counted);
  return base({
    question: `${leafName(results.alliance, leaf)}: how far is the requirement covered in ${year} under the aligned plan?`,
    ...(row.required > 0 && { value: flat(Math.min(row.planned / row.required, 1)) }),
    unit: "share",
    sentence: "What known holdings and the plan's deliveries count, no ally beyond the ceiling, against the requirement.",
    steps: [
      { text: "Required", value: flat(row.required), unit, why: whyKey("required", leaf, year) },
      { text: "From what allies hold today", value: flat(row.available), unit },
      { text: "With the aligned plan", value: flat(row.planned), unit, part: "aligned" },
      ...(before === undefined ? [] : [{ text: "With each ally alone", value: flat(before.planned), unit, part: "alone" }]),
      ...contributions.slice(0, 12).flatMap((it): readonly ExplanationStep[] => [
        { text: `${nationName(results.alliance, it.nation)}: held`, value: flat(it.held), unit, why: whyKey("available", leaf, results.alliance.settings.firstYear, it.nation) },
        ...(it.added > 0 ? [{ text: `${nationName(results.alliance, it.nation)}: added by the plan`, value: flat(it.added), unit, why: whyKey("added", "aligned", leaf, year, it.nation) }] : []),
      ]),
    ],
    parameters: ["plan.ceiling", "plan.credit", "assess.readiness"],
  });
}

function explainBeyond(results: Results, { aligned }: Comparison, leaf: string, nation: string): Explanation | undefined {
  const lead = aligned.leads.find((it) => it.leaf === leaf && it.nation === nation);
  const last = aligned.years.at(-1);
  const row = aligned.shortfalls.find((it) => it.leaf === leaf && it.year === last);
  if (lead === undefined || last === undefined || row === undefined) return undefined;
  const unit = results.alliance.capabilityById.get(leaf)?.unit ?? "";
  const counted = aligned.contributions.find((it) => it.nation === nation && it.leaf === leaf && it.year === last)?.counted ?? 0;
  const [name, what] = [nationName(results.alliance, nation), leafName(results.alliance, leaf)];
  return base({
    question: `${what}: what does ${name} count beyond its own share?`,
    value: flat(lead.beyondShare),
    unit,
    sentence: `What it counts in ${last} under the aligned plan less its own share of the requirement; a share beyond the ceiling counts as the ceiling. Only leads count beyond their share, and it is insured against being stranded.`,
    steps: [
      { text: `Required in ${last}`, value: flat(row.required), unit, why: whyKey("required", leaf, last) },
      { text: `${name} counts`, value: flat(counted), unit },
      { text: "Its own share", value: flat(Math.max(counted - lead.beyondShare, 0)), unit, why: whyKey("target", leaf, last, nation) },
      { text: "of it beyond its own share, for the others", value: flat(lead.beyondShare), unit },
      { text: "Shortfall-years lost if it withholds", value: flat(lead.lostYears), unit: "shortfall-years", why: whyKey("fallback", leaf, nation) },
    ],
    method: "C11",
    parameters: ["plan.ceiling", "plan.leads-per-leaf", "plan.lead-load", "plan.stranding-insurance"],
  });
}

function explainFallback(results: Results, comparison: Comparison, leaf: string, nation: string): Explanation | undefined {
  const { aligned } = comparison;
  const lead = aligned.leads.find((it) => it.leaf === leaf && it.nation === nation);
  const last = aligned.years.at(-1);
  const row = aligned.shortfalls.find((it) => it.leaf === leaf && it.year === last);
  if (lead === undefined || last === undefined || row === undefined) return undefined;
  const unit = results.alliance.capabilityById.get(leaf)?.unit ?? "";
  const counts = (who: string): number => aligned.contributions.find((it) => it.nation === who && it.leaf === leaf && it.year === last)?.counted ?? 0;
  const needed = results.alliance.valueOf(PLAN.fallbackShare).base * row.required;
  const [name, what] = [nationName(results.alliance, nation), leafName(results.alliance, leaf)];
  const others = aligned.leads.filter((it) => it.leaf === leaf && it.nation !== nation).map((it) => nationName(results.alliance, it.nation));
  const rivals = aligned.contributions.filter((it) => it.leaf === leaf && it.year === last && it.nation !== nation && it.nation !== lead.fallback && it.counted > 0).sort((a, b) => b.counted - a.counted).slice(0, RIVALS);
  return base({
    question: `${what}: who leads if ${name} withholds, and what is lost?`,
    value: flat(lead.lostYears),
    unit: "shortfall-years",
    sentence: `${lead.fallback === undefined ? `Nobody: no other ally counts ${numberText(needed)} ${unit} in ${last}, what a fallback must.` : `${nationName(results.alliance, lead.fallback)} leads: it counts ${numberText(counts(lead.fallback))} ${unit} in ${last}, of ${numberText(needed)} that a fallback must.`}${others.length === 0 ? "" : ` ${others.join(" and ")} ${others.length === 1 ? "leads" : "lead"} it too.`} Lost is what falls short besides from ${lead.firstYear} on if all that ${name} counts is gone and nobody buys anything in its place.`,
    steps: [
      { text: `Required in ${last}`, value: flat(row.required), unit, why: whyKey("required", leaf, last) },
      { text: `Planned in ${last}`, value: flat(row.planned), unit, why: whyKey("planned", leaf, last) },
      { text: `${name} counts`, value: flat(counts(nation)), unit },
      { text: "of it beyond its own share, for the others", value: flat(lead.beyondShare), unit },
      { text: `Short besides in ${last} without it`, value: flat(lead.lostQuantity), unit },
      ...(lead.fallback === undefined ? [] : [{ text: `${nationName(results.alliance, lead.fallback)}, the fallback, counts`, value: flat(counts(lead.fallback)), unit }]),
      ...rivals.map((it): ExplanationStep => ({ text: `${nationName(results.alliance, it.nation)} counts`, value: flat(it.counted), unit })),
    ],
    method: "C11",
    parameters: ["plan.fallback-share", "plan.ceiling", "plan.leads-per-leaf", "plan.lead-load", "plan.stranding-insurance"],
    limits: comparison.byRule === undefined ? ["Leads are chosen by a stated rule, which asks for no fallback: it names the ally best able to stand in. With --whole every lead has one."] : [],
  });
}

// Other allies listed beside a lead and its fallback.
const RIVALS = 5;

function explainAction(results: Results, comparison: Comparison, nation: string, rank: number): Explanation | undefined {
  const it = comparison.actions.find((candidate) => candidate.nation === nation && candidate.rank === rank);
  return it === undefined
    ? undefined
    : base({
        question: `What does this action of ${nationName(results.alliance, nation)} do?`,
        value: flat(it.effect.shortfallYears),
        unit: "shortfall-years",
        sentence: results.withNames?.(it.text) ?? it.text,
        steps: [
          ...(it.quantity === undefined ? [] : [{ text: "Quantity", value: flat(it.quantity), unit: it.unit ?? "", ...(it.system !== undefined && it.kind !== "move" && { why: whyKey("order", nation, it.system) }) }]),
          { text: "Shortfall-years saved for the alliance, all else of the aligned plan as it is", value: flat(it.effect.shortfallYears), unit: "shortfall-years" },
          { text: "Cost for the ally, discounted (negative: saving)", value: flat(it.effect.money), unit: money(results), part: "money" },
          ...comparison.aligned.leads.flatMap((lead) => (it.kind === "lead" && lead.nation === nation && lead.leaf === it.leaf ? [{ text: "Shortfall-years lost if it withholds", value: flat(lead.lostYears), unit: "shortfall-years", why: whyKey("fallback", lead.leaf, nation) }] : [])),
        ],
        facts: [...(it.leaf === undefined ? [] : [`capability:${it.leaf}`]), ...(it.system !== undefined && results.alliance.systemById.has(it.system) ? [`system:${it.system}`] : []), ...(it.standard === undefined ? [] : [`standard:${it.standard}`]), ...(it.programme === undefined ? [] : [`programme:${it.programme}`])],
      });
}

function explainGain(results: Results, comparison: Comparison, nation: string): Explanation | undefined {
  const it = comparison.perNation.find((candidate) => candidate.nation === nation);
  if (it === undefined) return undefined;
  const today = results.alliance.settings.firstYear;
  const ready = reviewsOf(results, today).find((one) => one.nation === nation)?.ready;
  return base({
    question: `What does ${nationName(results.alliance, nation)} gain or lose by planning together?`,
    value: flat(it.gain),
    unit: money(results),
    sentence: repairText(it, results.alliance.settings.currency),
    steps: [
      { text: "Discounted cost alone", value: flat(it.costAlone), unit: money(results), why: whyKey("plan", "alone", "cost", nation) },
      { text: "Discounted cost together at no less coverage of the alliance", value: flat(it.costAligned), unit: money(results), why: whyKey("plan", comparison.cheapest === undefined ? "alone" : "cheapest", "cost", nation) },
      { text: "Payment that leaves nobody worse off (positive: receives)", value: flat(it.sidePayment), unit: money(results), why: whyKey("compensation", "payment", nation) },
      ...(hasLines(results, nation)
        ? [
            { text: "Work from stated lines in the nation, alone", value: flat(it.workAlone), unit: money(results), why: whyKey("work", "alone", nation) },
            { text: "Work from stated lines in the nation, together", value: flat(it.workAligned), unit: money(results), why: whyKey("work", "aligned", nation) },
          ]
        : []),
      ...(ready?.mean === undefined ? [] : [{ text: `Ready, of its targets, ${today}: over the ${ready.known} of ${ready.all} that are known`, value: flat(ready.mean), unit: "share", why: whyKey("targets-met", nation, today) }]),
    ],
    ...(it.sidePayment < 0 && { limits: ["Who buys nothing jointly may gain, and so pay, as well: what others count for the alliance it need not buy."] }),
  });
}
