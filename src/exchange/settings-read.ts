import { isDate, type Settings } from "#model";
import type { Finding } from "#stdx";
import { say } from "./findings.ts";

/** What was read of `datapackage.json`. */
export interface PackageRead {
  /** Absent: a finding says what is missing or wrong. */
  readonly settings?: Settings;
  readonly findings: readonly Finding[];
}

/**
 * Reads `datapackage.json`, a Frictionless Data Package with a part `concord`. `name` and `title` are the package's
 * own; everything else stands in `concord`.
 */
export function readSettings(text: string | undefined): PackageRead {
  if (text === undefined) return { findings: [say.missingPackage()] };
  if (text.includes("\uFFFD")) return { findings: [say.packageEncoding()] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { findings: [say.brokenPackage(error instanceof Error ? error.message : "unreadable")] };
  }
  if (!isObject(parsed)) return { findings: [say.brokenPackage("an object in braces is expected")] };
  const own = parsed["concord"];
  if (!isObject(own)) return { findings: [say.setting("concord", "The part `concord` is missing, so the data set has no currency, years or budget path.", "Add it; docs/guide/data-package.md shows one.")] };
  const findings: Finding[] = [];
  const all: Readonly<Record<string, unknown>> = { ...own, name: parsed["name"] ?? own["name"], title: parsed["title"] ?? own["title"] };
  const textOf = (key: string, meaning: string): string => {
    const value = all[key];
    if (typeof value === "string" && value.trim() !== "") return value;
    findings.push(say.setting(key, `\`${key}\` is ${value === undefined ? "missing" : "not a text"}: ${meaning}`, `Give \`${key}\` as a text in quotes.`));
    return "";
  };
  const yearOf = (key: string, meaning: string): number => {
    const value = all[key];
    if (typeof value === "number" && Number.isInteger(value) && value >= 1900 && value <= 2100) return value;
    findings.push(say.setting(key, `\`${key}\` is ${value === undefined ? "missing" : "not a year"}: ${meaning}`, `Give \`${key}\` as a number of four digits, for example 2030.`));
    return 0;
  };
  const settings: Settings = {
    name: textOf("name", "short machine name of the data set."),
    alliance: textOf("alliance", "name of the alliance in English."),
    ...(typeof all["allianceFr"] === "string" ? { allianceFr: all["allianceFr"] } : {}),
    title: textOf("title", "title of the data set."),
    currency: textOf("currency", "currency in which the alliance adds up money."),
    priceYear: yearOf("priceYear", "year of the constant prices in which money is added."),
    firstYear: yearOf("firstYear", "first year of the plan."),
    lastYear: yearOf("lastYear", "last year of the plan."),
    budgetPath: textOf("budgetPath", "budget path used unless another is asked for."),
    asOf: textOf("asOf", "date of the picture; facts dated later are plans."),
    marking: textOf("marking", "marking shown in the banner."),
  };
  if (settings.asOf !== "" && !isDate(settings.asOf)) findings.push(say.setting("asOf", `\`asOf\` is "${settings.asOf}", which is not a day of the calendar.`, "Write YYYY-MM-DD."));
  const [first, last] = [settings.firstYear, settings.lastYear];
  if (first !== 0 && last !== 0 && last < first) findings.push(say.setting("lastYear", `The plan ends in ${last}, before it begins in ${first}.`, "Give firstYear ≤ lastYear."));
  if (first !== 0 && last - first > HORIZON_MAX) findings.push(say.setting("lastYear", `The plan covers ${last - first + 1} years; at most ${HORIZON_MAX + 1} can be planned.`, "Shorten the horizon."));
  return findings.length === 0 ? { settings, findings } : { findings };
}

// A plan has a variable for each year, nation and system; beyond forty years nobody's figures mean anything.
const HORIZON_MAX = 40;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
