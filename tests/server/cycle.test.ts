import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, loadTexts, readTexts } from "#adapters/files";
import { assessAlliance } from "#app";
import { EVIDENCE } from "#model";
import { buildServer, sha256, viewAsGate, viewDesk } from "#server";
import { allParameters, answersView, atLeast, basisOf, capabilitiesView, capabilityView, type DraftedAnswers, draftedAnswers, type EffectRow, guidanceView, heatView, homeView, implementationView, inFrench, nationsView, nationView, pageYear, plannedCoverage, prioritiesView, recordsView, requirementsView, type Results, reviewView, surveyView, targetsView, whyView } from "#views";
import { yearsBetween } from "../../src/views/survey-view.ts";
import { ROOT } from "../../tools/files.ts";

const { files } = await readTexts(join(ROOT, "cases/five-rivers"));
const resultsOf = (of: ReadonlyMap<string, string>): Results => {
  const { alliance } = loadTexts(of, { parameters: allParameters });
  if (alliance === undefined) throw new Error("the case does not load");
  return assessAlliance({ alliance, digest: digestOf(of) }, {}, sha256);
};
const results = resultsOf(files);
const year = pageYear(results);
const plain = <T>(it: T): T => JSON.parse(JSON.stringify(it)) as T;

let server: FastifyInstance;
beforeAll(async () => {
  const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: () => undefined }, most: 5 });
  server = await buildServer({ gate: viewAsGate, desk, limits: { requests: 1_000_000, costly: 1_000_000 } });
});
afterAll(() => server.close());

const get = async (url: string) => {
  const reply = await server.inject({ url });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
};
const draft = async (answers: readonly object[]) => {
  const reply = await server.inject({ method: "POST", url: "/api/answers/draft", headers: { host: "127.0.0.1", origin: "http://127.0.0.1" }, payload: { answers } });
  return { status: reply.statusCode, body: reply.json() as DraftedAnswers & { readonly reason?: string } };
};

describe("coverage of the survey", () => {
  const rowOf = (of: Results, nation: string, kind: string) => surveyView(of).rows.find((it) => it.nation === nation && it.kind === kind)!;
  test("each ally and kind once; never more is stated than is asked, and what is asked is the same of every ally but for targets", () => {
    const { rows } = surveyView(results);
    expect(new Set(rows.map((it) => `${it.nation} ${it.kind}`)).size).toBe(rows.length);
    for (const it of rows) expect(it.stated ?? 0, `${it.nation} ${it.kind}`).toBeLessThanOrEqual(it.asked ?? Number.POSITIVE_INFINITY);
    for (const kind of ["holding", "budget", "economy", "adoption"]) expect(new Set(rows.filter((it) => it.kind === kind).map((it) => it.asked)).size, kind).toBe(1);
  });
  test("answers are those that the page of targets counts", () => {
    for (const it of targetsView(results, year).nations) expect([rowOf(results, it.nation, "answer").asked! - rowOf(results, it.nation, "answer").stated!], it.nation).toEqual([it.open]);
  });
  test("a record of the kind that counts for nothing here is no date of what is counted, and no evidence of it", () => {
    const beside = new Map(files)
      .set("systems.csv", `${files.get("systems.csv")!.trimEnd()}\nparade-horse,industry-2030,2030-09-01,estimate,medium,OPEN,,platform,Parade horse,Cheval de parade,,,persons,,,,,,,,,,,,\n`)
      .set("holdings.csv", `${files.get("holdings.csv")!.trimEnd()}\nh.DOR.horse,return-2030,2030-11-19,press,low,OPEN,DOR,parade-horse,,3,,persons,,,\n`);
    const told = (of: Results) => [rowOf(of, "DOR", "holding")].map(({ stated, oldest, latest, age, evidence }) => ({ stated, oldest, latest, age: age.value, evidence }));
    expect(resultsOf(beside).alliance.facts.holding.length).toBe(results.alliance.facts.holding.length + 1);
    expect(told(resultsOf(beside))).toEqual(told(results));
    expect([rowOf(results, "DOR", "holding").latest, rowOf(results, "DOR", "holding").evidence.includes("official"), rowOf(results, "DOR", "holding").evidence.includes("press")]).toEqual([expect.stringMatching(/^2030/), true, false]);
  });
  test("what is taken away, or kept by a label, is not stated, and unknown where nobody can tell how many there are", () => {
    const without = (table: string): string => files.get(table)!.split("\n").filter((it, at) => at === 0 || !it.includes("DOR")).join("\n");
    const world = resultsOf(new Map(files).set("holdings.csv", without("holdings.csv")).set("stocks.csv", without("stocks.csv")).set("programmes.csv", without("programmes.csv")).set("budgets.csv", without("budgets.csv")));
    expect([rowOf(results, "DOR", "budget").share.value, rowOf(world, "DOR", "budget").share.value, rowOf(world, "DOR", "budget").latest, rowOf(world, "DOR", "budget").age.value]).toEqual([1, 0, undefined, undefined]);
    expect(rowOf(results, "DOR", "holding").stated).toBeGreaterThan(rowOf(world, "DOR", "holding").stated!);
    expect([rowOf(world, "DOR", "programme").stated, rowOf(world, "DOR", "programme").asked, rowOf(world, "DOR", "programme").share.value]).toEqual([undefined, undefined, undefined]);
  });
  test.each([["2030-10-01", "2031-10-01", 1], ["2029", "2031-12-31", 2], ["2031-06", "2031-06-30", 0], ["2032", "2031-01-01", 0]])("from %s to %s: %d years", (from, to, years) => expect(yearsBetween(from, to)).toBe(years));
});

