import type { Comparison } from "#engines/plan";
import { confidenceView } from "./confidence-view.ts";
import type { Shown } from "./shown.ts";
import { actionRows, headlineView, openIn, pageYear, prioritiesView } from "./home-view.ts";
import { linesDrawing } from "./lines-drawing.ts";
import { moneyText, numberText, percentText, withUnit } from "./number-text.ts";
import type { Paper, PaperBlock, PaperCell } from "./paper.ts";
import { markingOf, nationName, type Results } from "./results.ts";

export interface ReportAsk {
  /** How the report is made again, with the run key in it. */
  readonly command: string;
}

/** What a report is made with, for whoever makes it again. */
export interface ReportChoices {
  readonly runKey: string;
  readonly path: string;
  readonly as?: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** The command that makes a report again. DIR is the data set's folder, wherever it lies. @example reportCommandText({ runKey: "ab", path: "agreed", parameters: {} }) // → "concord report DIR --path agreed --run ab --pdf report.pdf --xlsx report.xlsx" */
export const reportCommandText = ({ runKey, path, as, parameters }: ReportChoices): string =>
  ["npx concord report DIR", ...(as === undefined ? [] : [`--as ${as}`]), `--path ${path}`, ...Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, value]) => `--set ${id}=${value}`), `--run ${runKey}`, "--pdf report.pdf --xlsx report.xlsx"].join(" ");

/** Sources that are named in the report; the others are counted. */
const SOURCES_MOST = 40;
const ACTIONS_MOST = 12;

/** The report for ministers: what planning alone costs, who gains, what to do first, how sure that is, and how to make it again. */
export function reportView(results: Results & { readonly comparison: Comparison }, { command }: ReportAsk): Paper {
  const { alliance, comparison, path, runKey } = results;
  const { currency, priceYear, firstYear, lastYear, asOf } = alliance.settings;
  const headline = headlineView(results, comparison);
  const confidence = confidenceView(results);
  const money = (value: number): PaperCell => ({ value, text: moneyText(value, currency) });
  const priorities = prioritiesView(results, pageYear(results));
  const sources = sourcesOf(results);
  return {
    title: `${alliance.settings.alliance}: report for ministers`,
    language: "en",
    marking: markingOf(alliance),
    about: [`${alliance.settings.title}. Plan ${firstYear} to ${lastYear}, budget path ${path}, as of ${asOf}.`, `As seen by: ${results.reader}.${results.seen === undefined ? "" : ` ${results.seen.sentence}`} Money in ${currency} at prices of ${priceYear}.`],
    foot: `${alliance.settings.alliance} · run ${runKey}`,
    sections: [
      {
        title: "In short",
        blocks: [
          { kind: "text", text: headline.sentence },
          { kind: "list", items: [`Shortfall to ${lastYear} when each ally plans alone: ${cell(headline.shortfallYearsAlone)}; together: ${cell(headline.shortfallYearsAligned)}.`, `Proven distance from the best possible plan: ${gapText(headline.provenGapAlone.value)} alone, ${gapText(headline.provenGapAligned.value)} together.`, ...(headline.breakEven === "" ? [] : [headline.breakEven]), ...headline.losers.map((it) => `${nationName(alliance, it.nation)} loses by planning together: ${it.repair}`)] },
        ],
      },
      {
        title: "Which alignment saves it",
        blocks: [{ kind: "table", title: "Levers", columns: [{ name: "Lever" }, { name: "Share", isNumber: true }, { name: "Shortfall-years", isNumber: true }, { name: `Money, M ${currency}`, isNumber: true }], rows: headline.levers.map((it) => [it.name, number(it.share), number(it.shortfallYears), number(it.money)]) }],
      },
      { title: "Shortfall over the years", blocks: yearsOf(comparison) },
      {
        title: "Priority shortfalls",
        blocks: [
          { kind: "text", text: `${priorities.rule} Year ${priorities.year}.` },
          {
            kind: "table",
            title: "Priority shortfalls",
            columns: [{ name: "Capability" }, { name: "Required", isNumber: true }, { name: "Available", isNumber: true }, { name: "Covered", isNumber: true }, { name: "With the plan", isNumber: true }, { name: "Lead" }],
            rows: priorities.rows.map((it) => [it.name, number(it.required), number(it.available), number(it.coverage), it.planned === undefined ? "unknown" : number(it.planned), it.lead === undefined ? "" : nationName(alliance, it.lead.nation)]),
          },
        ],
      },
      {
        title: "What each ally gains",
        blocks: [
          { kind: "text", text: "Discounted cost alone and together at no less coverage of the alliance; the payment leaves nobody worse off and sums to nothing (above 0: receives)." },
          { kind: "table", title: "Allies", columns: [{ name: "Ally" }, { name: "Alone", isNumber: true }, { name: "Together", isNumber: true }, { name: "Gain", isNumber: true }, { name: "Payment", isNumber: true }], rows: comparison.perNation.map((it) => [nationName(alliance, it.nation), money(it.costAlone), money(it.costAligned), money(it.gain), money(it.sidePayment)]) },
        ],
      },
      {
        title: "What to buy together",
        blocks:
          comparison.aligned.agreements.length === 0
            ? [{ kind: "text", text: "The plan has no joint agreement." }]
            : [{ kind: "table", title: "Joint agreements", columns: [{ name: "System" }, { name: "Allies" }, { name: "Years" }, { name: "Quantity", isNumber: true }, { name: "Price of a first lot", isNumber: true }], rows: comparison.aligned.agreements.map((it) => [alliance.systemById.get(it.system)?.nameEn ?? it.system, it.members.map((nation) => nationName(alliance, nation)).join(", "), `${it.firstYear}–${it.lastYear}`, { value: it.quantity, text: numberText(it.quantity) }, { value: it.priceFactor, text: percentText(it.priceFactor) }]) }],
      },
      {
        title: "What to do first",
        blocks: [{ kind: "table", title: "Actions", columns: [{ name: "Ally" }, { name: "Action" }, { name: "Years" }, { name: "Effect", isNumber: true }], rows: actionRows(results, ACTIONS_MOST).map((it) => [nationName(alliance, it.nation), it.text, it.years, number(it.effect)]) }],
      },
      {
        title: "How sure this is",
        blocks: [
          { kind: "list", items: [`Of the figures it rests on ${cell(confidence.sourced)} are sourced, ${cell(confidence.estimated)} estimated, ${cell(confidence.assumed)} our assumption; of what allies hold ${cell(confidence.unknownCells)} is unknown, and never counted as none.`, ...(confidence.weakest.length === 0 ? [] : [`Weakest: ${confidence.weakest.join("; ")}.`]), headline.verified ? "Every figure of both plans was counted again from the records by a checker written apart." : "The plans were not counted again by the checker.", ...comparison.limits] },
        ],
      },
      {
        title: "Sources",
        blocks: [
          { kind: "text", text: sources.length > SOURCES_MOST ? `The ${SOURCES_MOST} documents that most figures come from, of ${sources.length}; all are in sources.csv of the data set.` : "Every document that a figure comes from." },
          { kind: "table", title: "Sources", columns: [{ name: "Document" }, { name: "Licence" }, { name: "Figures", isNumber: true }], rows: sources.slice(0, SOURCES_MOST).map((it) => [it.title, it.licence, { value: it.count, text: numberText(it.count) }]) },
        ],
      },
      {
        title: "Make it again",
        blocks: [
          { kind: "text", text: `This report is a function of the data set, the choices and the version of the methods, which the run key names: ${runKey}. The same key makes the same pages, to the byte:` },
          { kind: "text", text: command },
        ],
      },
    ],
  };
}

