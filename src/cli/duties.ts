import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { primitives } from "#adapters/keys";
import {
  type Decision,
  draftHash,
  type DutyEvent,
  inOrder,
  instantText,
  isAct,
  layersOf,
  NO_DUTIES,
  type Policies,
  type Reader,
  sentenceOf,
  submit,
  toldReasons,
} from "#duties";
import { playScenarios, readDutyEvents, type ScenarioResult } from "#exchange";
import { formatFinding } from "#stdx";
import { dutyActCommands } from "./duty-acts.ts";
import { dutySealCommands } from "./duty-seals.ts";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";
import { textOfBytes } from "./text-file.ts";

interface Options {
  readonly json?: boolean;
  readonly language: "en" | "fr";
  readonly reader: Reader;
}

/** Largest file of events or scenarios. Unit: bytes. */
const SIZE_MOST = 4_000_000;

/** The commands about duties. `done` takes the exit code. */
export function dutyCommands(program: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  const duties = program.command("duties").description("Say who may do what in a procurement, and why not.");
  const common = (it: Command): Command =>
    it
      .addOption(new Option("--language <code>", "language of the sentences").choices(["en", "fr"]).default("en"))
      .option("--json", "print the whole result as JSON");
  common(
    duties
      .command("check")
      .description("Decide every event of a file, or every scenario, each with its reasons and how to mend them.")
      .argument("<file>", "JSON: a list of events or of scenarios, as docs/guide/duties.md shows"),
  )
    .addOption(
      new Option("--reader <reader>", "who reads the refusals: others are not told why a person may not")
        .choices(["asker", "integrity", "other"])
        .default("asker"),
    )
    .action(async (file: string, options: Options) => void done(await check(file, options, out)));
  common(duties.command("policies").description("List the rules, each in a sentence.")).action(async (options: Options) => void done(await list(options, out)));
  dutyActCommands(duties, { out, done });
  dutySealCommands(duties, { out, done });
}

/** The shipped policies. The engine is loaded when it is asked for: no other command waits for it. */
async function rules(): Promise<Policies> {
  const { loadPolicies } = await import("#adapters/cedar");
  const loaded = loadPolicies();
  if (loaded.kind === "refused")
    throw new Complaint(
      EXIT.unreadable,
      `The policies do not hold: ${loaded.findings.map((it) => `${it.file}: ${it.message}`).join("; ")}`,
      "Mend the files in data/policies/duties.",
    );
  return loaded.policies;
}

async function list(options: Options, out: Out): Promise<number> {
  const { texts } = await rules();
  if (options.json === true) out.print(JSON.stringify(texts, undefined, 2));
  else {
    for (const effect of ["permit", "forbid"] as const) {
      out.print(`${effect}${effect === "forbid" ? ": stronger than every permit" : ": nothing else is allowed"}`);
      for (const it of texts.filter((one) => one.effect === effect))
        out.print(`  ${it.name}\n${wrap(options.language === "fr" ? it.fr : it.en, out.width, "    ")}`);
    }
  }
  return EXIT.ok;
}

async function check(file: string, options: Options, out: Out): Promise<number> {
  const value = jsonIn(file);
  const policies = await rules();
  const { sha256 } = primitives;
  const tools = { layers: layersOf({ policies, sha256 }), sha256 };
  const isScenario = (it: unknown): boolean => typeof it === "object" && it !== null && ("situation" in it || "attempt" in it);
  const rows: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (rows.length === 0) throw new Complaint(EXIT.unreadable, `${file} holds no event and no scenario.`, "See docs/guide/duties.md for both forms.");
  return rows.some(isScenario)
    ? scenarios(playScenarios(rows, tools), { policies, options, out })
    : events(file, { rows, policies, options, out, layers: tools.layers });
}

interface Told {
  readonly decision: "allow" | "deny";
  readonly flags?: readonly string[];
  readonly reviewDue?: string;
  readonly layer?: string;
  readonly reasons?: readonly { readonly reason: string; readonly sentence: string; readonly mend: string }[];
  readonly until?: string;
  /** What an approval of the draft has to name. */
  readonly hash?: string;
}

/** A decision in words, for a reader. */
function toldOf(decision: Decision, { policies, options }: { readonly policies: Policies; readonly options: Options }): Told {
  if (decision.kind === "allow")
    return {
      decision: "allow",
      ...(decision.flags.length > 0 && { flags: decision.flags }),
      ...(decision.reviewDue !== undefined && { reviewDue: instantText(decision.reviewDue) }),
    };
  const isFrench = options.language === "fr";
  const reasons = toldReasons(decision, options.reader).map(({ reason }) => {
    const it = sentenceOf(policies.texts, reason);
    return { reason, sentence: isFrench ? it.fr : it.en, mend: isFrench ? it.mendFr : it.mendEn };
  });
  return { decision: "deny", layer: decision.layer, reasons, ...(decision.until !== undefined && options.reader !== "other" && { until: decision.until }) };
}

