import type { FitReport } from "../fit/fit-report.ts";
import type { Question } from "../questions.ts";
import { pText } from "./figures.ts";
import type { Finding, SpecJson } from "./finding.ts";

/** What was written down of a question beforehand. */
export const told = ({ id, question, estimand, test }: Question): Pick<Finding, "id" | "question" | "estimand" | "test"> => ({ id, question, estimand, ...(test !== undefined && { test }) });

/** A specification with one term in place of another. */
export const withTerm = (spec: SpecJson, from: string, to: string): SpecJson => ({ ...spec, terms: (spec["terms"] as readonly unknown[]).map((it) => (it === from ? to : it)), effects: [], tests: [] });

/** A specification with columns exchanged in every term. */
export const swapped = (spec: SpecJson, names: Readonly<Record<string, string>>): SpecJson => {
  const of = (text: unknown): unknown => (typeof text === "string" ? text.split(":").map((it) => names[it] ?? it).join(":") : text);
  return { ...spec, terms: (spec["terms"] as readonly unknown[]).map(of), tests: ((spec["tests"] ?? []) as readonly (readonly unknown[])[]).map((it) => it.map(of)), effects: [], errors: ["dyad"] };
};

/** A fit without the levels of a factor, which nobody reads one by one. */
export const withoutLevels = (fit: FitReport, factor: string): FitReport => ({ ...fit, coefficients: fit.coefficients.filter((it) => !it.term.startsWith(`${factor}=`)) });

/** p of the joint test across eras. */
export const acrossEras = (fit: FitReport): string => pText(fit.tests.find((it) => it.error === "dyad")?.p ?? Number.NaN);
