import type { SolveAnswer, SolveProgress, SolveRequest } from "#engines/plan";

/** What crosses between the pool and its threads. */
export interface WorkerStart {
  /** One Int32: requests up to this number are to stop. */
  readonly flag: SharedArrayBuffer;
  /** Compiled once, shared by all threads. */
  readonly wasmModule: WebAssembly.Module;
  /** Whether the thread stands back for whatever else the machine has to do. */
  readonly standsBack: boolean;
}

export interface WorkerRequest {
  readonly id: number;
  readonly request: Omit<SolveRequest, "onProgress" | "onSolution">;
  readonly wantsProgress: boolean;
}

export type WorkerMessage =
  | { readonly kind: "answer"; readonly id: number; readonly answer: SolveAnswer; /** Memory of the thread's HiGHS, which never shrinks. */ readonly memoryBytes: number }
  | { readonly kind: "progress"; readonly id: number; readonly progress: SolveProgress }
  /** A better solution, kept in case the thread does not live to answer. */
  | { readonly kind: "incumbent"; readonly id: number; readonly primal: Float64Array; readonly progress: SolveProgress };
