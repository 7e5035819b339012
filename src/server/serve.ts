import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { highsPool } from "#adapters/highs";
import { planStore } from "#adapters/runs";
import { ROUTES } from "#api";
import { caseDone, type Choices, type DataSource, OWNER, type Viewer, whatIfSession } from "#app";
import type { ProgressView, Results } from "#views";
import { buildServer, type ServerAsk } from "./build.ts";
import { calm } from "./calm.ts";
import { type Followed, followSource } from "./follow-source.ts";
import { fixedGate, viewAsGate } from "./gate.ts";
import { SERVER_LIMITS, type ServerLimits } from "./limits.ts";
import { errorForLog, OWN_HEADER } from "./log.ts";
import { pastDesk } from "./past-desk.ts";
import { planner } from "./planner.ts";
import { studyDesk } from "./study-desk.ts";
import { whatIfDesk } from "./what-if-desk.ts";
import { signInDesk } from "./sign-in/desk.ts";
import type { SignInSettings } from "./sign-in/settings.ts";
import { viewDesk } from "./view-desk.ts";

export interface ServeAsk {
  readonly source: DataSource;
  readonly choices: Choices;
  /** The results of the owner of the data, where they are made already. */
  readonly owner?: Results;
  /** The one reader that is shown. Absent: the owner, who may look as anyone. */
  readonly viewer?: Viewer;
  /** How people sign in. Absent: nobody does. */
  readonly signIn?: SignInSettings;
  /** 0 takes a free one; without sign-in, a port in use is followed by the next free ones. */
  readonly port: number;
  readonly limits?: Partial<ServerLimits>;
  /** The ledgers that the data stand in, and the rules on who may write them. Absent: they stand in none. */
  readonly ledgers?: NonNullable<ServerAsk["ledgers"]>;
  /** The data where they lie: what another program writes there is shown too. Absent: they are shown as they were read. */
  readonly follow?: Followed;
  /** Whether somebody is about to open the page: what it shows first is made ready, and a plan is begun in a calm moment. Absent: no. */
  readonly isAwaited?: boolean;
  /** Where named plans are kept. Absent: `CONCORD_PLANS`, else `out/plans`. */
  readonly plansFolder?: string;
  /** Where a line of JSON a request is written. Absent: nowhere. */
  readonly log?: Writable;
  readonly onProgress: (view: ProgressView) => void;
  readonly onDone: (text: string) => void;
}

export interface Served {
  readonly address: string;
  /** Settles when all plans that were asked for so far are made or have failed. */
  readonly planned: () => Promise<void>;
  /** Takes nothing new on, finishes what was begun, and ends; within the limit of `stopSeconds`. */
  readonly close: () => Promise<void>;
}

const PORTS_TRIED = 20;
const LAST_PORT = 65_535;
/** How long nobody asks for anything before a plan is begun, where somebody is about to open the page: a slow machine draws the first view in that, with all of its cores. */
const CALM_SECONDS = 2;
/** What nobody waits for is begun after so many times that, however much is asked. */
const CALM_MOST = 60;
/** What the pages show first, the longest in the making first; then what takes a solver seconds, and at last what keeps the server longest from answering. Home has the what-ifs made ready. */
const SHOWN_FIRST = ["home", "heat", "map", "targets", "evidence", "implementation", "capabilities", "nations", "review", "requirements", "guidance", "procurement", "levers", "records", "procurementGains", "findings"] as const;

