export type FindingLevel = "error" | "warning" | "notice";

/**
 * Something wrong or doubtful in what was read, with its place and how to mend it.
 * `error`: the row or figure is left out. `warning`: it is used, but look at it. `notice`: for information.
 */
export interface Finding {
  /** Stable name of the rule, for example `unknown-code`. */
  readonly code: string;
  readonly level: FindingLevel;
  /** File the finding is in, relative to the data set folder. */
  readonly file: string;
  /** Line in the file as an editor counts, header line is 1. Absent: the finding concerns the whole file. */
  readonly row?: number;
  /** Column heading. Absent: the finding concerns the whole row or file. */
  readonly column?: string;
  /** Id of the fact concerned, where it has one. */
  readonly fact?: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** How to mend it, in a sentence. */
  readonly mend: string;
}

/** One line for a terminal: `holdings.csv:12 quantity  not-a-number  … Mend: …` */
export function formatFinding(finding: Finding): string {
  const place = [finding.row === undefined ? finding.file : `${finding.file}:${finding.row}`, finding.column]
    .filter((part) => part !== undefined)
    .join(" ");
  return `${finding.level} ${place} [${finding.code}] ${finding.message} Mend: ${finding.mend}`;
}
