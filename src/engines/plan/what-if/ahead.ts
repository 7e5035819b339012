import { inParallel, StoppedError } from "../stage.ts";
import type { Change } from "./change.ts";
import { bytesOf, type Kept } from "./kept.ts";
import { type Family, keyOf, type Place, placeOf } from "./standard-questions.ts";
import { Switch } from "./switch.ts";

/** How preparing went. */
export interface Prepared {
  /** Questions that are answered exactly, or within the gap, as soon as they are asked. */
  readonly ready: number;
  /** Questions that were to be prepared. */
  readonly of: number;
  /** Questions that no answer was found to, with the reason. */
  readonly failed: readonly { readonly change: Change; readonly reason: string }[];
  /** Time in the solver, given-up solves left out. Unit: s. */
  readonly seconds: number;
  /** Memory of everything that is kept. Unit: bytes. */
  readonly bytes: number;
}

/** How a question was solved. Nothing is kept where the base itself answers it. */
export interface Solution {
  readonly kept: Kept | undefined;
  readonly seconds: number;
}

export interface PrepareAsk {
  readonly families: readonly Family[];
  readonly solve: (change: Change, signal: Switch) => Promise<Solution>;
  /** Time in the solver, of all that is solved at once together, after which nothing more is begun. Unit: s. */
  readonly seconds: number;
  /** How many are solved at once. */
  readonly width: number;
}

/** What is known of a question or of one like it. */
export interface Known {
  readonly kept: Kept;
  /** Whether it is this very question. */
  readonly isSame: boolean;
}

interface Entry {
  readonly kept: Kept | undefined;
  readonly place: Place | undefined;
}

// Memory beyond which nothing more is kept. Unit: bytes.
const MOST_BYTES = 256e6;
// Where the hardest question of a family so far takes less, those on the way to it need not be solved ahead. Unit: s.
const WORTH = 0.15;
// A question starts from one like it where that is nearer than this part of the way to the base: measured, else it rather takes longer.
const NEARER = 0.5;

/**
 * What is known of questions to a base beside the base itself: those that were answered exactly, and those that are solved
 * ahead of being asked, only while nothing else is asked: a question gives up the solves in hand, which begin again when the
 * question has its exact answer.
 */
export class Ahead {
  private readonly years: readonly number[];
  private readonly known = new Map<string, Entry>();
  private bytes = 0;
  private readonly running = new Set<Switch>();
  private busy = 0;
  private isOver = false;
  private wake: (() => void)[] = [];

  constructor(years: readonly number[]) {
    this.years = years;
  }

  /** What is known of a question; else of the nearest that differs in one number alone, where it is much nearer than the base. */
  nearest(change: Change): Known | undefined {
    const same = this.known.get(keyOf(change));
    if (same !== undefined) return same.kept === undefined ? undefined : { kept: same.kept, isSame: true };
    const place = placeOf(change, this.years);
    if (place === undefined) return undefined;
    let [found, distance]: [Kept | undefined, number] = [undefined, NEARER * Math.abs(place.base - place.at)];
    for (const { kept, place: other } of this.known.values()) {
      if (other?.family !== place.family || Math.abs(other.at - place.at) >= distance) continue;
      [found, distance] = [kept, Math.abs(other.at - place.at)];
    }
    return found === undefined ? undefined : { kept: found, isSame: false };
  }

  /** Keeps the exact solution of a question, while there is room. Nothing kept: the base answers it. */
  keep(change: Change, kept: Kept | undefined): void {
    const key = keyOf(change);
    if (this.known.has(key) || this.bytes > MOST_BYTES) return;
    this.known.set(key, { kept, place: placeOf(change, this.years) });
    if (kept !== undefined) this.bytes += bytesOf(kept);
  }

  /** Something else is solved: what is in hand is given up. As many `resume` go on again. */
  pause(): void {
    this.busy += 1;
    this.stopAll();
  }

  resume(): void {
    this.busy -= 1;
    if (this.busy === 0) this.wakeAll();
  }

  /** Ends preparing for good. What is ready stays. */
  end(): void {
    this.isOver = true;
    this.stopAll();
    this.wakeAll();
  }

  /**
   * Solves the farthest question of each family that is not known yet; then, the hardest families first, the one in the middle
   * of those between, the middles of both halves and so on, as long as they take long enough. Ends early when `end` is called,
   * when the time is over, or when there is no more room. Never a rejection.
   */
  async prepare({ families, solve, seconds, width }: PrepareAsk): Promise<Prepared> {
    const failed: { change: Change; reason: string }[] = [];
    let spent = 0;
    /** Solves one. Unit of the answer: s. */
    const one = async (change: Change): Promise<number> => {
      while (!this.known.has(keyOf(change))) {
        if (this.busy > 0 && !this.isOver) await new Promise<void>((resolve) => void this.wake.push(resolve));
        if (this.isOver || spent >= seconds || this.bytes > MOST_BYTES) break;
        if (this.busy > 0) continue;
        const running = new Switch();
        this.running.add(running);
        try {
          const it = await solve(change, running);
          spent += it.seconds;
          this.keep(change, it.kept);
          return it.seconds;
        } catch (cause) {
          if (cause instanceof StoppedError) continue;
          failed.push({ change, reason: cause instanceof Error ? cause.message : String(cause) });
          break;
        } finally {
          this.running.delete(running);
        }
      }
      return Number.POSITIVE_INFINITY;
    };
    let skipped = 0;
    let level: { readonly ask: readonly Change[]; readonly later: readonly (readonly Change[])[]; took: number }[] = families.map(({ far, between }) => ({ ask: [far], later: middlesFirst(between), took: 0 }));
    while (level.length > 0) {
      const tasks = level.flatMap((family) => family.ask.map((change) => ({ family, change })));
      await inParallel(tasks, { width, work: async ({ family, change }) => { family.took = Math.max(family.took, await one(change)); } });
      const [hard, easy] = [level.filter((it) => it.took >= WORTH), level.filter((it) => it.took < WORTH)];
      skipped += easy.reduce((sum, { later }) => sum + later.flat().length, 0);
      // A sort keeps the order of equals: those that were known before come first, in the order of the families.
      level = hard
        .sort((a, b) => (a.took === b.took ? 0 : b.took - a.took))
        .flatMap(({ later: [ask, ...later] }) => (ask === undefined ? [] : [{ ask, later, took: 0 }]));
    }
    const all = families.flatMap(({ far, between }) => [far, ...between]);
    return { ready: skipped + all.filter((it) => this.known.has(keyOf(it))).length, of: all.length, failed, seconds: spent, bytes: this.bytes };
  }

  private stopAll(): void {
    for (const it of this.running) it.abort();
  }

  private wakeAll(): void {
    for (const resolve of this.wake.splice(0)) resolve();
  }
}

/** The middle, then the middles of both halves, and so on: what is solved is never far from what is not. @example middlesFirst([1, 2, 3, 4, 5]) // [[3], [2, 5], [1, 4]] */
export function middlesFirst<It>(all: readonly It[]): readonly (readonly It[])[] {
  const levels: It[][] = [];
  let parts = [all].filter((it) => it.length > 0);
  while (parts.length > 0) {
    levels.push(parts.map((it) => it[Math.floor(it.length / 2)]!));
    parts = parts.flatMap((it) => [it.slice(0, Math.floor(it.length / 2)), it.slice(Math.floor(it.length / 2) + 1)]).filter((it) => it.length > 0);
  }
  return levels;
}
