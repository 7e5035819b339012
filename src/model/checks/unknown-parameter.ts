import { type Doubt, each } from "./check.ts";
import { nearest } from "./nearest.ts";

/** A value for a parameter that nothing uses changes nothing. Checked only where the engines' parameters are known. */
export const unknownParameter: Doubt = {
  code: "unknown-parameter",
  level: "warning",
  title: "A parameter value names a parameter that is used.",
  run: (on, report) => {
    if (on.parameters.length === 0) return;
    const ids = new Set(on.parameters.map((it) => it.id));
    each(on, "parameter", ({ parameter }, index) => {
      if (ids.has(parameter)) return;
      const near = nearest(parameter, ids);
      report({ kind: "parameter", index, column: "parameter" }, { message: `Nothing uses a parameter "${parameter}": the row changes nothing.`, mend: near === undefined ? "Correct the name; the pages of the methods list all parameters." : `Did you mean "${near}"?` });
    });
  },
};
