import { queryOptions, useQuery } from "@tanstack/react-query";
import { fetchMap } from "../fetch/server.ts";
import { type Land, readLand } from "./shapes.ts";

/** The land of the map, asked for and read once. */
export const landQuery = queryOptions<Land>({
  queryKey: ["map"],
  queryFn: async () => readLand(await fetchMap()),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});
export const useLand = () => useQuery(landQuery);
