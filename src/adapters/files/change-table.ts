import { createHash } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { FolderError } from "./read-folder.ts";

/** What stood in a table before and after a change. Absent: there was, or is, no such file. */
export interface TableChange {
  readonly before?: string;
  readonly after?: string;
}

/** Where the state before the last change is kept: beside the table, under a name that is not read as one. */
export const keptName = (file: string): string => `${file}.bak`;
/** Digest of the table as the last change left it: what differs from it was changed by something else. */
const markName = (file: string): string => `${file}.bak.of`;

/**
 * Changes one table of a data set whole or not at all: the new text is written beside it and renamed into place, and
 * what stood there is kept as `<file>.bak` (empty: there was no such file). Nothing is written when nothing changes.
 * With `seen`, the text on which the change was decided: where the table is no longer that, nothing is written.
 * @throws FolderError when the table is not UTF-8, cannot be written, another command is changing it, or it is not as seen.
 */
export async function changeTable(folder: string, file: string, change: (text: string | undefined) => string | undefined, seen?: { readonly text: string | undefined }): Promise<TableChange> {
  return whileLocked(folder, file, async () => {
    const before = await textOf(folder, file);
    if (seen !== undefined && seen.text !== before) throw new FolderError("not-readable", `${file} was changed by somebody else in the meantime, so nothing was written.`, "Run the command again: it then sees the other change.");
    const after = change(before);
    if (after !== before) await putBoth(folder, file, { before, after });
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  });
}

/** What stands in a table now. Absent: there is no such file. @throws FolderError when it is not UTF-8 or cannot be read. */
export const tableText = (folder: string, file: string): Promise<string | undefined> => textOf(folder, file);

/**
 * Takes the last change of a table back; done twice, it is there again. Answers `undefined` where no state is kept.
 * @throws FolderError also where something else changed the table since: its work would be lost.
 */
export async function undoTable(folder: string, file: string): Promise<TableChange | undefined> {
  return whileLocked(folder, file, async () => {
    const kept = await textOf(folder, keptName(file));
    if (kept === undefined) return undefined;
    const before = await textOf(folder, file);
    const mark = await textOf(folder, markName(file));
    if (mark !== undefined && mark !== digestOf(before)) throw new FolderError("not-readable", `${file} was changed by something else since the change that would be taken back, so nothing was done.`, `What stood there before that change is in ${keptName(file)}: take over from it by hand what you need.`);
    const after = kept === "" ? undefined : kept;
    await putBoth(folder, file, { before, after });
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  });
}

async function putBoth(folder: string, file: string, of: { readonly before: string | undefined; readonly after: string | undefined }): Promise<void> {
  await put(folder, keptName(file), of.before ?? "");
  await put(folder, markName(file), digestOf(of.after));
  if (of.after === undefined) await rm(join(folder, file), { force: true });
  else await put(folder, file, of.after);
}

const digestOf = (text: string | undefined): string => (text === undefined ? "none" : createHash("sha256").update(text).digest("hex"));

async function put(folder: string, file: string, text: string): Promise<void> {
  const fresh = join(folder, `${file}.new`);
  const handle = await open(fresh, "w");
  try {
    await handle.writeFile(text, "utf8");
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, join(folder, file));
}

async function textOf(folder: string, file: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR") return undefined;
    throw new FolderError("not-readable", `${file} cannot be read.`, "Check who may read it.", cause);
  }
  const text = bytes.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) throw new FolderError("not-readable", `${file} is not UTF-8, so it cannot be changed without loss.`, "Save it as UTF-8 first.");
  return text;
}

/** One command at a time: the lock is a file that must not be there. */
async function whileLocked<T>(folder: string, file: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, `${file}.lock`);
  try {
    await (await open(lock, "wx")).close();
  } catch (cause) {
    throw codeOf(cause) === "EEXIST"
      ? new FolderError("not-readable", `Another command is changing ${file}.`, `Wait until it is done; if none runs, remove ${lock}.`, cause)
      : new FolderError("not-readable", `${file} in ${folder} cannot be changed.`, "Check that the folder is there and who may write in it.", cause);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
