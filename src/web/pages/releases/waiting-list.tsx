import type { ReplyOf } from "#api";
import { approveRelease, refuseRelease, withdrawRelease } from "../../fetch/ledger.ts";
import { PageLink } from "../../parts/page-link.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { AboutRelease } from "./about.tsx";
import type { Act } from "./acts.ts";
import { momentText } from "./figure.tsx";
import { WithReason } from "./with-reason.tsx";
import { WORDS } from "./words.ts";

/** Whether persons have still to decide on it. */
export const isOnItsWay = (it: ReplyOf<"releaseDraft">["waiting"]): boolean => it.refused === undefined && it.published === undefined;

/** Releases on their way or decided, each with its exact words and who stood behind them. */
export function WaitingList(props: { readonly waiting: readonly ReplyOf<"releaseDraft">["waiting"][]; readonly labels: ReplyOf<"releases">["labels"]; readonly act: Act }) {
  const words = wordsOf(WORDS);
  const { act } = props;
  return (
    <ul className="release-list">
      {props.waiting.map((it) => (
        <li key={it.release}>
          <article aria-labelledby={`release-${it.release}`}>
            <h3 id={`release-${it.release}`}>{it.figure.row === undefined ? <span lang="en">{it.figure.query}</span> : words.row(it.figure.row.id, it.figure.row.file)}</h3>
            <AboutRelease waiting={it} labels={props.labels} />
            <p>
              {words.because(it.reason)}
            </p>
            <ul className="plain-list release-acts">
              <li>{words.draftedBy(it.drafted.by, it.drafted.nation, momentText(it.drafted.at))}</li>
              {it.approved.map((one) => (
                <li key={one.by}>{words.approvedBy(one.by, one.nation, momentText(one.at))}</li>
              ))}
              {it.refused !== undefined && <li>{words.refusedBy(it.refused.by, it.refused.nation, momentText(it.refused.at), it.refused.reason)}</li>}
              {it.published !== undefined && (
                <li>
                  {words.publishedBy(it.published.by, it.published.nation, momentText(it.published.at))}
                  {it.status !== undefined && words.andStatus(words.status[it.status] ?? it.status)}
                </li>
              )}
            </ul>
            <p className="card-note">
              {words.digest} <code>{it.digest}</code>
            </p>
            {it.mayEnd && <WithReason label={words.endWhy} act={words.end} of={it.figure.query ?? it.figure.row?.id ?? ""} onAct={(reason) => act("withdraw", () => withdrawRelease(it.release, reason))} />}
            {isOnItsWay(it) && (
              <div className="release-decide">
                {it.against.length === 0 ? (
                  <button type="button" className="action" onClick={() => act("approve", () => approveRelease(it.release, it.digest))}>
                    {words.approve}
                  </button>
                ) : it.hasApproved ? (
                  <p className="card-note">
                    {it.missing.length === 0 ? words.youApprovedLast : labelled(words.youApproved, words.list(it.missing.map((one) => words.consentOf(one.party, one.persons))))}
                  </p>
                ) : (
                  <div className="card-note">
                    {words.against}
                    <ul className="plain-list">
                      {it.against.map((one) => (
                        <li key={one.reason}>
                          {one.text} {one.mend}
                        </li>
                      ))}
                    </ul>
                  </div>
                )}
                <WithReason label={words.refuseWhy} act={words.refuse} of={it.figure.query ?? it.figure.row?.id ?? ""} onAct={(reason) => act("refuse", () => refuseRelease(it.release, reason))} />
                {it.key !== undefined && (
                  <PageLink to={{ page: "releases" }} query={{ figure: it.key, instead: it.release }}>
                    {words.change}
                  </PageLink>
                )}
              </div>
            )}
          </article>
        </li>
      ))}
    </ul>
  );
}
