import type { Comparison } from "#engines/plan";
import { confidenceView } from "./confidence-view.ts";
import { documentAddress, documentName } from "./document-name.ts";
import { frenchOf } from "./french/answer.ts";
import { unitInFrench } from "./french/units.ts";
import { isAtLeast, type Shown } from "./shown.ts";
import type { PriorityRow } from "./home.ts";
import { actionRows, headlineView, openIn, pageYear, prioritiesView } from "./home-view.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { type Language, viewWords } from "./in-language.ts";
import { limitText } from "./limit-text.ts";
import { linesDrawing } from "./lines-drawing.ts";
import { figureText, numberText, percentText, rangeText, spanText } from "./figure-text.ts";
import type { Paper, PaperBlock, PaperCell, PaperSection } from "./paper.ts";
import { markingOf, nationName, type Results } from "./results.ts";
import type { ViewWords } from "./words/en.ts";

export interface ReportAsk {
  /** How the report is made again, with the run key in it. */
  readonly command: string;
}

/** What a report is made with, for whoever makes it again. */
export interface ReportChoices {
  readonly runKey: string;
  readonly path: string;
  readonly as?: string;
  /** The moment as of which the record is looked at. Absent: now. */
  readonly at?: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Absent: English. */
  readonly language?: Language;
}

/** The command that makes a report again. DIR is the data set's folder, wherever it lies. @example reportCommandText({ runKey: "ab", path: "agreed", parameters: {} }) // → "concord report DIR --path agreed --run ab --pdf report.pdf --xlsx report.xlsx" */
export const reportCommandText = ({ runKey, path, as, at, parameters, language = "en" }: ReportChoices): string =>
  ["node bin/concord.mjs report DIR", ...(as === undefined ? [] : [`--as ${/^[\w:,.-]+$/.test(as) ? as : `"${as}"`}`]), ...(at === undefined ? [] : [`--at ${at}`]), `--path ${path}`, ...Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, value]) => `--set ${id}=${value}`), ...(language === "en" ? [] : [`--language ${language}`]), `--run ${runKey}`, `--pdf ${reportFile("pdf", language)} --xlsx ${reportFile("xlsx", language)}`].join(" ");

/** What the file of a report is called. @example reportFile("pdf", "fr", "ab12") // → "rapport-ab12.pdf" */
export const reportFile = (kind: "pdf" | "xlsx", language: Language, run?: string): string => `${language === "fr" ? "rapport" : "report"}${run === undefined ? "" : `-${run}`}.${kind}`;

/** Sources that are named in the report; the others are counted. */
const SOURCES_MOST = 40;
const ACTIONS_MOST = 12;

