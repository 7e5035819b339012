import { catalogue, plural } from "../../words/words.ts";

/** The words of the page of the data. */
export const WORDS = catalogue(
  {
    records: "Records",
    kind: "Kind of record",
    kindOf: (name: string, count: number) => `${name}, ${plural("en", count, { one: "# record", other: "# records" })}`,
    theRecords: "These records",
    none: "No record of this kind is in what you may see. Choose another kind.",
    about: (title: string, date: string) => `${title} In force as of ${date}, as their file has them.`,
    inUnit: (meaning: string, unit: string) => `${meaning} Unit: ${unit}.`,
  },
  {
    records: "Enregistrements",
    kind: "Genre d’enregistrement",
    kindOf: (name, count) => `${name}, ${plural("fr", count, { one: "# enregistrement", other: "# enregistrements" })}`,
    theRecords: "Ces enregistrements",
    none: "Aucun enregistrement de ce genre n’est dans ce que vous pouvez voir. Choisissez un autre genre.",
    about: (title, date) => `${title} En vigueur au ${date}, tels que leur fichier les donne. Les en-têtes sont ceux du fichier ; un mot de code se lit ici en français et sort tel quel.`,
    inUnit: (meaning, unit) => `${meaning} Unité : ${unit}.`,
  },
);
