import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import type { Comparison, Plan } from "#engines/plan";
import { frenchOf, procurementView, type Results, whyView } from "#views";

const { alliance, digest } = await loadDataset("cases/five-rivers");
const [system] = alliance!.systems;
const [a, b, c] = alliance!.nations.map((it) => it.id) as [string, string, string];
const order = (nation: string, year: number, quantity: number, unitPrice: number, programme?: string): Plan["orders"][number] => ({ nation, system: system!.id, orderYear: year - 1, year, quantity, unitPrice, agreement: "joint:x", ...(programme !== undefined && { programme }) });
/** One agreement of three, of whom the third buys nothing under it; another order of the first is outside of it. */
const aligned = {
  shortfalls: [{ leaf: "x", year: 2031, required: 1, available: 0, planned: 1, short: 0, shortUrgent: 0 }],
  agreements: [{ id: "joint:x", system: system!.id, members: [a, b, c], firstYear: 2031, lastYear: 2034, quantity: 20, lot: 5, priceFactor: 0.9, coordination: 3 }],
  orders: [order(a, 2031, 5, 10, "p.one"), order(a, 2033, 3, 12), order(b, 2034, 12, 9), { nation: a, system: system!.id, orderYear: 2030, year: 2031, quantity: 100, unitPrice: 99 }],
} as unknown as Plan;
const results = { ...assessAlliance({ alliance: alliance!, digest }, {}, (text) => text), comparison: { alone: { cost: 1000 }, aligned, levers: [] } as unknown as Comparison } as Results & { readonly comparison: Comparison };
const [bundle] = procurementView(results).bundles!;

test.each([
  [a, 8, 5, 3, 12, 2033],
  [b, 12, 0, 12, 9, 2034],
  [c, 0, 0, 0, undefined, undefined],
])("%s has of %d under the agreement %d in its programmes and %d still to pledge, each at up to %d, by %d", (nation, share, promised, unpledged, priceMost, by) => {
  const row = bundle!.parties.find((it) => it.nation === nation)!;
  expect([row.share.value, row.promised.value, row.unpledged.value, row.priceMost.value, row.by]).toEqual([share, promised, unpledged, priceMost, by]);
});

test("who takes most stands first, and the parts that are in no programme add up", () => {
  expect(bundle!.parties.map((it) => it.nation)).toEqual([b, a, c]);
  expect(bundle!.unpledged.value).toBe(bundle!.parties.reduce((sum, it) => sum + it.unpledged.value!, 0));
});

test("an agreement under which one ally alone buys is counted by itself, and is not bought together", () => {
  const alone = { ...aligned, agreements: [...aligned.agreements, { ...aligned.agreements[0]!, id: "joint:y" }], orders: [...aligned.orders, { ...order(c, 2032, 4, 9), agreement: "joint:y" }] };
  const of = { ...results, comparison: { ...results.comparison, aligned: alone } } as Results;
  const view = procurementView(of);
  expect(view.bundles!.map((it) => it.only?.nation)).toEqual([undefined, c]);
  expect([view.told.together.value, view.told.alone.value]).toEqual([1, 1]);
  expect(view.sentence).toContain("the plan buys one system together. Under 1 further agreement one ally alone buys.");
  expect(frenchOf(view.sentence)).toContain("Dans 1 autre accord, un seul allié achète.");
  for (const it of [view.told.together, view.told.alone]) {
    const why = whyView(of, it.why);
    expect([it.why, why.kind === "answer" && [why.why.shown.value, why.why.steps.length]]).toEqual([it.why, [1, 1]]);
  }
});

test("each of these figures is answered why, with the same value", () => {
  for (const it of [bundle!.unpledged, ...bundle!.parties.flatMap((row) => [row.share, row.promised, row.unpledged, ...(row.priceMost.value === undefined ? [] : [row.priceMost])])]) {
    const why = whyView(results, it.why);
    expect([it.why, why.kind === "answer" && why.why.shown.value]).toEqual([it.why, it.value]);
  }
});
