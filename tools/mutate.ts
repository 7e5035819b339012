/**
 * `npm run mutate -- labels` or `npm run mutate -- FILE|FOLDER… --tests FILE…`: removes or turns round each check in a copy of the sources,
 * one at a time, and runs the tests named: one of them has to fail. With `--save FILE` the result is kept; `--workers n` shares the
 * work among processes. Ends with 1 where fewer than nine in ten of the mutants that differ from the program are noticed, or one that is
 * said to be the same program is. `--again FILE` tries those alone that a kept result has as not noticed; what it noticed stands. The copy lies in a temporary folder; nothing of the project is changed. `npm run mutate -- page`
 * writes `docs/security/mutation.md` from the kept results.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVitest, type Vitest } from "vitest/node";
import { ROOT } from "./files.ts";
import { whyEquivalent } from "./mutate/equivalents.ts";
import { type Mutant, withMutants } from "./mutate/mutants.ts";
import { type KeptMutation, keptMutation, MUTATION_PAGE, mutationPage } from "./mutate/page.ts";

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
    tests: ["tests/labels/policies.test.ts", "tests/labels/row-label.test.ts", "tests/labels/visible.test.ts", "tests/labels/each-check.test.ts", "tests/labels/xml.test.ts", "tests/labels/algebra.test.ts"],
  },
  doors: {
    about: "Doors: where labels are asked, by the server, the commands and the ledgers' channels",
    // The gate and desks of the server, who a person reads as, the reader of the commands, who may open a channel.
    sources: ["src/server/gate.ts", "src/app/access/person.ts", "src/app/access/view-of.ts", "src/app/ledger/who-reads.ts", "src/cli/ledger/readers.ts", "src/server/ledger/ledger-desk.ts", "src/server/ledger/read-routes.ts", "src/cli/reader.ts", "src/app/access/viewer.ts", "src/server/view.ts", "src/server/view-desk.ts"],
    tests: ["tests/trust/each-door.test.ts", "tests/trust/doors.test.ts", "tests/trust/released.test.ts", "tests/ledger/channels.test.ts", "tests/server/worlds.test.ts", "tests/server/ledger.test.ts"],
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

const isSame = (a: Pick<Mutant, "file" | "from" | "to">, b: Pick<Mutant, "file" | "from" | "to">): boolean => a.file === b.file && a.from === b.from && a.to === b.to;

interface Outcome extends Mutant {
  /** File of the tests that failed. Absent: none did. */
  readonly noticedBy?: string;
}

const filesOf = (path: string): readonly string[] => (statSync(join(ROOT, path)).isDirectory() ? readdirSync(join(ROOT, path)).sort().map((it) => join(path, it)).filter((it) => it.endsWith(".ts") && !it.endsWith(".test.ts")) : [path]);

