import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { explainer, isAllowed, planResults, viewOf } from "#app";
import { buildServer, fixedGate, sha256, type View, viewAsGate, viewDesk } from "#server";
import { type CapabilityView, HEAT_MEASURES, type HomeView, homeView, type ImplementationView, inLanguage, type NationView, nationView, type ProcurementView, reportView, type TargetsView, whyView } from "#views";
import { ROOT } from "../../tools/files.ts";

const { files: base } = await readTexts(join(ROOT, "cases/three-shores"));
const open: FastifyInstance[] = [];
afterAll(() => Promise.all(open.map((it) => it.close())));

/** A server over a world, and the views that it has had planned. */
async function serverOf(files: ReadonlyMap<string, string>, gate = viewAsGate) {
  const planned: View[] = [];
  const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 });
  const server = await buildServer({ gate, desk, limits: { requests: 1_000_000, costly: 1_000_000 } });
  open.push(server);
  const get = async (url: string): Promise<{ readonly status: number; readonly headers: string; readonly body: string }> => {
    const { statusCode, headers, body } = await server.inject({ url });
    // The clock, and what is left of the budget of whoever asks.
    const { date: _date, "x-ratelimit-remaining": _left, "x-ratelimit-reset": _reset, ...stable } = headers;
    return { status: statusCode, headers: JSON.stringify(stable), body };
  };
  return { get, planned, desk };
}

const withRow = (file: string, row: string): ReadonlyMap<string, string> => new Map(base).set(file, `${base.get(file)?.trimEnd()}\n${row}\n`);
const holding = (id: string, label: string, rest: string): string => `${id},returns,2029-10-01,official,high,${label},,,,${rest}`;
const asked = (as: string): readonly string[] => [
  `/api/home?as=${as}`,
  ...HEAT_MEASURES.flatMap((measure) => ["2030", "2032"].map((year) => `/api/heat?as=${as}&measure=${measure}&year=${year}`)),
  ...["guidance", "requirements", "targets", "survey", "implementation", "review", "capabilities", "nations", "implementation?nation=HOL", "review?nation=FEN", "capability?leaf=air", "capability?leaf=nothing", "nation?nation=HOL", "nation?nation=ISL"].map((page) => `/api/${page}${page.includes("?") ? "&" : "?"}as=${as}`),
  ...["coverage/air/2030", "available/brigade/2031", "available/air/2030/HOL", "target/air/2032/FEN", "data/sourced", "budget/HOL/2031", "money/held/2031", "money/dark/2031", "parameter/targets.cap", "record/holding/x", "record/nation/ISL", "nothing", "coverage/nothing/2030", "gain/HOL"].map((key) => `/api/why?as=${as}&key=${encodeURIComponent(key)}`),
  ...["air", "isl", "x", "high", "dark", "batery", ""].map((it) => `/api/search?as=${as}&q=${it}`),
  ...["plan", "reader", "heat"].map((it) => `/api/${it}?as=${as}&year=1900`),
  `/api/heat?as=${as}&year=1900`,
  `/api/plan?as=${as}`,
  ...["findings?", "records?kind=holding&", "records?kind=budget&", "records?kind=label&"].map((it) => `/api/${it}as=${as}`),
];

