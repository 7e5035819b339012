import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "concord-verified-"));
const kept = join(folder, "kept");
// Where it is kept is read when the module is loaded, so it is said before.
process.env["CONCORD_VERIFIED"] = kept;
const { here } = await import("../cli/here.ts");

const ledger = join(folder, "ledger");
const said = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await here(["ledger", ...args]);
  return `${code} ${stdout}${stderr}`;
};
/** Alters an entry as someone does who holds the file: the rules that forbid it are put back. */
function alter(column: "leaf" | "signatures", sql: string): void {
  const db = new DatabaseSync(join(ledger, "ledger.sqlite"));
  const rule = db.prepare("select sql from sqlite_schema where name = 'entry_same'").get() as { readonly sql: string };
  db.exec("drop trigger entry_same");
  db.exec(`update entry set ${column} = ${sql} where key = (select key from entry where key < 2 * 4294967296 order by key limit 1 offset 700)`);
  db.exec(rule.sql);
  db.close();
}

test("a ledger that was opened before and is altered on the disk is refused by every command, and mended is opened again", async () => {
  expect(await said("init", ledger, "--party", "XAA", "--label", "OPEN")).toMatch(/^0 /);
  const notes = join(folder, "notes.jsonl");
  writeFileSync(notes, Array.from({ length: 1001 }, (_, at) => `{"type":"note","fields":{"text":"note ${at}"}}\n`).join(""));
  expect(await said("append", ledger, notes, "--label", "OPEN")).toMatch(/^0 1001 records appended/);
  expect(readdirSync(kept)).toHaveLength(1);
  const log = await said("log", ledger, "--from", "1001");
  expect(log).toMatch(/^0 [^]*note/);

  alter("leaf", "cast(replace(cast(leaf as text), 'note 699', 'note 698') as blob)");
  const refused = `1 The ledger in ${ledger} does not hold: `;
  expect(await said("log", ledger)).toContain("entry 700: The signature of XAA/officer-1 is not of this record. [record-signature]");
  expect((await said("beat", ledger)).startsWith(refused)).toBe(true);
  alter("leaf", "cast(replace(cast(leaf as text), 'note 698', 'note 699') as blob)");
  expect(await said("log", ledger, "--from", "1001")).toBe(log);

  alter("signatures", "replace(signatures, 'XAA/officer-1', 'XAA/officer-2')");
  expect(await said("log", ledger)).toContain("[record-signature]");
  expect(await said("verify", ledger)).toMatch(/^1 NOT VERIFIED: [^]*entry 700/);
  alter("signatures", "replace(signatures, 'XAA/officer-2', 'XAA/officer-1')");

  // Without what is kept, the same is found and read.
  rmSync(kept, { recursive: true });
  expect(await said("log", ledger, "--from", "1001")).toBe(log);
  expect(readdirSync(kept)).toHaveLength(1);
});
