import type { WasmHost } from "#maths";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseError, type SustainmentCase } from "./case.ts";
import { keyOf, mix, nextWord, NOISE_MEAN, NOISE_SD, noiseOf, startOf } from "./draws.ts";
import { fictionalCase } from "./fictional-case.ts";
import type { Kernel, Tracks } from "./kernel.ts";
import { scalarKernel } from "./scalar-kernel.ts";
import { simdKernel } from "./simd-kernel.ts";
import { BLOCK, blocksOf, mergeBlocks, simulate, simulateBlock } from "./simulate.ts";

// Of the browser's and Node's alike; the engine's own types know no host.
const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly: WasmHost };

const KERNELS: readonly (readonly [string, (it: SustainmentCase, tracks: Tracks) => Kernel])[] = [
  ["scalar", scalarKernel],
  ["simd", (it, tracks) => simdKernel(it, host, tracks)!],
];

/** One nation, one type, no noise; what is not given is nothing. */
const single = (it: { readonly days: number; readonly stock: number; readonly demand: number; readonly target?: number; readonly depot?: number; readonly attrition?: number; readonly production?: number; readonly lift?: number; readonly transit?: number }): SustainmentCase => ({
  nations: 1,
  types: 1,
  days: it.days,
  stock: Float32Array.of(it.stock),
  depot: Float32Array.of(it.depot ?? 0),
  demand: Float32Array.of(it.demand),
  spread: Float32Array.of(0),
  target: Float32Array.of(it.target ?? 0),
  attrition: Float32Array.of(it.attrition ?? 0),
  production: Float32Array.of(it.production ?? 0),
  lineSpread: Float32Array.of(0),
  weight: Float32Array.of(1),
  lift: Float32Array.of(it.lift ?? 1000),
  transit: Uint8Array.of(it.transit ?? 1),
});

describe.each(KERNELS)("one cell without noise, by hand (%s)", (_, kernelOf) => {
  test.each([
    // 10 in stock, 4 a day: 4, 4, 2 and then nothing; 2 + 4 short on days 3 and 4.
    ["no supply", { days: 4, stock: 10, demand: 4 }, { shortage: 6, issued: 10, lost: 0, stock: 0, depot: 0 }],
    // Half of what is left is lost each day: 16 − 4 → 6; 6 − 4 → 1; 1 − 1 → 0, 3 short.
    ["attrition", { days: 3, stock: 16, demand: 4, attrition: 0.5 }, { shortage: 3, issued: 9, lost: 7, stock: 0, depot: 0 }],
    // Day 0: 10 − 4 = 6, asks 4, due on day 2. Day 1: 2, asks 4 more. Day 2: 2 + 4 − 4 = 2, asks 4. Day 3: 2 + 4 − 4 = 2, asks 4.
    ["two days under way", { days: 4, stock: 10, demand: 4, target: 10, depot: 100, transit: 2 }, { shortage: 0, issued: 16, lost: 0, stock: 2, depot: 84 }],
    // The same with a lift of 3: ships 3 each day. Day 0: 6. Day 1: 2. Day 2: 2 + 3 − 4 = 1. Day 3: 1 + 3 − 4 = 0.
    ["lift of three", { days: 4, stock: 10, demand: 4, target: 10, depot: 100, transit: 2, lift: 3 }, { shortage: 0, issued: 16, lost: 0, stock: 0, depot: 88 }],
    // The depot gets 2 a day and is all shipped: 0 + 2 each day from day 1.
    ["lives from the line", { days: 4, stock: 0, demand: 4, target: 100, production: 2 }, { shortage: 10, issued: 6, lost: 0, stock: 0, depot: 0 }],
  ] as const)("%s", (__, given, expected) => {
    const kernel = kernelOf(single(given), "all");
    kernel.lines(1);
    const one = kernel.run({ nation: 0, key: 1 });
    expect({ shortage: one.shortage[0], issued: one.issued![0], lost: one.lost![0], stock: one.stock[0], depot: one.depot[0] }).toEqual(expected);
  });
});

test("what all nations' types ask for shares the lift by weight", () => {
  // Asks 10 of 1 t and 5 of 2 t: 20 t on a lift of 5 t: a quarter of each.
  const it: SustainmentCase = { nations: 1, types: 2, days: 1, stock: Float32Array.of(0, 0), depot: Float32Array.of(100, 100), demand: Float32Array.of(0, 0), spread: Float32Array.of(0, 0), target: Float32Array.of(10, 5), attrition: Float32Array.of(0, 0), production: Float32Array.of(0, 0), lineSpread: Float32Array.of(0, 0), weight: Float32Array.of(1, 2), lift: Float32Array.of(5), transit: Uint8Array.of(1) };
  for (const [, kernelOf] of KERNELS) {
    const kernel = kernelOf(it, "all");
    kernel.lines(0);
    expect(Array.from(kernel.run({ nation: 0, key: 0 }).depot.subarray(0, 2))).toEqual([97.5, 98.75]);
  }
});

