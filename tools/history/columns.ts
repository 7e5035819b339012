/** Writes the columns of the study's tables into `docs/methods/history.md`: `node tools/history/columns.ts`. A test holds the page fresh. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { columnMeanings, DATA_NAMES, ROWS } from "#engines/history";

export const METHODS = fileURLToPath(new URL("../../docs/methods/history.md", import.meta.url));

/** Title of the part that is written. */
const TITLE = "## Columns";

/** The part of the page, the same for the same columns. */
export function columnsText(): string {
  return [
    TITLE,
    "",
    "What a specification can name, as `concord study columns --data TABLE` tells it with how many rows have a value. Yes is 1, no is 0.",
    "",
    ...DATA_NAMES.flatMap((data) => [
      `**\`${data}\`**: a row is ${ROWS[data]}.`,
      "",
      "| column | says |",
      "|---|---|",
      ...columnMeanings(data).map(({ name, meaning, expression }) => `| \`${name}\` | ${meaning}${expression === undefined ? "" : `: \`${expression}\``} |`),
      "",
    ]),
    "",
  ].join("\n");
}

/** A page with its part anew. @throws RangeError where it has no such part. */
export function withColumns(page: string): string {
  const from = page.indexOf(`${TITLE}\n`);
  if (from < 0) throw new RangeError(`the page has no part "${TITLE}"`);
  const to = page.indexOf("\n## ", from + TITLE.length);
  return `${page.slice(0, from)}${columnsText().trimEnd()}\n${page.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(METHODS, withColumns(await readFile(METHODS, "utf8")));