describe("totals that a page says are the view's, and what stands under them adds up to them", () => {
  const all = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((sum, it) => sum + it, 0);
  test("targets by answer", () => expect(targetsView(results, year).asked).toBe(all(targetsView(results, year).responses)));
  test("the review: by standing and by answer, of all and of each ally", () => {
    const view = reviewView(results, year);
    expect(view.asked).toBe(all(Object.fromEntries(Object.entries(view.told.targets).map(([standing, it]) => [standing, it.value!]))));
    expect(view.asked).toBe(all(Object.fromEntries(view.nations.map((it) => [it.nation, it.asked]))));
    for (const it of view.nations) expect([it.nation, all(it.counts), all(it.responses)]).toEqual([it.nation, it.targets.length, it.asked]);
  });
  test("allies by how they stand, as the table of allies lists them", () => {
    const view = nationsView(results, year);
    for (const [standing, it] of Object.entries(view.told)) expect([standing, it.value]).toEqual([standing, view.rows.filter((row) => row.standing === standing).length]);
  });
  test("capabilities: those of which enough is known are those covered and those short", () => {
    const { told } = capabilitiesView(results, year);
    expect(told.known.value).toBe(told.covered.value! + told.short.value!);
  });
  test("who takes up what a draft leaves, and of what more is asked of nobody", () => {
    const drafts = results.alliance.leaves.map((it) => ({ nation: "DOR", leaf: it.id, response: "decline" as const, reason: "crews" }));
    for (const some of [drafts, drafts.filter((it) => it.leaf === "drone-ward")]) {
      const view = draftedAnswers(results, some);
      const takers = view.joint.flatMap((it) => it.shifts.filter((one) => one.quantity.value! > 1e-9).map((one) => one.nation));
      const left = view.joint.filter((it) => it.residualAfter.value! > it.residualBefore.value! + 1e-9).map((it) => it.leaf);
      expect([view.takers, view.left]).toEqual([new Set(takers).size, new Set(left).size]);
      expect(view.takers + view.left).toBeGreaterThan(0);
    }
    expect(draftedAnswers(results, [])).toMatchObject({ takers: 0, left: 0 });
  });
  test("what is done about targets, of all and of one ally", () => {
    for (const ask of [{ year }, { year, nation: "DOR" }]) {
      const view = implementationView(results, ask);
      expect([ask, view.asked, view.known]).toEqual([ask, all(view.targetCounts), all(view.targetCounts) - view.targetCounts.unknown]);
    }
    for (const it of implementationView(results, { year }).nations) expect([it.nation, it.served]).toEqual([it.nation, it.targets.held + it.targets["on order"]]);
  });
});

test("a type stands below its class where that is listed and counts it already, and none is listed twice", () => {
  let nested = 0;
  for (const leaf of results.alliance.leaves) {
    const { systems } = capabilityView(results, { leaf: leaf.id, year })!;
    expect(new Set(systems.map((it) => it.system)).size).toBe(systems.length);
    systems.forEach((it, at) => {
      const above = results.alliance.systemById.get(it.system)?.class;
      expect(it.within).toBe(systems.some((one) => one.system === above) ? above : undefined);
      if (it.within === undefined) return;
      nested += 1;
      const before = systems[at - 1];
      expect([before?.system, before?.within]).toContain(it.within);
    });
  }
  expect(nested).toBeGreaterThan(0);
});

test.each(["nations", "nation?nation=DOR", "capabilities", `capability?leaf=${results.alliance.leaves[0]!.id}`, "targets", "requirements", "implementation", "review"])("/api/%s is told in the language that its address asks for", async (route) => {
  const url = `/api/${route}${route.includes("?") ? "&" : "?"}lang=fr`;
  const french = await get(url);
  expect(french.status).toBe(200);
  const asked = await server.inject({ url: `/api/${route}`, headers: { "accept-language": "fr" } });
  expect(french.body).toEqual(asked.json());
  expect((await get(url.replace(/fr$/, "xx"))).status).toBe(400);
});

describe("every figure that a page shows is had from a route, with no field lost on the way", () => {
  test.each<readonly [string, () => unknown]>([
    ["/api/guidance", () => guidanceView(results)],
    ["/api/requirements", () => requirementsView(results, year)],
    ["/api/requirements?year=2040", () => requirementsView(results, 2040)],
    ["/api/targets", () => targetsView(results, year)],
    ["/api/implementation", () => implementationView(results, { year })],
    ["/api/implementation?nation=DOR", () => implementationView(results, { year, nation: "DOR" })],
    ["/api/capabilities", () => capabilitiesView(results, year)],
    ["/api/capability?leaf=drone-ward", () => capabilityView(results, { leaf: "drone-ward", year })],
    ["/api/survey", () => surveyView(results)],
    ["/api/nations", () => nationsView(results, year)],
    ["/api/nation?nation=DOR", () => nationView(results, { nation: "DOR", year })],
    ["/api/review?nation=DOR", () => ({ ...reviewView(results, year), nations: reviewView(results, year).nations.map((it) => (it.nation === "DOR" ? it : { ...it, targets: [] })) })],
  ])("%s", async (url, view) => {
    const { status, body } = await get(url);
    expect(status).toBe(200);
    expect(body).toEqual(plain(view()));
  });
});

