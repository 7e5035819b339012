import { oneOf } from "../one-of.ts";
import { STATED_UNITS } from "./stated-units.ts";

/** Units that data sets and engines state, in French. A unit of a data set's own stays as it is stated. */
const FRENCH: Readonly<Record<string, string>> = {
  "shortfall-years": "années d’insuffisance",
  "weighted shortfall-years": "années d’insuffisance pondérées",
  "requirements unmet": "besoins non couverts",
  "programme-years moved": "années de programme déplacées",
  share: "part",
  score: "note",
  "0 to 1": "de 0 à 1",
  families: "familles",
  "families (effective number)": "familles (nombre effectif)",
  figures: "chiffres",
  capabilities: "capacités",
  programmes: "programmes",
  "−1 to 1": "de −1 à 1",
  "Gini coefficient": "coefficient de Gini",
  "share of GDP": "part du PIB",
  rows: "lignes",
  cells: "cellules",
  items: "unités",
  components: "composants",
  limits: "limites",
  days: "jours",
  months: "mois",
  aircraft: "aéronefs",
  allies: "alliés",
  "allies verified": "alliés vérifiés",
  assets: "biens",
  "assets covered": "biens couverts",
  barges: "barges",
  batteries: "batteries",
  battalions: "bataillons",
  bays: "baies",
  beds: "lits",
  boats: "bateaux",
  bottlenecks: "goulets",
  "bottlenecks removed": "goulets supprimés",
  brigades: "brigades",
  "brigades connected": "brigades raccordées",
  "brigades equipped": "brigades équipées",
  "brigade exercises": "exercices de brigade",
  "brigade sets": "lots de brigade",
  casualties: "blessés",
  centres: "centres",
  crossings: "franchissements",
  "cubic metres": "mètres cubes",
  "days of supply": "jours d’approvisionnement",
  drones: "drones",
  effectors: "effecteurs",
  exercises: "exercices",
  facilities: "installations",
  feeds: "flux",
  "fire units": "unités de tir",
  "formations connected": "formations raccordées",
  guns: "canons",
  headquarters: "quartiers généraux",
  "headquarters equipped": "quartiers généraux équipés",
  "launch posts": "postes de tir",
  hospitals: "hôpitaux",
  launchers: "lanceurs",
  lines: "chaînes",
  loads: "chargements",
  lots: "lots",
  "metres of bridge": "mètres de pont",
  measures: "mesures",
  missiles: "missiles",
  "months of stock": "mois de stock",
  motors: "moteurs",
  nodes: "nœuds",
  orbits: "orbites",
  pairs: "couples",
  persons: "personnes",
  posts: "postes",
  radars: "radars",
  records: "enregistrements",
  regions: "régions",
  rigs: "équipements",
  rockets: "roquettes",
  rounds: "obus",
  satellites: "satellites",
  sensors: "capteurs",
  "sensors and vessels": "capteurs et navires",
  "services hosted": "services hébergés",
  sets: "ensembles",
  "share available": "part disponible",
  "share of fire units connected": "part des unités de tir raccordées",
  "share of missions covered": "part des missions couvertes",
  "share of platforms fitted": "part des plateformes équipées",
  "share of systems migrated": "part des systèmes migrés",
  ships: "navires",
  "ships and sensors on task": "navires et capteurs en mission",
  "sites protected": "sites protégés",
  standards: "normes",
  steps: "étapes",
  teams: "équipes",
  terminals: "terminaux",
  "thousand rounds": "milliers d’obus",
  "thousand persons": "milliers de personnes",
  targets: "objectifs",
  tonnes: "tonnes",
  units: "unités",
  vehicles: "véhicules",
  wagons: "wagons",
  weapons: "armes",
  workshops: "ateliers",
};
const STATED: ReadonlyMap<string, string> = new Map(STATED_UNITS);
const SPANS: Readonly<Record<string, string>> = { year: "an", month: "mois", day: "jour" };

/** A unit in French; as it is stated where it is a data set's own. @example unitInFrench("rounds per year") // → "obus par an" */
export function unitInFrench(unit: string): string {
  const many = manyOf(unit);
  if (many !== unit) return oneInFrench(many);
  const whole = FRENCH[unit] ?? STATED.get(unit);
  if (whole !== undefined) return whole;
  const [, priced, one] = /^(.*\S) per (item.*|unit.*|component|1 % more of the first|M [A-Z]{3})$/.exec(unit) ?? [];
  if (priced !== undefined && one !== undefined) return `${unitInFrench(priced)} ${one.startsWith("1 ") ? "pour 1 % de plus de la première" : `par ${oneOfInFrench(one)}`}`;
  const [, what, count, span] = /^(.+) (?:per|a) (?:(\d+) )?(year|month|day)s?$/.exec(unit) ?? [];
  const of = FRENCH[what ?? ""];
  if (of === undefined || span === undefined) return unit;
  return count === undefined ? `${of} par ${SPANS[span]}` : `${of} en ${count} ${span === "month" ? "mois" : `${SPANS[span]}s`}`;
}

const OF_ONE: ReadonlyMap<string, string> = new Map(Object.keys(FRENCH).map((it) => [oneOf(it), it]));
/** The unit as it is stated, of one that is told of one. @example manyOf("round per year") // → "rounds per year" */
const manyOf = (unit: string): string => unit.replace(/^.+?(?=$| (?:per|a) )/, (what) => OF_ONE.get(what) ?? what);

// What something is told of one of. @example oneOfInFrench("unit (posts)") // → "unité (postes)"
const ONES: Readonly<Record<string, string>> = { item: "unité", "item a year": "unité par an", component: "composant", unit: "unité", "unit of the row": "unité de la ligne" };
const oneOfInFrench = (one: string): string => ONES[one] ?? one.replace(/^unit \((.+)\)$/, (_, unit: string) => `unité (${unitInFrench(unit)})`);

/**
 * The same of less than two, which French counts as one: what is counted and what agrees with it stand in the singular, what follows a preposition stays.
 * @example oneInFrench("fire units") // → "unité de tir"
 */
export function oneInFrench(unit: string): string {
  const stated = manyOf(unit);
  if (stated !== unit) return oneInFrench(stated);
  const many = unitInFrench(unit);
  if (FRENCH[unit] === undefined && FRENCH[/^(.+?) (?:per|a) /.exec(unit)?.[1] ?? ""] === undefined) return many;
  const words = many.split(" ");
  const end = words.findIndex((it) => /^(?:de|d’.*|en|par)$/.test(it));
  return words.map((word, at) => (end < 0 || at < end || word === "pondérées" ? singular(word) : word)).join(" ");
}

// Of the words above: what has one form, and what ends otherwise than in s.
const ONE_FORM: ReadonlySet<string> = new Set(["mois", "obus", "flux"]);
const singular = (word: string): string => (ONE_FORM.has(word) ? word : word.endsWith("eaux") ? word.slice(0, -1) : word.endsWith("aux") ? `${word.slice(0, -3)}al` : word.replace(/s$/, ""));
