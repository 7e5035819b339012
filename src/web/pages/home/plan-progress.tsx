import type { ConfidenceView } from "#views";
import { useProgress } from "../../fetch/progress.ts";
import { formatSeconds, formatShare } from "../../format/number.ts";
import { DataTrust } from "../../parts/data-trust.tsx";
import { PlanRun } from "../../parts/plan-run.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Stands in the place of the headline while both plans are being solved. */
export function PlanProgress(props: { readonly confidence: ConfidenceView }) {
  const progress = useProgress(true);
  const words = wordsOf(WORDS);
  const done = Math.min(1, Math.max(0, progress?.done ?? 0));
  const state = progress?.state ?? "waiting";
  const hasFailed = state === "failed" || state === "cancelled";
  return (
    <section className={`plan-progress ${hasFailed ? "plan-progress-failed" : ""}`} aria-labelledby="progress-title">
      <h1 id="progress-title">{words.whatAloneCosts}</h1>
      <p className="lead">{words.solvedTwice}</p>
      <DataTrust confidence={props.confidence} />
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={words.computation}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(done * 100)}
        aria-valuetext={`${formatShare(done)}, ${progress?.stage ?? words.state[state]}`}
      >
        <div style={{ width: `${Math.max(1, done * 100)}%` }} />
      </div>
      <p className="progress-line" role="status">
        <strong>{hasFailed ? words.state[state] : (progress?.stage ?? words.state[state])}</strong>
        <span>{formatShare(done)}</span>
        {progress?.secondsLeft !== undefined && !hasFailed && <span>{words.left(formatSeconds(progress.secondsLeft), progress.isLonger === true)}</span>}
      </p>
      {progress?.message !== undefined && <p className="progress-message">{progress.message}</p>}
      <PlanRun state={state} />
      {state === "failed" && (
        <p>
          {words.startAgainBefore}
          <code>node bin/concord.mjs plan</code>
          {words.startAgainAfter}
        </p>
      )}
    </section>
  );
}
