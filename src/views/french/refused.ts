import type { Pair } from "./sentence.ts";

/** To come. */
export const REFUSED: readonly Pair[] = [];
