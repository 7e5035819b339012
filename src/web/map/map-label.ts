import type { Shown } from "#views";
import { formatNumber } from "../format/number.ts";
import { STEPS } from "../format/scale.ts";
import type { DrawnAlly } from "./draw-allies.ts";

const TWO_LINES = 25;
const BESIDE = 44;

/** A value as it stands on the map, whose legend has the unit: shares as per cent, other numbers short. @example mapText({ value: 0.204, unit: "share", label: "", why: "" }) // → "20" */
export function mapText({ value = 0, unit }: Shown): string {
  const number = unit.startsWith("share") ? value * 100 : value;
  return formatNumber(number, Math.abs(number) >= 10 ? 0 : 1);
}

/**
 * What is written on an ally, line by line, so that no colour alone tells its value: its id and below it the value, beside it where it is low, the
 * value alone where there is no room for both. What is unknown is hatched, and what is too small for a number has a mark of its own.
 */
export function mapLines({ id, hasRoom, isSmall, width, height }: Pick<DrawnAlly, "id" | "hasRoom" | "isSmall" | "width" | "height">, shown: Shown | undefined): readonly string[] {
  if (shown?.value === undefined) return hasRoom ? [id] : [];
  if (isSmall) return [];
  const text = mapText(shown);
  if (!hasRoom) return [text];
  if (height >= TWO_LINES) return [id, text];
  return [width >= BESIDE ? `${id} ${text}` : text];
}

/** The mark of an ally that is too small for a number: pointing down in the lower steps, up in the upper ones, round in the middle one. Unit: CSS pixels about its place. */
export const markPath = (step: number | undefined): string => {
  const middle = (STEPS - 1) / 2;
  if (step === undefined || step === middle) return "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z";
  return step < middle ? "M-5.5,-4H5.5L0,5.5Z" : "M-5.5,4H5.5L0,-5.5Z";
};
