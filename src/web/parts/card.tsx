import type { ReactNode } from "react";

/** One question and its answer: a heading that says what is measured, tools at the right, the content below. */
export function Card(props: {
  readonly id: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const heading = `${props.id}-title`;
  return (
    <section className={`card ${props.className ?? ""}`} id={props.id} aria-labelledby={heading}>
      <header className="card-head">
        <div>
          <h2 id={heading}>{props.title}</h2>
          {props.note !== undefined && <p className="card-note">{props.note}</p>}
        </div>
        {props.tools !== undefined && <div className="card-tools">{props.tools}</div>}
      </header>
      {props.children}
    </section>
  );
}
