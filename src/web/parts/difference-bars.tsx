import { useRef } from "react";
import type { Shown } from "#views";
import { formatShown } from "../format/number.ts";
import { useSize } from "./use-size.ts";

const ROW = 24;
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
  const letters = Math.floor(name / LETTER);
  return (
    <div ref={holder} className="bars-space">
      <svg className="drawing" width={width} height={rows.length * ROW + 4} role="img" aria-label={props.summary}>
        {rows.map((it, at) => {
          const value = it.shown.value ?? 0;
          const length = (Math.abs(value) / whole) * space;
          const y = at * ROW + 2;
          return (
            <g key={it.id}>
              <text className="bar-name" x={0} y={y + ROW / 2} dominantBaseline="middle">
                {it.name.length > letters ? `${it.name.slice(0, letters - 1)}…` : it.name}
                <title>{it.name}</title>
              </text>
              <rect
                className={value > 0 && props.amounts !== "saved" ? "bar-rise" : "bar-fall"}
                x={value > 0 ? middle : middle - length}
                y={y + 5}
                width={Math.max(length, 1)}
                height={ROW - 10}
              />
              <text
                className="bar-number"
                x={value > 0 ? middle + length + 6 : middle - length - 6}
                y={y + ROW / 2}
                textAnchor={value > 0 ? "start" : "end"}
                dominantBaseline="middle"
              >
                {value > 0 && props.amounts === undefined ? "+" : ""}
                {formatShown(it.shown, props.withUnit)}
              </text>
            </g>
          );
        })}
        <line className="bar-line" x1={middle} x2={middle} y1={0} y2={rows.length * ROW + 4} />
      </svg>
    </div>
  );
}
