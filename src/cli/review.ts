import { boundText, moneyText, numberText, percentText, type ReviewNation, type ReviewView, reviewView, type Results, type Shown, sinceReview } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import { nationOf, yearOf } from "./names.ts";
import type { Out } from "./out.ts";
import { storedPlan } from "./stored-plan.ts";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly nation?: string;
  readonly year?: number;
  readonly plan?: boolean;
  readonly since?: string;
}

/** `concord review DIR`: the review of Step 5, per ally and for the alliance. A plan made before is used; without one it says what is missing. */
export async function reviewCommand(folder: string, options: Options, out: Out): Promise<number> {
  const now = await assessed(folder, options);
  const nation = options.nation === undefined ? undefined : nationOf(now, options.nation);
  const year = yearOf(now, options.year);
  const reviewOf = async (results: Results): Promise<ReviewView> => {
    const comparison = options.plan === true ? (await planned(results, out, { fresh: false })).comparison : await storedPlan(results);
    return reviewView(comparison === undefined ? results : { ...results, comparison }, year);
  };
  const view = options.since === undefined ? await reviewOf(now) : sinceReview(await reviewOf(now), await reviewOf(await earlier(options.since, options, { now, year })));
  const one = view.nations.find((it) => it.nation === nation);
  if (options.json === true) out.print(JSON.stringify(one === undefined ? view : { ...view, nations: [one] }, undefined, 2));
  else {
    out.print(`${view.alliance}: review of ${view.year} · path ${view.path} · ${view.marking} · as of ${view.asOf}\n`);
    if (one === undefined) printAlliance(view, out);
    else printNation(one, out);
    for (const it of view.missing) out.print(wrap(it, out.width));
    out.print(`\n${wrap(`Rule: ${view.rule}`, out.width)}`);
  }
  return EXIT.ok;
}

/** The earlier picture, of the same year and alliance. */
async function earlier(folder: string, options: RunOptions, { now, year }: { readonly now: Results; readonly year: number }): Promise<Results> {
  const then = await assessed(folder, options);
  if (!then.alliance.years.includes(year)) throw new Complaint(EXIT.usage, `The picture in ${folder} does not reach ${year}.`, `Give a year from ${then.alliance.years[0]} to ${then.alliance.years.at(-1)} with --year.`);
  if (!then.alliance.nations.some((it) => now.alliance.nationIndex.has(it.id))) throw new Complaint(EXIT.usage, `The picture in ${folder} has no ally in common with this one.`, "Give last year's data set of the same alliance.");
  return then;
}

const CARRIERS_PRINTED = 2;
const SHORT = { "on track": " on", "at risk": "risk", "off track": " off", unknown: "unknown" } as const;

