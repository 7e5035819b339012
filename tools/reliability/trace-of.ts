import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hasStrace, recordDisk } from "./disk/strace.ts";
import { type DiskOp, readTrace } from "./disk/trace.ts";
import { scratch } from "./scratch.ts";

/** A trace of the writer that is kept, for machines without strace. Made by `node tools/reliability/keep-trace.ts`. */
export const KEPT_TRACE = join(import.meta.dirname, "..", "..", "tests", "reliability", "power-loss.trace.gz");
export const KEPT_COMMITS = 10;

/** What the writer does to its disk: recorded now where the machine can, else as it was recorded once. */
export function traceOf(commits: number): { readonly ops: readonly DiskOp[]; readonly from: string } {
  if (!hasStrace()) return { ops: readTrace(readFileSync(KEPT_TRACE)), from: `the kept trace of ${KEPT_COMMITS} appends: this machine has no strace, or does not let it trace` };
  const folder = scratch("trace");
  try {
    return { ops: recordDisk(folder, [join(import.meta.dirname, "power-loss-writer.ts"), folder, String(commits)]), from: `a trace of ${commits} appends, recorded now` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
