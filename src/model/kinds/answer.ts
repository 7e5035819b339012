import { number, oneOf, optional, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** What a nation answers to a target. Source: the words of NDPP Step 3 on accepted, reserved and declined targets. */
export const RESPONSES = ["accept", "reserve", "decline"] as const;
export type Response = (typeof RESPONSES)[number];

/** A nation's answer to the target proposed for one leaf. No row: no answer yet, and the target is planned on. */
export const answer = recordKind({
  name: "answer",
  file: "answers",
  title: "A nation's answer to its target for one leaf: accepted, accepted in part or later, or declined.",
  needed: false,
  rivalKey: ["nation", "capability"],
  fields: {
    ...provenance,
    nation: ref("nation", "Who answers."),
    capability: ref("capability", "Leaf of the target."),
    response: oneOf(RESPONSES, "`accept`: the target stands. `reserve`: only `quantity` of it, or in full only from `first_year`. `decline`: none of it."),
    quantity: optional(number("What it accepts of the target, for a reserve.", { unit: "the capability's", min: 0 }), "for a reserve: what it holds, until `first_year`"),
    firstYear: optional(year("Year from which it accepts the target in full, for a reserve."), "for a reserve: the quantity holds in every year"),
    unit: optional(text("Unit of the quantity, which must be the capability's."), "the capability's"),
    reason: text("Why, in the nation's words."),
  },
});
