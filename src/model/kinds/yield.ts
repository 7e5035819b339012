import { oneOf, optional, range, ref } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

export const COMBINE = ["additive", "limiting", "alternative", "multiplier", "reference"] as const;

/** How much of a capability one system gives. */
export const systemYield = recordKind({
  name: "yield",
  file: "yields",
  title: "How much of a capability one of a system gives, and how that combines with other systems.",
  needed: true,
  rivalKey: ["system", "capability"],
  fields: {
    ...provenance,
    system: ref("system", "A class or a type; a type's own row goes before its class's."),
    capability: ref("capability", "The leaf it counts towards."),
    quantity: range("Units of the capability from one of the system.", { unit: "capability units per system unit", min: 0 }),
    combine: oneOf(COMBINE, "additive: sums. limiting: each limiting system is counted apart and the scarcest decides. alternative: the same system can serve one such leaf or another, once. multiplier: a factor on the others. reference: shown, never counted."),
    standard: optional(ref("standard", "Standard without which the contribution counts only at the interoperability credit."), "no standard needed"),
    share: optional(range("Share of the nation's holding of the system that goes to this capability, where one system serves several.", { unit: "share", min: 0, max: 1 }), "all of it (for `alternative`: the engine splits)"),
  },
});
