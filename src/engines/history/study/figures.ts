import { figureText } from "../figure.ts";
import type { CountRow, Plain } from "./finding.ts";

/** A figure of the study. */
export const two = figureText;

/** A rate for a thousand. */
export const per1000 = (value: number): string => two(1000 * value);

/** A share in per cent. */
export const percent = (value: number): string => (Number.isFinite(value) ? `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %` : "–");

/** A share with its interval and count. */
export const share = ({ count, total, wilson: [low, high] }: CountRow): string => `${percent(low)} to ${percent(high)} (${count} of ${total})`;

/** A p as it is printed. */
export const pText = (p: number): string => (p < 0.001 ? "below 0.001" : p.toFixed(3));

/** A chance as a count of tries. @example inHundred(0.107) // → "11 times in 100" */
export const inHundred = (p: number): string => (p < 0.01 ? "less than once in 100" : `${Math.round(100 * p)} times in 100`);

/** A plain sentence of what the record shows. */
export const known = (text: string): Plain => ({ isKnown: true, text });
