import { EVIDENCE, type Evidence, type Explanation, type ExplanationStep, type KindName } from "#model";
import { exactly } from "#quantities";
import { countedStep } from "./counted.ts";
import { type About, aboutOf } from "./about.ts";
import { negotiationOf } from "./answers-view.ts";
import { leafName, nationName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** Kinds of record that are asked of every ally, and what of each is counted. */
const SURVEYED = {
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
  /** The same as figures that answer why. */
  readonly told: { readonly stated?: Shown; readonly asked?: Shown };
  /** Stated ÷ asked. No value: nothing is asked, or there is no telling. Unit: share. */
  readonly share: Shown;
  /** Where the figures that are counted come from, the surest first: few of them are the ally's own statements. Empty: there is none. */
  readonly evidence: readonly Evidence[];
  /** Dates that the oldest and the latest of the records that are counted speak of. Absent: there is none. */
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
  const surveyed = surveyedOf(results);
  return {
    ...aboutOf(results),
    rows: alliance.nations.flatMap(({ id }) =>
      (Object.keys(SURVEYED) as SurveyedKind[]).map((kind): SurveyRow => {
        const it = surveyed[kind](id);
        const why = whyKey("count", "survey", "all", kind, id);
        const [stated, asked] = [it.stated.length, it.asked?.length];
        const dates = datesOf(results, kind, id);
        const sources = new Set(recordsOf(results, kind, id).map((record) => record.evidence));
        const [oldest, latest] = [dates[0], dates.at(-1)];
        return {
          nation: id,
          name: nationName(alliance, id),
          kind,
          counted: SURVEYED[kind],
          ...((asked !== undefined || stated > 0) && { stated }),
          ...(asked !== undefined && { asked }),
          told: {
            ...((asked !== undefined || stated > 0) && { stated: countedStep(results, why, { part: "stated", unit: SURVEYED[kind], count: stated }) }),
            ...(asked !== undefined && { asked: countedStep(results, why, { part: "asked", unit: SURVEYED[kind], count: asked }) }),
          },
          share: shown(results, why, "share", asked === undefined || asked === 0 ? undefined : stated / asked),
          evidence: EVIDENCE.filter((it) => sources.has(it)),
          ...(oldest !== undefined && { oldest }),
          ...(latest !== undefined && { latest }),
          age: shown(results, whyKey("count", "survey", "all", `${kind}${AGE}`, id), "a", latest === undefined ? undefined : yearsBetween(latest, alliance.settings.asOf)),
        };
      }),
    ),
  };
}

/** What of one kind is stated of an ally, by id, and what is asked. `asked` absent: none is asked by name. */
export interface Surveyed {
  readonly stated: readonly string[];
  readonly asked?: readonly string[];
}

/** What is asked and stated of each kind: ids of capabilities, measures, standards and records, or years. */
function surveyedOf(results: Results): Readonly<Record<SurveyedKind, (nation: string) => Surveyed>> {
  const { alliance, assessment, path } = results;
  const { firstYear } = alliance.settings;
  const leaves = assessment.leaves.filter((it) => assessment.standing(it.id, firstYear).required !== undefined && assessment.systemsOf(it.id).length > 0).map((it) => it.id);
  const { proposed, outstanding } = negotiationOf(results);
  const measures = distinct(alliance.facts.economy.filter((it) => alliance.nationIndex.has(it.scope)).map((it) => it.measure));
  const recorded =
    (kind: "programme" | "stock" | "line") =>
    (nation: string): Surveyed => ({ stated: alliance.facts[kind].filter((it) => it.nation === nation).map((it) => it.id) });
  return {
    holding: (nation) => ({ stated: leaves.filter((it) => assessment.contribution(nation, it, firstYear).ready !== undefined), asked: leaves }),
    answer: (nation) => {
      const asked = distinct(proposed.leaves.filter((it) => it.nations.some((row) => row.nation === nation && row.target > 0)).map((it) => it.leaf));
      const open = new Set(outstanding.filter((it) => it.nation === nation).map((it) => it.leaf));
      return { stated: asked.filter((it) => !open.has(it)), asked };
    },
    budget: (nation) => ({ stated: distinct(alliance.facts.budget.filter((it) => it.nation === nation && it.path === path && alliance.years.includes(it.year)).map((it) => String(it.year))), asked: alliance.years.map(String) }),
    economy: (nation) => ({ stated: distinct(alliance.facts.economy.filter((it) => it.scope === nation).map((it) => it.measure)), asked: measures }),
    adoption: (nation) => ({ stated: distinct(alliance.facts.adoption.filter((it) => it.nation === nation).map((it) => it.standard)), asked: alliance.facts.standard.map((it) => it.id) }),
    programme: recorded("programme"),
    stock: recorded("stock"),
    line: recorded("line"),
  };
}

const distinct = (of: readonly string[]): readonly string[] => [...new Set(of)];

/** What asks for the age of the latest record of a kind, instead of the share that is stated. */
const AGE = "-age";

const ASKED: Readonly<Record<SurveyedKind, string>> = {
  holding: "Of how many capabilities is it stated what {} holds?",
  answer: "How many of its targets has {} answered?",
  budget: "Of how many years is the money of {} for the plan stated?",
  economy: "How many measures of the economy of {} are stated?",
  adoption: "Of how many standards is it stated whether {} has adopted them?",
  programme: "How many programmes of {} are stated?",
  stock: "How many stocks of {} are stated?",
  line: "How many lines in {} are stated?",
};

/** Why a share of the survey is what it is: what is not stated, one by one; or how old the latest record is. Absent: no such kind, or no such ally. */
export function explainSurvey(results: Results, which: string, nation: string): Explanation | undefined {
  const { alliance } = results;
  const kind = (Object.keys(SURVEYED) as SurveyedKind[]).find((it) => it === which.replace(/-age$/, ""));
  if (kind === undefined || !alliance.nationIndex.has(nation)) return undefined;
  const about = { method: "data", parameters: [], facts: recordsOf(results, kind, nation).map((it) => it.fact), limits: ["What a label keeps from the reader counts as not stated."] };
  if (which.endsWith(AGE)) {
    const latest = datesOf(results, kind, nation).at(-1);
    return {
      ...about,
      question: `${nationName(alliance, nation)}: how old is its latest record of this kind?`,
      ...(latest !== undefined && { value: exactly(yearsBetween(latest, alliance.settings.asOf)) }),
      unit: "a",
      sentence: latest === undefined ? "There is no such record." : "From the end of the date that it speaks of to the date of the data set.",
      steps: latest === undefined ? [] : [{ text: "Date of the latest record", quoted: latest }, { text: "Date of the data set", quoted: alliance.settings.asOf }],
    };
  }
  const { stated, asked } = surveyedOf(results)[kind](nation);
  const known = new Set(stated);
  return {
    ...about,
    question: ASKED[kind].replace("{}", nationName(alliance, nation)),
    ...(asked !== undefined && asked.length > 0 && { value: exactly(stated.length / asked.length) }),
    unit: "share",
    sentence: asked === undefined ? "There is no telling how many there should be, so there is no share." : "What is stated ÷ what is asked; what is asked and not stated is listed.",
    steps: [
      { text: "How many are stated", value: exactly(stated.length), unit: SURVEYED[kind], part: "stated" },
      ...(asked === undefined ? [] : [{ text: "How many are asked", value: exactly(asked.length), unit: SURVEYED[kind], part: "asked" }, ...asked.filter((it) => !known.has(it)).map((it): ExplanationStep => (kind === "economy" ? { text: "Not stated", quoted: it } : { text: `Not stated: ${nameIn(results, kind, it)}` }))]),
    ],
  };
}

/** What is asked, as it is called. */
const nameIn = ({ alliance }: Results, kind: SurveyedKind, id: string): string =>
  kind === "holding" || kind === "answer" ? leafName(alliance, id) : kind === "adoption" ? (alliance.facts.standard.find((it) => it.id === id)?.nameEn ?? id) : id;

interface Counted {
  readonly fact: string;
  readonly asOf: string;
  readonly evidence: Evidence;
}

/** The records that what is counted of an ally is made of: one that counts here for nothing, as of a system that serves no capability, makes no old row young. */
function recordsOf(results: Results, kind: SurveyedKind, nation: string): readonly Counted[] {
  const { alliance, assessment, path } = results;
  const { facts, settings } = alliance;
  const of = (name: KindName, all: readonly { readonly id: string; readonly asOf: string; readonly evidence: Evidence }[]): readonly Counted[] => all.map((it) => ({ fact: `${name}:${it.id}`, asOf: it.asOf, evidence: it.evidence }));
  if (kind === "holding") {
    const counted = new Set(surveyedOf(results).holding(nation).stated.flatMap((leaf) => assessment.contribution(nation, leaf, settings.firstYear).parts.flatMap((part) => part.facts)));
    return (["holding", "stock", "programme"] as const).flatMap((name) => of(name, facts[name].filter((it) => it.nation === nation && counted.has(`${name}:${it.id}`))));
  }
  if (kind === "economy") return of(kind, facts.economy.filter((it) => it.scope === nation));
  if (kind === "budget") return of(kind, facts.budget.filter((it) => it.nation === nation && it.path === path && alliance.years.includes(it.year)));
  return of(kind, facts[kind].filter((it) => it.nation === nation));
}

/** Dates that the records of an ally speak of, the oldest first. */
const datesOf = (results: Results, kind: SurveyedKind, nation: string): readonly string[] => recordsOf(results, kind, nation).map((it) => it.asOf).toSorted();

const DAYS_A_YEAR = 365.25;
const DAY_MS = 86_400_000;

/** From the end of the day, month or year that a date names to that of another; what is dated later is no age. Unit: a. @example yearsBetween("2029", "2031-12-31") // → 2 */
export const yearsBetween = (from: string, to: string): number => Math.max(0, Math.round(((endOf(to) - endOf(from)) / DAY_MS / DAYS_A_YEAR) * 10) / 10);

/** The last day of a day, month or year. */
function endOf(date: string): number {
  const [year = 0, month, day] = date.split("-").map(Number);
  return day !== undefined ? Date.UTC(year, (month ?? 1) - 1, day) : Date.UTC(year, month ?? 12, 0);
}
