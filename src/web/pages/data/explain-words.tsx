import type { FormEvent } from "react";
import { columnOf, KINDS } from "#model";
import { codeWord, columnWord } from "../../format/code-words.ts";
import { formatCount } from "../../format/number.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { Ticked } from "../../parts/ticked.tsx";
import { wordsOf } from "../../words/words.ts";
import { IMPORT_WORDS } from "./import-words.ts";
import type { Meaning, UnexplainedWord } from "./unexplained-words.ts";

const WORDS_SHOWN = 12;

/** The words that may stand in a column, where they are few and fixed. */
const valuesOf = (kind: string, column: string): readonly string[] | undefined =>
  Object.entries(Object.values(KINDS).find((it) => it.name === kind)?.fields ?? {}).find(([name]) => columnOf(name) === column)?.[1].values;

/** Words of the sheet that stand in many rows and that nothing explains: what each means is said once, for all of its rows. */
export function ExplainWords(props: { readonly words: readonly UnexplainedWord[]; readonly kind: string; readonly headings: Readonly<Record<string, string>>; readonly onExplain: (meanings: readonly Meaning[]) => void }) {
  const words = wordsOf(IMPORT_WORDS);
  const shown = props.words.slice(0, WORDS_SHOWN);
  if (shown.length === 0) return null;
  const explain = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const meanings = shown.map((it) => ({ column: it.column, theirs: it.word, ours: String(said.get(nameOf(it)) ?? "").trim() })).filter((it) => it.ours !== "");
    if (meanings.length > 0) props.onExplain(meanings);
  };
  return (
    <section aria-label={words.explained} className="import-part">
      <h3>{words.explained}</h3>
      <p className="card-note">{words.explainedNote}</p>
      <form aria-label={words.explained} onSubmit={explain}>
        <ScrollRegion label={words.explained}>
          <table className="table import-explain">
            <thead>
              <tr>
                <th scope="col">{words.theirWord}</th>
                <th scope="col">{words.means}</th>
                <th scope="col">{words.column}</th>
                <th scope="col" className="right">
                  {words.inRows}
                </th>
                <th scope="col">{words.mend}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((it) => (
                <tr key={nameOf(it)}>
                  <th scope="row">{it.word}</th>
                  <td>
                    <MeaningField word={it} values={valuesOf(props.kind, it.column)} />
                  </td>
                  <td>{props.headings[it.column] === undefined ? columnWord(it.column) : `${columnWord(it.column)} (${props.headings[it.column]})`}</td>
                  <td className="right">{formatCount(it.lines.length)}</td>
                  <td className="quiet-text">
                    <Ticked text={it.mend} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {props.words.length > shown.length && <p className="card-note">{words.moreWords(props.words.length - shown.length)}</p>}
        <button type="submit" className="action">
          {words.takeMeanings}
        </button>
      </form>
    </section>
  );
}

const nameOf = (it: UnexplainedWord): string => `${it.column}|${it.word}`;

function MeaningField(props: { readonly word: UnexplainedWord; readonly values: readonly string[] | undefined }) {
  const words = wordsOf(IMPORT_WORDS);
  const label = words.meaningOf(props.word.word, columnWord(props.word.column));
  if (props.values === undefined) return <input name={nameOf(props.word)} aria-label={label} placeholder={words.notSaid} />;
  return (
    <select name={nameOf(props.word)} aria-label={label} defaultValue="">
      <option value="">{words.notSaid}</option>
      {props.values.map((it) => (
        <option key={it} value={it}>
          {codeWord(it)}
        </option>
      ))}
    </select>
  );
}
