import { type FitAnswer, fitSpec, type Source } from "./fit.ts";
import { breakScan, type BreakScan, clusterBootstrap, type DrawRange, stateBootstrap, stateBootstrapByStep, targetPermutation } from "./resample.ts";
import { type DataName, readSpec, type Spec } from "./spec.ts";

/** A piece of the study that a worker can do by itself. What it answers depends on the task alone. */
export type Task =
  | { readonly kind: "fit"; readonly spec: Readonly<Record<string, unknown>> }
  | { readonly kind: "states"; readonly spec: Readonly<Record<string, unknown>>; readonly range: DrawRange; readonly isExact: boolean }
  | { readonly kind: "clusters"; readonly spec: Readonly<Record<string, unknown>>; readonly range: DrawRange; readonly cluster: string }
  | { readonly kind: "permutation"; readonly spec: Readonly<Record<string, unknown>>; readonly range: DrawRange; readonly term: string }
  | { readonly kind: "breaks"; readonly spec: Readonly<Record<string, unknown>>; readonly range: DrawRange; readonly term: string; readonly years: readonly number[] };

export type Drawn = readonly (readonly number[] | undefined)[];

/** What a task answers, by its kind. */
export interface Answers {
  readonly fit: FitAnswer;
  readonly states: Drawn;
  readonly clusters: Drawn;
  readonly permutation: { readonly observed: number; readonly drawn: readonly number[] };
  readonly breaks: BreakScan;
}

/** Does tasks, on as many threads as it likes. */
export interface Desk {
  readonly do: <K extends Task["kind"]>(tasks: readonly Extract<Task, { readonly kind: K }>[]) => Promise<readonly Answers[K][]>;
}

/** Does one task. @throws RangeError for a specification that cannot be read: the study's own are right. */
export function doTask(task: Task, sourceOf: (name: DataName) => Source): Answers[Task["kind"]] {
  const spec = specOf(task.spec);
  const source = sourceOf(spec.data);
  switch (task.kind) {
    case "fit":
      return fitSpec(spec, source, "pre-declared");
    case "states":
      return (task.isExact ? stateBootstrap : stateBootstrapByStep)(spec, source, task.range);
    case "clusters":
      return clusterBootstrap(spec, source, task.range, task.cluster);
    case "permutation":
      return targetPermutation(spec, source, task.term, task.range);
    case "breaks":
      return breakScan(spec, source, task.term, task.years, task.range);
  }
}

export function specOf(value: Readonly<Record<string, unknown>>): Spec {
  const read = readSpec(value);
  if (!read.ok) throw new RangeError(read.problems.map((it) => `${it.place}: ${it.message}`).join(" "));
  return read.spec;
}
