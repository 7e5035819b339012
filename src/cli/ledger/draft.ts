import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceDurably } from "#adapters/files";
import { act, type ActionState, appendDrafts, type Draft, draftDigest, type ImportAnswer, type Intent } from "#app";
import { formatFinding } from "#stdx";
import { Complaint, EXIT } from "../exit-codes.ts";
import { assessed, planned } from "../load.ts";
import type { Out } from "../out.ts";
import { tableText, wrap } from "../table.ts";
import { printWritten } from "./append.ts";
import { mustBeAppended, putPolicyFile, readText, tools, withLedger, writersOf } from "./folder.ts";
import { stateOf } from "./state.ts";
import { counted } from "../counted.ts";

/** Drafts wait here until they are signed. */
const FILE = "drafts.jsonl";

/** One thing that was done, and the drafts it made. Undoing takes the last back. */
interface Step {
  readonly did: string;
  readonly drafts: readonly Draft[];
}

export interface DraftOptions {
  readonly label?: string;
  readonly beside?: string;
  readonly json?: boolean;
}

function stepsIn(folder: string): readonly Step[] {
  const path = join(folder, FILE);
  if (!existsSync(path)) return [];
  try {
    return readText(path, "").split("\n").filter((it) => it !== "").map((it) => JSON.parse(it) as Step);
  } catch (cause) {
    throw new Complaint(EXIT.unreadable, `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, "It holds drafts that nobody has signed: remove it and draft them again.");
  }
}

const putSteps = (folder: string, steps: readonly Step[]): void => (steps.length === 0 ? rmSync(join(folder, FILE), { force: true }) : replaceDurably(join(folder, FILE), steps.map((it) => `${JSON.stringify(it)}\n`).join("")));

/** Checks an intent, and keeps what it drafts until it is signed. */
export function ledgerDraft(folder: string, did: string, intentOf: (state: ActionState) => Intent, options: DraftOptions, out: Out): number {
  return withLedger(folder, (ledger) => {
    const steps = stepsIn(folder);
    const state = stateOf(ledger, { pending: steps.flatMap((it) => it.drafts), own: folder, beside: options.beside, label: options.label });
    if (state.label === "") throw new Complaint(EXIT.usage, "The ledger has no labels yet, so the draft has none.", "Give --label.");
    const found = act(state, intentOf(state));
    if (found.kind === "refused") {
      for (const it of found.findings.slice(0, FINDINGS_SHOWN)) out.say(wrap(formatFinding(it), out.width));
      throw new Complaint(EXIT.findings, `Not drafted: ${found.findings.length === 1 ? "one error" : `${found.findings.length} errors`}.`, "Nothing was written.");
    }
    for (const it of found.findings.slice(0, FINDINGS_SHOWN)) out.say(wrap(formatFinding(it), out.width));
    if (found.drafts.length > 0) putSteps(folder, [...steps, { did, drafts: found.drafts }]);
    if (options.json === true) out.print(JSON.stringify({ drafts: withDigests(found.drafts), left: Object.fromEntries(found.left ?? []) }, undefined, 2));
    else {
      out.print(found.drafts.length === 0 ? "Nothing changes; nothing was drafted." : `${counted(found.drafts.length, "draft waits", "drafts wait")} to be signed: ${folder}/${FILE}. Look at them with \`ledger draft show\`, take the last step back with \`undo\`, sign with \`sign\`.`);
      for (const [party, count] of found.left ?? []) out.print(`${counted(count, "row is", "rows are")} ${party}'s, and left to it.`);
    }
    return EXIT.ok;
  });
}

/** Keeps what a spreadsheet changes in a ledger as one step, until it is signed. */
export function draftImport(folder: string, did: string, importOf: (state: ActionState) => ImportAnswer, options: DraftOptions): ImportAnswer {
  return withLedger(folder, (ledger) => {
    const steps = stepsIn(folder);
    const answer = importOf(stateOf(ledger, { pending: steps.flatMap((it) => it.drafts), own: folder, beside: options.beside, label: options.label }));
    if (answer.kind === "drafts" && answer.drafts.length > 0) putSteps(folder, [...steps, { did, drafts: answer.drafts }]);
    return answer;
  });
}

