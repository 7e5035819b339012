import { each, type Doubt } from "./check.ts";
import { nearest } from "./nearest.ts";

/**
 * What an ally is not asked for is a capability of the data set. What is none is passed over and the ally stays: one optional cell
 * may not take an ally away, and a reader who may not see the capability has to keep the ally.
 */
export const unknownExemption: Doubt = {
  code: "unknown-exemption",
  level: "warning",
  title: "What an ally is not asked for is a capability.",
  run: (on, report) => {
    const known = new Set(on.facts.capability.map((it) => it.id));
    each(on, "nation", ({ id, exemptFrom }, index) => {
      for (const word of exemptFrom ?? []) {
        if (known.has(word)) continue;
        const near = nearest(word, [...known]);
        report(
          { kind: "nation", index, column: "exempt_from" },
          { message: `"${word}" is no id of capabilities.csv: it exempts ${id} from nothing.`, mend: near === undefined ? `Add "${word}" to capabilities.csv, or take it out of the cell.` : `Did you mean "${near}"? Otherwise add "${word}" to capabilities.csv, or take it out of the cell.` },
        );
      }
    });
  },
};
