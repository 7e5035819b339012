import { sameBytes } from "./bytes.ts";
import { canonicalBytes, isList, isObject, type Json } from "./json.ts";
import { ED25519, fault, isFault, type LedgerFault, type NoteKey, noteKeyOf } from "./note.ts";
import type { Primitives } from "./primitives.ts";
import { type Entry, type LedgerRecord, recordMessage } from "./record.ts";
import { LABEL_POLICY, ROSTER, StatedLabels } from "./stated-labels.ts";

/** Records by which a log governs itself. The first opened a log of records of any label, before there were channels. */
export const OPENED = "ledger-opened";
export const CHANNEL_OPENED = "channel-opened";
/** A log of another party that this one trusts to show that party's keys. */
export const PEER_LOG = "peer-log";
export const KEY_ENROLLED = "key-enrolled";
export const KEY_REVOKED = "key-revoked";

/** A key and the places of the log at which its signature counts. */
export interface BookedKey {
  readonly key: NoteKey;
  /** Who signs with it: one person may have several keys, one after the other. */
  readonly person: string;
  /** Whether it may enrol and revoke others. */
  readonly isOfficer: boolean;
  /** From this place on. */
  readonly from: number;
  /** Up to this place, itself included. Absent: still. */
  readonly until?: number;
}

/** What a book needs to know: cryptography, and the log whose it is. */
export interface KeyBookAsk {
  readonly primitives: Primitives;
  readonly enrolmentFault: (key: Uint8Array) => string | undefined;
  readonly origin: string;
}

/**
 * What a log's own records settle: whose it is, the one label of its records, and its keys. Who may sign is decided by the
 * place in the log, never by the time a record claims. The first record names the officers and how many of them an enrolment
 * takes; nothing counts before it.
 */
export class KeyBook {
  private readonly ask: KeyBookAsk;
  private readonly keys = new Map<string, BookedKey>();
  private readonly peerKeys = new Map<string, NoteKey>();
  private labels = new StatedLabels();
  private needed = 0;
  private opening: LedgerRecord | undefined;

  constructor(ask: KeyBookAsk) {
    this.ask = ask;
  }

  /** A book that goes on from here without changing this one. */
  copy(): KeyBook {
    const other = new KeyBook(this.ask);
    for (const [name, it] of this.keys) other.keys.set(name, it);
    for (const [origin, it] of this.peerKeys) other.peerKeys.set(origin, it);
    other.labels = this.labels.copy();
    other.needed = this.needed;
    other.opening = this.opening;
    return other;
  }

  /** Label of every record of the log. Absent: nothing has opened it, or it is of the time before channels. */
  get label(): Json | undefined {
    return this.opening?.type === CHANNEL_OPENED ? this.opening.label : undefined;
  }

  /** What the log's officers state of labels. */
  get statedLabels(): Pick<StatedLabels, "policies" | "rosters"> {
    return this.labels;
  }

  /** Whose log it is. */
  get party(): string | undefined {
    return this.opening?.party;
  }

  /** Officers whose signatures an enrolment takes. */
  get officersNeeded(): number {
    return this.needed;
  }

  /** Logs of other parties that this log's officers trust, by origin. */
  get peers(): readonly NoteKey[] {
    return [...this.peerKeys.values()];
  }

  at(name: string, place: number): BookedKey | undefined {
    const found = this.keys.get(name);
    return found !== undefined && found.from <= place && (found.until === undefined || place <= found.until) ? found : undefined;
  }

  get all(): readonly BookedKey[] {
    return [...this.keys.values()];
  }

  /** Checks the signatures of a record at its place, then takes over what it says of keys. Records have to come in the order of the log. */
  admit(record: LedgerRecord, entry: Entry): LedgerFault | undefined {
    if (this.opening === undefined) {
      if ((record.type !== OPENED && record.type !== CHANNEL_OPENED) || record.seq !== 0) return fault("ledger-unopened", "The log does not begin with the record that opens it.");
      const opened = this.open(record);
      if (opened !== undefined) return opened;
    } else if (record.type === OPENED || record.type === CHANNEL_OPENED) return fault("ledger-opened-twice", "The log is opened a second time.");
    else if (this.opening.type === CHANNEL_OPENED) {
      if (record.party !== this.opening.party) return fault("record-party", `The record is of ${record.party}; the channel is of ${this.opening.party}.`);
      if (!sameBytes(canonicalBytes(record.label), canonicalBytes(this.opening.label))) return fault("record-channel", "The record has another label than its channel.");
    }
    return this.verify(record, entry) ?? this.take(record);
  }

  /** Takes over what a record says of keys whose bytes, signatures included, were admitted at this place before. */
  readmit(record: LedgerRecord): LedgerFault | undefined {
    return (this.opening === undefined ? this.open(record) : undefined) ?? this.take(record);
  }

  private take(record: LedgerRecord): LedgerFault | undefined {
    if (record.type === CHANNEL_OPENED && this.officersOf(record) < this.needed) return fault("key-officers", `Opening a channel takes ${this.needed} officers; ${this.officersOf(record)} signed.`);
    if (record.type === KEY_ENROLLED) return this.enrol(record);
    if (record.type === KEY_REVOKED) return this.revoke(record);
    if (record.type === PEER_LOG) return this.trust(record);
    if (record.type === LABEL_POLICY || record.type === ROSTER) return this.state(record);
    return undefined;
  }