/** The report for ministers: what planning alone costs, who gains, what to do first, how sure that is, and how to make it again. In the language of the results. */
export function reportView(results: Results & { readonly comparison: Comparison }, { command }: ReportAsk): Paper {
  const { alliance, comparison, path, runKey, language = "en" } = results;
  const { currency, priceYear, firstYear, lastYear, asOf } = alliance.settings;
  const words = viewWords(results).report;
  // Engines write English; what they wrote is told here in the language of the rest.
  const tell = (sentence: string): string => (language === "fr" ? frenchOf(results.withNames?.(sentence) ?? sentence) : sentence);
  const unit = (of: string): string => (language === "fr" ? unitInFrench(of) : of);
  const say = (value: number): string => numberText(value, language);
  const cell = (it: Shown): string => figureText(it, { language });
  const rowsOf = (rows: readonly (readonly (PaperCell | Shown)[])[]): readonly (readonly PaperCell[])[] => printed(rows, { language, unit });
  const money = (value: number): Shown => ({ value, unit: `M ${currency}`, label: "", why: "" });
  const quantity = (value: number, of: string): Shown => ({ value, unit: of, label: "", why: "" });
  const headline = headlineView(results, comparison);
  const isPlanned = plannedAtAll(comparison);
  // Of a plan about nothing there is nothing to report but that.
  const ofThePlan: readonly string[] = [words.whichLever, words.overYears, words.gains, words.buy, words.first];
  const confidence = confidenceView(results);
  const priorities = prioritiesView(results, pageYear(results));
  const sources = sourcesOf(results);
  const seen = results.seen === undefined ? "" : ` ${viewWords(results).seen(String(results.seen.nations), String(results.seen.of))}`;
  const sections: readonly PaperSection[] = [
    {
      title: words.inShort,
      blocks: [
        { kind: "text", text: headline.sentence },
        ...(!isPlanned ? [] : [{ kind: "list" as const, items: [words.shortfall(String(lastYear), cell(headline.shortfallYearsAlone), cell(headline.shortfallYearsAligned)), words.gap(cell(headline.provenGapAlone), cell(headline.provenGapAligned)), words.costGap(cell(headline.provenCostGapAlone), cell(headline.provenCostGapTogether)), ...[headline.range, headline.tally, headline.breakEven, headline.whoPays, headline.compensation].filter((it) => it !== "")] }]),
      ],
    },
    {
      title: words.whichLever,
      blocks: [
        { kind: "text", text: words.leversSay },
        { kind: "table", title: words.levers, columns: [{ name: words.lever }, { name: words.share, isNumber: true }, { name: words.years, isNumber: true }, { name: words.money, isNumber: true }], rows: rowsOf(headline.levers.map((it) => [it.name, it.share, it.shortfallYears, it.money])) },
      ],
    },
    { title: words.overYears, blocks: yearsOf(comparison, words, language) },
    {
      title: words.priorities,
      blocks: [
        { kind: "text", text: `${words.ofYear(tell(priorities.rule), String(priorities.year))} ${words.plannedSays(percentText(priorities.cap.value, language))} ${words.bestPlacedSays} ${words.restsSays}` },
        {
          kind: "table",
          title: words.priorities,
          columns: [{ name: words.capability }, { name: words.required, isNumber: true }, { name: words.available, isNumber: true }, { name: words.covered, isNumber: true }, { name: words.restsOn }, { name: words.withPlan, isNumber: true }, { name: words.bestPlaced }],
          rows: rowsOf(priorities.rows.map((it) => [it.name, it.required, it.available, it.coverage, restsOn(results, it), it.planned ?? numberText(undefined, language), it.lead === undefined ? "" : `${nationName(alliance, it.lead.nation)}${it.lead.isClear ? "" : ` (${viewWords(results).priorities.notClear})`}`])),
        },
      ],
    },
    {
      title: words.gains,
      blocks: [
        { kind: "text", text: words.gainsSay },
        { kind: "table", title: words.allies, columns: [{ name: words.ally }, { name: words.inAlone, isNumber: true }, { name: words.inTogether, isNumber: true }, { name: words.gain, isNumber: true }, { name: words.payment, isNumber: true }], rows: rowsOf(comparison.perNation.map((it) => [nationName(alliance, it.nation), money(it.costAlone), money(it.costAligned), money(it.gain), money(it.sidePayment)])) },
      ],
    },
    {
      title: words.buy,
      blocks:
        comparison.aligned.agreements.length === 0
          ? [{ kind: "text", text: words.noAgreement }]
          : [{ kind: "text", text: words.agreementsSay }, { kind: "table", title: words.agreements, columns: [{ name: words.system }, { name: words.allies }, { name: words.inYears }, { name: words.quantity, isNumber: true }, { name: words.firstLot, isNumber: true }], rows: rowsOf(comparison.aligned.agreements.map((it) => [alliance.systemById.get(it.system)?.nameEn ?? it.system, it.members.map((nation) => nationName(alliance, nation)).join(", "), spanText(it.firstYear, it.lastYear), quantity(it.quantity, alliance.systemById.get(it.system)?.unit ?? "items"), quantity(it.priceFactor, "share")])) }],
    },
    {
      title: words.first,
      blocks: [{ kind: "text", text: words.effectSays }, { kind: "table", title: words.actions, columns: [{ name: words.ally }, { name: words.action }, { name: words.inYears }, { name: words.effect, isNumber: true }, { name: words.actionMoney }], rows: rowsOf(actionRows(results, ACTIONS_MOST).map((it) => [nationName(alliance, it.nation), tell(it.text), it.years, it.effect, it.effect.caution ?? ""])) }],
    },
    {
      title: words.sure,
      blocks: [
        { kind: "list", items: [words.rests(cell(confidence.sourced), cell(confidence.estimated), cell(confidence.assumed), cell(confidence.unknownCells)), ...(confidence.weakest.length === 0 ? [] : [words.weakest(confidence.weakest.join(words.and))]), ...(isPlanned ? [words.ofPlans] : []), ...(headline.verified === undefined ? [] : [headline.verified ? words.counted : words.notCounted]), ...comparison.limits.map((it) => tell(limitText(it)))] },
      ],
    },
    {
      title: words.sources,
      blocks: [
        { kind: "text", text: sources.length > SOURCES_MOST ? words.someSources(say(SOURCES_MOST), say(sources.length)) : words.allSources },
        { kind: "table", title: words.sources, columns: [{ name: words.document }, { name: words.licence }, { name: words.figures, isNumber: true }], rows: sources.slice(0, SOURCES_MOST).map((it) => [it.pages > 1 ? words.pages(it.title, String(it.pages)) : it.address === undefined ? it.title : { text: it.title, address: it.address }, it.licence, { value: it.count, text: say(it.count) }]) },
      ],
    },
    {
      title: words.again,
      blocks: [
        { kind: "text", text: words.againSays(runKey) },
        { kind: "text", text: command },
      ],
    },
  ];
  return {
    title: words.title(alliance.settings.alliance),
    language,
    marking: tell(markingOf(alliance)),
    notice: words.notice({ title: alliance.settings.title, alliance: alliance.settings.alliance, sourced: cell(confidence.sourced), estimated: cell(confidence.estimated), assumed: cell(confidence.assumed) }),
    about: [words.about(alliance.settings.title, String(firstYear), String(lastYear), path, asOf), words.seenBy(tell(results.reader), seen, currency, String(priceYear)), words.asMade],
    foot: words.foot(alliance.settings.alliance, runKey),
    sections: sections.filter((it) => isPlanned || !ofThePlan.includes(it.title)),
  };
}

