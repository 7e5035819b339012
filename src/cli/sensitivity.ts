import { highsPool } from "#adapters/highs";
import { readSound, writeRun } from "#adapters/runs";
import { assessAlliance, assumptionsOf, type Choices, isSound, planResults, sensitivityOf } from "#app";
import { type Comparison, moneyTold } from "#engines/plan";
import { allParameters, decidingText, enduranceText, markingOf, moneyText, numberText } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, parametersOf, planned, type RunOptions, sha256 } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly only?: readonly string[];
}

// Parameters that the plan is made from; those of reviews, gains and scenarios say what is made of it afterwards.
const PLANNED_ON = /^(assess|targets|plan)\.(?!price-|stranding-share)/;

/** `concord sensitivity DIR`: which conclusions of the plan survive the range of the assumptions. Plans made once are kept, so it can be stopped and run again. */
export async function sensitivityCommand(folder: string, options: Options, out: Out): Promise<number> {
  const results = await assessed(folder, options);
  const { comparison } = await planned(results, out, { fresh: false });
  const choices: Choices = { path: results.path, parameters: parametersOf(options.set ?? []) };
  const all = assumptionsOf(results.dataset.alliance ?? results.alliance, allParameters.filter((it) => PLANNED_ON.test(it.id)), choices);
  const unknown = options.only?.find((id) => !all.some((it) => it.id === id));
  if (unknown !== undefined) throw new Complaint(EXIT.usage, `"${unknown}" is no assumption with a range.`, `Use some of: ${[...new Set(all.map((it) => it.id))].join(", ")}.`);
  const assumptions = options.only === undefined ? all : all.filter((it) => options.only?.includes(it.id));
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  const start = performance.now();
  const dataset = { alliance: results.dataset.alliance ?? results.alliance, digest: results.dataset.digest };
  let made = 0;
  const compare = async (of: Choices): Promise<Comparison> => {
    const before = assessAlliance(dataset, of, sha256);
    // Without the range of the figures a run is another one than that of `plan`, and is kept beside it.
    const key = `${before.runKey}-base-figures`;
    const stored = await readSound(key, isSound(before));
    if (stored !== undefined) return stored;
    const { comparison: again } = await planResults(before, { solver, signal: stop.signal, dataRange: false, now: () => performance.now() / 1000 });
    await writeRun(key, again);
    made += 1;
    return again;
  };
  try {
    const found = await sensitivityOf({
      alliance: results.alliance,
      base: comparison,
      assumptions,
      compare,
      onDone: (done, of, words) => {
        // Plans that were kept from before are read at once: time is told by those made now.
        const seconds = (performance.now() - start) / 1000;
        out.progress({ state: "running", stage: words === "" ? "Done" : `Planning with ${words}`, done: done / of, ...(made > 0 && { secondsLeft: Math.round((seconds * (of - done)) / made) }) });
      },
    });
    out.progressDone(`${found.runs.length} plans compared.`);
    if (options.json === true) {
      out.print(JSON.stringify({ runKey: results.runKey, path: results.path, marking: markingOf(results.alliance), currency: results.alliance.settings.currency, ...found, untried: [...new Set(all.filter((it) => !assumptions.includes(it)).map((it) => it.id))] }, undefined, 2));
      return EXIT.ok;
    }
    for (const it of found.conclusions) {
      out.print(wrap(it.text, out.width));
      out.print(wrap(enduranceText(it), out.width, "  "));
      for (const flip of it.flips.slice(0, 5)) out.print(wrap(`flips with ${flip.assumption}: ${decidingText(flip.value, it.unit)}`, out.width, "    "));
      if (it.flips.length > 5) out.print(`    and with ${it.flips.length - 5} more`);
    }
    out.print("\nAssumptions that move the headline most:");
    const saved = moneyTold(comparison, comparison.price.money.base);
    const moved = found.runs.toSorted((a, b) => Math.abs(b.money - saved) - Math.abs(a.money - saved)).slice(0, 12);
    out.print(tableText([{ title: "assumption", flexible: true }, { title: "shortfall-years saved", right: true }, { title: "money saved", right: true }], moved.map((it) => [it.words, numberText(it.shortfallYearsSaved), moneyText(it.money, results.alliance.settings.currency)]), out.width));
    out.print(wrap(`\nNo plan here is made from a prior of history. What the chance that commitments are honoured does to what is covered: node bin/concord.mjs study priors ${folder}`, out.width));
    for (const it of found.failed) out.say(wrap(`No plan with ${it.words}: ${it.reason}`, out.width));
    return EXIT.ok;
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, `Stopped; every plan that was made is kept (${made} of them now), the one that was being made is lost.`, "Run the command again to go on from there.");
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}
