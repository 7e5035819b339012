import { csvText } from "./csv-write.ts";
import { scanCsv } from "./csv-scan.ts";
import { PACKAGE_FILE } from "./read-tables.ts";
import { headingOf } from "./headings.ts";
import { separatorOf } from "./separator.ts";

/** Who looks at a data set: one nation, up to a level, in some groups. */
export interface DataReader {
  /** Nation the reader acts for. Empty: none, as the public. */
  readonly nation: string;
  /** Highest level of a label that the reader may read. */
  readonly level: number;
  /** Groups whose releases include the reader. */
  readonly groups: readonly string[];
}

/** A label of a data set: what its row in the table of labels says. */
interface DataLabel {
  readonly level: number;
  readonly releasableTo: readonly string[];
  readonly absentMeans: string;
}

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
  const cited = new Set<string>();
  const ordered = [...files.keys()].filter((it) => it !== PACKAGE_FILE && it !== SOURCES).sort();
  // Sources carry no label: one is shown where something that is shown rests on it.
  for (const file of [...ordered, ...(files.has(SOURCES) ? [SOURCES] : [])]) {
    const { headings, rows } = tableOf(files.get(file) ?? "");
    const [labelAt, nationAt, idAt, sourceAt] = ["label", "nation", "id", "source"].map((it) => headings.indexOf(it));
    const cell = (cells: readonly string[], at: number | undefined): string => cells[at ?? -1] ?? "";
    const mine = rows.filter((cells) => {
      if (file === SOURCES) return cited.has(cell(cells, idAt));
      const label = labels.get(cell(cells, file === LABELS ? idAt : labelAt));
      return label !== undefined && permits(reader, label, cell(cells, nationAt));
    });
    for (const cells of mine) cited.add(cell(cells, sourceAt));
    const columns = headings.flatMap((_, at) => (mine.some((cells) => (cells[at] ?? "") !== "") ? [at] : []));
    if (mine.length > 0) visible.set(file, csvText([columns.map((at) => headings[at]!), ...mine.map((cells) => columns.map((at) => cells[at] ?? ""))]));
  }
  return visible;
}

/** Whether a reader may read a row of a nation under a label (C25). The owner of a row reads it up to the reader's own level. */
function permits(reader: DataReader, { level, releasableTo, absentMeans }: DataLabel, owner: string): boolean {
  if (level > reader.level) return false;
  if (releasableTo.length > 0) return releasableTo.includes(reader.nation) || reader.groups.some((it) => releasableTo.includes(it));
  if (absentMeans === "everyone") return true;
  return absentMeans === "originator" ? owner !== "" && owner === reader.nation : reader.groups.includes(absentMeans);
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

function labelsOf(text: string | undefined): ReadonlyMap<string, DataLabel> {
  const { headings, rows } = tableOf(text ?? "");
  const at = (name: string): number => headings.indexOf(name);
  return new Map(
    rows.flatMap((cells): readonly (readonly [string, DataLabel])[] => {
      const id = cells[at("id")]?.trim() ?? "";
      const level = Number(cells[at("level")]?.trim() || Number.NaN);
      const absentMeans = cells[at("absent_means")]?.trim() ?? "";
      const releasableTo = (cells[at("releasable_to")] ?? "").split(/\s+/).filter((it) => it !== "");
      return id === "" || !Number.isFinite(level) || absentMeans === "" ? [] : [[id, { level, releasableTo, absentMeans }]];
    }),
  );
}
