import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Out } from "../../src/cli/out.ts";
import { ROOT } from "../../tools/files.ts";

// A plan that another test has stored would need no solver.
process.env["CONCORD_RUNS"] = mkdtempSync(join(tmpdir(), "concord-no-answer-"));
vi.mock("#adapters/highs", async (whole) => {
  const { noAnswer } = await import("../../src/adapters/highs/no-answer.ts");
  return { ...(await whole<object>()), highsPool: async () => ({ parallel: 1, solve: async () => noAnswer("stopped", "stopped at the time limit"), close: async () => undefined }) };
});
const { main } = await import("../../src/cli/main.ts");

test.each(["plan", "scenarios", "compare", "sensitivity"])("a solver that runs out of time ends %s with what to do, not as a bug", async (command) => {
  const said: string[] = [];
  const out: Out = { width: 100, print: () => undefined, say: (text) => void said.push(text), progress: () => undefined, progressDone: () => undefined };
  const args = command === "compare" ? ["--set", "plan.advance=0.2"] : [];
  const code = await main([command, join(ROOT, "cases/two-nations"), ...args, ...(command === "plan" ? ["--fresh"] : [])], out);
  expect([code, said.join("\n")]).toEqual([4, expect.stringMatching(/No plan could be made: The solver gave no answer to .*stopped at the time limit[^]*it has less to do/)]);
});
