import fc from "fast-check";
import { expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import type { FictionalWorld } from "../fictional.ts";
import type { Freedom, OpenChoices } from "../freedom.ts";
import type { World } from "../world.ts";
import { formulated, type HandCase, solved } from "./by-hand/case.ts";
import { PLAIN } from "./by-hand/tiny.ts";

const desk = { solver: await highsInProcess(), signal: undefined, timeLimit: 30 };
const STAGES = ["violations", "shortfall", "money"] as const;
const NONE: OpenChoices = { agreements: [], adoptionYears: [], fallback: false, lines: false };

/** Values of the three stages with choices as given. */
const valuesOf = async (world: FictionalWorld, freedom: HandCase["freedom"]): Promise<readonly number[]> => {
  const { value } = await solved({ about: "choices", world, ...(freedom === undefined ? {} : { freedom }), objectives: STAGES, figures: {} }, desk);
  return STAGES.map(value);
};

/** The first of two rows of values, read one after the other, that is less by more than round-off. */
const isLess = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((it, i) => Math.abs(it - b[i]!) > 1e-6 * Math.max(Math.abs(it), 1));
  return at >= 0 && a[at]! < b[at]!;
};

/** The choices left to the model must come to the best of all choices, tried one by one. */
async function expectBest(world: FictionalWorld, { open, all }: { readonly open: Partial<Freedom>; readonly all: readonly Partial<Freedom>[] }): Promise<void> {
  let best: readonly number[] | undefined;
  for (const it of all) {
    const values = await valuesOf(world, it);
    if (best === undefined || isLess(values, best)) best = values;
  }
  expect(await valuesOf(world, open)).toEqual(best!.map((it) => expect.closeTo(it, 4)));
}

const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });
const worldIn = (world: FictionalWorld): World => formulated({ about: "", world, figures: {} }).world;

test("lines: what the model sets up and keeps open is the best of all products and closures", async () => {
  await fc.assert(
    fc.asyncProperty(upTo(12), upTo(12), upTo(6), fc.constantFrom(0, 1, 3), fc.constantFrom(0, 0.25, 1), async (air, sea, rate, minimum, changeover) => {
      const world: FictionalWorld = {
        years: 4,
        nations: { Ash: 40, Birch: 40 },
        leaves: { air, sea },
        systems: { jet: { cost: 2, lead: 1 }, ship: { cost: 3, lead: 1 } },
        yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }],
        lines: [{ id: "works", systems: ["jet", "ship"], rate, minimum: Math.min(minimum, rate), changeover }],
        parameters: PLAIN,
      };
      const { goods } = worldIn(world).lines[0]!;
      const products = Array.from({ length: 16 }, (_, bits) => Int32Array.from({ length: 4 }, (__, t) => goods[(bits >> t) & 1]!));
      // Open to the end, or closed from a year on.
      const opens = minimum === 0 ? [4] : [1, 2, 3, 4];
      await expectBest(world, {
        open: { open: { ...NONE, lines: true } },
        all: products.flatMap((product) => opens.map((last) => ({ lineChoices: new Map([[0, { product, open: Uint8Array.from({ length: 4 }, (_, t) => (t < last ? 1 : 0)) }]]) }))),
      });
    }),
    { numRuns: 3, seed: 3 },
  );
});

test("standards: what the model adopts is the best of all dates", async () => {
  await fc.assert(
    fc.asyncProperty(upTo(20), upTo(20), upTo(9), fc.constantFrom(1, 4), async (ash, birch, cost, money) => {
      const world: FictionalWorld = {
        years: 4,
        nations: { Ash: money, Birch: money },
        leaves: { air: 20 },
        systems: { jet: { cost: 2, lead: 1 } },
        yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }],
        holdings: [{ nation: "Ash", system: "jet", quantity: ash }, { nation: "Birch", system: "jet", quantity: birch }],
        standards: { K: { leaves: ["air"], cost } },
        adoptions: [{ nation: "Ash", standard: "K", status: "none" }, { nation: "Birch", standard: "K", status: "none" }],
        parameters: { ...PLAIN, "plan.credit": 0.6 },
      };
      const dates = [1, 3, 4];
      await expectBest(world, { open: { open: { ...NONE, adoptionYears: [1, 3] } }, all: dates.flatMap((a) => dates.map((b) => ({ adopted: [new Int32Array([a, b])] }))) });
    }),
    { numRuns: 6, seed: 4 },
  );
});

test("leads: whom the model lets lead is the best of all sets within the caps", async () => {
  await fc.assert(
    fc.asyncProperty(upTo(12), upTo(12), upTo(10), upTo(10), fc.constantFrom(0, 0.2), async (air, sea, ash, birch, insurance) => {
      const world: FictionalWorld = {
        years: 3,
        nations: { Ash: ash, Birch: birch },
        leaves: { air: air + 4, sea: sea + 4 },
        systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 2, lead: 1 } },
        yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1, combine: "limiting" }],
        shares: { air: { Ash: 2, Birch: air + 2 }, sea: { Ash: sea + 3, Birch: 1 } },
        parameters: { ...PLAIN, "plan.stranding-insurance": insurance, "plan.lead-load": 1, "plan.leads-per-leaf": 1 },
      };
      // Keys are nation · 2 + leaf: of each pair of nations in a leaf, and of leaves for a nation, one at most.
      const sets = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].filter((key) => (bits >> key) & 1)).filter((it) => [[0, 1], [2, 3], [0, 2], [1, 3]].every((pair) => !pair.every((key) => it.includes(key))));
      await expectBest(world, { open: { open: NONE }, all: sets.map((it) => ({ leads: new Set(it) })) });
    }),
    { numRuns: 6, seed: 5 },
  );
});

test("agreements: the tier that the model concludes is the best of all", async () => {
  await fc.assert(
    fc.asyncProperty(upTo(12), upTo(12), upTo(30), fc.constantFrom(0, 0.3, 2), fc.constantFrom(2, 30), async (need, small, large, fee, money) => {
      const world: FictionalWorld = { years: 3, nations: { Ash: money, Birch: money }, leaves: { air: need }, systems: { jet: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }], parameters: PLAIN };
      const tiers = [{ lot: small, factor: 0.8 }, { lot: small + large, factor: 0.5 }];
      const fees = new Float64Array([0, fee, fee]);
      const joint = { active: true, good: 0, members: [0, 1], first: 1, fees: new Map([[0, fees], [1, fees]]) };
      // A tier whose lot cannot be met is out: it shows as a violation of the first stage.
      await expectBest(world, { open: { open: { ...NONE, agreements: [{ good: 0, candidates: [0, 1], first: 1, tiers, fee: fees }] } }, all: [{}, ...tiers.map((tier) => ({ joints: [{ ...joint, ...tier }] }))] });
    }),
    { numRuns: 10, seed: 6 },
  );
});
