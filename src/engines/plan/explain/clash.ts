import { type AddedColumn, type MilpModel, withColumns, withCost, withRows } from "#maths";
import type { PlanCase } from "./case.ts";
import { formulate, type Formulation } from "../formulate.ts";
import type { Basis, SolveAnswer } from "../solver.ts";
import { type Desk, NoAnswerError, StoppedError } from "../stage.ts";
import { type Demand, type DemandRows, demandRows } from "./demand.ts";
import { PLAN } from "../parameters.ts";
import { shortfallParts } from "./price.ts";
import { reachText } from "./reach.ts";
import { smallestClash } from "./smallest.ts";
import { amountText, clausesText } from "./words.ts";
import { type FactGroup, factGroups } from "./facts.ts";

/** One side of a clash: a demand, or a fact of the world that stands against it. */
export interface ClashMember {
  readonly kind: "demand" | "fact";
  readonly words: string;
  /** Rows of it in `clashModel`. */
  readonly rows: readonly number[];
  /** Why it is impossible by itself, where it is. */
  readonly because?: string;
  /** Least that this one alone would have to give way, all others as they are, for everything to hold; in words. Absent: it cannot mend it alone. */
  readonly mend?: { readonly words: string; readonly amount: number; readonly unit: string };
}

export type ClashAnswer =
  /** All demands can hold. What they would cost the shortfall: weighted shortfall-years, and where. */
  | { readonly kind: "possible"; readonly shortfall: number; readonly before: number; readonly worse: readonly { readonly what: string; readonly name: string; readonly amount: number }[] }
  /** These cannot all hold, and all but any one of them can. `atLeast`: no clash has fewer members, so that this is a smallest one where it has so many; proved with `proofSolves` solves. */
  | { readonly kind: "clash"; readonly members: readonly ClashMember[]; readonly atLeast: number; readonly proofSolves: number; /** Whether the demands clash in another way as well: ways out are then of this one, the demands that have no part in it left out. Absent: ways out were not asked for. */ readonly more?: boolean; readonly solves: number };

export interface ClashAsk {
  readonly desk: Desk;
  readonly world: PlanCase["world"];
  readonly freedom: PlanCase["freedom"];
  readonly demands: readonly Demand[];
  /** A solution without demands: what hard rows it exceeds may be exceeded. Absent: none. */
  readonly exceeded?: Float64Array;
  /** Whether the least way out of each member is worked out too. Absent: yes. */
  readonly mends?: boolean;
  /** Basis of the shortfall stage, to start from. */
  readonly start?: Basis | undefined;
}

// Demands give way in parts of their size; less than this is round-off.
const GIVES = 1e-6;
// A dual below this takes no part in a clash.
const TAKES_PART = 1e-9;

/** Rows that stand or are let go together. */
export interface Group {
  readonly kind: "demand" | "fact";
  readonly rows: readonly number[];
  readonly demand?: DemandRows;
  readonly fact?: FactGroup;
}

/**
 * A smallest clash among hard demands and the facts in their way: a set that cannot hold together though it could without
 * any one of its members (an irreducible infeasible set over budgets, lines and promises as a planner names them). The plan
 * gives way at the demands only; the row prices of the least way out name a first set (Farkas), and a deletion filter over it
 * (Chinneck and Dravnieks 1991) leaves one that is irreducible. Then a smaller one is looked for until none can be, or the
 * solves meant for it are spent; `atLeast` says what is proved. Any ally may lead here what it is a candidate for; agreements
 * and adoptions are the plan's. @throws DemandError, NoAnswerError, StoppedError
 */
