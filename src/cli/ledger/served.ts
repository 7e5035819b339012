import { existsSync } from "node:fs";
import { join } from "node:path";
import { primitives } from "#adapters/keys";
import { catchUp, type DataSource, type OpenLedger } from "#app";
import { layersOf } from "#duties";
import { PACKAGE_FILE } from "#exchange";
import type { DutyRules, ServedLedgers } from "#server";
import { Complaint, EXIT } from "../exit-codes.ts";
import { LEDGER_FILE, nodeSigner, openFolder, personKey, putPolicyFile } from "./folder.ts";
import { ledgersIn } from "./state.ts";

/** The folders of the ledgers that a folder is, or holds. None: it is a folder of tables. */
export const ledgerFolders = (folder: string): readonly string[] => (existsSync(join(folder, LEDGER_FILE)) ? [folder] : existsSync(join(folder, PACKAGE_FILE)) ? [] : ledgersIn(folder));

/** The ledgers of some folders for a server: kept open, while others may write to them. `sourceFrom` makes of them what is shown. */
export function servedLedgers(folders: readonly string[], sourceFrom: (ledgers: readonly OpenLedger[], view?: { readonly at?: string }) => DataSource): ServedLedgers {
  const open = new Map(folders.map((folder) => [folder, openFolder(folder)]));
  const folderOf = new Map([...open].map(([folder, { party }]) => [party, folder]));
  const at = (party: string): string => {
    const folder = folderOf.get(party);
    if (folder === undefined) throw new Error(`no ledger of ${party} is served`);
    return folder;
  };
  const opened = (party: string): OpenLedger => {
    const folder = at(party);
    const known = open.get(folder)!;
    // What others have written meanwhile is taken in; where that does not hold, opening it anew says why.
    if (isAsItStands(known) || catchUp(known) === undefined) return known;
    known.store.close();
    const now = openFolder(folder);
    open.set(folder, now);
    return now;
  };
  return {
    parties: [...folderOf.keys()],
    open: opened,
    keyOf: (ledger, person) => personKey(at(ledger.party), ledger, person),
    node: ({ party, store }) => nodeSigner(at(party), store),
    written: (ledger) => putPolicyFile(at(ledger.party), ledger),
    source: () => sourceFrom([...folderOf.keys()].map(opened)),
    sourceAt: (at) => sourceFrom([...folderOf.keys()].map(opened), { at }),
    close: () => {
      for (const it of open.values()) it.store.close();
    },
  };
}

/** Whether the logs of an open ledger have the sizes that they have in its file. */
const isAsItStands = ({ store, channels }: OpenLedger): boolean => {
  const stored = store.logs().filter((it) => it.role === "channel");
  return stored.length === channels.size && stored.every((it) => channels.get(it.origin)?.tree.size === it.size);
};

/** What the acts of persons are decided by: the shipped policies. Their engine is loaded when it is asked for. */
export async function dutyRules(): Promise<DutyRules> {
  const { loadPolicies } = await import("#adapters/cedar");
  const loaded = loadPolicies();
  if (loaded.kind === "refused") throw new Complaint(EXIT.unreadable, `The policies do not hold: ${loaded.findings.map((it) => `${it.file}: ${it.message}`).join("; ")}`, "Mend the files in data/policies/duties.");
  return { layers: layersOf({ policies: loaded.policies, sha256: primitives.sha256 }), texts: loaded.policies.texts };
}
