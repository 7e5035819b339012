import { erasOf, fewTexts, type FitReport, GOES_ON, leftOut, type Refit, type RefitRow, refitRows } from "#engines/history";
import type { EvidenceView } from "#views";
import type { Sheet } from "../../format/sheet.ts";
import { formatNumber } from "../../format/number.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { wordsOf } from "../../words/words.ts";
import { formatFigure } from "../figure.ts";
import { IntervalChart, type IntervalRow } from "../interval-chart.tsx";
import { pText } from "../p-text.ts";
import { Told } from "../told.tsx";
import { WORDS as EVIDENCE } from "../words.ts";
import { WORDS } from "./words.ts";

type Declared = EvidenceView["declared"][number];
interface Years {
  readonly from: number;
  readonly to: number;
}

/** Years of an era as they are printed: 1914–1945. */
export const eraText = (it: Years): string => (it.from === it.to ? String(it.from) : `${it.from}–${it.to}`);

/** What a fit gave: intervals first, beside those of the pre-declared primary, with what it rests on. */
export function RefitResult(props: { readonly refit: Refit; readonly fit: FitReport; readonly isDeclared: boolean; readonly declared: readonly Declared[]; readonly milliseconds: number }) {
  const { refit, fit } = props;
  const words = wordsOf(WORDS);
  const { columns } = words;
  const rows = refitRows(refit, fit);
  const last = erasOf(refit).at(-1)?.to;
  const named = (row: RefitRow["row"], era: Years | undefined): string => (row === "difference" || row === "era" ? words[row](era === undefined ? "" : eraText(era)) : words.rows[row]);
  const nameOf = (it: RefitRow): string => {
    const name = named(it.row, it.era);
    return refit.link === "probit" ? words.index(name) : name;
  };
  const beside = props.declared.filter((it) => it.model === refit.model);
  const besideName = ({ row, from, to }: Declared): string => named(row, from === undefined || to === undefined ? undefined : { from, to });
  // One drawing has one scale: that of the differences, or of the log-odds.
  const isDrawn = (row: RefitRow["row"]): boolean => (refit.model === "difference" ? row === "difference" : row !== "ratio");
  const drawn: readonly IntervalRow[] = [
    ...rows.flatMap((it): readonly IntervalRow[] => (!isDrawn(it.row) || it.value === undefined || it.low === undefined || it.high === undefined ? [] : [{ name: nameOf(it), value: it.value, low: it.low, high: it.high }])),
    ...beside.flatMap((it): readonly IntervalRow[] => (isDrawn(it.row) ? [{ name: words.aside(besideName(it)), value: it.value, low: it.low, high: it.high, isAside: true }] : [])),
  ];
  const test = fit.tests.find((it) => it.error === "dyad" && it.p !== undefined);
  const sheet = (): Sheet => ({ name: "refit", columns: [words.sheet.era, words.sheet.low, words.sheet.high, words.sheet.estimate], rows: rows.map((it) => [nameOf(it), plain(it.low), plain(it.high), plain(it.value)]) });
  return (
    <>
      <div className="refit-label">
        <p>{props.isDeclared ? words.declared : <strong>{words.exploratory}</strong>}</p>
        <TakeOut rests="apart" sheet={sheet} />
      </div>
      <ScrollRegion label={words.figures}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{columns.figure}</th>
              <th scope="col" className="right">
                {columns.interval}
              </th>
              <th scope="col" className="right">
                {columns.estimate}
              </th>
              <th scope="col" className="right">
                {columns.dyadic}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={4} className="refit-group">
                {words.own}
              </th>
            </tr>
            {rows.map((it) => (
              <tr key={`${it.row} ${it.era?.from ?? ""}`}>
                <th scope="row">{nameOf(it)}</th>
                <td className="right">{it.low === undefined || it.high === undefined ? words.absent[it.absent ?? "not-positive"] : <Interval low={it.low} high={it.high} />}</td>
                <td className="right">{it.value === undefined ? "–" : formatFigure(it.value)}</td>
                <td className="right">{it.dyadic === undefined ? "–" : <Interval {...it.dyadic} />}</td>
              </tr>
            ))}
          </tbody>
          {beside.length > 0 && (
            <tbody>
              <tr>
                <th scope="rowgroup" colSpan={4} className="refit-group">
                  {words.beside}
                </th>
              </tr>
              {beside.map((it) => (
                <tr key={`${it.row} ${it.from ?? ""}`}>
                  <th scope="row">
                    {besideName(it)} <span className="quiet-text">({words.by[it.by]})</span>
                  </th>
                  <td className="right">
                    <Interval low={it.low} high={it.high} />
                  </td>
                  <td className="right">{formatFigure(it.value)}</td>
                  <td className="right">–</td>
                </tr>
              ))}
            </tbody>
          )}
        </table>
      </ScrollRegion>
      <figure>
        <figcaption>{refit.model === "difference" ? words.captionRate : words.caption}</figcaption>
        <IntervalChart rows={drawn} nothing={0} label={words.drawing} name="own-choices" />
      </figure>
      <p>
        {words.counts(count(fit.N), count(fit.events), count(fit.clusters["dyad"] ?? 0), count(fit.clusters["state"] ?? 0))} {last !== undefined && `${words.lastRows(String(last))} `}
        {test?.p !== undefined && words.test(count(test.df ?? 0), pText(test.p))}
      </p>
      {fit.problem !== undefined && (
        <p className="strip">
          <Told text={`${fit.problem.message} ${fit.problem.mend}`} />
        </p>
      )}
      {[...(fit.notes ?? []), ...fewTexts(fit.few ?? [])].map((it) => (
        <p className="card-note" key={it}>
          <Told text={it} />
        </p>
      ))}
      <p className="card-note">
        {words.leftOut}
        {leftOut(fit).map((it, index) => (
          <span key={it}>
            {index > 0 && "; "}
            <Told text={it} />
          </span>
        ))}
        . {fit.dropped.rows.some((it) => it.reason === GOES_ON) && `${words.goesOn} `}
        {words.took(formatNumber(props.milliseconds / 1000, 1))}
      </p>
    </>
  );
}

function Interval(props: { readonly low: number; readonly high: number }) {
  return <>{wordsOf(EVIDENCE).to(formatFigure(props.low), formatFigure(props.high))}</>;
}

const count = (value: number): string => formatNumber(value, 0);
/** All digits, for a sheet. */
const plain = (value: number | undefined): string => (value === undefined ? "" : String(value));
