/** Who is looking, and whom one may look as: the reply of `/api/reader`. */
export interface ReaderReply {
  readonly mode: "open" | "fixed" | "sign-in";
  readonly notice: string;
  /** Whether the data stand in ledgers. */
  readonly ledger?: boolean;
  /** The ways to sign in. The provider by its name. */
  readonly signIn?: { readonly provider?: string; readonly passkeys: boolean };
  /** Who is signed in: `level` is what this session reads up to, `clearedTo` what the person is cleared for. */
  readonly person?: {
    readonly id: string;
    readonly name: string;
    readonly nation: string;
    readonly level: number;
    readonly clearedTo: number;
    readonly groups: readonly string[];
    readonly roles: readonly string[];
    readonly method: string;
    readonly assurance: number;
    readonly endsAt: string;
  };
  readonly choices?: {
    readonly fixed: readonly { readonly as: string; readonly name: string }[];
    readonly nations: readonly { readonly id: string; readonly name: string }[];
    readonly groups: readonly string[];
    readonly levels: readonly { readonly level: number; readonly marking: string }[];
    /** Whether every row may be read by the public, so that whoever one looks as sees the same. */
    readonly allRead: boolean;
  };
}

/** Digests of what a reader would be answered now, by what it is about: an event of `/api/changes`. */
export interface ChangesReply {
  readonly data: string;
  readonly ledger?: string;
  readonly releases?: string;
  readonly plans?: string;
}

/** Sessions that are alive: the reply of `/api/sessions`. */
export interface SessionsReply {
  readonly sessions: readonly {
    readonly session: string;
    readonly person: string;
    readonly method: string;
    readonly assurance: number;
    readonly startedAt: string;
    readonly seenAt: string;
    readonly isThis: boolean;
  }[];
}

/** One's own passkeys: the reply of `/api/passkeys`. */
export interface PasskeysReply {
  readonly passkeys: readonly { readonly passkey: string; readonly addedAt: string }[];
}
