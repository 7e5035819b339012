import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../files.ts";
import { Chance } from "./chance.ts";
import type { Check } from "./check.ts";
import { numberOption } from "./check.ts";
import { initLedger } from "./doors.ts";
import { scratch } from "./scratch.ts";
import { openLedger, rootAt, sizeOf, troubleWith } from "./subject.ts";

// A ledger is read whole at each opening: a new one now and then keeps the loop quick.
const KILLS_A_LEDGER = 6;
// The writer says how far it came after each append, and not after the empty commits between.
const COMMIT_MOST = 2;
const WAIT_MOST_MS = 25;

export interface KillsFound {
  readonly kills: number;
  /** Commits that were acknowledged before a kill. */
  readonly commits: number;
  /** Kills after which the commit under way was there nevertheless: it was written and not yet said. */
  readonly unsaid: number;
  readonly faults: readonly string[];
}

/** Kills a writer again and again at moments by chance; after each, nothing acknowledged may be gone and nothing half be there. */
export async function killLoop(kills: number, seed: number, say?: (line: string) => void): Promise<KillsFound> {
  const chance = new Chance(seed);
  const faults: string[] = [];
  let commits = 0;
  let unsaid = 0;
  let folder = "";
  for (let kill = 0; kill < kills; kill++) {
    if (kill % KILLS_A_LEDGER === 0) {
      if (folder !== "") rmSync(folder, { recursive: true, force: true });
      folder = scratch("kill");
      initLedger(folder);
    }
    const said = await killed(folder, chance.below(WAIT_MOST_MS));
    commits += said.length;
    const [size = "0", root = ""] = said.at(-1)?.split(" ") ?? [];
    try {
      const log = openLedger(folder);
      const now = sizeOf(log);
      if (now > Number(size)) unsaid++;
      if (now < Number(size) || now > Number(size) + COMMIT_MOST) faults.push(`kill ${kill} of seed ${seed}: ${now} commits are there, ${size} were acknowledged`);
      else if (rootAt(log, Number(size)) !== root) faults.push(`kill ${kill} of seed ${seed}: the first ${size} commits are not those acknowledged`);
      log.store.close();
      const trouble = kill % KILLS_A_LEDGER === KILLS_A_LEDGER - 1 ? troubleWith(folder) : undefined;
      if (trouble !== undefined) faults.push(`kill ${kill} of seed ${seed}: ${trouble}`);
    } catch (error) {
      faults.push(`kill ${kill} of seed ${seed}: ${(error as Error).message}`);
    }
    if (kill % 50 === 49) say?.(`${kill + 1} kills, ${commits} commits, ${faults.length} faults`);
  }
  rmSync(folder, { recursive: true, force: true });
  return { kills, commits, unsaid, faults };
}

/** Where the writers keep what was compiled, beside the modules it stands for. */
const COMPILED = join(ROOT, "node_modules", ".cache", "concord");

/** Runs the writer and kills it a while after its first commit: during a commit, between two, while it checks. Answers its lines. */
const killed = (folder: string, waitMs: number): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "kill-writer.ts"), folder], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_COMPILE_CACHE: COMPILED } });
    let said = "";
    let trouble = "";
    child.stdout.on("data", (chunk: Buffer) => {
      if (said === "") setTimeout(() => child.kill("SIGKILL"), waitMs);
      said += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (trouble += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => {
      const lines = said.split("\n").slice(0, -1);
      if (lines.length === 0) reject(new Error(`the writer wrote nothing: ${trouble}`));
      else resolve(lines);
    });
  });

export const killCheck: Check = {
  name: "kill",
  promise: "A ledger whose program is killed in the midst of writing has lost nothing acknowledged and goes on.",
  test: "A program appends in a loop and says after each commit to two channels the size and root of the log that binds them; it is killed with SIGKILL at a moment by chance. The ledger is opened again: every record is checked on the way, it has to have that root at that size, and at most the one commit under way beyond it. The next program goes on from there; after every sixth kill the whole ledger is verified as well.",
  everyCommit: "60 kills.",
  usage: "[--kills 500] [--seed 1]",
  run: async (options, say) => {
    const found = await killLoop(numberOption(options, "kills", 500), numberOption(options, "seed", 1), say);
    return {
      figures: [
        { what: "kills", value: found.kills, unit: "kills" },
        { what: "commits acknowledged before them", value: found.commits, unit: "commits" },
        { what: "kills after which a commit was there that was not yet acknowledged", value: found.unsaid, unit: "kills" },
        { what: "acknowledged commits lost, or ledgers that do not verify", value: found.faults.length, unit: "faults", atMost: 0 },
      ],
      notes: ["The page cache of the system survives a kill: that what is acknowledged is on the disk itself is tried by `power-loss`."],
      faults: found.faults.slice(0, 20),
    };
  },
};
