import { date, id, oneOf, optional, text } from "../field.ts";
import { recordKind } from "../kind.ts";

/** A document facts were read in. The root of every answer to "why". */
export const source = recordKind({
  name: "source",
  file: "sources",
  title: "A document or data file that facts were read in.",
  needed: true,
  rivalKey: [],
  fields: {
    id: id("Name of the source, used by every other table."),
    title: text("Title, author and publisher."),
    location: optional(text("Address, repository path or page where it stands."), "not published at an address"),
    licence: text("Terms under which the facts may be passed on."),
    licenceClass: oneOf(["A", "B", "C"], "A: open licence, public domain or single cited facts. B: reuse with credit, or terms not seen. C: not cleared, never shipped."),
    asOf: date("Date of the document."),
    note: optional(text("How it was read, known faults."), "nothing to add"),
  },
});
