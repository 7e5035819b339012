import { expect, test } from "vitest";
import { geoAzimuthalEqualArea } from "d3-geo";
import { capOf, mayMeet } from "./cap.ts";
import { extentOf, outlinesOf, pathText } from "./outline.ts";

const degree = Math.PI / 180;

test.each([
  ["one place", [[10, 50]], 0],
  ["two on the equator", [[0, 0], [2, 0]], 1],
  ["two far north, where a degree is half as long", [[0, 60], [4, 60]], 1],
  ["two on a meridian", [[7, -3], [7, 5]], 4],
  ["a ring round the globe", [[-180, 0], [0, 5], [180, 0]], 180],
] as const)("a cap around %s", (_, points, degrees) => expect(capOf(points).radius / degree).toBeCloseTo(degrees, 9));

test.each([
  [[[0, 0], [2, 0]], [[3, 0], [5, 0]], false],
  [[[0, 0], [4, 0]], [[3, 0], [5, 0]], true],
  [[[179, 0], [180, 0]], [[-180, 0], [-179, 0]], true],
  [[[0, 0], [1, 1]], [[0, 89], [1, 90]], false],
] as const)("of %j and %j it is %s that they may meet", (a, b, expected) => expect(mayMeet(capOf(a), capOf(b))).toBe(expected));

test.each([
  ["closed", [[0, 0, 4, 0, 4, 3]], "M0,0L4,0L4,3Z"],
  ["open", [[0, 0, 4.2, 0.1]], "M0,0L4,0"],
  ["without points that lie too close to be seen", [[0, 0, 0.1, 0.1, 0.2, 0, 5, 5]], "M0,0L5,5Z"],
  ["without rings that are too small to be seen", [[1, 1, 1.1, 1, 1.1, 1.1], [2, 2, 3, 2, 3, 3]], "M2,2L3,2L3,3Z"],
] as const)("a path: %s", (name, outlines, expected) => expect(pathText(outlines, name === "open" ? "open" : "closed")).toBe(expected));

test.each([
  ["a square", [[0, 0, 4, 0, 4, 4, 0, 4]], { width: 4, height: 4, area: 16, middle: [2, 2] }],
  ["a square with a hole at its right", [[0, 0, 4, 0, 4, 4, 0, 4], [2, 0, 2, 4, 4, 4, 4, 0]], { width: 4, height: 4, area: 8, middle: [1, 2] }],
  ["what is seen as a line", [[1, 1, 3, 1]], { width: 2, height: 0, area: 0, middle: [2, 1] }],
  ["nothing", [], undefined],
] as const)("the extent of %s", (_, rings, expected) => expect(extentOf(rings)).toEqual(expected));

test("what lies on the far side of the globe is not drawn, what lies in sight is, point for point", () => {
  const projection = geoAzimuthalEqualArea().clipAngle(90).precision(0).scale(100).translate([0, 0]);
  const square = (west: number) => ({ type: "Polygon" as const, coordinates: [[[west, 0], [west, 2], [west + 2, 2], [west + 2, 0], [west, 0]]] });
  expect(outlinesOf(projection, square(179))).toEqual([]);
  const [ring = [], ...more] = outlinesOf(projection, square(0));
  expect(more).toEqual([]);
  const seen = square(0).coordinates[0]!.slice(0, -1).flatMap((it) => projection([it[0]!, it[1]!]) ?? []);
  expect(ring.slice(0, seen.length).map((it) => it.toFixed(6))).toEqual(seen.map((it) => it.toFixed(6)));
});
