/**
 * `npm run bench`: runs every `*.bench.ts` of this folder and writes what it measured to `results/`, then the pages
 * `docs/benchmarks.md` and `docs/guide/limits.md`, and the figures in `docs/guide/what-if.md`, from the results. `npm run bench -- plan` runs one, `npm run bench -- pages`
 * none: it only makes the pages. What is proved of the real alliance comes from `docs/results/`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import type { BenchRow, Bench } from "./bench.ts";
import { goalRows, priceRows, shortPage, withPrices } from "./goals.ts";
import { benchmarksPage, type Result } from "./page.ts";
import { realResults } from "./real-results.ts";

const folder = import.meta.dirname;
const asked = process.argv.slice(2);
const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };

for (const file of readdirSync(folder).filter((it) => it.endsWith(".bench.ts")).sort()) {
  const name = file.replace(".bench.ts", "");
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`bench ${name} …\n`);
  const load = Math.round(loadavg()[0]! * 10) / 10;
  const { bench } = (await import(join(folder, file))) as { bench: Bench };
  const keep = (rows: readonly BenchRow[]): void => {
    writeFileSync(join(folder, "results", `${name}.json`), `${JSON.stringify({ name, title: bench.title, machine: { ...machine, load }, rows }, undefined, 2)}\n`);
    pages();
  };
  keep(await bench.run((line) => void process.stderr.write(`  ${line}\n`), keep));
}

pages();

/** Both pages, from all results. */
function pages(): void {
  const results = readdirSync(join(folder, "results"))
    .filter((it) => it.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, "results", file), "utf8")) as Result);
  writeFileSync(join(folder, "..", "docs", "benchmarks.md"), benchmarksPage(results));
  writeFileSync(join(folder, "..", "docs", "guide", "limits.md"), shortPage(goalRows(results), priceRows(results), realResults(join(folder, "..", "docs", "results"))));
  const guide = join(folder, "..", "docs", "guide", "what-if.md");
  writeFileSync(guide, withPrices(readFileSync(guide, "utf8"), priceRows(results)));
}
