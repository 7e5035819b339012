import type { ReactNode } from "react";
import { formatSeconds, formatShare } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { PLAN_WORDS } from "./plan-words.ts";

/** How far a long work has come, as the server tells it. */
export interface Come {
  /** Unit: share. Absent: nothing was heard yet. */
  readonly done?: number | undefined;
  /** What it is at. */
  readonly stage?: string | undefined;
  readonly secondsLeft?: number | undefined;
  /** Whether it takes longer than was first estimated. */
  readonly isLonger?: boolean | undefined;
}

/** How far a long work has come: a bar, what it is at, its share and the time that is left. `of`: what is worked out. `children`: what else stands in the line. */
export function Progress(props: { readonly of: string; readonly come: Come; /** It has failed or was stopped: no time is left. */ readonly isOver?: boolean; readonly children?: ReactNode }) {
  const words = wordsOf(PLAN_WORDS);
  const { stage, secondsLeft, isLonger } = props.come;
  const done = Math.min(1, Math.max(0, props.come.done ?? 0));
  return (
    <>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={props.of}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(done * 100)}
        aria-valuetext={stage === undefined ? formatShare(done) : `${formatShare(done)}, ${stage}`}
      >
        <div style={{ width: `${Math.max(1, done * 100)}%` }} />
      </div>
      <p className="progress-line">
        {/* Share and seconds are no part of it: whoever hears the page is told each stage once. */}
        <strong role="status">{stage}</strong>
        <span>{formatShare(done)}</span>
        {secondsLeft !== undefined && props.isOver !== true && <span>{words.left(formatSeconds(secondsLeft), isLonger === true)}</span>}
        {props.children}
      </p>
    </>
  );
}
