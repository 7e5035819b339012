import type { Explanation, ExplanationStep } from "#model";
import { exactly, type Range } from "#quantities";
import { CONSTRAINTS } from "../constraints/index.ts";
import type { PlanCase } from "./case.ts";
import type { CurveAsk } from "./curve.ts";
import { PLAN } from "../parameters.ts";
import { ASKS, LIMITS, roundOffOf, unitOf, worthOfMore } from "./price.ts";
import type { SolveAnswer } from "../solver.ts";
import { amountText, keyOf } from "./words.ts";
import { slopeOf, type Subject, subjectsOf } from "./subjects.ts";
import type { World } from "../world.ts";

/** A limit that is used up, and what more of it would be worth. */
export interface Binding {
  readonly subject: Subject;
  /** Its dual: one more closes at most this, and one less costs at least this. Unit: weighted shortfall-years per planner's unit. */
  readonly price: number;
  /** What it allows. Unit: planner's. */
  readonly limit: number;
  /** How much less and more of it keeps that price for certain: with the same basis. Absent: the solver did not say. */
  readonly range?: { readonly less: number; readonly more: number };
  /** What one more closes, for certain up to so much more. Absent: nobody solved for it, at most `price`. Units: as `price`; planner's. */
  readonly more?: { readonly price: number; readonly upTo: number };
  /** Closed by one per cent more of the limit, at least and at most: comparable across constraints. Alike where it is known. Unit: weighted shortfall-years. */
  readonly percent: { readonly least: number; readonly most: number };
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

// A row this close to its bound has no slack. Unit: of the row, which is near 1.
const TIGHT = 1e-7;
// A price below this closes nothing that anyone could see. Unit: weighted shortfall-years per row unit.
const PRICED = 1e-9;

/**
 * All constraints with their binding rows, the one whose hundredth part more would close most first.
 *
 * A dual is what one more closes only where its range reaches towards more. At a corner it may be what one less costs, and one
 * more may close nothing: those that could stand first by it are solved for what more of them closes, those that could close
 * most before the others, no more than `plan.binding-solved` of them. With a constraint given, the rows of that one.
 * @throws as `curveOf` does
 * @example (await bindingOf(it))[0]!.priced[0]!.more // → { price: 0.1, upTo: 3 }
 */
export async function bindingOf(it: PlanCase, constraint?: string): Promise<readonly BindingGroup[]> {
  const { model, basis } = it.stage;
  const ranged = basis === undefined ? undefined : await it.desk.solver.solve({ model, timeLimit: it.desk.timeLimit, start: basis, algorithm: "simplex", ranging: true, name: "ranges of prices" }, it.desk.signal);
  const isRanged = ranged?.status === "optimal" && ranged.rowRange !== undefined;
  const groups = tightRows(it, isRanged ? ranged : it.stage);
  const base: CurveAsk["base"] = isRanged ? { value: ranged.objective, dual: ranged.dual, primal: ranged.primal, basis: ranged.basis } : { value: it.stage.value, dual: it.stage.dual, basis };
  const tried = new Set<number>();
  for (let left = Math.round(it.world.value(PLAN.bindingSolved)); left > 0; left--) {
    const next = nextToSolve(groups, { tried, ...(constraint !== undefined && { constraint }) });
    if (next === undefined) break;
    tried.add(next.subject.row);
    const { priced } = groups.get(next.subject.constraint)!;
    priced[priced.indexOf(next)] = await solved(it, next, base);
  }
  return [...groups]
    .map(([name, group]): BindingGroup => {
      const note = CONSTRAINTS.find((candidate) => candidate.name === name);
      return { constraint: name, title: note?.title ?? name, meaning: note?.meaning ?? "", isAsk: ASKS.has(name), ...group, priced: group.priced.sort(byPercent) };
    })
    .sort((a, b) => Number(a.isAsk) - Number(b.isAsk) || (b.priced[0]?.percent.least ?? -1) - (a.priced[0]?.percent.least ?? -1) || b.tight - a.tight);
}

type Groups = Map<string, { rows: number; tight: number; priced: Binding[] }>;

/** Rows without slack by constraint, those with a dual with what it says of more. */
function tightRows({ stage: { model }, formulation }: PlanCase, { primal, dual, rowRange }: Pick<SolveAnswer, "primal" | "dual" | "rowRange">): Groups {
  const groups: Groups = new Map();
  for (const subject of subjectsOf(formulation)) {
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
    const range = rowRange === undefined ? undefined : rangeOf(bound, [at - rowRange.lower[row]!, rowRange.upper[row]! - at].map((it) => Math.max(it * scale, 0)));
    group.priced.push(fromDual({ subject, price, limit: Math.abs(at) * scale, ...(range !== undefined && { range }) }));
  }
  return groups;
}

/** What a dual says of more: its price as far as its range reaches, and beyond that it is a most. */
function fromDual(it: Pick<Binding, "subject" | "price" | "limit" | "range">): Binding {
  const more = it.range !== undefined && it.range.more > roundOffOf(it) ? { price: it.price, upTo: it.range.more } : undefined;
  const part = it.limit * HUNDREDTH;
  return { ...it, ...(more !== undefined && { more }), percent: { least: it.price * Math.min(more?.upTo ?? 0, part), most: it.price * part } };
}

/** The next row to solve: one whose worth of more is not known and could stand first of its constraint or, where none could, among those shown; of one constraint, in the list. What is in the way before what is asked for. */
function nextToSolve(groups: Groups, { tried, constraint }: { readonly tried: ReadonlySet<number>; readonly constraint?: string }): Binding | undefined {
  const above = (place: number): Binding | undefined =>
    [...groups]
      .flatMap(([name, { priced }]) => {
        if (constraint !== undefined && name !== constraint) return [];
        const known = priced.map((it) => it.percent.least).toSorted((a, b) => b - a)[place] ?? 0;
        return priced.filter((it) => !tried.has(it.subject.row) && isOpen(it) && it.percent.most > known * (1 + SAME));
      })
      .toSorted((a, b) => Number(ASKS.has(a.subject.constraint)) - Number(ASKS.has(b.subject.constraint)) || b.percent.most - a.percent.most || a.subject.row - b.subject.row)[0];
  return constraint === undefined ? (above(0) ?? above(SHOWN - 1)) : above(LISTED - 1);
}

/** How many rows of each constraint are shown beside the others, and how many of one. */
const SHOWN = 3;
const LISTED = 36;

// What differs by less is the same. Unit: share.
const SAME = 1e-6;

const isOpen = ({ percent }: Binding): boolean => percent.most > percent.least * (1 + SAME);

/** A row solved for what more of it closes: as far as one per cent, and a whole one. */
async function solved(it: PlanCase, binding: Binding, base: CurveAsk["base"]): Promise<Binding> {
  const { subject, limit, price } = binding;
  const part = limit * HUNDREDTH;
  const pieces = await worthOfMore(it, { subject, limit, upTo: Math.max(part, 1), base });
  const [first] = pieces;
  if (first === undefined) return binding;
  const closes = pieces.reduce((sum, piece) => sum - piece.slope * Math.max(Math.min(piece.to, part) - piece.from, 0), 0);
  const more = Math.min(-first.slope, price);
  return { ...binding, more: { price: more * subject.scale <= PRICED ? 0 : more, upTo: first.to }, percent: { least: closes, most: closes } };
}

/** What is known to close most first; of those not known, what could close most. */
const byPercent = (a: Binding, b: Binding): number => b.percent.least - a.percent.least || b.percent.most - a.percent.most || (b.more?.price ?? 0) - (a.more?.price ?? 0) || b.price - a.price || a.subject.row - b.subject.row;

/** More of what a lower bound asks for means a lower bound. */
const rangeOf = (bound: Subject["bound"], [down = 0, up = 0]: readonly number[]): { readonly less: number; readonly more: number } => (bound === "upper" ? { less: down, more: up } : { less: up, more: down });

const HUNDREDTH = 0.01;

/** What holds the plan back, in words: all constraints, or the rows of one. */
export function explainBinding(it: PlanCase, groups: readonly BindingGroup[], constraint?: string): Explanation | undefined {
  const base = { unit: "limits", method: "explanation", parameters: [PLAN.urgentWeight, PLAN.discount, PLAN.ceiling, PLAN.bindingSolved].map((parameter) => parameter.id), facts: [], limits: LIMITS };
  const step = (binding: Binding): ExplanationStep => ({
    text: `${calledIn(it.world, binding.subject.about)}: ${amountText(binding.limit)} ${binding.subject.unit} ${binding.subject.bound === "upper" ? "allowed, all used" : "asked for, nothing to spare"}; ${worthText(binding)}`,
    value: exactly(binding.more?.price ?? binding.price),
    unit: "weighted shortfall-years",
    why: keyOf(binding.subject),
  });
  if (constraint !== undefined) {
    const group = groups.find((candidate) => candidate.constraint === constraint);
    if (group === undefined) return undefined;
    const { helps, unknown } = countsOf(group);
    return { ...base, question: `Where does the constraint "${group.title}" hold the plan back?`, value: between(helps, helps + unknown), sentence: `${group.meaning} Of ${group.rows} limits of this kind ${group.tight} are used up, and more of ${helps} of them would close shortfall.${unknown === 0 ? "" : ` Of ${unknown} only what one less costs is known: one more closes at most as much, and its own key tells how much.`}`, steps: group.priced.slice(0, LISTED).map(step) };
  }
  const counts = groups.map(countsOf);
  const helps = counts.reduce((sum, group) => sum + group.helps, 0);
  return {
    ...base,
    question: "What holds the plan back?",
    value: between(helps, counts.reduce((sum, group) => sum + group.unknown, helps)),
    sentence: firstText(it, groups),
    steps: groups.flatMap((group, at) => [
      { text: `${group.title}${group.isAsk ? " (what is asked for)" : ""}: ${group.tight} of ${group.rows} limits used up, more of ${counts[at]!.helps} would help${counts[at]!.unknown === 0 ? "" : `, and of ${counts[at]!.unknown} only what one less costs is known`}`, value: between(group.priced[0]?.percent.least ?? 0, Math.max(0, ...group.priced.map((it) => it.percent.most))), unit: "weighted shortfall-years per 1 % more of the first", why: `binding/${encodeURIComponent(group.constraint)}` },
      ...group.priced.slice(0, SHOWN).map((binding) => ({ ...step(binding), text: `  ${step(binding).text}` })),
    ]),
  };
}

/** Rows of which more is known to help, and those of which it is not known. */
const countsOf = ({ priced }: BindingGroup): { readonly helps: number; readonly unknown: number } => ({ helps: priced.filter((it) => (it.more?.price ?? 0) > 0).length, unknown: priced.filter((it) => it.more === undefined).length });

/** What is known at least, and what it is at most. */
const between = (least: number, most: number): Range => (most > least * (1 + SAME) ? { low: least, base: least, high: most } : exactly(least));

/** What stands above all, as far as it is known. */
function firstText({ world, plan }: PlanCase, groups: readonly BindingGroup[]): string {
  const inTheWay = groups.filter((group) => !group.isAsk);
  const first = inTheWay[0]?.priced[0];
  const could = inTheWay.flatMap((group) => group.priced).filter((it) => it !== first && isOpen(it) && it.percent.most > (first?.percent.least ?? 0) * (1 + SAME));
  const most = Math.max(...could.map((it) => it.percent.most));
  const rest = could.length === 0 ? "" : ` Of ${could.length} ${could.length === 1 ? "other limit" : "other limits"} it is only known that one per cent more closes at most ${amountText(most)}.`;
  const nothing = `Nothing that could be loosened: ${plan.shortfallWeighted > 1e-6 ? "what is short cannot be reached by loosening one limit alone." : "nothing is short."}`;
  if (first === undefined) return nothing;
  if (first.percent.least <= 0) return isOpen(first) || could.length > 0 ? `Of no limit is it known that one per cent more closes anything: of ${could.length + Number(isOpen(first))} it is only known that it closes at most ${amountText(Math.max(most, first.percent.most))}.` : nothing;
  return `Held back most by ${calledIn(world, first.subject.about)} (${inTheWay[0]!.title.replace(/^./, (first) => first.toLowerCase())}): one per cent more of it would close ${isOpen(first) ? "at least " : ""}${amountText(first.percent.least)} weighted shortfall-years. Ranked by what one per cent more would close.${rest}`;
}

/** What one more of a limit closes, as far as it is known, and what one less costs where that is another price. */
function worthText(it: Binding): string {
  const { more, range, price, subject } = it;
  const [loosens, tightens] = subject.way;
  const isRound = (range?.less ?? 0) <= roundOffOf(it);
  if (more === undefined) return `one ${tightens} costs ${isRound ? "at least " : ""}${amountText(price)}${isRound ? "" : ` (for certain up to ${upTo(range!.less)} ${tightens})`}; ${oneOf(subject)} closes at most`;
  const closes = more.price === 0 || more.upTo >= 1 ? `${oneOf(subject)} closes` : `${withoutOne(subject)} ${loosens === "fewer" ? "close" : "closes"}, per ${unitOf(subject.unit)}`;
  const certain = ` (for certain up to ${upTo(more.upTo)} ${loosens})`;
  if (more.price < price * (1 - ALIKE)) return `one ${tightens} costs ${isRound ? "at least " : ""}${amountText(price)}; ${closes}${more.price === 0 ? "" : certain}`;
  return `${closes}${isRound ? certain : ` (for certain from ${upTo(range!.less)} ${tightens} to ${upTo(more.upTo)} ${loosens})`}`;
}

// Prices of one more and of one less that differ by less are told as one. Unit: share.
const ALIKE = 1e-3;

const upTo = (amount: number): string => (Number.isFinite(amount) ? amountText(amount) : "any");

/** What loosens a limit: more of what is asked for is what comes to it, not what is asked. */
const oneOf = (subject: Subject): string => `one ${withoutOne(subject)}`;

function withoutOne({ constraint, way: [loosens] }: Subject): string {
  if (loosens !== "more") return loosens;
  return ASKS.has(constraint) ? `more ${constraint === "requirement" ? "from elsewhere" : "on hand"}` : "more";
}

// What some rows are named beside their places.
const ROLES: Readonly<Record<string, string>> = { lead: "lead role", slot: "own slots" };

/** What a limit is about, in the names that a planner knows. @example calledIn(world, "ASH l.gun 2031") // → "Ash, Gun works, 2031" */
export function calledIn({ nameOf, years }: Pick<World, "nameOf" | "years">, about: string): string {
  const parts = about.split(" ").map((it) => ({ said: ROLES[it] ?? it.split("+").map(nameOf).join(" + "), isPlace: ROLES[it] !== undefined || years.includes(Number(it)) || it.split("+").some((id) => nameOf(id) !== id) }));
  return parts.map(({ said, isPlace }, at) => (at === 0 ? said : `${isPlace && parts[at - 1]!.isPlace ? ", " : " "}${said}`)).join("");
}
