import { FIELDS } from "./fields.ts";
import { FINDINGS } from "./findings.ts";
import { JUDGEMENT_TITLES, JUDGEMENTS } from "./judgements.ts";
import { LEVERS } from "./levers.ts";
import { LIMITS } from "./limits.ts";
import { PASSED_ON } from "./passed-on.ts";
import { PLAN_WHY } from "./plan-why.ts";
import { REFUSED } from "./refused.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type FrenchBook, frenchBook, type Pair } from "./sentence.ts";
import { STATED_UNITS } from "./stated-units.ts";
import { VIEWS } from "./views.ts";
import { WHY } from "./why.ts";

/** Every sentence that is written in English where it is made, with its French. */
export const FRENCH: readonly Pair[] = [...WHY, ...PLAN_WHY, ...LIMITS, ...JUDGEMENTS, ...JUDGEMENT_TITLES, ...VIEWS, ...FINDINGS, ...FIELDS, ...LEVERS, ...REFUSED, ...PASSED_ON, ...SCENARIOS, ...STATED_UNITS];

// Made when the first sentence is asked for.
let made: FrenchBook | undefined;
const book = (): FrenchBook => (made ??= frenchBook(FRENCH));

// Fields that hold sentences. Names, ids and words of records stand in others and stay as they are.
const SENTENCES: ReadonlySet<string> = new Set(["sentence", "text", "question", "words", "because", "message", "mend", "limits", "detail", "title", "problem", "caution", "meaning", "reason", "repair", "stage", "notice", "rivals", "conclusions", "note", "notes", "sentences", "rule", "missing", "summary", "marking"]);
// A judgement is printed as it is written, with its unit; elsewhere a unit is a name that pages read.
const IN_JUDGEMENTS: ReadonlySet<string> = new Set([...SENTENCES, "value", "unit", "source"]);
// In the table of judgements its value is a figure, and its unit stands in words beside it.
const IN_PARAMETERS: ReadonlySet<string> = new Set([...SENTENCES, "unitText", "source"]);

/** One sentence in French; as it is where it is none of ours. @example frenchOf("Ask again when it is done.") // → "Redemandez quand ce sera fini." */
export const frenchOf = (sentence: string): string => book().tell(sentence).replace(/ (?=[:;?!»%])|(?<=«) /g, "\u00a0");

/**
 * An answer of the server with its sentences in French. What is no sentence is the same object as before.
 * @example inFrench({ detail: "Something broke while the answer was made.", status: 500 }) // → { detail: "Une erreur s’est produite …", status: 500 }
 */
export const inFrench = <T>(answer: T): T => told(answer, false, SENTENCES) as T;

function told(value: unknown, isSentence: boolean, fields: ReadonlySet<string>): unknown {
  if (typeof value === "string") return isSentence ? frenchOf(value) : value;
  if (Array.isArray(value)) return sameOr(value, value.map((it: unknown) => told(it, isSentence, fields)));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  // The label of a figure is its marking.
  const isFigure = "why" in value && "unit" in value;
  const next = entries.map(([key, it]: [string, unknown]): [string, unknown] => [key, told(it, fields.has(key) || (isFigure && key === "label"), key === "assumptions" ? IN_JUDGEMENTS : key === "parameters" ? IN_PARAMETERS : fields)]);
  return next.every(([, it], index) => it === entries[index]?.[1]) ? value : Object.fromEntries(next);
}

const sameOr = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] => (after.every((it, index) => it === before[index]) ? before : after);
