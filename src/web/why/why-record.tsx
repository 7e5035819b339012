import type { WhyView } from "#views";
import { codeWord } from "../format/code-words.ts";
import { DocumentLink } from "../parts/document-link.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Stated } from "../parts/stated.tsx";
import { DATA_LANGUAGE, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** One record: what it says, how sure, in which document, which leads there or to its record, and which figures were passed over. */
export function WhyRecord(props: { readonly record: WhyView["records"][number] }) {
  const { record } = props;
  const words = wordsOf(WORDS);
  const { source } = record;
  const named = source.location === undefined ? source.title : `${source.title}, ${source.location}`;
  return (
    <li>
      <p lang={DATA_LANGUAGE}>{record.text}</p>
      <p className="why-record-facts">
        <span className={`tag tag-${record.evidence.replace(/\W+/g, "-")}`}>{codeWord(record.evidence)}</span>
        <span>{words.confidence(codeWord(record.confidence))}</span>
        <span>{words.asOf(record.asOf)}</span>
      </p>
      <p className="why-source">
        {source.address === undefined ? (
          <PageLink to={{ page: "data" }} query={{ kind: "source", filter: source.id }}>
            <Stated>{named}</Stated>
          </PageLink>
        ) : (
          <DocumentLink address={source.address}>
            <Stated>{named}</Stated>
          </DocumentLink>
        )}{" "}
        <span className="quiet-text" lang={DATA_LANGUAGE}>{source.licence}</span>
      </p>
      <p className="why-id" lang={DATA_LANGUAGE}>
        <PageLink to={{ page: "data" }} query={{ kind: record.kind, filter: record.id }}>
          {record.id.startsWith(record.kind) ? record.id : `${record.kind} ${record.id}`}
        </PageLink>
      </p>
      {record.rivals.length > 0 && (
        <details>
          <summary>{words.rivals(record.rivals.length)}</summary>
          <ul>
            {record.rivals.map((it) => (
              <li key={it} lang={DATA_LANGUAGE}>{it}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
