import { id, range, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A data set's own value for a named parameter of an engine, replacing the default. */
export const parameterValue = recordKind({
  name: "parameter",
  file: "parameters",
  title: "A value that replaces the default of a named parameter.",
  needed: false,
  rivalKey: ["parameter"],
  fields: {
    ...provenance,
    parameter: id("Name of the parameter, for example `targets.cap`."),
    value: range("The value.", { unit: "as the unit column says" }),
    unit: text("Unit, which must be the parameter's."),
  },
});