export async function clash(ask: ClashAsk): Promise<ClashAnswer> {
  const { desk } = ask;
  const { formulation, asked, groups, demands } = clashModel(ask);
  // One column a demand: all its rows give way together.
  const elastic = withColumns(asked, demands.map((it, d): AddedColumn => ({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1 / it.size, entries: groups[d]!.rows.map((row, k) => [row, -it.gives[k]!] as const) })));
  const { start } = ask;
  const filter = filterOf({ desk, model: elastic, groups, start: widened(start, elastic.colCount, elastic.rowCount) });
  const all = new Set(groups);
  const first = await filter.check(all);
  if (!first.clashes) return possible({ ...ask, formulation, asked });
  let set = first.support;
  // The set that prices name is a clash up to round-off; if not, all take part.
  let found = await filter.check(set);
  if (!found.clashes) [set, found] = [all, first];
  else if (found.support.size < set.size && (await filter.check(found.support)).clashes) set = found.support;
  set = await filtered(filter.check, set, inOrder(found.weight, set));
  const proof = await smallestClash({ asked, groups, found: set, gave: first.gives, clashes: async (it) => (await filter.check(it)).clashes, solve: (model, from) => solved(desk, model, from), start, most: Math.round(ask.world.value(PLAN.clashSolves)) });
  set = new Set(proof.set);
  const members: ClashMember[] = [];
  for (const group of groups) if (set.has(group)) members.push({ kind: group.kind, words: group.demand?.words ?? group.fact!.told().words, rows: group.rows, ...(ask.mends === false ? {} : await mendOf({ desk, asked, group, start })) });
  const [only] = members;
  const lone = demands.find((it) => it.words === only?.words)?.demand;
  if (members.length === 1 && only !== undefined && lone?.kind === "cover") members[0] = { ...only, because: reachText(formulation, lone.leaf) };
  // What one member can mend by giving way has no other clash in it.
  const rest = new Set([...all].filter((it) => !set.has(it)));
  const more = ask.mends === false ? undefined : members.every((it) => it.mend === undefined) && (await filter.check(rest)).clashes;
  // Nothing mends everything: then what mends this one is found with the demands left out that have no part in it.
  if (more === true) {
    const left = new Set(groups.flatMap((it) => (it.kind === "demand" && !set.has(it) ? it.rows : [])));
    const own = { ...asked, rowUpper: asked.rowUpper.map((upper, row) => (left.has(row) ? Number.POSITIVE_INFINITY : upper)) };
    for (const [at, group] of groups.filter((it) => set.has(it)).entries()) members[at] = { ...members[at]!, ...(await mendOf({ desk, asked: own, group, start })) };
  }
  return { kind: "clash", members: members.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === "demand" ? -1 : 1)), ...(more !== undefined && { more }), solves: filter.solves(), atLeast: proof.atLeast, proofSolves: proof.solves };
}

/** The answer in a sentence. */
export function clashText(answer: ClashAnswer): string {
  if (answer.kind === "possible") {
    const more = answer.shortfall - answer.before;
    return more > GIVES * Math.max(1, answer.before) ? `All of it can hold, at the price of ${amountText(more)} weighted shortfall-years more${answer.worse.length === 0 ? "" : ` (most in ${answer.worse[0]!.name})`}.` : "All of it can hold, and the shortfall is no larger for it.";
  }
  const { members, more } = answer;
  const [only] = members;
  const first = members.length === 1 ? `By itself it cannot be: ${only!.words}.${only!.because === undefined ? "" : ` ${only!.because}`}` : `These ${members.length} cannot hold together, and without any one of them the others can: ${clausesText(members.map((it) => it.words))}.`;
  const mends = members.flatMap((it) => (it.mend === undefined ? [] : [it.mend.words]));
  const mend = mends.length > 0 ? ` Any one of these would mend ${more === true ? "this one" : "it"}: ${clausesText(mends)}.` : "";
  return `${first}${members.length === 1 ? "" : ` ${smallestText(answer)}`}${mend}${more === true ? " There is another clash besides." : ""}`;
}

/** Whether fewer could clash, in a sentence. */
export function smallestText({ members, atLeast, proofSolves }: Extract<ClashAnswer, { readonly kind: "clash" }>): string {
  if (atLeast >= members.length) return "Smallest: proved, no fewer clash.";
  return `Irreducible; a smaller one${atLeast > 1 ? `, of ${atLeast} or more,` : ""} is not ruled out within ${proofSolves} solves.`;
}

/** The plan's model with the demands as hard rows at its end, without an objective, and the groups that can be let go as one. @throws DemandError */
export function clashModel({ world, freedom, demands: wishes, exceeded }: Pick<ClashAsk, "world" | "freedom" | "demands" | "exceeded">): { readonly formulation: Formulation; readonly asked: MilpModel; readonly groups: readonly Group[]; readonly demands: readonly DemandRows[] } {
  const formulation = formulate(world, { ...freedom, ...(freedom.roles ? { leads: "any" as const } : {}) });
  const demands = wishes.map((it) => demandRows(formulation, it));
  // A price holds only with its lot: the slack that lets a plan miss it is shut.
  const firm = withUppersAt(formulation.model, new Map([...formulation.on.lotSlack.flatMap((column, joint): [number, number][] => (freedom.joints[joint]?.active === true ? [[column, GIVES]] : [])), ...formulation.on.elastic.map((column): [number, number] => [column, (exceeded?.[column] ?? 0) + GIVES]), ...usefulUppers(formulation)]));
  let at = firm.rowCount;
  const groups: Group[] = demands.map((demand): Group => ({ kind: "demand", demand, rows: demand.rows.map(() => at++) }));
  for (const fact of factGroups(formulation)) groups.push({ kind: "fact", fact, rows: fact.rows });
  return { formulation, asked: withRows(withCost(firm, new Float64Array(firm.colCount)), demands.flatMap((it) => it.rows)), groups, demands };
}

