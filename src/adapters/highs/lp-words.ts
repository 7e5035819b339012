import type { ModelFileError } from "#maths";

/** LP text that HiGHS' reader takes as it is meant. */
export interface LpWords {
  readonly kind: "words";
  readonly text: string;
}

const SENSES: ReadonlyMap<string, string> = new Map([["min", "min"], ["minimum", "min"], ["minimize", "min"], ["minimise", "min"], ["max", "max"], ["maximum", "max"], ["maximize", "max"], ["maximise", "max"]]);
const PAIRS: ReadonlyMap<string, string> = new Map([["subject", "to"], ["such", "that"]]);
const ROWS = new Set(["st", "s.t.", "st."]);
const AFTER_ROWS = new Set(["bounds", "bound", "general", "generals", "gen", "integer", "integers", "binary", "binaries", "bin", "semi", "semis", "sos", "end"]);
const NUMBERS = new Set(["inf", "infinity"]);

// A remark, the end of a line, an operator, a number, or a name.
const TOKEN = /\\[^\n]*|\n|[+\-*^<>=:[\]]|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\s\\+\-*^<>=:[\]]+/g;

/** A word of the text: what it says, and where it begins. */
interface Word {
  readonly says: string;
  readonly at: number;
}

/**
 * Reads the words of LP text as far as its rows go, since HiGHS' reader passes over what it does not know: text before the
 * objective counts for nothing there, so that any file is a model without rows and columns, and an unknown section is read as
 * columns of its own. Refused with its place: text that does not begin with an objective, one with two, names side by side
 * without a sign, words among whole or binary columns that are no columns, and text that ends before `End`. `Minimise` and `Maximise` are read. Source: the CPLEX LP format.
 * @example lpWords("Minimise x\nEnd") // → { kind: "words", text: "min x\nEnd" }
 */
export function lpWords(given: string): LpWords | ModelFileError {
  // A mark of the byte order would hide the first word.
  const text = given.startsWith("\uFEFF") ? given.slice(1) : given;
  const tokens = tokensOf(text);
  const first = tokens.next().value;
  const sense = first === undefined ? undefined : SENSES.get(first.says.toLowerCase());
  if (first === undefined) return refusal(text, -1, "The file is empty: there is no objective.", OBJECTIVE);
  if (sense === undefined) return refusal(text, first.at, `"${first.says.slice(0, 40)}" begins no LP file: the objective stands first.`, OBJECTIVE);
  const rest = { says: sense, from: first.at, to: first.at + first.says.length };
  // The name in hand, and one that stands directly before it: told once it is known what follows.
  let name: Word | undefined;
  let before: Word | undefined;
  let isStart = true;
  const columns = new Set<string>();
  for (const token of tokens) {
    if (isStart && token.says === ":") return refusal(text, first.at, `A colon stands after ${first.says}, as it does for another LP format.`, OBJECTIVE);
    isStart = false;
    const word = name?.says.toLowerCase();
    let open: Word | undefined;
    if (name !== undefined && word !== undefined && token.says !== ":") {
      if (SENSES.has(word)) return refusal(text, name.at, "A second objective begins here.", "Keep one objective; a solver would leave the other out.");
      if (AFTER_ROWS.has(word)) return unknownColumn(text, { section: name, token, tokens, columns }) ?? worded(text, rest);
      if (PAIRS.get(word) === token.says.toLowerCase()) {
        name = undefined;
        before = undefined;
        continue;
      }
      open = ROWS.has(word) ? undefined : name;
      if (open !== undefined && before !== undefined) return beside(text, before, open);
      if (open !== undefined) columns.add(open.says);
    }
    name = isWord(token.says) ? token : undefined;
    before = name === undefined ? undefined : open;
  }
  const last = name?.says.toLowerCase();
  if (last !== undefined && AFTER_ROWS.has(last)) return worded(text, rest);
  return refusal(text, -1, "The text ends before End.", "Write End as the last line, or check whether the file was cut off.");
}

/** Sections that name columns alone. A word there that is no column would become one, in no row and at no cost. */
const NAMING = new Set(["general", "generals", "gen", "integer", "integers", "binary", "binaries", "bin", "semi", "semis"]);
const NO_COLUMNS = new Set(["free", "continuous"]);

/** The first word of a section of names that is no column of the objective, of a row or of a bound. Absent: there is none. */
function unknownColumn(text: string, { section, token, tokens, columns }: { readonly section: Word; readonly token: Word; readonly tokens: Iterable<Word>; readonly columns: Set<string> }): ModelFileError | undefined {
  let within = section;
  const read = (it: Word): ModelFileError | undefined => {
    const [word, kind] = [it.says.toLowerCase(), within.says.toLowerCase()];
    if (AFTER_ROWS.has(word)) within = it;
    else if (!isWord(it.says) || NO_COLUMNS.has(word)) return undefined;
    else if (kind.startsWith("bound")) columns.add(it.says);
    else if (NAMING.has(kind) && !columns.has(it.says)) return refusal(text, it.at, `"${it.says.slice(0, 40)}" stands under ${within.says}, and is no column of the objective, of a row or of a bound.`, "Write names of columns as they stand in the objective or in a row, or take the word out; of sections only Bounds, Generals, Binaries and Semi-continuous are read after the rows.");
    return undefined;
  };
  const first = read(token);
  if (first !== undefined) return first;
  for (const it of tokens) {
    // What stands after End is read by nobody; sets of columns have a grammar of their own.
    if (/^(end|sos)$/i.test(within.says)) return undefined;
    const wrong = read(it);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const OBJECTIVE = "Begin with Minimize or Maximize (also Min, Max, Minimum, Maximum, Minimise, Maximise), without a colon, then the objective, Subject To and End; lines that begin with \\ are remarks.";

const isWord = (says: string): boolean => !/^[+\-*^<>=:[\].\d]/.test(says) && !NUMBERS.has(says.toLowerCase());

const beside = (text: string, one: Word, other: Word): ModelFileError =>
  refusal(text, one.at, `"${one.says.slice(0, 40)}" and "${other.says.slice(0, 40)}" stand side by side without a sign between them.`, "Write + or - between two terms; of sections only Subject To, Bounds, Generals, Binaries and Semi-continuous are read.");

const worded = (text: string, { says, from, to }: { readonly says: string; readonly from: number; readonly to: number }): LpWords => ({ kind: "words", text: text.slice(0, from) + says + text.slice(to) });

/** Every word but remarks and ends of lines. */
function* tokensOf(text: string): Generator<Word, undefined> {
  for (const it of text.matchAll(TOKEN)) if (it[0] !== "\n" && it[0][0] !== "\\") yield { says: it[0], at: it.index };
  return undefined;
}

/** `at` below 0: the whole file is meant. */
function refusal(text: string, at: number, message: string, mend: string): ModelFileError {
  if (at < 0) return { kind: "error", line: 0, text: "", message, mend };
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return { kind: "error", line: text.slice(0, start).split("\n").length, text: text.slice(start, end < 0 ? undefined : end).trimEnd().slice(0, 200), message, mend };
}
