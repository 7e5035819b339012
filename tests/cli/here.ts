import { main } from "../../src/cli/main.ts";
import type { Ran } from "./run.ts";

/** The command line within this process: quicker, for what needs no process of its own. */
export async function here(args: readonly string[]): Promise<Ran> {
  let [stdout, stderr] = ["", ""];
  const code = await main(args, { width: 100, print: (text) => void (stdout += `${text}\n`), say: (text) => void (stderr += `${text}\n`), progress: () => undefined, progressDone: () => undefined });
  return { code, stdout, stderr };
}
