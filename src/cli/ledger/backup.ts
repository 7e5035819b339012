import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolderDurably, replaceDurably, writeNewDurably } from "#adapters/files";
import { copyLedgerFile } from "#adapters/sqlite";
import { type Audit, base64, isFault } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";
import { faultText, KEYS, LEDGER_FILE, POLICY } from "./folder.ts";
import { verifyFolder } from "./verify.ts";
import { counted } from "../counted.ts";

interface BackupOptions {
  readonly json?: boolean;
}

/** `concord ledger backup DIR TO`: a verified copy of a ledger, also while others append to it. Keys are not in it. */
export function ledgerBackup(folder: string, to: string, options: BackupOptions, out: Out): number {
  mustBeThere(folder);
  if (existsSync(to)) throw new Complaint(EXIT.usage, `${to} is there already.`, "Name a new folder: a backup is never written over.");
  const found = copied(folder, to, `The ledger in ${folder} does not hold, so its copy in ${to} is none to restore from. Keep both for whoever examines them.`);
  if (options.json === true) out.print(JSON.stringify(stateOf(found), undefined, 2));
  else {
    out.print(`${stateText(found)} are in ${to}, verified.`);
    out.print(wrap(`Keys are not in it: keep copies of what is in ${join(folder, KEYS)} apart from it. Write down the commits and the root: a witness, or this line, tells an old backup from a new one.`, out.width));
  }
  return EXIT.ok;
}

/** `concord ledger restore FROM DIR`: puts a backup where there is no ledger, verified before and after. */
export function ledgerRestore(from: string, folder: string, options: BackupOptions, out: Out): number {
  mustBeThere(from);
  if (existsSync(join(folder, LEDGER_FILE))) throw new Complaint(EXIT.usage, `There is a ledger in ${folder}.`, `A ledger is never written over. Move it away first (${LEDGER_FILE}, and ${LEDGER_FILE}-wal where there is one) and keep it.`);
  for (const it of ["-wal", "-shm", "-journal"]) if (existsSync(join(folder, `${LEDGER_FILE}${it}`))) throw new Complaint(EXIT.usage, `${join(folder, `${LEDGER_FILE}${it}`)} is left of another ledger.`, "Move it away first: it would be taken for a part of the one that is restored.");
  const source = verifyFolder(from, undefined);
  if (isFault(source)) throw new Complaint(EXIT.findings, `The backup in ${from} does not hold: ${faultText(source)}`, "Nothing was restored. Use another backup.");
  const found = copied(from, folder, "Nothing should be appended to it. Use another backup, or look at the keys and the policy beside it.");
  if (options.json === true) out.print(JSON.stringify(stateOf(found), undefined, 2));
  else {
    out.print(`${stateText(found)} are in ${folder} again, verified.`);
    out.print(wrap(`What was appended after the backup is not in it: compare with the latest state that a witness or a receiver of exports has seen before anything is appended. Put the keys back into ${join(folder, KEYS)}.`, out.width));
  }
  return EXIT.ok;
}

function mustBeThere(folder: string): void {
  if (!existsSync(join(folder, LEDGER_FILE))) throw new Complaint(EXIT.unreadable, `There is no ledger in ${folder}.`, "Give the folder that holds ledger.sqlite.");
}

/** Copies the ledger, its policy, the copies of others' logs and the evidence beside it; then verifies what was written. */
function copied(from: string, to: string, mend: string): Audit {
  makeFolderDurably(to, 0o700);
  for (const path of filesOf(from)) {
    makeFolderDurably(dirname(join(to, path)), 0o700);
    if (path.endsWith(LEDGER_FILE)) copyLedgerFile(join(from, path), join(to, path));
    else if (path === POLICY) replaceDurably(join(to, path), readFileSync(join(from, path)));
    else if (!existsSync(join(to, path))) writeNewDurably(join(to, path), readFileSync(join(from, path)));
  }
  const found = verifyFolder(to, undefined);
  if (isFault(found)) throw new Complaint(EXIT.findings, `The copy in ${to} does not verify: ${faultText(found)}`, mend);
  return found;
}

/** What is kept of a ledger's folder, relative to it: everything but keys and what SQLite has beside a file that is open. */
function filesOf(folder: string): readonly string[] {
  const below = (path: string): readonly string[] =>
    readdirSync(join(folder, path), { withFileTypes: true }).flatMap((it) => {
      const inner = join(path, it.name);
      return it.isDirectory() ? (inner === KEYS ? [] : below(inner)) : it.isFile() && !/\.sqlite-(wal|shm|journal)$/.test(it.name) ? [inner] : [];
    });
  return below("");
}

const stateOf = ({ root, logs }: Audit): object => ({ commits: root?.checkpoint.size ?? logs[0]?.checkpoint.size ?? 0, root: base64((root ?? logs[0])!.checkpoint.root), channels: logs.length, entries: logs.reduce((sum, it) => sum + it.checkpoint.size, 0) });

const stateText = ({ root, logs }: Audit): string => `${counted(root?.checkpoint.size ?? 0, "commit")}, ${logs.reduce((sum, it) => sum + it.checkpoint.size, 0)} entries in ${logs.length} ${logs.length === 1 ? "channel" : "channels"}, root ${base64((root ?? logs[0])!.checkpoint.root)},`;
