import type { Change, ChangeError } from "#engines/plan";
import { nearest } from "#model";
import { percentIn } from "./percent-in.ts";

/** Forms of the levers, for complaints and for the help. CHANGE is +5%, -5%, x1.2, or a new number. */
export const LEVER_FORMS = {
  budget: "NATION=CHANGE, with @YEAR or @FROM-TO for some years only; a number is M a year; * as NATION: every ally",
  requirement: "LEAF=CHANGE, with @YEAR or @FROM-TO",
  cap: "LEAF=CHANGE; a number is the share of the requirement that one ally may count, such as 60% or 0.6; * as LEAF: every capability",
  priority: "LEAF=CHANGE",
  price: "SYSTEM=CHANGE; a number is M for one",
  capacity: "LINE=CHANGE, with @YEAR or @FROM-TO; a number is items a year",
  "nation-out": "NATION",
  "line-lost": "LINE or LINE@YEAR",
  standard: "STANDARD@YEAR",
  decline: "NATION/LEAF",
  delay: "PROGRAMME=YEARS; with a minus it comes earlier",
} as const;

export type LeverName = keyof typeof LEVER_FORMS;
const LEVER_NAMES = Object.keys(LEVER_FORMS) as readonly LeverName[];

/** Lever by which each kind of change is asked for. */
export const LEVER_OF: Readonly<Record<Change["kind"], LeverName>> = { budget: "budget", requirement: "requirement", cap: "cap", priority: "priority", price: "price", capacity: "capacity", "nation-out": "nation-out", "line-lost": "line-lost", "standard-mandated": "standard", "target-declined": "decline", "programme-delayed": "delay" };

/** What is wrong with a lever as it was written, and how to write it. */
export interface LeverFault {
  readonly problem: string;
  readonly mend: string;
}

/** Every ally, or every capability, at once, in place of one. */
const EVERY = "*";
// Longest lever that is read, and most of them in one question.
const TEXT_MOST = 200;
export const LEVERS_MOST = 40;

/**
 * Reads one lever as it stands in an address or after an option, without its name. `nations`: whom `*` stands for; `before`: how
 * the name is written, for complaints.
 * @example readLever("budget", "XAA=+5%", { nations: [], before: "budget:" }) // → [{ kind: "budget", nation: "XAA", factor: 1.05 }]
 */
export function readLever(lever: LeverName, text: string, { nations, before }: { readonly nations: readonly string[]; readonly before: string }): readonly Change[] | LeverFault {
  const form = `Write ${before}${LEVER_FORMS[lever]}.`;
  if (text.length > TEXT_MOST) return { problem: `${before}${text.slice(0, 20)}… is too long.`, mend: form };
  const changed = (withSpan: boolean, make: (id: string, how: How) => readonly Change[]): readonly Change[] | LeverFault => {
    const found = (withSpan ? /^(.+?)=([^@]+?)(?:@(\d{4})(?:-(\d{4}))?)?$/ : /^(.+?)=([^@]+?)$/).exec(text);
    if (found === null) return { problem: `${before}${text} is not understood.`, mend: form };
    const [, id = "", amount = "", from, to] = found;
    const how = amountOf(amount, SHARES.has(lever));
    if (how === undefined) return { problem: `${before}${text}: "${amount}" is no change.`, mend: mendOfAmount(amount) };
    return make(id, { ...how, ...(from === undefined ? {} : { from: Number(from), to: Number(to ?? from) }) });
  };
  const matched = (pattern: RegExp, make: (first: string, second: string) => Change): readonly Change[] | LeverFault => {
    const found = pattern.exec(text);
    return found === null ? { problem: `${before}${text} is not understood.`, mend: form } : [make(found[1] ?? "", found[2] ?? "")];
  };
  switch (lever) {
    case "budget":
      return changed(true, (id, how) => (id === EVERY ? nations : [id]).map((nation) => ({ kind: "budget", nation, ...how })));
    case "requirement":
      return changed(true, (leaf, how) => [{ kind: "requirement", leaf, ...how }]);
    case "capacity":
      return changed(true, (line, how) => [{ kind: "capacity", line, ...how }]);
    case "cap":
      return changed(false, (id, how) => [{ kind: "cap", ...(id !== EVERY && { leaf: id }), ...how }]);
    case "priority":
      return changed(false, (leaf, how) => [{ kind: "priority", leaf, ...how }]);
    case "price":
      return changed(false, (system, how) => [{ kind: "price", system, ...how }]);
    case "nation-out":
      return [{ kind: "nation-out", nation: text }];
    case "line-lost":
      return matched(/^(.+?)(?:@(\d{4}))?$/, (line, from) => ({ kind: "line-lost", line, ...(from === "" ? {} : { from: Number(from) }) }));
    case "standard":
      return matched(/^(.+)@(\d{4})$/, (standard, by) => ({ kind: "standard-mandated", standard, by: Number(by) }));
    case "decline":
      return matched(/^([^/]+)\/(.+)$/, (nation, leaf) => ({ kind: "target-declined", nation, leaf }));
    case "delay":
      return matched(/^(.+)=([+-]?\d+)$/, (programme, years) => ({ kind: "programme-delayed", programme, years: Number(years) }));
  }
}

