import { type DataReader, type Dataset, readDataset, type ReleasedRow, visibleTo } from "#exchange";
import { decodeText } from "./decode.ts";
import { folderDigest } from "./digest.ts";
import { FOLDER_LIMITS, type FolderLimits, readFolder } from "./read-folder.ts";

/** A data set from disk, with the digest that names its content in every run key. */
export interface LoadedDataset extends Dataset {
  readonly digest: string;
}

/** What a reader of data sets may say besides the path. */
export type LoadOptions = NonNullable<Parameters<typeof readDataset>[1]> & {
  readonly limits?: FolderLimits;
  /** Who looks. Absent: the owner of the folder, who sees all of it. */
  readonly reader?: DataReader | undefined;
  /** Figures that were released to readers of another label than their row's. */
  readonly released?: readonly ReleasedRow[];
};

/**
 * Reads, checks and folds the data set in a folder.
 * @throws FolderError when there is nothing to read; wrong data comes back as findings.
 * @example const { alliance, findings } = await loadDataset("cases/two-nations");
 */
export async function loadDataset(path: string, more: LoadOptions = {}): Promise<LoadedDataset> {
  const { files, digest } = await readTexts(path, more.limits);
  return more.reader === undefined ? { ...readDataset(files, more), digest } : loadTexts(files, more);
}

/** The data set that texts make, from wherever they come; its digest is that of what the reader sees, so that a run key tells nothing else. */
export function loadTexts(texts: ReadonlyMap<string, string>, more: LoadOptions = {}): LoadedDataset {
  const seen = more.reader === undefined ? texts : visibleTo(texts, more.reader, more.released);
  return { ...readDataset(seen, more), digest: digestOf(seen) };
}

/** Name of the content that texts have: the digest of a folder that holds them. */
export const digestOf = (texts: ReadonlyMap<string, string>): string => folderDigest(new Map([...texts].map(([name, text]) => [name, new TextEncoder().encode(text)])));

/** The texts of the files in a folder, with the digest that names all of them. @throws FolderError when there is nothing to read. */
export async function readTexts(path: string, limits: FolderLimits = FOLDER_LIMITS): Promise<{ readonly files: ReadonlyMap<string, string>; readonly digest: string }> {
  const files = await readFolder(path, limits);
  return { files: new Map([...files].map(([name, bytes]) => [name, decodeText(bytes)])), digest: folderDigest(files) };
}
