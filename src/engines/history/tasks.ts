import { fitSpec } from "./fit.ts";
import type { FitAnswer, Source } from "./fit/fit-report.ts";
import {
  breakScan,
  type BreakScan,
  clusterBootstrap,
  type Drawing,
  type DrawRange,
  stateBootstrap,
  stateBootstrapByStep,
  targetPermutation,
} from "./resample.ts";
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

/** Does tasks one by one, with the tables it is given. */
export class Doer {
  private readonly sourceOf: (name: DataName) => Source;
  /** What the last resampling was made ready from: ranges of its draws follow one another. */
  private last: { readonly key: string; readonly drawing: Drawing<Answers[Task["kind"]]> } | undefined;

  constructor(sourceOf: (name: DataName) => Source) {
    this.sourceOf = sourceOf;
  }

  /** @throws RangeError for a specification that cannot be read: the study's own are right. */
  do(task: Task): Answers[Task["kind"]] {
    if (task.kind === "fit") {
      const spec = specOf(task.spec);
      return fitSpec(spec, this.sourceOf(spec.data), "pre-declared");
    }
    const { range, ...rest } = task;
    const key = JSON.stringify(rest);
    if (this.last?.key !== key) this.last = { key, drawing: this.drawing(task) };
    return this.last.drawing(range);
  }

  private drawing(task: Exclude<Task, { readonly kind: "fit" }>): Drawing<Answers[Task["kind"]]> {
    const spec = specOf(task.spec);
    const source = this.sourceOf(spec.data);
    switch (task.kind) {
      case "states":
        return (task.isExact ? stateBootstrap : stateBootstrapByStep)(spec, source);
      case "clusters":
        return clusterBootstrap(spec, source, task.cluster);
      case "permutation":
        return targetPermutation(spec, source, task.term);
      case "breaks":
        return breakScan(spec, source, task.term, task.years);
    }
  }
}

export function specOf(value: Readonly<Record<string, unknown>>): Spec {
  const read = readSpec(value);
  if (!read.ok) throw new RangeError(read.problems.map((it) => `${it.place}: ${it.message}`).join(" "));
  return read.spec;
}
