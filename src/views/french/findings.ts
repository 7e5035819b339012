import type { Pair } from "./sentence.ts";

/** To come. */
export const FINDINGS: readonly Pair[] = [];
