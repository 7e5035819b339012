/** `node tools/reliability/keep-trace.ts`: records the power-loss workload anew for machines without strace. */
import { writeFileSync } from "node:fs";
import { hasStrace } from "./disk/strace.ts";
import { traceBytes } from "./disk/trace.ts";
import { KEPT_COMMITS, KEPT_TRACE, traceOf } from "./trace-of.ts";

if (!hasStrace()) throw new Error("strace is not here, or may not trace");
writeFileSync(KEPT_TRACE, traceBytes(traceOf(KEPT_COMMITS).ops));
