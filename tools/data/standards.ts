import { range, type Row } from "./csv.ts";
import { fact, type Table } from "./facts.ts";
import type { SourceList } from "./sources.ts";

type Three = readonly [number, number, number];

/** id, row of the standards database or none, English, French, layer, cost for one nation in M EUR 2025 (judgement), more leaves. */
const LIST: readonly (readonly [string, string, string, string, "policy" | "organisation" | "semantics" | "syntax" | "technical", Three, string])[] = [
  ["STANAG-5516", "nso-stanag5516ed8", "Tactical data exchange, Link 16", "Échange de données tactiques, Liaison 16", "syntax", [5, 20, 60], ""],
  ["STANAG-5522", "nso-stanag5522ed6", "Tactical data exchange, Link 22", "Échange de données tactiques, Liaison 22", "syntax", [4, 12, 40], ""],
  ["STANAG-5518", "nso-stanag5518ed4", "Joint Range Extension Application Protocol (JREAP)", "Protocole d’extension de portée (JREAP)", "technical", [2, 6, 20], ""],
  ["STANAG-5525", "nso-stanag5525ed1", "Joint C3 Information Exchange Data Model (JC3IEDM)", "Modèle de données d’échange C3 interarmées (JC3IEDM)", "semantics", [2, 8, 25], ""],
  ["STANAG-5527", "nso-stanag5527ed1", "Friendly force tracking systems interoperability", "Interopérabilité des systèmes de suivi des forces amies", "syntax", [2, 6, 20], ""],
  ["ADatP-36", "nso-adatp-36a", "Friendly Force Information (FFI)", "Information sur les forces amies (FFI)", "syntax", [1, 4, 12], ""],
  ["STANAG-4193", "", "Identification friend or foe, Mark XIIA Mode 5", "Identification ami-ennemi, Mark XIIA mode 5", "technical", [10, 40, 120], ""],
  ["STANAG-4312", "nso-stanag4312ed2", "Low-level ground-based air defence command and control", "Commandement de la défense sol-air à basse altitude", "syntax", [2, 6, 15], ""],
  ["STANAG-4559", "nso-stanag4559ed4", "ISR library interface (NSILI)", "Interface de bibliothèque ISR (NSILI)", "syntax", [1, 4, 10], ""],
  ["STANAG-4609", "nso-stanag4609ed4", "Digital motion imagery", "Imagerie animée numérique", "syntax", [1, 3, 8], ""],
  ["STANAG-4607", "nso-stanag4607ed3", "Ground moving target indicator format", "Format d’indicateur de cibles mobiles au sol", "syntax", [1, 3, 8], ""],
  ["STANAG-4545", "nso-stanag4545ed2", "Secondary imagery format (NSIF)", "Format d’imagerie secondaire (NSIF)", "syntax", [0.5, 2, 5], "INF-ISR-01 INF-ANA-01"],
  ["STANAG-4586", "nso-stanag4586ed4", "Control system interfaces of uncrewed aircraft", "Interfaces de commande des aéronefs sans équipage", "technical", [2, 8, 25], ""],
  ["STANAG-4774", "nso-stanag4774", "Confidentiality metadata label syntax", "Syntaxe des étiquettes de confidentialité", "syntax", [0.5, 2, 6], "CCC-DAT-02 CCC-DAT-03"],
  ["STANAG-4778", "nso-stanag4778", "Binding of metadata", "Liaison des métadonnées", "syntax", [0.5, 2, 6], "CCC-DAT-02 CCC-DAT-03"],
  ["STANAG-4606", "nso-stanag4606ed4", "Protected super-high-frequency satellite waveform", "Forme d’onde satellitaire protégée SHF", "technical", [3, 10, 30], ""],
  ["STANAG-2103", "nso-stanag2103ed11", "CBRN warning and reporting", "Alerte et comptes rendus NRBC", "syntax", [0.5, 2, 5], ""],
  ["FMN-spiral-4", "fmn", "Federated Mission Networking, spiral 4 profiles", "Réseaux fédérés de mission, profils de la spirale 4", "organisation", [10, 25, 60], "CCC-DAT-02"],
  ["STANAG-4425", "", "Interchangeability of 155 mm artillery ammunition (with the Joint Ballistics Memorandum)", "Interchangeabilité des munitions de 155 mm", "technical", [2, 10, 30], ""],
  ["STANAG-1135", "", "Interchangeability of fuels and lubricants", "Interchangeabilité des carburants et lubrifiants", "technical", [0.5, 2, 5], ""],
  ["STANAG-2021", "", "Military load classification of bridges and vehicles", "Classification militaire des ponts et véhicules", "technical", [0.5, 3, 10], ""],
  ["STANAG-2228", "", "Allied joint medical support doctrine", "Doctrine interalliée de soutien médical", "policy", [0.2, 1, 3], ""],
  ["STANAG-3447", "", "Air-to-air refuelling equipment", "Matériel de ravitaillement en vol", "technical", [5, 20, 60], ""],
];

export const standardRows = (sources: SourceList, database: readonly Row[], leaves: ReadonlyMap<string, readonly string[]>): Table =>
  LIST.map(([id, read, nameEn, nameFr, layer, cost, more]) => {
    const row = database.find((it) => it.standard_id === read);
    if (read !== "" && read !== "fmn" && row === undefined) throw new Error(`the standards database has no row ${read}`);
    const source = read === "" ? "public-knowledge" : read === "fmn" ? "fmn-spirals" : "nisp-12.2";
    return {
      ...fact(id, sources.file(source), read === "" ? "assumption" : "official", read === "" ? "low" : "medium", {
        asOf: source === "nisp-12.2" ? "2019-12-06" : source === "fmn-spirals" ? "2021-10-22" : "2026-11-22",
        definition: `${row === undefined ? "" : `${row.publication_number}: ${row.title}. `}Which leaves it unlocks and what adoption costs are our judgement.`,
        note: read === "" ? "Not in the database at hand: number and subject from general knowledge; check the edition in force." : "",
      }),
      name_en: nameEn,
      name_fr: nameFr,
      layer,
      capabilities: [...new Set([...(leaves.get(id) ?? []), ...more.split(" ").filter((it) => it !== "")])].sort().join(" "),
      ...range("adoption_cost", cost),
      cost_unit: "M EUR",
      price_base: "constant 2025",
    };
  });
