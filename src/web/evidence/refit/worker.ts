/** Fits models of the study in a thread of the browser, on the rows that it is given: the same functions as on the command line. */
import { type FitAnswer, fitSpec, namesIn, PANEL_DERIVED, readSpec, type Source, unpackTable, withDerived } from "#engines/history";

/** What is asked: the packed rows with the first question, and a specification. */
export interface FitAsk {
  /** Gzip of a packed table. Absent: it was sent before. */
  readonly rows?: Uint8Array<ArrayBuffer>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What comes back. */
export type FitTold = { readonly answer: FitAnswer } | { readonly problem: string };

let source: Promise<Source> | undefined;

addEventListener("message", ({ data }: MessageEvent<FitAsk>) => void told(data).then((it) => postMessage(it)));

async function told({ rows, spec }: FitAsk): Promise<FitTold> {
  try {
    if (rows !== undefined) source = sourceOf(rows);
    if (source === undefined) throw new RangeError("the rows were not sent");
    const read = readSpec(spec);
    return { answer: read.ok ? fitSpec(read.spec, await source) : { kind: "refused", problems: read.problems } };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function sourceOf(rows: Uint8Array<ArrayBuffer>): Promise<Source> {
  const unzipped = new Blob([rows]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { table, digests } = unpackTable(new Uint8Array(await new Response(unzipped).arrayBuffer()));
  return { table: withDerived(table, derivable(table.columns)), members: ["a", "b"], digests };
}

/** Columns that can be worked out from those that came, in their order: later ones may use earlier ones. */
function derivable(columns: ReadonlyMap<string, unknown>): typeof PANEL_DERIVED {
  const known = new Set(columns.keys());
  return PANEL_DERIVED.filter(({ name, expression }) => {
    const isThere = namesIn(expression).every((it) => known.has(it));
    if (isThere) known.add(name);
    return isThere;
  });
}
