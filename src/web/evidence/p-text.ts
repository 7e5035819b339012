import { wordsOf } from "../words/words.ts";
import { formatCell } from "./figure.ts";
import { WORDS } from "./words.ts";

/** A probability as it is printed: three decimals, none below a thousandth. */
export const pText = (p: number): string => (p < 0.001 ? wordsOf(WORDS).belowThousandth : formatCell(p, "p"));