  private open(record: LedgerRecord): LedgerFault | undefined {
    const { fields } = record;
    if (record.type === CHANNEL_OPENED && fields["origin"] !== this.ask.origin) return fault("channel-origin", `The record opens ${JSON.stringify(fields["origin"])}, not ${this.ask.origin}.`);
    if (record.type === CHANNEL_OPENED && !isOriginOf(this.ask.origin, record.party)) return fault("channel-origin", `${this.ask.origin} is no name of a log of ${record.party}.`);
    const { officers, needed, persons } = fields;
    if (officers === undefined || !isList(officers) || officers.length === 0) return fault("ledger-officers", "The log is opened without officers.");
    if (typeof needed !== "number" || !Number.isSafeInteger(needed) || needed < 1 || needed > officers.length) return fault("ledger-needed", "The log does not say how many officers an enrolment takes.");
    for (const it of officers) {
      const name = typeof it === "string" ? it.slice(0, it.indexOf("+")) : "";
      const added = this.book(it, { isOfficer: true, from: 0, person: isObject(persons) ? persons[name] : undefined });
      if (added !== undefined) return added;
    }
    this.needed = needed;
    this.opening = record;
    return undefined;
  }

  private book(text: Json | undefined, { person, ...how }: { readonly isOfficer: boolean; readonly from: number; readonly person: Json | undefined }): LedgerFault | undefined {
    const key = this.keyIn(text, "records");
    if (isFault(key)) return key;
    const weak = this.ask.enrolmentFault(key.publicKey);
    if (weak !== undefined) return fault("key-weak", `The key of ${key.name} cannot be enrolled. ${weak}`);
    if (this.keys.has(key.name)) return fault("key-name", `The name ${key.name} is taken; a new key gets a new name.`);
    this.keys.set(key.name, { key, person: typeof person === "string" ? person : key.name, ...how });
    return undefined;
  }

  /** A key that signs, of what a record says is its text. */
  private keyIn(text: Json | undefined, signs: "records" | "checkpoints"): NoteKey | LedgerFault {
    const key = typeof text === "string" ? noteKeyOf(this.ask.primitives.sha256, text) : fault("key-shape", "A key is no text.");
    return isFault(key) || key.algorithm === ED25519 ? key : fault("key-algorithm", `The key of ${key.name} is not one that signs ${signs}.`);
  }

  private verify({ by, seq }: LedgerRecord, { leaf, signatures }: Entry): LedgerFault | undefined {
    const message = recordMessage(this.ask.primitives.sha256, leaf);
    if (signatures.length !== by.length) return fault("record-unsigned", "The record has not the signatures it names.");
    for (const name of by) {
      const booked = this.at(name, seq);
      const signature = signatures.find((it) => it.key === name)?.signature;
      if (booked === undefined) return fault("record-key", `${name} could not sign at place ${seq}.`);
      if (signature === undefined || !this.ask.primitives.verifyEd25519(booked.key.publicKey, message, signature)) return fault("record-signature", `The signature of ${name} is not of this record.`);
    }
    return undefined;
  }

  private officersOf({ by, seq }: LedgerRecord): number {
    return by.filter((it) => this.at(it, seq)?.isOfficer === true).length;
  }

  private enrol(record: LedgerRecord): LedgerFault | undefined {
    if (this.officersOf(record) < this.needed) return fault("key-officers", `An enrolment takes ${this.needed} officers; ${this.officersOf(record)} signed.`);
    return this.book(record.fields["key"], { isOfficer: record.fields["officer"] === true, from: record.seq + 1, person: record.fields["person"] });
  }

  private revoke(record: LedgerRecord): LedgerFault | undefined {
    if (this.officersOf(record) < this.needed) return fault("key-officers", `A revocation takes ${this.needed} officers; ${this.officersOf(record)} signed.`);
    const name = record.fields["key"];
    const booked = typeof name === "string" ? this.at(name, record.seq) : undefined;
    if (booked === undefined) return fault("key-unknown", `There is no key ${JSON.stringify(name)} to revoke.`);
    this.keys.set(booked.key.name, { ...booked, until: record.seq });
    return undefined;
  }

  private state(record: LedgerRecord): LedgerFault | undefined {
    if (this.officersOf(record) < this.needed) return fault("key-officers", `Stating what labels mean takes ${this.needed} officers; ${this.officersOf(record)} signed.`);
    return this.labels.take(this.ask.primitives.sha256, record);
  }

  private trust(record: LedgerRecord): LedgerFault | undefined {
    if (this.officersOf(record) < this.needed) return fault("key-officers", `Trusting a log takes ${this.needed} officers; ${this.officersOf(record)} signed.`);
    const key = this.keyIn(record.fields["key"], "checkpoints");
    if (isFault(key)) return key;
    this.peerKeys.set(key.name, key);
    return undefined;
  }
}

/** Whether a log is named as one of a party: `concord/<party>/<random>`. */
export const isOriginOf = (origin: string, party: string): boolean => {
  const parts = origin.split("/");
  return parts.length === 3 && parts[0] === "concord" && parts[1] === party.toLowerCase() && parts[2] !== "";
};
