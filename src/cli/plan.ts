import type { Comparison, LineMode, Plan } from "#engines/plan";
import { actionRows, gapText, inSentence, leafName, moneyText, numberText, percentText, planReport, type Results, unplannedIn } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, groundRemarks, planned, type RunOptions } from "./load.ts";
import { nationOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { RESULT } from "./verify.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly fresh?: boolean;
  readonly nation?: string;
}

/** `concord plan DIR`: the price of misalignment, its parts, and what each ally can do. */
export async function planCommand(folder: string, options: Options, out: Out): Promise<number> {
  const before = await assessed(folder, options);
  const nation = options.nation === undefined ? undefined : nationOf(before, options.nation);
  const results = await planned(before, out, { fresh: options.fresh === true });
  const report = planReport(results);
  if (report === undefined) throw new Complaint(EXIT.noPlan, "No plan was made.", "Run the command again with --fresh.");
  if (options.json === true) {
    out.print(JSON.stringify({ ...report, [RESULT]: withoutSeconds(results.comparison) }, undefined, 2));
    return report.headline.verified ? EXIT.ok : EXIT.noPlan;
  }
  const { headline } = report;
  const currency = report.currency;
  out.print(`${report.alliance} · path ${report.path} · ${report.marking} · run ${report.runKey.slice(0, 12)}\n`);
  for (const it of groundRemarks(folder, { dataset: before.dataset, set: options.set ?? [] })) out.print(wrap(`Note: ${it}`, out.width));
  out.print(wrap(headline.sentence, out.width));
  if (headline.whoPays !== "") out.print(wrap(`${headline.whoPays} ${headline.compensation}`, out.width));
  out.print(wrap(`Shortfall-years ${numberText(headline.shortfallYearsAlone.value)} alone, ${numberText(headline.shortfallYearsAligned.value)} aligned (${`saved ${span(headline.shortfallYears)}; `}delay ${span(headline.delayYears)} years, counted to the end of the plan). Money at equal coverage ${moneyText(headline.money.value ?? 0, currency)}${headline.money.low === undefined || moneyText(headline.money.low, currency) === moneyText(headline.money.high ?? 0, currency) ? "" : ` (${moneyText(headline.money.low, currency)} to ${moneyText(headline.money.high ?? 0, currency)})`}, constant ${report.priceYear} prices.`, out.width));
  out.print(wrap(`${headline.breakEven === "" ? "" : `${headline.breakEven} `}Proven gap: alone ${proofText(headline.provenGapAlone.value)}, aligned ${proofText(headline.provenGapAligned.value)}; of the cost: alone ${proofText(headline.provenCostGapAlone.value)}, together at equal coverage ${proofText(headline.provenCostGapTogether.value)}. ${headline.verified ? "Both plans pass the verifier." : "THE VERIFIER FOUND FAULTS: see --json."}`, out.width));
  const { byRule, aligned } = results.comparison;
  if (byRule !== undefined) out.print(wrap(`Agreements, leads and adoptions are chosen within the model: ${numberText(aligned.shortfallWeighted)} weighted shortfall-years for ${moneyText(aligned.cost, currency)}; chosen by rule, which asks no lead for a fallback, ${numberText(byRule.shortfallWeighted)} for ${moneyText(byRule.cost, currency)}. Proven gaps: ${aligned.stages.flatMap((it) => (it.name === "violations" ? [] : [`${STAGE_NAMES[it.name]} ${proofText(it.gap)}`])).join(", ")}.`, out.width));
  if (byRule !== undefined) out.print(wrap("Shortfall-years, actions, leads and lines are of that plan; money at equal coverage, what each lever gives and who loses are of plans chosen by rule.", out.width));
  out.print(`\n${wrap(`By lever, in shares of the shortfall-years saved${byRule === undefined ? "" : " (plans by rule)"}: ${headline.levers.map((it) => `${it.name.toLowerCase()} ${percentText(it.share.value)} (${numberText(it.shortfallYears.value)} shortfall-years, ${moneyText(it.money.value ?? 0, currency)})`).join(", ")}`, out.width)}\n`);
  out.print(
    tableText(
      [{ title: "ally" }, { title: "#", right: true }, { title: nation === undefined ? "most effective actions" : "actions", flexible: true }, { title: "years" }, { title: "shortfall-years", right: true }, { title: "money" }],
      actionRows(results, nation === undefined ? 15 : 50, nation).map((it) => [it.nation, String(it.rank), it.text, it.years, numberText(it.effect.value), it.effect.caution ?? ""]),
      out.width,
    ),
  );
  const first = actionRows(results, 1, nation)[0];
  if (first !== undefined) out.print(wrap(`Why an action, with the ids that other commands ask for, here the first (action/ALLY/#): node bin/concord.mjs explain ${folder} ${first.effect.why}`, out.width));
  printLeads(results.alliance, aligned, out);
  printModes(aligned, out);
  if (headline.losers.length > 0) {
    out.print(`\nAllies that pay more together than alone, unless compensated, at equal coverage${byRule === undefined ? "" : " (plans by rule)"}:`);
    for (const it of headline.losers) out.print(wrap(`${it.nation} pays ${moneyText(it.loss.value ?? 0, currency)} more; the plan proposes payments of ${moneyText(it.compensated.value ?? 0, currency)} to it.`, out.width, "  "));
  }
  const left = unplannedIn(report);
  out.print(wrap(`\nNot planned because too little is known of what allies hold: ${left} capabilities. Figures: ${percentText(report.confidence.sourced.value)} sourced, ${percentText(report.confidence.estimated.value)} estimated, ${percentText(report.confidence.assumed.value)} assumed.`, out.width));
  return headline.verified ? EXIT.ok : EXIT.noPlan;
}

