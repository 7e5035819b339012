import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT } from "../files.ts";
import { type Check, type Figure, numberOption } from "./check.ts";

/** What is measured: tests take every branch of it. */
const MODULES: readonly { readonly what: string; readonly folder: string }[] = [
  { what: "labels", folder: "src/base/labels" },
  { what: "records, proofs and signatures of ledgers", folder: "src/ledger" },
  { what: "ledgers of parties and their channels", folder: "src/app/ledger" },
  { what: "duties", folder: "src/duties" },
  { what: "procurements in ledgers", folder: "src/app/duties" },
  { what: "who reads as whom", folder: "src/app/access" },
];

/** Tests that ask these modules, without those that need a browser and those that ask the same of a great many worlds or labels. */
const TESTS: readonly string[] = Object.entries({
  labels: ["algebra", "binding", "each-check", "owner", "policies", "row-label", "visible", "xml"],
  ledger: [""],
  duties: ["approvals", "decide", "policies", "properties", "records", "scenarios", "scenario-names", "scenario-times", "sealed-bid", "table", "waiting"],
  trust: ["doors", "each-door", "ledger-doors", "marking", "readers", "released"],
  reliability: ["simulation"],
  server: ["cases", "ledger", "released-figures", "session-book", "sessions-kept", "worlds"],
  cli: ["release", "label", "duties", "sealed-bids"],
}).flatMap(([folder, names]) => names.map((it) => `tests/${folder}/${it}`));

/** A file's branches, as the test runner's V8 coverage writes them. */
export interface FileBranches {
  readonly branchMap: Readonly<Record<string, { readonly loc: Place; readonly locations: readonly Partial<Place>[] }>>;
  /** How often each way of a branch was taken. */
  readonly b: Readonly<Record<string, readonly number[]>>;
}

interface Place {
  readonly start: { readonly line?: number };
}

/** Branches of a file, those that a test took, and the lines of the others. */
export interface Taken {
  readonly all: number;
  readonly taken: number;
  readonly missing: readonly number[];
}

/**
 * Which branches were taken. A way that is not written, as of an `if` without `else`, stands at the line of its `if`.
 * @example takenOf({ branchMap: { 0: { loc: { start: { line: 3 } }, locations: [{}, {}] } }, b: { 0: [1, 0] } }) // → { all: 2, taken: 1, missing: [3] }
 */
export function takenOf({ branchMap, b }: FileBranches): Taken {
  const ways = Object.entries(b).flatMap(([id, hits]) => hits.map((count, at) => ({ count, line: branchMap[id]?.locations[at]?.start?.line ?? branchMap[id]?.loc.start.line ?? 0 })));
  const missing = ways.filter((it) => it.count === 0).map((it) => it.line);
  return { all: ways.length, taken: ways.length - missing.length, missing: [...new Set(missing)].sort((a, c) => a - c) };
}

/** The share of each module, and what is missing of each file, for the page. */
export function figuresOf(files: ReadonlyMap<string, Taken>, modules: typeof MODULES = MODULES): { readonly figures: readonly Figure[]; readonly notes: readonly string[] } {
  const figures = modules.flatMap(({ what, folder }): readonly Figure[] => {
    const own = [...files].filter(([file]) => file.startsWith(`${folder}/`)).map(([, it]) => it);
    const sum = (of: (it: Taken) => number): number => own.reduce((all, it) => all + of(it), 0);
    const [all, taken] = [sum((it) => it.all), sum((it) => it.taken)];
    return [
      { what: `${what} (\`${folder}\`): branches that a test takes`, value: all === 0 ? 0 : Math.floor((1000 * taken) / all) / 10, unit: "%", atLeast: 100 },
      { what: `${what}: branches`, value: all, unit: "branches" },
    ];
  });
  const left = [...files].filter(([, it]) => it.missing.length > 0).map(([file, it]) => `\`${file}\` ${it.all - it.taken} of ${it.all} (${it.missing.length === 1 ? "line" : "lines"} ${it.missing.join(", ")})`);
  return { figures, notes: left.length === 0 ? [] : [`Taken by no test, by file: ${left.join("; ")}.`] };
}

export const branchesCheck: Check = {
  name: "branches",
  promise: "Of the code that decides about labels, ledgers, duties and access every branch is taken by a test.",
  test: "The tests that ask this code run with V8's counters of branches: each side of a condition, of `&&`, `||` and `??`, each `case`, each default of an argument. A branch that is taken is not yet one whose loss is noticed: for that checks are taken out (docs/security/mutation.md).",
  everyCommit: "The same tests, without the counters.",
  usage: "[--workers 2]",
  run: async (options, say) => {
    const folder = mkdtempSync(join(tmpdir(), "concord-branches-"));
    try {
      const args = ["run", ...TESTS, `--maxWorkers=${numberOption(options, "workers", 2)}`, "--coverage.enabled", "--coverage.provider=v8", "--coverage.reporter=json", `--coverage.reportsDirectory=${folder}`, ...MODULES.map((it) => `--coverage.include=${it.folder}/**`)];
      const code = await new Promise<number | null>((resolve) => {
        const running = spawn(process.execPath, [join(ROOT, "node_modules", "vitest", "vitest.mjs"), ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
        let rest = "";
        running.stdout.on("data", (chunk: Buffer) => {
          const lines = (rest + chunk.toString()).split("\n");
          rest = lines.pop() ?? "";
          for (const it of lines) if (/\.test\.ts |^ *(?:Tests|Test Files) /.test(it)) say(it.trim());
        });
        running.on("close", resolve);
      });
      const found = JSON.parse(readFileSync(join(folder, "coverage-final.json"), "utf8")) as Readonly<Record<string, FileBranches>>;
      const files = new Map(Object.entries(found).map(([file, it]) => [relative(ROOT, file), takenOf(it)] as const).sort(([a], [c]) => (a < c ? -1 : 1)));
      return { ...figuresOf(files), faults: code === 0 ? [] : ["a test fails: see what it says above"] };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
