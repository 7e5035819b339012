import { randomBytes } from "node:crypto";

/** Sign-ins that have begun and are not done: what was sent out, to be held against what comes back. Each is used once. */
export interface Attempts<T> {
  /** Keeps what was sent out; answers the secret under which it is found again. */
  readonly begin: (what: T) => string;
  /** Takes it back: a second time there is nothing. */
  readonly take: (secret: string | undefined) => T | undefined;
}

export interface AttemptRules {
  /** Unit: s. */
  readonly now: () => number;
  /** Seconds that an attempt may take. */
  readonly seconds: number;
  /** Attempts kept; the oldest give way. */
  readonly most: number;
}

/** Fresh bytes that nobody can guess, as text. */
export const freshSecret = (): string => randomBytes(32).toString("base64url");

/** No attempts yet. */
export function attempts<T>({ now, seconds, most }: AttemptRules): Attempts<T> {
  const begun = new Map<string, { readonly what: T; readonly until: number }>();
  return {
    begin: (what) => {
      for (const [key, { until }] of begun) if (until < now() || begun.size >= most) begun.delete(key);
      const secret = freshSecret();
      begun.set(secret, { what, until: now() + seconds });
      return secret;
    },
    take: (secret) => {
      const found = secret === undefined ? undefined : begun.get(secret);
      if (secret !== undefined) begun.delete(secret);
      return found === undefined || found.until < now() ? undefined : found.what;
    },
  };
}
