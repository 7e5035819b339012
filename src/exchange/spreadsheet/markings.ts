/**
 * How national spreadsheets say that something is confidential, in headings and in cells, without accents and case. It only makes
 * whoever imports state a label: too many words here cost a question, one too few may cost a secret.
 */
const HEADING_PARTS: readonly string[] = [
  "classif", "klassif", "clasific", "klasyfik", "klasifik", "confidenti", "confidencial", "konfident", "secre", "sekre", "marking", "caveat", "clearance", "sensitiv", "sensibilit", "releasab", "disclos", "label", "handling", "security_level", "distribution_statement", "fouo", "noforn",
  "vertraul", "geheim", "einstuf", "verschluss", "vs_grad", "vs_stufe", "schutzklasse", "sicherheitsstufe", "dienstgebrauch",
  "diffusion", "marquage", "mention_de", "riserv", "segret", "reservad", "difusion",
  "klauzul", "poufn", "tajn", "utaj", "niejawn", "zastrzez", "rubricer", "vertrouw", "gradering", "hemlig", "hemmelig", "fortrolig", "skjerm", "duvern", "vyhrazen", "titk", "minosit", "bizalm", "gizli", "salaj", "salas", "turvaluok", "slapt", "slepen",
  "διαβαθμ", "απορρητ", "εμπιστευτ", "класиф", "секрет", "гриф", "поверител",
];
const HEADINGS: ReadonlySet<string> = new Set(["vs", "tlp", "mention", "marking", "merking", "protection", "protective"]);

const OF_WHOM = "(?:(?:nato|cosmic|eu|ue|us|uk|otan|vs|stg\\.?|zeer|top|streng|strengt|tres|scisle|prisne|szigoruan|kvalificerat|begransat|departementaal)[ \\-_/:]*)*";
const WORDS: readonly string[] = [
  "secret", "confidential", "restricted", "official[- ]sensitive", "for official use only", "fouo", "noforn", "limdis", "cui", "tlp ?: ?(?:red|amber|green)", "not releasable", "internal use only",
  "geheim", "vertraulich", "nfd", "nur fur den dienstgebrauch", "verschlusssache", "eingestuft",
  "confidentiel", "secret[- ]defense", "diffusion restreinte", "diffusion limitee", "non protege",
  "riservat\\w*", "segret\\w*", "reservado", "secreto", "confidencial", "difusion limitada", "muito secreto",
  "tajne", "tajny", "poufne", "zastrzezone", "vertrouwelijk", "hemlig\\w*", "konfidentiell", "konfidensielt", "fortrolig\\w*", "hemmelig\\w*", "til tjenestebrug", "begrenset", "prisne tajne", "duverne", "vyhrazene", "titkos", "bizalmas", "korlatozott terjesztesu", "gizli", "hizmete ozel", "salajane", "slaptai", "slepeni", "konfidentsiaalne", "konfidencialiai", "luottamuksellinen", "salainen", "tajno", "povjerljivo", "zaupno", "interno", "strogo tajno",
  "απορρητο", "εμπιστευτικο", "секретно", "поверително", "строго секретно",
];
const MARKING = new RegExp(`^${OF_WHOM}(?:${WORDS.join("|")})(?![\\p{L}\\p{N}])`, "u");
// A longer cell is a text that speaks of something.
const CHARACTERS_COMPARED = 80;

const plain = (text: string): string => text.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll(/[‐-―]/g, "-").replaceAll(/\s+/g, " ");

/** Whether a heading may be that of a label: in doubt it is. @example isMarkingHeading("Vertraulichkeit") // → true */
export const isMarkingHeading = (heading: string): boolean => {
  const word = plain(heading.slice(0, 200)).replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_|_$/g, "");
  return HEADINGS.has(word) || HEADING_PARTS.some((it) => word.includes(it));
};

/** Whether a cell is a word by which something is kept confidential. @example isMarkingWord("NATO SECRET") // → true */
export const isMarkingWord = (cell: string): boolean => cell.length > 1 && cell.length <= CHARACTERS_COMPARED && MARKING.test(plain(cell).replace(/^[^\p{L}]+/u, ""));
