import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import type { DrawnPanel, MapDrawing, MapMeasure, MapView, Shown } from "#views";
import { askWhy } from "../address/why-steps.ts";
import { formatAside, formatEvidence, formatShown } from "../format/number.ts";
import { type StepScale, stepColour, stepInk } from "../format/scale.ts";
import { HatchPattern } from "../parts/hatch.tsx";
import { fitted } from "../parts/fitted-text.ts";
import { restsOn } from "../parts/rests-on.tsx";
import { apart, LINE, type MapLabel, mapLines, markPath } from "./map-label.ts";
import { type PlacedAlly, placed } from "./placed.ts";
import { labelled, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The map itself: every ally a button, reached by the arrow keys once the map has the focus. */
export function AllyMap(props: {
  readonly nations: MapView["nations"];
  readonly measure: MapMeasure;
  readonly scale: StepScale;
  readonly drawing: MapDrawing;
  /** Width that it is shown in; 0 before there is one. Unit: CSS px. */
  readonly width: number;
  /** Choice of the measure, beside which the ally under the pointer is read out. */
  readonly choice: ReactNode;
}) {
  const { nations, measure, scale, drawing, width } = props;
  const words = wordsOf(WORDS);
  const times = width / drawing.width;
  const height = Math.round(drawing.height * times);
  const [pointed, setPointed] = useState<string>();
  const [current, setCurrent] = useState<string>();
  const [hasFocus, setHasFocus] = useState(false);
  const allies = useMemo(() => placed(drawing.allies, nations, times), [drawing, nations, times]);
  const { panels } = drawing;
  const shownOf = (nation: string) => measure.values.find((it) => it.nation === nation)?.shown;
  const reachable = current !== undefined && allies.some((it) => it.id === current) ? current : allies[0]?.id;
  const named = allies.find((it) => it.id === (pointed ?? (current === undefined ? undefined : reachable)));

  const move = (event: KeyboardEvent<SVGGElement>): void => {
    const index = allies.findIndex((it) => it.id === reachable);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: allies.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = allies[(to + allies.length) % allies.length];
    if (next !== undefined) event.currentTarget.querySelector<SVGElement>(`[data-nation="${CSS.escape(next.id)}"]`)?.focus();
  };

  const labels = apart(allies.map((it) => ({ at: it.at, lines: mapLines(it, shownOf(it.id)) })));

  return (
    <div className="ally-map">
      <div className="map-choice">
        {props.choice}
        <Readout name={named?.name} shown={named === undefined ? undefined : shownOf(named.id)} />
      </div>
      <svg className="drawing" width={width} height={height} aria-labelledby="map-title map-hint" role="group">
        <desc id="map-hint">{words.keys}</desc>
        <defs>
          <HatchPattern id="hatch" />
        </defs>
        {panels.map((it) => (
          <Sea key={it.name} panel={it} times={times} isOnly={panels.length === 1} />
        ))}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside */}
        <g onKeyDown={move} onFocus={() => setHasFocus(true)} onBlur={() => setHasFocus(false)}>
          {allies.map((it) => (
            <Ally
              key={it.id}
              ally={it}
              times={times}
              label={labelled(it.name, saidOf(shownOf(it.id), measure.name))}
              fill={fillOf(shownOf(it.id)?.value, scale)}
              mark={markPath(stepIn(shownOf(it.id)?.value, scale))}
              isReachable={it.id === reachable}
              onPoint={setPointed}
              onFocus={() => setCurrent(it.id)}
              onPress={() => {
                const shown = shownOf(it.id);
                if (shown !== undefined) askWhy(shown.why, shown);
              }}
            />
          ))}
        </g>
        {hasFocus && allies.filter((it) => it.id === reachable).map((it) => <FocusOutline key={it.id} ally={it} times={times} />)}
        {allies.map((it, at) => (
          <AllyName key={it.id} id={it.id} label={labels[at]!} shown={shownOf(it.id)} scale={scale} />
        ))}
      </svg>
    </div>
  );
}

/** What an ally's shape says: its value, of what, and how that is known. */
const saidOf = (shown: Shown | undefined, measure: string): string => [shown === undefined ? wordsOf(WORDS).unknown : formatShown(shown), measure, ...(shown?.evidence === undefined ? [] : [formatEvidence(shown.evidence)])].join(", ");
const stepIn = (value: number | undefined, scale: StepScale): number | undefined => (value === undefined ? undefined : scale.stepOf(value));
const fillOf = (value: number | undefined, scale: StepScale): string => (value === undefined ? "url(#hatch)" : stepColour(scale.stepOf(value), scale.better));
const inkOf = (value: number | undefined, scale: StepScale): string => (value === undefined ? "var(--ink)" : stepInk(scale.stepOf(value), scale.better));

