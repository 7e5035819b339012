/**
 * What a judgement is, without what more or less of it does: the title under which it is explained.
 * @example titleOf("Least part that is known. Larger: fewer, surer ones.") // → "Least part that is known"
 */
export const titleOf = (meaning: string): string => /^.*?(?=\.(?: |$)|$)/.exec(meaning)?.[0] ?? meaning;
