/** `npm test`: types, then every test, then one closing line `N passed, N failed`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findOrInstallChromium } from "./browser.ts";
import { ROOT } from "./files.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numTotalTests: number;
  readonly testResults: readonly { readonly name: string; readonly startTime: number; readonly endTime: number }[];
}

/** How many of the files that took longest are named. */
const SLOWEST = 12;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const node = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean => spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env }).status === 0;
const tsc = (project: string): boolean => node([join("node_modules", "ts7", "bin", "tsc"), "-p", project]);

const chromium = findOrInstallChromium(say);
const steps: readonly (readonly [string, () => boolean])[] = [
  ["types", () => tsc("tsconfig.json")],
  ["types of the core (no DOM, no Node)", () => tsc("tsconfig.core.json")],
  ["lint", () => node([join("node_modules", "oxlint", "bin", "oxlint"), "--deny-warnings", "src", "tools", "tests", "bench"])],
  ["build of the web application", () => node([join("node_modules", "vite", "bin", "vite.js"), "build", "src/web", "--logLevel", "warn"])],
  ["a Chromium for the browser tests", () => chromium !== undefined],
];
let failedSteps = 0;
for (const [name, run] of steps) {
  const passed = run();
  if (!passed) failedSteps += 1;
  say(`${passed ? "ok    " : "FAILED"} ${name}`);
}

const folder = mkdtempSync(join(tmpdir(), "concord-test-"));
const report = join(folder, "report.json");
const clean = node([join("node_modules", "vitest", "vitest.mjs"), "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)], {
  ...process.env,
  ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
});
const counts = ((): Report => {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 1, numTotalTests: 0, testResults: [] };
  }
})();
rmSync(folder, { recursive: true, force: true });
const took = counts.testResults.map((it) => ({ file: relative(ROOT, it.name), seconds: Math.round((it.endTime - it.startTime) / 1000) })).sort((a, b) => b.seconds - a.seconds);
say(`The ${Math.min(SLOWEST, took.length)} files that took longest, of ${took.reduce((sum, it) => sum + it.seconds, 0)} s in all: ${took.slice(0, SLOWEST).map((it) => `${it.file} ${it.seconds} s`).join(", ")}`);
// A suite that fails to load fails no test of its own: it counts as one.
const failedTests = Math.max(counts.numFailedTests, clean ? 0 : 1);
const failed = failedTests + failedSteps;
say(`${counts.numPassedTests + steps.length - failedSteps} passed, ${failed} failed`);
process.exit(failed === 0 && counts.numTotalTests > 0 ? 0 : 1);
