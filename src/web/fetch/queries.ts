import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import type { HeatMeasure } from "#views";
import { fetchHeat, fetchHome, fetchMap, fetchWhy, ServerProblem } from "./server.ts";

/** A server that is gone is asked again twice; an answer that is a refusal is not asked again. */
export const makeClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: "always",
        retry: (count, problem) => count < 2 && problem instanceof ServerProblem && problem.status === 0,
        retryDelay: (count) => 400 * 2 ** count,
      },
    },
  });

const RETRY_MS = 5_000;

/** While the server is gone the page asks again by itself. */
export const useHome = () =>
  useQuery({ queryKey: ["home"], queryFn: fetchHome, refetchInterval: (query) => (query.state.status === "error" ? RETRY_MS : false) });
export const useHeat = (measure: HeatMeasure, year: number | undefined) =>
  useQuery({ queryKey: ["heat", measure, year ?? "first"], queryFn: () => fetchHeat(measure, year), placeholderData: keepPreviousData });
export const useWhy = (key: string) => useQuery({ queryKey: ["why", key], queryFn: () => fetchWhy(key) });
export const useMap = () => useQuery({ queryKey: ["map"], queryFn: fetchMap, staleTime: Number.POSITIVE_INFINITY });
