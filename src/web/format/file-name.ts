import { type Language, languageNow } from "../words/words.ts";

// What pages call their files, by parts between hyphens; years and ids of the data set stay as they are. Plain letters, which every file system takes.
const FRENCH: Readonly<Record<string, string>> = {
  "alone-and-aligned": "seuls-et-alignes",
  "joint-agreements": "accords-communs",
  "money-by-path": "argent-par-trajectoire",
  "priority-shortfalls": "insuffisances-prioritaires",
  "specification-curve": "courbe-des-specifications",
  "log-odds": "log-cotes",
  "on-order": "en-commande",
  "what-if": "essai",
  allies: "allies",
  capabilities: "capacites",
  contributors: "contributeurs",
  counts: "comptes",
  coverage: "couverture",
  entries: "écritures",
  implementation: "mise-en-oeuvre",
  leads: "nations-pilotes",
  missing: "manques",
  planned: "planifie",
  record: "bilan",
  records: "enregistrements",
  refit: "reajustement",
  requirements: "besoins",
  residuals: "residus",
  review: "revue",
  share: "part",
  systems: "systemes",
  targets: "objectifs",
  trend: "tendance",
  without: "sans",
};
const PARTS = new RegExp(`(?<=^|-)(?:${Object.keys(FRENCH).join("|")})(?=-|$)`, "g");

/** A file's name without its ending, in the language of the page. @example fileName("priority-shortfalls-2030", "fr") // → "insuffisances-prioritaires-2030" */
export const fileName = (name: string, language: Language = languageNow()): string => (language === "fr" ? name.replace(PARTS, (part) => FRENCH[part] ?? part) : name);
