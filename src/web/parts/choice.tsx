import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";

/** A choice among many, opened on demand. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (id: T) => void;
}) {
  return (
    <Select
      className="choice"
      value={props.value}
      onChange={(key) => {
        const chosen = props.options.find((it) => it.id === key);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
    >
      <Label className="heard">{props.label}</Label>
      <Button className="choice-button">
        <SelectValue className="choice-value" />
        <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10">
          <path d="m1.5 3.2 3.5 3.6 3.5-3.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Button>
      <Popover className="choice-popover" offset={4}>
        <ListBox className="choice-list" items={props.options.map((it) => ({ id: it.id, name: it.name }))}>
          {(it) => (
            <ListBoxItem className="choice-item" id={it.id} textValue={it.name}>
              {it.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
