import type { FitReport } from "../fit/fit-report.ts";
import { type Question, QUESTIONS } from "../questions.ts";
import type { Drawn } from "../tasks.ts";
import type { SpecJson, StudyAsk } from "./finding.ts";

/** What every question asks with: fits and draws at a desk, from one seed. */
export class Bench {
  readonly ask: StudyAsk;
  readonly seed: number;
  readonly count: number;

  constructor(ask: StudyAsk) {
    this.ask = ask;
    this.seed = ask.seed ?? 1914;
    this.count = ask.draws ?? 2000;
  }

  async fits(specs: readonly SpecJson[]): Promise<readonly FitReport[]> {
    const answers = await this.ask.desk.do<"fit">(specs.map((spec) => ({ kind: "fit", spec })));
    return answers.map((it) => {
      if (it.kind === "refused") throw new RangeError(it.problems[0]?.message ?? "refused");
      return it;
    });
  }

  ranges(count: number): readonly { readonly seed: number; readonly from: number; readonly to: number }[] {
    const each = Math.ceil(count / PIECES);
    return Array.from({ length: Math.ceil(count / each) }, (_, it) => ({ seed: this.seed, from: it * each, to: Math.min(count, (it + 1) * each) }));
  }

  async states(spec: SpecJson, isExact: boolean, count = this.count): Promise<Drawn> {
    return (await this.ask.desk.do<"states">(this.ranges(count).map((range) => ({ kind: "states", spec, range, isExact })))).flat();
  }

  question(id: Question["id"]): Question & { readonly primary: SpecJson } {
    const found = QUESTIONS.find((it) => it.id === id)!;
    return { ...found, primary: found.primary ?? {} };
  }
}

/** Into how many pieces the draws of a resampling are shared out. Results do not depend on it. */
const PIECES = 8;
