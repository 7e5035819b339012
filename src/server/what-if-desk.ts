import { ChangeError, type ExactOutcome, type Prepared, type QuickAnswer, type WhatIf } from "#engines/plan";
import { type AskedLever, changeFault, leverIds, mendOfChange, type Results, whatIfView, type WhatIfView } from "#views";
import { type EventLog, eventLog } from "./event-log.ts";
import { turns } from "./turns.ts";
import type { View } from "./view.ts";

/** Where a question stands. An answer stays when what came after it failed or was stopped. */
export interface WhatIfState {
  /** `waiting`: for its turn; `opening`: the plan is put before the solver; `quick` and `exact`: answered; `cancelled`, `failed`. */
  readonly state: "waiting" | "opening" | "quick" | "exact" | "cancelled" | "failed";
  readonly answer?: WhatIfView;
  /** What is being made least, while the exact answer is made. */
  readonly stage?: "shortfall" | "money";
  /** Estimate of the time to the next answer, from the last of its kind. Unit: s. */
  readonly secondsLeft?: number;
  /** What is wrong, and how to mend it. */
  readonly problem?: string;
  readonly mend?: string;
  /** The lever that is refused, as it was asked: without it the others can be answered. */
  readonly lever?: string;
}

/** Nothing more comes of it unless it is asked again. */
export const isOver = ({ state }: WhatIfState): boolean => state === "exact" || state === "cancelled" || state === "failed";

/** Answers what changed levers do to the plans of views; each view has a solver of its own, and sees no other's questions. */
export interface WhatIfDesk {
  /** Asks, or finds the question that was asked before. Absent: as many views as may ask at once are being answered. */
  readonly ask: (view: View, asked: readonly AskedLever[]) => EventLog<WhatIfState> | undefined;
  /** Puts the plan of a view before its solver ahead of the first question, in a calm moment. Nothing where another view would have to give way. */
  readonly prepare: (view: View) => void;
  /** Stops a question. Its quick answer stays. */
  readonly cancel: (view: View, asked: readonly AskedLever[]) => void;
  /** Whether the question is answered already, so that asking costs nothing. */
  readonly knows: (view: View, asked: readonly AskedLever[]) => boolean;
  readonly close: () => Promise<void>;
}

/** A plan before a solver, and how to let go of both. */
export interface OpenPlan {
  readonly session: WhatIf;
  readonly close: () => Promise<void>;
}

export interface WhatIfDeskAsk {
  /** Puts a plan before a solver, and says which part of that is done. */
  readonly open: (results: Planned, signal: AbortSignal, onDone: (part: number) => void) => Promise<OpenPlan>;
  /** Clock. Unit: s. */
  readonly now: () => number;
  /** Views answered at once: each holds a solver. */
  readonly most: number;
  /** A view that asked nothing for so long lets go of its solver. Unit: s. */
  readonly idleSeconds: number;
  /** Most time in the solver for the standard questions of a view, solved ahead while nobody asks; 0: never. Unit: s. */
  readonly aheadSeconds: number;
  /** Waits for a moment in which nobody asks for anything, before what nobody waits for is begun. Absent: that is every moment. */
  readonly calm?: (signal: AbortSignal) => Promise<void>;
  /** Told when solving ahead begins for a view, and when it has ended. */
  readonly onAhead?: (it: AheadTold) => void;
}

/** `begun`: for so much time in the solver at most. `ended`: what is ready, and what it took. */
export type AheadTold = { readonly kind: "begun"; readonly mostSeconds: number } | ({ readonly kind: "ended" } & Pick<Prepared, "ready" | "of" | "seconds" | "bytes">);

export type Planned = Results & { readonly comparison: NonNullable<Results["comparison"]> };

