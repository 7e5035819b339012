import { scaleLinear } from "d3-scale";
import { area, curveLinear, curveStepAfter, line } from "d3-shape";
import { useRef } from "react";
import type { EvidenceCurve, EvidenceDrawing } from "#views";
import { formatNumber, formatTick } from "../format/number.ts";
import { useSize } from "../parts/use-size.ts";
import { wordsOf } from "../words/words.ts";
import { SaveDrawing } from "./save-drawing.tsx";
import { WORDS } from "./words.ts";

const HEIGHT = 260;
const MARGIN = { left: 52, right: 16, top: 12, bottom: 26 };
const LEGEND = 18;
const ROW = 16;
/** Letters of 12 pixels, on average. */
const LETTER = 6.2;
const KEY = 34;
/** Half of a number of those still watched, and room before it. */
const WATCHED = 20;

type Point = EvidenceCurve["points"][number];

/** Where each name of the legend stands and the lines that it takes, so that none runs into the next or out of the drawing. */
function legendOf(names: readonly string[], width: number): { readonly places: readonly { readonly x: number; readonly y: number; readonly lines: readonly string[] }[]; readonly height: number } {
  const places: { x: number; y: number; lines: readonly string[] }[] = [];
  let [x, y, deep] = [0, 0, 1];
  for (const name of names) {
    const lines = linesOf(name, Math.floor((width - KEY) / LETTER));
    const wide = KEY + Math.max(...lines.map((it) => it.length)) * LETTER + 16;
    if (x > 0 && x + wide > width) [x, y, deep] = [0, y + deep * LEGEND, 1];
    places.push({ x, y, lines });
    x += wide;
    deep = Math.max(deep, lines.length);
  }
  return { places, height: y + deep * LEGEND };
}

/** A name in lines of at most so many letters. @example linesOf("reached by one in twenty", 14) // → ["reached by one", "in twenty"] */
const linesOf = (name: string, most: number): readonly string[] =>
  name.split(" ").reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + 1 + word.length > most ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);

/** Lines of a drawing with their bands, a level that chance reaches, and below how many were still watched. */
export function CurveChart(props: { readonly drawing: EvidenceDrawing }) {
  const { drawing } = props;
  const words = wordsOf(WORDS);
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder, { width: 640, height: HEIGHT });
  const points = drawing.curves.flatMap((it) => it.points);
  const names = [...drawing.curves.map((it) => it.name), ...(drawing.level === undefined ? [] : [drawing.level.name])];
  const legend = legendOf(names.length > 1 ? names : [], width);
  const top = MARGIN.top + (names.length > 1 ? legend.height : 0) + ROW;
  const bottom = top + HEIGHT - MARGIN.bottom;
  const watched = drawing.atRisk?.rows ?? [];
  const longest = Math.max(0, ...watched.map((it) => it.name.length));
  const left = watched.length === 0 ? MARGIN.left : Math.max(MARGIN.left, longest * LETTER + WATCHED);
  const xs = points.map((it) => it.x);
  const x = scaleLinear([Math.min(...xs), Math.max(...xs)], [left, width - MARGIN.right]);
  const most = Math.max(1e-9, drawing.level?.y ?? 0, ...points.map((it) => it.high ?? it.y));
  const y = scaleLinear([0, drawing.isShare && most > 0.5 ? 1 : most], [bottom, top]).nice(4);
  const step = drawing.curves.some((it) => it.isStep === true) ? curveStepAfter : curveLinear;
  const path = line<Point>()
    .x((it) => x(it.x))
    .y((it) => y(it.y))
    .curve(step);
  const band = area<Point>()
    .defined((it) => it.low !== undefined)
    .x((it) => x(it.x))
    .y0((it) => y(it.low ?? 0))
    .y1((it) => y(it.high ?? 0))
    .curve(step);
  const height = bottom + MARGIN.bottom + (watched.length === 0 ? 0 : (watched.length + 1) * ROW + 6);
  const times = drawing.atRisk?.times ?? x.ticks(width < 520 ? 4 : 8);
  const shown = times.filter((_, index) => width >= 520 || index % 2 === 0);
  return (
    <div ref={holder}>
      <svg className="drawing" width={width} height={height} role="img" aria-label={words.drawings.lines(drawing.title, names.join(", "))}>
        {names.length > 1 &&
          names.map((name, index) => {
            const { x: from, y: at, lines } = legend.places[index]!;
            return (
              <g key={name} transform={`translate(${from},${at + LEGEND / 2})`}>
                <line className={index < drawing.curves.length ? `curve curve-${index}` : "curve-level"} x1={0} x2={KEY - 8} y1={0} y2={0} />
                {lines.map((it, below) => (
                  <text key={it} className="interval-name" x={KEY} y={below * LEGEND} dominantBaseline="middle">
                    {it}
                  </text>
                ))}
              </g>
            );
          })}
        <text className="tick" x={0} y={top - ROW + 1} dominantBaseline="middle">
          {drawing.upwards}
        </text>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="grid-line" x1={left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text className="tick" x={left - 8} y={y(tick)} textAnchor="end" dominantBaseline="middle">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {shown.map((tick) => (
          <text key={tick} className="tick" x={x(tick)} y={bottom + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
        {drawing.curves.map((it, index) => (
          <path key={it.name} className={`curve-band curve-band-${index}`} d={band(it.points) ?? ""} />
        ))}
        {drawing.level !== undefined && <line className="curve-level" x1={left} x2={width - MARGIN.right} y1={y(drawing.level.y)} y2={y(drawing.level.y)} />}
        {drawing.curves.map((it, index) => (
          <path key={it.name} className={`curve curve-${index}`} d={path(it.points) ?? ""} />
        ))}
        {watched.length > 0 && (
          <g transform={`translate(0,${bottom + MARGIN.bottom + ROW / 2})`}>
            <text className="tick" x={0} y={0} dominantBaseline="middle">
              {words.watched}
            </text>
            {watched.map((row, at) => (
              <g key={row.name} transform={`translate(0,${(at + 1) * ROW})`}>
                <text className="tick" x={0} y={0} dominantBaseline="middle">
                  {row.name}
                </text>
                {times.map((time, index) =>
                  shown.includes(time) ? (
                    <text key={time} className="tick" x={x(time)} y={0} textAnchor="middle" dominantBaseline="middle">
                      {formatNumber(row.counts[index]!, 0)}
                    </text>
                  ) : null,
                )}
              </g>
            ))}
          </g>
        )}
      </svg>
      <SaveDrawing within={holder} name={`record-${drawing.id}`} />
    </div>
  );
}
