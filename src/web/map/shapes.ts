import { geoArea } from "d3-geo";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

export type Shape = Feature<Polygon | MultiPolygon>;

/** Land of the map: shapes by id, and the borders between them. */
export interface Land {
  readonly byId: ReadonlyMap<string, Shape>;
  readonly all: FeatureCollection<Polygon | MultiPolygon>;
  readonly borders: ReturnType<typeof mesh>;
}

const isTopology = (it: unknown): it is Topology<Record<string, GeometryCollection>> =>
  typeof it === "object" && it !== null && "type" in it && it.type === "Topology" && "objects" in it;

/** Reads the topojson of the map: the object `countries`, or the first one. */
export function readLand(reply: unknown): Land {
  if (!isTopology(reply)) throw new Error("The map is not a topology.");
  const object = reply.objects["countries"] ?? Object.values(reply.objects)[0];
  if (object === undefined) throw new Error("The map holds no shapes.");
  const all = feature(reply, object) as FeatureCollection<Polygon | MultiPolygon>;
  const byId = new Map(all.features.flatMap((it): readonly (readonly [string, Shape])[] => (it.id === undefined ? [] : [[String(it.id), it]])));
  return { byId, all, borders: mesh(reply, object, (a, b) => a !== b) };
}

/** The largest piece of a shape: where it is labelled, and what the view is fitted to. */
export function mainland(shape: Shape): Feature<Polygon> {
  const { geometry } = shape;
  if (geometry.type === "Polygon") return { ...shape, geometry };
  const pieces = geometry.coordinates.map((coordinates): Feature<Polygon> => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  const largest = pieces.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
  return largest;
}
