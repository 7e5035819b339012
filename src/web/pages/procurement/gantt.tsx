import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { LeversView, ProcurementView, ProgrammeGroup, ProgrammeRow } from "#views";
import { askWhy } from "../../address/why-steps.ts";
import { fitted } from "../../parts/fitted-text.ts";
import { wrapped } from "../../parts/stand-alone.ts";
import { useSize } from "../../parts/use-size.ts";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { DATA_LANGUAGE, labelled, wordsOf } from "../../words/words.ts";
import { shiftLimit } from "../plans/lever-says.ts";
import { WORDS } from "./words.ts";

const ROW = 20;
const HEAD = 28;
// Below this width names and bars beside one another would cut most names: there each name has a line of its own over its bars. Unit: CSS pixels.
const NARROW = 600;
const NAME_LINE = 14;
const AXIS = 22;
// Narrower than the smallest screen leaves it: a drawing that is wider than its place would be cut. Unit: CSS pixels.
const LEAST = 160;
/** Where names begin, and what stays free between a name and what stands beside it. */
const NAME_X = 6;
/** How much narrower a bold name has to be. */
const BOLD = 0.93;
const BESIDE = 6;
/** Of a name that stands whole: a letter of the condensed face, a little more than most take, and from one line to the next. */
const LETTER = 6;
const LINE = 15;
const FIRM: ReadonlySet<string> = new Set(["contracted", "delivering"]);

/** A programme by how many years it is shifted. */
export type Shift = Readonly<Record<string, number>>;

/** How far programmes can be shifted, by their ids. Nothing of one: not known yet. */
export type Rooms = ReadonlyMap<string, LeversView["programmes"][number]>;
type Room = LeversView["programmes"][number];

/** Whether it can be shifted at all, as far as is known. @example canMove({ earlier: 0, later: 0 }) // → false */
export const canMove = (room: Pick<Room, "earlier" | "later"> | undefined): boolean => room === undefined || room.earlier > 0 || room.later > 0;

/** Why the plan leaves nothing of it to be shifted. Absent: it delivers it. */
export function whyFixed(row: Pick<ProgrammeRow, "planned" | "lastYear">, planFirstYear: number): string | undefined {
  const words = wordsOf(WORDS);
  if (row.planned !== undefined) return undefined;
  return row.lastYear !== undefined && row.lastYear < planFirstYear ? words.fixedBefore(planFirstYear) : words.fixed;
}

interface Placed {
  readonly row: ProgrammeRow;
  readonly y: number;
}

