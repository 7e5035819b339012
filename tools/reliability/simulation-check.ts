import { type Check, numberOption } from "./check.ts";
import { simulate } from "./simulation/simulate.ts";

export interface SeedsFound {
  readonly seeds: number;
  readonly days: number;
  readonly events: number;
  readonly happened: ReadonlyMap<string, number>;
  /** What broke, with the command that replays it. */
  readonly faults: readonly string[];
}

/** Runs the simulation from many seeds. */
export function simulateSeeds({ first, count, days, say }: { readonly first: number; readonly count: number; readonly days: number; readonly say?: (line: string) => void }): SeedsFound {
  const happened = new Map<string, number>();
  const faults: string[] = [];
  let [simulatedDays, events] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const run = simulate(seed, days);
    simulatedDays += run.days;
    events += run.events;
    for (const [what, times] of run.happened) happened.set(what, (happened.get(what) ?? 0) + times);
    for (const it of run.broken) faults.push(`${it}. Again: npm run reliability -- simulation --seed ${seed} --days ${days}`);
    if ((seed - first) % 500 === 499) say?.(`${seed - first + 1} of ${count} seeds, ${faults.length} faults`);
  }
  return { seeds: count, days: simulatedDays, events, happened, faults };
}

export const simulationCheck: Check = {
  name: "simulation",
  promise: "Whatever goes wrong on the way, no acknowledged record is lost, no honest witness signs two histories, a fork that shows is proved and stops the import, nobody is given what a label keeps from them, and all honest nodes agree once all has healed.",
  test: "Small alliances of two or three nations, of five in three runs of a hundred, each with three witnesses, so of five to eight nodes and none larger, run in one process on the real code of the ledger, with clock, network, disks and chance from a seed: nations write, have their logs witnessed, import each other's and compare what others were shown, while machines lose power in the midst of commits, disks rot, messages are lost, doubled, damaged, late and out of order, ways are cut in one direction or both, old exports come back, and in two of five a party forks its log or rolls it back, with up to two of the three witnesses on its side. After some days all heals and everything promised is looked at. Signatures are simulated, since nobody forges; the hashes are real.",
  everyCommit: "500 seeds; and twelve faults that are planted into the code, each of which has to be found within a stated number of seeds.",
  usage: "[--seeds 20000] [--first 1] [--days 2]; --seed N [--days 2] runs one seed and prints what happened",
  run: async (options, say) => {
    const days = numberOption(options, "days", 2);
    const one = options.get("seed");
    const found = simulateSeeds({ first: numberOption(options, one === undefined ? "first" : "seed", 1), count: one === undefined ? numberOption(options, "seeds", 20_000) : 1, days, say });
    const times = (what: string): number => [...found.happened].filter(([it]) => it.startsWith(what)).reduce((sum, [, it]) => sum + it, 0);
    return {
      figures: [
        { what: "seeds", value: found.seeds, unit: "runs" },
        { what: "simulated time", value: found.days, unit: "days", ...(one === undefined && { atLeast: 1000 }) },
        { what: "events", value: found.events, unit: "events" },
        ...["commits acknowledged", "crashes", "bit rot found", "ways cut", "stale exports shown", "logs forked", "logs rolled back", "forks proved", "imports", "import refused", "witness refuses", "gossip refused"].map((what) => ({ what, value: times(what), unit: "times" })),
        { what: "promises broken", value: found.faults.length, unit: "times", atMost: 0 },
      ],
      notes: one === undefined ? [] : [`Digest of all that happened: ${simulate(Number(one), days).digest}. The same seed gives the same on every machine.`, ...[...found.happened].sort().map(([what, count]) => `${what}: ${count}`)],
      faults: found.faults.slice(0, 20),
    };
  },
};
