import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolderDurably } from "#adapters/files";
import { channelSigner, makeKeyFile, primitives } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { createLedger, policyFor } from "#app";
import { COSIGNATURE, isFault, noteKeyOf } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";
import { KEYS, LEDGER_FILE, NODE_KEY, POLICY, putPolicyFile, tools } from "./folder.ts";

interface InitOptions {
  readonly party: string;
  readonly officers: number;
  readonly witness: readonly string[];
  readonly label: string;
  readonly json?: boolean;
}

const PARTY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;

/** `concord ledger init DIR`: keys, a trust policy and the record that opens the first channel. */
export function ledgerInit(folder: string, options: InitOptions, out: Out): number {
  const { party, label } = options;
  if (existsSync(join(folder, LEDGER_FILE))) throw new Complaint(EXIT.usage, `There is a ledger in ${folder} already.`, "Choose another folder; a ledger is never written over.");
  if (!PARTY.test(party)) throw new Complaint(EXIT.usage, `"${party}" cannot name a party.`, "Use letters, digits, dots and dashes, for example --party XAA.");
  const policy = policyOf(options.witness);
  makeFolderDurably(join(folder, KEYS), 0o700);
  const { seed } = makeKeyFile(join(folder, KEYS, NODE_KEY));
  const officers = new Map(Array.from({ length: options.officers }, (_, at) => [`${party}/officer-${at + 1}`, makeKeyFile(join(folder, KEYS, `officer-${at + 1}.key`)).signer] as const));
  const store = sqliteLedger(join(folder, LEDGER_FILE));
  try {
    const ledger = createLedger(store, tools, { party, policy, officers, needed: Math.min(2, options.officers), label, node: (origin) => channelSigner(seed, origin) });
    putPolicyFile(folder, ledger);
    const [origin = ""] = ledger.channels.keys();
    if (options.json === true) out.print(JSON.stringify({ origin, root: ledger.root?.origin, party, policy: policyFor(ledger, () => true) }, undefined, 2));
    else {
      out.print(`${party}'s ledger is open in ${folder}; its first channel, for what is ${label}, is ${origin}.`);
      out.print(wrap(`Keys stand in ${join(folder, KEYS)}: keep the officers' keys apart and copies of them safe; whoever has them signs for ${party}. Give ${join(folder, POLICY)} to whoever is to check the whole ledger, by a way of its own; a reader of some channels gets the lines of those alone.`, out.width));
    }
    return EXIT.ok;
  } finally {
    store.close();
  }
}

/**
 * Witnesses and quorum: most of the nations that witness, each by any one of its witnesses. A witness is of the nation before the
 * slash of its name; two of one nation count once. With three nations that is two of three.
 */
function policyOf(witnesses: readonly string[]): string {
  const known = witnesses.map((it) => {
    const cut = it.indexOf("=");
    const [name, keyText] = [it.slice(0, cut), it.slice(cut + 1)];
    if (cut < 1 || keyText === "") throw new Complaint(EXIT.usage, `"${it}" names no witness with its key.`, "Write --witness name=key, the key as `node bin/concord.mjs ledger witness --new` prints it.");
    const key = noteKeyOf(primitives.sha256, keyText);
    if (isFault(key)) throw new Complaint(EXIT.usage, key.message, "Give the key as `node bin/concord.mjs ledger witness --new` prints it.");
    if (key.algorithm !== COSIGNATURE) throw new Complaint(EXIT.usage, `The key of ${name} is not one that cosigns.`, "Give the key as `node bin/concord.mjs ledger witness --new` prints it.");
    return { name, keyText, nation: name.split("/")[0] ?? name };
  });
  const nations = [...Map.groupBy(known, (it) => it.nation)];
  if (nations.length === 0) return "quorum none\n";
  const groups = nations.filter(([, of]) => of.length > 1).map(([nation, of]) => `group ${nation}/any any ${of.map((it) => it.name).join(" ")}`);
  const members = nations.map(([nation, of]) => (of.length > 1 ? `${nation}/any` : of[0]!.name));
  return [...known.map((it) => `witness ${it.name} ${it.keyText}`), ...groups, `group witnesses ${Math.floor(nations.length / 2) + 1} ${members.join(" ")}`, "quorum witnesses", ""].join("\n");
}
