/**
 * `npm run conformance -- DIR…`: runs every suite on whatever vectors lie under DIR, one folder a suite, and says per suite what
 * passed, what failed, and what Concord does not claim, with the reason. Ends with 1 where a case fails, and with 2 where it is
 * called wrongly or a folder has nothing to run.
 */
import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { asvs } from "./conformance/asvs.ts";
import { dutySuites } from "./conformance/duties.ts";
import { labelSuites } from "./conformance/labels.ts";
import { ledgerSuites } from "./conformance/ledger.ts";
import { nonInterference } from "./conformance/non-interference.ts";
import { fileAt, oneLine, passedOver, type Suite, type SuiteResult } from "./conformance/suite.ts";

const SUITES: readonly Suite[] = [...labelSuites, ...ledgerSuites, nonInterference, ...dutySuites, asvs];

/** Why a known folder is not claimed. */
const NOT_YET: Readonly<Record<string, string>> = {
  "secure-aggregation": "totals without giving a figure away are not there yet",
  "ocds-1.1": "publication of procurements is not there yet",
  "eforms-sdk": "procurement notices are not there yet",
  "app6-sidc": "unit symbols are not there yet",
  "nato-codes": "stock numbers are not read yet",
  nisp: "the profile database is not imported yet",
  "data-package": "data packages are read by Concord's own rules, not by the published profiles",
};

/** Folders to run: those under a path, or the path itself where it is a suite's folder. */
function conformanceFolders(folder: string): readonly string[] {
  const path = resolve(folder);
  if (isSuite(path)) return [path];
  // What has the name of a suite and is no folder is told, not left out.
  return readdirSync(path).map((it) => join(path, it)).filter((it) => isFolder(it) || isSuite(it)).sort();
}

const isSuite = (path: string): boolean => SUITES.some((it) => it.folder === basename(path));
const isFolder = (path: string): boolean => fileAt(path)?.isDirectory() === true;

/** Results of every folder under a path, or of the path itself where it is a suite's folder. */
export function conformance(path: string): readonly SuiteResult[] {
  return conformanceFolders(path).map((folder) => {
    const suite = SUITES.find((it) => it.folder === basename(folder));
    return (suite === undefined ? undefined : stopped(suite, folder)) ?? { suite: basename(folder), cases: [], notClaimed: [NOT_YET[basename(folder)] ?? "no suite of this name is known"] };
  });
}

/** A suite never takes the others down with it: what stops one is a failed case of its own. */
function stopped(suite: Suite, folder: string): SuiteResult {
  if (!isFolder(folder)) return { suite: suite.folder, cases: [{ name: folder, trouble: "it has the name of a suite and is no folder; if it is a link, it leads to none" }], notClaimed: [] };
  try {
    const result = suite.run(folder);
    const others = passedOver(folder, suite.endings);
    const notClaimed = [...result.notClaimed, ...(others.length === 0 ? [] : [`passed over, since the suite reads ${suite.endings.join(" and ")}: ${others.slice(0, 5).join(", ")}${others.length > 5 ? ` and ${others.length - 5} more` : ""}`])];
    return { ...result, notClaimed: result.cases.length + notClaimed.length > 0 ? notClaimed : ["the folder holds no vectors of this suite"] };
  } catch (error) {
    return { suite: suite.folder, cases: [{ name: folder, trouble: `the suite stopped: ${error instanceof Error ? error.message : String(error)}` }], notClaimed: [] };
  }
}

/** Why the arguments cannot be run. `undefined` where they can. */
export function complaintAbout(args: readonly string[]): string | undefined {
  const option = args.find((it) => it.startsWith("-"));
  if (option !== undefined) return `There is no option ${option}.`;
  if (args.length === 0) return "No folder is named.";
  const other = args.find((it) => !isFolder(it));
  if (other !== undefined) return `${other} is no folder.`;
  const empty = args.find((it) => conformanceFolders(it).length === 0);
  return empty === undefined ? undefined : `${empty} holds no folder of vectors.`;
}

if (process.argv[1]?.endsWith("conformance.ts") === true) {
  const args = process.argv.slice(2);
  const complaint = complaintAbout(args);
  if (complaint !== undefined) {
    process.stderr.write(`${complaint} Name the folder with the vectors: npm run conformance -- DIR\n`);
    process.exit(2);
  }
  let failed = 0;
  for (const { suite, cases, notClaimed } of args.flatMap(conformance)) {
    const wrong = cases.filter((it) => it.trouble !== undefined);
    failed += wrong.length;
    process.stdout.write(`${oneLine(`${suite.padEnd(24)} ${cases.length - wrong.length} passed, ${wrong.length} failed${notClaimed.length > 0 ? `, not claimed: ${notClaimed.join("; ")}` : ""}`)}\n`);
    for (const it of wrong) process.stdout.write(`  ${oneLine(`FAILED ${it.name}: ${it.trouble ?? ""}`)}\n`);
  }
  process.exit(failed === 0 ? 0 : 1);
}
