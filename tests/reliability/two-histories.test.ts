import { expect, test } from "vitest";
import { historiesTogether } from "../../tools/reliability/two-worlds.ts";

const sitting = (first: number, histories: number, faults: readonly string[] = []) => ({
  figures: [
    { what: "pairs of histories", value: histories, unit: "pairs" },
    { what: "outputs that differ", value: faults.length, unit: "outputs", atMost: 0 },
    ...(first > 1 ? [{ what: "in them: a key revoked", value: 3, unit: "times" }] : []),
  ],
  notes: [],
  faults,
  sums: { first, histories },
});

test("sittings of other seeds are added up, in whatever order, with the faults of each", () => {
  const { part, figures, notes, faults } = historiesTogether([sitting(501, 700, ["seed 600"]), sitting(1, 500)]);
  expect([part, faults]).toEqual(["1,200 of 2,000 pairs of histories", ["seed 600"]]);
  expect(figures.map((it) => [it.what, it.value, it.atMost])).toEqual([["pairs of histories", 1200, undefined], ["outputs that differ", 1, 0], ["in them: a key revoked", 3, undefined]]);
  expect(notes).toEqual(["No seed is tried twice: 1 to 500, 501 to 1200."]);
});
test("two thousand are the whole", () => expect([historiesTogether([sitting(1, 1999)]).part, historiesTogether([sitting(1, 1000), sitting(1001, 1000)]).part]).toEqual(["1,999 of 2,000 pairs of histories", ""]));
test.each([
  ["the same seeds", [sitting(1, 500), sitting(1, 500)], 501],
  ["the last of them", [sitting(1, 500), sitting(500, 1)], 501],
  ["within others", [sitting(100, 10), sitting(1, 500)], 501],
] as const)("no seed counts twice: %s", (_, sittings, next) => expect(() => historiesTogether(sittings)).toThrow(`--first ${next}`));
test("a sitting whose time was over before it began tries no seed", () => expect(historiesTogether([sitting(1, 500), sitting(1, 0)]).notes).toEqual(["No seed is tried twice: 1 to 500."]));
