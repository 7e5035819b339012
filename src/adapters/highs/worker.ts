/** One thread with its own HiGHS: takes requests one by one and answers them. */
import { parentPort, workerData } from "node:worker_threads";
import { loadHighs } from "./load.ts";
import { runHighs } from "./run.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./wire.ts";

const { flag, wasmModule } = workerData as WorkerStart;
const highs = await loadHighs({ wasmModule });
const stopFlag = new Int32Array(flag);
const port = parentPort;
if (port === null) throw new Error("this file runs only as a worker thread");

port.on("message", ({ id, request }: WorkerRequest) => {
  const answer = runHighs(highs, request, () => Atomics.load(stopFlag, 0) >= id);
  port.postMessage({ id, answer, memoryBytes: highs.memoryBytes } satisfies WorkerAnswer);
});
