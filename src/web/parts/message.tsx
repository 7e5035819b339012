import type { ReactNode } from "react";
import { isGone, ServerProblem } from "../fetch/server.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Refusals that another moment may lift: the plan is made, the budget of requests is full again. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);
/** Refusals that say who asks, and nothing of what there is: the role or the session of the reader does not go so far. */
const NOT_YOURS: ReadonlySet<string> = new Set(["nothing-to-see", "view-as-off", "not-allowed", "not-known"]);
const isNotYours = (problem: unknown): boolean => problem instanceof ServerProblem && problem.reason !== undefined && NOT_YOURS.has(problem.reason);

const canPass = (problem: unknown): boolean => !(problem instanceof ServerProblem) || problem.status < 400 || problem.status >= 500 || PASSING.has(problem.status);

/** What went wrong and what to do about it. To ask again is offered where it can help: what there is not will not be there then either. */
export function ProblemMessage(props: { readonly problem: unknown; readonly onRetry: () => void; readonly what: string }) {
  const words = wordsOf(WORDS);
  const hasNoServer = isGone(props.problem);
  const notYours = isNotYours(props.problem);
  const message = props.problem instanceof Error ? props.problem.message : words.failed;
  return (
    <div className={`message message-problem${notYours ? " message-restricted" : ""}`} role="alert">
      <p className="message-head">{hasNoServer ? words.gone : (notYours ? words.restricted : words.cannotShow)(props.what)}</p>
      {hasNoServer ? (
        <p>
          {words.goneBefore}
          <code>npm start</code>
          {words.goneAfter}
        </p>
      ) : (
        <p>{message}</p>
      )}
      {canPass(props.problem) && (
        <button type="button" className="action" onClick={props.onRetry}>
          {words.again}
        </button>
      )}
    </div>
  );
}

/** The same beside what was read before: where the server is gone, the frame says so once for all parts of the page. */
export function BesideMessage(props: Parameters<typeof ProblemMessage>[0] & { readonly hasData: boolean }) {
  return props.hasData && isGone(props.problem) ? null : <ProblemMessage {...props} />;
}

/** Nothing to show, and why that is. */
export function EmptyMessage(props: { readonly children: ReactNode }) {
  return <p className="message message-empty">{props.children}</p>;
}

/** Grey lines in the place of what is still to come. */
export function Ghost(props: { readonly lines: number }) {
  return (
    <div className="loading" aria-hidden="true">
      {Array.from({ length: props.lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a grey line has no name but its place
        <span key={index} className="loading-line" />
      ))}
    </div>
  );
}

/** Grey lines that stand where content is about to come, and a word for those who do not see them. */
export function Loading(props: { readonly what: string; readonly lines?: number }) {
  return (
    <div role="status">
      <span className="heard">{wordsOf(WORDS).loading(props.what)}</span>
      <Ghost lines={props.lines ?? 4} />
    </div>
  );
}