describe("two worlds that differ only in what a reader may not see are one to that reader, over HTTP", () => {
  test.each([
    ["VAL:1", "a holding of Holm at a higher level", withRow("holdings.csv", holding("x", "HIGH", "HOL,battery,,70,,batteries,1,"))],
    ["VAL:1", "a holding for its owner alone", withRow("holdings.csv", holding("x", "OWN", "HOL,battery,,7,,batteries,1,"))],
    ["VAL:1", "a correction of a row that is seen", withRow("holdings.csv", `x,returns,2029-10-01,official,high,HIGH,,,h.VAL.battery,VAL,battery,,9,,batteries,1,`)],
    ["VAL:1", "a label that nothing in sight carries", withRow("labels.csv", "TOP,SHORES,7,SHORES TOP,,,originator")],
    ["VAL:1", "a row under a label that nobody defined", withRow("holdings.csv", holding("x", "NOSUCH", "HOL,battery,,7,,batteries,1,"))],
    [":0", "everything that allies keep", withRow("budgets.csv", "x,returns,2029-10-01,official,high,ALLIES,,,,HOL,2031,dark,7,M CRN,constant 2030")],
    [":0:industry", "a requirement at a higher level", withRow("requirements.csv", base.get("requirements.csv")!.trimEnd().split("\n").at(-1)!.replace("r.air.dark", "x"))],
    ["FEN:1", "a whole nation at a higher level", withRow("nations.csv", base.get("nations.csv")!.trimEnd().split("\n").at(-1)!.replace("FEN", "ISL").replace("OPEN", "HIGH"))],
  ])("%s: %s", async (as, _, changed) => {
    const [plain, other] = [await serverOf(base), await serverOf(changed)];
    // In the other world, those who see more have asked first.
    for (const more of ["", "?as=HOL:2", "?as=VAL:2:industry"]) expect((await other.get(`/api/home${more}`)).status).toBe(200);
    expect((await other.get("/api/home")).body).not.toBe((await plain.get("/api/home")).body);
    for (const url of asked(as)) expect([url, await other.get(url)]).toEqual([url, await plain.get(url)]);
    const [mine, theirs] = [plain, other].map((it) => it.planned.find((view) => view.results.reader !== "owner of the data" && view.results.runKey === it.desk.viewOf({ viewer: { kind: "reader", reader: readerOf(as) }, roster: "as stated" })?.results.runKey));
    expect(theirs?.key).toBe(mine?.key);
  });
  const readerOf = (as: string) => ({ nation: as.split(":")[0]!, level: Number(as.split(":")[1]), groups: as.split(":").slice(2) });

  test("control: what is released makes a difference", async () => {
    const [plain, other] = [await serverOf(base), await serverOf(withRow("holdings.csv", holding("x", "ALLIES", "FEN,link,,3,,links,1,")))];
    for (const url of ["/api/home?as=VAL:1", "/api/why?as=VAL:1&key=coverage%2Flinks%2F2030"]) expect((await other.get(url)).body).not.toBe((await plain.get(url)).body);
    expect((await other.get("/api/home?as=:0")).body).toBe((await plain.get("/api/home?as=:0")).body);
  });
});

