/** Something that money may raise from one quantity to another. */
export interface Raise {
  readonly from: number;
  readonly to: number;
  /** Of one unit. 0: nobody knows its price, and it costs nothing here. Unit: M of the alliance's currency. */
  readonly price: number;
  /** Whether what is reached must be whole. */
  readonly whole: boolean;
  /** The stretch by CAP level; the quantities sum to `to − from`. */
  readonly bands: readonly { readonly level: number; readonly quantity: number }[];
}

/** What money reaches. */
export interface Raised {
  /** Quantity reached, whole where asked. */
  readonly reached: number;
  /** Part of the stretch that was paid for, before rounding. Unit: share. */
  readonly paid: number;
}

const TINY = 1e-9;

/**
 * Spends money on raises by CAP level, the most urgent first; the level that it does not carry in full is paid alike
 * over all raises, and later levels get nothing. In whole units what is paid is rounded down, and what rounding leaves
 * over buys one more unit each while it lasts: the more urgent first, then the larger part cut off, then the earlier
 * in the list. Source: METHODS C10 rule 4.
 * @example spendByLevel([{ from: 0, to: 4, price: 10, whole: true, bands: [{ level: 1, quantity: 2 }, { level: 3, quantity: 2 }] }], 30) // → [{ reached: 3, paid: 0.75 }]
 */
export function spendByLevel(raises: readonly Raise[], money: number): readonly Raised[] {
  const cost = raises.reduce((sum, it) => sum + (it.to - it.from) * it.price, 0);
  if (cost <= money) return raises.map((it) => ({ reached: it.to, paid: 1 }));
  const levels = [...new Set(raises.flatMap((it) => it.bands.map((band) => band.level)))].sort((a, b) => a - b);
  const paid = raises.map(() => 0);
  let left = money;
  for (const level of levels) {
    const bands = raises.map((it) => it.bands.reduce((sum, band) => (band.level === level ? sum + band.quantity : sum), 0));
    const wanted = bands.reduce((sum, it, index) => sum + it * (raises[index]?.price ?? 0), 0);
    const part = wanted <= left ? 1 : Math.max(left, 0) / wanted;
    // What costs nothing is not cut for want of money.
    bands.forEach((it, index) => (paid[index] = (paid[index] ?? 0) + it * (raises[index]?.price === 0 ? 1 : part)));
    left = Math.max(left - wanted, 0);
  }
  return wholeOf(raises, paid, money);
}

function wholeOf(raises: readonly Raise[], paid: readonly number[], money: number): readonly Raised[] {
  const exact = raises.map((it, index) => Math.min(it.from + (paid[index] ?? 0), it.to));
  const reached = raises.map((it, index) => (it.whole ? Math.min(Math.floor((exact[index] ?? 0) + TINY), it.to) : (exact[index] ?? 0)));
  const costOf = (it: Raise, at: number): number => Math.max(at - it.from, 0) * it.price;
  let left = money - raises.reduce((sum, it, index) => sum + costOf(it, reached[index] ?? 0), 0);
  const next = raises
    .flatMap((it, index) => {
      const at = reached[index] ?? 0;
      return it.whole && at + 1 <= it.to + TINY ? [{ it, index, level: levelAt(it, at), cut: (exact[index] ?? 0) - at }] : [];
    })
    .sort((a, b) => a.level - b.level || b.cut - a.cut || a.index - b.index);
  for (const { it, index } of next) {
    const at = reached[index] ?? 0;
    const more = costOf(it, at + 1) - costOf(it, at);
    if (more > left + TINY) continue;
    reached[index] = at + 1;
    left -= more;
  }
  return raises.map((it, index) => ({ reached: reached[index] ?? 0, paid: it.to > it.from ? (paid[index] ?? 0) / (it.to - it.from) : 1 }));
}

/** CAP level of the unit that comes after a quantity. */
function levelAt(it: Raise, at: number): number {
  let end = it.from;
  for (const band of it.bands) {
    end += band.quantity;
    if (at < end - TINY) return band.level;
  }
  return it.bands.at(-1)?.level ?? 0;
}
