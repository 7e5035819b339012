import type { Pair } from "./sentence.ts";

/** To come. */
export const ACTS: readonly Pair[] = [];
