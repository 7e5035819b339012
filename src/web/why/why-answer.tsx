import type { ReactNode } from "react";
import type { WhyView } from "#views";
import { askedStep } from "../address/why-steps.ts";
import { formatAside, formatAtLeast, formatShown } from "../format/number.ts";
import { unitName } from "../format/units.ts";
import { DocumentLink } from "../parts/document-link.tsx";
import { WhyNumber } from "../parts/why-number.tsx";
import { Source, Stated } from "../parts/stated.tsx";
import { labelled, wordsOf } from "../words/words.ts";
import { noRecordText } from "./no-record.ts";
import { WhyRecord } from "./why-record.tsx";
import { WORDS } from "./words.ts";

/** From the sentence down to the documents. */
export function WhyAnswer(props: { readonly why: WhyView }) {
  const { why } = props;
  const words = wordsOf(WORDS);
  const aside = formatAside(why.shown);
  // A part or a ratio of the figure was pressed: it stands among the steps.
  const asked = askedStep(why.steps);
  return (
    <>
      <p className={`why-value ${why.shown.value === undefined ? "number-unknown" : ""}`}>{formatAtLeast(why.shown)}</p>
      {aside !== "" && <p className="why-aside">{aside}</p>}
      <p className="why-sentence">{why.sentence}</p>
      {asked?.shown !== undefined && (
        <p className="why-asked">
          {words.pressed(why.steps.indexOf(asked) + 1, asked.text, formatShown(asked.shown))}{" "}
          <button type="button" className="number" onClick={() => document.querySelector(".why-step-asked")?.scrollIntoView({ block: "center" })}>
            {words.toStep}
          </button>
        </p>
      )}
      {why.steps.length > 0 && (
        <Part title={words.reckoned}>
          <ol className="why-steps">
            {why.steps.map((it) => (
              <li key={it.text} className={it === asked ? "why-step-asked" : undefined} aria-current={it === asked ? "true" : undefined}>
                <span>
                  {it.quoted === undefined ? (
                    it.text
                  ) : (
                    <>
                      {labelled(it.text, "")}
                      <Stated>{it.quoted}</Stated>
                    </>
                  )}
                </span>
                {it.shown !== undefined &&
                  (it.shown.why === why.key ? (
                    <span className="why-step-value">{formatShown(it.shown)}</span>
                  ) : (
                    <WhyNumber shown={it.shown} className="why-step-value" of={it.text} />
                  ))}
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title={words.method}>
        <p>
          {why.method.title} <span className="quiet-text">
            {why.method.id}
            {why.method.id !== "" && why.method.doc !== "" && " · "}
            {why.method.doc.endsWith(".md") ? <DocumentLink address={`/${why.method.doc}`}>{why.method.doc}</DocumentLink> : why.method.doc}
          </span>
        </p>
      </Part>
      {why.assumptions.length > 0 && (
        <Part title={words.judgements}>
          <dl className="why-assumptions">
            {why.assumptions.map((it) => (
              <div key={it.id}>
                <dt>{it.meaning}</dt>
                <dd>
                  <strong>{[it.value, it.unit === "1" ? "" : unitName(it.unit)].filter((word) => word !== "").join("\u00a0")}</strong>
                  <span className="quiet-text">
                    {it.id} · <Source source={it.source} />
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {why.limits.length > 0 && (
        <Part title={words.limits}>
          <ul className="why-limits">
            {why.limits.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={words.records(why.records.length + why.moreRecords)}>
        {why.records.length === 0 ? (
          <p className="quiet-text">{noRecordText(why)}</p>
        ) : (
          <ul className="why-records">
            {why.records.map((it) => (
              <WhyRecord key={`${it.kind} ${it.id}`} record={it} />
            ))}
          </ul>
        )}
        {why.moreRecords > 0 && <p className="quiet-text">{words.more(why.moreRecords)}</p>}
      </Part>
    </>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="why-part">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}
