import type { Alliance } from "#model";
import { assert } from "#stdx";
import type { LeadCandidate, Plan, TargetShares } from "../plan.ts";
import { worldOf } from "../world.ts";
import { type AgreementGame, gamesOf } from "./agreement-game.ts";
import { stabilityCost } from "./core.ts";
import { allOf, bestWithin, holds, namesIn, sumOver } from "./game.ts";
import type { GainsDesk } from "./master.ts";
import { nucleolus } from "./nucleolus.ts";
import { shapleyOf } from "./shapley.ts";

/** One member's part in what an agreement saves. Unit of money: M, discounted. */
export interface MemberGains {
  readonly ally: string;
  readonly quantity: number;
  readonly costAlone: number;
  readonly coordination: number;
  /** Whether it is in the group that saves most. Who is not would cost the others more than it brings. */
  readonly isIn: boolean;
  /** What it saves in the plan: its agreement's price, its own coordination. Below 0: it pays more than alone. */
  readonly savedInPlan: number;
  /** What it saves when the best group pays one price and each its own coordination; 0 outside it. */
  readonly savedAtOnePrice: number;
  /** What it saves by the nucleolus, and by Shapley's value. */
  readonly nucleolus: number;
  readonly shapley: number;
  /** Standard error of the Shapley share. Absent: exact. */
  readonly shapleyError?: number;
  /** Payment that turns what it saves at one price into its nucleolus share: above 0 received, below 0 paid. They sum to nothing. */
  readonly transfer: number;
}

/** What one agreement saves and how it can be shared. Unit of money: M, discounted. */
export interface AgreementGains {
  readonly kind: "shared";
  readonly agreement: string;
  readonly system: string;
  readonly unit: string;
  /** What the best group of members saves. */
  readonly saving: number;
  /** What all members save in the plan: less where some would better be left out. */
  readonly savingInPlan: number;
  readonly members: readonly MemberGains[];
  readonly idle: AgreementGame["idle"];
  /** Largest v(S) − x(S) under the nucleolus: not above 0 where no group would be better off by itself. */
  readonly excess: number;
  /** The group nearest to leaving, or the one that most wants to. */
  readonly group: readonly string[];
  /** Whether shares exist under which no group would be better off by itself. */
  readonly isStable: boolean;
  /** Payment from outside that would make such shares possible; 0 where they are. */
  readonly subsidy: number;
  /** Members of the best group without any one of whom almost nothing is saved: a step of the price curve hangs on each. */
  readonly pivotal: readonly string[];
  /** Whether every group was accounted for, and how groups were looked at. */
  readonly isProved: boolean;
  readonly method: string;
}

export interface NoGains {
  readonly kind: "none";
  readonly agreement: string;
  readonly system: string;
  readonly reason: string;
}

export interface GainsAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly path: string;
  /** The plan whose agreements are shared. */
  readonly plan: Plan;
  readonly desk: GainsDesk;
  /** Only this agreement. Absent: all. */
  readonly agreement?: string;
  /** Told how many agreements are shared. */
  readonly onDone?: (done: number, of: number) => void;
}

// Excess below this part of the saving is round-off of the linear programmes.
const ROUND_OFF = 1e-6;
// A saving below this part of the whole is almost nothing.
const ALMOST_NOTHING = 0.1;

/**
 * Shares the saving of every joint agreement of a plan among its members: by the nucleolus, which leaves no group better
 * off by itself wherever any rule does, with Shapley's value beside it; where no rule does, the least that a group would
 * still gain by leaving, and the cost of stability. @throws when the solver gives no optimum.
 */
export async function agreementGains({ plan, desk, agreement, onDone, ...ask }: GainsAsk): Promise<readonly (AgreementGains | NoGains)[]> {
  const world = worldOf({ ...ask, figures: "base" });
  const shared: (AgreementGains | NoGains)[] = [];
  const games = gamesOf(world, plan).filter((it) => agreement === undefined || it.agreement.id === agreement);
  for (const [at, it] of games.entries()) {
    onDone?.(at, games.length);
    shared.push("reason" in it ? { kind: "none", agreement: it.agreement.id, system: it.agreement.system, reason: it.reason } : await shareOf(it, desk));
  }
  return shared;
}

/** Shares one agreement. */
export async function shareOf({ agreement, unit, members, idle, game }: AgreementGame, desk: GainsDesk): Promise<AgreementGains> {
  const saving = game.worth(allOf(members.length));
  const fair = await nucleolus({ game, desk });
  const shapley = shapleyOf({ game });
  const isStable = fair.excessMost <= ROUND_OFF * Math.max(saving, 1e-9) + 1e-9;
  const stability = isStable ? { subsidy: 0, proved: true } : await stabilityCost(game, desk);
  const curve = game.curve;
  assert(curve !== undefined, "the game of an agreement has a price curve");
  const { buyers } = bestWithin(curve, allOf(members.length));
  const price = curve.price(sumOver(curve.quantity, buyers));
  const savedInPlan = members.map((it) => it.costAlone - it.billInPlan - it.coordination);
  // A share within round-off of what one price gives already moves no money: nobody is told to pay nothing.
  const settled = (value: number): number => (Math.abs(value) <= ROUND_OFF * Math.max(saving, 1e-9) ? 0 : value);
  const savedAtOnePrice = members.map((it, at) => (holds(buyers, at) ? it.costAlone - it.value * price - it.coordination : 0));
  return {
    kind: "shared",
    agreement: agreement.id,
    system: agreement.system,
    unit,
    saving,
    savingInPlan: savedInPlan.reduce((sum, it) => sum + it, 0),
    members: members.map((it, at): MemberGains => ({
      ally: it.ally,
      quantity: it.quantity,
      costAlone: it.costAlone,
      coordination: it.coordination,
      isIn: holds(buyers, at),
      savedInPlan: savedInPlan[at]!,
      savedAtOnePrice: savedAtOnePrice[at]!,
      nucleolus: settled(fair.shares[at]!),
      shapley: shapley.shares[at]!,
      ...(shapley.standardError !== undefined && { shapleyError: shapley.standardError[at]! }),
      transfer: settled(fair.shares[at]! - savedAtOnePrice[at]!),
    })),
    idle,
    excess: fair.excessMost,
    group: namesIn(game.players, fair.coalition),
    isStable,
    subsidy: stability.subsidy,
    pivotal: saving <= 0 ? [] : members.flatMap((it, at) => (holds(buyers, at) && game.worth((allOf(members.length) ^ (1 << at)) >>> 0) < ALMOST_NOTHING * saving ? [it.ally] : [])),
    isProved: fair.proved && stability.proved,
    method: fair.method,
  };
}
