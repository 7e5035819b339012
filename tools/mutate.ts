/**
 * `npm run mutate -- labels` or `npm run mutate -- FILE|FOLDER… --tests FILE…`: removes or turns round each check in a copy of the sources,
 * one at a time, and runs the tests named: one of them has to fail. With `--save FILE` the result is kept as it goes; `--continue FILE`
 * goes on with what is kept there, or begins it: what was noticed in a source that is still the same stands, what was not tried comes
 * first, then what was not noticed. `--workers n` shares the work among processes. Ends with 1 where fewer than nine in ten of the mutants
 * that differ from the program are noticed, or one that is said to be the same program is. The copy lies in a temporary folder; nothing of
 * the project is changed. `npm run mutate -- page` writes `docs/security/mutation.md` from the kept results.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVitest, type Vitest } from "vitest/node";
import { ROOT } from "./files.ts";
import { whyEquivalent } from "./mutate/equivalents.ts";
import { type KeptMutation, leftOf, type MutatedSource, mutatedSource, outcomesOf, summaryOf } from "./mutate/kept.ts";
import { keptMutation, MUTATION_PAGE, mutationPage } from "./mutate/page.ts";

interface MutationSet {
  /** What is checked there, for the page. */
  readonly about: string;
  readonly sources: readonly string[];
  /** Asked in this order: the quick ones first. */
  readonly tests: readonly string[];
}

/** Sets that have a name. */
export const SETS: Readonly<Record<string, MutationSet>> = {
  labels: {
    about: "Labels: what they mean, who may read what carries them, and the filter of the data",
    // What decides who may read first.
    sources: ["src/base/labels/label.ts", "src/base/labels/policies.ts", "src/base/labels/row-label.ts", "src/exchange/visible.ts", "src/base/labels"],
    tests: ["tests/labels/policies.test.ts", "tests/labels/row-label.test.ts", "tests/labels/visible.test.ts", "tests/labels/owner.test.ts", "tests/labels/each-check.test.ts", "tests/labels/xml.test.ts", "tests/labels/algebra.test.ts"],
  },
  doors: {
    about: "Doors: where labels are asked, by the server, the commands and the ledgers' channels",
    // The gate and desks of the server, who a person reads as, the reader of the commands, who may open a channel.
    sources: ["src/server/gate.ts", "src/app/access/person.ts", "src/app/access/view-of.ts", "src/app/ledger/who-reads.ts", "src/cli/ledger/readers.ts", "src/server/ledger/ledger-desk.ts", "src/server/ledger/read-routes.ts", "src/cli/reader.ts", "src/app/access/viewer.ts", "src/server/view.ts", "src/server/view-desk.ts"],
    tests: ["tests/trust/each-door.test.ts", "tests/trust/ledger-doors.test.ts", "tests/trust/doors.test.ts", "tests/trust/released.test.ts", "tests/ledger/channels.test.ts", "tests/server/worlds.test.ts", "tests/server/ledger.test.ts", "tests/server/turns.test.ts"],
  },
  releases: {
    about: "Releases: the only way down, and what channels show",
    sources: ["src/server/solver-for.ts", "src/server/ledger/release-routes.ts", "src/app/ledger/releases.ts", "src/app/ledger/read.ts"],
    tests: ["tests/server/solver-for.test.ts", "tests/ledger/release.test.ts", "tests/ledger/channels.test.ts", "tests/server/ledger.test.ts", "tests/server/released-figures.test.ts"],
  },
  cases: {
    about: "Procurements: what is decided by, who sees a case, and what follows from an act",
    sources: ["src/app/duties/records.ts", "src/app/duties/cases.ts", "src/app/duties/act-in-case.ts", "src/server/ledger/case-routes.ts"],
    tests: ["tests/duties/records.test.ts", "tests/server/cases.test.ts"],
  },
};
/** The sets as the page tells of them. */
export const namedSets = Object.entries(SETS).map(([name, { about }]) => ({ name, about }));
const NOTICED_LEAST = 0.9;
/** What the test runner says of itself, not of the tests. */
const BUSY = /worker|timed? ?out|failed to start/i;
/** So often all tests are run with no mutant awake: whatever fails then fails for another reason. */
const CONTROL_EVERY = 20;

