import type { ReactNode } from "react";
import { inFrench } from "#engines/history";
import { languageNow } from "../words/words.ts";

/** What the study says, in the language of the page; where it says it in English alone, that is marked. */
export function Told(props: { readonly text: string }) {
  if (languageNow() === "en") return <>{withCommands(props.text)}</>;
  const french = inFrench(props.text);
  return french === undefined ? <span lang="en">{withCommands(props.text)}</span> : <>{withCommands(french)}</>;
}

/** A text whose commands, between backticks, stand out. */
const withCommands = (text: string): readonly ReactNode[] => text.split("`").map((it, index) => (index % 2 === 1 ? <code key={it}>{it}</code> : it));
