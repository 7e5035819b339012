import type { WhyView } from "#views";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/**
 * Why an answer lists no record: a computed number has steps that lead to them; one that is unknown or a judgement has none.
 * @example noRecordText({ shown: { ...shown, value: 3 }, steps: [{ text: "Alone" }] }) // → "No record is named by itself: …"
 */
export function noRecordText({ shown, steps }: Pick<WhyView, "shown" | "steps">): string {
  const words = wordsOf(WORDS);
  return shown.value !== undefined && steps.length > 0 ? words.noRecordItself : words.noRecord;
}
