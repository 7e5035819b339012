import type { Verification } from "../../plan.ts";
import type { Check, Findings } from "../check.ts";

/** What a plan, or the difference of two, says that the checker found, and what it finds. */
export interface VerdictRead {
  readonly of: string;
  /** Absent: not checked. */
  readonly carried: Verification | undefined;
  readonly found: Findings;
}

// Largest breaches are found by the same arithmetic: only the machine's rounding lies between. Unit: share.
const SAME = 1e-9;

const isGiven = (it: Verification | undefined): it is Verification => it !== undefined && (it.counts !== undefined || it.checked !== 0 || it.largest !== 0 || it.faults.length > 0);

/** A verdict is that of the checker, or there is none. */
export const verdictKept: Check<readonly VerdictRead[]> = {
  code: "verdict",
  title: "What plans and their difference say that the checker found when they were made is what it finds: as many figures under every rule, and no larger breach. They say nothing of it only where none was checked.",
  mend: "Make the plan again: a figure or the verdict was changed after the plan was made, or a checker with other rules judged it.",
  run: (all, { equal, holds }) => {
    if (!all.some((it) => isGiven(it.carried))) return;
    for (const { of, carried, found } of all) {
      holds({ where: of, what: "What was checked carries a verdict.", holds: isGiven(carried) });
      if (!isGiven(carried)) continue;
      const counts = carried.counts ?? {};
      equal({ where: of, what: "Figures checked", shown: carried.checked, counted: found.checked, within: 0 });
      for (const rule of new Set([...Object.keys(counts), ...Object.keys(found.counts)])) equal({ where: `${of} ${rule}`, what: "Figures checked by the rule", shown: counts[rule] ?? Number.NaN, counted: found.counts[rule] ?? Number.NaN, within: 0 });
      equal({ where: of, what: "Largest breach let pass", shown: carried.largest, counted: found.largest, size: 1, within: SAME });
    }
  },
};
