import { useProgress } from "../fetch/progress.ts";
import { formatSeconds, formatShare } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { PlanRun } from "./plan-run.tsx";
import { PLAN_WORDS } from "./plan-words.ts";

/** Stands where figures of the plan will stand while it is being made. */
export function PlanAwaited() {
  const words = wordsOf(PLAN_WORDS);
  const progress = useProgress(true);
  const done = Math.min(1, Math.max(0, progress?.done ?? 0));
  const hasFailed = progress?.state === "failed" || progress?.state === "cancelled";
  return (
    <section className={`plan-awaited ${hasFailed ? "plan-progress-failed" : ""}`}>
      <p className="lead">{progress?.state === "cancelled" ? words.stopped : hasFailed ? words.failed : words.making}</p>
      <div className="progress-bar" role="progressbar" aria-label={words.bar} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)}>
        <div style={{ width: `${Math.max(1, done * 100)}%` }} />
      </div>
      <p className="progress-line" role="status">
        <span>{formatShare(done)}</span>
        {progress?.secondsLeft !== undefined && !hasFailed && <span>{words.left(formatSeconds(progress.secondsLeft), progress.isLonger === true)}</span>}
      </p>
      {progress?.message !== undefined && <p className="progress-message">{progress.message}</p>}
      <PlanRun state={progress?.state ?? "waiting"} />
    </section>
  );
}
