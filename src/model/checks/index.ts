/**
 * Checks across records: one rule, one file, with code, message, mend and test.
 * Absent here: cells and files (checked while reading), readers, engines.
 */
import type { Finding } from "#stdx";
import type { Facts } from "../kinds.ts";
import type { Settings } from "../settings.ts";
import { type Check, compareFindings, type LeftOut, type Reading, type Rows, runChecks, without } from "./check.ts";
import { correctionCycle, unknownCorrection } from "./correction.ts";
import { duplicateId } from "./duplicate-id.ts";
import { refersToLeftOut, unknownCode } from "./unknown-code.ts";

export { type Check, compareFindings, type LeftOut, type Rows } from "./check.ts";
export { nearest } from "./nearest.ts";

/** Whether facts can stand on their own feet: names and references. Repeated until nothing more falls. */
const NAMES: readonly Check[] = [duplicateId, unknownCorrection, correctionCycle];
const REFERENCES: readonly Check[] = [unknownCode, refersToLeftOut];

/** Errors in what facts say together: the fact is left out. */
const ERRORS: readonly Check[] = [];

/** Doubts about facts that stand. */
const DOUBTS: readonly Check[] = [];

/** Every check across records, in the order they run. */
export const CHECKS: readonly Check[] = [...NAMES, ...REFERENCES, ...ERRORS, ...DOUBTS];

/** Where facts stand in their files and what was left out of them before; both may be unknown. */
export interface Places {
  readonly rows?: Rows;
  readonly leftOut?: LeftOut;
}

export interface Checked {
  /** By file and row. */
  readonly findings: readonly Finding[];
  /** The facts without those that an error leaves out, and without what referred to them: no reference dangles. */
  readonly sound: Facts;
}

/** Looks across all records. Linear in the number of facts. Fails never. */
export function checkFacts(settings: Settings, facts: Facts, places: Places = {}): Checked {
  const findings: Finding[] = [];
  let reading: Reading = { settings, facts, rows: places.rows ?? {}, leftOut: places.leftOut ?? {} };
  const drop = (checks: readonly Check[]): boolean => {
    const found = runChecks(reading, checks);
    findings.push(...found.findings);
    reading = without(reading, found.dropped);
    return found.dropped.size > 0;
  };
  const settle = (): void => {
    while (drop(REFERENCES));
  };
  for (const check of NAMES) drop([check]);
  settle();
  for (const check of ERRORS) if (drop([check])) settle();
  drop(DOUBTS);
  return { findings: findings.sort(compareFindings), sound: reading.facts };
}

/** The findings alone. */
export const checkAcross = (settings: Settings, facts: Facts, places: Places = {}): readonly Finding[] => checkFacts(settings, facts, places).findings;
