import type { BenchRow, GoalFigure, GoalId } from "./bench.ts";
import { realLimits, type RealResults } from "./real-limits.ts";

/** What the plan engine is meant to reach (G), each beside a named peer in the same run, and the web application (W). */
export const GOALS: Readonly<Record<GoalId, string>> = {
  G1: "The model is built as typed arrays in milliseconds, 50 times faster than PuLP builds the same rows",
  G2: "A linear plan through our whole stack costs at most 1.5 times native HiGHS at size S, 1.6 times at size M",
  G3: "A what-if is answered with a proven gap in 300 ms, 100 times faster than a cold solve",
  G4: "A whole-number plan of size S is within 2 % of proven best in 60 s, within 1 % when native HiGHS is within 5 %",
  G5: "Three objectives in order cost at most 1.6 times one",
  G6: "Ten scenarios cost at most 12 times one for each core, in at most 1.5 times its memory; the single model is 5 times slower",
  G7: "Two workers do 0.85 of twice the work of one, and the result is the same to the last bit",
  G8: "The sustainment simulation runs 10 times faster than numpy, 1,000 times faster than one process for each cell",
  G9: "What clashes in a plan that cannot be is named in at most twice the time of the linear solve",
  G10: "Every published figure is derived again by the checker in at most 1 % of the solve time",
  W1: "The first view of Home on the shipped data stands within a second",
  W2: "Home needs less than 200 kB of script, compressed",
  W3: "A change of page takes less than 150 ms",
  W4: "The table of 32 allies and 200 capabilities is drawn within 100 ms",
  W5: "A what-if is answered on the screen within a second, whatever lever is pulled",
  W6: "A table of 50,000 rows is scrolled at 60 frames a second",
  W7: "Memory stays as it is over 500 changes of page",
};

export interface GoalRow {
  /** Name of the benchmark that measured it. */
  readonly bench: string;
  readonly row: BenchRow;
  readonly figure: GoalFigure;
}

/** All figures that answer goals, of all results. */
export const goalRows = (results: readonly { readonly name: string; readonly rows: readonly BenchRow[] }[]): readonly GoalRow[] =>
  results.flatMap((result) => result.rows.flatMap((row) => [row.goal, row.also].flatMap((figure) => (figure === undefined ? [] : [{ bench: result.name, row, figure }]))));

/** A measurement of what the figures of a goal were bought with. */
export interface PriceRow {
  readonly id: GoalId;
  readonly row: BenchRow;
}

/** All measurements that say what figures of goals were bought with. */
export const priceRows = (results: readonly { readonly rows: readonly BenchRow[] }[]): readonly PriceRow[] => results.flatMap(({ rows }) => rows.flatMap((row) => (row.priceOf === undefined ? [] : [{ id: row.priceOf, row }])));

/** What something was bought with, in words. @example priceText({ what: "what-if: questions solved ahead", size: "S", ms: 2000, … }) // → "what-if: questions solved ahead, S: 2 s (…)" */
export const priceText = ({ what, size, ms, note }: BenchRow): string => `${what}, ${size}: ${written(ms === undefined ? undefined : ms / 1000, "s")}${note === undefined ? "" : ` (${note})`}`;

const AHEAD = { from: "<!-- solved ahead: npm run bench -- pages -->\n", to: "\n<!-- /solved ahead -->" };

/** The guide to what-ifs with what solving ahead took, as measured, between its two marks. */
export function withPrices(guide: string, prices: readonly PriceRow[]): string {
  const [start, end] = [guide.indexOf(AHEAD.from) + AHEAD.from.length, guide.indexOf(AHEAD.to)];
  return `${guide.slice(0, start)}${prices.filter((it) => it.id === "G3").map(({ row }) => `- ${priceText(row)}.`).join("\n")}${guide.slice(end)}`;
}

/** Whether a figure is within its limit. Not measured is not met. */
export const isMet = (figure: GoalFigure): boolean => figure.value !== undefined && figure.value <= (figure.atMost ?? Number.POSITIVE_INFINITY) && figure.value >= (figure.atLeast ?? Number.NEGATIVE_INFINITY);

/** How many times a figure misses its limit. @example missedBy({ …, value: 3, atMost: 2 }) // → 1.5 */
export const missedBy = (figure: GoalFigure): number => (figure.value === undefined ? Number.POSITIVE_INFINITY : figure.atMost === undefined ? (figure.atLeast ?? 0) / figure.value : figure.value / figure.atMost);

