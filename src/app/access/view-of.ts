import { type DataReader, readDataset, type ReleasedRow, visibleTo } from "#exchange";
import { rowLabel, rowPermits } from "#labels";
import type { Alliance } from "#model";
import { allParameters, groupName, type Results, type SeenNations, viewWords } from "#views";
import { assessAlliance, type Choices } from "../main-job.ts";
import { PUBLIC, readerText, type Viewer, viewKeyOf } from "./viewer.ts";

/** A data set as texts, from wherever it comes, with the digest that names all of it. */
export interface DataSource {
  readonly files: ReadonlyMap<string, string>;
  readonly digest: string;
  /** Figures of it that were released to readers of another label than their row's. */
  readonly released?: readonly ReleasedRow[];
}

/** What a viewer is shown, or that there is nothing to show. The key names the view in every cache. */
export type ViewOf = { readonly kind: "view"; readonly key: string; readonly results: Results; /** The texts that it was made from. */ readonly files: ReadonlyMap<string, string> } | { readonly kind: "nothing"; readonly key: string };

export interface ViewAsk {
  readonly source: DataSource;
  readonly viewer: Viewer;
  /** Version of the roster that the viewer's clearance was taken from. */
  readonly roster: string;
  readonly choices: Choices;
  /** What takes away what labels keep back. Absent: the filter of the data; with one that lets too much through a test shows that the second look holds. */
  readonly filter?: typeof visibleTo;
  readonly digestOf: (files: ReadonlyMap<string, string>) => string;
  readonly sha256: (text: string) => string;
}

/** A row that its label keeps from the reader stands in that reader's view: a fault of this program, and the view is not shown. */
export class LeakError extends Error {
  constructor() {
    super("A view held a row that its label keeps from the reader; it was not shown.");
    this.name = "LeakError";
  }
}

/**
 * The results that a viewer may see: first what labels keep back is taken away, then what is left is read, checked and assessed.
 * Every row is held against its label once more before anything is answered. @throws LeakError
 */
export function viewOf({ source, viewer, roster, choices, filter = visibleTo, digestOf, sha256 }: ViewAsk): ViewOf {
  if (viewer.kind === "owner") {
    const key = viewKeyOf({ viewer, roster, data: source.digest }, sha256);
    const { alliance } = readDataset(source.files, { parameters: allParameters });
    return alliance === undefined || alliance.nations.length === 0 ? { kind: "nothing", key } : { kind: "view", key, results: assessAlliance({ alliance, digest: source.digest }, choices, sha256), files: source.files };
  }
  const seen = filter(source.files, viewer.reader, source.released);
  const key = viewKeyOf({ viewer, roster, data: digestOf(seen) }, sha256);
  const { alliance } = readDataset(seen, { parameters: allParameters });
  if (alliance === undefined || alliance.nations.length === 0) return { kind: "nothing", key };
  if (!isAllowed(alliance, viewer.reader)) throw new LeakError();
  const results = assessAlliance({ alliance, digest: key }, choices, sha256);
  return { kind: "view", key, results: { ...results, reader: readerName(alliance, viewer.reader), seen: seenNations(alliance) }, files: seen };
}

/** Whether the label of every fact of a view lets the reader in. Written apart from what filters the rows. */
export function isAllowed(alliance: Alliance, reader: DataReader): boolean {
  const labels = new Map(alliance.stated.label.map((it) => [it.id, it]));
  return Object.values(alliance.stated).every((facts) =>
    facts.every((it) => {
      if (!("label" in it)) return true;
      const label = labels.get(it.label);
      const owner = "nation" in it && typeof it.nation === "string" ? it.nation : "scope" in it && typeof it.scope === "string" ? it.scope : "";
      return label !== undefined && rowPermits(reader, rowLabel({ ...label, releasableTo: label.releasableTo ?? [] }, owner));
    }),
  );
}

/** How a reader is called on a page. @example readerName(alliance, { nation: "VAL", level: 1, groups: [] }) // → "Vale, level 1" */
export function readerName(alliance: Alliance, reader: DataReader): string {
  if (readerText(reader) === readerText(PUBLIC)) return "the public";
  const who = reader.nation === "" ? [] : [alliance.nations.find((it) => it.id === reader.nation)?.nameEn ?? reader.nation];
  return [...who, ...reader.groups.map(groupName), `level ${reader.level}`, ...(reader.holds ?? []).map((it) => it.join(" "))].join(", ");
}

/** How many nations' holdings a view shows, out of the nations that it shows: those that everyone knows of are among them. Nothing hidden is counted. */
export function seenNations(alliance: Alliance): SeenNations {
  const of = alliance.nations.length;
  const nations = new Set(alliance.facts.holding.map((it) => it.nation)).size;
  return { nations, of, sentence: viewWords({}).seen(String(nations), String(of)) };
}
