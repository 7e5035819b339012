import { minimumDetectable } from "#stats";
import type { FitReport } from "../fit/fit-report.ts";
import type { Bench } from "./bench.ts";
import { told } from "./declared.ts";
import { coefficient, errorOf, EXPLORED, isOut, spreadOf } from "./estimates.ts";
import { two } from "./figures.ts";
import type { Finding, SpecJson } from "./finding.ts";
import { rates } from "./raw-counts.ts";

/** Q3: nuclear and conventional patrons. */
export async function patrons(bench: Bench): Promise<Finding> {
  const question = bench.question("Q3");
  const possessedBy = (column: string): SpecJson => ({ ...question.primary, terms: (question.primary["terms"] as readonly unknown[]).map((it) => (it === "tdef_nuc" ? column : it === "tconv" ? { name: `conventional_${column}`, expression: `tdef == 1 and ${column} == 0` } : it)), effects: [], errors: ["dyad"] });
  const [own, within, tested, counted] = (await bench.fits([
    question.primary,
    { data: "panel", estimator: "conditional-logit", outcome: "i5", strata: "directed_pair", filter: "year >= 1946", terms: ["tdef_nuc", "tconv", "capshare", { polynomial: "t5", degree: 3 }], errors: ["model", "dyad"] },
    possessedBy("tnuc_test"),
    possessedBy("tnuc_fas"),
  ])) as [FitReport, FitReport, FitReport, FitReport];
  const drawn = await bench.states(question.primary, false);
  const [nuclear, conventional] = ["tdef_nuc", "tconv"].map((it) => own.coefficients.findIndex((one) => one.term === it)) as [number, number];
  const value = own.coefficients[nuclear]!.b! - own.coefficients[conventional]!.b!;
  const values = drawn.flatMap((it) => (it === undefined ? [] : [it[nuclear]! - it[conventional]!])).sort((x, y) => x - y);
  // The contrast is the nuclear patron's coefficient where the other column says "any pact".
  const [as] = await bench.fits([{ ...question.primary, terms: (question.primary["terms"] as readonly unknown[]).map((it) => (it === "tconv" ? "tdef" : it)), effects: [], errors: ["model", "dyad", "dyadic"] }]);
  const contrast = { ...coefficient(as!, "tdef_nuc", "dyad"), name: "nuclear less conventional patron, log-odds" };
  return {
    ...told(question),
    primary: own,
    estimates: [contrast, { name: contrast.name, value, ...spreadOf(values), by: `bootstrap over states by one step, ${values.length} draws` }, coefficient(own, "tdef_nuc", "dyad"), coefficient(own, "tconv", "dyad"), { ...coefficient(within, "tdef_nuc", "dyad"), name: "nuclear patron, within ordered pairs" }, { ...coefficient(within, "tconv", "dyad"), name: "conventional patron, within ordered pairs" }, { ...coefficient(tested, "tnuc_test", "dyad"), name: "nuclear patron by date of first test" }, { ...coefficient(counted, "tnuc_fas", "dyad"), name: "nuclear patron by counted stockpiles (FAS)", by: EXPLORED }],
    counts: rates(bench),
    beside: [{ name: "within ordered pairs", fit: within }, { name: "possession by first test", fit: tested }, { name: "possession by counted stockpiles (FAS)", fit: counted }],
    p: contrast.p!,
    detectable: { name: "log-odds", value: minimumDetectable(errorOf(as!, "tdef_nuc", "dyad")) },
    plain: [{ isKnown: isOut(contrast, 0), text: `Whether states under a nuclear patron are drawn into fewer disputes than those under another ${isOut(contrast, 0) ? "is told by this record" : "is not established"}: the odds are ${two(Math.exp(contrast.low))} to ${two(Math.exp(contrast.high))} times those under another, where 1 is no difference. ${two(Math.exp(minimumDetectable(errorOf(as!, "tdef_nuc", "dyad"))))} times as high or as low would have been found four times in five.` }],
    sentences: [
      `The log-odds of any dispute with a nuclear patron of the target less those with a conventional one: ${two(contrast.low)} to ${two(contrast.high)} (${two(contrast.value)}): ${isOut(contrast, 0) ? "the two differ in this record" : "the record does not tell one from the other"}.`,
      !isOut(contrast, 0) ? "A difference of " + two(minimumDetectable(errorOf(as!, "tdef_nuc", "dyad"))) + " in log-odds, either way, would have been found four times in five." : "They differ by the test declared beforehand.",
      `When a state came to possess nuclear weapons is dated in three ways, which differ by up to eleven years: a nuclear patron's log-odds are ${two(own.coefficients[nuclear]!.b!)} by Bleek's dates, ${two(tested.coefficients.find((it) => it.term === "tnuc_test")!.b!)} by the first test and ${two(counted.coefficients.find((it) => it.term === "tnuc_fas")!.b!)} by the stockpiles that the FAS counts.`,
      `Within the same ordered pair, before and after a change of patron: nuclear ${two(within.coefficients[0]!.b!)}, conventional ${two(within.coefficients[1]!.b!)}.`,
    ],
  };
}
