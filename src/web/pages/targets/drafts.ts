import { useSyncExternalStore } from "react";
import type { AnswerDraft } from "#views";

/** A drafted answer, and which answer to the target stood when it was drafted: another since then is a conflict. Empty: none. */
export interface Drafted extends AnswerDraft {
  readonly stood?: string;
}

/** The answer that a draft becomes. @example answerIn({ ...answer, stood: "" }) // → answer */
export const answerIn = ({ stood: _stood, ...answer }: Drafted): AnswerDraft => answer;

/** Drafted answers with the steps that lead back and forward. They stay in this window until they are dropped. */
export interface Drafts {
  readonly now: readonly Drafted[];
  readonly before: readonly (readonly Drafted[])[];
  readonly after: readonly (readonly Drafted[])[];
}

export const NO_DRAFTS: Drafts = { now: [], before: [], after: [] };
const STEPS_KEPT = 50;

/** A further step; what was undone before is gone. */
export const withStep = ({ now, before }: Drafts, next: readonly Drafted[]): Drafts => ({ now: next, before: [...before, now].slice(-STEPS_KEPT), after: [] });
const isSame = (a: Drafted, b: Drafted): boolean => (["nation", "leaf", "response", "quantity", "firstYear", "reason", "stood"] as const).every((key) => a[key] === b[key]);
/** One more answer; a draft for the same target gives way, and the same once more is no step. @example withDraft(NO_DRAFTS, draft).now // → [draft] */
export const withDraft = (drafts: Drafts, draft: Drafted): Drafts =>
  drafts.now.some((it) => isSame(it, draft)) ? drafts : withStep(drafts, [...drafts.now.filter((it) => it.nation !== draft.nation || it.leaf !== draft.leaf), draft]);
export const undone = (drafts: Drafts): Drafts => {
  const last = drafts.before.at(-1);
  return last === undefined ? drafts : { now: last, before: drafts.before.slice(0, -1), after: [drafts.now, ...drafts.after] };
};
export const redone = (drafts: Drafts): Drafts => {
  const [next, ...after] = drafts.after;
  return next === undefined ? drafts : { now: next, before: [...drafts.before, drafts.now], after };
};

const cell = (text: string): string => (/[",\n\r]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text);

/** The drafts as an answers file, as the command line takes it. @example answersFile([]) // → "nation,capability,response,quantity,first_year,reason\n" */
export const answersFile = (drafts: readonly AnswerDraft[]): string =>
  [["nation", "capability", "response", "quantity", "first_year", "reason"], ...drafts.map((it) => [it.nation, it.leaf, it.response, it.quantity === undefined ? "" : String(it.quantity), it.firstYear === undefined ? "" : String(it.firstYear), it.reason])].map((row) => `${row.map(cell).join(",")}\n`).join("");

const quoted = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** How a draft is recorded in a data set, and how it is drafted in a ledger to be signed there, on the command line. */
export function commandsOf({ nation, leaf, response, quantity, firstYear, reason }: AnswerDraft): readonly string[] {
  const about = `--nation ${quoted(nation)} --leaf ${quoted(leaf)}`;
  const why = `--reason ${quoted(reason)}`;
  const how = response === "reserve" ? `--reserve${quantity === undefined ? "" : ` ${quantity}`}${firstYear === undefined ? "" : ` --from ${firstYear}`}` : `--${response}`;
  const terms = `${quantity === undefined ? "" : ` --quantity ${quantity}`}${firstYear === undefined ? "" : ` --first-year ${firstYear}`}`;
  return [`node bin/concord.mjs answer DIR ${about} ${how} ${why}`, `node bin/concord.mjs ledger draft answer LEDGER ${about} --response ${response}${terms} ${why} --source ID`];
}

const CHANGED = "concord:drafts";
// What stands while the page is open; a reload finds it again in the entry of the history, which ends with the window. Nothing goes to a store.
const known = new Map<string, Drafts>();

function isDrafts(it: unknown): it is Drafts {
  return typeof it === "object" && it !== null && ["now", "before", "after"].every((key) => Array.isArray(Object.getOwnPropertyDescriptor(it, key)?.value));
}

function read(key: string): Drafts {
  const before = known.get(key);
  if (before !== undefined) return before;
  const state: unknown = history.state;
  const kept: unknown = typeof state === "object" && state !== null ? Object.getOwnPropertyDescriptor(state, key)?.value : undefined;
  const drafts = isDrafts(kept) ? kept : NO_DRAFTS;
  known.set(key, drafts);
  return drafts;
}

function keep(key: string, drafts: Drafts): void {
  known.set(key, drafts);
  const state: unknown = history.state;
  history.replaceState({ ...(typeof state === "object" && state !== null ? state : {}), [key]: drafts }, "");
  dispatchEvent(new Event(CHANGED));
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener(CHANGED, changed);
  return () => removeEventListener(CHANGED, changed);
};

/** The drafts of a data set for whoever looks, and how to change them. They live as long as this window, also through a reload of the page. */
export function useDrafts(of: string): readonly [Drafts, (change: (drafts: Drafts) => Drafts) => void] {
  const key = `drafts|${of}`;
  const drafts = useSyncExternalStore(subscribe, () => read(key));
  return [drafts, (change) => keep(key, change(read(key)))];
}
