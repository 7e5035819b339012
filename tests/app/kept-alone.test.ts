import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsInProcess } from "#adapters/highs";
import { assessAlliance, planResults, whatIfSession } from "#app";
import type { Solver } from "#engines/plan";
import { sha256 } from "#server";
import type { Results } from "#views";

/** A solver that counts what it solves. */
function counting(solver: Solver): Solver & { readonly solved: () => number } {
  let solved = 0;
  return { ...solver, parallel: solver.parallel, solve: (request, stop) => ((solved += 1), solver.solve(request, stop)), solved: () => solved };
}

/** An answer in full, but for how long it took. */
const timeless = (answer: object): string => JSON.stringify(answer, (key, value: unknown) => (key === "seconds" ? undefined : value));

const assessed = async (name: string): Promise<Results> => {
  const { alliance, digest } = await loadDataset(`cases/${name}`);
  if (alliance === undefined) throw new Error("the case does not load");
  return assessAlliance({ alliance, digest }, {}, sha256);
};

test.each(["five-rivers", "two-nations"])("%s: a plan that was made here is put before the solver without each ally planning alone again, and answers the same", async (name) => {
  const solver = await highsInProcess();
  const planned = await planResults(await assessed(name), { solver, now: () => 0, dataRange: false });
  // The same inputs read anew: nothing is kept with them.
  const anew = { ...(await assessed(name)), comparison: planned.comparison };
  const answers = [];
  for (const results of [planned, anew]) {
    const counted = counting(solver);
    const session = await whatIfSession(results, { solver: counted });
    const opened = counted.solved();
    const nation = results.alliance.nations[0]!.id;
    const quick = await session.ask([{ kind: "budget", nation, factor: 0.9 }]);
    answers.push({ opened, told: timeless({ base: session.base, quick, exact: await quick.exact }) });
  }
  const [kept, made] = answers;
  expect(made!.opened - kept!.opened).toBeGreaterThanOrEqual(anew.alliance.nations.length);
  expect(kept!.told.length).toBeGreaterThan(100);
  expect(kept!.told).toBe(made!.told);
});
