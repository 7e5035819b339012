import { type Command, InvalidArgumentError } from "commander";
import type { Out } from "../out.ts";
import { ledgerAppend } from "./append.ts";
import { ledgerBeat } from "./beat.ts";
import { ledgerErase } from "./erase.ts";
import { ledgerExport } from "./export.ts";
import { ledgerInit } from "./init.ts";
import { ledgerLog } from "./log.ts";
import { ledgerTrust } from "./trust.ts";
import { ledgerVerify } from "./verify.ts";
import { ledgerWitness } from "./witness.ts";

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
    .option("--witness <name=key>", "a witness with its key, named NATION or NATION/NAME; may be repeated", collect, [])
    .option("--label <label>", "label of the first channel", "PUBLIC")
    .action((folder: string, options) => void done(ledgerInit(folder, options, out)));
  json(ledger.command("append").description("Append what is new in a data set, or drafts from a file of JSON lines; all of it or nothing.").argument("<dir>", "folder of the ledger").argument("<what>", "folder of a data set, or file of drafts"))
    .option("--label <label>", "label of what carries none of its own")
    .option("--hide <field>", "make a field one that can be withheld and erased; may be repeated", collect, [])
    .action(async (folder: string, what: string, options) => void done(await ledgerAppend(folder, what, options, out)));
  json(ledger.command("log").description("Show what was said, when, by whom and under which label.").argument("<dir>", "folder of the ledger"))
    .option("--channel <name>", "one channel")
    .option("--at <moment>", "as it was: after so many commits, at a time, or at a signed checkpoint")
    .option("--from <place>", "from this entry on", place)
    .option("--type <type>", "records of one type")
    .action((folder: string, options) => void done(ledgerLog(folder, options, out)));
  json(ledger.command("verify").description("Check a ledger or an export: signatures, paths, witnesses. Needs no network and no trust in its keeper.").argument("<path>", "folder of a ledger, or an export file"))
    .option("--policy <file>", "trust policy to check against, in place of the one that came with it")
    .action((path: string, options) => void done(ledgerVerify(path, options, out)));
  json(ledger.command("export").description("Write records with their proofs into one file, or the data set they make into a folder.").argument("<dir>", "folder of the ledger").argument("<to>", "file, or new folder with --data"))
    .option("--channel <name>", "a channel, by its name or its label; may be repeated", collect, [])
    .option("--as <nation:level>", "the channels that this reader may read")
    .option("--type <type>", "records of this type; may be repeated", collect, [])
    .option("--without <field>", "withhold a field that can be; may be repeated", collect, [])
    .option("--root", "with the root that binds the channels together, for the party's own auditors: it tells how many commits there were")
    .option("--data", "the data set instead of the records")
    .action((folder: string, to: string, options) => void done(ledgerExport(folder, to, options, out)));
  json(ledger.command("witness").description("As a witness: check that a log only grew since it was last seen, and sign that.").argument("[dir]", "folder of the ledger"))
    .requiredOption("--key <file>", "key of the witness")
    .option("--name <name>", "name of the witness")
    .option("--new", "make the key, and print what goes into trust policies")
    .option("--log <name>", "only this log; may be repeated", collect, [])
    .option("--state <file>", "what the witness has seen (default: beside the key)")
    .action((folder: string | undefined, options) => void done(ledgerWitness(folder, options, out)));
  json(ledger.command("erase").description("Erase hidden fields of an entry for good; every proof stays.").argument("<dir>", "folder of the ledger").argument("<entry>", "channel and number of the entry, as 3f0a…:12; the number alone where there is one channel").argument("<field...>", "names of the fields")).action((folder: string, at: string, fields: readonly string[]) => void done(ledgerErase(folder, at, fields, out)));
  json(ledger.command("beat").description("Add an entry to the root log though nothing was said, and with --channels an empty record to every channel: run it at a fixed pace, and sizes tell nothing.").argument("<dir>", "folder of the ledger"))
    .option("--channels", "in every channel too")
    .action((folder: string, options) => void done(ledgerBeat(folder, options, out)));
  json(ledger.command("trust").description("Trust the logs of another party to show its keys, on the word of your officers: its persons can then approve releases here.").argument("<dir>", "folder of the ledger").argument("<policy>", "policy.txt of the other party, obtained by a way of its own"))
    .requiredOption("--party <code>", "the other party")
    .option("--label <label>", "label of the record (default: that of the first channel)")
    .action((folder: string, policy: string, options) => void done(ledgerTrust(folder, policy, options, out)));
}
