import { date, type Fields, id, oneOf, optional, type RecordOf, ref, text } from "./field.ts";

/** How a figure came to be, from counted to judged. Shown beside every figure. */
export const EVIDENCE = ["observed", "official", "press", "estimate", "derived", "assumption"] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const CONFIDENCE = ["high", "medium", "low"] as const;
export type Confidence = (typeof CONFIDENCE)[number];

/** What every fact carries, whatever its kind. */
export const provenance = {
  id: id("Name of the fact, unique in its file."),
  source: ref("source", "The document the fact was read in."),
  asOf: date("Date the fact speaks of or was stated."),
  evidence: oneOf(EVIDENCE, "How the figure came to be: counted (observed), stated by an authority (official), reported (press), estimated by an institute (estimate), computed by a stated rule (derived), our judgement (assumption)."),
  confidence: oneOf(CONFIDENCE, "How far to trust it."),
  label: ref("label", "Confidentiality label: who may read it."),
  definition: optional(text("What exactly is counted, or the rule that derives the figure."), "as the field's meaning says"),
  note: optional(text("Anything a reader should know."), "nothing to add"),
  corrects: optional(id("Id of the fact in the same file that this one replaces."), "corrects nothing"),
} satisfies Fields;

export type Provenance = RecordOf<typeof provenance>;

/** A record kind: one table of a data set. */
export interface RecordKind<Name extends string = string, F extends Fields = Fields> {
  readonly name: Name;
  /** File name in a data set folder, without `.csv`. */
  readonly file: string;
  /** What one row says, in a sentence. */
  readonly title: string;
  readonly fields: F;
  /** Fields that together say what the fact is about: two facts with equal keys are rival figures, and one is chosen by rule. Empty: no rivalry. */
  readonly rivalKey: readonly (keyof F & string)[];
  /** Whether a data set must hold this table. */
  readonly needed: boolean;
}

/** A record kind whichever it is, for what works on all of them: readers, writers, dictionary. */
export type AnyKind = Omit<RecordKind, "rivalKey"> & { readonly rivalKey: readonly string[] };

export const recordKind = <const Name extends string, F extends Fields>(it: RecordKind<Name, F>): RecordKind<Name, F> => it;

/** Column heading of a field: `asOf` → `as_of`. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columnsKept = new WeakMap<AnyKind, readonly string[]>();
/** The column headings of a kind in order, a range giving three. */
export function columnsOf(kind: AnyKind): readonly string[] {
  const columns =
    columnsKept.get(kind) ??
    Object.entries(kind.fields).flatMap(([name, field]) => {
      const column = columnOf(name);
      return field.type === "range" ? [`${column}_low`, column, `${column}_high`] : [column];
    });
  columnsKept.set(kind, columns);
  return columns;
}
