import { type AgreementGains, type BalanceRow, GAINS, type JointWork, type NoGains, type Repair } from "#engines/plan";
import { moneyText, numberText, percentText, summedMoney } from "./figure-text.ts";
import { markingOf, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";
import { hasLines } from "./why-work.ts";

/** One member's part in an agreement. Money discounted. */
export interface GainsMember {
  readonly nation: string;
  readonly name: string;
  readonly quantity: Shown;
  readonly costAlone: Shown;
  /** Whether it is in the group that saves most. */
  readonly isIn: boolean;
  /** Saved in the plan; at one price for the best group; by the nucleolus; by Shapley's value. */
  readonly savedInPlan: Shown;
  readonly savedAtOnePrice: Shown;
  readonly nucleolus: Shown;
  /** Its part of the saving by the nucleolus. No value: nothing is saved. Unit: share. */
  readonly share: Shown;
  readonly shapley: Shown;
  /** Payment that makes the nucleolus share of what it saves at one price: above 0 received. */
  readonly transfer: Shown;
}

/** One agreement and how its saving can be shared. */
export interface GainsAgreement {
  readonly agreement: string;
  readonly system: string;
  readonly name: string;
  readonly saving: Shown;
  /** Nothing that anyone would see: the same items apart would cost as much. Its sentences say why. */
  readonly savesNothing: boolean;
  readonly members: readonly GainsMember[];
  /** Members that buy nothing under it, and what each pays all the same, for being in it. */
  readonly idle: readonly { readonly nation: string; readonly name: string; readonly coordination: Shown }[];
  readonly isStable: boolean;
  readonly isProved: boolean;
  /** Why shares are as they are, and whether anybody has reason to leave. */
  readonly sentences: readonly string[];
}

/** Where one ally stands over all agreements and years. */
export interface GainsNation {
  readonly nation: string;
  readonly name: string;
  /** What it pays less in the plan than alone at equal coverage, with all levers. */
  readonly gain: Shown;
  /** Payment by the plan's own rule: who gains compensates who loses. */
  readonly sidePayment: Shown;
  /** Its shares of all agreements by the nucleolus, and the transfers that bring them about. */
  readonly shared: Shown;
  readonly transfer: Shown;
  readonly cost: Shown;
  readonly work: Shown;
  readonly costShare: Shown;
  readonly workShare: Shown;
  readonly imbalance: Shown;
  readonly imbalanceAfter: Shown;
}

/** The gains of joint agreements, and the balance of work against cost. */
export interface GainsView {
  readonly alliance: string;
  readonly marking: string;
  readonly path: string;
  readonly runKey: string;
  readonly currency: string;
  readonly agreements: readonly GainsAgreement[];
  readonly nations: readonly GainsNation[];
  /** Imbalance by ally up to and with each year. Unit: M. */
  readonly years: readonly { readonly year: number; readonly imbalances: readonly Shown[] }[];
  readonly repair: { readonly band: Shown; readonly moved: Shown; readonly moves: readonly string[]; readonly payments: readonly string[] };
  readonly sentences: readonly string[];
}

/** What the view is made from. */
export interface GainsInput {
  readonly agreements: readonly (AgreementGains | NoGains)[];
  readonly works: readonly JointWork[];
  readonly balance: readonly BalanceRow[];
  readonly repair: Repair;
}

/** Puts gains and balance in words. Before the plan is made there are none. */
export function gainsView(results: Results, { agreements, works, balance, repair }: GainsInput): GainsView {
  const { alliance, comparison } = results;
  const { currency, lastYear } = alliance.settings;
  const rows = agreements.map((it) => agreementRow(results, it));
  const outcome = new Map((comparison?.perNation ?? []).map((it) => [it.nation, it]));
  const money = (nation: string, value: number | undefined): Shown => shownMoney(results, whyKey("gain", nation), value);
  const share = (nation: string, value: number | undefined): Shown => shown(results, whyKey("gain", nation), "share", value);
  const shared = agreements.flatMap((it) => (it.kind === "shared" ? [it] : []));
  const over = (nation: string, of: (member: AgreementGains["members"][number]) => number): number => shared.reduce((sum, one) => sum + one.members.reduce((all, member) => (member.ally === nation ? all + of(member) : all), 0), 0);
  const nations = balance.filter((it) => it.year === lastYear).map((it): GainsNation => ({
    nation: it.nation,
    name: nationName(alliance, it.nation),
    gain: money(it.nation, outcome.get(it.nation)?.gain),
    sidePayment: shownMoney(results, whyKey("compensation", "payment", it.nation), outcome.get(it.nation)?.sidePayment),
    shared: money(it.nation, over(it.nation, (member) => member.nucleolus)),
    transfer: money(it.nation, over(it.nation, (member) => member.transfer)),
    cost: money(it.nation, it.cost),
    // Of an ally without a stated line it is unknown what it makes, and its imbalance is that of the work whose place is known.
    work: money(it.nation, hasLines(results, it.nation) ? it.work : undefined),
    costShare: share(it.nation, it.costShare),
    workShare: share(it.nation, hasLines(results, it.nation) ? it.workShare : undefined),
    imbalance: money(it.nation, it.imbalance),
    imbalanceAfter: money(it.nation, repair.after.find((one) => one.nation === it.nation)?.imbalance),
  }));
  const name = (nation: string): string => nationName(alliance, nation);
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    path: results.path,
    runKey: results.runKey,
    currency,
    agreements: rows,
    nations,
    years: alliance.years.map((year) => ({ year, imbalances: balance.filter((it) => it.year === year).map((it) => money(it.nation, it.imbalance)) })),
    repair: {
      band: shownMoney(results, whyKey("price", "money"), repair.band),
      moved: shownMoney(results, whyKey("price", "money"), repair.moved),
      moves: repair.moves.map((it) => `${it.year}: ${numberText(it.quantity)} ${unitOf(results, it.system)} of ${systemName(results, it.system)} (${moneyText(it.amount, currency)}) are made on ${it.toLine} in ${name(it.to)}, not on ${it.fromLine} in ${name(it.from)}.`),
      payments: repair.payments.map((it) => `${name(it.from)} pays ${moneyText(it.amount, currency)} to ${name(it.to)}.`),
    },
    sentences: balanceSentences(results, { works, repair, shared, balance, isAll: agreements.length >= new Set(works.map((it) => it.agreement)).size }),
  };
}

