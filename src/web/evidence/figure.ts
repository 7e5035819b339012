import { cellText, type ColumnKind, figureText } from "#engines/history";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "../format/words.ts";

/** A figure of the record as the whole study prints it, with the decimal point of the page. @example formatFigure(-0.7433) // → "−0.74" */
export const formatFigure = (value: number): string => pointed(figureText(value));

/** A cell of a table of the record. @example formatCell(29004, "count") // → "29 004" */
export const formatCell = (value: number | null | undefined, kind: ColumnKind): string => pointed(cellText(value, kind));

/** A text of the study with the decimal point of the page. */
const pointed = (text: string): string => text.replace(".", wordsOf(WORDS).point);
