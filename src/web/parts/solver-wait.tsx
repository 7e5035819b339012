import { useEffect, useState } from "react";
import { tookLast, type Waited } from "../fetch/took.ts";
import { formatSeconds } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const TICK_MS = 1000;
// What took so long the last time is nearly done then, never wholly. Unit: share.
const MOST = 0.95;

/** Stands where the answer of a solver is about to come: what is worked out, since when, how long it took the last time, and a way to stop it. */
export function SolverWait(props: { readonly work: Waited; /** What is worked out, as a sentence. */ readonly says: string; readonly onCancel: () => void }) {
  const [start] = useState(() => performance.now());
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((performance.now() - start) / 1000), TICK_MS);
    return () => clearInterval(timer);
  }, [start]);
  return <SolverWaited says={props.says} seconds={seconds} last={tookLast(props.work)} onCancel={props.onCancel} />;
}

/** The same at one moment: after so many seconds, where it took so many the last time. Unit: s. */
export function SolverWaited(props: { readonly says: string; readonly seconds: number; readonly last: number | undefined; readonly onCancel: () => void }) {
  const { seconds, last } = props;
  const words = wordsOf(WORDS);
  return (
    <div className="solver-wait">
      {/* The seconds are no part of it: whoever hears the page is told once. */}
      <p role="status">{props.says}</p>
      <div className={last === undefined ? "progress-bar progress-unknown" : "progress-bar"} role="progressbar" aria-label={props.says} {...(last !== undefined && { "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(Math.min(MOST, seconds / last) * 100) })}>
        <div style={{ width: last === undefined ? "100%" : `${Math.max(0.01, Math.min(MOST, seconds / last)) * 100}%` }} />
      </div>
      <p className="progress-line">
        <span>{words.since(formatSeconds(seconds))}</span>
        <span>{last === undefined ? words.firstWait : seconds > last ? words.longer(formatSeconds(last)) : words.likeLast(formatSeconds(Math.max(1, last - seconds)), formatSeconds(last))}</span>
        <button type="button" className="quiet" onClick={props.onCancel}>
          {words.stopWaiting}
        </button>
      </p>
    </div>
  );
}
