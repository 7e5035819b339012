import { unitInFrench } from "#views";
import { type Language, languageNow } from "../words/words.ts";

/** A unit in the language of the page. @example unitName("rounds per year") // → "obus par an" on a French page */
export const unitName = (unit: string, language: Language = languageNow()): string => (language === "fr" ? unitInFrench(unit) : unit);
