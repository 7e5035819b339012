import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { DEMAND_FORMS, LEVER_FORMS } from "#views";
import { answerCommand, answersCommand } from "./answers.ts";
import { assessCommand } from "./assess.ts";
import { checkCommand } from "./check.ts";
import { compareCommand } from "./compare.ts";
import { demandCommand } from "./demand.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { Complaint, EXIT, MEND_LATE } from "./exit-codes.ts";
import { dutyCommands } from "./duties.ts";
import { explainCommand } from "./explain.ts";
import { exportModelCommand } from "./export-model.ts";
import { gainsCommand } from "./gains.ts";
import { labelCommands } from "./label.ts";
import { ledgerCommands } from "./ledger/commands.ts";
import { type Out, terminal } from "./out.ts";
import { planCommand } from "./plan.ts";
import { pledgesCommand } from "./pledges.ts";
import { releaseCommands } from "./release/commands.ts";
import { reviewCommand } from "./review.ts";
import { scenariosCommand } from "./scenarios.ts";
import { sensitivityCommand } from "./sensitivity.ts";
import { signInCommands } from "./sign-in-commands.ts";
import { solveCommand } from "./solve.ts";
import { studyColumnsCommand, studyCommand, studyFitCommand, studyGridCommand, studyPriorsCommand, studyQuestionCommand } from "./study.ts";
import { wrap } from "./table.ts";
import { targetsCommand } from "./targets.ts";
import { whatIfCommand } from "./what-if.ts";
import { verifyCommand } from "./verify.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const list = (value: string): readonly string[] => value.split(",").map((it) => it.trim()).filter((it) => it !== "");
const year = (value: string): number => {
  if (!/^\d{4}$/.test(value)) throw new InvalidArgumentError("Write the year with four digits, for example 2030.");
  return Number(value);
};

const positive = (value: string): number => {
  const number = Number(value);
  if (value.trim() === "" || !(number > 0)) throw new InvalidArgumentError("Write a number above 0.");
  return number;
};
const wholeNumber = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("Write a whole number, for example 7.");
  return Number(value);
};
const share = (value: string): number => {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number < 1)) throw new InvalidArgumentError("Write a share from 0 to 1, for example 0.01.");
  return number;
};

// What most commands read.
const DATA_SET = "folder of the data set, with its datapackage.json";

