import { readFile } from "node:fs/promises";
import { highsPool } from "#adapters/highs";
import { planInputs, studyProgressOf } from "#app";
import { readScenarios, type Scenario, ScenarioError, type ScenarioFault, type Study, studyScenarios } from "#engines/plan";
import { moneyText, numberText, percentText, type ScenarioDecision, type ScenariosView, scenariosView, type Shown } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { fileFault, textOfBytes } from "./text-file.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly file?: string;
  readonly seed?: number;
  readonly quick?: boolean;
}

// Most decisions printed of each sort; --json has all.
const PRINTED = 12;
// Threads of the solver: one a scenario at a time.
const THREADS = 2;

/** `concord scenarios DIR`: what to decide now when budgets, deliveries, costs and requirements are uncertain, and what knowing more would be worth. */
export async function scenariosCommand(folder: string, options: Options, out: Out): Promise<number> {
  const results = await assessed(folder, options);
  const scenarios = options.file === undefined ? undefined : await scenariosIn(options.file);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: THREADS });
  const start = performance.now();
  let study: Study;
  try {
    study = await studyScenarios({
      ...planInputs(results),
      solver,
      signal: stop.signal,
      ...(scenarios !== undefined && { scenarios }),
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.quick === true && { quick: true }),
      onProgress: (it) => out.progress(studyProgressOf(it, (performance.now() - start) / 1000, { isQuick: options.quick === true })),
    });
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, "Stopped; nothing was stored, and what was planned for the scenarios so far is lost.", "Run the command again to start over; --quick takes less time.");
    if (error instanceof ScenarioError) throw faulty(options.file ?? "The standard scenarios", error.faults);
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
  out.progressDone(`Planned for ${study.scenarios.length} scenarios in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  const view = scenariosView(results, study);
  if (options.json === true) out.print(JSON.stringify(view, undefined, 2));
  else printScenarios(view, out);
  return EXIT.ok;
}

/** Scenarios of a file, or a complaint that names every fault. */
async function scenariosIn(file: string): Promise<readonly Scenario[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new Complaint(EXIT.unreadable, `${file} cannot be read: ${fileFault(cause)}.`, "Give the path of a JSON file of scenarios.");
  }
  const { scenarios, faults } = readScenarios(textOfBytes(file, bytes));
  if (faults.length > 0) throw faulty(file, faults);
  return scenarios;
}

const faulty = (what: string, faults: readonly ScenarioFault[]): Complaint =>
  new Complaint(EXIT.usage, `${what} cannot be used:\n${faults.map((it) => `  ${it.at}: ${it.message} ${it.mend}`).join("\n")}`, "How scenarios are written: docs/guide/uncertainty.md");

const text = (it: Shown): string => numberText(it.value);

function printScenarios(view: ScenariosView, out: Out): void {
  out.print(`${view.alliance}: planning under uncertainty · path ${view.path} · ${view.marking} · run ${view.runKey.slice(0, 12)}\n`);
  for (const it of view.sentences) out.print(wrap(it, out.width));
  out.print("\nScenarios (weighted shortfall-years; less is better):");
  out.print(
    tableText(
      [{ title: "scenario", flexible: true }, { title: "probability", right: true }, { title: "if known", right: true }, { title: "plan for all", right: true }, { title: "regret", right: true }, { title: "regret of mean plan", right: true }],
      view.scenarios.map((it) => [it.name, percentText(it.probability.value), text(it.known), text(it.together), text(it.regret), text(it.regretOfMean)]),
      out.width,
    ),
  );
  out.print("\nWays to decide the first years:");
  out.print(
    tableText(
      [{ title: "plan", flexible: true }, { title: "expected", right: true }, { title: "worst", right: true }, { title: "largest regret", right: true }, { title: "commits", right: true }],
      view.plans.map((it) => [it.name, text(it.expected), text(it.worst), text(it.worstRegret), moneyText(it.committed.value ?? 0, it.committed.unit.slice(2))]),
      out.width,
    ),
  );
  printDecisions("Decide now: every scenario's own best plan wants it", view.now, "most money", out);
  printDecisions("Hedges: no scenario by itself wants as much", view.hedges, "most money", out);
  printDecisions("Can wait: scenarios differ", view.wait, "most money between least and most", out);
}

function printDecisions(title: string, list: readonly ScenarioDecision[], first: string, out: Out): void {
  if (list.length === 0) return;
  out.print(`\n${title} (${Math.min(list.length, PRINTED)} of ${list.length}, ${first} first):`);
  out.print(
    tableText(
      [{ title: "ally" }, { title: "decision", flexible: true }, { title: "years" }, { title: "plan for all", right: true }, { title: "least", right: true }, { title: "most", right: true }, { title: "money", right: true }],
      list.slice(0, PRINTED).map((it) => [it.nation, it.text, it.years, text(it.chosen), text(it.least), text(it.most), moneyText(it.money.value ?? 0, it.money.unit.slice(2))]),
      out.width,
    ),
  );
}
