import { type QueryClient, queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { type ContractName, type QueryOf, type ReplyOf, ROUTES } from "#api";
import type { AnswerDraft } from "#views";
import { useAddress } from "../address/address.ts";
import { useAs } from "./queries.ts";
import { type Language, useLanguage } from "../words/words.ts";
import { ask, readerQuery, send } from "./server.ts";
import { timed } from "./took.ts";

interface Asker {
  readonly as: string;
  readonly language: Language;
}

const viewQuery = <N extends ContractName>(route: N, { as, language }: Asker, query: QueryOf<N>) =>
  queryOptions<ReplyOf<N>>({ queryKey: [ROUTES[route].path, as, language, ...Object.entries(query).flat()], queryFn: () => ask(route, { ...readerQuery(as), ...query }) });

/**
 * How a page asks ahead for the view of a route that it shows first, with what of its address says which.
 * @example export const askAhead = asksAhead("requirements", "year");
 */
export const asksAhead =
  (route: "guidance" | "requirements" | "targets" | "capabilities" | "nations" | "implementation" | "review", ...keys: readonly ("year" | "nation")[]) =>
  (client: QueryClient, { as, language, query }: Asker & { readonly query: URLSearchParams }): void =>
    void client.prefetchQuery(viewQuery(route, { as, language }, Object.fromEntries(keys.flatMap((key) => (query.has(key) ? [[key, query.get(key) ?? ""]] : [])))));

/** Asks a route for whoever looks. While another answer comes the last one stands, but never that of another reader. */
function useView<N extends ContractName>(route: N, query: QueryOf<N>, isWanted = true): UseQueryResult<ReplyOf<N>> {
  const as = useAs();
  const language = useLanguage();
  return useQuery<ReplyOf<N>>({
    ...viewQuery(route, { as, language }, query),
    placeholderData: (last, before) => (before?.queryKey[1] === as ? last : undefined),
    enabled: isWanted,
  });
}

/** The year that the address names, as a query. */
function useYear(): { readonly year?: string } {
  const year = useAddress()("year");
  return year === undefined ? {} : { year };
}

const ofNation = (nation: string | undefined): { readonly nation?: string } => (nation === undefined ? {} : { nation });

export const useGuidance = () => useView("guidance", {});
export const useRequirements = () => useView("requirements", useYear());
export const useTargets = (isWanted = true) => useView("targets", useYear(), isWanted);
export const useCapabilities = () => useView("capabilities", useYear());
export const useCapability = (leaf: string) => useView("capability", { ...useYear(), leaf });
export const useNations = () => useView("nations", useYear());
export const useNation = (nation: string) => useView("nation", { ...useYear(), nation });
export const useImplementation = (nation: string | undefined) => useView("implementation", { ...useYear(), ...ofNation(nation) });
export const useReview = (nation: string | undefined) => useView("review", { ...useYear(), ...ofNation(nation) });

/** What drafted answers would change, and a way to stop it from being worked out; nothing is asked while there is none, or while it is stopped. */
export function useDraftEffect(drafts: readonly AnswerDraft[]) {
  const as = useAs();
  const language = useLanguage();
  const client = useQueryClient();
  const queryKey = [ROUTES.answerDrafts.path, as, language, JSON.stringify(drafts)];
  const [stopped, setStopped] = useState("");
  const key = JSON.stringify(queryKey);
  const isStopped = stopped === key;
  const stop = (): void => {
    setStopped(key);
    void client.cancelQueries({ queryKey, exact: true });
  };
  const query = useQuery({
    queryKey,
    // Whoever leaves it waits no longer: the request is broken off.
    queryFn: ({ signal }) => timed("drafts", () => send("answerDrafts", readerQuery(as), { answers: drafts }, signal)),
    enabled: drafts.length > 0 && !isStopped,
  });
  return { query, isStopped, stop, again: () => setStopped("") };
}
