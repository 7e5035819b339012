import { number, ref } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A line of a bill of materials in its simplest form: a part that several systems need and few lines make. */
export const bill = recordKind({
  name: "bill",
  file: "bills",
  title: "How many of a component one of a system needs, where the component limits what can be made.",
  needed: false,
  rivalKey: ["system", "component"],
  fields: {
    ...provenance,
    system: ref("system", "Class or type that is made; the bill of a class holds for its types."),
    component: ref("system", "The component: a system of kind `component`, made by lines of its own."),
    quantity: number("Components in one of the system.", { unit: "components per item", min: 0 }),
  },
});
