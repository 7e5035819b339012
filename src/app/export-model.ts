import { alignedModel, type Lever, type NameStyle, namesOf, type Objective, type Solver, type StopSignal } from "#engines/plan";
import { lpText, mpsText, type TextSize, textSize, withCost } from "#maths";
import type { Results } from "#views";
import { planInputs } from "./main-job.ts";

export interface ExportOptions {
  readonly solver: Solver;
  readonly signal?: StopSignal;
  readonly levers: readonly Lever[];
  readonly objective: Objective;
  readonly format: "mps" | "lp";
  readonly names: NameStyle;
}

/** A model as text, and the size that `solve` and other readers count in it. */
export interface ExportedModel extends TextSize {
  readonly text: string;
}

/** The aligned model of a data set as text for another solver, minimising one objective, its constant included. Of a whole-number run its whole-number model. */
export async function exportModel(results: Results, options: ExportOptions): Promise<ExportedModel> {
  const formulation = await alignedModel({ ...planInputs(results), solver: options.solver, levers: options.levers, timeLimit: 60, whole: results.wholeSeconds !== undefined, lines: results.wholeLines === true, ...(options.signal !== undefined && { signal: options.signal }) });
  const model = withCost(formulation.model, formulation.costs[options.objective]);
  const title = options.names === "anonymous" ? "model" : `concord ${options.objective} ${results.runKey.slice(0, 12)}`;
  const more = { constant: formulation.constants[options.objective], title };
  const text = (options.format === "mps" ? mpsText : lpText)(model, namesOf(formulation, options.names), more);
  return { text, ...textSize(model, options.format, more) };
}
