import type { EvidenceDrawing } from "#views";
import { useShape } from "../address/use-chosen.ts";
import { formatNumber } from "../format/number.ts";
import type { Sheet } from "../format/sheet.ts";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { Switch } from "../parts/switch.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { wordsOf } from "../words/words.ts";
import { CurveChart } from "./curve-chart.tsx";
import { formatFigure } from "./figure.ts";
import { WORDS } from "./words.ts";

/** Decimals of years since something, in which months are told. */
const YEAR_DECIMALS = 2;

function sheetOf(drawing: EvidenceDrawing): Sheet {
  const { columns } = wordsOf(WORDS);
  return {
    name: `record-${drawing.id}`,
    columns: [columns.figure, drawing.along, drawing.upwards, columns.low, columns.high],
    rows: [
      ...drawing.curves.flatMap((curve) => curve.points.map((it) => [curve.name, String(it.x), String(it.y), String(it.low ?? ""), String(it.high ?? "")])),
      ...(drawing.level === undefined ? [] : [[drawing.level.name, "", String(drawing.level.y), "", ""]]),
    ],
  };
}

/** A drawing of the record, or the table behind it; what it says, and how to make the same figures. */
export function DrawingFigure(props: { readonly drawing: EvidenceDrawing; /** A command that stands beside it anyway. */ readonly beside?: string }) {
  const { drawing } = props;
  const words = wordsOf(WORDS);
  const [shape, setShape] = useShape(drawing.id);
  return (
    <figure className="evidence-drawing">
      <div className="evidence-drawing-head">
        <h3>{drawing.title}</h3>
        <div className="evidence-drawing-tools">
          <TakeOut rests="apart" sheet={() => sheetOf(drawing)} />
          <Switch
            label={words.showAs(drawing.title)}
            value={shape}
            options={[
              { id: "chart", name: words.chart },
              { id: "table", name: words.table },
            ]}
            onChange={setShape}
          />
        </div>
      </div>
      <figcaption>{drawing.says}</figcaption>
      {shape === "chart" ? <CurveChart drawing={drawing} /> : <PointTable drawing={drawing} />}
      {drawing.reproduce !== props.beside && (
        <p className="card-note">
          {words.reproduce}
          <code>{drawing.reproduce}</code>
        </p>
      )}
    </figure>
  );
}

function PointTable(props: { readonly drawing: EvidenceDrawing }) {
  const { drawing } = props;
  const words = wordsOf(WORDS);
  const hasBands = drawing.curves.some((curve) => curve.points.some((it) => it.low !== undefined));
  const along = (value: number): string => (Number.isInteger(value) ? String(value) : formatNumber(value, YEAR_DECIMALS));
  return (
    <ScrollRegion label={words.figuresOf(drawing.title)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.columns.figure}</th>
            <th scope="col" className="right">
              {drawing.along}
            </th>
            {hasBands && (
              <th scope="col" className="right">
                {words.columns.interval}
              </th>
            )}
            <th scope="col" className="right">
              {drawing.upwards}
            </th>
          </tr>
        </thead>
        <tbody>
          {drawing.curves.flatMap((curve) =>
            curve.points.map((it) => (
              <tr key={`${curve.name} ${it.x}`}>
                <th scope="row">{curve.name}</th>
                <td className="right">{along(it.x)}</td>
                {hasBands && <td className="right">{it.low === undefined || it.high === undefined ? "" : words.to(formatFigure(it.low), formatFigure(it.high))}</td>}
                <td className="right">{formatFigure(it.y)}</td>
              </tr>
            )),
          )}
          {drawing.level !== undefined && (
            <tr>
              <th scope="row">{drawing.level.name}</th>
              <td />
              {hasBands && <td />}
              <td className="right">{formatFigure(drawing.level.y)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
