import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FolderError } from "./read-folder.ts";

/**
 * Writes a data set's files as a folder, all or nothing: into a new folder beside it, then renamed into place. An
 * existing folder is replaced if it holds a data set or nothing, never anything else.
 * @throws FolderError when something else stands at `path`, or a file name leads out of the folder.
 */
export async function writeFolder(path: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = resolve(path);
  for (const name of files.keys()) if (!/^[\w-]+\.(csv|json)$/.test(name)) throw new FolderError("not-readable", `"${name}" is no name for a file of a data set.`, "Use letters, digits, _ and -, ending in .csv or .json.");
  const replaces = await standsAt(target, path);
  await mkdir(dirname(target), { recursive: true });
  const fresh = `${target}.${randomUUID()}.new`;
  const old = `${target}.${randomUUID()}.old`;
  try {
    await mkdir(fresh);
    for (const [name, text] of files) await writeDurably(join(fresh, name), text);
    if (replaces) await rename(target, old);
    await rename(fresh, target);
  } catch (error) {
    if (replaces && (await stat(target).catch(() => undefined)) === undefined) await rename(old, target).catch(() => undefined);
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Whether a folder stands there that may be replaced. */
async function standsAt(target: string, path: string): Promise<boolean> {
  const info = await stat(target).catch(() => undefined);
  if (info === undefined) return false;
  if (!info.isDirectory()) throw new FolderError("not-a-folder", `${path} is a file, not a folder.`, "Name another folder.");
  const names = await readdir(target);
  const strange = names.find((it) => !/\.csv$|^datapackage\.json$|^README\.md$/.test(it));
  if (strange !== undefined) throw new FolderError("not-readable", `${path} holds "${strange}", which is no part of a data set.`, "Name an empty folder or one that holds only a data set.");
  if (names.includes("README.md")) throw new FolderError("not-readable", `${path} holds a README.md that would be lost.`, "Name another folder.");
  return true;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}
