import { beforeAll, describe, expect, test } from "vitest";
import { fictional, sequence } from "../fictional.ts";
import { formulate } from "../formulate.ts";
import type { Freedom } from "../freedom.ts";
import { type AskedAnew, worldOf } from "../world.ts";
import { type Case, type Change, CHANGE_KINDS, changed, ChangeError } from "./change.ts";
import { fictionalChanges } from "./fictional-changes.ts";

/** Three years, two allies, two lines of one good of which both buy together at least 6 from the second year on. */
function theCase(parameters: Readonly<Record<string, number>> = {}): Case {
  const world = worldOf({
    ...fictional({
      years: 3,
      nations: { A: 10, B: 30 },
      leaves: { L: 20 },
      systems: { S: { cost: 2, upkeep: 0.1, lead: 1 } },
      yields: [{ system: "S", leaf: "L", quantity: 1, standard: "K" }],
      programmes: [{ id: "P", nation: "A", system: "S", quantity: 4, first: 2031, last: 2032 }, { id: "Q", nation: "B", system: "S", quantity: 2, first: 2031, last: 2031, value: 9 }],
      lines: [{ id: "one", systems: ["S"], rate: 4 }, { id: "two", systems: ["S"], rate: 2 }],
      standards: { K: { leaves: ["L"], cost: 1 } },
      adoptions: [{ nation: "A", standard: "K", status: "implemented" }, { nation: "B", standard: "K", status: "none" }],
      shares: { L: { A: 5, B: 15 } },
      parameters: { "assess.known-least": 0, ...parameters },
    }),
    figures: "base",
  });
  const freedom: Freedom = {
    nations: [0, 1],
    roles: true,
    dates: true,
    capacity: world.pools.map((it) => it.capacity),
    slots: new Map(),
    expansion: world.lines.map(() => 0),
    joints: [{ active: true, good: 0, members: [0, 1], first: 1, factor: 0.9, lot: 6, fees: new Map() }],
    adopted: world.adopted,
    leads: "any",
  };
  return { world, freedom };
}

