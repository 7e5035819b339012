/**
 * Checks across records: one rule, one file, with code, message, mend and test.
 * Absent here: cells and files (checked while reading), readers, engines.
 */
import type { Parameter } from "#quantities";
import type { Finding } from "#stdx";
import type { Alliance } from "../alliance.ts";
import { type Facts, type KindName, KINDS } from "../kinds.ts";
import { replay } from "../replay.ts";
import type { Settings } from "../settings.ts";
import { reserveOutsidePlan, reserveWithoutTerms, termsWithoutReserve } from "./answer-terms.ts";
import { budgetYearsMissing } from "./budget-years.ts";
import { capabilityCycle, leafWithChildren, leafWithoutUnit, notALeaf } from "./capability-tree.ts";
import { type Check, compareFindings, type Doubt, type LeftOut, type Reading, type Rows, runChecks, without } from "./check.ts";
import { correctionCycle, unknownCorrection } from "./correction.ts";
import { countDiffers, listIncomplete } from "./count-differs.ts";
import { duplicateId } from "./duplicate-id.ts";
import { implausibleGrowth, shareContradicts, unitSlip } from "./growth.ts";
import { impossibleDate, laterThanPicture } from "./impossible-date.ts";
import { negative, notAShare } from "./impossible-figure.ts";
import { buyerNotMember, leadNotMember } from "./initiative-members.ts";
import { licenceNotCleared, licenceReminder } from "./licence.ts";
import { makesMoreThanComponent, ratesOutOfOrder } from "./line-rates.ts";
import { checkParameters } from "./parameters.ts";
import { mixedPriceBases, severalIndices, unclearPriceBase, unknownAmount, unknownEconomy } from "./price-base.ts";
import { splitAndWhole } from "./requirement-split.ts";
import { conflictingFigures, duplicateRow, revisedFigures } from "./rivals.ts";
import { standardNotNeeded } from "./standard-needed.ts";
import { notAClass, notAMunition, notWhole } from "./system-class.ts";
import { membersMissing, totalDiffers } from "./total-differs.ts";
import { unitMismatch } from "./unit-mismatch.ts";
import { refersToLeftOut, unknownCode } from "./unknown-code.ts";
import { unknownExemption } from "./unknown-exemption.ts";
import { unknownParameter } from "./unknown-parameter.ts";
import { unknownScope } from "./unknown-scope.ts";
import { wideRange } from "./wide-range.ts";
import { sharesExceedWhole } from "./yield-shares.ts";

export { compareFindings, type LeftOut, type Rows } from "./check.ts";
export { nearest, nearestAmong, nearestFirst } from "./nearest.ts";
export { CHECK, checkParameters } from "./parameters.ts";

/** Whether every fact has a name of its own. Each is settled before the next looks. */
const NAMES: readonly Check[] = [duplicateId, unknownCorrection, correctionCycle];

/** Whether every reference points somewhere. Repeated until nothing more falls. */
const REFERENCES: readonly Check[] = [unknownCode, refersToLeftOut];

/** Contradictions: the fact is left out, and then what refers to it. */
const CONTRADICTIONS: readonly Check[] = [capabilityCycle, leafWithoutUnit, notALeaf, notAClass, unknownScope, unitMismatch, negative, notAShare, impossibleDate, reserveWithoutTerms, makesMoreThanComponent];

/** Doubts about facts that stand. */
const DOUBTS: readonly Doubt[] = [
  totalDiffers,
  membersMissing,
  countDiffers,
  listIncomplete,
  implausibleGrowth,
  unitSlip,
  shareContradicts,
  mixedPriceBases,
  unclearPriceBase,
  unknownAmount,
  unknownEconomy,
  severalIndices,
  laterThanPicture,
  leafWithChildren,
  notAMunition,
  notWhole,
  budgetYearsMissing,
  splitAndWhole,
  sharesExceedWhole,
  standardNotNeeded,
  leadNotMember,
  buyerNotMember,
  unknownExemption,
  ratesOutOfOrder,
  termsWithoutReserve,
  reserveOutsidePlan,
  unknownParameter,
  duplicateRow,
  conflictingFigures,
  revisedFigures,
  wideRange,
];

/** Every check across records, in the order they run: for the list of checks in the documents. */
export const CHECKS: readonly Pick<Check, "code" | "level" | "title">[] = [...NAMES, ...REFERENCES, licenceNotCleared, ...CONTRADICTIONS, ...DOUBTS];

/** What the checks may know besides the facts; all of it may be absent. */
export interface CheckContext {
  /** Line of each fact. Absent: findings have no row. */
  readonly rows?: Rows;
  /** Ids that reading left out before. */
  readonly leftOut?: LeftOut;
  /** Parameters of the engines. Absent: a data set's own values are not checked against them. */
  readonly parameters?: readonly Parameter[];
  /** What the data set is for. `ship`: passed on, so that uncleared sources are errors. Absent: `use`. */
  readonly purpose?: "use" | "ship";
}

export interface Checked {
  /** By file and row. */
  readonly findings: readonly Finding[];
  /** The facts without those that an error leaves out, and without what referred to them: no reference dangles. */
  readonly sound: Facts;
  /** The model made of the sound facts. */
  readonly alliance: Alliance;
}

/** Looks across all records. Linear in the number of facts. Fails never. */
export function checkFacts(settings: Settings, facts: Facts, context: CheckContext = {}): Checked {
  const findings: Finding[] = [];
  let reading: Reading = { settings, facts, rows: context.rows ?? {}, leftOut: context.leftOut ?? {}, parameters: context.parameters === undefined ? [] : [...context.parameters, ...checkParameters] };
  const drop = (checks: readonly Check[]): boolean => {
    const found = runChecks(reading, checks);
    for (const it of found.findings) findings.push(it);
    reading = without(reading, found.dropped);
    return found.dropped.size > 0;
  };
  for (const check of NAMES) drop([check]);
  drop([context.purpose === "ship" ? licenceNotCleared : licenceReminder]);
  while (drop(REFERENCES));
  for (const check of CONTRADICTIONS) if (drop([check])) while (drop(REFERENCES));
  const alliance = replay(settings, reading.facts);
  const standing = without(reading, correctedFacts(reading.facts));
  for (const it of runChecks({ ...standing, alliance }, DOUBTS).findings) findings.push(it);
  return { findings: findings.sort(compareFindings), sound: reading.facts, alliance };
}

/** Facts that a later one replaces: nobody needs to doubt them any more. */
function correctedFacts(facts: Facts): ReadonlyMap<KindName, ReadonlySet<number>> {
  const corrected = new Map<KindName, ReadonlySet<number>>();
  for (const kind of Object.keys(KINDS) as KindName[]) {
    const all = facts[kind] as readonly { readonly id: string; readonly corrects?: string }[];
    const ids = new Set(all.flatMap((it) => (it.corrects === undefined ? [] : [it.corrects])));
    if (ids.size > 0) corrected.set(kind, new Set(all.flatMap((it, index) => (ids.has(it.id) ? [index] : []))));
  }
  return corrected;
}
