import type { EvidenceFinding, EvidenceTable } from "#views";
import { formatNumber } from "../format/number.ts";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { labelled, wordsOf } from "../words/words.ts";
import { formatCell } from "./figure.ts";
import { WORDS } from "./words.ts";

/** Tables beside a finding, folded away: absolute risk, the primary model with each kind of error, and the models beside it. */
export function CompanionTables(props: { readonly finding: EvidenceFinding }) {
  const { id, tables } = props.finding;
  const words = wordsOf(WORDS);
  if (tables.length === 0) return null;
  return (
    <details>
      <summary>{words.tables(formatNumber(tables.length, 0))}</summary>
      {tables.map((it, index) => (
        <CompanionTable key={it.title} table={it} name={`record-${id}-${index + 1}`} label={labelled(id, it.title)} />
      ))}
    </details>
  );
}

/** Years of an era are one word, which no narrow page breaks. @example keptWhole("1914–45") // → "no-wrap" */
const keptWhole = (name: string): string => (/^\d{4}–\d{2,4}$/.test(name) ? "no-wrap" : "");

/** A table of the study with its take-outs and what is said of it. */
export function CompanionTable(props: { readonly table: EvidenceTable; readonly name: string; readonly label: string; readonly hasTitle?: boolean }) {
  const { title, of, columns, rows, says } = props.table;
  const sheet = () => ({ name: props.name, columns: [of, ...columns.map((it) => it.name)], rows: rows.map((it) => [it.name ?? it.term ?? "", ...it.values.map((value) => String(value ?? ""))]) });
  return (
    <section>
      <header className="evidence-drawing-head">
        {props.hasTitle !== false && <h3>{title}</h3>}
        <TakeOut rests="apart" sheet={sheet} />
      </header>
      <ScrollRegion label={props.label}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{of}</th>
              {columns.map((it) => (
                <th key={it.name} scope="col" className={`right ${keptWhole(it.name)}`}>
                  {it.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((it) => (
              <tr key={it.name ?? it.term}>
                <th scope="row" className={keptWhole(it.name ?? "")}>{it.name ?? <code>{it.term}</code>}</th>
                {columns.map(({ name, kind }, index) => (
                  <td key={name} className="right no-wrap">
                    {formatCell(it.values[index], kind)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {says.map((it) => (
        <p className="card-note" key={it}>
          {it}
        </p>
      ))}
    </section>
  );
}
