import type { StopSignal } from "../solver.ts";

/** A signal of our own that also follows another: several solves can be stopped without stopping the caller. */
export class StopSwitch implements StopSignal {
  aborted = false;
  private readonly listeners = new Set<() => void>();
  private readonly follows: StopSignal | undefined;
  private readonly follow = (): void => this.abort();

  constructor(follows?: StopSignal) {
    this.follows = follows;
    if (follows?.aborted === true) this.aborted = true;
    else follows?.addEventListener("abort", this.follow, { once: true });
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Lets go of the signal that it follows. */
  close(): void {
    this.follows?.removeEventListener("abort", this.follow);
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.listeners.delete(listener);
  }
}
