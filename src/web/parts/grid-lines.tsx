import type { ScaleContinuousNumeric } from "d3-scale";
import { formatTick } from "../format/number.ts";

// About so many lines cross a chart.
const LINES = 5;

/** The horizontal grid of a chart, each line with its value at the left. @example <GridLines y={y} from={MARGIN.left} to={width - MARGIN.right} /> */
export const GridLines = (props: { readonly y: ScaleContinuousNumeric<number, number>; /** Ends of the lines. Unit: px. */ readonly from: number; readonly to: number }) =>
  props.y.ticks(LINES).map((tick) => (
    <g key={tick}>
      <line className="grid-line" x1={props.from} x2={props.to} y1={props.y(tick)} y2={props.y(tick)} />
      <text className="tick" x={props.from - 8} y={props.y(tick)} textAnchor="end" dominantBaseline="middle">
        {formatTick(tick)}
      </text>
    </g>
  ));
