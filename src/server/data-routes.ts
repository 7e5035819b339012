import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { packedPanel, shippedStudy } from "#adapters/history";
import { writePdf } from "#adapters/pdf";
import type { ReplyOf } from "#api";
import { CONTRACT, type ContractName } from "#api/contract";
import { isAllowed, PUBLIC, readerChoices, readerText } from "#app";
import { evidencePaper, type EvidenceView, evidenceView, HEAT_MEASURES, heatView, homeView, inLanguage, isKind, type Language, type MapLook, mapNations, markingOf, pageYear, parseWhyKey, planReport, recordsView, type Results, searchIndex, searchView, surveyView, whyView } from "#views";
import type { ServerAsk } from "./build.ts";
import { digestOfReply, followChanges, seenNow } from "./changes.ts";
import { cycleRoutes } from "./cycle-routes.ts";
import { isEnded, sendEvents } from "./events.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { ServerLimits } from "./limits.ts";
import { importRoutes } from "./import-routes.ts";
import { mapDesk } from "./map-desk.ts";
import { planRoutes } from "./plan-routes.ts";
import type { KnownReaders, Looking } from "./view-desk.ts";
import { problem, type Refusal, RefusalError, REFUSALS, tooMany } from "./problem.ts";
import { bodyLimitOf, schemaOf } from "./route-schema.ts";
import { sinceRoutes } from "./since-routes.ts";
import { solverFor } from "./solver-for.ts";
import { wantsFrench } from "./tongue.ts";
import { turns } from "./turns.ts";
import type { View } from "./view.ts";

type Query = Readonly<Record<string, string>>;

const NOTICES = {
  open: "This choice shows what labels would let a reader see. It is no security: whoever can open this page can choose any reader, or see all.",
  fixed: "One reader was chosen when this server was started.",
  "sign-in": "Each reader is shown what the directory clears them for.",
} as const;

/** Declares a route that is answered from the view of whoever asks. */
export type AnswerRoute = (name: ContractName, handler: (view: View, request: FastifyRequest, reply: FastifyReply) => unknown) => void;

export interface DataRoutesAsk extends Pick<ServerAsk, "gate" | "desk" | "solved" | "plans" | "past"> {
  readonly life: Lifecycle;
  readonly limits: ServerLimits;
  /** What a reader whose request is still open would be answered of the ledgers. Absent: the data stand in none. */
  readonly seen?: Readonly<Record<"ledger" | "releases", (request: FastifyRequest, reply: FastifyReply) => unknown>> | undefined;
  /** Moments at which something was written that whoever asks may read. Absent: the data stand in no ledger. */
  readonly moments?: ((request: FastifyRequest) => readonly string[]) | undefined;
}

const noSuchReader = (as: string, { nations, level }: KnownReaders): Refusal => ({ status: 400, reason: "no-reader", title: "There is no such reader.", detail: `The data know no reader ${as}.`, mend: `Use an ally of ${nations.join(", ")} and a level from 0 to ${level}; \`:0\` is the public.` });

