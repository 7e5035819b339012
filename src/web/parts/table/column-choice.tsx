import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import type { Column } from "./column.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Which columns are in sight; the last one stays. */
export function ColumnChoice(props: {
  readonly columns: readonly Pick<Column<never>, "id" | "name" | "nameLanguage">[];
  readonly inSight: readonly string[];
  readonly onChange: (inSight: readonly string[]) => void;
}) {
  const { columns, inSight } = props;
  const words = wordsOf(WORDS);
  const turn = (id: string): void => props.onChange(columns.map((it) => it.id).filter((it) => (it === id) !== inSight.includes(it)));
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => menu.current?.removeAttribute("open");
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || menu.current?.open !== true) return;
    event.stopPropagation();
    close();
    menu.current.querySelector("summary")?.focus();
  };
  // A press elsewhere, or Tab beyond the last column.
  const onBlur = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) close();
  };
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      if (event.target instanceof Node && menu.current?.contains(event.target) !== true) close();
    };
    addEventListener("pointerdown", press);
    return () => removeEventListener("pointerdown", press);
  });
  return (
    <details ref={menu} className="column-choice" onKeyDown={onKeyDown} onBlur={onBlur}>
      <summary>
        {words.columns} <span className="quiet-text">{`${inSight.length}/${columns.length}`}</span>
      </summary>
      <fieldset>
        <legend className="heard">{words.columns}</legend>
        {columns.map((it) => (
          <label key={it.id}>
            <input type="checkbox" checked={inSight.includes(it.id)} disabled={inSight.length === 1 && inSight.includes(it.id)} onChange={() => turn(it.id)} />
            <span lang={it.nameLanguage}>{it.name}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
