import { runStudy, type StudyAsk, type StudyResult } from "#engines/history";
import { historyDesk } from "./desk.ts";
import { adoptionRows, attackDigest, attackRows, loadSource, stateNames } from "./load.ts";

/** What can be asked of a run; the rest is what the project ships. */
export type ShippedAsk = Pick<StudyAsk, "seed" | "draws" | "only" | "onProgress"> & { readonly threads: number };

/** Runs the study on the tables of the project, on threads of its own. */
export async function runShippedStudy({ threads, ...asked }: ShippedAsk): Promise<StudyResult> {
  const [panel, reliability, wars] = [loadSource("panel"), loadSource("reliability"), loadSource("wars")];
  const names = stateNames();
  const desk = historyDesk(threads);
  try {
    return await runStudy({
      desk,
      panel: panel.table,
      tables: { reliability: reliability.table, wars: wars.table },
      digests: { ...panel.digests, ...loadSource("alliances").digests, ...reliability.digests, ...loadSource("fulfilment").digests, ...wars.digests, ...attackDigest() },
      adoption: adoptionRows(),
      attacks: attackRows(),
      nameOf: (code) => names.get(code) ?? `state ${code}`,
      ...asked,
    });
  } finally {
    await desk.close();
  }
}
