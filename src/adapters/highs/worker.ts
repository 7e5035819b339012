/** One thread with its own HiGHS: takes requests one by one and answers them. */
import { parentPort, workerData } from "node:worker_threads";
import { standBack } from "./stand-back.ts";
import { loadHighs } from "./load.ts";
import { runHighs } from "./run.ts";
import type { WorkerMessage, WorkerRequest, WorkerStart } from "./wire.ts";

const { flag, wasmModule, standsBack } = workerData as WorkerStart;
if (standsBack) standBack();
const PAGE_BYTES = 65_536;

// The ceiling of the request at hand. A heap that may not grow makes HiGHS fail with an error, and the thread is replaced.
let ceiling = Number.POSITIVE_INFINITY;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
  if (this.buffer.byteLength + pages * PAGE_BYTES > ceiling) throw new RangeError("the memory ceiling is reached");
  return grow.call(this, pages);
};

const highs = await loadHighs({ wasmModule });
const stopFlag = new Int32Array(flag);
const port = parentPort;
if (port === null) throw new Error("this file runs only as a worker thread");
const send = (message: WorkerMessage): void => port.postMessage(message);

port.on("message", ({ id, request, wantsProgress }: WorkerRequest) => {
  ceiling = request.memoryBytes ?? Number.POSITIVE_INFINITY;
  const answer = runHighs(highs, request, {
    stopped: () => Atomics.load(stopFlag, 0) >= id,
    ...(wantsProgress && { onProgress: (progress) => send({ kind: "progress", id, progress }) }),
    onIncumbent: (primal, progress) => send({ kind: "incumbent", id, primal, progress }),
  });
  send({ kind: "answer", id, answer, memoryBytes: highs.memoryBytes });
});
