import type { Browser } from "playwright-core";
import type { BenchRow } from "./bench.ts";
import { middle, said } from "./web-times.ts";

// What the browser of the machine takes for itself, so that the rows about Concord can be read: nothing here is of the application.
const LOOKS = 7;
const [ROWS, COLUMNS] = [31, 32];
const LONG_ROWS = 2000;
const SCROLLED_MS = 4000;

export interface Alone {
  readonly rows: readonly BenchRow[];
  /** The same in a sentence. */
  readonly says: string;
}

/** What the browser does without the application: it opens a picture of one shape, lays out a table of as many cells as are in sight of that of Home, and scrolls one that is all there. */
export async function alone(browser: Browser, address: string): Promise<Alone> {
  const opened: number[] = [];
  const drawn: number[] = [];
  for (let at = 0; at < LOOKS; at++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}/icon.svg`, { waitUntil: "commit" });
    opened.push(await page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => void setTimeout(() => resolve(performance.now()), 0)))));
    await page.goto("about:blank");
    drawn.push(
      await page.evaluate(
        ([rows, columns]) =>
          new Promise<number>((resolve) => {
            const began = performance.now();
            document.body.innerHTML = `<table>${Array.from({ length: rows! }, (_, row) => `<tr>${Array.from({ length: columns! }, (_, column) => `<td title="${row} ${column}">${row + column}</td>`).join("")}</tr>`).join("")}</table>`;
            requestAnimationFrame(() => void setTimeout(() => resolve(performance.now() - began), 0));
          }),
        [ROWS, COLUMNS],
      ),
    );
    await context.close();
  }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const frames = await page.evaluate(
    ([rows, ms]) =>
      new Promise<number[]>((resolve) => {
        document.body.innerHTML = `<div style="height:600px;overflow:auto"><table>${Array.from({ length: rows! }, (_, row) => `<tr>${Array.from({ length: 8 }, (_, column) => `<td>${row} ${column}</td>`).join("")}</tr>`).join("")}</table></div>`;
        const box = document.body.firstElementChild!;
        const [times, began] = [[] as number[], performance.now()];
        let last = began;
        const frame = (now: number): void => {
          times.push(now - last);
          last = now;
          box.scrollTop += 160;
          if (now - began < ms!) requestAnimationFrame(frame);
          else resolve(times.slice(2));
        };
        requestAnimationFrame(frame);
      }),
    [LONG_ROWS, SCROLLED_MS],
  );
  await context.close();
  const by = "the browser alone";
  const rows: readonly BenchRow[] = [
    { what: "open a picture of one shape, until it is painted", by, size: "one file", ms: middle(opened), repeats: LOOKS, note: said(opened) },
    { what: "lay out and paint a plain table", by, size: `${ROWS} × ${COLUMNS}`, ms: middle(drawn), repeats: LOOKS, note: said(drawn) },
    { what: "scroll a plain table that is all there", by, size: `${LONG_ROWS.toLocaleString("en")} rows`, ms: middle(frames), repeats: frames.length, note: `frames of ${said(frames)}` },
  ];
  const says = `On the machine that measured, the browser alone opens a picture of one shape in ${Math.round(middle(opened))} ms, draws a plain table of ${ROWS} × ${COLUMNS} in ${Math.round(middle(drawn))} ms and scrolls one of ${LONG_ROWS.toLocaleString("en")} rows in frames of which 90 of 100 take at most ${Math.round(middle(frames, 0.9))} ms.`;
  return { rows, says };
}
