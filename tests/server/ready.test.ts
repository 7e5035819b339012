import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { type Served, serve } from "#server";
import { ROOT } from "../../tools/files.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-ready-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");
let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("once the plan stands, what the pages show first and the what-ifs are made ready, before anybody asks for them", async () => {
  const lines: { readonly event?: string; readonly path?: string }[] = [];
  const log = new Writable({ write: (chunk: Buffer, _encoding, done) => {
    lines.push(...chunk.toString().trim().split("\n").map((it) => JSON.parse(it) as (typeof lines)[number]));
    done();
  } });
  served = await serve({ source: await readTexts(join(ROOT, "cases/two-nations")), choices: {}, port: 0, isAwaited: true, log, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  const has = (text: string): boolean => lines.some((it) => JSON.stringify(it).includes(text));
  for (const it of ["what-if-opened", "/api/targets", "/api/findings", "/api/evidence", "/api/procurement/gains"]) await expect.poll(() => has(it), { timeout: 60_000, message: it }).toBe(true);
  // The standard questions are solved for those alone who look at Plans.
  expect(has("what-if-ahead-begun")).toBe(false);
  // What nobody has asked for is no request in the log, and nobody else is taken for the server itself.
  expect(lines.filter((it) => it.event === "request")).toEqual([]);
  await fetch(`${served.address}/api/home`, { headers: { "x-concord-own": "guessed" } });
  await expect.poll(() => lines.filter((it) => it.event === "request").length).toBe(1);
  const reply = await fetch(`${served.address}/api/what-if`);
  expect([reply.status, lines.filter((it) => it.event === "what-if-opened").length]).toEqual([200, 1]);
  await expect.poll(() => has("what-if-ahead-begun")).toBe(true);
});
