import { describe, expect, test } from "vitest";
import { StoppedError } from "../stage.ts";
import { Ahead, middlesFirst, type PrepareAsk } from "./ahead.ts";
import type { Change } from "./change.ts";
import type { Kept } from "./kept.ts";

const YEARS = [2030, 2031, 2032];
const nothing = { at: new Int32Array(0), values: new Uint8Array(0) };
/** Told apart by its number of columns; takes 12 bytes an entry. */
const keptAs = (colCount: number, entries = 1): Kept => ({ colCount, rowCount: 0, primal: { at: new Int32Array(entries), values: new Float64Array(entries) }, dual: { at: new Int32Array(0), values: new Float64Array(0) }, colStatus: nothing, rowStatus: nothing });
const more = (factor: number): Change => ({ kind: "requirement", leaf: "air", factor });
const out = (nation: string): Change => ({ kind: "nation-out", nation });

describe("the nearest that is known", () => {
  const ahead = new Ahead(YEARS);
  ahead.keep(more(1.2), keptAs(12));
  ahead.keep(more(0.8), keptAs(8));
  ahead.keep(more(0.5), undefined);
  ahead.keep(out("A"), keptAs(1));
  test.each<[string, Change, number | undefined, boolean]>([
    ["itself", more(1.2), 12, true],
    ["from near", more(1.15), 12, false],
    ["from beyond", more(1.4), 12, false],
    ["the base is nearer", more(1.05), undefined, false],
    ["no nearer than half the way to the base", more(1.095), undefined, false],
    ["on the other side", more(0.85), 8, false],
    ["itself, which the base answers", more(0.5), undefined, false],
    ["near one that the base answers", more(0.55), undefined, false],
    ["another capability", { kind: "requirement", leaf: "sea", factor: 1.2 }, undefined, false],
    ["itself, without others like it", out("A"), 1, true],
    ["others are no help", out("B"), undefined, false],
  ])("%s", (_, change, colCount, isSame) => {
    const known = ahead.nearest(change);
    expect(known?.kept.colCount).toBe(colCount);
    if (known !== undefined) expect(known.isSame).toBe(isSame);
  });
});

describe("families", () => {
  const ask = (told: string[], secondsOf: (change: Change) => number, more: Partial<PrepareAsk> = {}): PrepareAsk => ({
    families: [{ far: out("A"), between: [out("B")] }, { far: out("C"), between: [out("D"), out("E")] }],
    solve: async (change) => {
      told.push((change as { nation: string }).nation);
      return { kept: keptAs(1), seconds: secondsOf(change) };
    },
    seconds: 100,
    width: 1,
    ...more,
  });

  test("those between are solved only where the farthest took long", async () => {
    const told: string[] = [];
    const prepared = await new Ahead(YEARS).prepare(ask(told, (change) => ("nation" in change && change.nation === "A" ? 0 : 1)));
    expect(told).toEqual(["A", "C", "E", "D"]);
    expect(prepared).toEqual({ ready: 5, of: 5, failed: [], seconds: 3, bytes: 4 * 12 });
  });

  test.each<[string, Readonly<Record<string, number>>, readonly string[]]>([
    ["the farthest of all before any between", {}, ["A", "C", "B", "E", "D"]],
    ["those between of the hardest first", { C: 2 }, ["A", "C", "E", "B", "D"]],
    ["no more between where the middle was quick", { E: 0.1 }, ["A", "C", "B", "E"]],
  ])("%s", async (_, seconds, order) => {
    const told: string[] = [];
    await new Ahead(YEARS).prepare(ask(told, (change) => seconds[(change as { nation: string }).nation] ?? 1));
    expect(told).toEqual(order);
  });

  test("as many at once as asked for", async () => {
    const told: string[] = [];
    let [now, most] = [0, 0];
    await new Ahead(YEARS).prepare(ask(told, () => 1, { width: 2, solve: async (change) => {
      told.push((change as { nation: string }).nation);
      most = Math.max(most, ++now);
      await new Promise((resolve) => void setTimeout(resolve));
      now--;
      return { kept: keptAs(1), seconds: 1 };
    } }));
    expect(told.toSorted()).toEqual(["A", "B", "C", "D", "E"]);
    expect(most).toBe(2);
  });

  test.each<[number, readonly (readonly number[])[]]>([
    [0, []],
    [1, [[0]]],
    [2, [[1], [0]]],
    [5, [[2], [1, 4], [0, 3]]],
    [7, [[3], [1, 5], [0, 2, 4, 6]]],
  ])("of %d the middle first, then the middles of what is left", (count, levels) => expect(middlesFirst(Array.from({ length: count }, (_, at) => at))).toEqual(levels));

  test("nothing is begun after the time is over", async () => {
    const told: string[] = [];
    const prepared = await new Ahead(YEARS).prepare(ask(told, () => 1, { seconds: 2.5 }));
    expect(told).toEqual(["A", "C", "B"]);
    expect([prepared.ready, prepared.of]).toEqual([3, 5]);
  });

  test("nothing is kept beyond the room there is", async () => {
    const told: string[] = [];
    const families = Array.from({ length: 6 }, (_, at) => ({ far: out(`${at}`), between: [] }));
    const prepared = await new Ahead(YEARS).prepare(ask(told, () => 1, { families, solve: async (change) => (told.push((change as { nation: string }).nation), { kept: keptAs(1, 8e6), seconds: 1 }) }));
    // 96 MB each: the third exceeds 256 MB.
    expect(told).toEqual(["0", "1", "2"]);
    expect([prepared.ready, prepared.bytes]).toEqual([3, 3 * 96e6]);
  });

  test("a solve that is given up is begun again when nothing else is asked; one that fails is told", async () => {
    const ahead = new Ahead(YEARS);
    const told: string[] = [];
    const prepared = await ahead.prepare(ask(told, () => 1, {
      families: [out("A"), out("Z")].map((far) => ({ far, between: [] })),
      solve: async (change, signal) => {
        told.push((change as { nation: string }).nation);
        if (told.length === 1) {
          ahead.pause();
          expect(signal.aborted).toBe(true);
          setTimeout(() => ahead.resume());
          throw new StoppedError();
        }
        if ("nation" in change && change.nation === "Z") throw new Error("no plan");
        return { kept: keptAs(1), seconds: 1 };
      },
    }));
    expect(told).toEqual(["A", "A", "Z"]);
    expect(prepared).toMatchObject({ ready: 1, of: 2, failed: [{ change: out("Z"), reason: "no plan" }] });
  });
});
