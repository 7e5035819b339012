/** How a whole-number search spends its time. None of these changes what is proved, only how soon. */
export const SEARCH = {
  /** Entries from which the linear relaxation is given to interior point. */
  interiorEntries: 8_000,
  /** Entries from which a model is large: the solver alone would be long busy with its first relaxation. */
  largeEntries: 60_000,
  /** Distance from a whole number up to which the relaxation settles a column, and part of the time left for the others. */
  settled: 0.3,
  settledShare: 0.5,
  /** Part of what is not yet whole that one step of a dive settles, how many the last step settles, and the most steps, and when a value counts as whole. */
  divesPart: 0.4,
  divesLast: 6,
  divesMost: 16,
  wholeWithin: 1e-6,
  /** Gap at which choices made again for want of a completion are good enough. Unit: share. */
  repairGap: 2e-3,
  /** Slack up to which a row holds, and the length of a row up to which it is followed from one with slack. */
  holds: 1e-9,
  followed: 60,
  /** Breach of a row beyond which the best is completed anew at the end, in its units, as solvers promise; and the time kept for that: a share of all, the least, and the most as a share. Unit: s. */
  breach: 1e-6,
  polishShare: 0.02,
  polishSeconds: 1,
  polishMost: 0.1,
  /** First size of a neighbourhood, as a share of the columns, and its least and most. */
  partShare: 0.06,
  partLeast: 200,
  partMost: 12_000,
  /** Time for one neighbourhood. Unit: s. */
  partSeconds: 4,
  /** A neighbourhood solved within this grows the next. Unit: s. */
  partQuick: 1,
  /** By how much slack gets dearer each time that a part around it keeps it, and the most times its first price. */
  slackDearer: 10,
  slackDearest: 10_000,
  /** What is left of the chance of a seed that brought nothing. */
  fading: 0.25,
  /** Neighbourhoods in a row without a better solution after which all chances are as at first. */
  patience: 24,
  /** Gap to which a neighbourhood is solved, as a share of the whole objective, and at most as a share of its own. */
  partGap: 1e-5,
  partGapMost: 1e-2,
  /** Length of a row that gathers a block: at least this part of the longest, which holds at most this part of all columns. */
  blockRowLeast: 0.25,
  blockRowMost: 0.05,
  /** Rounds in which columns come to the one owner that their rows know, and columns of choices across blocks up to which these are made dearer. */
  blockPasses: 8,
  dearerMost: 1000,
  /** Time for one block, and gap to which it is solved, as a share of the whole objective. Unit: s; share. */
  blockSeconds: 6,
  blockGap: 3e-6,
  /** Part of the time left for the bound by blocks. */
  blockShare: 0.5,
  /** Part of the time left after which a large model is also given to the solver as a whole, where that is this many times what the relaxation took. */
  wholeFrom: 0.2,
  wholeWorth: 8,
} as const;
