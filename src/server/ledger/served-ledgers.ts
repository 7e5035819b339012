import type { DataSource, NodeSigner, OpenLedger } from "#app";
import type { Layer, PolicyText } from "#duties";
import type { Signer } from "#ledger";

/** A person's key in the ledger of a party. */
export interface PersonKey {
  readonly key: string;
  readonly signer: Signer;
}

/** The ledgers that a server shows and writes: whoever starts it knows where they lie. */
export interface ServedLedgers {
  /** Whose ledgers they are, in order. */
  readonly parties: readonly string[];
  /** A party's ledger as it stands now. @throws Error where it does not hold. */
  readonly open: (party: string) => OpenLedger;
  /** The key of a person that is in force in a ledger and lies with it. */
  readonly keyOf: (ledger: OpenLedger, person: string) => PersonKey | undefined;
  readonly node: (ledger: OpenLedger) => NodeSigner;
  /** What is to be done once something was written. */
  readonly written: (ledger: OpenLedger) => void;
  /** The data set that the ledgers make now. */
  readonly source: () => DataSource;
  /** The data set that they made at a moment: what each had been given by then. Unit: date and time, UTC. */
  readonly sourceAt: (time: string) => DataSource;
  readonly close: () => void;
}

/** What the acts of persons are decided by. */
export interface DutyRules {
  readonly layers: readonly Layer[];
  readonly texts: readonly PolicyText[];
}
