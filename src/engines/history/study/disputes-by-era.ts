import { quantile } from "#stats";
import type { Bench } from "./bench.ts";
import { acrossEras, swapped, told, withoutLevels } from "./declared.ts";
import { hardestEra, pairsIn } from "./detectable.ts";
import { ERAS, LATER, SPANS, YEARS } from "./eras.ts";
import { coefficient, EXPLORED, HALF, SIZE, spreadOf, WIDE } from "./estimates.ts";
import { inHundred, pText, two } from "./figures.ts";
import type { Estimate, Finding, SpecJson } from "./finding.ts";
import { byPact } from "./raw-counts.ts";

/** Q2: disputes of any kind, by era. */
export async function byEra(bench: Bench): Promise<Finding> {
  const question = bench.question("Q2");
  const primary = { ...question.primary };
  const filterOf = (era: string): string => String(primary["filter"]) + ` and ${era}`;
  const controls = (primary["terms"] as readonly unknown[]).filter((it) => typeof it !== "string" || !/E\d/.test(it));
  const shifted = (by: number): SpecJson => {
    const cuts = [1946, 1957, 1991, 2007].map((it) => it + by);
    const era = (from: number, to: number): string => `(year >= ${from} and year < ${to})`;
    const names = cuts.map((from, index) => era(from, cuts[index + 1] ?? 2015));
    return { ...primary, terms: [...controls, ...names, ...names.map((it) => `tdef:${it}`)], tests: [names.map((it) => `tdef:${it}`)], errors: ["dyad"] };
  };
  const smooth = (over: string): SpecJson => ({ ...primary, terms: [...controls, { name: "over", expression: over }, { name: "tdef:over", expression: `tdef:${over}` }], tests: [], errors: ["dyad"] });
  const [own, pairs, inside, outside, gml, peace, earlier, later, years, warheads, umbrella, each, ...eras] = await bench.fits([
    primary,
    { ...primary, tests: [], sums: pairsIn(LATER.map((it) => `tdef:${it}`)), errors: ["dyad"] },
    swapped(primary, { tdef: "rel_in" }),
    swapped(primary, { tdef: "rel_out" }),
    { ...primary, outcome: "ig", terms: (primary["terms"] as readonly unknown[]).map((it) => (typeof it === "object" ? { polynomial: "tg", degree: 3 } : it)), errors: ["dyad"] },
    { ...primary, filter: "year >= 1914 and not world_war", errors: ["dyad"] },
    shifted(-5),
    shifted(5),
    smooth("max(0, year - 1945) / 10"),
    smooth("log1p(world_warheads)"),
    smooth("umbrella_share * 10"),
    { ...primary, terms: [...(primary["terms"] as readonly unknown[]).filter((it) => typeof it !== "string" || !/^E\d$/.test(it)), { factor: "year" }], errors: ["dyad"] },
    ...ERAS.map((era) => ({ ...primary, filter: filterOf(era), terms: controls, tests: [], effects: ["tdef"], errors: ["dyad"] })),
  ]);
  const drawn = await bench.states(primary, false);
  const checked = await bench.states(primary, true, Math.min(40, bench.count));
  const places = Object.fromEntries(own!.coefficients.map((it, index) => [it.term, index]));
  const sums = ERAS.map((era): readonly number[] => (era === "E1" ? [places["tdef"]!] : [places["tdef"]!, places[`tdef:${era}`]!]));
  const sumOf = (values: readonly number[], of: readonly number[]): number => of.reduce((sum, it) => sum + values[it]!, 0);
  const base = own!.coefficients.map((it) => it.b ?? Number.NaN);
  const estimates = ERAS.map((era, index): Estimate => {
    const values = drawn.flatMap((it) => (it === undefined ? [] : [sumOf(it, sums[index]!)])).sort((x, y) => x - y);
    return { name: `pact of the target ${YEARS[era]}, log-odds`, value: sumOf(base, sums[index]!), ...spreadOf(values), by: `bootstrap over states by one step, ${values.length} draws` };
  });
  const off = checked.flatMap((it, draw) => (it === undefined || drawn[draw] === undefined ? [] : sums.map((of) => Math.abs(sumOf(it, of) - sumOf(drawn[draw]!, of))))).sort((x, y) => x - y);
  const test = own!.tests.find((it) => it.error === "dyad")!;
  const otherPs = [inside!, outside!, gml!, peace!, earlier!, later!, each!].map((it) => it.tests.find((one) => one.error === "dyad")?.p ?? Number.NaN).filter(Number.isFinite);
  const hardest = hardestEra(pairs!);
  const differences = eras.map((fit, index): Estimate => {
    const effect = fit.effects[0]!;
    const within = (errors: number): number => 1000 * (effect.difference + errors * effect.errors["dyad"]!.differenceSe);
    return { name: `average risk difference ${YEARS[ERAS[index]!]}, per 1\u202f000 dyad-years`, value: 1000 * effect.difference, low: within(-WIDE), high: within(WIDE), inner: [within(-HALF), within(HALF)], by: "fitted in the era, delta method, clustered by pair" };
  });
  const signs = differences.map((it) => (it.low > 0 ? "more" : it.high < 0 ? "fewer" : "neither more nor fewer for sure"));
  return {
    ...told(question),
    primary: own!,
    estimates: [
      ...estimates,
      ...differences,
      { ...coefficient(years!, "tdef:over", "dyad"), name: "change of a pact's log-odds with ten years since 1945", by: EXPLORED },
      { ...coefficient(warheads!, "tdef:over", "dyad"), name: "change of a pact's log-odds with the logarithm of the world's warheads", by: EXPLORED },
      { ...coefficient(umbrella!, "tdef:over", "dyad"), name: "change of a pact's log-odds with a tenth more of the dyads under a nuclear patron", by: EXPLORED },
    ],
    counts: byPact(bench, "i5", ERAS.map((era) => [YEARS[era], ...SPANS[era]] as const)),
    beside: [
      { name: "pacts that apply to the challenger", fit: inside! },
      { name: "pacts from outside the challenger's alliances", fit: outside! },
      { name: "GML disputes", fit: gml! },
      { name: "without the world wars", fit: peace! },
      { name: "eras five years earlier", fit: earlier! },
      { name: "eras five years later", fit: later! },
      { name: "years since 1945", fit: years! },
      { name: "warheads of the world", fit: warheads! },
      { name: "share of dyads under a nuclear patron", fit: umbrella! },
      { name: "effects of the year", fit: withoutLevels(each!, "year") },
      ...ERAS.map((era, index) => ({ name: YEARS[era], fit: eras[index]! })),
    ],
    p: test.p!,
    ...(hardest !== undefined && { detectable: { name: `difference in log-odds between one era and the four others, by the test that counts, in ${hardest.era}, where it is hardest to find:`, value: hardest.value } }),
    plain: [{ isKnown: test.p! < SIZE, text: `Whether disputes of any kind go with a pact differently from era to era ${test.p! < SIZE ? "is told by this record" : "is not established"}: were there no difference, chance would show one as large ${inHundred(test.p!)}. By other codings of pacts, disputes and eras, tried beside that, it would do so between ${inHundred(Math.min(...otherPs))} and ${inHundred(Math.max(...otherPs))}.` }],
    sentences: [
      `Of 1\u202f000 pairs in a year this many more begin a dispute of any kind when the target has a pact: ${ERAS.map((era, index) => `${YEARS[era]} ${signs[index]} (${two(differences[index]!.low)} to ${two(differences[index]!.high)})`).join("; ")}.`,
      `That the effect differs between eras ${test.p! < SIZE ? "is supported" : "is not established"} by the test declared beforehand (p ${pText(test.p!)}; chi-squared ${two(test.chi2!)} with ${test.df} degrees of freedom); by ${otherPs.length} other codings, tried beside it, p lies between ${pText(Math.min(...otherPs))} and ${pText(Math.max(...otherPs))}.`,
      `In the log-odds of one model for all eras, drawn by a bootstrap over states in one step: ${ERAS.map((era, index) => `${YEARS[era]} ${two(estimates[index]!.low)} to ${two(estimates[index]!.high)}`).join("; ")}. The differences above are fitted in each era apart, with controls of its own, so that signs near nought can differ.`,
      `The first era rests on the world wars: without them its log-odds are ${two(peace!.coefficients.find((it) => it.term === "tdef")?.b ?? Number.NaN)}, with them ${two(estimates[0]!.value)}.`,
      `With a constant for each year in place of one for each era the log-odds of the first era are ${two(each!.coefficients.find((it) => it.term === "tdef")?.b ?? Number.NaN)}, and the test of a difference between eras has p ${acrossEras(each!)}.`,
      `By the coding of pacts that apply to the challenger the first era gives ${two(inside!.coefficients.find((it) => it.term === "rel_in")?.b ?? Number.NaN)}, by that of pacts from outside its alliances ${two(outside!.coefficients.find((it) => it.term === "rel_out")?.b ?? Number.NaN)}: no coding is shown alone.`,
      `The same test of a difference between eras gives p ${acrossEras(inside!)} by pacts that apply to the challenger, ${acrossEras(outside!)} by those from outside its alliances, ${acrossEras(gml!)} with GML disputes, ${acrossEras(peace!)} without the world wars, ${acrossEras(earlier!)} with eras cut five years earlier and ${acrossEras(later!)} five years later.`,
      `One-step draws differ from draws fitted anew by ${two(quantile(off, 0.5))} at the median and ${two(quantile(off, 0.95))} at the 95th percentile of the log-odds.`,
    ],
  };
}