const systemName = ({ alliance }: Results, system: string): string => alliance.systemById.get(system)?.nameEn ?? system;
const unitOf = ({ alliance }: Results, system: string): string => alliance.systemById.get(system)?.unit ?? "items";

// A saving of less is none that anyone would see. Unit: M.
const SAVING_SEEN = 0.005;

function agreementRow(results: Results, it: AgreementGains | NoGains): GainsAgreement {
  const name = systemName(results, it.system);
  const money = (measure: string, nation: string, value: number): Shown => shownMoney(results, whyKey("agreement", it.agreement, measure, nation), value);
  if (it.kind === "none") return { agreement: it.agreement, system: it.system, name, saving: shownMoney(results, whyKey("agreement", it.agreement, "saving"), 0), savesNothing: true, members: [], idle: [], isStable: true, isProved: true, sentences: [it.reason] };
  return {
    agreement: it.agreement,
    system: it.system,
    name,
    saving: shownMoney(results, whyKey("agreement", it.agreement, "saving"), it.saving),
    savesNothing: it.saving < SAVING_SEEN,
    members: it.members.map((one): GainsMember => ({
      nation: one.ally,
      name: nationName(results.alliance, one.ally),
      quantity: shown(results, whyKey("agreement", it.agreement, "quantity", one.ally), it.unit, one.quantity),
      costAlone: money("alone", one.ally, one.costAlone),
      isIn: one.isIn,
      savedInPlan: money("in-plan", one.ally, one.savedInPlan),
      savedAtOnePrice: money("one-price", one.ally, one.savedAtOnePrice),
      nucleolus: money("gain", one.ally, one.nucleolus),
      share: shown(results, whyKey("agreement", it.agreement, "share", one.ally), "share", shareOfSaving(it, one.nucleolus)),
      shapley: { ...money("shapley", one.ally, one.shapley), ...(one.shapleyError !== undefined && { low: one.shapley - 2 * one.shapleyError, high: one.shapley + 2 * one.shapleyError }) },
      transfer: money("payment", one.ally, one.transfer),
    })),
    idle: it.idle.map((one) => ({ nation: one.ally, name: nationName(results.alliance, one.ally), coordination: money("coordination", one.ally, one.coordination) })),
    isStable: it.isStable,
    isProved: it.isProved,
    sentences: agreementSentences(results, it),
  };
}

/**
 * The part of the saving that falls to a member. Absent: nothing is saved, so there is nothing to have a part of. Unit: share.
 * @example shareOfSaving({ saving: 4 }, 1) // → 0.25
 */
export const shareOfSaving = ({ saving }: Pick<AgreementGains, "saving">, gain: number): number | undefined => (saving > 0 ? gain / saving : undefined);

