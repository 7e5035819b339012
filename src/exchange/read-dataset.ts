import { type Alliance, type CheckContext, checkFacts, compareFindings, type Facts, type Settings } from "#model";
import type { Finding } from "#stdx";
import { FINDINGS_MAX, shortened } from "./findings.ts";
import { type ReadTables, readTables } from "./read-tables.ts";

/** A data set read, checked and folded. */
export interface Dataset {
  /** The model of what is sound. Absent: `datapackage.json` is missing or wrong, so there are no settings. */
  readonly alliance?: Alliance;
  readonly settings?: Settings;
  /** Sound facts only: rows with an error are left out, and whatever refers to them. */
  readonly facts: Facts;
  /** All findings, by file and row. */
  readonly findings: readonly Finding[];
  /** Rows found in each file, those left out included. */
  readonly rowCounts: Readonly<Record<string, number>>;
}

/**
 * Reads a data set from the texts of its files, checks it within rows and across them, and folds what is sound into
 * the model. Fails never: bad data comes back as findings. Give the engines' `parameters` to check a data set's own
 * values against them, `purpose: "ship"` for data that is passed on, `findingsMost` where more or all findings of one code in one file
 * are to be listed, and `like` where many data sets are read that differ in few files.
 * @example readDataset(files).alliance?.nations.map((it) => it.nameEn)
 */
export function readDataset(files: ReadonlyMap<string, string>, { findingsMost = FINDINGS_MAX, like, ...more }: Pick<CheckContext, "parameters" | "purpose"> & ReadTables = {}): Dataset {
  const { settings, facts, rows, leftOut, rowCounts, findings } = readTables(files, { findingsMost, ...(like !== undefined && { like }) });
  if (settings === undefined) return { facts, rowCounts, findings: [...findings].sort(compareFindings) };
  const checked = checkFacts(settings, facts, { rows, leftOut, ...more });
  return { alliance: checked.alliance, settings, facts: checked.sound, rowCounts, findings: [...findings, ...shortened(checked.findings, findingsMost)].sort(compareFindings) };
}
