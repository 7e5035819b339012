import type { WhyView } from "#views";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** One record: what it says, how sure, from where, and which figures were passed over. */
export function WhyRecord(props: { readonly record: WhyView["records"][number] }) {
  const { record } = props;
  const words = wordsOf(WORDS);
  return (
    <li>
      <p>{record.text}</p>
      <p className="why-record-facts">
        <span className={`tag tag-${record.evidence.replace(/\W+/g, "-")}`}>{record.evidence}</span>
        <span>{words.confidence(record.confidence)}</span>
        <span>{words.asOf(record.asOf)}</span>
      </p>
      <p className="why-source">
        {record.source.title}
        {record.source.location !== undefined && `, ${record.source.location}`} <span className="quiet-text">{record.source.licence}</span>
      </p>
      <p className="why-id">{record.id.startsWith(record.kind) ? record.id : `${record.kind} ${record.id}`}</p>
      {record.rivals.length > 0 && (
        <details>
          <summary>{words.rivals(record.rivals.length)}</summary>
          <ul>
            {record.rivals.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
