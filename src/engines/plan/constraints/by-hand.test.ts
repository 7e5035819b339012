import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows, lpText } from "#maths";
import { coverageOf } from "../coverage.ts";
import { namesOf } from "../names.ts";
import type { Desk } from "../stage.ts";
import { formulated, type HandCase, namesWithin, rowsOf, solved } from "./by-hand/case.ts";
import { INDUSTRY_CASES } from "./by-hand/industry.ts";
import { NATION_CASES } from "./by-hand/nations.ts";
import { TOGETHER_CASES } from "./by-hand/together.ts";
import { CONSTRAINTS } from "./index.ts";

const CASES = { ...NATION_CASES, ...INDUSTRY_CASES, ...TOGETHER_CASES };
const GOLDEN = join(import.meta.dirname, "golden");

/** Files that keep the rows of a constraint, with the case they come from. */
const goldens = (name: string, [first, ...others]: readonly HandCase[]): readonly (readonly [string, HandCase])[] => [[`${name}.lp`, first!], ...others.flatMap((it) => (it.golden === undefined ? [] : [[`${name}-${it.golden}.lp`, it] as const]))];

let desk: Desk;
beforeAll(async () => {
  desk = { solver: await highsInProcess(), signal: undefined, timeLimit: 30 };
});

test("every constraint has a case worked out by hand and a golden model, and nothing else has", () => {
  const names = CONSTRAINTS.map((it) => it.name).toSorted();
  expect(Object.keys(CASES).toSorted()).toEqual(names);
  expect(existsSync(GOLDEN) ? readdirSync(GOLDEN).toSorted() : []).toEqual(Object.entries(CASES).flatMap(([name, cases]) => goldens(name, cases).map(([file]) => file)).toSorted());
});

describe.each(Object.entries(CASES))("%s", (name, cases) => {
  test.each(cases.map((it) => [it.about, it] as const))("%s", async (_, it) => {
    const answer = await solved(it, desk);
    const read = Object.fromEntries(Object.entries(it.figures).map(([figure, [of]]) => [figure, of(answer)]));
    expect(read).toEqual(Object.fromEntries(Object.entries(it.figures).map(([figure, [, expected]]) => [figure, expect.closeTo(expected, 5)])));
    const { rowBreach, boundBreach, wholeBreach } = checkRows(answer.last.model, answer.last.primal);
    expect(Math.max(rowBreach, boundBreach, wholeBreach)).toBeLessThan(1e-6);
    const { on, costs, constants } = answer.formulation;
    // Counted again from the deliveries alone, where nobody's share and no choice of the model stands between.
    if (!on.freedom.roles || on.adoptions.size > 0 || on.lotSlack.length > 0) return;
    const inModel = costs.shortfall.reduce((sum, cost, at) => sum + cost * answer.last.primal[at]!, constants.shortfall);
    expect(coverageOf({ world: answer.world, deliveries: answer.last.deliveries, adopted: on.freedom.adopted }).weighted).toBeCloseTo(inModel, 5);
  });

  test.each(goldens(name, cases))("its rows, as a planner reads them: %s", async (file, it) => {
    const { formulation } = formulated(it);
    const part = rowsOf(formulation, name);
    await expect(lpText(part.model, namesWithin(namesOf(formulation, "planner"), part))).toMatchFileSnapshot(`golden/${file}`);
  });
});