function agreementSentences(results: Results, it: AgreementGains): readonly string[] {
  const { currency } = results.alliance.settings;
  const text = (value: number): string => moneyText(value, currency);
  const names = (allies: readonly string[]): string => listText(allies.map((one) => nationName(results.alliance, one)));
  const tiny = 1e-6 * Math.max(it.saving, 1);
  const proof = it.isProved ? "" : ` Groups were looked at by ${it.method}: not proved.`;
  const verdict = it.saving <= 0
    ? "Buying together saves nothing at these prices, so there is nothing to share."
    : it.isStable
      ? `Shared by the nucleolus no group of members is better off by itself. ${it.group.length === 0 ? "There is no other group." : `${names(it.group)}${it.group.length === 1 ? "" : " together"} would lose ${-it.excess > tiny ? `least by leaving: ${text(-it.excess)}` : "nothing by leaving"}.`}${proof}`
      : `No rule leaves every group of members content: however the saving is shared, some group would save ${text(it.excess)} more by itself (under the nucleolus ${names(it.group)}). A payment of ${text(it.subsidy)} from outside, for instance out of common funds, would make a stable rule possible.${proof}`;
  const apart = it.members.filter((one) => !one.isIn);
  const losers = it.members.filter((one) => one.isIn && one.savedAtOnePrice < -tiny);
  const worse = apart.filter((one) => one.savedInPlan < -tiny);
  return [
    ...(it.saving <= 0 ? [] : [`${names(it.members.filter((one) => one.isIn).map((one) => one.ally))} save ${text(it.saving)} together.`]),
    ...(apart.length === 0 || it.saving <= 0
      ? []
      : [`${names(apart.map((one) => one.ally))} ${apart.length === 1 ? "brings" : "bring"} the group less than ${apart.length === 1 ? "it costs" : "they cost"} it${worse.length === 0 ? "" : `: in the plan ${names(worse.map((one) => one.ally))} ${worse.length === 1 ? "pays" : "pay"} ${text(-worse.reduce((sum, one) => sum + one.savedInPlan, 0))} more than alone`}. With ${apart.length === 1 ? "it" : "them"} outside the agreement saves ${text(it.saving - it.savingInPlan)} more than in the plan.`]),
    verdict,
    ...(it.pivotal.length > 2 ? [`Without any one of ${it.pivotal.length === it.members.filter((one) => one.isIn).length ? "them" : names(it.pivotal)} the others miss the lot of this price and save almost nothing: each can hold up the whole, so the nucleolus gives each alike. A price without such a step would tie the shares to the quantities.`] : []),
    ...it.members.filter((one) => one.isIn && one.nucleolus > one.costAlone + tiny).map((one) => `${nationName(results.alliance, one.ally)}'s share of the saving (${text(one.nucleolus)}) is more than all that it would pay for these alone (${text(one.costAlone)}): by this rule it gets its own for nothing, and ${text(one.nucleolus - one.costAlone)} from the others besides, who pay it for being in, since without it they would save less. That is what the rule gives to whoever the others need, not what anybody agreed to.`),
    ...(losers.length === 0 ? [] : [`At one price for all ${names(losers.map((one) => one.ally))} would pay more than alone, coordination included: the payments compensate that.`]),
    ...(it.idle.length === 0 ? [] : [`${names(it.idle.map((one) => one.ally))} ${it.idle.length === 1 ? "buys" : "buy"} nothing under it and ${it.idle.length === 1 ? "pays" : "pay"} ${text(it.idle.reduce((sum, one) => sum + one.coordination, 0))} for coordination, as every member does from its start; left out ${it.idle.length === 1 ? "it" : "they"} would save that.`]),
  ];
}

interface BalanceAsk {
  readonly works: readonly JointWork[];
  readonly repair: Repair;
  readonly shared: readonly AgreementGains[];
  readonly balance: readonly BalanceRow[];
  /** Whether every agreement was shared, not one alone. */
  readonly isAll: boolean;
}

function balanceSentences(results: Results, { works, repair, shared, balance, isAll }: BalanceAsk): readonly string[] {
  const { alliance } = results;
  const { currency, lastYear } = alliance.settings;
  const text = (value: number): string => moneyText(value, currency);
  if (works.length === 0) return ["The plan has no joint agreement, so there is no joint work to balance."];
  const outside = works.reduce((sum, it) => sum + it.outside, 0);
  const unknown = works.reduce((sum, it) => sum + it.unknown, 0);
  const inside = works.reduce((sum, it) => sum + it.work.reduce((all, one) => all + one, 0), 0);
  const unstated = alliance.nations.filter((it) => !hasLines(results, it.id)).length;
  const last = balance.filter((it) => it.year === lastYear && Math.abs(it.imbalance) > repair.band);
  const [joint, within, beyond, unmade] = summedMoney([inside, outside, unknown], currency);
  const sideText = (rows: readonly BalanceRow[], word: string): string => (rows.length === 0 ? "" : `${word} work than is paid for: ${rows.toSorted((a, b) => Math.abs(b.imbalance) - Math.abs(a.imbalance)).map((it) => `${nationName(alliance, it.nation)} ${text(Math.abs(it.imbalance))}`).join(", ")}. `);
  return [
    ...verdictOf(results, shared, isAll),
    `Joint orders to ${lastYear} are worth ${joint}: ${within} is work within the alliance, ${beyond} outside it${unknown > 0 ? `, and of ${unmade} it is not known where it is made: its makers are not named, are shared, or not stated` : ""}.`,
    ...(inside > 0 && (unstated > 0 || unknown > 0) ? [`The balance is of the work whose place is known${unstated > 0 ? `; of ${unstated === 1 ? "1 ally" : `${unstated} allies`} no line is stated, so of what else ${unstated === 1 ? "it makes" : "they make"} nothing is counted` : ""}.`] : []),
    ...(inside <= 0
      ? ["No joint work stays with allies, so there is no balance to repair."]
      : [
          last.length === 0
            ? `Every ally's share of the work lies within ${text(repair.band)} (${percentText(alliance.valueOf(GAINS.balanceBand).base)} of that work) of its share of the cost.`
            : `${sideText(last.filter((it) => it.imbalance > 0), "More")}${sideText(last.filter((it) => it.imbalance < 0), "Less")}${text(repair.band)} either way is let pass. The smallest repair moves ${text(repair.moved)}: ${text(repair.moves.reduce((sum, it) => sum + it.amount, 0))} as work, the rest as money.`,
        ]),
    ...thinOf(results, works),
  ];
}

