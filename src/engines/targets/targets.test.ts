import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gini, jain, normalTail, ranks, spearman, spearmanTest, studentTails, wilcoxon } from "./fairness.ts";
import { waterFill, wholeUnits } from "./shares.ts";

const sum = (values: readonly number[]): number => values.reduce((all, it) => all + it, 0);
const keysOf = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 }).map((values) => {
  const whole = sum(values);
  return whole > 1e-6 ? values.map((it) => it / whole) : values.map((_, index) => (index === 0 ? 1 : 0));
});
const capOf = fc.double({ min: 0.05, max: 1, noNaN: true });

describe("C10 rule 2: water-filling", () => {
  test("the published vector", () => {
    expect(waterFill([0.62, 0.15, 0.12, 0.07, 0.04], 0.5).map((it) => Number(it.toFixed(4)))).toEqual([0.5, 0.1974, 0.1579, 0.0921, 0.0526]);
  });

  test("several fill up one after another", () => {
    expect(waterFill([0.5, 0.3, 0.2], 0.4).map((it) => Number(it.toFixed(6)))).toEqual([0.4, 0.36, 0.24]);
    expect(waterFill([0.6, 0.39, 0.01], 0.4).map((it) => Number(it.toFixed(6)))).toEqual([0.4, 0.4, 0.2]);
  });

  test("keys too small to divide by still get their part", () => {
    expect(waterFill([0.9948655448551363, 4.940656e-318, 0.005134455144863605, 4.940656e-318], 0.25000000125).reduce((all, it) => all + it, 0)).toBeCloseTo(1, 12);
  });

  test("caps that do not reach the whole leave a residual", () => {
    expect(waterFill([0.9, 0.1], 0.3)).toEqual([0.3, 0.3]);
  });

  test("laws: within the cap, sums to one or to all caps, uncapped shares keep their proportions, order does not matter", () => {
    fc.assert(
      fc.property(keysOf, capOf, (keys, cap) => {
        const shares = waterFill(keys, cap);
        const positive = keys.filter((it) => it > 0).length;
        for (const it of shares) expect(it).toBeLessThanOrEqual(cap + 1e-12);
        expect(sum(shares)).toBeCloseTo(Math.min(1, positive * cap), 8);
        const free = shares.flatMap((it, index) => (it < cap - 1e-9 && (keys[index] ?? 0) > 1e-6 ? [it / (keys[index] ?? 1)] : []));
        for (const it of free) expect(it).toBeCloseTo(free[0] ?? 0, 6);
        const back = waterFill([...keys].reverse(), cap);
        shares.forEach((it, index) => expect(back[shares.length - 1 - index]).toBeCloseTo(it, 9));
      }),
    );
  });
});

describe("C10 rule 3: whole units under the cap", () => {
  test("the published vector: the naive remainder would give 19 of 37, above half", () => {
    expect(wholeUnits(waterFill([0.62, 0.15, 0.12, 0.07, 0.04], 0.5), 37, 0.5)).toEqual({ units: [18, 7, 6, 4, 2], residual: 0 });
  });

  test.each([
    [[0.5, 0.5], 3, 0.5, [1, 1], 1],
    [[1], 5, 0.5, [2], 3],
    [[0.25, 0.25, 0.5], 4, 1, [1, 1, 2], 0],
    [[0, 1], 3, 1, [0, 3], 0],
    [[0.1, 0.2, 0.7], 10, 1, [1, 2, 7], 0],
    [[0.5, 0.3, 0.2], 0, 0.5, [0, 0, 0], 0],
  ])("shares %j of %i, cap %d", (shares, total, cap, units, residual) => {
    expect(wholeUnits(shares, total, cap)).toEqual({ units, residual });
  });

  test("laws: sums to the whole with the residual, none above ⌊κR⌋, a residual only where all are full", () => {
    fc.assert(
      fc.property(keysOf, fc.integer({ min: 0, max: 500 }), capOf, (keys, total, cap) => {
        const { units, residual } = wholeUnits(waterFill(keys, cap), total, cap);
        const most = Math.floor(cap * total + 1e-9);
        expect(sum(units) + residual).toBe(total);
        for (const it of units) expect(it).toBeLessThanOrEqual(most);
        if (residual > 0) keys.forEach((key, index) => key > 0 && waterFill(keys, cap)[index]! > 0 && expect(units[index]).toBe(most));
      }),
    );
  });
});

