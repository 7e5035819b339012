import { readdirSync, readFileSync } from "node:fs";
import type { Solver } from "#engines/plan";

/** A clock that other work on the machine does not move, and a solver whose limits of time are in it. */
export interface LaneClock {
  /** Unit: s. */
  readonly now: () => number;
  readonly inLanes: <S extends Solver>(solver: S) => S;
}

// A tick of the clock in /proc. Unit: 1/s.
const TICKS = 100;

/** Processor time of the busiest thread of this process; 0 where the system does not say. Unit: s. */
function busiest(): number {
  try {
    return Math.max(
      ...readdirSync("/proc/self/task").map((thread) => {
        try {
          const [user, system] = readFileSync(`/proc/self/task/${thread}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 13).map(Number);
          return (user! + system!) / TICKS;
        } catch {
          // The thread has ended meanwhile.
          return 0;
        }
      }),
    );
  } catch {
    return 0;
  }
}

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/**
 * What a search on so many cores of its own would take by the clock on the wall: its processor time shared among the lanes,
 * and never less than that of its busiest thread. A solver measures its limits by the wall, so they are stretched by how much
 * slower the wall has been so far.
 * @example two lanes that are busy for 60 s each on a core shared with others → 60 s, whatever the wall says
 */
export function laneClock(lanes: number): LaneClock {
  const began = { wall: performance.now(), lane: Math.max(processor() / lanes, busiest()) };
  const now = (): number => Math.max(processor() / lanes, busiest()) - began.lane;
  const stretch = (): number => Math.min(Math.max((performance.now() - began.wall) / 1000 / Math.max(now(), 0.5), 1), MOST_STRETCH);
  return {
    now,
    inLanes: (solver) => ({
      ...solver,
      solve: async (request, signal) => {
        const by = stretch();
        const answer = await solver.solve({ ...request, timeLimit: request.timeLimit * by * ROOM }, signal);
        return { ...answer, seconds: answer.seconds / by };
      },
    }),
  };
}

// The wall may be this much slower than the lanes; and a little more while one solve runs than it has been before.
const MOST_STRETCH = 30;
const ROOM = 1.2;
