import fc from "fast-check";
import { expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows } from "#maths";
import type { FictionalWorld } from "../fictional.ts";
import type { Freedom } from "../freedom.ts";
import type { World } from "../world.ts";
import { type HandCase, solved } from "./by-hand/case.ts";
import { PLAIN } from "./by-hand/tiny.ts";

const desk = { solver: await highsInProcess(), signal: undefined, timeLimit: 30 };

const absurd = fc.constantFrom(0, 1e-6, 0.3, 7, 4e5);
const share = fc.constantFrom(0, 0.2, 1);
const sign = fc.boolean();

/** Two allies, two leaves, every kind of record, each with figures from nothing to far too much. */
const worlds: fc.Arbitrary<FictionalWorld> = fc
  .record({ budgets: fc.array(absurd, { minLength: 6, maxLength: 6 }), required: fc.array(absurd, { minLength: 2, maxLength: 2 }), held: absurd, promised: absurd, status: fc.constantFrom("contracted" as const, "announced" as const), rate: absurd, minimum: absurd, changeover: share, stock: absurd, upkeep: share, band: share, common: share, follows: sign, lot: absurd })
  .map((it): FictionalWorld => ({
    years: 3,
    nations: { Ash: it.budgets.slice(0, 3), Birch: it.budgets.slice(3) },
    leaves: { air: it.required[0]! + 1, sea: it.required[1]! },
    systems: { jet: { cost: 3, lead: 1, upkeep: it.upkeep, common: true }, ship: { cost: 2, lead: 0 }, drone: { cost: 1, lead: 1 }, motor: { cost: 1, kind: "component" } },
    yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }, { system: "ship", leaf: "sea", quantity: 1, combine: "limiting" }, { system: "drone", leaf: "air", quantity: 1, combine: "alternative" }, { system: "drone", leaf: "sea", quantity: 1, combine: "alternative" }],
    holdings: [{ nation: "Ash", system: "jet", quantity: it.held }, { nation: "Birch", system: "drone", quantity: it.held }],
    retirements: [{ nation: "Ash", system: "jet", year: 2031, quantity: it.promised }],
    programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: it.promised + 1, first: 2030, last: 2031, status: it.status }, { id: "Q", nation: "Birch", system: "ship", quantity: it.held + 1, first: 2030, last: 2032, status: "contracted" }],
    lines: [{ id: "works", systems: ["jet", "ship"], rate: it.rate, minimum: Math.min(it.minimum, it.rate), changeover: it.changeover, expansion: 5, expansionCost: 1 }, { id: "motors", systems: ["motor"], rate: it.rate }],
    bills: [{ system: "jet", component: "motor", quantity: 3 }],
    stocks: [{ nation: "Birch", system: "drone", quantity: it.held, target: it.stock + 1 }],
    standards: { K: { leaves: ["air"], cost: 5 } },
    adoptions: [{ nation: "Ash", standard: "K", status: "none" }],
    adoptedOrders: [{ nation: "Ash", system: "jet", year: 2032, quantity: it.lot }],
    gdp: { Ash: 1, Birch: 1000 },
    parameters: { ...PLAIN, "plan.burden-band": it.band, "plan.common-funding": it.common, "plan.ramp-follows-use": it.follows ? 1 : 0 },
  }));

const given = (world: World, lot: number): Partial<Freedom> => ({
  joints: world.goods.flatMap((good, at) => (good.price === undefined ? [] : [{ active: true, good: at, members: [0, 1], first: 1, factor: 0.9, lot: lot + 1, fees: new Map([[0, new Float64Array([9, 9, 9])]]) }])),
  fallbacks: new Set([0, 1, 2, 3]),
  lineChoices: new Map(world.lines.map((line, l) => [l, { product: new Int32Array(3).fill(line.goods[0]!), open: new Uint8Array(3) }])),
  leads: new Set([0]),
});
const open = (world: World): Partial<Freedom> => ({
  open: { agreements: [{ good: world.goods.findIndex((it) => it.system === "jet"), candidates: [0, 1], first: 1, tiers: [{ lot: 4, factor: 0.8 }], fee: new Float64Array(3).fill(2) }], adoptionYears: [0, 1, 2], fallback: true, lines: true },
});

test("however absurd the figures, the first stage has an answer: nothing hard is without a price", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.constantFrom("as given", "open", "linear"), sign, sign, absurd, async (world, kind, roles, dates, lot) => {
      const freedom = (of: World): Partial<Freedom> => ({ roles, dates, ...(kind === "open" ? open(of) : kind === "as given" ? given(of, lot) : {}) });
      const it: HandCase = { about: "absurd", world, freedom, objectives: ["violations"], figures: {} };
      const { last } = await solved(it, desk);
      const { rowBreach, boundBreach } = checkRows(last.model, last.primal);
      expect(Math.max(rowBreach, boundBreach)).toBeLessThan(1e-5);
      expect(last.value).toBeGreaterThanOrEqual(-1e-9);
    }),
    { numRuns: 50, seed: 11 },
  );
});
