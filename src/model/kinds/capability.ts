import { flag, id, number, oneOf, optional, ref, refs, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

export const DOMAINS = ["land", "air", "maritime", "space", "cyber", "joint", "cross"] as const;
export const CHARACTERS = ["digital", "industrial", "enabling"] as const;

/** A node of the capability tree: an area, a group or a leaf. Only leaves carry requirements. */
export const capability = recordKind({
  name: "capability",
  file: "capabilities",
  title: "A capability: an area, a group, or a leaf that can be required and counted.",
  needed: true,
  rivalKey: [],
  fields: {
    ...provenance,
    id: id("Code of the capability."),
    parent: optional(ref("capability", "The node above."), "an area, top of the tree"),
    level: oneOf(["area", "group", "leaf"], "Place in the tree."),
    nameEn: text("Name in English."),
    nameFr: optional(text("Name in French."), "use the English name"),
    domain: optional(oneOf(DOMAINS, "Domain."), "an area or group"),
    character: optional(oneOf(CHARACTERS, "What limits it most: data and software (digital), mass and production (industrial), or what lets others act (enabling)."), "an area or group"),
    unit: optional(text("Unit in which requirement and contribution are counted."), "an area or group"),
    better: optional(oneOf(["more", "less"], "Whether more or less of it is better."), "more is better"),
    overlaps: optional(refs("capability", "Leaves that count the same things in another way and must never be added to this one."), "overlaps with none"),
    priority: optional(number("How much a share short of it counts beside a share short of any other leaf.", { unit: "times", min: 0, max: 100 }), "1"),
    planned: optional(flag("Whether the plan engine may close it; `no` for views of another leaf and for ceilings."), "yes for leaves"),
  },
});
