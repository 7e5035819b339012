import { type Command, InvalidArgumentError } from "commander";
import type { Out } from "../out.ts";
import { ledgerAppend } from "./append.ts";
import { ledgerBackup, ledgerRestore } from "./backup.ts";
import { ledgerBeat } from "./beat.ts";
import { adoptIntent, cellsOf, draftShow, draftSign, draftUndo, ledgerDraft, tableFile } from "./draft.ts";
import { ledgerCheckpoint } from "./checkpoint.ts";
import { ledgerErase } from "./erase.ts";
import { ledgerExport } from "./export.ts";
import { ledgerImport } from "./import.ts";
import { importIntent } from "./import-intent.ts";
import { ledgerInit } from "./init.ts";
import { ledgerLabels } from "./labels.ts";
import { ledgerKey } from "./key.ts";
import { ledgerLog } from "./log.ts";
import { ledgerDecide, ledgerReceive } from "./receive.ts";
import { ledgerTrust } from "./trust.ts";
import { ledgerVerify } from "./verify.ts";
import { witnessCommand } from "./witness.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const place = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("Write the number of the entry, from 0.");
  return Number(value);
};
const hours = (value: string): number => {
  if (!(Number(value) > 0)) throw new InvalidArgumentError("Write a number of hours above 0.");
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
  ledger.command("key").description("Make a key that signs records, and print the draft that enrols it: append it, and the key counts from then on.").argument("<file>", "file of the key, a new one; officer-N.key in the folder keys of a ledger signs there")
    .requiredOption("--name <name>", "a new name, as PARTY/officer-3 for officer-3.key")
    .option("--officer", "it may enrol and revoke others, and open channels")
    .option("--person <name>", "whose key it is, where the person has had another: its name")
    .action((file: string, options) => void done(ledgerKey(file, options, out)));
  json(ledger.command("log").description("Show what was said, when, by whom and under which label.").argument("<dir>", "folder of the ledger"))
    .option("--channel <name>", "one channel")
    .option("--at <moment>", "as it was: after so many commits, at a time, or at a signed checkpoint")
    .option("--from <place>", "from this entry on", place)
    .option("--type <type>", "records of one type")
    .action((folder: string, options) => void done(ledgerLog(folder, options, out)));
  ledger.command("checkpoint").description("Print the latest signed checkpoint, with its witnesses: kept in a file it names this state for --at, and shows whether a later one goes on from it.").argument("<dir>", "folder of the ledger")
    .option("--channel <name>", "of a channel (default: of the root that binds them all)")
    .action((folder: string, options) => void done(ledgerCheckpoint(folder, options, out)));
  json(ledger.command("verify").description("Check a ledger or an export: signatures, paths, witnesses. Needs no network and no trust in its keeper.").argument("<path>", "folder of a ledger, or an export file"))
    .option("--policy <file>", "trust policy to check against, in place of the one that came with it")
    .option("--labels-to <folder>", "write the label policies and rosters that it states into a new folder")
    .option("--fresh-within <hours>", "age from which a state is said to be stale (ledger.checkpoint-age)", hours)
    .action((path: string, options) => void done(ledgerVerify(path, options, out)));
  json(ledger.command("backup").description("Copy a ledger into a new folder, verified, also while others append to it. Keys are not copied.").argument("<dir>", "folder of the ledger").argument("<to>", "new folder")).action((folder: string, to: string, options) => void done(ledgerBackup(folder, to, options, out)));
  json(ledger.command("restore").description("Put a backup where there is no ledger, verified before and after.").argument("<from>", "folder of the backup").argument("<dir>", "folder of the ledger, without one")).action((from: string, folder: string, options) => void done(ledgerRestore(from, folder, options, out)));
  json(ledger.command("export").description("Write records with their proofs into one file, or the data set they make into a folder.").argument("<dir>", "folder of the ledger; with --data also one that holds a ledger for each party").argument("<to>", "file, or new folder with --data"))
    .option("--channel <name>", "a channel, by its name or its label; may be repeated", collect, [])
    .option("--as <nation:level>", "the channels that this reader may read")
    .option("--type <type>", "records of this type; may be repeated", collect, [])
    .option("--without <field>", "withhold a field that can be; may be repeated", collect, [])
    .option("--root", "with the root that binds the channels together, for the party's own auditors: it tells how many commits there were")
    .option("--basis", "with what released figures were made from, for those who audit releases")
    .option("--data", "the data set instead of the records")
    .option("--at <moment>", "with --data: as it was after so many commits, at a time, or at a signed checkpoint")
    .action(async (folder: string, to: string, options) => void done(await ledgerExport(folder, to, options, out)));
  json(ledger.command("witness").description("As a witness: check that a log only grew since it was last seen, and sign that.").argument("[dir]", "folder of the ledger"))
    .option("--key <file>", "key of the witness")
    .option("--name <name>", "name of the witness")
    .option("--serve <port>", "answer logs that ask over HTTP (C2SP tlog-witness), until it is stopped")
    .option("--host <address>", "with --serve: where it listens", "127.0.0.1")
    .option("--policy <file>", "with --serve: policy.txt of a ledger that it looks at; may be repeated", collect, [])
    .option("--url <address>", "as the log: ask the witness at this address, and keep its lines")
    .option("--new", "make the key, and print what goes into trust policies")
    .option("--log <name>", "only this log; may be repeated", collect, [])
    .option("--state <file>", "what the witness has seen (default: beside the key)")
    .action(async (folder: string | undefined, options) => void done(await witnessCommand(folder, options, out)));
  json(ledger.command("erase").description("Erase hidden fields of an entry for good; every proof stays.").argument("<dir>", "folder of the ledger").argument("<entry>", "channel and number of the entry, as 3f0a…:12; the number alone where there is one channel").argument("<field...>", "names of the fields")).action((folder: string, at: string, fields: readonly string[]) => void done(ledgerErase(folder, at, fields, out)));
  json(ledger.command("beat").description("Add an entry to the root log though nothing was said, and with --channels an empty record to every channel: run it at a fixed pace, and sizes tell nothing.").argument("<dir>", "folder of the ledger"))
    .option("--channels", "in every channel too")
    .action((folder: string, options) => void done(ledgerBeat(folder, options, out)));
  json(ledger.command("trust").description("Trust the logs of another party to show its keys, on the word of your officers: its persons can then approve releases here.").argument("<dir>", "folder of the ledger").argument("<policy>", "policy.txt of the other party, obtained by a way of its own"))
    .requiredOption("--party <code>", "the other party")
    .option("--label <label>", "label of the record (default: that of the first channel)")
    .action((folder: string, policy: string, options) => void done(ledgerTrust(folder, policy, options, out)));
  json(ledger.command("labels").description("State in every channel what its labels mean, on the word of your officers: an export then says it too.").argument("<dir>", "folder of the ledger"))
    .requiredOption("--policy <file>", "SPIF of the label policy")
    .option("--roster <file>", 'members of its groups, as {"GROUP":["MEMBER"]}')
    .option("--from <day>", "day from which the roster holds")
    .action((folder: string, options) => void done(ledgerLabels(folder, options, out)));
  json(ledger.command("import").description("Put a data set into the ledgers of its owners: each row goes to the nation it speaks of, the rest to the steward.").argument("<dir>", "folder with one ledger for each party").argument("<dataset>", "folder of a data set"))
    .requiredOption("--steward <code>", "party that keeps what speaks of no nation")
    .option("--label <label>", "label of what carries none of its own")
    .option("--hide <field>", "make a field one that can be withheld and erased; may be repeated", collect, [])
    .option("--init", "make the ledgers that are missing")
    .option("--officers <count>", "officers of a ledger that is made", officers, 2)
    .action(async (folder: string, what: string, options) => void done(await ledgerImport(folder, what, options, out)));
  json(ledger.command("receive").description("Take another party's export into a copy of its logs; a log that shows two histories is stopped, and the proof kept.").argument("<dir>", "folder of your ledger").argument("<file>", "export of the other party"))
    .requiredOption("--policy <file>", "trust policy of the other party, obtained by a way of its own")
    .action((folder: string, file: string, options) => void done(ledgerReceive(folder, file, options, out)));
  ledger.command("decide").description("Go on with a log that showed two histories: signed by two persons.").argument("<dir>", "folder of your ledger").argument("<origin>", "the log")
    .requiredOption("--reason <text>", "why")
    .option("--label <label>", "label of the record")
    .action((folder: string, origin: string, options) => void done(ledgerDecide(folder, origin, options, out)));
  draftCommands(ledger, { json, out, done });
}

