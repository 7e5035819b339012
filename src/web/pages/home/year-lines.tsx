import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { type PointerEvent, useRef, useState } from "react";
import type { Shown, TimelineView } from "#views";
import { formatRange, formatShown } from "../../format/number.ts";
import { WORDS as FORMAT } from "../../format/words.ts";
import { GridLines } from "../../parts/grid-lines.tsx";
import { useSize } from "../../parts/use-size.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const MARGIN = { top: 12, right: 64, bottom: 24, left: 44 };
const LABEL_GAP = 14;

interface Point {
  readonly year: number;
  readonly shown: Shown;
}

/** Two lines with their bands over the years, each named where it ends. */
export function YearLines(props: { readonly timeline: TimelineView }) {
  const { timeline } = props;
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(holder, { width: 520, height: 240 });
  const [year, setYear] = useState<number>();
  const first = timeline.years[0] ?? 0;
  const last = timeline.years.at(-1) ?? first + 1;
  const tops = timeline.series.flatMap((it) => it.points.flatMap((point) => [point.value ?? 0, point.high ?? 0]));
  const x = scaleLinear([first, Math.max(last, first + 1)], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, Math.max(1e-9, ...tops)], [height - MARGIN.bottom, MARGIN.top]).nice(5);
  const pointsOf = (series: TimelineView["series"][number]): readonly Point[] =>
    timeline.years.flatMap((it, index) => (series.points[index] === undefined ? [] : [{ year: it, shown: series.points[index] }]));
  const path = line<Point>()
    .defined((it) => it.shown.value !== undefined)
    .x((it) => x(it.year))
    .y((it) => y(it.shown.value ?? 0));
  const band = area<Point>()
    .defined((it) => it.shown.low !== undefined && it.shown.high !== undefined)
    .x((it) => x(it.year))
    .y0((it) => y(it.shown.low ?? 0))
    .y1((it) => y(it.shown.high ?? 0));
  const ends = spread(
    timeline.series.map((it) => ({ key: it.key, name: it.name, at: y(it.points.findLast((point) => point.value !== undefined)?.value ?? 0) })),
  );
  const everyYears = Math.max(1, Math.ceil(timeline.years.length / Math.max(2, Math.floor((width - MARGIN.left - MARGIN.right) / 48))));
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const at = Math.round(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left));
    setYear(Math.min(last, Math.max(first, at)));
  };
  const chosen = year ?? last;
  return (
    <div className="year-lines">
      <p className="readout">
        <strong>{chosen}</strong>
        {timeline.series.map((it) => {
          const shown = it.points[timeline.years.indexOf(chosen)];
          const range = shown === undefined ? undefined : formatRange(shown);
          return (
            <span key={it.key} className={`tone-${it.key}`}>
              {it.name} {shown === undefined ? wordsOf(FORMAT).unknown : formatShown(shown, false)}
              {range !== undefined && <span className="quiet-text"> ({range.replace(/\u00a0.*$/, "")})</span>}
            </span>
          );
        })}
      </p>
      {/* On the page the lines are named where they end; a picture of them carries this key, and those who hear the page have it. */}
      <ul className="legend heard">
        {timeline.series.map((it) => (
          <li key={it.key}>
            <svg width={18} height={10} aria-hidden="true">
              <path className={`band band-${it.key}`} d="M0 0H18V10H0Z" />
              <path className={`line line-${it.key}`} d="M0 5H18" />
            </svg>
            {wordsOf(WORDS).lineAndRange(it.name)}
          </li>
        ))}
      </ul>
      <div ref={holder} className="year-space">
        <svg
          className="drawing"
          width={width}
          height={height}
          role="img"
          aria-label={timeline.summary}
          onPointerMove={follow}
          onPointerLeave={() => setYear(undefined)}
        >
          <GridLines y={y} from={MARGIN.left} to={width - MARGIN.right} />
          {timeline.years
            .filter((_, index) => index % everyYears === 0)
            .map((it) => (
              <text key={it} className="tick" x={x(it)} y={height - 6} textAnchor="middle">
                {it}
              </text>
            ))}
          {timeline.series.map((it) => (
            <path key={it.key} className={`band band-${it.key}`} d={band(pointsOf(it)) ?? ""} />
          ))}
          {year !== undefined && <line className="cross" x1={x(year)} x2={x(year)} y1={MARGIN.top} y2={height - MARGIN.bottom} />}
          {timeline.series.map((it) => (
            <path key={it.key} className={`line line-${it.key}`} d={path(pointsOf(it)) ?? ""} />
          ))}
          {timeline.series.map((it) => {
            const shown = it.points[timeline.years.indexOf(chosen)];
            return shown?.value === undefined ? null : <circle key={it.key} className={`dot dot-${it.key}`} cx={x(chosen)} cy={y(shown.value)} r={3} />;
          })}
          {ends.map((it) => (
            <text key={it.key} className={`end end-${it.key}`} x={width - MARGIN.right + 8} y={it.at} dominantBaseline="middle">
              {it.name}
            </text>
          ))}
        </svg>
      </div>
    </div>
  );
}

/** Moves labels apart that would stand on one another. */
function spread<T extends { readonly at: number }>(labels: readonly T[]): readonly T[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at);
  return sorted.reduce<readonly T[]>((done, it) => {
    const before = done.at(-1);
    return [...done, before !== undefined && it.at - before.at < LABEL_GAP ? { ...it, at: before.at + LABEL_GAP } : it];
  }, []);
}
