import { numberText, percentText, targetsReport } from "#views";
import { EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import { nationOf, yearOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly year?: number;
  readonly nation?: string;
}

/** `concord targets DIR`: targets over all capabilities, or one ally's with how they came about. */
export async function targetsCommand(folder: string, options: Options, out: Out): Promise<number> {
  const results = await assessed(folder, options);
  const year = options.year === undefined ? results.alliance.settings.lastYear : yearOf(results, options.year);
  const report = targetsReport(results, year);
  const nation = options.nation === undefined ? undefined : nationOf(results, options.nation);
  if (options.json === true) {
    out.print(JSON.stringify(nation === undefined ? report : { ...report, leaves: report.leaves.map((it) => ({ ...it, nations: it.nations.filter((row) => row.nation === nation) })) }, undefined, 2));
    return EXIT.ok;
  }
  if (nation !== undefined) {
    const key = report.keys.find((it) => it.nation === nation);
    out.print(`${nation}: targets for ${year}. Fair share ${percentText(key?.raw)}, after the cap ${percentText(key?.capped)}.\n`);
    out.print(
      tableText(
        [{ title: "capability", flexible: true }, { title: "target", right: true }, { title: "held", right: true }, { title: "fair share", right: true }, { title: "at most", right: true }, { title: "limited by" }, { title: "why" }],
        report.leaves.flatMap((it) => it.nations.filter((row) => row.nation === nation && (row.target > 0 || row.units > 0)).map((row) => [it.name, numberText(row.target), numberText(row.held), numberText(row.fair), numberText(row.challenge), row.limitedBy ?? "", row.why])),
        out.width,
      ),
    );
    return EXIT.ok;
  }
  out.print(`${report.alliance}: targets for ${year} · ${report.marking}\n`);
  out.print(
    tableText(
      [{ title: "capability", flexible: true }, { title: "required", right: true }, { title: "apportioned", right: true }, { title: "residual", right: true }, { title: "largest targets" }],
      report.leaves.map((it) => [
        it.name,
        numberText(it.required),
        percentText(1 - it.residual / it.required),
        numberText(it.residual),
        it.nations.toSorted((a, b) => b.target - a.target).slice(0, 3).filter((row) => row.target > 0).map((row) => `${row.nation} ${numberText(row.target)}`).join(", "),
      ]),
      out.width,
    ),
  );
  const { fairness } = report;
  out.print(`\nBurden (cost of targets ÷ GDP): Gini ${numberText(fairness.gini)}, Jain ${numberText(fairness.jain)}, rank correlation with GDP ${numberText(fairness.spearman)}; benefit against cost shares: Wilcoxon p ${numberText(fairness.wilcoxon?.p)}.`);
  return EXIT.ok;
}
