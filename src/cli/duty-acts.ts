import type { Command } from "commander";
import { actInCase, appendDrafts, CASE_ACTS, casesOf, type CasesAsk, type DutyCase, dutiesOf, labelsBelow, logName, type OpenLedger, showCase, type ShownCase, writeDuty } from "#app";
import { type Decision, inOrder, isAct, sentenceOf } from "#duties";
import { dutyFieldNames, readDutyEvent } from "#exchange";
import type { Json } from "#ledger";
import type { DutyRules } from "#server";
import { Complaint, EXIT } from "./exit-codes.ts";
import { mustBeAppended, nodeSigner, personKey, putPolicyFile, withLedger, writersOf } from "./ledger/folder.ts";
import { dutyRules } from "./ledger/served.ts";
import { stateOf } from "./ledger/state.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

interface ActOptions {
  readonly by: string;
  readonly case?: string;
  readonly title?: string;
  readonly label?: string;
  readonly sealed?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface CasesOptions {
  readonly case?: string;
  readonly json?: boolean;
}

const dir = "folder of the ledger";

/** The commands that read and write the procurements of a ledger. `done` takes the exit code. */
export function dutyActCommands(duties: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  duties
    .command("register")
    .description("Record who holds a role, stands in for whom, or what rule a nation sets: signed by two officers.")
    .argument("<dir>", dir)
    .argument("<kind>", "role-granted, role-ended, line-set, delegated, delegation-ended, agreement-made, ownership-recorded, ownership-ended or rule-set")
    .argument("[field...]", "field=value, as docs/guide/duties.md lists them")
    .option("--label <label>", "label of the record: it counts in procurements under this label and those above it (default: the lowest of the ledger)")
    .option("--json", "print the whole result as JSON")
    .action(async (folder: string, kind: string, fields: readonly string[], options) => void done(await register(folder, { kind, fields }, options, out)));
  duties
    .command("act")
    .description("Do something in a procurement, or begin one: decided by what the ledger has of it, signed with the person's key.")
    .argument("<dir>", dir)
    .argument("<act>", "for example draft-tender; docs/guide/duties.md lists them")
    .argument("[field...]", "field=value")
    .requiredOption("--by <person>", "who does it: the key lies in the folder keys of the ledger")
    .option("--case <id>", "the procurement; absent: the act begins one")
    .option("--title <text>", "what a procurement that is begun is called")
    .option("--label <label>", "label of one that is begun: who may see it")
    .option("--sealed <label>", "label of what bidders hand in to one that is begun, where it has its own")
    .option("--dry-run", "decide it, and write nothing")
    .option("--json", "print the whole result as JSON")
    .action(async (folder: string, act: string, fields: readonly string[], options) => void done(await doAct(folder, { act, fields }, options, out)));
  duties
    .command("cases")
    .description("Show the procurements of a ledger: who did what, which awards wait for whom, and which records do not count.")
    .argument("<dir>", dir)
    .option("--case <id>", "one alone")
    .option("--json", "print the whole result as JSON")
    .action(async (folder: string, options) => void done(await listCases(folder, options, out)));
}

const lookingAt = (ledger: OpenLedger, { layers }: DutyRules): CasesAsk => ({ layers, ledger, below: labelsBelow([ledger]) });

/** Reads `field=value`; lists and objects are JSON. */
function fieldsIn(pairs: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const content: Record<string, unknown> = {};
  for (const it of pairs) {
    const cut = it.indexOf("=");
    if (cut < 1) throw new Complaint(EXIT.usage, `"${it}" fills no field.`, "Write field=value, for example deadline=2030-09-01T12:00:00Z.");
    const [name, value] = [it.slice(0, cut), it.slice(cut + 1)];
    if (["amount", "currency", "itemClass", "terms"].includes(name)) content[name] = name === "amount" ? numberIn(name, value) : value;
    else fields[name] = name === "interests" && value === "none" ? [] : name === "value" ? numberIn(name, value) : /^[[{]/.test(value) ? jsonIn(name, value) : value;
  }
  if (Object.keys(content).length === 0) return fields;
  const { supplier, ...rest } = fields;
  return { ...rest, content: { ...(supplier !== undefined && { supplier }), ...content } };
}

function numberIn(name: string, value: string): number {
  if (value.trim() === "" || !Number.isFinite(Number(value))) throw new Complaint(EXIT.usage, `${name}=${value} is no number.`, "Write it with digits and a point.");
  return Number(value);
}

function jsonIn(name: string, value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new Complaint(EXIT.usage, `${name}=${value} is no JSON.`, 'Write a list as ["one","two"], and put it in quotes for the shell.');
  }
}

const unread = (message: string): Complaint => new Complaint(EXIT.usage, `The event is not understood: ${message}.`, "docs/guide/duties.md lists every kind with its fields.");

async function register(folder: string, { kind, fields }: { readonly kind: string; readonly fields: readonly string[] }, options: { readonly label?: string; readonly json?: boolean }, out: Out): Promise<number> {
  const rules = await dutyRules();
  return withLedger(folder, (ledger) => {
    const said = fieldsIn(fields);
    const event = readDutyEvent({ ...(dutyFieldNames(kind).includes("nation") && { nation: ledger.party }), ...said, kind, at: ledger.tools.now() });
    if ("fault" in event) throw unread(event.fault);
    if (isAct(event)) throw new Complaint(EXIT.usage, `${kind} is an act, no register.`, `Write: node bin/concord.mjs duties act ${folder} ${kind} --by PERSON …`);
    const label = options.label ?? lowestIn(ledger, folder);
    const writers = writersOf(folder, ledger);
    if (writers.authors.size < 2) throw new Complaint(EXIT.findings, "A register is changed by two officers, and the key of one lies here.", `Enrol another: node bin/concord.mjs ledger key ${folder}/keys/officer-2.key --name ${ledger.party}/officer-2 --officer, and append what it prints.`);
    const { duties } = dutiesOf(rules.layers, ledger);
    const answer = writeDuty(ledger, { layers: rules.layers, duties, event, around: inOrder(event), label, writers });
    if (answer.kind === "refused") return refused(answer.decision, rules, options, out);
    mustBeAppended(answer.append);
    putPolicyFile(folder, ledger);
    const shown = labelShown(label);
    if (options.json === true) out.print(JSON.stringify({ kind, label, written: mustBeAppended(answer.append).written }, undefined, 2));
    else out.print(wrap(`Recorded: ${kind}, signed by ${[...writers.authors.keys()].join(" and ")}. It counts in procurements under ${shown} and labels above it.`, out.width));
    return EXIT.ok;
  });
}

/** The lowest label that the ledger has a table for, else that of its first channel. */
function lowestIn(ledger: OpenLedger, folder: string): Json {
  const { label } = stateOf(ledger, { own: folder });
  return label === "" ? ([...ledger.channels.values()][0]?.book.label ?? "") : label;
}

const labelShown = (label: Json): string => (typeof label === "string" ? label : JSON.stringify(label));

async function doAct(folder: string, { act, fields }: { readonly act: string; readonly fields: readonly string[] }, options: ActOptions, out: Out): Promise<number> {
  const rules = await dutyRules();
  const known = CASE_ACTS.find((it) => it === act);
  if (known === undefined) throw new Complaint(EXIT.usage, `"${act}" is no act of a procurement.`, `They are: ${CASE_ACTS.join(", ")}.`);
  return withLedger(folder, (ledger) => {
    const asking = lookingAt(ledger, rules);
    const id = options.by.startsWith(`${ledger.party}/`) ? options.by.slice(ledger.party.length + 1) : options.by;
    const key = personKey(folder, ledger, id);
    if (key === undefined) throw new Complaint(EXIT.unreadable, `No key of ${ledger.party}/${id} that is in force lies in ${folder}/keys.`, `Make one: node bin/concord.mjs ledger key ${folder}/keys/${id}.key --name ${ledger.party}/${id}, and append what it prints.`);
    const answer = actInCase(asking, { of: caseFor(asking, options), act: known, by: key.key, fields: fieldsIn(fields), assurance: 3 });
    if (answer.kind === "unread") throw unread(answer.message);
    if (answer.kind === "refused") return refused(answer.decision, rules, options, out);
    const follows = answer.follows.map((it) => it.kind);
    if (options.dryRun === true) {
      if (options.json === true) out.print(JSON.stringify({ decision: "allow", flags: answer.flags, follows }, undefined, 2));
      else out.print(`allow  ${key.key}: ${act}${follows.length > 0 ? `; with it: ${follows.join(", ")}` : ""}${answer.flags.length > 0 ? `, marked ${answer.flags.join(", ")}` : ""}. Nothing was written.`);
      return EXIT.ok;
    }
    mustBeAppended(appendDrafts(ledger, answer.drafts, { authors: new Map([[key.key, key.signer]]), node: nodeSigner(folder, ledger.store) }));
    putPolicyFile(folder, ledger);
    const now = casesOf(asking).find((it) => it.id === answer.event.case);
    if (now === undefined) throw new Error("what was written is not in the ledger");
    const shown = showCase(asking, now, { permits: () => true, isOwner: true });
    if (options.json === true) out.print(JSON.stringify({ decision: "allow", flags: answer.flags, follows, case: shown }, undefined, 2));
    else {
      out.print(`Done: ${act} by ${key.key}${follows.length > 0 ? `; with it: ${follows.join(", ")}` : ""}.`);
      printCase(shown, out);
    }
    return EXIT.ok;
  });
}

/** The case that is meant, or what begins one. */
function caseFor(asking: CasesAsk, { case: id, title, label, sealed }: ActOptions) {
  if (id !== undefined) return mustFind(casesOf(asking), id);
  if (title === undefined || label === undefined) throw new Complaint(EXIT.usage, "The act names no procurement, and does not say what begins.", "Give --case ID (node bin/concord.mjs duties cases lists them), or --title and --label to begin one.");
  return { title, label, ...(sealed !== undefined && { sealed }) };
}

function mustFind(cases: readonly DutyCase[], id: string): DutyCase {
  const found = cases.find((it) => it.id === id);
  if (found === undefined) throw new Complaint(EXIT.usage, `The ledger has no procurement ${id}.`, cases.length === 0 ? "It has none yet: begin one with --title and --label." : `It has: ${cases.map((it) => it.id).slice(0, 20).join(", ")}.`);
  return found;
}

function refused(decision: Decision, { texts }: DutyRules, { json }: { readonly json?: boolean }, out: Out): number {
  if (decision.kind === "allow") return EXIT.ok;
  const reasons = decision.refusals.map(({ reason }) => ({ duty: reason, text: sentenceOf(texts, reason).en, mend: sentenceOf(texts, reason).mendEn }));
  if (json === true) out.print(JSON.stringify({ decision: "deny", layer: decision.layer, reasons }, undefined, 2));
  else {
    out.print("deny   Nothing was written.");
    for (const it of reasons) out.print(wrap(`${it.text} ${it.mend} [${it.duty}]`, out.width, "       "));
  }
  return EXIT.findings;
}

async function listCases(folder: string, options: CasesOptions, out: Out): Promise<number> {
  const rules = await dutyRules();
  return withLedger(folder, (ledger) => {
    const asking = lookingAt(ledger, rules);
    const all = casesOf(asking);
    const cases = (options.case === undefined ? all : [mustFind(all, options.case)]).map((it) => showCase(asking, it, { permits: () => true, isOwner: true }));
    const { faults } = dutiesOf(rules.layers, ledger);
    if (options.json === true) out.print(JSON.stringify({ cases, faults }, undefined, 2));
    else {
      if (cases.length === 0) out.print("The ledger has no procurement.");
      for (const it of cases) printCase(it, out);
      for (const it of faults) out.print(wrap(`does not count  ${logName(it.origin)}:${it.seq}: ${it.message}`, out.width));
    }
    return EXIT.ok;
  });
}

function printCase(it: ShownCase, out: Out): void {
  const facts = [it.nation ?? "", labelShown(it.label), ...(it.deadline === undefined ? [] : [`bids until ${it.deadline}`]), ...(it.opened === undefined ? [] : [`opened ${it.opened}`])].filter((one) => one !== "");
  out.print(`case ${it.case}  ${it.title} (${facts.join("; ")})`);
  for (const { at, by, act, origin, place } of it.acts) out.print(`  ${at}  ${act} by ${by}  ${logName(origin)}:${place}`);
  for (const draft of it.drafts) {
    const state = draft.inEffect === undefined ? `${draft.needed - draft.missing} of ${draft.needed} approvals` : `in effect since ${draft.inEffect}`;
    out.print(`  award ${draft.draft}: ${draft.content.amount} minor units ${draft.content.currency} to ${draft.content.supplier}, ${state}`);
    if (draft.inEffect === undefined) out.print(`    an approval names ${draft.hash}`);
  }
  for (const review of it.reviews) out.print(`  review of ${review.draft}, made under ${review.emergency}, due ${review.due}`);
}
