import type { Requirement } from "#model";
import type { Results } from "./results.ts";

/** The name of a situation and of what its requirements are used for, in a key. */
export const ambitionOf = ({ use, situation }: Pick<Requirement, "use" | "situation">): string => `${use} ${situation}`;

/** Capabilities with a requirement of the alliance for a situation, in the order of the tree. */
export function ambitionLeaves({ alliance }: Results, ambition: string): readonly string[] {
  const stated = new Set(alliance.facts.requirement.filter((it) => it.scope === "alliance" && ambitionOf(it) === ambition).map((it) => it.capability));
  return [...stated].sort((a, b) => (alliance.leafIndex.get(a) ?? 0) - (alliance.leafIndex.get(b) ?? 0));
}
