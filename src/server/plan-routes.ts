import type { FastifyReply, FastifyRequest } from "fastify";
import { writePdf } from "#adapters/pdf";
import type { PlanStore, StoredPlan } from "#adapters/runs";
import { writeXlsx } from "#adapters/xlsx";
import type { ContractName } from "#api/contract";
import { type Gains, OWNER_NAME, planInputs, readerText, type Viewer, viewKeyOf } from "#app";
import { clashText, type Demand, DemandError, shiftRooms } from "#engines/plan";
import { type AskedLever, explainScenarios, explainWhatIf, gainsView, inLanguage, leversView, LEVERS_MOST, markingOf, namesOnlySeen, type Paper, plansCompared, plansView, procurementView, readNamedDemand, readNamedLever, reportCommandText, reportFile, reportView, type Results, scenariosView, whyOf, whatIfNamed, type WhatIfView, shortSteps } from "#views";
import { sendEvents } from "./events.ts";
import { type Gate, OFFICER } from "./gate.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Planner } from "./planner.ts";
import { problem, REFUSALS, RefusalError } from "./problem.ts";
import { isStudyOver, type Extent, type StudyDesk, type StudyState } from "./study-desk.ts";
import { wantsFrench } from "./tongue.ts";
import { sha256 } from "./view-desk.ts";
import type { View } from "./view.ts";
import { isOver, type Planned, type WhatIfDesk, type WhatIfState } from "./what-if-desk.ts";

/** What is asked of made plans, and where named ones are kept. */
export interface PlanServices extends Pick<Planner, "demand" | "gains">, Partial<Pick<Planner, "plan" | "cancel">> {
  readonly whatIf: WhatIfDesk;
  /** Makes studies of uncertainty. Absent: none is made here. */
  readonly studies?: StudyDesk;
  /** Makes ready what may be asked next of the plan of a view that somebody looks at. Absent: nothing is. */
  readonly prepare?: (view: View) => void;
  readonly store: PlanStore;
  /** Parameters set for every run of this server, by id. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Date and time, UTC. */
  readonly now: () => string;
}

type Handler = (view: View, request: FastifyRequest, reply: FastifyReply) => unknown;

export interface PlanRoutesAsk {
  readonly answer: (name: ContractName, handler: Handler) => void;
  /** The same, of a view told in the language that was asked for. */
  readonly spoken: (name: ContractName, handler: Handler) => void;
  /** Takes costly work from the budget of whoever asks. */
  readonly spend: (request: FastifyRequest) => Promise<void>;
  readonly isStillAllowed: (view: View, request: FastifyRequest) => () => boolean;
  readonly gate: Gate;
  readonly life: Lifecycle;
  readonly plans: PlanServices | undefined;
}

interface WhyAsk {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly key: string;
  readonly parts: readonly string[];
}