test.each([
  ["/api/requirements?year=1900", 400, "no-year"],
  ["/api/targets?year=soon", 400, "bad-request"],
  ["/api/guidance?year=2030", 400, "bad-request"],
  ["/api/nation", 400, "bad-request"],
  ["/api/nation?nation=DOX", 404, "no-nation"],
  ["/api/implementation?nation=DOX", 404, "no-nation"],
  ["/api/review?nation=DOX", 404, "no-nation"],
  ["/api/capability?leaf=drone-word", 404, "no-capability"],
])("%s is refused with %i %s and how to mend it", async (url, status, reason) => {
  expect((await get(url)).body).toMatchObject({ status, reason, mend: expect.any(String) });
});

test.each([
  ["/api/nation?nation=DOX&lang=fr", "Cet allié n’existe pas.", "« DOX » n’est aucun des alliés que vous pouvez voir.", "Vouliez-vous dire DOR ?"],
  ["/api/capability?leaf=drone-word&lang=fr", "Cette capacité n’existe pas.", "« drone-word » n’est aucune des capacités que vous pouvez voir.", expect.any(String)],
])("%s is refused in French", async (url, title, detail, mend) => {
  const { body } = await get(url);
  const spaced = (it: unknown): unknown => (typeof it === "string" ? it.replaceAll("\u00a0", " ") : it);
  expect([body["title"], body["detail"], body["mend"]].map(spaced)).toEqual([title, detail, mend]);
});

describe("what an ally has ready of its targets is one figure wherever it is told", () => {
  const home = homeView(results).map.measures;
  const [rows, reviews] = [nationsView(results, year).rows, reviewView(results, year).nations];
  test.each(results.alliance.nations.map((it) => it.id))("%s: on the map, in the table, on its page, in the review and by its why", (nation) => {
    const review = reviews.find((it) => it.nation === nation)!;
    const row = rows.find((it) => it.nation === nation)!;
    expect(home.find((it) => it.id === "ready")!.values.find((it) => it.nation === nation)!.shown).toEqual(review.ready);
    expect([row.ready, row.readyKnown]).toEqual([review.ready, review.readyKnown]);
    expect(nationView(results, { nation, year })!.review.ready).toEqual(review.ready);
    const why = whyView(results, review.ready.why);
    expect(why.kind === "answer" && why.why.shown.value).toBe(review.ready.value);
    const known = home.find((it) => it.id === "known")!.values.find((it) => it.nation === nation)!.shown;
    const whyKnown = whyView(results, known.why);
    expect([known.value, whyKnown.kind === "answer" && whyKnown.why.shown.value]).toEqual([review.readyKnown / review.targets.length, review.readyKnown / review.targets.length]);
    // From how many on a mean is told, is told.
    expect(review.ready.value === undefined).toBe(review.readyKnown < review.toldFrom || review.targets.length === 0);
    if (review.ready.value === undefined && review.targets.length > 0) expect(review.sentences.join(" ")).toContain(`(${review.readyKnown} known, told from ${review.toldFrom} on)`);
    // On how many it rests is said unless it rests on all.
    expect(review.ready.caution === undefined).toBe(review.readyKnown === review.targets.length);
    if (review.ready.caution !== undefined) expect(review.ready.caution).toContain(`${review.readyKnown} of ${review.targets.length} targets`);
  });
  test("a judgement is explained under what it is, with its name beside it, in French too", () => {
    const english = whyView(results, "parameter/assess.known-least");
    expect(english.kind === "answer" && [english.why.question, english.why.steps[0]?.text]).toEqual(["Least part of the alliance whose holdings of a leaf must be known for it to be ranked and planned", "Its name in parameters.csv: assess.known-least"]);
    expect(inFrench(english.kind === "answer" && english.why)).toMatchObject({ question: "Part minimale de l’alliance dont les avoirs pour une capacité doivent être connus pour que celle-ci soit classée et planifiée" });
  });
  test("without a plan there is no figure with the plan", () => {
    expect(home.map((it) => it.id)).not.toContain("with-plan");
    for (const it of [...rows, ...reviews]) expect([it.withPlan, it.withPlanKnown]).toEqual([undefined, undefined]);
  });
});

test("the table of coverage counts as unknown what is asked, and says so; a dot is no unknown", () => {
  const { rows, summary, nations } = heatView(results, { measure: "coverage", year });
  const count = (state: string): number => rows.reduce((sum, row) => sum + row.cells.filter((it) => it.state === state).length, 0);
  expect(count("none")).toBeGreaterThan(0);
  expect(summary).toContain(`of ${rows.length * nations.length - count("none")} cells with a target ${count("unknown")} are unknown; ${count("none")} more have a dot.`);
  const why = whyView(results, "data/unknown");
  expect(why.kind === "answer" && why.why.sentence).toContain("whether or not the ally is asked for it");
  const steps = why.kind === "answer" ? why.why.steps.map((it) => it.shown?.value) : [];
  const reviews = reviewView(results, year).nations;
  expect(steps.slice(2)).toEqual([reviews.reduce((sum, it) => sum + it.targets.length - it.readyKnown, 0), reviews.reduce((sum, it) => sum + it.targets.length, 0)]);
});

