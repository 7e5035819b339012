import { quantile } from "#stats";
import { type GridPoint, robustnessGrid, summaryOf } from "../grid.ts";
import { column } from "../table.ts";
import type { Bench } from "./bench.ts";
import { withTerm } from "./declared.ts";
import { ERAS } from "./eras.ts";
import { coefficient } from "./estimates.ts";
import type { NamedAttack, StudyResult } from "./finding.ts";

/** The robustness grid. */
export async function gridPoints(bench: Bench): Promise<readonly GridPoint[]> {
  const specs = robustnessGrid();
  const answers = await bench.ask.desk.do<"fit">(specs.map((it) => ({ kind: "fit", spec: it.spec })));
  return specs.map((it, index): GridPoint => {
    const fit = answers[index]!;
    if (fit.kind === "refused") return { id: it.id, choices: it.choices, state: fit.problems[0]?.code ?? "refused" };
    const row = fit.coefficients.find((one) => one.term === it.term);
    const error = row?.errors["dyad"] ?? row?.errors["model"];
    return { id: it.id, choices: it.choices, state: fit.state, N: fit.N, events: fit.events, ...(row?.b !== undefined && { b: row.b }), ...(error?.low !== undefined && { low: error.low, high: error.high! }) };
  });
}

export function byChoice(points: readonly GridPoint[]): StudyResult["grid"]["by"] {
  const choices: readonly string[] = points[0] === undefined ? [] : Object.keys(points[0].choices);
  return choices.flatMap((choice) => [...new Set<string>(points.map((it) => it.choices[choice]!))].map((value) => ({ choice, value, summary: summaryOf(points.filter((it) => it.choices[choice] === value)) })));
}

/** The primary model of the first question without one state, without the attacks of one war, and without the pacts of one alliance. */
export async function leftOutFits(bench: Bench): Promise<StudyResult["leaveOut"]> {
  const { nameOf } = bench.ask;
  const primary = { ...bench.question("Q1").primary, effects: [], errors: ["dyad"] };
  const attacks = bench.ask.attacks.filter((it) => it.year >= 1914);
  const states = [...new Set(attacks.flatMap((it) => [it.a, it.b]))].sort((x, y) => x - y);
  const wars = [...new Set(attacks.map((it) => it.name))];
  const isOne = ({ a, b, year }: NamedAttack): string => `(a == ${a} and b == ${b} and year == ${year})`;
  const cases: readonly { readonly without: string; readonly filter: string; readonly term?: string }[] = [
    ...states.map((it) => ({ without: nameOf(it), filter: `year >= 1914 and a != ${it} and b != ${it}` })),
    ...wars.map((war) => ({ without: `attacks of ${warText(bench, war)}`, filter: `year >= 1914 and not (${attacks.filter((it) => it.name === war).map(isOne).join(" or ")})` })),
    ...([["NATO", "tdef_no_nato"], ["the Warsaw Pact", "tdef_no_warsaw"], ["the inter-American alliances", "tdef_no_oas"], ["the Arab League", "tdef_no_arab"]] as const).map(([without, term]) => ({ without, filter: "year >= 1914", term })),
  ];
  const fits = await bench.fits(cases.map((it) => ({ ...withTerm(primary, "tdef", it.term ?? "tdef"), filter: it.filter })));
  return cases.map((it, index) => {
    const found = coefficient(fits[index]!, it.term ?? "tdef", "dyad");
    return { without: it.without, b: found.value, low: found.low, high: found.high };
  });
}

/** A war by its name; what no list of wars names, by who was in it and when. */
function warText({ ask: { attacks, nameOf } }: Bench, name: string): string {
  const of = attacks.filter((it) => it.name === name);
  if (of.some((it) => it.war !== 0)) return name;
  const [first, last] = [Math.min(...of.map((it) => it.year)), Math.max(...of.map((it) => it.year))];
  return `the dispute of ${[...new Set(of.flatMap((it) => [it.a, it.b]))].map(nameOf).join(" and ")} in ${first === last ? first : `${first}–${last}`}`;
}

/** What should show nothing: attacks by the protected, and pacts that protect nobody. */
export async function placeboFits(bench: Bench): Promise<StudyResult["placebos"]> {
  const primary = { ...bench.question("Q1").primary, effects: [], errors: ["dyad"] };
  const cases = [
    { name: "outcome: the protected attack (adef on w5)", term: "adef" },
    { name: "treatment: only consultation is owed", term: "tcon_only" },
    { name: "treatment: only non-aggression is owed", term: "tnon_only" },
  ];
  const fits = await bench.fits(cases.map((it) => withTerm(primary, "tdef", it.term)));
  return cases.map((it, index) => {
    const found = coefficient(fits[index]!, it.term, "dyad");
    return { name: it.name, b: found.value, low: found.low, high: found.high, p: found.p ?? Number.NaN };
  });
}

/** The scan for a year of change, with what permutations reach. */
export async function breakYears(bench: Bench): Promise<StudyResult["breaks"]> {
  const primary = bench.question("Q2").primary;
  const terms = (primary["terms"] as readonly unknown[]).filter((it) => typeof it !== "string" || !/E\d/.test(it));
  const spec = { ...primary, terms, tests: [], effects: [], errors: ["dyad"] };
  const years = Array.from({ length: 81 }, (_, it) => 1922 + it);
  const count = Math.ceil(bench.count / 10);
  const parts = await bench.ask.desk.do<"breaks">(bench.ranges(count).map((range) => ({ kind: "breaks", spec, range, term: "tdef", years })));
  const chance = parts.flatMap((it) => it.chance);
  const { statistics } = parts[0]!;
  const most = Math.max(...statistics);
  return { years, statistics, chance, best: years[statistics.indexOf(most)]!, p: (1 + chance.filter((it) => it >= most).length) / (1 + chance.length), band: quantile([...chance].sort((x, y) => x - y), 0.95) };
}

/** Rows and missing values by era. */
export function missingValues(bench: Bench): StudyResult["missing"] {
  const { panel } = bench.ask;
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