/** A copy of the project with every mutant in it, asleep. */
function copyOf(sources: readonly string[]): { readonly folder: string; readonly mutants: readonly Mutant[] } {
  const folder = mkdtempSync(join(tmpdir(), "concord-mutants-"));
  for (const it of ["src", "tests", "tools", "cases", "data", "docs", "package.json", "tsconfig.json"]) cpSync(join(ROOT, it), join(folder, it), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const mutants: Mutant[] = [];
  for (const file of new Set(sources.flatMap(filesOf))) {
    const found = withMutants(file, readFileSync(join(folder, file), "utf8"), mutants.length + 1);
    writeFileSync(join(folder, file), found.text);
    mutants.push(...found.mutants);
  }
  writeFileSync(join(folder, "awake.ts"), 'import { readFileSync } from "node:fs";\nReflect.set(globalThis, "mutant", Number(readFileSync(new URL("mutant.txt", import.meta.url), "utf8")));\n');
  return { folder, mutants };
}

async function firstFailing(vitest: Vitest, tests: readonly string[]): Promise<string | undefined> {
  for (const test of tests) {
    const specifications = await vitest.globTestSpecifications([test]);
    await vitest.runTestSpecifications(specifications);
    // Of this run alone: the runner goes on telling of files that failed for an earlier mutant.
    const asked = new Set(specifications.map((it) => it.moduleId));
    const testModules = vitest.state.getTestModules().filter((it) => asked.has(it.moduleId));
    // A test that failed, or a file of tests that could not be collected because of what it computes.
    if (testModules.some((it) => !it.children.allTests("failed").next().done || it.errors().some((error) => !BUSY.test(error.message)))) return basename(test);
    // A file that did not run has noticed nothing: without this a machine too busy to start it would count as a test that failed.
    if (testModules.length === 0 || testModules.some((it) => it.state() !== "passed")) throw new Error(`${test} did not run; try again with fewer workers`);
  }
  return undefined;
}

interface Ask {
  readonly name: string;
  readonly set: MutationSet;
  readonly only?: number;
  /** Those of a kept result that are tried again. Absent: all. */
  readonly again?: KeptMutation["notNoticed"];
  /** Which share of the mutants: one in so many, from this one on. */
  readonly part: { readonly at: number; readonly of: number };
}

/** Wakes one mutant after the other and tells of each. Throws where the tests fail with none awake. */
async function wakeAll({ set, only, again, part }: Ask, tell: (line: Told) => void): Promise<void> {
  const { folder, mutants } = copyOf(set.sources);
  const wake = (id: number): void => writeFileSync(join(folder, "mutant.txt"), String(id));
  wake(0);
  const vitest = await createVitest("test", { root: folder, watch: false, reporters: [{}], pool: "threads", maxWorkers: 1, bail: 1, setupFiles: [join(folder, "awake.ts")], include: [...set.tests], testTimeout: 60_000 }, {});
  tell({ count: mutants.length });
  try {
    await vitest.standalone();
    const broken = await firstFailing(vitest, set.tests);
    if (broken !== undefined) throw new Error(`${broken} fails with no mutant awake: mend it first.`);
    const mine = mutants.filter((it) => (only === undefined || it.id === only) && (again === undefined || again.some((one) => isSame(one, it))) && it.id % part.of === part.at);
    for (const [at, mutant] of mine.entries()) {
      if (at % CONTROL_EVERY === CONTROL_EVERY - 1) {
        wake(0);
        const control = await firstFailing(vitest, set.tests.slice(0, 1));
        if (control !== undefined) throw new Error(`${control} fails with no mutant awake, after ${at} mutants: the results since the last control do not count.`);
      }
      wake(mutant.id);
      const noticedBy = await firstFailing(vitest, set.tests);
      tell({ outcome: { ...mutant, ...(noticedBy !== undefined && { noticedBy }) } });
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
  }
}

/** What a worker says: how many mutants there are, then what became of each. */
type Told = { readonly count: number } | { readonly outcome: Outcome };

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
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { tests: { type: "string", multiple: true }, save: { type: "string" }, only: { type: "string" }, again: { type: "string" }, workers: { type: "string", default: "1" } } });
  const [name = "labels"] = positionals;
  if (name === "page") {
    writeFileSync(MUTATION_PAGE, mutationPage(namedSets, keptMutation));
    return 0;
  }
  const set: MutationSet | undefined = Object.hasOwn(SETS, name) ? SETS[name] : values.tests === undefined ? undefined : { sources: positionals, tests: values.tests, about: "" };
  const of = Number(values.workers);
  if (set === undefined || !Number.isInteger(of) || of < 1) {
    process.stderr.write(`Name a set (${Object.keys(SETS).join(", ")}), or files and folders with --tests FILE for each file of tests; --workers is a whole number.\n`);
    return 2;
  }
  const only = values.only === undefined ? undefined : Number(values.only);
  const before = values.again === undefined ? undefined : (JSON.parse(readFileSync(values.again, "utf8")) as KeptMutation);
  const again = before?.notNoticed.filter((it) => whyEquivalent(it) === undefined);
  const parts = only === undefined ? Array.from({ length: of }, (_, at) => ({ at, of })) : [{ at: 0, of: 1 }];
  const outcomes: Outcome[] = [];
  let count = 0;
  const hear = (told: Told): void => {
    if ("count" in told) count = told.count;
    else outcomes.push(told.outcome);
    // Kept as it goes: a run that is stopped has told what it tried.
    if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(before === undefined ? summaryOf(set, { command: `npm run mutate -- ${args.join(" ")}`, count, outcomes }) : withOutcomes(before, outcomes), undefined, 1)}\n`);
  };
  await Promise.all(parts.map((part) => wakeApart({ name, set, part, ...(only !== undefined && { only }), ...(again !== undefined && { again }) }, hear)));
  for (const it of byId(outcomes)) if (it.noticedBy === undefined && whyEquivalent(it) === undefined) process.stdout.write(`not noticed: ${it.file}:${it.line} ${it.from} → ${it.to} (--only ${it.id})\n`);
  const noticed = outcomes.filter((it) => it.noticedBy !== undefined);
  const wrong = noticed.filter((it) => whyEquivalent(it) !== undefined);
  for (const it of wrong) process.stdout.write(`said to be the same program, but ${it.noticedBy!} tells it apart: ${it.file}:${it.line} ${it.from} → ${it.to}; take it out of tools/mutate/equivalents.ts\n`);
  const different = outcomes.filter((it) => it.noticedBy !== undefined || whyEquivalent(it) === undefined);
  process.stdout.write(`${noticed.length} of ${different.length} mutants noticed, and ${outcomes.length - different.length} are the same program.\n`);
  return wrong.length === 0 && noticed.length >= NOTICED_LEAST * different.length ? 0 : 1;
}

const byId = (outcomes: readonly Outcome[]): readonly Outcome[] => outcomes.toSorted((a, b) => a.id - b.id);

/** By file: how many checks, how many noticed and by which tests; and each that was not. */
const summaryOf = ({ tests }: MutationSet, { command, count, outcomes }: { readonly command: string; readonly count: number; readonly outcomes: readonly Outcome[] }): unknown => ({
  command,
  tests,
  mutants: count,
  tried: outcomes.length,
  noticed: outcomes.filter((it) => it.noticedBy !== undefined).length,
  files: [...new Set(byId(outcomes).map((it) => it.file))].map((file) => {
    const mine = outcomes.filter((it) => it.file === file);
    const by = tests.map((it) => basename(it)).map((test): [string, number] => [test, mine.filter((it) => it.noticedBy === test).length]).filter(([, count]) => count > 0);
    return { file, tried: mine.length, noticed: mine.filter((it) => it.noticedBy !== undefined).length, by: Object.fromEntries(by) };
  }),
  notNoticed: byId(outcomes).filter((it) => it.noticedBy === undefined).map(({ file, line, from, to }) => ({ file, line, from, to })),
});

/** A kept result with what was tried again: what is noticed now counts as noticed. */
export function withOutcomes(kept: KeptMutation, outcomes: readonly Outcome[]): KeptMutation {
  const now = outcomes.filter((it) => it.noticedBy !== undefined && kept.notNoticed.some((one) => isSame(one, it)));
  return {
    ...kept,
    noticed: kept.noticed + now.length,
    files: kept.files.map((it) => {
      const mine = now.filter((one) => one.file === it.file);
      const by = mine.reduce<Record<string, number>>((all, { noticedBy = "" }) => ({ ...all, [noticedBy]: (all[noticedBy] ?? 0) + 1 }), { ...it.by });
      return { ...it, noticed: it.noticed + mine.length, by };
    }),
    notNoticed: kept.notNoticed.filter((it) => !now.some((one) => isSame(one, it))),
  };
}

const [first, ask] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (first === "--child") {
    await wakeAll(JSON.parse(ask!) as Ask, (told) => void process.stdout.write(`${TELLS}${JSON.stringify(told)}\n`));
    process.stdout.write("", () => process.exit(0));
  }
  else process.exit(await command(process.argv.slice(2)));
}