/** @example written(0.000123, "share") // → "0.012 %" */
export function written(value: number | undefined, unit: string): string {
  if (value === undefined) return "not measured";
  const digits = (it: number): string => (it === 0 ? "0" : Math.abs(it) >= 100 ? Math.round(it).toLocaleString("en") : String(Number(it.toPrecision(3))));
  return unit === "share" ? `${digits(value * 100)} %` : `${digits(value)} ${unit}`;
}

export const limitWords = (figure: GoalFigure): string => (figure.atMost === undefined ? `at least ${written(figure.atLeast, figure.unit)}` : `at most ${written(figure.atMost, figure.unit)}`);

/** The table of all goals, first on the page of benchmarks. */
export function goalsTable(rows: readonly GoalRow[]): string[] {
  return [
    "| goal | figure | measured | limit | met | measured by |",
    "|---|---|---:|---:|---|---|",
    ...(Object.keys(GOALS) as GoalId[]).flatMap((id) => {
      const own = rows.filter((it) => it.figure.id === id);
      if (own.length === 0) return [`| ${id} | ${GOALS[id]} | not measured | – | no | – |`];
      return own.map(({ figure, bench }) => `| ${id} | ${figure.what} | ${written(figure.value, figure.unit)} | ${limitWords(figure)} | ${isMet(figure) ? "yes" : "**no**"} | \`npm run bench -- ${bench}\` |`);
    }),
  ];
}

/** What W5 is measured with, and what it leaves out: how long Plans takes until there is an answer to ask about. */
function whatIfsTold(figures: readonly GoalRow[], opened: readonly PriceRow[]): string[] {
  return [
    ...figures.map(({ row }) => `W5 is measured with ${row.repeats} questions (${row.size}), each from the press of the button: ${row.note}.`),
    ...(opened.length === 0 ? ["How long Plans takes to open before that is not measured."] : ["Opening Plans comes before that and is no part of it:", "", ...opened.map(({ row }) => `- ${priceText(row)}.`)]),
  ];
}

/** The page on which goals are missed and by how much, with the benches' own words on why, and what is proved weakly of the real alliance. */
export function shortPage(rows: readonly GoalRow[], prices: readonly PriceRow[] = [], real?: RealResults): string {
  const ids = Object.keys(GOALS) as GoalId[];
  const own = (id: GoalId): readonly GoalRow[] => rows.filter((it) => it.figure.id === id);
  const unmeasured = ids.filter((id) => own(id).length === 0);
  const missed = ids.filter((id) => own(id).some((it) => !isMet(it.figure)));
  const met = ids.filter((id) => own(id).length > 0 && !missed.includes(id));
  const wanting = [...unmeasured, ...missed.filter((id) => own(id).some((it) => it.figure.value === undefined)).map((id) => `parts of ${id}`)];
  return [
    "# Where we fall short",
    "",
    "Ten goals (G) were set for the plan engine before it was built, and seven (W) for the web application. This page says which are missed, by how much, and why, and what is proved weakly of the real alliance. Made by `npm run bench` from the results in `bench/results/` and `docs/results/`; no figure here is typed by hand. All figures: [benchmarks.md](../benchmarks.md).",
    "",
    `Met: ${met.length === 0 ? "none" : met.join(", ")}. Missed: ${missed.length === 0 ? "none" : missed.join(", ")}. Not measured: ${wanting.length === 0 ? "none" : wanting.join(", ")}.`,
    "",
    ...whatIfsTold(own("W5"), prices.filter((it) => it.id === "W5")),
    ...missed.flatMap((id) => [
      "",
      `## ${id}: ${GOALS[id]}`,
      "",
      ...own(id).map(({ figure, row }) => {
        const by = missedBy(figure);
        const verdict = isMet(figure) ? "met" : figure.value === undefined ? "not measured" : `missed by a factor of ${written(by, "").trim()}`;
        return `- ${figure.what}: ${written(figure.value, figure.unit)}, asked ${limitWords(figure)}: ${verdict}${row.note === undefined || isMet(figure) ? "" : ` (${row.note})`}.${figure.why === undefined || isMet(figure) ? "" : ` ${figure.why}`}`;
      }),
      ...prices.filter((it) => it.id === id && id !== "W5").map(({ row }) => `- What that takes: ${priceText(row)}.`),
    ]),
    ...(unmeasured.length === 0 ? [] : ["", "## Not measured", "", ...unmeasured.map((id) => `- ${id}: ${GOALS[id]}.`)]),
    ...(real === undefined ? [] : ["", ...realLimits(real)]),
    "",
  ].join("\n");
}
