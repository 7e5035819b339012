/** A choice among many, opened on demand: the browser's own list, which every keyboard, screen reader and telephone knows. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (id: T) => void;
}) {
  return (
    <label className="choice">
      <span className="heard">{props.label}</span>
      <select
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find((it) => it.id === event.target.value);
          if (chosen !== undefined) props.onChange(chosen.id);
        }}
      >
        {props.options.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
      </select>
    </label>
  );
}
