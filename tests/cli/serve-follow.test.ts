import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-follow-"));
const data = join(folder, "data");
const HOLDINGS = join(data, "holdings.csv");
const PACKAGE = join(data, "datapackage.json");
const ROW = "h.VAL.more,returns,2029-10-02,official,high,OPEN,HOL,battery,7,batteries,1\n";

let server: ChildProcess;
let address: string;
beforeAll(async () => {
  cpSync(join(ROOT, "cases/two-nations"), data, { recursive: true });
  server = spawn(process.execPath, [join(ROOT, "bin/concord.mjs"), "serve", data, "--port", "0", "--quiet"], { env: { ...process.env, CONCORD_RUNS: join(folder, "runs"), CONCORD_PLANS: join(folder, "plans") } });
  let told = "";
  address = await new Promise((resolve, reject) => {
    const hear = (text: Buffer): void => {
      told += text.toString();
      const found = /http:\/\/\S+/.exec(told)?.[0];
      if (found !== undefined) resolve(found);
    };
    for (const it of [server.stdout, server.stderr]) it?.on("data", hear);
    server.once("exit", () => reject(new Error(`the server ended: ${told}`)));
  });
}, 40_000);
afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const ids = async (): Promise<readonly unknown[]> => {
  const { columns, rows } = (await (await fetch(`${address}/api/records?kind=holding`)).json()) as { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly unknown[])[] };
  return rows.map((it) => it[columns.findIndex((column) => column.name === "id")]);
};

test("what another program writes into the folder that is served is shown; what cannot be shown leaves what was shown", async () => {
  expect(await ids()).not.toContain("h.VAL.more");
  const [rows, about] = [readFileSync(HOLDINGS, "utf8"), readFileSync(PACKAGE, "utf8")];
  writeFileSync(HOLDINGS, `${rows.trimEnd()}\n${ROW}`);
  await expect.poll(ids, { timeout: 20_000, interval: 200 }).toContain("h.VAL.more");
  // Half a file, as another program is about to write it, and a row less: neither is shown before the whole can be.
  writeFileSync(PACKAGE, about.slice(0, about.length / 2));
  writeFileSync(HOLDINGS, rows);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(await ids()).toContain("h.VAL.more");
  writeFileSync(PACKAGE, about);
  await expect.poll(ids, { timeout: 20_000, interval: 200 }).not.toContain("h.VAL.more");
}, 60_000);
