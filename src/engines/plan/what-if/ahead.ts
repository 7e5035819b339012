import { StoppedError } from "../stage.ts";
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
  /** Time in the solver after which nothing more is begun. Unit: s. */
  readonly seconds: number;
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
// Where the farthest question of a family takes less, those on the way to it need not be solved ahead. Unit: s.
const WORTH = 0.15;
// A question starts from one like it where that is nearer than this part of the way to the base: measured, else it rather takes longer.
const NEARER = 0.5;

/**
 * What is known of questions to a base beside the base itself: those that were answered exactly, and those that are solved
 * ahead of being asked, one at a time and only while nothing else is asked: a question gives up the solve in hand, which
 * begins again when the question has its exact answer.
 */
export class Ahead {
  private readonly years: readonly number[];
  private readonly known = new Map<string, Entry>();
  private bytes = 0;
  private running: Switch | undefined;
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
    this.running?.abort();
  }

  resume(): void {
    this.busy -= 1;
    if (this.busy === 0) this.wakeAll();
  }

  /** Ends preparing for good. What is ready stays. */
  end(): void {
    this.isOver = true;
    this.running?.abort();
    this.wakeAll();
  }

  /**
   * Solves the farthest question of each family that is not known yet, and those between where it took long enough. Ends
   * early when `end` is called, when the time is over, or when there is no more room. Never a rejection.
   */
  async prepare({ families, solve, seconds }: PrepareAsk): Promise<Prepared> {
    const failed: { change: Change; reason: string }[] = [];
    let [spent, skipped] = [0, 0];
    /** Solves one. Unit of the answer: s. */
    const one = async (change: Change): Promise<number> => {
      while (!this.known.has(keyOf(change))) {
        if (this.busy > 0 && !this.isOver) await new Promise<void>((resolve) => void this.wake.push(resolve));
        if (this.isOver || spent >= seconds || this.bytes > MOST_BYTES) break;
        if (this.busy > 0) continue;
        this.running = new Switch();
        try {
          const it = await solve(change, this.running);
          spent += it.seconds;
          this.keep(change, it.kept);
          return it.seconds;
        } catch (cause) {
          if (cause instanceof StoppedError) continue;
          failed.push({ change, reason: cause instanceof Error ? cause.message : String(cause) });
          break;
        } finally {
          this.running = undefined;
        }
      }
      return Number.POSITIVE_INFINITY;
    };
    for (const { far, between } of families) {
      if ((await one(far)) < WORTH) skipped += between.length;
      else for (const change of between) await one(change);
    }
    const all = families.flatMap(({ far, between }) => [far, ...between]);
    return { ready: skipped + all.filter((it) => this.known.has(keyOf(it))).length, of: all.length, failed, seconds: spent, bytes: this.bytes };
  }

  private wakeAll(): void {
    for (const resolve of this.wake.splice(0)) resolve();
  }
}
