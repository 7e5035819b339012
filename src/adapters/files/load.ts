import { type Dataset, readDataset } from "#exchange";
import { decodeText } from "./decode.ts";
import { folderDigest } from "./digest.ts";
import { FOLDER_LIMITS, type FolderLimits, readFolder } from "./read-folder.ts";

/** A data set from disk, with the digest that names its content in every run key. */
export interface LoadedDataset extends Dataset {
  readonly digest: string;
}

/**
 * Reads, checks and folds the data set in a folder.
 * @throws FolderError when there is nothing to read; wrong data comes back as findings.
 * @example const { alliance, findings } = await loadDataset("cases/two-nations");
 */
export async function loadDataset(path: string, limits: FolderLimits = FOLDER_LIMITS): Promise<LoadedDataset> {
  const files = await readFolder(path, limits);
  return { ...readDataset(new Map([...files].map(([name, bytes]) => [name, decodeText(bytes)]))), digest: folderDigest(files) };
}