describe("a reader is shown what labels let in, and told how much that is", () => {
  test.each([
    ["", undefined, [1, 0.8], "owner of the data"],
    ["?as=:0", "Holdings of 1 of 3 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none.", [1, 0.4], "the public"],
    ["?as=VAL:1", "Holdings of each of the 3 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none.", [1, 0.8], "Vale, level 1"],
    ["?as=HOL:2:industry", "Holdings of each of the 3 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none.", [1, 0.8], "Holm, industry, level 2"],
  ])("/api/home%s", async (query, sentence, [, coverage], reader) => {
    const { get } = await serverOf(base);
    const home = JSON.parse((await get(`/api/home${query}`)).body) as HomeView;
    expect(home.seen?.sentence).toBe(sentence);
    const french = JSON.parse((await get(`/api/home${query === "" ? "?" : `${query}&`}lang=fr`)).body) as HomeView;
    expect(french.seen?.sentence).toBe(sentence?.replace(/Holdings of each of the (\d) .* see/, "Les avoirs de chacun des $1 alliés sont dans ce que vous pouvez voir").replace("Whatever a label keeps from a reader is unknown here, not none.", "Tout ce qu’un marquage retient à un lecteur est ici inconnu, et non nul.").replace(/.* (\d) of (\d) .*/, "Alliés dont les avoirs sont dans ce que vous pouvez voir\u00a0: $1 sur $2. Tout ce qu’un marquage retient à un lecteur est ici inconnu, et non nul."));
    expect(home.reader).toBe(reader);
    const why = await get(`/api/why${query === "" ? "?" : `${query}&`}key=coverage%2Fair%2F2030`);
    expect((JSON.parse(why.body) as { shown: { value: number } }).shown.value).toBeCloseTo(coverage!, 9);
  });

  test("of what labels keep back nothing is claimed: no shortfall is denied, no share is 0, no table is said to lack", async () => {
    const { get } = await serverOf(base);
    const seen = async (route: string) => JSON.parse((await get(`/api/${route}${route.includes("?") ? "&" : "?"}as=:0`)).body) as Record<string, never>;
    expect((await seen("home"))["priorities"]).toMatchObject({ rows: [], unsure: { value: 3, why: "count/capabilities/2031/unknown" } });
    expect(await seen("capabilities")).toMatchObject({ covered: 0, short: 0, unknown: 3 });
    const { share, review } = (await seen("nation?nation=FEN")) as unknown as NationView;
    expect([share?.raw.value, share?.capped.value, review.ready.value]).toEqual([undefined, undefined, undefined]);
    expect(((await seen("targets")) as unknown as TargetsView).nations.map((it) => [it.nation, it.keyShare.value])).toEqual([["VAL", expect.closeTo(0.75, 9)], ["HOL", expect.closeTo(0.25, 9)], ["FEN", undefined]]);
    const codes = ((await seen("findings"))["findings"] as unknown as readonly { readonly code: string }[]).map((it) => it.code);
    expect(codes).not.toContain("missing-file");
    expect(codes).toContain("budget-years-missing");
  });

  test.each([":0", ":0:industry"])("who sees no programme and no answer is told that their number is unknown, not that there is none: %s", async (as) => {
    const { get } = await serverOf(base);
    const seen = async (route: string, lang = "en") => JSON.parse((await get(`/api/${route}${route.includes("?") ? "&" : "?"}as=${as}&lang=${lang}`)).body) as never;
    const whole = async (route: string) => JSON.parse((await get(`/api/${route}`)).body) as never;
    const { told, sentence, isPart } = (await seen("procurement")) as ProcurementView;
    expect([told["under way"].value, told.undated.value, told.meeting.value, told["under way"].caution, isPart]).toEqual([undefined, undefined, undefined, "none is in what you may see", true]);
    expect(sentence).toBe("No programme is in what you may see, so it is unknown where allies take delivery of the same class of equipment in the same years.");
    expect(((await seen("procurement", "fr")) as ProcurementView).sentence).toMatch(/^Aucun programme n’est dans ce que vous pouvez voir/);
    expect(((await whole("procurement")) as ProcurementView).told["under way"].value).toBe(1);
    const implementation = (await seen("implementation")) as ImplementationView;
    expect(Object.entries(implementation.told.programmes).flatMap(([, it]) => it.value ?? [])).toEqual([]);
    expect([implementation.told.targets.missing.value, implementation.told.targets.held.value]).toEqual([undefined, 1]);
    const targets = (await seen("targets")) as TargetsView;
    expect([targets.asked, targets.told.none.value, targets.told.decline.value, targets.told.residualsGrown.value, ...targets.nations.flatMap((it) => [it.told.asked.value, it.told.none.value, it.takesUp.value])]).toEqual([6, undefined, undefined, undefined, 3, undefined, undefined, 3, undefined, undefined, 0, undefined, undefined]);
    expect(((await whole("targets")) as TargetsView).told.none.value).toBeGreaterThan(0);
    for (const missing of [((await seen("review")) as { missing: readonly string[] }).missing, ((await seen("review", "fr")) as { missing: readonly string[] }).missing]) expect(missing.join(" ")).not.toMatch(/No ally has answered|Aucun allié n’a répondu|is stated/);
    for (const key of ["count/buys/all/under way", "count/answers/all/none", "count/answers/2031/none", "count/programmes/all/late", "moves/spared/VAL"]) {
      const why = JSON.parse((await get(`/api/why?as=${as}&key=${encodeURIComponent(key)}`)).body) as { shown: { value?: number }; sentence: string };
      expect([key, why.shown.value, why.sentence]).toEqual([key, undefined, expect.stringContaining("in what you may see")]);
    }
  });

  test.each([
    ["", undefined, undefined, undefined],
    [":0", "at least: labels may keep more of it back", "at least: 2 allies unknown", "2 allies unknown"],
    [":0:industry", "at least: labels may keep more of it back", "at least: 2 allies unknown", "2 allies unknown"],
    ["VAL:1", "at least: labels may keep more of it back", undefined, undefined],
  ])("a requirement of which labels may hide more is told as a lower bound, and a share of it as none: %s", async (as, required, available, coverage) => {
    const { get } = await serverOf(base);
    const asked = as === "" ? "" : `&as=${as}`;
    const { row } = JSON.parse((await get(`/api/capability?leaf=air&year=2031${asked}`)).body) as CapabilityView;
    expect([row.required.caution, row.available.caution, row.coverage.caution]).toEqual([required, available, coverage]);
    for (const [measure, bound] of [["required", required], ["available", available], ["coverage", coverage]]) expect([measure, (JSON.parse((await get(`/api/why?key=${encodeURIComponent(`${measure}/air/2031`)}${asked}`)).body) as { shown: { caution?: string } }).shown.caution]).toEqual([measure, bound]);
  });

  test("of open data everyone sees all", async () => {
    const { files } = await readTexts(join(ROOT, "cases/two-nations"));
    const { get } = await serverOf(files);
    const shown = async (query: string) => ({ ...(JSON.parse((await get(`/api/home${query}`)).body) as HomeView), reader: "", runKey: "", seen: undefined });
    expect(await shown("?as=:0")).toEqual(await shown(""));
    expect(await shown("?as=VAL:0:industry")).toEqual(await shown(""));
  });

  test("where nothing is released, that is said, and nothing else", async () => {
    const closed = new Map(base).set("nations.csv", base.get("nations.csv")!.replaceAll(",OPEN,", ",HIGH,"));
    const { get } = await serverOf(closed);
    for (const url of asked(":0").filter((it) => !it.includes("reader?") && !it.includes("plan?as=:0&"))) expect(JSON.parse((await get(url)).body)).toMatchObject({ status: expect.toSatisfy((it: number) => it === 404 || it === 400), reason: expect.stringMatching(/^(nothing-to-see|bad-request)$/) });
  });
});

