import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolderDurably, replaceDurably } from "#adapters/files";
import { type Draft, readWaiting, type WaitingRelease, waitingText } from "#app";
import { isFault } from "#ledger";
import type { RowBefore } from "./rows-before.ts";

/** Something that was drafted at once: the last step can be taken back. */
export interface DraftStep {
  readonly did: string;
  readonly drafts: readonly Draft[];
  /** What the rows said that it is about. Absent: it was drafted before this was kept. */
  readonly before?: readonly RowBefore[];
}

/** What waits in the state folder until persons have signed it: releases, and each person's drafts. A power cut leaves it as it was or as it is. */
export interface WaitingStore {
  readonly releases: () => readonly WaitingRelease[];
  readonly release: (id: string) => WaitingRelease | undefined;
  readonly putRelease: (waiting: WaitingRelease) => void;
  readonly steps: (of: DraftsOf) => readonly DraftStep[];
  readonly putSteps: (of: DraftsOf, steps: readonly DraftStep[]) => void;
}

export interface DraftsOf {
  readonly person: string;
  readonly party: string;
}

const ID = /^[0-9a-f]{1,64}$/;

/** The store in a folder. @throws Error where a file in it is of another form than was written. */
export function waitingStore(folder: string): WaitingStore {
  const [releases, drafts] = [join(folder, "releases"), join(folder, "drafts")];
  for (const it of [releases, drafts]) makeFolderDurably(it, 0o700);
  const releaseAt = (path: string): WaitingRelease => {
    const found = readWaiting(readFileSync(path, "utf8"));
    if (isFault(found)) throw new Error(`${path}: ${found.message}`);
    return found;
  };
  const pathOf = (id: string): string | undefined => (ID.test(id) ? join(releases, `${id}.json`) : undefined);
  const stepsPath = ({ person, party }: DraftsOf): string => join(drafts, `${createHash("sha256").update(JSON.stringify([person, party])).digest("hex")}.json`);
  return {
    releases: () => readdirSync(releases).filter((it) => it.endsWith(".json")).sort().map((it) => releaseAt(join(releases, it))),
    release: (id) => {
      const path = pathOf(id);
      return path === undefined || !existsSync(path) ? undefined : releaseAt(path);
    },
    putRelease: (waiting) => {
      const path = pathOf(waiting.file.release.id);
      if (path === undefined) throw new Error(`${waiting.file.release.id} is no name of a release`);
      replaceDurably(path, waitingText(waiting));
    },
    steps: (of) => {
      const path = stepsPath(of);
      return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as readonly DraftStep[]) : [];
    },
    putSteps: (of, steps) => replaceDurably(stepsPath(of), JSON.stringify(steps)),
  };
}
