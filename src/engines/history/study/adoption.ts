import type { AdoptionRow } from "../panel/derived.ts";
import type { Bench } from "./bench.ts";
import { told } from "./declared.ts";
import { known, percent } from "./figures.ts";
import type { Finding, Plain } from "./finding.ts";

/** Q7: what was adopted, and when. */
export function adoption(bench: Bench): Finding {
  const question = bench.question("Q7");
  const { adoption } = bench.ask;
  const at = (measure: string, year: number): number | undefined => adoption.find((it) => it.measure === measure && it.year === year)?.value;
  const umbrellas = adoption.filter((it) => it.measure === UMBRELLA && it.year >= UMBRELLA_FROM);
  const crisis = (domain: string, decade: number): string => percent(at(`crisis actors that acted in the ${domain} domain, by decade`, decade) ?? Number.NaN);
  return {
    ...told(question),
    estimates: [],
    counts: [],
    beside: [],
    plain: [...umbrellaText(umbrellas), { isKnown: false, text: UNCODED }],
    sentences: [
      ...courseText(umbrellas),
      `Of the actors in crises of the 2000s ${crisis("air", 2000)} acted in the air, ${crisis("sea", 2000)} at sea, ${crisis("space", 2000)} in space and ${crisis("cyber", 2000)} in cyberspace.`,
      UNCODED,
    ],
  };
}

/**
 * The course of the share under a nuclear patron by its ends, its least and its most, and its least after the most, whichever way it went.
 * @example courseText([[1946, 0.2], [1955, 0.8], [2014, 0.6]].map(([year, value]) => ({ measure: "", unit: "share", year, value })))[0] // → "… was 20 % in 1946 and 60 % in 2014; at its least it was 20 % in 1946, at its most 80 % in 1955, and at its least after that 60 % in 2014."
 */
export function courseText(rows: readonly AdoptionRow[]): readonly string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const leastOf = (some: readonly AdoptionRow[]): AdoptionRow => some.reduce((one, it) => (it.value < one.value ? it : one));
  const most = rows.reduce((one, it) => (it.value > one.value ? it : one));
  const after = rows.filter((it) => it.year > most.year);
  const at = ({ value, year }: AdoptionRow): string => `${percent(value)} in ${year}`;
  return [`The share of dyads whose target had a nuclear patron was ${at(first)} and ${at(last)}; at its least it was ${at(leastOf(rows))}, at its most ${at(most)}${after.length === 0 ? "" : `, and at its least after that ${at(leastOf(after))}`}.`];
}

/** The ends of the share under a nuclear patron. */
const umbrellaText = (rows: readonly AdoptionRow[]): readonly Plain[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  return first === undefined || last === undefined ? [] : [known(`Of the pairs of a state and one that it might attack, ${percent(first.value)} had the second under a nuclear ally's defence pact in ${first.year} and ${percent(last.value)} in ${last.year}.`)];
};

const UMBRELLA = "dyads whose target has a nuclear patron";

/** First year after the one in which the weapon was first used. */
const UMBRELLA_FROM = 1946;

const UNCODED = "Nothing here says what adoption did: no outcome of deterrence is coded for cyber operations, drones or artificial intelligence, and none after 2014.";
