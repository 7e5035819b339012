import { columnName, KINDS } from "#model";
import { codeInFrench, pathInFrench, regionInFrench } from "#views";
import { type Language, languageNow } from "../words/words.ts";

/** A code word of a record in the language of the page. @example codeWord("derived", "fr") // → "calculé" */
export const codeWord = (code: string, language: Language = languageNow()): string => (language === "fr" ? codeInFrench(code) : code);

/** A budget path in the language of the page. @example pathName("agreed", "fr") // → "convenue" */
export const pathName = (path: string, language: Language = languageNow()): string => (language === "fr" ? pathInFrench(path) : path);

/** A region in the language of the page. @example regionName("Central Europe", "fr") // → "Europe centrale" */
export const regionName = (region: string, language: Language = languageNow()): string => (language === "fr" ? regionInFrench(region) : region);

/** A column of a record in the words and the language of the page. @example columnWord("quantity_low", "fr") // → "quantité, au moins" */
export const columnWord = (column: string, language: Language = languageNow()): string => columnName(column, language);

/** A kind of record by its name, in the words and the language of the page. @example kindWord("adoptedOrder", "en") // → "adopted orders" */
export const kindWord = (kind: string, language: Language = languageNow()): string => (language === "fr" ? codeInFrench(kind) : (Object.values(KINDS).find((it) => it.name === kind)?.file.replaceAll("_", " ") ?? kind));
