import { type Decision, type Duties, type DutyEvent, inOrder, isAct, type Layer, NO_DUTIES, submit, type Surroundings } from "#duties";
import { dutyEventFields, readDutyEvent } from "#exchange";
import { base64url, isObject, type Json, type KeyBook, type LedgerRecord } from "#ledger";
import { appendDrafts, type AppendAnswer, type Draft, labelKey, type OpenLedger, recordsIn, type Writers } from "../ledger/index.ts";

/** Records that say what somebody did, or that a register changed. */
export const DUTY = "duty";
/** Officers who sign a change of a register: one alone gives nobody a role. */
const REGISTRARS = 2;

/** A record that was not taken, with its place and why. */
export interface DutyFault {
  readonly origin: string;
  readonly seq: number;
  readonly message: string;
}

/** What a case is called, and the label of what bidders hand in, where it has one of its own: said by the record that begins it. */
export interface Opening {
  readonly title: string;
  readonly sealed?: Json;
}

/** A record of duties as it was committed. */
export interface DutyRecord {
  readonly origin: string;
  readonly label: Json;
  readonly record: LedgerRecord;
  /** Leaf hash, as `prev` names it. */
  readonly id: string;
  /** When the keeper committed it, whatever its author says. Unit: ms since 1970. */
  readonly at: number;
  /** Persons among its signers who are officers. */
  readonly officers: number;
}

/** A record that counts, with what it tells. */
export interface Taken extends DutyRecord {
  readonly event: DutyEvent;
}

/** What records come to: who did what, which of them counted, and why the others did not. */
export interface DutyHistory {
  readonly duties: Duties;
  readonly taken: readonly Taken[];
  readonly faults: readonly DutyFault[];
}

interface Kept {
  readonly layers: readonly Layer[];
  /** Entries of the root log that were read, and how far that is in each channel. */
  commits: number;
  readonly sizes: Map<string, number>;
  readonly records: DutyRecord[];
  readonly folds: Map<string, { next: number; duties: Duties; readonly taken: Taken[]; readonly faults: DutyFault[] }>;
}

/** What was read and decided before, by open ledger: what is new is added to it. */
const kept = new WeakMap<OpenLedger, Kept>();
// As many as a ledger has channels: more come of labels that were defined anew.
const FOLDS_MOST = 64;

function keptOf(layers: readonly Layer[], ledger: OpenLedger): Kept {
  const before = kept.get(ledger);
  if (before?.layers === layers) return before;
  const fresh: Kept = { layers, commits: 0, sizes: new Map(), records: [], folds: new Map() };
  kept.set(ledger, fresh);
  return fresh;
}

/**
 * Records of duties in all channels, in the order in which they were committed, which the root log keeps: what bidders hand in and what
 * officers do carry different labels and stand in different channels.
 */
export function dutyRecords(layers: readonly Layer[], ledger: OpenLedger): readonly DutyRecord[] {
  const known = keptOf(layers, ledger);
  const { store, tools, channels, root } = ledger;
  for (const entry of root?.entriesFrom(known.commits) ?? []) {
    for (const [origin, { size }] of entry.channels) {
      const [from, log] = [known.sizes.get(origin) ?? 0, channels.get(origin)];
      if (log === undefined || size <= from) continue;
      // All of them are read before any is taken in: where one was changed meanwhile, none counts twice.
      const fresh = [...recordsIn(log, store, tools.primitives.sha256, { from, to: size, type: DUTY })];
      known.records.push(...fresh.map((record): DutyRecord => ({ origin, label: record.label, record, id: base64url(log.tree.leaf(record.seq)!), at: Date.parse(entry.at), officers: officersOf(log.book, record) })));
      known.sizes.set(origin, size);
    }
    known.commits += 1;
  }
  return known.records;
}

const officersOf = (book: KeyBook, { by, seq }: LedgerRecord): number => new Set(by.map((name) => book.at(name, seq)).filter((it) => it?.isOfficer === true).map((it) => it?.person)).size;

/**
 * Folds the records of a ledger into who did what. Each is decided anew: what the rules refuse has no effect, whoever signed it. A
 * person's act is signed by the key of that name, a register by two officers. Times are those of the ledger: they never go back.
 * `scope`: the records that are looked at, with a name for the choice. Absent: all of them.
 */
