import { scaleLinear } from "d3-scale";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { CurvePoint, EvidenceView } from "#views";
import { changeAddress, useAddress } from "../address/address.ts";
import { formatNumber } from "../format/number.ts";
import type { Sheet } from "../format/sheet.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { GridLines } from "../parts/grid-lines.tsx";
import { EmptyMessage } from "../parts/message.tsx";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { useSize } from "../parts/use-size.ts";
import { WithNames } from "../parts/with-names.tsx";
import { labelled, wordsOf } from "../words/words.ts";
import { pText } from "./p-text.ts";
import { SaveDrawing } from "./save-drawing.tsx";
import { formatFigure } from "./figure.ts";
import { WORDS } from "./words.ts";

const HEIGHT = 228;
const MARGIN = { left: 44, right: 12, top: 8, bottom: 8 };
const ALL = "all";
/** Specifications that a page key walks over. */
const PAGE = 10;

/** Every specification of the grid, lowest first, each with its interval, to be narrowed by choices and walked through; the primary stands among them, marked. */
export function SpecificationCurve(props: { readonly evidence: EvidenceView }) {
  const { curve, leaveOut, leaveOutSays, placebos } = props.evidence;
  const all = wordsOf(WORDS);
  const words = all.curve;
  const [chosen, choose] = useCurveChoices(curve.choices);
  const points = curve.points.filter((it) => it.choices.every((value, index) => chosen[index] === ALL || chosen[index] === value));
  const below = points.filter((it) => it.high < 0).length;
  const above = points.filter((it) => it.low > 0).length;
  const sheet = (): Sheet => ({ name: "specification-curve", columns: [...curve.choices.map((it) => all.choices[it.name] ?? it.name), all.columns.logOdds, all.columns.low, all.columns.high], rows: points.map((it) => [...it.choices.map((one) => all.values[one] ?? one), String(it.b), String(it.low), String(it.high)]) });
  const said = words.said(...([points.length, points.filter((it) => it.b < 0).length, below, above].map((it) => formatNumber(it, 0)) as [string, string, string, string]));
  return (
    <Card id="specifications" title={words.title} note={curve.summary} tools={<TakeOut rests="apart" sheet={sheet} />}>
      <div className="curve-choices">
        {curve.choices.map((it, index) => {
          const name = all.choices[it.name] ?? it.name;
          return (
            <div key={it.name} className="curve-choice">
              <span aria-hidden="true">{name}</span>
              <Choice label={name} value={chosen[index] ?? ALL} options={[{ id: ALL, name: words.all }, ...it.values.map((value) => ({ id: value, name: all.values[value] ?? value }))]} onChange={(value) => choose(index, value)} />
            </div>
          );
        })}
      </div>
      <p role="status">{said}</p>
      {points.length === 0 ? <EmptyMessage>{words.none}</EmptyMessage> : <Curve key={chosen.join()} names={curve.choices.map((it) => it.name)} points={points} primary={curve.primary} ends={endsOf(curve.points)} said={said} />}
      <details>
        <summary>{words.more}</summary>
        <ul className="plain-list">
          {placebos.map((it) => (
            <li key={it.name}>
              {words.placebo(it.name, figuresOf(it))}
              {it.q !== undefined && words.placeboQ(pText(it.q))}
              {it.detectable !== undefined && words.placeboFound(`± ${formatFigure(it.detectable)}`)}
            </li>
          ))}
          {leaveOutSays.map((it) => (
            <li key={it}>
              <WithNames text={it} names={leaveOut.flatMap((one) => one.names)} />
            </li>
          ))}
        </ul>
        {leaveOut.length > 0 && <LeftOut rows={leaveOut} />}
      </details>
    </Card>
  );
}

/** The choices that narrow the curve, in the address as `name:value;name:value`. What it does not name, or names wrongly, is not narrowed. */
function useCurveChoices(choices: EvidenceView["curve"]["choices"]): readonly [readonly string[], (index: number, value: string) => void] {
  const said = (useAddress()("curve") ?? "").split(";");
  const chosen = choices.map((it) => it.values.find((value) => said.includes(`${it.name}:${value}`)) ?? ALL);
  const choose = (index: number, value: string): void =>
    changeAddress({ curve: choices.flatMap((it, at) => (at === index ? value : chosen[at]) === ALL ? [] : [`${it.name}:${at === index ? value : chosen[at]}`]).join(";") }, "push");
  return [chosen, choose];
}

