import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolderDurably, replaceDurably } from "../files/index.ts";

/** A named plan as it is kept: the levers that make it, never its figures. */
export interface StoredPlan {
  readonly id: string;
  readonly name: string;
  readonly levers: readonly string[];
  readonly author: string;
  /** Person who gave the name, as the directory knows them. Absent: nobody signed in. */
  readonly person?: string;
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
  /** Takes a plan off the shelf, and keeps it aside for whoever wants it back. Answers whether there was such a plan. */
  readonly remove: (shelf: string, id: string) => Promise<boolean>;
  /** Plans that were removed and can be put back. */
  readonly listRemoved: (shelf: string) => Promise<readonly StoredPlan[]>;
  /** Puts a removed plan back where it stood. Answers what stands in the way, as `keep` does. */
  readonly restore: (shelf: string, id: string) => Promise<"kept" | "name-taken" | "full" | "none">;
}

/** Where named plans are kept: `CONCORD_PLANS`, else `out/plans` of the project. */
export const PLANS_FOLDER = process.env["CONCORD_PLANS"] ?? join(import.meta.dirname, "..", "..", "..", "out", "plans");

/** Plans kept for one clearance. */
export const PLANS_MOST = 200;
/** Removed ones kept aside for one clearance: those removed before are gone. */
const REMOVED_MOST = 50;

/** A plan as its file holds it. */
interface ShelvedPlan extends StoredPlan {
  /** Which removal of the shelf took it off. Absent: it stands there. */
  readonly removal?: number;
}

const SHELF = /^[0-9a-f]{64}$/;

/** A store in a folder. Changes are made one after the other. */
export function planStore(folder = PLANS_FOLDER): PlanStore {
  let turn: Promise<unknown> = Promise.resolve();
  const fileOf = (shelf: string): string => {
    if (!SHELF.test(shelf)) throw new Error("a shelf is named by a digest");
    return join(folder, `${shelf}.json`);
  };
  const read = async (shelf: string): Promise<readonly ShelvedPlan[]> => {
    let text: string;
    try {
      text = await readFile(fileOf(shelf), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
    return JSON.parse(text) as readonly ShelvedPlan[];
  };
  const write = (shelf: string, plans: readonly ShelvedPlan[]): void => {
    makeFolderDurably(folder, 0o700);
    replaceDurably(fileOf(shelf), `${JSON.stringify(plans, undefined, 1)}\n`);
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const list = async (shelf: string): Promise<readonly StoredPlan[]> => (await read(shelf)).filter(stands);
  const against = (plan: StoredPlan, plans: readonly StoredPlan[]): "name-taken" | "full" | undefined => (plans.some((it) => it.name === plan.name) ? "name-taken" : plans.length >= PLANS_MOST ? "full" : undefined);
  return {
    list,
    listRemoved: async (shelf) => (await read(shelf)).filter((it) => !stands(it)).map(asStored),
    keep: (shelf, plan) =>
      inTurn(async () => {
        const all = await read(shelf);
        const problem = against(plan, all.filter(stands));
        if (problem !== undefined) return problem;
        write(shelf, [...all.filter((it) => it.id !== plan.id), plan]);
        return "kept";
      }),
    remove: (shelf, id) =>
      inTurn(async () => {
        const all = await read(shelf);
        if (!all.some((it) => it.id === id && stands(it))) return false;
        const last = Math.max(0, ...all.map((it) => it.removal ?? 0)) + 1;
        write(shelf, all.map((it) => (it.id === id ? { ...it, removal: last } : it)).filter((it) => it.removal === undefined || it.removal > last - REMOVED_MOST));
        return true;
      }),
    restore: (shelf, id) =>
      inTurn(async () => {
        const all = await read(shelf);
        const plan = all.find((it) => it.id === id && !stands(it));
        if (plan === undefined) return "none";
        const problem = against(plan, all.filter(stands));
        if (problem !== undefined) return problem;
        write(shelf, all.map((it) => (it.id === id ? asStored(it) : it)));
        return "kept";
      }),
  };
}

const stands = ({ removal }: ShelvedPlan): boolean => removal === undefined;

function asStored(shelved: ShelvedPlan): StoredPlan {
  const { removal, ...plan } = shelved;
  return removal === undefined ? shelved : plan;
}
