import type { HomeView } from "#views";

/** A nation's name, or its id where no name is known. */
export const nameOf = (home: HomeView, nation: string): string => home.map.nations.find((it) => it.id === nation)?.name ?? nation;
