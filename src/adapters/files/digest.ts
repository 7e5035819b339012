import { createHash } from "node:crypto";
import type { FolderBytes } from "./read-folder.ts";

/**
 * Name of a data set's content: SHA-256 over the sorted list of file names and the SHA-256 of each file's bytes.
 * Equal folders have equal digests, whatever the order or the dates of their files. Form: `sha256:` and 64 digits.
 */
export function folderDigest(files: FolderBytes): string {
  const total = createHash("sha256");
  for (const name of [...files.keys()].sort()) {
    const file = createHash("sha256").update(files.get(name) ?? new Uint8Array()).digest("hex");
    total.update(`${file}  ${name}\n`);
  }
  return `sha256:${total.digest("hex")}`;
}
