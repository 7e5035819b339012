import type { Explanation, ExplanationStep } from "#model";
import { exactly } from "#quantities";
import { CONSTRAINTS } from "../constraints/index.ts";
import type { PlanCase } from "./case.ts";
import { PLAN } from "../parameters.ts";
import { amountText, keyOf } from "./words.ts";
import { slopeOf, type Subject, subjectsOf } from "./subjects.ts";
import type { World } from "../world.ts";

/** A limit that is used up, and what more of it would be worth. */
export interface Binding {
  readonly subject: Subject;
  /** Shortfall closed by one more planner's unit. Unit: weighted share-years. */
  readonly price: number;
  /** What it allows. Unit: planner's. */
  readonly limit: number;
  /** How much less and more of it keeps that price for certain: with the same basis. Absent: the solver did not say. */
  readonly range?: { readonly less: number; readonly more: number };
  /** Closed by one per cent more of the limit: comparable across constraints. Unit: weighted share-years. */
  readonly percent: number;
}

/** Rows that bind, by constraint. */
export interface BindingGroup {
  readonly constraint: string;
  readonly title: string;
  readonly meaning: string;
  /** Whether it states what is wanted, which binds wherever something is short, and not what is in the way. */
  readonly isAsk: boolean;
  /** Rows of the constraint that could limit something, those without slack, and those of them where more would help. */
  readonly rows: number;
  readonly tight: number;
  readonly priced: readonly Binding[];
}

/** Constraints that state what is wanted. */
export const ASKS: ReadonlySet<string> = new Set(["requirement", "contribution", "stock"]);

// A row this close to its bound has no slack. Unit: of the row, which is near 1.
const TIGHT = 1e-7;
// A price below this closes nothing that anyone could see. Unit: weighted share-years per row unit.
const PRICED = 1e-9;

/** All constraints with their binding rows, the one whose hundredth part more would close most first. Range: asked of the solver once. */
export async function bindingOf(it: PlanCase): Promise<readonly BindingGroup[]> {
  const { model, dual, primal, basis } = it.stage;
  const ranged = basis === undefined ? undefined : (await it.desk.solver.solve({ model, timeLimit: it.desk.timeLimit, start: basis, algorithm: "simplex", ranging: true, name: "ranges of prices" }, it.desk.signal)).rowRange;
  const groups = new Map<string, { rows: number; tight: number; priced: Binding[] }>();
  for (const subject of subjectsOf(it.formulation)) {
    const group = groups.get(subject.constraint) ?? { rows: 0, tight: 0, priced: [] };
    groups.set(subject.constraint, group);
    group.rows += 1;
    const { row, bound, scale } = subject;
    const at = bound === "lower" ? model.rowLower[row]! : model.rowUpper[row]!;
    let activity = 0;
    for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) activity += model.values[k]! * primal[model.indices[k]!]!;
    if (Math.abs(at - activity) > TIGHT * Math.max(1, Math.abs(at))) continue;
    group.tight += 1;
    const price = -slopeOf(subject, dual[row]!);
    if (price * scale <= PRICED) continue;
    const range = ranged === undefined ? undefined : rangeOf(bound, [at - ranged.lower[row]!, ranged.upper[row]! - at].map((it) => Math.max(it * scale, 0)));
    group.priced.push({ subject, price, limit: Math.abs(at) * scale, percent: price * Math.abs(at) * scale * HUNDREDTH, ...(range !== undefined && { range }) });
  }
  return [...groups]
    .map(([constraint, group]): BindingGroup => {
      const note = CONSTRAINTS.find((candidate) => candidate.name === constraint);
      return { constraint, title: note?.title ?? constraint, meaning: note?.meaning ?? "", isAsk: ASKS.has(constraint), ...group, priced: group.priced.sort((a, b) => b.percent - a.percent || b.price - a.price || a.subject.row - b.subject.row) };
    })
    .sort((a, b) => Number(a.isAsk) - Number(b.isAsk) || (b.priced[0]?.percent ?? -1) - (a.priced[0]?.percent ?? -1) || b.tight - a.tight);
}

/** More of what a lower bound asks for means a lower bound. */
const rangeOf = (bound: Subject["bound"], [down = 0, up = 0]: readonly number[]): { readonly less: number; readonly more: number } => (bound === "upper" ? { less: down, more: up } : { less: up, more: down });

