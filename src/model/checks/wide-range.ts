import { columnOf } from "../kind.ts";
import { type KindName, KINDS } from "../kinds.ts";
import type { Range } from "#quantities";
import type { Doubt } from "./check.ts";
import { CHECK } from "./parameters.ts";

/** A range so wide that the figure says little. */
export const wideRange: Doubt = {
  code: "wide-range",
  level: "notice",
  title: "A range is narrow enough to say something.",
  run: (on, report) => {
    const widest = on.alliance.valueOf(CHECK.width).base;
    for (const kind of Object.keys(KINDS) as KindName[]) {
      if (kind === "parameter") continue;
      const ranges = Object.entries(KINDS[kind].fields).filter(([, field]) => field.type === "range");
      const facts = on.facts[kind] as readonly Readonly<Record<string, unknown>>[];
      for (const [name] of ranges) {
        for (let index = 0; index < facts.length; index += 1) {
          const range = facts[index]?.[name] as Range | undefined;
          if (range !== undefined && range.high - range.low > widest * Math.abs(range.base))
            report({ kind, index, column: columnOf(name) }, { message: `The range from ${range.low} to ${range.high} is more than ${widest} times as wide as the figure, ${range.base}.`, mend: "Check the bounds; if they are right, say in the note what would narrow them." });
        }
      }
    }
  },
};