interface Checked {
  readonly clashes: boolean;
  /** Members that the least way out has a price at. */
  readonly support: Set<Group>;
  readonly weight: ReadonlyMap<Group, number>;
  /** Demands that give way in the least way out: without them all the others hold. */
  readonly gives: ReadonlySet<Group>;
}

/**
 * What of a clash is left when everything that can go has gone: halves are tried before their parts, so that a clash of few
 * among many takes about as many solves as it has members, times the halvings.
 */
async function filtered(check: (set: ReadonlySet<Group>) => Promise<Checked>, clashing: ReadonlySet<Group>, order: readonly Group[]): Promise<Set<Group>> {
  let set = new Set(clashing);
  const tryWithout = async (part: readonly Group[]): Promise<void> => {
    const present = part.filter((group) => set.has(group));
    if (present.length === 0) return;
    const without = new Set([...set].filter((group) => !present.includes(group)));
    const tried = await check(without);
    if (tried.clashes) {
      // The prices may leave out even more; whether they may is looked at as everything else is.
      const smaller = tried.support.size < without.size ? await check(tried.support) : undefined;
      set = smaller?.clashes === true ? tried.support : without;
      return;
    }
    if (present.length === 1) return;
    const middle = Math.ceil(present.length / 2);
    await tryWithout(present.slice(0, middle));
    await tryWithout(present.slice(middle));
  };
  // Whatever the halves: each group that is left at the end was tried by itself against a set no smaller than the last.
  const middle = Math.ceil(order.length / 2);
  await tryWithout(order.slice(0, middle));
  await tryWithout(order.slice(middle));
  return set;
}

