import { expect, test } from "vitest";
import type { Change } from "./change.ts";
import { keyOf, placeOf } from "./standard-questions.ts";

const YEARS = [2030, 2031, 2032, 2033];

test.each<[Change, number, number]>([
  [{ kind: "requirement", leaf: "air", factor: 0.5 }, Math.log(0.5), 0],
  [{ kind: "priority", leaf: "air", factor: 2 }, Math.log(2), 0],
  [{ kind: "budget", nation: "A", factor: 1, from: 2031 }, 0, 0],
  [{ kind: "line-lost", line: "l", from: 2032 }, 2032, 2034],
  [{ kind: "line-lost", line: "l" }, 2030, 2034],
  [{ kind: "standard-mandated", standard: "s", by: 2033 }, 2033, 2034],
  [{ kind: "programme-delayed", programme: "p", years: -1 }, -1, 0],
])("%j stands at %d, the base at %d", (change, at, base) => expect(placeOf(change, YEARS)).toMatchObject({ at, base }));

test.each<Change>([
  { kind: "nation-out", nation: "A" },
  { kind: "target-declined", nation: "A", leaf: "air" },
  { kind: "requirement", leaf: "air", amount: 12 },
  { kind: "requirement", leaf: "air", factor: 0 },
])("%j has no others like it", (change) => expect(placeOf(change, YEARS)).toBeUndefined());

test.each<[Change, Change, boolean]>([
  [{ kind: "priority", leaf: "air", factor: 2 }, { kind: "priority", leaf: "air", factor: 3 }, true],
  [{ kind: "priority", leaf: "air", factor: 2 }, { kind: "priority", leaf: "sea", factor: 2 }, false],
  [{ kind: "priority", leaf: "air", factor: 2 }, { kind: "requirement", leaf: "air", factor: 2 }, false],
  [{ kind: "line-lost", line: "l" }, { from: 2031, kind: "line-lost", line: "l" }, true],
  [{ kind: "budget", nation: "A", factor: 2 }, { kind: "budget", nation: "A", factor: 2, from: 2031 }, false],
])("%j and %j are of one family: %s", (one, other, isOne) => expect(placeOf(one, YEARS)!.family === placeOf(other, YEARS)!.family).toBe(isOne));

test("the order in which a change is told does not matter", () => expect(keyOf({ kind: "nation-out", nation: "A" })).toBe(keyOf({ nation: "A", kind: "nation-out" })));
