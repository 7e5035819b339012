import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { PAGES, ROUTES } from "#api";
import type { HeatView, RecordsView } from "#views";
import { launchBrowser } from "../tests/web/browser.ts";
import { buildPage } from "../tests/web/open-page.ts";
import type { Bench, BenchRow, GoalFigure } from "./bench.ts";
import { alone } from "./web-alone.ts";
import { leverRow, plansOpened, whatIfs } from "./web-levers.ts";
import { middle, said } from "./web-times.ts";

const ROOT = join(import.meta.dirname, "..");
const LOOKS = 7;
const ROUTE_CHANGES = 500;
// Changes before the memory is first looked at: until then the browser still compiles what the pages run, which it keeps.
const WARM_CHANGES = 150;
const TABLE_ROWS = 50_000;
const [HEAT_ALLIES, HEAT_CAPABILITIES] = [32, 200];
const PLAN_MS = 900_000;
// How long a reader looks at Home before going on, and how long scripts are waited for that come after Home stands.
const LOOKING_MS = 5000;
const AFTERWARDS_MS = 6000;
const VISIT_ROUNDS = 2;
const SLOWEST = 3;

interface Server {
  readonly address: string;
  readonly child: ChildProcess;
}

/** `concord serve` in a process of its own, on the shipped data, with its runs in a folder. */
async function startServer(runs: string): Promise<Server> {
  const child = spawn(process.execPath, [join(ROOT, "bin/concord.mjs"), "serve", join(ROOT, "data/nato-open"), "--port", "0", "--quiet"], { cwd: ROOT, env: { ...process.env, CONCORD_RUNS: runs }, stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/[^\s]+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${text.slice(-500)}`)));
  });
  return { address, child };
}

/** Ends a server and waits until it is gone. */
async function stopServer({ child }: Server): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => void child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** Waits until the server has its plans. */
async function untilPlanned(address: string): Promise<void> {
  const ends = performance.now() + PLAN_MS;
  while ((await fetch(`${address}${ROUTES.plan.path}`)).status !== 200) {
    if (performance.now() > ends) throw new Error("the plans do not come");
    await new Promise((resolve) => void setTimeout(resolve, 500));
  }
}

/** Milliseconds from the start of the navigation until everything a selector names stands and has been painted. Runs in the page. */
const untilPainted = (page: Page, selectors: readonly string[]): Promise<number> =>
  page.evaluate(
    (all) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (all.every((it) => document.querySelector(it) !== null)) requestAnimationFrame(() => void setTimeout(() => resolve(performance.now()), 0));
          else requestAnimationFrame(look);
        };
        look();
      }),
    selectors,
  );

const HOME = [".heat-cell", ".ally-shape", "h1"];
// What of it stands in the first window of a screen; the table is far below.
const IN_WINDOW = [".ally-shape", "h1"];

/** Times of a first look at Home: a browser that knows nothing of the page. Unit: ms. */
interface FirstLook {
  /** Until what stands in the first window is painted. */
  readonly window: number;
  /** Until all of it is, the table of allies and capabilities at its end included. */
  readonly whole: number;
}

async function firstLook(browser: Browser, address: string): Promise<FirstLook> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  const [window, whole] = await Promise.all([untilPainted(page, IN_WINDOW), untilPainted(page, HOME)]);
  await context.close();
  return { window, whole };
}

/** What is painted first of a look, in a sentence. */
const inWindow = (looks: readonly FirstLook[]): string => `the first window, with heading and map, after ${Math.round(middle(looks.map((it) => it.window)))} ms`;

/** Scripts that Home loads until it stands, and those that the page fetches afterwards while nothing is asked. Unit: bytes of gzip. */
async function scriptsOfHome(browser: Browser, address: string): Promise<{ readonly home: number; readonly sent: number; readonly after: number; readonly filesAfter: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts: { readonly askedAt: number; readonly bytes: Promise<number>; readonly sent: Promise<number> }[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith(".js")) return;
    scripts.push({ askedAt: performance.now(), bytes: request.response().then(async (it) => gzipSync((await it?.body()) ?? Buffer.alloc(0)).length), sent: request.response().then(async () => (await request.sizes()).responseBodySize) });
  });
  await page.goto(address);
  await untilPainted(page, HOME);
  const stoodAt = performance.now();
  await page.waitForTimeout(AFTERWARDS_MS);
  const all = await Promise.all(scripts.map(async (it) => ({ askedAt: it.askedAt, bytes: await it.bytes, sent: await it.sent })));
  await context.close();
  const sum = (some: typeof all, of: "bytes" | "sent"): number => some.reduce((total, it) => total + it[of], 0);
  const [home, after] = [all.filter((it) => it.askedAt <= stoodAt), all.filter((it) => it.askedAt > stoodAt)];
  return { home: sum(home, "bytes"), sent: sum(home, "sent"), after: sum(after, "bytes"), filesAfter: after.length };
}

/** Paths of the pages of the rail but Home. */
const railPaths = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>(".rail li > a[href]")].map((it) => new URL(it.href).pathname).filter((it, at, all) => all.indexOf(it) === at && it !== "/"));

/** A first visit of a page, by a browser that has just painted Home and knows nothing else. */
interface FirstVisit {
  readonly path: string;
  /** Until the heading of the page itself stands, and not of what stands for it. Unit: ms. */
  readonly head: number;
  /** Until nothing loads any more. Unit: ms. */
  readonly whole: number;
}

async function firstVisit(browser: Browser, address: string, path: string): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  await untilPainted(page, HOME);
  const visit = await changeRoute(page, path);
  await context.close();
  return { path, head: visit.own, whole: visit.whole };
}

/** The pages that took longest, each with its median. @example slowest([…], "whole") // → "/plans 812 ms, /evidence 344 ms" */
function slowest(visits: readonly FirstVisit[], of: "head" | "whole"): string {
  const paths = [...new Set(visits.map((it) => it.path))];
  const medians = paths.map((path) => ({ path, ms: middle(visits.filter((it) => it.path === path).map((it) => it[of])) }));
  return medians.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST).map(({ path, ms }) => `${path} ${Math.round(ms)} ms`).join(", ");
}

/** When what a change of page leads to stands. Unit: ms from the press of the link. */
interface RouteChange {
  /** A heading, be it of what stands for the page while its code comes. */
  readonly head: number;
  /** The page's own heading. */
  readonly own: number;
  /** Nothing loads any more. */
  readonly whole: number;
}

/** Presses a link of the rail and waits until the heading has been painted, and until the figures of the page have. Runs in the page. */
const changeRoute = (page: Page, path: string): Promise<RouteChange> =>
  page.evaluate(
    (to) =>
      new Promise<{ head: number; own: number; whole: number }>((resolve, reject) => {
        const link = document.querySelector<HTMLAnchorElement>(`.rail a[href^="${to}"]`);
        if (link === null) return reject(new Error(`no link to ${to}`));
        const began = performance.now();
        let [head, own] = [0, 0];
        const before = document.querySelector("main h1");
        link.click();
        const look = (): void => {
          const now = document.querySelector("main h1");
          if (head === 0 && now !== null && now !== before && location.pathname === to) head = performance.now() - began;
          if (own === 0 && head > 0 && now?.classList.contains("heard") === false) own = performance.now() - began;
          if (own > 0 && document.querySelector("main [aria-busy='true'], main .loading") === null) return void setTimeout(() => resolve({ head, own, whole: performance.now() - began }), 0);
          if (performance.now() - began > 30_000) return reject(new Error(`${to} does not come`));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    path,
  );

/** The table of the first page with so many allies and capabilities, made by repeating what the server answers. */
function enlarged(view: HeatView): HeatView {
  const nations = Array.from({ length: HEAT_ALLIES }, (_, at) => ({ ...view.nations[at % view.nations.length]!, id: `N${at}` }));
  const rows = Array.from({ length: HEAT_CAPABILITIES }, (_, at) => {
    const row = view.rows[at % view.rows.length]!;
    return { ...row, leaf: `${row.leaf}.${at}`, cells: nations.map((it, place) => ({ ...row.cells[place % row.cells.length]!, nation: it.id })) };
  });
  return { ...view, nations, rows };
}

/** Time from the last byte of the table's figures until what is in sight of it has been painted, and how many cells that is. Unit: ms. */
async function heatDrawn(browser: Browser, address: string): Promise<{ readonly ms: number; readonly drawn: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route(`**${ROUTES.heat.path}*`, async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: enlarged((await reply.json()) as HeatView) });
  });
  await page.goto(address);
  await untilPainted(page, HOME);
  // Another measure of the same size: code and styles are there, the table is drawn anew.
  const ms = await page.evaluate(async () => {
    const marks = (): readonly PerformanceEntry[] => performance.getEntriesByType("resource").filter((it) => it.name.includes("/api/heat"));
    const count = marks().length;
    const radio = document.querySelector<HTMLElement>("#capabilities .switch input:not(:checked)");
    if (radio === null) throw new Error("no other measure to choose");
    radio.click();
    return new Promise<number>((resolve) => {
      const look = (): void => {
        const arrived = marks()[count] as PerformanceResourceTiming | undefined;
        if (arrived !== undefined && arrived.responseEnd > 0 && document.querySelector("#capabilities [aria-busy='true']") === null) {
          requestAnimationFrame(() => void setTimeout(() => resolve(performance.now() - arrived.responseEnd), 0));
        } else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  });
  const drawn = await page.locator(".heat-cell").count();
  const reached = await cellsReached(page);
  if (reached < HEAT_ALLIES * HEAT_CAPABILITIES) throw new Error(`only ${reached} cells are reached`);
  await context.close();
  return { ms, drawn };
}

/** Cells of the table that are met when it is scrolled from end to end. It draws those in sight. Runs in the page. */
const cellsReached = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const box = document.querySelector(".heat-scroll")!;
    const met = new Set<string>();
    for (box.scrollTop = 0; ; box.scrollTop += box.clientHeight / 2) {
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => void requestAnimationFrame(resolve));
      const { top, bottom } = box.getBoundingClientRect();
      for (const it of box.querySelectorAll<HTMLElement>(".heat-cell")) {
        const at = it.getBoundingClientRect();
        if (at.bottom > top && at.top < bottom) met.add(`${it.dataset["row"]} ${it.dataset["column"]}`);
      }
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) return met.size;
    }
  });

/** Times between frames while a table of 50,000 rows is scrolled from end to end. Unit: ms. */
async function scrolledFrames(browser: Browser, address: string): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route(`**${ROUTES.records.path}*`, async (route) => {
    const reply = await route.fetch();
    const view = (await reply.json()) as RecordsView;
    await route.fulfill({ response: reply, json: { ...view, rows: Array.from({ length: TABLE_ROWS }, (_, at) => view.rows[at % view.rows.length]!) } });
  });
  await page.goto(`${address}${PAGES.data.path}`);
  await untilPainted(page, [".table-scroll tbody tr"]);
  const frames = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const box = document.querySelector(".table-scroll")!;
        const [times, began] = [[] as number[], performance.now()];
        let last = began;
        const frame = (now: number): void => {
          times.push(now - last);
          last = now;
          // A fifth of a screen a frame, with a leap across the table now and then, as one pulls the bar.
          box.scrollTop += times.length % 40 === 0 ? box.scrollHeight / 12 : 160;
          if (now - began < 6000) requestAnimationFrame(frame);
          else resolve(times.slice(2));
        };
        requestAnimationFrame(frame);
      }),
  );
  await context.close();
  return frames;
}

const goal = (id: GoalFigure["id"], what: string, value: number, unit: string, atMost: number, why?: string): GoalFigure => ({ id, what, value, unit, atMost, ...(why !== undefined && { why }) });

export const bench: Bench = {
  title: "The web application in a real browser",
  run: async (say, keep) => {
    buildPage();
    const rows: BenchRow[] = [];
    const put = (row: BenchRow): void => {
      rows.push(row);
      keep(rows);
      say(`${row.what}: ${row.ms === undefined ? "" : `${Math.round(row.ms)} ms`} ${row.note ?? ""}`);
    };
    const browser = await launchBrowser();
    const runs = mkdtempSync(join(tmpdir(), "concord-bench-runs-"));
    let server = await startServer(runs);
    const real = "shipped data";
    try {
      const first = await firstLook(browser, server.address);
      put({ what: "first look at Home, the first that anybody asks, plans still being made", by: "concord", size: real, ms: first.whole, repeats: 1, note: inWindow([first]), goal: goal("W1", "Home until map, table and heading are painted, the first after the start", first.whole, "ms", 1000) });
      const opening = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const awaiting = await opening.newPage();
      await awaiting.goto(server.address);
      await untilPainted(awaiting, HOME);
      await untilPlanned(server.address);
      const atOnce = await plansOpened(awaiting);
      put({ what: "open Plans for the first time, in the moment in which the plans are made", by: "concord", size: real, ms: atOnce.sentence, repeats: 1, note: `until the sentence with its figures stands; until nothing loads any more ${Math.round(atOnce.whole)} ms`, priceOf: "W5" });
      await changeRoute(awaiting, "/");
      const again = await plansOpened(awaiting);
      put({ what: "open Plans a second time", by: "concord", size: real, ms: again.sentence, repeats: 1, note: `until the sentence with its figures stands; until nothing loads any more ${Math.round(again.whole)} ms`, priceOf: "W5" });
      await opening.close();
      const { rows: bare, says: onThisMachine } = await alone(browser, server.address);
      for (const row of bare) put(row);
      const looks: FirstLook[] = [];
      for (let at = 0; at < LOOKS; at++) looks.push(await firstLook(browser, server.address));
      const whole = looks.map((it) => it.whole);
      put({ what: "first look at Home, plans made, a browser that knows nothing of the page", by: "concord", size: real, ms: middle(whole), repeats: LOOKS, note: `${said(whole)}; ${inWindow(looks)}`, goal: goal("W1", "Home until map, table and heading are painted, plans made", middle(whole), "ms", 1000, onThisMachine) });
      const scripts = await scriptsOfHome(browser, server.address);
      const kB = (bytes: number): string => `${Math.round(bytes / 100) / 10} kB`;
      put({ what: "scripts of Home, compressed", by: "concord", size: real, repeats: 1, note: `${kB(scripts.home)} until Home stands, charts included (${kB(scripts.sent)} as the server sent them); afterwards, while nothing is asked, ${scripts.filesAfter} files of other pages, ${kB(scripts.after)}`, goal: goal("W2", "scripts that Home loads until it stands, charts included", scripts.home / 1000, "kB", 200) });

      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto(server.address);
      await untilPainted(page, HOME);
      const paths = await railPaths(page);
      const tour = async (): Promise<{ readonly heads: number[]; readonly wholes: number[] }> => {
        const [heads, wholes]: [number[], number[]] = [[], []];
        for (const path of [...paths, "/"]) {
          const { head, whole } = await changeRoute(page, path);
          heads.push(head);
          wholes.push(whole);
        }
        return { heads, wholes };
      };
      const cold = await tour();
      put({ what: "go through the pages for the first time, one after the other, until a heading stands", by: "concord", size: `${cold.heads.length} pages`, ms: middle(cold.heads), repeats: 1, note: `${said(cold.heads)}; until nothing loads any more: ${said(cold.wholes)}` });
      const warm = [await tour(), await tour(), await tour()];
      const heads = warm.flatMap((it) => it.heads);
      put({ what: "go to a page that was seen before", by: "concord", size: `${heads.length} changes`, ms: middle(heads), repeats: 3, note: `${said(heads)}; until nothing loads any more: ${said(warm.flatMap((it) => it.wholes))}`, goal: goal("W3", "change of page, 90 of 100 within", middle(heads, 0.9), "ms", 150, onThisMachine) });

      const drawn: number[] = [];
      let cells = 0;
      for (let at = 0; at < LOOKS; at++) {
        const it = await heatDrawn(browser, server.address);
        drawn.push(it.ms);
        cells = it.drawn;
      }
      put({ what: "draw the table of all allies and capabilities anew", by: "concord", size: `${HEAT_ALLIES} × ${HEAT_CAPABILITIES}`, ms: middle(drawn), repeats: LOOKS, note: `${said(drawn)}; the lines in sight and a few more are drawn, ${cells} cells, and all ${(HEAT_ALLIES * HEAT_CAPABILITIES).toLocaleString("en")} are met in scrolling`, goal: goal("W4", "table of 32 × 200 from its figures to the screen", middle(drawn), "ms", 100, onThisMachine) });

      const frames = await scrolledFrames(browser, server.address);
      put({ what: "scroll a table", by: "concord", size: `${TABLE_ROWS.toLocaleString("en")} rows`, ms: middle(frames), repeats: frames.length, note: `frames of ${said(frames)}`, goal: goal("W6", "50,000 rows: frame while scrolling, 90 of 100 within", middle(frames, 0.9), "ms", 17.5, onThisMachine) });

      const devtools = await context.newCDPSession(page);
      const heap = async (): Promise<{ readonly megabytes: number; readonly nodes: number; readonly listeners: number }> => {
        await devtools.send("HeapProfiler.collectGarbage");
        const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
        return { megabytes: (await devtools.send("Runtime.getHeapUsage")).usedSize / 2 ** 20, nodes, listeners: jsEventListeners };
      };
      const changes = async (count: number): Promise<void> => {
        for (let at = 0; at < count; at++) await changeRoute(page, [...paths, "/"][at % (paths.length + 1)]!);
        await changeRoute(page, "/data").catch(() => undefined);
        await changeRoute(page, "/");
      };
      await changes(WARM_CHANGES);
      const before = await heap();
      await changes(ROUTE_CHANGES);
      const after = await heap();
      const each = (it: typeof before): string => `${it.megabytes.toFixed(1)} MB, ${it.nodes} nodes, ${it.listeners} listeners`;
      put({ what: "memory of the page after changes of page", by: "concord", size: `${ROUTE_CHANGES} changes`, repeats: 1, note: `${each(before)} after the first ${WARM_CHANGES}; ${each(after)} in the end; garbage collected`, goal: goal("W7", "growth of memory in use over 500 changes of page", after.megabytes / before.megabytes, "times", 1.1) });
      await context.close();

      // A server of its own that finds the plan: what it makes ready by itself is counted, what the browsers before have asked for is not.
      await stopServer(server);
      server = await startServer(runs);
      await untilPlanned(server.address);
      const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const visited = await visitor.newPage();
      await visited.goto(server.address);
      await untilPainted(visited, HOME);
      await visited.waitForTimeout(LOOKING_MS);
      const later = await plansOpened(visited);
      put({ what: `open Plans for the first time, after ${LOOKING_MS / 1000} s on Home`, by: "concord", size: real, ms: later.sentence, repeats: 1, note: `a server started with the plan made before; until the sentence with its figures stands; until nothing loads any more ${Math.round(later.whole)} ms`, priceOf: "W5" });
      await visitor.close();
      const visits: FirstVisit[] = [];
      for (let round = 0; round < VISIT_ROUNDS; round++) for (const path of paths) visits.push(await firstVisit(browser, server.address, path));
      const [ownHeads, wholes] = [visits.map((it) => it.head), visits.map((it) => it.whole)];
      put({ what: "go to a page for the first time, Home just painted, in a browser that knows nothing of it, until its own heading stands", by: "concord", size: `${paths.length} pages, ${visits.length} visits`, ms: middle(ownHeads), repeats: VISIT_ROUNDS, note: `${said(ownHeads)}; slowest: ${slowest(visits, "head")}; until nothing loads any more: ${said(wholes)}; slowest: ${slowest(visits, "whole")}`, goal: goal("W3", "first visit of a page until its own heading stands, 90 of 100 within", middle(ownHeads, 0.9), "ms", 150) });

      const answers = await whatIfs(browser, server.address);
      const kinds = [...new Set(answers.map((it) => it.kind))];
      for (const kind of kinds) put(leverRow(`change levers on Plans: ${kind}`, real, answers.filter((it) => it.kind === kind)));
      const times = answers.flatMap((it) => (it.ms === undefined ? [] : [it.ms]));
      put({ ...leverRow("change levers on Plans until the answer stands, all kinds", `${real}, ${kinds.length} kinds of change`, answers), goal: goal("W5", "what-if from the press of the button to the sentence on the screen, every kind of lever, small moves and large, small allies and large, one at a time and together, 90 of 100 within", middle(times, 0.9), "ms", 1000, "What moves much of the plan takes longest: all budgets at once, and several changes together.") });
    } finally {
      await browser.close();
      await stopServer(server);
      rmSync(runs, { recursive: true, force: true });
    }
    return rows;
  },
};