/** The routes that answer from a data set. Each answer is made from the view of whoever asks, and kept with that view alone. */
export function dataRoutes(server: FastifyInstance, { gate, desk, solved, plans, past, life, limits, seen: ledgerSeen, moments }: DataRoutesAsk): void {
  const costly = server.createRateLimit({ max: limits.costly, timeWindow: "1 minute", keyGenerator: (request) => `costly|${gate.identity(request)}` });
  /** Takes costly work from the budget of whoever asks. @throws RefusalError when nothing is left of it. */
  const spend = async (request: FastifyRequest): Promise<void> => {
    const left = await costly(request);
    if (!left.isAllowed && left.isExceeded) throw new RefusalError(tooMany("too-costly", left.ttlInSeconds));
  };
  const query = (request: FastifyRequest): Query => request.query as Query;
  // Views that nobody asked for before are made in this loop, one at a time.
  const turn = turns();
  /** The view of whoever asks. @throws RefusalError where there is none. */
  const viewFor = async (request: FastifyRequest): Promise<View> => {
    const admission = gate.admit(request);
    if (admission.kind === "refused") throw new RefusalError(admission.refusal);
    const { viewer, who } = admission;
    // Where everyone may look as anyone, a plan of a reader that cannot be is not worth computing.
    const strange = gate.mode === "open" && viewer.kind === "reader" ? desk.strange?.(viewer.reader) : undefined;
    if (strange !== undefined && viewer.kind === "reader") throw new RefusalError(noSuchReader(readerText(viewer.reader), strange));
    request.decision = { ...request.decision, ...(who !== undefined && { who }), reader: viewer.kind === "owner" ? "owner" : readerText(viewer.reader) };
    const view = await held(request, admission);
    const path = pathAsked(request, view);
    const { asof } = query(request);
    if (asof !== undefined) return heldAt(request, admission, { asof, path });
    return path === undefined ? view : held(request, admission, path);
  };
  /** The view of the record as it stood at a moment; its plan is made when it is first looked at. @throws RefusalError where there is none */
  const heldAt = async (request: FastifyRequest, looking: Looking, { asof, path }: { readonly asof: string; readonly path: string | undefined }): Promise<View> => {
    if (past === undefined) throw new RefusalError(REFUSALS["no-ledger"]);
    const on = (it: Looking): Looking => ({ ...it, ...(path !== undefined && { path }) });
    let now = looking;
    if (!past.holds(asof, on(looking))) {
      await spend(request);
      await turn();
      const again = gate.readmit(request);
      if (again.kind === "refused") throw new RefusalError(again.refusal);
      now = again;
    }
    const view = await past.viewAt(asof, on(now));
    if (view === undefined) throw new RefusalError(REFUSALS["nothing-then"]);
    // One that was stopped waits until it is asked for.
    if (view.progress.latest().value.state === "waiting") past.plan(view);
    return seen(request, view);
  };
  const held = async (request: FastifyRequest, looking: Looking, path?: string): Promise<View> => {
    const at = { ...looking, ...(path !== undefined && { path }) };
    if (desk.holds(at)) return seen(request, desk.viewOf(at));
    await spend(request);
    await turn();
    // While it waited somebody may have been signed out or cleared for less.
    const again = gate.readmit(request);
    if (again.kind === "refused") throw new RefusalError(again.refusal);
    return seen(request, desk.viewOf({ ...again, ...(path !== undefined && { path }) }));
  };
  /** The path that a request asks for, where that is another than the view is on. @throws RefusalError where the reader sees no such path */
  const pathAsked = (request: FastifyRequest, { results }: View): string | undefined => {
    const { path } = query(request);
    if (path === undefined || path === results.path) return undefined;
    const paths = new Set(results.alliance.facts.budget.map((it) => it.path));
    if (!paths.has(path)) throw new RefusalError({ status: 400, reason: "no-path", title: "There is no such budget path.", detail: `"${path}" is not a budget path of this data set.`, mend: `Use one of: ${[...paths].sort().join(", ")}.` });
    return path;
  };
  /** The view that a request which is still open is answered from now. */
  const viewAgain = (request: FastifyRequest, looking: Looking): View | undefined => {
    const view = desk.viewOf(looking);
    const path = view === undefined ? undefined : pathAsked(request, view);
    const { asof } = query(request);
    const on = path === undefined ? looking : { ...looking, path };
    if (asof !== undefined) return view === undefined ? undefined : past?.again(asof, on);
    return path === undefined ? view : desk.viewOf(on);
  };
  const seen = (request: FastifyRequest, view: View | undefined): View => {
    if (view === undefined) throw new RefusalError(REFUSALS["nothing-to-see"]);
    request.decision = { ...request.decision, view: view.key.slice(0, 12) };
    return view;
  };
  const answer: AnswerRoute = (name, handler) =>
    void server.route({ method: CONTRACT[name].method, url: CONTRACT[name].path, schema: schemaOf(name), ...bodyLimitOf(name), handler: async (request, reply) => handler(await viewFor(request), request, reply) });
  const languageOf = (request: FastifyRequest): Language => (wantsFrench(request) ? "fr" : "en");
  /** Makes an answer of a view in the language that was asked for, once each. */
  const told = <T>(view: View, request: FastifyRequest, name: string, make: (results: Results) => T): T => {
    const language = languageOf(request);
    return view.once(`${name}|${language}`, (it) => make(inLanguage(it, language)));
  };
  /** The same for routes that make several things of a view: their results, and what they keep of them, are in the language that was asked for. */
  const spoken: AnswerRoute = (name, handler) =>
    answer(name, (view, request, reply) => {
      const language = languageOf(request);
      const told: View = language === "en" ? view : { ...view, results: inLanguage(view.results, language), once: (key, make) => view.once(`${key}|${language}`, (it) => make(inLanguage(it, language))) };
      return handler(told, request, reply);
    });
  cycleRoutes(spoken);
  importRoutes(answer, spend);
  sinceRoutes({
    answer,
    gate,
    past,
    moments,
    spend: async (request) => {
      await spend(request);
      await turn();
    },
  });

  const isStillAllowed = (view: View, request: FastifyRequest) => (): boolean => {
    const again = gate.readmit(request);
    return again.kind === "admitted" && viewAgain(request, again)?.key === view.key;
  };
  const { whyWhatIf, whyStudy, plansSeen } = planRoutes({ answer, spoken, spend, isStillAllowed, gate, life, plans });
  answer("home", (view, request) => {
    // Whoever looks at Home may go to the plans next.
    if (query(request)["asof"] === undefined) plans?.prepare?.(view);
    return told(view, request, "home", homeView);
  });
  answer("heat", (view, request, reply) => {
    const { results } = view;
    const asked = query(request);
    const measure = HEAT_MEASURES.find((it) => it === (asked["measure"] ?? "coverage"));
    const year = asked["year"] === undefined ? pageYear(results) : Number(asked["year"]);
    if (measure === undefined) return problem(reply, { status: 400, reason: "no-measure", title: "There is no such measure.", detail: `"${asked["measure"]}" is not a measure of the table.`, mend: `Use one of: ${HEAT_MEASURES.join(", ")}.` });
    if (!results.alliance.years.includes(year)) return problem(reply, { status: 400, reason: "no-year", title: "There is no such year.", detail: `${asked["year"]} is outside the plan.`, mend: `Give a year from ${results.alliance.years[0]} to ${results.alliance.years.at(-1)}.` });
    return told(view, request, `heat|${measure}|${year}`, (it) => heatView(it, { measure, year }));
  });
  answer("why", async (view, request, reply) => {
    const key = query(request)["key"] ?? "";
    const parsed = parseWhyKey(key);
    if (!("problem" in parsed) && parsed.kind === "what-if") return whyWhatIf(view, { request, reply, key, parts: parsed.parts });
    if (!("problem" in parsed) && parsed.kind === "scenarios") return whyStudy(view, { request, reply, key, parts: parsed.parts });
    const ask = solverFor(solved, view, key);
    if (ask !== undefined) await spend(request);
    const found = await ask?.();
    const noFigure = { status: 404, reason: "no-figure", title: "There is no such figure." } as const;
    if (found?.kind === "unknown") return problem(reply, { ...noFigure, detail: found.problem, mend: found.mend });
    const said = whyView(inLanguage(view.results, languageOf(request)), key, found?.explanation);
    if (said.kind === "answer") return said.why;
    return problem(reply, { ...(said.kind === "not-yet" ? ({ status: 409, reason: "not-planned", title: "The plan is not made yet." } as const) : noFigure), detail: said.problem, mend: said.mend });
  });
  answer("search", (view, request) => {
    const language = languageOf(request);
    return searchView(view.once(`search|${language}`, (it) => searchIndex(it, language)), query(request)["q"] ?? "");
  });
  answer("records", (view, request, reply) => {
    const kind = query(request)["kind"] ?? "holding";
    if (!isKind(kind)) return problem(reply, { status: 400, reason: "no-kind", title: "There is no such kind of record.", detail: `"${kind}" is not a kind of record.`, mend: "Take one from docs/data-dictionary.md: holding, programme, requirement …" });
    return told(view, request, `records|${kind}`, (it) => recordsView(it, kind));
  });
  answer("survey", (view, request) => told(view, request, "survey", surveyView));
  answer("plan", async (view, request, reply) => {
    if (view.results.comparison === undefined) return problem(reply, REFUSALS["not-planned"]);
    await spend(request);
    return view.once("plan", planReport);
  });
  const { mode, signedIn } = gate;
  if (signedIn !== undefined) server.route({ method: "GET", url: CONTRACT.reader.path, schema: schemaOf("reader"), handler: (request) => {
      const it = signedIn(request);
      // Whoever is not let in yet is told nothing of where the data stand.
      return { mode, notice: NOTICES[mode], ...(it.person !== undefined && { ledger: ledgerSeen !== undefined }), ...it };
    } });
  else spoken("reader", (view) => ({ mode, notice: NOTICES[mode], ledger: ledgerSeen !== undefined, ...(mode === "open" && { choices: view.once("reader", ({ alliance }) => ({ ...readerChoices(alliance), allRead: isAllowed(alliance, PUBLIC) })) }) }));
  answer("progress", (view, request, reply) =>
    sendEvents({ log: view.progress, isOver: isEnded, life, identity: gate.identity(request), isStillAllowed: isStillAllowed(view, request) }, request, reply),
  );
  answer("changes", (view, request, reply) => {
    let isFirst = true;
    const now = async (): Promise<ReplyOf<"changes">> => {
      // Views are made anew one at a time, and for whoever may still look.
      if (!isFirst) await turn();
      const again = gate.readmit(request);
      if (again.kind === "refused") throw new RefusalError(again.refusal);
      const at = isFirst ? view : viewAgain(request, again);
      isFirst = false;
      return {
        data: digestOfReply(at?.key),
        ...(ledgerSeen !== undefined && { ledger: await seenNow(() => ledgerSeen.ledger(request, reply)), releases: await seenNow(() => ledgerSeen.releases(request, reply)) }),
        ...(plans !== undefined && at !== undefined && { plans: await seenNow(() => plansSeen(at, request)) }),
      };
    };
    return followChanges({ now, life, identity: gate.identity(request), isStillAllowed: () => gate.readmit(request).kind === "admitted" }, request, reply);
  });
  // The record is public, and the same for everyone.
  const made: Partial<Record<Language, EvidenceView>> = {};
  /** @throws RefusalError where the project has no run of the study. */
  const evidenceIn = (language: Language): EvidenceView => {
    const study = made[language] === undefined ? shippedStudy() : undefined;
    if (study !== undefined) made[language] = evidenceView(study, language);
    const found = made[language];
    if (found === undefined) throw new RefusalError({ status: 404, reason: "no-study", title: "There is no run of the study.", detail: "data/history has no study.json.gz.", mend: "Run: node bin/concord.mjs study --output data/history" });
    return found;
  };
  server.route({ method: "GET", url: CONTRACT.evidence.path, schema: schemaOf("evidence"), handler: (request) => evidenceIn(languageOf(request)) });
  answer("evidencePdf", async (view, request, reply) => {
    const language = languageOf(request);
    const paper = evidencePaper(evidenceIn(language), { language, marking: markingOf(inLanguage(view.results, language).alliance) });
    await spend(request);
    return reply.type("application/pdf").header("content-disposition", `attachment; filename="${language === "fr" ? "bilan-depuis-1914" : "record-since-1914"}.pdf"`).send(writePdf(paper));
  });
  // The same for everyone who is let in: kept by their browser, and asked for again before each use.
  let panel: ReturnType<typeof packedPanel>;
  answer("evidencePanel", (_view, request, reply) => {
    panel ??= packedPanel();
    if (panel === undefined) return problem(reply, { status: 404, reason: "no-study", title: "The rows of the study are not here.", detail: "data/history has no panel.packed.gz.", mend: "Run: node tools/history/pack.ts" });
    const etag = `"${panel.digest.slice(0, 32)}"`;
    void reply.headers({ "cache-control": "private, no-cache", etag });
    return request.headers["if-none-match"] === etag ? reply.code(304).send() : reply.type("application/gzip").send(panel.bytes);
  });
  const drawn = mapDesk();
  answer("map", (view, request) => {
    const { form = "wide", view: side = "sides" } = request.query as Partial<MapLook>;
    return drawn(mapNations(view.results), { form, view: side });
  });
}