describe("whom one may look as", () => {
  test("is offered to the owner alone", async () => {
    const { get } = await serverOf(base);
    const choices = { groups: ["industry"], nations: [{ id: "VAL", name: "Vale" }, { id: "HOL", name: "Holm" }, { id: "FEN", name: "Fen" }] };
    expect(JSON.parse((await get("/api/reader")).body)).toMatchObject({ mode: "open", notice: expect.stringContaining("no security"), choices });
    expect(JSON.parse((await get("/api/reader?as=VAL:1")).body)).toMatchObject({ status: 400 });
  });
  test("whether it makes a difference at all is told with it", async () => {
    const allRead = async (files: ReadonlyMap<string, string>): Promise<unknown> => JSON.parse((await (await serverOf(files)).get("/api/reader")).body).choices.allRead;
    const { files } = await readTexts(join(ROOT, "cases/two-nations"));
    const holdings = files.get("holdings.csv")!;
    const closed = new Map(files).set("labels.csv", `${files.get("labels.csv")!.trimEnd()}\nCLOSED,PACT,1,CLOSED,FERMÉ,originator\n`);
    expect([await allRead(files), await allRead(closed), await allRead(closed.set("holdings.csv", holdings.replace(",OPEN,", ",CLOSED,"))), await allRead(base)]).toEqual([true, true, false, false]);
    expect(closed.get("holdings.csv")).not.toBe(holdings);
  });
  test.each(["VAL:x", "VAL:100", "VAL:1:a:b", "a b", "VAL:1:,", `${"x".repeat(300)}`])("as=%s is refused", async (as) => {
    const { get } = await serverOf(base);
    expect(JSON.parse((await get(`/api/home?as=${encodeURIComponent(as)}`)).body)).toMatchObject({ status: 400, mend: expect.any(String) });
  });
  test("where one reader was chosen at the start, nobody chooses another", async () => {
    const { get } = await serverOf(base, fixedGate({ kind: "reader", reader: { nation: "", level: 0, groups: [] } }));
    expect(JSON.parse((await get("/api/home")).body)).toMatchObject({ reader: "the public" });
    expect(Object.keys(JSON.parse((await get("/api/reader")).body) as object)).toEqual(["mode", "notice", "ledger"]);
    for (const url of ["/api/home?as=VAL:2", "/api/progress?as=VAL:2"]) expect(JSON.parse((await get(url)).body)).toMatchObject({ status: 403, reason: "view-as-off" });
  });
});

