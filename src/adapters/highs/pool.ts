import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "#engines/plan";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./wire.ts";

export interface PoolOptions {
  /** Threads, each with its own HiGHS. */
  readonly threads: number;
  /** A thread whose heap has grown beyond this is replaced after its answer, since the heap never shrinks. */
  readonly recycleBytes?: number;
}

/** A solver with threads to close: the process does not end before `close`, except that idle threads never hold it up. */
export interface ClosableSolver extends Solver {
  readonly close: () => Promise<void>;
}

// A thread that does not answer this long after its time limit is taken for dead. Unit: s.
const GRACE = 20;
const RECYCLE_BYTES = 900_000_000;

interface Job {
  readonly request: SolveRequest;
  readonly signal: StopSignal | undefined;
  readonly settle: (answer: SolveAnswer) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly flag: Int32Array;
  job: Job | undefined;
  id: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  onAbort: (() => void) | undefined;
}

const noAnswer = (status: "stopped" | "failed", message: string): SolveAnswer => ({
  status,
  primal: new Float64Array(0),
  dual: new Float64Array(0),
  objective: Number.NaN,
  bound: Number.NEGATIVE_INFINITY,
  iterations: 0,
  seconds: 0,
  message,
});

/**
 * HiGHS in worker threads. A request waits for a free thread; a signal stops a running solve through a shared flag; a
 * thread that crashes, hangs or grows too large is replaced, its request answered as failed.
 */
export async function highsPool(options: PoolOptions): Promise<ClosableSolver> {
  const require = createRequire(import.meta.url);
  const wasmModule = await WebAssembly.compile(await readFile(require.resolve("highs/runtime")));
  const recycleBytes = options.recycleBytes ?? RECYCLE_BYTES;
  const waiting: Job[] = [];
  const threads: Thread[] = [];
  let closed = false;

  const start = (): Thread => {
    const flag = new SharedArrayBuffer(4);
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { flag, wasmModule } satisfies WorkerStart });
    const thread: Thread = { worker, flag: new Int32Array(flag), job: undefined, id: 0, timer: undefined, onAbort: undefined };
    worker.unref();
    worker.on("message", ({ id, answer, memoryBytes }: WorkerAnswer) => {
      if (id !== thread.id) return;
      release(thread, answer);
      if (memoryBytes > recycleBytes) replace(thread);
      next();
    });
    worker.on("error", (error) => {
      release(thread, noAnswer("failed", `the solver thread broke: ${error.message.slice(0, 200)}`));
      replace(thread);
      next();
    });
    return thread;
  };

  const release = (thread: Thread, answer: SolveAnswer): void => {
    const { job } = thread;
    if (job === undefined) return;
    thread.job = undefined;
    clearTimeout(thread.timer);
    thread.worker.unref();
    if (thread.onAbort !== undefined) job.signal?.removeEventListener("abort", thread.onAbort);
    job.settle(answer);
  };

  const replace = (thread: Thread): void => {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    void thread.worker.terminate();
    if (closed) threads.splice(at, 1);
    else threads[at] = start();
  };

  const next = (): void => {
    for (const thread of threads) {
      if (thread.job !== undefined) continue;
      const job = waiting.shift();
      if (job === undefined) return;
      if (job.signal?.aborted) {
        job.settle(noAnswer("stopped", "stopped before it began"));
        continue;
      }
      give(thread, job);
    }
  };

  const give = (thread: Thread, job: Job): void => {
    thread.job = job;
    thread.id += 1;
    const { id } = thread;
    thread.onAbort = () => Atomics.store(thread.flag, 0, id);
    job.signal?.addEventListener("abort", thread.onAbort, { once: true });
    thread.timer = setTimeout(
      () => {
        release(thread, noAnswer("failed", "the solver thread did not answer in time and was replaced"));
        replace(thread);
        next();
      },
      (job.request.timeLimit + GRACE) * 1000,
    );
    thread.worker.ref();
    thread.worker.postMessage({ id, request: job.request } satisfies WorkerRequest);
  };

  for (let count = 0; count < options.threads; count++) threads.push(start());
  return {
    name: "HiGHS",
    parallel: options.threads,
    solve: (request, signal) =>
      new Promise((settle) => {
        if (closed) return settle(noAnswer("failed", "the solver is closed"));
        waiting.push({ request, signal, settle });
        next();
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(noAnswer("stopped", "the solver was closed"));
      await Promise.all(
        threads.splice(0).map((thread) => {
          release(thread, noAnswer("stopped", "the solver was closed"));
          return thread.worker.terminate();
        }),
      );
    },
  };
}
