import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { type ClosableSolver, highsPool } from "#adapters/highs";
import { planStore } from "#adapters/runs";
import { explainer, gainsOf, planResults, whatIfSession } from "#app";
import type { PreparationAsk, Prepared, Solver } from "#engines/plan";
import { type AheadTold, buildServer, type Gate, type PlanServices, type View, viewAsGate, type ViewDesk, viewDesk, type WhatIfDesk, whatIfDesk, type WhatIfState } from "#server";
import { type AskedLever, type GainsView, type LeversView, numberText, type PlansCompared, type PlansView, type ProcurementView, whatIfKey } from "#views";
import { ROOT } from "../../tools/files.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-plans-"));
let solver: ClosableSolver;
let server: FastifyInstance;
let desk: ViewDesk;
let whatIf: WhatIfDesk;
let services: PlanServices;
let opened = 0;
const views = new Map<string, View>();
afterAll(async () => {
  await whatIf.close();
  await server.close();
  await solver.close();
  rmSync(folder, { recursive: true });
});

/** Plans a view as the planner would, and waits for it. */
const planned = async (as: string): Promise<void> => {
  await server.inject({ url: `/api/levers?as=${as}` });
  for (const view of views.values()) if (view.results.comparison === undefined) view.results = await planResults(view.results, { solver, now: () => 0, dataRange: false });
};

beforeAll(async () => {
  solver = await highsPool({ threads: 1 });
  const { files } = await readTexts(join(ROOT, "cases/three-shores"));
  desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: (view) => void views.set(view.key, view) }, most: 20 });
  whatIf = whatIfDesk({
    open: async (results, signal) => {
      opened += 1;
      return { session: await whatIfSession(results, { solver, signal }), close: async () => undefined };
    },
    now: () => performance.now() / 1000,
    most: 2,
    idleSeconds: 600,
    aheadSeconds: 0,
  });
  const plannedOf = ({ results }: View) => ({ ...results, comparison: results.comparison! });
  services = { whatIf, demand: (view, demands) => explainer(plannedOf(view), { solver }).demand(demands), gains: (view) => gainsOf(plannedOf(view), { solver, timeLimit: 60 }), store: planStore(folder), now: () => "2030-01-02T03:04:05.000Z" };
  server = await buildServer({ gate: viewAsGate, desk, limits: { requests: 1_000_000, costly: 1_000_000 }, plans: services });
  await planned("VAL:1");
});

const get = async (path: string) => {
  const reply = await server.inject({ url: path });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown>, text: reply.body };
};
const post = async (path: string, body: object) => {
  const reply = await server.inject({ method: "POST", url: path, headers: { host: "localhost:80", origin: "http://localhost:80" }, payload: body });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
};
const asking = (path: string, changes: readonly string[], more: Readonly<Record<string, string>> = { as: "VAL:1" }): string => `${path}?${new URLSearchParams([...Object.entries(more), ...changes.map((it): [string, string] => ["change", it])]).toString()}`;
const whatIfOf = async (changes: readonly string[], more: Readonly<Record<string, string>> = {}) => (await get(asking("/api/what-if", changes, { as: "VAL:1", ...more }))).body as unknown as WhatIfState & { readonly answer: NonNullable<WhatIfState["answer"]> };
const LEVERS = ["budget:*=-30%", "nation-out:FEN", "requirement:air=x1.2"];

test("before the plan is made nothing can be asked of it", async () => {
  const served = await get("/api/what-if?as=FEN:0&change=nation-out%3AFEN");
  expect([served.status, served.body["reason"]]).toEqual([409, "not-planned"]);
  expect((await get("/api/procurement?as=FEN:0")).body["bundles"]).toBeUndefined();
});

