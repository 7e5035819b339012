import { readFileSync, statSync } from "node:fs";
import type { Command } from "commander";
import { writeNewDurably } from "#adapters/files";
import { BID_MOST, hpkePublicKey, makeKeyFile, openBid, OPENERS, readKeyFile, readSealedBid, sealBid } from "#adapters/keys";
import { casesOf, labelsBelow } from "#app";
import { instantText } from "#duties";
import { base64url, fromBase64url } from "#ledger";
import { Complaint, EXIT } from "./exit-codes.ts";
import { withLedger } from "./ledger/folder.ts";
import { dutyRules } from "./ledger/served.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

interface SealOptions {
  readonly case: string;
  readonly supplier: string;
  readonly opener: readonly string[];
}

interface UnsealOptions {
  readonly case: string;
  readonly key: readonly string[];
}

/** Largest file of a sealed bid: base 64 of the bid, and shares for every pair of openers. Unit: bytes. */
const SEALED_MOST = Math.ceil((BID_MOST * 4) / 3) + 100_000;
const more = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

/** The commands that seal a bid to its openers and open it. `done` takes the exit code. */
export function dutySealCommands(duties: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  duties
    .command("opening-key")
    .description("Make the key with which an officer opens bids, and print its public half, which goes with the tender.")
    .argument("<key>", "new file for the secret half")
    .action((path: string) => void done(openingKey(path, out)));
  duties
    .command("seal")
    .description("Seal a bid so that any two of its openers open it together, and print the digest that submit-bid names.")
    .argument("<bid>", "file of the bid")
    .argument("<sealed>", "new file for the sealed bid")
    .requiredOption("--case <id>", "the procurement")
    .requiredOption("--supplier <name>", "who bids, as the ledger names them, such as VAL/acme")
    .requiredOption("--opener <key>", "public key of an officer who opens bids; once for each", more)
    .action((bid: string, sealed: string, options: SealOptions) => void done(seal(bid, sealed, options, out)));
  duties
    .command("unseal")
    .description("Open a sealed bid with the keys of two openers, once the ledger has its procurement as opened and the bid as handed in.")
    .argument("<dir>", "folder of the ledger")
    .argument("<sealed>", "file of the sealed bid")
    .argument("<bid>", "new file for the bid")
    .requiredOption("--case <id>", "the procurement")
    .requiredOption("--key <file>", "secret key of an opener; twice", more)
    .action(async (folder: string, sealed: string, bid: string, options: UnsealOptions) => void done(await unseal(folder, { sealed, bid }, options, out)));
}

function openingKey(path: string, out: Out): number {
  const { seed } = mustMake(path, () => makeKeyFile(path));
  out.print(base64url(hpkePublicKey(seed)));
  return EXIT.ok;
}

function seal(bid: string, sealed: string, { case: id, supplier, opener }: SealOptions, out: Out): number {
  const openers = opener.map((it) => fromBase64url(it) ?? mustBeRight("the key of an opener is no base64url", `Copy what "node bin/concord.mjs duties opening-key" printed, not ${it.slice(0, 60)}.`));
  const bytes = sealBid({ case: id, supplier, openers, bid: bytesOf(bid, BID_MOST) });
  if ("fault" in bytes) return mustBeRight(bytes.fault, `Name ${OPENERS.least} to ${OPENERS.most} different keys with --opener, each as "node bin/concord.mjs duties opening-key" printed it.`);
  mustMake(sealed, () => writeNewDurably(sealed, bytes));
  const read = readSealedBid(bytes);
  if ("fault" in read) throw new Error(read.fault);
  out.print(`Sealed to ${openers.length} openers, any two of whom open it. Its digest, which submit-bid names:\n${read.digest}`);
  return EXIT.ok;
}

function mustBeRight(fault: string, mend: string): never {
  throw new Complaint(EXIT.usage, `It is not sealed: ${fault}.`, mend);
}

async function unseal(folder: string, { sealed, bid }: { readonly sealed: string; readonly bid: string }, { case: id, key }: UnsealOptions, out: Out): Promise<number> {
  const read = readSealedBid(bytesOf(sealed, SEALED_MOST));
  if ("fault" in read) throw new Complaint(EXIT.unreadable, `${sealed} is no sealed bid: ${read.fault}.`, "Ask the bidder for the file as it was sealed; its digest is the one in the ledger.");
  const [first, second, ...others] = key;
  if (first === undefined || second === undefined || others.length > 0) throw new Complaint(EXIT.usage, `${key.length} keys are given, and two persons open a bid.`, "Give --key twice.");
  const secrets = [secretOf(first), secretOf(second)] as const;
  const { layers } = await dutyRules();
  return withLedger(folder, (ledger) => {
    const of = casesOf({ layers, ledger, below: labelsBelow([ledger]) }).find((it) => it.id === id);
    if (of === undefined) throw new Complaint(EXIT.usage, `The ledger has no procurement ${id}.`, `Look with: node bin/concord.mjs duties cases ${folder}.`);
    const refused = (text: string, mend: string): number => {
      out.print(wrap(`deny   Nothing was opened. ${text} ${mend}`, out.width));
      return EXIT.findings;
    };
    const state = of.duties.cases[id];
    if (state?.openedAt === undefined) return refused(`The bids are sealed until two officers have signed their opening${state?.deadline === undefined ? "" : `, which they can after ${instantText(state.deadline)}`}.`, `Sign it: node bin/concord.mjs duties act ${folder} sign-opening --by PERSON --case ${id}.`);
    if (read.case !== id) return refused(`It was sealed for another procurement, ${read.case}.`, "Look for the file of this one.");
    const handedIn = Object.hasOwn(state.suppliers, read.supplier) ? state.suppliers[read.supplier] : undefined;
    if (handedIn === undefined || handedIn.withdrawnAt !== undefined) return refused(`${read.supplier} has no bid in this procurement.`, "A bid that was not handed in in time, or was withdrawn, stays closed.");
    if (handedIn.digest !== read.digest) return refused(handedIn.digest === undefined ? `${read.supplier} named no digest when the bid was handed in, so no file is known to be the one.` : `It is not the bid that was handed in: its digest is ${read.digest}, and ${read.supplier} named ${handedIn.digest}.`, "Ask the bidder for the file that was sealed then.");
    const opened = openBid(read, secrets);
    if ("fault" in opened) return refused(`With these keys it stays closed: ${opened.fault}.`, "Use the secret halves of two keys that it was sealed to.");
    mustMake(bid, () => writeNewDurably(bid, opened, 0o600));
    out.print(`Opened: the bid of ${read.supplier}, ${opened.length} bytes, as it was handed in.`);
    return EXIT.ok;
  });
}

function secretOf(path: string): Uint8Array {
  try {
    return readKeyFile(path).seed;
  } catch (error) {
    throw new Complaint(EXIT.unreadable, `${path} is no key of an opener: ${error instanceof Error ? error.message : String(error)}.`, "Name a file that node bin/concord.mjs duties opening-key made.");
  }
}

function bytesOf(path: string, most: number): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > most) throw new Complaint(EXIT.unreadable, `${path} has ${size} bytes, and ${most} are read at most.`, "Leave pictures out, or hand in a list of digests of several files.");
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(EXIT.unreadable, `${path} cannot be read.`, "Check the path.");
  }
}

/** Makes a file that is not there yet. @throws Complaint where it is, or cannot be made */
function mustMake<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const isThere = (error as { readonly code?: string }).code === "EEXIST";
    throw new Complaint(EXIT.usage, isThere ? `${path} is there already.` : `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, isThere ? "Name another file: none is written over." : "Name a file in a folder that you may write to.");
  }
}
