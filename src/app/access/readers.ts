import type { Alliance } from "#model";
import { PUBLIC, readerText } from "./viewer.ts";

/** Who may be looked as: nations, the public and groups, each at a level. */
export interface ReaderChoices {
  /** Readers without a level of their own to choose. `as` is empty for the owner. */
  readonly fixed: readonly { readonly as: string; readonly name: string }[];
  readonly nations: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly string[];
  /** Each level with its shortest marking, in order. */
  readonly levels: readonly { readonly level: number; readonly marking: string }[];
}

/** Group of firms that a label may be released to; always offered, since every alliance tells industry less than allies. */
export const INDUSTRY = "industry";

/** The readers that the labels of a data set tell apart. */
export function readerChoices({ nations, facts }: Alliance): ReaderChoices {
  const markings = new Map<number, string>();
  for (const { level, markingEn } of facts.label) {
    const known = markings.get(level);
    if (known === undefined || isShorter(markingEn, known)) markings.set(level, markingEn);
  }
  const groups = facts.label.map((it) => it.absentMeans).filter((it) => it !== "everyone" && it !== "originator");
  return {
    fixed: [
      { as: "", name: "Owner: all of it" },
      { as: readerText(PUBLIC), name: "The public" },
    ],
    nations: nations.map((it) => ({ id: it.id, name: it.nameEn })),
    groups: [...new Set([INDUSTRY, ...groups])].sort(),
    levels: [...markings].sort(([a], [b]) => a - b).map(([level, marking]) => ({ level, marking })),
  };
}

/** Of two as long the first by its letters. */
const isShorter = (one: string, other: string): boolean => one.length < other.length || (one.length === other.length && one < other);