/** The routes that ask something of a made plan. Each is answered from the view of whoever asks, and kept with that view alone. */
export function planRoutes({ answer, spoken, spend, isStillAllowed, gate, life, plans }: PlanRoutesAsk): { readonly whyWhatIf: (view: View, ask: WhyAsk) => Promise<unknown>; readonly whyStudy: (view: View, ask: WhyAsk) => unknown; /** The named plans that a reader sees. @throws RefusalError where none are kept here */ readonly plansSeen: (view: View, request: FastifyRequest) => Promise<unknown> } {
  const services = (): PlanServices => {
    if (plans === undefined) throw new RefusalError(REFUSALS["not-here"]);
    return plans;
  };
  /** Asks a what-if, and takes it from the budget where it has to be worked out. @throws RefusalError */
  const ask = async (view: View, request: FastifyRequest, asked: readonly AskedLever[]) => {
    const { whatIf } = services();
    plannedOf(view);
    if (!whatIf.knows(view, asked)) await spend(request);
    const log = whatIf.ask(view, asked);
    if (log === undefined) throw new RefusalError(REFUSALS["too-many-what-ifs"]);
    return log;
  };
  /** The answer that a question has when it has one. @throws RefusalError where it fails or is stopped */
  const answered = async (view: View, request: FastifyRequest, asked: readonly AskedLever[], isEnough: (state: WhatIfState) => boolean): Promise<WhatIfState & { readonly answer: WhatIfView }> => {
    const log = await ask(view, request, asked);
    const state = await new Promise<WhatIfState>((resolve) => {
      const stop = log.follow(({ value }) => check(value));
      const check = (value: WhatIfState): void => {
        if (!isEnough(value) && !isOver(value)) return;
        stop();
        resolve(value);
      };
      check(log.latest().value);
    });
    if (state.answer === undefined) throw new RefusalError(state.state === "cancelled" ? REFUSALS.stopping : noLever(state.problem ?? "", state.mend ?? "", state.lever));
    return { ...state, answer: state.answer };
  };
  const hasAnswer = (state: WhatIfState): boolean => state.answer !== undefined;

  spoken("levers", (view) => view.once("levers", () => leversView(plannedOf(view), shiftRooms(planInputs(view.results)))));
  answer("whatIf", async (view, request) => {
    const { change = [], exact } = request.query as { readonly change?: readonly string[]; readonly exact?: boolean };
    return toldTo(view, request)(await answered(view, request, leversOf(view, change), exact === true ? isOver : hasAnswer));
  });
  answer("whatIfFollow", async (view, request, reply) => {
    const { change = [] } = request.query as { readonly change?: readonly string[] };
    const log = await ask(view, request, leversOf(view, change));
    return sendEvents({ log, isOver, tell: toldTo(view, request), life, identity: gate.identity(request), isStillAllowed: isStillAllowed(view, request) }, request, reply);
  });
  answer("whatIfCancel", (view, request) => {
    services().whatIf.cancel(view, leversOf(view, (request.body as { readonly changes: readonly string[] }).changes));
    return { done: true };
  });

  answer("planCancel", (view) => {
    services().cancel?.(view);
    return { done: true };
  });
  answer("planAgain", async (view, request) => {
    const { state } = view.progress.latest().value;
    if (state !== "cancelled" && state !== "failed") return { done: false };
    await spend(request);
    services().plan?.(view);
    return { done: true };
  });

  const plansSeen = async (view: View, request: FastifyRequest) => plansView(resultsFor(view, request), seenPlans(await services().store.list(shelfOf(gate, request)), view).map((it) => ({ ...it, isOfOwner: it.plan.person === undefined && it.plan.author === OWNER_NAME, mayRemove: mayRemove(gate, request, it.plan) })));
  /** A plan of a shelf that whoever asks sees and may remove. @throws RefusalError */
  const removable = (request: FastifyRequest, view: View, plans: readonly StoredPlan[]): StoredPlan => {
    const { id } = request.body as { readonly id: string };
    const plan = seenPlans(plans, view).find((it) => it.plan.id === id)?.plan;
    if (plan === undefined) throw new RefusalError(REFUSALS["no-plan-named"]);
    if (!mayRemove(gate, request, plan)) throw new RefusalError(REFUSALS["not-its-author"]);
    return plan;
  };
  answer("plans", plansSeen);
  answer("planKeep", async (view, request, reply) => {
    const { store, now } = services();
    await spend(request);
    const { name, changes } = request.body as { readonly name: string; readonly changes: readonly string[] };
    leversOf(view, changes);
    plannedOf(view);
    const person = gate.signedIn?.(request).person;
    const plan = { name: name.trim(), levers: changes, author: person?.name ?? view.results.reader, ...(person !== undefined && { person: person.id }), at: now(), runKey: view.results.runKey };
    // Names are given once, so that no two plans have one digest.
    const id = sha256(JSON.stringify(plan)).slice(0, 16);
    const kept = await store.keep(shelfOf(gate, request), { id, ...plan });
    if (kept !== "name-taken" && kept !== "full") life.changed();
    if (kept === "name-taken") return problem(reply, REFUSALS["name-taken"]);
    return kept === "full" ? problem(reply, REFUSALS["plans-full"]) : { id };
  });
  answer("planRemove", async (view, request, reply) => {
    const { store } = services();
    const shelf = shelfOf(gate, request);
    const { id } = removable(request, view, await store.list(shelf));
    const isThere = await store.remove(shelf, id);
    if (isThere) life.changed();
    return isThere ? { done: true } : problem(reply, REFUSALS["no-plan-named"]);
  });
  answer("planRestore", async (view, request, reply) => {
    const { store } = services();
    const shelf = shelfOf(gate, request);
    const { id } = removable(request, view, await store.listRemoved(shelf));
    const kept = await store.restore(shelf, id);
    if (kept === "kept") life.changed();
    return kept === "kept" ? { done: true } : problem(reply, REFUSALS[({ "name-taken": "name-taken", full: "plans-full", none: "no-plan-named" } as const)[kept]]);
  });
  answer("plansCompare", async (view, request) => {
    const { plan, exact } = request.query as { readonly plan: readonly string[]; readonly exact?: boolean };
    const columns = plan.map((it) => leversOf(view, it === "" ? [] : it.split(";")));
    const views: WhatIfView[] = [];
    for (const asked of columns) views.push(whatIfNamed((await answered(view, request, asked, exact === true ? isOver : hasAnswer)).answer, resultsFor(view, request)));
    return plansCompared(view.results, views);
  });

  answer("demand", async (view, request) => {
    const { demand } = services();
    plannedOf(view);
    const demands = (request.query as { readonly ask: readonly string[] }).ask.map((text): Demand => {
      const read = readNamedDemand(text);
      if ("problem" in read) throw new RefusalError(noLever(read.problem, read.mend));
      return read;
    });
    await spend(request);
    try {
      const found = await demand(view, demands);
      const { alliance, withNames: named = (text: string) => text } = resultsFor(view, request);
      const about = { runKey: view.results.runKey, marking: markingOf(alliance), sentence: named(clashText(found)) };
      return found.kind === "possible" ? { ...about, ...found } : { ...about, kind: found.kind, ...(found.more !== undefined && { more: found.more }), members: found.members.map((it) => ({ kind: it.kind, words: named(it.words), ...(it.because !== undefined && { because: named(it.because) }), ...(it.mend !== undefined && { mend: named(it.mend.words) }) })) };
    } catch (error) {
      if (error instanceof DemandError) throw new RefusalError(noLever(error.message, "Take ids from /api/levers."));
      throw error;
    }
  });

  const studies = (): StudyDesk => {
    const { studies: desk } = services();
    if (desk === undefined) throw new RefusalError(REFUSALS["not-here"]);
    return desk;
  };
  /** The study that is asked for, of a view that is planned. @throws RefusalError */
  const studyOf = (view: View, request: FastifyRequest) => {
    plannedOf(view);
    const { quick } = request.query as { readonly quick?: boolean };
    return studies().log(view, quick === undefined ? undefined : extentOf(quick));
  };
  /** Tells a state of a study as its view, in the language of whoever asks. */
  const studyTold = (view: View, request: FastifyRequest) => ({ study, ...state }: StudyState) => (study === undefined ? state : { ...state, answer: scenariosView(resultsFor(view, request), study) });
  answer("scenarios", (view, request) => studyTold(view, request)(studyOf(view, request).latest().value));
  answer("scenariosFollow", (view, request, reply) =>
    sendEvents({ log: studyOf(view, request), isOver: isStudyOver, tell: studyTold(view, request), life, identity: gate.identity(request), isStillAllowed: isStillAllowed(view, request) }, request, reply),
  );
  answer("scenariosBegin", async (view, request) => {
    plannedOf(view);
    const desk = studies();
    const extent = extentOf((request.body as { readonly quick?: boolean }).quick);
    const { state } = desk.log(view, extent).latest().value;
    // What is made, or being made, costs nothing to ask for.
    if (state !== "done" && state !== "running" && state !== "waiting") await spend(request);
    if (!desk.begin(view, extent)) throw new RefusalError(REFUSALS["too-many-studies"]);
    return { done: true };
  });
  answer("scenariosCancel", (view, request) => {
    studies().cancel(view, extentOf((request.body as { readonly quick?: boolean }).quick));
    return { done: true };
  });
  const file = (name: "reportPdf" | "reportXlsx", type: string, write: (paper: Paper) => Buffer | Promise<Buffer>): void =>
    answer(name, async (view, request, reply) => {
      const results = inLanguage(plannedOf(view), wantsFrench(request) ? "fr" : "en");
      await spend(request);
      const admission = gate.readmit(request);
      const as = admission.kind === "admitted" && admission.viewer.kind === "reader" ? readerText(admission.viewer.reader) : undefined;
      const { asof } = request.query as { readonly asof?: string };
      const paper = reportView(results, { command: reportCommandText({ runKey: results.runKey, path: results.path, ...(as !== undefined && { as }), ...(asof !== undefined && { at: asof }), parameters: plans?.parameters ?? {}, ...(results.language !== undefined && { language: results.language }) }) });
      return reply.type(type).header("content-disposition", `attachment; filename="${reportFile(name === "reportPdf" ? "pdf" : "xlsx", results.language ?? "en", results.runKey.slice(0, 12))}"`).send(await write(paper));
    });
  file("reportPdf", "application/pdf", writePdf);
  file("reportXlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXlsx);
  spoken("procurement", (view) => view.once("procurement", procurementView));
  answer("procurementGains", async (view, request) => {
    plannedOf(view);
    const { gains } = services();
    // The shares are worked out once; whoever asks meanwhile waits for the same.
    const made = view.once("gains", () => ({ shared: undefined as Promise<Gains> | undefined }));
    if (made.shared === undefined) {
      await spend(request);
      made.shared ??= gains(view);
      made.shared.catch(() => { made.shared = undefined; });
    }
    return gainsView(resultsFor(view, request), await made.shared);
  });
  return {
    plansSeen,
    whyStudy: (view, { request, reply, key, parts: [extent = "", ...parts] }) => {
      plannedOf(view);
      const { study } = studies().log(view, extentOf(extent === "quick")).latest().value;
      if (study === undefined) return problem(reply, { status: 404, reason: "no-figure", title: "There is no such figure.", detail: "It is not worked out here.", mend: "Have it worked out first: POST /api/scenarios." });
      const results = resultsFor(view, request);
      const explanation = explainScenarios(results, study, parts);
      if (explanation === undefined) return problem(reply, { status: 404, reason: "no-figure", title: "There is no such figure.", detail: `Nothing of the study is known as "${parts.join("/")}".`, mend: "Copy the key from a `why` field of the same study." });
      return whyOf(results, key, explanation);
    },
    whyWhatIf: async (view, { request, reply, key, parts: [measure = "", levers] }) => {
      // Money is told with the exact answer alone.
      const { answer: found } = await answered(view, request, leversOf(view, levers === undefined ? [] : levers.split(";")), isOfMoney(measure) ? isOver : hasAnswer);
      const explanation = explainWhatIf(whatIfNamed(found, resultsFor(view, request)), measure, shortSteps(resultsFor(view, request)));
      if (explanation === undefined) return problem(reply, { status: 404, reason: "no-figure", title: "There is no such figure.", detail: `Nothing of the what-if is known as "${measure}".`, mend: "Copy the key from a `why` field of the same what-if." });
      return whyOf(view.results, key, explanation);
    },
  };
}

const extentOf = (quick: boolean | undefined): Extent => (quick === true ? "quick" : "full");

const isOfMoney = (measure: string): boolean => /^(cost|(was-)?nation:)/.test(measure);

/** `lever`: the one that is refused, as it was asked; absent: it is not one of them. */
const noLever = (detail: string, mend: string, lever?: string) => ({ status: 400, reason: "no-lever", title: "That cannot be asked of this plan.", detail, mend, ...(lever !== undefined && { lever }) }) as const;

/** @throws RefusalError */
function plannedOf({ results }: View): Planned {
  const { comparison } = results;
  if (comparison === undefined) throw new RefusalError(REFUSALS["not-planned"]);
  return { ...results, comparison };
}

/** Levers as they were written, read. @throws RefusalError */
function leversOf({ results }: View, texts: readonly string[]): readonly AskedLever[] {
  if (texts.length > LEVERS_MOST) throw new RefusalError(noLever(`${texts.length} levers are more than are asked at once.`, `Ask at most ${LEVERS_MOST}.`));
  return texts.map((text) => {
    const changes = readNamedLever(text, nationsOf(results));
    if ("problem" in changes) throw new RefusalError(noLever(changes.problem, changes.mend, text));
    return { text, changes };
  });
}

/** The results of a view in the language of whoever asks. */
const resultsFor = (view: View, request: FastifyRequest): Results => inLanguage(view.results, wantsFrench(request) ? "fr" : "en");

/** Tells a state of a what-if with the names of the language of whoever asks. */
const toldTo = (view: View, request: FastifyRequest) => <S extends WhatIfState>(state: S): S => (state.answer === undefined ? state : { ...state, answer: whatIfNamed(state.answer, resultsFor(view, request)) });

const nationsOf = ({ alliance }: Results): readonly string[] => alliance.nations.map((it) => it.id);

/** Named plans of a shelf whose levers name nothing but what the view shows. */
function seenPlans(plans: readonly StoredPlan[], view: View) {
  return plans.flatMap((plan) => {
    const asked = plan.levers.map((text) => ({ text, changes: readNamedLever(text, nationsOf(view.results)) }));
    const read = asked.flatMap((it): readonly AskedLever[] => ("problem" in it.changes ? [] : [{ text: it.text, changes: it.changes }]));
    return read.length === asked.length && namesOnlySeen(view.results, read) ? [{ plan, asked: read }] : [];
  });
}

/** Where nobody signs in everybody is the same reader. Where people do, a plan is its author's; one that was kept by nobody in person is left to an officer. */
function mayRemove(gate: Gate, request: FastifyRequest, plan: StoredPlan): boolean {
  if (gate.signedIn === undefined) return true;
  const { person } = gate.signedIn(request);
  return person !== undefined && (person.id === plan.person || person.roles.includes(OFFICER));
}

/** The shelf of whoever asks: one for each clearance, whatever the data are. */
function shelfOf(gate: Gate, request: FastifyRequest): string {
  const admission = gate.readmit(request);
  if (admission.kind === "refused") throw new RefusalError(admission.refusal);
  const viewer: Viewer = admission.viewer;
  return viewKeyOf({ viewer, roster: "", data: "" }, sha256);
}
