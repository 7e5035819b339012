import { type FormEvent, useId } from "react";
import { labelled } from "../../words/words.ts";

/** A small form that asks for a reason before something is refused or ended. */
export function WithReason(props: { readonly label: string; readonly act: string; readonly of: string; readonly onAct: (reason: string) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    props.onAct(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
  };
  return (
    <form className="draft-form with-reason" onSubmit={submit} aria-label={labelled(props.act, props.of)}>
      <label className="field" htmlFor={id}>
        {props.label}
        <input id={id} name="reason" required maxLength={2000} />
      </label>
      <button type="submit" className="quiet">
        {props.act}
      </button>
    </form>
  );
}
