import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { SolveAnswer, SolveProgress, Solver, SolveRequest, StopSignal } from "#engines/plan";
import { checked } from "./checked.ts";
import { noAnswer } from "./no-answer.ts";
import type { WorkerMessage, WorkerRequest, WorkerStart } from "./wire.ts";

export interface PoolOptions {
  /** Threads, each with its own HiGHS. */
  readonly threads: number;
  /** A thread whose heap has grown beyond this is replaced after its answer, since the heap never shrinks. */
  readonly recycleBytes?: number;
  /** Whether the threads stand back for whatever else the machine has to do, as far as the system can tell them apart. Absent: no. */
  readonly standsBack?: boolean;
  /** Most memory of a request that states none. Unit: bytes. Absent: what WebAssembly gives, 2 GiB. */
  readonly memoryBytes?: number;
}

/** A solver with threads to close: the process does not end before `close`, except that idle threads never hold it up. */
export interface ClosableSolver extends Solver {
  readonly close: () => Promise<void>;
  /** Threads with nothing to do. */
  readonly idle: () => number;
}

/** A pool of threads that a test can break. */
export interface HighsPool extends ClosableSolver {
  /** Ends every thread that is at work, as a crash would. */
  readonly crash: () => void;
}

// A thread that does not answer this long after its time limit, or this share of it, is replaced: HiGHS looks at the clock
// between steps, and some steps of a large model are long. Unit: s.
const GRACE = 5;
const OVERRUN = 0.1;
// A solve that was stopped and does not end in this time has its thread replaced. Unit: s.
const STOP_GRACE = 5;
// Threads that may end in a row without an answer or a word of progress.
const MOST_SILENT = 8;
// The longest that a timer of Node can wait. Unit: ms.
const LONGEST_TIMER = 2_147_483_647;
const RECYCLE_BYTES = 900_000_000;

interface Job {
  readonly request: SolveRequest;
  readonly signal: StopSignal | undefined;
  readonly settle: (answer: SolveAnswer) => void;
  /** Times this request was given to a thread. */
  tries: number;
  /** Best solution of a whole-number search so far. */
  best: { readonly primal: Float64Array; readonly progress: SolveProgress } | undefined;
}

interface Thread {
  readonly worker: Worker;
  readonly flag: Int32Array;
  job: Job | undefined;
  id: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  stopTimer: ReturnType<typeof setTimeout> | undefined;
  onAbort: (() => void) | undefined;
}

/** The best solution of a request whose thread is gone, or that there is none. */
function rescued({ best }: Job, status: "stopped" | "failed", message: string): SolveAnswer {
  if (best === undefined) return noAnswer(status, message);
  const { primal, progress } = best;
  return { ...noAnswer("feasible", `${message}; this is the best solution so far`, progress.seconds), primal, objective: progress.incumbent, bound: progress.bound };
}

/**
 * HiGHS in worker threads. A request waits for a free thread; a signal stops a running solve through a shared flag. A
 * thread that crashes is replaced and its request given once to a fresh one, from the best solution so far; a second crash
 * is `failed`. A thread that hangs, or grows too large, is replaced. Answers are checked, as `checked` says.
 */