/** What is drafted is checked at once, can be taken back, and is signed in one commit. */
function draftCommands(ledger: Command, { json, out, done }: { readonly json: (it: Command) => Command; readonly out: Out; readonly done: (code: number) => void }): void {
  const draft = ledger.command("draft").description("Draft what a ledger is to say, look at it, take it back, and sign it.");
  const drafted = (it: Command): Command => json(it).option("--label <label>", "label of what carries none of its own").option("--beside <dir>", "folder of the ledgers that this one stands among, to check against");
  const dir = "folder of the ledger";
  drafted(draft.command("put").description("A new fact.").argument("<dir>", dir).argument("<table>", "for example holdings").argument("<cell...>", "column=value")).action((folder: string, table: string, cells: readonly string[], options) => void done(ledgerDraft(folder, "put", () => ({ kind: "put", file: tableFile(table), cells: cellsOf(cells) }), options, out)));
  drafted(draft.command("correct").description("Another fact in the place of one that is there, which it names.").argument("<dir>", dir).argument("<table>", "for example holdings").argument("<id>", "fact that is wrong").argument("<cell...>", "column=value")).action((folder: string, table: string, id: string, cells: readonly string[], options) => void done(ledgerDraft(folder, "correct", () => ({ kind: "correct", file: tableFile(table), id, cells: cellsOf(cells) }), options, out)));
  drafted(draft.command("withdraw").description("A fact that holds no longer.").argument("<dir>", dir).argument("<table>", "for example holdings").argument("<id>", "fact"))
    .requiredOption("--reason <text>", "why")
    .action((folder: string, table: string, id: string, options) => void done(ledgerDraft(folder, "withdraw", () => ({ kind: "withdraw", file: tableFile(table), id, reason: options.reason }), options, out)));
  drafted(draft.command("answer").description("What a nation answers to its target.").argument("<dir>", dir))
    .requiredOption("--nation <code>", "who answers")
    .requiredOption("--leaf <code>", "capability of the target")
    .requiredOption("--response <word>", "accept, reserve or decline")
    .option("--quantity <number>", "what it accepts, for a reserve")
    .option("--first-year <year>", "year from which it accepts in full, for a reserve")
    .requiredOption("--reason <text>", "why, in the nation's words")
    .requiredOption("--source <id>", "source of the answer")
    .action((folder: string, options) => void done(ledgerDraft(folder, "answer", () => ({ kind: "answer", nation: options.nation, capability: options.leaf, response: options.response, reason: options.reason, source: options.source, ...(options.quantity !== undefined && { quantity: options.quantity }), ...(options.firstYear !== undefined && { firstYear: options.firstYear }) }), options, out)));
  drafted(draft.command("adopt").description("The aligned plan, as what the next plan departs from; a nation adopts what it buys itself.").argument("<dir>", dir).argument("<data>", "data set or ledgers that the plan is made on"))
    .requiredOption("--reason <text>", "who agreed to it, and when")
    .requiredOption("--source <id>", "source of the plan")
    .option("--path <name>", "budget path")
    .action(async (folder: string, data: string, options) => {
      const intent = await adoptIntent(data, options, out);
      done(ledgerDraft(folder, "adopt", () => intent, options, out));
    });
  drafted(draft.command("import").description("All that is new, changed or gone in a data set.").argument("<dir>", dir).argument("<dataset>", "folder of a data set"))
    .option("--hide <field>", "make a field one that can be withheld and erased; may be repeated", collect, [])
    .action(async (folder: string, what: string, options) => {
      const intent = await importIntent(what, options.hide);
      done(ledgerDraft(folder, "import", () => intent, options, out));
    });
  json(draft.command("show").description("What waits to be signed, each draft with the digest that approvals bind.").argument("<dir>", dir)).action((folder: string, options) => void done(draftShow(folder, options, out)));
  draft.command("undo").description("Take the last step back.").argument("<dir>", dir).action((folder: string) => void done(draftUndo(folder, out)));
  json(draft.command("sign").description("Sign all that waits and append it in one commit.").argument("<dir>", dir)).action((folder: string, options) => void done(draftSign(folder, options, out)));
}
