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
    printed: (printed: number, all: number) => `The first ${plural("en", printed, { one: "# row", other: "# rows" })} of ${plural("en", all, { one: "#", other: "#" })}. The CSV and XLSX files hold them all.`,
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
    printed: (printed, all) => `Les ${plural("fr", printed, { one: "# première ligne", other: "# premières lignes" })} sur ${plural("fr", all, { one: "#", other: "#" })}. Les fichiers CSV et XLSX les contiennent toutes.`,
    hint: "Les flèches vont de cellule en cellule ; Entrée sur un en-tête trie.",
  },
);
