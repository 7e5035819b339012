import { StoppedError } from "../stage.ts";
import type { Change } from "./change.ts";
import { type Point } from "./state.ts";
import { Switch } from "./switch.ts";

/** What is kept of a question solved ahead: its point, from which the answer is counted and proved again when it is asked. */
export interface Ready {
  readonly point: Point;
  /** Columns of the model that limits may be exceeded in for nothing, as it was solved. */
  readonly allowed: Float64Array | undefined;
  readonly seconds: number;
}

/** How preparing went. */
export interface Prepared {
  /** Questions whose exact answer is ready. */
  readonly ready: number;
  /** Questions that were to be prepared. */
  readonly of: number;
  /** Questions that no answer was found to, with the reason. */
  readonly failed: readonly { readonly change: Change; readonly reason: string }[];
  /** Time in the solver, given-up solves left out. Unit: s. */
  readonly seconds: number;
}

const keyOf = (change: Change): string => JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Solves standard questions ahead of being asked, one at a time and only while nothing else is asked: a question gives up
 * the solve in hand, which begins again when the question has its exact answer.
 */
export class Ahead {
  private readonly known = new Map<string, Ready>();
  private running: Switch | undefined;
  private busy = 0;
  private isOver = false;
  private wake: (() => void)[] = [];

  /** What was solved ahead to a question, if it was. */
  readyFor(change: Change): Ready | undefined {
    return this.known.get(keyOf(change));
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

  /** Solves each of the questions that is not ready yet. Ends early when `end` is called. Never a rejection. */
  async prepare(changes: readonly Change[], solve: (change: Change, signal: Switch) => Promise<Ready>): Promise<Prepared> {
    const failed: { change: Change; reason: string }[] = [];
    let seconds = 0;
    for (const change of changes) {
      while (this.readyFor(change) === undefined) {
        if (this.busy > 0 && !this.isOver) await new Promise<void>((resolve) => void this.wake.push(resolve));
        if (this.isOver) break;
        if (this.busy > 0) continue;
        this.running = new Switch();
        try {
          const ready = await solve(change, this.running);
          seconds += ready.seconds;
          this.known.set(keyOf(change), ready);
        } catch (cause) {
          if (cause instanceof StoppedError) continue;
          failed.push({ change, reason: cause instanceof Error ? cause.message : String(cause) });
          break;
        } finally {
          this.running = undefined;
        }
      }
      if (this.isOver) break;
    }
    return { ready: changes.filter((it) => this.readyFor(it) !== undefined).length, of: changes.length, failed, seconds };
  }

  private wakeAll(): void {
    for (const resolve of this.wake.splice(0)) resolve();
  }
}
