import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Language, useLanguage } from "../words/words.ts";
import { useAs } from "./queries.ts";
import { addressOf, ask, languageQuery, toldQuery } from "./server.ts";

/** What the record since 1914 says, in the language of the page: the same for every reader. */
export const evidenceQuery = (language: Language) => queryOptions({ queryKey: ["evidence", language], queryFn: () => ask("evidence", languageQuery()), staleTime: Number.POSITIVE_INFINITY });
export function useEvidence() {
  const language = useLanguage();
  return useQuery(evidenceQuery(language));
}

/** Address of the record as PDF, with the marking of the reader's page. */
export function useEvidencePdf(): string {
  const as = useAs();
  useLanguage();
  return addressOf("evidencePdf", toldQuery(as));
}
