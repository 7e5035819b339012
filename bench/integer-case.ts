/**
 * One whole-number search, for `integer.bench.ts`, in a process of its own, since processor time is that of a process:
 * `node bench/integer-case.ts CASE SECONDS GAP lanes|alone` prints what was found as JSON. Told to end, it prints what it has.
 */
import { highsPool } from "#adapters/highs";
import { searchWhole } from "#engines/plan";
import { INTEGER_CASES } from "./integer-cases.ts";
import { laneClock } from "./lanes.ts";

const [name = "", limit = "", gap = "", how = "lanes"] = process.argv.slice(2);
const lanes = how === "alone" ? 1 : 2;
const pool = await highsPool({ threads: lanes });
const model = await INTEGER_CASES[name]!(pool);
const { now, inLanes } = laneClock(lanes);
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
const timer = setInterval(() => {
  if (now() > Number(limit)) stop.abort();
}, 250);
const { log, ...answer } = await searchWhole({ model, solver: inLanes(pool), timeLimit: Number(limit), gap: Number(gap), now, signal: stop.signal });
clearInterval(timer);
await pool.close();
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const shape = `${model.rowCount} rows, ${model.colCount} columns, ${model.whole!.reduce((sum, it) => sum + it, 0)} whole`;
const trace = log.map((it) => [Number(it.seconds.toFixed(2)), finite(it.incumbent), finite(it.bound)]);
process.stdout.write(`${JSON.stringify({ shape, incumbent: finite(answer.objective), bound: finite(answer.bound), seconds: Math.min(answer.seconds, Number(limit)), trace })}\n`);
