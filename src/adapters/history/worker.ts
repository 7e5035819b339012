/** One thread with its own tables: does tasks of the study one by one. */
import { parentPort } from "node:worker_threads";
import { type DataName, Doer, type Source, type Task } from "#engines/history";
import { loadSource } from "./load.ts";

const sources = new Map<DataName, Source>();
const sourceOf = (name: DataName): Source => {
  const found = sources.get(name) ?? loadSource(name);
  sources.set(name, found);
  return found;
};
const doer = new Doer(sourceOf);
const port = parentPort;
if (port === null) throw new Error("this file runs only as a worker thread");
port.on("message", ({ id, task }: { readonly id: number; readonly task: Task }) => {
  try {
    port.postMessage({ id, answer: doer.do(task) });
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
