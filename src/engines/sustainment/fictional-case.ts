import type { SustainmentCase } from "./case.ts";
import { mix } from "./draws.ts";

/** An invented case of a given size: stocks of weeks, lift and lines that do not quite keep up. The same seed gives the same case. */
export function fictionalCase({ nations, types, days, seed }: { readonly nations: number; readonly types: number; readonly days: number; readonly seed: number }): SustainmentCase {
  let state = mix(seed);
  const next = (): number => {
    state = mix((state + 0x9e3779b9) | 0);
    return (state >>> 0) / 2 ** 32;
  };
  const cells = (of: (cell: number) => number): Float32Array => Float32Array.from({ length: nations * types }, (_, cell) => of(cell));
  const weight = Float32Array.from({ length: types }, () => 0.05 + 2 * next() ** 3);
  const demand = cells(() => 1 + 60 * next() ** 2);
  return {
    nations,
    types,
    days,
    demand,
    weight,
    spread: demand.map((it) => it * (0.15 + 0.35 * next())),
    stock: demand.map((it) => it * (5 + 25 * next())),
    depot: demand.map((it) => it * (20 + 80 * next())),
    target: demand.map((it) => it * (10 + 20 * next())),
    attrition: cells(() => 0.001 + 0.01 * next()),
    production: demand.map((it) => it * (0.4 + 0.6 * next())),
    lineSpread: Float32Array.from({ length: types }, () => 0.1 + 0.3 * next()),
    lift: Float32Array.from({ length: nations }, (_, n) => {
      let daily = 0;
      for (let type = 0; type < types; type++) daily += demand[n * types + type]! * weight[type]!;
      return daily * (0.7 + 0.6 * next());
    }),
    transit: Uint8Array.from({ length: nations }, () => 1 + Math.floor(7 * next())),
  };
}
