import { useEvidence } from "../fetch/queries.ts";
import { formatNumber } from "../format/number.ts";
import { Card } from "../parts/card.tsx";
import { Loading, ProblemMessage } from "../parts/message.tsx";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { Adoption } from "./adoption.tsx";
import { FindingCard } from "./finding-card.tsx";
import { SpecificationCurve } from "./specification-curve.tsx";

/** The record since 1914: what is known, what is not, and everything that it rests on. */
export function Evidence() {
  const evidence = useEvidence();
  if (evidence.data === undefined)
    return (
      <div className="alone">
        <h1 className="heard">The record since 1914</h1>
        {evidence.isError ? <ProblemMessage problem={evidence.error} what="The record" onRetry={() => void evidence.refetch()} /> : <Loading what="the record" lines={8} />}
      </div>
    );
  const { data } = evidence;
  return (
    <div className="evidence">
      <header className="evidence-head">
        <h1>{data.title}</h1>
        <p className="card-note">Has technology changed what defence alliances achieve? What goes with what, with its uncertainty; no figure here says what made what.</p>
      </header>
      <div className="evidence-plain">
        <PlainList id="known" title="What the record shows" items={data.known} />
        <PlainList id="unknown" title="What it does not tell" items={data.unknown} />
        <PlainList id="would-change" title="What would change the answer" items={data.wouldChange} />
      </div>
      {data.findings.map((it) => (
        <FindingCard key={it.id} finding={it} />
      ))}
      <SpecificationCurve evidence={data} />
      <Adoption series={data.adoption} />
      <Card id="priors" title="What a plan may take from it" note="wide ranges only, never points; a conclusion that flips within a range is not decided by history">
        <ScrollRegion label="What a plan may take from it">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Conclusion</th>
                <th scope="col">Verdict</th>
                <th scope="col">Rests on</th>
                <th scope="col" className="right">
                  80 % range
                </th>
                <th scope="col">What is taken</th>
              </tr>
            </thead>
            <tbody>
              {data.priors.map((it) => (
                <tr key={it.id}>
                  <th scope="row">{it.conclusion}</th>
                  <td>{it.verdict}</td>
                  <td>
                    <a href={`#${it.question.toLowerCase()}`}>{it.question}</a>
                  </td>
                  <td className="right">
                    {formatNumber(it.low)} to {formatNumber(it.high)}
                  </td>
                  <td>
                    <code>{it.id}</code>: {it.shape}; {it.unit}. {it.absolute}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <p className="card-note">
          Put another range in its place: <code>concord study priors --set history.commitment-honoured=0.6:0.7:0.8</code>. For cyber operations, drones and artificial intelligence history gives none: set a range of your own and sweep it.
        </p>
      </Card>
      <Card id="literature" title="What others found" note="agreeing and opposing, beside this record">
        <ScrollRegion label="What others found">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Work</th>
                <th scope="col">Finding</th>
                <th scope="col">Here</th>
              </tr>
            </thead>
            <tbody>
              {data.literature.map((it) => (
                <tr key={it.work}>
                  <th scope="row">{it.work}</th>
                  <td>{it.finding}</td>
                  <td>{it.here}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Card>
      <Card id="made" title="How this is computed, and its limits">
        <ul className="plain-list">
          {data.limits.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
        <p className="card-note">{data.made}</p>
      </Card>
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
