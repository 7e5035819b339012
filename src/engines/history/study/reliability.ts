import type { FitReport } from "../fit/fit-report.ts";
import { column } from "../table.ts";
import type { Bench } from "./bench.ts";
import { told } from "./declared.ts";
import { coefficient, countRow, isOut, percentile } from "./estimates.ts";
import { inHundred, pText, share, two } from "./figures.ts";
import type { CountRow, Finding } from "./finding.ts";

/** Q4: whether alliances were honoured. */
export async function reliability(bench: Bench): Promise<Finding> {
  const question = bench.question("Q4");
  const [own, all, published] = (await bench.fits([question.primary, { ...question.primary, terms: [...(question.primary["terms"] as readonly unknown[]), "nonagg"], effects: [] }, { data: "fulfilment", estimator: "logit", outcome: "honor3", terms: ["milinst", "formal", "chcap2d", "dinstch2", "origtar1"] }])) as [FitReport, FitReport, FitReport];
  const { reliability } = bench.ask.tables;
  const at = (name: string): Float64Array => column(reliability, name);
  const counted = (name: string, is: (row: number) => boolean): CountRow => {
    let [count, total] = [0, 0];
    for (let row = 0; row < reliability.rowCount; row++) {
      if (at("applies")[row] !== 1 || !is(row)) continue;
      total += 1;
      count += at("honoured")[row]!;
    }
    return countRow(name, count, total);
  };
  const post = at("post45");
  const counts = [
    counted("all", () => true),
    counted("1816–1944", (row) => post[row] === 0),
    counted("1945–2003", (row) => post[row] === 1),
    counted("1945–2003 without the four of 1945", (row) => post[row] === 1 && at("war2_1945")[row] === 0),
    counted("1945–2003 without the three of 1956", (row) => post[row] === 1 && at("hungary")[row] === 0),
    ...(["defense", "offense", "neutral", "nonagg"] as const).map((it) => counted({ defense: "defence", offense: "offence", neutral: "neutrality", nonagg: "non-aggression" }[it], (row) => at(it)[row] === 1)),
    counted("defence, 1816–1944", (row) => at("defense")[row] === 1 && post[row] === 0),
    counted("defence, 1945–2003", (row) => at("defense")[row] === 1 && post[row] === 1),
  ];
  const change = coefficient(own, "post45", "cluster:warid");
  const further = { ...coefficient(all, "post45", "cluster:warid"), name: "after 1944 with non-aggression held equal too, log-odds", by: "clustered by war, exploratory" };
  const drawn = (await bench.ask.desk.do<"clusters">(bench.ranges(bench.count).map((range) => ({ kind: "clusters", spec: question.primary, range, cluster: "warid" })))).flat();
  const honoured = `Where an obligation applied it was honoured in ${share(counts[1]!)} of the cases to 1944 and in ${share(counts[2]!)} from 1945 to 2003: ${isOut(change, 0) ? (change.value < 0 ? "by the test declared beforehand less often after 1944" : "by the test declared beforehand more often after 1944") : "no difference is established"}`;
  return {
    ...told(question),
    primary: own,
    estimates: [change, percentile(change.name, drawn, own.coefficients.findIndex((it) => it.term === "post45"), change.value, `bootstrap over wars, ${drawn.filter((it) => it !== undefined).length} draws`), further],
    counts,
    beside: [{ name: "with non-aggression held equal too", fit: all, isShown: true }, { name: "Leeds and Anac 2005: institutions and fulfilment", fit: published, isShown: true }],
    p: change.p!,
    instead: { what: "non-aggression", p: further.p! },
    plain: [{ isKnown: isOut(change, 0), text: `${honoured}, with defence, offence and neutrality held equal. With pacts not to attack held equal too, which was not declared, ${isOut(further, 0) ? `the difference remains and is less sure: were there none, chance would show one as large ${inHundred(further.p!)}, before it is judged beside the other questions` : "the difference is not established"}.` }],
    sentences: [
      `${honoured}.`,
      `With defence, offence and neutrality held equal, as was declared, the log-odds after 1944 differ by ${two(change.low)} to ${two(change.high)} (p ${pText(change.p!)}); with non-aggression held equal too by ${two(further.low)} to ${two(further.high)} (p ${pText(further.p!)}).`,
      "Reliability is seen only where deterrence failed, so these are not the odds that a promise would be kept: the allies least doubted are least tested. NATO never appears.",
      `Without the four opportunities of 1945 the later share is ${share(counts[3]!)}, without the three treaties of 1956 ${share(counts[4]!)}.`,
    ],
  };
}
