import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { PLANTS } from "../../tools/reliability/simulation/plants.ts";

const run = promisify(execFile);

test.each(PLANTS.map((it) => [it.name, it.within] as const))("planted: %s; the simulation finds it within %i seeds", async (name) => {
  const { stdout } = await run(process.execPath, [join(ROOT, "tools", "reliability", "simulation", "planted.ts"), name]);
  expect((JSON.parse(stdout) as { readonly broken: readonly string[] }).broken).not.toEqual([]);
});
