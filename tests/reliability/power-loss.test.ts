import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTrace } from "../../tools/reliability/disk/trace.ts";
import { powerLoss, withoutSyncs } from "../../tools/reliability/power-loss.ts";
import { KEPT_COMMITS, KEPT_TRACE, traceOf } from "../../tools/reliability/trace-of.ts";

const WAYS = 3;
const { ops, from } = traceOf(KEPT_COMMITS);

test(`a power cut loses nothing acknowledged, in 200 states from ${from}`, () => {
  const found = powerLoss({ ops, states: WAYS, points: 200 / (WAYS + 2), seed: ops.length });
  expect({ lost: found.lost, invented: found.invented, broken: found.broken, faults: found.faults }).toEqual({ lost: 0, invented: 0, broken: 0, faults: [] });
  expect([found.states > 150, found.distinct > 50]).toEqual([true, true]);
});

test("the check finds a program that does not sync: the same trace without its syncs loses what was acknowledged", () => {
  expect(powerLoss({ ops: withoutSyncs(ops), states: WAYS, points: 10, seed: 1 }).lost).toBeGreaterThan(0);
});

test("the kept trace is one: node tools/reliability/keep-trace.ts", () => {
  const kept = readTrace(readFileSync(KEPT_TRACE));
  expect(kept.filter((it) => it.kind === "said" && it.line.includes('"append"')).length).toBe(KEPT_COMMITS);
  expect(powerLoss({ ops: kept, states: 0, points: 5, seed: 3 }).faults).toEqual([]);
});
