import type { Decision } from "#duties";
import { readAttempt } from "./attempt.ts";
import { UnknownWords } from "./clauses.ts";
import { differenceFrom, expectationOf } from "./expectation.ts";
import { plainNames } from "./plain-names.ts";
import { type Reading, readingsOf, withoutStops } from "./readings.ts";
import { nearNames } from "./same-names.ts";
import { Scene } from "./scene.ts";
import { play, type StageTools } from "./stage.ts";
import { daysInOneForm } from "./words.ts";

/** A situation told in words, something attempted in it, and what should come of it. */
export interface Scenario {
  readonly id: string;
  readonly situation: string;
  readonly attempt: string;
  readonly expect?: string;
  readonly why?: string;
}

/** What became of a scenario. */
export type ScenarioResult =
  | {
      readonly kind: "decided";
      readonly scenario: Scenario;
      readonly decision: Decision /** How it differs from what was expected. Absent: it does not, or nothing was expected. */;
      readonly difference?: string;
    }
  /** It is no scenario, its words are not known, or they contradict one another. */
  | { readonly kind: "not-read"; readonly id: string; readonly cause: "malformed" | "unknown-words"; readonly message: string };

/** Longest text of a scenario. Unit: characters. */
const LENGTH_MOST = 1000;

/** Plays the scenarios of a file: a JSON array of objects with id, situation, attempt, and expect and why where they are known. */
export function playScenarios(value: unknown, tools: StageTools): readonly ScenarioResult[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  return rows.map((it, index) => playScenario(it, index, tools));
}

function playScenario(value: unknown, index: number, tools: StageTools): ScenarioResult {
  const row: Readonly<Record<string, unknown>> = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const text = (name: string): string | undefined => (typeof row[name] === "string" ? row[name] : undefined);
  const id = text("id") ?? `number ${index + 1}`;
  const notRead = (cause: "malformed" | "unknown-words", message: string): ScenarioResult => ({ kind: "not-read", id, cause, message });
  for (const name of ["id", "situation", "attempt"]) {
    if (text(name) === undefined) return notRead("malformed", `it has no text "${name}"`);
    if ((text(name) ?? "").length > LENGTH_MOST) return notRead("malformed", `its ${name} is longer than ${LENGTH_MOST} characters`);
  }
  if ("expect" in row && text("expect") === undefined) return notRead("malformed", 'its "expect" is no text');
  const [expect, why] = [text("expect"), text("why")];
  const scenario: Scenario = {
    id,
    situation: text("situation") ?? "",
    attempt: text("attempt") ?? "",
    ...(expect !== undefined && { expect }),
    ...(why !== undefined && { why }),
  };
  const expected = expect === undefined ? undefined : expectationOf(expect);
  if (expect !== undefined && expected === undefined) return notRead("unknown-words", `what is expected is not understood: "${expect}"`);
  try {
    const decision = decideScenario(scenario, tools);
    const difference = expected === undefined ? undefined : differenceFrom(expected, decision);
    return { kind: "decided", scenario, decision, ...(difference !== undefined && { difference }) };
  } catch (error) {
    if (error instanceof UnknownWords) return notRead("unknown-words", `not understood: "${error.message}"`);
    if (error instanceof RangeError) return notRead("malformed", error.message);
    throw error;
  }
}

/**
 * The decision on one scenario. It is decided only where every word of it is understood, and every way in which it may be understood
 * comes to the same. @throws UnknownWords, RangeError
 */
export function decideScenario(scenario: Scenario, tools: StageTools): Decision {
  const { texts, asWritten, doubtful } = plainNames([daysInOneForm(scenario.situation), daysInOneForm(scenario.attempt)]);
  const [situation = "", attempt = ""] = texts;
  try {
    const asked = withoutStops(attempt);
    const decisions: Decision[] = [];
    const faults: Error[] = [];
    for (const reading of readingsOf(situation, attempt)) {
      try {
        decisions.push(decideReading(reading, { attempt: asked, asWritten, tools }));
      } catch (error) {
        if (!(error instanceof UnknownWords || error instanceof RangeError)) throw error;
        faults.push(error);
      }
    }
    const [decision] = decisions;
    if (decision === undefined) throw faults[0] ?? new UnknownWords(situation);
    // A name that is cut in one reading is whole in another: nothing is allowed on the reading that happens to fit.
    if (decision.kind === "allow" && faults[0] !== undefined) throw faults[0];
    if (decision.kind === "allow" && doubtful !== undefined) throw new UnknownWords(doubtful);
    if (new Set(decisions.map((it) => JSON.stringify(it))).size > 1) throw new UnknownWords(situation);
    return decision;
  } catch (error) {
    // A message quotes the scenario as it is written.
    if (error instanceof UnknownWords) throw new UnknownWords(asWritten(error.message));
    if (error instanceof RangeError) throw new RangeError(asWritten(error.message));
    throw error;
  }
}

interface Asked {
  readonly attempt: string;
  readonly asWritten: (text: string) => string;
  readonly tools: StageTools;
}

function decideReading(reading: Reading, { attempt, asWritten, tools }: Asked): Decision {
  const scene = new Scene();
  for (const clause of reading) for (const take of clause) take(scene);
  scene.placeAwards();
  const asked = readAttempt(scene, attempt);
  const near = nearNames(scene, asWritten);
  if (near !== undefined) throw new RangeError(`"${near.one}" and "${near.other}" may be one and the same: write the name in one way`);
  return play(scene, asked, tools);
}
