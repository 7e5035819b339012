import type { Pair } from "./sentence.ts";

/** To come. */
export const VIEWS: readonly Pair[] = [];