describe("a what-if", () => {
  test("is answered at once with a proven gap, and then exactly: bound ≤ exact ≤ quick", async () => {
    const quick = await whatIfOf(LEVERS);
    expect(["quick", "exact"]).toContain(quick.state);
    const exact = await whatIfOf(LEVERS, { exact: "true" });
    expect(exact.state).toBe("exact");
    expect(exact.answer.kind).toBe("exact");
    const { before, after, difference, proof } = exact.answer.cost!;
    expect(difference.value).toBeCloseTo(after.value! - before.value!, 9);
    expect(proof.value).toBeLessThanOrEqual(1e-6 * before.value!);
    const value = (it: { readonly value?: number }): number => it.value ?? Number.NaN;
    expect(value(quick.answer.bound)).toBeLessThanOrEqual(value(exact.answer.weighted.after) + 1e-6);
    expect(value(exact.answer.weighted.after)).toBeLessThanOrEqual(value(quick.answer.weighted.after) + 1e-6);
    expect(value(exact.answer.weighted.difference)).toBeCloseTo(value(exact.answer.weighted.after) - value(exact.answer.weighted.before), 12);
    expect(exact.answer.asked.map((it) => it.words)).toEqual(["the budget of every ally is 30 % less", "Fen is not part of the plan", "the requirement of Air defence is 20 % more"]);
  });

  test("asked lever by lever or at once is the same, and taking the last back answers the one before", async () => {
    const step = [];
    for (let count = 0; count <= LEVERS.length; count++) step.push(await whatIfOf(LEVERS.slice(0, count), { exact: "true" }));
    expect(step[0]?.answer.weighted.difference.value).toBe(0);
    expect(step[3]?.answer.weighted.after.value).toBeCloseTo((await whatIfOf(LEVERS, { exact: "true" })).answer.weighted.after.value!, 6);
    expect((await whatIfOf(LEVERS.slice(0, 2), { exact: "true" })).answer).toEqual(step[2]?.answer);
    // In another order it is the same question to the plan, asked anew.
    expect((await whatIfOf([LEVERS[2]!, LEVERS[0]!, LEVERS[1]!], { exact: "true" })).answer.weighted.after.value).toBeCloseTo(step[3]!.answer.weighted.after.value!, 6);
  });

  test("is followed to the exact answer as events", async () => {
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    const reply = await fetch(`${address}${asking("/api/what-if/follow", ["priority:air=x2"])}`);
    const states = [...(await reply.text()).matchAll(/^data: (.+)$/gm)].map((it) => JSON.parse(it[1]!) as WhatIfState);
    expect(states.at(-1)?.state).toBe("exact");
    // Until it is exact it says what is being made least, and no money.
    for (const { state, stage, answer } of states) {
      if (state === "exact") expect([answer?.kind, answer?.proved]).toEqual(["exact", { weighted: "least", cost: "least", shortfallYears: "of-this-plan", leaves: "of-this-plan", nations: "of-this-plan" }]);
      else if (answer !== undefined) expect([answer.kind, answer.cost, answer.nations, answer.proved.cost]).toEqual([stage === "money" ? "shortfall" : "quick", null, null, "open"]);
    }
    expect(states.some((it) => it.state === "quick" && it.stage === "money")).toBe(true);
    // Whoever comes later is told the end at once.
    const again = await fetch(`${address}${asking("/api/what-if/follow", ["priority:air=x2"])}`);
    expect([...(await again.text()).matchAll(/^data: (.+)$/gm)].map((it) => (JSON.parse(it[1]!) as WhatIfState).state)).toEqual(["exact"]);
  });

  test("that is stopped keeps its quick answer, and is taken up again when it is asked again", async () => {
    const changes = ["budget:VAL=-12%"];
    const first = whatIfOf(changes);
    await post("/api/what-if/cancel?as=VAL:1", { changes });
    await first;
    expect((await whatIfOf(changes, { exact: "true" })).state).toBe("exact");
  });

  test("asked in French it tells allies, levers and sentences in French, with the same figures", async () => {
    const [english, french] = [await whatIfOf(LEVERS, { exact: "true" }), await whatIfOf(LEVERS, { exact: "true", lang: "fr" })];
    const named = (it: typeof french) => it.answer.nations!.map((one) => [one.nation, one.name, one.after.value]);
    expect(named(english).map(([, name]) => name)).toContain("Vale");
    expect(named(french)).toEqual(named(english).map(([id, name, value]) => [id, name === "Vale" ? "Val" : name, value]));
    expect(french.answer.asked[1]).toEqual({ text: "nation-out:FEN", words: "Marais ne fait pas partie du plan" });
    const compared = (await get(`/api/plans/compare?as=VAL:1&lang=fr&exact=true&plan=&plan=${encodeURIComponent("nation-out:VAL")}`)).body as unknown as PlansCompared;
    expect(compared.nations!.map((it) => it.name)).toContain("Val");
    const key = english.answer.nations!.find((it) => it.nation === "VAL")!.after.why;
    expect((await get(`/api/why?as=VAL:1&lang=fr&key=${encodeURIComponent(key)}`)).text).toMatch(/\bVal\b/);
  });

  test("every figure is answered why", async () => {
    const { answer } = await whatIfOf(LEVERS);
    const keys = [...new Set([...JSON.stringify(answer).matchAll(/"why":"([^"]+)"/g)].map((it) => it[1]!))];
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) {
      const why = await get(`/api/why?as=VAL:1&key=${encodeURIComponent(key)}`);
      expect([key, why.status]).toEqual([key, 200]);
    }
    const why = await get(`/api/why?as=VAL:1&key=${encodeURIComponent(answer.weighted.after.why)}`);
    expect((why.body["shown"] as { value: number }).value).toBe(answer.weighted.after.value);
    expect((await get("/api/why?as=VAL:1&key=what-if%2Fweather")).status).toBe(404);
  });

  test.each([
    ["shortfall", [], /^The shortfall without weights is [\d.]+ shortfall-years\.$/],
    ["shortfall", LEVERS, /^The shortfall without weights is [\d.]+ shortfall-years, against [\d.]+ shortfall-years in the plan as it is\.$/],
    ["leaf:air", LEVERS, /^The shortfall of Air defence is [\d.]+ shortfall-years, against [\d.]+ shortfall-years in the plan as it is\.$/],
    ["weighted", LEVERS, /^The alliance is short by [\d.]+ weighted shortfall-years/],
    ["gap", [], /weighted shortfall-years.*: proven\.$/],
  ])("why of %s with %j answers with a sentence of that figure", async (measure, changes, sentence) => {
    await whatIfOf(changes, { exact: "true" });
    const { body } = await get(`/api/why?as=VAL:1&key=${encodeURIComponent(whatIfKey(measure, changes))}`);
    expect(body["sentence"]).toMatch(sentence);
    if (measure === "shortfall") expect(body["sentence"]).toContain(`is ${numberText((body["shown"] as { value: number }).value)} `);
  });

  test("the shortfall-years of the plan as it is are those of Home, with and without levers", async () => {
    const home = views.get("VAL:1")?.results.comparison?.aligned.shortfallYears ?? [...views.values()][0]!.results.comparison!.aligned.shortfallYears;
    for (const changes of [[], LEVERS]) expect((await whatIfOf(changes)).answer.stored).toMatchObject({ value: home, why: "plan/aligned/shortfall", unit: "shortfall-years" });
  });

  test.each([
    [["budget:VAX=+5%"], "Did you mean VAL?"],
    [["budget:VAL"], "Write budget:NATION=CHANGE"],
    [["weather:VAL=+5%"], "Begin with one of"],
    [["budget:VAL=5pct"], "Write +5%, -5%, x1.2, or a new number."],
    [["nation-out:VAL", "nation-out:HOL", "nation-out:FEN"], "Write nation-out:NATION"],
  ])("%j is refused with how to mend it", async (changes, mend) => {
    const reply = await get(asking("/api/what-if", changes));
    expect([reply.status, reply.body["reason"]]).toEqual([400, "no-lever"]);
    expect(reply.body["mend"]).toContain(mend);
  });

  test("of several levers the one that is refused is named, whatever is wrong with it", async () => {
    for (const wrong of ["budget:VAX=+5%", "weather:VAL=+5%", "price:battery=-100%"]) {
      const reply = await get(asking("/api/what-if", ["budget:*=-5%", wrong]));
      expect([reply.status, reply.body["lever"]]).toEqual([400, wrong]);
    }
  });

  test("a programme is offered to be shifted as far as it can be, and no further", async () => {
    const { programmes } = (await get("/api/levers?as=VAL:1")).body as unknown as LeversView;
    expect(programmes.length).toBeGreaterThan(0);
    for (const { id, earlier, later } of programmes) {
      for (const years of [-earlier, later]) if (years !== 0) expect((await get(asking("/api/what-if", [`delay:${id}=${years}`]))).status, `${id} by ${years}`).toBe(200);
      for (const years of [-earlier - 1, later + 1]) {
        const reply = await get(asking("/api/what-if", ["budget:VAL=-5%", `delay:${id}=${years}`]));
        expect([reply.status, reply.body["lever"]], `${id} by ${years}`).toEqual([400, `delay:${id}=${years}`]);
      }
    }
  });

  test("a lever that cannot be pulled so is told in French, its programme by name", async () => {
    const { programmes } = (await get("/api/levers?as=VAL:1")).body as unknown as LeversView;
    const [programme] = programmes;
    const reply = await get(`${asking("/api/what-if", [`delay:${programme!.id}=-40`])}&lang=fr`);
    expect(reply.body["detail"]).toMatch(/ (ne peut venir plus tôt\s: |peut venir au plus \d+ ans? plus tôt\.$)/u);
    expect(reply.body["detail"]).toContain(programme!.name);
    expect(reply.body["mend"]).toBe("Écrivez delay:PROGRAMME=YEARS\u00a0; avec un moins, il vient plus tôt.");
  });

  test("solvers are kept for so many views and no more", async () => {
    const before = opened;
    for (const as of ["HOL:1", "FEN:1", "VAL:1:industry"]) {
      await planned(as);
      await whatIfOf([], { as });
    }
    expect(opened - before).toBe(3);
    expect((await whatIfOf(LEVERS, { exact: "true" })).state).toBe("exact");
    expect(opened - before).toBe(4);
  });
});

test("standard questions are solved ahead while nobody asks, for so long as they may, and are then exact at once", async () => {
  let [solves, preparing]: [number, Promise<Prepared> | undefined] = [0, undefined];
  const told: AheadTold[] = [];
  // Money is made least after that, with the solver.
  const counting: Solver = { ...solver, solve: (request, signal) => ((solves += request.name.endsWith("money") ? 0 : 1), solver.solve(request, signal)) };
  const ahead = whatIfDesk({
    open: async (results, signal) => {
      const session = await whatIfSession(results, { solver: counting, signal });
      const prepare = session.prepare.bind(session);
      return { session: Object.assign(session, { prepare: (ask?: PreparationAsk) => (preparing = prepare(ask)) }), close: async () => undefined };
    },
    now: () => performance.now() / 1000,
    most: 1,
    idleSeconds: 600,
    aheadSeconds: 60,
    onAhead: (it) => void told.push(it),
  });
  const view = [...views.values()].find((it) => it.results.comparison !== undefined)!;
  const answered = async (asked: readonly AskedLever[]): Promise<WhatIfState> => {
    const log = ahead.ask(view, asked)!;
    while (!["exact", "failed", "cancelled"].includes(log.latest().value.state)) await new Promise((resolve) => void setTimeout(resolve, 5));
    return log.latest().value;
  };
  try {
    const base = await answered([]);
    const { ready, of, failed } = await preparing!;
    expect([ready, failed]).toEqual([of, []]);
    expect(told).toEqual([{ kind: "begun", mostSeconds: 60 }, expect.objectContaining({ kind: "ended", ready, of })]);
    const before = solves;
    const left = await answered([{ text: "nation-out:FEN", changes: [{ kind: "nation-out", nation: "FEN" }] }]);
    expect([left.state, solves - before]).toEqual(["exact", 0]);
    expect(left.answer!.weighted.after.value).toBeGreaterThan(base.answer!.weighted.after.value!);
  } finally {
    await ahead.close();
  }
});

test("while a plan is put before its solver, whoever asks is told how long that takes yet, from the part that is done", async () => {
  let clock = 0;
  let done: (part: number) => void = () => undefined;
  const slow = whatIfDesk({
    open: async (_results, _signal, onDone) => {
      done = onDone;
      return new Promise<never>(() => undefined);
    },
    now: () => clock,
    most: 1,
    idleSeconds: 600,
    aheadSeconds: 0,
  });
  const view = [...views.values()].find((it) => it.results.comparison !== undefined)!;
  const log = slow.ask(view, [])!;
  const toldAt = (seconds: number, part: number): Pick<WhatIfState, "state" | "secondsLeft"> => {
    clock = seconds;
    done(part);
    const { state, secondsLeft } = log.latest().value;
    return { state, ...(secondsLeft !== undefined && { secondsLeft }) };
  };
  expect([[0, 0.01], [1, 0.1], [2, 0.25], [6, 0.5]].map(([seconds, part]) => toldAt(seconds!, part!))).toEqual([
    { state: "opening" },
    { state: "opening", secondsLeft: 9 },
    { state: "opening", secondsLeft: 6 },
    { state: "opening", secondsLeft: 6 },
  ]);
});

test("the plan of a view stands before its solver ahead of the first question, in a calm moment, and gives way to whoever asks", async () => {
  await planned("FEN:1");
  const [mine, other] = [...views.values()].filter((it) => it.results.comparison !== undefined);
  let [calmed, opened, closed]: [() => void, number, number] = [() => undefined, 0, 0];
  const solved: string[] = [];
  const naming: Solver = { ...solver, solve: (request, signal) => (solved.push(request.name), solver.solve(request, signal)) };
  const calm = (): Promise<void> => new Promise((resolve) => { calmed = resolve; });
  const ahead = whatIfDesk({
    open: async (results, signal) => {
      const session = await whatIfSession(results, { solver: naming, signal });
      opened += 1;
      return { session, close: async () => void (closed += 1) };
    },
    now: () => performance.now() / 1000,
    most: 1,
    idleSeconds: 600,
    aheadSeconds: 0,
    calm,
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => void setTimeout(resolve, 5));
  };
  try {
    ahead.prepare(mine!);
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect([opened, solved]).toEqual([0, []]);
    calmed();
    await until(() => opened === 1);
    // The model is solved once, as the base of the questions, and not before that for the prices of the plan.
    expect(solved.filter((it) => it.includes("prices"))).toEqual([]);
    expect(solved).toContain("what-if");
    // There is no place for another: it takes none from whoever is there.
    ahead.prepare(other!);
    calmed();
    expect(ahead.knows(mine!, [])).toBe(false);
    const log = ahead.ask(mine!, [])!;
    await until(() => log.latest().value.state === "exact");
    expect([opened, closed]).toEqual([1, 0]);
    // Whoever asks takes it.
    const theirs = ahead.ask(other!, [])!;
    await until(() => theirs.latest().value.state === "exact");
    await until(() => closed === 1);
    expect(opened).toBe(2);
    // What has no plan is not put before a solver.
    ahead.prepare({ ...mine!, key: "unplanned", results: { ...mine!.results, comparison: undefined } as never });
    calmed();
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect(opened).toBe(2);
  } finally {
    await ahead.close();
  }
});

describe("a restricted reader", () => {
  test("asks of the plan of what it sees, and of nothing else", async () => {
    await planned("FEN:1");
    const [mine, theirs] = [await whatIfOf([], { as: "FEN:1" }), await whatIfOf([])];
    expect(mine.answer.runKey).not.toBe(theirs.answer.runKey);
    const levers = (await get("/api/levers?as=FEN:1")).body as unknown as LeversView;
    expect(levers.runKey).toBe(mine.answer.runKey);
  });

  test("the public is told of no programme, line or budget that is not public", async () => {
    await planned(":0");
    for (const path of ["/api/levers?as=:0", "/api/procurement?as=:0"]) expect((await get(path)).text).not.toMatch(/SHORES|HIGH|ALLIES/);
    const all = (await get("/api/procurement")).body as unknown as ProcurementView;
    const some = (await get("/api/procurement?as=:0")).body as unknown as ProcurementView;
    expect(some.programmes).toBeLessThan(all.programmes);
  });
});

describe("named plans", () => {
  test("are kept with author, run key and time, and are there after a restart; a name is given once", async () => {
    const kept = await post("/api/plans?as=VAL:1", { name: " Less money ", changes: LEVERS });
    expect(kept.status).toBe(200);
    const { plans, runKey } = (await get("/api/plans?as=VAL:1")).body as unknown as PlansView;
    expect(plans).toMatchObject([{ id: kept.body["id"], name: "Less money", author: "Vale, level 1", at: "2030-01-02T03:04:05.000Z", runKey, levers: LEVERS, isOfThisRun: true }]);
    expect(plans[0]?.words[1]).toBe("Fen is not part of the plan");
    expect(await planStore(folder).list(readdirSync(folder)[0]!.replace(".json", ""))).toHaveLength(1);
    expect((await post("/api/plans?as=VAL:1", { name: "Less money", changes: [] })).body["reason"]).toBe("name-taken");
  });

  test("are seen by whoever sees the same, and cannot be counted or named by anyone else", async () => {
    for (const as of ["", "?as=HOL:1", "?as=:0", "?as=VAL:2"]) expect([as, ((await get(`/api/plans${as}`)).body as unknown as PlansView).plans]).toEqual([as, []]);
    const { plans } = (await get("/api/plans?as=VAL:1")).body as unknown as PlansView;
    expect((await post("/api/plans/remove?as=HOL:1", { id: plans[0]!.id })).body["reason"]).toBe("no-plan-named");
    expect((await post("/api/plans?as=HOL:1", { name: "Less money", changes: [] })).status).toBe(200);
  });

  test("whose levers name what is no longer seen are not listed", async () => {
    const store = planStore(folder);
    const shelf = readdirSync(folder)[0]!.replace(".json", "");
    const others = (await store.list(shelf)).length;
    await store.keep(shelf, { id: "x", name: "Of a nation that left", levers: ["nation-out:ZZZ"], author: "a", at: "b", runKey: "c" });
    const shown = await Promise.all(["VAL:1", "HOL:1"].map(async (as) => ((await get(`/api/plans?as=${as}`)).body as unknown as PlansView).plans));
    expect(shown.flat().map((it) => it.name)).not.toContain("Of a nation that left");
    expect((await store.list(shelf)).length).toBe(others + 1);
    await store.remove(shelf, "x");
  });

  test("are compared side by side by their levers alone", async () => {
    const plan = ["", LEVERS[0]!, LEVERS.join(";")];
    const { plans, leaves, nations } = (await get(`/api/plans/compare?${new URLSearchParams([["as", "VAL:1"], ["exact", "true"], ...plan.map((it): [string, string] => ["plan", it])]).toString()}`)).body as unknown as PlansCompared;
    expect(plans.map((it) => it.levers)).toEqual(plan);
    const one = await whatIfOf(LEVERS, { exact: "true" });
    expect(plans[2]?.weighted).toEqual(one.answer.weighted.after);
    expect(plans.map((it) => it.kind)).toEqual(["exact", "exact", "exact"]);
    expect(plans[2]?.cost).toEqual(one.answer.cost!.after);
    expect(plans[0]?.cost?.value).toBe(one.answer.cost!.before.value);
    for (const row of [...leaves, ...nations!]) expect(row.values).toHaveLength(3);
    const leaf = one.answer.leaves[0]!;
    expect(leaves.find((it) => it.leaf === leaf.leaf)?.values.map((it) => it.value).filter((_, at) => at !== 1)).toEqual([leaf.before.value, leaf.after.value]);
  });

  test("a removed one is gone, and is put back as it was, by whoever sees it and while its name is free", async () => {
    const listed = async () => ((await get("/api/plans?as=VAL:1")).body as unknown as PlansView).plans;
    const [plan] = await listed();
    const { id, name } = plan!;
    expect(plan).toMatchObject({ isOfOwner: false, mayRemove: true });
    expect((await post("/api/plans/restore?as=VAL:1", { id })).body["reason"]).toBe("no-plan-named");
    expect((await post("/api/plans/remove?as=VAL:1", { id })).status).toBe(200);
    expect(await listed()).toEqual([]);
    expect((await post("/api/plans/remove?as=VAL:1", { id })).body["reason"]).toBe("no-plan-named");
    expect((await post("/api/plans/restore?as=HOL:1", { id })).body["reason"]).toBe("no-plan-named");
    expect((await post("/api/plans/restore?as=VAL:1", { id })).status).toBe(200);
    expect(await listed()).toEqual([plan]);
    await post("/api/plans/remove?as=VAL:1", { id });
    const other = (await post("/api/plans?as=VAL:1", { name, changes: ["nation-out:FEN"] })).body["id"];
    expect((await post("/api/plans/restore?as=VAL:1", { id })).body["reason"]).toBe("name-taken");
    await post("/api/plans/remove?as=VAL:1", { id: other as string });
    expect(await listed()).toEqual([]);
  });

  test("where people sign in are removed and put back by their author or a security officer alone", async () => {
    const people = { ann: ["planner"], ben: ["planner"], officer: ["security-officer"] };
    const person = (id: string) => ({ id, name: "Alex Reed", nation: "VAL", level: 1, clearedTo: 1, groups: [], roles: people[id as keyof typeof people], method: "passkey", assurance: 3, endsAt: "2031-01-01T00:00:00.000Z" }) as const;
    const gate: Gate = { ...viewAsGate, mode: "sign-in", signedIn: (request) => ({ signIn: { passkeys: true }, person: person(String(request.headers["x-person"])) }) };
    const signed = await buildServer({ gate, desk, limits: { requests: 1_000_000, costly: 1_000_000 }, plans: { ...services, store: planStore(join(folder, "signed")) } });
    const by = async (who: string, path: string, body?: object) => {
      const reply = await signed.inject({ method: body === undefined ? "GET" : "POST", url: `/api/${path}?as=VAL:1`, headers: { host: "localhost:80", origin: "http://localhost:80", "x-person": who }, ...(body !== undefined && { payload: body }) });
      return reply.json() as Record<string, unknown>;
    };
    const may = async (who: string) => ((await by(who, "plans")) as unknown as PlansView).plans.map((it) => [it.author, it.mayRemove, it.isOfOwner]);
    // One of two who have the same name.
    const { id } = await by("ann", "plans", { name: "Ann's", changes: LEVERS });
    expect(JSON.stringify(await by("ben", "plans"))).not.toContain('"ann"');
    for (const [who, mayRemove] of [["ann", true], ["ben", false], ["officer", true]] as const) expect([who, await may(who)]).toEqual([who, [["Alex Reed", mayRemove, false]]]);
    expect(await by("ben", "plans/remove", { id })).toMatchObject({ status: 403, reason: "not-its-author" });
    expect(await may("ann")).toHaveLength(1);
    for (const [remover, restorer] of [["ann", "officer"], ["officer", "ann"]] as const) {
      expect(await by(remover, "plans/remove", { id })).toEqual({ done: true });
      expect(await may("ann")).toEqual([]);
      expect(await by("ben", "plans/restore", { id })).toMatchObject({ status: 403, reason: "not-its-author" });
      expect(await by(restorer, "plans/restore", { id })).toEqual({ done: true });
      expect(await may("ann")).toEqual([["Alex Reed", true, false]]);
    }
    await signed.close();
  });

  test("as many as are kept aside can be put back, the last removed first", async () => {
    const store = planStore(join(folder, "aside"));
    const shelf = "0".repeat(64);
    for (let at = 0; at < 52; at++) {
      await store.keep(shelf, { id: `p${at}`, name: `P ${at}`, levers: [], author: "a", at: "b", runKey: "c" });
      await store.remove(shelf, `p${at}`);
    }
    expect(await store.list(shelf)).toEqual([]);
    expect((await store.listRemoved(shelf)).map((it) => it.id)).toEqual(Array.from({ length: 50 }, (_, at) => `p${at + 2}`));
    expect(await Promise.all(["p0", "p2", "p51"].map((it) => store.restore(shelf, it)))).toEqual(["none", "kept", "kept"]);
    expect((await store.list(shelf)).map((it) => it.name)).toEqual(["P 2", "P 51"]);
  });
});

describe("demands and gains", () => {
  test("a clash is named with what clashes, and what can hold is said", async () => {
    const clash = await get(`/api/demand?as=VAL:1&ask=${encodeURIComponent("cover:air=100%@2030")}&ask=${encodeURIComponent("spend:0.01")}`);
    expect(clash.body).toMatchObject({ kind: "clash", members: expect.arrayContaining([expect.objectContaining({ kind: "demand" })]) });
    const holds = await get(`/api/demand?as=VAL:1&ask=${encodeURIComponent("spend:1000000")}`);
    expect(holds.body).toMatchObject({ kind: "possible", sentence: expect.stringContaining("can hold") });
    expect((await get("/api/demand?as=VAL:1&ask=cover%3Anothing%3D1%402031")).body["reason"]).toBe("no-lever");
  });
  test("what joint agreements save is shared", async () => {
    const gains = (await get("/api/procurement/gains?as=VAL:1")).body as unknown as GainsView;
    expect(gains.nations.length).toBe(3);
    const { bundles } = (await get("/api/procurement?as=VAL:1")).body as unknown as ProcurementView;
    expect(gains.agreements.map((it) => it.agreement)).toEqual(bundles?.map((it) => it.agreement));
  });
});

test.each(["levers", "procurement", "procurement/gains", "plans/compare?plan=&plan=nation-out%3AFEN"])("every figure of /api/%s is answered why", async (path) => {
  const reply = await get(`/api/${path}${path.includes("?") ? "&" : "?"}as=VAL:1`);
  expect(reply.status).toBe(200);
  const keys = [...new Set([...reply.text.matchAll(/"why":"([^"]+)"/g)].map((it) => it[1]!))];
  expect(keys.length).toBeGreaterThan(2);
  for (const key of keys) expect([key, (await get(`/api/why?as=VAL:1&key=${encodeURIComponent(key)}`)).status]).toEqual([key, 200]);
});

test("what an ally may spend is the sum that its why tells", async () => {
  const { nations } = (await get("/api/levers?as=VAL:1")).body as unknown as LeversView;
  for (const { now } of nations.filter((it) => it.now !== undefined)) {
    const why = (await get(`/api/why?as=VAL:1&key=${encodeURIComponent(now!.why)}`)).body as { readonly shown: { readonly value: number } };
    expect(why.shown.value).toBeCloseTo(now!.value!, 6);
  }
});

describe("the report for ministers", () => {
  test.each([["pdf", "application/pdf", "%PDF"], ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"]])("comes as %s, of the view of whoever asks", async (kind, type, begin) => {
    const reply = await server.inject({ url: `/api/report.${kind}?as=VAL:1` });
    expect([reply.statusCode, reply.headers["content-type"]]).toEqual([200, type]);
    expect(reply.rawPayload.subarray(0, begin.length).toString("latin1")).toBe(begin);
    const again = await server.inject({ url: `/api/report.${kind}?as=VAL:1` });
    expect(again.rawPayload.equals(reply.rawPayload)).toBe(true);
    const french = await server.inject({ url: `/api/report.${kind}?as=VAL:1&lang=fr` });
    expect([french.statusCode, french.rawPayload.equals(reply.rawPayload)]).toEqual([200, false]);
    const other = await server.inject({ url: `/api/report.${kind}?as=:0` });
    expect(other.headers["content-disposition"]).not.toBe(reply.headers["content-disposition"]);
  });
});
