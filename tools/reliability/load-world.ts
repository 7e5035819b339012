import { join } from "node:path";
import { readTexts } from "#adapters/files";
import { type Draft, draftsOf, ROW } from "#app";
import { csvText, scanCsv } from "#exchange";
import { ROOT } from "../files.ts";

/** Labels of the world under load: for everyone, for all nations, for the nation that a row speaks of, and of a higher level. */
const LABELS = ["PUBLIC", "ALLIES", "OWN", "HIGH"] as const;
/** Tables whose rows carry them. The others say what things are, and are open. */
const LABELLED: readonly string[] = ["holdings.csv", "programmes.csv", "stocks.csv"];

interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tableOf(text: string): Table {
  const rows: (readonly string[])[] = [];
  scanCsv(text, ",", (cells) => void rows.push(cells));
  return { headings: rows[0] ?? [], rows: rows.slice(1) };
}

/** The shipped data set with every fourth row of some tables under each label, and its nations. */
export async function loadWorld(): Promise<{ readonly files: ReadonlyMap<string, string>; readonly nations: readonly string[] }> {
  const { files } = await readTexts(join(ROOT, "data", "nato-open"));
  const nations = tableOf(files.get("nations.csv") ?? "").rows.map(([id = ""]) => id);
  const own = tableOf(files.get("labels.csv") ?? "");
  const labels = own.rows.concat(LABELS.slice(1).map((id, at) => own.headings.map((heading) => ({ id, policy: own.rows[0]?.[own.headings.indexOf("policy")] ?? "", level: at === 2 ? "2" : "1", marking_en: id, marking_fr: id, releasable_to: id === "OWN" ? "" : nations.join(" "), absent_means: "originator" })[heading] ?? "")));
  const under = new Map(files);
  under.set("labels.csv", csvText([own.headings, ...labels]));
  for (const file of LABELLED) {
    const { headings, rows } = tableOf(files.get(file) ?? "");
    const at = headings.indexOf("label");
    under.set(file, csvText([headings, ...rows.map((cells, row) => cells.map((cell, column) => (column === at ? (LABELS[row % LABELS.length]!) : cell)))]));
  }
  return { files: under, nations };
}

/** Drafts for a ledger of so many records: the data set, and then its holdings stated anew, over and over, as returns are. */
export async function loadDrafts(records: number): Promise<readonly Draft[]> {
  const { files } = await loadWorld();
  const first = draftsOf(files, { tables: new Map() }, { label: "PUBLIC" });
  const holdings = first.filter((it) => it.type === ROW && it.fields["file"] === "holdings.csv");
  const again = (at: number): Draft => {
    const it = holdings[at % holdings.length]!;
    return { ...it, fields: { ...it.fields, cells: { ...(it.fields["cells"] as object), note: `return ${Math.floor(at / holdings.length) + 1}` } } };
  };
  return [...first, ...Array.from({ length: Math.max(records - first.length, 0) }, (_, at) => again(at))].slice(0, Math.max(records, first.length));
}
