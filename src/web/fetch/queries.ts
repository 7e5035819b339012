import { QueryCache, QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { HeatMeasure } from "#views";
import { useAddress } from "../address/address.ts";
import { type Language, useLanguage } from "../words/words.ts";
import { fetchHeat, fetchHome, fetchReader, fetchRecords, fetchSearch, fetchSurvey, fetchWhy, isGone, ServerProblem } from "./server.ts";

// What was read stays readable so long while the server is gone. It is in memory alone, and ends with the window.
const READ_KEPT_MS = 3_600_000;

/** A server that is gone is asked again twice; an answer that is a refusal is not asked again. */
export const makeClient = (): QueryClient => {
  const client: QueryClient = new QueryClient({
    // Where a session has ended, what was shown under it goes.
    queryCache: new QueryCache({
      onError: (problem, query) => {
        if (isRefusedReader(problem) && query.queryKey[0] !== "home") void client.invalidateQueries({ queryKey: ["home"] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: READ_KEPT_MS,
        networkMode: "always",
        retry: (count, problem) => count < 2 && isGone(problem),
        retryDelay: (count) => 400 * 2 ** count,
      },
    },
  });
  return client;
};

/** Whether the server refuses the reader, not the question: nobody is signed in, or is let in no more. */
export const isRefusedReader = (problem: unknown): problem is ServerProblem =>
  problem instanceof ServerProblem && (problem.status === 401 || problem.reason === "not-known" || problem.reason === "directory-unreadable");

const RETRY_MS = 5_000;

/** The reader that the address names. Answers for one reader are kept apart from those for another. */
export const useAs = (): string => useAddress()("as") ?? "";

/** The first page as one reader has it. */
export const homeQuery = (as: string, language: Language) => queryOptions({ queryKey: ["home", as, language], queryFn: () => fetchHome(as) });

/** While the server is gone the page asks again by itself; while another language comes, the last one stands. */
export function useHome() {
  const as = useAs();
  const language = useLanguage();
  return useQuery({
    ...homeQuery(as, language),
    placeholderData: (last, query) => (query?.queryKey[1] === as ? last : undefined),
    refetchInterval: (query) => (query.state.status === "error" && !isRefusedReader(query.state.error) ? RETRY_MS : false),
  });
}
/** The table of nations and capabilities; without a year, of the one the pages look at. */
export const heatQuery = (as: string, language: Language, measure: HeatMeasure, year: number | undefined) =>
  queryOptions({ queryKey: ["heat", as, language, measure, year ?? "first"], queryFn: () => fetchHeat(as, measure, year) });

/** While another table comes the last one stands, but never the table of another reader. */
export function useHeat(measure: HeatMeasure, year: number | undefined) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({
    ...heatQuery(as, language, measure, year),
    placeholderData: (last, query) => (query?.queryKey[1] === as ? last : undefined),
  });
}
export function useWhy(key: string) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({ queryKey: ["why", as, language, key], queryFn: () => fetchWhy(as, key) });
}
/** How far each ally has stated what is asked. */
export function useSurvey() {
  const as = useAs();
  const language = useLanguage();
  return useQuery({ queryKey: ["survey", as, language], queryFn: () => fetchSurvey(as) });
}

/** The records of a kind. */
export const recordsQuery = (as: string, language: Language, kind: string) => queryOptions({ queryKey: ["records", as, language, kind], queryFn: () => fetchRecords(as, kind) });
export function useRecords(kind: string) {
  const as = useAs();
  const language = useLanguage();
  return useQuery(recordsQuery(as, language, kind));
}
/** While the answer to the next letter comes the last one stands, but never that of another reader. */
export function useSearch(typed: string) {
  const as = useAs();
  const language = useLanguage();
  const asked = typed.trim();
  return useQuery({
    queryKey: ["search", as, language, asked],
    queryFn: () => fetchSearch(as, asked),
    placeholderData: (last, query) => (query?.queryKey[1] === as ? last : undefined),
    enabled: asked !== "",
  });
}
/** Who is looking. */
export const whoQuery = (language: Language) => queryOptions({ queryKey: ["reader", language], queryFn: fetchReader, staleTime: Number.POSITIVE_INFINITY });
export function useReader() {
  const language = useLanguage();
  return useQuery({ ...whoQuery(language), placeholderData: (last) => last });
}
