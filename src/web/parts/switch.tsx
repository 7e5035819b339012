import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";

/** A choice among a few, all in sight. */
export function Switch<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (id: T) => void;
}) {
  return (
    <ToggleButtonGroup
      className="switch"
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const chosen = props.options.find((it) => keys.has(it.id));
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
    >
      {props.options.map((it) => (
        <ToggleButton key={it.id} id={it.id} className="switch-option">
          {it.name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
