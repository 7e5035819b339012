import { summariseFindings } from "#exchange";
import type { FindingLevel } from "#stdx";
import { Complaint, EXIT } from "./exit-codes.ts";
import { load } from "./load.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

const LEVELS: readonly FindingLevel[] = ["error", "warning", "notice"];

interface Options {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly level: string;
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
    for (const it of shown) {
      const place = [it.row === undefined ? it.file : `${it.file}:${it.row}`, it.column].filter((part) => part !== undefined).join(" ");
      out.print(`${it.level.padEnd(7)} ${place} [${it.code}]`);
      out.print(wrap(it.message, out.width, "        "));
      out.print(wrap(`Mend: ${it.mend}`, out.width, "        "));
    }
    out.print(`${shown.length === 0 ? "" : "\n"}${rows} rows read, ${loaded} facts load. ${summary.errors} errors, ${summary.warnings} warnings, ${summary.notices} notices.`);
    if (dataset.alliance === undefined) out.print("The data set cannot be used until its datapackage.json is mended.");
    else if (summary.errors > 0) out.print("Rows with an error are left out; everything else is used.");
  }
  return options.strict === true && (summary.errors > 0 || dataset.alliance === undefined) ? EXIT.findings : EXIT.ok;
}
