import { expect, test } from "vitest";
import { slopeOf } from "../../tools/reliability/soak.ts";

const life = (...mb: readonly number[]) => mb.map((it, at) => ({ hours: at, mb: it }));

test.each([
  ["nothing", [], 0],
  ["one look", [life(5)], 0],
  ["a life that grows", [life(1, 3, 5)], 2],
  ["lives that stand still at different heights", [life(1, 1), life(9, 9)], 0],
  ["two lives, each about its own mean", [life(1, 2, 3), life(100, 103, 106)], 2],
] as const)("the slope of memory within the lives of a server: %s", (_, lives, slope) => expect(slopeOf(lives)).toBe(slope));
