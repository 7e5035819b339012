import { KINDS } from "./kinds.ts";

const OWNER_COLUMNS = ["nation", "scope"] as const;
const columns = new Map(Object.values(KINDS).map((kind) => [`${kind.file}.csv`, OWNER_COLUMNS.find((it) => it in kind.fields)]));

/**
 * The column that says whose a row of a table is. Absent: rows of the table are nobody's, whatever else stands in the file, since a
 * column that the table does not have is not read.
 * @example ownerColumn("holdings.csv") // → "nation"
 */
export const ownerColumn = (file: string): "nation" | "scope" | undefined => columns.get(file);
