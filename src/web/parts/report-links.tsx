import { useReports } from "../fetch/plans.ts";
import { wordsOf } from "../words/words.ts";
import { PLAN_WORDS } from "./plan-words.ts";

/** The report for ministers as files. */
export function ReportLinks() {
  const words = wordsOf(PLAN_WORDS).report;
  const { pdf, xlsx } = useReports();
  return (
    <nav aria-label={words.name} className="report-links">
      <a href={pdf} download className="quiet">
        {words.pdf}
      </a>
      <a href={xlsx} download className="quiet">
        {words.xlsx}
      </a>
    </nav>
  );
}
