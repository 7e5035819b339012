/** Time of a simulation, which passes only from one event to the next. Events of one moment happen in the order they were asked for. */
export class Clock {
  private readonly events: { readonly at: number; readonly order: number; readonly work: () => void }[] = [];
  private order = 0;
  /** Milliseconds since the simulation began. */
  now = 0;
  /** Events that have happened. */
  count = 0;

  /** Does something so many milliseconds from now. */
  after(ms: number, work: () => void): void {
    const event = { at: this.now + ms, order: this.order++, work };
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const it = this.events[middle]!;
      // The next event stands last.
      if (it.at > event.at || (it.at === event.at && it.order > event.order)) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, event);
  }

  /** Lets time pass up to a moment. */
  runUntil(end: number): void {
    for (let next = this.events.at(-1); next !== undefined && next.at <= end; next = this.events.at(-1)) {
      this.events.pop();
      this.now = next.at;
      this.count++;
      next.work();
    }
    this.now = end;
  }
}