/** A desk without questions. */
export function whatIfDesk(ask: WhatIfDeskAsk): WhatIfDesk {
  const lines = new Map<string, Line>();
  const turn = turns();
  const drop = (key: string): Promise<void> | undefined => {
    const line = lines.get(key);
    lines.delete(key);
    return line?.close();
  };
  const sweep = setInterval(() => {
    for (const [key, line] of lines) if (!line.isBusy() && ask.now() - line.askedAt() > ask.idleSeconds) void drop(key);
  }, SWEEP_MS).unref();
  const lineOf = (view: View): Line | undefined => {
    const known = lines.get(view.key);
    if (known !== undefined && known.results === view.results) return known;
    void drop(view.key);
    if (lines.size >= ask.most) {
      // What was put before a solver and never asked gives way first.
      const idle = [...lines].filter(([, it]) => !it.isBusy()).sort(([, a], [, b]) => Number(a.wasAsked()) - Number(b.wasAsked()) || a.askedAt() - b.askedAt())[0];
      if (idle === undefined) return undefined;
      void drop(idle[0]);
    }
    const line = lineFor(view, ask, turn);
    lines.set(view.key, line);
    view.stop.signal.addEventListener("abort", () => void (lines.get(view.key) === line && drop(view.key)), { once: true });
    return line;
  };
  return {
    ask: (view, asked) => lineOf(view)?.ask(asked),
    prepare: (view) => {
      if (view.results.comparison !== undefined && (lines.has(view.key) || lines.size < ask.most)) lineOf(view)?.prepare();
    },
    cancel: (view, asked) => lines.get(view.key)?.cancel(asked),
    knows: (view, asked) => lines.get(view.key)?.knows(asked) ?? false,
    close: async () => {
      clearInterval(sweep);
      await Promise.all([...lines.keys()].map(drop));
    },
  };
}

const SWEEP_MS = 30_000;
// Of what has only just begun nobody can say how long it takes. Unit: share.
const LEAST_DONE = 0.05;
// Questions of one view whose answers are kept: as many as a morning of trying has.
const KEPT = 200;

/** A question with what was told of it. */
interface Question {
  readonly key: string;
  readonly asked: readonly AskedLever[];
  readonly log: EventLog<WhatIfState>;
  wants: "quick" | "exact" | "nothing";
}

/** What stands in the session, as it was asked. */
interface Stood {
  readonly keys: readonly string[];
  readonly exact: Promise<ExactOutcome>;
}

/** The questions of one view, answered by one session, one after the other. */
interface Line {
  readonly results: Results;
  readonly ask: (asked: readonly AskedLever[]) => EventLog<WhatIfState>;
  readonly cancel: (asked: readonly AskedLever[]) => void;
  readonly knows: (asked: readonly AskedLever[]) => boolean;
  readonly prepare: () => void;
  readonly isBusy: () => boolean;
  readonly wasAsked: () => boolean;
  /** When it was last asked; of one that never was, when it was made. */
  readonly askedAt: () => number;
  readonly close: () => Promise<void>;
}

const keyOf = (asked: readonly AskedLever[]): string => JSON.stringify(asked.map((it) => it.changes));

