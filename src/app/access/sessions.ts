/** How sure the server is of who signed in: 1 one factor, 2 two factors, 3 two factors that resist phishing. */
export type Assurance = 1 | 2 | 3;

export interface Session {
  /** Name of the session, which opens nothing: for lists, revocation and the log. */
  readonly handle: string;
  readonly person: string;
  readonly method: "provider" | "passkey";
  readonly assurance: Assurance;
  /** Unit: s since 1970. */
  readonly startedAt: number;
  readonly seenAt: number;
}

/** What is known of a secret that a browser sent. */
export type Found = { readonly kind: "session"; readonly session: Session } | { readonly kind: "none" } | { readonly kind: "expired" };

export interface SessionRules {
  /** Unit: s. */
  readonly now: () => number;
  /** A fresh secret that nobody can guess. */
  readonly secret: () => string;
  readonly sha256: (text: string) => string;
  /** Seconds without a request after which a session ends. */
  readonly idle: number;
  /** Seconds after which it ends in any case. */
  readonly absolute: number;
  /** Sessions that a person holds at once; the one not used for longest gives way. */
  readonly most: number;
  /** Where sessions outlive the process. Absent: they end with it. */
  readonly kept?: KeptSessions;
}

/** Sessions by the digest of their secret, kept. What this has answered stays, whatever happens next. */
export interface KeptSessions {
  readonly all: () => ReadonlyMap<string, Session>;
  readonly put: (key: string, session: Session) => void;
  readonly remove: (key: string) => void;
}

// A sign of life is kept this often and not at every request; after a restart a session may end as much earlier. Unit: s.
const SIGN_OF_LIFE = 60;

/** The sessions of a server. Of a secret only its digest is kept, so that what is kept opens nothing. */
export interface SessionBook {
  /** Starts a session under a fresh secret, and ends the one that the browser had before. */
  readonly start: (of: Pick<Session, "person" | "method" | "assurance">, before?: string) => { readonly secret: string; readonly session: Session };
  /** The session of a secret. `isUse` counts as a sign of life of whoever holds it. */
  readonly find: (secret: string | undefined, isUse: boolean) => Found;
  readonly end: (secret: string | undefined) => void;
  /** Sessions that are alive, of one person or of all. */
  readonly list: (person?: string) => readonly Session[];
  /** Ends a session by its name. False: there is none. */
  readonly revoke: (handle: string, person?: string) => boolean;
}

/** A book, empty or with the sessions that were kept. @example sessionBook(rules).find("unknown", true) // → { kind: "none" } */
export function sessionBook({ now, secret, sha256, idle, absolute, most, kept }: SessionRules): SessionBook {
  const sessions = new Map<string, Session>(kept?.all());
  // When the sign of life was that is kept.
  const keptAt = new Map([...sessions].map(([key, it]) => [key, it.seenAt]));
  const put = (key: string, session: Session): void => {
    const before = keptAt.get(key);
    if (before === undefined || session.seenAt - before >= SIGN_OF_LIFE) {
      kept?.put(key, session);
      keptAt.set(key, session.seenAt);
    }
    sessions.set(key, session);
  };
  const remove = (key: string): boolean => {
    // Off the disk before it is off the book: what was said to have ended never comes back.
    if (sessions.has(key)) kept?.remove(key);
    keptAt.delete(key);
    return sessions.delete(key);
  };
  const isAlive = ({ startedAt, seenAt }: Session): boolean => now() - seenAt <= idle && now() - startedAt <= absolute;
  const sweep = (): void => {
    // What has ended is remembered for a while, so that its holder can be told why.
    for (const [key, it] of sessions) if (now() - it.startedAt > 2 * absolute) remove(key);
  };
  return {
    start: (of, before) => {
      sweep();
      if (before !== undefined) remove(sha256(before));
      const held = [...sessions].filter(([, it]) => it.person === of.person && isAlive(it)).sort(([, a], [, b]) => a.seenAt - b.seenAt);
      for (const [key] of held.slice(0, Math.max(held.length - most + 1, 0))) remove(key);
      const fresh = secret();
      const key = sha256(fresh);
      const session: Session = { handle: sha256(`handle ${key}`).slice(0, 16), ...of, startedAt: now(), seenAt: now() };
      put(key, session);
      return { secret: fresh, session };
    },
    find: (given, isUse) => {
      const key = given === undefined ? undefined : sha256(given);
      const session = key === undefined ? undefined : sessions.get(key);
      if (key === undefined || session === undefined) return { kind: "none" };
      if (!isAlive(session)) return { kind: "expired" };
      if (isUse) put(key, { ...session, seenAt: now() });
      return { kind: "session", session };
    },
    end: (given) => void (given !== undefined && remove(sha256(given))),
    list: (person) => [...sessions.values()].filter((it) => isAlive(it) && (person === undefined || it.person === person)),
    revoke: (handle, person) => {
      const found = [...sessions].find(([, it]) => it.handle === handle && (person === undefined || it.person === person));
      return found !== undefined && remove(found[0]);
    },
  };
}
