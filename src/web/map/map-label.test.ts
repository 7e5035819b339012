import { expect, test } from "vitest";
import { STEPS } from "../format/scale.ts";
import { apart, mapLines, markPath } from "./map-label.ts";

const shown = (value?: number) => ({ ...(value !== undefined && { value }), unit: "share", label: "", why: "" });

test.each([
  ["with room for two lines", { hasRoom: true, isSmall: false, width: 40, height: 30 }, 0.62, ["ASH", "62"]],
  ["low and wide", { hasRoom: true, isSmall: false, width: 50, height: 18 }, 0.62, ["ASH 62"]],
  ["low and narrow", { hasRoom: true, isSmall: false, width: 30, height: 18 }, 0.62, ["62"]],
  ["without room for its id", { hasRoom: false, isSmall: false, width: 14, height: 12 }, 0.062, ["6.2"]],
  ["too small for a number", { hasRoom: false, isSmall: true, width: 4, height: 4 }, 0.62, []],
  ["unknown, and hatched", { hasRoom: true, isSmall: false, width: 40, height: 30 }, undefined, ["ASH"]],
])("an ally %s", (_, room, value, lines) => expect(mapLines({ id: "ASH", ...room }, shown(value))).toEqual(lines));

test("marks of the lower steps, of the middle one and of the upper ones differ, and within each are the same", () => {
  const marks = Array.from({ length: STEPS }, (_, step) => markPath(step));
  expect([new Set(marks.slice(0, 3)).size, new Set(marks.slice(4)).size, new Set(marks).size]).toEqual([1, 1, 3]);
});

test.each([
  ["far enough stay", [[0, 0], [0, 40]], [["ASH", "62"], ["BAY", "70"]], [[0, 0], [0, 40]]],
  ["on each other: the second gives way", [[0, 0], [6, 2]], [["ASH"], ["BAY"]], [[0, 0], [6, 14]]],
  ["a value beside a line of another: no more than it needs", [[0, 0], [18, 6]], [["ASH", "62"], ["BAY", "70"]], [[0, 0], [26, 6]]],
  ["an ally that writes nothing takes no room", [[0, 0], [0, 0]], [[], ["BAY"]], [[0, 0], [0, 0]]],
] as const)("labels %s", (_, places, lines, to) => expect(apart(places.map((at, nth) => ({ at, lines: lines[nth]! }))).map((it) => it.at)).toEqual(to));

test("where there is no room beside another a label keeps its value alone", () => {
  const [first, second, third] = apart(["ASH", "BAY", "COL"].map((id, nth) => ({ at: [0, 0] as const, lines: [id, `${60 + nth}`] })));
  expect([first, second, third]).toEqual([{ at: [0, 0], lines: ["ASH", "60"] }, { at: [expect.any(Number), expect.any(Number)], lines: ["61"] }, { at: [expect.any(Number), expect.any(Number)], lines: ["62"] }]);
});
