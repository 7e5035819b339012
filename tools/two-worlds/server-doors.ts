import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { digestOf } from "#adapters/files";
import { parseReader } from "#app";
import { buildServer, fixedGate, type Gate, serve, type View, viewAsGate, viewDesk } from "#server";
import { HEAT_MEASURES } from "#views";
import type { Output } from "../conformance/outputs.ts";
import { TO_THE_END } from "./command-doors.ts";
import type { World } from "./worlds.ts";

/** Routes that answer from the data, and questions that are refused: wrong years, keys, measures, methods and readers. */
const ASKED: readonly string[] = [
  "home",
  ...HEAT_MEASURES.map((it) => `heat?measure=${it}&year=2031`),
  "heat?year=1900",
  "heat?year=many",
  "heat?measure=nothing",
  ...[
    "coverage/air/2030",
    "available/air/2030/HOL",
    "target/air/2032/HOL",
    "data/sourced",
    "budget/HOL/2030",
    "gain/HOL",
    "price/money",
    "coverage/dark7/2030",
    "available/air/2030/DRK",
    "fact/x7",
    "nothing",
    "",
  ].map((key) => `why?key=${encodeURIComponent(key)}`),
  ...["air", "holm", "dark7", "drk", "x", "a", "", "%C3%A9"].map((it) => `search?q=${it}`),
  "search",
  "records",
  "records?kind=holding",
  "records?kind=label",
  "records?kind=source",
  "records?kind=stock",
  "records?kind=nothing",
  "plan",
  "procurement",
  "levers",
  "reader",
  "ready",
  "health",
  "evidence",
  "nowhere",
  `home?x=${"x".repeat(3000)}`,
];

/** What changes from one request to the next with the clock alone. */
export const CLOCK: readonly string[] = ["date", "x-ratelimit-reset"];

/**
 * Refuses an answer that says the server failed: it is the same in both worlds, and so would count as no leak, though nothing was answered.
 * That the server is not ready or takes no more (503) it says on purpose. @throws Error
 */
export function answered(door: string, status: number, body: string): void {
  if (status >= 500 && status !== 503) throw new Error(`${door} was not answered: ${status} ${body.slice(0, 400)}`);
}

/**
 * Every answer of the server to a reader, whole: status, headers, body and the line of its log, with budgets counted down as they
 * are. Others, who see more, have asked first, so that what is kept for them is there. The clock alone is left out.
 */
export async function serverOutputs(world: World, as: string): Promise<readonly Output[]> {
  const byAs = await answersOf(world, { as, name: "as", gate: viewAsGate });
  return [...byAs, ...(await answersOf(world, { as, name: "fixed", gate: fixedGate({ kind: "reader", reader: parseReader(as)! }) }))];
}

async function answersOf(
  world: World,
  { as, name, gate }: { readonly as: string; readonly name: "as" | "fixed"; readonly gate: Gate },
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  const lines: string[] = [];
  const log = new Writable({ write: (chunk: Buffer, _, done) => void (lines.push(chunk.toString()), done()) });
  const planned: View[] = [];
  const desk = viewDesk({ source: { files: world, digest: digestOf(world) }, choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 });
  // Whoever reaches a server on loopback shares one budget, so those who asked first are given one of their own.
  const byAsker: Gate = { ...gate, identity: (request) => String(request.headers["x-asker"] ?? "other") };
  const server = await buildServer({ gate: byAsker, desk, log });
  try {
    if (name === "as") for (const other of ["", "?as=VAL:9", "?as=HOL:9"]) await server.inject({ url: `/api/home${other}` });
    const mine = planned.length;
    const looks = name === "as" ? `as=${encodeURIComponent(as)}` : "";
    for (const it of ASKED) {
      const url = `/api/${it}${looks === "" ? "" : `${it.includes("?") ? "&" : "?"}${looks}`}`;
      for (const method of ["GET", ...(it === "home" ? (["HEAD", "POST", "OPTIONS"] as const) : [])] as const) {
        lines.length = 0;
        const { statusCode, headers, body } = await server.inject({
          url,
          method,
          headers: { host: "localhost", "x-asker": "reader", "if-none-match": "*", ...(method === "POST" && { origin: "http://localhost" }) },
        });
        answered(`${name} ${method} ${it.slice(0, 60)} as ${as}`, statusCode, body);
        const stable = Object.fromEntries(Object.entries(headers).filter(([header]) => !CLOCK.includes(header)));
        const logged = lines.map((line) => ({ ...(JSON.parse(line) as object), time: "", ms: 0 }));
        outputs.push([`${name} ${method} ${it.slice(0, 60)}`, JSON.stringify({ statusCode, headers: stable, body, logged })]);
      }
    }
    // Events are named by chance, so that the name of none says how many there were.
    outputs.push([
      `${name}: what is told of progress, and the names of views`,
      JSON.stringify(planned.slice(mine).map((it) => [it.key, it.progress.latest().value])),
    ]);
  } finally {
    desk.stop();
    await server.close();
  }
  return outputs;
}

