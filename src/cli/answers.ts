import { existsSync } from "node:fs";
import { join } from "node:path";
import { changeTable, FolderError, tableText as textOfTable, undoTable } from "#adapters/files";
import { putRow, readTable } from "#exchange";
import { type AnyKind, type Answer, KINDS, nearest } from "#model";
import { formatFinding } from "#stdx";
import { type AnswerRow, answersView, boundText, isOnHand, leafName, mostMoved, nationName, numberText, moneyText, negotiationOf, spanText, type Results, type Shown, termsOf } from "#views";
import { answerLines } from "./answer-rows.ts";
import { planEffect, printPlanEffect } from "./answers-plan.ts";
import { Complaint, EXIT } from "./exit-codes.ts";
import { LEDGER_FILE, readText } from "./ledger/folder.ts";
import { ledgersIn } from "./ledger/state.ts";
import { assessed, type RunOptions } from "./load.ts";
import { leafOf, nationOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface AnswersOptions extends RunOptions {
  readonly json?: boolean;
  readonly nation?: string;
  readonly plan?: boolean;
}

/** `concord answers DIR`: every answer with its effects on every other ally, and where each ally stands. */
export async function answersCommand(folder: string, options: AnswersOptions, out: Out): Promise<number> {
  const results = await assessed(folder, options);
  const nation = options.nation === undefined ? undefined : nationOf(results, options.nation);
  const view = answersView(results);
  const answers = view.answers.filter((it) => nation === undefined || it.nation === nation);
  const about = nation === undefined ? "all answers" : `the answers of ${nationName(results.alliance, nation)}`;
  const effect = options.plan === true && answers.length > 0 ? await planEffect({ results, about, isLeftOut: (it) => nation === undefined || it.nation === nation }, out) : undefined;
  if (options.json === true) {
    out.print(JSON.stringify({ ...view, answers, ...(effect !== undefined && { plan: effect }) }, undefined, 2));
    return EXIT.ok;
  }
  out.print(`${view.alliance}: answers to targets · path ${view.path} · ${view.marking}`);
  out.print(`${wrap(view.summary, out.width)}\n`);
  for (const it of answers) printAnswer(it, out);
  if (answers.length === 0) {
    out.print(wrap(`${nation === undefined ? "No ally has" : `${nationName(results.alliance, nation)} has not`} answered yet; targets without an answer are planned on.`, out.width));
    out.print(wrap(`Record one with: node bin/concord.mjs answer ${folder} --nation ${nation ?? "…"} --leaf … --accept --reason "…"`, out.width));
    out.print("");
  }
  out.print(
    tableText(
      [{ title: "ally", flexible: true }, { title: "asked", right: true }, { title: "accepted", right: true }, { title: "reserved", right: true }, { title: "declined", right: true }, { title: "no answer", right: true }, { title: "takes up/year", right: true }, { title: "spared/year", right: true }],
      view.nations.filter((it) => nation === undefined || it.nation === nation).map((it) => [it.name, ...[it.asked, it.accepted, it.reserved, it.declined, it.open].map(String), money(it.takesUp, view.currency), money(it.spared, view.currency)]),
      out.width,
    ),
  );
  const grown = view.joint.filter((it) => (it.residualAfter.value ?? 0) > (it.residualBefore.value ?? 0));
  if (grown.length > 0 && nation === undefined) {
    out.print("\nWhat nobody is asked for, by all answers together:");
    out.print(tableText([{ title: "capability", flexible: true }, { title: "years" }, { title: "before", right: true }, { title: "after", right: true }, { title: "unit" }], grown.map((it) => [it.name, spanText(it), numberText(it.residualBefore.value), numberText(it.residualAfter.value), it.unit]), out.width));
  }
  if (effect !== undefined) printPlanEffect(effect, view.currency, out);
  for (const it of view.remarks) out.print(wrap(formatFinding(it), out.width));
  return EXIT.ok;
}

function printAnswer(it: AnswerRow, out: Out): void {
  out.print(wrap(it.sentence, out.width));
  out.print(`${wrap(`Reason given: ${it.reason}`, out.width, "  ")}\n`);
}

const money = (it: Shown, currency: string): string => (it.value === undefined ? "unknown" : it.value === 0 && it.caution === undefined ? "–" : boundText(it, moneyText(it.value, currency)));

interface AnswerOptions extends RunOptions {
  readonly json?: boolean;
  readonly undo?: boolean;
  /** File of answers, recorded all at once. */
  readonly file?: string;
  readonly effect?: boolean;
  readonly nation?: string;
  readonly leaf?: string;
  readonly accept?: boolean;
  readonly decline?: boolean;
  readonly reserve?: string | true;
  readonly from?: number;
  readonly reason?: string;
  readonly source?: string;
  readonly label?: string;
  readonly asOf?: string;
}

const FILE = "answers.csv";
/** Source of answers that are recorded here, where the data set names none. */
const OWN_SOURCE = "answers";

/** `concord answer DIR …`: records one ally's answer to its target for one leaf, and says who must take up the rest. */
export async function answerCommand(folder: string, options: AnswerOptions, out: Out): Promise<number> {
  if (existsSync(join(folder, LEDGER_FILE)) || ledgersIn(folder).length > 0) throw new Complaint(EXIT.usage, `${folder} is a ledger, in which nothing is written over.`, "Draft the answer and sign it: node bin/concord.mjs ledger draft answer LEDGER --nation … --leaf … --response …");
  const seen = { text: await files(() => textOfTable(folder, FILE)) };
  const before = await assessed(folder, options);
  if (options.undo === true) return undo(folder, before, options, out);
  if (options.file !== undefined) return answerFile(folder, options.file, { before, seen, options, out });
  const asked = askedOf(before, options);
  const old = before.alliance.facts.answer.find((it) => it.nation === asked.nation && it.capability === asked.capability);
  const source = sourceOf(before, options, old);
  if (source === OWN_SOURCE && !before.alliance.sourceById.has(OWN_SOURCE)) await write(folder, "sources.csv", KINDS.source, [ownSource(before)]);
  const id = old?.id ?? freeId(before, asked);
  const line = await write(folder, FILE, KINDS.answer, [cellsOf(before, options, { asked, old, id, source })], seen);
  const after = await assessed(folder, options);
  if (!after.alliance.facts.answer.some((it) => it.id === id)) {
    const finding = after.dataset.findings.find((it) => it.file === FILE && it.fact === id);
    await undoTable(folder, FILE);
    throw new Complaint(EXIT.usage, `The answer was not recorded: ${finding === undefined ? "it does not read back" : finding.message}`, finding?.mend ?? `Run: node bin/concord.mjs check ${folder}`);
  }
  const row = answersView(after).answers.find((it) => it.fact === `answer:${id}`);
  const about = `the answer of ${nationName(after.alliance, asked.nation)} to ${leafName(after.alliance, asked.capability)}`;
  const effect = options.effect === true ? await planEffect({ results: after, about, isLeftOut: (it) => it.id === id }, out) : undefined;
  if (options.json === true) {
    out.print(JSON.stringify({ file: FILE, line, was: old === undefined ? undefined : { response: old.response, quantity: old.quantity, firstYear: old.firstYear, reason: old.reason }, answer: row, remarks: negotiationOf(after).remarks.filter((it) => it.fact === id), ...(effect !== undefined && { plan: effect }) }, undefined, 2));
    return EXIT.ok;
  }
  out.print(`${FILE}:${line} ${old === undefined ? "added" : "changed"} (${old === undefined ? "no answer before" : `before: ${responseText(old, row?.unit ?? "")}`}).`);
  if (row !== undefined) out.print(wrap(row.sentence, out.width));
  if (asked.quantity === 0 && asked.firstYear === undefined) out.print(wrap("A reserve of 0 holds all of it back in every year, as a decline does: --decline says so plainly, --reserve 0 --from YEAR holds it back until then.", out.width));
  if (row !== undefined && row.effects.length > 0) {
    const joint = answersView(after).joint.filter((it) => it.leaf === asked.capability);
    const shifts = row.effects.length <= SPANS_SHOWN ? row.effects.flatMap((it) => it.shifts.map((shift) => ({ it, shift }))) : largestShifts(row.effects);
    out.print(`\n${tableText([{ title: "years" }, { title: "ally", flexible: true }, { title: "asked", right: true }, { title: "cost", right: true }], shifts.map(({ it, shift }) => [spanText(it), shift.name, signed(shift.quantity.value), shift.cost.value === undefined ? "unknown" : isOnHand(shift) ? "on hand" : signedMoney(shift.cost.value, after.alliance.settings.currency)]), out.width)}`);
    if (row.effects.length > SPANS_SHOWN) out.print(wrap("Of each ally the years in which most moves; --json has every year.", out.width));
    const left = joint.at(-1);
    if (left !== undefined) out.print(`\n${wrap(`By all answers to this target, ${numberText(left.residualAfter.value)} ${left.unit} are asked of nobody in ${left.lastYear} (${numberText(left.residualBefore.value)} before any answer).`, out.width)}`);
  }
  for (const it of negotiationOf(after).remarks) if (it.fact === id) out.print(wrap(formatFinding(it), out.width));
  if (effect !== undefined) printPlanEffect(effect, after.alliance.settings.currency, out);
  out.print(`Take it back with: node bin/concord.mjs answer ${folder} --undo`);
  return EXIT.ok;
}

// With more changes of years than this, each ally has one row.
const SPANS_SHOWN = 3;

/** Of each ally the years in which most moves, as the page of targets shows them; who moves most first. */
function largestShifts(effects: AnswerRow["effects"]) {
  const all = effects.flatMap((it) => it.shifts.map((shift) => ({ it, shift, size: Math.abs(shift.quantity.value ?? 0) })));
  return [...Map.groupBy(all, ({ shift }) => shift.nation).values()].flatMap((rows) => mostMoved(rows, (row) => row.size) ?? []).toSorted((a, b) => b.size - a.size);
}

/** Cells of an answer as they are recorded. */
const cellsOf = (before: Results, options: AnswerOptions, { asked, old, id, source }: { readonly asked: Asked; readonly old: Answer | undefined; readonly id: string; readonly source: string }) => ({
  id,
  source,
  as_of: options.asOf ?? before.alliance.settings.asOf,
  label: labelOf(before, options, old, asked.capability),
  nation: asked.nation,
  capability: asked.capability,
  response: asked.response,
  quantity: asked.quantity === undefined ? "" : String(asked.quantity),
  first_year: asked.firstYear === undefined ? "" : String(asked.firstYear),
  reason: asked.reason,
  ...(old === undefined && { evidence: "official", confidence: "high" }),
});

interface AnswerFileAsk {
  readonly before: Results;
  readonly seen: { readonly text: string | undefined };
  readonly options: AnswerOptions;
  readonly out: Out;
}

/** `concord answer DIR --file FILE`: records the answers of a file, all of them or none. One `--undo` takes all back. */
async function answerFile(folder: string, path: string, { before, seen, options, out }: AnswerFileAsk): Promise<number> {
  const given = (["nation", "leaf", "accept", "decline", "reserve", "from", "reason"] as const).find((it) => options[it] !== undefined);
  if (given !== undefined) throw new Complaint(EXIT.usage, `--file says each answer itself and goes with no --${given}.`, "Leave it out, or record one answer without --file.");
  const rows = answerLines(readText(path, "Give a CSV file, such as the page of targets saves."), path).map(({ line, ...it }) => {
    try {
      const asked = askedOf(before, it);
      const old = before.alliance.facts.answer.find((one) => one.nation === asked.nation && one.capability === asked.capability);
      return cellsOf(before, options, { asked, old, id: old?.id ?? freeId(before, asked), source: sourceOf(before, options, old) });
    } catch (error) {
      throw error instanceof Complaint ? new Complaint(error.code, `${path}:${line}: ${error.message}`, error.mend) : error;
    }
  });
  if (rows.some((it) => it.source === OWN_SOURCE) && !before.alliance.sourceById.has(OWN_SOURCE)) await write(folder, "sources.csv", KINDS.source, [ownSource(before)]);
  await write(folder, FILE, KINDS.answer, rows, seen);
  const after = await assessed(folder, options);
  const ids = new Set(rows.map((it) => it.id));
  const lost = rows.find((it) => !after.alliance.facts.answer.some((one) => one.id === it.id));
  if (lost !== undefined) {
    const finding = after.dataset.findings.find((it) => it.file === FILE && it.fact === lost.id);
    await undoTable(folder, FILE);
    throw new Complaint(EXIT.usage, `No answer was recorded: ${finding === undefined ? `${lost.id} does not read back` : finding.message}`, finding?.mend ?? `Run: node bin/concord.mjs check ${folder}`);
  }
  const answers = answersView(after).answers.filter((it) => ids.has(it.fact.slice("answer:".length)));
  const effect = options.effect === true ? await planEffect({ results: after, about: `the answers of ${path}`, isLeftOut: (it) => ids.has(it.id) }, out) : undefined;
  if (options.json === true) {
    out.print(JSON.stringify({ file: FILE, answers, ...(effect !== undefined && { plan: effect }) }, undefined, 2));
    return EXIT.ok;
  }
  const changed = rows.filter((it) => before.alliance.facts.answer.some((one) => one.id === it.id)).length;
  out.print(`${FILE}: ${rows.length - changed} added, ${changed} changed.`);
  for (const it of answers) printAnswer(it, out);
  if (effect !== undefined) printPlanEffect(effect, after.alliance.settings.currency, out);
  out.print(`Take all of them back with: node bin/concord.mjs answer ${folder} --undo`);
  return EXIT.ok;
}

// What would be written as 0 has no sign.
const signOf = (value: number): string => (numberText(Math.abs(value)) === "0" ? "" : value > 0 ? "+" : "−");
const signed = (value: number | undefined): string => (value === undefined ? "unknown" : `${signOf(value)}${numberText(Math.abs(value))}`);
const signedMoney = (value: number, currency: string): string => `${signOf(value)}${moneyText(Math.abs(value), currency)}`;
const responseText = (it: Answer, unit: string): string => (it.response === "reserve" ? `reserve ${termsOf(it, unit)}` : it.response);

/** The last change taken back. */
async function undo(folder: string, before: Results, options: AnswerOptions, out: Out): Promise<number> {
  const given = (["file", "nation", "leaf", "accept", "decline", "reserve", "from", "reason"] as const).find((it) => options[it] !== undefined);
  if (given !== undefined) throw new Complaint(EXIT.usage, `--undo takes the last change back and goes with no --${given}.`, `Run: node bin/concord.mjs answer ${folder} --undo`);
  const change = await files(() => undoTable(folder, FILE));
  if (change === undefined) throw new Complaint(EXIT.usage, `There is no change of ${FILE} to take back.`, `A change keeps the state before it as ${FILE}.bak.`);
  const after = await assessed(folder, options);
  const had = new Map(before.alliance.facts.answer.map((it) => [it.id, it]));
  const has = new Map(after.alliance.facts.answer.map((it) => [it.id, it]));
  const moved = [...new Set([...had.keys(), ...has.keys()])].flatMap((id) => {
    const [was, now] = [had.get(id), has.get(id)];
    const either = now ?? was;
    if (either === undefined || JSON.stringify(was) === JSON.stringify(now)) return [];
    const unit = after.alliance.capabilityById.get(either.capability)?.unit ?? "";
    const text = (it: Answer | undefined): string => (it === undefined ? "no answer" : `${responseText(it, unit)} ("${it.reason}")`);
    return [{ nation: either.nation, leaf: either.capability, was: text(was), now: text(now) }];
  });
  if (options.json === true) out.print(JSON.stringify({ file: FILE, undone: moved }, undefined, 2));
  else {
    out.print(`${FILE} is as it was before the last change${change.after === undefined ? ": there is none" : ""}.`);
    for (const it of moved) out.print(wrap(`${it.nation}, ${it.leaf}: ${it.now}; undone: ${it.was}.`, out.width));
    out.print(`Bring the change back with: node bin/concord.mjs answer ${folder} --undo`);
  }
  return EXIT.ok;
}

type Asked = Pick<Answer, "nation" | "capability" | "response" | "quantity" | "firstYear" | "reason">;

/** The answer that the options state, or a complaint of what is missing or wrong. */
function askedOf(results: Results, options: AnswerOptions): Asked {
  const { alliance } = results;
  if (options.nation === undefined) throw new Complaint(EXIT.usage, "Whose answer it is, is not said.", "Add --nation with the code of the ally.");
  if (options.leaf === undefined) throw new Complaint(EXIT.usage, "Which target is answered, is not said.", "Add --leaf with the code of the capability.");
  const nation = nationOf(results, options.nation);
  const capability = leafOf(results, options.leaf);
  const said = (["accept", "decline", "reserve"] as const).filter((it) => options[it] !== undefined);
  const [response] = said;
  if (response === undefined) throw new Complaint(EXIT.usage, "The answer itself is missing.", "Add --accept, --decline, or --reserve with the quantity that is accepted.");
  if (said.length > 1) throw new Complaint(EXIT.usage, `An answer is one of ${said.map((it) => `--${it}`).join(" and ")}, not both.`, "Keep one of them.");
  const reason = options.reason?.trim() ?? "";
  if (reason === "") throw new Complaint(EXIT.usage, "The reason is missing.", 'Add --reason "…", in the words of the ally.');
  const most = Math.max(0, ...negotiationOf(results).proposed.leaves.filter((it) => it.leaf === capability).map((it) => it.nations.find((row) => row.nation === nation)?.target ?? 0));
  if (most <= 0) throw new Complaint(EXIT.usage, `${nation} is asked for nothing of ${capability}, so there is nothing to answer.`, `What it is asked for: node bin/concord.mjs targets DIR --nation ${nation}`);
  if (response !== "reserve") {
    if (options.from !== undefined) throw new Complaint(EXIT.usage, `--from belongs to --reserve, not to --${response}.`, `Write --reserve --from ${options.from}, or leave it out.`);
    return { nation, capability, response, reason };
  }
  const quantity = options.reserve === true || options.reserve === undefined ? undefined : Number(options.reserve);
  if (quantity !== undefined && (options.reserve === "" || !Number.isFinite(quantity) || quantity < 0)) throw new Complaint(EXIT.usage, `"${options.reserve}" is no quantity.`, `Write the number of ${alliance.capabilityById.get(capability)?.unit ?? "units"} that is accepted, for example --reserve 3.`);
  if (quantity === undefined && options.from === undefined) throw new Complaint(EXIT.usage, "A reserve says how much is accepted, or from when.", "Write --reserve 3, --reserve --from 2031, or both.");
  const { firstYear, lastYear } = alliance.settings;
  if (options.from !== undefined && (options.from <= firstYear || options.from > lastYear))
    throw new Complaint(EXIT.usage, options.from > lastYear ? `${options.from} is after the plan ends.` : `From ${options.from} on is the whole plan: that holds nothing back.`, `Give a year from ${firstYear + 1} to ${lastYear}, or --${options.from > lastYear ? "decline" : "accept"}.`);
  return { nation, capability, response, reason, ...(quantity !== undefined && { quantity }), ...(options.from !== undefined && { firstYear: options.from }) };
}

function sourceOf(results: Results, options: AnswerOptions, old: Answer | undefined): string {
  const { sourceById, facts } = results.alliance;
  if (options.source !== undefined) return among("source", options.source, [...sourceById.keys()]);
  return old?.source ?? facts.answer.at(-1)?.source ?? OWN_SOURCE;
}

function labelOf(results: Results, options: AnswerOptions, old: Answer | undefined, leaf: string): string {
  const { facts, requirementsOf } = results.alliance;
  const labels = facts.label.map((it) => it.id);
  if (options.label !== undefined) return among("label", options.label, labels);
  return old?.label ?? facts.answer.at(-1)?.label ?? requirementsOf.get(leaf)?.find((it) => it.use === "plan")?.label ?? labels[0] ?? "";
}

const among = (what: string, wanted: string, all: readonly string[]): string => {
  if (all.includes(wanted)) return wanted;
  const near = nearest(wanted, all);
  throw new Complaint(EXIT.usage, `"${wanted}" is no ${what} of this data set.`, near === undefined ? `Use one of: ${all.slice(0, 12).join(", ")}.` : `Did you mean ${near}?`);
};

const ownSource = (results: Results) => ({ id: OWN_SOURCE, title: "Answers of the allies to their targets, as recorded by Concord", licence: "facts stated by the allies to the alliance", licence_class: "A", as_of: results.alliance.settings.asOf });

/** An id that no row has, also none that was left out. */
function freeId({ alliance }: Results, asked: Asked): string {
  const taken = new Set(alliance.stated.answer.map((it) => it.id));
  const name = `${asked.nation}.${asked.capability}`;
  for (let n = 1; ; n++) if (!taken.has(n === 1 ? name : `${name}.${n}`)) return n === 1 ? name : `${name}.${n}`;
}

/** Puts rows into a table of the folder, all or none; answers the line of the last. */
async function write(folder: string, file: string, kind: AnyKind, rows: readonly (Readonly<Record<string, string>> & { readonly id: string })[], seen?: { readonly text: string | undefined }): Promise<number> {
  let line = 0;
  await files(() =>
    changeTable(folder, file, (text) => {
      let now = text;
      for (const cells of rows) {
        const put = putRow(kind, now, cells);
        if (put.kind === "no-column") throw new Complaint(EXIT.unreadable, `${file} has no column "${put.column}".`, "Add the heading to its first line, and run the command again.");
        if (put.kind === "broken") throw new Complaint(EXIT.unreadable, `${file}:${put.fault.line} has a broken quote, so no row can be put in safely.`, `Mend the line; node bin/concord.mjs check ${folder} shows it.`);
        const fault = readTable(kind, file, put.text).findings.find((it) => it.row === put.line && it.level === "error");
        if (fault !== undefined) throw new Complaint(EXIT.usage, `Nothing was recorded: ${fault.message}`, fault.mend);
        line = put.line;
        now = put.text;
      }
      return now;
    }, seen),
  );
  return line;
}

async function files<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderError) throw new Complaint(EXIT.unreadable, error.message, "");
    throw error;
  }
}
