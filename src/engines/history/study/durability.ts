import type { FitReport } from "../fit/fit-report.ts";
import type { Bench } from "./bench.ts";
import { told } from "./declared.ts";
import { HALF } from "./estimates.ts";
import { known, pText, two } from "./figures.ts";
import type { Estimate, Finding } from "./finding.ts";

/** Q5: how long alliances last. */
export async function durability(bench: Bench): Promise<Finding> {
  const question = bench.question("Q5");
  const [own, all, cox, eras, risks] = (await bench.fits([
    question.primary,
    { ...question.primary, filter: "begyr >= 1815" },
    { data: "alliances", estimator: "cox", time: "years", event: "ended", filter: "begyr >= 1914", terms: ["e2", "e3", "bilat", "wartime"] },
    { data: "alliances", estimator: "cox", time: "years", event: "ended", filter: "begyr >= 1914", terms: ["e2", "e3"] },
    { data: "alliances", estimator: "competing-risks", time: "years", cause: "cause", filter: "begyr >= 1914" },
  ])) as [FitReport, FitReport, FitReport, FitReport, FitReport];
  const estimates = (own.curves ?? []).flatMap((curve) =>
    [5, 10, 20].flatMap((years): readonly Estimate[] => {
      const step = curve.steps.findLast((it) => it.time <= years);
      return step === undefined ? [] : [{ name: `${FORMED[curve.group as keyof typeof FORMED]}, still in force after ${years} years`, value: step.survival, low: step.low, high: step.high, inner: logLogBand(step), by: "Kaplan–Meier, log-log band" }];
    }),
  );
  const halfEnded = `Half of the alliances formed 1914 to 1945 had ended after ${two(own.curves![0]!.median.time ?? Number.NaN)} years, of those formed 1946 to 1990 after ${two(own.curves![1]!.median.time ?? Number.NaN)}; of those formed since, most are still in force.`;
  return {
    ...told(question),
    primary: own,
    estimates,
    counts: [],
    beside: [
      { name: "formed before 1914 too", fit: all, isShown: true },
      { name: "Cox's model of era, two members and wartime", fit: cox, isShown: true },
      { name: "Cox's model of the eras alone", fit: eras, isShown: true },
      { name: "manner of ending, formed since 1914", fit: risks, isShown: true },
    ],
    p: own.logRank!.p,
    plain: [known(halfEnded)],
    sentences: [
      halfEnded,
      `That hazards are in proportion has p ${pText(cox.proportionality!.all.p)} in Cox's model of era, two members and wartime as a whole, and p ${pText(eras.proportionality!.all.p)} in that of the eras alone: curves are shown, and no single ratio is read from them.`,
      "Alliances in force in 2018 are censored; no violation was seen among those formed after 1990, which is not evidence that there is no risk.",
    ],
  };
}

/** Groups of alliances by when they were formed. */
export const FORMED = { 0: "formed 1815–1913", 1: "formed 1914–45", 2: "formed 1946–90", 3: "formed 1991–2018" } as const;

/** The middle half by the band that is symmetric in log(−log), as the one of 95 %. */
function logLogBand({ survival, se }: { readonly survival: number; readonly se: number }): readonly [number, number] {
  const away = (HALF * se) / (survival * Math.abs(Math.log(survival)));
  return [survival ** Math.exp(away), survival ** Math.exp(-away)];
}
