import { useAddress } from "../address/address.ts";
import { leversIn, useReports } from "../fetch/plans.ts";
import { wordsOf } from "../words/words.ts";
import { PLAN_WORDS } from "./plan-words.ts";

/** The report for ministers as files, and what it is of: levers on the page are not in it. */
export function ReportLinks() {
  const words = wordsOf(PLAN_WORDS).report;
  const { pdf, xlsx } = useReports();
  const levers = leversIn(useAddress()("levers") ?? "");
  return (
    <nav aria-label={words.name} className="report-links">
      <a href={pdf} download className="quiet" aria-describedby="report-of">
        {words.pdf}
      </a>
      <a href={xlsx} download className="quiet" aria-describedby="report-of">
        {words.xlsx}
      </a>
      <span id="report-of" className="card-note">
        {levers.length === 0 ? words.asMade : words.notLevers}
      </span>
    </nav>
  );
}
