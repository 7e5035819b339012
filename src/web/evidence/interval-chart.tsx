import { scaleLinear } from "d3-scale";
import { useRef } from "react";
import { formatTick } from "../format/number.ts";
import { wrapped } from "../parts/stand-alone.ts";
import { useSize } from "../parts/use-size.ts";
import { SaveDrawing } from "./save-drawing.tsx";

/** One row: a name, an estimate and its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval that holds the middle half: drawn thicker. */
  readonly inner?: { readonly low: number; readonly high: number };
  /** Stands beside the others for comparison. */
  readonly isAside?: boolean;
}

const ROW = 26;
const FOOT = 24;
/** Height of a line of a name beyond the first. */
const LINE = 14;
/** Width of a letter of a name, on the wide side. */
const LETTER = 6;

/** Estimates with their intervals, one a row, on one scale; the line stands where nothing would lie. `name`: of its picture as a file. */
export function IntervalChart(props: { readonly rows: readonly IntervalRow[]; readonly nothing: number; readonly label: string; readonly name: string; readonly within?: readonly [number, number] }) {
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder, { width: 640, height: 200 });
  const names = Math.min(380, Math.max(130, width * 0.42));
  const ends = props.within ?? [Math.min(props.nothing, ...props.rows.map((it) => it.low)), Math.max(props.nothing, ...props.rows.map((it) => it.high))];
  const x = scaleLinear(ends, [names + 8, width - 16]).nice(4);
  // A name is never cut: rows that begin alike differ where they end.
  const lines = props.rows.map((it) => wrapped(it.name, Math.floor((names - 8) / LETTER)));
  const tops = lines.reduce<readonly number[]>((so, it) => [...so, so.at(-1)! + ROW + (it.length - 1) * LINE], [0]);
  const height = tops.at(-1)! + FOOT;
  return (
    <div ref={holder} className="interval-chart">
      <svg className="drawing" width={width} height={height} role="img" aria-label={props.label}>
        {x.ticks(width < 520 ? 3 : 5).map((tick) => (
          <g key={tick}>
            <line className="grid-line" x1={x(tick)} x2={x(tick)} y1={0} y2={height - FOOT} />
            <text className="tick" x={x(tick)} y={height - 6} textAnchor="middle">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        <line className="interval-nothing" x1={x(props.nothing)} x2={x(props.nothing)} y1={0} y2={height - FOOT} />
        {props.rows.map((it, index) => {
          const y = (tops[index]! + tops[index + 1]!) / 2;
          const own = lines[index]!;
          return (
            <g key={`${it.name}${index}`} className={it.isAside === true ? "interval-aside" : undefined}>
              <text className="interval-name" x={0} y={y} dominantBaseline="middle">
                {own.map((line, at) => (
                  <tspan key={`${at} ${line}`} x={0} y={y + (at - (own.length - 1) / 2) * LINE}>
                    {line}
                  </tspan>
                ))}
              </text>
              <line className="interval-line" x1={x(it.low)} x2={x(it.high)} y1={y} y2={y} />
              {it.inner !== undefined && <line className="interval-line interval-inner" x1={x(it.inner.low)} x2={x(it.inner.high)} y1={y} y2={y} />}
              <circle className="interval-dot" cx={x(it.value)} cy={y} r={4} />
            </g>
          );
        })}
      </svg>
      <SaveDrawing within={holder} name={props.name} />
    </div>
  );
}
