import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { historyDesk, loadSource } from "#adapters/history";
import { column, fitSpec, specOf } from "#engines/history";
import { type Design, fitBinary } from "#stats";
import type { Bench, BenchRow } from "./bench.ts";
import { cpuMs } from "./peer.ts";

const TERMS = ["tdef", "adef", "aoff", "aneu", "tdef_n", "contig", "maja", "majb", "nuca", "nucb", "t5", "t5_2", "t5_3"] as const;
const REPEATS = 3;

interface Peer {
  readonly version: string;
  readonly ms: number;
  readonly deviance: number;
  readonly iterations: number;
}

/** R's glm on the same matrix, where R is there. */
function glmOf(path: string): Peer | undefined {
  try {
    return JSON.parse(execFileSync("Rscript", [join(import.meta.dirname, "peers", "glm.R"), path], { encoding: "utf8", timeout: 600_000, stdio: ["ignore", "pipe", "ignore"] })) as Peer;
  } catch {
    return undefined;
  }
}

export const bench: Bench = {
  title: "History: a model of the whole panel, beside R",
  run: async (say) => {
    const rows: BenchRow[] = [];
    const add = (row: BenchRow): void => {
      rows.push(row);
      say(`${row.what}, ${row.by}: ${row.ms === undefined ? (row.note ?? "") : `${Math.round(row.ms)} ms`}`);
    };
    add({ what: "read the panel and work out its columns", by: "concord", size: "238,476 rows", ms: await cpuMs(() => loadSource("panel")), repeats: 1, note: "processor time" });
    const source = loadSource("panel");
    const design: Design = { names: ["(Intercept)", ...TERMS], rowCount: source.table.rowCount, columns: [new Float64Array(source.table.rowCount).fill(1), ...TERMS.map((it) => column(source.table, it))] };
    const outcome = column(source.table, "i5");
    let best = Number.POSITIVE_INFINITY;
    let logLik = 0;
    let iterations = 0;
    for (let it = 0; it < REPEATS; it++) {
      best = Math.min(best, await cpuMs(() => {
        const fit = fitBinary({ link: "logit", outcome, design });
        logLik = fit.logLik;
        iterations = fit.iterations;
      }));
    }
    const size = `${design.rowCount.toLocaleString("en")} rows × ${design.columns.length} columns`;
    add({ what: "logit until the score is nothing", by: "concord", size, ms: best, repeats: REPEATS, note: `processor time, best; ${iterations} iterations, log-likelihood ${logLik.toFixed(6)}` });
    const path = join(mkdtempSync(join(tmpdir(), "history-bench-")), "panel.csv");
    writeFileSync(path, ["y", ...design.names.map((_, it) => `x${it}`)].join(",") + "\n" + Array.from({ length: design.rowCount }, (_, row) => [outcome[row]!, ...design.columns.map((it) => it[row]!)].join(",")).join("\n") + "\n");
    const peer = glmOf(path);
    add(peer === undefined ? { what: "logit", by: "R, glm.fit", size, repeats: REPEATS, note: "R is not on this machine" } : { what: "logit", by: `R ${peer.version}, glm.fit`, size, ms: peer.ms, repeats: REPEATS, note: `processor time, best; ${(peer.ms / best).toFixed(2)} times Concord's; ${peer.iterations} iterations, log-likelihood ${(-peer.deviance / 2).toFixed(6)}` });
    const spec = specOf({ data: "panel", estimator: "logit", outcome: "i5", terms: [...TERMS], universe: "none" });
    let whole = Number.POSITIVE_INFINITY;
    for (let it = 0; it < REPEATS; it++) whole = Math.min(whole, await cpuMs(() => fitSpec(spec, source)));
    add({ what: "the same by specification, with clustered and dyadic-robust errors", by: "concord", size, ms: whole, repeats: REPEATS, note: "processor time, best" });
    const desk = historyDesk(2);
    const one = { data: "panel", estimator: "logit", outcome: "w5", filter: "year >= 1914", terms: ["tdef", "post45", "capshare", "lndist", "contig", "maja", "majb", "lt"] };
    await desk.do<"fit">([1, 2].map(() => ({ kind: "fit", spec: one })));
    const draws = 40;
    const cost = await cpuMs(() => desk.do<"states">([0, 1].map((half) => ({ kind: "states", spec: one, isExact: true, range: { seed: 1, from: (half * draws) / 2, to: ((half + 1) * draws) / 2 } }))));
    await desk.close();
    add({
      what: "a draw of the bootstrap over states, fitted anew",
      by: "concord, 2 threads",
      size: "189,608 rows × 9 columns",
      ms: cost / draws,
      repeats: draws,
      note: "processor time of a draw, the first fit shared",
    });
    return rows;
  },
};
