import type { ReactNode } from "react";
import type { ReplyOf } from "#api";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** A released figure, drawn in the one way for who previews it, who approves it and who receives it: what they see is the same. */
export function ReleasedFigure(props: { readonly figure: ReplyOf<"releaseDraft">["waiting"]["figure"]; readonly marking: string; readonly children?: ReactNode }) {
  const { figure } = props;
  const words = wordsOf(WORDS);
  return (
    <figure className="released-figure">
      <p className="released-marking">{props.marking}</p>
      {figure.row === undefined ? (
        <>
          {/* As it was signed: in English. */}
          <p className="released-question" lang="en">
            {figure.query}
          </p>
          <p className="released-value" lang="en">
            {figure.value}
          </p>
        </>
      ) : (
        <>
          <p className="released-question">{words.row(figure.row.id, figure.row.file)}</p>
          <dl className="entry-facts">
            {(figure.cells ?? []).map(({ heading, value }) => (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {props.children !== undefined && <figcaption>{props.children}</figcaption>}
    </figure>
  );
}

/** A moment as it is read: day and minute, the same everywhere. */
export const momentText = (at: string): string => at.slice(0, 16).replace("T", " ");
