import type { ReactNode } from "react";
import { ServerProblem } from "../fetch/server.ts";

/** What went wrong and what to do about it. */
export function ProblemMessage(props: { readonly problem: unknown; readonly onRetry: () => void; readonly what: string }) {
  const isGone = props.problem instanceof ServerProblem && props.problem.status === 0;
  const message = props.problem instanceof Error ? props.problem.message : "Something failed.";
  return (
    <div className="message message-problem" role="alert">
      <h3>{isGone ? "The server does not answer" : `${props.what} cannot be shown`}</h3>
      {isGone ? (
        <p>
          Concord runs on your own machine or your alliance's. Start it again with <code>npm start</code> in its folder; this page asks by itself every few
          seconds.
        </p>
      ) : (
        <p>{message}</p>
      )}
      <button type="button" className="action" onClick={props.onRetry}>
        Ask again
      </button>
    </div>
  );
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
      <span className="heard">{`Loading ${props.what}`}</span>
      <Ghost lines={props.lines ?? 4} />
    </div>
  );
}
