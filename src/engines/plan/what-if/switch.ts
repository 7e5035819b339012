import type { StopSignal } from "../solver.ts";

/** A stop signal that the session sets off itself, since the core has no `AbortController`. It fires once. */
export class Switch implements StopSignal {
  aborted = false;
  private readonly listeners = new Set<() => void>();

  /** Sets it off. Doing so again does nothing. */
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.listeners.delete(listener);
  }
}
