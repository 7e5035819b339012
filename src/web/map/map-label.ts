import type { Shown } from "#views";
import { formatNumber } from "../format/number.ts";
import { STEPS } from "../format/scale.ts";
import type { PlacedAlly } from "./placed.ts";

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
export function mapLines({ id, hasRoom, isSmall, width, height }: Pick<PlacedAlly, "id" | "hasRoom" | "isSmall" | "width" | "height">, shown: Shown | undefined): readonly string[] {
  if (shown?.value === undefined) return hasRoom ? [id] : [];
  if (isSmall) return [];
  const text = mapText(shown);
  if (!hasRoom) return [text];
  if (height >= TWO_LINES) return [id, text];
  return [width >= BESIDE ? `${id} ${text}` : text];
}

/** From one line of a label to the next, and the width of a letter. Unit: CSS pixels. */
export const LINE = 11.5;
const LETTER = 7.4;
/** How far a label gives way to one that stands already, the nearest first. Unit: CSS pixels. */
const AWAY = [0, 4, 8, 12].flatMap((far) => (far === 0 ? [[0, 0]] : [[0, -far], [0, far], [-far, 0], [far, 0], [-far, -far], [far, -far], [-far, far], [far, far]])) as readonly (readonly [number, number])[];

/** A label: its lines and where the middle of it stands. Unit: CSS pixels. */
export interface MapLabel {
  readonly at: readonly [number, number];
  readonly lines: readonly string[];
}

/**
 * Labels a little beside their places where two would stand on each other; where that does not do, one keeps its last line alone, which is its value.
 * @example apart([{ at: [0, 0], lines: ["ASH"] }, { at: [0, 10], lines: ["BAY"] }])[1]?.at // → [0, 14]
 */
export function apart(labels: readonly MapLabel[]): readonly MapLabel[] {
  const placed: MapLabel[] = [];
  for (const label of labels) {
    const value = { ...label, lines: label.lines.slice(-1) };
    const ways = [label, value].flatMap(({ at, lines }) => AWAY.map(([x, y]): MapLabel => ({ at: [at[0] + x, at[1] + y], lines })));
    placed.push(ways.find((it) => !placed.some((other) => areOnEachOther(it, other))) ?? value);
  }
  return placed;
}

/** The boxes of the lines of a label: middle, and half of width and height. */
const boxesOf = ({ at, lines }: MapLabel) => lines.map((line, nth) => ({ x: at[0], y: at[1] + (nth - (lines.length - 1) / 2) * LINE, width: (line.length * LETTER) / 2, height: LINE / 2 }));
const areOnEachOther = (one: MapLabel, other: MapLabel): boolean => boxesOf(one).some((a) => boxesOf(other).some((b) => Math.abs(a.x - b.x) < a.width + b.width && Math.abs(a.y - b.y) < a.height + b.height));

/** The mark of an ally that is too small for a number: pointing down in the lower steps, up in the upper ones, round in the middle one. Unit: CSS pixels about its place. */
export const markPath = (step: number | undefined): string => {
  const middle = (STEPS - 1) / 2;
  if (step === undefined || step === middle) return "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z";
  return step < middle ? "M-5.5,-4H5.5L0,5.5Z" : "M-5.5,4H5.5L0,-5.5Z";
};
