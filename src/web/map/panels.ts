import { type GeoGeometryObjects, type GeoProjection, geoAzimuthalEqualArea, geoCentroid } from "d3-geo";
import { wordsOf } from "../words/words.ts";
import type { Piece } from "./shapes.ts";
import { WORDS } from "./words.ts";

type MultiPoint = Extract<GeoGeometryObjects, { type: "MultiPoint" }>;

/** One window of the map with its own projection. */
export interface Panel {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly projection: GeoProjection;
}

/** An ally with what the view is fitted to: its mainland, or its point where it has no shape. */
export interface Placed {
  readonly nation: string;
  readonly main?: Piece;
  readonly point?: readonly [number, number];
}

/** West of this meridian an ally lies on the far side of the Atlantic. */
const MID_ATLANTIC = -35;
const NARROW = 460;
const GAP = 8;
const SCALE_MAX = 6_000;
const PADDING = 10;
/** Room below for the islands off the mainlands and the name of the window. */
const FOOT = 26;

const middle = (it: Placed): readonly [number, number] | undefined => (it.main === undefined ? it.point : (geoCentroid(it.main) as [number, number]));

const outline = (all: readonly Placed[]): MultiPoint => ({
  type: "MultiPoint",
  coordinates: all.flatMap((it) => (it.main === undefined ? (it.point === undefined ? [] : [[...it.point]]) : it.main.geometry.coordinates.flat())),
});

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function fitted(box: Box, placed: readonly Placed[], rotate: readonly [number, number]): Panel {
  const projection = geoAzimuthalEqualArea().rotate([rotate[0], rotate[1]]).clipAngle(100).precision(0.4);
  projection.fitExtent(
    [
      [box.x + PADDING, box.y + PADDING],
      [box.x + box.width - PADDING, box.y + box.height - FOOT],
    ],
    outline(placed),
  );
  // A single point would be drawn at an endless scale.
  projection.scale(Math.min(projection.scale(), SCALE_MAX));
  projection.clipExtent([
    [box.x, box.y],
    [box.x + box.width, box.y + box.height],
  ]);
  return { ...box, projection };
}

const centre = (all: readonly Placed[]): readonly [number, number] => {
  const [longitude, latitude] = geoCentroid(outline(all));
  return [-longitude, -latitude];
};

/** One window over the whole ocean: both sides true to one another. */
export const oceanPanel = (placed: readonly Placed[], width: number, height: number): readonly Panel[] => [
  fitted({ name: wordsOf(WORDS).panels.both, x: 0, y: 0, width, height }, placed, [30, -55]),
];

/** Each side of the ocean in a window of its own, side by side, or one below the other where the page is narrow. */
export function sidePanels(placed: readonly Placed[], width: number, height: number): readonly Panel[] {
  const isWest = (it: Placed): boolean => (middle(it)?.[0] ?? 0) < MID_ATLANTIC;
  const west = placed.filter(isWest);
  const east = placed.filter((it) => !isWest(it));
  if (west.length === 0 || east.length === 0) return [fitted({ name: wordsOf(WORDS).panels.allies, x: 0, y: 0, width, height }, placed, centre(placed))];
  if (width < NARROW) {
    const low = Math.round(height * 0.32);
    return [
      fitted({ name: wordsOf(WORDS).panels.east, x: 0, y: 0, width, height: height - low - GAP }, east, centre(east)),
      fitted({ name: wordsOf(WORDS).panels.west, x: 0, y: height - low, width, height: low }, west, centre(west)),
    ];
  }
  const left = Math.round(width * 0.29);
  return [
    fitted({ name: wordsOf(WORDS).panels.west, x: 0, y: 0, width: left, height }, west, centre(west)),
    fitted({ name: wordsOf(WORDS).panels.east, x: left + GAP, y: 0, width: width - left - GAP, height }, east, centre(east)),
  ];
}