function lineFor(view: View, { open, now, aheadSeconds, calm = async () => undefined, onAhead }: WhatIfDeskAsk, turn: () => Promise<void>): Line {
  const results = view.results as Planned;
  const stop = new AbortController();
  const questions = new Map<string, Question>();
  const stack: Stood[] = [];
  let plan: Promise<OpenPlan> | undefined;
  let session: WhatIf | undefined;
  let working: Promise<void> | undefined;
  let current: Question | undefined;
  let askedAt = now();
  let wasAsked = false;
  let [leftToOpen, exactSeconds]: (number | undefined)[] = [];

  /** Quick answers go first. An exact one that was overtaken is only made for whoever still waits for it. */
  const next = (): Question | undefined => {
    const all = [...questions.values()].reverse();
    for (const it of all.slice(1)) {
      if (it.wants !== "exact" || it === current || it.log.isFollowed()) continue;
      it.wants = "nothing";
      tell(it, { state: "cancelled" });
    }
    return all.find((it) => it.wants === "quick") ?? all.find((it) => it.wants === "exact");
  };

  async function work(): Promise<void> {
    for (let question = next(); question !== undefined && !stop.signal.aborted; question = next()) {
      current = question;
      try {
        await answer(question);
      } catch (error) {
        if (question.wants === "nothing" || stop.signal.aborted) tell(question, { state: "cancelled" });
        // A question that another one overtook is asked again.
        else if (!(error instanceof Error && error.name === "StoppedError")) {
          question.wants = "nothing";
          tell(question, { state: "failed", ...wrongWith(error, question) });
        }
      }
      current = undefined;
    }
    working = undefined;
  }

  /** Puts the plan before the solver, once. What fails is tried again by the next question. */
  const opening = (): Promise<OpenPlan> => {
    if (plan !== undefined) return plan;
    const start = now();
    const it = open(results, stop.signal, (part) => {
      const left = part < LEAST_DONE ? undefined : Math.ceil((now() - start) * (1 / part - 1));
      if (left === leftToOpen) return;
      leftToOpen = left;
      for (const one of questions.values()) if (one.log.latest().value.state === "opening") tellOpening(one);
    });
    plan = it;
    it.catch(() => { plan = undefined; });
    return it;
  };

  const tellOpening = (it: Question): void => tell(it, { state: "opening", ...(leftToOpen !== undefined && { secondsLeft: leftToOpen }) });

  async function solveAhead(opened: WhatIf): Promise<void> {
    onAhead?.({ kind: "begun", mostSeconds: aheadSeconds });
    const calmTurn = async (): Promise<void> => {
      await calm(stop.signal);
      await turn();
    };
    const { ready, of, seconds, bytes } = await opened.prepare({ seconds: aheadSeconds, turn: calmTurn });
    onAhead?.({ kind: "ended", ready, of, seconds, bytes });
  }

  function wrongWith(error: unknown, { asked }: Question): Pick<WhatIfState, "problem" | "mend" | "lever"> {
    if (error instanceof ChangeError) {
      const lever = asked.find((it) => it.changes.includes(error.change))?.text;
      return { ...(lever !== undefined && { lever }), problem: changeFault(error), mend: session === undefined ? "" : mendOfChange(error.change, leverIds(session.world), (it) => `${it}:`) };
    }
    return { problem: `The question could not be answered: ${error instanceof Error ? error.message : String(error)}`, mend: "Ask again; if it persists, report it with the run key." };
  }

  async function answer(question: Question): Promise<void> {
    const start = now();
    if (session === undefined) {
      // What keeps one of them keeps all of them: nobody waits for a turn that has not begun.
      const waiting = (state: WhatIfState["state"]): readonly Question[] => [...questions.values()].filter((it) => it !== question && it.log.latest().value.state === state);
      for (const it of [question, ...waiting("waiting")]) tellOpening(it);
      session = (await opening()).session;
      for (const it of waiting("opening")) tell(it, { state: "waiting" });
      // It gives way to every question, and ends with the view.
      if (aheadSeconds > 0) void solveAhead(session);
      if (question.wants === "nothing") return tell(question, { state: "cancelled" });
    }
    const opened = session;
    const told = (state: "quick" | "exact", it: WhatIf["base"]): void => {
      tell(question, { state, answer: whatIfView(results, { session: opened, asked: question.asked, answer: it, seconds: now() - start }), ...(state === "quick" && { stage: it.kind === "exact" ? "money" : "shortfall", ...(exactSeconds !== undefined && { secondsLeft: exactSeconds }) }) });
    };
    if (question.asked.length === 0) return settle(question, { first: opened.base, exact: opened.base.money === undefined ? opened.exactBase() : Promise.resolve({ kind: "exact", answer: opened.base }), told, start });
    const quick = await stand(opened, question);
    await settle(question, { first: quick, leastShort: quick.leastShort, exact: quick.exact, told, start });
  }

  interface Settling {
    readonly first: WhatIf["base"];
    readonly leastShort?: QuickAnswer["leastShort"];
    readonly exact: QuickAnswer["exact"];
    readonly told: (state: "quick" | "exact", it: WhatIf["base"]) => void;
    readonly start: number;
  }

  /** Tells what is known, then the least shortfall, then both with their money. */
  async function settle(question: Question, { first, leastShort, exact, told, start }: Settling): Promise<void> {
    if (question.wants === "quick") question.wants = "exact";
    // What was told stays while the same is made again, but for what is better known now.
    if (isNews(question, first)) told("quick", first);
    // Another question may have come while this one was answered; it goes first.
    if ([...questions.values()].some((it) => it.wants === "quick")) return session?.cancel();
    const short = await leastShort;
    if (short?.kind === "exact" && isNews(question, short.answer)) told("quick", short.answer);
    const outcome = await exact;
    if (outcome.kind === "stopped") return question.wants === "nothing" ? tell(question, { state: "cancelled" }) : undefined;
    question.wants = "nothing";
    exactSeconds = now() - start;
    if (outcome.kind === "exact") told("exact", outcome.answer);
    else tell(question, { state: "failed", problem: `The quick answer stands, but the exact one was not found: ${outcome.reason}`, mend: "Plan again; if it persists, report it with the run key." });
  }

  /** Whether nothing was told of a question yet, or less than an answer says. */
  function isNews({ log }: Question, { kind }: WhatIf["base"]): boolean {
    const told = log.latest().value.answer;
    return told === undefined || (told.kind === "quick" && kind === "exact");
  }

  /** Has the session stand where the question is: what it shares with what stands is kept, and the rest is asked on top. */
  async function stand(opened: WhatIf, { asked }: Question): Promise<QuickAnswer> {
    const keys = asked.map((it) => keyOf([it]));
    const standing = (): readonly string[] => stack.flatMap((it) => it.keys);
    const isBelow = (): boolean => {
      const all = standing();
      return all.length < keys.length && all.every((it, at) => it === keys[at]);
    };
    while (stack.length > 0 && !isBelow()) {
      opened.undo();
      stack.pop();
    }
    const from = standing().length;
    const quick = await opened.ask(asked.slice(from).flatMap((it) => it.changes));
    stack.push({ keys: keys.slice(from), exact: quick.exact });
    return quick;
  }

  const tell = (question: Question, state: WhatIfState): void => {
    const { answer: known } = question.log.latest().value;
    question.log.tell({ ...(known !== undefined && { answer: known }), ...state });
  };

  return {
    results,
    prepare: () => {
      void calm(stop.signal).then(() => {
        if (!stop.signal.aborted) opening().catch(() => undefined);
      });
    },
    isBusy: () => working !== undefined,
    wasAsked: () => wasAsked,
    askedAt: () => askedAt,
    knows: (asked) => questions.get(keyOf(asked))?.log.latest().value.answer !== undefined,
    ask: (asked) => {
      askedAt = now();
      wasAsked = true;
      const key = keyOf(asked);
      const known = questions.get(key);
      const question: Question = known ?? { key, asked, log: eventLog<WhatIfState>({ state: plan !== undefined && session === undefined ? "opening" : "waiting" }), wants: "quick" };
      questions.delete(key);
      questions.set(key, question);
      const latest = question.log.latest().value;
      if (question.wants === "nothing" && latest.state !== "exact") {
        question.wants = latest.answer === undefined ? "quick" : "exact";
        tell(question, { state: latest.answer === undefined ? "waiting" : "quick" });
      }
      if (questions.size > KEPT) {
        const oldest = [...questions.values()].find((it) => it.wants === "nothing");
        if (oldest !== undefined) questions.delete(oldest.key);
      }
      // A new question goes before the exact answer of an old one.
      if (question.wants === "quick" && current !== undefined && current !== question && current.wants === "exact") session?.cancel();
      if (question.wants !== "nothing") working ??= work();
      return question.log;
    },
    cancel: (asked) => {
      const question = questions.get(keyOf(asked));
      if (question === undefined || question.wants === "nothing") return;
      question.wants = "nothing";
      if (question === current) session?.cancel();
      else tell(question, { state: "cancelled" });
    },
    close: async () => {
      stop.abort();
      session?.cancel();
      for (const it of questions.values()) {
        if (it.wants === "nothing") continue;
        it.wants = "nothing";
        if (it !== current) tell(it, { state: "cancelled" });
      }
      await working;
      const opened = await plan?.catch(() => undefined);
      await opened?.close();
    },
  };
}
