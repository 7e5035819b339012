import type { ProgressView } from "#views";
import { usePlanRun } from "../fetch/progress.ts";
import { wordsOf } from "../words/words.ts";
import { PLAN_WORDS } from "./plan-words.ts";

/** Stops the plan while it is made; where it was stopped or failed, has it made again. */
export function PlanRun(props: { readonly state: ProgressView["state"] }) {
  const words = wordsOf(PLAN_WORDS);
  const { cancel, again } = usePlanRun();
  if (props.state === "done") return null;
  const isOver = props.state === "failed" || props.state === "cancelled";
  return (
    <p>
      <button type="button" className={isOver ? "action" : "quiet"} onClick={() => void (isOver ? again() : cancel()).catch(() => undefined)}>
        {isOver ? words.again : words.cancel}
      </button>
    </p>
  );
}
