import { readFileSync } from "node:fs";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fixed from "@fastify/static";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { ROUTES } from "#api";
import { CONTRACT, type ContractName, PROBLEM } from "#api/contract";
import type { Solved } from "#app";
import { HEAT_MEASURES, heatView, homeView, needsSolver, pageYear, parseWhyKey, planReport, type ProgressView, type Results, whyView } from "#views";

/** Root of the project, where the built page and the map lie. */
const ROOT = join(import.meta.dirname, "..", "..");

export interface ServerAsk {
  /** What is shown now: with the comparison once the plan is made. */
  readonly results: () => Results;
  readonly progress: () => ProgressView;
  /** Answers keys that need the plan before a solver, once it is made. Absent: they are not answered here. */
  readonly solved?: (key: string) => Promise<Solved>;
  /** Calls back on every change of the progress; answers how to stop. */
  readonly onProgress: (listener: (view: ProgressView) => void) => () => void;
  /** Folder of the built page. Absent: `dist/web` of the project. */
  readonly page?: string;
  readonly log?: boolean;
  /** Requests a minute from one client. Absent: far above a person, far below a loop. */
  readonly rate?: number;
}

const RATE = 1200;

/** Builds the server without listening: what tests inject requests into. */
export async function buildServer(ask: ServerAsk): Promise<FastifyInstance> {
  const server = Fastify({ logger: ask.log === true, bodyLimit: 64 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 400 } });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'", "data:", "blob:"], connectSrc: ["'self'"], manifestSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: true,
    // Loopback speaks plain HTTP.
    strictTransportSecurity: false,
  });
  await server.register(rateLimit, { max: ask.rate ?? RATE, timeWindow: "1 minute" });
  await server.register(swagger, { openapi: { openapi: "3.1.0", info: { title: "Concord", version: "0.1.0", description: "Views of an alliance: every number with unit, range, marking and the key that answers why." } } });
  server.setErrorHandler((error: Error & { readonly statusCode?: number; readonly validation?: unknown }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return problem(reply, status, status >= 500 ? "The server failed." : "The request cannot be answered.", status >= 500 ? "Something broke while the answer was made." : error.message, status >= 500 ? "Try again; if it persists, look at the server's log." : "See /api/openapi.json for what the route takes.");
  });
  server.setNotFoundHandler((request, reply) => problem(reply, 404, "There is nothing here.", `${request.method} ${request.url.split("?")[0]} is not known.`, "See /api/openapi.json for the routes."));

  const views = new Map<string, unknown>();
  /** Views are pure: one made for the same results is the same. */
  const once = <T>(key: string, make: (results: Results) => T): T => {
    const results = ask.results();
    const whole = `${results.runKey}|${results.comparison === undefined ? "" : "planned"}|${key}`;
    if (!views.has(whole)) {
      if (views.size > 200) views.clear();
      views.set(whole, make(results));
    }
    return views.get(whole) as T;
  };

  const route = (name: ContractName, handler: (query: Readonly<Record<string, string>>, reply: FastifyReply) => unknown): void => {
    const it = CONTRACT[name];
    server.route({
      method: it.method,
      url: it.path,
      schema: { summary: it.summary, ...("query" in it && { querystring: it.query }), response: { 200: it.reply, "4xx": PROBLEM, "5xx": PROBLEM } },
      handler: (request, reply) => handler(request.query as Readonly<Record<string, string>>, reply),
    });
  };

  await server.register(async () => {
    route("home", () => once("home", homeView));
    route("heat", (query, reply) => {
      const results = ask.results();
      const measure = HEAT_MEASURES.find((it) => it === (query["measure"] ?? "coverage"));
      const year = query["year"] === undefined ? pageYear(results) : Number(query["year"]);
      if (measure === undefined) return problem(reply, 400, "There is no such measure.", `"${query["measure"]}" is not a measure of the table.`, `Use one of: ${HEAT_MEASURES.join(", ")}.`);
      if (!results.alliance.years.includes(year)) return problem(reply, 400, "There is no such year.", `${query["year"]} is outside the plan.`, `Give a year from ${results.alliance.years[0]} to ${results.alliance.years.at(-1)}.`);
      return once(`heat|${measure}|${year}`, (it) => heatView(it, { measure, year }));
    });
    route("why", async (query, reply) => {
      const key = query["key"] ?? "";
      const parsed = parseWhyKey(key);
      const solved = !("problem" in parsed) && needsSolver(parsed) && ask.results().comparison !== undefined ? await ask.solved?.(key) : undefined;
      if (solved?.kind === "unknown") return problem(reply, 404, "There is no such figure.", solved.problem, solved.mend);
      const answer = whyView(ask.results(), key, solved?.explanation);
      if (answer.kind === "answer") return answer.why;
      return problem(reply, answer.kind === "not-yet" ? 409 : 404, answer.kind === "not-yet" ? "The plan is not made yet." : "There is no such figure.", answer.problem, answer.mend);
    });
    route("plan", (_, reply) => once("plan", planReport) ?? problem(reply, 409, "The plan is not made yet.", "It is still being computed.", "Follow /api/progress and ask again."));
    route("map", () => once("map", () => JSON.parse(readFileSync(join(ROOT, "data", "map", "world.json"), "utf8")) as object));
    route("health", () => ({ status: "ok", planned: ask.results().comparison !== undefined }));
    server.get("/api/openapi.json", { schema: { hide: true, response: { 200: { type: "object", additionalProperties: true } } } }, () => server.swagger());
    server.get(ROUTES.progress.path, { schema: { summary: ROUTES.progress.summary } }, (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "keep-alive", "x-content-type-options": "nosniff" });
      const send = (view: ProgressView): void => {
        raw.write(`data: ${JSON.stringify(view)}\n\n`);
        if (view.state !== "running" && view.state !== "waiting") raw.end();
      };
      const stop = ask.onProgress(send);
      // Proxies close silent connections; a comment keeps this one.
      const beat = setInterval(() => raw.write(": beat\n\n"), 15_000);
      raw.on("close", () => {
        stop();
        clearInterval(beat);
      });
      request.raw.on("error", () => raw.end());
      send(ask.progress());
    });
  });
  await server.register(fixed, { root: ask.page ?? join(ROOT, "dist", "web"), index: ["index.html"], cacheControl: false });
  return server;
}

const problem = (reply: FastifyReply, status: number, title: string, detail: string, mend: string): FastifyReply => reply.code(status).type("application/problem+json").send({ type: "about:blank", title, status, detail, mend });
