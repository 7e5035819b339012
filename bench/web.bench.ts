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

const ROOT = join(import.meta.dirname, "..");
const LOOKS = 7;
const ROUTE_CHANGES = 500;
// Changes before the memory is first looked at: until then the browser still compiles what the pages run, which it keeps.
const WARM_CHANGES = 150;
const TABLE_ROWS = 50_000;
const [HEAT_ALLIES, HEAT_CAPABILITIES] = [32, 200];
const PLAN_MS = 300_000;

const middle = (times: readonly number[], share = 0.5): number => [...times].sort((a, b) => a - b)[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN;
const said = (times: readonly number[]): string => `median ${Math.round(middle(times))} ms, 90th percentile ${Math.round(middle(times, 0.9))} ms, most ${Math.round(Math.max(...times))} ms`;

/** `concord serve` in a process of its own, on the shipped data, with runs kept apart. */
async function startServer(): Promise<{ readonly address: string; readonly child: ChildProcess; readonly runs: string }> {
  const runs = mkdtempSync(join(tmpdir(), "concord-bench-runs-"));
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
  return { address, child, runs };
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

/** Time of a first look at Home: a browser that knows nothing of the page. Unit: ms. */
async function firstLook(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  const ms = await untilPainted(page, HOME);
  await context.close();
  return ms;
}

/** Scripts that Home loads, as sent. Unit: bytes of gzip. */
async function scriptsOfHome(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(address);
  await untilPainted(page, HOME);
  const all = await Promise.all(sizes);
  await page.close();
  return all.reduce((sum, it) => sum + it, 0);
}

/** Presses a link of the rail and waits until the page's own head has been painted, and until its figures have. Runs in the page. Unit: ms. */
const changeRoute = (page: Page, path: string): Promise<{ readonly head: number; readonly whole: number }> =>
  page.evaluate(
    (to) =>
      new Promise<{ head: number; whole: number }>((resolve, reject) => {
        const link = document.querySelector<HTMLAnchorElement>(`.rail a[href^="${to}"]`);
        if (link === null) return reject(new Error(`no link to ${to}`));
        const began = performance.now();
        let head = 0;
        const before = document.querySelector("main h1");
        link.click();
        const look = (): void => {
          const now = document.querySelector("main h1");
          if (head === 0 && now !== null && now !== before && location.pathname === to) head = performance.now() - began;
          if (head > 0 && document.querySelector("main [aria-busy='true'], main .loading") === null) return void setTimeout(() => resolve({ head, whole: performance.now() - began }), 0);
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
    const server = await startServer();
    const real = "shipped data";
    try {
      const first = await firstLook(browser, server.address);
      put({ what: "first look at Home, the first that anybody asks, plans still being made", by: "concord", size: real, ms: first, repeats: 1, goal: goal("W1", "Home until map, table and heading are painted, the first after the start", first, "ms", 1000) });
      const ends = performance.now() + PLAN_MS;
      while ((await fetch(`${server.address}/api/plan`)).status !== 200) {
        if (performance.now() > ends) throw new Error("the plans do not come");
        await new Promise((resolve) => void setTimeout(resolve, 1000));
      }
      const looks: number[] = [];
      for (let at = 0; at < LOOKS; at++) looks.push(await firstLook(browser, server.address));
      put({ what: "first look at Home, plans made, a browser that knows nothing of the page", by: "concord", size: real, ms: middle(looks), repeats: LOOKS, note: said(looks), goal: goal("W1", "Home until map, table and heading are painted, plans made", middle(looks), "ms", 1000) });
      const bytes = await scriptsOfHome(browser, server.address);
      put({ what: "scripts of Home, compressed", by: "concord", size: real, repeats: 1, note: `${Math.round(bytes / 100) / 10} kB, charts included`, goal: goal("W2", "scripts that Home loads, charts included", bytes / 1000, "kB", 200) });

      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto(server.address);
      await untilPainted(page, HOME);
      const paths = await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>(".rail li > a[href]")].map((it) => new URL(it.href).pathname).filter((it, at, all) => all.indexOf(it) === at && it !== "/"));
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
      put({ what: "go to a page for the first time, until its heading stands", by: "concord", size: `${cold.heads.length} pages`, ms: middle(cold.heads), repeats: 1, note: `${said(cold.heads)}; until nothing loads any more: ${said(cold.wholes)}` });
      const warm = [await tour(), await tour(), await tour()];
      const heads = warm.flatMap((it) => it.heads);
      put({ what: "go to a page that was seen before", by: "concord", size: `${heads.length} changes`, ms: middle(heads), repeats: 3, note: `${said(heads)}; until nothing loads any more: ${said(warm.flatMap((it) => it.wholes))}`, goal: goal("W3", "change of page, 90 of 100 within", middle(heads, 0.9), "ms", 150) });

      const drawn: number[] = [];
      let cells = 0;
      for (let at = 0; at < LOOKS; at++) {
        const it = await heatDrawn(browser, server.address);
        drawn.push(it.ms);
        cells = it.drawn;
      }
      put({ what: "draw the table of all allies and capabilities anew", by: "concord", size: `${HEAT_ALLIES} × ${HEAT_CAPABILITIES}`, ms: middle(drawn), repeats: LOOKS, note: `${said(drawn)}; the lines in sight and a few more are drawn, ${cells} cells, and all ${(HEAT_ALLIES * HEAT_CAPABILITIES).toLocaleString("en")} are met in scrolling`, goal: goal("W4", "table of 32 × 200 from its figures to the screen", middle(drawn), "ms", 100) });

      const frames = await scrolledFrames(browser, server.address);
      put({ what: "scroll a table", by: "concord", size: `${TABLE_ROWS.toLocaleString("en")} rows`, ms: middle(frames), repeats: frames.length, note: `frames of ${said(frames)}`, goal: goal("W6", "50,000 rows: frame while scrolling, 90 of 100 within", middle(frames, 0.9), "ms", 17.5) });

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
      const answers = await whatIfs(browser, server.address);
      put({ what: "change a lever on Plans until the answer stands", by: "concord", size: real, ms: middle(answers), repeats: answers.length, note: said(answers), goal: goal("W5", "what-if from the press of the button to the sentence on the screen, 90 of 100 within", middle(answers, 0.9), "ms", 1000, "The first question of a session waits for its session to be made, and the shipped data set is larger than size S.") });
    } finally {
      await browser.close();
      server.child.kill("SIGTERM");
      rmSync(server.runs, { recursive: true, force: true });
    }
    return rows;
  },
};

/** Time from the press of `Add` until the sentence of the answer stands, for budgets of one ally after another. Unit: ms. */
async function whatIfs(browser: Browser, address: string): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}${PAGES.plans.path}`);
  await page.locator(".plan-state", { hasText: /Exact answer|Quick answer/ }).waitFor();
  const times: number[] = [];
  for (let at = 0; at < 10; at++) {
    const pull = page.getByRole("form", { name: "Pull a lever" });
    const of = pull.getByRole("combobox", { name: "Of", exact: true });
    const value = await of.locator("option").nth(at + 1).getAttribute("value");
    await of.selectOption(value);
    await pull.getByRole("textbox").fill(at % 2 === 0 ? "+10" : "-10");
    const wanted = `With ${at + 1} change`;
    times.push(
      await page.evaluate(
        (start) =>
          new Promise<number>((resolve) => {
            const began = performance.now();
            document.querySelector<HTMLButtonElement>("form:has(select) button[type=submit]")!.click();
            const look = (): void => {
              if (document.querySelector(".plan-sentence")?.textContent?.includes(start) === true) resolve(performance.now() - began);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          }),
        wanted,
      ),
    );
    await page.locator(".plan-state", { hasText: /Exact answer/ }).waitFor();
  }
  await context.close();
  return times;
}
