import { formatNumber } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** A probability as it is printed: three decimals, none below a thousandth. */
export const pText = (p: number): string => (p < 0.001 ? wordsOf(WORDS).belowThousandth : formatNumber(p, 3));
