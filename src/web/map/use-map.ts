import { queryOptions, useQuery } from "@tanstack/react-query";
import { MAP_FORMS, type MapForm, type MapLook } from "#views";
import { useAs } from "../fetch/queries.ts";
import { fetchMap } from "../fetch/server.ts";

/** The map as it is looked at: drawn by the server, coloured and named here. */
export const mapQuery = (as: string, look: MapLook) =>
  queryOptions({ queryKey: ["map", as, look.form, look.view], queryFn: () => fetchMap(as, look), staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY, structuralSharing: false });

/** While another form comes the last one stands, but never the map of another reader. */
export function useMap(look: MapLook) {
  const as = useAs();
  return useQuery({ ...mapQuery(as, look), placeholderData: (last, query) => (query?.queryKey[1] === as ? last : undefined) });
}

// Up to which width of the map a form is used: half way, in proportion, to the next one.
const FORMS = (["narrow", "middle", "wide"] as const).map((form, at, all) => ({ form, most: at === all.length - 1 ? Number.POSITIVE_INFINITY : Math.sqrt(MAP_FORMS[form].width * MAP_FORMS[all[at + 1]!].width) }));

/** The form of a map so wide. Unit: CSS px. @example formFor(390) // → "narrow" */
export const formFor = (width: number): MapForm => FORMS.find((it) => width < it.most)!.form;

/** The form that Home needs in this window, before its map has a width: as its columns stand (`design/home.css`). Where the map then needs another, that one is asked for as well. */
export function formAtHand(): MapForm {
  const window = globalThis.innerWidth;
  if (window < 470 || (window >= 1280 && window < 1360)) return "narrow";
  return window < 700 || (window >= 1360 && window < 1640) ? "middle" : "wide";
}
