import { type EvidenceDrawing, type EvidenceFinding, toldApart } from "#views";
import { useShape } from "../address/use-chosen.ts";
import { formatNumber } from "../format/number.ts";
import type { Sheet } from "../format/sheet.ts";
import { Card } from "../parts/card.tsx";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { Switch } from "../parts/switch.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { wordsOf } from "../words/words.ts";
import { CompanionTables } from "./companion-tables.tsx";
import { DrawingFigure } from "./drawing-figure.tsx";
import { formatFigure } from "./figure.ts";
import { IntervalChart } from "./interval-chart.tsx";
import { pText } from "./p-text.ts";
import { WORDS } from "./words.ts";

interface Row {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly by: string;
  readonly q?: number;
  readonly detectable?: number;
  readonly scale?: EvidenceFinding["estimates"][number]["scale"];
}

const rowsOf = (finding: EvidenceFinding): readonly Row[] => [
  ...finding.estimates,
  ...finding.counts.map((it): Row => ({ name: it.name, low: it.low, high: it.high, value: it.value, by: wordsOf(WORDS).exactOf(formatNumber(it.count, 0), formatNumber(it.total, 0)) })),
];

function sheetOf(finding: EvidenceFinding): Sheet {
  const { columns } = wordsOf(WORDS);
  return { name: `record-${finding.id}`, columns: [columns.figure, columns.low, columns.high, columns.estimate, columns.by, columns.q, columns.detectable], rows: rowsOf(finding).map((it) => [it.name, String(it.low), String(it.high), String(it.value), it.by, String(it.q ?? ""), String(it.detectable ?? "")]) };
}

const SHARES: readonly [number, number] = [0, 1];
/** Where nothing would lie, by scale. */
const NOTHING = { "log-odds": 0, ratio: 1, rate: 0, share: 0 } as const;

/** One question: what the record says, with intervals, counts, and how to make the same figures. */
export function FindingCard(props: { readonly finding: EvidenceFinding; readonly drawings: readonly EvidenceDrawing[] }) {
  const { finding } = props;
  const words = wordsOf(WORDS);
  const { columns } = words;
  const [shape, setShape] = useShape(finding.id.toLowerCase());
  const hasFigures = finding.estimates.length + finding.counts.length > 0;
  return (
    <Card
      id={finding.id.toLowerCase()}
      title={`${finding.id}. ${finding.question}`}
      note={finding.estimand}
      tools={
        hasFigures ? (
          <>
            <TakeOut rests="apart" sheet={() => sheetOf(finding)} />
            <Switch
              label={words.showAs(finding.id)}
              value={shape}
              options={[
                { id: "chart", name: words.chart },
                { id: "table", name: words.table },
              ]}
              onChange={setShape}
            />
          </>
        ) : undefined
      }
    >
      <ul className="plain-list">
        {finding.sentences.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
      {hasFigures && shape === "chart" && <Charts finding={finding} />}
      {hasFigures && shape === "table" && (
        <ScrollRegion label={words.figuresOf(finding.id)}>
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
                <th scope="col">{columns.by}</th>
                <th scope="col" className="right">
                  {columns.q}
                </th>
                <th scope="col" className="right">
                  {columns.detectable}
                </th>
              </tr>
            </thead>
            <tbody>
              {rowsOf(finding).map((it) => (
                <tr key={`${it.name} ${it.by}`}>
                  <th scope="row">{it.name}</th>
                  <td className="right">{words.to(formatFigure(it.low), formatFigure(it.high))}</td>
                  <td className="right">{formatFigure(it.value)}</td>
                  <td>{it.by}</td>
                  <td className="right">{it.q === undefined ? "–" : pText(it.q)}</td>
                  <td className="right">{it.detectable === undefined ? "–" : `${it.scale === "ratio" ? "≤" : "±"} ${formatFigure(it.detectable)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {props.drawings.map((it) => (
        <DrawingFigure key={it.id} drawing={it} beside={finding.reproduce} />
      ))}
      {finding.test !== undefined && finding.p !== undefined && (
        <p className="card-note">
          {words.test(finding.test, pText(finding.p))}
          {finding.holm !== undefined && words.holm(pText(finding.holm))}.{finding.detectable !== undefined && words.detectable(finding.detectable)}
        </p>
      )}
      <CompanionTables finding={finding} />
      {finding.cases.length > 0 && (
        <details>
          <summary>{words.cases(formatNumber(finding.cases.length, 0))}</summary>
          <ul className="plain-list columns" lang="en">
            {finding.cases.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="card-note">
        {words.reproduce}
        <code>{finding.reproduce}</code>
      </p>
    </Card>
  );
}

/** Estimates by scale, then counted shares, each in a drawing of its own. */
function Charts(props: { readonly finding: EvidenceFinding }) {
  const { finding } = props;
  const { captions, drawings, countOf } = wordsOf(WORDS);
  const scales = (["log-odds", "ratio", "rate", "share"] as const).map((scale) => ({ scale, rows: finding.estimates.filter((it) => it.scale === scale) })).filter((it) => it.rows.length > 0);
  return (
    <>
      {scales.map(({ scale, rows }) => (
        <figure key={scale}>
          <figcaption>{captions[scale === "log-odds" ? "logOdds" : scale]}</figcaption>
          <IntervalChart rows={toldApart(rows)} nothing={NOTHING[scale]} label={drawings[scale === "log-odds" ? "logOdds" : "estimates"](finding.id)} name={`record-${finding.id}-${scale}`} {...(scale === "share" && { within: SHARES })} />
        </figure>
      ))}
      {finding.counts.length > 0 && (
        <figure>
          <figcaption>{captions.counts}</figcaption>
          <IntervalChart
            rows={finding.counts.map((it) => ({ ...it, name: countOf(it.name, formatNumber(it.count, 0), formatNumber(it.total, 0)) }))}
            nothing={0}
            label={drawings.counts(finding.id)}
            name={`record-${finding.id}-counts`}
            {...(!["Q1", "Q2", "Q3"].includes(finding.id) && { within: SHARES })}
          />
        </figure>
      )}
    </>
  );
}
