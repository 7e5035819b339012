import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeText, readFolder } from "#adapters/files";
import { type Intent, NEVER_HIDDEN } from "#app";
import { scanCsv } from "#exchange";
import { Complaint, EXIT } from "../exit-codes.ts";

/** The data set in a folder, to be imported; columns to hide have to be there. */
export async function importIntent(path: string, hidden: readonly string[]): Promise<Extract<Intent, { readonly kind: "import" }>> {
  if (!existsSync(join(path, "datapackage.json"))) throw new Complaint(EXIT.unreadable, `There is no data set in ${path}.`, "Name its folder, with a datapackage.json.");
  const files = new Map([...(await readFolder(path))].map(([name, bytes]) => [name, decodeText(bytes)]));
  const columns = [...new Set([...files].flatMap(([name, text]) => (name.endsWith(".csv") ? headingsOf(text) : [])))].filter((it) => !NEVER_HIDDEN.includes(it));
  const strange = hidden.find((it) => !columns.includes(it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `The data set in ${path} has no column "${strange}" that can be hidden${NEVER_HIDDEN.includes(strange) ? ": rows are found and guarded by it" : ""}.`, `Its columns: ${columns.join(", ")}.`);
  return { kind: "import", files, hidden };
}

function headingsOf(text: string): readonly string[] {
  let headings: readonly string[] | undefined;
  scanCsv(text, ",", (cells) => void (headings ??= cells));
  return headings ?? [];
}
