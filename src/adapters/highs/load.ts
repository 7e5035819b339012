import highsModule, { type Highs, type InitOptions } from "highs";

/** Loads HiGHS. The package's types describe its CommonJS form, in which the loader is `.default`; the ES module gives the loader itself. */
export const loadHighs = highsModule as unknown as (options?: InitOptions) => Promise<Highs>;