test("two views never meet, even where they show the same", async () => {
  const { get, planned } = await serverOf(base);
  for (const as of [":0", "VAL:0", "HOL:0", "VAL:0:industry,other", "VAL:0:other,industry"]) await get(`/api/home?as=${as}`);
  // The two last are one reader, written twice.
  expect(new Set(planned.map((it) => it.key)).size).toBe(4);
  expect(new Set(planned.map((it) => it.results.runKey)).size).toBe(4);
  const [first, second] = planned;
  first!.progress.tell({ state: "running", stage: "Planning", done: 0.3 });
  expect(second!.progress.latest().value.state).toBe("waiting");
  expect(second!.progress.after(first!.progress.latest().id)).toHaveLength(1);
});

describe("who may see nothing but what everyone may is given the plan of the public", () => {
  /** What a desk has planned and shared, one line each, for viewers who ask one after the other. */
  const asksOf = (files: ReadonlyMap<string, string>, viewers: readonly string[], more: { readonly isOpen?: boolean } = {}): readonly string[] => {
    const said: string[] = [];
    const nameOf = (view: View): string => `${view.results.reader} ${view.key}`;
    const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: (view) => void said.push(`plan of ${nameOf(view)}`), follow: (view, other) => void said.push(`${nameOf(view)} shares that of ${nameOf(other)}`) }, most: 20, ...more });
    for (const as of viewers) desk.viewOf({ viewer: as === "owner" ? { kind: "owner" } : { kind: "reader", reader: readerOf(as) }, roster: "as stated" });
    return said;
  };
  const readerOf = (as: string) => ({ nation: as.split(":")[0]!, level: Number(as.split(":")[1]), groups: [] });
  const without = (lines: readonly string[]): readonly string[] => lines.map((it) => it.replaceAll(/ [0-9a-f]{64}/g, ""));

  test("it is made once, before that of the first reader, and never for the owner", () => {
    expect(without(asksOf(base, ["owner", "VAL:1", "HOL:0", ":0", "HOL:0"]))).toEqual([
      "plan of owner of the data",
      "plan of the public",
      "plan of Vale, level 1",
      "Holm, level 0 shares that of the public",
      "the public shares that of the public",
    ]);
  });
  test("whether another sees more tells a reader nothing: their plan is shared, and begun in the same place, in both worlds", () => {
    const onlyOpen = new Map([...base].map(([name, text]) => [name, name === "labels.csv" ? text : text.replaceAll(/,(ALLIES|HIGH|OWN|FIRMS),/g, ",OPEN,")]));
    const secret = new Map(onlyOpen).set("holdings.csv", `${onlyOpen.get("holdings.csv")!.trimEnd()}\n${holding("x", "OWN", "HOL,battery,,7,,batteries,1,")}\n`);
    const [plain, other] = [onlyOpen, secret].map((it) => asksOf(it, ["HOL:1", "FEN:1"]));
    // Holm's own view differs, as it has to: that the test can see a difference.
    expect(without(other!)).toContain("plan of Holm, level 1");
    expect(without(plain!)).toContain("Holm, level 1 shares that of the public");
    for (const lines of [plain!, other!]) expect(without(lines).indexOf("plan of the public")).toBe(0);
    const ofFen = (lines: readonly string[]) => lines.filter((it) => it.startsWith("Fen") || it.startsWith("plan of the public"));
    expect(ofFen(other!)).toEqual(ofFen(plain!));
    expect(ofFen(plain!)).toHaveLength(2);
  });
  test("where whoever asks is the owner and looks as anyone, a reader of every record is given the owner's plan, whoever is looked as first; a reader of less is not", () => {
    const onlyOpen = new Map([...base].map(([name, text]) => [name, name === "labels.csv" ? text : text.replaceAll(/,(ALLIES|HIGH|OWN|FIRMS),/g, ",OPEN,")]));
    const shared = ["plan of owner of the data", "the public shares that of owner of the data", "Holm, level 1 shares that of owner of the data"];
    expect(without(asksOf(onlyOpen, ["owner", ":0", "HOL:1"], { isOpen: true }))).toEqual(shared);
    expect(without(asksOf(onlyOpen, [":0", "owner", "HOL:1"], { isOpen: true }))).toEqual(shared);
    // Signed in, nobody learns from it whether anything is kept from anybody.
    expect(without(asksOf(onlyOpen, ["owner", ":0"]))).toEqual(["plan of owner of the data", "plan of the public", "the public shares that of the public"]);
    const ofBase = ["owner", "VAL:1", "HOL:0", ":0", "HOL:0"];
    expect(without(asksOf(base, ofBase, { isOpen: true }))).toEqual(without(asksOf(base, ofBase)));
  });
  test("other data that everyone sees alike keep the plan; what everyone sees otherwise stops it", () => {
    const planned: View[] = [];
    const followed: View[] = [];
    const desk = viewDesk({ source: { files: base, digest: digestOf(base) }, choices: {}, planner: { plan: (view) => void planned.push(view), follow: (_view, other) => void followed.push(other) }, most: 20 });
    const look = (as: string) => desk.viewOf({ viewer: { kind: "reader", reader: readerOf(as) }, roster: "as stated" });
    const show = (files: ReadonlyMap<string, string>): void => desk.renew({ files, digest: digestOf(files) });
    look("HOL:0");
    show(withRow("holdings.csv", holding("x", "HIGH", "HOL,battery,,70,,batteries,1,")));
    look("FEN:0");
    expect([planned.length, new Set(followed).size, followed.length]).toEqual([1, 1, 2]);
    show(withRow("holdings.csv", holding("x", "OPEN", "FEN,link,,3,,links,1,")));
    look("FEN:0");
    expect([planned.length, planned[0]!.stop.signal.aborted, planned[1]!.stop.signal.aborted, followed.at(-1) === planned[1]]).toEqual([2, true, false, true]);
    desk.stop();
    expect(planned[1]!.stop.signal.aborted).toBe(true);
  });
});