function printAlliance(view: ReviewView, out: Out): void {
  for (const it of view.sentences) out.print(wrap(it, out.width));
  out.print("");
  out.print(
    tableText(
      [{ title: "ally", flexible: true }, { title: "standing" }, { title: "ready", right: true }, ...(view.nations.some((it) => it.withPlan !== undefined) ? [{ title: "with plan", right: true }] : []), ...(view.nations.some((it) => it.since !== undefined) ? [{ title: "before", right: true }] : []), { title: "on/risk/off/?", right: true }, { title: "held back", right: true }, { title: "open", right: true }, { title: "money", right: true }, { title: "targets cost", right: true }, { title: "plan spends", right: true }],
      view.nations.map((it) => [it.name, it.standing, metText(it, it.ready, it.readyKnown), ...(view.nations.some((one) => one.withPlan !== undefined) ? [metText(it, it.withPlan, it.withPlanKnown)] : []), ...(view.nations.some((one) => one.since !== undefined) ? [percentText((it.since?.withPlan ?? it.since?.ready)?.value)] : []), [it.counts["on track"], it.counts["at risk"], it.counts["off track"], it.counts.unknown].join("/"), String(it.reservations.length), String(it.unanswered.length), money(it.money, view.currency), money(it.targetsCost, view.currency), money(it.planSpend, view.currency)]),
      out.width,
    ),
  );
  out.print("ready, with plan: of its targets, over how many that are known; ? where these are too few");
  out.print("\nPriority shortfall areas, residual multinational targets, and who carries most:");
  const rankOf = new Map(view.priorities.map((it) => [it.leaf, it.rank]));
  const rows = view.residuals.filter((it) => rankOf.has(it.leaf) || (it.after.value ?? 0) > 0).toSorted((a, b) => (rankOf.get(a.leaf) ?? Number.POSITIVE_INFINITY) - (rankOf.get(b.leaf) ?? Number.POSITIVE_INFINITY));
  out.print(
    tableText(
      [{ title: "#", right: true }, { title: "capability", flexible: true }, { title: "covered", right: true }, { title: "planned", right: true }, { title: "of it held", right: true }, { title: "residual", right: true }, { title: "of it", right: true }, { title: "carried by" }],
      rows.map((it) => [String(rankOf.get(it.leaf) ?? ""), it.name, percent(it.coverage), percent(it.planned), percent(it.heldInPlan), numberText(it.after.value), percentText(it.share.value), it.carriers.slice(0, CARRIERS_PRINTED).map((one) => `${one.nation} ${percentText(one.share)}`).join(", ")]),
      out.width,
    ),
  );
  out.print(wrap(`covered counts all that is held and on order; planned counts each ally up to ${percentText(view.cap.value)} of the requirement, and may be less; of it held: what of planned is held today`, out.width));
  if (view.reservations.length > 0) out.print("\nReservations outstanding:");
  for (const it of view.reservations) out.print(wrap(it.text, out.width, "  "));
  out.print("");
}

/** A mean over targets with the number that it rests on. @example metText(ally, { value: 0.31 … }, 16) // → "31 % of 16" */
const metText = ({ standing }: ReviewNation, shown: Shown | undefined, known: number | undefined): string => (standing === "nothing asked" || shown === undefined ? "–" : `${shown.value === undefined ? "?" : percentText(shown.value)} of ${known ?? 0}`);

function printNation(it: ReviewNation, out: Out): void {
  for (const sentence of it.sentences) out.print(wrap(sentence, out.width));
  if (it.shareOfGdp?.value !== undefined) out.print(`Defence spending ${percentText(it.shareOfGdp.value)} of GDP (${it.shareOfGdp.asOf}).`);
  out.print("");
  const holdsBack = it.targets.some((one) => (one.declined.value ?? 0) > 0);
  const known = it.targets.filter((one) => one.standing !== "unknown" || one.response !== "none");
  out.print(
    tableText(
      [{ title: "capability", flexible: true }, { title: "asked", right: true }, { title: "answer" }, { title: "stands", right: true }, ...(holdsBack ? [{ title: "declined", right: true }] : []), { title: "today", right: true }, { title: "order", right: true }, { title: "plan", right: true }, { title: "met", right: true }],
      known.map((one) => [one.name, numberText(one.asked.value), one.response, numberText(one.stands.value), ...(holdsBack ? [numberText(one.declined.value)] : []), numberText(one.today.value), numberText(one.ordered.value), one.planned.value === undefined ? "–" : numberText(one.planned.value), `${one.met.value === undefined ? "" : `${percentText(one.met.value)} `}${SHORT[one.standing]}`]),
      out.width,
    ),
  );
  if (known.length < it.targets.length) out.print(`(${it.targets.length - known.length} targets of which too little is known to say are left out; --json has all)`);
  if (it.progress.length > 0) {
    out.print("\nAgainst the plan adopted last, delivered by then:");
    out.print(tableText([{ title: "system", flexible: true }, { title: "promised", right: true }, { title: "under contract", right: true }, { title: "planned now", right: true }], it.progress.map((one) => [one.name, numberText(one.promised.value), numberText(one.contracted.value), one.planned.value === undefined ? "–" : numberText(one.planned.value)]), out.width));
  }
  for (const one of it.reservations) out.print(wrap(`${one.name} ${one.text}: ${one.reason}`, out.width));
  out.print("");
}

const money = (it: Shown, currency: string): string => (it.value === undefined ? "–" : moneyText(it.value, currency));
const percent = (it: Shown | undefined): string => (it?.value === undefined ? "–" : boundText(it, percentText(it.value)));
