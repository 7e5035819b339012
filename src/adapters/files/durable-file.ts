import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Makes a folder and those above it that are missing; when this answers, a power cut no longer undoes them. */
export function makeFolderDurably(path: string, mode?: number): void {
  const first = mkdirSync(path, { recursive: true, ...(mode !== undefined && { mode }) });
  if (first === undefined) return;
  // A name is on the disk once the folder it stands in is.
  const top = dirname(resolve(first));
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    syncFolder(folder);
    if (folder === top) return;
  }
}

/**
 * Writes a file that must not be there yet; when this answers, a power cut no longer takes it.
 * @throws Error where something stands at the path, or the disk refuses.
 */
export function writeNewDurably(path: string, text: string | Uint8Array, mode?: number): void {
  writeSynced(path, text, { flag: "wx", ...(mode !== undefined && { mode }) });
  syncFolder(dirname(path));
}

/** Puts a file in the place of an earlier one: whatever happens, one of the two is there whole, and the new one once this answers. */
export function replaceDurably(path: string, text: string | Uint8Array): void {
  writeSynced(`${path}.new`, text, { flag: "w" });
  renameSync(`${path}.new`, path);
  syncFolder(dirname(path));
}

function writeSynced(path: string, text: string | Uint8Array, { flag, mode }: { readonly flag: string; readonly mode?: number }): void {
  const file = openSync(path, flag, mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows opens no folder and keeps its names by itself.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
