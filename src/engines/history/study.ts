import { falseDiscovery, holm } from "#stats";
import { fewTexts } from "./few-clusters.ts";
import { summaryOf } from "./grid.ts";
import { type Question, QUESTIONS } from "./questions.ts";
import { adoption } from "./study/adoption.ts";
import { Bench } from "./study/bench.ts";
import { byEra } from "./study/disputes-by-era.ts";
import { durability } from "./study/durability.ts";
import { pText } from "./study/figures.ts";
import type { Finding, StudyAsk, StudyResult } from "./study/finding.ts";
import { patrons } from "./study/patrons.ts";
import { reliability } from "./study/reliability.ts";
import { breakYears, byChoice, gridPoints, leftOutFits, missingValues, placeboFits } from "./study/robustness.ts";
import { deterrence } from "./study/war-attack.ts";
import { winning } from "./study/winning.ts";

/** Runs the study. The same for a seed, on any number of threads. */
export async function runStudy(ask: StudyAsk): Promise<StudyResult> {
  return answered(new Bench(ask));
}

async function answered(bench: Bench): Promise<StudyResult> {
  const { ask } = bench;
  const is = (id: Question["id"]): boolean => ask.only === undefined || ask.only === id;
  const tell = (done: number, stage: string): void => ask.onProgress?.(done, stage);
  const findings: Finding[] = [];
  tell(0, "war-level attack");
  if (is("Q1")) findings.push(await deterrence(bench));
  tell(0.3, "disputes by era");
  if (is("Q2")) findings.push(await byEra(bench));
  tell(0.4, "nuclear and conventional patrons");
  if (is("Q3")) findings.push(await patrons(bench));
  tell(0.45, "reliability, durability, winning");
  if (is("Q4")) findings.push(await reliability(bench));
  if (is("Q5")) findings.push(await durability(bench));
  if (is("Q6")) findings.push(await winning(bench));
  if (is("Q7")) findings.push(adoption(bench));
  const whole = ask.only === undefined;
  tell(0.5, "the robustness grid");
  const points = whole || ask.only === "grid" ? await gridPoints(bench) : [];
  tell(0.85, "leaving out, placebos, breaks");
  const leaveOut = whole ? await leftOutFits(bench) : [];
  const placebos = whole ? await placeboFits(bench) : [];
  const breaks = whole ? await breakYears(bench) : { years: [], statistics: [], chance: [], best: Number.NaN, p: Number.NaN, band: Number.NaN };
  const tested = findings.filter((it) => it.p !== undefined);
  const adjusted = holm(tested.map((it) => it.p!));
  // What is no primary test of a question is judged together, by the share of false discoveries.
  const others = [...findings.flatMap((it) => it.estimates.filter((one) => one.p !== undefined && one.p !== it.p)), ...placebos] as readonly { readonly p: number }[];
  const shares = falseDiscovery(others.map((it) => it.p));
  const judged = <T extends object>(it: T): T => {
    const place = (others as readonly object[]).indexOf(it);
    return whole && place >= 0 ? { ...it, q: shares[place]! } : it;
  };
  tell(1, "done");
  return {
    seed: bench.seed,
    drawCount: bench.count,
    digests: ask.digests,
    questions: QUESTIONS,
    findings: findings.map((it) => ({ ...it, sentences: [...it.sentences, ...(whole ? insteadText(it, tested) : []), ...fewTexts(it.primary?.few ?? [])], estimates: it.estimates.map(judged), ...(it.p !== undefined && whole && { holm: adjusted[tested.indexOf(it)]! }) })),
    grid: { points, all: summaryOf(points), by: byChoice(points) },
    leaveOut,
    placebos: placebos.map(judged),
    breaks,
    adoption: is("Q7") ? ask.adoption : [],
    missing: whole ? missingValues(bench) : [],
  };
}

/** What Holm would have made of the test as it might have been declared, beside the others as they were. */
function insteadText({ id, instead }: Finding, tested: readonly Finding[]): readonly string[] {
  if (instead === undefined) return [];
  const adjusted = holm(tested.map((it) => (it.id === id ? instead.p : it.p!)));
  return [`Had the test that counts held ${instead.what} equal too, its p after Holm over the questions would be ${pText(adjusted[tested.findIndex((it) => it.id === id)]!)}.`];
}
