import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyHelmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import Fastify from "fastify";
import { packedPanel, shippedStudy } from "#adapters/history";
import { PAGES, ROUTES } from "#api";
import { evidenceView, HEAT_MEASURES, type MapLook } from "#views";
import { mapDrawing, readLand } from "#views/map";
import { heat, home, type Size, why } from "./fixture/world.ts";

const ROOT = join(import.meta.dirname, "../..");
const LAND = readLand(JSON.parse(readFileSync(join(ROOT, "data/map/world.json"), "utf8")));

/** How the server of the tests behaves. */
export interface Behaviour {
  readonly size: Size;
  /** Milliseconds that the plan takes after the first look at its progress. 0: it is there from the start. */
  readonly planMs: number;
}

/** A server that answers with the invented alliance, under the strictest content security policy. */
export async function serveFixture(behaviour: Behaviour, port = 0): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  let plannedAt = behaviour.planMs === 0 ? 0 : Number.POSITIVE_INFINITY;
  const isPlanned = (): boolean => Date.now() >= plannedAt;
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  await app.register(fastifyStatic, { root: join(ROOT, "dist/web") });
  for (const [page, { path }] of Object.entries(PAGES)) if (path !== "/") app.get(path, (_request, reply) => reply.sendFile(`pages/${page}.html`));
  app.get(ROUTES.home.path, () => home(behaviour.size, isPlanned()));
  app.get<{ Querystring: { measure?: string; year?: string } }>(ROUTES.heat.path, (request, reply) => {
    const measure = HEAT_MEASURES.find((it) => it === request.query.measure);
    if (measure === undefined) return reply.code(400).send({ message: "There is no such measure; choose one of the switch." });
    return heat(behaviour.size, measure, Number(request.query.year ?? 2030));
  });
  app.get<{ Querystring: { key?: string } }>(ROUTES.why.path, (request) => why(request.query.key ?? ""));
  app.get(ROUTES.reader.path, () => ({ mode: "fixed", notice: "" }));
  app.get<{ Querystring: { lang?: string } }>(ROUTES.evidence.path, ({ query }) => evidenceView(shippedStudy()!, query.lang === "fr" ? "fr" : "en"));
  app.get(ROUTES.evidencePanel.path, (_request, reply) => reply.type("application/gzip").send(packedPanel()!.bytes));
  app.get<{ Querystring: MapLook }>(ROUTES.map.path, ({ query: { form, view } }) => mapDrawing(home(behaviour.size, true).map.nations, LAND, { form, view }));
  // Nothing changes here: the stream says how it stands, and stays open.
  app.get(ROUTES.changes.path, (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write(`data: ${JSON.stringify({ data: "" })}\n\n`);
  });
  app.get(ROUTES.progress.path, (_request, reply) => {
    plannedAt = Math.min(plannedAt, Date.now() + behaviour.planMs);
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const tell = (): void => {
      const left = Math.max(0, plannedAt - Date.now());
      const done = behaviour.planMs === 0 ? 1 : 1 - left / behaviour.planMs;
      reply.raw.write(
        `data: ${JSON.stringify({ state: left === 0 ? "done" : "running", stage: done < 0.5 ? "each ally alone" : "all allies aligned", done, secondsLeft: left / 1000 })}\n\n`,
      );
      if (left === 0) {
        clearInterval(timer);
        reply.raw.end();
      }
    };
    const timer = setInterval(tell, 100);
    reply.raw.on("close", () => clearInterval(timer));
    tell();
  });
  const address = await app.listen({ port, host: "127.0.0.1" });
  return { address, close: () => app.close() };
}

// Run by hand to look at the page: node tests/web/serve.ts large 4280
if (process.argv[1] === import.meta.filename) {
  const { address } = await serveFixture(
    { size: process.argv[2] === "large" ? "large" : "small", planMs: Number(process.argv[4] ?? 0) },
    Number(process.argv[3] ?? 4280),
  );
  process.stdout.write(`${address}\n`);
}
