import type { StudyResult } from "./study/finding.ts";

/** Of the fits of Q1 without a state, the attacks of a war or an alliance those whose interval lies wholly on one side, though the whole interval is of all rows. */
export interface LeftOut {
  /** How many fits there are, what they say, and what is left out in those. */
  readonly text: string;
  readonly without: readonly string[];
}

/**
 * What leaving out one state, war or alliance makes of the pact's interval in Q1: on which side of nought it then lies wholly, and without what.
 * @example leftOutText([{ without: "A", b: -1, low: -2, high: -0.1 }, { without: "B", b: -0.5, low: -1, high: 0.1 }])[0].text // → "Of 2 fits without a state, a war or an alliance 1 has its whole interval below nought; without"
 */
export function leftOutText(leaveOut: StudyResult["leaveOut"]): readonly LeftOut[] {
  const sides = [
    ["below", leaveOut.filter((it) => it.high < 0)],
    ["above", leaveOut.filter((it) => it.low > 0)],
  ] as const;
  return sides.map(([side, found]) => ({
    text: found.length === 0 ? `Of ${leaveOut.length} fits without a state, a war or an alliance none has its whole interval ${side} nought.` : `Of ${leaveOut.length} fits without a state, a war or an alliance ${found.length} ${found.length === 1 ? "has its" : "have their"} whole interval ${side} nought; without`,
    without: [...found].sort((x, y) => x.b - y.b).map((it) => it.without),
  }));
}
