import { type KindName, KINDS } from "../kinds.ts";
import { type Check, fileOfKind } from "./check.ts";

/** Every id names one row of its file. The first row keeps it. */
export const duplicateId: Check = {
  code: "duplicate-id",
  level: "error",
  title: "An id stands once in its file.",
  run: (on, report) => {
    for (const kind of Object.keys(KINDS) as KindName[]) {
      const first = new Map<string, number>();
      on.facts[kind].forEach(({ id }, index) => {
        const earlier = first.get(id);
        if (earlier === undefined) first.set(id, index);
        else {
          const row = on.rows[kind]?.[earlier];
          report(
            { kind, index, column: "id" },
            { message: `The id "${id}" already names ${row === undefined ? "an earlier row" : `row ${row}`} of ${fileOfKind(kind)}; this row was left out.`, mend: "Give this row an id of its own; to replace the earlier row, name that one in `corrects`." },
          );
        }
      });
    }
  },
};