const FINDINGS_SHOWN = 20;
const withDigests = (drafts: readonly Draft[]): readonly object[] => drafts.map((it) => ({ digest: draftDigest(tools, it), ...it }));

/** `concord ledger draft show DIR`: what waits to be signed, step by step. */
export function draftShow(folder: string, options: { readonly json?: boolean }, out: Out): number {
  const steps = stepsIn(folder);
  if (options.json === true) out.print(JSON.stringify(steps.map((it) => ({ did: it.did, drafts: withDigests(it.drafts) })), undefined, 2));
  else if (steps.length === 0) out.print("No draft waits to be signed.");
  else out.print(tableText([{ title: "step", right: true }, { title: "did" }, { title: "type" }, { title: "label" }, { title: "digest" }, { title: "about", flexible: true }], steps.flatMap((step, at) => step.drafts.map((it) => [String(at + 1), step.did, it.type, typeof it.label === "string" ? it.label : JSON.stringify(it.label), draftDigest(tools, it).slice(0, 8), it.subject ?? ""])), out.width));
  return EXIT.ok;
}

/** `concord ledger draft undo DIR`: takes the last step back. */
export function draftUndo(folder: string, out: Out): number {
  const steps = stepsIn(folder);
  const last = steps.at(-1);
  if (last === undefined) throw new Complaint(EXIT.usage, `No draft waits in ${folder}.`, "What is signed stays; correct it with a new draft.");
  putSteps(folder, steps.slice(0, -1));
  out.print(`Taken back: ${last.did}, ${counted(last.drafts.length, "draft")}; ${counted(steps.length - 1, "step is", "steps are")} left.`);
  return EXIT.ok;
}

/** `concord ledger draft sign DIR`: signs all that waits and appends it in one commit. */
export function draftSign(folder: string, options: { readonly json?: boolean }, out: Out): number {
  const steps = stepsIn(folder);
  if (steps.length === 0) throw new Complaint(EXIT.usage, `No draft waits in ${folder}.`, "Draft something first: node bin/concord.mjs ledger draft put …");
  return withLedger(folder, (ledger) => {
    const { written } = mustBeAppended(appendDrafts(ledger, steps.flatMap((it) => it.drafts), writersOf(folder, ledger)));
    putSteps(folder, []);
    putPolicyFile(folder, ledger);
    printWritten(ledger, written, options, out);
    return EXIT.ok;
  });
}

/** Reads `column=value` pairs. */
export function cellsOf(pairs: readonly string[]): { readonly [heading: string]: string } {
  return Object.fromEntries(
    pairs.map((it) => {
      const cut = it.indexOf("=");
      if (cut < 1) throw new Complaint(EXIT.usage, `"${it}" fills no column.`, "Write column=value, for example quantity=12.");
      return [it.slice(0, cut), it.slice(cut + 1)];
    }),
  );
}

export const tableFile = (name: string): string => (name.endsWith(".csv") ? name : `${name}.csv`);

/** The aligned plan on the data of a folder or ledger, as it is adopted. */
export async function adoptIntent(data: string, { reason, source, path }: { readonly reason: string; readonly source: string; readonly path?: string }, out: Out): Promise<Intent> {
  const before = await assessed(data, path === undefined ? {} : { path });
  const results = { ...(await planned(before, out, { fresh: false })), dataset: before.dataset };
  const { orders } = results.comparison.aligned;
  const rows = orders.filter((it) => it.programme === undefined).map((it) => ({ nation: it.nation, system: it.system, year: it.year, quantity: it.quantity, unit: results.alliance.systemById.get(it.system)?.unit ?? "" }));
  return { kind: "adopt", runKey: results.runKey, digest: results.dataset.digest, orders: rows, reason, source };
}
