import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RealResults, WholeProved } from "./real-limits.ts";

const PATHS = ["held", "agreed", "argued"] as const;

/** What `docs/results` holds of the real alliance, as `node tools/reading.ts --take` put it there. */
export function realResults(folder: string): RealResults {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  return { wholes: PATHS.map((it) => read(`whole-${it}`) as WholeProved), scenarios: (read("scenarios") as { readonly gap: { readonly value: number } }).gap.value };
}
