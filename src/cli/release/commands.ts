import type { Command } from "commander";
import type { Out } from "../out.ts";
import { releaseApprove } from "./approve.ts";
import { releaseList } from "./list.ts";
import { releasePropose } from "./propose.ts";
import { releasePublish } from "./publish.ts";
import { releaseShow } from "./show.ts";
import { releaseWithdraw } from "./withdraw.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const DIR = "folder of the ledger";
const BESIDE = "folder of the ledgers that this one stands among: their rows and labels count too";
const FILE = "file of the release, which persons pass on";

/** The commands about releases. `done` takes the exit code. */
export function releaseCommands(program: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  const release = program.command("release").description("Release a figure to readers of a lower label: approved by two persons of every nation whose consent it carries.");
  const json = (it: Command): Command => it.option("--json", "print the whole result as JSON").option("--quiet", "no progress on standard error");
  json(release.command("propose").description("Write down what is to be released, to whom, why and until when, in a file for those who approve.").argument("<dir>", DIR).argument("<file>", FILE))
    .option("--figure <table:id>", "row to release, for example holdings.csv:h.1")
    .option("--query <question>", "question whose answer is to be released")
    .option("--value <answer>", "the answer, as it is to be shown")
    .option("--input <table:id>", "row that the figure was made from; may be repeated. All that was read counts, also what did not change the answer", collect, [])
    .option("--without <column>", "column of the row that stays hidden; may be repeated", collect, [])
    .option("--beside <dir>", BESIDE)
    .requiredOption("--to <label>", "label whose readers gain the figure")
    .requiredOption("--reason <text>", "why, for everyone who sees the figure")
    .requiredOption("--until <day>", "last day on which it is shown, for example 2031-12-31")
    .action((folder: string, file: string, options) => void done(releasePropose(folder, file, options, out)));
  json(release.command("show").description("Say in words what a file would release, who gains by it, and who has approved.").argument("<file>", FILE))
    .option("--ledger <dir>", "ledger whose labels and keys are looked up")
    .option("--beside <dir>", BESIDE)
    .action((file: string, options) => void done(releaseShow(file, options, out)));
  json(release.command("approve").description("Approve exactly what the file says, with a key that your nation's ledger has in force.").argument("<file>", FILE).argument("<dir>", "folder of your own nation's ledger"))
    .requiredOption("--key <file>", "your key")
    .requiredOption("--name <name>", "name of your key, for example XAA/officer-1")
    .option("--beside <dir>", BESIDE)
    .option("--yes", "you have read what it says")
    .action((file: string, folder: string, options) => void done(releaseApprove(file, folder, options, out)));
  json(release.command("publish").description("Put an approved release into the ledger; from then on readers of its label see the figure.").argument("<file>", FILE).argument("<dir>", DIR)).option("--beside <dir>", BESIDE).action((file: string, folder: string, options) => void done(releasePublish(file, folder, options, out)));
  json(release.command("list").description("Show the releases of a ledger, and which are in force.").argument("<dir>", DIR))
    .option("--as <nation:level[:groups[:values]]>", "those that this reader may see")
    .action((folder: string, options) => void done(releaseList(folder, options, out)));
  json(release.command("withdraw").description("End a release. What was shown is known to have been.").argument("<dir>", DIR).argument("<id>", "id of the release"))
    .requiredOption("--reason <text>", "why, for everyone who saw it")
    .action((folder: string, id: string, options) => void done(releaseWithdraw(folder, id, options, out)));
}
