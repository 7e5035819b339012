import { randomBytes } from "node:crypto";

/** Something that was told, under an id by which a listener that was cut off asks for what came after. */
export interface Told<T> {
  readonly id: string;
  readonly value: T;
}

/** Events that a late listener can still be told: the latest, and as many before it as are kept. */
export interface EventLog<T> {
  readonly latest: () => Told<T>;
  /** What came after an id. The id of another log, or one that is too old: only the latest. */
  readonly after: (id: string | undefined) => readonly Told<T>[];
  readonly tell: (value: T) => void;
  /** Calls back on every event; answers how to stop. */
  readonly follow: (listener: (told: Told<T>) => void) => () => void;
  readonly isFollowed: () => boolean;
}

// As many steps as a plan tells from begin to end, and more.
const KEPT = 200;

/** A log of events, with ids of its own: those of another log mean nothing here. */
export function eventLog<T>(first: T): EventLog<T> {
  const name = randomBytes(6).toString("hex");
  let count = 0;
  const named = (value: T): Told<T> => ({ id: `${name}-${count++}`, value });
  const kept = [named(first)];
  const listeners = new Set<(told: Told<T>) => void>();
  return {
    latest: () => kept.at(-1)!,
    after: (id) => {
      const at = kept.findIndex((it) => it.id === id);
      return at < 0 ? kept.slice(-1) : kept.slice(at + 1);
    },
    tell: (value) => {
      const told = named(value);
      kept.push(told);
      if (kept.length > KEPT) kept.shift();
      for (const listener of listeners) listener(told);
    },
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isFollowed: () => listeners.size > 0,
  };
}