/** What a priority shortfall rests on, in words. @example restsOn(results, row) // → "derived; 1 to 183 %: may be met; 19 allies unknown" */
function restsOn(results: Results, { weakest, coverage, mayBeMet, unknown }: PriorityRow): string {
  const words = viewWords(results).priorities;
  const range = rangeText(coverage, { language: results.language ?? "en" });
  const met = mayBeMet ? words.mayBeMet : undefined;
  return [weakest && words.evidence[weakest], [range, met].filter((it) => it !== undefined).join(results.language === "fr" ? "\u00a0: " : ": "), unknown > 0 ? words.unknownOf(unknown) : ""].filter((it) => it).join(results.language === "fr" ? "\u00a0; " : "; ");
}

/** Rows as they are printed: figures as on the pages. */
function printed(rows: readonly (readonly (PaperCell | Shown)[])[], { language, unit }: { readonly language: Language; readonly unit: (of: string) => string }): readonly (readonly PaperCell[])[] {
  const isShown = (it: PaperCell | Shown | undefined): it is Shown => typeof it === "object" && "why" in it;
  return rows.map((row) =>
    row.map((it): PaperCell => {
      if (!isShown(it)) return it;
      const text = figureText(it, { language });
      return it.value === undefined ? text : { value: it.value, text, unit: it.unit === "share" || it.unit.startsWith("M ") ? it.unit : unit(it.unit), ...(isAtLeast(it) && { isAtLeast: true }) };
    }),
  );
}

function yearsOf({ alone, aligned }: Comparison, words: ViewWords["report"], language: Language): readonly PaperBlock[] {
  const years = aligned.years;
  const say = (value: number): string => numberText(value, language);
  const rows = years.map((year) => ({ year, alone: openIn(alone, year), aligned: openIn(aligned, year) }));
  const [first, last] = [rows[0], rows.at(-1)];
  const alt = first === undefined || last === undefined ? words.noYear : words.drawn(String(first.year), String(last.year), say(first.alone), say(last.alone), say(first.aligned), say(last.aligned));
  const plain = (value: number): Shown => ({ value, unit: "1", label: "", why: "" });
  return [
    { kind: "figure", svg: linesDrawing(years, [{ name: words.alone, color: "#b34d12", isDashed: true, values: rows.map((it) => it.alone) }, { name: words.together, color: "#1f5f99", values: rows.map((it) => it.aligned) }], language), alt, caption: words.caption },
    { kind: "table", title: words.byYear, columns: [{ name: words.year }, { name: words.inAlone, isNumber: true }, { name: words.inTogether, isNumber: true }], rows: printed(rows.map((it) => [String(it.year), plain(it.alone), plain(it.aligned)]), { language, unit: () => "" }) },
  ];
}

/** Documents by how many facts in force come from each. Pages of one title and licence are one document: a reader knows them by their title. */
function sourcesOf({ alliance }: Results): readonly Document[] {
  const counts = new Map<string, number>();
  for (const rows of Object.values(alliance.facts)) for (const it of rows) if ("source" in it && typeof it.source === "string") counts.set(it.source, (counts.get(it.source) ?? 0) + 1);
  const byTitle = new Map<string, Document>();
  for (const [id, count] of counts) {
    const source = alliance.sourceById.get(id);
    const [title, licence, address] = source === undefined ? [id, ""] : [documentName(source), source.licence, documentAddress(source)];
    const key = JSON.stringify([title, licence]);
    const one = byTitle.get(key);
    byTitle.set(key, { title, licence, ...(address !== undefined && { address }), count: count + (one?.count ?? 0), pages: 1 + (one?.pages ?? 0) });
  }
  return [...byTitle.values()].sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.licence < b.licence ? -1 : 1));
}

/** What figures come from, as it is named to a reader. `pages`: records of sources that bear this title. */
interface Document {
  readonly title: string;
  readonly licence: string;
  /** Where it opens, of one that has a single page. */
  readonly address?: string;
  readonly count: number;
  readonly pages: number;
}
