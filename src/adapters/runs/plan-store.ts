import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolderDurably, replaceDurably } from "../files/index.ts";

/** A named plan as it is kept: the levers that make it, never its figures. */
export interface StoredPlan {
  readonly id: string;
  readonly name: string;
  readonly levers: readonly string[];
  readonly author: string;
  /** Date and time, UTC. */
  readonly at: string;
  /** Run key of the plan that the levers were asked about. */
  readonly runKey: string;
}

/** Named plans on disk, one file for each clearance: who sees the same shares them, and nobody else can count them. */
export interface PlanStore {
  readonly list: (shelf: string) => Promise<readonly StoredPlan[]>;
  /** Keeps a plan. Answers what stands in the way: the name is taken, or there are as many as are kept. */
  readonly keep: (shelf: string, plan: StoredPlan) => Promise<"kept" | "name-taken" | "full">;
  /** Whether there was such a plan. */
  readonly remove: (shelf: string, id: string) => Promise<boolean>;
}

/** Where named plans are kept: `CONCORD_PLANS`, else `out/plans` of the project. */
export const PLANS_FOLDER = process.env["CONCORD_PLANS"] ?? join(import.meta.dirname, "..", "..", "..", "out", "plans");

/** Plans kept for one clearance. */
export const PLANS_MOST = 200;

const SHELF = /^[0-9a-f]{64}$/;

/** A store in a folder. Changes are made one after the other. */
export function planStore(folder = PLANS_FOLDER): PlanStore {
  let turn: Promise<unknown> = Promise.resolve();
  const fileOf = (shelf: string): string => {
    if (!SHELF.test(shelf)) throw new Error("a shelf is named by a digest");
    return join(folder, `${shelf}.json`);
  };
  const list = async (shelf: string): Promise<readonly StoredPlan[]> => {
    let text: string;
    try {
      text = await readFile(fileOf(shelf), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
    return JSON.parse(text) as readonly StoredPlan[];
  };
  const write = (shelf: string, plans: readonly StoredPlan[]): void => {
    makeFolderDurably(folder, 0o700);
    replaceDurably(fileOf(shelf), `${JSON.stringify(plans, undefined, 1)}\n`);
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    list,
    keep: (shelf, plan) =>
      inTurn(async () => {
        const plans = await list(shelf);
        if (plans.some((it) => it.name === plan.name)) return "name-taken";
        if (plans.length >= PLANS_MOST) return "full";
        write(shelf, [...plans, plan]);
        return "kept";
      }),
    remove: (shelf, id) =>
      inTurn(async () => {
        const plans = await list(shelf);
        if (!plans.some((it) => it.id === id)) return false;
        write(shelf, plans.filter((it) => it.id !== id));
        return true;
      }),
  };
}
