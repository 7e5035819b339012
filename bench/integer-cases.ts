import { type MilpModel, withCost } from "#maths";
import { freedomOf } from "../src/engines/plan/aligned.ts";
import { planAlone } from "../src/engines/plan/alone.ts";
import { candidatesOf } from "../src/engines/plan/candidates.ts";
import { type AllianceSize, fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { formulate } from "../src/engines/plan/formulate.ts";
import { wholeFreedom } from "../src/engines/plan/integer/choices.ts";
import { LEVERS } from "../src/engines/plan/plan.ts";
import type { Solver } from "../src/engines/plan/solver.ts";
import { worldOf } from "../src/engines/plan/world.ts";
import { instance, INSTANCE_SIZES, type InstanceSize } from "./instances.ts";

const BETWEEN: InstanceSize = { nations: 16, capabilities: 30, years: 8, systems: 75, lines: 75 };

/** The plan engine's own model: least shortfall of a fictional alliance, with all choices left to the model. */
export async function wholePlanModel(size: AllianceSize, solver: Solver): Promise<MilpModel> {
  const desk = { solver, signal: undefined, timeLimit: 10_000 };
  const world = worldOf({ ...fictionalAlliance({ size, seed: 3 }), figures: "base" });
  const alone = await planAlone({ world, desk });
  const candidates = candidatesOf({ world, alone, slip: 0, dearer: 1 });
  const freedom = wholeFreedom({ freedom: freedomOf({ world, alone, candidates, levers: LEVERS }), world, candidates, levers: LEVERS });
  const formulation = formulate(world, freedom);
  return withCost(formulation.model, formulation.costs.shortfall);
}

/** Models of the benchmark, by name. */
export const INTEGER_CASES: Readonly<Record<string, (solver: Solver) => Promise<MilpModel> | MilpModel>> = {
  B: () => instance({ ...INSTANCE_SIZES.B, seed: 1 }),
  between: () => instance({ ...BETWEEN, seed: 1 }),
  "S, seed 1": () => instance({ ...INSTANCE_SIZES.S, seed: 1 }),
  "S, seed 2": () => instance({ ...INSTANCE_SIZES.S, seed: 2 }),
  "S, seed 3": () => instance({ ...INSTANCE_SIZES.S, seed: 3 }),
  "S, the plan engine's own": (solver) => wholePlanModel("S", solver),
};
