/** All that Concord says to a reader of a data set before a plan is asked for, door by door, as text. */
import { createHash } from "node:crypto";
import { loadTexts } from "#adapters/files";
import { assessAlliance } from "#app";
import { type DataReader, summariseFindings, visibleTo, writeTables } from "#exchange";
import { allParameters, answersView, assessReport, capabilitiesView, capabilityView, draftedAnswers, guidanceView, HEAT_MEASURES, heatView, homeView, implementationView, nationsView, nationView, requirementsView, reviewView, targetsReport, targetsView, WHY_KINDS, whyKey, whyView } from "#views";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Keys that are asked beside those of what is there: a reader may guess. */
export interface Guesses {
  readonly nations: readonly string[];
  readonly leaves: readonly string[];
  readonly facts: readonly string[];
}

export type Output = readonly [door: string, said: string];

/** Every output for a reader. What throws says what it threw: an error text is an output too. */
export function outputsFor(files: ReadonlyMap<string, string>, reader: DataReader, guesses: Guesses): readonly Output[] {
  const outputs: Output[] = [];
  const say = (door: string, make: () => unknown): void => {
    try {
      outputs.push([door, JSON.stringify(make()) ?? "nothing"]);
    } catch (error) {
      outputs.push([door, error instanceof Error ? error.message : String(error)]);
    }
  };
  const dataset = loadTexts(files, { parameters: allParameters, reader });
  say("files", () => [...visibleTo(files, reader)]);
  say("digest", () => dataset.digest);
  say("counts", () => dataset.rowCounts);
  say("findings", () => [dataset.findings, summariseFindings(dataset.findings)]);
  const { alliance, settings, facts } = dataset;
  if (settings !== undefined) for (const use of ["data", "spreadsheet"] as const) say(`export for ${use}`, () => [...writeTables(settings, facts, use)]);
  if (alliance === undefined) return outputs;
  say("picture", () => alliance.facts);
  const results = assessAlliance({ alliance, digest: dataset.digest }, {}, sha256);
  const { years } = alliance;
  say("run key", () => results.runKey);
  say("home", () => homeView(results));
  say("answers", () => answersView(results));
  say("guidance", () => guidanceView(results));
  const drafts = guesses.nations.flatMap((nation) => guesses.leaves.map((leaf) => ({ nation, leaf, response: "decline", reason: "crews" }) as const));
  say("drafts", () => draftedAnswers(results, drafts));
  const cycleYear = years.at(-1)!;
  const cycle = { requirements: requirementsView, targets: targetsView, capabilities: capabilitiesView, nations: nationsView, implementation: (it: typeof results, year: number) => implementationView(it, { year }) };
  for (const [name, make] of Object.entries(cycle)) say(name, () => make(results, cycleYear));
  for (const nation of guesses.nations) say(`nation ${nation}`, () => [nationView(results, { nation, year: cycleYear }), implementationView(results, { year: cycleYear, nation })]);
  for (const leaf of guesses.leaves) say(`capability ${leaf}`, () => capabilityView(results, { leaf, year: cycleYear }));
  for (const year of [years[0]!, years.at(-1)!]) {
    say(`assess ${year}`, () => assessReport(results, year));
    say(`targets ${year}`, () => targetsReport(results, year));
    say(`review ${year}`, () => reviewView(results, year));
    for (const measure of HEAT_MEASURES) say(`heat ${measure} ${year}`, () => heatView(results, { measure, year }));
  }
  const parts = [...guesses.nations, ...guesses.facts, ...guesses.leaves, ...guesses.leaves.flatMap((leaf) => [`${leaf}/${years[0]}`, ...guesses.nations.map((nation) => `${leaf}/${years[0]}/${nation}`)])];
  for (const kind of Object.keys(WHY_KINDS) as (keyof typeof WHY_KINDS)[]) for (const part of parts) say(`why ${kind} ${part}`, () => whyView(results, whyKey(kind, ...part.split("/"))));
  return outputs;
}

/** Doors whose outputs differ, or that only one of two has. */
export function differences(a: readonly Output[], b: readonly Output[]): readonly string[] {
  const [one, two] = [new Map(a), new Map(b)];
  return [...new Set([...one.keys(), ...two.keys()])].filter((it) => one.get(it) !== two.get(it));
}
