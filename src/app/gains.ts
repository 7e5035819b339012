import { type AgreementGains, agreementGains, type BalanceRow, balanceOf, GAINS, type GainsDesk, type JointWork, jointWorkOf, type NoGains, type Repair, repairBalance } from "#engines/plan";
import type { Comparison } from "#engines/plan";
import type { Results } from "#views";
import { planInputs } from "./main-job.ts";

/** What joint agreements save and how it is shared; who pays for joint work and who does it. */
export interface Gains {
  readonly agreements: readonly (AgreementGains | NoGains)[];
  readonly works: readonly JointWork[];
  readonly balance: readonly BalanceRow[];
  readonly repair: Repair;
}

/**
 * Shares the gains of a plan's agreements, and balances work against cost. `agreement`: only that one is shared; the balance is always of all.
 * `onDone`: told how many agreements are shared.
 * @throws when the solver gives no optimum.
 */
export async function gainsOf(results: Results & { readonly comparison: Comparison }, desk: GainsDesk, agreement?: string, onDone?: (done: number, of: number) => void): Promise<Gains> {
  const { alliance, comparison } = results;
  const plan = comparison.aligned;
  const nations = alliance.nations.map((it) => it.id);
  const { line: lines } = alliance.facts;
  const works = jointWorkOf({ plan, nations, lines });
  const balance = balanceOf(works, nations, alliance.years);
  const last = alliance.settings.lastYear;
  return {
    agreements: await agreementGains({ ...planInputs(results), plan, desk, ...(agreement !== undefined && { agreement }), ...(onDone !== undefined && { onDone }) }),
    works,
    balance,
    repair: await repairBalance({ balance: balance.filter((it) => it.year === last), works, lines, lineYears: plan.lines, classOf: (system) => alliance.systemById.get(system)?.class, band: alliance.valueOf(GAINS.balanceBand).base, desk }),
  };
}
