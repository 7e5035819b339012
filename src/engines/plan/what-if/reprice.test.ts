import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { freedomOf } from "../aligned.ts";
import { planAlone } from "../alone.ts";
import { candidatesOf } from "../candidates.ts";
import { fictionalAlliance } from "../fictional-alliance.ts";
import { worldOf } from "../world.ts";
import { type Case, type Change, changed } from "./change.ts";
import { poseRepriced } from "./reprice.ts";
import { pose, type Solved } from "./state.ts";

let solved: Solved;

beforeAll(async () => {
  const world = worldOf({ ...fictionalAlliance({ size: "B", seed: 3 }), figures: "base" });
  const alone = await planAlone({ world, desk: { solver: await highsInProcess(), signal: undefined, timeLimit: 60 } });
  const it: Case = { world, freedom: freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "lots", "roles", "standards"] }) };
  const posed = pose(it, { breach: 50, allowed: undefined });
  const { colCount, rowCount } = posed.elastic.model;
  solved = { ...posed, primal: new Float64Array(colCount), dual: new Float64Array(rowCount), basis: { colStatus: new Int32Array(colCount), rowStatus: new Int32Array(rowCount).fill(1) } };
});

const close = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((it, at) => Math.abs(it - b[at]!) <= 1e-12 * Math.max(1, Math.abs(it)));

describe("poseRepriced", () => {
  test("new priorities of any leaves: the model is the one written anew, number by number", () => {
    const leaves = solved.case.world.leaves.map((it) => it.id);
    const change = fc.record({ kind: fc.constant("priority" as const), leaf: fc.constantFrom(...leaves), factor: fc.double({ min: 0.1, max: 5, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const next = changes.reduce<Case>(changed, solved.case);
        const quick = poseRepriced(solved, next, changes)!.posed;
        const anew = pose(next, { breach: 50, allowed: undefined });
        const [a, b] = [quick.elastic.model, anew.elastic.model];
        expect(close(a.cost, b.cost)).toBe(true);
        for (const part of ["colLower", "colUpper", "rowLower", "rowUpper", "values"] as const) expect(a[part]).toEqual(b[part]);
        expect(quick.named.formulation.constants.shortfall).toBeCloseTo(anew.named.formulation.constants.shortfall, 10);
        expect(quick.named.formulation.on.world).toBe(next.world);
      }),
      { numRuns: 10, seed: 5 },
    );
  });

  test("with anything else besides, the model is to be written anew", () => {
    const { leaves, nations } = solved.case.world;
    const changes: Change[] = [{ kind: "priority", leaf: leaves[0]!.id, factor: 2 }, { kind: "budget", nation: nations[0]!, factor: 2 }];
    expect(poseRepriced(solved, changes.reduce<Case>(changed, solved.case), changes)).toBeUndefined();
  });
});
