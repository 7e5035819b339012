import { describe, expect, test } from "vitest";
import { isKept, type Outcome } from "../../tools/reliability/check.ts";
import { measuredOf, slopeOf, sumsOf, together } from "../../tools/reliability/soak.ts";

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

/** A life that is looked at each minute of so many, with what is in use by its age. Unit: h, min and MB. */
const lifeOf = ({ from, minutes, mb }: { readonly from: number; readonly minutes: number; readonly mb: (age: number) => number }) => Array.from({ length: minutes + 1 }, (_, age) => ({ hours: from + age / 60, age, mb: mb(age) }));
/** Slopes within lives and from life to life. Unit: MB/h. */
const slopesOf = (lives: Parameters<typeof measuredOf>[0]): readonly number[] => {
  const it = measuredOf(lives);
  return ["warm", "next"].map((way) => Math.round(1000 * slopeOf({ looks: it[`${way}Looks`]!, lives: it[`${way}Lives`]!, xx: it[`${way}Xx`]!, xy: it[`${way}Xy`]!, yy: it[`${way}Yy`]! }).slope) / 1000);
};
const fills = (age: number): number => 300 + Math.min(age, 10);

describe("looks at lives", () => {
  test.each([
    ["a life that fills what it keeps and then stands still", [lifeOf({ from: 0, minutes: 60, mb: fills })], [0, 0]],
    ["one that goes on", [lifeOf({ from: 0, minutes: 60, mb: (age) => fills(age) + age / 30 })], [2, 0]],
    ["lives that are killed before they are warm", [0, 0.1, 0.2].map((from) => lifeOf({ from, minutes: 5, mb: fills })), [0, 0]],
    ["lives each of which has more to keep than the one before", [0, 0.1, 0.2].map((from) => lifeOf({ from, minutes: 5, mb: (age) => fills(age) + 30 * from })), [0, 30]],
  ] as const)("%s", (_, lives, slopes) => expect(slopesOf(lives)).toEqual(slopes));
  test("how long was looked at is the time after the warm-up, and that between the first life and the last", () => {
    const long = measuredOf([lifeOf({ from: 0, minutes: 40, mb: fills })]);
    const short = measuredOf([0, 0.5, 1].map((from) => lifeOf({ from, minutes: 5, mb: fills })));
    expect([long, short].map((it) => [it["warmHours"], it["nextHours"]])).toEqual([[0.5, 0], [0, 1]]);
  });
});