const filesOf = (path: string): readonly string[] => (statSync(join(ROOT, path)).isDirectory() ? readdirSync(join(ROOT, path)).sort().map((it) => join(path, it)).filter((it) => it.endsWith(".ts") && !it.endsWith(".test.ts")) : [path]);

/** The sources of a set with every mutant in them, asleep. */
function sourcesOf(set: MutationSet): readonly MutatedSource[] {
  let id = 1;
  return [...new Set(set.sources.flatMap(filesOf))].map((file) => {
    const made = mutatedSource(file, readFileSync(join(ROOT, file), "utf8"), id);
    id += made.mutants.length;
    return made;
  });
}

/** A copy of the project with these sources in it. */
function copyWith(sources: readonly MutatedSource[]): string {
  const folder = mkdtempSync(join(tmpdir(), "concord-mutants-"));
  for (const it of ["src", "tests", "tools", "cases", "data", "docs", "package.json", "tsconfig.json"]) cpSync(join(ROOT, it), join(folder, it), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const it of sources) writeFileSync(join(folder, it.file), it.text);
  writeFileSync(join(folder, "awake.ts"), 'import { readFileSync } from "node:fs";\nReflect.set(globalThis, "mutant", Number(readFileSync(new URL("mutant.txt", import.meta.url), "utf8")));\n');
  return folder;
}

async function firstFailing(vitest: Vitest, tests: readonly string[]): Promise<string | undefined> {
  for (const test of tests) {
    // A file that did not run has noticed nothing: a machine too busy to start it would count as a test that failed. It is asked again once.
    const outcome = (await outcomeOf(vitest, test)) ?? (await outcomeOf(vitest, test));
    if (outcome === undefined) throw new Error(`${test} did not run; try again with fewer workers`);
    if (outcome === "failed") return test;
  }
  return undefined;
}

/** What became of a file of tests. Undefined: it did not run. */
async function outcomeOf(vitest: Vitest, test: string): Promise<"passed" | "failed" | undefined> {
  const specifications = await vitest.globTestSpecifications([test]);
  await vitest.runTestSpecifications(specifications);
  // Of this run alone: the runner goes on telling of files that failed for an earlier mutant.
  const asked = new Set(specifications.map((it) => it.moduleId));
  const testModules = vitest.state.getTestModules().filter((it) => asked.has(it.moduleId));
  // A test that failed, or a file of tests that could not be collected because of what it computes.
  if (testModules.some((it) => !it.children.allTests("failed").next().done || it.errors().some((error) => !BUSY.test(error.message)))) return "failed";
  return testModules.length > 0 && testModules.every((it) => it.state() === "passed") ? "passed" : undefined;
}

interface Ask {
  readonly set: MutationSet;
  /** The mutants to try, in this order. */
  readonly ids: readonly number[];
}

