import { inFrench } from "#engines/history";
import { Ticked } from "../parts/ticked.tsx";
import { languageNow } from "../words/words.ts";

/** What the study says, in the language of the page; where it says it in English alone, that is marked. */
export function Told(props: { readonly text: string }) {
  if (languageNow() === "en") return <Ticked text={props.text} />;
  const french = inFrench(props.text);
  return french === undefined ? <span lang="en"><Ticked text={props.text} /></span> : <Ticked text={french} />;
}
