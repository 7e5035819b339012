import { ownerColumn } from "#model";
import { headingOf } from "./headings.ts";

/**
 * Whose a row is, by its cells as its file has them: everyone who asks for a label's originator asks here. Absent: the row is nobody's.
 * @example ownerIn("holdings.csv", { id: "h", Nation: " VAL " }) // → "VAL"
 * @example ownerIn("systems.csv", { id: "s", nation: "VAL" }) // → undefined
 */
export function ownerIn(file: string, cells: { readonly [heading: string]: string }): string | undefined {
  const column = ownerColumn(file);
  if (column === undefined) return undefined;
  const heading = column in cells ? column : Object.keys(cells).find((it) => headingOf(it) === column);
  const owner = heading === undefined ? "" : cells[heading]!.trim();
  return owner === "" ? undefined : owner;
}
