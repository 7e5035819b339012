import { summariseFindings } from "#exchange";
import type { Finding, FindingLevel } from "#stdx";
import { groupedText } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { load } from "./load.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

const LEVELS: readonly FindingLevel[] = ["error", "warning", "notice"];

interface Options {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly level: string;
  readonly all?: boolean;
  readonly as?: string;
}

/** `concord check DIR`: findings with place and mend, then a summary and what loads. */
export async function checkCommand(folder: string, options: Options, out: Out): Promise<number> {
  const least = LEVELS.findIndex((it) => it === options.level);
  if (least < 0) throw new Complaint(EXIT.usage, `"${options.level}" is no level.`, `Use one of: ${LEVELS.join(", ")}.`);
  const dataset = await load(folder, options);
  const summary = summariseFindings(dataset.findings);
  const rows = Object.values(dataset.rowCounts).reduce((sum, it) => sum + it, 0);
  const loaded = Object.values(dataset.facts).reduce((sum, it) => sum + it.length, 0);
  const shown = dataset.findings.filter((it) => LEVELS.indexOf(it.level) <= least);
  if (options.json === true) out.print(JSON.stringify({ folder, digest: dataset.digest, rows, loaded, summary, findings: shown }, undefined, 2));
  else {
    const verdict = [`${rows} rows read, ${loaded} facts load. ${summary.errors} errors, ${summary.warnings} warnings, ${summary.notices} notices.`];
    if (dataset.alliance === undefined) verdict.push("The data set cannot be used until its datapackage.json is mended.");
    else if (summary.errors > 0) verdict.push("Rows with an error are left out; everything else is used.");
    const parts = partsOf(shown, options.all === true);
    // What is longer than a screen is begun with its end.
    if (parts.length > PARTS_OF_A_SCREEN) out.print(`${verdict.join("\n")}\n`);
    for (const { first, count } of parts) {
      const place = [first.row === undefined ? first.file : `${first.file}:${first.row}`, first.column].filter((part) => part !== undefined).join(" ");
      out.print(`${first.level.padEnd(7)} ${place} [${first.code}]${count === 1 ? "" : ` · first of ${count} in this file; --all lists them`}`);
      out.print(wrap(groupedText(first.message), out.width, "        "));
      out.print(wrap(`Mend: ${first.mend}`, out.width, "        "));
    }
    if (parts.length > 0) out.print("");
    for (const it of verdict) out.print(it);
  }
  return options.strict === true && (summary.errors > 0 || dataset.alliance === undefined) ? EXIT.findings : EXIT.ok;
}

const PARTS_OF_A_SCREEN = 8;

/** What is printed of the findings: errors and warnings one by one, notices by kind and file, each kind by its first. */
function partsOf(findings: readonly Finding[], isAll: boolean): readonly { readonly first: Finding; readonly count: number }[] {
  const groups = Map.groupBy(findings.map((it, index) => ({ it, key: isAll || it.level !== "notice" ? `${index}` : `${it.code} ${it.file}` })), ({ key }) => key);
  return [...groups.values()].map((some) => ({ first: some[0]!.it, count: some.length })).sort((a, b) => LEVELS.indexOf(a.first.level) - LEVELS.indexOf(b.first.level));
}