describe("sittings", () => {
  /** What looks say, of so much time. */
  const seen = (warm: readonly (readonly { readonly hours: number; readonly mb: number }[])[], next: typeof warm, hours = 2) => ({
    ...Object.fromEntries(Object.entries({ warm, next }).flatMap(([way, lives]) => Object.entries(sumsOf(lives)).map(([name, value]) => [way + name[0]!.toUpperCase() + name.slice(1), value as number]))),
    warmHours: hours,
    nextHours: hours,
  });
  const still = seen([life(5, 5, 5, 5)], [life(5, 5, 5, 5)]);
  const sitting = (hours: number, more: Readonly<Record<string, number>> = {}, faults: readonly string[] = []): Outcome => ({
    figures: [],
    notes: [],
    faults,
    sums: { hours, minutes: 5, readers: 100, clearances: 40, records: 20_000, kills: 12, answers: 500, written: 60, faults: faults.length, point95: 12, view95: 20, memory: 300, perThousand: 0.2, ...still, ...more },
  });
  const figure = ({ figures }: Outcome, what: string): number | undefined => (figures.find((it) => it.what === what) ?? figures.find((it) => it.what.startsWith(what)))?.value;
  const sum = together([sitting(2, seen([life(1, 2, 3)], [life(1, 1, 1)])), sitting(4.5, { kills: 50, point95: 99, memory: 200, minutes: 60, perThousand: 0.3, ...seen([life(100, 103, 106)], [life(1, 2, 3)]) }, ["seed 7"])]);

  test.each([
    ["sittings", 2],
    ["hours", 6.5],
    ["kills", 62],
    ["a figure or record", 99],
    ["memory in use", 300],
    ["memory that 1,000 records more take", 0.3],
    ["growth of memory within lives of the server, after the first 10 minutes, looked at for", 4],
    ["growth of memory within lives of the server, after the first 10 minutes", 2],
    ["growth of memory from life to life, at an age of 2 to 5 minutes", 0.5],
    ["not answered", 1],
  ])("together: %s is %d", (what, value) => expect(figure(sum, what)).toBe(value));
  test("six hours in several sittings are the whole, faults of each are told", () => {
    expect([sum.part, sum.faults]).toEqual(["", ["seed 7"]]);
  });
  test("how the hours came about is told where they were not one sitting", () => {
    expect(sum.notes.filter((it) => it.includes("sittings, each with"))).toEqual(["The hours are those of 2 sittings, each with a world and a ledger of its own, which may have run one beside another; the longest without a break took 4.5 h."]);
    expect(together([sitting(6)]).notes.join()).not.toContain("sittings, each with");
  });
  test("lives of several lengths are added up, and told", () => expect(sum.notes[0]).toMatch(/^Lives of 5 and of 60 minutes\./));
  const [within, onwards] = ["growth of memory within lives of the server, after the first 10 minutes", "growth of memory from life to life, at an age of 2 to 5 minutes"];
  test("what is written takes memory of its own, told apart from what time and questions take", () => {
    expect(sum.notes.at(-1)).toContain("the 120 records written meanwhile took 0.03 MB");
    const busy = together([sitting(2, { written: 7000, perThousand: 0.5, ...seen([life(1, 3, 5)], [life(0, 4, 8)]) })]);
    expect(busy.notes.at(-1)).toContain("the 7,000 records written meanwhile took 3.5 MB");
    expect([within, onwards].map((it) => [figure(busy, it), figure(busy, `${it}, beyond`)])).toEqual([[2, 0.25], [4, 2.25]]);
    // Less than nothing is an error of the measure, and takes nothing off.
    const freed = together([sitting(2, { perThousand: -0.5, ...seen([life(1, 3, 5)], [life(5, 5)]) })]);
    expect([figure(freed, `${within}, beyond`), figure(freed, "memory that 1,000 records more take")]).toEqual([2, 0]);
    expect(freed.notes.at(-1)).toContain("the server freed more, 0.5 MB for 1,000 records, than it kept of them");
  });
  test("of what was not looked at nothing is told but that", () => expect(together([sitting(2, seen([life(1, 2, 3)], [], 0))]).figures.filter((it) => it.what.includes("growth")).map((it) => [it.what.includes("looked at for"), it.value])).toEqual([[true, 0], [true, 0]]));
  test("less than six hours is told as a part", () => {
    const { part, notes } = together([sitting(0.25), sitting(0.25)]);
    expect([part, notes.filter((it) => it.startsWith("Not shown"))]).toEqual(["30 minutes of 6 hours", [expect.stringContaining("once in 30 minutes")]]);
  });
  const growing = life(1, 3, 5, 7);
  const about = life(1, 9, 1, 9, 1, 9, 1);
  /** Growths that a limit is held against, and whether they keep it; what is undecided. */
  const judged = (warm: typeof growing, next: typeof growing, hours?: number) => {
    const { figures, undecided } = together([sitting(2, seen([warm], [next], hours))]);
    return [figures.filter((it) => it.atMost === 1).map((it) => [it.what.slice(0, 28), isKept(it)]), undecided?.match(/growth of memory \w+|say nothing sure|lies within twice/g)];
  };
  const flat = life(5, 5, 5, 5);
  test.each([
    ["both stand still", flat, flat, 2, [[["growth of memory within live", true], ["growth of memory from life t", true]], undefined]],
    ["lives grow", growing, flat, 2, [[["growth of memory within live", false], ["growth of memory from life t", true]], undefined]],
    ["each life has more than the one before", flat, growing, 2, [[["growth of memory within live", true], ["growth of memory from life t", false]], undefined]],
    ["it lies within the error", about, flat, 2, [[["growth of memory from life t", true]], ["growth of memory within", "lies within twice"]]],
    ["half an hour is enough", flat, flat, 0.5, [[["growth of memory within live", true], ["growth of memory from life t", true]], undefined]],
    ["less decides nothing, whatever it shows", growing, flat, 0.4, [[], ["growth of memory within", "say nothing sure", "growth of memory from", "say nothing sure"]]],
  ] as const)("a limit is held against what is sure: %s", (_, warm, next, hours, expected) => expect(judged(warm, next, hours)).toEqual(expected));
  test("a load smaller than half of what the load check asks is told", () => {
    const { notes } = together([sitting(8, { readers: 20, records: 3000 })]);
    expect([notes, together([sitting(8)]).notes].map((it) => it.filter((one) => one.startsWith("A smaller load")))).toEqual([["A smaller load: 20 readers, not 100; 3,000 records, not 20,000."], []]);
  });
  test("what does not ask the same is not added up", () => expect(() => together([sitting(1), sitting(1, { readers: 10 })])).toThrow(/--readers \(100, 10\)/));
});
