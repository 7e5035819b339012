import type { ExtendedFeatureCollection, ExtendedFeature, GeoGeometryObjects } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { type Cap, capOf } from "./cap.ts";

type Polygon = Extract<GeoGeometryObjects, { type: "Polygon" }>;
type MultiPolygon = Extract<GeoGeometryObjects, { type: "MultiPolygon" }>;

/** A piece of land, an outer ring and its lakes, or a line of border, with the part of the globe that it lies in. */
export interface Reach<T> {
  readonly points: T;
  readonly cap: Cap;
}
export type Piece = Reach<Polygon["coordinates"]>;

/** A country: its pieces, and the largest of them, where it is labelled and what the view is fitted to. */
export interface Shape {
  readonly pieces: readonly Piece[];
  readonly main: Piece;
}

/** A topology whose objects are collections of shapes: the form of the map. */
type Topology = Parameters<typeof mesh>[0] & { readonly objects: Readonly<Record<string, Parameters<typeof mesh>[1] & object>> };

/** Land of the map: countries, those that have an id by it, and the borders between them. */
export interface Land {
  readonly byId: ReadonlyMap<string, Shape>;
  readonly all: readonly Shape[];
  readonly borders: readonly Reach<Polygon["coordinates"][number]>[];
}

const isTopology = (it: unknown): it is Topology => typeof it === "object" && it !== null && "type" in it && it.type === "Topology" && "objects" in it;

/** Reads the topojson of the map: the object `countries`, or the first one. */
export function readLand(reply: unknown): Land {
  if (!isTopology(reply)) throw new Error("The map is not a topology.");
  const object = reply.objects["countries"] ?? Object.values(reply.objects)[0];
  if (object === undefined) throw new Error("The map holds no shapes.");
  const { features } = feature(reply, object) as unknown as ExtendedFeatureCollection<ExtendedFeature<Polygon | MultiPolygon>>;
  const read = features.flatMap(({ id, geometry }) => {
    const pieces = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((points): Piece => ({ points, cap: capOf(points[0] ?? []) }));
    return pieces.length === 0 ? [] : [{ id, shape: { pieces, main: largestOf(pieces) } }];
  });
  return {
    byId: new Map(read.flatMap(({ id, shape }): readonly (readonly [string, Shape])[] => (id === undefined ? [] : [[String(id), shape]]))),
    all: read.map((it) => it.shape),
    borders: mesh(reply, object, (a, b) => a !== b).coordinates.map((points) => ({ points, cap: capOf(points) })),
  };
}

function largestOf(pieces: readonly Piece[]): Piece {
  const areas = new Map(pieces.map((it) => [it, roughArea(it.points[0] ?? [])]));
  return pieces.reduce((a, b) => ((areas.get(b) ?? 0) > (areas.get(a) ?? 0) ? b : a));
}

/** Area within a ring, to say which of two is larger: degrees, narrowed as meridians are. */
function roughArea(ring: readonly (readonly number[])[]): number {
  let [twice, latitudes] = [0, 0];
  let [fromX = 0, fromY = 0] = ring.at(-1) ?? [];
  for (const [x = 0, y = 0] of ring) {
    twice += fromX * y - x * fromY;
    latitudes += y;
    [fromX, fromY] = [x, y];
  }
  return Math.abs(twice) * Math.cos(((latitudes / Math.max(ring.length, 1)) * Math.PI) / 180);
}