const anyCase = fc.record({ nations: fc.integer({ min: 1, max: 4 }), types: fc.integer({ min: 1, max: 21 }), days: fc.integer({ min: 1, max: 40 }), seed: fc.integer() }).map(fictionalCase);

test("nothing appears and nothing vanishes: what was there and what was made is issued, lost, with the force, in depots or under way", () => {
  fc.assert(
    fc.property(anyCase, fc.integer(), (it, seed) => {
      const kernel = simdKernel(it, host, "all")!;
      const key = keyOf(seed, 0, 0);
      kernel.lines(key);
      for (let nation = 0; nation < it.nations; nation++) {
        const one = kernel.run({ nation, key });
        for (let type = 0; type < it.types; type++) {
          const cell = nation * it.types + type;
          let made = 0;
          for (let day = 0; day < it.days; day++) made += it.production[cell]! * kernel.factors[day * kernel.width + type]!;
          const underWay = it.target[cell]! - one.gap[type]! - one.stock[type]!;
          const before = it.stock[cell]! + it.depot[cell]! + made;
          const after = one.issued![type]! + one.lost![type]! + one.stock[type]! + one.depot[type]! + underWay;
          expect(Math.abs(after - before)).toBeLessThan(1e-4 * before);
          expect(Math.min(one.stock[type]!, one.depot[type]!, one.shortage[type]!, one.issued![type]!, one.lost![type]!)).toBeGreaterThanOrEqual(-1e-4 * before);
          expect(underWay).toBeGreaterThanOrEqual(-1e-4 * before);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("vectors and plain code give the same bits, whatever is tracked", () => {
  fc.assert(
    fc.property(anyCase, fc.integer(), (it, seed) => {
      const [plain, all, some] = [scalarKernel(it, "all"), simdKernel(it, host, "all")!, simdKernel(it, host)!].map((kernel) => simulate({ case: it, kernel, seed, draws: 3 }));
      expect([all!.shortage.mean, all!.shortage.standardError, all!.issued, all!.lost, all!.byDraw]).toEqual([plain!.shortage.mean, plain!.shortage.standardError, plain!.issued, plain!.lost, plain!.byDraw]);
      expect(some!.byDraw).toEqual(plain!.byDraw);
      expect(some!.issued).toHaveLength(0);
    }),
    { numRuns: 40 },
  );
});

test("a host without vectors has no such kernel", () => {
  expect(simdKernel(fictionalCase({ nations: 1, types: 4, days: 2, seed: 1 }), { ...host, validate: () => false })).toBeUndefined();
});

test("results do not depend on who works through which block, or in what order", () => {
  const it = fictionalCase({ nations: 3, types: 10, days: 20, seed: 5 });
  const draws = 3 * BLOCK + 5;
  const whole = simulate({ case: it, kernel: simdKernel(it, host)!, seed: 9, draws });
  const workers = [simdKernel(it, host)!, scalarKernel(it), simdKernel(it, host)!];
  const order = [2, 0, 3, 1];
  expect(order).toHaveLength(blocksOf(draws));
  const blocks = order.map((block, at) => simulateBlock({ case: it, kernel: workers[at % 3]!, seed: 9, block, draws }));
  expect(mergeBlocks({ case: it, seed: 9, kernel: "simd", blocks })).toEqual(whole);
});

test("fewer draws are the first of more draws", () => {
  const it = fictionalCase({ nations: 2, types: 5, days: 10, seed: 2 });
  const [few, more] = [7, 40].map((draws) => simulate({ case: it, kernel: scalarKernel(it), seed: 1, draws }));
  expect(Array.from(more!.byDraw.subarray(0, 14))).toEqual(Array.from(few!.byDraw));
});

/** The same rules in double precision with normal noise, written apart, one cell, no lift limit. */
function reference(it: SustainmentCase, cell: number, draws: number): { readonly mean: number; readonly standardError: number } {
  let state = 12345;
  const uniform = (): number => {
    state = mix((state + 0x9e3779b9) | 0);
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const type = cell % it.types;
  const lag = it.transit[Math.floor(cell / it.types)]!;
  const shorts: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let [stock, depot, short] = [it.stock[cell]!, it.depot[cell]!, 0];
    const arriving = new Map<number, number>();
    for (let day = 0; day < it.days; day++) {
      stock += arriving.get(day) ?? 0;
      arriving.delete(day);
      const use = Math.max(it.demand[cell]! + it.spread[cell]! * normal(), 0);
      short += Math.max(use - stock, 0);
      stock = Math.max(stock - use, 0) * (1 - it.attrition[cell]!);
      depot += it.production[cell]! * Math.max(1 + it.lineSpread[type]! * normal(), 0);
      const underWay = [...arriving.values()].reduce((sum, one) => sum + one, 0);
      const sent = Math.min(Math.max(it.target[cell]! - stock - underWay, 0), depot);
      depot -= sent;
      arriving.set(day + lag, sent);
    }
    shorts.push(short);
  }
  const mean = shorts.reduce((a, b) => a + b, 0) / draws;
  return { mean, standardError: Math.sqrt(shorts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (draws - 1) / draws) };
}

test("shortages agree with plain code in double precision under normal noise, within what the draws leave open", () => {
  const made = fictionalCase({ nations: 2, types: 6, days: 60, seed: 11 });
  const it: SustainmentCase = { ...made, lift: made.lift.map(() => 1e9), depot: made.depot.map((depot) => depot / 10) };
  const got = simulate({ case: it, kernel: simdKernel(it, host)!, seed: 3, draws: 2000 }).shortage;
  for (let cell = 0; cell < 12; cell++) {
    const apart = reference(it, cell, 2000);
    // Four standard errors, and a thousandth of what is asked for, since the noise is cut where the normal is not.
    const room = 4 * Math.hypot(apart.standardError, got.standardError[cell]!) + 0.001 * it.demand[cell]! * it.days;
    expect(Math.abs(got.mean[cell]! - apart.mean)).toBeLessThan(room);
  }
});

describe("noise", () => {
  test.each([[0, 0], [0x01ff0203, 5], [0x7f7f7f7f, 508], [0x80808080 | 0, -512], [-1, -4]])("the bytes of %i add up to %i", (word, sum) => expect(noiseOf(word)).toBe(sum));

  test("mean and spread over many days, nations and lanes", () => {
    let [sum, squares, count] = [0, 0, 0];
    for (let nation = 0; nation < 20; nation++) {
      for (let day = 0; day < 50; day++) {
        for (let lane = 0; lane < 4; lane++) {
          let word = startOf(keyOf(1, 2, nation), day, lane);
          for (let at = 0; at < 20; at++) {
            word = nextWord(word);
            const one = noiseOf(word) - NOISE_MEAN;
            sum += one;
            squares += one * one;
            count += 1;
          }
        }
      }
    }
    expect(Math.abs(sum / count)).toBeLessThan((4 * NOISE_SD) / Math.sqrt(count));
    expect(Math.sqrt(squares / count) / NOISE_SD).toBeCloseTo(1, 1.7);
  });

  test("neighbours are not alike: days, lanes, nations, draws", () => {
    const row = (key: number, day: number, lane: number): number[] => {
      let word = startOf(key, day, lane);
      return Array.from({ length: 500 }, () => (word = nextWord(word), noiseOf(word) - NOISE_MEAN));
    };
    const base = row(keyOf(1, 0, 0), 0, 0);
    for (const other of [row(keyOf(1, 0, 0), 1, 0), row(keyOf(1, 0, 0), 0, 1), row(keyOf(1, 0, 1), 0, 0), row(keyOf(1, 1, 0), 0, 0), row(keyOf(2, 0, 0), 0, 0), [...base.slice(1), 0]]) {
      const correlation = base.reduce((sum, one, at) => sum + one * other[at]!, 0) / (500 * NOISE_SD ** 2);
      expect(Math.abs(correlation)).toBeLessThan(0.18);
    }
  });
});

test.each([
  ["an array that is too short", { stock: Float32Array.of(1) }, /stock has 1 figures; it needs 2/],
  ["a figure below zero", { demand: Float32Array.of(1, -1) }, /demand\[1\] is -1; it must be a number of at least 0/],
  ["a share above one", { attrition: Float32Array.of(0, 1.5) }, /attrition\[1\] is 1.5; it must be a share/],
  ["no transit", { transit: Uint8Array.of(0) }, /transit\[0\] is 0; it must be 1 to 7 days/],
])("%s is refused", (_, change, message) => {
  const it = { ...fictionalCase({ nations: 1, types: 2, days: 3, seed: 1 }), ...change };
  expect(() => simulate({ case: it, kernel: scalarKernel(fictionalCase({ nations: 1, types: 2, days: 3, seed: 1 })), seed: 1, draws: 1 })).toThrow(CaseError);
  expect(() => simulate({ case: it, kernel: scalarKernel(fictionalCase({ nations: 1, types: 2, days: 3, seed: 1 })), seed: 1, draws: 1 })).toThrow(message);
});
