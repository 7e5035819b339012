import { catalogue } from "../../words/words.ts";

/** The words of the first page. */
export const WORDS = catalogue(
  {
    overview: "the overview",
    overviewOf: "The overview",
    parts: {
      overview: "Overview",
      priorities: "Priority shortfalls",
      years: "Plan over the years",
      actions: "Actions",
      data: "Data",
      capabilities: "Capabilities",
    },
    run: "Run",
    everyNumber: 'Every number answers "why" with its records, method, assumptions and limits. Unknown is never shown as zero.',
  },
  {
    overview: "la vue d’ensemble",
    overviewOf: "La vue d’ensemble",
    parts: {
      overview: "Vue d’ensemble",
      priorities: "Insuffisances prioritaires",
      years: "Le plan au fil des ans",
      actions: "Actions",
      data: "Données",
      capabilities: "Capacités",
    },
    run: "Calcul",
    everyNumber:
      "Chaque chiffre répond à « pourquoi » par ses enregistrements, sa méthode, ses hypothèses et ses limites. L’inconnu n’est jamais montré comme zéro.",
  },
);
