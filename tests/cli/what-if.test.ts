import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { here } from "./here.ts";

interface Shown {
  readonly value: number;
  readonly short: number;
  readonly baseShort?: number;
  readonly bound: number;
  readonly gap: number;
  readonly givesWay: readonly { readonly kind: string; readonly about: string }[];
  readonly money: { readonly price: { readonly low: number; readonly base: number; readonly high: number }; readonly before: { readonly value: number }; readonly after: { readonly value: number } } | null;
  readonly effect: { readonly leaves: readonly { readonly leaf: string; readonly after: number }[]; readonly cost: { readonly before: number; readonly after: number } | null; readonly nations: readonly { readonly nation: string; readonly before: number; readonly after: number }[] | null };
}
interface View {
  readonly changes: readonly { readonly kind: string }[];
  readonly base: Shown;
  readonly quick: Shown;
  readonly exact: Shown;
}

const viewOf = async (...levers: readonly string[]): Promise<View> => {
  const ran = await here(["what-if", "cases/two-nations", ...levers, "--json", "--quiet"]);
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as View;
};

describe("the examples of the guide to what-if", () => {
  test.each(examplesOf("docs/guide/what-if.md").map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await here(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    let from = 0;
    for (const line of it.lines) {
      const at = ran.stdout.indexOf(line, from);
      expect(at, `"${line}" in:\n${ran.stdout}`).toBeGreaterThanOrEqual(0);
      from = at + line.length;
    }
  });
});

