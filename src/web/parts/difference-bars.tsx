import { useRef } from "react";
import type { Shown } from "#views";
import { formatShown } from "../format/number.ts";
import { wrapped } from "./stand-alone.ts";
import { useSize } from "./use-size.ts";

const ROW = 24;
// From one line of a name to the next.
const LINE = 15;
// Before it is measured it is drawn as on the smallest screen.
const LEAST = 240;
const MOST_NAME = 240;
// Pixels of a letter of the condensed face, a little more than most take.
const LETTER = 5.8;

/** Bars to both sides of a line, each with its name and its number: what rose at the right, what fell at the left. */
export function DifferenceBars(props: {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly shown: Shown }[];
  readonly withUnit: boolean;
  readonly summary: string;
  /** What the bars are where they are no differences: no sign is put before them. */
  readonly amounts?: "lost" | "saved";
}) {
  const holder = useRef<HTMLDivElement>(null);
  const width = Math.max(useSize(holder, { width: 560, height: 100 }).width, LEAST);
  const { rows } = props;
  const name = Math.min(MOST_NAME, width * 0.42);
  const number = props.withUnit ? 96 : 64;
  const most = Math.max(...rows.map((it) => it.shown.value ?? 0), 0);
  const least = Math.max(...rows.map((it) => -(it.shown.value ?? 0)), 0);
  const whole = Math.max(most + least, 1e-12);
  const hasFall = least > 0;
  const hasRise = most > 0;
  const space = Math.max(20, width - name - number * (Number(hasFall) + Number(hasRise)));
  const middle = name + (hasFall ? number + (space * least) / whole : 0);
  const names = rows.map((it) => wrapped(it.name, Math.floor(name / LETTER)));
  const heights = names.map((lines) => ROW + (lines.length - 1) * LINE);
  const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, it) => sum + it, 2));
  const height = heights.reduce((sum, it) => sum + it, 4);
  return (
    <div ref={holder} className="bars-space">
      <svg className="drawing" width={width} height={height} role="img" aria-label={props.summary}>
        {rows.map((it, at) => {
          const value = it.shown.value ?? 0;
          const length = (Math.abs(value) / whole) * space;
          const [lines = [], middleY = 0] = [names[at], (tops[at] ?? 0) + (heights[at] ?? ROW) / 2];
          return (
            <g key={it.id}>
              <text className="bar-name" dominantBaseline="middle">
                {lines.map((line, index) => (
                  <tspan key={line} x={0} y={middleY + (index - (lines.length - 1) / 2) * LINE}>
                    {index < lines.length - 1 ? `${line} ` : line}
                  </tspan>
                ))}
              </text>
              <rect
                className={value > 0 && props.amounts !== "saved" ? "bar-rise" : "bar-fall"}
                x={value > 0 ? middle : middle - length}
                y={middleY - ROW / 2 + 5}
                width={Math.max(length, 1)}
                height={ROW - 10}
              />
              <text
                className="bar-number"
                x={value > 0 ? middle + length + 6 : middle - length - 6}
                y={middleY}
                textAnchor={value > 0 ? "start" : "end"}
                dominantBaseline="middle"
              >
                {value > 0 && props.amounts === undefined ? "+" : ""}
                {formatShown(it.shown, props.withUnit)}
              </text>
            </g>
          );
        })}
        <line className="bar-line" x1={middle} x2={middle} y1={0} y2={height} />
      </svg>
    </div>
  );
}