/** Serves a data set on loopback and makes the plan of the first view meanwhile; solvers run in threads of their own. */
export async function serve(ask: ServeAsk): Promise<Served> {
  const viewer = ask.viewer ?? OWNER;
  const limits = { ...SERVER_LIMITS, ...ask.limits };
  // The terminal is told of the view that the server was started for.
  let lastAsked = performance.now();
  const plans = planner(
    {
      onProgress: (view, progress) => void (view === first && ask.onProgress(progress)),
      onDone: (view, text) => void (view === first && ask.onDone(text)),
      onPlanned: (view) => void (view === first && ready()),
    },
    { lastAsked: () => lastAsked, calmSeconds: ask.isAwaited === true ? CALM_SECONDS : 0 },
  );
  const ending = new AbortController();
  const inCalm = (signal: AbortSignal): Promise<void> => calm({ lastAsked: () => lastAsked, calmSeconds: ask.isAwaited === true ? CALM_SECONDS : 0, most: CALM_MOST }, AbortSignal.any([signal, ending.signal]));
  const whatIf = whatIfDesk({
    open: async (results, signal, onDone) => {
      // With two threads an exact answer keeps no quick one waiting.
      const solver = await highsPool({ threads: 2 });
      try {
        const session = await whatIfSession(results, { solver, signal, onProgress: (it) => onDone(caseDone(it)) });
        server.log.info({ event: "what-if-opened" });
        return { session, close: () => solver.close() };
      } catch (error) {
        await solver.close();
        throw error;
      }
    },
    now: () => performance.now() / 1000,
    most: limits.whatIfs,
    idleSeconds: limits.whatIfIdleSeconds,
    aheadSeconds: limits.whatIfAheadSeconds,
    calm: inCalm,
    onAhead: ({ kind, ...it }) => void server.log.info({ event: `what-if-ahead-${kind}`, ...it }),
  });
  const studies = studyDesk({ open: () => highsPool({ threads: 2, standsBack: true }), now: () => performance.now() / 1000, most: limits.studies });
  const prepare = ask.isAwaited === true ? whatIf.prepare : undefined;
  const signIn = ask.signIn === undefined ? undefined : { settings: ask.signIn, desk: signInDesk(ask.signIn, () => Date.now() / 1000) };
  const gate = signIn?.desk.gate ?? (ask.viewer === undefined ? viewAsGate : fixedGate(ask.viewer));
  const desk = viewDesk({ source: ask.source, choices: ask.choices, ...(ask.owner !== undefined && { owner: ask.owner }), planner: ask.viewer === undefined ? plans : { plan: plans.plan }, most: limits.views, isOpen: gate.mode === "open" });
  const past = ask.ledgers === undefined ? undefined : pastDesk({ sourceAt: ask.ledgers.ledgers.sourceAt, choices: ask.choices, planner: plans, most: limits.views });
  const own = randomUUID();
  const server = await buildServer({ gate, desk, own, ...(past !== undefined && { past }), solved: plans.solved, plans: { whatIf, studies, ...(prepare !== undefined && { prepare }), demand: plans.demand, gains: plans.gains, plan: plans.plan, cancel: plans.cancel, store: planStore(ask.plansFolder), ...(ask.choices.parameters !== undefined && { parameters: ask.choices.parameters }), now: () => new Date().toISOString() }, limits, ...(ask.ledgers !== undefined && { ledgers: ask.ledgers }), ...(ask.log !== undefined && { log: ask.log }), ...(signIn !== undefined && { signIn, site: { kind: "origin", origin: signIn.settings.origin } as const }) });
  const answering = new Set<ServerResponse>();
  server.server.on("request", ({ url }, response) => {
    // Files cost next to nothing, and a browser goes on loading those of other pages while nobody does anything.
    if (url?.startsWith("/api/") === true) lastAsked = performance.now();
    answering.add(response);
    response.on("close", () => {
      answering.delete(response);
      hangUp();
    });
  });
  /** Once the server ends and what was asked is answered, nothing is waited for: a browser keeps connections open on which it asks nothing. */
  function hangUp(): void {
    if (ending.signal.aborted && answering.size === 0) server.server.closeAllConnections();
  }
  // With sign-in there is no view before somebody has signed in.
  const first = signIn === undefined ? desk.viewOf({ viewer, roster: "as stated" }) : undefined;
  // Before anybody can ask: to answer one of these keeps all else waiting, the files of the page too.
  if (first !== undefined && ask.isAwaited === true) for (const route of ["home", "heat", "map"] as const) await makeReady(route);
  /** Answers a route once to nobody, so that the answer is at hand. */
  async function makeReady(route: (typeof SHOWN_FIRST)[number]): Promise<void> {
    await server.inject({ url: ROUTES[route].path, headers: { [OWN_HEADER]: own } });
  }
  /** Makes ready what the pages of the first view show first, now that its plan stands: one after the other, while nobody asks. */
  async function ready(): Promise<void> {
    if (first === undefined || ask.isAwaited !== true) return;
    const { results } = first;
    for (const route of SHOWN_FIRST) {
      await inCalm(first.stop.signal);
      if (ending.signal.aborted || first.stop.signal.aborted || first.results !== results) return;
      await makeReady(route);
    }
  }
  const unfollow = ask.follow === undefined ? undefined : followSource(ask.follow, {
    onNew: (source) => {
      if (desk.shows(source)) return;
      desk.renew(source);
      server.life.recheck();
      server.life.changed();
      server.log.info({ event: "data-changed" });
    },
    onProblem: (problem) => void server.log.warn({ ...errorForLog(problem instanceof Error ? problem : new Error(String(problem))), event: "data-unreadable" }),
  });
  const close = async (): Promise<void> => {
    unfollow?.();
    ending.abort();
    server.life.stop();
    desk.stop();
    past?.stop();
    server.log.info({ event: "stopping" });
    const closed = server.close();
    hangUp();
    await within(limits.stopSeconds, Promise.all([closed, Promise.all([whatIf.close(), studies.close()]).then(plans.close)]), () => server.server.closeAllConnections());
    ask.ledgers?.ledgers.close();
    server.log.info({ event: "stopped" });
  };
  try {
    // The address that people were told is the one that is served.
    const address = await listen(server, ask.port, signIn === undefined ? PORTS_TRIED : 0);
    // Whoever is told of it comes at once: nothing long begins before.
    lastAsked = performance.now();
    return { address, planned: plans.idle, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** Waits for work, at most so long; then gives it up. */
async function within(seconds: number, work: Promise<unknown>, giveUp: () => void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      giveUp();
      resolve();
    }, seconds * 1000);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Listens on the port, or the next one that is free. */
async function listen(server: FastifyInstance, port: number, more: number): Promise<string> {
  for (let at = port; ; at++) {
    try {
      return await server.listen({ host: "127.0.0.1", port: at });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || at >= Math.min(port + more, LAST_PORT)) throw error;
    }
  }
}
