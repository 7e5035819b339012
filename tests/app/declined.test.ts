import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { assessAlliance, askedAnew, planResults, whatIfSession } from "#app";
import type { Comparison, Solver } from "#engines/plan";
import { negotiate } from "#engines/targets";
import type { Answer } from "#model";
import { allParameters, type Results, targetsAsk } from "#views";

const said = { source: "s", asOf: "2030", evidence: "official", confidence: "high", label: "OPEN", reason: "r" } as const;
const answer = (nation: string, capability: string, response: Answer["response"] = "decline"): Answer => ({ ...said, id: `answers.csv:${nation}.${capability}`, nation, capability, response });

async function assessed(folder: string, answers: readonly Answer[] = []): Promise<Results> {
  const { alliance, digest } = await loadDataset(folder, { parameters: allParameters });
  if (alliance === undefined) throw new Error("the case does not load");
  return assessAlliance({ alliance: { ...alliance, facts: { ...alliance.facts, answer: answers } }, digest: `${digest} ${answers.map((it) => `${it.id} ${it.response}`).join()}` }, {}, (text) => text);
}

describe("whom a leaf is asked of once an ally declines it", () => {
  test.each(["cases/five-rivers", "cases/three-shores", "cases/two-nations"])("%s: exactly whom it is asked of after that answer is recorded, for every ally and leaf", async (folder) => {
    const before = await assessed(folder);
    const asked = askedAnew(before);
    for (const { id: leaf } of before.alliance.leaves)
      for (const { id: nation } of before.alliance.nations) {
        const recorded = negotiate({ ...targetsAsk(before), answers: [answer(nation, leaf)] }).leaves.filter((it) => it.leaf === leaf);
        expect(asked({ leaf, declining: [nation] })).toEqual(recorded.flatMap(({ year, required, nations }) => nations.map((it) => ({ nation: it.nation, year, quantity: it.target, required }))));
      }
  });

  test("what others answered stands, and its own answer of before is replaced", async () => {
    const results = await assessed("cases/five-rivers", [answer("ESK", "bridging"), answer("BRY", "bridging", "accept")]);
    const quantities = new Map(askedAnew(results)({ leaf: "bridging", declining: ["BRY"] }).filter((it) => it.year === 2040).map((it) => [it.nation, it.quantity]));
    expect([quantities.get("ESK"), quantities.get("BRY")]).toEqual([0, 0]);
    expect(quantities.get("CAL")).toBeGreaterThan(6);
  });
});

describe("what a declined target does is told alike by a what-if and by the plan after the answer is recorded", () => {
  let solver: Solver & { readonly close: () => Promise<void> };
  beforeAll(async () => { solver = await highsPool({ threads: 2 }); });
  afterAll(() => solver.close());
  const planned = (results: Results): Promise<Results & { readonly comparison: Comparison }> => planResults(results, { solver, now: () => performance.now() / 1000, dataRange: false });

  test.each([
    ["cases/five-rivers", "BRY", "bridging"],
    ["cases/two-nations", "HOL", "air"],
  ])("%s, %s declines %s: within what is proved of the plan", async (folder, nation, leaf) => {
    const [before, after] = [await planned(await assessed(folder)), await planned(await assessed(folder, [answer(nation, leaf)]))];
    const session = await whatIfSession(before, { solver });
    const exact = await (await session.ask({ kind: "target-declined", nation, leaf })).leastShort;
    if (exact.kind !== "exact") throw new Error(exact.kind);
    const { aligned } = after.comparison;
    const proved = aligned.stages.find((it) => it.name === "shortfall")!;
    // The plan may be its proven gap above the least, and gives up an allowance for money besides; the what-if keeps agreements, leads and adoptions.
    expect(exact.answer.short).toBeGreaterThanOrEqual(proved.bound - 1e-6);
    expect(exact.answer.short).toBeLessThanOrEqual(aligned.shortfallWeighted * (1 + 1e-3));
    // That is a real test: the answer moves more than that.
    const moved = aligned.shortfallWeighted - before.comparison.aligned.shortfallWeighted;
    if (folder === "cases/five-rivers") expect(exact.answer.short - session.base.short).toBeGreaterThan(0.8 * moved);
  }, 180_000);
});
