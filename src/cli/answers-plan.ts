import { highsPool } from "#adapters/highs";
import { writeRun } from "#adapters/runs";
import { planResults, withoutAnswers } from "#app";
import type { Answer } from "#model";
import { moneyText, numberText, type Moved, planEffectView, type PlanEffectView, type Results } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { sha256 } from "./load.ts";
import type { Out } from "./out.ts";
import { baseFiguresKey, storedPlan } from "./stored-plan.ts";
import { tableText, wrap } from "./table.ts";

interface EffectAsk {
  readonly results: Results;
  /** Answers left out of the plan compared with. */
  readonly isLeftOut: (answer: Answer) => boolean;
  /** What they are called in sentences. */
  readonly about: string;
}

/** Plans with and without some answers, reading what was planned before, and says what the answers do to the plan. */
export async function planEffect({ results, isLeftOut, about }: EffectAsk, out: Out): Promise<PlanEffectView> {
  const before = withoutAnswers(results, isLeftOut, sha256);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  const plan = async (of: Results, words: string) => {
    const stored = await storedPlan(of);
    if (stored !== undefined) return { ...of, comparison: stored };
    out.progress({ state: "running", stage: words, done: of === before ? 0 : 0.5 });
    const made = await planResults(of, { solver, signal: stop.signal, dataRange: false, now: () => performance.now() / 1000 });
    await writeRun(baseFiguresKey(of), made.comparison);
    return made;
  };
  try {
    const without = await plan(before, `Planning without ${about}`);
    const view = planEffectView(without, await plan(results, `Planning with ${about}`), about);
    out.progressDone("Both plans are made.");
    return view;
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, "Stopped; the plans made so far are kept.", "Run the command again to go on from there.");
    throw new Complaint(EXIT.noPlan, `No plan could be made: ${error instanceof Error ? error.message : String(error)}`, "Check the data with `node bin/concord.mjs check`; the answers themselves stand.");
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

/** Prints what answers do to the plan. */
export function printPlanEffect(view: PlanEffectView, currency: string, out: Out): void {
  const signed = (value: number, text: (value: number) => string): string => (value === 0 ? text(0) : `${value > 0 ? "+" : "−"}${text(Math.abs(value))}`);
  const cells = (it: Moved, text: (value: number) => string): readonly string[] => [text(it.without.value ?? 0), text(it.with.value ?? 0), signed(it.difference.value ?? 0, text)];
  const money = (value: number): string => moneyText(value, currency);
  const columns = [{ title: "without", right: true }, { title: "with", right: true }, { title: "difference", right: true }];
  out.print(`\nThe plan with ${view.about}, and without:`);
  out.print(
    tableText(
      [{ title: "measure", flexible: true }, ...columns],
      [
        ["shortfall-years of the aligned plan", ...cells(view.shortfallYears, numberText)],
        ["its cost, discounted", ...cells(view.cost, money)],
        ["what planning alone costs more", ...cells(view.price, money)],
        ...view.capabilities.slice(0, 10).map((it) => [`shortfall-years: ${it.name}`, ...cells(it, numberText)]),
        ...view.nations.map((it) => [`spending of ${it.name}`, ...cells(it, money)]),
      ],
      out.width,
    ),
  );
  out.print(`\n${wrap(view.sentence, out.width)}`);
  out.print(wrap(view.caution, out.width));
}
