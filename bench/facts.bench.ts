import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { loadDataset } from "#adapters/files";
import { assess } from "#engines/assess";
import { readDataset, writeTables } from "#exchange";
import { type Alliance, type Facts, replay } from "#model";
import { fictionalOfSize } from "../src/engines/plan/fictional.ts";
import { type Bench, type BenchRow, medianMs } from "./bench.ts";

const SIZES = [
  [4, 6, 4],
  [8, 12, 6],
  [16, 30, 10],
  [32, 60, 10],
  [32, 120, 15],
  [32, 200, 20],
] as const;

const REPEATS = 5;
const FACTS = 200_000;

/** Every standing of every leaf and year: what the pages ask for. */
const assessAll = (alliance: Alliance): number => {
  const assessment = assess(alliance);
  let known = 0;
  for (const leaf of assessment.leaves) for (const year of assessment.years) known += assessment.standing(leaf.id, year).known.length;
  return known;
};

const countOf = (facts: Facts): number => Object.values(facts).reduce((sum, it) => sum + it.length, 0);

/** The facts of an invented alliance, its holdings repeated over more systems until there are `count` facts. */
function manyFacts(alliance: Alliance, count: number): Facts {
  const { stated } = alliance;
  const pattern = stated.holding[0];
  const system = stated.system[0];
  if (pattern === undefined || system === undefined) throw new Error("the invented alliance holds nothing");
  const more = Math.ceil((count - countOf(stated)) / (alliance.nations.length + 1));
  const systems = Array.from({ length: more }, (_, index) => ({ ...system, id: `extra-${index}`, nameEn: `Extra ${index}` }));
  return {
    ...stated,
    source: [{ id: pattern.source, title: "Invented", licence: "none", licenceClass: "A", asOf: "2029" }],
    label: [{ id: pattern.label, policy: "Test", level: 0, markingEn: "OPEN", absentMeans: "everyone" }],
    system: [...stated.system, ...systems],
    holding: [...stated.holding, ...systems.flatMap((it) => alliance.nations.map((nation) => ({ ...pattern, id: `${nation.id}-${it.id}`, nation: nation.id, system: it.id, unit: it.unit })))],
  };
}

/** The same tables read by Python's csv module into dictionaries: no types, no checks, no fold. */
function pythonMs(folder: string): number | undefined {
  const program = 'import csv,glob,sys,time\nt=time.perf_counter()\nn=0\nfor f in glob.glob(sys.argv[1]+"/*.csv"):\n  with open(f,newline="",encoding="utf-8") as h:\n    n+=len(list(csv.DictReader(h)))\nprint((time.perf_counter()-t)*1000)';
  try {
    return Number(execFileSync("python3", ["-c", program, folder], { encoding: "utf8" }));
  } catch {
    return undefined;
  }
}

export const bench: Bench = {
  title: "Facts: load, check, replay, assess",
  run: async (say) => {
    const rows: BenchRow[] = [];
    for (const [nations, leaves, years] of SIZES) {
      const size = `${nations} × ${leaves} × ${years}`;
      say(size);
      const { alliance } = fictionalOfSize({ nations, leaves, years, seed: 3 });
      const facts = countOf(alliance.stated);
      rows.push({ what: "replay", by: "concord", size, ms: await medianMs(REPEATS, () => replay(alliance.settings, alliance.stated)), repeats: REPEATS, note: `${facts} facts` });
      rows.push({ what: "assess, all leaves and years", by: "concord", size, ms: await medianMs(REPEATS, () => assessAll(alliance)), repeats: REPEATS });
    }
    const { alliance } = fictionalOfSize({ nations: 32, leaves: 60, years: 10, seed: 3 });
    const facts = manyFacts(alliance, FACTS);
    const files = writeTables(alliance.settings, facts);
    const folder = mkdtempSync(join(tmpdir(), "facts-bench-"));
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const size = `${countOf(facts)} facts`;
    say(size);
    const errors = readDataset(files).findings.filter((it) => it.level === "error").length;
    rows.push({ what: "load, check and replay", by: "concord", size, ms: await medianMs(3, () => readDataset(files)), repeats: 3, note: `${errors} errors found` });
    const csv = [...files].filter(([name]) => name.endsWith(".csv"));
    rows.push({ what: "parse only", by: "csv-parse", size, ms: await medianMs(1, () => csv.map(([, text]) => (parse(text, { columns: true }) as unknown[]).length)), repeats: 1, note: "rows to objects: no types, no checks, no fold" });
    const python = pythonMs(folder);
    rows.push({ what: "parse only", by: "Python csv", size, ...(python === undefined ? { note: "not found" } : { ms: python, note: "rows to dictionaries: no types, no checks, no fold" }), repeats: 1 });
    const shipped = await loadDataset(join(import.meta.dirname, "..", "data", "nato-open"));
    const open = shipped.alliance;
    if (open !== undefined) {
      rows.push({ what: "load, check and replay", by: "concord", size: "data/nato-open", ms: await medianMs(REPEATS, () => loadDataset(join(import.meta.dirname, "..", "data", "nato-open"))), repeats: REPEATS, note: `${countOf(open.stated)} facts` });
      rows.push({ what: "assess, all leaves and years", by: "concord", size: "data/nato-open", ms: await medianMs(REPEATS, () => assessAll(open)), repeats: REPEATS });
    }
    return rows;
  },
};
