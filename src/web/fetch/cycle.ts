import { type QueryClient, queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ROUTES } from "#api";
import type {
  AnswerDraft,
  CapabilitiesView,
  CapabilityView,
  DraftedAnswers,
  GuidanceView,
  ImplementationView,
  NationsView,
  NationView,
  RequirementsView,
  ReviewView,
  TargetsView,
} from "#views";
import { useAddress } from "../address/address.ts";
import { useAs } from "./queries.ts";
import { type Language, useLanguage } from "../words/words.ts";
import { ask, readerQuery, send } from "./server.ts";

type Query = Readonly<Record<string, string>>;

interface Asker {
  readonly as: string;
  readonly language: Language;
}

const viewQuery = <T>(path: string, { as, language }: Asker, query: Query) =>
  queryOptions<T>({ queryKey: [path, as, language, ...Object.entries(query).flat()], queryFn: () => ask<T>(path, { ...readerQuery(as), ...query }) });

/**
 * How a page asks ahead for the view of a route that it shows first, with what of its address says which.
 * @example export const askAhead = asksAhead("requirements", "year");
 */
export const asksAhead =
  (route: "guidance" | "requirements" | "targets" | "capabilities" | "nations" | "implementation" | "review", ...keys: readonly ("year" | "nation")[]) =>
  (client: QueryClient, { as, language, query }: Asker & { readonly query: URLSearchParams }): void =>
    void client.prefetchQuery(viewQuery(ROUTES[route].path, { as, language }, Object.fromEntries(keys.flatMap((key) => (query.has(key) ? [[key, query.get(key) ?? ""]] : [])))));

/** Asks a route for whoever looks. While another answer comes the last one stands, but never that of another reader. */
function useView<T>(path: string, query: Query, isWanted = true): UseQueryResult<T> {
  const as = useAs();
  const language = useLanguage();
  return useQuery<T>({
    ...viewQuery<T>(path, { as, language }, query),
    placeholderData: (last, before) => (before?.queryKey[1] === as ? last : undefined),
    enabled: isWanted,
  });
}

/** The year that the address names, as a query. */
function useYear(): Query {
  const year = useAddress()("year");
  return year === undefined ? {} : { year };
}

const ofNation = (nation: string | undefined): Query => (nation === undefined ? {} : { nation });

export const useGuidance = () => useView<GuidanceView>(ROUTES.guidance.path, {});
export const useRequirements = () => useView<RequirementsView>(ROUTES.requirements.path, useYear());
export const useTargets = (isWanted = true) => useView<TargetsView>(ROUTES.targets.path, useYear(), isWanted);
export const useCapabilities = () => useView<CapabilitiesView>(ROUTES.capabilities.path, useYear());
export const useCapability = (leaf: string) => useView<CapabilityView>(ROUTES.capability.path, { ...useYear(), leaf });
export const useNations = () => useView<NationsView>(ROUTES.nations.path, useYear());
export const useNation = (nation: string) => useView<NationView>(ROUTES.nation.path, { ...useYear(), nation });
export const useImplementation = (nation: string | undefined) =>
  useView<ImplementationView>(ROUTES.implementation.path, { ...useYear(), ...ofNation(nation) });
export const useReview = (nation: string | undefined) => useView<ReviewView>(ROUTES.review.path, { ...useYear(), ...ofNation(nation) });

/** What drafted answers would change; nothing is asked while there is none. */
export function useDraftEffect(drafts: readonly AnswerDraft[]) {
  const as = useAs();
  const language = useLanguage();
  const query = new URLSearchParams(readerQuery(as)).toString();
  return useQuery<DraftedAnswers>({
    queryKey: [ROUTES.answerDrafts.path, as, language, JSON.stringify(drafts)],
    queryFn: () => send<DraftedAnswers>(query === "" ? ROUTES.answerDrafts.path : `${ROUTES.answerDrafts.path}?${query}`, { answers: drafts }),
    placeholderData: (last, before) => (before?.queryKey[1] === as ? last : undefined),
    enabled: drafts.length > 0,
  });
}
