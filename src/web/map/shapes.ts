import { type ExtendedFeature, type ExtendedFeatureCollection, type GeoGeometryObjects, geoArea } from "d3-geo";
import { feature, mesh } from "topojson-client";

export type Polygon = Extract<GeoGeometryObjects, { type: "Polygon" }>;
export type MultiPolygon = Extract<GeoGeometryObjects, { type: "MultiPolygon" }>;
export type Shape = ExtendedFeature<Polygon | MultiPolygon>;
/** One piece of land. */
export type Piece = ExtendedFeature<Polygon>;

/** A topology whose objects are collections of shapes: the form of the map. */
type Topology = Parameters<typeof mesh>[0] & { readonly objects: Readonly<Record<string, Parameters<typeof mesh>[1] & object>> };

/** Land of the map: shapes by id, and the borders between them. */
export interface Land {
  readonly byId: ReadonlyMap<string, Shape>;
  readonly all: ExtendedFeatureCollection<Shape>;
  readonly borders: ReturnType<typeof mesh>;
}

const isTopology = (it: unknown): it is Topology => typeof it === "object" && it !== null && "type" in it && it.type === "Topology" && "objects" in it;

/** Reads the topojson of the map: the object `countries`, or the first one. */
export function readLand(reply: unknown): Land {
  if (!isTopology(reply)) throw new Error("The map is not a topology.");
  const object = reply.objects["countries"] ?? Object.values(reply.objects)[0];
  if (object === undefined) throw new Error("The map holds no shapes.");
  const all = feature(reply, object) as unknown as ExtendedFeatureCollection<Shape>;
  const byId = new Map(all.features.flatMap((it): readonly (readonly [string, Shape])[] => (it.id === undefined ? [] : [[String(it.id), it]])));
  return { byId, all, borders: mesh(reply, object, (a, b) => a !== b) };
}

/** The largest piece of a shape: where it is labelled, and what the view is fitted to. */
export function mainland(shape: Shape): Piece {
  const { geometry } = shape;
  if (geometry.type === "Polygon") return { ...shape, geometry };
  const pieces = geometry.coordinates.map((coordinates): Piece => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  const largest = pieces.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
  return largest;
}
