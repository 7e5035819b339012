import type { NationalProgramme } from "#views";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./programme-words.ts";

/**
 * Which date decides how a programme stands. What is held against it says when it was last reported: what came later and
 * nobody recorded is not seen.
 * @example standingReason({ standing: "late", reason: "contract", decisiveYear: 2026, asOf: "2025-05-24" }) // → "was to be contracted in 2026; last reported 2025-05-24"
 */
export function standingReason({ standing, reason, decisiveYear, asOf }: Pick<NationalProgramme, "standing" | "reason" | "decisiveYear" | "asOf">): string | undefined {
  const words = wordsOf(WORDS);
  if (reason === undefined || decisiveYear === undefined) return undefined;
  const why = words.reasons[reason](decisiveYear, standing);
  return standing === "on time" ? why : words.reported(why, asOf);
}
