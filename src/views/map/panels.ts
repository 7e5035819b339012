import { type GeoGeometryObjects, type GeoProjection, geoAzimuthalEqualArea, geoCentroid } from "d3-geo";
import { angleBetween, type Cap, vectorOf } from "./cap.ts";
import type { PanelName } from "./look.ts";
import type { Piece } from "./shapes.ts";

type MultiPoint = Extract<GeoGeometryObjects, { type: "MultiPoint" }>;

/** One window of the map with its own projection. */
export interface Panel {
  readonly name: PanelName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly projection: GeoProjection;
  /** Part of the globe that is seen in it, and a little more. */
  readonly cap: Cap;
}

/** An ally with what the view is fitted to: its mainland, or its point where it has no shape. */
export interface Placed {
  readonly nation: string;
  readonly main?: Piece;
  readonly point?: readonly [number, number];
}

/** West of this meridian an ally lies on the far side of the Atlantic. */
const MID_ATLANTIC = -35;
/** Farther than this from where a window looks, nothing is drawn. Unit: degrees. */
const CLIP = 100;
const NARROW = 460;
const GAP = 8;
const SCALE_MAX = 6_000;
const PADDING = 10;
/** Room below for the islands off the mainlands and the name of the window. */
const FOOT = 26;

const longitudeOf = ({ main, point }: Placed): number => (main === undefined ? (point?.[0] ?? 0) : (Math.atan2(main.cap.middle[1], main.cap.middle[0]) * 180) / Math.PI);

/** Points of a coast that a view is fitted to: more would move it by less than is seen. */
const COAST = 64;

const outline = (all: readonly Placed[]): MultiPoint => ({
  type: "MultiPoint",
  coordinates: all.flatMap((it) => (it.main === undefined ? (it.point === undefined ? [] : [[...it.point]]) : sampled(it.main.points[0] ?? []))),
});

const sampled = <T>(ring: readonly T[]): readonly T[] => ring.filter((_, at) => at % Math.ceil(ring.length / COAST) === 0);

interface Box {
  readonly name: PanelName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function fitted(box: Box, placed: readonly Placed[], rotate: readonly [number, number]): Panel {
  const projection = geoAzimuthalEqualArea().rotate([rotate[0], rotate[1]]).clipAngle(CLIP).precision(0);
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
  return { ...box, projection, cap: seenIn(box, projection) };
}

/** Around the middle of a window as far as its farthest corner; where a corner lies beyond the globe, as far as is drawn at all. */
function seenIn({ x, y, width, height }: Box, projection: GeoProjection): Cap {
  const at = (across: number, down: number): Cap["middle"] => vectorOf(...(projection.invert?.([x + across * width, y + down * height]) ?? [Number.NaN, Number.NaN]));
  const middle = at(0.5, 0.5);
  const far = Math.max(...[at(0, 0), at(1, 0), at(0, 1), at(1, 1)].map((it) => angleBetween(middle, it)));
  return { middle, radius: Number.isFinite(far) ? far : 2 * ((CLIP * Math.PI) / 180) };
}

const centre = (all: readonly Placed[]): readonly [number, number] => {
  const [longitude, latitude] = geoCentroid(outline(all));
  return [-longitude, -latitude];
};

/** One window over the whole ocean: both sides true to one another. */
export const oceanPanel = (placed: readonly Placed[], width: number, height: number): readonly Panel[] => [
  fitted({ name: "both", x: 0, y: 0, width, height }, placed, [30, -55]),
];

/** Each side of the ocean in a window of its own, side by side, or one below the other where the page is narrow. */
export function sidePanels(placed: readonly Placed[], width: number, height: number): readonly Panel[] {
  const isWest = (it: Placed): boolean => longitudeOf(it) < MID_ATLANTIC;
  const west = placed.filter(isWest);
  const east = placed.filter((it) => !isWest(it));
  if (west.length === 0 || east.length === 0) return [fitted({ name: "allies", x: 0, y: 0, width, height }, placed, centre(placed))];
  if (width < NARROW) {
    const low = Math.round(height * 0.32);
    return [
      fitted({ name: "east", x: 0, y: 0, width, height: height - low - GAP }, east, centre(east)),
      fitted({ name: "west", x: 0, y: height - low, width, height: low }, west, centre(west)),
    ];
  }
  const left = Math.round(width * 0.29);
  return [
    fitted({ name: "west", x: 0, y: 0, width: left, height }, west, centre(west)),
    fitted({ name: "east", x: left + GAP, y: 0, width: width - left - GAP, height }, east, centre(east)),
  ];
}
