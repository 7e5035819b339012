import { useSyncExternalStore } from "react";
import type { AnswerDraft } from "#views";

/** Drafted answers with the steps that lead back and forward. They stay in this browser until they are signed or dropped. */
export interface Drafts {
  readonly now: readonly AnswerDraft[];
  readonly before: readonly (readonly AnswerDraft[])[];
  readonly after: readonly (readonly AnswerDraft[])[];
}

export const NO_DRAFTS: Drafts = { now: [], before: [], after: [] };
const STEPS_KEPT = 50;

/** A further step; what was undone before is gone. */
export const withStep = ({ now, before }: Drafts, next: readonly AnswerDraft[]): Drafts => ({ now: next, before: [...before, now].slice(-STEPS_KEPT), after: [] });
/** One more answer; a draft for the same target gives way. @example withDraft(NO_DRAFTS, draft).now // → [draft] */
export const withDraft = (drafts: Drafts, draft: AnswerDraft): Drafts => withStep(drafts, [...drafts.now.filter((it) => it.nation !== draft.nation || it.leaf !== draft.leaf), draft]);
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
  return [`concord answer DIR ${about} ${how} ${why}`, `concord ledger draft answer LEDGER ${about} --response ${response}${terms} ${why} --source ID`];
}

const CHANGED = "concord:drafts";
const known = new Map<string, { readonly text: string; readonly drafts: Drafts }>();

function isDrafts(it: unknown): it is Drafts {
  return typeof it === "object" && it !== null && ["now", "before", "after"].every((key) => Array.isArray(Object.getOwnPropertyDescriptor(it, key)?.value));
}

function read(key: string): Drafts {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
  } catch {
    // A browser that keeps nothing has the drafts of this page alone.
  }
  const before = known.get(key);
  if (text === null) return before?.text === "" ? before.drafts : NO_DRAFTS;
  if (before?.text === text) return before.drafts;
  let drafts = NO_DRAFTS;
  try {
    const it: unknown = JSON.parse(text);
    if (isDrafts(it)) drafts = it;
  } catch {
    // What does not read is no draft.
  }
  known.set(key, { text, drafts });
  return drafts;
}

function keep(key: string, drafts: Drafts): void {
  const text = JSON.stringify(drafts);
  try {
    localStorage.setItem(key, text);
    known.set(key, { text, drafts });
  } catch {
    known.set(key, { text: "", drafts });
  }
  dispatchEvent(new Event(CHANGED));
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener(CHANGED, changed);
  addEventListener("storage", changed);
  return () => {
    removeEventListener(CHANGED, changed);
    removeEventListener("storage", changed);
  };
};

/** The drafts of a data set for whoever looks, and how to change them; what another tab changes is heard. */
export function useDrafts(of: string): readonly [Drafts, (change: (drafts: Drafts) => Drafts) => void] {
  const key = `concord.drafts.${of}`;
  const drafts = useSyncExternalStore(subscribe, () => read(key));
  return [drafts, (change) => keep(key, change(read(key)))];
}
