import type { WhyView } from "#views";

/** One record: what it says, how sure, from where, and which figures were passed over. */
export function WhyRecord(props: { readonly record: WhyView["records"][number] }) {
  const { record } = props;
  return (
    <li>
      <p>{record.text}</p>
      <p className="why-record-facts">
        <span className={`tag tag-${record.evidence.replace(/\W+/g, "-")}`}>{record.evidence}</span>
        <span>confidence {record.confidence}</span>
        <span>as of {record.asOf}</span>
      </p>
      <p className="why-source">
        {record.source.title}
        {record.source.location !== undefined && `, ${record.source.location}`} <span className="quiet-text">{record.source.licence}</span>
      </p>
      <p className="why-id">{record.id.startsWith(record.kind) ? record.id : `${record.kind} ${record.id}`}</p>
      {record.rivals.length > 0 && (
        <details>
          <summary>{record.rivals.length === 1 ? "1 rival figure" : `${record.rivals.length} rival figures`}</summary>
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
