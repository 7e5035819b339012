import { type Command, InvalidArgumentError } from "commander";
import { ledgerAppend, ledgerErase, ledgerExport, ledgerInit, ledgerLog, ledgerVerify, ledgerWitness } from "./ledger.ts";
import type { Out } from "./out.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const place = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("Write the number of the entry, from 0.");
  return Number(value);
};
const officers = (value: string): number => {
  if (!/^[1-9]$/.test(value)) throw new InvalidArgumentError("Write a number from 1 to 9.");
  return Number(value);
};

/** The commands about ledgers. `done` takes the exit code. */
export function ledgerCommands(program: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  const ledger = program.command("ledger").description("Keep a signed, tamper-evident ledger, and check one offline.");
  const json = (it: Command): Command => it.option("--json", "print the whole result as JSON").option("--quiet", "no progress on standard error");
  json(ledger.command("init").description("Open a ledger: keys, a trust policy, the record that names the officers.").argument("<dir>", "folder of the ledger"))
    .requiredOption("--party <code>", "whose ledger it is")
    .option("--officers <count>", "officers who sign; with two or more, two have to enrol a key", officers, 1)
    .option("--witness <name=key>", "a witness with its key; may be repeated", collect, [])
    .option("--label <label>", "label of the opening record", "PUBLIC")
    .action((folder: string, options) => void done(ledgerInit(folder, options, out)));
  json(ledger.command("append").description("Append what is new in a data set, or drafts from a file of JSON lines; all of it or nothing.").argument("<dir>", "folder of the ledger").argument("<what>", "folder of a data set, or file of drafts"))
    .option("--label <label>", "label of what carries none of its own")
    .option("--hide <field>", "make a field one that can be withheld and erased; may be repeated", collect, [])
    .action(async (folder: string, what: string, options) => void done(await ledgerAppend(folder, what, options, out)));
  json(ledger.command("log").description("Show what was said, when, by whom and under which label.").argument("<dir>", "folder of the ledger"))
    .option("--from <place>", "from this entry on", place)
    .option("--type <type>", "records of one type")
    .action((folder: string, options) => void done(ledgerLog(folder, options, out)));
  json(ledger.command("verify").description("Check a ledger or an export: signatures, paths, witnesses. Needs no network and no trust in its keeper.").argument("<path>", "folder of a ledger, or an export file"))
    .option("--policy <file>", "trust policy to check against, in place of the one that came with it")
    .action((path: string, options) => void done(ledgerVerify(path, options, out)));
  json(ledger.command("export").description("Write records with their proofs into one file, or the data set they make into a folder.").argument("<dir>", "folder of the ledger").argument("<to>", "file, or new folder with --data"))
    .option("--type <type>", "records of this type; may be repeated", collect, [])
    .option("--without <field>", "withhold a field that can be; may be repeated", collect, [])
    .option("--data", "the data set instead of the records")
    .action((folder: string, to: string, options) => void done(ledgerExport(folder, to, options, out)));
  json(ledger.command("witness").description("As a witness: check that a log only grew since it was last seen, and sign that.").argument("[dir]", "folder of the ledger"))
    .requiredOption("--key <file>", "key of the witness")
    .option("--name <name>", "name of the witness")
    .option("--new", "make the key, and print what goes into trust policies")
    .option("--state <file>", "what the witness has seen (default: beside the key)")
    .action((folder: string | undefined, options) => void done(ledgerWitness(folder, options, out)));
  json(ledger.command("erase").description("Erase hidden fields of an entry for good; every proof stays.").argument("<dir>", "folder of the ledger").argument("<place>", "number of the entry", place).argument("<field...>", "names of the fields")).action((folder: string, at: number, fields: readonly string[]) => void done(ledgerErase(folder, at, fields, out)));
}
