import { type Check, type Figure, numberOption } from "./check.ts";
import { simulate } from "./simulation/simulate.ts";

export interface SeedsFound {
  readonly seeds: number;
  readonly days: number;
  readonly events: number;
  readonly happened: ReadonlyMap<string, number>;
  /** What broke, with the command that replays it. */
  readonly faults: readonly string[];
}

export interface SeedsAsk {
  readonly first: number;
  readonly count: number;
  readonly days: number;
  /** How many nations the alliance of a seed has. Absent: as the seed draws them. */
  readonly nationsOf?: (seed: number) => number;
  /** After how many seeds a line is said. Absent: 500. */
  readonly every?: number;
  readonly say?: (line: string) => void;
}

/** Runs the simulation from many seeds. */
export function simulateSeeds({ first, count, days, nationsOf, every = 500, say }: SeedsAsk): SeedsFound {
  const happened = new Map<string, number>();
  const faults: string[] = [];
  let [simulatedDays, events] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const nations = nationsOf?.(seed);
    const run = simulate(seed, days, nations);
    simulatedDays += run.days;
    events += run.events;
    for (const [what, times] of run.happened) happened.set(what, (happened.get(what) ?? 0) + times);
    for (const it of run.broken) faults.push(`${it}. Again: npm run reliability -- simulation --seed ${seed} --days ${days}${nations === undefined ? "" : ` --nations ${nations}`}`);
    if ((seed - first) % every === every - 1) say?.(`${seed - first + 1} of ${count} seeds, ${faults.length} faults`);
  }
  return { seeds: count, days: simulatedDays, events, happened, faults };
}

export const simulationCheck: Check = {
  name: "simulation",
  promise: "Whatever goes wrong on the way, no acknowledged record is lost, no honest witness signs two histories, a fork that shows is proved and stops the import, nobody is given what a label keeps from them, and all honest nodes agree once all has healed.",
  test: "Small alliances of two or three nations, of five in three runs of a hundred, each with three witnesses, so of five to eight nodes (larger ones: `large-alliances`), run in one process on the real code of the ledger, with clock, network, disks and chance from a seed: nations write, have their logs witnessed, import each other's and compare what others were shown, while machines lose power in the midst of commits, disks rot, messages are lost, doubled, damaged, late and out of order, ways are cut in one direction or both, old exports come back, and in two of five a party forks its log or rolls it back, with up to two of the three witnesses on its side. After some days all heals and everything promised is looked at. Signatures are simulated, since nobody forges; the hashes are real.",
  everyCommit: "500 seeds; and twelve faults that are planted into the code, each of which has to be found within a stated number of seeds.",
  usage: "[--seeds 20000] [--first 1] [--days 2]; --seed N [--days 2] [--nations N] runs one seed and prints what happened",
  run: async (options, say) => {
    const days = numberOption(options, "days", 2);
    const one = options.get("seed");
    const nations = options.has("nations") ? numberOption(options, "nations", 2) : undefined;
    const found = simulateSeeds({ first: numberOption(options, one === undefined ? "first" : "seed", 1), count: one === undefined ? numberOption(options, "seeds", 20_000) : 1, days, say, ...(nations !== undefined && { nationsOf: () => nations }) });
    return {
      figures: figuresOf(found, one === undefined ? 1000 : 0),
      notes: one === undefined ? [] : [`Digest of all that happened: ${simulate(Number(one), days, nations).digest}. The same seed gives the same on every machine.`, ...[...found.happened].sort().map(([what, count]) => `${what}: ${count}`)],
      faults: found.faults.slice(0, 20),
    };
  },
};

const [LEAST_NATIONS, MOST_NATIONS] = [6, 29];
/** Nations of the alliance of a seed: any number from six to twenty-nine, so with three witnesses nine to thirty-two nodes. @example nationsOfLarge(1) // → 29, and 24 seeds on end have all of them */
export const nationsOfLarge = (seed: number): number => MOST_NATIONS - (((seed - 1) * 7) % (MOST_NATIONS - LEAST_NATIONS + 1));

export const largeAlliancesCheck: Check = {
  name: "large-alliances",
  promise: "What holds in a small alliance when all goes wrong holds in one of up to 29 nations and three witnesses.",
  test: "The same as `simulation`, in alliances of six to twenty-nine nations with three witnesses, so of nine to thirty-two nodes, every number as often.",
  everyCommit: "One seed with twelve nations.",
  usage: "[--seeds 48] [--first 1] [--days 2]",
  run: async (options, say) => {
    const found = simulateSeeds({ first: numberOption(options, "first", 1), count: numberOption(options, "seeds", 48), days: numberOption(options, "days", 2), nationsOf: nationsOfLarge, every: 1, say });
    return { figures: figuresOf(found, 0), notes: [], faults: found.faults.slice(0, 20) };
  },
};

/** What is told of seeds that were run. */
function figuresOf(found: SeedsFound, daysAtLeast: number): readonly Figure[] {
  const times = (what: string): number => [...found.happened].filter(([it]) => it.startsWith(what)).reduce((sum, [, it]) => sum + it, 0);
  return [
    { what: "seeds", value: found.seeds, unit: "runs" },
    { what: "simulated time", value: found.days, unit: "days", ...(daysAtLeast > 0 && { atLeast: daysAtLeast }) },
    { what: "events", value: found.events, unit: "events" },
    ...["commits acknowledged", "crashes", "bit rot found", "ways cut", "stale exports shown", "logs forked", "logs rolled back", "forks proved", "imports", "import refused", "witness refuses", "gossip refused"].map((what) => ({ what, value: times(what), unit: "times" })),
    { what: "promises broken", value: found.faults.length, unit: "times", atMost: 0 },
  ];
}
