import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { PACKAGE_FILE } from "#exchange";

/** Limits on what is read, so that a wrong path does not fill the memory. */
export interface FolderLimits {
  /** Largest file. Unit: bytes. */
  readonly fileBytes: number;
  /** Largest folder, all tables together. Unit: bytes. */
  readonly totalBytes: number;
  /** Most tables in the folder. */
  readonly files: number;
}

export const FOLDER_LIMITS: FolderLimits = { fileBytes: 200_000_000, totalBytes: 500_000_000, files: 200 };

/** A folder that cannot be read at all, with what to do about it. */
export class FolderError extends Error {
  override readonly name = "FolderError";
  readonly code: "not-found" | "not-a-folder" | "no-package" | "too-large" | "not-readable";
  readonly mend: string;
  constructor(code: FolderError["code"], message: string, mend: string, cause?: unknown) {
    super(`${message} ${mend}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.mend = mend;
  }
}

/** Files as read: name → bytes, without reading anything into them. */
export type FolderBytes = ReadonlyMap<string, Uint8Array>;

/**
 * Reads `datapackage.json` and the CSV tables of a folder. Sizes are looked at before anything is read. Tables are
 * read from this folder only: sub-folders are passed over, and a table that is a symbolic link is refused.
 * @throws FolderError when the folder or its `datapackage.json` is not there, or something is too large.
 */
export async function readFolder(path: string, limits: FolderLimits = FOLDER_LIMITS): Promise<FolderBytes> {
  const folder = await folderAt(path);
  const names = (await readdir(folder)).filter((it) => it === PACKAGE_FILE || it.toLowerCase().endsWith(".csv")).sort();
  if (!names.includes(PACKAGE_FILE)) throw new FolderError("no-package", `${path} holds no ${PACKAGE_FILE}, so it is no data set.`, `Name the folder that holds ${PACKAGE_FILE}, or add one: docs/guide/data-package.md shows how.`);
  if (names.length > limits.files) throw new FolderError("too-large", `${path} holds ${names.length} tables; at most ${limits.files} are read.`, "Move what is not part of the data set elsewhere.");
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const name of names) {
    const bytes = await readTableFile(join(folder, name), limits, limits.totalBytes - total);
    if (bytes === undefined) continue;
    total += bytes.byteLength;
    files.set(name, bytes);
  }
  return files;
}

async function folderAt(path: string): Promise<string> {
  try {
    const folder = await realpath(path);
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (cause) {
    throw codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR"
      ? new FolderError("not-found", `There is no folder ${path}.`, "Check the path.", cause)
      : new FolderError("not-readable", `The folder ${path} cannot be read.`, "Check who may read it.", cause);
  }
  throw new FolderError("not-a-folder", `${path} is a file, not a folder.`, `Name the folder that holds ${PACKAGE_FILE}.`);
}

/** Undefined: not a file (a folder that is named like a table). */
async function readTableFile(path: string, limits: FolderLimits, left: number): Promise<Uint8Array | undefined> {
  const name = basename(path);
  const info = await lstat(path);
  if (info.isSymbolicLink()) throw new FolderError("not-readable", `${name} is a symbolic link, and could lead out of the data set.`, "Put the file itself into the folder.");
  if (!info.isFile()) return undefined;
  let file: FileHandle;
  try {
    // O_NOFOLLOW: the file may have become a link since it was looked at.
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (cause) {
    throw new FolderError("not-readable", `${name} cannot be read.`, "Check who may read it, and that no other program holds it.", cause);
  }
  try {
    const { size } = await file.stat();
    if (size > limits.fileBytes) throw new FolderError("too-large", `${name} has ${megabytes(size)}; at most ${megabytes(limits.fileBytes)} are read.`, "Split the data set, or leave out what is not needed.");
    if (size > left) throw new FolderError("too-large", `With ${name} the folder has more than ${megabytes(limits.totalBytes)}, the most that is read.`, "Split the data set, or leave out what is not needed.");
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
