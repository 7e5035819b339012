import { freedomOf } from "../src/engines/plan/aligned.ts";
import { planAlone } from "../src/engines/plan/alone.ts";
import { candidatesOf } from "../src/engines/plan/candidates.ts";
import { type AllianceSize, fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { formulate, type Formulation } from "../src/engines/plan/formulate.ts";
import type { Desk } from "../src/engines/plan/stage.ts";
import { type World, worldOf } from "../src/engines/plan/world.ts";
import type { MilpModel } from "#maths";

/** The aligned plan of a fictional alliance, ready to be built again and again. */
export interface AlignedCase {
  /** Nations × leaves × years. */
  readonly words: string;
  readonly world: World;
  readonly build: () => Formulation;
}

/** The aligned model of the fictional alliance of a size, all levers open, given what its allies do alone. */
export async function alignedOf(size: AllianceSize, desk: Desk): Promise<AlignedCase> {
  const world = worldOf({ ...fictionalAlliance({ size, seed: 3 }), figures: "base" });
  const alone = await planAlone({ world, desk });
  const freedom = freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "lots", "roles", "standards"] });
  return { words: `${world.nations.length} × ${world.leaves.length} × ${world.years.length}`, world, build: () => formulate(world, freedom) };
}

export const shapeOf = (model: MilpModel): string => `${model.rowCount} rows, ${model.colCount} columns, ${model.indices.length} entries`;
