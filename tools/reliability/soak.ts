import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolder } from "../../src/cli/ledger/folder.ts";
import { type Check, numberOption } from "./check.ts";
import { freePort, type LoadServer, percentile, readMany, startServer, warm } from "./load-readers.ts";
import { loadDrafts } from "./load-world.ts";
import { writeLoad, writeMeanwhile } from "./load.ts";

/** Memory of one life of the server. Unit: h and MB. */
interface Look {
  readonly hours: number;
  readonly mb: number;
}

/** Slope within several lives, by least squares about the mean of each. Unit: MB/h. @example slopeOf([[{ hours: 0, mb: 1 }, { hours: 1, mb: 3 }], [{ hours: 2, mb: 0 }]]) // → 2 */
export function slopeOf(lives: readonly (readonly Look[])[]): number {
  const about = lives.flatMap((looks) => {
    const mean = (of: (it: Look) => number): number => looks.reduce((sum, it) => sum + of(it), 0) / looks.length;
    const [x, y] = [mean((it) => it.hours), mean((it) => it.mb)];
    return looks.map((it) => ({ x: it.hours - x, y: it.mb - y }));
  });
  const spread = about.reduce((sum, it) => sum + it.x ** 2, 0);
  return spread === 0 ? 0 : about.reduce((sum, it) => sum + it.x * it.y, 0) / spread;
}

export const soakCheck: Check = {
  name: "soak",
  promise: "For hours at half load a server answers everybody, its memory does not grow, and killed every five minutes it is back with everything that was acknowledged.",
  test: "Half as many readers as in `load` read from a server while one record a second is written; every few minutes the server is killed with SIGKILL, as is whatever it was answering, and started anew; nobody may be refused but while it is down. Memory in use after a collection is looked at every ten seconds; its growth is the slope within the lives of the server, all of them together, each from when it has made the view of every clearance and its first fifth is over. At the end the ledger is opened, verified in full, and has to hold every record that was acknowledged.",
  everyCommit: "The slope of memory is computed for made-up looks.",
  usage: "[--hours 6] [--minutes 5] [--readers 100] [--clearances 40] [--records 20000]",
  run: async (options, say) => {
    const [hours, minutes] = [numberOption(options, "hours", 6), numberOption(options, "minutes", 5)];
    const [readers, clearances] = [numberOption(options, "readers", 100), numberOption(options, "clearances", 40)];
    const { folder, records, faults: early } = await writeLoad({ records: 0, writers: 100, drafts: await loadDrafts(numberOption(options, "records", 20_000)) });
    const state = mkdtempSync(join(tmpdir(), "concord-soak-"));
    const faults: string[] = [...early];
    const began = performance.now();
    const end = began + hours * 3_600_000;
    const lives: (readonly Look[])[] = [];
    const [point, view]: [number[], number[]] = [[], []];
    let kills = 0;
    let isDone = false;
    let written = 0;
    const writing = writeMeanwhile(folder, { isOver: () => isDone, perSecond: 1, onWritten: () => void (written += 1) });
    const port = await freePort();
    while (performance.now() < end) {
      const server: LoadServer = await startServer({ folder, state, port, persons: readers, clearances });
      await warm(server, clearances);
      const died = Math.min(end, performance.now() + minutes * 60_000);
      let isKilled = false;
      const looks: Look[] = [];
      const life = performance.now();
      const looking = (async (): Promise<void> => {
        while (!isKilled) {
          await new Promise((resolve) => void setTimeout(resolve, 10_000));
          if (isKilled) return;
          const { heapUsed } = await server.memory();
          looks.push({ hours: (performance.now() - began) / 3_600_000, mb: heapUsed / 2 ** 20 });
        }
      })().catch((error: unknown) => void (isKilled || faults.push(String(error))));
      const reading = readMany({ server, isOver: () => isKilled, pause: 4000, seed: kills, isExcused: () => isKilled });
      await new Promise((resolve) => void setTimeout(resolve, Math.max(died - performance.now(), 0)));
      isKilled = true;
      await server.stop("SIGKILL");
      kills += 1;
      const found = await reading;
      await looking;
      point.push(...found.point);
      view.push(...found.view);
      faults.push(...found.faults);
      // A server that has just begun still fills what it keeps.
      lives.push(looks.filter((it) => it.hours * 3_600_000 + began > life + (died - life) / 5));
      say(`life ${kills}: ${found.point.length + found.view.length} answers, ${found.faults.length} faults, ${Math.round(looks.at(-1)?.mb ?? 0)} MB`);
    }
    isDone = true;
    faults.push(...(await writing));
    process.env["CONCORD_VERIFIED"] = join(state, "nothing");
    const ledger = openFolder(folder);
    const there = [...ledger.channels.values()].reduce((sum, it) => sum + it.tree.size, 0) - ledger.channels.size;
    ledger.store.close();
    if (there !== records + written) faults.push(`${there} records are there, ${records + written} were acknowledged`);
    for (const it of [folder, state]) rmSync(it, { recursive: true, force: true });
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      figures: [
        { what: "hours", value: Math.round(((performance.now() - began) / 3_600_000) * 100) / 100, unit: "h" },
        { what: "kills of the server", value: kills, unit: "kills" },
        { what: "answers to readers", value: point.length + view.length, unit: "answers" },
        { what: "a figure or record, 95 of 100 within", value: Math.round(percentile(point, 0.95)), unit: "ms" },
        { what: "a view of the alliance, 95 of 100 within", value: Math.round(percentile(view, 0.95)), unit: "ms" },
        { what: "records written meanwhile", value: written, unit: "records" },
        { what: "memory in use at the end", value: Math.round(lives.at(-1)?.at(-1)?.mb ?? 0), unit: "MB" },
        { what: "growth of memory within the lives of the server", value: round(slopeOf(lives)), unit: "MB/h", ...(hours >= 1 && { atMost: 1 }) },
        { what: "not answered but while the server was down, refused, or acknowledged and not there", value: faults.length, unit: "faults", atMost: 0 },
      ],
      notes: hours >= 1 ? [] : ["A run of less than an hour says nothing sure of the growth of memory; it is shown, and not held against its limit of 1 MB/h."],
      faults: faults.slice(0, 20),
    };
  },
};
