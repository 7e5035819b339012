import { heldFrom, rowLabel, type RowLabel, rowPermits, type RowReader } from "#labels";
import { csvText } from "./csv-write.ts";
import { scanCsv } from "./csv-scan.ts";
import { PACKAGE_FILE } from "./read-tables.ts";
import { headingOf } from "./headings.ts";
import { separatorOf } from "./separator.ts";

/** Who looks at a data set: one nation, up to a level, in some groups, holding some values. */
export type DataReader = RowReader;

const LABELS = "labels.csv";
const SOURCES = "sources.csv";

/**
 * The data set as a reader may see it: only the rows whose label lets the reader in, before anything is made of them. What is
 * hidden leaves no trace: tables and columns that are empty without it are gone, and of the package only what names the data set
 * is kept. A row without a label, or with one that the table does not have, is shown to nobody.
 *
 * Everything that is later shown is made from what this answers, so that two data sets which differ only in what a reader may
 * not see are the same to that reader, to the byte.
 */
export function visibleTo(files: ReadonlyMap<string, string>, reader: DataReader): ReadonlyMap<string, string> {
  const labels = labelsOf(files.get(LABELS));
  const visible = new Map<string, string>();
  const packageText = files.get(PACKAGE_FILE);
  if (packageText !== undefined) visible.set(PACKAGE_FILE, settingsOnly(packageText));
  const cited = { [SOURCES]: new Set<string>(), [LABELS]: new Set<string>() };
  const ordered = [...files.keys()].filter((it) => it !== PACKAGE_FILE && !(it in cited)).sort();
  // A source and a label say nothing of their own: each is shown where something that is shown rests on it or carries it.
  for (const file of [...ordered, ...Object.keys(cited).filter((it) => files.has(it))]) {
    const { headings, rows } = tableOf(files.get(file) ?? "");
    const [labelAt, nationAt, scopeAt, idAt, sourceAt] = ["label", "nation", "scope", "id", "source"].map((it) => headings.indexOf(it));
    const cell = (cells: readonly string[], at: number | undefined): string => cells[at ?? -1] ?? "";
    const mine = rows.filter((cells) => {
      if (file === SOURCES || file === LABELS) return cited[file].has(cell(cells, idAt));
      const label = labels.get(cell(cells, labelAt));
      return label !== undefined && rowPermits(reader, rowLabel(label, cell(cells, nationAt) || cell(cells, scopeAt)));
    });
    for (const cells of mine) {
      cited[SOURCES].add(cell(cells, sourceAt));
      cited[LABELS].add(cell(cells, labelAt));
    }
    const columns = headings.flatMap((_, at) => (mine.some((cells) => (cells[at] ?? "") !== "") ? [at] : []));
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

/** What the package says of the data set itself: settings and title, without a list of its files. */
function settingsOnly(text: string): string {
  try {
    const { name, title, concord } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return JSON.stringify({ name, title, concord });
  } catch {
    return text;
  }
}

function tableOf(text: string): { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  let headings: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  let isFirst = true;
  scanCsv(text, separatorOf(text), (cells) => {
    if (isFirst) headings = cells.map(headingOf);
    else if (cells.some((it) => it !== "")) rows.push(cells);
    isFirst = false;
  });
  return { headings, rows };
}

function labelsOf(text: string | undefined): ReadonlyMap<string, RowLabel> {
  const { headings, rows } = tableOf(text ?? "");
  return new Map(
    rows.flatMap((cells): readonly (readonly [string, RowLabel])[] => {
      const cell = (name: string): string => (cells[headings.indexOf(name)] ?? "").trim();
      const [id, absentMeans, level] = [cell("id"), cell("absent_means"), cell("level")];
      const [restrictive, permissive] = [heldFrom(cell("restrictive")), heldFrom(cell("permissive"))];
      // A label of which a part is not understood lets nobody in.
      if (id === "" || absentMeans === "" || !/^\d+$/.test(level) || restrictive === undefined || permissive === undefined) return [];
      return [[id, { policy: cell("policy"), level: Number(level), releasableTo: cell("releasable_to").split(/\s+/).filter((it) => it !== ""), absentMeans, restrictive, permissive }]];
    }),
  );
}
