/**
 * HiGHS, compiled to WebAssembly, behind the plan engine's solver port. A thread is the unit of failure.
 * Absent here: what a model means.
 */
export { highsInProcess } from "./in-process.ts";
export { type ClosableSolver, highsPool, type PoolOptions } from "./pool.ts";
