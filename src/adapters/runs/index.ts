/** Results of plan runs on disk, by run key. Absent here: what a run means. */
export { readRun, readSound, runsFolder, writeRun } from "./run-store.ts";
export { PLANS_MOST, type PlanStore, planStore, type StoredPlan } from "./plan-store.ts";
