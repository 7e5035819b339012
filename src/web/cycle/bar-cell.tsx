import type { Shown } from "#views";
import { WhyNumber } from "../parts/why-number.tsx";

/** A number with a bar of its part of the longest, for a table. */
export function BarCell(props: { readonly shown: Shown; readonly most: number; readonly of: string; readonly isBad?: boolean; readonly withUnit?: boolean }) {
  const part = props.shown.value === undefined || props.most <= 0 ? 0 : Math.min(1, Math.max(0, props.shown.value / props.most));
  return (
    <span className="bar-cell">
      <span aria-hidden="true">{props.shown.value !== undefined && <i className={props.isBad === true ? "bad" : ""} style={{ width: `${part * 100}%` }} />}</span>
      <WhyNumber shown={props.shown} of={props.of} withUnit={props.withUnit ?? true} />
    </span>
  );
}
