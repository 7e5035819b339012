import { useEffect, useState } from "react";
import type { ReplyOf } from "#api";
import type { AnswersAwaited } from "#views";
import { noteVisit } from "../../address/visit.ts";
import { useTargets } from "../../fetch/cycle.ts";
import { useLedger } from "../../fetch/ledger.ts";
import { useReader } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { useLanguage, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Allies and channels that are listed. */
const LISTED = 6;
/** What stands above on the page is asked for first. Unit: ms. */
const LATER_MS = 1_000;

/** Whose answers are awaited, and what was last written into the ledgers. */
export function Awaited(props: { readonly answers: AnswersAwaited }) {
  const words = wordsOf(WORDS);
  const ledger = useReader().data?.ledger;
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (ledger === undefined) return null;
  return (
    <Card id="awaited" className="card-awaited" title={words.awaited} note={words.awaitedNote}>
      <div className="awaited">
        <section aria-labelledby="awaited-answers">
          <h3 id="awaited-answers">{words.answers}</h3>
          <Answers counts={props.answers} isWanted={isLater} />
        </section>
        <section aria-labelledby="awaited-entries">
          <h3 id="awaited-entries">{words.entries}</h3>
          {ledger ? <Entries isWanted={isLater} /> : <EmptyMessage>{words.noLedger}</EmptyMessage>}
        </section>
      </div>
    </Card>
  );
}

function Answers(props: { readonly counts: AnswersAwaited; readonly isWanted: boolean }) {
  const words = wordsOf(WORDS);
  const query = useTargets(props.isWanted);
  if (query.data === undefined) return query.isError ? <ProblemMessage problem={query.error} what={words.answers} onRetry={() => void query.refetch()} /> : <Loading what={words.answers} lines={4} />;
  const open = query.data.nations.filter((it) => it.open > 0).toSorted((a, b) => b.open - a.open);
  const { counts } = props;
  if (query.data.told.none.value === undefined && counts.asked > 0) return <EmptyMessage>{words.unseenAnswers}</EmptyMessage>;
  if (counts.open === 0) return <EmptyMessage>{counts.asked === 0 ? words.nothingAsked : words.allAnswered}</EmptyMessage>;
  return (
    <>
      <p>{words.unanswered(counts)}</p>
      <ul className="awaited-list">
        {open.slice(0, LISTED).map((it) => (
          <li key={it.nation}>
            <PageLink to={{ page: "targets" }} query={{ nation: it.nation }}>
              {it.name}
            </PageLink>
            <span>{words.openOf(it.open, it.asked)}</span>
          </li>
        ))}
      </ul>
      {open.length > LISTED && <p className="card-note">{words.others(open.length - LISTED)}</p>}
    </>
  );
}

function Entries(props: { readonly isWanted: boolean }) {
  const words = wordsOf(WORDS);
  // Noted when the card is drawn first: what changed since stays marked while the page is looked at.
  const [before] = useState(() => noteVisit());
  const language = useLanguage();
  const query = useLedger(props.isWanted);
  // What is told while the page stands open has been seen.
  useEffect(() => void noteVisit(), [query.data]);
  if (query.data === undefined) return query.isError ? <ProblemMessage problem={query.error} what={words.entries} onRetry={() => void query.refetch()} /> : <Loading what={words.entries} lines={4} />;
  const channels = channelsOf(query.data);
  if (channels.length === 0) return <EmptyMessage>{words.noChannel}</EmptyMessage>;
  const isNew = (it: { readonly at?: string }): boolean => before !== undefined && it.at !== undefined && Date.parse(it.at) > Date.parse(before);
  return (
    <>
      <p>{words.written(query.data.entries, channels.length)}</p>
      <p>{before === undefined ? words.firstVisit : words.since(momentText(before), channels.filter(isNew).length)}</p>
      <ul className="awaited-list">
        {channels.slice(0, LISTED).map((it) => (
          <li key={it.channel}>
            <PageLink to={{ page: "ledger" }} query={{ channel: it.channel }}>
              {it.party} · {it.marking?.[language] ?? it.channel}
            </PageLink>
            <span>
              {isNew(it) && <strong>{words.isNew} · </strong>}
              {words.latest(it.entries, it.at?.slice(0, 10))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A moment as the entries state theirs. @example momentText("2031-05-01T08:00:00.000Z") // → "2031-05-01 08:00 UTC" */
const momentText = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;

/** The channels that hold anything, what was written last first. */
const channelsOf = ({ parties }: ReplyOf<"ledger">) =>
  parties
    .flatMap(({ party, channels }) => channels.map((it) => ({ ...it, party })))
    .filter((it) => it.entries > 0)
    .toSorted((a, b) => ((a.at ?? "") < (b.at ?? "") ? 1 : -1));
