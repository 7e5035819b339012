import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFolder } from "./load.ts";

const { facts } = loadFolder(join(import.meta.dirname, "../../data/nato-open"));
const TAKEN = /([\d.]+) per cent of it taken, between ([\d.]+) and ([\d.]+) per cent/;

describe("a holding from the count of 2014", () => {
  const counted = facts.holding.filter((it) => it.source === "rdmc").map((it) => {
    const definition = it.definition ?? "";
    const [, base, low, high] = (TAKEN.exec(definition) ?? []).map(Number);
    const yearly = Number(/range widened by (\d+) per cent for each year since/.exec(definition)?.[1]) / 100;
    return { it, count: Number(/^(\d+) counted in 2014 under /.exec(definition)?.[1]), base: base! / 100, low: low! / 100, high: high! / 100, wide: yearly * (2026.9 - 2014), types: /Types known since/.test(definition) };
  });

  test("there are such holdings", () => expect(counted.length).toBeGreaterThan(200));
  test("the part of the count that is stated is the part that was taken", () =>
    expect(counted.filter((row) => row.it.quantity.base !== Math.round(row.count * row.base)).map((row) => `${row.it.id}: ${row.it.definition}`)).toEqual([]));
  test("its ends are the stated ends, widened as stated; types known since set the low end", () => {
    const low = (row: (typeof counted)[number]): number => Math.floor(Math.max(row.count * row.low * (1 - row.wide), 0) + 1e-9);
    const high = (row: (typeof counted)[number]): number => Math.ceil(row.count * row.high * (1 + row.wide) - 1e-9);
    expect(counted.filter((row) => row.it.quantity.high !== high(row) || (!row.types && row.it.quantity.low !== low(row))).map((row) => `${row.it.id} ${row.it.quantity.low} ${row.it.quantity.high}: ${row.it.definition}`)).toEqual([]);
  });
});

test("a holding of which one end is stated says which part of it was taken", () => {
  const bounds = facts.holding.flatMap((it) => {
    const [, which, bound] = /(?:An|A) (upper|lower) bound of (\d+) is stated: /.exec(it.definition ?? "") ?? [];
    return which === undefined || /; and /.test(it.definition ?? "") ? [] : [{ it, bound: Number(bound), part: Number(TAKEN.exec(it.definition ?? "")?.[1]) / 100 }];
  });
  expect(bounds.length).toBeGreaterThan(10);
  expect(bounds.filter((row) => !/taken off/.test(row.it.definition ?? "") && row.it.quantity.base !== Math.round(row.bound * row.part) && !/^Published total|^Sum of/.test(row.it.definition ?? "")).map((row) => `${row.it.id} ${row.it.quantity.base}: ${row.it.definition}`)).toEqual([]);
});
