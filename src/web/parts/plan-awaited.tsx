import { useProgress } from "../fetch/progress.ts";
import { wordsOf } from "../words/words.ts";
import { PlanRun } from "./plan-run.tsx";
import { PLAN_WORDS } from "./plan-words.ts";
import { Progress } from "./progress.tsx";

/** Stands where figures of the plan will stand while it is being made. */
export function PlanAwaited() {
  const words = wordsOf(PLAN_WORDS);
  const progress = useProgress(true);
  const hasFailed = progress?.state === "failed" || progress?.state === "cancelled";
  return (
    <section className={`plan-awaited ${hasFailed ? "plan-progress-failed" : ""}`}>
      <p className="lead">{progress?.state === "cancelled" ? words.stopped : hasFailed ? words.failed : words.making}</p>
      <Progress of={words.bar} come={{ ...progress, stage: hasFailed ? undefined : progress?.stage }} isOver={hasFailed} />
      {progress?.message !== undefined && <p className="progress-message">{progress.message}</p>}
      <PlanRun state={progress?.state ?? "waiting"} />
    </section>
  );
}
