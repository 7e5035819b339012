import type { NoteKey, TrustPolicy } from "#ledger";
import type { Chance } from "../chance.ts";
import type { Clock } from "./clock.ts";
import type { Message } from "./messages.ts";
import type { Network } from "./network.ts";

/** A state of a log that someone signed or showed. */
export interface LogState {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface Trust {
  readonly text: string;
  readonly policy: TrustPolicy;
  readonly keys: readonly NoteKey[];
}

/** What a node sees of the world around it, and what the world sees of a node. */
export interface Surroundings {
  readonly clock: Clock;
  readonly network: Network<Message>;
  readonly chance: Chance;
  readonly parties: readonly string[];
  readonly witnesses: readonly string[];
  /** Trust policy for the logs of a party, known by another way than from the party: as text, and read. */
  readonly trustIn: (party: string) => Trust;
  /** Whether what a party has put under a label may be read by another. */
  readonly mayRead: (reader: string, label: string) => boolean;
  readonly isHonest: (party: string) => boolean;
  /** Whether things still go wrong: at the end of a run nothing does. */
  readonly isFaulty: () => boolean;
  /** The time of the clock, as records carry it. */
  readonly time: () => string;
  /** Tells of a promise that is broken. */
  readonly broken: (what: string) => void;
  /** Counts something that happened. */
  readonly happened: (what: string) => void;
}

/** The machine stops at once: whatever was not yet on its disk is gone. */
export class PowerCut extends Error {}
