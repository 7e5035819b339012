import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ROUTES } from "#api";
import { CONTRACT, type ContractName, PROBLEM, ViewQuery } from "#api/contract";
import { readerChoices } from "#app";
import { HEAT_MEASURES, heatView, homeView, needsSolver, pageYear, parseWhyKey, planReport, whyView } from "#views";
import { ROOT, type ServerAsk } from "./build.ts";
import { sendProgress } from "./events.ts";
import type { ServerLimits } from "./limits.ts";
import { problem, REFUSALS } from "./problem.ts";
import type { View } from "./view.ts";

const NOTICES = {
  open: "This choice shows what labels would let a reader see. It is no security: whoever can open this page can choose any reader, or see all.",
  fixed: "One reader was chosen when this server was started.",
} as const;

type Query = Readonly<Record<string, string>>;

/** The routes that answer from a data set. Each answer is made from the view of whoever asks, and kept with that view alone. */
export function dataRoutes(server: FastifyInstance, { gate, desk, solved }: ServerAsk, _limits: ServerLimits): void {
  const route = (name: ContractName, handler: (request: FastifyRequest, reply: FastifyReply) => unknown): void => {
    const it = CONTRACT[name];
    server.route({
      method: it.method,
      url: it.path,
      schema: { summary: it.summary, querystring: it.query, response: { 200: it.reply, "4xx": PROBLEM, "5xx": PROBLEM } },
      handler,
    });
  };
  /** The view of whoever asks; where there is none, the refusal is sent. */
  const viewFor = (request: FastifyRequest, reply: FastifyReply): View | undefined => {
    const admission = gate.admit(request);
    if (admission.kind === "refused") {
      void problem(reply, admission.refusal);
      return undefined;
    }
    const view = desk.viewOf(admission);
    if (view === undefined) void problem(reply, REFUSALS["nothing-to-see"]);
    return view;
  };
  const answer = (name: ContractName, handler: (view: View, query: Query, reply: FastifyReply) => unknown): void =>
    route(name, (request, reply) => {
      const view = viewFor(request, reply);
      return view === undefined ? reply : handler(view, request.query as Query, reply);
    });

  // What a reader is shown changes with the reader: nothing of it may be kept on the way.
  server.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));

  answer("home", (view) => view.once("home", homeView));
  answer("heat", (view, query, reply) => {
    const { results } = view;
    const measure = HEAT_MEASURES.find((it) => it === (query["measure"] ?? "coverage"));
    const year = query["year"] === undefined ? pageYear(results) : Number(query["year"]);
    if (measure === undefined) return problem(reply, { status: 400, reason: "no-measure", title: "There is no such measure.", detail: `"${query["measure"]}" is not a measure of the table.`, mend: `Use one of: ${HEAT_MEASURES.join(", ")}.` });
    if (!results.alliance.years.includes(year)) return problem(reply, { status: 400, reason: "no-year", title: "There is no such year.", detail: `${query["year"]} is outside the plan.`, mend: `Give a year from ${results.alliance.years[0]} to ${results.alliance.years.at(-1)}.` });
    return view.once(`heat|${measure}|${year}`, (it) => heatView(it, { measure, year }));
  });
  answer("why", async (view, query, reply) => {
    const key = query["key"] ?? "";
    const parsed = parseWhyKey(key);
    const found = !("problem" in parsed) && needsSolver(parsed) && view.results.comparison !== undefined ? await solved?.(view, key) : undefined;
    const noFigure = { status: 404, reason: "no-figure", title: "There is no such figure." };
    if (found?.kind === "unknown") return problem(reply, { ...noFigure, detail: found.problem, mend: found.mend });
    const said = whyView(view.results, key, found?.explanation);
    if (said.kind === "answer") return said.why;
    return problem(reply, { ...(said.kind === "not-yet" ? { status: 409, reason: "not-planned", title: "The plan is not made yet." } : noFigure), detail: said.problem, mend: said.mend });
  });
  answer("plan", (view, _, reply) => view.once("plan", planReport) ?? problem(reply, { status: 409, reason: "not-planned", title: "The plan is not made yet.", detail: "It is still being computed.", mend: "Follow /api/progress and ask again." }));
  answer("reader", (view) => ({ mode: gate.mode, notice: NOTICES[gate.mode], ...(gate.mode === "open" && { choices: view.once("reader", ({ alliance }) => readerChoices(alliance)) }) }));
  let map: object | undefined;
  route("map", () => (map ??= JSON.parse(readFileSync(join(ROOT, "data", "map", "world.json"), "utf8")) as object));
  route("health", () => ({ status: "ok" }));
  server.get("/api/openapi.json", { schema: { hide: true, response: { 200: { type: "object", additionalProperties: true } } } }, () => server.swagger());
  server.get(ROUTES.progress.path, { schema: { summary: ROUTES.progress.summary, querystring: ViewQuery } }, (request, reply) => {
    const view = viewFor(request, reply);
    return view === undefined ? reply : sendProgress(view.progress, request, reply);
  });
}
