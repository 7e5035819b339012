import { useGroupName } from "./use-group-name.ts";

/** A choice among a few, all in sight: one stop of the Tab key, the arrow keys go from one to the next. */
export function Switch<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (id: T) => void;
}) {
  const name = useGroupName();
  return (
    <div className="switch" role="radiogroup" aria-label={props.label}>
      {props.options.map((it) => (
        <label key={it.id} className="switch-option">
          <input type="radio" name={name} checked={it.id === props.value} onChange={() => props.onChange(it.id)} />
          {it.name}
        </label>
      ))}
    </div>
  );
}
