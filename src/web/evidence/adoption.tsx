import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useRef, useState } from "react";
import type { AdoptionSeries } from "#views";
import { formatNumber, formatTick } from "../format/number.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { useSize } from "../parts/use-size.ts";
import { wordsOf } from "../words/words.ts";
import { SaveDrawing } from "./save-drawing.tsx";
import { WORDS } from "./words.ts";

const HEIGHT = 220;
const MARGIN = { left: 52, right: 16, top: 8, bottom: 24 };

/** What was adopted when, one series at a time. */
export function Adoption(props: { readonly series: readonly AdoptionSeries[] }) {
  const { adoption: words, columns } = wordsOf(WORDS);
  const [measure, setMeasure] = useState(props.series[1]?.measure ?? props.series[0]?.measure ?? "");
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder, { width: 640, height: HEIGHT });
  const found = props.series.find((it) => it.measure === measure);
  if (found === undefined) return null;
  const years = found.points.map((it) => it.year);
  const x = scaleLinear([Math.min(...years), Math.max(...years)], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, Math.max(1e-9, ...found.points.map((it) => it.value))], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const path = line<(typeof found.points)[number]>()
    .x((it) => x(it.year))
    .y((it) => y(it.value));
  const [first, last] = [found.points[0]!, found.points.at(-1)!];
  return (
    <Card
      id="adoption"
      title={words.title}
      note={words.note}
      tools={
        <>
          <Choice label={words.series} value={measure} options={props.series.map((it) => ({ id: it.measure, name: it.measure }))} onChange={setMeasure} />
          <SaveDrawing within={holder} name="adoption" />
          <TakeOut sheet={() => ({ name: "adoption", columns: [columns.year, `${found.measure} (${found.unit})`], rows: found.points.map((it) => [String(it.year), String(it.value)]) })} />
        </>
      }
    >
      <p>
        <strong>{found.measure}</strong>, {found.unit}
      </p>
      <div ref={holder}>
        <svg className="drawing" width={width} height={HEIGHT} role="img" aria-label={words.summary(found.measure, formatNumber(first.value), String(first.year), formatNumber(last.value), String(last.year))}>
          {y.ticks(4).map((tick, _, ticks) => (
            <g key={tick}>
              <line className="grid-line" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
              <text className="tick" x={MARGIN.left - 8} y={y(tick)} textAnchor="end" dominantBaseline="middle">
                {formatTick(tick, ticks)}
              </text>
            </g>
          ))}
          {x.ticks(width < 520 ? 4 : 8).map((tick) => (
            <text key={tick} className="tick" x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
              {tick}
            </text>
          ))}
          <path className="line line-aligned" d={path(found.points) ?? ""} />
        </svg>
      </div>
    </Card>
  );
}