const HUNDREDTH = 0.01;

/** How many rows of one constraint are listed. */
const LISTED = 12;

/** What holds the plan back, in words: all constraints, or the rows of one. */
export function explainBinding(it: PlanCase, groups: readonly BindingGroup[], constraint?: string): Explanation | undefined {
  const { plan } = it;
  const base = { unit: "limits", method: "explanation", parameters: [PLAN.urgentWeight, PLAN.discount, PLAN.ceiling].map((parameter) => parameter.id), facts: [], limits: LIMITS };
  const step = (binding: Binding): ExplanationStep => ({
    text: `${calledIn(it.world, binding.subject.about)}: ${amountText(binding.limit)} ${binding.subject.unit} ${binding.subject.bound === "upper" ? "allowed, all used" : "asked for, nothing to spare"}; ${oneOf(binding.subject)} closes${binding.range === undefined ? "" : ` (for certain from ${amountText(binding.range.less)} ${binding.subject.way[1]} to ${Number.isFinite(binding.range.more) ? amountText(binding.range.more) : "any"} ${binding.subject.way[0]})`}`,
    value: exactly(binding.price),
    unit: "weighted share-years",
    why: keyOf(binding.subject),
  });
  if (constraint !== undefined) {
    const group = groups.find((candidate) => candidate.constraint === constraint);
    if (group === undefined) return undefined;
    return { ...base, question: `Where does the constraint "${group.title}" hold the plan back?`, value: exactly(group.priced.length), sentence: `${group.meaning} Of ${group.rows} limits of this kind ${group.tight} are used up, and more of ${group.priced.length} of them would close shortfall.`, steps: group.priced.slice(0, LISTED * 3).map(step) };
  }
  const first = groups[0]?.isAsk === false ? groups[0].priced[0] : undefined;
  return {
    ...base,
    question: "What holds the plan back?",
    value: exactly(groups.reduce((sum, group) => sum + group.priced.length, 0)),
    sentence: first === undefined ? `Nothing that could be loosened: ${plan.shortfallWeighted > 1e-6 ? "what is short cannot be reached by loosening one limit alone." : "nothing is short."}` : `Above all ${calledIn(it.world, first.subject.about)} (${groups[0]!.title.toLowerCase()}): one per cent more of it would close ${amountText(first.percent)} weighted share-years. Ranked by what one per cent more would close.`,
    steps: groups.flatMap((group) => [
      { text: `${group.title}${group.isAsk ? " (what is asked for)" : ""}: ${group.tight} of ${group.rows} limits used up, more of ${group.priced.length} would help`, value: exactly(group.priced[0]?.percent ?? 0), unit: "weighted share-years per 1 % more of the first", why: `binding/${encodeURIComponent(group.constraint)}` },
      ...group.priced.slice(0, 3).map((binding) => ({ ...step(binding), text: `  ${step(binding).text}` })),
    ]),
  };
}

/** What loosens a limit: more of what is asked for is what comes to it, not what is asked. */
function oneOf({ constraint, way: [loosens] }: Subject): string {
  if (loosens !== "more") return `one ${loosens}`;
  return ASKS.has(constraint) ? `one more ${constraint === "requirement" ? "from elsewhere" : "on hand"}` : "one more";
}

/** What a limit is about, in the names that a planner knows. @example calledIn(world, "ASH l.gun 2031") // → "Ash, Gun works, 2031" */
export function calledIn({ nameOf, years }: Pick<World, "nameOf" | "years">, about: string): string {
  const parts = about.split(" ").map((it) => ({ said: it.split("+").map(nameOf).join(" and "), isPlace: years.includes(Number(it)) || it.split("+").some((id) => nameOf(id) !== id) }));
  return parts.map(({ said, isPlace }, at) => (at === 0 ? said : `${isPlace && parts[at - 1]!.isPlace ? ", " : " "}${said}`)).join("");
}

/** What every price leaves open. */
export const LIMITS: readonly string[] = [
  "Prices are of the shortfall stage: weighted, discounted share-years. They hold with the agreements, adoptions, leads and line set-ups of the plan; a better choice of those could make more or less of the same.",
  "Where several solutions are equally good the price of one more and of one less differ; both are shown where one limit is asked about.",
];