describe("concord what-if", () => {
  test("bound ≤ exact ≤ quick, and the exact answer is proved", async () => {
    const { base, quick, exact } = await viewOf("--capacity", "l.battery=-50%");
    expect(quick.bound).toBeLessThanOrEqual(exact.value + 1e-6);
    expect(exact.value).toBeLessThanOrEqual(quick.value + 1e-6);
    expect(exact.gap).toBeLessThan(1e-6);
    expect(exact.value).toBeGreaterThan(base.value);
  });

  test("every lever is read, and all hold together", async () => {
    const levers = ["--budget", "VAL=+5%@2031-2032", "--budget", "HOL=40", "--requirement", "air=x1.1", "--cap", "air=0.6", "--cap", "*=+10%", "--priority", "air=2", "--price", "gun=-10%", "--capacity", "l.gun=10@2031", "--line-lost", "l.battery@2032", "--standard", "S-1@2031", "--decline", "HOL/air", "--delay", "p.VAL.battery=1"];
    const { changes } = await viewOf(...levers);
    expect(changes).toEqual([
      { kind: "budget", nation: "VAL", factor: 1.05, from: 2031, to: 2032 },
      { kind: "budget", nation: "HOL", amount: 40 },
      { kind: "requirement", leaf: "air", factor: 1.1 },
      { kind: "cap", leaf: "air", amount: 0.6 },
      { kind: "cap", factor: 1.1 },
      { kind: "priority", leaf: "air", amount: 2 },
      { kind: "price", system: "gun", factor: 0.9 },
      { kind: "capacity", line: "l.gun", amount: 10, from: 2031, to: 2031 },
      { kind: "line-lost", line: "l.battery", from: 2032 },
      { kind: "standard-mandated", standard: "S-1", by: 2031 },
      { kind: "target-declined", nation: "HOL", leaf: "air" },
      { kind: "programme-delayed", programme: "p.VAL.battery", years: 1 },
    ]);
  });

  test("where a priority is changed, the plan as it is is weighed by it too: a capability that counts twice is no shortfall that grew", async () => {
    const { base, exact } = await viewOf("--priority", "air=x2");
    expect(exact.short).toBeGreaterThan(base.short);
    expect(exact.short).toBeLessThanOrEqual(exact.baseShort! + 1e-6);
    expect((await viewOf("--priority", "air=x1")).exact.baseShort).toBeCloseTo(base.short, 3);
    expect((await viewOf("--budget", "VAL=+5%")).exact.baseShort).toBeUndefined();
    expect((await here(["what-if", "cases/two-nations", "--priority", "air=x2", "--quiet"])).stdout.replaceAll(/\s+/g, " ")).toMatch(/against [\d.]+ for the plan as it is by the same priorities \(by those of before [\d.]+\)/);
  });

  test("what cannot be kept is named, and its price is not called a shortfall", async () => {
    const { exact } = await viewOf("--line-lost", "l.battery");
    expect(exact.givesWay).toEqual([expect.objectContaining({ kind: "programme", about: "p.VAL.battery" })]);
    expect(exact.short).toBeLessThan(exact.value - 1);
  });

  test("both answers say what was kept: targets are not apportioned anew", async () => {
    const { code, stdout } = await here(["what-if", "cases/two-nations", "--requirement", "brigade=-40%", "--quiet"]);
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/g, " ").match(/no plan with these target shares, agreements, leads and adoptions is better by more than/gi)).toHaveLength(2);
  });

  test("the cost before is that of the stored plan, which is made as cheap: no cost is one of many", async () => {
    const ran = await here(["what-if", "cases/two-nations", "--budget", "HOL=+5%", "--quiet"]);
    const stored = (JSON.parse((await here(["plan", "cases/two-nations", "--json", "--quiet"])).stdout) as { readonly stages: { readonly aligned: readonly { readonly name: string; readonly value: number }[] } }).stages.aligned.find((it) => it.name === "cost")!.value;
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toMatch(new RegExp(`The least that a plan this short costs is CRN \\d+ M, against CRN ${stored.toFixed(0)} M before: the changes cost CRN [\\d.]+ M, proven to within CRN 10 k\\.`));
  });

  test("what a programme a year later costs: nothing is told of money before it is least, then the price with its proof", async () => {
    const { base, quick, exact } = await viewOf("--delay", "p.VAL.battery=1");
    expect([quick.money, quick.effect.cost, quick.effect.nations]).toEqual([null, null, null]);
    expect(base.money!.price).toEqual({ low: 0, base: 0, high: 0 });
    const { price, before, after } = exact.money!;
    expect(price.base).toBeCloseTo(after.value - before.value, 9);
    expect(price.base).toBeGreaterThan(1);
    expect([price.low, price.high]).toEqual([expect.closeTo(price.base, 4), expect.closeTo(price.base, 4)]);
    expect(exact.effect.cost!.after - exact.effect.cost!.before).toBeCloseTo(price.base, 4);
  });

  test.each([
    ["cases/five-rivers", "DOR", 1],
    ["cases/two-nations", "HOL", 0],
  ])("%s without %s: %i times it is said what becomes of agreements that it leaves", async (folder, nation, times) => {
    const ran = await here(["what-if", folder, "--nation-out", nation, "--quiet"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout.replaceAll(/\s+/g, " ").split(/Exact/)[0]!.split("go on at the same price: their smallest lot and what it costs to set them up shrink by its part")).toHaveLength(times + 1);
  });

  test("what an ally that leaves pays itself is not told as saved: it, and what those who stay pay more, stand apart", async () => {
    const { exact } = await viewOf("--nation-out", "HOL");
    const rows = new Map(exact.effect.nations!.map((it) => [it.nation, it]));
    const stay = rows.get("VAL") === undefined ? 0 : rows.get("VAL")!.after - rows.get("VAL")!.before;
    expect(exact.effect.cost!.after - exact.effect.cost!.before + rows.get("HOL")!.before).toBeCloseTo(stay, 6);
    const told = (await here(["what-if", "cases/two-nations", "--nation-out", "HOL", "--quiet"])).stdout.replaceAll(/\s+/g, " ");
    expect(told).toMatch(/It no longer counts the CRN [\d.]+ M that Holm paid in the plan before: those who stay pay (as much as before|CRN [\d.]+ [kM] (more|less))\./);
    expect(told).not.toContain("the changes save");
  });

  test("one ally alone is left when the other leaves", async () => {
    const { exact } = await viewOf("--nation-out", "HOL");
    expect(exact.effect.nations!.map((it) => it.nation)).toContain("HOL");
    // Vale holds 2 of the 4 data links and may count no more than half: half short in each of three years.
    const shortOf = new Map(exact.effect.leaves.map((it) => [it.leaf, it.after]));
    expect(shortOf.get("links")).toBeCloseTo(1.5, 6);
    expect(shortOf.get("air")).toBeCloseTo(1.6, 4);
  });

  test.each([
    [[], "No lever is changed"],
    [["--budget", "VAL"], "is not understood"],
    [["--budget", "VAL=5pct"], "is no change"],
    [["--budget", "VAL=-200%"], "Write --budget NATION=CHANGE"],
    [["--standard", "S-9@2031"], "--standard: no standard S-9"],
    [["--budget", "VAX=+5%"], "Did you mean VAL"],
    [["--line-lost", "l.batery"], "Did you mean l.battery"],
    [["--line-lost", "l.battery@2050"], "2050 is not a year of the plan"],
    [["--delay", "p.VAL.battery=9"], "can be delayed by at most"],
    [["--nation-out", "VAL", "--nation-out", "HOL"], "nobody would be left"],
  ])("%j: says what is wrong and how to mend it", async (levers, text) => {
    const ran = await here(["what-if", "cases/two-nations", ...levers, "--quiet"]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(text);
  });
});
