import { clopperPearson, detectableAlong, eValue, eValueOfInterval, falseDiscovery, holm, minimumDetectable, normalQuantile, quantile, type Square, wilson } from "#stats";
import { fewTexts } from "./few-clusters.ts";
import type { FitReport } from "./fit/fit-report.ts";
import { type GridPoint, type GridSummary, robustnessGrid, summaryOf } from "./grid.ts";
import { countText, significant } from "./figure.ts";
import type { AdoptionRow, Attack } from "./panel/derived.ts";
import { type Question, QUESTIONS } from "./questions.ts";
import type { BreakScan } from "./resample.ts";
import { column, type Table } from "./table.ts";
import type { Desk, Drawn } from "./tasks.ts";

type SpecJson = Readonly<Record<string, unknown>>;

/** An estimate with its interval, as a reader is shown it. */
export interface Estimate {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval that holds the middle half, made as the one of 95 %. */
  readonly inner?: readonly [low: number, high: number];
  readonly p?: number;
  /** p with false discoveries kept to their share among all that is no primary test. */
  readonly q?: number;
  /** Which errors, or how the interval was made. */
  readonly by: string;
}

/** A count with the intervals of its share. */
export interface CountRow {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly share: number;
  readonly wilson: readonly [number, number];
  readonly exact: readonly [number, number];
}

/** A sentence for a first screen. `isKnown`: the record shows it; otherwise it says what the record leaves open. */
export interface Plain {
  readonly isKnown: boolean;
  readonly text: string;
}

/** What a question found. */
export interface Finding {
  readonly id: Question["id"];
  readonly question: string;
  readonly estimand: string;
  readonly test?: string;
  /** Plain sentences: what goes with what, how sure, and what speaks against it. */
  readonly sentences: readonly string[];
  /** The same for a first screen, in words that need no statistics. */
  readonly plain: readonly Plain[];
  readonly primary?: FitReport;
  readonly estimates: readonly Estimate[];
  readonly counts: readonly CountRow[];
  /** `isShown`: as a table of its own. */
  readonly beside: readonly { readonly name: string; readonly fit: FitReport; readonly isShown?: true }[];
  /** p of the primary test, and after Holm over all primary tests. */
  readonly p?: number;
  readonly holm?: number;
  /** p of the test as it might have been declared, with what it would have been. */
  readonly instead?: { readonly what: string; readonly p: number };
  /** Smallest effect that would have been found four times in five. */
  readonly detectable?: { readonly name: string; readonly value: number };
  readonly cases?: readonly string[];
}

/** The whole study. */
export interface StudyResult {
  readonly seed: number;
  readonly drawCount: number;
  readonly digests: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  readonly findings: readonly Finding[];
  readonly grid: { readonly points: readonly GridPoint[]; readonly all: GridSummary; readonly by: readonly { readonly choice: string; readonly value: string; readonly summary: GridSummary }[] };
  readonly leaveOut: readonly { readonly without: string; readonly b: number; readonly low: number; readonly high: number }[];
  readonly placebos: readonly { readonly name: string; readonly b: number; readonly low: number; readonly high: number; readonly p: number; readonly q?: number }[];
  /** `band`: what the largest statistic of one permutation in twenty passes. */
  readonly breaks: BreakScan & { readonly best: number; readonly p: number; readonly band: number };
  readonly adoption: readonly AdoptionRow[];
  readonly missing: readonly { readonly era: string; readonly rows: number; readonly without: Readonly<Record<string, number>> }[];
}

export type NamedAttack = Attack & { readonly name: string };

export interface StudyAsk {
  readonly desk: Desk;
  readonly panel: Table;
  readonly tables: { readonly reliability: Table; readonly wars: Table };
  readonly digests: Readonly<Record<string, string>>;
  readonly adoption: readonly AdoptionRow[];
  /** Initiations that became war, with the name of the war. */
  readonly attacks: readonly NamedAttack[];
  /** Name of a state. */
  readonly nameOf: (code: number) => string;
  readonly seed?: number;
  /** Draws of every bootstrap; permutations are a fifth of them. */
  readonly draws?: number;
  readonly onProgress?: (done: number, stage: string) => void;
  /** Questions to answer. Absent: all, with what stands beside them. */
  readonly only?: Question["id"];
}

