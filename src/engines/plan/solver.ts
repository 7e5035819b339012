import type { MilpModel } from "#maths";

/** What the engine asks of a solver, whatever its make: a model in typed arrays, limits, and a sign to stop. */
export interface SolveRequest {
  readonly model: MilpModel;
  /** Wall time after which the best answer so far is taken. Unit: s. */
  readonly timeLimit: number;
  /** Gap at which a model with whole numbers counts as solved. Unit: share. */
  readonly gap?: number;
  /** Distance from a whole number that counts as whole, 1e-10 at least. Absent: the solver's own, 1e-6. */
  readonly integrality?: number;
  /** Basis to start from: that of a model of the same shape. */
  readonly start?: Basis;
  /** How far that basis is from the answer. `few steps`: simplex prepares for few, and scales and perturbs nothing. `many steps`: it takes the time to choose each well, and scales nothing. Absent: not known. */
  readonly startDistance?: "few steps" | "many steps";
  /** Most simplex steps from that basis; at them the solve ends as `stopped`, or `feasible` where it has a solution. Absent: no limit. */
  readonly mostSteps?: number;
  /** Algorithm for models without whole numbers; `interior-point` also for the first relaxation of those with. `primal-simplex`: from a basis that is feasible while its costs are new. Absent: the solver chooses. */
  readonly algorithm?: "simplex" | "primal-simplex" | "interior-point";
  /** Name shown in progress. */
  readonly name: string;
  /** Value of every column of a solution to start a whole-number search from. Need not be feasible. */
  readonly startValues?: Float64Array;
  /** Told now and then how a whole-number search stands, or a simplex solve that begins near its answer: what it has so far, and what its prices prove. */
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Given each better solution of a whole-number search, as it is found. Not yet checked. */
  readonly onSolution?: (primal: Float64Array) => void;
  /** Most memory that the solver may take; at it the best answer so far is taken. Unit: bytes. */
  readonly memoryBytes?: number;
  /** Whether interior point ends at a vertex. Absent: yes. */
  readonly crossover?: boolean;
  /** Threads for this one solve, where the solver has several. Absent: one. */
  readonly threads?: number;
  /** Whether the solver may simplify the model first. Absent: yes. */
  readonly presolve?: boolean;
  /** Whether to say how far the bound of each row may move before its dual changes. Linear models at a vertex only. Absent: no. */
  readonly ranging?: boolean;
}

/** Where a search stands. Both values in the model's own objective, which is made least. */
export interface SolveProgress {
  /** Best solution so far; +∞ without one. */
  readonly incumbent: number;
  /** −∞ without one. */
  readonly bound: number;
  /** Since the solve began. Unit: s. */
  readonly seconds: number;
  readonly nodes: number;
}

/** Status of every column and row at a vertex, in the solver's own code; only handed back, never read. */
export interface Basis {
  readonly colStatus: Int32Array;
  readonly rowStatus: Int32Array;
}

/** `optimal`: proved by the solver. `feasible`: stopped at a limit with an answer. The others have no answer. */
export type SolveStatus = "optimal" | "feasible" | "infeasible" | "unbounded" | "stopped" | "failed";

export interface SolveAnswer {
  readonly status: SolveStatus;
  /** Value of every column. Empty without an answer. */
  readonly primal: Float64Array;
  /** Dual of every row (how the least value moves per unit of the row's bound). Empty for whole-number models. Of a solve near its answer that told its progress and was stopped: the prices it had. */
  readonly dual: Float64Array;
  readonly objective: number;
  /** The solver's own claim of a bound; the plan publishes only what its own check proves. */
  readonly bound: number;
  /** Who proved the bound, where it was not the solver's claim. */
  readonly boundBy?: "duals" | "solver";
  readonly basis?: Basis;
  /** Where `ranging` was asked for and the solver can: the least and the greatest that the bound of each row at hand may be with the same basis. */
  readonly rowRange?: { readonly lower: Float64Array; readonly upper: Float64Array };
  readonly iterations: number;
  /** Time the solver took. Unit: s. */
  readonly seconds: number;
  /** What went wrong, for `failed`; what a reader should know of the way here, for the others. */
  readonly message?: string;
}

/** The port of the plan engine to a solver. An implementation may solve several requests at once. */
export interface Solver {
  readonly name: string;
  /** How many requests it works on at once. */
  readonly parallel: number;
  /** @throws never for a model it cannot solve: that is a status. */
  readonly solve: (request: SolveRequest, signal?: StopSignal) => Promise<SolveAnswer>;
}

/** The part of an `AbortSignal` that the engine needs. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
