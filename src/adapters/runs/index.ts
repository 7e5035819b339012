/** Results of plan runs on disk, by run key. Absent here: what a run means. */
export { readRun, readSound, RUNS_FOLDER, writeRun } from "./run-store.ts";
