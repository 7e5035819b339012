import { moneyTold } from "#engines/plan";
import { type DifferenceItem, moneyText, nationName, numberText, percentText, planDifference, planReport, type Results } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface Options {
  readonly as?: string;
  /** State of the first ledger; the second is as it is now. */
  readonly at?: string;
  readonly json?: boolean;
  readonly path: readonly string[];
  readonly set: readonly string[];
  readonly fresh?: boolean;
  readonly alone?: boolean;
  readonly top?: string;
  readonly whole?: number | true;
  readonly lines?: boolean;
}

/** `concord compare`: two plans side by side, the differences that matter first. With `--whole` both have their choices made within the model; where nothing else differs the first has them made by rule. */
export async function compareCommand(folder: string, other: string | undefined, options: Options, out: Out): Promise<number> {
  if (options.path.length > 2) throw new Complaint(EXIT.usage, "More than two budget paths are given.", "Give --path at most twice.");
  const isSameWorld = other === undefined && options.path.length < 2 && options.set.length === 0 && options.at === undefined;
  if (options.alone !== true && options.whole === undefined && isSameWorld) throw new Complaint(EXIT.usage, "There is nothing to compare with.", "Give a second data set, --path twice, --set, --alone, for a ledger --at, or --whole for the same plan by rule and within the model.");
  if (options.alone === true && (other !== undefined || options.path.length > 1 || options.set.length > 0)) throw new Complaint(EXIT.usage, "--alone compares the two plans of one run.", "Leave out the second data set, the second --path and --set, or leave out --alone.");
  const top = Number(options.top ?? MOST);
  if (!Number.isInteger(top) || top < 1) throw new Complaint(EXIT.usage, `"${options.top}" is no number of differences.`, "Write --top 20.");
  const [firstPath, secondPath = firstPath] = options.path;
  const fresh = { fresh: options.fresh === true };
  const reader: RunOptions = options.as === undefined ? {} : { as: options.as };
  const whole: RunOptions = { ...reader, ...(options.whole !== undefined && { whole: options.whole }), ...(options.lines !== undefined && { lines: options.lines }) };
  const isByRule = isSameWorld && options.alone !== true;
  const first = await planned(await assessed(folder, { ...reader, ...(options.at !== undefined && { at: options.at }), ...(firstPath !== undefined && { path: firstPath }), ...(isByRule ? {} : whole) }), out, options.alone === true ? fresh : { ...fresh, of: "Plan A" });
  if (options.alone === true) {
    printAloneAligned(first, options, top, out);
    return EXIT.ok;
  }
  const second = await planned(await assessed(other ?? folder, { ...(secondPath !== undefined && { path: secondPath }), set: options.set, ...whole }), out, { ...fresh, of: "Plan B", kept: "plan A is kept" });
  const report = differences(first, second);
  if (options.json === true) out.print(JSON.stringify(report, undefined, 2));
  else {
    out.print(`A: ${report.a}\nB: ${report.b}\n`);
    out.print(tableText([{ title: "measure", flexible: true }, { title: "A", right: true }, { title: "B", right: true }, { title: "B − A", right: true }], report.totals.map((it) => [it.name, numberText(it.a), numberText(it.b), numberText(it.b - it.a)]), out.width));
    printDifferences(report.differences, top, out);
    if (report.capabilities.length > 0) {
      out.print("\nCapabilities that differ most (shortfall-years under the aligned plan):");
      out.print(tableText([{ title: "capability", flexible: true }, { title: "A", right: true }, { title: "B", right: true }, { title: "B − A", right: true }], report.capabilities.slice(0, 10).map((it) => [it.name, numberText(it.a), numberText(it.b), numberText(it.b - it.a)]), out.width));
    }
    if (report.nations.length > 0) {
      out.print(`\nAllies whose gain differs most (money at equal coverage):`);
      out.print(tableText([{ title: "ally", flexible: true }, { title: "A", right: true }, { title: "B", right: true }, { title: "B − A", right: true }], report.nations.slice(0, 10).map((it) => [it.name, moneyText(it.a, report.currency), moneyText(it.b, report.currency), moneyText(it.b - it.a, report.currency)]), out.width));
    }
  }
  return EXIT.ok;
}

type Planned = Results & { readonly comparison: NonNullable<Results["comparison"]> };

// Differences printed unless --top says otherwise.
const MOST = 20;

/** The plan that allies make alone against the aligned one of the same run. */
function printAloneAligned(results: Planned, options: Options, top: number, out: Out): void {
  const { alone, aligned } = results.comparison;
  const { totals, items } = planDifference(alone, aligned, { nameOf: nameIn(results) });
  if (options.json === true) {
    out.print(JSON.stringify({ a: "alone", b: "aligned", runKey: results.runKey, currency: results.alliance.settings.currency, totals, differences: items }, undefined, 2));
    return;
  }
  out.print(`A: each ally alone\nB: allies aligned\n${results.alliance.settings.name} · path ${results.path} · run ${results.runKey.slice(0, 12)}`);
  out.print(wrap(`B has ${numberText(totals.shortfallYears)} shortfall-years and ${moneyText(totals.cost, results.alliance.settings.currency)} of cost against A.`, out.width));
  printDifferences(items, top, out);
}

