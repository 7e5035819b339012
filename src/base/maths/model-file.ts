import type { MilpModel } from "./milp.ts";
import type { MpsFormat } from "./mps-lines.ts";

/** A model as a file states it. `model` always minimises: with `maximise` its costs are the file's with the other sign. */
export interface ModelFile {
  readonly kind: "model";
  readonly title: string;
  readonly model: MilpModel;
  readonly maximise: boolean;
  /** Added to the objective, in the file's sense. */
  readonly constant: number;
  readonly objectiveName: string;
  readonly columnNames: readonly string[];
  readonly rowNames: readonly string[];
  readonly format: MpsFormat | "lp";
  /** What was read in one of several possible ways, in words with the line. */
  readonly warnings: readonly string[];
}

/** Why a file was not read: the place, what stands there, and how to mend it. */
export interface ModelFileError {
  readonly kind: "error";
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  /** From 1. Absent: the whole line is meant. */
  readonly column?: number;
  readonly text: string;
  readonly message: string;
  readonly mend: string;
}

/** Numbers from here on are infinite, as for every maker of solvers. */
export const INFINITE = 1e20;

/** What ends the reading of a model file; told with its place by whoever reads. */
export class Refusal extends Error {
  readonly mend: string;
  constructor(message: string, mend: string) {
    super(message);
    this.mend = mend;
  }
}
