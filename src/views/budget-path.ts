import type { Alliance } from "#model";

/** What paths of the usual names are, as the glossary says it. */
const MEANINGS: Readonly<Record<string, string>> = {
  held: "Each ally keeps the share of GDP that it spends today.",
  agreed: "Each ally moves to the share of GDP that allies have agreed on.",
  argued: "Each ally moves as its own record of late is argued to go on.",
};

/** What a budget path is, by its usual name. Absent: it is a name of the data set's own. @example meaningOfPath("held") // → "Each ally keeps the share of GDP that it spends today." */
export const meaningOfPath = (path: string): string | undefined => (Object.hasOwn(MEANINGS, path) ? MEANINGS[path] : undefined);

/**
 * What the records of a path say of themselves that those of other paths do not: the clauses of their definitions that all records of the path
 * share and not all of every path do. Empty: its records say nothing, or nothing that is alike.
 * @example saidOfPath(alliance.facts.budget, "held") // → ["share of GDP held at the estimate of this year"]
 */
export function saidOfPath(budgets: Budgets, path: string): readonly string[] {
  const own = sharedClauses(budgets.filter((it) => it.path === path));
  const everywhere = new Set(sharedClauses(budgets));
  return own.filter((it) => !everywhere.has(it));
}

type Budgets = Alliance["facts"]["budget"];

function sharedClauses(budgets: Budgets): readonly string[] {
  const [first, ...others] = [...new Set(budgets.map((it) => it.definition ?? ""))].map(clausesOf);
  return first === undefined ? [] : first.filter((it) => others.every((one) => one.includes(it)));
}

const clausesOf = (definition: string): readonly string[] => definition.split(";").map((it) => it.trim().replace(/\.$/, "")).filter((it) => it !== "");