function printDifferences(items: readonly DifferenceItem[], top: number, out: Out): void {
  if (items.length === 0) return out.print("\nThe plans are the same.");
  out.print(`\nWhat differs, by how much it matters (${Math.min(top, items.length)} of ${items.length}; B against A):`);
  for (const it of items.slice(0, top)) {
    const effects = [...(it.shortfallYears === 0 ? [] : [`${signed(it.shortfallYears)} shortfall-years`]), ...(it.money === 0 ? [] : [`${signed(it.money)} M`])];
    const lines = wrap(`${it.text}${effects.length === 0 ? "" : ` (${effects.join(", ")})`}`, out.width - INDENT).split("\n");
    lines.forEach((line, at) => out.print(`${at === 0 ? percentText(it.weight).padStart(INDENT - 2) : " ".repeat(INDENT - 2)}  ${line}`));
  }
}

const INDENT = 8;
const signed = (value: number): string => `${value > 0 ? "+" : ""}${numberText(value)}`;

/** What a planner calls a capability, system, standard or programme. */
function nameIn({ alliance }: Results): (id: string) => string {
  const names = new Map([...alliance.facts.capability, ...alliance.systems, ...alliance.facts.standard, ...alliance.facts.programme].map((it) => [it.id, it.nameEn]));
  return (id) => names.get(id) ?? id;
}

/** What differs between two plans, ranked by size. @example differences(plan, same).differences // → [] */
export function differences(a: Planned, b: Planned) {
  const name = (it: Planned): string => `${it.alliance.settings.name} · path ${it.path} · ${it.comparison.byRule === undefined ? "" : "choices within the model · "}run ${it.runKey.slice(0, 12)}`;
  const gap = (it: Planned): number => it.comparison.aligned.stages.find((stage) => stage.name === "shortfall")?.gap ?? 0;
  const leafYears = (it: Planned): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>();
    for (const row of it.comparison.aligned.shortfalls) if (row.required > 0) sums.set(row.leaf, (sums.get(row.leaf) ?? 0) + row.short / row.required);
    return sums;
  };
  const [left, right] = [leafYears(a), leafYears(b)];
  const gains = (it: Planned): ReadonlyMap<string, number> => new Map(it.comparison.perNation.map((row) => [row.nation, row.gain]));
  const [gainA, gainB] = [gains(a), gains(b)];
  const total = (title: string, of: (it: Planned) => number) => ({ name: title, a: of(a), b: of(b) });
  const bySize = <T extends { readonly a: number; readonly b: number }>(rows: readonly T[]): readonly T[] => rows.filter((it) => Math.abs(it.b - it.a) > 1e-6).toSorted((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a));
  return {
    a: name(a),
    b: name(b),
    runKeys: { a: a.runKey, b: b.runKey },
    currency: a.alliance.settings.currency,
    totals: [
      total("price of misalignment, M at equal coverage", (it) => moneyTold(it.comparison, it.comparison.price.money.base)),
      total("price of misalignment, shortfall-years", (it) => it.comparison.price.shortfallYears.base),
      total("delay when alone, years (at least)", (it) => it.comparison.price.delayYears.base),
      total("shortfall-years alone", (it) => it.comparison.alone.shortfallYears),
      total("shortfall-years aligned", (it) => it.comparison.aligned.shortfallYears),
      total("cost alone, M discounted", (it) => it.comparison.alone.cost),
      total("cost aligned, M discounted", (it) => it.comparison.aligned.cost),
      total("proven gap of shortfall aligned, share", gap),
    ],
    differences: planDifference(a.comparison.aligned, b.comparison.aligned, { nameOf: (id) => { const name = nameIn(a)(id); return name === id ? nameIn(b)(id) : name; } }).items,
    capabilities: bySize([...new Set([...left.keys(), ...right.keys()])].map((leaf) => ({ leaf, name: (a.alliance.capabilityById.get(leaf) ?? b.alliance.capabilityById.get(leaf))?.nameEn ?? leaf, a: left.get(leaf) ?? 0, b: right.get(leaf) ?? 0 }))),
    nations: bySize([...new Set([...gainA.keys(), ...gainB.keys()])].map((nation) => ({ nation, name: nationName(a.alliance, nation), a: gainA.get(nation) ?? 0, b: gainB.get(nation) ?? 0 }))),
    headlines: { a: planReport(a)?.headline.sentence, b: planReport(b)?.headline.sentence },
  };
}
