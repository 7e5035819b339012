/**
 * `npm run conformance -- DIR`: runs every suite on whatever vectors lie under DIR, one folder a suite, and says per suite what
 * passed, what failed, and what Concord does not claim, with the reason. Ends with 1 where a case fails.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { asvs } from "./conformance/asvs.ts";
import { dutySuites } from "./conformance/duties.ts";
import { labelSuites } from "./conformance/labels.ts";
import { ledgerSuites } from "./conformance/ledger.ts";
import { nonInterference } from "./conformance/non-interference.ts";
import type { Suite, SuiteResult } from "./conformance/suite.ts";

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

/** Results of every folder under a path, or of the path itself where it is a suite's folder. */
export function conformance(path: string): readonly SuiteResult[] {
  const own = SUITES.find((it) => it.folder === basename(path));
  const folders = own !== undefined ? [path] : readdirSync(path).map((it) => join(path, it)).filter((it) => statSync(it, { throwIfNoEntry: false })?.isDirectory() === true).sort();
  return folders.map((folder) => {
    const suite = SUITES.find((it) => it.folder === basename(folder));
    return (suite === undefined ? undefined : stopped(suite, folder)) ?? { suite: basename(folder), cases: [], notClaimed: [NOT_YET[basename(folder)] ?? "no suite of this name is known"] };
  });
}

/** A suite never takes the others down with it: what stops one is a failed case of its own. */
function stopped(suite: Suite, folder: string): SuiteResult {
  try {
    return suite.run(folder);
  } catch (error) {
    return { suite: suite.folder, cases: [{ name: folder, trouble: `the suite stopped: ${error instanceof Error ? error.message : String(error)}` }], notClaimed: [] };
  }
}

if (process.argv[1]?.endsWith("conformance.ts") === true) {
  const path = process.argv[2];
  if (path === undefined || !existsSync(path)) {
    process.stderr.write("Name the folder with the vectors: npm run conformance -- DIR\n");
    process.exit(2);
  }
  let failed = 0;
  for (const { suite, cases, notClaimed } of conformance(path)) {
    const wrong = cases.filter((it) => it.trouble !== undefined);
    failed += wrong.length;
    process.stdout.write(`${suite.padEnd(24)} ${cases.length - wrong.length} passed, ${wrong.length} failed${notClaimed.length > 0 ? `, not claimed: ${notClaimed.join("; ")}` : ""}\n`);
    for (const it of wrong) process.stdout.write(`  FAILED ${it.name}: ${it.trouble ?? ""}\n`);
  }
  process.exit(failed === 0 ? 0 : 1);
}
