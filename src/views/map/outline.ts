import { type GeoGeometryObjects, geoPath, type GeoProjection } from "d3-geo";

/** A ring or line on the page: x and y of one point after the other. Unit: CSS pixels. */
export type Outline = readonly number[];

/** What of a shape a projection shows, clipped as it says: each ring or line, from one pass over the points. */
export function outlinesOf(projection: GeoProjection, shape: GeoGeometryObjects): readonly Outline[] {
  const outlines: number[][] = [];
  let current: number[] = [];
  const start = (x: number, y: number): void => void outlines.push((current = [x, y]));
  const go = (x: number, y: number): void => void current.push(x, y);
  geoPath(projection, { beginPath: ignore, moveTo: start, lineTo: go, arc: ignore, closePath: ignore })(shape);
  return outlines;
}

const ignore = (): void => undefined;

/** Points are put on a grid, the same for both neighbours of a border: finer than this is not seen. Unit: CSS pixels. */
const GRID = 0.5;

const onGrid = (value = 0): number => Math.round(value / GRID) * GRID;

/** Outlines as `d` of a path: closed, or lines that stay open. @example pathText([[0, 0, 4, 0, 4, 3]], "closed") // → "M0,0L4,0L4,3Z" */
export function pathText(outlines: readonly Outline[], end: "closed" | "open"): string {
  let text = "";
  for (const outline of outlines) {
    let x = onGrid(outline[0]);
    let y = onGrid(outline[1]);
    const start = `M${x},${y}`;
    let lines = "";
    for (let at = 2; at < outline.length; at += 2) {
      const toX = onGrid(outline[at]);
      const toY = onGrid(outline[at + 1]);
      if (toX === x && toY === y) continue;
      lines += `L${toX},${toY}`;
      x = toX;
      y = toY;
    }
    // What falls on one point of the grid is too small to be seen.
    if (lines !== "") text += `${start}${lines}${end === "closed" ? "Z" : ""}`;
  }
  return text;
}

/** How large rings are on the page, and where their middle is. Unit: CSS pixels, and their squares. */
export interface Extent {
  readonly width: number;
  readonly height: number;
  readonly area: number;
  readonly middle: readonly [number, number];
}

/** The extent of rings; those that run the other way round are holes. Absent: there are none. @example extentOf([[0, 0, 4, 0, 4, 2, 0, 2]])?.middle // → [2, 1] */
export function extentOf(rings: readonly Outline[]): Extent | undefined {
  if (rings.length === 0) return undefined;
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  for (const ring of rings) {
    let fromX = ring.at(-2) ?? 0;
    let fromY = ring.at(-1) ?? 0;
    for (let at = 0; at < ring.length; at += 2) {
      const x = ring[at] ?? 0;
      const y = ring[at + 1] ?? 0;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      const cross = fromX * y - x * fromY;
      twice += cross;
      sumX += (fromX + x) * cross;
      sumY += (fromY + y) * cross;
      fromX = x;
      fromY = y;
    }
  }
  const middle: Extent["middle"] = twice === 0 ? [(left + right) / 2, (top + bottom) / 2] : [sumX / (3 * twice), sumY / (3 * twice)];
  return { width: right - left, height: bottom - top, area: Math.abs(twice) / 2, middle };
}
