import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

/** Runs a command and stops it as Ctrl-C does once it has said something that fits. */
function stopped(args: readonly string[], when: RegExp, runs: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "bin", "concord.mjs"), ...args], { cwd: ROOT, env: { ...process.env, CONCORD_RUNS: runs, NO_COLOR: "1" } });
    let [stderr, isAsked] = ["", false];
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      if (isAsked || !when.test(stderr)) return;
      isAsked = true;
      child.kill("SIGINT");
    });
    child.on("close", (code) => resolve({ code, stderr }));
  });
}

test.each([
  [["scenarios", "cases/five-rivers"], /Each scenario as if/, "Stopped; nothing was stored, and what was planned for the scenarios so far is lost."],
  [["compare", "cases/two-nations", "cases/five-rivers"], /Plan B: Each ally|Plan B: Opening/, "Stopped; nothing of this plan was stored, plan A is kept."],
  [["sensitivity", "cases/three-shores", "--only", "plan.discount,plan.lead-load"], /Planning with plan\.discount = 0\.05/, /Stopped; every plan that was made is kept \(1 of them now\), the one that was being made is lost\./],
] as const)("%j that is stopped says what is kept and what is lost, in words and not in a trace", async (args, when, said) => {
  const { code, stderr } = await stopped(args, when, mkdtempSync(join(tmpdir(), "concord-stopped-")));
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain("    at ");
  expect(code).toBe(130);
});
