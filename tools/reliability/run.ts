/**
 * `npm run reliability -- NAME [options]`: tries to break one promise, prints what was found and ends with 1 where it broke.
 * `--keep` writes the figures to `docs/results/reliability/NAME.json` and `docs/reliability.md` anew; of a check that is
 * shown in several sittings (soak), the run is added to those that are kept.
 * `npm run reliability` lists the names; `npm run reliability -- page` only writes the page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { missesOf, optionsOf } from "./check.ts";
import { CHECKS } from "./checks.ts";
import { keptResults, PAGE, RESULTS, reliabilityPage, type Sitting, withSitting } from "./page.ts";

const [name, ...words] = process.argv.slice(2);
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const writePage = (): void => writeFileSync(PAGE, reliabilityPage(CHECKS, keptResults()));

if (name === undefined) {
  for (const it of CHECKS) print(`${it.name.padEnd(14)} ${it.promise}\n${" ".repeat(15)}npm run reliability -- ${it.name} ${it.usage}`);
} else if (name === "page") writePage();
else {
  const check = CHECKS.find((it) => it.name === name);
  if (check === undefined) {
    process.stderr.write(`There is no check "${name}". Names: ${CHECKS.map((it) => it.name).join(", ")}.\n`);
    process.exit(2);
  }
  const options = optionsOf(words);
  const load = loadavg()[0]!;
  const began = { wall: process.hrtime.bigint(), cpu: process.cpuUsage() };
  const outcome = await check.run(options, say);
  const cpu = process.cpuUsage(began.cpu);
  const sitting: Sitting = {
    command: `npm run reliability -- ${[name, ...words].join(" ")}`,
    machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version, load: Math.round(load * 10) / 10 },
    seconds: Math.round(Number(process.hrtime.bigint() - began.wall) / 1e9),
    processorSeconds: Math.round((cpu.user + cpu.system) / 1e6),
    ...outcome,
  };
  for (const it of outcome.figures) print(`${it.what}: ${it.value} ${it.unit}`);
  for (const it of outcome.notes) print(it);
  const misses = missesOf(outcome);
  for (const it of misses) print(`BROKEN  ${it}`);
  print(misses.length > 0 ? `The promise is broken in ${misses.length} ways.` : outcome.undecided === undefined ? `The promise held: ${check.promise}` : `Not decided: ${outcome.undecided}`);
  if (options.has("keep")) {
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(withSitting(check, keptResults().find((it) => it.name === name), sitting), undefined, 2)}\n`);
    writePage();
  }
  process.exitCode = misses.length === 0 ? 0 : 1;
}
