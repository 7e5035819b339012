/** What a join needs of a label. */
export interface LabelLike {
  readonly id: string;
  readonly level: number;
  /** Who it may be released to. Absent or empty: as `absentMeans` says. */
  readonly releasableTo?: readonly string[];
  readonly absentMeans: string;
}

/** The least label that covers all inputs: the highest level, and the intersection of who they may be released to. */
export interface JoinedLabel {
  readonly level: number;
  /** Absent: everyone who holds the level. Empty: nobody, so the value stays where it is. */
  readonly releasableTo?: readonly string[];
  /** Input that stands for the level, for its marking. Absent: no inputs. */
  readonly highest?: string;
}

/**
 * Joins labels (C25): maximum level, intersection of release lists. A list that is absent limits nothing only where the
 * policy says it means everyone; otherwise it means nobody but the originator, and the join is released to no one.
 * @example joinLabels([{ id: "a", level: 0, absentMeans: "everyone" }, { id: "b", level: 2, absentMeans: "everyone" }]).highest // → "b"
 */
export function joinLabels(labels: Iterable<LabelLike>): JoinedLabel {
  let level = 0;
  let highest: string | undefined;
  let release: readonly string[] | undefined;
  for (const label of labels) {
    if (highest === undefined || label.level > level) {
      level = label.level;
      highest = label.id;
    }
    const listed = label.releasableTo === undefined || label.releasableTo.length === 0 ? (label.absentMeans === "everyone" ? undefined : []) : label.releasableTo;
    if (listed !== undefined) release = release === undefined ? listed : release.filter((it) => listed.includes(it));
  }
  return { level, ...(highest !== undefined && { highest }), ...(release !== undefined && { releasableTo: release }) };
}