test("a name that nearly fits is suggested", async () => {
  expect((await get("/api/nation?nation=DOX")).body["mend"]).toBe("Did you mean DOR?");
  expect((await get("/api/capability?leaf=drone-word")).body["mend"]).toBe("Did you mean drone-ward?");
});

describe("unknown stays unknown", () => {
  test("a capability without a requirement has none, and is counted so", () => {
    const without = new Map(files).set("requirements.csv", files.get("requirements.csv")!.split("\n").filter((it) => !it.includes(",drone-ward,")).join("\n"));
    const [before, after] = [requirementsView(results, year), requirementsView(resultsOf(without), year)];
    const row = after.rows.find((it) => it.leaf === "drone-ward");
    expect(row?.required.value).toBeUndefined();
    expect([row?.byLevel, row?.evidence, row?.steps]).toEqual([[], [], []]);
    expect([after.stated, after.unknown]).toEqual([before.stated - 1, before.unknown + 1]);
  });
  test("a total of money with years that an ally left unsaid is at least, as its years are", () => {
    const view = guidanceView(results);
    const path = view.paths.find((it) => it.total.value !== undefined)!;
    expect(path.nations).toBe(results.alliance.nations.length);
    expect(path.total.caution).toBeUndefined();
    const unsaid = new Map(files).set("budgets.csv", files.get("budgets.csv")!.split("\n").filter((it) => !it.includes(",DOR,")).join("\n"));
    const total = guidanceView(resultsOf(unsaid)).paths.find((it) => it.path === path.path)!.total;
    expect(total.caution).toBe("at least: 1 ally unknown");
  });
  test("a capability that one ally alone is known to have has no clear lead, since it has no second, and without it the unknown are told", () => {
    const ofDor = (table: string): string => files.get(table)!.split("\n").filter((it, at) => at === 0 || it.includes("DOR") || it === "").join("\n");
    const world = resultsOf(new Map(files).set("holdings.csv", ofDor("holdings.csv")).set("stocks.csv", ofDor("stocks.csv")).set("programmes.csv", ofDor("programmes.csv")));
    const sole = world.alliance.leaves.map((it) => capabilityView(world, { leaf: it.id, year: pageYear(world) })!).filter((it) => it.leads.length === 1);
    expect(sole.length).toBeGreaterThan(0);
    for (const it of sole) expect(it.isLeadClear, it.row.leaf).toBe(false);
    const partial = sole.filter((it) => it.unknown.length > 0).flatMap((it) => it.without);
    expect(partial.length).toBeGreaterThan(0);
    for (const it of partial) expect(it.coverage.caution, it.nation).toMatch((it.coverage.low ?? it.coverage.value!) >= it.coverage.value! ? /^at least: \d+ all(?:y|ies) unknown$/ : /^\d+ all(?:y|ies) unknown$/);
  });
  describe("allies beyond the seventh of a capability are shown together, and who of them is unknown is no 0", () => {
    const more = ["NOR", "OST", "PEL", "QUA", "RHO", "SOL"];
    const rows = (table: string, of: readonly string[]): string => `${files.get(table)!.trimEnd()}\n${of.join("\n")}\n`;
    const world = resultsOf(
      new Map(files)
        .set("nations.csv", rows("nations.csv", more.map((it) => `${it},charter,2027-04-02,official,high,OPEN,${it},${it},upper,1998,KEL`)))
        .set("holdings.csv", rows("holdings.csv", more.slice(1).map((it, at) => `h.${it}.ward-post,return-2030,2030-10-01,official,high,OPEN,${it},ward-post,${at + 1},${at + 2},${at + 4},posts,1,,`))),
    );
    const leaf = "drone-ward";
    // The plan counts on an ally of whom it is unknown what it holds.
    const contributions = ["NOR", "ALM"].flatMap((nation) => world.alliance.years.map((at) => ({ nation, leaf, year: at, counted: 3, orders: 0 })));
    const view = (of: readonly unknown[], agreements: readonly unknown[] = []) => capabilityView({ ...world, comparison: { alone: { shortfalls: [] }, aligned: { contributions: of, shortfalls: [], notPlanned: [], leads: [], orders: [], programmes: [], agreements }, actions: [] } as never }, { leaf, year })!;
    const planned = view(contributions);
    const others = planned.others!;
    test("what the plan buys together for it is told, also where no action is about it; what counts towards another is not", () => {
      const agreement = (id: string, system: string) => ({ id, system, members: ["ALM", "DOR"], firstYear: 2031, lastYear: 2033, quantity: 5 });
      const told = view([], [agreement("joint:posts", "ward-post"), agreement("joint:other", "tank")]);
      expect(told.actions).toEqual([]);
      expect(told.agreements.map((it) => [it.agreement, it.members.map((one) => one.nation), it.firstYear, it.lastYear, it.quantity.value, it.quantity.why])).toEqual([["joint:posts", ["ALM", "DOR"], 2031, 2033, 5, "agreement/joint%3Aposts/quantity"]]);
    });
    test("the least of those who contribute, the unknown last", () => {
      expect(others.nations).toEqual(planned.contributors.slice(7).map((it) => it.nation));
      expect(others.nations.at(-1)).toBe("NOR");
      expect(others.nations.length).toBeGreaterThan(2);
      const give = (basis: "ready" | "planned"): number => planned.contributors.slice(7).filter((it) => it[basis].some((at) => (at.value ?? 0) > 0)).length;
      expect(others.give).toEqual({ ready: give("ready"), planned: give("planned") });
      expect(others.give.ready).toBe(others.nations.length - 1);
    });
    test("each year the sum of the known, with how many are not; of the plan what it counts, which is known", () => {
      others.ready.forEach((it, t) => {
        const known = planned.contributors.slice(7).flatMap((one) => one.ready[t]!.value ?? []);
        expect([known.length, it.value, it.caution]).toEqual([others.nations.length - 1, expect.closeTo(known.reduce((sum, one) => sum + one, 0), 9), "1 ally unknown"]);
        expect(it.low).toBeLessThan(it.value!);
      });
      expect(others.planned.map((it) => [it.value, it.caution])).toEqual(world.alliance.years.map(() => [3, undefined]));
    });
    test("why has the same value, bound and allies, and rests on records of no other", () => {
      const { why: key, value, caution } = others.ready[0]!;
      const answer = whyView(world, key);
      if (answer.kind !== "answer") throw new Error(answer.problem);
      expect([answer.why.shown.value, answer.why.shown.caution, answer.why.steps.length]).toEqual([value, caution, others.nations.length - 1]);
      const holdings = basisOf(world, answer.why).flatMap((it) => (it.kind === "holding" ? (world.alliance.stated.holding.find((row) => row.id === it.id)?.nation ?? []) : []));
      expect(new Set(holdings)).toEqual(new Set(others.nations.filter((it) => it !== "NOR")));
      expect(whyView(world, `available/${leaf}/${year}/OST,NIX`)).toMatchObject({ kind: "unknown-key", problem: expect.stringContaining('"NIX" is not a nation') });
    });
    test("where all are few, or of none of them anything is known, no number is made up", () => {
      expect(capabilityView(results, { leaf, year })!.others).toBeUndefined();
      expect(view([]).others?.planned).toEqual([]);
    });
  });
  test.each([
    ["not known", undefined, {}],
    ["exact", { low: 2, base: 2, high: 2 }, { caution: "at least: 3 allies unknown" }],
    ["at the low end of its range", { low: 2, base: 2, high: 5 }, { caution: "at least: 3 allies unknown" }],
    ["above the low end of its range", { low: 1, base: 2, high: 5 }, { caution: "3 allies unknown" }],
  ])("a figure that leaves out allies is a lower bound only where it is the least that it can be: %s", (_, value, told) => {
    expect(atLeast({}, value, { unknown: 3 })).toEqual(told);
    expect(atLeast({}, value, { unknown: 0 })).toEqual({});
  });
  test.each([
    ["estimate"],
    ["assumption"],
  ] as const)("a coverage rests on its weakest evidence, here %s of the requirement", (evidence) => {
    const table = files.get("requirements.csv")!.split("\n");
    const at = table[0]!.split(",").indexOf("evidence");
    const weak = new Map(files).set("requirements.csv", table.map((row, line) => (line === 0 || row === "" ? row : row.split(",").map((cell, column) => (column === at ? evidence : cell)).join(","))).join("\n"));
    for (const it of capabilitiesView(resultsOf(weak), year).rows.filter((row) => row.required.value !== undefined)) expect(EVIDENCE.indexOf(it.weakest!), it.leaf).toBeGreaterThanOrEqual(EVIDENCE.indexOf(evidence));
  });
  test.each([
    ["what one ally holds beyond the cap does not count", { required: 50, available: 29, planned: 31 }, [0.62, 0.58]],
    ["no more than all of it", { required: 50, available: 60, planned: 70 }, [1, 1]],
    ["nothing is required", { required: 0, available: 0, planned: 0 }, [undefined, undefined]],
  ])("what is planned stands beside what of it is held, both as the plan counts: %s", (_, row, shares) => {
    const leaf = results.alliance.leaves[0]!.id;
    const { lastYear } = results.alliance.settings;
    const planned = { ...results, comparison: { aligned: { shortfalls: [{ leaf, year: lastYear, short: 0, ...row }] } } } as never as Results;
    const { planned: all, heldInPlan } = plannedCoverage(planned, leaf, lastYear);
    expect([all?.value, heldInPlan?.value]).toEqual(shares);
  });
  test("the cap within which the plan counts is told with every coverage that is planned", () => {
    const cap = results.alliance.valueOf(allParameters.find((it) => it.id === "plan.ceiling")!).base;
    expect([capabilitiesView(results, year).cap, prioritiesView(results, year).cap, reviewView(results, year).cap].map((it) => [it.value, it.why])).toEqual([1, 2, 3].map(() => [cap, "parameter/plan.ceiling"]));
  });
  test("who is best placed is clear, or not, in every table alike", () => {
    const { rows } = capabilitiesView(results, year);
    for (const it of rows) expect(it.isFirstClear === undefined, it.leaf).toBe(it.leads.length === 0);
    for (const it of prioritiesView(results, year).rows) expect(rows.find((row) => row.leaf === it.leaf)!.isFirstClear, it.leaf).toBe(it.lead?.isClear);
    expect(new Set(rows.map((it) => it.isFirstClear)).size).toBeGreaterThan(1);
  });
  test("a shortfall may be met where its range reaches the requirement, and nothing else may", () => {
    const { rows } = capabilitiesView(results, year);
    for (const it of rows) expect(it.mayBeMet, it.leaf).toBe(it.coverage.value !== undefined && it.coverage.value < 1 && (it.coverage.high ?? it.coverage.value) >= 1);
    const home = prioritiesView(results, year);
    for (const it of home.rows) expect([it.mayBeMet, it.weakest, it.unknown], it.leaf).toEqual([rows.find((row) => row.leaf === it.leaf)!.mayBeMet, rows.find((row) => row.leaf === it.leaf)!.weakest, rows.find((row) => row.leaf === it.leaf)!.unknown]);
    expect(home.rows.length).toBeGreaterThan(0);
    // One order everywhere: what is sure first, and the ranks in the order shown.
    expect(home.rows.map((it) => it.rank)).toEqual(home.rows.map((_, at) => at + 1));
    expect(home.rows.map((it) => it.mayBeMet)).toEqual(home.rows.map((it) => it.mayBeMet).toSorted((a, b) => Number(a) - Number(b)));
    for (const it of home.rows) expect(rows.find((row) => row.leaf === it.leaf)!.rank, it.leaf).toBe(it.rank);
    expect(reviewView(results, year).priorities.map((it) => it.leaf)).toEqual(home.rows.map((it) => it.leaf));
  });
  test("the first page counts targets and answers as the page of targets does", () => {
    const { answers } = homeView(results);
    const { nations, responses } = targetsView(results, year);
    expect(answers).toEqual({ asked: nations.reduce((sum, it) => sum + it.asked, 0), open: responses.none, allies: nations.filter((it) => it.open > 0).length, year: pageYear(results), inYear: reviewView(results, pageYear(results)).nations.reduce((sum, it) => sum + it.targets.length, 0) });
    expect(answers.asked).toBeGreaterThan(0);
  });
  const declining = (cells: string): Results =>
    resultsOf(new Map(files).set("answers.csv", `id,source,as_of,evidence,confidence,label,nation,capability,response,quantity,first_year,reason\n${cells === "" ? "" : `a,${files.get("sources.csv")!.split("\n")[1]!.split(",")[0]},2029-01-01,official,high,OPEN,${cells},Training\n`}`));
  test.each([
    ["no answer", "", 0],
    ["one target declined whole", "DOR,drone-ward,decline,,", 1],
    ["one reserved in part", "DOR,drone-ward,reserve,1,", 0],
  ] as const)("each number of targets on one page follows from those of the others: %s", (_, answer, declined) => {
    const world = declining(answer);
    for (const at of [world.alliance.years[0]!, year, world.alliance.years.at(-1)!]) {
      const targets = targetsView(world, at);
      const { counted } = targets;
      expect([reviewView(world, at).counted, implementationView(world, { year: at }).counted]).toEqual([counted, counted]);
      const requirements = requirementsView(world, at);
      const of = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, it) => sum + it, 0);
      expect(counted).toMatchObject({
        capabilities: requirements.rows.length,
        unstated: requirements.unknown,
        required: requirements.stated,
        apportioned: targets.leaves.length,
        nations: targets.nations.length,
        inYear: reviewView(world, at).nations.reduce((sum, it) => sum + it.targets.length, 0),
        standing: of(implementationView(world, { year: at }).targetCounts),
        inYears: of(targets.responses),
        declined,
      });
      expect(counted.inYears).toBe(homeView(world).answers.asked);
      const { capabilities, unstated, required, notApportioned, apportioned, nations, pairs, notAsked, inYear, standing, otherYears, takenUp, inYears } = counted;
      expect([required, apportioned, pairs, inYear, standing, inYears]).toEqual([capabilities - unstated, required - notApportioned, apportioned * nations, pairs - notAsked, inYear - declined, inYear + otherYears - takenUp]);
      expect(Math.min(...Object.values(counted))).toBeGreaterThanOrEqual(0);
    }
  });
  test("what allies have ready says on how many targets it rests", () => {
    const { measures } = homeView(results).map;
    const reviews = reviewView(results, year).nations;
    const [known, all] = [reviews.reduce((sum, it) => sum + it.readyKnown, 0), reviews.reduce((sum, it) => sum + it.targets.length, 0)];
    expect(known).toBeLessThan(all);
    expect(measures.find((it) => it.id === "ready")!.summary).toMatch(new RegExp(` It rests on ${known} of ${all} targets for ${year}: of the others it is unknown what is held\\.$`));
    expect(measures.find((it) => it.id === "spending")!.summary).not.toContain("It rests on");
  });
  test.each([
    [["DOR"], /^\D+: known of Dor\w* \(.*\) alone; \d of \d unknown\.$/],
    [[], /^\D+: unknown of all \d\.$/],
  ] as const)("a measure that is known of %j names no highest and no lowest", (known, said) => {
    const table = files.get("economy.csv")!.split("\n");
    const world = resultsOf(new Map(files).set("economy.csv", table.filter((it, line) => line === 0 || it === "" || !it.includes("defence-share-of-gdp") || known.some((one) => it.includes(one))).join("\n")));
    expect(homeView(world).map.measures.find((it) => it.id === "spending")!.summary).toMatch(said);
  });
  test("columns of codes come with the names of what stands in them", () => {
    const { columns } = recordsView(results, "holding");
    const nation = columns.find((it) => it.name === "nation")!;
    expect(nation.names).toEqual(Object.fromEntries(results.alliance.nations.filter((it) => results.alliance.facts.holding.some((row) => row.nation === it.id)).map((it) => [it.id, it.nameEn])));
    expect(columns.find((it) => it.name === "quantity")).not.toHaveProperty("names");
  });
  test("what an ally gives says beside it where some of its systems are unknown, as its why does", () => {
    const world = resultsOf(new Map(files).set("holdings.csv", files.get("holdings.csv")!.split("\n").filter((it) => !it.includes(",ALM,bridge-set,")).join("\n")));
    const given = world.alliance.leaves.flatMap(({ id }) => capabilityView(world, { leaf: id, year })!.contributors).flatMap((it) => it.ready);
    expect(given.some((it) => it.caution?.includes("some of its systems are unknown") === true)).toBe(true);
    expect(given.some((it) => it.caution === undefined)).toBe(true);
    for (const it of given) {
      const why = whyView(world, it.why);
      expect(why.kind === "answer" && why.why.shown.caution, it.why).toBe(it.caution);
    }
  });
  test("allies that give, gave none and are unknown are all there are", () => {
    for (const it of capabilitiesView(results, year).rows) expect(it.contributors + it.none + it.unknown, it.leaf).toBe(results.alliance.nations.length);
  });
});