/** Asks whether a set of groups clashes: rows of the others are let go, so that the model keeps its shape and its basis. */
function filterOf({ desk, model, groups, start }: { readonly desk: Desk; readonly model: MilpModel; readonly groups: readonly Group[]; readonly start: Basis | undefined }): { readonly check: (set: ReadonlySet<Group>) => Promise<Checked>; readonly solves: () => number } {
  let basis = start;
  let solves = 0;
  const check = async (set: ReadonlySet<Group>): Promise<Checked> => {
    const rowLower = Float64Array.from(model.rowLower);
    const rowUpper = Float64Array.from(model.rowUpper);
    for (const group of groups) {
      if (set.has(group)) continue;
      for (const row of group.rows) [rowLower[row], rowUpper[row]] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    solves += 1;
    const answer = await solved(desk, { ...model, rowLower, rowUpper }, basis);
    if (answer.status !== "optimal") throw new NoAnswerError("clash", answer.status, answer.message ?? "the plan without the demands has no solution");
    basis = answer.basis;
    const weight = new Map([...set].map((group) => [group, group.rows.reduce((sum, row) => sum + Math.abs(answer.dual[row] ?? 0), 0)]));
    const first = model.colCount - groups.filter((it) => it.kind === "demand").length;
    const gives = new Set(groups.filter((group, at) => group.demand !== undefined && answer.primal[first + at]! > GIVES * group.demand.size));
    return { clashes: answer.objective > GIVES, gives, weight, support: new Set([...set].filter((group) => weight.get(group)! > TAKES_PART)) };
  };
  return { check, solves: () => solves };
}

/** Facts before demands, those that matter least first: what stays is what was asked, and few facts with large prices. */
const inOrder = (weight: ReadonlyMap<Group, number>, set: ReadonlySet<Group>): readonly Group[] => [...set].sort((a, b) => (a.kind === b.kind ? (weight.get(a) ?? 0) - (weight.get(b) ?? 0) : a.kind === "fact" ? -1 : 1));

/** The least that one member alone would have to give way in the whole model. */
async function mendOf({ desk, asked, group, start }: { readonly desk: Desk; readonly asked: MilpModel; readonly group: Group; readonly start: Basis | undefined }): Promise<Pick<ClashMember, "mend">> {
  const { demand } = group;
  const fact = group.fact?.told();
  if (fact?.canGive === false) return {};
  const slack: AddedColumn[] = demand !== undefined ? [{ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1, entries: group.rows.map((row, k) => [row, -demand.gives[k]!] as const) }] : group.rows.map((row, k): AddedColumn => ({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1, entries: [[row, fact!.signs[k]! / fact!.scales[k]!]] }));
  const answer = await solved(desk, withColumns(asked, slack), widened(start, asked.colCount + slack.length, asked.rowCount));
  if (answer.status !== "optimal") return {};
  const gives = [...answer.primal.subarray(asked.colCount)];
  const amount = gives.reduce((sum, it) => sum + it, 0);
  const words = demand !== undefined ? demand.eased(amount) : fact!.eased(gives);
  return { mend: { words, amount, unit: demand?.unit ?? fact!.unit } };
}

/** What the demands cost: the shortfall with them against that without, both with any ally free to lead. */
async function possible({ desk, world, freedom, demands, exceeded, start, formulation, asked }: ClashAsk & { readonly formulation: Formulation; readonly asked: MilpModel }): Promise<ClashAnswer> {
  const plain = demands.length === 0 ? asked : clashModel({ world, freedom, demands: [], ...(exceeded !== undefined && { exceeded }) }).asked;
  const [was, is] = [await leastShortfall({ desk, formulation, model: plain, start }), await leastShortfall({ desk, formulation, model: asked, start })];
  const [before, after] = [shortfallParts(formulation, was.primal), shortfallParts(formulation, is.primal)];
  const constant = formulation.constants.shortfall;
  const worse = [...after].map(([what, amount]) => ({ what, name: world.nameOf(what), amount: amount - (before.get(what) ?? 0) })).filter((it) => it.amount > GIVES * Math.max(1, was.objective + constant)).sort((a, b) => b.amount - a.amount);
  return { kind: "possible", shortfall: is.objective + constant, before: was.objective + constant, worse };
}

async function leastShortfall({ desk, formulation, model, start }: { readonly desk: Desk; readonly formulation: Formulation; readonly model: MilpModel; readonly start: Basis | undefined }): Promise<SolveAnswer> {
  const answer = await solved(desk, withCost(model, formulation.costs.shortfall), widened(start, model.colCount, model.rowCount));
  if (answer.status !== "optimal") throw new NoAnswerError("demands", answer.status, answer.message);
  return answer;
}

async function solved(desk: Desk, model: MilpModel, start: Basis | undefined): Promise<SolveAnswer> {
  if (desk.signal?.aborted) throw new StoppedError();
  const answer = await desk.solver.solve({ model, timeLimit: desk.timeLimit, name: "demands", ...(start === undefined ? {} : { start }) }, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  return answer;
}

// A status of a column at its lower bound, and of a row or column in the basis, as the solver codes them.
const [AT_LOWER, BASIC] = [0, 1];

/** The basis of a model that has got more columns, at their lower bounds, and more rows, with their slacks in it. */
function widened(start: Basis | undefined, columns: number, rows: number): Basis | undefined {
  if (start === undefined || start.colStatus.length > columns || start.rowStatus.length > rows) return undefined;
  const colStatus = new Int32Array(columns).fill(AT_LOWER);
  colStatus.set(start.colStatus);
  const rowStatus = new Int32Array(rows).fill(BASIC);
  rowStatus.set(start.rowStatus);
  return { colStatus, rowStatus };
}

/** Most of each purchase that could count. The model's own caps are what money could buy as well, which here is a fact of its own: the budget's. */
const usefulUppers = ({ on, model }: Formulation): readonly (readonly [number, number])[] =>
  on.goods.flatMap((it) => Array.from({ length: on.world.years.length - it.first }, (_, k) => [it.column + k, Math.max(model.colUpper[it.column + k]!, on.world.useful[it.nation]![it.good]! / it.scale)] as const));

function withUppersAt(model: MilpModel, uppers: ReadonlyMap<number, number>): MilpModel {
  const colUpper = Float64Array.from(model.colUpper);
  for (const [column, upper] of uppers) colUpper[column] = upper;
  return { ...model, colUpper };
}
