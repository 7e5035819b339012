import { PLAN } from "./parameters.ts";
import type { World } from "./world.ts";

/**
 * Average price of a lot as a share of the price of a first lot: (quantity / first lot) ^ log2(slope), never below the
 * floor. Wright's curve (C8). @example slope 0.95, twice the first lot → 0.95
 */
export function lotFactor({ value, quantity, whole }: { readonly value: World["value"]; readonly quantity: number; readonly whole: number }): number {
  const first = whole * value(PLAN.firstLot);
  if (first <= 0 || quantity <= first) return 1;
  return Math.max((quantity / first) ** Math.log2(value(PLAN.learning)), value(PLAN.learningFloor));
}