export async function highsPool(options: PoolOptions): Promise<HighsPool> {
  const require = createRequire(import.meta.url);
  const wasmModule = await WebAssembly.compile(await readFile(require.resolve("highs/runtime")));
  const recycleBytes = options.recycleBytes ?? RECYCLE_BYTES;
  const waiting: Job[] = [];
  const threads: Thread[] = [];
  let closed = false;
  let silent = 0;

  const start = (): Thread => {
    const flag = new SharedArrayBuffer(4);
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { flag, wasmModule, standsBack: options.standsBack === true } satisfies WorkerStart });
    const thread: Thread = { worker, flag: new Int32Array(flag), job: undefined, id: 0, timer: undefined, stopTimer: undefined, onAbort: undefined };
    worker.unref();
    worker.on("message", (message: WorkerMessage) => {
      silent = 0;
      if (message.id !== thread.id || thread.job === undefined) return;
      if (message.kind === "answer") return answered(thread, message.answer, message.memoryBytes);
      if (message.kind === "progress") thread.job.request.onProgress?.(message.progress);
      else if (thread.job.best === undefined || message.progress.incumbent <= thread.job.best.progress.incumbent) {
        thread.job.best = { primal: message.primal, progress: message.progress };
        thread.job.request.onSolution?.(message.primal);
      }
    });
    worker.on("error", (error) => crashed(thread, error.message.slice(0, 200)));
    worker.on("exit", () => crashed(thread, "the thread ended"));
    return thread;
  };

  const answered = (thread: Thread, answer: SolveAnswer, memoryBytes: number): void => {
    const { job } = thread;
    if (job === undefined) return;
    const limit = job.request.memoryBytes ?? options.memoryBytes;
    const isFull = answer.status === "failed" && limit !== undefined && memoryBytes > limit / 2;
    if (isFull) release(thread, rescued(job, "stopped", "stopped at the memory ceiling"));
    // An error thrown out of WebAssembly leaves its memory in no known state.
    else if (answer.status === "failed") return crashed(thread, answer.message ?? "no answer");
    else release(thread, answer);
    if (isFull || memoryBytes > recycleBytes) replace(thread);
    next();
  };

  const crashed = (thread: Thread, message: string): void => {
    if (!threads.includes(thread)) return;
    const { job } = thread;
    if (job !== undefined && job.tries < 2 && !closed && job.signal?.aborted !== true) {
      letGo(thread);
      waiting.unshift(job);
    } else if (job !== undefined) release(thread, job.signal?.aborted === true ? rescued(job, "stopped", "stopped") : rescued(job, "failed", `the solver thread broke twice: ${message}`));
    // Threads that die one after the other without a word would be started for ever.
    silent += 1;
    if (silent > MOST_SILENT) {
      closed = true;
      for (const it of waiting.splice(0)) it.settle(rescued(it, "failed", `the solver cannot be started: ${message}`));
    }
    replace(thread);
    next();
  };

  const letGo = (thread: Thread): Job | undefined => {
    const { job } = thread;
    thread.job = undefined;
    clearTimeout(thread.timer);
    clearTimeout(thread.stopTimer);
    thread.worker.unref();
    if (thread.onAbort !== undefined) job?.signal?.removeEventListener("abort", thread.onAbort);
    return job;
  };

  const release = (thread: Thread, answer: SolveAnswer): void => letGo(thread)?.settle(answer);

  const replace = (thread: Thread): void => {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    if (closed) threads.splice(at, 1);
    else threads[at] = start();
    void thread.worker.terminate();
  };

  const next = (): void => {
    for (const thread of threads) {
      while (thread.job === undefined && waiting.length > 0) {
        const job = waiting.shift()!;
        if (job.signal?.aborted) job.settle(rescued(job, "stopped", "stopped before it began"));
        else give(thread, job);
      }
    }
  };

  const give = (thread: Thread, job: Job): void => {
    thread.job = job;
    thread.id += 1;
    job.tries += 1;
    const { id } = thread;
    const end = (status: "stopped" | "failed", message: string): void => {
      release(thread, rescued(job, status, message));
      replace(thread);
      next();
    };
    thread.onAbort = () => {
      Atomics.store(thread.flag, 0, id);
      thread.stopTimer = setTimeout(() => end("stopped", "stopped"), STOP_GRACE * 1000);
    };
    job.signal?.addEventListener("abort", thread.onAbort, { once: true });
    const { onProgress, onSolution: _onSolution, ...request } = job.request;
    thread.timer = setTimeout(() => end("stopped", "stopped at the time limit, which the solver thread had overrun"), Math.min((request.timeLimit * (1 + OVERRUN) + GRACE) * 1000, LONGEST_TIMER));
    thread.worker.ref();
    const memoryBytes = request.memoryBytes ?? options.memoryBytes;
    const from = job.best === undefined ? {} : { startValues: job.best.primal };
    thread.worker.postMessage({ id, request: { ...request, ...from, ...(memoryBytes !== undefined && { memoryBytes }) }, wantsProgress: onProgress !== undefined } satisfies WorkerRequest);
  };

  for (let count = 0; count < options.threads; count++) threads.push(start());
  return checked({
    name: "HiGHS",
    parallel: options.threads,
    idle: () => threads.filter((it) => it.job === undefined).length,
    solve: (request: SolveRequest, signal?: StopSignal) =>
      new Promise<SolveAnswer>((settle) => {
        if (closed) return settle(noAnswer("failed", "the solver is closed"));
        waiting.push({ request, signal, settle, tries: 0, best: undefined });
        next();
      }),
    crash: () => {
      for (const thread of threads) if (thread.job !== undefined) void thread.worker.terminate();
    },
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(rescued(job, "stopped", "the solver was closed"));
      await Promise.all(
        threads.splice(0).map((thread) => {
          if (thread.job !== undefined) release(thread, rescued(thread.job, "stopped", "the solver was closed"));
          return thread.worker.terminate();
        }),
      );
    },
  });
}
