import type { LeversView } from "#views";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Chooses a capability among those of the plan. @example <LeafChoice leaves={view.leaves} value={leaf} onChange={setLeaf} /> */
export const LeafChoice = (props: { readonly leaves: LeversView["leaves"]; readonly value: string; readonly onChange: (leaf: string) => void }) => (
  <label>
    <span>{wordsOf(WORDS).capability}</span>
    <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
      {props.leaves.map((it) => (
        <option key={it.id} value={it.id}>
          {it.name}
        </option>
      ))}
    </select>
  </label>
);
