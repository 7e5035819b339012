import type { LeversView } from "#views";
import type { WhatIfTold } from "../../fetch/plans.ts";
import { ServerProblem } from "../../fetch/server.ts";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { wordsOf } from "../../words/words.ts";
import { leverParts, LEVERS, leverSays } from "./lever-says.ts";
import { setLevers } from "./levers.tsx";
import { WORDS } from "./words.ts";

/** A lever that cannot be pulled, and why. */
export interface RefusedLever {
  readonly lever: string;
  readonly why: string;
}

/** The lever that keeps the others from an answer, if one does. @example refusedIn({ state: "failed", lever: "delay:p=9", problem: "…" }) // → { lever: "delay:p=9", why: "…" } */
export function refusedIn(told: WhatIfTold | undefined, problem?: unknown): RefusedLever | undefined {
  // How a lever is written helps whoever wrote one that no form here pulls, not whoever pulls it.
  if (problem instanceof ServerProblem) return problem.lever === undefined ? undefined : { lever: problem.lever, why: isPulledHere(problem.lever) ? problem.detail : problem.message };
  return told?.state !== "failed" || told.lever === undefined ? undefined : { lever: told.lever, why: told.problem ?? "" };
}

const isPulledHere = (lever: string): boolean => LEVERS.some((kind) => kind === leverParts(lever).kind);

interface RefusedProps {
  readonly refused: RefusedLever;
  readonly levers: readonly string[];
  readonly view: LeversView | undefined;
  /** The plan that stands beside and holds the lever, and how it is taken away. Absent: none holds it. */
  readonly beside?: { readonly name: string; readonly onTakeAway: () => void };
}

/** Says which lever cannot be pulled and why, and leaves it out, or the plan beside that holds it, so that the others are answered. */
export function Refused(props: RefusedProps) {
  const { lever, why } = props.refused;
  const words = wordsOf(WORDS);
  const others = props.levers.filter((it) => it !== lever);
  return (
    <div className="message message-problem" role="alert">
      <p className="message-head">{words.cannotPull(leverSays(lever, props.view))}</p>
      <p>{why}</p>
      {props.levers.includes(lever) ? (
        <>
          {others.length > 0 && <p>{words.othersWait(others.length)}</p>}
          <button
            type="button"
            className="action"
            onClick={() => {
              setLevers(others);
              goOnFrom("#levers select, #price select");
            }}
          >
            {words.leaveOut(others.length)}
          </button>
        </>
      ) : props.beside !== undefined ? (
        <>
          <p>{words.heldBeside(props.beside.name)}</p>
          <button type="button" className="action" onClick={props.beside.onTakeAway}>
            {words.takeAway}
          </button>
        </>
      ) : null}
    </div>
  );
}
