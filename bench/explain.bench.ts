import { highsInProcess } from "#adapters/highs";
import { type MilpModel, withCost } from "#maths";
import { loadHighs } from "../src/adapters/highs/load.ts";
import { freedomOf } from "../src/engines/plan/aligned.ts";
import { planAlone } from "../src/engines/plan/alone.ts";
import { clash, type ClashAsk, clashModel } from "../src/engines/plan/explain/clash.ts";
import type { Demand } from "../src/engines/plan/explain/demand.ts";
import { type AllianceSize, fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { formulate } from "../src/engines/plan/formulate.ts";
import { PLAN } from "../src/engines/plan/parameters.ts";
import { LEVERS } from "../src/engines/plan/plan.ts";
import type { Desk } from "../src/engines/plan/stage.ts";
import { worldOf } from "../src/engines/plan/world.ts";
import type { Bench, BenchRow } from "./bench.ts";

const REPEATS = 9;
const MOST = 2;
const SEED = 5;
// HiGHS' own strategy: from the rays of the linear model, reduced until irreducible.
const IIS_STRATEGY = 2 + 4;

const cpu = (): number => process.cpuUsage().user / 1000;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < REPEATS; at++) {
    const start = cpu();
    await work();
    times.push(cpu() - start);
  }
  return median(times);
}

/** Impossible wishes of several kinds, from the world's own figures. */
function wishes({ world }: Pick<ClashAsk, "world">): readonly (readonly Demand[])[] {
  const from = world.years[Math.floor(world.years.length / 2)]!;
  const all = world.leaves.map((leaf): Demand => ({ kind: "cover", leaf: leaf.id, share: 1, from }));
  const money = world.budget.reduce((sum, years) => sum + years.reduce((a, b) => a + b, 0), 0);
  return [
    all,
    ...world.leaves.slice(0, 4).map((leaf): readonly Demand[] => [{ kind: "cover", leaf: leaf.id, share: 1, from }, { kind: "spend", most: money / 20 }]),
    [{ kind: "spend", most: money / 200 }, ...all.slice(0, 2)],
    world.nations.map((nation, n): Demand => ({ kind: "budget", nation, most: Math.max(...world.budget[n]!) / 20 })),
    [...world.lines.map((line): Demand => ({ kind: "line-lost", line: line.id })), ...all.slice(0, 1)],
  ];
}

async function measure(size: AllianceSize, add: (row: BenchRow) => void): Promise<void> {
  const it = fictionalAlliance({ size, seed: SEED });
  const solver = await highsInProcess();
  const desk: Desk = { solver, signal: undefined, timeLimit: 120 };
  const world = worldOf({ ...it, figures: "base" });
  const alone = await planAlone({ world, desk });
  const freedom = freedomOf({ world, alone, candidates: { joints: [], adopted: world.adopted, adoptedAll: world.adopted }, levers: LEVERS });
  const formulation = formulate(world, { ...freedom, leads: "any" });
  const model = withCost(formulation.model, formulation.costs.shortfall);
  const base = await solver.solve({ model, timeLimit: 120, name: "base" });
  const solve = await timed(() => solver.solve({ model, timeLimit: 120, name: "base" }));
  const words = `${world.nations.length} × ${world.leaves.length} × ${world.years.length}`;
  add({ what: "linear solve of the shortfall stage", by: "concord", size: words, ms: solve, repeats: REPEATS, note: `processor time, no basis to start from; ${model.rowCount.toLocaleString("en")} rows, ${model.colCount.toLocaleString("en")} columns` });
  const times: number[] = [];
  const peers: number[] = [];
  const sizes: number[] = [];
  const proofs: number[] = [];
  const solves: number[] = [];
  let proved = 0;
  const unproved: typeof world = { ...world, value: (parameter) => (parameter.id === PLAN.clashSolves.id ? 0 : world.value(parameter)) };
  for (const demands of wishes({ world })) {
    const ask: ClashAsk = { desk, world, freedom, demands, exceeded: base.primal, start: base.basis, mends: false };
    const answer = await clash(ask);
    if (answer.kind === "possible") continue;
    times.push(await timed(() => clash({ ...ask, world: unproved })));
    proofs.push(await timed(() => clash(ask)));
    sizes.push(answer.members.length);
    if (answer.atLeast === answer.members.length) proved += 1;
    solves.push(answer.proofSolves);
    const peer = await ownIis(clashModel({ world, freedom, demands, exceeded: base.primal }).asked);
    if (peer !== undefined) peers.push(peer);
  }
  const worst = Math.max(...times);
  add({ what: `${times.length} impossible wishes, median`, by: "concord", size: words, ms: median(times), repeats: REPEATS, note: `processor time to the irreducible set in a planner's words, from the plan's basis; ${Math.min(...sizes)} to ${Math.max(...sizes)} members`, ...(size === "B" && { goal: { id: "G9" as const, what: "size B: naming the clash beside the linear solve, median", value: median(times) / solve, unit: "times", atMost: MOST } }) });
  add({ what: `${times.length} impossible wishes, slowest`, by: "concord", size: words, ms: worst, repeats: REPEATS, note: `${(worst / solve).toFixed(2)} times the linear solve` });
  add({ what: `${times.length} impossible wishes, proved smallest, median`, by: "concord", size: words, ms: median(proofs), repeats: REPEATS, note: `processor time; ${proved} of ${times.length} proved, ${Math.min(...solves)} to ${Math.max(...solves)} solves for it; ${(median(proofs) / solve).toFixed(2)} times the linear solve` });
  add({ what: `${times.length} impossible wishes, median`, by: "HiGHS' own irreducible set", size: words, ...(peers.length > 0 && { ms: median(peers) }), repeats: 1, note: peers.length > 0 ? `processor time; ${peers.length} of ${times.length} answered, in rows and columns without a planner's words` : "gave no set" });
}

/** HiGHS' own irreducible infeasible set of a model without solution. */
async function ownIis(it: MilpModel): Promise<number | undefined> {
  const highs = await loadHighs();
  const model = highs.createModel({ numCols: it.colCount, numRows: it.rowCount, colCost: it.cost, colLower: it.colLower, colUpper: it.colUpper, rowLower: it.rowLower, rowUpper: it.rowUpper, matrix: { format: "csr", numRows: it.rowCount, numCols: it.colCount, starts: it.starts, indices: it.indices, values: it.values } });
  try {
    model.options.set({ output_flag: false, time_limit: 60, iis_strategy: IIS_STRATEGY });
    const start = cpu();
    model.run();
    const { rowIndex } = model.getIis();
    return rowIndex.length > 0 ? cpu() - start : undefined;
  } catch {
    return undefined;
  } finally {
    model.dispose();
  }
}

export const bench: Bench = {
  title: "Explanation: what clashes in a plan that cannot be",
  run: async (say) => {
    const rows: BenchRow[] = [];
    const add = (row: BenchRow): void => {
      rows.push(row);
      say(`${row.what}, ${row.size}, ${row.by}: ${row.ms === undefined ? "–" : `${row.ms.toFixed(0)} ms`} ${row.note ?? ""}`);
    };
    await measure("B", add);
    return rows;
  },
};
