import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { highsPool } from "#adapters/highs";
import { exportModel } from "#app";
import { type Lever, LEVERS, type Objective } from "#engines/plan";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { fileFault } from "./text-file.ts";

export interface ExportCommandOptions extends RunOptions {
  readonly levers?: string;
  readonly objective: string;
  readonly format: string;
  readonly names: string;
  readonly output?: string;
}

const OBJECTIVES: readonly Objective[] = ["shortfall", "money", "violations", "deviation"];
const FORMATS = ["mps", "lp"] as const;
const NAMES = ["planner", "anonymous"] as const;

/** `concord export-model DIR`: the aligned model for another solver. */
export async function exportModelCommand(folder: string, options: ExportCommandOptions, out: Out): Promise<number> {
  const objective = oneOf("objective", options.objective, OBJECTIVES);
  const format = oneOf("format", options.format, FORMATS);
  const names = oneOf("style of names", options.names, NAMES);
  const levers: readonly Lever[] = options.levers === undefined ? LEVERS : options.levers === "none" ? [] : options.levers.split(",").map((it) => oneOf("lever", it.trim(), LEVERS));
  const results = await assessed(folder, options);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  try {
    const model = await exportModel(results, { solver, signal: stop.signal, levers, objective, format, names });
    if (options.output === undefined) out.print(model.text.trimEnd());
    else {
      const path = options.output;
      await mkdir(dirname(path), { recursive: true }).then(() => writeFile(path, model.text)).catch((error: unknown) => {
        throw new Complaint(EXIT.unreadable, `The model cannot be written to ${path}: ${fileFault(error, "write")}.`, "Give a path that can be written to.");
      });
      out.say(`Wrote ${path}: ${model.rows} rows, ${model.columns} columns, ${model.entries} entries.`);
    }
    return EXIT.ok;
  } catch (error) {
    if (error instanceof Complaint) throw error;
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, "Stopped; nothing was written.", "Run the command again to start over.");
    throw new Complaint(EXIT.noPlan, `The model could not be made: ${error instanceof Error ? error.message : String(error)}`, "Check the data with `node bin/concord.mjs check`.");
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

function oneOf<Word extends string>(what: string, wanted: string, all: readonly Word[]): Word {
  const found = all.find((it) => it === wanted);
  if (found === undefined) throw new Complaint(EXIT.usage, `"${wanted}" is no ${what}.`, `Use one of: ${all.join(", ")}.`);
  return found;
}