describe("drafted answers", () => {
  const asked = targetsView(results, 2035).leaves.find((it) => it.leaf === "drone-ward");

  test.each([
    ["a reserve by quantity and year", { response: "reserve", quantity: 20, firstYear: 2036 }, "reserve,20,2036"],
    ["a reserve by year", { response: "reserve", firstYear: 2034 }, "reserve,,2034"],
    ["a decline", { response: "decline" }, "decline,,"],
    ["an acceptance", { response: "accept" }, "accept,,"],
  ])("%s moves what the same answer moves when it is stated", async (_, terms, cells) => {
    expect(asked?.nations).toBeGreaterThan(1);
    const { status, body } = await draft([{ nation: "DOR", leaf: "drone-ward", reason: "Training", ...terms }]);
    expect(status).toBe(200);
    const stated = new Map(files).set("answers.csv", `id,source,as_of,evidence,confidence,label,nation,capability,response,quantity,first_year,reason\na,${sourceId},2029-01-01,official,high,OPEN,DOR,drone-ward,${cells},Training\n`);
    const view = answersView(resultsOf(stated));
    expect(moves(body.joint)).toEqual(moves(view.joint));
    expect(body.answers.map((it) => it.sentence)).toEqual(view.answers.map((it) => it.sentence));
    expect(body.refused).toEqual([]);
  });

  test("change nothing that is kept", async () => {
    const before = await get("/api/targets");
    await draft([{ nation: "DOR", leaf: "drone-ward", response: "decline", reason: "Training" }]);
    expect(await get("/api/targets")).toEqual(before);
  });

  test.each([
    [{ nation: "DOX" }, "Did you mean DOR?"],
    [{ leaf: "drone-word" }, "Did you mean drone-ward?"],
    [{ reason: " " }, "Say why, in the words of the ally."],
    [{ response: "reserve" }, "Give a quantity, a first year, or both."],
    [{ response: "reserve", quantity: -1 }, "Give what is accepted as a number that is not below 0."],
    [{ response: "reserve", quantity: 99_999_999_999 }, "Answer accept, or check quantity and unit."],
    [{ response: "reserve", quantity: nationView(results, { nation: "DOR", year })!.targets.find((it) => it.leaf === "drone-ward")!.askedMost.value! }, "Answer accept, or give a smaller quantity or a year."],
    [{ response: "reserve", firstYear: 1999 }, /or answer accept\.$/],
    [{ response: "reserve", firstYear: 2999 }, /or answer decline\.$/],
    [{ response: "accept", quantity: 3 }, "Answer reserve, or leave them out."],
  ])("%j is told how to mend it, and the others still count", async (wrong, mend) => {
    const good = { nation: "DOR", leaf: "drone-ward", response: "decline", reason: "Training" };
    const { body } = await draft([{ ...good, ...wrong }, good]);
    expect(body.refused).toEqual([{ index: 0, problem: expect.any(String), mend: typeof mend === "string" ? mend : expect.stringMatching(mend) }]);
    expect(body.joint.length).toBeGreaterThan(0);
  });

  test("what is held back is taken up or left over, year by year, as its rows say", async () => {
    const { body } = await draft([{ nation: "DOR", leaf: "drone-ward", response: "decline", reason: "Training" }]);
    expect(body.heldBack.length).toBe(body.joint.length);
    expect(body.heldBack.some((it) => (it.heldBack.value ?? 0) > 0)).toBe(true);
    body.heldBack.forEach((it, at) => {
      const row = body.joint[at]!;
      const own = row.shifts.find((shift) => shift.nation === "DOR")?.quantity.value ?? 0;
      const others = row.shifts.filter((shift) => shift.nation !== "DOR").reduce((sum, shift) => sum + (shift.quantity.value ?? 0), 0);
      expect([it.leaf, it.firstYear, it.lastYear, it.heldBack.value, it.takenUp.value]).toEqual([row.leaf, row.firstYear, row.lastYear, -own, others]);
      expect(it.leftOver.value).toBeCloseTo(-own - others, 9);
    });
  });

  test("where no ally takes up anything it is said of each other why", async () => {
    const asking = results.targets.leaves.find((it) => it.leaf === "drone-ward" && it.year === 2035)!.nations.filter((it) => it.target > 0).map((it) => it.nation);
    const { body } = await draft(asking.map((nation) => ({ nation, leaf: "drone-ward", response: "decline", reason: "Training" })));
    expect(body.heldBack.some((it) => it.takers === 0)).toBe(true);
    body.heldBack.forEach((it, at) => {
      const others = results.alliance.nations.length - body.joint[at]!.shifts.length;
      if (it.takers > 0 || others === 0) return expect(it.noTakers).toBeUndefined();
      expect(Object.values(it.noTakers!).reduce((sum, count) => sum + count, 0)).toBe(others);
    });
  });

  test("most that is asked is the most of all years, whichever is looked at", () => {
    const years = results.alliance.years.map((at) => nationView(results, { nation: "DOR", year: at })!.targets);
    const most = new Map<string, number>();
    for (const it of years.flat()) most.set(it.leaf, Math.max(most.get(it.leaf) ?? 0, it.review.asked.value ?? 0));
    for (const it of years.flat()) expect(it.askedMost.value).toBe(most.get(it.leaf));
    expect(years.flat().some((it) => (it.askedMost.value ?? 0) > (it.review.asked.value ?? 0))).toBe(true);
  });

  test("of two for one target the later counts", () => {
    const first = { nation: "DOR", leaf: "drone-ward", response: "decline", reason: "a" } as const;
    const last = { ...first, response: "accept" } as const;
    expect(draftedAnswers(results, [first, last]).joint).toEqual([]);
  });

  test.each([[{ answers: [{ nation: "DOR" }] }], [{ answers: "none" }], [{}], [{ answers: [], more: 1 }]])("%j is not what the route takes", async (payload) => {
    const reply = await server.inject({ method: "POST", url: "/api/answers/draft", headers: { host: "127.0.0.1", origin: "http://127.0.0.1" }, payload });
    expect(reply.json()).toMatchObject({ status: 400, reason: "bad-request" });
  });

  test("another site cannot ask", async () => {
    const reply = await server.inject({ method: "POST", url: "/api/answers/draft", headers: { host: "127.0.0.1", origin: "https://elsewhere.example" }, payload: { answers: [] } });
    expect(reply.json()).toMatchObject({ status: 403, reason: "foreign-origin" });
  });
});

