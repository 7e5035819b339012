import { useId } from "react";

/** A choice among many, opened on demand: the browser's own list, which every keyboard, screen reader and telephone knows. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (id: T) => void;
  /** What the options are, for whoever rests on it or hears it. Absent: their names say it. */
  readonly about?: string | undefined;
}) {
  const about = useId();
  return (
    <label className="choice" title={props.about}>
      <span className="heard">{props.label}</span>
      {props.about !== undefined && (
        <span id={about} hidden>
          {props.about}
        </span>
      )}
      <select
        value={props.value}
        aria-describedby={props.about === undefined ? undefined : about}
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