/** Wakes one mutant after the other and tells of each. Throws where the tests fail with none awake. */
async function wakeAll({ set, ids }: Ask, tell: (line: Told) => void): Promise<void> {
  const sources = sourcesOf(set);
  const mutants = new Map(sources.flatMap((it) => it.mutants).map((it) => [it.id, it]));
  const folder = copyWith(sources);
  const wake = (id: number): void => writeFileSync(join(folder, "mutant.txt"), String(id));
  wake(0);
  const vitest = await createVitest("test", { root: folder, watch: false, reporters: [{}], pool: "threads", maxWorkers: 1, bail: 1, setupFiles: [join(folder, "awake.ts")], include: [...set.tests], testTimeout: 60_000 }, {});
  const noticedIn = new Map<string, number>();
  try {
    await vitest.standalone();
    const broken = await firstFailing(vitest, set.tests);
    if (broken !== undefined) throw new Error(`${broken} fails with no mutant awake: mend it first.`);
    for (const [at, id] of ids.entries()) {
      if (at % CONTROL_EVERY === CONTROL_EVERY - 1) {
        wake(0);
        const control = await firstFailing(vitest, set.tests.slice(0, 1));
        if (control !== undefined) throw new Error(`${control} fails with no mutant awake, after ${at} mutants: the results since the last control do not count.`);
      }
      const { file } = mutants.get(id)!;
      const count = (test: string): number => noticedIn.get(`${file} ${test}`) ?? 0;
      wake(id);
      // What noticed most in this source so far is likely to notice again.
      const noticedBy = await firstFailing(vitest, set.tests.toSorted((a, b) => count(b) - count(a)));
      if (noticedBy !== undefined) noticedIn.set(`${file} ${noticedBy}`, count(noticedBy) + 1);
      tell({ id, noticedBy: noticedBy ?? null });
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
  }
}

/** What a worker says of each mutant: the file of the tests that failed, or null where none did. */
interface Told {
  readonly id: number;
  readonly noticedBy: string | null;
}

/** A share of the work in a process of its own. */
function wakeApart(ask: Ask, hear: (told: Told) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "--child", JSON.stringify(ask)], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const lines = output.split("\n");
      output = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith(TELLS)) hear(JSON.parse(line.slice(TELLS.length)) as Told);
    });
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code ?? "a signal"}: ${output.slice(-300)}`))));
  });
}

const TELLS = "mutate: ";

async function command(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { tests: { type: "string", multiple: true }, save: { type: "string" }, continue: { type: "string" }, only: { type: "string" }, workers: { type: "string", default: "1" } } });
  const [name = "labels"] = positionals;
  if (name === "page") {
    writeFileSync(MUTATION_PAGE, mutationPage(namedSets, keptMutation));
    return 0;
  }
  const set: MutationSet | undefined = Object.hasOwn(SETS, name) ? SETS[name] : values.tests === undefined ? undefined : { sources: positionals, tests: values.tests, about: "" };
  const workers = Number(values.workers);
  if (set === undefined || !Number.isInteger(workers) || workers < 1) {
    process.stderr.write(`Name a set (${Object.keys(SETS).join(", ")}), or files and folders with --tests FILE for each file of tests; --workers is a whole number.\n`);
    return 2;
  }
  const sources = sourcesOf(set);
  const kept = values.continue === undefined || !existsSync(values.continue) ? undefined : (JSON.parse(readFileSync(values.continue, "utf8")) as KeptMutation);
  const outcomes = kept === undefined ? new Map<number, string | null>() : outcomesOf(kept, { sources, tests: set.tests });
  const ids = values.only === undefined ? leftOf(sources, outcomes) : [Number(values.only)];
  const saveAs = values.save ?? values.continue;
  const save = (): void => {
    if (saveAs !== undefined) writeFileSync(saveAs, `${JSON.stringify(summaryOf({ command: `npm run mutate -- ${args.join(" ")}`, tests: set.tests, sources, outcomes }), undefined, 1)}\n`);
  };
  // Kept as it goes: a run that is stopped has told what it tried.
  const hear = ({ id, noticedBy }: Told): void => {
    outcomes.set(id, noticedBy);
    save();
  };
  const parts = Array.from({ length: Math.min(workers, ids.length) }, (_, at) => ids.filter((_id, index) => index % workers === at));
  await Promise.all(parts.map((part) => wakeApart({ set, ids: part }, hear)));
  save();
  const tried = sources.flatMap((it) => it.mutants).filter((it) => outcomes.has(it.id));
  const noticed = tried.filter((it) => outcomes.get(it.id) !== null);
  const same = tried.filter((it) => whyEquivalent(it) !== undefined);
  for (const it of tried) if (outcomes.get(it.id) === null && !same.includes(it)) process.stdout.write(`not noticed: ${it.file}:${it.line} ${it.from} → ${it.to} (--only ${it.id})\n`);
  const wrong = same.filter((it) => noticed.includes(it));
  for (const it of wrong) process.stdout.write(`said to be the same program, but ${outcomes.get(it.id)!} tells it apart: ${it.file}:${it.line} ${it.from} → ${it.to}; take it out of tools/mutate/equivalents.ts\n`);
  const sameCount = same.length - wrong.length;
  process.stdout.write(`${noticed.length} of ${tried.length - sameCount} mutants noticed, and ${sameCount} are the same program.\n`);
  return wrong.length === 0 && noticed.length >= NOTICED_LEAST * (tried.length - sameCount) ? 0 : 1;
}

const [first, ask] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (first === "--child") {
    await wakeAll(JSON.parse(ask!) as Ask, (told) => void process.stdout.write(`${TELLS}${JSON.stringify(told)}\n`));
    process.stdout.write("", () => process.exit(0));
  }
  else process.exit(await command(process.argv.slice(2)));
}
