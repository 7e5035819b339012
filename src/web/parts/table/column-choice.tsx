import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Which columns are in sight; the last one stays. */
export function ColumnChoice(props: {
  readonly columns: readonly { readonly id: string; readonly name: string }[];
  readonly inSight: readonly string[];
  readonly onChange: (inSight: readonly string[]) => void;
}) {
  const { columns, inSight } = props;
  const words = wordsOf(WORDS);
  const turn = (id: string): void => props.onChange(columns.map((it) => it.id).filter((it) => (it === id) !== inSight.includes(it)));
  return (
    <details className="column-choice">
      <summary>
        {words.columns} <span className="quiet-text">{`${inSight.length}/${columns.length}`}</span>
      </summary>
      <fieldset>
        <legend className="heard">{words.columns}</legend>
        {columns.map((it) => (
          <label key={it.id}>
            <input type="checkbox" checked={inSight.includes(it.id)} disabled={inSight.length === 1 && inSight.includes(it.id)} onChange={() => turn(it.id)} />
            {it.name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
