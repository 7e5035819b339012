import type { Doubt } from "./check.ts";

/** Shares of one system's holding that go to different leaves do not exceed the whole, or things are counted twice. */
export const sharesExceedWhole: Doubt = {
  code: "shares-exceed-whole",
  level: "warning",
  title: "Shares of a system's holding add up to no more than one.",
  run: (on, report) => {
    const sums = new Map<string, { readonly index: number; sum: number }>();
    on.facts.yield.forEach(({ system, share, combine }, index) => {
      if (share === undefined || combine === "reference" || combine === "multiplier") return;
      const entry = sums.get(system) ?? { index, sum: 0 };
      sums.set(system, { index, sum: entry.sum + share.low });
    });
    for (const [system, { index, sum }] of sums)
      if (sum > 1 + 1e-9) report({ kind: "yield", index, column: "share" }, { message: `The shares of "${system}" that go to its leaves add up to ${Number(sum.toPrecision(4))}: some of it is counted twice.`, mend: "Let them add up to at most 1, or combine them as `alternative`." });
  },
};
