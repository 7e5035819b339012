import type { SolveAnswer, SolveRequest } from "#engines/plan";

/** What crosses between the pool and its threads. */
export interface WorkerStart {
  /** One Int32: requests up to this number are to stop. */
  readonly flag: SharedArrayBuffer;
  /** Compiled once, shared by all threads. */
  readonly wasmModule: WebAssembly.Module;
}

export interface WorkerRequest {
  readonly id: number;
  readonly request: SolveRequest;
}

export interface WorkerAnswer {
  readonly id: number;
  readonly answer: SolveAnswer;
  /** Memory of the thread's HiGHS, which never shrinks. */
  readonly memoryBytes: number;
}
