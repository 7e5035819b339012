import { minimumDetectable } from "#stats";
import type { FitReport } from "../fit/fit-report.ts";
import { column } from "../table.ts";
import type { Bench } from "./bench.ts";
import { told } from "./declared.ts";
import { coefficient, countRow, errorOf, isOut } from "./estimates.ts";
import { share, two } from "./figures.ts";
import type { CountRow, Finding } from "./finding.ts";

/** Q6: wars won with and without obliged allies. */
export async function winning(bench: Bench): Promise<Finding> {
  const question = bench.question("Q6");
  const [own, firth, small] = (await bench.fits([question.primary, { ...question.primary, estimator: "firth", errors: ["model"] }, { ...question.primary, filter: "world_war == 0" }])) as [FitReport, FitReport, FitReport];
  const { wars } = bench.ask.tables;
  const counted = (name: string, is: (row: number) => boolean): CountRow => {
    let [count, total] = [0, 0];
    for (let row = 0; row < wars.rowCount; row++) {
      if (!is(row)) continue;
      total += 1;
      count += column(wars, "won")[row]!;
    }
    return countRow(name, count, total);
  };
  const [fought, post] = [column(wars, "obliged_fought"), column(wars, "post45")];
  const counts = [counted("with obliged allies fighting", (row) => fought[row] === 1), counted("without", (row) => fought[row] === 0), counted("with, since 1946", (row) => fought[row] === 1 && post[row] === 1), counted("without, since 1946", (row) => fought[row] === 0 && post[row] === 1)];
  const effect = coefficient(own, "obliged_fought", "cluster:war");
  const won = `Participants won ${share(counts[0]!)} of their wars with obliged allies beside them, and ${share(counts[1]!)} without: ${isOut(effect, 0) ? "the shares differ, with who began it and the era held equal" : "no difference is established"}.`;
  return {
    ...told(question),
    primary: own,
    estimates: [effect, { ...coefficient(small, "obliged_fought", "cluster:war"), name: "without the world wars" }, { ...coefficient(firth, "obliged_fought", "model"), name: "by Firth's penalty" }],
    counts,
    beside: [{ name: "without the world wars", fit: small }, { name: "Firth's penalty", fit: firth }],
    p: effect.p!,
    detectable: { name: "log-odds", value: minimumDetectable(errorOf(own, "obliged_fought", "cluster:war")) },
    plain: [{ isKnown: isOut(effect, 0), text: won }],
    sentences: [
      won,
      `With who began it and the era held equal, the log-odds differ by ${two(effect.low)} to ${two(effect.high)}.`,
      "Wars are seen where they were fought: allies join the wars they expect to win, and sides are few.",
    ],
  };
}