const UMBRELLA = "dyads whose target has a nuclear patron";
/** First year after the one in which the weapon was first used. */
const UMBRELLA_FROM = 1946;
/** Into how many pieces the draws of a resampling are shared out. Results do not depend on it. */
const PIECES = 8;
/** Groups of alliances by when they were formed. */
export const FORMED = { 0: "formed 1815–1913", 1: "formed 1914–45", 2: "formed 1946–90", 3: "formed 1991–2018" } as const;
/** p below which a difference is called supported. */
const SIZE = 0.05;
const UNCODED = "Nothing here says what adoption did: no outcome of deterrence is coded for cyber operations, drones or artificial intelligence, and none after 2014.";
/** Standard errors to either end of the interval that holds 95 %, and of the one that holds half. */
const WIDE = 1.96;
const HALF = normalQuantile(0.75);
const ERAS = ["E1", "E2", "E3", "E4", "E5"] as const;
/** Eras after the first, whose differences from it the second question tests. */
const LATER = ERAS.slice(1);
const SPANS = { E1: [1914, 1945], E2: [1946, 1956], E3: [1957, 1990], E4: [1991, 2006], E5: [2007, 2014] } as const;
const YEARS = { E1: "1914–45", E2: "1946–56", E3: "1957–90", E4: "1991–2006", E5: "2007–14" } as const;

/** Runs the study. The same for a seed, on any number of threads. */
export async function runStudy(ask: StudyAsk): Promise<StudyResult> {
  const study = new Study(ask);
  return study.run();
}

class Study {
  private readonly ask: StudyAsk;
  private readonly seed: number;
  private readonly count: number;

  constructor(ask: StudyAsk) {
    this.ask = ask;
    this.seed = ask.seed ?? 1914;
    this.count = ask.draws ?? 2000;
  }

