import { falseDiscovery, normalQuantile, normalTwoSided } from "#stats";
import { cellText, type Companion, companionsOf } from "./companions.ts";
import { countText, figureText as num, probabilityText as pText } from "./figure.ts";
import type { GridPoint } from "./grid.ts";
import { leftOutText } from "./leave-out.ts";
import { BIBLIOGRAPHY, LITERATURE } from "./literature.ts";
import { priorRows } from "./prior-rows.ts";
import { PRIORS } from "./priors.ts";
import { sampleTable } from "./sample-table.ts";
import type { CountRow, Estimate, Finding, StudyResult } from "./study/finding.ts";
import { foundText } from "./study/detectable.ts";

/**
 * The report as Markdown: first what is known and what is not, then question by question with counts beside every model, then
 * how far the answers move with the choices, and why this may not be about technology.
 */
export function studyReport(result: StudyResult): string {
  const { findings, grid, leaveOut, placebos, breaks } = result;
  return `${[
    "# Alliances since 1914: “Has technology changed what they achieve?”",
    "",
    OPPOSED,
    "",
    "Made by `concord study`; no figure here is typed by hand. Seed " + `${result.seed}, ${result.drawCount} draws of each bootstrap; a draw on which the model has no finite estimate is left out, and each interval says how many it counts. Files: ${Object.entries(result.digests).map(([name, it]) => `${name} ${it.slice(0, 12)}`).join(", ")}.`,
    "",
    "## In plain words",
    "",
    "What the record shows:",
    "",
    ...summary(findings, true),
    "",
    "What it does not tell:",
    "",
    ...summary(findings, false),
    "",
    "What would change the answer: outcomes of disputes after 2014; data on what technology a patron could bring, before 1970 and after 2014; a design in which alliances did not choose their members. The opposing findings of the literature stand in the last section.",
    "",
    "The seven questions, what is estimated for each and which test counts were written down before anything was estimated (`src/engines/history/questions.ts`). Intervals come first; they speak of the process that made this record, by assumption, since the record is no sample. All words of cause in this report stand in quotation marks: in the questions, which are hypotheses, and in titles of works. Figures that are no primary test are judged together: q is p with false discoveries kept to their share among them. Beside an interval that holds no difference stands the smallest true effect that would have been found four times in five: log-odds that far from nought on either side, or a ratio that low.",
    "",
    "Q7 describes and has no test.",
    "",
    "| question | primary test | p | after Holm |",
    "|---|---|---:|---:|",
    ...findings.filter((it) => it.p !== undefined).map((it) => `| ${it.id} “${it.question}” | ${it.test} | ${pText(it.p!)} | ${it.holm === undefined ? "–" : pText(it.holm)} |`),
    "",
    ...findings.flatMap(findingText),
    "## How far the answers move",
    "",
    ...(grid.points.length === 0
      ? []
      : [
          gridText(grid),
          "",
          "| choice | value | estimated | below nought | wholly below | wholly above | median |",
          "|---|---|---:|---:|---:|---:|---:|",
          ...grid.by.map(({ choice, value, summary: it }) => `| ${choice} | ${value} | ${it.estimated} | ${it.negative} | ${it.significantNegative} | ${it.significantPositive} | ${num(it.median)} |`),
          "",
        ]),
    ...(leaveOut.length === 0
      ? []
      : [
          ...leftOutText(leaveOut).map(({ text, without }) => (without.length === 0 ? text : `${text} ${without.join("; ")}.`)),
          "",
          `Of these ${leaveOut.length} the five that move the log-odds furthest each way; all of them stand on the page, on paper and under \`leaveOut\` in study.json.gz (\`concord study --shipped --json\`):`,
          "",
          "| without | tdef, log-odds | 95 % |",
          "|---|---:|---:|",
          ...extremes(leaveOut).map((it) => `| ${it.without} | ${num(it.b)} | ${num(it.low)} to ${num(it.high)} |`),
          "",
          "Placebos, which should show nothing:",
          "",
          "| placebo | log-odds | 95 % | p | q | would have been found |",
          "|---|---:|---:|---:|---:|---:|",
          ...placebos.map((it) => `| ${it.name} | ${num(it.b)} | ${num(it.low)} to ${num(it.high)} | ${pText(it.p)} | ${pText(it.q)} | ${foundText(it, num)} |`),
          "",
          `A scan for the year in which the effect of a pact on any dispute changed is largest in ${breaks.best}; of permutations of the targets' histories ${(100 * breaks.p).toFixed(0)} % find as large a change somewhere (${breaks.chance.length} draws); its statistic is ${num(Math.max(...breaks.statistics))}, and one permutation in twenty passes ${num(breaks.band)}.`,
          "",
        ]),
    "## The eras",
    "",
    "Where the eras are cut is a choice, made by when weapons changed: 1914–45 massed fire and its answers, mechanisation and air power; 1946–56 atomic bombers and few warheads; 1957–90 intercontinental and submarine missiles (first intercontinental test 1957, first patrol of Polaris 1960); 1991–2006 precision strike and networked forces; 2007–14 cyber operations (first against a whole state in 2007) and drones at scale. Rare outcomes take two eras, to 1945 and since, as wars are too few for five. The cuts are then tested: moved by five years either way, exchanged for years since 1945, the world's warheads and the share of dyads under a nuclear patron, and scanned for a year of change. Readers set their own on the page and by `concord study fit`.",
    "",
    "## Why this may not be about technology",
    "",
    OTHER_REASONS.join(" "),
    "",
    ...(result.missing.length === 0
      ? []
      : [
          "## Sample and missing values",
          "",
          ...companionTable(sampleTable(result)),
          "",
          ...sampleTable(result).says.map((it) => `- ${it}`),
          "",
        ]),
    "## What a plan may take from it",
    "",
    "Wide ranges, never points. A conclusion that flips within the 80 % range is not decided by history, and no more is one that flips in a range as wide about what its question found.",
    "",
    "| conclusion | verdict | rests on | 80 % | in absolute terms |",
    "|---|---|---|---:|---|",
    ...priorRows(PRIORS, result).map((it) => `| ${it.conclusion} | ${it.verdict}: ${it.why} | ${it.question} | ${num(it.low)} to ${num(it.high)}, ${it.unit} | ${it.absolute ?? "–"} |`),
    "",
    "## What others found",
    "",
    "| work | finding | here |",
    "|---|---|---|",
    ...LITERATURE.map((it) => `| ${it.join(" | ")} |`),
    "",
    "Findings are told in this report's own words. The works:",
    "",
    ...BIBLIOGRAPHY.map((it) => `- ${it}`),
    "",
  ].join("\n")}`;
}

/** What the specifications of the grid are, and how many of them say what. */
export const gridText = (grid: StudyResult["grid"]): string =>
  `${grid.all.count} specifications: two dispute sources, three levels of hostility, three codings of the pact, the same year or the year before, the world wars in or out, three sets of controls, and logit, probit or a comparison within ordered pairs (their fixed effects). ${grid.all.estimated} could be estimated (in ${grid.all.runningOff} of them a control separates the outcome perfectly, so that its own coefficient has no finite estimate; the figure of the pact has one), ${grid.all.negative} of them are below nought; ${grid.all.significantNegative} intervals lie wholly below and ${grid.all.significantPositive} wholly above; ${discovered(grid.points)} stay apart from nought with false discoveries kept to 5 %. The median is ${num(grid.all.median)}.`;

/** The findings that oppose each other, in short: the first thing that a reader is told. */
export const OPPOSED =
  "Published findings oppose each other, and this record does not settle between them: that defence pacts go with fewer disputes begun against their members (Leeds 2003; Johnson and Leeds 2011), or that forming alliances goes with more disputes and wars before the nuclear era (Kenwick, Vasquez and Powers 2015); that commitments were kept three times in four to 1944 (Leeds, Long and Mitchell 2000), or one time in two overall and one in five after 1944 (Berkemeier and Fuhrmann 2018); that how forces are used tells more of the outcome than what they hold (Biddle 2004; Lieber 2005). What each found stands at the end, with what is found here.";

/** Why what goes with the eras may not be about technology. */
export const OTHER_REASONS: readonly string[] = [
  "The eras are cut where weapons changed, and 1945 and 1991 changed the number of great powers, the number of states, the form of alliances and how disputes are recorded. No control takes that apart.",
  "Biddle (2004) holds that how forces are used tells more of who wins battles than what they hold; Lieber (2005) that outcomes did not follow technology as offence–defence theory expects.",
  "A pact is a choice: threatened states seek one, so that pacts look weak, and great powers choose those they can hold, so that pacts look strong.",
  "Years of peace and power respond to alliances, so models without them stand beside those with them.",
  "One treaty stands behind hundreds of rows that are not independent; errors by pair, by shared state, and a bootstrap over states are shown for that reason.",
];

function summary(findings: readonly Finding[], isKnown: boolean): readonly string[] {
  return findings.flatMap(({ id, plain }) => plain.filter((it) => it.isKnown === isKnown).map(({ text }) => `- **${id}.** ${text}`));
}

function findingText(it: Finding): readonly string[] {
  return [
    `## ${it.id}. “${it.question}”`,
    "",
    `*Estimand:* ${it.estimand}${it.test === undefined ? "" : ` *Test that counts:* ${it.test}.`}`,
    "",
    ...it.sentences.map((one) => `- ${one}`),
    "",
    ...(it.estimates.length === 0 ? [] : ["| figure | 95 % | estimate | by | p | q | would have been found |", "|---|---:|---:|---|---:|---:|---:|", ...it.estimates.map((one: Estimate) => `| ${one.name} | ${num(one.low)} to ${num(one.high)} | ${num(one.value)} | ${one.by} | ${pText(one.p)} | ${pText(one.q)} | ${foundText(one, num)} |`), ""]),
    ...(it.counts.length === 0 ? [] : ["| cases | count | share | Wilson 95 % | exact 95 % |", "|---|---:|---:|---:|---:|", ...it.counts.map((one: CountRow) => `| ${one.name} | ${countText(one.count)} of ${countText(one.total)} | ${num(one.share)} | ${num(one.wilson[0])} to ${num(one.wilson[1])} | ${num(one.exact[0])} to ${num(one.exact[1])} |`), ""]),
    ...companionsOf(it).flatMap(companionText),
    ...(it.detectable === undefined ? [] : [`Smallest true effect that would have been found four times in five: ${it.detectable.name} ${num(it.detectable.value)}.`, ""]),
    ...(it.cases === undefined || it.cases.length === 0 ? [] : [`War-level attacks since 1946 against a target with a pact, for reading one by one: ${it.cases.join("; ")}.`, ""]),
  ];
}

const companionText = (it: Companion): readonly string[] => [`**${it.title}.** ${it.says.join(" ")}`, "", ...companionTable(it), ""];

function companionTable({ of, columns, rows }: Companion): readonly string[] {
  const cell = (value: number | null, column: number): string => cellText(value, columns[column]!.kind);
  return [`| ${of} | ${columns.map((it) => it.name).join(" | ")} |`, `|---|${columns.map(() => "---:|").join("")}`, ...rows.map((it) => `| ${it.name ?? it.term} | ${it.values.map(cell).join(" | ")} |`)];
}

function extremes<T extends { readonly b: number }>(of: readonly T[]): readonly T[] {
  const sorted = [...of].sort((x, y) => x.b - y.b);
  return sorted.length <= 10 ? sorted : [...sorted.slice(0, 5), ...sorted.slice(-5)];
}

/** Specifications of a grid that differ from nought when the share of false discoveries is kept to a twentieth. */
function discovered(points: readonly GridPoint[]): number {
  const values = points.flatMap(({ b, low, high }) => (b === undefined || low === undefined || high === undefined ? [] : [normalTwoSided((2 * normalQuantile(0.975) * b) / (high - low))]));
  return falseDiscovery(values).filter((it) => it < 0.05).length;
}
