import { useRef } from "react";
import type { ProcurementView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { leversIn, useLevers, useWhatIf } from "../../fetch/plans.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { SavePicture } from "../../parts/save-picture.tsx";
import { Switch } from "../../parts/switch.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { Answer } from "../plans/answer.tsx";
import { leverParts, leverSays, withLever } from "../plans/lever-says.ts";
import { setLevers } from "../plans/levers.tsx";
import { Gantt, type Shift } from "./gantt.tsx";
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
  const groups = isAll ? dated : dated.filter((it) => it.overlapYears.length > 0);
  const onShift = (programme: string, years: number): void => {
    const others = levers.filter((it) => leverParts(it).kind !== "delay" || leverParts(it).id !== programme);
    setLevers(years === 0 ? others : withLever(others, `delay:${programme}=${years}`));
  };
  return (
    <>
      {props.isPlanned && <Price view={view} levers={levers} text={text} onShift={onShift} />}
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
            </ul>
            <div ref={body}>
              <Gantt view={view} groups={groups} shift={shiftIn(levers)} onShift={onShift} />
            </div>
          </>
        )}
      </Card>
    </>
  );
}

/** What the shift costs, in the sentence of a what-if; and the same shift by buttons. */
function Price(props: {
  readonly view: ProcurementView;
  readonly levers: readonly string[];
  readonly text: string;
  readonly onShift: (programme: string, years: number) => void;
}) {
  const { levers, text, onShift } = props;
  const words = wordsOf(WORDS);
  const levered = useLevers(true);
  const heard = useWhatIf(text);
  const address = useAddress();
  const movable = props.view.groups.flatMap((it) => it.programmes).filter((it) => it.planned !== undefined);
  const shift = shiftIn(levers);
  const chosen = movable.find((it) => it.id === (address("kind") ?? Object.keys(shift).at(-1)))?.id ?? movable[0]?.id;
  if (chosen === undefined) return null;
  const years = shift[chosen] ?? 0;
  return (
    <Card
      id="price"
      title={words.price}
      note={words.priceNote}
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
        <>
          <p className="card-note">{levers.map((it) => leverSays(it, levered.data)).join("; ")}</p>
          <Answer heard={heard} levers={levers} view={levered.data} isShift />
        </>
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
        <button type="button" className="action action-small" onClick={() => onShift(chosen, years - 1)}>
          {words.earlier}
        </button>
        <button type="button" className="action action-small" onClick={() => onShift(chosen, years + 1)}>
          {words.later}
        </button>
        {levers.length > 0 && (
          <button type="button" className="quiet" onClick={() => setLevers([])}>
            {words.back}
          </button>
        )}
      </div>
    </Card>
  );
}
