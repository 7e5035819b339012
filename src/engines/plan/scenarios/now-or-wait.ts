import type { World } from "../world.ts";
import type { Branch, Decision } from "./branch.ts";
import { SCENARIOS } from "./parameters.ts";
import type { Solved } from "./recourse.ts";

/** What is decided in the first years about one thing, over the scenarios. */
export interface DecisionGroup {
  readonly kind: Decision["kind"];
  readonly nation: string;
  /** System ordered, or line invested in. */
  readonly of: string;
  readonly programme?: string;
  /** Years in which something is decided. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** In the plan for all scenarios, and the least and most in any scenario's own best plan. Unit: items, or items a year for an investment. */
  readonly chosen: number;
  readonly least: number;
  readonly most: number;
  /** Scenarios that want least and most of it. */
  readonly leastIn: string;
  readonly mostIn: string;
  /** Money that what is chosen, and what is in doubt, commits. Unit: M. */
  readonly money: number;
  readonly moneyInDoubt: number;
}

/** What every scenario's own best plan decides alike, and where they differ. Largest first. */
export interface NowOrWait {
  /** Every scenario wants it, and nearly as much of it. */
  readonly now: readonly DecisionGroup[];
  /** Some scenario wants clearly less of it, or none: what is above the least can wait. */
  readonly wait: readonly DecisionGroup[];
  /** The plan for all scenarios wants clearly more of it than any scenario by itself: a hedge. */
  readonly hedges: readonly DecisionGroup[];
}

interface NowOrWaitAsk {
  readonly world: World;
  readonly decisions: readonly Decision[];
  readonly branches: readonly Branch[];
  readonly known: readonly Solved[];
  readonly first: Float64Array;
}

// Less than this is round-off of the solver. Unit: share of the most that could be decided, and items.
const TINY = 1e-6;

/**
 * Sorts the decisions of the first years: those on which every scenario's own best plan agrees within
 * `scenarios.alike` can be taken now without regret; for the others waiting is worth something. A scenario in which a
 * decision comes too late to matter has no say in it. Best plans are seldom the only ones: what differs here could differ less.
 */
export function nowOrWait({ world, decisions, branches, known, first }: NowOrWaitAsk): NowOrWait {
  const groups = new Map<string, number[]>();
  decisions.forEach((it, d) => {
    // Ordered before the plan begins: nothing is left to decide.
    if (it.orderYear < 0) return;
    const key = [it.kind, it.nation, it.of, it.programme ?? ""].join("|");
    groups.set(key, [...(groups.get(key) ?? []), d]);
  });
  const alike = world.value(SCENARIOS.alike);
  const now: DecisionGroup[] = [];
  const wait: DecisionGroup[] = [];
  const hedges: DecisionGroup[] = [];
  for (const members of groups.values()) {
    const it = decisions[members[0]!]!;
    const totals = branches.flatMap((branch, w) => (members.every((d) => branch.columns[d]! < 0) ? [] : [{ name: branch.name, total: members.reduce((sum, d) => sum + known[w]!.first[d]! * decisions[d]!.scale, 0) }]));
    const upper = members.reduce((sum, d) => sum + decisions[d]!.upper * decisions[d]!.scale, 0);
    const least = totals.reduce((a, b) => (b.total < a.total ? b : a), totals[0] ?? { name: "", total: 0 });
    const most = totals.reduce((a, b) => (b.total > a.total ? b : a), totals[0] ?? { name: "", total: 0 });
    const chosen = members.reduce((sum, d) => sum + first[d]! * decisions[d]!.scale, 0);
    if (Math.max(most.total, chosen) <= TINY * Math.max(upper, 1)) continue;
    const price = decisions[members[0]!]!.money / decisions[members[0]!]!.scale;
    const wanted = members.filter((d) => first[d]! > TINY * decisions[d]!.upper || known.some((one) => one.first[d]! > TINY * decisions[d]!.upper));
    const years = wanted.map((d) => world.years[0]! + decisions[d]!.orderYear);
    const group: DecisionGroup = {
      kind: it.kind,
      nation: world.nations[it.nation]!,
      of: it.kind === "investment" ? world.lines[it.of]!.id : world.goods[it.of]!.system,
      ...(it.programme === undefined ? {} : { programme: it.programme }),
      firstYear: Math.min(...years),
      lastYear: Math.max(...years),
      chosen,
      least: least.total,
      most: most.total,
      leastIn: least.name,
      mostIn: most.name,
      money: chosen * price,
      moneyInDoubt: (most.total - least.total) * price,
    };
    const isHedge = chosen > most.total * (1 + alike) + TINY * Math.max(upper, 1);
    (isHedge ? hedges : most.total - least.total <= alike * most.total ? now : wait).push(group);
  }
  return {
    now: now.sort((a, b) => b.money - a.money || compare(a, b)),
    wait: wait.sort((a, b) => b.moneyInDoubt - a.moneyInDoubt || compare(a, b)),
    hedges: hedges.sort((a, b) => b.money - a.money || compare(a, b)),
  };
}

const compare = (a: DecisionGroup, b: DecisionGroup): number => `${a.nation}|${a.of}|${a.kind}`.localeCompare(`${b.nation}|${b.of}|${b.kind}`, "en");