/**
 * Reads a lever with its name in front: what an address of a what-if says.
 * @example readNamedLever("nation-out:XAA", []) // → [{ kind: "nation-out", nation: "XAA" }]
 */
export function readNamedLever(text: string, nations: readonly string[]): readonly Change[] | LeverFault {
  const [name = "", ...rest] = text.split(":");
  const lever = LEVER_NAMES.find((it) => it === name);
  if (lever === undefined) return { problem: `"${text.slice(0, TEXT_MOST)}" begins with no lever.`, mend: `Begin with one of: ${LEVER_NAMES.map((it) => `${it}:`).join(", ")}.` };
  return readLever(lever, rest.join(":"), { nations, before: `${lever}:` });
}

/** What might have been meant instead of an id that is not there; else how the lever is written. */
export function mendOfChange(change: Change, known: ReadonlyMap<string, readonly string[]>, before: (lever: LeverName) => string): string {
  for (const [part, wanted] of Object.entries(change)) {
    const ids = known.get(part);
    if (ids === undefined || typeof wanted !== "string" || ids.includes(wanted)) continue;
    const near = nearest(wanted, ids);
    return near === undefined ? (ids.length === 0 ? `This plan has no ${part}.` : `Use one of: ${ids.slice(0, 12).join(", ")}${ids.length > 12 ? " …" : ""}.`) : `Did you mean ${near}?`;
  }
  const lever = LEVER_OF[change.kind];
  return `Write ${before(lever)}${LEVER_FORMS[lever]}${"factor" in change || "amount" in change ? "; CHANGE is +5%, -5%, x1.2 or a new number" : ""}.`;
}

/** What a change is refused for, without the kind in front. */
export const changeFault = (error: ChangeError): string => `${error.message.slice(error.change.kind.length + 2)}.`;

type How = ({ readonly factor: number } | { readonly amount: number }) & { readonly from?: number; readonly to?: number };

// Levers whose new number is a share, which may be given in per cent.
const SHARES: ReadonlySet<LeverName> = new Set(["cap"]);

/** How an amount that is none is written; per cent without a sign may mean less, more or what is left, each of which is told as it would be written. */
function mendOfAmount(amount: string): string {
  const share = percentIn(amount);
  const percent = amount.replaceAll(/[\s%]/g, "");
  return share === undefined ? "Write +5%, -5%, x1.2, or a new number." : `Write +${percent}% for so much more, -${percent}% for so much less, or x${Number(share.toFixed(6))} for so much of it.`;
}

/** Reads +5%, -5%, x1.2 or a new number; of a share 30% is a new number too. French writes a comma for the point. */
function amountOf(written: string, isShare: boolean): { readonly factor: number } | { readonly amount: number } | undefined {
  const amount = written.replace(",", ".");
  const share = isShare ? percentIn(amount) : undefined;
  if (share !== undefined) return { amount: share };
  const percent = /^([+-]\d+(?:\.\d+)?)\s*%$/.exec(amount);
  if (percent !== null) return { factor: 1 + Number(percent[1]) / 100 };
  const times = /^x(\d+(?:\.\d+)?)$/.exec(amount);
  if (times !== null) return { factor: Number(times[1]) };
  return /^\d+(?:\.\d+)?$/.test(amount) ? { amount: Number(amount) } : undefined;
}
