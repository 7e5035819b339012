import { type Check, each } from "./check.ts";

const run: Check["run"] = (on, report) =>
  each(on, "source", ({ id, licenceClass }, index) => {
    if (licenceClass === "C") report({ kind: "source", index, column: "licence_class" }, { message: `"${id}" is not cleared for passing on (class C).`, mend: "Clear it with its publisher, or leave the source and its facts out of what is shipped." });
  });

const title = "No source of a data set that is passed on is uncleared.";

/** In a data set that is passed on: the source goes, and every fact that rests on it. */
export const licenceNotCleared: Check = { code: "licence-not-cleared", level: "error", title, run };

/** In a data set for one's own use: a reminder. */
export const licenceReminder = { code: "licence-not-cleared", level: "warning", title, run } as const;
