import type { Chance } from "../chance.ts";
import type { Clock } from "./clock.ts";

export interface NetworkFaults {
  /** Shares of messages. */
  readonly lost: number;
  readonly doubled: number;
  readonly damaged: number;
  /** Longest time on the way, in milliseconds: a later message overtakes an earlier one. */
  readonly slowest: number;
}

/** A network that loses, doubles, damages and reorders messages, and that can be cut in one direction. */
export class Network<Message> {
  private readonly clock: Clock;
  private readonly chance: Chance;
  private readonly deliver: (to: string, from: string, message: Message) => void;
  private readonly damage: (message: Message, chance: Chance) => Message;
  private readonly cuts = new Set<string>();
  faults: NetworkFaults;
  count = { sent: 0, lost: 0, doubled: 0, damaged: 0, cut: 0 };

  constructor({ clock, chance, faults, deliver, damage }: { readonly clock: Clock; readonly chance: Chance; readonly faults: NetworkFaults; readonly deliver: (to: string, from: string, message: Message) => void; readonly damage: (message: Message, chance: Chance) => Message }) {
    this.clock = clock;
    this.chance = chance;
    this.faults = faults;
    this.deliver = deliver;
    this.damage = damage;
  }

  send(from: string, to: string, message: Message): void {
    this.count.sent++;
    if (this.chance.isLucky(this.faults.lost)) return void this.count.lost++;
    const copies = this.chance.isLucky(this.faults.doubled) ? 2 : 1;
    this.count.doubled += copies - 1;
    for (let copy = 0; copy < copies; copy++) {
      const isDamaged = this.chance.isLucky(this.faults.damaged);
      const arriving = isDamaged ? this.damage(message, this.chance) : message;
      this.count.damaged += isDamaged ? 1 : 0;
      this.clock.after(1 + this.chance.below(this.faults.slowest), () => {
        // What is on the way when a line is cut does not arrive either.
        if (this.cuts.has(`${from}>${to}`)) this.count.cut++;
        else this.deliver(to, from, arriving);
      });
    }
  }

  /** Cuts the way from one to another; the way back stays. */
  cut(from: string, to: string): void {
    this.cuts.add(`${from}>${to}`);
  }

  /** Mends all ways, and from now on nothing is lost. */
  heal(): void {
    this.cuts.clear();
    this.faults = { ...this.faults, lost: 0, doubled: 0, damaged: 0 };
  }

  mend(): void {
    this.cuts.clear();
  }
}
