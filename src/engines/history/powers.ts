import { type Square, square } from "#stats";
import { known } from "./expression.ts";
import type { Term } from "./spec.ts";
import type { Table } from "./table.ts";

/** By the expression a polynomial is of: what is taken off before it is raised. */
export type Centres = ReadonlyMap<string, number>;

export const NO_CENTRES: Centres = new Map();

/**
 * Centres of polynomials whose values lie far from nought, such as years: powers of a year nearly make one another up, powers of its distance
 * from the middle of the sample do not. A model with a constant is the same in both. Absent: the values reach nought or come near it.
 * @example centresOf(spec.terms, table).get("year") // → 1911
 */
export function centresOf(terms: readonly Term[], table: Table): Centres {
  const made = new Map<string, number>();
  for (const { power } of terms) {
    if (power === undefined || power.exponent < 2 || made.has(power.of)) continue;
    const values = known(power.of, table);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const it of values) [low, high] = [Math.min(low, it), Math.max(high, it)];
    const middle = low / 2 + high / 2;
    if (Math.abs(middle) > high - middle) made.set(power.of, middle);
  }
  return made;
}

/** Values of a power, of the distance from the centre where there is one. */
export function powerValues({ of, exponent }: NonNullable<Term["power"]>, table: Table, centres: Centres): Float64Array {
  const centre = centres.get(of) ?? 0;
  return known(of, table).map((it) => (it - centre) ** exponent);
}

/** Whether each centred polynomial keeps its powers from the first without a gap, so that they say what plain powers say. */
export function keepsFirst(terms: readonly Term[], centres: Centres, names: readonly string[]): boolean {
  return [...centres.keys()].every((of) => {
    const own = terms.filter((it) => it.power?.of === of).sort((a, b) => a.power!.exponent - b.power!.exponent);
    const kept = own.map((it) => names.includes(it.name));
    return kept.every((it, index) => it || !kept.slice(index).includes(true));
  });
}

/**
 * What turns coefficients of powers about centres into those of plain powers, by the binomial theorem; the constant takes what is left.
 * Absent: no polynomial is about a centre. Entries below the diagonal are nought: a power draws on those above it alone.
 */
export function plainPowers(terms: readonly Term[], centres: Centres, names: readonly string[]): Square | undefined {
  if (centres.size === 0) return undefined;
  const size = names.length;
  const made = square(size);
  for (let it = 0; it < size; it++) made.values[it * size + it] = 1;
  for (const { name, power } of terms) {
    const centre = centres.get(power?.of ?? "");
    const from = names.indexOf(name);
    if (power === undefined || centre === undefined || from < 0) continue;
    const below = [{ name: "(Intercept)", exponent: 0 }, ...terms.flatMap((it) => (it.power?.of === power.of ? [{ name: it.name, exponent: it.power.exponent }] : []))];
    for (const { name: to, exponent } of below) {
      const place = names.indexOf(to);
      if (place >= 0 && exponent < power.exponent) made.values[place * size + from] = choose(power.exponent, exponent) * (-centre) ** (power.exponent - exponent);
    }
  }
  return made;
}

const choose = (of: number, many: number): number => (many === 0 ? 1 : (choose(of - 1, many - 1) * of) / many);
