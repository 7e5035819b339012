import type { ReactNode } from "react";
import type { Shown } from "#views";
import { askWhy } from "../address/why-steps.ts";
import { formatAside, formatAtLeast } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { restsOn } from "./rests-on.tsx";
import { useTabStop } from "./in-grid.ts";
import { WORDS } from "./words.ts";

/** A figure on the page: pressed, it answers "why". Unknown has its own mark and is still asked why; what rests on less than a statement is underlined. */
export function WhyNumber(props: {
  readonly shown: Shown;
  readonly text?: string;
  readonly withUnit?: boolean;
  readonly className?: string;
  readonly of?: string;
  readonly children?: ReactNode;
}) {
  const { shown } = props;
  const words = wordsOf(WORDS);
  const tabIndex = useTabStop();
  const isUnknown = shown.value === undefined;
  const text = props.text ?? formatAtLeast(shown, props.withUnit ?? true);
  // A figure that is read as it stands, like a parameter of a rule, has nothing behind it to ask for.
  if (shown.why === "") {
    return (
      <span className={`${isUnknown ? "number-unknown" : ""} ${restsOn(shown)} ${props.className ?? ""}`} title={formatAside(shown) || undefined}>
        {props.children ?? (isUnknown ? words.unknown : text)}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={`number ${isUnknown ? "number-unknown" : ""} ${restsOn(shown)} ${props.className ?? ""}`}
      title={formatAside(shown) || undefined}
      onClick={() => askWhy(shown.why, shown)}
    >
      {props.children ?? (isUnknown ? words.unknown : text)}
      <span className="heard">{props.of === undefined ? words.why : words.whyOf(props.of)}</span>
    </button>
  );
}
