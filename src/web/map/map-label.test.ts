import { expect, test } from "vitest";
import { STEPS } from "../format/scale.ts";
import { mapLines, markPath } from "./map-label.ts";

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
