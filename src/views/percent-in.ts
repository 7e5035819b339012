/**
 * A share that is written in per cent, without a sign, with a point or a comma. Absent: it is not written so.
 * @example percentIn("30%") // → 0.3
 */
export function percentIn(text: string): number | undefined {
  const [, percent] = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(text.replace(",", ".")) ?? [];
  return percent === undefined ? undefined : Number(percent) / 100;
}
