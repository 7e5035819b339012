import { assert } from "#stdx";
import type { Freedom } from "../freedom.ts";
import type { Solver, StopSignal } from "../solver.ts";
import { type Desk, NoAnswerError, StoppedError } from "../stage.ts";
import type { World } from "../world.ts";
import { Ahead, type Known, type Prepared, type Solution } from "./ahead.ts";
import { answerOf, type ExactOutcome, type QuickAnswer, type WhatIfAnswer } from "./answer.ts";
import { type Change, changed } from "./change.ts";
import { type Counted, countedOf } from "./effect.ts";
import { keptOf, pointFrom } from "./kept.ts";
import { type Cheapest, cheapestOf } from "./least-money.ts";
import { WHAT_IF } from "./parameters.ts";
import { exactly, searchOf, solvedBase } from "./pose-search.ts";
import { poseRepriced } from "./reprice.ts";
import { exactSearch, type Found, isStopped, knownAnswer, quickSearch } from "./search.ts";
import { standardQuestions } from "./standard-questions.ts";
import { planIn, type Point, type Posed, type PosedNear, poseNear, type Solved } from "./state.ts";
import { Switch } from "./switch.ts";

export interface WhatIfAsk {
  readonly world: World;
  /** What may be decided. Target shares, agreements, adoptions and leads are given: they stay as they are but for what a change takes away. */
  readonly freedom: Freedom;
  /** With two threads an exact solve in the background keeps no quick one waiting. */
  readonly solver: Solver;
  readonly signal?: StopSignal;
  /** Most time for a solve from nothing: of the base plan, and where no start helps. Absent: 600. Unit: s. */
  readonly timeLimit?: number;
}

/** Questions to one base plan, one on top of the other. */
export interface WhatIf {
  /** The plan that questions are asked about. Its money is known once `exactBase` or the exact answer to a question has made it least. */
  readonly base: WhatIfAnswer;
  /** Makes the money of the base least, once. A running exact solve is given up. */
  readonly exactBase: () => Promise<ExactOutcome>;
  readonly world: World;
  /** Changes that stand, oldest first: the next question is asked on top of them. */
  readonly standing: () => readonly Change[];
  /** Adds changes and answers for all that stand. A running exact solve is given up. @throws ChangeError (nothing is added), StoppedError, NoAnswerError */
  readonly ask: (changes: Change | readonly Change[]) => Promise<QuickAnswer>;
  /** Takes the changes of the last question back and answers for what is left, from memory. Nothing stands: answers the base. */
  readonly undo: () => WhatIfAnswer;
  /** Takes everything back. */
  readonly revert: () => WhatIfAnswer;
  /** Stops what is being solved: the question in hand ends with `StoppedError` and is not added, an exact solve as `stopped`. */
  readonly cancel: () => void;
  /**
   * Solves questions to the base ahead of being asked, as many at once as the solver can and only while nothing else is solved; a question gives
   * up the solves in hand. One that is ready is answered exactly as soon as it is asked, and one that differs from it in one
   * number alone starts from it. Ends with `rebase` and the caller's signal, and says how many are ready.
   */
  readonly prepare: (ask?: PreparationAsk) => Promise<Prepared>;
  /** Makes the exact plan with everything that stands the base of the questions that follow. Nothing stands then. @throws StoppedError, NoAnswerError */
  readonly rebase: () => Promise<WhatIfAnswer>;
}

export interface PreparationAsk {
  /** Absent: the standard questions. */
  readonly changes?: readonly Change[];
  /** Time in the solver, of all threads together, after which nothing more is begun. Absent: as long as it takes. Unit: s. */
  readonly seconds?: number;
  /** Awaited before each question, whose model is written in the caller's thread: for whoever must answer others in between. */
  readonly turn?: () => Promise<void>;
}

/** A question that stands. */
interface Standing {
  readonly asked: readonly Change[];
  readonly posed: Posed;
  found: Found;
  answer: WhatIfAnswer;
  cheapest?: Cheapest;
  readonly leastShort: Promise<ExactOutcome>;
  readonly exact: Promise<ExactOutcome>;
}

/** A base plan with what is read off it. */
interface Root {
  readonly solved: Solved & Found;
  answer: WhatIfAnswer;
  readonly counted: Counted;
  cheapest?: Cheapest | undefined;
}

/**
 * Opens a session: the base plan is solved once and kept with its prices and basis. A question then takes a lower bound from
 * the base's prices at once, a plan from a restricted solve, and the exact answer in the background: the least shortfall, and
 * then, as in a plan, the least money for it, of the base and of the question alike.
 * @throws NoAnswerError, StoppedError. Source: weak duality; sifting (Bixby and others, 1992)
 * @example const it = await whatIf({ world, freedom, solver }); (await it.ask({ kind: "budget", nation: "XAA", factor: 1.05 })).gap // → below 1e-4
 */