const sourceId = results.alliance.facts.source[0]?.id ?? "";
const moves = (effects: readonly EffectRow[]) => effects.map((it) => ({ leaf: it.leaf, from: it.firstYear, to: it.lastYear, shifts: it.shifts.map((row) => [row.nation, row.quantity.value, row.cost.value]), residual: [it.residualBefore.value, it.residualAfter.value] }));

test("money of a path is the sum of what allies state, and why names each of them", async () => {
  const { paths } = guidanceView(results);
  const used = paths[0]!;
  expect(used.isUsed).toBe(true);
  const at = used.years[0]!;
  const { body } = await get(`/api/why?key=${encodeURIComponent(at.money.why)}`);
  const steps = body["steps"] as readonly { readonly shown: { readonly value: number } }[];
  expect(steps.reduce((sum, it) => sum + it.shown.value, 0)).toBeCloseTo(at.money.value!, 6);
  expect((body["records"] as readonly object[]).length).toBe(steps.length);
});

test("a parameter that the data set states itself is told apart from a default", () => {
  const own = guidanceView(results).parameters.filter((it) => it.isOwn);
  expect(own.map((it) => it.id).sort()).toEqual([...new Set(results.alliance.facts.parameter.map((it) => it.parameter))].sort());
  for (const it of guidanceView(results).parameters) if (!it.isOwn) expect(it.value.value, it.id).toBe(it.byDefault.value);
});

test("what an ally releases is all that it states, label by label", () => {
  for (const { id } of results.alliance.nations) {
    const { released } = nationView(results, { nation: id, year })!;
    const own = Object.entries(results.alliance.facts).flatMap(([kind, rows]) => (kind === "label" ? [] : rows.filter((it) => "nation" in it && it.nation === id)));
    expect(released.reduce((sum, it) => sum + it.rows, 0)).toBe(own.length);
    for (const it of released) expect(it.to === "listed").toBe(it.names.length > 0);
  }
});
