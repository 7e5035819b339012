import type { ReplyOf } from "#api";
import { withdrawRelease } from "../../fetch/ledger.ts";
import { PageLink } from "../../parts/page-link.tsx";
import { languageNow, wordsOf } from "../../words/words.ts";
import type { Act } from "./acts.ts";
import { ReleasedFigure } from "./figure.tsx";
import { WithReason } from "./with-reason.tsx";
import { WORDS } from "./words.ts";

/** What the ledgers tell the reader. */
export function ReleasedList(props: { readonly released: ReplyOf<"releases">["released"]; readonly act: Act }) {
  const words = wordsOf(WORDS);
  const { act } = props;
  return (
    <ul className="release-list">
      {props.released.map((it) => (
        <li key={it.release}>
          {it.status === "in force" ? (
            <ReleasedFigure figure={it.figure} marking={it.marking?.[languageNow()] ?? it.to}>
              {words.releasedBy(it.party, it.originators.join(", "), it.until)}. {words.because(it.reason)}{" "}
              <PageLink to={{ page: "ledger" }} query={{ channel: it.channel, entry: String(it.place) }}>
                {words.entry}
              </PageLink>
            </ReleasedFigure>
          ) : (
            <p className="quiet-text">
              {it.figure.query === undefined ? words.row(it.figure.row?.id ?? "", it.figure.row?.file ?? "") : <span lang="en">{it.figure.query}</span>} {words.status[it.status] ?? it.status}
            </p>
          )}
          {it.mayEnd && <WithReason label={words.endWhy} act={words.end} of={it.figure.query ?? it.figure.row?.id ?? ""} onAct={(reason) => act("withdraw", () => withdrawRelease(it.release, reason))} />}
        </li>
      ))}
    </ul>
  );
}
