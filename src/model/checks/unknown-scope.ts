import { type Check, each } from "./check.ts";
import { nearest } from "./nearest.ts";

/** A scope is a nation of the data set, a group with a leading underscore, or for requirements `alliance`. */
export const unknownScope: Check = {
  code: "unknown-scope",
  level: "error",
  title: "A scope is a nation, a group or the alliance.",
  run: (on, report) => {
    const nations = new Set(on.facts.nation.map((it) => it.id));
    const look = (kind: "economy" | "requirement", words: readonly string[]) => {
      each(on, kind, ({ scope }, index) => {
        if (scope.startsWith("_") || nations.has(scope) || words.includes(scope)) return;
        const near = nearest(scope, [...words, ...nations]);
        report(
          { kind, index, column: "scope" },
          { message: `"${scope}" is neither a nation of nations.csv nor a group; the row was left out.`, mend: near === undefined ? `Add "${scope}" to nations.csv, or write a group with a leading underscore.` : `Did you mean "${near}"? A group is written with a leading underscore.` },
        );
      });
    };
    look("economy", []);
    look("requirement", ["alliance"]);
  },
};
