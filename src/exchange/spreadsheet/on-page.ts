import { type AnyKind, columnsOf, KINDS } from "#model";
import type { Finding } from "#stdx";

/** What belongs to the command line in a text about a spreadsheet, and what stands in its place on a page. */
const ON_PAGE: readonly (readonly [RegExp, string])[] = [
  [/: --set [^;(]*( \(one of [^)]*\))?; on the page under "Where empty"/g, '$1 under "Where empty"'],
  [/: --set label=…, on the page "Where empty" of label/g, ' under "Where empty"'],
  [/: --set source=…\.$/g, ' under "Where empty".'],
  [/\(--own-source; on the page "The sheet is the source"\)/g, '("The sheet is the source")'],
  [/ \(on the page, or in the file of --save-map, given again with --map\)/g, ""],
  [/say the kind of record \(--kind\) and which heading is which column \(--map; on the page under "What is which column"\)/g, 'say the kind of record and which heading is which column under "What is which column"'],
];

const KIND_OF: ReadonlyMap<string, AnyKind> = new Map(Object.values(KINDS).map((it) => [`${it.file}.csv`, it]));

/** What columns and kinds of record are called on the page. */
export interface PageNames {
  readonly column: (column: string) => string;
  readonly kind: (kind: AnyKind) => string;
}

/**
 * A finding of a spreadsheet in the words of the page: columns by their names, tables by what they hold, and no option of the command
 * line. The command line tells it as it is.
 */
export function onPage(finding: Finding, kind: AnyKind, names: PageNames): Finding {
  const nameOf = (file: string): string => {
    const it = KIND_OF.get(file);
    return it === undefined ? file : names.kind(it);
  };
  const columns = new Set(columnsOf(kind));
  const told = (text: string): string =>
    ON_PAGE.reduce((all, [from, to]) => all.replaceAll(from, to), text)
      .replaceAll(/`([a-z_]+)`/g, (whole, column: string) => (columns.has(column) ? `\`${names.column(column)}\`` : whole))
      .replaceAll(/\b([a-z_]+\.csv) has the columns ([a-z_, ]+)\./g, (_, file: string, some: string) => `The columns of ${nameOf(file)} are ${some.split(", ").map(names.column).join("; ")}.`)
      .replaceAll(/\b[a-z_]+\.csv\b/g, nameOf);
  return { ...finding, message: told(finding.message), mend: told(finding.mend) };
}
