import type { Shown } from "#views";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The mark of a figure's weakest evidence: the class of a line below it, of a kind of its own. Nothing where it was counted or stated by an authority. @example restsOn({ unit: "1", label: "", why: "", value: 2, evidence: "press" }) // → "rests-press" */
export const restsOn = ({ value, evidence }: Shown): string => (value === undefined || evidence === undefined ? "" : `rests-${evidence}`);

/** Kinds of evidence that have a mark of their own. */
export const MARKED = ["press", "estimate", "assumption"] as const;

/** What the lines below figures mean. */
export function RestsOnKey() {
  const words = wordsOf(WORDS).restsOn;
  return (
    <div className="rests-key">
      <p>{words.key}</p>
      <ul>
        {MARKED.map((it) => (
          <li key={it}>
            <span className={`rests-${it}`}>{words[it]}</span>
          </li>
        ))}
        <li>{words.none}</li>
      </ul>
    </div>
  );
}
