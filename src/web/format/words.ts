import { catalogue } from "../words/words.ts";

/** How a figure is known, in a word. */
export const EVIDENCE_WORDS = {
  en: { observed: "counted", official: "official", press: "press", estimate: "estimate", derived: "derived", assumption: "assumption" },
  fr: { observed: "compté", official: "officiel", press: "presse", estimate: "estimation", derived: "dérivé", assumption: "hypothèse" },
} as const;

/** The words that stand beside numbers. */
export const WORDS = catalogue(
  {
    ofWhole: { marking: "marking", table: "table", data: "data", asOf: "as of", run: "run" },
    unknown: "unknown",
    point: ".",
    billion: "bn",
    years: "years",
    money: (currency: string, number: string) => `${currency}\u00a0${number}`,
    a: (unit: string) => (unit === "a" ? "a year" : `a ${unit}`),
    range: (range: string) => `range ${range}`,
    prices: (base: string) => `${base} prices`.replace(/prices prices$/, "prices"),
    asOf: (date: string) => `as of ${date}`,
    run: (key: string) => `run ${key}`,
    evidence: EVIDENCE_WORDS.en,
    weakest: (evidence: keyof typeof EVIDENCE_WORDS.en) => `weakest evidence: ${EVIDENCE_WORDS.en[evidence]}`,
    weakestOf: (column: string) => `${column}, weakest evidence`,
  },
  {
    ofWhole: { marking: "marquage", table: "tableau", data: "données", asOf: "au", run: "calcul" },
    unknown: "inconnu",
    point: ",",
    billion: "Md",
    years: "ans",
    money: (currency, number) => `${number}\u00a0${currency}`,
    a: (unit) => (unit === "a" ? "par an" : `par ${unit}`),
    range: (range) => `fourchette ${range}`,
    prices: (base) => `prix : ${base.replace(/^constant (\d+)$/, "constants de $1").replace(/^current$/, "courants")}`,
    asOf: (date) => `au ${date}`,
    run: (key) => `calcul ${key}`,
    evidence: EVIDENCE_WORDS.fr,
    weakest: (evidence) => `preuve la plus faible : ${EVIDENCE_WORDS.fr[evidence]}`,
    weakestOf: (column) => `${column}, preuve la plus faible`,
  },
);