export async function whatIf(ask: WhatIfAsk): Promise<WhatIf> {
  assert(ask.freedom.open === undefined, "a what-if session is about a plan whose whole-number choices are made");
  const desk: Desk = { solver: ask.solver, signal: ask.signal, timeLimit: ask.timeLimit ?? TIME_LIMIT };
  return new Session(desk, await solvedBase(desk, { world: ask.world, freedom: ask.freedom }));
}

const TIME_LIMIT = 600;

class Session implements WhatIf {
  private readonly desk: Desk;
  private readonly stack: Standing[] = [];
  private root: Root;
  private running = new Switch();
  private ahead: Ahead;

  constructor(desk: Desk, solved: Solved & Found) {
    this.desk = desk;
    this.root = rootOf(solved);
    this.ahead = new Ahead(solved.case.world.years);
    desk.signal?.addEventListener("abort", () => {
      this.cancel();
      this.ahead.end();
    }, { once: true });
  }

  get base(): WhatIfAnswer {
    return this.root.answer;
  }

  async exactBase(): Promise<ExactOutcome> {
    try {
      const signal = this.started();
      this.ahead.pause();
      try {
        await this.cheapestBase(signal);
      } finally {
        this.ahead.resume();
      }
      return { kind: "exact", answer: this.base };
    } catch (cause) {
      return outcomeOf(cause);
    }
  }

  get world(): World {
    return this.root.solved.case.world;
  }

  standing(): readonly Change[] {
    return this.stack.flatMap((it) => it.asked);
  }

  async ask(changes: Change | readonly Change[]): Promise<QuickAnswer> {
    const asked = "kind" in changes ? [changes] : changes;
    const below = this.stack.at(-1);
    const from: Solved = below === undefined ? this.root.solved : { ...below.posed, ...below.found };
    const next = asked.reduce(changed, from.case);
    const signal = this.started();
    this.ahead.pause();
    try {
      const near = poseRepriced(from, next, asked) ?? poseNear(from, next, next.world.value(WHAT_IF.breach));
      const { posed } = near;
      const found = await this.sought(near, { asked, signal, known: below === undefined && asked.length === 1 ? this.ahead.nearest(asked[0]!) : undefined });
      if (isStopped(signal)) throw new StoppedError();
      const answer = answerOf({ changes: [...this.standing(), ...asked], posed, found, before: this.root.counted });
      const [leastShort, exact] = [promised<ExactOutcome>(), promised<ExactOutcome>()];
      const entry: Standing = { asked, posed, found, answer, leastShort: leastShort.promise, exact: exact.promise };
      this.stack.push(entry);
      this.ahead.pause();
      const { ahead } = this;
      const onShort = (outcome: ExactOutcome): void => {
        if (outcome.kind === "exact" && below === undefined && asked.length === 1) ahead.keep(asked[0]!, keptOf({ from: near.point, to: entry.found, units: near.units }));
        leastShort.settle(outcome);
      };
      void this.finish(entry, signal, onShort).then((outcome) => {
        ahead.resume();
        exact.settle(outcome);
      });
      return { ...answer, leastShort: entry.leastShort, exact: entry.exact };
    } finally {
      this.ahead.resume();
    }
  }

  async prepare({ changes, seconds = Number.POSITIVE_INFINITY, turn }: PreparationAsk = {}): Promise<Prepared> {
    const { solved } = this.root;
    const families = changes === undefined ? standardQuestions(solved.case) : changes.map((far) => ({ far, between: [] }));
    const solve = async (change: Change, signal: StopSignal): Promise<Solution> => {
      await turn?.();
      if (isStopped(signal)) throw new StoppedError();
      const near = poseNear(solved, changed(solved.case, change), solved.case.world.value(WHAT_IF.breach));
      const { posed, point, units } = near;
      const search = searchOf({ desk: this.desk, posed, point, changes: [change], signal });
      // The base's own plan and prices answer it: nothing need be kept.
      if (knownAnswer(search, 0) !== undefined) return { kept: undefined, seconds: 0 };
      const start = startFrom(near, this.ahead.nearest(change));
      const found = await exactSearch({ ...exactly({ ...search, start: start ?? point }, this.desk), ...(change.kind === "nation-out" && { warmTime: 0 }) });
      return { kept: keptOf({ from: point, to: found, units }), seconds: found.seconds };
    };
    return this.ahead.prepare({ families, solve, seconds, width: this.desk.solver.parallel });
  }

