import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { geoContains } from "d3-geo";
import type { Feature } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { expect, test } from "vitest";
import { readTable } from "./csv.ts";

const file = join(import.meta.dirname, "../../data/map/world.json");
const world = JSON.parse(readFileSync(file, "utf8")) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
const shapes = feature(world, world.objects.countries).features as Feature[];
const idsAt = (point: readonly [number, number]): readonly unknown[] => shapes.filter((it) => geoContains(it, [...point])).map((it) => it.id);
const nations = readTable(join(import.meta.dirname, "../../data/nato-open"), "nations.csv");

test.each([
  ["Simferopol", 34.1, 44.95, "804"],
  ["Sevastopol", 33.6, 44.6, "804"],
  ["Kerch", 36.4, 45.33, "804"],
  ["Donetsk", 37.8, 48.0, "804"],
  ["Kherson", 32.6, 46.65, "804"],
  ["Kyiv", 30.52, 50.45, "804"],
  ["Moscow", 37.6, 55.75, "643"],
  ["Krasnodar", 38.97, 45.04, "643"],
  ["Kaliningrad", 20.7, 54.7, "643"],
  ["Pristina", 21.16, 42.66, "XKX"],
  ["Belgrade", 20.46, 44.8, "688"],
  ["north of Nicosia", 33.36, 35.25, "196"],
  ["south of Nicosia", 33.3, 35.05, "196"],
  ["inland of Laayoune", -12.6, 26.6, "732"],
  ["Rabat", -6.7, 33.9, "504"],
  ["Hargeisa", 44.06, 9.56, "706"],
  ["inland of Mogadishu", 45.0, 2.4, "706"],
  ["Iturup, as Natural Earth draws it", 147.8, 45.0, "643"],
  ["Nuuk's inland ice", -45, 70, "304"],
  ["Taipei", 121.5, 25.0, "158"],
  ["Chisinau", 28.85, 47.0, "498"],
  ["Minsk", 27.56, 53.9, "112"],
])("%s lies in one shape, the right one", (_, longitude, latitude, id) => expect(idsAt([longitude, latitude])).toEqual([id]));

test.each(nations.map((it) => [it.name_en!, it] as const))("the capital of %s lies in its shape", (_, it) =>
  expect(idsAt([Number(it.longitude), Number(it.latitude)])).toEqual([it.map_id]));

test("every shape has an id, and no id stands twice", () => {
  const ids = shapes.map((it) => it.id);
  expect(ids.filter((it) => it === undefined)).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
test("no shape covers half the world by a winding fault", () => expect(idsAt([-150, 0])).toEqual([]));
test("the file stays small", () => expect(statSync(file).size).toBeLessThan(400_000));
