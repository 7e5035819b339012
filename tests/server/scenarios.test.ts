import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { type ClosableSolver, highsPool } from "#adapters/highs";
import { planStore } from "#adapters/runs";
import { explainer, gainsOf, planResults, whatIfSession } from "#app";
import { buildServer, type StudyDesk, studyDesk, type View, viewAsGate, viewDesk, type WhatIfDesk, whatIfDesk } from "#server";
import type { ScenariosView, Shown, WhyView } from "#views";
import { ROOT } from "../../tools/files.ts";

interface Told {
  readonly state: string;
  readonly quick: boolean;
  readonly stage: string;
  readonly done: number;
  readonly answer?: ScenariosView;
}

const folder = mkdtempSync(join(tmpdir(), "concord-studies-"));
const views = new Map<string, View>();
let solver: ClosableSolver;
let server: FastifyInstance;
let studies: StudyDesk;
let whatIf: WhatIfDesk;
let opened = 0;
// A study that is to be found waiting or running waits for this.
let gate: () => Promise<void> = () => Promise.resolve();

afterAll(async () => {
  await studies.close();
  await whatIf.close();
  await server.close();
  await solver.close();
  rmSync(folder, { recursive: true });
});

beforeAll(async () => {
  solver = await highsPool({ threads: 1 });
  const { files } = await readTexts(join(ROOT, "cases/three-shores"));
  const parameters = { "scenarios.rounds": 2 };
  const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: { parameters }, planner: { plan: (view) => void views.set(view.key, view) }, most: 20 });
  const plannedOf = ({ results }: View) => ({ ...results, comparison: results.comparison! });
  whatIf = whatIfDesk({ open: async (results, signal) => ({ session: await whatIfSession(results, { solver, signal }), close: async () => undefined }), now: () => 0, most: 2, idleSeconds: 600, aheadSeconds: 0 });
  studies = studyDesk({
    open: async () => {
      opened += 1;
      await gate();
      return { ...solver, close: async () => undefined };
    },
    now: () => performance.now() / 1000,
    most: 2,
  });
  server = await buildServer({
    gate: viewAsGate,
    desk,
    limits: { requests: 1_000_000, costly: 1_000_000 },
    plans: { whatIf, studies, demand: (view, demands) => explainer(plannedOf(view), { solver }).demand(demands), gains: (view) => gainsOf(plannedOf(view), { solver, timeLimit: 60 }), store: planStore(folder), now: () => "2030-01-02T03:04:05.000Z" },
  });
  for (const as of ["VAL:1", "HOL:1"]) await server.inject({ url: `/api/levers?as=${as}` });
  for (const view of views.values()) view.results = await planResults(view.results, { solver, now: () => 0, dataRange: false });
});

const get = async <T = Told>(path: string): Promise<{ readonly status: number; readonly body: T }> => {
  const reply = await server.inject({ url: path });
  return { status: reply.statusCode, body: reply.json() };
};
const post = async (path: string, quick: boolean): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> => {
  const reply = await server.inject({ method: "POST", url: path, headers: { host: "localhost:80", origin: "http://localhost:80" }, payload: { quick } });
  return { status: reply.statusCode, body: reply.json() };
};
const over = async (as: string, quick: boolean): Promise<Told> => {
  for (;;) {
    const { body } = await get(`/api/scenarios?as=${as}&quick=${quick}`);
    if (body.state !== "waiting" && body.state !== "running") return body;
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
};
const holding = (): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = () => promise;
  return resolve;
};

test("before the plan is made nothing can be asked of it, and before it is begun nothing is worked out", async () => {
  for (const reply of [await get<{ reason: string }>("/api/scenarios?as=FEN:0"), await post("/api/scenarios?as=FEN:0", true)]) expect([reply.status, reply.body["reason"]]).toEqual([409, "not-planned"]);
  expect((await get("/api/scenarios?as=VAL:1")).body).toEqual({ state: "none", quick: true, stage: "Not worked out", done: 0 });
  expect((await get<{ detail: string }>("/api/why?as=VAL:1&key=scenarios/quick/planning")).body.detail).toBe("It is not worked out here.");
  expect(opened).toBe(0);
});

test("a study is begun, found running by whoever comes, followed to its end as events, and kept with its view alone", async () => {
  const release = holding();
  expect((await post("/api/scenarios?as=VAL:1", true)).body).toEqual({ done: true });
  // Begun again it is the same one.
  await post("/api/scenarios?as=VAL:1", true);
  await expect.poll(async () => (await get("/api/scenarios?as=VAL:1")).body.state).toBe("running");
  expect((await get("/api/scenarios?as=HOL:1")).body.state).toBe("none");
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  // Whoever follows is there before it goes on: its first stage is over soon.
  const stream = await fetch(`${address}/api/scenarios/follow?as=VAL:1`);
  release();
  const events = [...(await stream.text()).matchAll(/^data: (.+)$/gm)].map((it) => JSON.parse(it[1]!) as Told);
  expect(events.at(-1)!.state).toBe("done");
  expect([...new Set(events.map((it) => it.stage))]).toEqual(["Allies plan alone and together", "Each scenario as if it were known", "The plan for their mean", "Deciding for all scenarios", "Worked out"]);
  expect(events.map((it) => it.done)).toEqual(events.map((it) => it.done).toSorted((a, b) => a - b));
  for (const it of events) expect(it.answer !== undefined).toBe(it.state === "done");
  expect(opened).toBe(1);
  expect((await get("/api/scenarios?as=VAL:1")).body.answer).toEqual(events.at(-1)!.answer);
  expect((await get("/api/scenarios?as=HOL:1")).body.state).toBe("none");
});

