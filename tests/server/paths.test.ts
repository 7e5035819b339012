import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import type { GuidanceView, HomeView, PlansView } from "#views";

const folder = mkdtempSync(join(tmpdir(), "concord-paths-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let served: Served;
beforeAll(async () => {
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(import.meta.dirname, "../../cases/five-rivers")), choices: {}, port: 0, plansFolder: join(folder, "plans"), onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async <T>(path: string): Promise<T & { readonly status?: number; readonly reason?: string; readonly detail?: string; readonly mend?: string }> => (await (await fetch(`${served.address}/api/${path}`)).json()) as never;

test("each budget path has a view and a plan of its own; that of the data is the same with and without its name", async () => {
  const home = await ask<HomeView>("home");
  const other = home.paths.find((it) => it !== home.path)!;
  const there = await ask<HomeView>(`home?path=${other}`);
  expect([there.path, there.paths, there.runKey === home.runKey]).toEqual([other, home.paths, false]);
  expect((await ask<HomeView>(`home?path=${home.path}`)).runKey).toBe(home.runKey);
  expect((await ask<GuidanceView>(`guidance?path=${other}`)).paths.filter((it) => it.isUsed).map((it) => it.path)).toEqual([other]);
  await served.planned();
  const [here, planned] = [await ask<HomeView>("home"), await ask<HomeView>(`home?path=${other}`)];
  expect([here.runKey, planned.runKey]).toEqual([home.runKey, there.runKey]);
  expect(planned.headline?.money.value).not.toBe(here.headline?.money.value);
  expect((await ask<PlansView>(`plans?path=${other}`)).runKey).toBe(there.runKey);
}, 300_000);

test.each([
  ["en", '"wished" is not a budget path of this data set.', "Use one of: agreed, held."],
  ["fr", "« wished » n’est pas une trajectoire budgétaire de ces données.", "agreed, held"],
])("a path that there is not is refused, and those that there are are named (%s)", async (lang, detail, mend) => {
  const said = await ask<object>(`targets?path=wished&lang=${lang}`);
  expect([said.status, said.reason, said.detail?.replaceAll("\u00a0", " ")]).toEqual([400, "no-path", detail]);
  expect(said.mend).toContain(mend);
});

test("a reader of no budget on a path is told of no such path", async () => {
  const seen = await ask<HomeView>("home?as=:0");
  for (const path of ["agreed", "held"]) {
    const said = await ask<HomeView>(`home?as=:0&path=${path}`);
    if (seen.paths.includes(path)) expect(said.path).toBe(path);
    else expect([said.reason, said.mend?.includes(path)]).toEqual(["no-path", false]);
  }
});
