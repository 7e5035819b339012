import type { ReplyOf } from "#api";
import { useAddress } from "../../address/address.ts";
import { Answer } from "../../cycle/cycle-page.tsx";
import { useIsWithoutLedger, useReleases } from "../../fetch/ledger.ts";
import { useReader } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { BesideMessage, EmptyMessage, Loading } from "../../parts/message.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { wordsOf } from "../../words/words.ts";
import { useActs } from "./acts.ts";
import { DraftForm } from "./draft-form.tsx";
import { ReleasedList } from "./released-list.tsx";
import { isOnItsWay, WaitingList } from "./waiting-list.tsx";
import { WORDS } from "./words.ts";

/** What is told to whom, and who must agree? */
export function Page() {
  const words = wordsOf(WORDS);
  const query = useReleases();
  const isWithout = useIsWithoutLedger();
  return (
    <div className="page cycle ledger">
      <PageHead page="releases" />
      {isWithout && (
        <p className="strip">
          {words.noLedger} <PageLink to={{ page: "ledger" }}>{words.toLedger}</PageLink>
        </p>
      )}
      {query.isError && <BesideMessage hasData={query.data !== undefined} problem={query.error} what={words.what} onRetry={() => void query.refetch()} />}
      {query.data === undefined ? isWithout || query.isError || <Loading what={words.what} lines={8} /> : <Releases view={query.data} />}
    </div>
  );
}

function Releases(props: { readonly view: ReplyOf<"releases"> }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const key = useAddress()("figure");
  const isOpen = useReader().data?.mode !== "sign-in";
  const onTheirWay = view.waiting.filter(isOnItsWay);
  const { said, act } = useActs();
  const { counts } = view;
  return (
    <>
      <Answer below={words.below}>
        <Filled
          text={words.answer}
          with={{ waiting: counts.waiting === 0 ? words.noneWaits : words.waitingCount(counts.waiting), mine: <strong>{words.mine(counts.mine)}</strong>, released: <strong>{words.releasedCount(counts.inForce)}</strong> }}
        />
      </Answer>
      {isOpen && <p className="strip">{words.noSignIn}</p>}
      <p id="acted" tabIndex={-1} role="status" className={said === undefined ? undefined : said.isDone ? "strip strip-done" : "strip"}>
        {said?.text}
      </p>
      {key !== undefined && view.labels.length > 0 && <DraftForm key={key} figure={key} view={view} />}
      {(view.labels.length > 0 || view.waiting.length > 0) && (
        <Card id="waiting" title={words.waiting} note={words.waitingNote}>
          {onTheirWay.length === 0 ? <EmptyMessage>{view.labels.length > 0 ? words.noWaiting : words.noWaitingElse}</EmptyMessage> : <WaitingList waiting={onTheirWay} labels={view.labels} act={act} />}
        </Card>
      )}
      <Card id="released" title={words.released} note={words.releasedNote}>
        {view.released.length === 0 ? <EmptyMessage>{words.noReleased}</EmptyMessage> : <ReleasedList released={view.released} act={act} />}
      </Card>
      {view.waiting.length > onTheirWay.length && (
        <Card id="over" title={words.over}>
          <WaitingList waiting={view.waiting.filter((it) => !isOnItsWay(it))} labels={view.labels} act={act} />
        </Card>
      )}
    </>
  );
}
