import { Worker } from "node:worker_threads";
import type { Answers, Desk, Task } from "#engines/history";

interface Waiting {
  readonly task: Task;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that do the tasks of the study, until they are closed. */
export interface HistoryDesk extends Desk {
  readonly close: () => Promise<void>;
}

/**
 * Opens threads for the study. Each loads the tables it needs once; answers come back in the order of the tasks, so that a study
 * is the same on any number of threads.
 */
export function historyDesk(threads: number): HistoryDesk {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const workers = Array.from({ length: threads }, () => new Worker(new URL("./worker.ts", import.meta.url)));
  const next = (): void => {
    while (idle.length > 0 && queue.length > 0) {
      const [worker, waiting] = [idle.pop()!, queue.shift()!];
      busy.set(worker, waiting);
      worker.postMessage({ id: 0, task: waiting.task });
    }
  };
  const free = (worker: Worker): Waiting | undefined => {
    const waiting = busy.get(worker);
    busy.delete(worker);
    return waiting;
  };
  for (const worker of workers) {
    idle.push(worker);
    worker.on("message", ({ answer, error }: { readonly answer?: unknown; readonly error?: string }) => {
      const waiting = free(worker);
      idle.push(worker);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new RangeError(error));
      next();
    });
    worker.on("error", (error) => free(worker)?.reject(error instanceof Error ? error : new Error(String(error))));
  }
  return {
    do: <K extends Task["kind"]>(tasks: readonly Extract<Task, { readonly kind: K }>[]) =>
      Promise.all(
        tasks.map(
          (task) =>
            new Promise<Answers[K]>((resolve, reject) => {
              queue.push({ task, resolve: (answer) => resolve(answer as Answers[K]), reject });
              next();
            }),
        ),
      ),
    close: async () => void (await Promise.all(workers.map((it) => it.terminate()))),
  };
}