test("every figure of it answers why with itself, and another reader has none of them", async () => {
  const { answer } = (await get("/api/scenarios?as=VAL:1")).body;
  const { scenarios, plans, now, hedges, wait, valueOfPlanning, valueOfKnowing, valueOfReserve, gap, bound } = answer!;
  const figures: readonly Shown[] = [valueOfPlanning, valueOfKnowing, valueOfReserve, gap, bound, ...scenarios.flatMap((it) => [it.probability, it.known, it.together, it.regret, it.regretOfMean]), ...plans.flatMap((it) => [it.expected, it.worst, it.worstRegret, it.committed]), ...[...now, ...hedges, ...wait].flatMap((it) => [it.chosen, it.least, it.most, it.money])];
  expect(figures.length).toBeGreaterThan(60);
  for (const it of figures) {
    const { status, body } = await get<WhyView>(`/api/why?as=VAL:1&key=${encodeURIComponent(it.why)}`);
    expect([it.why, status, body.shown?.value, body.shown?.unit]).toEqual([it.why, 200, it.value, it.unit]);
    expect(body.method.doc).toBe("docs/methods/uncertainty.md");
  }
  expect((await get(`/api/why?as=HOL:1&key=${encodeURIComponent(bound.why)}`)).status).toBe(404);
  expect((await get("/api/why?as=VAL:1&key=scenarios/quick/no-such")).status).toBe(404);
});

test("told in French it has the same figures, and no English but the data's own names", async () => {
  const [english, french] = [(await get("/api/scenarios?as=VAL:1")).body, (await get("/api/scenarios?as=VAL:1&lang=fr")).body];
  expect(french.stage).toBe("Calculé");
  expect(french.answer!.plans.map((it) => [it.name, it.expected.value])).toEqual(english.answer!.plans.map((it, at) => [["pour tous les scénarios", "pour leur moyenne"][at], it.expected.value]));
  expect(french.answer!.scenarios.map((it) => it.name)).toEqual(["comme prévu", "choc budgétaire", "élections, premier tirage", "élections, second tirage", "systèmes en retard", "chaînes perturbées", "systèmes plus chers", "menace croissante", "menace croissante, plus d’argent", "choc, retards et cherté"]);
  const told = [...french.answer!.sentences, ...french.answer!.scenarios.flatMap((it) => it.changes), ...[...french.answer!.now, ...french.answer!.hedges, ...french.answer!.wait].flatMap((it) => [it.text.replace(/\(.*\)$/, ""), it.leastIn])];
  expect(told.filter((it) => /\b(the|of|is|are|and|order|expand|from|later|less|more|every)\b/.test(it))).toEqual([]);
  const whys = [french.answer!.valueOfPlanning, french.answer!.scenarios[1]!.regret, french.answer!.plans[1]!.worst, french.answer!.plans[0]!.committed, french.answer!.gap, ...french.answer!.wait.slice(0, 1).map((it) => it.least)];
  for (const it of whys) {
    const { body } = await get<WhyView>(`/api/why?as=VAL:1&lang=fr&key=${encodeURIComponent(it.why)}`);
    expect([body.question, body.sentence, ...body.steps.map((step) => step.text), ...body.limits].filter((text) => /\b(the|of|is|are|and|what|which)\b/i.test(text))).toEqual([]);
  }
});

test("one runs at a time; one that waits or runs is stopped and begun anew; more than may wait are refused", async () => {
  const before = opened;
  const release = holding();
  await post("/api/scenarios?as=VAL:1", false);
  await post("/api/scenarios?as=HOL:1", true);
  await expect.poll(async () => (await get("/api/scenarios?as=VAL:1")).body).toMatchObject({ state: "running", quick: false });
  expect((await get("/api/scenarios?as=HOL:1")).body).toMatchObject({ state: "waiting", quick: true });
  expect(opened).toBe(before + 1);
  const refused = await post("/api/scenarios?as=HOL:1", false);
  expect([refused.status, refused.body["reason"]]).toEqual([429, "too-many-studies"]);
  await post("/api/scenarios/cancel?as=HOL:1", true);
  expect((await get("/api/scenarios?as=HOL:1")).body.state).toBe("cancelled");
  await post("/api/scenarios/cancel?as=VAL:1", false);
  expect((await get("/api/scenarios?as=VAL:1&quick=false")).body.state).toBe("cancelled");
  // What was made before stands.
  expect((await get("/api/scenarios?as=VAL:1")).body).toMatchObject({ state: "done", quick: true });
  release();
  await post("/api/scenarios?as=VAL:1", false);
  const full = await over("VAL:1", false);
  expect([full.state, full.answer!.isQuick, full.answer!.plans.map((it) => it.kind)]).toEqual(["done", false, ["together", "mean", ...Array.from({ length: 3 }, () => "reserve"), ...Array.from({ length: 10 }, () => "own")]]);
  // The fullest that is made is told.
  expect((await get("/api/scenarios?as=VAL:1")).body.quick).toBe(false);
});

test("what goes wrong is told in words, and can be tried again", async () => {
  gate = () => Promise.reject(new Error("there is no solver"));
  await post("/api/scenarios?as=HOL:1", false);
  expect(await over("HOL:1", false)).toMatchObject({ state: "failed", stage: "It could not be worked out", message: "there is no solver" });
  gate = () => Promise.resolve();
  await post("/api/scenarios?as=HOL:1", true);
  expect((await over("HOL:1", true)).state).toBe("done");
});

test("a view that ends takes its study with it", async () => {
  const release = holding();
  await post("/api/scenarios?as=HOL:1", false);
  const mine = [...views.values()].find((it) => studies.log(it, "full").latest().value.state === "running" || studies.log(it, "full").latest().value.state === "waiting")!;
  mine.stop.abort();
  release();
  await expect.poll(() => studies.log(mine, "full").latest().value.state).toBe("cancelled");
});
