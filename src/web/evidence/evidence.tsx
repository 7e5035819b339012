import { QUESTION_OF } from "#views";
import { useEvidence, useEvidencePdf } from "../fetch/evidence.ts";
import { Card } from "../parts/card.tsx";
import { LowerParts } from "../parts/lower-parts.tsx";
import { Loading, ProblemMessage } from "../parts/message.tsx";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { titleOf } from "../pages/pages.ts";
import { labelled, languageNow, wordsOf } from "../words/words.ts";
import { Adoption } from "./adoption.tsx";
import { CompanionTable } from "./companion-tables.tsx";
import { formatFigure } from "./figure.ts";
import { FindingCard } from "./finding-card.tsx";
import { RefitCard } from "./refit/refit.tsx";
import { SpecificationCurve } from "./specification-curve.tsx";
import { WORDS } from "./words.ts";

/** The record since 1914: what is known, what is not, and everything that it rests on. */
export function Evidence() {
  const evidence = useEvidence();
  const words = wordsOf(WORDS);
  const pdf = useEvidencePdf();
  const { priors, literature } = words;
  if (evidence.data === undefined)
    return (
      <div className="alone">
        <h1 className="heard">{titleOf("evidence", languageNow())}</h1>
        {evidence.isError ? <ProblemMessage problem={evidence.error} what={words.what} onRetry={() => void evidence.refetch()} /> : <Loading what={words.loading} lines={8} />}
      </div>
    );
  const { data } = evidence;
  return (
    <div className="evidence">
      <header className="evidence-head">
        <div>
          <h1>{data.title}</h1>
          <p className="card-note">{words.lead}</p>
          <p className="data-trust quiet-text">{words.trust}</p>
          <p className="card-note">{data.opposed}</p>
          {words.english !== "" && <p className="card-note">{words.english}</p>}
        </div>
        <a href={pdf} download className="quiet">
          {words.pdf}
        </a>
      </header>
      <div className="evidence-plain">
        <PlainList id="known" title={words.known} items={data.known} />
        <PlainList id="unknown" title={words.unknown} items={data.unknown} />
        <PlainList id="would-change" title={words.wouldChange} items={data.wouldChange} />
      </div>
      <LowerParts>
        {data.findings.map((it) => (
          <FindingCard key={it.id} finding={it} drawings={data.drawings.filter((one) => QUESTION_OF[one.id] === it.id)} />
        ))}
        <RefitCard evidence={data} />
        <SpecificationCurve evidence={data} />
        <Adoption drawings={data.drawings.filter((it) => QUESTION_OF[it.id] === undefined)} />
        <PlainList id="other-reasons" title={words.otherReasons} items={data.otherReasons} />
        <Card id="priors" title={priors.title} note={priors.note}>
          <ScrollRegion label={priors.title}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{priors.conclusion}</th>
                  <th scope="col">{priors.verdict}</th>
                  <th scope="col">{priors.restsOn}</th>
                  <th scope="col" className="right">
                    {priors.range}
                  </th>
                  <th scope="col">{priors.absolute}</th>
                  <th scope="col">{priors.taken}</th>
                </tr>
              </thead>
              <tbody>
                {data.priors.map((it) => (
                  <tr key={it.id}>
                    <th scope="row">{it.conclusion}</th>
                    <td className="prior-verdict">
                      {words.because(it.verdict, it.why)}
                    </td>
                    <td>
                      <a href={`#${it.question.toLowerCase()}`}>{it.question}</a>
                    </td>
                    <td className="right">{words.to(formatFigure(it.low), formatFigure(it.high))}</td>
                    <td className="prior-absolute">{it.absolute ?? "–"}</td>
                    <td className="prior-taken">
                      <code>{it.id}</code>
                      {labelled("", `${it.shape}; ${it.unit}.`)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="card-note">
            {priors.before}
            <code>node bin/concord.mjs study priors --set history.commitment-honoured=0.6:0.7:0.8</code>
            {priors.after}
          </p>
        </Card>
        <Card id="sample" title={data.sample.title} note={words.sampleNote}>
          <CompanionTable table={data.sample} name="record-sample" label={data.sample.title} hasTitle={false} />
        </Card>
        <Card id="literature" title={literature.title} note={literature.note}>
          <ScrollRegion label={literature.title}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{literature.work}</th>
                  <th scope="col">{literature.finding}</th>
                  <th scope="col">{literature.here}</th>
                </tr>
              </thead>
              <tbody>
                {data.literature.map((it) => (
                  <tr key={it.work}>
                    <th scope="row" lang="en">
                      {it.work}
                    </th>
                    <td>{it.finding}</td>
                    <td>{it.here}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <details>
            <summary>{literature.works}</summary>
            <ul className="plain-list" lang="en">
              {data.bibliography.map((it) => (
                <li key={it}>{it}</li>
              ))}
            </ul>
          </details>
        </Card>
        <Card id="made" title={words.made}>
          <ul className="plain-list">
            {data.limits.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
          <p className="card-note">{data.made}</p>
        </Card>
      </LowerParts>
    </div>
  );
}

function PlainList(props: { readonly id: string; readonly title: string; readonly items: readonly string[] }) {
  return (
    <Card id={props.id} title={props.title}>
      <ul className="plain-list">
        {props.items.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
    </Card>
  );
}