test("a label that is stated twice lets nobody in, whichever of its rows comes first", () => {
  const twice = new Map(base).set("labels.csv", base.get("labels.csv")!.replace("OPEN,SHORES,0", "OPEN,SHORES,9,SHORES TOP,,,originator\nOPEN,SHORES,0"));
  const view = viewOf({ source: { files: twice, digest: "" }, viewer: { kind: "reader", reader: { nation: "VAL", level: 1, groups: [] } }, roster: "", choices: {}, digestOf, sha256 });
  expect(view.kind).not.toBe("view");
  expect(JSON.stringify(view)).not.toContain("OPEN");
});

test("with the plan made, too, two worlds are one to a reader: the whole plan, its reasons and what it tells on the way", async () => {
  const changed = withRow("holdings.csv", holding("x", "HIGH", "HOL,battery,,70,,batteries,1,"));
  const solver = await highsPool({ threads: 1 });
  const said: string[][] = [];
  for (const files of [base, changed]) {
    const progress: unknown[] = [];
    const views: View[] = [];
    const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: (view) => void views.push(view) }, most: 20 });
    const server = await buildServer({ gate: viewAsGate, desk, solved: (view, key) => explainer({ ...view.results, comparison: view.results.comparison! }, { solver }).explain(key) });
    open.push(server);
    await server.inject({ url: "/api/home?as=VAL:1" });
    const [view] = views;
    view!.results = await planResults(view!.results, { solver, now: () => 0, onProgress: (it) => void progress.push({ ...it, search: undefined }) });
    const replies = [];
    for (const url of ["home", "plan", ...["price/money", "binding", "plan/aligned/cost", "gain/HOL", "order/VAL/battery", "price/budget/VAL/2031"].map((key) => `why?key=${encodeURIComponent(key)}`)]) {
      const { statusCode, body } = await server.inject({ url: `/api/${url}${url.includes("?") ? "&" : "?"}as=VAL:1` });
      expect([url, statusCode]).toEqual([url, 200]);
      replies.push(body);
    }
    said.push([...replies, JSON.stringify(progress)]);
  }
  await solver.close();
  expect(said[1]).toEqual(said[0]);
});

