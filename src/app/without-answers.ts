import { negotiate } from "#engines/targets";
import type { Answer } from "#model";
import { canonicalJson } from "#stdx";
import { type Results, targetsAsk } from "#views";

/**
 * The same results as if some answers had not been given: their targets are planned on as proposed. Its run key names what
 * was left out, so that plans made from it are kept apart. The comparison is dropped, since it is another plan.
 * @example withoutAnswers(results, (it) => it.nation === "BRY", digest) // → results in which BRY answered nothing
 */
export function withoutAnswers(results: Results, isLeftOut: (answer: Answer) => boolean, digest: (text: string) => string): Results {
  const { alliance } = results;
  const [left, kept] = [alliance.facts.answer.filter(isLeftOut), alliance.facts.answer.filter((it) => !isLeftOut(it))];
  const { comparison: _, ...others } = results;
  const changed: typeof alliance = { ...alliance, facts: { ...alliance.facts, answer: kept } };
  return {
    ...others,
    alliance: changed,
    targets: negotiate({ ...targetsAsk(results), alliance: changed }),
    runKey: digest(canonicalJson({ run: results.runKey, without: left.map((it) => it.id).toSorted() })),
  };
}
