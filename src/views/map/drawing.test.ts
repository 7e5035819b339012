import { describe, expect, test } from "vitest";
import { mapDrawing } from "./drawing.ts";
import { MAP_FORMS, MAP_SIDES, type MapForm } from "./look.ts";
import { readLand } from "./shapes.ts";

/** Squares of land, in degrees from their south-western corner: an island in the west, two neighbours in the east, and one ashore of nobody's. */
const SQUARES = { west: [-90, 40, 12], one: [10, 48, 8], two: [18, 48, 8], open: [26, 48, 8], far: [120, -30, 10] } as const;
const land = readLand({
  type: "Topology",
  arcs: Object.values(SQUARES).map(([west, south, side]) => [[west, south], [west, south + side], [west + side, south + side], [west + side, south], [west, south]]),
  objects: { countries: { type: "GeometryCollection", geometries: Object.keys(SQUARES).map((id, at) => ({ type: "Polygon", id, properties: { name: id }, arcs: [[at]] })) } },
});
const ASH = { id: "ASH", name: "Ashland", mapId: "one" };
const BAY = { id: "BAY", name: "Bayland", mapId: "two" };
const COVE = { id: "COV", name: "Cove", mapId: "west" };
const DOT = { id: "DOT", name: "Dot", latitude: 52, longitude: 14 };
const NONE = { id: "NON", name: "Nonesuch", mapId: "unheard of" };

const pointsOf = (path: string): readonly (readonly [number, number])[] => [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

test.each([
  ["both sides of the ocean", [ASH, COVE], "sides", ["west", "east"], ["ASH", "COV"]],
  ["both sides in one window", [ASH, COVE], "ocean", ["both"], ["ASH", "COV"]],
  ["one side alone", [ASH, BAY], "sides", ["allies"], ["ASH", "BAY"]],
  ["one that is a point", [ASH, DOT], "sides", ["allies"], ["ASH", "DOT"]],
  ["one that has no place", [ASH, NONE], "sides", ["allies"], ["ASH"]],
  ["none that has a place", [NONE], "ocean", [], []],
] as const)("%s", (_, nations, view, panels, allies) => {
  const drawn = mapDrawing(nations, land, { form: "wide", view });
  expect([drawn.panels.map((it) => it.name), drawn.allies.map((it) => it.id)]).toEqual([panels, allies]);
});

describe.each(Object.keys(MAP_FORMS) as MapForm[])("drawn %s", (form) => {
  const { width, height } = MAP_FORMS[form];
  test.each(MAP_SIDES)("all of it lies within its form: %s", (view) => {
    const { panels, allies } = mapDrawing([ASH, BAY, COVE, DOT], land, { form, view });
    const all = [...panels.flatMap((it) => [...pointsOf(it.land), ...pointsOf(it.borders), [it.x, it.y] as const, [it.x + it.width, it.y + it.height] as const]), ...allies.flatMap((it) => [...pointsOf(it.path), [it.x, it.y] as const])];
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(([x, y]) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
  });
  test("an ally's place lies within its shape, and its shape is not drawn again as land", () => {
    const { panels, allies } = mapDrawing([ASH, BAY], land, { form, view: "sides" });
    for (const it of allies) {
      const [xs, ys] = [pointsOf(it.path).map(([x]) => x), pointsOf(it.path).map(([, y]) => y)];
      expect([Math.min(...xs) < it.x, it.x < Math.max(...xs), Math.min(...ys) < it.y, it.y < Math.max(...ys)]).toEqual([true, true, true, true]);
      expect(Math.abs(Math.max(...xs) - Math.min(...xs) - it.width)).toBeLessThan(1.1);
    }
    // Of the land that is no ally's one square alone is in sight; what lies on the far side of the globe is not.
    expect(panels.map((it) => it.land.split("M").length - 1)).toEqual([1]);
  });
});
