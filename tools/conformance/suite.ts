import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { strictText } from "#adapters/files";
import { isJsonFault, parseJson } from "#ledger";

/** One case of a suite, with what went wrong. */
export interface Case {
  readonly name: string;
  /** Absent: it passed. */
  readonly trouble?: string;
}

/** What a suite made of a folder. */
export interface SuiteResult {
  readonly suite: string;
  readonly cases: readonly Case[];
  /** Files or suites that Concord does not claim, each with the reason. */
  readonly notClaimed: readonly string[];
}

/** A suite: the folder it knows by name, and how it runs what lies there. */
export interface Suite {
  readonly folder: string;
  /** Endings of the files that it reads. */
  readonly endings: readonly string[];
  readonly run: (folder: string) => SuiteResult;
}

/** Runs one case: a thrown error or a difference is its trouble. What is expected may have to be read from the vector first. */
export function oneCase(name: string, expected: unknown, found: () => unknown): Case {
  try {
    const [a, b] = [JSON.stringify(typeof expected === "function" ? (expected as () => unknown)() : expected), JSON.stringify(found())];
    return a === b ? { name } : { name, trouble: `expected ${short(a)}, found ${short(b)}` };
  } catch (error) {
    return { name, trouble: `threw ${told(error)}` };
  }
}

/** What went wrong, in words: the language's own word for nesting without end tells nobody anything. */
export const told = (error: unknown): string => (error instanceof RangeError && /call stack/.test(error.message) ? "it is nested too deep to be read" : error instanceof Error ? error.message : String(error));

/** Like `oneCase`, where what is expected has to be worked out too: a vector that does not even say it has failed. */
export const caseOf = (name: string, work: () => { readonly expected: unknown; readonly found: unknown }): Case => {
  try {
    const { expected, found } = work();
    return oneCase(name, expected, () => found);
  } catch (error) {
    return { name, trouble: `threw ${told(error)}` };
  }
};

const short = (text: string | undefined): string => (text === undefined ? "nothing" : text.length > 160 ? `${text.slice(0, 160)}…` : text);

const hasEnding = (path: string, ending: string): boolean => path.toLowerCase().endsWith(ending);
const everything = (folder: string): readonly string[] => (existsSync(folder) ? under(folder, "", new Set([realpathSync(folder)])).toSorted() : []);

/** What lies under a folder, hidden names left out. Links are followed, and no folder is entered twice: links may lead in a circle. */
function under(folder: string, path: string, entered: Set<string>): readonly string[] {
  return readdirSync(join(folder, path), { encoding: "utf8" }).filter((it) => !it.startsWith(".")).flatMap((name) => {
    const it = join(path, name);
    if (fileAt(join(folder, it))?.isDirectory() !== true) return [it];
    const real = realpathSync(join(folder, it));
    if (entered.has(real)) return [it];
    entered.add(real);
    return [it, ...under(folder, it, entered)];
  });
}

/** Files of a folder and of those in it, by how their names end, in small letters or large. */
export const filesIn = (folder: string, ending: string): readonly string[] => everything(folder).filter((it) => hasEnding(it, ending));

/** Files that no suite of these endings reads; what only describes the others is not told. */
export const passedOver = (folder: string, endings: readonly string[]): readonly string[] =>
  everything(folder).filter((it) => !endings.some((ending) => hasEnding(it, ending)) && !/^(?:sources|readme|licen[cs]e|copying)\b|\.md$/i.test(basename(it)) && statSync(join(folder, it), { throwIfNoEntry: false })?.isDirectory() !== true);

export const textIn = (...parts: readonly string[]): string => {
  const text = strictText(bytesOf(...parts));
  if (typeof text === "string") return text;
  throw new Error(`${text.line === undefined ? "the file" : `line ${text.line}: the file`} ${text.message}`);
};

// Far beyond any file of vectors, and read in a moment.
const BYTES_MOST = 64_000_000;

/** Bytes of a file. @throws Error where it cannot be read: a folder that is named like a file, a link to nothing, a pipe, a file without end */
export function bytesOf(...parts: readonly string[]): Uint8Array {
  const path = join(...parts);
  const found = fileAt(path);
  if (found === undefined) throw new Error("it is a link that leads to nothing");
  if (found.isDirectory()) throw new Error("it is a folder, where a file is expected");
  if (!found.isFile()) throw new Error("it is no ordinary file, and reading it might never end");
  if (found.size > BYTES_MOST) throw new Error(`it has ${found.size} bytes; files of up to ${BYTES_MOST} are read`);
  return new Uint8Array(readFileSync(path));
}

/** What lies at a path, links followed. `undefined` where nothing does: a link may lead to nothing, or in a circle. */
export function fileAt(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A line of what was found, whatever stands in it: names of files and texts of vectors are a stranger's, and say nothing to a terminal. @example oneLine("a\nFAILED \u001b[2J") // → "a FAILED \\u001b[2J" */
export const oneLine = (text: string): string => text.replaceAll(/\s*[\n\r]\s*/g, " ").replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (it) => `\\u${it.codePointAt(0)!.toString(16).padStart(4, "0")}`);

/** JSON of a vector file; a file that is broken, or says a thing twice, is one failed case of its suite. */
export function jsonIn(folder: string, file: string, cases: Case[]): unknown {
  try {
    const text = textIn(folder, file);
    const value = JSON.parse(text) as unknown;
    // Of a name that stands twice the language keeps the last: what is expected would hang on a reader's habit.
    const strict = parseJson(new TextEncoder().encode(text));
    if (isJsonFault(strict) && strict.code === "json-twice") throw new Error(strict.message);
    return value;
  } catch (error) {
    cases.push({ name: file, trouble: `the file is no JSON: ${told(error)}` });
    return undefined;
  }
}

/** Takes the files of a folder one after the other: what one of them throws is one failed case, and the rest are still run. */
export function eachFile({ folder, ending, cases }: { readonly folder: string; readonly ending: string; readonly cases: Case[] }, run: (file: string) => void): void {
  for (const file of filesIn(folder, ending)) guarded(cases, file, () => run(file));
}

export type Row = Readonly<Record<string, unknown>>;
export const isRow = (it: unknown): it is Row => typeof it === "object" && it !== null && !Array.isArray(it);

/** The objects of a list. Whatever else is in it is one failed case each, under the name of the list and its place from 1. */
export function rowsOf(cases: Case[], name: string, value: unknown): readonly Row[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    cases.push({ name, trouble: "it is no list" });
    return [];
  }
  return (value as readonly unknown[]).flatMap((it, at) => {
    if (isRow(it)) return [it];
    cases.push({ name: `${name} ${at + 1}`, trouble: `it is no object: ${short(JSON.stringify(it))}` });
    return [];
  });
}

/** A whole number from 0. @throws Error where it is none: what is missing or of another kind is not taken for a number */
export function wholeOf(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw new Error(`its ${name} is no whole number: ${short(JSON.stringify(value))}`);
  return value;
}

/** A text. @throws Error where it is none */
export function wordsOf(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw new Error(`its ${name} is no text: ${short(JSON.stringify(value))}`);
  return value;
}

/** Runs what a file brings. What it throws is one failed case of the file, never the end of the run. */
export function guarded(cases: Case[], name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    cases.push({ name, trouble: `the file cannot be used: ${told(error)}` });
  }
}

export const listOf = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : []);

/** The same value whatever the order of its members. */
export const ordered = (value: unknown): unknown => (Array.isArray(value) ? value.map(ordered) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, it]) => [key, ordered(it)])) : value);
