import { oneOf, optional, ref, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

export const ADOPTION_STATUS = ["none", "planned", "ratified", "implemented", "verified"] as const;

/** How far a nation has taken a standard. No row means unknown. */
export const adoption = recordKind({
  name: "adoption",
  file: "adoptions",
  title: "How far a nation has adopted a standard.",
  needed: false,
  rivalKey: ["nation", "standard"],
  fields: {
    ...provenance,
    nation: ref("nation", "Who adopts."),
    standard: ref("standard", "What is adopted."),
    status: oneOf(ADOPTION_STATUS, "How far: only implemented and verified make a contribution count in full."),
    year: optional(year("Year in which the status is or will be reached."), "now"),
  },
});
