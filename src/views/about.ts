import { markingOf, type Results, type SeenNations } from "./results.ts";

/** Of what, for whom and under which marking a page is: the head of every view of the planning cycle. */
export interface About {
  readonly alliance: string;
  readonly dataset: string;
  readonly marking: string;
  readonly asOf: string;
  readonly reader: string;
  /** How many nations a reader sees. Absent: nothing was kept back. */
  readonly seen?: SeenNations;
  readonly path: string;
  readonly currency: string;
  readonly priceYear: number;
  readonly years: readonly number[];
  /** Whether the plan is made: what rests on it is absent until then. */
  readonly isPlanned: boolean;
  readonly runKey: string;
}

/** The head of a view. */
export const aboutOf = (results: Results): About => {
  const { settings, years } = results.alliance;
  return {
    alliance: settings.alliance,
    dataset: settings.title,
    marking: markingOf(results.alliance),
    asOf: settings.asOf,
    reader: results.reader,
    ...(results.seen !== undefined && { seen: results.seen }),
    path: results.path,
    currency: settings.currency,
    priceYear: settings.priceYear,
    years,
    isPlanned: results.comparison !== undefined,
    runKey: results.runKey,
  };
};
