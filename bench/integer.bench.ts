import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool } from "#adapters/highs";
import { searchWhole } from "#engines/plan";
import { mpsText } from "#maths";
import type { Bench, BenchRow, TracePoint } from "./bench.ts";
import { instance, INSTANCE_SIZES, type InstanceSize } from "./instances.ts";

/** Sizes, the seconds that everyone gets, and what gap we mean to prove in them. */
const CASES: readonly { readonly name: string; readonly size: InstanceSize; readonly seconds: readonly number[]; readonly wanted?: readonly number[] }[] = [
  { name: "B", size: INSTANCE_SIZES.B, seconds: [20] },
  { name: "between B and S", size: { nations: 16, capabilities: 30, years: 8, systems: 75, lines: 75 }, seconds: [60] },
  { name: "S", size: INSTANCE_SIZES.S, seconds: [60, 300], wanted: [0.02, 0.01] },
];

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(2)} %` : "no solution");
const gapOf = (incumbent: number | null | undefined, bound: number | null | undefined): number => (typeof incumbent !== "number" || typeof bound !== "number" ? Number.POSITIVE_INFINITY : Math.max(incumbent - bound, 0) / Math.max(Math.abs(incumbent), 1e-10));

/** What a peer ended with. */
interface Found {
  readonly incumbent?: number | null | undefined;
  readonly bound?: number | null | undefined;
  readonly seconds: number;
  readonly trace?: readonly TracePoint[];
}

/** Native HiGHS in one thread, by its own Python package. Undefined: not on this machine. */
function native(file: string, seconds: number): Found | undefined {
  const ran = spawnSync("python3", [join(import.meta.dirname, "peers", "highs_mip.py"), file, String(seconds)], { encoding: "utf8", timeout: (2 * seconds + 60) * 1000, maxBuffer: 1e8 });
  if (ran.error !== undefined || ran.status !== 0) return undefined;
  const out = JSON.parse(ran.stdout.trim().split("\n").at(-1)!) as { readonly found: boolean; readonly objective: number | null; readonly bound: number | null; readonly seconds: number; readonly trace: readonly TracePoint[] };
  return out.found ? { incumbent: out.objective, bound: out.bound, seconds: out.seconds, trace: out.trace } : undefined;
}

/** CBC, by its program. Undefined: not on this machine. */
function cbc(file: string, seconds: number): Found | undefined {
  const began = performance.now();
  const ran = spawnSync("cbc", [file, "ratio", "0.0001", "sec", String(seconds), "solve"], { encoding: "utf8", timeout: (2 * seconds + 60) * 1000, maxBuffer: 1e8 });
  if (ran.error !== undefined) return (ran.error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : { seconds: (performance.now() - began) / 1000 };
  const number = (pattern: RegExp): number | undefined => {
    const text = pattern.exec(ran.stdout)?.[1];
    return text === undefined ? undefined : Number(text);
  };
  const incumbent = number(/Objective value:\s+(-?[\d.e+-]+)/);
  return { incumbent: incumbent !== undefined && incumbent < 1e40 ? incumbent : undefined, bound: number(/Lower bound:\s+(-?[\d.e+-]+)/) ?? (/Optimal solution found/.test(ran.stdout) ? incumbent : undefined), seconds: (performance.now() - began) / 1000 };
}

export const bench: Bench = {
  title: "Whole-number plans: how near, how soon",
  run: async (say, keep) => {
    const rows: BenchRow[] = [];
    const folder = mkdtempSync(join(tmpdir(), "concord-integer-"));
    for (const { name, size, seconds, wanted } of CASES) {
      const model = instance({ ...size, seed: 1 });
      const shape = `${name}: ${size.nations} × ${size.capabilities} × ${size.years}, ${model.rowCount} rows, ${model.colCount} columns, ${model.whole!.reduce((sum, it) => sum + it, 0)} whole`;
      const file = join(folder, `${name.replaceAll(" ", "-")}.mps`);
      writeFileSync(file, mpsText(model));
      for (const [at, limit] of seconds.entries()) {
        const add = (by: string, found: Found | undefined, goal?: BenchRow["goal"]): void => {
          const gap = percent(gapOf(found?.incumbent, found?.bound));
          const load = loadavg()[0]!.toFixed(1);
          rows.push({ what: `whole-number plan, at most ${limit} s`, by, size: shape, repeats: 1, ...(found === undefined ? { note: "not found" } : { ms: found.seconds * 1000, note: `gap ${gap}, incumbent ${found.incumbent?.toFixed(2) ?? "none"}, bound ${found.bound?.toFixed(2) ?? "none"}; load of the machine ${load}` }), ...(found?.trace === undefined ? {} : { trace: found.trace }), ...(goal === undefined ? {} : { goal }) });
          keep(rows);
          say(`${name}, ${limit} s: ${by} ${found === undefined ? "not found" : gap}`);
        };
        const pool = await highsPool({ threads: 2 });
        const own = await searchWhole({ model, solver: pool, timeLimit: limit, gap: 1e-4, now: () => performance.now() / 1000 });
        await pool.close();
        const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
        const gap = gapOf(finite(own.objective), finite(own.bound));
        const most = wanted?.[at];
        const found: Found = { incumbent: finite(own.objective), bound: finite(own.bound), seconds: own.seconds, trace: own.log.map((it) => [Number(it.seconds.toFixed(2)), finite(it.incumbent), finite(it.bound)]) };
        add("concord, two threads", found, most === undefined ? undefined : { id: "G4", what: `size ${name}, proven gap after ${limit} s`, ...(Number.isFinite(gap) ? { value: gap } : {}), unit: "share", atMost: most, why: "The relaxation takes most of the time, and small neighbourhoods find little where all budgets bind." });
        add("HiGHS native, one thread", native(file, limit));
        add("CBC, one thread", cbc(file, limit));
      }
    }
    rmSync(folder, { recursive: true });
    return rows;
  },
};
