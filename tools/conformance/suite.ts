import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { strictText } from "#adapters/files";

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
  readonly run: (folder: string) => SuiteResult;
}

/** Runs one case: a thrown error or a difference is its trouble. What is expected may have to be read from the vector first. */
export function oneCase(name: string, expected: unknown, found: () => unknown): Case {
  try {
    const [a, b] = [JSON.stringify(typeof expected === "function" ? (expected as () => unknown)() : expected), JSON.stringify(found())];
    return a === b ? { name } : { name, trouble: `expected ${short(a)}, found ${short(b)}` };
  } catch (error) {
    return { name, trouble: `threw ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Like `oneCase`, where what is expected has to be worked out too: a vector that does not even say it has failed. */
export const caseOf = (name: string, work: () => { readonly expected: unknown; readonly found: unknown }): Case => {
  try {
    const { expected, found } = work();
    return oneCase(name, expected, () => found);
  } catch (error) {
    return { name, trouble: `threw ${error instanceof Error ? error.message : String(error)}` };
  }
};

const short = (text: string | undefined): string => (text === undefined ? "nothing" : text.length > 160 ? `${text.slice(0, 160)}…` : text);

export const filesIn = (folder: string, ending: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).filter((it) => it.endsWith(ending)).sort() : []);
export const textIn = (...parts: readonly string[]): string => {
  const text = strictText(bytesOf(...parts));
  if (typeof text === "string") return text;
  throw new Error(`${join(...parts)}${text.line === undefined ? "" : `:${text.line}: the file`} ${text.message}`);
};

/** Bytes of a file. @throws Error where it cannot be read, or is a folder that is named like a file */
export function bytesOf(...parts: readonly string[]): Uint8Array {
  const path = join(...parts);
  if (statSync(path).isDirectory()) throw new Error("it is a folder, where a file is expected");
  return new Uint8Array(readFileSync(path));
}

/** JSON of a vector file; a file that is broken is one failed case of its suite. */
export function jsonIn(folder: string, file: string, cases: Case[]): unknown {
  try {
    return JSON.parse(textIn(folder, file));
  } catch (error) {
    cases.push({ name: file, trouble: `the file is no JSON: ${error instanceof Error ? error.message : String(error)}` });
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

/** Runs what a file brings. What it throws is one failed case of the file, never the end of the run. */
export function guarded(cases: Case[], name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    cases.push({ name, trouble: `the file cannot be used: ${error instanceof Error ? error.message : String(error)}` });
  }
}

export const listOf = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : []);

/** The same value whatever the order of its members. */
export const ordered = (value: unknown): unknown => (Array.isArray(value) ? value.map(ordered) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, it]) => [key, ordered(it)])) : value);