/** Whether some group has reason to leave, in a sentence. A group that is in no agreement better off outside is in none of all of them together. */
function verdictOf(results: Results, shared: readonly AgreementGains[], isAll: boolean): readonly string[] {
  if (shared.length === 0) return [];
  const unstable = shared.filter((it) => !it.isStable);
  const paid = shared.filter((it) => it.isStable && hasTransfers(it));
  const open = shared.filter((it) => !it.isProved);
  const least = (it: AgreementGains): number => DUST * Math.max(it.saving, 1);
  const better = shared.filter((it) => it.members.some((one) => !one.isIn && one.savedInPlan < -least(it)) || it.idle.some((one) => one.coordination > least(it)));
  return [
    [
      unstable.length === 0
        ? isAll
          ? better.length > 0
            ? "No group of those who share a saving is better off outside any one agreement, once it is shared as below."
            : "Stable: no group of allies is better off outside any one agreement, once its saving is shared as below, so none is better off outside all of them."
          : better.length > 0
            ? "No group of those who share the saving is better off outside this agreement, once it is shared as below."
            : "Stable: no group of allies is better off outside this agreement, once its saving is shared as below."
        : `Not stable: in ${unstable.length} of ${shared.length} agreements (${listText(unstable.map((it) => systemName(results, it.system)))}) some group would be better off by itself, however the saving is shared.`,
      ...(paid.length === 0 ? [] : [`In ${paid.length} of ${shared.length} these shares take payments between members.`]),
      ...(better.length === 0 ? [] : [`But in ${better.length} of ${shared.length} some members pay for being in and would save by staying out: what is shared is the saving of the others.`]),
      ...(open.length === 0 ? [] : [`In ${open.length} of ${shared.length} not every group was looked at: not proved.`]),
    ].join(" "),
  ];
}

// Money below this part of the saving is round-off.
const DUST = 1e-6;
const hasTransfers = (it: AgreementGains): boolean => it.members.some((one) => Math.abs(one.transfer) > DUST * Math.max(it.saving, 1));

/** Agreements in which a member's work falls far behind its cost. */
function thinOf({ alliance }: Results, works: readonly JointWork[]): readonly string[] {
  const least = alliance.valueOf(GAINS.returnLeast).base;
  const thin = [...new Set(works.map((it) => it.agreement))].flatMap((agreement): readonly string[] => {
    const mine = works.filter((it) => it.agreement === agreement);
    const sums = (of: (it: JointWork) => readonly number[]): readonly number[] => alliance.nations.map((_, n) => mine.reduce((sum, it) => sum + (of(it)[n] ?? 0), 0));
    const [cost, work] = [sums((it) => it.cost), sums((it) => it.work)];
    const [costAll, workAll] = [cost, work].map((of) => of.reduce((sum, it) => sum + it, 0));
    if (costAll === undefined || workAll === undefined || workAll <= 0) return [];
    const payers = cost.filter((it) => it > 0).length;
    const short = cost.filter((it, n) => it > 0 && (work[n] ?? 0) / workAll < (least * it) / costAll).length;
    return short === 0 ? [] : [`${alliance.systemById.get(mine[0]?.system ?? "")?.nameEn ?? agreement} (${short} of ${payers} members)`];
  });
  return thin.length === 0 ? [] : [`Taken alone, these agreements give some members less than ${percentText(least)} of the work that their cost share would: ${listText(thin)}. Others may make that good.`];
}

/** @example listText(["Ash", "Elm", "Oak"]) // → "Ash, Elm and Oak" */
export const listText = (all: readonly string[]): string => (all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`);
