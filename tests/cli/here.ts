import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProgressView } from "#views";
import type { Ran } from "./run.ts";

// Where results are kept is read when the module is loaded, so it is said before.
process.env["CONCORD_RUNS"] = mkdtempSync(join(tmpdir(), "concord-runs-"));
const { main } = await import("../../src/cli/main.ts");

/** The command line within this process, its results stored apart: quicker, for what needs no process of its own. */
export async function here(args: readonly string[]): Promise<Ran & { readonly progress: readonly ProgressView[] }> {
  let [stdout, stderr] = ["", ""];
  const progress: ProgressView[] = [];
  const code = await main(args, { width: 100, print: (text) => void (stdout += `${text}\n`), say: (text) => void (stderr += `${text}\n`), progress: (it) => void progress.push(it), progressDone: () => undefined });
  return { code, stdout, stderr, progress };
}
