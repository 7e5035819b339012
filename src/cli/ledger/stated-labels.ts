import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labelKey, logName } from "#app";
import { readSpif } from "#exchange";
import { markingText } from "#labels";
import type { LogAudit, StatedPolicy, StatedRoster } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";

/** What a log says of its label: the label, what a policy that it states makes of it in words, and which policies and rosters it states. */
export function labelText({ checkpoint, book }: LogAudit): string {
  const { label, statedLabels } = book;
  if (label === undefined) return `${logName(checkpoint.origin)}: records of several labels, each in its record.`;
  const stated = latestOf(statedLabels.policies);
  const markings = typeof label === "string" ? stated.flatMap((it) => markingsOf(it, label)) : [];
  const means = statedLabels.policies.length === 0 ? "It states no label policy." : `It states ${stated.map((it) => `${it.policy} (SHA-256 ${it.sha256})`).join(", ")}${statedLabels.rosters.map((it) => `, the roster from ${it.from}`).join("")}.`;
  return `${logName(checkpoint.origin)}: label ${typeof label === "string" ? label : labelKey(label)}${markings.map((it) => `, marked "${it}"`).join("")}. ${means}`;
}

/** The latest of each name. */
const latestOf = (policies: readonly StatedPolicy[]): readonly StatedPolicy[] => [...new Map(policies.map((it) => [it.policy, it])).values()];

/** How a policy marks its own level of this name. */
function markingsOf({ text }: StatedPolicy, level: string): readonly string[] {
  const read = readSpif(text, { tolerant: true });
  if (read.kind === "refused" || !read.policy.levels.some((it) => it.name === level)) return [];
  return [markingText(read.policy, { policy: read.policy.name, classification: level, categories: {} }, { language: "en", place: "pageTop" })];
}

/** Writes the policies and rosters that logs state as files that `concord label` reads. */
export function writeStatedLabels(folder: string, logs: readonly LogAudit[]): void {
  const policies = new Map(logs.flatMap(({ book }) => book.statedLabels.policies.map((it) => [it.sha256, it] as const)));
  const rosters = new Map(logs.flatMap(({ book }) => book.statedLabels.rosters.map((it): readonly [string, StatedRoster] => [JSON.stringify(it), it])));
  if (policies.size + rosters.size === 0) throw new Complaint(EXIT.findings, "No label policy and no roster is stated in it.", "Ask the party to state them: node bin/concord.mjs ledger labels DIR --policy FILE.");
  try {
    mkdirSync(folder);
    // A name of a policy may hold anything: files are numbered.
    for (const [at, it] of [...policies.values()].entries()) writeFileSync(join(folder, `policy-${at + 1}.spif.xml`), it.text, { flag: "wx" });
    for (const [at, it] of [...rosters.values()].entries()) writeFileSync(join(folder, `roster-${at + 1}-from-${it.from}.json`), `${JSON.stringify(it.groups, undefined, 2)}\n`, { flag: "wx" });
  } catch (error) {
    throw new Complaint(EXIT.usage, `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? ""}).`, "Name a new folder, in one that is there.");
  }
}