  /** A plan for a posed question: proved anew from its own exact solution where that is known, else from the nearest that is. */
  private async sought(near: PosedNear, { asked, signal, known }: { readonly asked: readonly Change[]; readonly signal: StopSignal; readonly known: Known | undefined }): Promise<Found> {
    const start = startFrom(near, known);
    const search = searchOf({ desk: this.desk, posed: near.posed, point: start ?? near.point, changes: asked, signal });
    const exact = known?.isSame === true && start !== undefined ? knownAnswer(search, 0) : undefined;
    return exact ?? (await quickSearch(search)) ?? (await exactSearch(exactly(search, this.desk)));
  }

  undo(): WhatIfAnswer {
    this.cancel();
    this.stack.pop();
    return this.stack.at(-1)?.answer ?? this.base;
  }

  revert(): WhatIfAnswer {
    this.cancel();
    this.stack.length = 0;
    return this.base;
  }

  cancel(): void {
    this.running.abort();
  }

  async rebase(): Promise<WhatIfAnswer> {
    const top = this.stack.at(-1);
    if (top === undefined) return this.base;
    let outcome = await top.leastShort;
    if (outcome.kind === "stopped") outcome = await this.shortened(top, this.started());
    if (outcome.kind === "stopped") throw new StoppedError();
    if (outcome.kind === "failed") throw new NoAnswerError("what-if", "failed", outcome.reason);
    this.root = rootOf({ ...top.posed, ...top.found }, top.cheapest);
    // What was prepared was about the base before.
    this.ahead.end();
    this.ahead = new Ahead(this.world.years);
    this.stack.length = 0;
    return this.base;
  }

  /** Gives up what is being solved and starts something else. */
  private started(): Switch {
    this.cancel();
    if (this.desk.signal?.aborted === true) throw new StoppedError();
    this.running = new Switch();
    return this.running;
  }

  /** Solves the whole model from what was found, first for the shortfall, then for money, and puts each answer in the place of the one before. */
  private async finish(entry: Standing, signal: StopSignal, onShort: (outcome: ExactOutcome) => void): Promise<ExactOutcome> {
    const { root } = this;
    const short = await this.shortened(entry, signal);
    onShort(short);
    if (short.kind !== "exact") return short;
    try {
      const before = await this.cheapestBase(signal);
      const after = await cheapestOf({ desk: { ...this.desk, signal }, posed: entry.posed, found: entry.found, rather: planIn(entry.posed, { of: root.solved, primal: before.primal }) });
      entry.cheapest = after;
      entry.answer = answerOf({ changes: entry.answer.changes, posed: entry.posed, found: entry.found, before: root.counted, cheapest: { before, after } });
      return { kind: "exact", answer: entry.answer };
    } catch (cause) {
      return outcomeOf(cause);
    }
  }

  /** Makes the shortfall of a question least. */
  private async shortened(entry: Standing, signal: StopSignal): Promise<ExactOutcome> {
    try {
      const { posed, found, answer } = entry;
      const exact = found.isExact ? found : await exactSearch(exactly(searchOf({ desk: this.desk, posed, point: found, changes: [], signal }), this.desk));
      // What the quick prices prove is not given up.
      entry.found = { ...exact, bound: Math.max(exact.bound, found.bound) };
      entry.answer = answerOf({ changes: answer.changes, posed, found: entry.found, before: this.root.counted });
      return { kind: "exact", answer: entry.answer };
    } catch (cause) {
      return outcomeOf(cause);
    }
  }

  /** The cheapest plan of the base, sought when it is first asked for. */
  private async cheapestBase(signal: StopSignal): Promise<Cheapest> {
    const { root } = this;
    if (root.cheapest === undefined) {
      root.cheapest = await cheapestOf({ desk: { ...this.desk, signal }, posed: root.solved, found: root.solved });
      root.answer = baseAnswer(root);
    }
    return root.cheapest;
  }
}

const outcomeOf = (cause: unknown): ExactOutcome => (cause instanceof StoppedError ? { kind: "stopped" } : { kind: "failed", reason: cause instanceof Error ? cause.message : String(cause) });

/** A promise that somebody else settles. */
function promised<Value>(): { readonly promise: Promise<Value>; readonly settle: (value: Value) => void } {
  let settle: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => { settle = resolve; });
  return { promise, settle };
}

/** The point that is known of a posed question, or of one like it. */
const startFrom = ({ posed, point, units }: PosedNear, known: Known | undefined): Point | undefined => (known === undefined ? undefined : pointFrom(known.kept, { start: point, units, model: posed.elastic.model }));

function rootOf(solved: Solved & Found, cheapest?: Cheapest): Root {
  const counted = countedOf(solved, solved.primal);
  return { solved, counted, cheapest, answer: baseAnswer({ solved, counted, cheapest }) };
}

const baseAnswer = ({ solved, counted, cheapest }: Omit<Root, "answer">): WhatIfAnswer => answerOf({ changes: [], posed: solved, found: solved, before: counted, ...(cheapest !== undefined && { cheapest: { before: cheapest, after: cheapest } }) });