test("where too little is in sight for a plan, what it comes to is unknown and not 0: on the page, of an ally, and asked why", async () => {
  const solver = await highsPool({ threads: 1 });
  const seen = viewOf({ source: { files: base, digest: "" }, roster: "", choices: {}, digestOf, sha256, viewer: { kind: "reader", reader: { nation: "", level: 0, groups: [] } } });
  if (seen.kind !== "view") throw new Error("there is nothing to see");
  const results = await planResults(seen.results, { solver, now: () => 0 });
  const { headline, timeline, map } = homeView(results);
  expect(headline?.sentence).toBe("What planning alone costs to 2032 is unknown: of no capability that is required is enough known for a plan.");
  expect(homeView(inLanguage(results, "fr")).headline?.sentence).toMatch(/^Ce que coûte de planifier seul d’ici 2032 est inconnu/);
  expect([headline!.money, headline!.shortfallYears, headline!.delayYears, headline!.shortfallYearsAlone, headline!.shortfallYearsAligned, headline!.provenGapAligned, ...headline!.levers.flatMap((it) => [it.share, it.money])].filter((it) => it.value !== undefined)).toEqual([]);
  expect(timeline).toBeUndefined();
  expect(map.measures.filter((it) => it.id.startsWith("gain")).flatMap((it) => it.values.filter(({ shown }) => shown.value !== undefined))).toEqual([]);
  expect(nationView(results, { nation: "FEN", year: 2031 })?.gain?.gain.value).toBeUndefined();
  const report = reportView({ ...results, comparison: results.comparison! }, { command: "" });
  expect(report.sections.map((it) => it.title)).toEqual(["In short", "Priority shortfalls", "How sure this is", "Sources", "Make it again"]);
  expect(report.sections[0]?.blocks).toEqual([{ kind: "text", text: headline?.sentence }]);
  for (const key of ["price/money", "plan/alone/shortfall", "lever/lots", "gain/FEN"]) {
    const answer = whyView(results, key);
    const why = answer.kind === "answer" ? answer.why : undefined;
    expect([key, why?.shown.value, why?.sentence]).toEqual([key, undefined, expect.stringContaining("is unknown")]);
  }
  await solver.close();
});

test("the second check refuses an alliance with rows that the reader may not see, and passes what the filter left", () => {
  const ask = { source: { files: base, digest: "" }, roster: "", choices: {}, digestOf, sha256 };
  const reader = { nation: "VAL", level: 1, groups: [] };
  const [whole, seen] = [viewOf({ ...ask, viewer: { kind: "owner" } }), viewOf({ ...ask, viewer: { kind: "reader", reader } })];
  if (whole.kind !== "view" || seen.kind !== "view") throw new Error("there is nothing to see");
  expect([isAllowed(whole.results.alliance, reader), isAllowed(seen.results.alliance, reader)]).toEqual([false, true]);
});
