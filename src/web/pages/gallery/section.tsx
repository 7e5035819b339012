import type { ReactNode } from "react";
import { Card } from "../../parts/card.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** One section of the gallery, under its name. */
export function Section(props: { readonly id: keyof (typeof WORDS)["en"]["parts"]; readonly children: ReactNode }) {
  const words = wordsOf(WORDS);
  return (
    <Card id={props.id} title={words.parts[props.id]} note={words.notes[props.id]}>
      <div className="gallery-parts">{props.children}</div>
    </Card>
  );
}

/** Some parts of one kind, side by side. */
export function Group(props: { readonly title: string; readonly isWide?: boolean; readonly children: ReactNode }) {
  return (
    <section className={props.isWide === true ? "gallery-wide" : undefined}>
      <h3>{props.title}</h3>
      <div className={props.isWide === true ? undefined : "gallery-row"}>{props.children}</div>
    </section>
  );
}
