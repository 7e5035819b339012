import { Evidence } from "../../evidence/evidence.tsx";
import { WORDS } from "../../evidence/words.ts";
import { wordsOf } from "../../words/words.ts";
import type { PagePart } from "../page.ts";

/** Did technology change what alliances achieve? */
export function Page() {
  return <Evidence />;
}

export const partsOf = (): readonly PagePart[] => {
  const { parts } = wordsOf(WORDS);
  return (Object.keys(parts) as (keyof typeof parts)[]).map((id) => ({ id, name: parts[id] }));
};