describe("fairness", () => {
  test.each([
    [[1, 1, 1, 1], 0, 1],
    [[0, 0, 0, 1], 0.75, 0.25],
    [[1, 2, 3, 4], 0.25, 100 / 120],
  ])("Gini and Jain of %j", (values, g, j) => {
    expect(gini(values)).toBeCloseTo(g, 12);
    expect(jain(values)).toBeCloseTo(j, 12);
  });

  test("ranks share ties", () => expect(ranks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]));

  // Textbook: IQ against hours of television, rho = -29/165.
  test("Spearman without ties", () => {
    expect(spearman([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-29 / 165, 12);
  });
  test("Spearman of something that does not vary is unknown", () => expect(spearman([1, 1], [1, 2])).toBeUndefined());

  // p of the first three by counting orders in Python; of the rest by SciPy 1.17 spearmanr.
  test.each([
    [[1, 2, 3, 4, 5], [2, 1, 4, 3, 5], 0.8, 16 / 120, "exact"],
    [[1, 2, 2, 4, 5, 6, 7], [7, 5, 6, 1, 4, 2, 3], -0.7387687194103585, 0.07063492063492063, "exact"],
    [[1, 2, 3, 4], [1, 2, 3, 4], 1, 1 / 12, "exact"],
    [[106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17], -29 / 165, 0.6271883447764846, "student"],
    [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5], 0.1415796863640157, 0.6607268292868227, "student"],
  ])("Spearman's test of %j and %j", (x, y, rho, p, method) => {
    const it = spearmanTest(x, y);
    expect(it?.rho).toBeCloseTo(rho, 12);
    expect(it?.p).toBeCloseTo(p, 12);
    expect(it?.method).toBe(method);
  });
  test("Spearman's test of two pairs is unknown", () => expect(spearmanTest([1, 2], [1, 2])).toBeUndefined());

  // SciPy 1.17: 2 * t.sf(t, df).
  test.each([
    [0.5, 8, 0.6305360755569764],
    [2, 10, 0.07338803477074037],
    [4.5, 30, 9.519359392112443e-5],
    [12.7062, 1, 0.0500000185607104],
    [Number.POSITIVE_INFINITY, 7, 0],
    [0, 5, 1],
  ])("Student's tails at %d, %i degrees", (t, freedom, p) => expect(studentTails(t, freedom)).toBeCloseTo(p, 12));

  // R 4: wilcox.test(depression data of Hollander & Wolfe, paired = TRUE): V = 40, p = 0.03906.
  test("Wilcoxon, exact, as R gives it", () => {
    const it = wilcoxon([1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]);
    expect(it).toMatchObject({ statistic: 40, pairs: 9, method: "exact" });
    expect(it?.p).toBeCloseTo(0.0390625, 10);
  });
  test("Wilcoxon with ties: normal with corrections", () => {
    // Differences 1 1 2 -1 3: ranks 2 2 4 2 5, V = 13, mean 7.5, variance 13.75 - 24/48 = 13.25.
    const it = wilcoxon([1, 1, 2, -1, 3], [0, 0, 0, 0, 0]);
    expect(it).toMatchObject({ statistic: 13, method: "normal" });
    expect(it?.p).toBeCloseTo(2 * normalTail(5 / Math.sqrt(13.25)), 12);
  });
  test("Wilcoxon of equal pairs is unknown", () => expect(wilcoxon([1, 2], [1, 2])).toBeUndefined());
  test("exact agrees with counting all sign patterns", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 }), fc.integer({ min: 0, max: 511 }), (sizes, signs) => {
        const x = sizes.map((size, index) => ((signs >> index) & 1 ? size : -size));
        const it = wilcoxon(x, x.map(() => 0));
        const rank = ranks(sizes);
        const all = Array.from({ length: 2 ** sizes.length }, (_, pattern) => rank.reduce((v, r, index) => ((pattern >> index) & 1 ? v + r : v), 0));
        const centre = sum(rank) / 2;
        const p = all.filter((v) => Math.abs(v - centre) >= Math.abs((it?.statistic ?? 0) - centre) - 1e-9).length / all.length;
        expect(it?.p).toBeCloseTo(Math.min(1, p), 10);
      }),
    );
  });

  test.each([
    [0, 0.5],
    [1.959963984540054, 0.025],
    [3, 0.0013498980316300933],
    [6, 9.865876450376946e-10],
  ])("normal tail at %d", (z, p) => expect(Math.abs(normalTail(z) / p - 1)).toBeLessThan(1e-9));
});
