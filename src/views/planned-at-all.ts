import type { Comparison, NotPlanned, Plan } from "#engines/plan";

/**
 * Whether the plans are about anything: of no capability without a requirement, or of which too little is known, a plan says something, and
 * what it comes to is then unknown and not 0.
 * @example plannedAtAll(comparison) // → false where a reader sees what one ally of many holds
 */
export const plannedAtAll = ({ aligned }: Comparison): boolean => aligned.shortfalls.some((it) => it.required > 0);

/** Capabilities of which too little is known of what allies hold for a plan, of some or of any ally. Those of which nothing is asked, and groups of others, are none that could be planned. */
export const unplannedIn = ({ notPlanned }: Pick<Plan, "notPlanned">, codes: readonly NotPlanned["code"][] = ["no-holding-known", "too-little-known"]): number => notPlanned.filter((it) => it.kind === "leaf" && codes.includes(it.code)).length;
