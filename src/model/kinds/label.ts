import { helds, id, integer, optional, refs, text } from "../field.ts";
import { recordKind } from "../kind.ts";

/** A confidentiality label as a data set names it. The algebra of labels is in `base/labels`. */
export const label = recordKind({
  name: "label",
  file: "labels",
  title: "A confidentiality label: level and who it may be released to.",
  needed: true,
  rivalKey: [],
  fields: {
    id: id("Name of the label, used by every other table."),
    policy: text("Security policy the label belongs to."),
    level: integer("Place in the policy's order of levels; a reader needs at least this.", { unit: "level", min: 0, max: 99 }),
    markingEn: text("Marking as printed, English."),
    markingFr: optional(text("Marking as printed, French."), "print the English marking"),
    releasableTo: optional(refs("nation", "Nations it may be released to."), "as absentMeans says"),
    restrictive: optional(helds("Values that a reader must hold, all of them."), "none"),
    permissive: optional(helds("Values of which a reader must hold one of each tag set named."), "none"),
    absentMeans: text("What an empty release list means: `everyone`, `originator`, or the name of a group."),
  },
});
