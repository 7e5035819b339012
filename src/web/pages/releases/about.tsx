import type { ReplyOf } from "#api";
import { languageNow, wordsOf } from "../../words/words.ts";
import { ReleasedFigure } from "./figure.tsx";
import { WORDS } from "./words.ts";

/** The marking of a label in the language of the page; its name where it has none. */
export const markingOf = (label: string, labels: ReplyOf<"releases">["labels"]): string => labels.find((it) => it.label === label)?.marking[languageNow()] ?? label;

/** What a release would tell, to whom, from what, and by whose consent. */
export function AboutRelease(props: { readonly waiting: ReplyOf<"releaseDraft">["waiting"]; readonly labels: ReplyOf<"releases">["labels"] }) {
  const { waiting } = props;
  const words = wordsOf(WORDS);
  const marking = markingOf(waiting.to, props.labels);
  return (
    <div className="cycle-columns release-about">
      <div>
        <h3>{words.asTold}</h3>
        <ReleasedFigure figure={waiting.figure} marking={marking}>
          {words.toldTo(marking)}, {words.untilDay(waiting.until)}
        </ReleasedFigure>
        <h3>{words.gains}</h3>
        <ul className="plain-list">
          {waiting.gains.map((it) => (
            <li key={`${it.who} ${it.holds?.join() ?? ""}`}>
              {words.gain(words.groups[it.who] ?? it.who, words.holding(it.after, it.holds ?? []), it.before === undefined ? undefined : words.holding(it.before, [...(it.holds ?? []), ...(it.heldBefore ?? [])]))}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{words.consent}</h3>
        <ul className="plain-list">
          {waiting.originators.map((party) => {
            const persons = waiting.missing.find((it) => it.party === party)?.persons ?? 0;
            return <li key={party}>{persons === 0 ? words.consentWhole(party) : words.consentOf(party, persons)}</li>;
          })}
        </ul>
        <details>
          <summary>{words.made}</summary>
          <ul className="plain-list">
            {waiting.made.map((it) => (
              <li key={`${it.owner} ${it.label} ${it.file}`}>{words.madeOf(it.owner, it.rows, it.file, it.label)}</li>
            ))}
          </ul>
        </details>
      </div>
    </div>
  );
}
