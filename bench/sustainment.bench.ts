import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, scalarKernel, simdKernel, simulate } from "#engines/sustainment";
import { fictionalCase } from "../src/engines/sustainment/fictional-case.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { askPeer, cpuMs } from "./peer.ts";

const SIZE = { nations: 30, types: 150, days: 180 };
const SEED = 7;
const REPEATS = 5;
const PEER_SECONDS = 30;

interface PeerFound {
  readonly version: string;
  readonly perSecond: number;
  readonly batch: number;
  readonly noise: string;
  readonly meanShortage: number;
  readonly simpyPerSecond: number | null;
}

export const bench: Bench = {
  title: "Sustainment: use, attrition, resupply and production in one simulation",
  run: async (say) => {
    const rows: BenchRow[] = [];
    const size = `${SIZE.nations} nations × ${SIZE.types} types × ${SIZE.days} days`;
    const add = (row: BenchRow): void => {
      rows.push(row);
      say(`${row.by}: ${row.note ?? ""}`);
    };
    const it = fictionalCase({ ...SIZE, seed: 1 });
    const simd = simdKernel(it, WebAssembly);
    const rates = new Map<string, number>();
    const first: Float64Array[] = [];
    const measure = async (kernel: Kernel, draws: number): Promise<void> => {
      simulate({ case: it, kernel, seed: SEED, draws: 16 });
      let best = Number.POSITIVE_INFINITY;
      let short = 0;
      for (let at = 0; at < REPEATS; at++) {
        best = Math.min(best, await cpuMs(() => { short = simulate({ case: it, kernel, seed: SEED, draws }).shortage.mean.reduce((sum, one) => sum + one, 0); }));
      }
      const rate = (draws * SIZE.days * 1000) / best;
      rates.set(kernel.name, rate);
      first.push(simulate({ case: it, kernel, seed: SEED, draws: 16 }).byDraw);
      add({ what: `${draws} draws`, by: kernel.name === "simd" ? "concord, vectors in WebAssembly" : "concord, scalar", size, ms: best, repeats: REPEATS, note: `processor time, best; ${Math.round(rate).toLocaleString("en")} draw-days/s; ${((rate * SIZE.nations * SIZE.types) / 1e6).toFixed(0)} M cell-days/s; mean shortage of a draw ${Math.round(short).toLocaleString("en")} items` });
    };
    await measure(scalarKernel(it), 96);
    if (simd !== undefined) await measure(simd, 960);
    if (first.length === 2) add({ what: "the same 16 draws", by: "concord, both", size, repeats: 1, note: first[0]!.every((value, at) => Object.is(value, first[1]![at])) ? "same results to the last bit" : "results differ" });
    const own = rates.get("simd") ?? rates.get("scalar")!;
    const path = join(mkdtempSync(join(tmpdir(), "sustainment-bench-")), "case.json");
    writeFileSync(path, JSON.stringify(it, (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value)));
    const peer = askPeer<PeerFound>("sustainment.py", [path, String(PEER_SECONDS)], 10 * PEER_SECONDS);
    const goals = {
      numpy: { id: "G8", what: "draw-days a second, one core, beside numpy in single precision at its best batch", unit: "times", atLeast: 10, why: "The goal was set beside an older numpy. Beside it stands the quickest of six batches and two ways to draw noise; ours does the same steps, with vectors of four." },
      simpy: { id: "G8", what: "draw-days a second, one core, beside a SimPy process for each cell", unit: "times", atLeast: 1000, why: "SimPy is not on the machine that measured." },
    } as const;
    if (!peer.found) {
      add({ what: "draws", by: "numpy", size, repeats: 1, note: peer.note, goal: goals.numpy });
      return rows;
    }
    add({ what: "draws", by: `numpy ${peer.version}`, size, repeats: 1, ms: (SIZE.days * 1000) / peer.perSecond, note: `processor time of one draw; ${Math.round(peer.perSecond).toLocaleString("en")} draw-days/s at its best batch, ${peer.batch}, noise by ${peer.noise}; mean shortage of a draw ${Math.round(peer.meanShortage).toLocaleString("en")} items`, goal: { ...goals.numpy, value: own / peer.perSecond } });
    const { simpyPerSecond } = peer;
    add({ what: "draws", by: "SimPy", size, repeats: 1, ...(simpyPerSecond === null ? { note: "not found", goal: goals.simpy } : { ms: (SIZE.days * 1000) / simpyPerSecond, note: `processor time of one draw; ${simpyPerSecond.toFixed(1)} draw-days/s, without the limit of lift`, goal: { ...goals.simpy, value: own / simpyPerSecond } }) });
    return rows;
  },
};
