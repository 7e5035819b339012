import { heldFrom, isBelow, rowLabel, type RowLabel, rowPermits, type RowReader } from "#labels";
import { ownerColumn } from "#model";
import { csvText } from "./csv-write.ts";
import { scanCsv } from "./csv-scan.ts";
import { PACKAGE_FILE } from "./read-tables.ts";
import { headingOf } from "./headings.ts";
import { ownerIn } from "./owner.ts";
import { separatorOf } from "./separator.ts";
import { fits } from "./table-read.ts";

/** Who looks at a data set: one nation, up to a level, in some groups, holding some values. */
export type DataReader = RowReader;

/** Cells of a row that a release shows to the readers of another label; `label` is among them. */
export interface ReleasedRow {
  readonly file: string;
  readonly id: string;
  readonly cells: { readonly [heading: string]: string };
}

const LABELS = "labels.csv";
const SOURCES = "sources.csv";

/**
 * The data set as a reader may see it: only the rows whose label lets the reader in, before anything is made of them. What is
 * hidden leaves no trace: tables and columns that are empty without it are gone, and of the package only what names the data set
 * is kept. A row without a label, or with one that the table does not have, is shown to nobody.
 *
 * A figure that was released is shown to the readers of the label it was released to, with the cells that were approved and no
 * others; whoever sees the row itself sees that.
 *
 * Everything that is later shown is made from what this answers, so that two data sets which differ only in what a reader may
 * not see are the same to that reader, to the byte.
 */
export function visibleTo(files: ReadonlyMap<string, string>, reader: DataReader, released: readonly ReleasedRow[] = []): ReadonlyMap<string, string> {
  const labels = labelsOf(files.get(LABELS));
  const visible = new Map<string, string>();
  const packageText = files.get(PACKAGE_FILE);
  if (packageText !== undefined) visible.set(PACKAGE_FILE, settingsOnly(packageText));
  const cited = { [SOURCES]: new Set<string>(), [LABELS]: new Set<string>() };
  const shown = released.filter(({ file, cells }) => {
    const label = labels.get(cells["label"] ?? "");
    return label !== undefined && rowPermits(reader, rowLabel(label, ownerIn(file, cells) ?? ""));
  });
  const ordered = [...new Set([...files.keys(), ...shown.map((it) => it.file)])].filter((it) => it !== PACKAGE_FILE && !(it in cited)).sort();
  // A source and a label say nothing of their own: each is shown where something that is shown rests on it or carries it.
  for (const file of [...ordered, ...Object.keys(cited)]) {
    const table = tableOf(files.get(file) ?? "");
    // Of several releases of one row the latest is shown.
    const extra = [...new Map(shown.filter((it) => it.file === file).map((it) => [it.id, it])).values()];
    const headings = [...new Set([...table.headings, ...extra.flatMap((it) => Object.keys(it.cells))])];
    const { rows } = table;
    const [labelAt, ownerAt, idAt, sourceAt] = ["label", ownerColumn(file), "id", "source"].map((it) => headings.findIndex((heading) => heading === it));
    const cell = (cells: readonly string[], at: number | undefined): string => (cells[at ?? -1] ?? "").trim();
    const own = rows.filter((cells) => {
      if (file === SOURCES || file === LABELS) return cell(cells, idAt) !== "" && cited[file].has(cell(cells, idAt));
      const label = labels.get(cell(cells, labelAt));
      return label !== undefined && rowPermits(reader, rowLabel(label, cell(cells, ownerAt)));
    });
    const seen = new Set(own.map((cells) => cell(cells, idAt)));
    const mine = [...own, ...extra.filter((it) => !seen.has(it.id)).map((it) => headings.map((heading) => it.cells[heading] ?? ""))];
    for (const cells of mine) {
      cited[SOURCES].add(cell(cells, sourceAt));
      cited[LABELS].add(cell(cells, labelAt));
    }
    // Without a row of the table itself not even the order of its columns shows.
    const order = own.length > 0 ? headings : Object.keys(Object.assign({}, ...extra.map((it) => it.cells)) as object);
    const columns = order.map((it) => headings.indexOf(it)).filter((at) => mine.some((cells) => (cells[at] ?? "") !== ""));
    if (mine.length > 0) visible.set(file, csvText([columns.map((at) => headings[at]!), ...mine.map((cells) => columns.map((at) => cells[at] ?? ""))]));
  }
  return visible;
}

