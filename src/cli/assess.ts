import { assessReport, boundText, numberText, percentText, prioritiesView, withUnit } from "#views";
import { EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import { leafOf, yearOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { counted } from "./counted.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly year?: number;
  readonly leaf?: string;
}

/** `concord assess DIR`: the priority shortfalls, or one capability in full. */
export async function assessCommand(folder: string, options: Options, out: Out): Promise<number> {
  const results = await assessed(folder, options);
  const year = yearOf(results, options.year);
  const leaf = options.leaf === undefined ? undefined : leafOf(results, options.leaf);
  const report = assessReport(results, year);
  if (options.json === true) {
    out.print(JSON.stringify(leaf === undefined ? report : { ...report, leaves: report.leaves.filter((it) => it.leaf === leaf) }, undefined, 2));
    return EXIT.ok;
  }
  if (leaf !== undefined) {
    const it = report.leaves.find((candidate) => candidate.leaf === leaf);
    if (it !== undefined) printLeaf(it, year, out);
    return EXIT.ok;
  }
  out.print(`${report.alliance}: priority shortfalls in ${year} · ${report.marking} · as of ${report.asOf}\n`);
  const rows = prioritiesView(results, year, 30).rows;
  out.print(
    tableText(
      [{ title: "#", right: true }, { title: "capability", flexible: true }, { title: "covered", right: true }, { title: "known range" }, { title: "rests on" }, { title: "required", right: true }, { title: "best placed" }, { title: "trend", right: true }, { title: "why" }],
      rows.map((it) => [
        String(it.rank),
        it.name,
        boundText(it.coverage, percentText(it.coverage.value)),
        it.coverage.low === undefined ? "" : `${percentText(it.coverage.low)} to ${percentText(it.coverage.high)}${it.mayBeMet ? " ◐" : ""}`,
        it.weakest ?? "",
        withUnit(it.required.value, it.required.unit),
        it.lead?.nation ?? "unknown",
        it.trend.value === undefined ? "unknown" : `${it.trend.value > 0 ? "+" : ""}${numberText(it.trend.value * 100)} pt/a`,
        it.coverage.why,
      ]),
      out.width,
    ),
  );
  const blind = report.leaves.filter((it) => it.planned && it.years.some((at) => at.year === year && at.required.value !== undefined && at.available.value === undefined));
  out.print("");
  if (rows.some((it) => it.coverage.caution !== undefined)) out.print(wrap("Of some allies nothing is known. The range is that of the allies that are known: its low end takes each at its least, and no end counts the unknown. ≥: at least this, since what is known stands at its least.", out.width));
  if (rows.some((it) => it.mayBeMet)) out.print(wrap("◐ may be met: the range reaches the whole requirement, so it may be no shortfall, and stands after what is short by every figure of its range.", out.width));
  if (rows.some((it) => it.weakest !== undefined)) out.print(wrap("Rests on: the weakest evidence of any record behind the coverage.", out.width));
  out.print(wrap(`Not ranked: ${blind.length === 0 ? "" : `${counted(blind.length, "capability", "capabilities")} of which no ally's holding is known, and `}those of which too little is known.`, out.width));
  if (rows.some((it) => it.lead !== undefined)) out.print(wrap("Best placed: who could lead, by the lead score; the plan may let another lead.", out.width));
  out.print(wrap(`Rule: ${prioritiesView(results, year, 1).rule}`, out.width));
  const [first] = rows;
  if (first !== undefined) {
    out.print(wrap(`One capability in full: node bin/concord.mjs assess ${folder} --leaf "${first.name}"`, out.width));
    out.print(wrap(`Why a figure is what it is: node bin/concord.mjs explain ${folder} ${first.coverage.why}`, out.width));
  }
  return EXIT.ok;
}

function printLeaf(it: ReturnType<typeof assessReport>["leaves"][number], year: number, out: Out): void {
  out.print(`${it.leaf} ${it.name} (${it.unit ?? ""}, ${it.domain ?? ""}, ${it.character ?? ""})\n`);
  out.print(
    tableText(
      [{ title: "year" }, { title: "required", right: true }, { title: "available", right: true }, { title: "covered", right: true }, { title: "unknown allies", right: true }, { title: "CAP 1–5" }],
      it.years.map((at) => [String(at.year), numberText(at.required.value), boundText(at.available, numberText(at.available.value)), boundText(at.coverage, percentText(at.coverage.value)), String(at.unknownNations.length), (at.coverageByLevel ?? []).map((share) => percentText(share)).join(" ")]),
      out.width,
    ),
  );
  out.print("");
  for (const lead of it.leads) out.print(`${["lead  ", "second", "third "][lead.choice - 1]} ${lead.nation}  ${numberText(lead.score.base)} (${numberText(lead.score.low)} to ${numberText(lead.score.high)})  ${lead.why}`);
  if (it.niche.length > 0) out.print(`niche  ${it.niche.join(" ")}`);
  if (it.stranding !== undefined) out.print(wrap(`If ${it.stranding.nation} withholds, ${percentText(it.stranding.uncovered.base)} of the requirement is uncovered: ${it.stranding.insured ? "insured" : `not insured; ${it.stranding.insurers.join(" and ") || "others"} would have to add ${[numberText(it.stranding.insurance), it.unit ?? ""].join(" ").trimEnd()} for no more than ${percentText(it.stranding.limit)} to open`}.`, out.width));
  const worst = it.withoutNation.slice(0, 5).filter((row) => row.loss > 0);
  if (worst.length > 0) out.print(wrap(`N-1 in ${year}, coverage without one ally: ${worst.map((row) => `${row.nation} −${percentText(row.loss)}`).join(", ")}`, out.width));
  if (it.duplication.types === 0) out.print("Of which types it is held is not known.");
  else out.print(`Known: ${it.duplication.types} types of ${it.duplication.families} families, effective number ${it.duplication.effective === undefined ? "unknown" : numberText(it.duplication.effective)}.`);
}
