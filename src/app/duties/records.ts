import { type Decision, type Duties, type DutyEvent, inOrder, isAct, type Layer, NO_DUTIES, submit, type Surroundings } from "#duties";
import { dutyEventFields, readDutyEvent } from "#exchange";
import type { Json, LedgerRecord } from "#ledger";
import { appendDrafts, type AppendAnswer, type OpenLedger, readChannels, type Writers } from "../ledger/index.ts";

/** Records that say what somebody did, or that a register changed. */
export const DUTY = "duty";
/** Persons who sign a change of a register: one alone gives nobody a role. */
const REGISTRARS = 2;

/** A record that was not taken, with its place and why. */
export interface DutyFault {
  readonly origin: string;
  readonly seq: number;
  readonly message: string;
}

interface Committed {
  readonly origin: string;
  readonly record: LedgerRecord;
  /** When the keeper committed it, whatever its author says. */
  readonly at: number;
}

/**
 * Records of all channels in the order in which they were committed, which the root log keeps: a declaration and the act that
 * needs it carry different labels and stand in different channels.
 */
function committed(ledger: OpenLedger): readonly Committed[] {
  const channels = new Map(readChannels(ledger).map((it) => [it.origin, it.records]));
  const taken = new Map<string, number>();
  return (ledger.root?.entries ?? []).flatMap((entry) =>
    [...entry.channels].flatMap(([origin, { size }]) => {
      const from = taken.get(origin) ?? 0;
      taken.set(origin, size);
      return (channels.get(origin) ?? []).slice(from, size).map((record) => ({ origin, record, at: Date.parse(entry.at) }));
    }),
  );
}

/**
 * Folds the records of a ledger into who did what. Each is decided anew: what the rules refuse has no effect, whoever signed it. A
 * person's act is signed by the key of that name, a register by two. Times are those of the ledger: they never go back.
 */
export function dutiesOf(layers: readonly Layer[], ledger: OpenLedger): { readonly duties: Duties; readonly faults: readonly DutyFault[] } {
  let duties = NO_DUTIES;
  const faults: DutyFault[] = [];
  for (const { origin, record, at } of committed(ledger)) {
    if (record.type !== DUTY) continue;
    const event = eventOf(record, Math.max(duties.at, at));
    if (typeof event === "string") {
      faults.push({ origin, seq: record.seq, message: event });
      continue;
    }
    const answer = submit(layers, { duties, event, around: inOrder(event) });
    if (answer.decision.kind === "deny")
      faults.push({ origin, seq: record.seq, message: `refused: ${answer.decision.refusals.map((it) => it.reason).join(", ")}` });
    duties = answer.duties;
  }
  return { duties, faults };
}

/** The event a record tells, or why it tells none. */
function eventOf(record: LedgerRecord, at: number): DutyEvent | string {
  const read = readDutyEvent({ ...record.fields, at: new Date(at).toISOString() });
  if ("fault" in read) return read.fault;
  if (!isAct(read)) return record.by.length >= REGISTRARS ? read : `a register is changed by ${REGISTRARS} persons, and ${record.by.length} signed`;
  return record.by.includes(read.by) || read.by === NODE ? read : `${read.by} has not signed what ${read.by} is said to have done`;
}

/** Who carries out what persons have signed. */
const NODE = "node";

/** What became of an act that was to be written. */
export type DutyAnswer =
  | { readonly kind: "refused"; readonly decision: Extract<Decision, { readonly kind: "deny" }> }
  | { readonly kind: "written"; readonly append: AppendAnswer; readonly decision: Decision; readonly duties: Duties };

/** Decides an act at the time of the ledger, and writes it where it is allowed: one record at one position, which all who may read it see at once. */
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
  const event: DutyEvent = { ...ask.event, at: Math.max(ask.duties.at, Date.parse(ledger.tools.now())) };
  const { decision, duties } = submit(ask.layers, { duties: ask.duties, event, around: ask.around });
  if (decision.kind === "deny") return { kind: "refused", decision };
  const append = appendDrafts(ledger, [{ type: DUTY, fields: dutyEventFields(event), label: ask.label }], ask.writers);
  return { kind: "written", append, decision, duties };
}