/** Who may read what carries a label, by the text of the table of labels. A label that the table does not have lets nobody in. */
export function labelReaders(labelsText: string | undefined): (reader: DataReader, label: string, owner: string) => boolean {
  const labels = labelsOf(labelsText);
  return (reader, id, owner) => {
    const label = labels.get(id);
    return label !== undefined && rowPermits(reader, rowLabel(label, owner));
  };
}

/** Whether whoever may read what an owner has put under the second label may read what stands under the first, by the table of labels. Of a label that the table does not have nothing is known. */
export function labelOrder(labelsText: string | undefined): (below: string, above: string, owner: string) => boolean {
  const labels = labelsOf(labelsText);
  return (below, above, owner) => {
    const [a, b] = [labels.get(below), labels.get(above)];
    return a !== undefined && b !== undefined && isBelow(rowLabel(a, owner), rowLabel(b, owner));
  };
}

let settingsKept: { readonly of: string; readonly are: string } | undefined;
/** What the package says of the data set itself: settings and title, without a list of its files. Read once, however many readers look one after another. */
function settingsOnly(text: string): string {
  if (settingsKept?.of !== text) settingsKept = { of: text, are: settingsIn(text) };
  return settingsKept.are;
}

function settingsIn(text: string): string {
  try {
    const { name, title, concord } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return JSON.stringify({ name, title, concord });
  } catch {
    // Broken as it was, without what stands in it.
    return "{";
  }
}

/**
 * A table as the reader of tables takes it, or the filter would look for a label in one cell and the reader in another: of a heading that
 * stands twice the first column counts, and of a row whose cells do not fit its headings nobody knows which one is its label.
 */
function tableOf(text: string): { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[]; /** Rows whose cells do not fit. */ readonly ragged: readonly (readonly string[])[] } {
  let headings: readonly string[] | undefined;
  let width = 0;
  let places: readonly number[] = [];
  const rows: (readonly string[])[] = [];
  const ragged: (readonly string[])[] = [];
  scanCsv(text, separatorOf(text), (cells) => {
    if (headings === undefined) {
      const all = cells.map(headingOf);
      width = all.findLastIndex((it) => it !== "") + 1;
      places = [...all.keys()].filter((at) => all[at] !== "" && all.indexOf(all[at]!) === at);
      headings = places.map((at) => all[at]!);
    } else if (cells.some((it) => it !== "")) (fits(cells, width) ? rows : ragged).push(places.map((at) => cells[at] ?? ""));
  });
  return { headings: headings ?? [], rows, ragged };
}

function labelsOf(text: string | undefined): ReadonlyMap<string, RowLabel> {
  const { headings, rows, ragged } = tableOf(text ?? "");
  const ids = [...rows, ...ragged].map((cells) => (cells[headings.indexOf("id")] ?? "").trim());
  // Of a label that is stated twice nobody knows which counts, so it lets nobody in.
  const twice = new Set(ids.filter((it, at) => ids.indexOf(it) !== at));
  return new Map(
    rows.flatMap((cells): readonly (readonly [string, RowLabel])[] => {
      const cell = (name: string): string => (cells[headings.indexOf(name)] ?? "").trim();
      const [id, absentMeans, level] = [cell("id"), cell("absent_means"), cell("level")];
      const [restrictive, permissive] = [heldFrom(cell("restrictive")), heldFrom(cell("permissive"))];
      // A label of which a part is not understood lets nobody in.
      if (id === "" || twice.has(id) || absentMeans === "" || !/^\d+$/.test(level) || restrictive === undefined || permissive === undefined) return [];
      return [[id, { policy: cell("policy"), level: Number(level), releasableTo: cell("releasable_to").split(/\s+/).filter((it) => it !== ""), absentMeans, restrictive, permissive }]];
    }),
  );
}
