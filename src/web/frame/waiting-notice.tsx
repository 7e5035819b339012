import { useIsOfficer, useReleases } from "../fetch/ledger.ts";
import { PageLink } from "../parts/page-link.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Tells an officer that something waits for their decision, on whatever page they are. */
export function WaitingNotice() {
  const isOfficer = useIsOfficer();
  const { data } = useReleases(isOfficer);
  const mine = isOfficer ? (data?.waiting ?? []).filter((it) => it.refused === undefined && it.published === undefined && it.against.length === 0).length : 0;
  return (
    <span role="status" className="waiting-notice">
      {mine > 0 && <PageLink to={{ page: "releases" }}>{wordsOf(WORDS).waits(mine)}</PageLink>}
    </span>
  );
}
