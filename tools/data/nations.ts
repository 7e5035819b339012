import type { Row } from "./csv.ts";
import { fact, type Table } from "./facts.ts";
import { LANDLOCKED } from "./holdings.ts";
import type { SourceList } from "./sources.ts";

/** code, English, French, ISO numeric, region, accession, capital latitude and longitude, currency. Facts of public knowledge, written by hand. */
const LIST: readonly (readonly [string, string, string, string, string, number, number, number, string])[] = [
  ["ALB", "Albania", "Albanie", "008", "South-East Europe", 2009, 41.33, 19.82, "ALL"],
  ["BEL", "Belgium", "Belgique", "056", "Western Europe", 1949, 50.85, 4.35, "EUR"],
  ["BGR", "Bulgaria", "Bulgarie", "100", "South-East Europe", 2004, 42.7, 23.32, "EUR"],
  ["CAN", "Canada", "Canada", "124", "North America", 1949, 45.42, -75.7, "CAD"],
  ["HRV", "Croatia", "Croatie", "191", "South-East Europe", 2009, 45.81, 15.98, "EUR"],
  ["CZE", "Czechia", "Tchéquie", "203", "Central Europe", 1999, 50.09, 14.42, "CZK"],
  ["DNK", "Denmark", "Danemark", "208", "Nordic-Baltic", 1949, 55.68, 12.5, "DKK"],
  ["EST", "Estonia", "Estonie", "233", "Nordic-Baltic", 2004, 59.44, 24.75, "EUR"],
  ["FIN", "Finland", "Finlande", "246", "Nordic-Baltic", 2023, 60.17, 24.94, "EUR"],
  ["FRA", "France", "France", "250", "Western Europe", 1949, 48.86, 2.35, "EUR"],
  ["DEU", "Germany", "Allemagne", "276", "Western Europe", 1955, 52.52, 13.4, "EUR"],
  ["GRC", "Greece", "Grèce", "300", "Southern Europe", 1952, 37.98, 23.73, "EUR"],
  ["HUN", "Hungary", "Hongrie", "348", "Central Europe", 1999, 47.5, 19.04, "HUF"],
  ["ISL", "Iceland", "Islande", "352", "Nordic-Baltic", 1949, 64.14, -21.9, "ISK"],
  ["ITA", "Italy", "Italie", "380", "Southern Europe", 1949, 41.9, 12.48, "EUR"],
  ["LVA", "Latvia", "Lettonie", "428", "Nordic-Baltic", 2004, 56.95, 24.11, "EUR"],
  ["LTU", "Lithuania", "Lituanie", "440", "Nordic-Baltic", 2004, 54.69, 25.28, "EUR"],
  ["LUX", "Luxembourg", "Luxembourg", "442", "Western Europe", 1949, 49.61, 6.13, "EUR"],
  ["MNE", "Montenegro", "Monténégro", "499", "South-East Europe", 2017, 42.44, 19.26, "EUR"],
  ["NLD", "Netherlands", "Pays-Bas", "528", "Western Europe", 1949, 52.37, 4.9, "EUR"],
  ["MKD", "North Macedonia", "Macédoine du Nord", "807", "South-East Europe", 2020, 42.0, 21.43, "MKD"],
  ["NOR", "Norway", "Norvège", "578", "Nordic-Baltic", 1949, 59.91, 10.75, "NOK"],
  ["POL", "Poland", "Pologne", "616", "Central Europe", 1999, 52.23, 21.01, "PLN"],
  ["PRT", "Portugal", "Portugal", "620", "Southern Europe", 1949, 38.78, -9.18, "EUR"],
  ["ROU", "Romania", "Roumanie", "642", "South-East Europe", 2004, 44.43, 26.1, "RON"],
  ["SVK", "Slovakia", "Slovaquie", "703", "Central Europe", 2004, 48.15, 17.11, "EUR"],
  ["SVN", "Slovenia", "Slovénie", "705", "Central Europe", 2004, 46.06, 14.51, "EUR"],
  ["ESP", "Spain", "Espagne", "724", "Southern Europe", 1982, 40.42, -3.7, "EUR"],
  ["SWE", "Sweden", "Suède", "752", "Nordic-Baltic", 2024, 59.4, 18.05, "SEK"],
  ["TUR", "Türkiye", "Türkiye", "792", "Southern Europe", 1952, 39.93, 32.86, "TRY"],
  ["GBR", "United Kingdom", "Royaume-Uni", "826", "Western Europe", 1949, 51.51, -0.13, "GBP"],
  ["USA", "United States", "États-Unis", "840", "North America", 1949, 38.9, -77.04, "USD"],
];

/** What ships and boats take. */
const AT_SEA = "PRJ-SEA ENG-MAR ENG-MUN-05 ENG-MUN-06 PRO-INT-05 PRO-CIP-01 INF-ISR-10";
const NUCLEAR_BOATS = "ENG-MAR-03";

/** Of an ally without armed forces nothing is asked that takes them; places, medical care, networks, radars and analysis are. */
const TAKES_FORCES = "PRE PRJ-AIR PRJ-SEA PRJ-LND-01 PRJ-LND-02 ENG PRO-AMD-02 PRO-AMD-03 PRO-AMD-04 PRO-AMD-05 PRO-AMD-06 PRO-INT PRO-FOR SUS-LOG-03 SUS-LOG-04 SUS-ENG SUS-REP INF-ISR-01 INF-ISR-02 INF-ISR-03 INF-ISR-04 INF-ISR-05 INF-ISR-06 INF-ISR-07 INF-ISR-09 INF-EWS CCC-COM-01 PRO-CIP-02";

/** What an ally is not asked for, with the reason that stands in its record. */
function exemption(id: string): { readonly from: string; readonly note: string } | undefined {
  if (id === "ISL") return { from: TAKES_FORCES, note: "No armed forces: accepted without spending rows or budget, and by our judgement not asked for what takes them, nor for satellites." };
  if (LANDLOCKED.includes(id)) return { from: AT_SEA, note: "No coast and no navy: by our judgement not asked for what takes ships." };
  return ["USA", "GBR", "FRA"].includes(id) ? undefined : { from: NUCLEAR_BOATS, note: "Runs no nuclear-powered boats, and by our judgement is not asked for them." };
}

export const nationRows = (sources: SourceList): Table =>
  LIST.map(([id, nameEn, nameFr, mapId, region, accession, latitude, longitude, currency]): Row => {
    const not = exemption(id);
    return {
      ...fact(id, sources.file("public-knowledge"), "official", "high", not === undefined ? {} : { note: not.note }),
      id,
      name_en: nameEn,
      name_fr: nameFr,
      map_id: mapId,
      region,
      accession_year: String(accession),
      latitude: String(latitude),
      longitude: String(longitude),
      currency,
      exempt_from: not?.from ?? "",
    };
  });

export const labelRows: Table = [
  { id: "PUBLIC", policy: "Concord open data", level: "0", marking_en: "PUBLIC", marking_fr: "PUBLIC", releasable_to: "", absent_means: "everyone" },
];
