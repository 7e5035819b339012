import { burdenRemark } from "#engines/targets";
import { nationName, numberText, percentText, targetsReport } from "#views";
import { EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import { nationOf, yearOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

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
    out.print(wrap(`${nationName(results.alliance, nation)}: targets for ${year} · ${report.marking}. Fair share by the public keys ${percentText(key?.raw)}, after the cap ${percentText(key?.capped)}.`, out.width));
    out.print("");
    out.print(
      tableText(
        [{ title: "capability", flexible: true }, { title: "target", right: true }, { title: "ready", right: true }, { title: "fair share", right: true }, { title: "at most", right: true }, { title: "limited by" }, { title: "why" }],
        report.leaves.flatMap((it) => it.nations.filter((row) => row.nation === nation && (row.target > 0 || row.units > 0)).map((row) => [it.unit === undefined ? it.name : `${it.name} (${it.unit})`, numberText(row.target), numberText(row.held), numberText(row.fair), numberText(row.challenge), row.limitedBy ?? "", row.why])),
        out.width,
      ),
    );
    out.print("");
    out.print(wrap("Ready: what is held, times the share that is usable. At most: the reasonable challenge. Where something stands under \"limited by\", it cut the target below the fair share; the rest goes to others, or is left as residual.", out.width));
    const exempt = report.leaves.filter((it) => it.nations.some((row) => row.nation === nation && row.exempt === true)).map((it) => it.name);
    if (exempt.length > 0) out.print(wrap(`Not asked of it, since it lacks what they take, as its record says: ${exempt.join("; ")}.`, out.width));
    const first = report.leaves.flatMap((it) => it.nations.filter((row) => row.nation === nation && row.target > 0)).at(0);
    if (first !== undefined) out.print(wrap(`Why a target is what it is, down to the documents: node bin/concord.mjs explain ${folder} ${first.why}`, out.width));
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
  out.print("");
  const remark = burdenRemark(results.alliance, fairness);
  if (remark !== undefined) out.print(wrap(remark, out.width));
  out.print(wrap(`Burden (cost of targets ÷ GDP): Gini ${numberText(fairness.gini)}, Jain ${numberText(fairness.jain)}, rank correlation with GDP ${numberText(fairness.spearman)}; benefit against cost shares: Wilcoxon p ${numberText(fairness.wilcoxon?.p)}.`, out.width));
  return EXIT.ok;
}
