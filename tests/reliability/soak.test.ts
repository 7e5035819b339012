import { describe, expect, test } from "vitest";
import type { Outcome } from "../../tools/reliability/check.ts";
import { slopeOf, sumsOf, together } from "../../tools/reliability/soak.ts";

const life = (...mb: readonly number[]) => mb.map((it, at) => ({ hours: at, mb: it }));

test.each([
  ["nothing", [], 0, 0],
  ["one look", [life(5)], 0, 0],
  ["a life that grows", [life(1, 3, 5)], 2, 0],
  ["lives that stand still at different heights", [life(1, 1), life(9, 9)], 0, 0],
  ["two lives, each about its own mean", [life(1, 2, 3), life(100, 103, 106)], 2, Math.sqrt(1 / 3)],
  ["a life that goes up and down", [life(1, 2, 1)], 0, Math.sqrt(1 / 3)],
] as const)("the slope of memory within the lives of a server, and its error: %s", (_, lives, slope, error) => {
  const found = slopeOf(sumsOf(lives));
  expect(found.slope).toBe(slope);
  expect(found.error).toBeCloseTo(error, 12);
});

describe("sittings", () => {
  const sitting = (hours: number, more: Readonly<Record<string, number>> = {}, faults: readonly string[] = []): Outcome => ({
    figures: [],
    notes: [],
    faults,
    sums: { hours, minutes: 5, readers: 100, clearances: 40, records: 20_000, kills: 12, answers: 500, written: 60, faults: faults.length, point95: 12, view95: 20, memory: 300, perThousand: 0.2, ...sumsOf([life(1, 2, 3)]), ...more },
  });
  const figure = ({ figures }: Outcome, what: string): number | undefined => figures.find((it) => it.what.startsWith(what))?.value;
  const sum = together([sitting(2), sitting(4.5, { kills: 50, point95: 99, memory: 200, perThousand: 0.3, ...sumsOf([life(100, 103, 106)]) }, ["seed 7"])]);

  test.each([
    ["sittings", 2],
    ["hours", 6.5],
    ["kills", 62],
    ["a figure or record", 99],
    ["memory in use", 300],
    ["memory that 1,000 records more take", 0.3],
    ["growth of memory within the lives of the server, sitting 1", 1],
    ["growth of memory within the lives of the server, sitting 2", 3],
    ["growth of memory within the lives of the server, all together", 2],
    ["not answered", 1],
  ])("together: %s is %d", (what, value) => expect(figure(sum, what)).toBe(value));
  test("six hours in several sittings are the whole, faults of each are told", () => {
    expect([sum.part, sum.faults]).toEqual(["", ["seed 7"]]);
    expect(sum.figures.filter((it) => it.atMost === 1)).toHaveLength(1);
  });
  test("what is written takes memory of its own, told apart from what time and questions take", () => {
    expect(sum.notes).toEqual([expect.stringContaining("the 120 records written meanwhile took 0 MB")]);
    const busy = together([sitting(2, { written: 7000, perThousand: 0.5, ...sumsOf([life(1, 3, 5)]) })]);
    expect(busy.notes.at(-1)).toContain("the 7,000 records written meanwhile took 3.5 MB");
    expect([figure(busy, "growth of memory within the lives of the server, all together"), figure(busy, "of it beyond")]).toEqual([2, 0.3]);
    // Less than nothing is an error of the measure, and takes nothing off.
    const freed = together([sitting(2, { perThousand: -0.5, ...sumsOf([life(1, 3, 5)]) })]);
    expect([figure(freed, "of it beyond"), figure(freed, "memory that 1,000 records more take")]).toEqual([2, 0]);
    expect(freed.notes.at(-1)).toContain("the server freed more, 0.5 MB for 1,000 records, than it kept of them");
  });
  test("less than six hours is told as a part, and less than one holds memory against no limit", () => {
    const { part, notes, figures } = together([sitting(0.25), sitting(0.25)]);
    expect([part, notes.length, figures.some((it) => it.atMost === 1)]).toEqual(["30 minutes of 6 hours", 3, false]);
  });
  test("memory that grows beyond its limit in less than an hour decides nothing, and is said to", () => {
    const growing = sumsOf([life(1, 3, 5, 7)]);
    const still = sumsOf([life(5, 5, 5, 5)]);
    expect(together([sitting(0.5, { ...growing })]).undecided).toMatch(/faster than its limit/);
    expect([together([sitting(0.5, { ...still })]).undecided, together([sitting(2, { ...growing })]).undecided]).toEqual([undefined, undefined]);
  });
  test("a load smaller than half of what the load check asks is told", () => {
    const { notes } = together([sitting(8, { readers: 20, records: 3000 })]);
    expect([notes, together([sitting(8)]).notes].map((it) => it.filter((one) => one.startsWith("A smaller load")))).toEqual([["A smaller load: 20 readers, not 100; 3,000 records, not 20,000."], []]);
  });
  test("what does not ask the same is not added up", () => expect(() => together([sitting(1), sitting(1, { readers: 10 })])).toThrow(/--readers \(100, 10\)/));
});