/** Programmes in time, by class of equipment: what is stated, what the plan delivers, where allies meet. Shifted by arrow keys or by dragging. */
export function Gantt(props: {
  readonly view: ProcurementView;
  readonly groups: readonly ProgrammeGroup[];
  readonly shift: Shift;
  readonly rooms: Rooms;
  /** Shifts as far as the room of the programme allows, and says so where that is less or nothing. */
  readonly onShift: (programme: string, years: number) => void;
}) {
  const { view, groups, shift, rooms } = props;
  const words = wordsOf(WORDS);
  const holder = useRef<HTMLDivElement>(null);
  const width = Math.max(useSize(holder, { width: 900, height: 400 }).width, LEAST);
  const [chosen, setChosen] = useState<string>();
  const nameLine = width < NARROW ? NAME_LINE : 0;
  const names = nameLine > 0 ? NAME_X : Math.min(230, Math.max(104, width * 0.3));
  const years = Array.from({ length: view.axisLast - view.axisFirst + 1 }, (_, at) => view.axisFirst + at);
  const step = (width - names - 8) / years.length;
  const x = (year: number): number => names + (Math.min(Math.max(year, view.axisFirst), view.axisLast + 1) - view.axisFirst) * step;
  const { placed, height } = layoutOf(groups, nameLine);
  const all = placed.flatMap((it) => it.rows.map((one) => one.row));
  const current = all.some((it) => it.id === chosen) ? chosen : all[0]?.id;
  const everyYears = Math.max(1, Math.ceil(34 / step));
  /** Room of a name left of what is drawn beside it. */
  const roomTo = (firstYears: readonly number[]): number => nameLine > 0 ? width - NAME_X - BESIDE : Math.max(names, ...(firstYears.length === 0 ? [width] : [x(Math.min(...firstYears))])) - NAME_X - BESIDE;
  const choose = (id: string | undefined): void => {
    if (id === undefined) return;
    setChosen(id);
    holder.current?.querySelector<SVGGElement>(`[data-programme="${CSS.escape(id)}"]`)?.focus();
  };
  const press = (event: KeyboardEvent, row: ProgrammeRow): void => {
    const at = all.findIndex((it) => it.id === row.id);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => choose(all[at + 1]?.id),
      ArrowUp: () => choose(all[at - 1]?.id),
      Home: () => choose(all[0]?.id),
      End: () => choose(all.at(-1)?.id),
      ArrowRight: () => props.onShift(row.id, (shift[row.id] ?? 0) + 1),
      ArrowLeft: () => props.onShift(row.id, (shift[row.id] ?? 0) - 1),
      Enter: () => askWhy(row.why),
      " ": () => askWhy(row.why),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div ref={holder} className="gantt">
      {/* The same years again, which stay in sight while the programmes pass below. */}
      <svg className="gantt-years" width={width} height={AXIS - 2} aria-hidden="true">
        {years.map(
          (year, at) =>
            at % everyYears === 0 && (
              <text key={year} className="tick" x={x(year) + step / 2} y={12} textAnchor="middle">
                {step < 30 ? `’${String(year).slice(2)}` : year}
              </text>
            ),
        )}
      </svg>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing in which bars are moved */}
      <svg className="drawing" width={width} height={height + 6} role="group" aria-label={words.summary(groups.length, all.length)}>
        {years.map((year, at) => (
          <g key={year} aria-hidden="true">
            <line
              className={year === view.firstYear || year === view.lastYear + 1 ? "gantt-plan-edge" : "gantt-line"}
              x1={x(year)}
              x2={x(year)}
              y1={AXIS - 4}
              y2={height}
            />
            {at % everyYears === 0 && (
              <text className="tick" x={x(year) + step / 2} y={12} textAnchor="middle">
                {step < 30 ? `’${String(year).slice(2)}` : year}
              </text>
            )}
          </g>
        ))}
        {placed.map(({ group, top, rows }) => (
          <g key={group.system}>
            <g aria-hidden="true">
              {group.overlapYears.map((year) => (
                <rect key={year} className="gantt-meeting" x={x(year)} y={top + HEAD + nameLine} width={step} height={rows.length * (ROW + nameLine)} />
              ))}
              <text className="gantt-group" x={0} y={top + HEAD - 9}>
                {fitted(group.name, BOLD * roomTo((view.bundles ?? []).filter((it) => it.agreement === group.bundle).map((it) => it.firstYear)))}
                <title>{group.capability === undefined ? group.name : `${group.name} · ${group.capability}`}</title>
              </text>
              {(view.bundles ?? [])
                .filter((it) => it.agreement === group.bundle)
                .map((it) => (
                  <g key={it.agreement}>
                    <rect className="gantt-bundle" x={x(it.firstYear)} y={top + HEAD + nameLine - 18} width={x(it.lastYear + 1) - x(it.firstYear)} height={12} rx={2}>
                      <title>{labelled(words.together, words.stated(it.firstYear, it.lastYear))}</title>
                    </rect>
                  </g>
                ))}
            </g>
            {rows.map(({ row, y: at }) => (
              <Bar
                key={row.id}
                row={row}
                y={at}
                x={x}
                step={step}
                nameLine={nameLine}
                nameRoom={roomTo}
                wholeRoom={width - NAME_X}
                years={shift[row.id] ?? 0}
                room={rooms.get(row.id)}
                range={[view.axisFirst, view.axisLast]}
                fixed={view.bundles === undefined ? undefined : whyFixed(row, view.firstYear)}
                isCurrent={row.id === current}
                onFocus={() => setChosen(row.id)}
                onKey={press}
                onShift={props.onShift}
              />
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Years of a shift within the room that there is. */
const within = (room: Room | undefined, years: number): number => (room === undefined ? years : Math.min(Math.max(years, -room.earlier), room.later));

/** Where each class and each of its programmes stands, from the top. */
function layoutOf(groups: readonly ProgrammeGroup[], nameLine: number): {
  readonly placed: readonly { readonly group: ProgrammeGroup; readonly top: number; readonly rows: readonly Placed[] }[];
  readonly height: number;
} {
  const tops: number[] = [AXIS];
  const dated = groups.map((group) => group.programmes.filter((it) => it.firstYear !== undefined));
  for (const rows of dated) tops.push((tops.at(-1) ?? AXIS) + HEAD + nameLine + rows.length * (ROW + nameLine));
  const placed = groups.map((group, at) => ({
    group,
    top: tops[at] ?? AXIS,
    rows: (dated[at] ?? []).map((row, index): Placed => ({ row, y: (tops[at] ?? AXIS) + HEAD + nameLine + index * (ROW + nameLine) })),
  }));
  return { placed, height: tops.at(-1) ?? AXIS };
}

function Bar(props: {
  readonly row: ProgrammeRow;
  readonly y: number;
  readonly x: (year: number) => number;
  readonly step: number;
  /** Height of the line that its name has over its bars; 0: it stands beside them. Unit: CSS pixels. */
  readonly nameLine: number;
  /** Room of its name where years from these on are drawn beside it. Unit: CSS pixels. */
  readonly nameRoom: (firstYears: readonly number[]) => number;
  /** Room of a name that stands whole over what is drawn. Unit: CSS pixels. */
  readonly wholeRoom: number;
  readonly years: number;
  readonly room: Room | undefined;
  readonly range: readonly [number, number];
  /** Why it cannot be shifted whatever the years. Absent: the plan delivers it, or is not made yet. */
  readonly fixed: string | undefined;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  readonly onKey: (event: KeyboardEvent, row: ProgrammeRow) => void;
  readonly onShift: (programme: string, years: number) => void;
}) {
  const { row, y: top, x, years, room, nameLine } = props;
  const y = top + nameLine;
  const words = wordsOf(WORDS);
  const { evidence } = wordsOf(CYCLE);
  const [drag, setDrag] = useState<{ readonly from: number; readonly years: number }>();
  const first = row.firstYear ?? 0;
  const last = row.lastYear ?? first;
  const canShift = row.planned !== undefined && canMove(room);
  const now = drag === undefined || !canShift ? years : within(room, drag.years);
  const tone = FIRM.has(row.status) ? "gantt-firm" : "gantt-open";
  const name = `${row.nation} ${row.name}`;
  const shown = fitted(name, props.nameRoom([first, first + now, ...(row.planned === undefined ? [] : [row.planned.firstYear])]));
  const whole = shown === name ? [] : wrapped(name, Math.floor(props.wholeRoom / LETTER));
  const nameAt = nameLine > 0 ? top + nameLine / 2 + 2 : y + ROW / 2;
  const limits = room === undefined || row.planned === undefined ? [] : [-1, 1].flatMap((by) => shiftLimit(room, now + by) ?? []);
  const isOpen = { start: row.stated.firstYear === undefined, end: row.stated.lastYear === undefined };
  const said = now === 0 ? (isOpen.start ? words.unstatedStart(last) : isOpen.end ? words.unstatedEnd(first) : words.stated(first, last)) : words.shifted(first + now, last + now, now);
  const begin = (event: PointerEvent<SVGGElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: event.clientX, years });
  };
  const move = (event: PointerEvent<SVGGElement>): void => {
    if (drag === undefined) return;
    const moved = years + Math.round((event.clientX - drag.from) / props.step);
    if (moved !== drag.years) setDrag({ ...drag, years: moved });
  };
  const end = (): void => {
    if (drag !== undefined && drag.years !== years) props.onShift(row.id, drag.years);
    setDrag(undefined);
  };
  return (
    <g
      className={`gantt-row ${canShift ? "gantt-movable" : ""}`}
      role="slider"
      tabIndex={props.isCurrent ? 0 : -1}
      data-programme={row.id}
      aria-label={labelled(row.nationName, `${row.name}, ${words.statuses[row.status]}, ${evidence[row.evidence]}`)}
      aria-valuemin={room === undefined ? props.range[0] : first - room.earlier}
      aria-valuemax={room === undefined ? props.range[1] : first + room.later}
      aria-valuenow={room === undefined ? Math.min(Math.max(first + now, props.range[0]), props.range[1]) : first + now}
      aria-valuetext={props.fixed !== undefined ? `${said}; ${props.fixed}` : [said, ...limits].join(". ")}
      aria-orientation="horizontal"
      aria-readonly={!canShift}
      onFocus={props.onFocus}
      onKeyDown={(event) => props.onKey(event, row)}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
    >
      <rect className="gantt-hit" x={0} y={top} width={x(props.range[1] + 1)} height={ROW + nameLine} />
      <text className={`bar-name rests-${row.evidence}`} lang={DATA_LANGUAGE} x={NAME_X} y={nameAt} dominantBaseline="middle">
        {shown}
      </text>
      <rect className={now === 0 ? tone : "gantt-was"} x={x(first) + 1} y={y + 4} width={Math.max(x(last + 1) - x(first) - 2, 3)} height={9} rx={2}>
        <title>{labelled(row.nationName, `${row.name}, ${said}`)}</title>
      </rect>
      {(isOpen.start || isOpen.end) && (
        <text className="gantt-unstated" aria-hidden="true" x={isOpen.start ? x(first) - 3 : x(last + 1) + 3} y={y + 9} textAnchor={isOpen.start ? "end" : "start"} dominantBaseline="middle">
          ?
        </text>
      )}
      {now !== 0 && (
        <rect className="gantt-shifted" x={x(first + now) + 1} y={y + 4} width={Math.max(x(last + now + 1) - x(first + now) - 2, 3)} height={9} rx={2} />
      )}
      {row.planned !== undefined && (
        <rect
          className="gantt-planned"
          x={x(row.planned.firstYear) + 1}
          y={y + 14}
          width={Math.max(x(row.planned.lastYear + 1) - x(row.planned.firstYear) - 2, 3)}
          height={3}
        />
      )}
      {/* A name that is cut stands whole over the bars while the row is pointed at or has the focus: in as many lines as it takes, the last where the cut one stands. */}
      {whole.length > 0 && (
        <text className="bar-name bar-name-whole" lang={DATA_LANGUAGE} dominantBaseline="middle">
          {whole.map((line, at) => (
            <tspan key={line} x={NAME_X} y={nameAt - (whole.length - 1 - at) * LINE}>
              {at < whole.length - 1 ? `${line} ` : line}
            </tspan>
          ))}
        </text>
      )}
    </g>
  );
}
