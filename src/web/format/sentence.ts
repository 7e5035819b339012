import type { Shown } from "#views";
import type { Language } from "../words/words.ts";

/** A piece of a sentence: words, or a number that can be asked why. */
export type Piece = { readonly kind: "words"; readonly text: string } | { readonly kind: "number"; readonly text: string; readonly shown: Shown };

const GAP = "[\\s\\u00a0\\u202f]";
// French writes the comma for the point, and the currency behind: `61,2 Md EUR`.
const NUMBERS: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    `(?:[€$£]${GAP}?|\\b[A-Z]{3}${GAP})?[+−-]?\\d+(?:(?:[\\u00a0\\u202f ,])\\d{3})*(?:\\.\\d+)?(?:${GAP}?%|${GAP}(?:bn|billion|M|million|k|thousand)\\b)?(?:${GAP}[A-Z]{3}\\b)?`,
    "gu",
  ),
  fr: new RegExp(`[+−-]?\\d+(?:[\\u00a0\\u202f ]\\d{3})*(?:,\\d+)?(?:${GAP}?%|${GAP}(?:Md|M|k)\\b)?(?:${GAP}[A-Z]{3}\\b)?`, "gu"),
};

interface Read {
  readonly value: number;
  /** Half of the last printed digit. */
  readonly slack: number;
}

function readPrinted(text: string, language: Language): Read {
  const digits = /[+−-]?\d[\d\u00a0\u202f ,]*(?:\.\d+)?/u.exec(text)?.[0] ?? "";
  const plain = (language === "fr" ? digits.replace(",", ".") : digits).replace(/[\u00a0\u202f ,]/gu, "").replace("−", "-");
  const scale = /%/.test(text) ? 0.01 : /bn|billion|Md/.test(text) ? 1e9 : /\bM\b|million/.test(text) ? 1e6 : /\bk\b|thousand/.test(text) ? 1e3 : 1;
  const decimals = plain.split(".")[1]?.length ?? 0;
  return { value: Number(plain) * scale, slack: 0.51 * 10 ** -decimals * scale };
}

const inUnits = (shown: Shown): number =>
  Math.abs((shown.value ?? Number.NaN) * (/^M\s?[A-Z]{3}/.test(shown.unit) ? 1e6 : /^bn\s?[A-Z]{3}/.test(shown.unit) ? 1e9 : 1));

/**
 * Cuts a sentence into words and numbers, and ties each number to the figure it prints: `figures` are those of the sentence, in its
 * order, so that each is tied once and two equal numbers answer their own why. A number that does not print the next figure stays words.
 * @example tieNumbers("It pays EUR 5 M of EUR 5 M.", [paid, gained]) // → words, a number of `paid`, words, a number of `gained`, words
 */
export function tieNumbers(sentence: string, figures: readonly Shown[], language: Language = "en"): readonly Piece[] {
  const pieces: Piece[] = [];
  let [end, next] = [0, 0];
  for (const match of sentence.matchAll(NUMBERS[language])) {
    const read = readPrinted(match[0], language);
    const shown = figures[next];
    if (shown === undefined || Math.abs(inUnits(shown) - Math.abs(read.value)) > Math.max(read.slack, Math.abs(read.value) * 1e-9)) continue;
    next += 1;
    if (match.index > end) pieces.push({ kind: "words", text: sentence.slice(end, match.index) });
    pieces.push({ kind: "number", text: match[0], shown });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) pieces.push({ kind: "words", text: sentence.slice(end) });
  return pieces;
}
