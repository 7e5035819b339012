import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PageId } from "#api";
import type { About, Shown } from "#views";
import { changeAddress } from "../address/address.ts";
import { formatCount } from "../format/number.ts";
import { Choice } from "../parts/choice.tsx";
import { BesideMessage, Loading } from "../parts/message.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { RestsOnKey } from "../parts/rests-on.tsx";
import { WhyNumber } from "../parts/why-number.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/**
 * A page of the planning cycle: its head with the year, what is said while it comes or fails, the page itself, and below it of which run it is.
 */
export function CyclePage<V extends Partial<About> & { readonly year?: number; readonly runKey: string }>(props: {
  readonly page: PageId;
  readonly query: UseQueryResult<V>;
  /** What is shown, in a sentence: "The targets". */
  readonly what: string;
  /** The thing it is about, instead of the page's title. */
  readonly titleOf?: (view: V) => string;
  readonly note?: (view: V) => ReactNode;
  /** The way on where there is no such thing: to the table of all. */
  readonly back?: ReactNode;
  readonly tools?: ReactNode;
  readonly years?: readonly number[];
  readonly children: (view: V) => ReactNode;
}) {
  const { query } = props;
  const words = wordsOf(WORDS);
  const view = query.data;
  const years = view?.years ?? props.years ?? [];
  return (
    <div className="page cycle" aria-busy={query.isPlaceholderData}>
      <PageHead
        page={props.page}
        {...(view !== undefined && props.titleOf !== undefined && { title: props.titleOf(view) })}
        {...(view !== undefined && props.note !== undefined && { note: props.note(view) })}
        tools={
          <>
            {props.tools}
            {view?.year !== undefined && years.length > 1 && (
              <Choice
                label={words.year}
                value={String(view.year)}
                options={years.map((it) => ({ id: String(it), name: String(it) }))}
                onChange={(id) => changeAddress({ year: id }, "push")}
              />
            )}
          </>
        }
      />
      {query.isError && <BesideMessage hasData={view !== undefined} problem={query.error} what={props.what} onRetry={() => void query.refetch()} />}
      {query.isError && view === undefined && props.back !== undefined && <p className="page-back">{props.back}</p>}
      {view === undefined ? (
        query.isError || <Loading what={props.what} lines={10} />
      ) : (
        <>
          {props.children(view)}
          <RestsOnKey />
          <p className="colophon">
            {words.run} <code title={view.runKey}>{view.runKey.slice(0, 12)}</code> · {words.marking} {view.marking} · {words.asOf} {view.asOf}
          </p>
        </>
      )}
    </div>
  );
}

/** What the page answers, in a sentence with its number. */
export function Answer(props: { readonly children: ReactNode; readonly below?: ReactNode }) {
  return (
    <div className="cycle-answer">
      <p className="plan-sentence">{props.children}</p>
      {props.below !== undefined && <p className="card-note">{props.below}</p>}
    </div>
  );
}

/** Counts side by side, each a mark, a number and a word: what is on track, what is not. */
export function Counts(props: { readonly label: string; readonly counts: readonly { readonly id: string; readonly name: string; readonly count: number; /** The count as a figure that answers why. */ readonly shown?: Shown; readonly tone?: Tone }[] }) {
  // What is unknown has no length in the bar.
  const known = props.counts.map((it) => (it.shown !== undefined && it.shown.value === undefined ? { ...it, count: 0 } : it));
  const all = known.reduce((sum, it) => sum + it.count, 0);
  return (
    <div className="counts">
      <div className="counts-bar" aria-hidden="true">
        {known.map((it) => it.count > 0 && <span key={it.id} className={`tone-${it.tone ?? "plain"}`} style={{ flexGrow: it.count / Math.max(all, 1) }} />)}
      </div>
      <ul aria-label={props.label}>
        {props.counts.map((it) => (
          <li key={it.id}>
            <Mark tone={it.tone ?? "plain"} /> <strong>{it.shown === undefined ? formatCount(it.count) : <WhyNumber shown={it.shown} text={formatCount(it.count)} of={it.name} />}</strong> {it.name}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a colour stands for; each has a mark of its own besides. */
export type Tone = "good" | "fair" | "bad" | "unknown" | "plain";

/** A small mark whose shape tells its meaning without its colour. */
export function Mark(props: { readonly tone: Tone }) {
  return (
    <svg className={`mark mark-${props.tone}`} aria-hidden="true" width="10" height="10" viewBox="0 0 10 10">
      {props.tone === "good" && <circle cx="5" cy="5" r="4.5" />}
      {props.tone === "fair" && <path d="M5 0.5 9.8 9.5H0.2Z" />}
      {props.tone === "bad" && <path d="M0.5 0.5h9v9h-9z" />}
      {props.tone === "unknown" && <circle cx="5" cy="5" r="3.8" fill="none" strokeWidth="1.4" strokeDasharray="2 1.4" />}
      {props.tone === "plain" && <path d="M5 0 10 5 5 10 0 5Z" />}
    </svg>
  );
}

/** A word with its mark. */
export const Marked = (props: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className="marked">
    <Mark tone={props.tone} /> {props.children}
  </span>
);

export const TONE_OF_STANDING: Readonly<Record<string, Tone>> = { "on track": "good", "at risk": "fair", "off track": "bad", unknown: "unknown", "nothing asked": "plain" };
export const TONE_OF_PROGRAMME: Readonly<Record<string, Tone>> = { late: "bad", "at risk": "fair", "on time": "good", undated: "unknown", delivered: "plain", cancelled: "plain" };
export const TONE_OF_STATE: Readonly<Record<string, Tone>> = { missing: "bad", partly: "fair", announced: "fair", "on order": "good", held: "good", unknown: "unknown" };
export const TONE_OF_RESPONSE: Readonly<Record<string, Tone>> = { accept: "good", reserve: "fair", decline: "bad", none: "unknown" };
