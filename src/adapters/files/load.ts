import { type Dataset, readDataset } from "#exchange";
import { decodeText } from "./decode.ts";
import { folderDigest } from "./digest.ts";
import { FOLDER_LIMITS, type FolderLimits, readFolder } from "./read-folder.ts";

/** A data set from disk, with the digest that names its content in every run key. */
export interface LoadedDataset extends Dataset {
  readonly digest: string;
}

/** What a reader of data sets may say besides the path. */
export type LoadOptions = NonNullable<Parameters<typeof readDataset>[1]> & { readonly limits?: FolderLimits };

/**
 * Reads, checks and folds the data set in a folder.
 * @throws FolderError when there is nothing to read; wrong data comes back as findings.
 * @example const { alliance, findings } = await loadDataset("cases/two-nations");
 */
export async function loadDataset(path: string, more: LoadOptions = {}): Promise<LoadedDataset> {
  const files = await readFolder(path, more.limits ?? FOLDER_LIMITS);
  return { ...readDataset(new Map([...files].map(([name, bytes]) => [name, decodeText(bytes)])), more), digest: folderDigest(files) };
}