/** What each objective after the promises makes least. */
const STAGE_NAMES = { shortfall: "shortfall", cost: "cost", deviation: "years that programmes are moved, the last thing made least," } as const;

/** Who leads what for the others, who leads it if it withholds, and what would be lost. */
function printLeads(alliance: Results["alliance"], { leads }: Plan, out: Out): void {
  if (leads.length === 0) return;
  out.print("\nWho leads for the others, who stands in, and the shortfall-years lost if the lead withholds (explain: fallback/CAPABILITY/LEAD):");
  const rows = [...leads].sort((a, b) => b.lostYears - a.lostYears || (a.leaf < b.leaf ? -1 : 1));
  out.print(tableText([{ title: "capability", flexible: true }, { title: "lead" }, { title: "from" }, { title: "fallback" }, { title: "lost", right: true }], rows.map((it) => [`${it.leaf} ${leafName(alliance, it.leaf)}`, it.nation, String(it.firstYear), it.fallback ?? "none", numberText(it.lostYears)]), out.width));
  if (leads.some((it) => it.fallback === undefined)) out.print(wrap("none: no other ally counts what a fallback must (plan.fallback-share); with --whole no ally leads without one.", out.width));
}

/** What was chosen for lines: the years in which each is set up for what, what changing over costs, when it closes or is paid for. */
function printModes({ modes, years }: Plan, out: Out): void {
  if (modes === undefined) return;
  if (modes.length === 0) return out.print("\nNo line of the plan changes over or has a least rate.");
  const lines = [...Map.groupBy(modes, (it) => it.line)];
  // Lines either stand still for a year or are paid for what they do not make (plan.line-pause).
  const pauses = lines.some(([, own]) => own.some((it, at) => it.open && own[at - 1]?.open === false));
  const rows = lines.flatMap(([line, own]) => {
    const closed = own[own.findLastIndex((it) => it.open) + 1]?.year;
    const still = own.flatMap((it) => (it.open || (closed !== undefined && it.year >= closed) ? [] : [it.year]));
    const lost = own.reduce((sum, it) => sum + it.lost, 0);
    const idle = own.reduce((sum, it) => sum + it.idle, 0);
    const runs = runsOf(own.filter((it) => it.open && it.system !== undefined));
    return runs.length === 0 && closed === undefined && still.length === 0 && idle <= 0 ? [] : [[line, runs.map((it) => `${it.system} ${it.first === it.last ? it.first : `${it.first}-${it.last}`}`).join(", "), numberText(lost), pauses ? still.join(", ") : numberText(idle), closed === undefined ? "" : String(closed)]];
  });
  out.print(wrap(`\nLines that change over or have a least rate: ${lines.length}; all of them stay open to ${years.at(-1)}, make their least rate and change nothing, but for these:`, out.width));
  if (rows.length === 0) out.print("  none");
  else out.print(tableText([{ title: "line" }, { title: "set up for", flexible: true }, { title: "items lost in changes", right: true }, { title: pauses ? "stands still" : "paid, not made", right: true }, { title: "closed from", right: true }], rows, out.width));
}

/** Years in a row with one system. */
function runsOf(modes: readonly LineMode[]): readonly { readonly system: string; readonly first: number; readonly last: number }[] {
  const runs: { system: string; first: number; last: number }[] = [];
  for (const it of modes) {
    const open = runs.at(-1);
    if (open !== undefined && open.system === it.system && open.last === it.year - 1) open.last = it.year;
    else runs.push({ system: it.system ?? "", first: it.year, last: it.year });
  }
  return runs;
}

/** The plans without the seconds that solving took, so that equal runs print equal bytes. */
function withoutSeconds(comparison: Comparison): Comparison {
  const still = (plan: Plan): Plan => ({ ...plan, stages: plan.stages.map((it) => ({ ...it, seconds: 0 })) });
  return { ...comparison, alone: still(comparison.alone), aligned: still(comparison.aligned), ...(comparison.cheapest === undefined ? {} : { cheapest: still(comparison.cheapest) }) };
}

/** A figure with its range, where the two can be told apart. */
const span = (it: { readonly value?: number; readonly low?: number; readonly high?: number }): string =>
  it.low === undefined || numberText(it.low) === numberText(it.high) ? numberText(it.value) : `${numberText(it.low)} to ${numberText(it.high)}`;

const proofText = (gap: number | undefined): string => (gap === undefined ? "unknown" : inSentence(gapText(gap)));
