import type { BenchRow } from "./bench.ts";
import { goalRows, goalsTable } from "./goals.ts";

/** What a benchmark measured, as kept in `results/`. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly node: string; /** Mean number of processes at work in the minute before: above the cores, times are longer than they need be. */ readonly load?: number };
  readonly rows: readonly BenchRow[];
}

const time = (ms: number | undefined): string => (ms === undefined ? "–" : ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`);

/** The page `docs/benchmarks.md`, made from committed results only. */
export const benchmarksPage = (results: readonly Result[]): string =>
  [
    "# Benchmarks",
    "",
    "Made by `npm run bench` from the results in `bench/results/`; no figure here is typed by hand. Peers ran in the same run on the same machine. Medians.",
    "",
    "## Goals",
    "",
    "What was set out to be reached, and what was. Where and why we miss: [guide/limits.md](guide/limits.md).",
    "",
    ...goalsTable(goalRows(results)),
    ...results.flatMap((result) => [
      "",
      `## ${result.title}`,
      "",
      `${result.machine.cpu}, ${result.machine.cores} cores, ${result.machine.memoryGiB} GiB, Node ${result.machine.node}${result.machine.load === undefined ? "" : `, load ${result.machine.load} before it began`}. Command: \`npm run bench -- ${result.name}\`.`,
      "",
      "| what | size | by | time | note |",
      "|---|---|---|---:|---|",
      ...result.rows.map((row) => `| ${row.what} | ${row.size} | ${row.by} | ${time(row.ms)} | ${row.note ?? ""} |`),
    ]),
    "",
  ].join("\n");