/** The name of a window, which breaks at its comma where it is wider than the window. */
function nameLines(panel: DrawnPanel["name"], width: number): readonly string[] {
  const name = wordsOf(WORDS).panels[panel];
  return fitted(name, width - 16) === name ? [name] : name.split(/(?<=,) /);
}

function Sea(props: { readonly panel: DrawnPanel; readonly times: number; readonly isOnly: boolean }) {
  const { panel, times } = props;
  return (
    <g>
      <g transform={`scale(${times})`}>
        <rect className="sea" x={panel.x} y={panel.y} width={panel.width} height={panel.height} rx="4" />
        <path className="land" d={panel.land} />
        <path className="land-border" d={panel.borders} />
      </g>
      {!props.isOnly &&
        nameLines(panel.name, panel.width * times).map((it, at, all) => (
          <text key={it} className="panel-name" x={panel.x * times + 8} y={(panel.y + panel.height) * times - 8 - (all.length - 1 - at) * LINE}>
            {it}
          </text>
        ))}
    </g>
  );
}

function Ally(props: {
  readonly ally: PlacedAlly;
  readonly times: number;
  readonly label: string;
  readonly fill: string;
  /** Its mark where it is too small to be seen as a shape. */
  readonly mark: string;
  readonly isReachable: boolean;
  readonly onPoint: (nation: string | undefined) => void;
  readonly onFocus: () => void;
  readonly onPress: () => void;
}) {
  const { ally } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of a drawing cannot be a button element
    <g
      className="ally"
      role="button"
      tabIndex={props.isReachable ? 0 : -1}
      aria-label={props.label}
      data-nation={ally.id}
      onPointerEnter={() => props.onPoint(ally.id)}
      onPointerLeave={() => props.onPoint(undefined)}
      onFocus={props.onFocus}
      onClick={props.onPress}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        props.onPress();
      }}
    >
      {ally.path !== "" && <path className="ally-shape" d={ally.path} transform={`scale(${props.times})`} fill={props.fill} />}
      {ally.isSmall && (
        <>
          <circle className="ally-reach" cx={ally.at[0]} cy={ally.at[1]} r={10} />
          <path className="ally-dot" d={props.mark} transform={`translate(${ally.at[0]},${ally.at[1]})`} fill={props.fill} />
        </>
      )}
    </g>
  );
}

/** Shows which ally has the focus, above all shapes so that no neighbour covers it. */
function FocusOutline(props: { readonly ally: PlacedAlly; readonly times: number }) {
  const { ally } = props;
  return (
    <g className="focus-outline" aria-hidden="true">
      {ally.path !== "" && <path d={ally.path} transform={`scale(${props.times})`} />}
      {ally.isSmall && <circle cx={ally.at[0]} cy={ally.at[1]} r={10} />}
    </g>
  );
}

/** The id of an ally and its value inside its shape, above all shapes so that no neighbour covers it. */
function AllyName(props: { readonly id: string; readonly label: MapLabel; readonly shown: Shown | undefined; readonly scale: StepScale }) {
  const { id, shown, scale } = props;
  const { at: place, lines } = props.label;
  const value = shown?.value;
  const around = value === undefined ? "var(--hatch-paper)" : fillOf(value, scale);
  return lines.map((line, at) => (
    <text
      key={line}
      className={line.startsWith(id) ? "ally-name" : `ally-name ally-value ${shown === undefined ? "" : restsOn(shown)}`}
      x={place[0]}
      y={place[1] + (at - (lines.length - 1) / 2) * LINE}
      textAnchor="middle"
      dominantBaseline="central"
      fill={inkOf(value, scale)}
      stroke={around}
      aria-hidden="true"
    >
      {line}
    </text>
  ));
}

function Readout(props: { readonly name: string | undefined; readonly shown: Shown | undefined }) {
  const words = wordsOf(WORDS);
  return (
    <p className="readout">
      {props.name === undefined ? (
        <span className="quiet-text">{words.point}</span>
      ) : (
        <>
          <strong>{props.name}</strong>
          <span>{props.shown === undefined ? words.unknown : formatShown(props.shown)}</span>
          {props.shown !== undefined && <span className="quiet-text">{formatAside(props.shown)}</span>}
        </>
      )}
    </p>
  );
}
