import { useProgress } from "../../fetch/progress.ts";
import { formatSeconds, formatShare } from "../../format/number.ts";

const WORDS = {
  waiting: "Waiting to start",
  running: "Computing",
  done: "Done, fetching the result",
  failed: "The plan could not be computed",
  cancelled: "Cancelled",
} as const;

/** Stands in the place of the headline while both plans are being solved. */
export function PlanProgress() {
  const progress = useProgress(true);
  const done = Math.min(1, Math.max(0, progress?.done ?? 0));
  const state = progress?.state ?? "waiting";
  const hasFailed = state === "failed" || state === "cancelled";
  return (
    <section className={`plan-progress ${hasFailed ? "plan-progress-failed" : ""}`} aria-labelledby="progress-title">
      <h1 id="progress-title">What does planning alone cost?</h1>
      <p className="lead">
        The same model is being solved twice, each ally alone and all aligned. The map, the shortfalls and the table below are already here; the price of
        misalignment follows.
      </p>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label="Computation of the plan"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(done * 100)}
        aria-valuetext={`${formatShare(done)}, ${progress?.stage ?? WORDS[state]}`}
      >
        <div style={{ width: `${Math.max(1, done * 100)}%` }} />
      </div>
      <p className="progress-line" role="status">
        <strong>{hasFailed ? WORDS[state] : (progress?.stage ?? WORDS[state])}</strong>
        <span>{formatShare(done)}</span>
        {progress?.secondsLeft !== undefined && !hasFailed && <span>about {formatSeconds(progress.secondsLeft)} left</span>}
      </p>
      {progress?.message !== undefined && <p className="progress-message">{progress.message}</p>}
      {hasFailed && (
        <p>
          Start the server again, or run <code>concord plan</code> in a terminal to see why.
        </p>
      )}
    </section>
  );
}
