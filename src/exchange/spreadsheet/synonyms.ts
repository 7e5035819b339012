/**
 * What columns are called in national spreadsheets, without accents and case. They propose and decide nothing: whoever imports
 * sees which heading was taken for which column.
 */
const SYNONYMS: { readonly [column: string]: readonly string[] } = {
  id: ["key", "number_of_record", "kennung", "identifiant", "identificador", "identificativo", "identyfikator"],
  nation: ["country", "ally", "state", "pays", "land", "staat", "paese", "pais", "kraj", "nacion", "nazione"],
  system: ["type", "equipment", "platform", "materiel", "systeme", "modele", "typ", "gerat", "waffensystem", "muster", "sistema", "sprzet", "equipo", "tipo", "class"],
  quantity: ["qty", "amount", "count", "number", "total", "holding", "holdings", "in_service", "quantite", "nombre", "effectif", "menge", "anzahl", "bestand", "stuckzahl", "stuck", "ist", "quantita", "numero", "cantidad", "ilosc", "liczba", "antal", "aantal"],
  quantity_low: ["low", "minimum", "min", "at_least", "mindestens", "au_moins"],
  quantity_high: ["high", "maximum", "max", "at_most", "hochstens", "au_plus"],
  unit: ["units", "unit_of_measure", "uom", "unite", "einheit", "unita", "unidad", "jednostka", "eenheid", "enhet"],
  readiness: ["ready", "ready_share", "availability", "serviceability", "disponibilite", "einsatzbereit", "einsatzbereitschaft", "bereitschaft", "prontezza", "gotowosc", "disponibilidad"],
  service: ["branch", "arm", "armee", "teilstreitkraft", "tsk", "forza_armata", "ejercito"],
  source: ["reference", "document", "quelle", "bron", "fonte", "fuente", "zrodlo"],
  as_of: ["date", "as_at", "status_date", "stand", "stichtag", "datum", "au", "date_de_situation", "data", "fecha"],
  evidence: ["basis", "kind_of_figure", "art_der_angabe", "nature"],
  confidence: ["trust", "reliability", "vertrauen", "fiabilite", "verlasslichkeit"],
  label: [
    "classification", "security_classification", "confidentiality", "confidentiality_label", "marking", "protective_marking", "security_marking",
    "einstufung", "vertraulichkeit", "vertraulichkeitsstufe", "geheimhaltung", "geheimhaltungsgrad", "geheimhaltungsstufe", "vs_grad", "vs_einstufung", "verschlusssachengrad",
    "mention", "mention_de_protection", "confidentialite", "niveau_de_confidentialite", "niveau_de_classification", "marquage", "classificazione", "classifica", "classifica_di_segretezza", "riservatezza", "livello_di_riservatezza",
    "clasificacion", "clasificacion_de_seguridad", "grado_de_clasificacion", "confidencialidad", "confidencialidade", "klauzula", "klauzula_tajnosci", "poufnosc", "rubricering", "rubriceringsniveau", "vertrouwelijkheid", "gradering", "sekretess", "klassifikation", "stupen_utajeni",
  ],
  definition: ["what_is_counted", "abgrenzung", "definizione", "definicion"],
  note: ["notes", "remark", "remarks", "comment", "comments", "bemerkung", "anmerkung", "remarque", "remarques", "nota", "note_libre", "uwagi", "opmerking"],
  year: ["annee", "jahr", "anno", "ano", "rok", "jaar", "ar"],
  first_year: ["from", "start", "from_year", "ab", "beginn", "debut", "a_partir_de", "von"],
  last_year: ["to", "until", "end", "bis", "ende", "fin", "jusqu_en"],
  capability: ["capacite", "fahigkeit", "capacidad", "capacita", "zdolnosc"],
  value: ["figure", "wert", "valeur", "valore", "valor"],
  currency: ["wahrung", "devise", "monnaie", "valuta", "moneda"],
  status: ["state_of_play", "etat", "statut", "stato", "estado"],
  name_en: ["name", "english_name", "title", "bezeichnung", "designation"],
  name_fr: ["nom", "french_name", "intitule", "libelle"],
};

const MEANT: ReadonlyMap<string, readonly string[]> = new Map([...Map.groupBy(Object.entries(SYNONYMS).flatMap(([column, words]) => words.map((word) => ({ word, column }))), (it) => it.word)].map(([word, some]) => [word, some.map((it) => it.column)]));

/** Columns for which a word is another word. @example meantBy("menge") // → ["quantity"] */
export const meantBy = (word: string): readonly string[] => MEANT.get(word) ?? [];
