/** The code words of records and the names of their kinds, in French. In a file they stand in English, whatever the page speaks. */
const FRENCH: Readonly<Record<string, string>> = {
  // Kinds of record.
  source: "source",
  label: "marquage",
  parameter: "paramètre",
  nation: "nation",
  exchangeRate: "cours de change",
  priceIndex: "indice des prix",
  economy: "économie",
  budget: "budget",
  capability: "capacité",
  requirement: "besoin",
  standard: "norme",
  adoption: "adoption",
  system: "système",
  yield: "rendement",
  bill: "nomenclature",
  holding: "avoir",
  retirement: "retrait",
  stock: "stock",
  programme: "programme",
  line: "chaîne de production",
  adoptedOrder: "achat au-delà des programmes",
  initiative: "initiative",
  answer: "réponse",
  // Where a figure comes from, and how sure it is.
  observed: "compté",
  official: "officiel",
  press: "presse",
  estimate: "estimation",
  derived: "dérivé",
  assumption: "hypothèse",
  high: "élevée",
  medium: "moyenne",
  low: "faible",
  // Classes of licence.
  A: "A",
  B: "B",
  C: "C",
  // What is measured of an economy.
  gdp: "PIB",
  population: "population",
  "active-personnel": "personnel actif",
  "defence-spending": "dépenses de défense",
  "defence-share-of-gdp": "part de la défense dans le PIB",
  "equipment-share": "part de l’équipement",
  "personnel-share": "part du personnel",
  // Capabilities.
  area: "domaine capacitaire",
  group: "groupe",
  leaf: "capacité",
  land: "terre",
  air: "air",
  maritime: "mer",
  space: "espace",
  cyber: "cyber",
  joint: "interarmées",
  cross: "transversal",
  digital: "numérique",
  industrial: "industriel",
  enabling: "appui",
  more: "plus",
  less: "moins",
  yes: "oui",
  no: "non",
  plan: "planifié",
  reference: "référence",
  // Standards and who has adopted them.
  policy: "politique",
  organisation: "organisation",
  semantics: "sémantique",
  syntax: "syntaxe",
  technical: "technique",
  none: "aucune",
  planned: "prévue",
  ratified: "ratifiée",
  implemented: "mise en œuvre",
  verified: "vérifiée",
  // Systems and what they yield.
  platform: "plateforme",
  munition: "munition",
  unit: "formation",
  service: "service",
  component: "composant",
  additive: "s’additionne",
  limiting: "limite",
  alternative: "au choix",
  multiplier: "multiplie",
  // Programmes.
  announced: "annoncé",
  approved: "approuvé",
  contracted: "sous contrat",
  delivering: "en livraison",
  complete: "achevé",
  cancelled: "annulé",
  // Answers to targets.
  accept: "accepte",
  reserve: "avec réserve",
  decline: "refuse",
};

/** A code word of a record in French; as it stands where it is a word of the data set's own. @example codeInFrench("derived") // → "dérivé" */
export const codeInFrench = (code: string): string => (Object.hasOwn(FRENCH, code) ? (FRENCH[code] ?? code) : code);

/** Budget paths that data sets call so, by the name that a page gives them. */
export const PATHS: Readonly<Record<string, string>> = { held: "maintenue", agreed: "convenue", argued: "défendue" };

/** A budget path in French; as it stands where it is a name of the data set's own. @example pathInFrench("agreed") // → "convenue" */
export const pathInFrench = (path: string): string => (Object.hasOwn(PATHS, path) ? (PATHS[path] ?? path) : path);

// Regions that data sets call so.
const REGIONS: Readonly<Record<string, string>> = {
  "Central Europe": "Europe centrale",
  "Eastern Europe": "Europe orientale",
  "Nordic-Baltic": "Pays nordiques et baltes",
  "North America": "Amérique du Nord",
  "Northern Europe": "Europe du Nord",
  "South-East Europe": "Europe du Sud-Est",
  "Southern Europe": "Europe du Sud",
  "Western Europe": "Europe occidentale",
};

/** A region in French; as it stands where it is a name of the data set's own. @example regionInFrench("Central Europe") // → "Europe centrale" */
export const regionInFrench = (region: string): string => (Object.hasOwn(REGIONS, region) ? (REGIONS[region] ?? region) : region);
