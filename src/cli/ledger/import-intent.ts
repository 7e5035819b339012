import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeText, readFolder } from "#adapters/files";
import type { Intent } from "#app";
import { Complaint, EXIT } from "../exit-codes.ts";

/** The data set in a folder, to be imported. */
export async function importIntent(path: string, hidden: readonly string[]): Promise<Extract<Intent, { readonly kind: "import" }>> {
  if (!existsSync(join(path, "datapackage.json"))) throw new Complaint(EXIT.unreadable, `There is no data set in ${path}.`, "Name its folder, with a datapackage.json.");
  return { kind: "import", files: new Map([...(await readFolder(path))].map(([name, bytes]) => [name, decodeText(bytes)])), hidden };
}