/** Runs the command line and answers the exit code. Never throws for bad input. */
export async function main(argv: readonly string[], out: Out = terminal(argv.includes("--quiet"))): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command("node bin/concord.mjs")
    .description("Open planning for a collective-defence alliance: what allies hold, where shortfalls persist, who can lead, what each is asked for, and the aligned plan beside the uncoordinated one.")
    .version("0.1.0")
    .exitOverride()
    .configureHelp({ minWidthToWrap: NARROWEST, boxWrap: (text, width) => (width < NARROWEST ? text : text.split("\n").map((it) => wrap(it, width)).join("\n")) })
    .configureOutput({ writeOut: (text) => out.print(text.trimEnd()), writeErr: (text) => out.say(text.trimEnd()) })
    .showSuggestionAfterError()
    .addHelpText("after", "\nExit codes: 0 done, 1 errors in the data (with --strict), in pledges or in a plan (verify), or demands that cannot all hold, 2 wrong use, 3 nothing to read, 4 no plan, 130 stopped.\nGuide: docs/guide/command-line.md");
  const command = (name: string, description: string, { argument, about }: { readonly argument: string; readonly about: string } = { argument: "<dir>", about: DATA_SET }): Command =>
    program
      .command(name)
      .description(description)
      .argument(argument, about)
      .option("--as <nation:level[:groups[:values]]>", "as this reader may see it: only what its label lets in (views for study, no sign-in)")
      .option("--at <moment>", "a ledger as it was: after so many commits, at a time, or at the signed checkpoint in a file")
      .option("--json", "print the whole result as JSON")
      .option("--quiet", "no progress on standard error");
  const run = (it: Command): Command => it.option("--path <name>", "budget path instead of the data set's own").option("--whole [seconds]", "choose agreements, leads and adoptions within the model, at most so long an objective (60)", positive).option("--lines", "with --whole: also what convertible lines make in each year, and whether lines below their least rate close or are paid for").option("--set <parameter=value>", "set a parameter for this run; may be repeated", collect, []);

  command("check", "Check a data set: every finding with file, row, column, and how to mend it.")
    .option("--strict", "exit with 1 when there are errors")
    .option("--level <level>", "print findings from this level on: error, warning or notice", "notice")
    .option("--all", "list every notice, not one of each kind and file")
    .action(async (folder: string, options) => void (code = await checkCommand(folder, options, out)));
  run(command("assess", "Assess coverage: required against available, priority shortfalls, lead roles, N-1, duplication."))
    .option("--year <year>", "year to look at", year)
    .option("--leaf <code>", "one capability in full")
    .action(async (folder: string, options) => void (code = await assessCommand(folder, options, out)));
  run(command("targets", "Apportion the requirements: what each ally is asked for, and the residual multinational targets."))
    .option("--year <year>", "year of the targets", year)
    .option("--nation <code>", "one ally in full")
    .action(async (folder: string, options) => void (code = await targetsCommand(folder, options, out)));
  run(command("scenarios", "Decide the first years for uncertain budgets, deliveries, costs and requirements: what to do now, what can wait, what knowing more is worth. On data of the shipped size some minutes; stopped, nothing is kept."))
    .option("--file <file>", "scenarios in JSON (default: ten drawn from the parameters)")
    .option("--seed <number>", "draw the standard scenarios anew", wholeNumber)
    .option("--quick", "leave out reserves and the plans made for one scenario")
    .action(async (folder: string, options) => void (code = await scenariosCommand(folder, options, out)));
  run(command("sensitivity", "Make the plan again under every other assumption, and say which conclusions survive and which flip. On data of the shipped size an hour or more; plans made once are kept, so it can be stopped and run again."))
    .option("--only <ids>", "only these parameters, separated by commas", list)
    .action(async (folder: string, options) => void (code = await sensitivityCommand(folder, options, out)));
  run(command("answers", "Show how allies answered their targets, and what each answer asks of every other ally."))
    .option("--nation <code>", "the answers of one ally")
    .option("--plan", "also make the plan without these answers, and show what they do to it")
    .action(async (folder: string, options) => void (code = await answersCommand(folder, options, out)));
  run(command("answer", "Record an ally's answer to a target in answers.csv, and show who must take up the rest."))
    .option("--nation <code>", "who answers")
    .option("--leaf <code>", "capability of the target")
    .option("--file <file>", "answers in a CSV file, such as the page of targets saves: all of them or none")
    .option("--accept", "the target stands")
    .option("--decline", "none of it is accepted")
    .option("--reserve [quantity]", "only so much of it is accepted, or all of it later (--from)")
    .option("--from <year>", "year from which a reserved target is accepted in full", year)
    .option("--reason <text>", "why, in the words of the ally")
    .option("--source <id>", "source of the answer in sources.csv (default: that of the last answer, else `answers`)")
    .option("--label <id>", "confidentiality label (default: that of the last answer, else of the requirement)")
    .option("--as-of <date>", "date of the answer (default: the picture's)")
    .option("--effect", "also make the plan with and without this answer, and show the difference")
    .option("--undo", "take the last change of answers.csv back")
    .action(async (folder: string, options) => void (code = await answerCommand(folder, options, out)));
  command("import", "Read a national spreadsheet (XLSX or CSV) as one table: what is wrong by line and column, what would be added, changed and withdrawn. Exit code 1: there are errors, and nothing was written.")
    .argument("<file>", "spreadsheet")
    .option("--nation <code>", "whose rows they are; without it, of several")
    .option("--map <file>", "map of its columns to ours, from --save-map or the page of the data; without it, the one that is proposed")
    .option("--save-map <file>", "write the map that was used, to look at, change and use again")
    .option("--kind <kind>", "kind of record (default: the map's, else the one that fits best)")
    .option("--template", "write an empty sheet of --kind to fill in, as the workbook <file>, and read nothing")
    .option("--sheet <name>", "sheet of a workbook (default: the map's, else the first)")
    .option("--set <column=value>", "what stands in every row whose own cell is empty; may be repeated", collect, [])
    .option("--whole", "the spreadsheet is all that the nation has in this table: withdraw what it lacks")
    .option("--own-source [title]", "the sheet itself is the source of rows that name none that is recorded; it is added to the sources (default: by the file's name and the nation)")
    .option("--own-source-date <date>", "with --own-source: date of the sheet (default: the latest of its rows)")
    .option("--own-source-licence <terms>", "with --own-source: terms under which its figures may be passed on")
    .option("--own-source-class <class>", "with --own-source: A, they may be passed on; B, under conditions; C, not (default: A)")
    .option("--leave-out-errors", "leave out rows with an error, and take the rest")
    .option("--table <file>", "write the rows as a table of ours, as CSV")
    .option("--write", "change the table of the folder, or draft the changes in a ledger, to be signed with `node bin/concord.mjs ledger draft sign`")
    .option("--label <label>", "with --write in a ledger: label of what carries none of its own")
    .option("--beside <dir>", "with --write in a ledger: folder of the ledgers that it stands among, to check against")
    .action(async (folder: string, file: string, options) => void (code = await (await import("./import.ts")).importCommand(folder, file, options, out)));
  run(command("review", "Review a year (NDPP Step 5): targets asked, answered and met per ally, what is left, and how fairly it falls."))
    .option("--year <year>", "year of the review (default: the middle of the plan)", year)
    .option("--nation <code>", "one ally in full")
    .option("--plan", "make the plan first where it is not made yet")
    .option("--since <dir>", "also review the same year on an earlier data set, and show progress")
    .action(async (folder: string, options) => void (code = await reviewCommand(folder, options, out)));
  run(command("gains", "Share what each joint agreement saves so that no group of allies is better off alone, and balance work against cost."))
    .option("--agreement <id>", "share one agreement only: its id or its system")
    .option("--fresh", "compute the plan anew instead of reading a stored result")
    .action(async (folder: string, options) => void (code = await gainsCommand(folder, options, out)));
  run(command("pledges", "Clear sealed conditional pledges to a joint buy: who is in, at what price, and what not coordinating would cost.", { argument: "<file>", about: "CSV file of pledges, as docs/guide/joint-buys.md shows" }))
    .option("--data <dir>", "data set whose price curve and labels are used")
    .option("--system <id>", "system of that data set which is bought")
    .action(async (file: string, options) => void (code = await pledgesCommand(file, options, out)));
  run(command("plan", "Plan alone and aligned, and price the difference."))
    .option("--fresh", "compute anew instead of reading a stored result")
    .option("--nation <code>", "the actions of one ally")
    .action(async (folder: string, options) => void (code = await planCommand(folder, options, out)));
  run(command("report", "Write the report for ministers as PDF (tagged, PDF/UA) and as a workbook, with marking, sources and run key."))
    .option("--pdf <file>", "PDF to write")
    .option("--xlsx <file>", "workbook to write")
    .addOption(new Option("--language <code>", "language of both").choices(["en", "fr"]).default("en"))
    .option("--run <key>", "refuse unless the data and the choices make this run: its key, or how it begins")
    .option("--fresh", "compute the plan anew instead of reading a stored result")
    .action(async (folder: string, options) => void (code = await (await import("./report.ts")).reportCommand(folder, options, out)));
  run(command("verify", "Count every figure of a stored or exported plan again from the records: exit with 1 where one differs."))
    .argument("[file]", "what `node bin/concord.mjs plan --json` printed; without it, the stored result of the same run")
    .action(async (folder: string, file: string | undefined, options) => void (code = await verifyCommand(folder, file, options, out)));
  command("compare", "Compare plans: two data sets, or one under two budget paths or settings. On data of the shipped size some minutes where neither plan is stored.")
    .argument("[other]", "a second data set")
    .option("--path <name>", "budget path; give it twice to compare two", collect, [])
    .option("--set <parameter=value>", "set a parameter in the second plan; may be repeated", collect, [])
    .option("--fresh", "compute anew instead of reading stored results")
    .option("--whole [seconds]", "both plans with agreements, leads and adoptions chosen within the model, at most so long an objective (60); alone, the plan by rule with that one", positive)
    .option("--lines", "with --whole: also what convertible lines make, and whether lines below their least rate close")
    .option("--alone", "compare the plan that allies make alone with the aligned one of the same run")
    .option("--top <count>", "how many differences are printed (default 20; --json has all)")
    .action(async (folder: string, other: string | undefined, options) => void (code = await compareCommand(folder, other, options, out)));
  run(command("explain", "Answer why of one figure, down to the documents."))
    .argument("[key]", "key of the figure, from a `why` field; without it, what can be asked")
    .action(async (folder: string, key: string | undefined, options) => void (code = await explainCommand(folder, key, options, out)));
  run(command("demand", "Ask whether hard demands on the plan can all hold; if not, which few of them clash with which facts, and the least way out. Exit code 1: they cannot."))
    .option("--cover <demand>", `capability covered from a year on: ${DEMAND_FORMS.cover}; may be repeated, like all that follow`, collect, [])
    .option("--stock <demand>", `stock target met from a year on: ${DEMAND_FORMS.stock}`, collect, [])
    .option("--budget <demand>", `an ally spends no more a year: ${DEMAND_FORMS.budget}`, collect, [])
    .option("--spend <demand>", `all spend no more: ${DEMAND_FORMS.spend}`, collect, [])
    .option("--keep <programme>", "a programme is delivered in full in its announced years", collect, [])
    .option("--delay <demand>", `a programme comes late by whole years: ${DEMAND_FORMS.delay}`, collect, [])
    .option("--line-lost <demand>", `a line makes nothing: ${DEMAND_FORMS["line-lost"]}`, collect, [])
    .option("--without-lead <demand>", `an ally does not lead a capability: ${DEMAND_FORMS["without-lead"]}`, collect, [])
    .option("--order <demand>", `an ally buys at least, or at most, so many: ${DEMAND_FORMS.order}`, collect, [])
    .action(async (folder: string, options) => void (code = await demandCommand(folder, options, out)));
  run(command("what-if", "Change levers and see what the aligned plan becomes: a quick answer with a proven gap, then the exact one."))
    .option("--budget <lever>", `budget of an ally: ${LEVER_FORMS.budget}; CHANGE is +5%, -5%, x1.2 or a new number; may be repeated, like all that follow`, collect, [])
    .option("--requirement <lever>", `requirement of a capability: ${LEVER_FORMS.requirement}`, collect, [])
    .option("--cap <lever>", `most that one ally may count of a capability: ${LEVER_FORMS.cap}`, collect, [])
    .option("--priority <lever>", `weight of a capability: ${LEVER_FORMS.priority}`, collect, [])
    .option("--price <lever>", `price of a system: ${LEVER_FORMS.price}`, collect, [])
    .option("--capacity <lever>", `what a line can make: ${LEVER_FORMS.capacity}`, collect, [])
    .option("--nation-out <nation>", "an ally leaves the plan", collect, [])
    .option("--line-lost <lever>", `a line makes nothing: ${LEVER_FORMS["line-lost"]}`, collect, [])
    .option("--standard <lever>", `every ally has a standard by a year: ${LEVER_FORMS.standard}`, collect, [])
    .option("--decline <lever>", `an ally declines a target: ${LEVER_FORMS.decline}`, collect, [])
    .option("--delay <lever>", `a programme comes later: ${LEVER_FORMS.delay}`, collect, [])
    .action(async (folder: string, options) => void (code = await whatIfCommand(folder, options, out)));
  run(command("serve", "Serve the web application on this machine."))
    .option("--port <port>", "port", "4120")
    .option("--sign-in <file>", "let people sign in, and show each what the directory clears them for: docs/guide/operator.md")
    .option("--log", "write a line of JSON a request to standard output: route, status, time, decision; no query, body or value")
    .action(async (folder: string, options) => void (code = await (await import("./serve.ts")).serveCommand(folder, options, out)));
  signInCommands(program, { out, done: (it) => void (code = it), positive });
  labelCommands(program, { out, done: (it) => void (code = it) });
  dutyCommands(program, { out, done: (it) => void (code = it) });
  ledgerCommands(program, { out, done: (it) => void (code = it) });
  releaseCommands(program, { out, done: (it) => void (code = it) });
  program
    .command("solve")
    .description("Solve any linear or whole-number model in MPS or LP format, and check the answer by arithmetic.")
    .argument("<file>", "model: .mps or .lp, packed with gzip (.gz) or not")
    .option("--json", "print the whole report as JSON")
    .option("--quiet", "no progress on standard error")
    .option("--mip-gap <share>", "gap at which a whole-number model counts as solved", share, 1e-4)
    .option("--time <seconds>", "most time to solve", positive, 3600)
    .option("--solver <name>", "wasm (HiGHS within this program) or native (`highs` on the PATH)")
    .option("--algorithm <name>", "for linear models: simplex or ipm")
    .option("--no-crossover", "let interior point end away from a vertex")
    .option("--no-search", "whole-number models: only the solver, without a search beside it on a second thread")
    .option("--no-race", "linear models: not simplex and interior point at once, on two threads, until the first is done")
    .option("--memory <megabytes>", "most memory of the solver", positive)
    .option("--threads <count>", "threads of the native solver", positive)
    .option("--solution <file>", "write the value of every column to a file")
    .option("--progress", "tell incumbent and bound as they move, even where standard error is no terminal")
    .action(async (file: string, options) => void (code = await solveCommand(file, options, out)));
  run(program.command("export-model").description("Write the aligned model of a data set in MPS or LP format, for another solver.").argument("<dir>", DATA_SET).option("--quiet", "no progress on standard error"))
    .option("--levers <list>", "levers open, with commas: dates, lots, roles, standards; or none (default: all)")
    .option("--objective <name>", "shortfall, money, violations or deviation", "shortfall")
    .option("--format <name>", "mps or lp", "mps")
    .option("--names <style>", "planner (what a row or column is about) or anonymous", "planner")
    .option("-o, --output <file>", "file to write; without it, standard output")
    .action(async (folder: string, options) => void (code = await exportModelCommand(folder, options, out)));

  const drawn = (it: Command): Command =>
    it
      .option("--draws <count>", "draws of every bootstrap (2000)", wholeNumber)
      .option("--seed <number>", "seed of all draws (1914)", wholeNumber)
      .option("--threads <count>", "threads to use; the result is the same on any number", wholeNumber)
      .option("--json", "print the whole result as JSON")
      .option("--quiet", "no progress on standard error");
  const study = drawn(program.command("study").description("the record since 1914: what goes with alliances, seven questions and any model of your own, on the tables of data/history"))
    .option("-o, --output <dir>", "write study.md and study.json.gz there")
    .option("--pdf <file>", "write the report as tagged PDF")
    .addOption(new Option("--language <code>", "language of the PDF, and of `study columns`").choices(["en", "fr"]).default("en"))
    .option("--shipped", "take the run that comes with the project instead of running anew")
    .action(async (options) => void (code = await studyCommand(options, out)));
  drawn(study.command("question").description("one of the seven questions, Q1 to Q7").argument("<id>", "Q1 to Q7").option("--shipped", "as the run that comes with the project has it, instead of running anew")).action(async (id: string, options) => void (code = await studyQuestionCommand(id, { ...study.opts(), ...options }, out)));
  drawn(study.command("grid").description("the robustness grid of the first two questions: what every combination of choices says of a pact").option("--shipped", "as the run that comes with the project has it, instead of running anew")).action(async (options) => void (code = await studyGridCommand({ ...study.opts(), ...options }, out)));
  study
    .command("fit")
    .description("fits a model of your own, which is labelled exploratory")
    .requiredOption("--spec <file>", "specification as JSON, or - for standard input (docs/guide/study.md)")
    .option("--json", "print the whole result as JSON")
    .action(async (options) => void (code = await studyFitCommand({ ...study.opts(), ...options }, out)));
  study
    .command("priors")
    .description("what a plan may take from the record: wide ranges, and which conclusions they decide")
    .argument("[dir]", "folder of a data set: what the chance that commitments are honoured does to the capabilities covered there")
    .option("--year <year>", "year of the data set to look at", wholeNumber)
    .option("--path <name>", "budget path instead of the data set's own")
    .option("--as <reader>", "as this reader may see it")
    .option("--at <moment>", "a ledger as it was")
    .option("--set <prior=value>", "another value, or low:base:high, in place of a prior; may be repeated", collect, [])
    .option("--json", "print them as JSON")
    .action(async (folder: string | undefined, options) => void (code = await studyPriorsCommand(folder, { ...study.opts(), ...options }, out)));
  study
    .command("columns")
    .description("columns that a specification can name")
    .option("--data <table>", "panel, bremer, alliances, reliability, fulfilment or wars", "panel")
    .option("--json", "print them as JSON")
    .action((options) => void (code = studyColumnsCommand({ ...study.opts(), ...options }, out)));

  group(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof Complaint) {
      out.say(`${error.message}${error.mend === "" ? "" : `\n${error.mend}`}`);
      return error.code;
    }
    const trouble = diskTrouble(error);
    if (trouble !== undefined) {
      out.say(`${trouble.message}\n${trouble.mend}`);
      return trouble.code;
    }
    if (error instanceof Error && error.name === "NoAnswerError") {
      out.say(`No plan could be made: ${error.message}\n${MEND_LATE}`);
      return EXIT.noPlan;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    out.say(`Concord has a bug, or the machine failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 70;
  }
}

// Room below which help is not wrapped. Unit: characters.
const NARROWEST = 20;

/** The commands in the order in which somebody new meets them. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ["Start here:", ["check", "assess", "plan", "serve"]],
  ["Ask for more:", ["targets", "review", "explain", "what-if", "demand", "compare", "scenarios", "sensitivity", "gains", "pledges", "report", "verify"]],
  ["Bring in data:", ["import", "answer", "answers"]],
  ["Records, labels, duties:", ["ledger", "release", "label", "duties", "sign-in"]],
  ["Models and history:", ["solve", "export-model", "study"]],
];

/** Puts every command into its group for `--help`. */
function group(program: Command): void {
  const named = new Map(program.commands.map((it) => [it.name(), it]));
  for (const [heading, names] of GROUPS) for (const name of names) named.get(name)?.helpGroup(heading);
}
