import { catalogue, plural } from "../../words/words.ts";

/** The words of the page of requirements. */
export const WORDS = catalogue(
  {
    what: "The requirements",
    answer: "In {year} the alliance states what it needs of {stated} of {all} capabilities; of {assumed} the figure is an assumption or derived by a rule.",
    below: (unknown: number, split: number) =>
      `${unknown === 0 ? "" : `Of ${unknown} nobody has stated a requirement: unknown, not none. `}${plural("en", split, { one: "# is", other: "# are" })} split by CAP level in the data themselves; the others by parameters.`,
    byEvidence: "By the weakest evidence they rest on",
    list: "Minimum capability requirements",
    note: "The whole, its range, and its parts by CAP level, 1 most urgent",
    required: "Required",
    level: (level: number) => `CAP ${level}`,
    split: "Split",
    splits: { stated: "stated", assumed: "by parameters" },
    evidence: "Evidence",
    situation: "Situation",
    planned: "Planned on",
    yes: "yes",
    no: "no",
    changes: "Changes",
    references: "For reference",
    empty: "No capability is in what you may see.",
  },
  {
    what: "Les besoins",
    answer: "En {year}, l’alliance dit ce qu’il lui faut pour {stated} capacités sur {all} ; pour {assumed}, le chiffre est une hypothèse ou dérive d’une règle.",
    below: (unknown, split) =>
      `Pour ${unknown}, personne n’a énoncé de besoin : inconnus, pas nuls. ${split} sont réparties par niveau CAP dans les données mêmes ; les autres par paramètres.`,
    byEvidence: "Selon la preuve la plus faible",
    list: "Besoins capacitaires minimaux",
    note: "Le tout, sa fourchette, et ses parts par niveau CAP, 1 le plus urgent",
    required: "Requis",
    level: (level) => `CAP ${level}`,
    split: "Répartition",
    splits: { stated: "énoncée", assumed: "par paramètres" },
    evidence: "Preuve",
    situation: "Situation",
    planned: "Planifiée",
    yes: "oui",
    no: "non",
    changes: "Changements",
    references: "Pour référence",
    empty: "Aucune capacité n’est dans ce que vous pouvez voir.",
  },
);