/** Questions that need a made plan. */
const OF_PLANS: readonly string[] = [
  "home",
  "plan",
  "levers",
  "plans",
  "procurement",
  "procurement/gains",
  "report.pdf",
  "report.xlsx",
  `what-if?exact=true&change=${encodeURIComponent("budget:HOL=+10%")}`,
  `what-if?exact=true&change=${encodeURIComponent("nation-out:DRK")}`,
  // A comparison shows the quick answer until the exact one is there: which of them comes first is time's.
  `what-if?exact=true&change=${encodeURIComponent("requirement:air=+20%")}`,
  `plans/compare?plan=&plan=${encodeURIComponent("requirement:air=+20%")}`,
  `demand?ask=${encodeURIComponent("cover:air=90%@2032")}`,
  `demand?ask=${encodeURIComponent("cover:dark7=90%@2032")}`,
  ...["price/money", "gain/HOL", "order/VAL/battery", "binding"].map((key) => `why?key=${encodeURIComponent(key)}`),
];

/** Answers about plans from a server that listens, plans and keeps named plans as `concord serve --as` does. */
export async function plannedOutputs(world: World, as: string): Promise<readonly Output[]> {
  const plansFolder = mkdtempSync(join(tmpdir(), "concord-plans-"));
  const served = await serve({ source: { files: world, digest: digestOf(world) }, choices: { parameters: TO_THE_END }, viewer: { kind: "reader", reader: parseReader(as)! }, port: 0, plansFolder, onProgress: () => undefined, onDone: () => undefined });
  const outputs: Output[] = [];
  try {
    await served.planned();
    // Besides the clock, a plan that is kept has a name by chance.
    const ask = async (name: string, init: RequestInit = {}): Promise<void> => {
      const reply = await fetch(`${served.address}/api/${name}`, init);
      // The length of a body changes with the digits of its seconds; the body itself is compared.
      const headers = [...reply.headers].filter(([header]) => ![...CLOCK, "content-length"].includes(header));
      const text = await reply.text();
      answered(`planned ${init.method ?? "GET"} ${name} as ${as}`, reply.status, text);
      outputs.push([`planned ${init.method ?? "GET"} ${name}`, JSON.stringify([reply.status, headers, text.replaceAll(/"(seconds|keptAt|at)":(?:"[^"]*"|[\d.e-]+)|"(id)":"[0-9a-f]{16}"/g, '"$1$2":0')])]);
    };
    for (const it of OF_PLANS) await ask(it);
    const body = JSON.stringify({ name: "More for Holm", changes: ["budget:HOL=+10%"] });
    await ask("plans", { method: "POST", body, headers: { "content-type": "application/json", origin: new URL(served.address).origin } });
    await ask("plans");
  } finally {
    await served.close();
    rmSync(plansFolder, { recursive: true, force: true });
  }
  return outputs;
}