function printTold(title: string, told: Told, out: Out): void {
  const flags = [...(told.flags ?? []).map((it) => `flagged: ${it}`), ...(told.reviewDue === undefined ? [] : [`review due ${told.reviewDue}`])];
  out.print(`${told.decision.padEnd(6)}${title}${flags.length > 0 ? ` (${flags.join("; ")})` : ""}`);
  if (told.hash !== undefined) out.print(`      an approval names ${told.hash}`);
  for (const it of told.reasons ?? []) out.print(wrap(`${it.sentence} ${it.mend} [${it.reason}]`, out.width, "      "));
}

function scenarios(
  results: readonly ScenarioResult[],
  { policies, options, out }: { readonly policies: Policies; readonly options: Options; readonly out: Out },
): number {
  const wrong = results.filter((it) => it.kind === "not-read" || it.difference !== undefined).length;
  if (options.json === true) {
    out.print(
      JSON.stringify(
        results.map((it) =>
          it.kind === "not-read"
            ? { id: it.id, notRead: it.message }
            : { id: it.scenario.id, ...toldOf(it.decision, { policies, options }), ...(it.difference !== undefined && { difference: it.difference }) },
        ),
        undefined,
        2,
      ),
    );
  } else {
    for (const it of results) {
      if (it.kind === "not-read") out.print(wrap(`not read  ${it.id}: ${it.message}`, out.width));
      else {
        printTold(`${it.scenario.id}: ${it.scenario.attempt}`, toldOf(it.decision, { policies, options }), out);
        if (it.difference !== undefined) out.print(wrap(`NOT AS EXPECTED: ${it.difference}`, out.width, "      "));
      }
    }
    out.print(`${results.length} scenarios, ${wrong} not read or not as expected`);
  }
  return wrong === 0 ? EXIT.ok : EXIT.findings;
}

function events(
  file: string,
  {
    rows,
    policies,
    options,
    out,
    layers,
  }: {
    readonly rows: readonly unknown[];
    readonly policies: Policies;
    readonly options: Options;
    readonly out: Out;
    readonly layers: ReturnType<typeof layersOf>;
  },
): number {
  const { events: all, findings } = readDutyEvents(basename(file), rows);
  if (findings.length > 0) {
    for (const it of findings) out.say(wrap(formatFinding(it), out.width));
    throw new Complaint(EXIT.findings, "Nothing was decided: an event left out would change what follows.", "Mend the file and run the command again.");
  }
  let duties = NO_DUTIES;
  const told: { readonly event: DutyEvent; readonly told: Told }[] = [];
  for (const event of all) {
    const answer = submit(layers, { duties, event, around: inOrder(event) });
    duties = answer.duties;
    const draft = answer.decision.kind === "allow" && "content" in event ? duties.drafts[event.draft] : undefined;
    told.push({
      event,
      told: { ...toldOf(answer.decision, { policies, options }), ...(draft !== undefined && { hash: draftHash(primitives.sha256, draft) }) },
    });
  }
  const refused = told.filter((it) => it.told.decision === "deny").length;
  if (options.json === true)
    out.print(
      JSON.stringify(
        {
          events: told.map((it) => ({ at: instantText(it.event.at), kind: it.event.kind, ...it.told })),
          reviews: duties.reviews.map((it) => ({ ...it, due: instantText(it.due) })),
        },
        undefined,
        2,
      ),
    );
  else {
    for (const it of told) printTold(titleOf(it.event), it.told, out);
    for (const it of duties.reviews) out.print(`review of ${it.draft}, made under ${it.emergency}, due ${instantText(it.due)}`);
    out.print(`${told.length} events, ${refused} refused`);
  }
  return refused === 0 ? EXIT.ok : EXIT.findings;
}

const titleOf = (event: DutyEvent): string => `${instantText(event.at)} ${isAct(event) ? `${event.by}: ${event.kind} in ${event.case}` : event.kind}`;

function jsonIn(file: string): unknown {
  let text: string;
  try {
    if (statSync(file).size > SIZE_MOST)
      throw new Complaint(EXIT.unreadable, `${file} is larger than a file of events is read.`, `Keep it below ${SIZE_MOST / 1e6} MB.`);
    text = textOfBytes(file, readFileSync(file));
  } catch (cause) {
    if (cause instanceof Complaint) throw cause;
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Check the path.");
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Complaint(
      EXIT.unreadable,
      `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`,
      "See docs/guide/duties.md for its form.",
    );
  }
}