/** Q1 without one state, one war or one alliance, each with its interval. */
function LeftOut(props: { readonly rows: EvidenceView["leaveOut"] }) {
  const { columns, curve: words, to } = wordsOf(WORDS);
  return (
    <ScrollRegion label={words.leftOut}>
      <table className="table">
        <caption>{words.leftOut}</caption>
        <thead>
          <tr>
            <th scope="col">{words.without}</th>
            <th scope="col" className="right">
              {columns.interval}
            </th>
            <th scope="col" className="right">
              {columns.logOdds}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((it) => (
            <tr key={it.without}>
              <th scope="row">
                <WithNames text={it.without} names={it.names} />
              </th>
              <td className="right">{to(formatFigure(it.low), formatFigure(it.high))}</td>
              <td className="right">{formatFigure(it.b)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

const endsOf = (points: readonly CurvePoint[]): readonly [number, number] => [Math.max(-4, Math.min(0, ...points.map((it) => it.low))), Math.min(4, Math.max(0, ...points.map((it) => it.high)))];

/** An interval, then its estimate. */
const figuresOf = (it: Pick<CurvePoint, "b" | "low" | "high">): string => `${wordsOf(WORDS).to(formatFigure(it.low), formatFigure(it.high))} (${formatFigure(it.b)})`;

interface CurveProps {
  /** Names of the choices, in the order of each point's. */
  readonly names: readonly string[];
  readonly points: readonly CurvePoint[];
  readonly primary: CurvePoint | undefined;
  readonly ends: readonly [number, number];
  readonly said: string;
}

/** The drawing, as one stop of the keyboard: arrows walk through it, and what stands under the cursor is said in words. */
export function Curve(props: CurveProps) {
  const { primary, said } = props;
  const { choices, values, curve: words } = wordsOf(WORDS);
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder, { width: 640, height: HEIGHT });
  const points = [...props.points, ...(primary === undefined ? [] : [primary])].sort((one, two) => one.b - two.b);
  const primaryAt = primary === undefined ? -1 : points.indexOf(primary);
  const last = points.length - 1;
  const [at, setAt] = useState<number | undefined>(undefined);
  const go = (to: number): void => setAt(Math.min(last, Math.max(0, to)));
  const y = scaleLinear(props.ends, [HEIGHT - MARGIN.bottom, MARGIN.top]).clamp(true);
  const x = scaleLinear([0, Math.max(1, last)], [MARGIN.left, width - MARGIN.right]);
  const textOf = (index: number): string => {
    const it = points[index]!;
    // The primary is none of the grid: it has no place among its specifications.
    const grid = formatNumber(props.points.length, 0);
    const place = index === primaryAt ? words.primaryBeside(grid) : words.place(formatNumber(index + (primaryAt >= 0 && index > primaryAt ? 0 : 1), 0), grid);
    return labelled(labelled(place, it.choices.map((one, choice) => `${choices[props.names[choice] ?? ""] ?? ""} ${values[one] ?? one}`).join(", ")), figuresOf(it));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = at ?? Math.max(0, primaryAt);
    const to = at === undefined && event.key.startsWith("Arrow") ? from : { ArrowRight: from + 1, ArrowUp: from + 1, ArrowLeft: from - 1, ArrowDown: from - 1, PageUp: from + PAGE, PageDown: from - PAGE, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const onPoint = (event: PointerEvent<HTMLDivElement>): void => go(Math.round(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left)));
  const shown = at === undefined ? undefined : points[at];
  return (
    <>
      <div
        ref={holder}
        className="curve-walk"
        role="slider"
        tabIndex={0}
        aria-label={words.drawing(said)}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={(at ?? Math.max(0, primaryAt)) + 1}
        aria-valuetext={at === undefined ? words.hint : textOf(at)}
        onKeyDown={onKeyDown}
        onPointerMove={onPoint}
        onPointerDown={onPoint}
      >
        <svg className="drawing" width={width} height={HEIGHT} aria-hidden="true">
          <GridLines y={y} from={MARGIN.left} to={width - MARGIN.right} />
          {points.map((it, index) => (
            <line key={`i${it.choices.join()}`} className={index === primaryAt ? "curve-interval curve-interval-primary" : "curve-interval"} x1={x(index)} x2={x(index)} y1={y(it.low)} y2={y(it.high)} />
          ))}
          <line className="interval-nothing" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} />
          {points.map((it, index) => (index === primaryAt ? null : <circle key={`p${it.choices.join()}`} className="interval-dot" cx={x(index)} cy={y(it.b)} r={points.length > 150 ? 1.6 : 3} />))}
          {primary !== undefined && <path className="curve-primary" d="M0,-6L6,0L0,6L-6,0Z" transform={`translate(${x(primaryAt)},${y(primary.b)})`} />}
          {shown !== undefined && (
            <g className="curve-cursor" transform={`translate(${x(at!)},0)`}>
              <line y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
              <line className="curve-cursor-interval" y1={y(shown.low)} y2={y(shown.high)} />
              <circle cy={y(shown.b)} r={5} />
            </g>
          )}
        </svg>
      </div>
      <p className="card-note">{words.axis}</p>
      <div className="curve-said">
        <p>{at === undefined ? words.hint : textOf(at)}</p>
        {primaryAt >= 0 && (
          <button type="button" className="quiet" onClick={() => {
              go(primaryAt);
              // From there the arrow keys walk on.
              holder.current?.focus();
            }}>
            <span aria-hidden="true">◆ </span>
            {words.toPrimary}
          </button>
        )}
      </div>
      <SaveDrawing within={holder} name="specification-curve" besides={words.key} />
    </>
  );
}
