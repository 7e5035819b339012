import { useState } from "react";
import type { EvidenceFinding } from "#views";
import type { Sheet } from "../format/sheet.ts";
import { formatNumber } from "../format/number.ts";
import { Card } from "../parts/card.tsx";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { Switch } from "../parts/switch.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { IntervalChart } from "./interval-chart.tsx";

const sheetOf = (finding: EvidenceFinding): Sheet => ({
  name: `record-${finding.id}`,
  columns: ["figure", "low", "high", "estimate", "by"],
  rows: [
    ...finding.estimates.map((it) => [it.name, String(it.low), String(it.high), String(it.value), it.by]),
    ...finding.counts.map((it) => [it.name, String(it.low), String(it.high), String(it.count / it.total), `${it.count} of ${it.total}, exact`]),
  ],
});

const SHARES: readonly [number, number] = [0, 1];

/** One question: what the record says, with intervals, counts, and how to make the same figures. */
export function FindingCard(props: { readonly finding: EvidenceFinding }) {
  const { finding } = props;
  const [shape, setShape] = useState<"chart" | "table">("chart");
  const hasFigures = finding.estimates.length + finding.counts.length > 0;
  const isLogOdds = finding.estimates.filter((it) => it.name.includes("log-odds") || it.by.startsWith("clustered") || it.by.startsWith("bootstrap") || it.by.startsWith("errors"));
  const others = finding.estimates.filter((it) => !isLogOdds.includes(it));
  return (
    <Card
      id={finding.id.toLowerCase()}
      title={`${finding.id}. ${finding.question}`}
      note={finding.estimand}
      tools={
        hasFigures ? (
          <>
            <TakeOut sheet={() => sheetOf(finding)} />
            <Switch
              label={`Show ${finding.id} as`}
              value={shape}
              options={[
                { id: "chart", name: "Chart" },
                { id: "table", name: "Table" },
              ]}
              onChange={setShape}
            />
          </>
        ) : undefined
      }
    >
      <ul className="plain-list">
        {finding.sentences.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
      {hasFigures && shape === "chart" && (
        <>
          {isLogOdds.length > 0 && (
            <figure>
              <figcaption>Log-odds with 95 % intervals; the line stands where nothing would lie.</figcaption>
              <IntervalChart rows={isLogOdds} nothing={0} label={`${finding.id}: log-odds with intervals; the table has the figures`} />
            </figure>
          )}
          {others.length > 0 && (
            <figure>
              <figcaption>{finding.id === "Q1" ? "Average risk ratio with its 95 % interval; one is no difference." : finding.id === "Q5" ? "Share still in force, with 95 % bands." : "Risk differences per 1,000 dyad-years, with 95 % intervals."}</figcaption>
              <IntervalChart rows={others} nothing={finding.id === "Q1" ? 1 : 0} label={`${finding.id}: estimates with intervals; the table has the figures`} {...(finding.id === "Q5" && { within: SHARES })} />
            </figure>
          )}
          {finding.counts.length > 0 && (
            <figure>
              <figcaption>Counted shares with exact 95 % intervals.</figcaption>
              <IntervalChart rows={finding.counts.map((it) => ({ ...it, name: `${it.name} (${it.count} of ${it.total})`, value: it.count / it.total }))} nothing={0} label={`${finding.id}: shares with exact intervals; the table has the figures`} {...(finding.id !== "Q3" && { within: SHARES })} />
            </figure>
          )}
        </>
      )}
      {hasFigures && shape === "table" && (
        <ScrollRegion label={`${finding.id}: figures`}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col" className="right">
                  95 %
                </th>
                <th scope="col" className="right">
                  Estimate
                </th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {sheetOf(finding).rows.map(([name = "", low = "", high = "", value = "", by = ""], index) => (
                <tr key={`${name}${index}`}>
                  <th scope="row">{name}</th>
                  <td className="right">
                    {formatNumber(Number(low))} to {formatNumber(Number(high))}
                  </td>
                  <td className="right">{formatNumber(Number(value))}</td>
                  <td>{by}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {finding.test !== undefined && finding.p !== undefined && (
        <p className="card-note">
          Test that counts: {finding.test}; p {pText(finding.p)}
          {finding.holm !== undefined && `, after Holm over the questions ${pText(finding.holm)}`}.
          {finding.detectable !== undefined && ` Smallest true effect that would have been found four times in five: ${finding.detectable}.`}
        </p>
      )}
      {finding.cases.length > 0 && (
        <details>
          <summary>{finding.cases.length} attacks since 1946 that reached war against a target with a pact</summary>
          <ul className="plain-list columns">
            {finding.cases.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="card-note">
        Reproduce this: <code>{finding.reproduce}</code>
      </p>
    </Card>
  );
}

const pText = (p: number): string => (p < 0.001 ? "below 0.001" : p.toFixed(3));
