/**
 * HiGHS, compiled to WebAssembly, behind the plan engine's solver port. A thread is the unit of failure.
 * Absent here: what a model means.
 */
export { highsInProcess } from "./in-process.ts";
export { type ClosableSolver, type HighsPool, highsPool, type PoolOptions } from "./pool.ts";
export { checked } from "./checked.ts";
export { racing } from "./racing.ts";
