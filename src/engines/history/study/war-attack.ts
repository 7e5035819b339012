import { eValue, eValueOfInterval, minimumDetectable } from "#stats";
import { countText } from "../figure.ts";
import type { FitReport } from "../fit/fit-report.ts";
import { column } from "../table.ts";
import type { Bench } from "./bench.ts";
import { told, withTerm } from "./declared.ts";
import { coefficient, errorOf, EXPLORED, HALF, isOut, percentile, WIDE } from "./estimates.ts";
import { inHundred, known, per1000, two } from "./figures.ts";
import type { Estimate, Finding } from "./finding.ts";
import { byPact } from "./raw-counts.ts";

/** Q1: war-level attack and pacts. */
export async function deterrence(bench: Bench): Promise<Finding> {
  const question = bench.question("Q1");
  const primary = question.primary;
  const changed = { ...primary, terms: [...(primary["terms"] as readonly unknown[]), "tdef:post45"], effects: [] };
  const [own, interaction, firth, applies, outside, peace, byYear] = (await bench.fits([
    primary,
    changed,
    { ...primary, estimator: "firth", errors: ["model"] },
    withTerm(primary, "tdef", "rel_in"),
    withTerm(primary, "tdef", "rel_out"),
    { ...primary, filter: "year >= 1914 and not world_war" },
    { ...primary, estimator: "conditional-logit", strata: "year", terms: (primary["terms"] as readonly unknown[]).filter((it) => it !== "post45"), effects: undefined },
  ])) as [FitReport, FitReport, FitReport, FitReport, FitReport, FitReport, FitReport];
  const drawn = await bench.states(primary, true);
  const permuted = await bench.ask.desk.do<"permutation">(bench.ranges(Math.ceil(bench.count / 5)).map((range) => ({ kind: "permutation", spec: primary, range, term: "tdef" })));
  const chance = permuted.flatMap((it) => it.drawn);
  const observed = permuted[0]!.observed;
  const permutationP = (1 + chance.filter((it) => Math.abs(it) >= Math.abs(observed)).length) / (1 + chance.length);
  const pact = coefficient(own, "tdef", "dyad");
  const bootstrap = percentile(pact.name, drawn, own.coefficients.findIndex((it) => it.term === "tdef"), pact.value, `bootstrap over states, ${drawn.filter((it) => it !== undefined).length} draws`);
  const effect = own.effects[0]!;
  const log = effect.errors["dyad"]!.logRatioSe;
  const within = (errors: number): number => Math.exp(Math.log(effect.ratio) + errors * log);
  const ratio: Estimate = { name: "average risk ratio of a pact", value: effect.ratio, low: within(-WIDE), high: within(WIDE), inner: [within(-HALF), within(HALF)], by: "delta method, clustered by pair" };
  const years = { ...coefficient(byYear, "tdef", "dyad"), name: "within years (effects of the year)", by: EXPLORED };
  const change = coefficient(interaction, "tdef:post45", "dyad");
  const ways = [pact, bootstrap, coefficient(own, "tdef", "dyadic"), { ...coefficient(firth, "tdef", "model"), name: "pact of the target, by Firth's penalty" }, { ...coefficient(applies, "rel_in", "dyad"), name: "pacts that apply to the challenger" }, { ...coefficient(outside, "rel_out", "dyad"), name: "pacts from outside the challenger's alliances" }, { ...coefficient(peace, "tdef", "dyad"), name: "without the world wars" }, years];
  const apart = ways.filter((it) => isOut(it, 0));
  const wars = warsAgainstProtected(bench);
  return {
    ...told(question),
    primary: own,
    estimates: [ratio, ...ways.slice(0, 3), change, ...ways.slice(3)],
    counts: byPact(bench, "w5", [["1914–45", 1914, 1945], ["1946–2014", 1946, 2014]]),
    beside: [{ name: "with the interaction across 1946", fit: interaction }, { name: "Firth's penalty", fit: firth }, { name: "within years", fit: byYear }],
    p: pact.p!,
    detectable: { name: "risk ratio", value: Math.exp(-minimumDetectable(errorOf(own, "tdef", "dyad"))) },
    cases: wars,
    plain: [
      known(`Attacks that become war are rare: ${own.events} in 1914 to 2014, or ${per1000(own.events / own.N)} a year for every 1\u202f000 pairs of a state and one that it might attack: its neighbours, and everyone where one of the two is a major power.`),
      {
        isKnown: isOut(ratio, 1),
        text: `Whether such attacks are rarer on states with a defence pact ${isOut(ratio, 1) ? "is told by this record" : "is not established"}: they are ${two(ratio.low)} to ${two(ratio.high)} times as frequent as on states without one, with ${two(ratio.value)} as the best estimate, where 1 is no difference and the range is made so that it holds the truth 19 times in 20 if pairs of states are independent. They are not, as one treaty binds many: drawn over whole states the range is ${two(Math.exp(bootstrap.low))} to ${two(Math.exp(bootstrap.high))}, and with the targets' histories of alliance exchanged by chance one as far from no difference comes out ${inHundred(permutationP)}.`,
      },
      { isKnown: isOut(change, 0), text: `Whether that changed in 1946 ${isOut(change, 0) ? "is told by this record" : "is not established"}: the odds of an attack on a state with a pact, beside one without, are ${two(Math.exp(change.low))} to ${two(Math.exp(change.high))} times what they were before, where 1 is no change.` },
    ],
    sentences: [
      `A war-level attack goes with a pact of the target ${two(ratio.low)} to ${two(ratio.high)} times as often as without one (ratio ${two(ratio.value)}, 95 %), 1914 to 2014, from ${own.events} attacks in ${countText(own.N)} dyad-years: ${ratio.high < 1 ? "fewer attacks stand beside pacts" : ratio.low > 1 ? "more attacks stand beside pacts" : "whether fewer or more stand beside pacts is not established"}.`,
      `In absolute terms: ${per1000(effect.p1)} against ${per1000(effect.p0)} per 1\u202f000 dyad-years, or ${per1000(effect.p1 * 10)} against ${per1000(effect.p0 * 10)} per 1\u202f000 in ten years.`,
      `Whether that changed in 1946 ${isOut(change, 0) ? "can be told" : "cannot be told"}: the log-odds differ after it by ${two(change.low)} to ${two(change.high)}, where nought is no change.`,
      `Compared within the same year alone (conditional logit by year), the log-odds lie between ${two(years.low)} and ${two(years.high)} (${two(years.value)}).`,
      `Of ${ways.length} ways to estimate the log-odds or to reckon their error, ${apart.length} have an interval that leaves nought out${apart.length === 0 ? "" : ` (${apart.map((it) => it.by === EXPLORED || it.name !== pact.name ? it.name : it.by).join("; ")})`} and ${ways.length - apart.length} hold it: the answer moves with that choice, and the test declared beforehand is the one that counts.`,
      `By permuting the targets' alliance histories within eras, ${(100 * permutationP).toFixed(permutationP < 0.1 ? 1 : 0)} % of the draws are as far from nought.`,
      `The model has ${own.coefficients.length - 1} terms for ${own.events} attacks, more than so few carry well; Firth's penalty stands beside it for that reason.`,
      `Something unseen would have to go with both pact and attack by a risk ratio of ${two(eValue(ratio.value))} to explain the estimate away${isOut(ratio, 1) ? `, of ${two(eValueOfInterval(ratio.low, ratio.high))} to bring its interval to no difference` : "; its interval holds no difference as it is"}. Selection runs both ways: threatened states seek pacts, and great powers choose whom they protect.`,
    ],
  };
}

/** War-level attacks against a target with a pact since 1946 with the war each became, for reading by a person. */
function warsAgainstProtected(bench: Bench): readonly string[] {
  const { panel, nameOf, attacks } = bench.ask;
  const warOf = new Map(attacks.map((it) => [`${it.year} ${it.a} ${it.b}`, it.war === 0 ? "" : ` (${it.name})`]));
  const [a, b, year, war, pact] = ["a", "b", "year", "w5", "tdef"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const made: string[] = [];
  for (let row = 0; row < panel.rowCount; row++) if (war[row] === 1 && pact[row] === 1 && year[row]! >= 1946) made.push(`${year[row]} ${nameOf(a[row]!)} – ${nameOf(b[row]!)}${warOf.get(`${year[row]} ${a[row]} ${b[row]}`) ?? ""}`);
  return made.sort();
}