describe("a changed case", () => {
  let before: Case;
  beforeAll(() => { before = theCase(); });
  const after = (change: Change): Case => changed(before, change);

  test("budget: the years of the span, multiplied or replaced", () => {
    expect([...after({ kind: "budget", nation: "A", factor: 0.5, from: 2031, to: 2031 }).world.budget[0]!]).toEqual([10, 5, 10]);
    expect([...after({ kind: "budget", nation: "B", amount: 7, from: 2032 }).world.budget[1]!]).toEqual([30, 30, 7]);
  });

  test("requirement: shares and strata in proportion", () => {
    const leaf = after({ kind: "requirement", leaf: "L", factor: 1.5 }).world.leaves[0]!;
    expect([...leaf.required]).toEqual([30, 30, 30]);
    expect(leaf.share.map((it) => it[0])).toEqual([7.5, 22.5]);
    expect(leaf.strata.reduce((sum, it) => sum + it.part[0]!, 0)).toBeCloseTo(30, 9);
  });

  test.each<readonly [string, Change, number]>([
    ["a new share of every leaf", { kind: "cap", amount: 0.3 }, 0.3],
    ["a fifth more of one leaf", { kind: "cap", leaf: "L", factor: 1.2 }, 0.6],
    ["all of it", { kind: "cap", leaf: "L", amount: 1 }, 1],
  ])("cap: %s makes the model of the facts with that ceiling, number by number", (_, change, ceiling) => {
    const it = after(change);
    expect(it.world.leaves.map((leaf) => leaf.ceiling)).toEqual([expect.closeTo(ceiling, 12)]);
    const { model } = formulate(it.world, it.freedom);
    const anew = formulate(theCase({ "plan.ceiling": ceiling }).world, it.freedom).model;
    for (const part of ["starts", "indices", "values", "cost", "colLower", "colUpper", "rowLower", "rowUpper"] as const) {
      expect(model[part].length, part).toBe(anew[part].length);
      model[part].forEach((value, at) => { if (value !== anew[part][at]) expect(value, `${part} ${at}`).toBeCloseTo(anew[part][at]!, 9); });
    }
    expect(it.world.useful.map((of) => [...of])).toEqual(theCase({ "plan.ceiling": ceiling }).world.useful.map((of) => Array.from(of, (value) => expect.closeTo(value, 9))));
  });

  test("price: upkeep in proportion; a programme without a stated value follows, one with keeps it", () => {
    const { goods, programmes } = after({ kind: "price", system: "S", amount: 3 }).world;
    expect([goods[0]!.price, goods[0]!.upkeep]).toEqual([3, expect.closeTo(0.3, 12)]);
    expect(programmes.map((it) => it.price)).toEqual([3, 4.5]);
  });

  test("capacity: pools of the line make so much less", () => {
    const pool = before.world.pools.findIndex((it) => it.lines.length === 2);
    const { freedom } = after({ kind: "capacity", line: "one", amount: 1, from: 2032 });
    expect(before.freedom.capacity[pool]![2]! - freedom.capacity[pool]![2]!).toBeCloseTo(before.world.lines[0]!.capacity[2]! - 1, 9);
    expect(freedom.capacity[pool]![1]).toBe(before.freedom.capacity[pool]![1]);
  });

  test("line-lost: an agreement whose lot the other line can still make stands, one it cannot is off", () => {
    const rest = before.world.lines[1]!.capacity.slice(1).reduce((sum, it) => sum + it, 0);
    const withLot = (lot: number): Case => ({ ...before, freedom: { ...before.freedom, joints: [{ ...before.freedom.joints[0]!, lot }] } });
    expect(changed(withLot(rest), { kind: "line-lost", line: "one" }).freedom.joints[0]!.active).toBe(true);
    expect(changed(withLot(rest + 0.1), { kind: "line-lost", line: "one" }).freedom.joints[0]!.active).toBe(false);
  });

  test("nation-out: it is no member, and the lot is smaller by its part of the need", () => {
    const { freedom, world } = after({ kind: "nation-out", nation: "A" });
    const part = before.world.need[0]![0]! / (before.world.need[0]![0]! + before.world.need[1]![0]!);
    expect(freedom.nations).toEqual([1]);
    expect(freedom.joints[0]!.members).toEqual([1]);
    expect(freedom.joints[0]!.lot).toBeCloseTo(6 * (1 - part), 9);
    expect([...world.commonKey]).toEqual([0, 1]);
  });

  test("standard-mandated: nobody later, who had it earlier keeps it", () => expect([...after({ kind: "standard-mandated", standard: "K", by: 2031 }).freedom.adopted[0]!]).toEqual([0, 1]));

  test("target-declined: no share, no lead", () => {
    const { world, freedom } = after({ kind: "target-declined", nation: "A", leaf: "L" });
    expect(world.leaves[0]!.share.map((it) => it[0])).toEqual([0, 15]);
    expect(freedom.leads === "any" ? undefined : [...freedom.leads]).toEqual([1]);
    expect(freedom.anyway).toBeUndefined();
  });

  test("target-declined: what was bought alone for it comes about no more, what is held and promised does, and others keep theirs", () => {
    const it = theCase();
    const told = { ...it, freedom: { ...it.freedom, anyway: Float64Array.of(1, 4, 9, 2, 6, 8), promised: Float64Array.of(1, 2, 3, 1, 1, 1) } };
    expect([...changed(told, { kind: "target-declined", nation: "A", leaf: "L" }).freedom.anyway!]).toEqual([1, 2, 3, 2, 6, 8]);
  });

  test("target-declined: others are asked for what they take up of it, in proportion to what is required now, and declines add up", () => {
    const asks: string[] = [];
    const it = theCase();
    // Of 20 B is asked for 18 once A declines, and nobody for anything once both do.
    const asked: AskedAnew = ({ leaf, declining }) => {
      asks.push(`${leaf}: ${declining.join()}`);
      return it.world.years.map((year) => ({ nation: "B", year, quantity: declining.includes("B") ? 0 : 18, required: 20 }));
    };
    const one = changed(changed({ ...it, world: { ...it.world, asked } }, { kind: "requirement", leaf: "L", factor: 1.5 }), { kind: "target-declined", nation: "A", leaf: "L" });
    expect(one.world.leaves[0]!.share.map((share) => [...share])).toEqual([[0, 0, 0], [27, 27, 27]]);
    expect([...changed(one, { kind: "target-declined", nation: "B", leaf: "L" }).world.leaves[0]!.share[1]!]).toEqual([0, 0, 0]);
    expect(asks).toEqual(["L: A", "L: A,B"]);
  });

  test("target-declined: what it needs, may buy and pays alone follows from the targets, and what was changed before stays", () => {
    const it = theCase();
    // B needs 15 for its share; when it declines, the 2 of its programme alone.
    const declined = changed({ ...it, world: { ...it.world, need: it.world.need.map((of, n) => (n === 1 ? of : of.map((need) => need + 1))) } }, { kind: "target-declined", nation: "B", leaf: "L" });
    expect([it.world.need[1]![0], declined.world.need[1]![0], declined.world.need[0]![0]! - it.world.need[0]![0]!]).toEqual([15, 2, 1]);
  });

  test("programme-delayed: later, not wider, and what falls behind the end of the plan is left out", () => {
    const programme = after({ kind: "programme-delayed", programme: "P", years: 1 }).world.programmes[0]!;
    expect([programme.first, programme.last, programme.quantity, programme.movable]).toEqual([2, 2, 2, 0]);
  });

  test("programme-delayed by less than nothing comes earlier, and never before what its lead time allows", () => {
    const it = theCase();
    const wide = { ...it, world: { ...it.world, programmes: it.world.programmes.map((programme) => ({ ...programme, first: 2, last: 2 })) } };
    const programme = changed(wide, { kind: "programme-delayed", programme: "P", years: -1 }).world.programmes[0]!;
    expect([programme.first, programme.last, programme.quantity]).toEqual([1, 1, 4]);
    expect(() => changed(wide, { kind: "programme-delayed", programme: "P", years: -2 })).toThrow("P can come at most 1 year earlier");
  });

  test.each(CHANGE_KINDS)("%s: nothing of the case before is altered", (kind) => {
    const fresh = theCase();
    const change = fictionalChanges(fresh, { count: CHANGE_KINDS.length, next: sequence(3), kinds: CHANGE_KINDS }).find((it) => it.kind === kind)!;
    changed(fresh, change);
    const { value: _value, nameOf: _nameOf, ...facts } = fresh.world;
    const { value: _other, nameOf: _otherName, ...same } = theCase().world;
    expect(facts).toEqual(same);
    expect(fresh.freedom).toEqual(theCase().freedom);
  });

  test.each<[Change, string]>([
    [{ kind: "budget", nation: "Z", factor: 1 }, "no nation Z in this plan"],
    [{ kind: "budget", nation: "A", factor: -1 }, "a budget is a number, zero or more"],
    [{ kind: "budget", nation: "A", amount: Number.NaN }, "a budget is a number, zero or more"],
    [{ kind: "budget", nation: "A", factor: 1, from: 2029 }, "2029 is not a year of the plan (2030 to 2032)"],
    [{ kind: "budget", nation: "A", factor: 1, from: 2032, to: 2031 }, "2031 is before 2032"],
    [{ kind: "requirement", leaf: "L", factor: 0 }, "the requirement of L would be zero in every year"],
    [{ kind: "cap", leaf: "Z", amount: 0.5 }, "no leaf Z in this plan"],
    [{ kind: "cap", amount: 0 }, "a cap is a share of the requirement, above 0 and at most 1; of L it would be 0"],
    [{ kind: "cap", leaf: "L", amount: 1.2 }, "above 0 and at most 1; of L it would be 1.2"],
    [{ kind: "price", system: "S", amount: 0 }, "a price is above zero"],
    [{ kind: "line-lost", line: "three" }, "no line three in this plan"],
    [{ kind: "programme-delayed", programme: "P", years: 2 }, "can be delayed by at most 1 year within the plan"],
    [{ kind: "programme-delayed", programme: "P", years: 0.5 }, "a shift is a whole number of years, later or earlier"],
    [{ kind: "programme-delayed", programme: "P", years: -9 }, "earlier"],
  ])("%j: %s", (change, message) => {
    expect(() => after(change)).toThrow(ChangeError);
    expect(() => after(change)).toThrow(message);
  });

  test("the last ally cannot leave", () => expect(() => changed(after({ kind: "nation-out", nation: "A" }), { kind: "nation-out", nation: "B" })).toThrow("nobody would be left"));
});