const cell = (it: Shown): string => withUnit(it.value, it.unit);
const number = (it: Shown): PaperCell => (it.value === undefined ? "unknown" : { value: it.value, text: withUnit(it.value, it.unit) });
const gapText = (gap: number | undefined): string => (gap === undefined ? "unknown" : gap < 1e-4 ? "below 0.01 %" : `${numberText(100 * gap)} %`);

function yearsOf({ alone, aligned }: Comparison): readonly PaperBlock[] {
  const years = aligned.years;
  const rows = years.map((year) => ({ year, alone: openIn(alone, year), aligned: openIn(aligned, year) }));
  const [first, last] = [rows[0], rows.at(-1)];
  const alt = first === undefined || last === undefined ? "No year is planned." : `Open shortfall by year. Each ally alone: ${numberText(first.alone)} in ${first.year}, ${numberText(last.alone)} in ${last.year}. Together: ${numberText(first.aligned)} in ${first.year}, ${numberText(last.aligned)} in ${last.year}.`;
  const plain = (value: number): PaperCell => ({ value, text: numberText(value) });
  return [
    { kind: "figure", svg: linesDrawing(years, [{ name: "alone", color: "#b34d12", isDashed: true, values: rows.map((it) => it.alone) }, { name: "together", color: "#1f5f99", values: rows.map((it) => it.aligned) }]), alt, caption: "Open shortfall, requirement-years in the year: each ally alone (dashed) and all together" },
    { kind: "table", title: "Open shortfall by year", columns: [{ name: "Year" }, { name: "Alone", isNumber: true }, { name: "Together", isNumber: true }], rows: rows.map((it) => [String(it.year), plain(it.alone), plain(it.aligned)]) },
  ];
}

/** Documents by how many facts in force come from each. */
function sourcesOf({ alliance }: Results): readonly { readonly title: string; readonly licence: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const rows of Object.values(alliance.facts)) for (const it of rows) if ("source" in it && typeof it.source === "string") counts.set(it.source, (counts.get(it.source) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, title: alliance.sourceById.get(id)?.title ?? id, licence: alliance.sourceById.get(id)?.licence ?? "", count }))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}
