import type { WhyView } from "#views";
import { codeWord } from "../format/code-words.ts";
import { Stated } from "../parts/stated.tsx";
import { DATA_LANGUAGE, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** One record: what it says, how sure, from where, and which figures were passed over. */
export function WhyRecord(props: { readonly record: WhyView["records"][number] }) {
  const { record } = props;
  const words = wordsOf(WORDS);
  return (
    <li>
      <p lang={DATA_LANGUAGE}>{record.text}</p>
      <p className="why-record-facts">
        <span className={`tag tag-${record.evidence.replace(/\W+/g, "-")}`}>{codeWord(record.evidence)}</span>
        <span>{words.confidence(codeWord(record.confidence))}</span>
        <span>{words.asOf(record.asOf)}</span>
      </p>
      <p className="why-source">
        <Stated>
          {record.source.title}
          {record.source.location !== undefined && `, ${record.source.location}`}
        </Stated> <span className="quiet-text" lang={DATA_LANGUAGE}>{record.source.licence}</span>
      </p>
      <p className="why-id" lang={DATA_LANGUAGE}>{record.id.startsWith(record.kind) ? record.id : `${record.kind} ${record.id}`}</p>
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
