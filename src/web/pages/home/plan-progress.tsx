import type { ConfidenceView } from "#views";
import { useProgress } from "../../fetch/progress.ts";
import { DataTrust } from "../../parts/data-trust.tsx";
import { PlanRun } from "../../parts/plan-run.tsx";
import { Progress } from "../../parts/progress.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Stands in the place of the headline while both plans are being solved. */
export function PlanProgress(props: { readonly confidence: ConfidenceView }) {
  const progress = useProgress(true);
  const words = wordsOf(WORDS);
  const state = progress?.state ?? "waiting";
  const hasFailed = state === "failed" || state === "cancelled";
  return (
    <section className={`plan-progress ${hasFailed ? "plan-progress-failed" : ""}`} aria-labelledby="progress-title">
      <h1 id="progress-title">{words.whatAloneCosts}</h1>
      <p className="lead">{words.solvedTwice}</p>
      <DataTrust confidence={props.confidence} />
      <Progress of={words.computation} come={{ ...progress, stage: hasFailed ? words.state[state] : (progress?.stage ?? words.state[state]) }} isOver={hasFailed} />
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
