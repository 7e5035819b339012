import type { QueryClient } from "@tanstack/react-query";
import { Evidence } from "../../evidence/evidence.tsx";
import { WORDS } from "../../evidence/words.ts";
import { evidenceQuery } from "../../fetch/evidence.ts";
import { wordsOf } from "../../words/words.ts";
import type { Looking, PagePart } from "../page.ts";

/** Did technology change what alliances achieve? */
export function Page() {
  return <Evidence />;
}

/** The record comes while the page is drawn. */
export function askAhead(client: QueryClient, { language }: Looking): void {
  void client.prefetchQuery(evidenceQuery(language));
}

export const partsOf = (): readonly PagePart[] => {
  const { parts } = wordsOf(WORDS);
  return (Object.keys(parts) as (keyof typeof parts)[]).map((id) => ({ id, name: parts[id] }));
};