  async run(): Promise<StudyResult> {
    const { ask } = this;
    const is = (id: Question["id"]): boolean => ask.only === undefined || ask.only === id;
    const tell = (done: number, stage: string): void => ask.onProgress?.(done, stage);
    const findings: Finding[] = [];
    tell(0, "war-level attack");
    if (is("Q1")) findings.push(await this.deterrence());
    tell(0.3, "disputes by era");
    if (is("Q2")) findings.push(await this.byEra());
    tell(0.4, "nuclear and conventional patrons");
    if (is("Q3")) findings.push(await this.patrons());
    tell(0.45, "reliability, durability, winning");
    if (is("Q4")) findings.push(await this.reliability());
    if (is("Q5")) findings.push(await this.durability());
    if (is("Q6")) findings.push(await this.winning());
    if (is("Q7")) findings.push(this.adoption());
    const whole = ask.only === undefined;
    tell(0.5, "the robustness grid");
    const points = whole ? await this.grid() : [];
    tell(0.85, "leaving out, placebos, breaks");
    const leaveOut = whole ? await this.leaveOut() : [];
    const placebos = whole ? await this.placebos() : [];
    const breaks = whole ? await this.breaks() : { years: [], statistics: [], chance: [], best: Number.NaN, p: Number.NaN, band: Number.NaN };
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
      seed: this.seed,
      drawCount: this.count,
      digests: ask.digests,
      questions: QUESTIONS,
      findings: findings.map((it) => ({ ...it, sentences: [...it.sentences, ...(whole ? insteadText(it, tested) : []), ...fewTexts(it.primary?.few ?? [])], estimates: it.estimates.map(judged), ...(it.p !== undefined && whole && { holm: adjusted[tested.indexOf(it)]! }) })),
      grid: { points, all: summaryOf(points), by: byChoice(points) },
      leaveOut,
      placebos: placebos.map(judged),
      breaks,
      adoption: is("Q7") ? ask.adoption : [],
      missing: whole ? this.missing() : [],
    };
  }

  private async fits(specs: readonly SpecJson[]): Promise<readonly FitReport[]> {
    const answers = await this.ask.desk.do<"fit">(specs.map((spec) => ({ kind: "fit", spec })));
    return answers.map((it) => {
      if (it.kind === "refused") throw new RangeError(it.problems[0]?.message ?? "refused");
      return it;
    });
  }

  private ranges(count: number): readonly { readonly seed: number; readonly from: number; readonly to: number }[] {
    const each = Math.ceil(count / PIECES);
    return Array.from({ length: Math.ceil(count / each) }, (_, it) => ({ seed: this.seed, from: it * each, to: Math.min(count, (it + 1) * each) }));
  }

  private async states(spec: SpecJson, isExact: boolean, count = this.count): Promise<Drawn> {
    return (await this.ask.desk.do<"states">(this.ranges(count).map((range) => ({ kind: "states", spec, range, isExact })))).flat();
  }

  private question(id: Question["id"]): Question & { readonly primary: SpecJson } {
    const found = QUESTIONS.find((it) => it.id === id)!;
    return { ...found, primary: found.primary ?? {} };
  }

  private async deterrence(): Promise<Finding> {
    const question = this.question("Q1");
    const primary = question.primary;
    const changed = { ...primary, terms: [...(primary["terms"] as readonly unknown[]), "tdef:post45"], effects: [] };
    const [own, interaction, firth, applies, outside, peace, byYear] = (await this.fits([
      primary,
      changed,
      { ...primary, estimator: "firth", errors: ["model"] },
      withTerm(primary, "tdef", "rel_in"),
      withTerm(primary, "tdef", "rel_out"),
      { ...primary, filter: "year >= 1914 and not world_war" },
      { ...primary, estimator: "conditional-logit", strata: "year", terms: (primary["terms"] as readonly unknown[]).filter((it) => it !== "post45"), effects: undefined },
    ])) as [FitReport, FitReport, FitReport, FitReport, FitReport, FitReport, FitReport];
    const drawn = await this.states(primary, true);
    const permuted = await this.ask.desk.do<"permutation">(this.ranges(Math.ceil(this.count / 5)).map((range) => ({ kind: "permutation", spec: primary, range, term: "tdef" })));
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
    const wars = this.warsAgainstProtected();
    return {
      ...told(question),
      primary: own,
      estimates: [ratio, ...ways.slice(0, 3), change, ...ways.slice(3)],
      counts: this.byPact("w5", [["1914–45", 1914, 1945], ["1946–2014", 1946, 2014]]),
      beside: [{ name: "with the interaction across 1946", fit: interaction }, { name: "Firth's penalty", fit: firth }, { name: "within years", fit: byYear }],
      p: pact.p!,
      detectable: { name: "risk ratio", value: Math.exp(-minimumDetectable(errorOf(own, "tdef", "dyad"))) },
      cases: wars,
      plain: [
        known(`Attacks that become war are rare: ${own.events} in 1914 to 2014, or ${per1000(own.events / own.N)} a year for every 1\u202f000 pairs of a state and one that it might attack: its neighbours, and everyone where one of the two is a major power.`),
        {
          isKnown: isOut(ratio, 1),
          text: `Whether such attacks are rarer on states with a defence pact ${isOut(ratio, 1) ? "is told by this record" : "is not established"}: they are ${two(ratio.low)} to ${two(ratio.high)} times as frequent as on states without one, with ${two(ratio.value)} as the best estimate, where 1 is no difference and the range is made so that it holds the truth 19 times in 20.`,
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
  private warsAgainstProtected(): readonly string[] {
    const { panel, nameOf, attacks } = this.ask;
    const warOf = new Map(attacks.map((it) => [`${it.year} ${it.a} ${it.b}`, it.war === 0 ? "" : ` (${it.name})`]));
    const [a, b, year, war, pact] = ["a", "b", "year", "w5", "tdef"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const made: string[] = [];
    for (let row = 0; row < panel.rowCount; row++) if (war[row] === 1 && pact[row] === 1 && year[row]! >= 1946) made.push(`${year[row]} ${nameOf(a[row]!)} – ${nameOf(b[row]!)}${warOf.get(`${year[row]} ${a[row]} ${b[row]}`) ?? ""}`);
    return made.sort();
  }

  /** Raw counts of an outcome with and without a pact of the target, in stretches of years, where a dispute could begin. */
  private byPact(outcome: string, stretches: readonly (readonly [name: string, from: number, to: number])[]): readonly CountRow[] {
    const { panel } = this.ask;
    const [year, going, begun, happened, pact] = ["year", "go5", "on5", outcome, "tdef"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    return stretches.flatMap(([name, from, to]) =>
      [1, 0].map((has) => {
        let [count, total] = [0, 0];
        for (let row = 0; row < panel.rowCount; row++) {
          if (year[row]! < from || year[row]! > to || pact[row] !== has || (going[row] === 1 && begun[row] === 0)) continue;
          total += 1;
          count += happened[row]!;
        }
        return countRow(`${has === 1 ? "with a pact" : "without a pact"}, ${name}`, count, total);
      }),
    );
  }

  private async byEra(): Promise<Finding> {
    const question = this.question("Q2");
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
    const [own, pairs, inside, outside, gml, peace, earlier, later, years, warheads, umbrella, each, ...eras] = await this.fits([
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
    const drawn = await this.states(primary, false);
    const checked = await this.states(primary, true, Math.min(40, this.count));
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
      counts: this.byPact("i5", ERAS.map((era) => [YEARS[era], ...SPANS[era]] as const)),
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

  private async patrons(): Promise<Finding> {
    const question = this.question("Q3");
    const possessedBy = (column: string): SpecJson => ({ ...question.primary, terms: (question.primary["terms"] as readonly unknown[]).map((it) => (it === "tdef_nuc" ? column : it === "tconv" ? { name: `conventional_${column}`, expression: `tdef == 1 and ${column} == 0` } : it)), effects: [], errors: ["dyad"] });
    const [own, within, tested, counted] = (await this.fits([
      question.primary,
      { data: "panel", estimator: "conditional-logit", outcome: "i5", strata: "directed_pair", filter: "year >= 1946", terms: ["tdef_nuc", "tconv", "capshare", { polynomial: "t5", degree: 3 }], errors: ["model", "dyad"] },
      possessedBy("tnuc_test"),
      possessedBy("tnuc_fas"),
    ])) as [FitReport, FitReport, FitReport, FitReport];
    const drawn = await this.states(question.primary, false);
    const [nuclear, conventional] = ["tdef_nuc", "tconv"].map((it) => own.coefficients.findIndex((one) => one.term === it)) as [number, number];
    const value = own.coefficients[nuclear]!.b! - own.coefficients[conventional]!.b!;
    const values = drawn.flatMap((it) => (it === undefined ? [] : [it[nuclear]! - it[conventional]!])).sort((x, y) => x - y);
    // The contrast is the nuclear patron's coefficient where the other column says "any pact".
    const [as] = await this.fits([{ ...question.primary, terms: (question.primary["terms"] as readonly unknown[]).map((it) => (it === "tconv" ? "tdef" : it)), effects: [], errors: ["model", "dyad", "dyadic"] }]);
    const contrast = { ...coefficient(as!, "tdef_nuc", "dyad"), name: "nuclear less conventional patron, log-odds" };
    return {
      ...told(question),
      primary: own,
      estimates: [contrast, { name: contrast.name, value, ...spreadOf(values), by: `bootstrap over states by one step, ${values.length} draws` }, coefficient(own, "tdef_nuc", "dyad"), coefficient(own, "tconv", "dyad"), { ...coefficient(within, "tdef_nuc", "dyad"), name: "nuclear patron, within ordered pairs" }, { ...coefficient(within, "tconv", "dyad"), name: "conventional patron, within ordered pairs" }, { ...coefficient(tested, "tnuc_test", "dyad"), name: "nuclear patron by date of first test" }, { ...coefficient(counted, "tnuc_fas", "dyad"), name: "nuclear patron by counted stockpiles (FAS)", by: EXPLORED }],
      counts: this.rates(),
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

  /** Raw rates of initiation by patron since 1946. */
  private rates(): readonly CountRow[] {
    const { panel } = this.ask;
    const [year, going, begun, i5, nuclear, conventional] = ["year", "go5", "on5", "i5", "tdef_nuc", "tconv"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const counted = (is: (row: number) => boolean): readonly [number, number] => {
      let [count, total] = [0, 0];
      for (let row = 0; row < panel.rowCount; row++) {
        if (year[row]! < 1946 || (going[row] === 1 && begun[row] === 0) || !is(row)) continue;
        total += 1;
        count += i5[row]!;
      }
      return [count, total];
    };
    return [
      countRow("no patron", ...counted((row) => nuclear[row] === 0 && conventional[row] === 0)),
      countRow("conventional patron", ...counted((row) => conventional[row] === 1)),
      countRow("nuclear patron", ...counted((row) => nuclear[row] === 1)),
    ];
  }

  private async reliability(): Promise<Finding> {
    const question = this.question("Q4");
    const [own, all, published] = (await this.fits([question.primary, { ...question.primary, terms: [...(question.primary["terms"] as readonly unknown[]), "nonagg"], effects: [] }, { data: "fulfilment", estimator: "logit", outcome: "honor3", terms: ["milinst", "formal", "chcap2d", "dinstch2", "origtar1"] }])) as [FitReport, FitReport, FitReport];
    const { reliability } = this.ask.tables;
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
    const drawn = (await this.ask.desk.do<"clusters">(this.ranges(this.count).map((range) => ({ kind: "clusters", spec: question.primary, range, cluster: "warid" })))).flat();
    const honoured = `Where an obligation applied it was honoured in ${share(counts[1]!)} of the cases to 1944 and in ${share(counts[2]!)} from 1945 to 2003: ${isOut(change, 0) ? (change.value < 0 ? "by the test declared beforehand less often after 1944" : "by the test declared beforehand more often after 1944") : "no difference is established"}`;
    return {
      ...told(question),
      primary: own,
      estimates: [change, percentile(change.name, drawn, own.coefficients.findIndex((it) => it.term === "post45"), change.value, "bootstrap over wars"), further],
      counts,
      beside: [{ name: "with non-aggression held equal too", fit: all, isShown: true }, { name: "Leeds and Anac 2005: institutions and fulfilment", fit: published, isShown: true }],
      p: change.p!,
      instead: { what: "non-aggression", p: further.p! },
      plain: [{ isKnown: isOut(change, 0), text: `${honoured}, with defence, offence and neutrality held equal. With pacts not to attack held equal too, which was not declared, ${isOut(further, 0) ? "the difference remains and is less sure" : "the difference is not established"}.` }],
      sentences: [
        `${honoured}.`,
        `With defence, offence and neutrality held equal, as was declared, the log-odds after 1944 differ by ${two(change.low)} to ${two(change.high)} (p ${pText(change.p!)}); with non-aggression held equal too by ${two(further.low)} to ${two(further.high)} (p ${pText(further.p!)}).`,
        "Reliability is seen only where deterrence failed, so these are not the odds that a promise would be kept: the allies least doubted are least tested. NATO never appears.",
        `Without the four opportunities of 1945 the later share is ${share(counts[3]!)}, without the three treaties of 1956 ${share(counts[4]!)}.`,
      ],
    };
  }

  private async durability(): Promise<Finding> {
    const question = this.question("Q5");
    const [own, all, cox, eras, risks] = (await this.fits([
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

  private async winning(): Promise<Finding> {
    const question = this.question("Q6");
    const [own, firth, small] = (await this.fits([question.primary, { ...question.primary, estimator: "firth", errors: ["model"] }, { ...question.primary, filter: "world_war == 0" }])) as [FitReport, FitReport, FitReport];
    const { wars } = this.ask.tables;
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

  private adoption(): Finding {
    const question = this.question("Q7");
    const { adoption } = this.ask;
    const at = (measure: string, year: number): number | undefined => adoption.find((it) => it.measure === measure && it.year === year)?.value;
    const umbrellas = adoption.filter((it) => it.measure === UMBRELLA && it.year >= UMBRELLA_FROM);
    const crisis = (domain: string, decade: number): string => percent(at(`crisis actors that acted in the ${domain} domain, by decade`, decade) ?? Number.NaN);
    return {
      ...told(question),
      estimates: [],
      counts: [],
      beside: [],
      plain: [...umbrellaText(umbrellas), { isKnown: false, text: UNCODED }],
      sentences: [
        ...courseText(umbrellas),
        `Of the actors in crises of the 2000s ${crisis("air", 2000)} acted in the air, ${crisis("sea", 2000)} at sea, ${crisis("space", 2000)} in space and ${crisis("cyber", 2000)} in cyberspace.`,
        UNCODED,
      ],
    };
  }

  private async grid(): Promise<readonly GridPoint[]> {
    const specs = robustnessGrid();
    const answers = await this.ask.desk.do<"fit">(specs.map((it) => ({ kind: "fit", spec: it.spec })));
    return specs.map((it, index): GridPoint => {
      const fit = answers[index]!;
      if (fit.kind === "refused") return { id: it.id, choices: it.choices, state: fit.problems[0]?.code ?? "refused" };
      const row = fit.coefficients.find((one) => one.term === it.term);
      const error = row?.errors["dyad"] ?? row?.errors["model"];
      return { id: it.id, choices: it.choices, state: fit.state, N: fit.N, events: fit.events, ...(row?.b !== undefined && { b: row.b }), ...(error?.low !== undefined && { low: error.low, high: error.high! }) };
    });
  }

  /** The primary model of the first question without one state, without the attacks of one war, and without the pacts of one alliance. */
  private async leaveOut(): Promise<StudyResult["leaveOut"]> {
    const { nameOf } = this.ask;
    const primary = { ...this.question("Q1").primary, effects: [], errors: ["dyad"] };
    const attacks = this.ask.attacks.filter((it) => it.year >= 1914);
    const states = [...new Set(attacks.flatMap((it) => [it.a, it.b]))].sort((x, y) => x - y);
    const wars = [...new Set(attacks.map((it) => it.name))];
    const isOne = ({ a, b, year }: NamedAttack): string => `(a == ${a} and b == ${b} and year == ${year})`;
    const cases: readonly { readonly without: string; readonly filter: string; readonly term?: string }[] = [
      ...states.map((it) => ({ without: nameOf(it), filter: `year >= 1914 and a != ${it} and b != ${it}` })),
      ...wars.map((war) => ({ without: `attacks of ${war}`, filter: `year >= 1914 and not (${attacks.filter((it) => it.name === war).map(isOne).join(" or ")})` })),
      ...([["NATO", "tdef_no_nato"], ["the Warsaw Pact", "tdef_no_warsaw"], ["the inter-American alliances", "tdef_no_oas"], ["the Arab League", "tdef_no_arab"]] as const).map(([without, term]) => ({ without, filter: "year >= 1914", term })),
    ];
    const fits = await this.fits(cases.map((it) => ({ ...withTerm(primary, "tdef", it.term ?? "tdef"), filter: it.filter })));
    return cases.map((it, index) => {
      const found = coefficient(fits[index]!, it.term ?? "tdef", "dyad");
      return { without: it.without, b: found.value, low: found.low, high: found.high };
    });
  }

  /** What should show nothing: attacks by the protected, and pacts that protect nobody. */
  private async placebos(): Promise<StudyResult["placebos"]> {
    const primary = { ...this.question("Q1").primary, effects: [], errors: ["dyad"] };
    const cases = [
      { name: "outcome: the protected attack (adef on w5)", term: "adef" },
      { name: "treatment: only consultation is owed", term: "tcon_only" },
      { name: "treatment: only non-aggression is owed", term: "tnon_only" },
    ];
    const fits = await this.fits(cases.map((it) => withTerm(primary, "tdef", it.term)));
    return cases.map((it, index) => {
      const found = coefficient(fits[index]!, it.term, "dyad");
      return { name: it.name, b: found.value, low: found.low, high: found.high, p: found.p ?? Number.NaN };
    });
  }

  private async breaks(): Promise<StudyResult["breaks"]> {
    const primary = this.question("Q2").primary;
    const terms = (primary["terms"] as readonly unknown[]).filter((it) => typeof it !== "string" || !/E\d/.test(it));
    const spec = { ...primary, terms, tests: [], effects: [], errors: ["dyad"] };
    const years = Array.from({ length: 81 }, (_, it) => 1922 + it);
    const count = Math.ceil(this.count / 10);
    const parts = await this.ask.desk.do<"breaks">(this.ranges(count).map((range) => ({ kind: "breaks", spec, range, term: "tdef", years })));
    const chance = parts.flatMap((it) => it.chance);
    const { statistics } = parts[0]!;
    const most = Math.max(...statistics);
    return { years, statistics, chance, best: years[statistics.indexOf(most)]!, p: (1 + chance.filter((it) => it >= most).length) / (1 + chance.length), band: quantile([...chance].sort((x, y) => x - y), 0.95) };
  }

  private missing(): StudyResult["missing"] {
    const { panel } = this.ask;
    const names = ["km", "capshare", "pola", "polb", "jdem", "tia", "tpat"];
    return ERAS.map((era) => {
      const is = column(panel, era);
      let rows = 0;
      const without: Record<string, number> = {};
      for (let row = 0; row < panel.rowCount; row++) {
        if (is[row] !== 1) continue;
        rows += 1;
        for (const it of names) if (Number.isNaN(column(panel, it)[row]!)) without[it] = (without[it] ?? 0) + 1;
      }
      return { era, rows, without };
    });
  }
}

/** What Holm would have made of the test as it might have been declared, beside the others as they were. */
function insteadText({ id, instead }: Finding, tested: readonly Finding[]): readonly string[] {
  if (instead === undefined) return [];
  const adjusted = holm(tested.map((it) => (it.id === id ? instead.p : it.p!)));
  return [`Had the test that counts held ${instead.what} equal too, its p after Holm over the questions would be ${pText(adjusted[tested.findIndex((it) => it.id === id)]!)}.`];
}

const told = ({ id, question, estimand, test }: Question): Pick<Finding, "id" | "question" | "estimand" | "test"> => ({ id, question, estimand, ...(test !== undefined && { test }) });
const withTerm = (spec: SpecJson, from: string, to: string): SpecJson => ({ ...spec, terms: (spec["terms"] as readonly unknown[]).map((it) => (it === from ? to : it)), effects: [], tests: [] });

/** A fit without the levels of a factor, which nobody reads one by one. */
const withoutLevels = (fit: FitReport, factor: string): FitReport => ({ ...fit, coefficients: fit.coefficients.filter((it) => !it.term.startsWith(`${factor}=`)) });

/** A specification with columns exchanged in every term. */
const swapped = (spec: SpecJson, names: Readonly<Record<string, string>>): SpecJson => {
  const of = (text: unknown): unknown => (typeof text === "string" ? text.split(":").map((it) => names[it] ?? it).join(":") : text);
  return { ...spec, terms: (spec["terms"] as readonly unknown[]).map(of), tests: ((spec["tests"] ?? []) as readonly (readonly unknown[])[]).map((it) => it.map(of)), effects: [], errors: ["dyad"] };
};

/** What the terms that are judged say. */
export const WORDS: Readonly<Record<string, string>> = { tdef: "pact of the target", "tdef:post45": "change of a pact's log-odds in 1946", tdef_nuc: "nuclear patron", tconv: "conventional patron", post45: "after 1944", obliged_fought: "obliged allies fight beside it" };

function coefficient(fit: FitReport, term: string, error: string): Estimate {
  const row = fit.coefficients.find((it) => it.term === term);
  const of = row?.errors[error];
  const inner = row?.b !== undefined && of?.se !== undefined ? ([row.b - HALF * of.se, row.b + HALF * of.se] as const) : undefined;
  return { name: `${WORDS[term] ?? term}, log-odds`, value: row?.b ?? Number.NaN, low: of?.low ?? Number.NaN, high: of?.high ?? Number.NaN, ...(inner !== undefined && { inner }), ...(of?.p !== undefined && { p: of.p }), by: { model: "errors of the model", dyad: "clustered by pair", dyadic: "dyadic-robust" }[error] ?? "clustered by war" };
}

/** Whether an interval leaves out what no difference would be. */
const isOut = ({ low, high }: Pick<Estimate, "low" | "high">, nothing: number): boolean => low > nothing || high < nothing;

const errorOf = (fit: FitReport, term: string, error: string): number => fit.coefficients.find((it) => it.term === term)?.errors[error]?.se ?? Number.NaN;

/** The intervals of 95 % and of half of the draws, which are in order. */
const spreadOf = (values: readonly number[]): Pick<Estimate, "low" | "high"> & { readonly inner: readonly [number, number] } => ({ low: quantile(values, 0.025), high: quantile(values, 0.975), inner: [quantile(values, 0.25), quantile(values, 0.75)] });

/** The middle half by the band that is symmetric in log(−log), as the one of 95 %. */
function logLogBand({ survival, se }: { readonly survival: number; readonly se: number }): readonly [number, number] {
  const away = (HALF * se) / (survival * Math.abs(Math.log(survival)));
  return [survival ** Math.exp(away), survival ** Math.exp(-away)];
}

function percentile(name: string, drawn: Drawn, place: number, value: number, by: string): Estimate {
  const values = drawn.flatMap((it) => (it === undefined ? [] : [it[place]!])).sort((a, b) => a - b);
  return { name, value, ...spreadOf(values), by };
}

function countRow(name: string, count: number, total: number): CountRow {
  const [one, two] = [wilson(count, total), clopperPearson(count, total)];
  return { name, count, total, share: count / total, wilson: [one.low, one.high], exact: [two.low, two.high] };
}

function byChoice(points: readonly GridPoint[]): StudyResult["grid"]["by"] {
  const choices: readonly string[] = points[0] === undefined ? [] : Object.keys(points[0].choices);
  return choices.flatMap((choice) => [...new Set<string>(points.map((it) => it.choices[choice]!))].map((value) => ({ choice, value, summary: summaryOf(points.filter((it) => it.choices[choice] === value)) })));
}

/** What was not declared beforehand. */
const EXPLORED = "clustered by pair, exploratory";

/** Each two of some terms, as sums. */
const pairsIn = (terms: readonly string[]): readonly (readonly string[])[] => terms.flatMap((it, index) => terms.slice(index + 1).map((one) => [it, one]));

/** Covariance of the terms of which sums were asked for: that of two is half of what the variance of their sum has beyond their own. */
function covarianceOf({ coefficients, sums = [] }: FitReport, terms: readonly string[]): Square {
  const variance = (of: { readonly errors: FitReport["coefficients"][number]["errors"] } | undefined): number => (of?.errors["dyad"]?.se ?? Number.NaN) ** 2;
  const own = terms.map((term) => variance(coefficients.find((it) => it.term === term)));
  const values = terms.flatMap((one, row) => terms.map((other, at) => (row === at ? own[row]! : (variance(sums.find((it) => it.terms.includes(one) && it.terms.includes(other))) - own[row]! - own[at]!) / 2)));
  return { size: terms.length, values: Float64Array.from(values) };
}

/** The era whose difference from the four others the joint test finds least easily, with the smallest that it finds four times in five. */
function hardestEra(fit: FitReport): { readonly era: string; readonly value: number } | undefined {
  const covariance = covarianceOf(fit, LATER.map((it) => `tdef:${it}`));
  // The first era is the base: where it alone differs, the four differences from it are one and the same.
  const found = ERAS.map((era) => ({ era: YEARS[era], value: detectableAlong(covariance, LATER.map((it) => (era === "E1" || it === era ? 1 : 0))) }));
  return found.every((it) => it.value !== undefined) ? (found as readonly { readonly era: string; readonly value: number }[]).reduce((most, it) => (it.value > most.value ? it : most)) : undefined;
}

const known = (text: string): Plain => ({ isKnown: true, text });

/** A chance as a count of tries. @example inHundred(0.107) // → "11 times in 100" */
const inHundred = (p: number): string => (p < 0.01 ? "less than once in 100" : `${Math.round(100 * p)} times in 100`);

/** The ends of the share under a nuclear patron. */
const umbrellaText = (rows: readonly AdoptionRow[]): readonly Plain[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  return first === undefined || last === undefined ? [] : [known(`Of the pairs of a state and one that it might attack, ${percent(first.value)} had the second under a nuclear ally's defence pact in ${first.year} and ${percent(last.value)} in ${last.year}.`)];
};

/** p of the joint test across eras. */
const acrossEras = (fit: FitReport): string => pText(fit.tests.find((it) => it.error === "dyad")?.p ?? Number.NaN);

/**
 * The smallest effect that would have been found, as a figure's cell says it: on either side of nought, or a ratio no higher.
 * @example foundText({ name: "average risk ratio of a pact", low: 0.3, high: 1.02 }, String) // → "≤ 0.42"
 */
export function foundText(it: Pick<Estimate, "name" | "low" | "high">, figure: (value: number) => string): string {
  const value = detectableBeside(it);
  return value === undefined ? "–" : `${it.name.includes("risk ratio") ? "≤" : "±"} ${figure(value)}`;
}

/**
 * Smallest true effect that would have been found four times in five, beside an estimate whose 95 % interval holds what nothing would
 * be. Absent: the interval leaves it out, or there is no such value. A ratio is told below one.
 * @example detectableBeside({ name: "pact of the target, log-odds", low: -0.98, high: 0.98 }) // → 1.40
 */
export function detectableBeside({ name, low, high }: Pick<Estimate, "name" | "low" | "high">): number | undefined {
  const isRatio = name.includes("risk ratio");
  const [from, to] = isRatio ? [Math.log(low), Math.log(high)] : [low, high];
  if (name.includes("still in force") || !Number.isFinite(from) || !Number.isFinite(to) || from > 0 || to < 0) return undefined;
  const most = minimumDetectable((to - from) / (2 * normalQuantile(0.975)));
  return isRatio ? Math.exp(-most) : most;
}

/**
 * The course of the share under a nuclear patron by its ends, its least and its most, and its least after the most, whichever way it went.
 * @example courseText([[1946, 0.2], [1955, 0.8], [2014, 0.6]].map(([year, value]) => ({ measure: "", unit: "share", year, value })))[0] // → "… was 20 % in 1946 and 60 % in 2014; at its least it was 20 % in 1946, at its most 80 % in 1955, and at its least after that 60 % in 2014."
 */
export function courseText(rows: readonly AdoptionRow[]): readonly string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const leastOf = (some: readonly AdoptionRow[]): AdoptionRow => some.reduce((one, it) => (it.value < one.value ? it : one));
  const most = rows.reduce((one, it) => (it.value > one.value ? it : one));
  const after = rows.filter((it) => it.year > most.year);
  const at = ({ value, year }: AdoptionRow): string => `${percent(value)} in ${year}`;
  return [`The share of dyads whose target had a nuclear patron was ${at(first)} and ${at(last)}; at its least it was ${at(leastOf(rows))}, at its most ${at(most)}${after.length === 0 ? "" : `, and at its least after that ${at(leastOf(after))}`}.`];
}

const two = (value: number): string => (Number.isFinite(value) ? String(significant(value)).replace("-", "−") : "–");
const per1000 = (value: number): string => two(1000 * value);
const percent = (value: number): string => (Number.isFinite(value) ? `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %` : "–");
const share = ({ count, total, wilson: [low, high] }: CountRow): string => `${percent(low)} to ${percent(high)} (${count} of ${total})`;
const pText = (p: number): string => (p < 0.001 ? "below 0.001" : p.toFixed(3));
