import { useLayoutEffect, useRef, useState } from "react";
import type { LeversView, ProcurementView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { leversIn, useLevers, useWhatIf } from "../../fetch/plans.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { SavePicture } from "../../parts/save-picture.tsx";
import { Switch } from "../../parts/switch.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { Answer } from "../plans/answer.tsx";
import { leverParts, leverSays, shiftLimit, withLever } from "../plans/lever-says.ts";
import { setLevers } from "../plans/levers.tsx";
import { MARKED as EVIDENCE_MARKED } from "../../parts/rests-on.tsx";
import { WORDS as PARTS } from "../../parts/words.ts";
import { canMove, Gantt, type Rooms, type Shift, whyFixed } from "./gantt.tsx";
import { WORDS } from "./words.ts";

/** Shifts that stand in the address, by programme. */
const shiftIn = (levers: readonly string[]): Shift =>
  Object.fromEntries(levers.flatMap((it) => (leverParts(it).kind === "delay" ? [[leverParts(it).id, Number(leverParts(it).rest)]] : [])));

/** The chart, and beside it the price of what was shifted in it. */
export function GanttCard(props: { readonly view: ProcurementView; readonly isPlanned: boolean }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const address = useAddress();
  const body = useRef<HTMLDivElement>(null);
  const text = address("levers") ?? "";
  const levers = leversIn(text);
  const isAll = address("show") === "all";
  const dated = view.groups.filter((it) => it.programmes.some((one) => one.firstYear !== undefined));
  const levered = useLevers(props.isPlanned);
  const pulled = levers.join(";");
  const [said, setSaid] = useState({ text: "", of: pulled });
  // What was said of a shift is over once other levers are pulled, by whichever way.
  if (said.of !== pulled) setSaid({ text: "", of: pulled });
  const shift = shiftIn(levers);
  const rooms: Rooms = new Map(levered.data?.programmes.map((it) => [it.id, it]));
  const groups = isAll ? dated : dated.filter((it) => it.overlapYears.length > 0);
  /** Shifts as far as can be, and says so where that is less than was asked. */
  const onShift = (programme: string, asked: number): void => {
    const row = dated.flatMap((it) => it.programmes).find((it) => it.id === programme);
    const fixed = row === undefined ? undefined : whyFixed(row, view.firstYear);
    if (row !== undefined && fixed !== undefined) {
      // Before there is a plan nothing can be shifted yet, and nothing can be said of it.
      setSaid({ text: props.isPlanned ? words.notShiftedAtAll(labelled(row.nationName, row.name), fixed) : "", of: pulled });
      return;
    }
    const room = rooms.get(programme);
    const years = room === undefined ? asked : Math.min(Math.max(asked, -room.earlier), room.later);
    const limit = room === undefined ? undefined : shiftLimit(room, asked);
    const others = levers.filter((it) => leverParts(it).kind !== "delay" || leverParts(it).id !== programme);
    const left = years === (shift[programme] ?? 0) ? levers : years === 0 ? others : withLever(others, `delay:${programme}=${years}`);
    if (left !== levers) setLevers(left);
    setSaid({ text: limit === undefined ? "" : words.notShifted(leverSays(`delay:${programme}=${asked}`, levered.data), limit), of: left.join(";") });
  };
  return (
    <div className="gantt-part">
      {props.isPlanned && <Price view={view} levered={levered.data} rooms={rooms} levers={levers} text={text} said={said.text} onShift={onShift} />}
      <Card
        id="gantt"
        title={words.gantt}
        note={`${words.ganttNote} ${words.ganttKeys}`}
        tools={
          <>
            {groups.length > 0 && <SavePicture within={body} name="programmes" note={words.ganttNote} marking={view.marking} />}
            <Switch
              label={words.show}
              value={isAll ? "all" : "meeting"}
              options={[
                { id: "meeting", name: words.showMeeting },
                { id: "all", name: words.showAll },
              ]}
              onChange={(id) => changeAddress({ show: id === "all" ? "all" : undefined }, "replace")}
            />
          </>
        }
      >
        {groups.length === 0 ? (
          <EmptyMessage>{dated.length === 0 ? words.none : words.noneMeet}</EmptyMessage>
        ) : (
          <>
            <ul className="gantt-key">
              {(["firm", "open", "planned", "bundle", "meeting", "shifted"] as const).map((it) => (
                <li key={it}>
                  <svg width="22" height="12" aria-hidden="true">
                    <rect className={`gantt-${it}`} x="1" y={it === "planned" ? 5 : 1} width="20" height={it === "planned" ? 3 : 10} rx="2" />
                  </svg>
                  {it === "bundle" ? words.together : it === "shifted" ? words.shiftedKey : words[it]}
                </li>
              ))}
              <li>{words.unstatedKey}</li>
              {EVIDENCE_MARKED.map((it) => (
                <li key={it}>
                  <span className={`rests-${it}`}>{wordsOf(PARTS).restsOn[it]}</span>
                </li>
              ))}
            </ul>
            <div ref={body}>
              <Gantt view={view} groups={groups} shift={shift} rooms={rooms} onShift={onShift} />
            </div>
          </>
        )}
      </Card>
    </div>
  );
}

/** The price stays in sight above the chart, and goes with it: its height is told to the style sheet, so that the years stand below it and what is focused is not behind it. */
function usePriceHeight(isThere: boolean): void {
  useLayoutEffect(() => {
    const [card, root] = [document.getElementById("price"), document.documentElement];
    if (!isThere || card === null) return undefined;
    const watch = new ResizeObserver(() => root.style.setProperty("--price-height", `${card.offsetHeight}px`));
    watch.observe(card);
    return () => {
      watch.disconnect();
      root.style.removeProperty("--price-height");
    };
  }, [isThere]);
}

/** What the shift costs, in the sentence of a what-if; and the same shift by buttons. */
function Price(props: {
  readonly view: ProcurementView;
  readonly levered: LeversView | undefined;
  readonly rooms: Rooms;
  readonly levers: readonly string[];
  readonly text: string;
  /** Why the last shift was not made as it was asked. Empty: it was. */
  readonly said: string;
  readonly onShift: (programme: string, years: number) => void;
}) {
  const { levers, levered, rooms, text, onShift } = props;
  const words = wordsOf(WORDS);
  const heard = useWhatIf(text);
  const address = useAddress();
  const movable = props.view.groups.flatMap((it) => it.programmes).filter((it) => it.planned !== undefined && canMove(rooms.get(it.id)));
  const shift = shiftIn(levers);
  const chosen = movable.find((it) => it.id === (address("kind") ?? Object.keys(shift).at(-1)))?.id ?? movable[0]?.id;
  usePriceHeight(chosen !== undefined);
  if (chosen === undefined) return <p role="status" className="shift-said">{props.said}</p>;
  const years = shift[chosen] ?? 0;
  const room = rooms.get(chosen);
  const limits = room === undefined ? [] : [-1, 1].flatMap((by) => shiftLimit(room, years + by) ?? []);
  return (
    <Card
      id="price"
      title={words.price}
      note={levers.length === 0 ? words.priceNote : levers.map((it) => leverSays(it, levered)).join("; ")}
      tools={
        levers.length > 0 ? (
          <PageLink to={{ page: "plans" }} query={{ levers: text }} className="quiet">
            {words.inPlans}
          </PageLink>
        ) : undefined
      }
    >
      {levers.length === 0 ? (
        <EmptyMessage>{words.noShift}</EmptyMessage>
      ) : (
        <Answer heard={heard} levers={levers} view={levered} isShift />
      )}
      <div className="fields">
        <label>
          <span>{words.programme}</span>
          <select value={chosen} onChange={(event) => changeAddress({ kind: event.target.value }, "replace")}>
            {movable.map((it) => (
              <option key={it.id} value={it.id}>{labelled(it.nationName, it.name)}</option>
            ))}
          </select>
        </label>
        {([-1, 1] as const).map((by) => {
          const limit = room === undefined ? undefined : shiftLimit(room, years + by);
          return (
            // It stays in reach of the keyboard, which would lose its place on a button that ends.
            <button key={by} type="button" className="action action-small" aria-disabled={limit !== undefined} aria-describedby={limit === undefined ? undefined : "shift-limits"} title={limit} onClick={() => onShift(chosen, years + by)}>
              {by < 0 ? words.earlier : words.later}
            </button>
          );
        })}
        {levers.length > 0 && (
          <button type="button" className="quiet" onClick={() => setLevers([])}>
            {words.back}
          </button>
        )}
      </div>
      {/* Its line is kept where there is nothing to say, so that the chart below does not move under the pointer. */}
      <p id="shift-limits" className="card-note">
        {limits.join(" ")}
      </p>
      <p role="status" className="shift-said">
        {props.said}
      </p>
    </Card>
  );
}
