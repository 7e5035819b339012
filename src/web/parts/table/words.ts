import { catalogue, plural } from "../../words/words.ts";

export const WORDS = catalogue(
  {
    filter: "Filter rows",
    columns: "Columns",
    count: (shown: number, all: number) =>
      shown === all
        ? plural("en", all, { one: "# row", other: "# rows" })
        : `${plural("en", shown, { one: "# row", other: "# rows" })} of ${plural("en", all, { one: "#", other: "#" })}`,
    unknown: "unknown",
    notSaid: "not stated",
    nothing: (filter: string) => `No row answers to “${filter}”.`,
    loading: (name: string) => `the table “${name}”`,
    hint: "Arrow keys go from cell to cell; Enter on a heading sorts.",
  },
  {
    filter: "Filtrer les lignes",
    columns: "Colonnes",
    count: (shown, all) =>
      shown === all
        ? plural("fr", all, { one: "# ligne", other: "# lignes" })
        : `${plural("fr", shown, { one: "# ligne", other: "# lignes" })} sur ${plural("fr", all, { one: "#", other: "#" })}`,
    unknown: "inconnu",
    notSaid: "non précisé",
    nothing: (filter) => `Aucune ligne ne répond à « ${filter} ».`,
    loading: (name) => `le tableau « ${name} »`,
    hint: "Les flèches vont de cellule en cellule ; Entrée sur un en-tête trie.",
  },
);
