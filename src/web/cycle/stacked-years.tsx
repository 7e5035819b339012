import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { type ReactNode, useRef } from "react";
import type { Shown } from "#views";
import { GridLines } from "../parts/grid-lines.tsx";
import { useSize } from "../parts/use-size.ts";

/** One layer of a stack: an ally, or the others together. */
export interface Layer {
  readonly id: string;
  readonly name: string;
  /** Undefined: unknown in that year, where nothing is drawn. */
  readonly values: readonly (number | undefined)[];
}

const MARGIN = { top: 14, right: 16, bottom: 24, left: 52 };
const NAME_LEAST = 16;
/** A whole that stands lower than this over the axis has its number written over it. Unit: px. */
const WHOLE_LEAST = 8;
/** The scale goes to this many times what is given and required; a wider range is cut there and told. */
const RANGE_MOST = 1.5;

/** What allies give year by year, stacked, the range of the whole as a band, and what is required as a line above it. */
export function StackedYears(props: {
  readonly years: readonly number[];
  readonly layers: readonly Layer[];
  /** The whole with its range. */
  readonly whole: readonly Shown[];
  readonly required: readonly Shown[];
  readonly requiredName: string;
  readonly rangeName: string;
  readonly requiredRangeName: string;
  readonly summary: string;
  /** Says how far a range goes, where that is beyond the scale. */
  readonly beyond: (top: number) => string;
  /** The same to whoever hears the drawing, with where its scale ends. */
  readonly beyondSaid: (top: number, end: number) => string;
  /** Names the whole of the last year, where it is too low to be read from the drawing. */
  readonly small: (value: number) => string;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(holder, { width: 640, height: 300 });
  const { years, layers } = props;
  const sums = years.map((_, t) => layers.reduce((sum, it) => sum + (it.values[t] ?? 0), 0));
  const told = Math.max(1e-9, ...sums, ...props.whole.map((it) => it.value ?? 0), ...props.required.map((it) => it.value ?? 0));
  const widest = Math.max(...[...props.whole, ...props.required].map((it) => it.high ?? 0));
  const most = Math.max(told, Math.min(widest, told * RANGE_MOST));
  const x = scaleLinear([years[0] ?? 0, Math.max(years.at(-1) ?? 1, (years[0] ?? 0) + 1)], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, most], [height - MARGIN.bottom, MARGIN.top]).nice(5).clamp(true);
  const below = layers.reduce<number[][]>((all, it) => [...all, years.map((_, t) => (all.at(-1)?.[t] ?? 0) + (it.values[t] ?? 0))], []);
  const band = area<Shown>()
    .defined((it) => it.low !== undefined && it.high !== undefined)
    .x((_, t) => x(years[t] ?? 0))
    .y0((it) => y(it.low ?? 0))
    .y1((it) => y(it.high ?? 0));
  const needs = line<Shown>()
    .defined((it) => it.value !== undefined)
    .x((_, t) => x(years[t] ?? 0))
    .y((it) => y(it.value ?? 0));
  // What lies beyond the scale has no edge on it.
  const edge = (of: "low" | "high") =>
    line<Shown>()
      .defined((it) => it[of] !== undefined && it[of] <= (y.domain()[1] ?? 0))
      .x((_, t) => x(years[t] ?? 0))
      .y((it) => y(it[of] ?? 0));
  const everyYears = Math.max(1, Math.ceil(years.length / Math.max(2, Math.floor((width - MARGIN.left - MARGIN.right) / 48))));
  const last = years.length - 1;
  const lastNeed = props.required[last]?.value;
  const end = y.domain()[1] ?? 0;
  const isCut = widest > end;
  const lastWhole = props.whole[last]?.value;
  const isLow = lastWhole !== undefined && lastWhole > 0 && y(0) - y(lastWhole) < WHOLE_LEAST;
  const hasBand = (of: readonly Shown[]): boolean => of.some((it) => it.low !== undefined && it.high !== undefined);
  return (
    <>
      <div ref={holder} className="stack-space">
        <svg className="drawing" width={width} height={height} role="img" aria-label={isCut ? `${props.summary} ${props.beyondSaid(widest, end)}` : props.summary}>
          <GridLines y={y} from={MARGIN.left} to={width - MARGIN.right} />
          {years
            .filter((_, index) => index % everyYears === 0)
            .map((it) => (
              <text key={it} className="tick" x={x(it)} y={height - 6} textAnchor="middle">
                {it}
              </text>
            ))}
          {layers.map((it, index) => {
            const shape = area<number>()
              .defined((_, t) => it.values[t] !== undefined)
              .x((_, t) => x(years[t] ?? 0))
              .y0((_, t) => y(below[index - 1]?.[t] ?? 0))
              .y1((value) => y(value));
            return (
              <path key={it.id} className={`stack stack-${index % 8}`} d={shape(below[index] ?? []) ?? ""}>
                <title>{it.name}</title>
              </path>
            );
          })}
          <path className="stack-range" d={band([...props.whole]) ?? ""} />
          {/* Over the colours of the layers the band alone would be seen above them only. */}
          {(["halo", "edge"] as const).flatMap((part) => (["low", "high"] as const).map((it) => <path key={`${part} ${it}`} className={`stack-range-${part}`} d={edge(it)([...props.whole]) ?? ""} />))}
          <path className="stack-need-range" d={band([...props.required]) ?? ""} />
          {(["low", "high"] as const).map((it) => (
            <path key={it} className="stack-need-edge" d={edge(it)([...props.required]) ?? ""} />
          ))}
          <path className="stack-need" d={needs([...props.required]) ?? ""} />
          {layers.map((it, index) => {
            const [from, to] = [below[index - 1]?.[last] ?? 0, below[index]?.[last] ?? 0];
            return y(from) - y(to) < NAME_LEAST ? null : (
              <text key={it.id} className={`stack-name stack-name-${index % 8}`} x={width - MARGIN.right - 6} y={(y(from) + y(to)) / 2} textAnchor="end" dominantBaseline="middle">
                {it.name}
              </text>
            );
          })}
          {isLow && (
            <text className="tick" x={width - MARGIN.right - 6} y={y(lastWhole) - 6} textAnchor="end">
              {props.small(lastWhole)}
            </text>
          )}
          {isCut && (
            <text className="tick" x={width - MARGIN.right - 6} y={MARGIN.top - 4} textAnchor="end">
              <tspan aria-hidden="true">▲ </tspan>
              {props.beyond(widest)}
            </text>
          )}
          {lastNeed !== undefined && (
            <text className="stack-need-name" x={MARGIN.left + 6} y={y(props.required[0]?.value ?? lastNeed) - 6}>
              {props.requiredName}
            </text>
          )}
        </svg>
      </div>
      <ul className="legend stack-key">
        {layers.map((it, index) => (
          <KeyEntry key={it.id} name={it.name}>
            {it.values.every((at) => at === undefined) ? <path fill="url(#hatch-small)" d={SWATCH} /> : <path className={`stack stack-${index % 8}`} d={SWATCH} />}
          </KeyEntry>
        ))}
        {hasBand(props.whole) && (
          <KeyEntry name={props.rangeName}>
            <path className="stack-range" d={SWATCH} />
            <path className="stack-range-edge" d="M0 0.75H18M0 9.25H18" />
          </KeyEntry>
        )}
        {lastNeed !== undefined && (
          <KeyEntry name={props.requiredName}>
            <path className="stack-need" d="M0 5H18" />
          </KeyEntry>
        )}
        {hasBand(props.required) && (
          <KeyEntry name={props.requiredRangeName}>
            <path className="stack-need-range" d={SWATCH} />
            <path className="stack-need-edge" d="M0 0.75H18M0 9.25H18" />
          </KeyEntry>
        )}
      </ul>
    </>
  );
}

const SWATCH = "M0 0H18V10H0Z";

/** What one colour of the stack is: most layers are too thin to bear their name. */
function KeyEntry(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <li>
      <svg width={18} height={10} aria-hidden="true">
        {props.children}
      </svg>
      {props.name}
    </li>
  );
}
