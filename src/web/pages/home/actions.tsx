import { useState } from "react";
import type { ActionRow, HomeView } from "#views";
import type { Sheet } from "../../format/sheet.ts";
import { unitName } from "../../format/units.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage, Ghost } from "../../parts/message.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { nameOf } from "./name-of.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const FIRST = 6;

const sheetOf = (home: HomeView): Sheet => ({
  name: "actions",
  columns: Object.values(wordsOf(WORDS).taken.actions),
  rows: home.actions.map((it) => [it.rank, it.nation, nameOf(home, it.nation), it.text, it.effect, it.effect.unit, it.money, it.years]),
});

/** What helps most, by whom, when. */
export function Actions(props: { readonly home: HomeView }) {
  const { home } = props;
  const [showsAll, setShowsAll] = useState(false);
  const words = wordsOf(WORDS);
  const units = new Set(home.actions.map((it) => it.effect.unit));
  const unit = units.size === 1 ? unitName(home.actions[0]?.effect.unit ?? "") : undefined;
  const rows = showsAll ? home.actions : home.actions.slice(0, FIRST);
  return (
    <Card
      id="actions"
      className="card-actions"
      title={words.actionsTitle}
      note={unit === undefined ? words.byEffect : words.bySaved(unit)}
      tools={home.actions.length > 0 && <TakeOut sheet={() => sheetOf(home)} />}
    >
      {home.actions.length === 0 ? (
        <>
          <EmptyMessage>
            {home.headline === undefined ? words.actionsFollow : home.timeline === undefined ? words.nothingPlanned : words.nothingBeyond}
          </EmptyMessage>
          {home.headline === undefined && <Ghost lines={6} />}
        </>
      ) : (
        <>
            <ol className="actions">
              {rows.map((it) => (
                <Action key={`${it.nation} ${it.rank} ${it.text}`} action={it} home={home} withUnit={unit === undefined} />
              ))}
            </ol>
          <p className="card-note">{words.gainsAlone}</p>
          {home.actions.length > FIRST && (
            <button type="button" className="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? words.showFirst(FIRST) : words.showAll(home.actions.length)}
            </button>
          )}
        </>
      )}
    </Card>
  );
}

function Action(props: { readonly action: ActionRow; readonly home: HomeView; readonly withUnit: boolean }) {
  const { action } = props;
  // Many an action already says its years.
  const saysYears = action.years.split("–").every((it) => action.text.includes(it));
  const aside = [saysYears ? "" : action.years, action.effect.caution ?? "", action.reason].filter((it) => it !== "");
  return (
    <li>
      <abbr title={nameOf(props.home, action.nation)}>{action.nation}</abbr>
      <span className="action-text">
        {action.text} {aside.length > 0 && <span className="quiet-text">{aside.join(" · ")}</span>}
      </span>
      <WhyNumber shown={action.effect} withUnit={props.withUnit} of={wordsOf(WORDS).effectOf(nameOf(props.home, action.nation))} />
    </li>
  );
}