export function dutiesOf(layers: readonly Layer[], ledger: OpenLedger, scope?: { readonly name: string; readonly holds: (it: DutyRecord) => boolean }): DutyHistory {
  const records = dutyRecords(layers, ledger);
  const { folds } = keptOf(layers, ledger);
  const name = scope?.name ?? "";
  if (!folds.has(name)) {
    if (folds.size >= FOLDS_MOST) folds.clear();
    folds.set(name, { next: 0, duties: NO_DUTIES, taken: [], faults: [] });
  }
  const fold = folds.get(name)!;
  for (; fold.next < records.length; fold.next += 1) {
    const it = records[fold.next]!;
    if (scope?.holds(it) === false) continue;
    const event = eventOf(it, Math.max(fold.duties.at, it.at));
    if (typeof event === "string") {
      fold.faults.push({ origin: it.origin, seq: it.record.seq, message: event });
      continue;
    }
    const answer = submit(layers, { duties: fold.duties, event, around: inOrder(event) });
    if (answer.decision.kind === "deny") fold.faults.push({ origin: it.origin, seq: it.record.seq, message: `refused: ${answer.decision.refusals.map((one) => one.reason).join(", ")}` });
    else fold.taken.push({ ...it, event });
    fold.duties = answer.duties;
  }
  return { duties: fold.duties, taken: [...fold.taken], faults: [...fold.faults] };
}

/** The event a record tells, or why it tells none. */
function eventOf({ record, officers }: DutyRecord, at: number): DutyEvent | string {
  const { subject: _subject, opens: _opens, ...said } = record.fields;
  // Of a declaration whose interests were withheld or erased it is still known that it was filed.
  const isWithheld = said["kind"] === "file-declaration" && said["interests"] === undefined && record.digestCount > 0;
  const read = readDutyEvent({ ...said, ...(isWithheld && { interests: [] }), at: new Date(at).toISOString() });
  if ("fault" in read) return read.fault;
  if (!isAct(read)) return officers >= REGISTRARS ? read : `a register is changed by ${REGISTRARS} officers, and ${officers} signed`;
  return record.by.includes(read.by) || read.by === NODE ? read : `${read.by} has not signed what ${read.by} is said to have done`;
}

/** Who carries out what persons have signed. */
export const NODE = "node";

/** What a record says of the case that it begins. Absent: it says nothing of that. */
export function openingOf({ fields }: LedgerRecord): Opening | undefined {
  const { opens } = fields;
  if (!isObject(opens)) return undefined;
  const { title, sealed } = opens;
  return typeof title === "string" ? { title, ...(sealed !== undefined && { sealed }) } : undefined;
}

/** What of an act is kept from other readers of its case: interests, and whose conflict was released. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = { "file-declaration": ["interests"], "release-conflict": ["person", "supplier", "reason"] };
/** Names of the fields of an act that can be withheld. */
export const hiddenOf = (kind: string): readonly string[] => (Object.hasOwn(HIDDEN, kind) ? HIDDEN[kind]! : []);

/** The record of an event, to be signed. */
export const dutyDraft = (event: DutyEvent, label: Json, opens?: Opening): Draft => ({
  type: DUTY,
  ...(isAct(event) && { subject: event.case }),
  fields: { ...dutyEventFields(event), ...(opens !== undefined && { opens: { title: opens.title, ...(opens.sealed !== undefined && { sealed: opens.sealed }) } }) },
  hidden: hiddenOf(event.kind),
  label,
});

/** What became of an event that was to be written. */
export type DutyAnswer =
  | { readonly kind: "refused"; readonly decision: Extract<Decision, { readonly kind: "deny" }> }
  | { readonly kind: "written"; readonly append: AppendAnswer; readonly decision: Decision; readonly duties: Duties };

/** Decides an event at the time of the ledger, and writes it where it is allowed: one record at one position, which all who may read it see at once. */
export function writeDuty(
  ledger: OpenLedger,
  ask: {
    readonly layers: readonly Layer[];
    readonly duties: Duties;
    readonly event: DutyEvent;
    readonly around: Surroundings;
    readonly label: Json;
    readonly writers: Writers;
  },
): DutyAnswer {
  const event: DutyEvent = { ...ask.event, at: timeIn(ledger, ask.duties) };
  const { decision, duties } = submit(ask.layers, { duties: ask.duties, event, around: ask.around });
  if (decision.kind === "deny") return { kind: "refused", decision };
  const append = appendDrafts(ledger, [dutyDraft(event, ask.label)], ask.writers);
  return { kind: "written", append, decision, duties };
}

/** The time of the ledger, which never goes back. Unit: ms since 1970. */
export const timeIn = ({ tools }: Pick<OpenLedger, "tools">, duties: Duties): number => Math.max(duties.at, Date.parse(tools.now()));

/** Text by which a label is named in the scope of a history. */
export const scopeName = (labels: readonly Json[]): string => JSON.stringify(labels.map(labelKey).sort());
