import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES_VERSION, type VerifiedLog, type VerifiedMark } from "#app";

/** Where it is kept what was verified of which ledger: `CONCORD_VERIFIED`, else `out/verified` of the project. Never beside a ledger: whoever alters one must not be able to say that it was verified. */
export const VERIFIED_FOLDER = process.env["CONCORD_VERIFIED"] ?? join(import.meta.dirname, "..", "..", "..", "out", "verified");

const WRITABLE_BY_OTHERS = 0o022;

/** What is kept of one ledger. */
export interface VerifiedStore {
  /** What was verified of it before. Absent: nothing, by other rules, or others could have written it; then all is verified anew. */
  readonly read: () => VerifiedMark | undefined;
  /** Keeps what was verified now. Where it cannot be kept, the next opening takes longer and nothing else. */
  readonly keep: (mark: VerifiedMark) => void;
}

/** The store of what was verified of the ledger in a file. @example verifiedStore("ledger.sqlite").read() // → undefined */
export function verifiedStore(ledgerFile: string, folder = VERIFIED_FOLDER): VerifiedStore {
  const path = (): string => join(folder, `${createHash("sha256").update(realpathSync(ledgerFile)).digest("hex")}.json`);
  return {
    read: () => {
      try {
        const { mode, uid } = statSync(folder);
        if ((mode & WRITABLE_BY_OTHERS) !== 0 || (process.getuid !== undefined && process.getuid() !== uid)) return undefined;
        return markIn(readFileSync(path(), "utf8"));
      } catch {
        return undefined;
      }
    },
    keep: (mark) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const to = path();
        writeFileSync(`${to}.${process.pid}`, JSON.stringify({ rules: RULES_VERSION, ...mark }), { mode: 0o600 });
        renameSync(`${to}.${process.pid}`, to);
      } catch {
        // A disk that is full or may not be written: nothing is lost but time.
      }
    },
  };
}

function markIn(text: string): VerifiedMark | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("rules" in value) || value.rules !== RULES_VERSION || !("logs" in value) || !Array.isArray(value.logs)) return undefined;
  return value.logs.every(isLog) ? { logs: value.logs } : undefined;
}

const isLog = (it: unknown): it is VerifiedLog => typeof it === "object" && it !== null && "origin" in it && typeof it.origin === "string" && "size" in it && Number.isSafeInteger(it.size) && "blocks" in it && Array.isArray(it.blocks) && it.blocks.every((block) => typeof block === "string");
