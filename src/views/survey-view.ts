import type { KindName } from "#model";
import { type About, aboutOf } from "./about.ts";
import { negotiationOf } from "./answers-view.ts";
import { nationName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";

/** Kinds of record that are asked of every ally, and what of each is counted. */
export const SURVEYED = {
  holding: "capabilities",
  answer: "targets",
  budget: "years",
  economy: "measures",
  adoption: "standards",
  programme: "records",
  stock: "records",
  line: "records",
} as const satisfies Partial<Record<KindName, string>>;
export type SurveyedKind = keyof typeof SURVEYED;

/** How far one ally has said what one kind of record asks. What a label keeps from the reader counts as not said. */
export interface SurveyRow {
  readonly nation: string;
  readonly name: string;
  readonly kind: SurveyedKind;
  /** What is counted. */
  readonly counted: (typeof SURVEYED)[SurveyedKind];
  /** Those of which something is stated. Absent: nothing is, and of this kind none is asked by name, so there may be none. */
  readonly stated?: number;
  /** Absent: there is no telling how many there should be. */
  readonly asked?: number;
  /** Stated ÷ asked. No value: nothing is asked, or there is no telling. Unit: share. */
  readonly share: Shown;
  /** Dates that the oldest and the latest record of the ally speak of. Absent: there is none. */
  readonly oldest?: string;
  readonly latest?: string;
  /** From the latest to the date of the data set. Unit: a (years). */
  readonly age: Shown;
}

/** Who has said what of that which is asked, as of when. */
export interface SurveyView extends About {
  readonly rows: readonly SurveyRow[];
}

/**
 * Coverage of the survey: for each ally and kind of record how many of the capabilities, targets, years, standards or measures that are asked
 * have a stated figure, and how old it is. A holding that has ended up counted counts as stated, also where some of its systems are not.
 * @example surveyView(results).rows.find((it) => it.nation === "VAL" && it.kind === "answer")?.asked // → 3
 */
export function surveyView(results: Results): SurveyView {
  const { alliance } = results;
  const counts = countersOf(results);
  return {
    ...aboutOf(results),
    rows: alliance.nations.flatMap(({ id }) =>
      (Object.keys(SURVEYED) as SurveyedKind[]).map((kind): SurveyRow => {
        const { stated, asked } = counts[kind](id);
        const dates = datesOf(results, kind, id);
        const [oldest, latest] = [dates[0], dates.at(-1)];
        return {
          nation: id,
          name: nationName(alliance, id),
          kind,
          counted: SURVEYED[kind],
          ...((asked !== undefined || stated > 0) && { stated }),
          ...(asked !== undefined && { asked }),
          share: shown(results, "", "share", asked === undefined || asked === 0 ? undefined : stated / asked),
          ...(oldest !== undefined && { oldest }),
          ...(latest !== undefined && { latest }),
          age: shown(results, "", "a", latest === undefined ? undefined : yearsBetween(latest, alliance.settings.asOf)),
        };
      }),
    ),
  };
}

type Counter = (nation: string) => { readonly stated: number; readonly asked?: number };

/** How each kind is counted. */
function countersOf(results: Results): Readonly<Record<SurveyedKind, Counter>> {
  const { alliance, assessment, path } = results;
  const { firstYear } = alliance.settings;
  const leaves = assessment.leaves.filter((it) => assessment.standing(it.id, firstYear).required !== undefined && assessment.systemsOf(it.id).length > 0);
  const { proposed, outstanding } = negotiationOf(results);
  const targets = new Set(proposed.leaves.flatMap((it) => it.nations.flatMap((row) => (row.target > 0 ? [`${row.nation} ${it.leaf}`] : []))));
  const measures = new Set(alliance.facts.economy.filter((it) => alliance.nationIndex.has(it.scope)).map((it) => it.measure));
  const distinct = (of: readonly (string | number)[]): number => new Set(of).size;
  const recorded =
    (kind: "programme" | "stock" | "line"): Counter =>
    (nation) => ({ stated: alliance.facts[kind].filter((it) => it.nation === nation).length });
  return {
    holding: (nation) => ({ stated: leaves.filter((it) => assessment.contribution(nation, it.id, firstYear).ready !== undefined).length, asked: leaves.length }),
    answer: (nation) => {
      const asked = [...targets].filter((it) => it.startsWith(`${nation} `)).length;
      return { stated: asked - outstanding.filter((it) => it.nation === nation).length, asked };
    },
    budget: (nation) => ({ stated: distinct(alliance.facts.budget.filter((it) => it.nation === nation && it.path === path && alliance.years.includes(it.year)).map((it) => it.year)), asked: alliance.years.length }),
    economy: (nation) => ({ stated: distinct(alliance.facts.economy.filter((it) => it.scope === nation).map((it) => it.measure)), asked: measures.size }),
    adoption: (nation) => ({ stated: distinct(alliance.facts.adoption.filter((it) => it.nation === nation).map((it) => it.standard)), asked: alliance.facts.standard.length }),
    programme: recorded("programme"),
    stock: recorded("stock"),
    line: recorded("line"),
  };
}

/** Dates that the records of an ally speak of, the oldest first. */
const datesOf = ({ alliance }: Results, kind: SurveyedKind, nation: string): readonly string[] =>
  (kind === "economy" ? alliance.facts.economy.filter((it) => it.scope === nation) : alliance.facts[kind].filter((it) => it.nation === nation)).map((it) => it.asOf).toSorted();

const DAYS_A_YEAR = 365.25;
const DAY_MS = 86_400_000;

/** From the end of the day, month or year that a date names to that of another; what is dated later is no age. Unit: a. @example yearsBetween("2029", "2031-12-31") // → 2 */
export const yearsBetween = (from: string, to: string): number => Math.max(0, Math.round(((endOf(to) - endOf(from)) / DAY_MS / DAYS_A_YEAR) * 10) / 10);

/** The last day of a day, month or year. */
function endOf(date: string): number {
  const [year = 0, month, day] = date.split("-").map(Number);
  return day !== undefined ? Date.UTC(year, (month ?? 1) - 1, day) : Date.UTC(year, month ?? 12, 0);
}
