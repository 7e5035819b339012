import { loadavg } from "node:os";
import { runShippedStudy } from "#adapters/history";
import type { Bench } from "./bench.ts";
import { cpuMs } from "./peer.ts";

/** The whole report, as `concord study` makes it: by itself, since it takes minutes. */
export const bench: Bench = {
  title: "History: the whole report",
  run: async (say) => {
    const before = performance.now();
    const cpu = await cpuMs(() => runShippedStudy({ threads: 2 }));
    const ms = performance.now() - before;
    say(`the whole report: ${Math.round(ms / 1000)} s`);
    return [
      {
        what: "the whole report, 2,000 draws of each bootstrap",
        by: "concord, 2 threads",
        size: "7 questions, 648 specifications",
        ms,
        repeats: 1,
        note: `wall time; ${Math.round(cpu / 1000)} s of processor time, which two cores of its own do in about ${Math.round(cpu / 2000)} s; load ${loadavg()[0]!.toFixed(1)} at the end`,
      },
    ];
  },
};
