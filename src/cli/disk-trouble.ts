import { StoreFault } from "#adapters/sqlite";
import { Complaint, EXIT } from "./exit-codes.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const REFUSED = new Set(["EACCES", "EPERM", "EROFS"]);

/** What to say of an error that the disk is to blame for; `undefined` for any other. */
export function diskTrouble(error: unknown): Complaint | undefined {
  if (error instanceof StoreFault) return new Complaint(EXIT.unreadable, error.message, error.mend);
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const at = "path" in error && typeof error.path === "string" ? error.path : "the file";
  if (FULL.has(error.code)) return new Complaint(EXIT.unreadable, `The disk is full: ${at} could not be written whole.`, "Free space and do it again.");
  if (error.code === "EIO") return new Complaint(EXIT.unreadable, `The disk reports an error at ${at}.`, "See to the disk, then do it again.");
  if (REFUSED.has(error.code)) return new Complaint(EXIT.unreadable, `${at} may not be read or written (${error.code}).`, "See to the rights of the file and its folder.");
  return undefined;
}
