import type { Comparison } from "#engines/plan";

/**
 * Whether the plans are about anything: of no capability without a requirement, or of which too little is known, a plan says something, and
 * what it comes to is then unknown and not 0.
 * @example plannedAtAll(comparison) // → false where a reader sees what one ally of many holds
 */
export const plannedAtAll = ({ aligned }: Comparison): boolean => aligned.shortfalls.some((it) => it.required > 0);
