import type { Draft } from "./draft.ts";
import { appendDrafts, type AppendAnswer, type OpenLedger, type Written } from "./party-ledger.ts";
import type { Writers } from "./tools.ts";

/** What several writers want written at the same moment. */
interface Waiting {
  readonly drafts: readonly Draft[];
  readonly writers: Writers;
  readonly answer: (answer: AppendAnswer) => void;
}

/**
 * Gathers what arrives while a commit is under way, or before `later` calls back, into one commit of the same authors: the disk
 * is forced once for all of them. What the ledger refuses is refused alone; the others are written.
 */
export function groupCommits(ledger: OpenLedger, later: (work: () => void) => void): (drafts: readonly Draft[], writers: Writers) => Promise<AppendAnswer> {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (const group of byAuthors(all)) write(ledger, group);
  };
  return (drafts, writers) =>
    new Promise((answer) => {
      waiting.push({ drafts, writers, answer });
      if (waiting.length === 1) later(flush);
    });
}

const byAuthors = (all: readonly Waiting[]): readonly (readonly Waiting[])[] => [...Map.groupBy(all, ({ writers }) => [...writers.authors.keys()].join("\n")).values()];

/** One commit for a group. Where it is refused as a whole, its halves are tried, so that what is sound is written. */
function write(ledger: OpenLedger, group: readonly Waiting[]): void {
  const answer = appendDrafts(ledger, group.flatMap((it) => it.drafts), group[0]!.writers);
  if (answer.kind === "refused" && group.length > 1) {
    const half = Math.ceil(group.length / 2);
    for (const part of [group.slice(0, half), group.slice(half)]) write(ledger, part);
    return;
  }
  let from = 0;
  for (const { drafts, answer: tell } of group) {
    const to = from + drafts.length;
    tell(answer.kind === "appended" ? { ...answer, written: ofDrafts(answer.written, from, to) } : answer);
    from = to;
  }
}

/** What drafts from one number to before another became, numbered as their own writer numbers them. */
const ofDrafts = (written: readonly Written[], from: number, to: number): readonly Written[] => written.flatMap((it) => (it.draft !== undefined && it.draft >= from && it.draft < to ? [{ ...it, draft: it.draft - from }] : []));
