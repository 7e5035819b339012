import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { readLabelXml, readSpif, writtenOf } from "#exchange";
import { type AbsentMeans, type Clearance, type Held, isProblem, join, type Label, labelOf, type LabelPolicy, markingText, permits, type PolicyTerms, render, type Roster, unstatedSets, violationsOf, type WrittenLabel } from "#labels";
import { isJsonFault, isList, isObject, type Json, parseJson } from "#ledger";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

interface Common {
  readonly policy: string;
  readonly terms?: string;
  readonly tolerant?: boolean;
  readonly caseless?: boolean;
  readonly json?: boolean;
}

/** The commands about confidentiality labels. `done` takes the exit code. */
export function labelCommands(program: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  const label = program.command("label").description("Read confidentiality labels, join them, and decide who may read.");
  const common = (it: Command): Command =>
    it
      .requiredOption("--policy <file>", "security policy, a SPIF of schema 2.1 or 2.0")
      .option("--tolerant", "pass over departures from schema and syntax that leave the meaning plain, and say so")
      .option("--caseless", "names of the policy compare without case")
      .option("--json", "print the whole result as JSON");
  const terms = (it: Command): Command => it.requiredOption("--terms <file>", "JSON with absentMeans for each permissive tag set, releaseSet and roster");
  common(label.command("parse").description("Read a label, check it against its policy, and print its marking.").argument("<label>", "label in 4774 XML, or JSON")).action((file: string, options: Common) => void done(parse(file, options, out)));
  terms(common(label.command("join").description("Join labels: the least that all of them are below, and how it can be written.").argument("<labels...>", "labels in 4774 XML, or JSON"))).action((files: readonly string[], options: Common) => void done(joined(files, options, out)));
  terms(common(label.command("decide").description("Whether a reader may read what carries a label.").argument("<label>", "label in 4774 XML, or JSON")))
    .requiredOption("--clearance <file>", "JSON with classification, restrictive [[set, value]], nation, permissive {set: [values]}")
    .action((file: string, options: Common & { readonly clearance: string }) => void done(decide(file, options, out)));
}

function parse(file: string, options: Common, out: Out): number {
  const policy = policyOf(options);
  const written = labelIn(file, policy, options, out);
  const violations = violationsOf(policy, written);
  const marking = { en: markingText(policy, written, { language: "en", place: "pageTop" }), fr: markingText(policy, written, { language: "fr", place: "pageTop" }) };
  if (options.json === true) out.print(JSON.stringify({ ...written, marking, violations }, undefined, 2));
  else {
    out.print(marking.en);
    if (marking.fr !== marking.en) out.print(marking.fr);
    for (const it of violations) out.print(`breaks ${it.rule}: ${it.about}`);
  }
  return violations.length === 0 ? EXIT.ok : EXIT.findings;
}

function joined(files: readonly string[], options: Common, out: Out): number {
  const policy = policyOf(options);
  const terms = termsOf(policy, options);
  const label = files.map((it) => meaningOf(it, terms, options, out)).reduce((a, b) => join(terms, a, b));
  const rendering = render(terms, label);
  if (options.json === true) out.print(JSON.stringify({ label, rendering }, undefined, 2));
  else {
    out.print(wrap(`A reader needs: ${needsOf(policy, label).map((it) => it.text).join("; ")}.`, out.width));
    if (rendering.outcome === "refuse") out.print(wrap(`No label says this, so the figure stays inside: ${rendering.reason}.`, out.width));
    else {
      const { classification, categories } = rendering;
      out.print(`Written: ${markingText(policy, { policy: policy.name, classification, categories }, { language: "en", place: "pageTop" })}`);
      if (rendering.outcome === "tightened") out.print(wrap(`Tightened: ${rendering.note}. Fewer may read than might, none who may not.`, out.width));
    }
  }
  return rendering.outcome === "refuse" ? EXIT.findings : EXIT.ok;
}

function decide(file: string, options: Common & { readonly clearance: string }, out: Out): number {
  const policy = policyOf(options);
  const terms = termsOf(policy, options);
  const clearance = clearanceOf(options.clearance, policy);
  const label = meaningOf(file, terms, options, out);
  const may = permits(terms, clearance, label);
  out.print(options.json === true ? JSON.stringify({ decision: may ? "permit" : "deny" }) : may ? "permit" : "deny");
  if (!may && options.json !== true) for (const it of needsOf(policy, label)) if (!permits(terms, clearance, it.alone)) out.print(wrap(`not held: ${it.text}`, out.width));
  return may ? EXIT.ok : EXIT.findings;
}

/** What a reader must hold for a label, one thing each, and the label that asks for that thing alone. */
function needsOf(policy: LabelPolicy, label: Label): readonly { readonly text: string; readonly alone: Label }[] {
  const nothing: Label = { ...label, hierarchy: Math.min(label.hierarchy, ...policy.levels.map((it) => it.hierarchy)), restrictive: [], clauses: {} };
  return [
    { text: `level ${policy.levels.find((it) => it.hierarchy === label.hierarchy)?.name ?? label.hierarchy} or above`, alone: { ...nothing, hierarchy: label.hierarchy } },
    ...label.restrictive.map((it) => ({ text: `${it[0]} ${it[1]}`, alone: { ...nothing, restrictive: [it] } })),
    ...Object.entries(label.clauses).flatMap(([set, clauses]) => clauses.map((it) => ({ text: it.length === 0 ? `${set}: nobody is left` : `${set}: ${it.join(" or ")}`, alone: { ...nothing, clauses: { [set]: [it] } } }))),
  ];
}

function textIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Check the path.");
  }
}

function jsonIn(file: string): { readonly [name: string]: Json } {
  const value = parseJson(new TextEncoder().encode(textIn(file)));
  if (isJsonFault(value) || !isObject(value)) throw new Complaint(EXIT.unreadable, `${file} is no JSON object${isJsonFault(value) ? `: ${value.message}` : ""}.`, "See docs/guide/labels.md for its form.");
  return value;
}

function policyOf({ policy, tolerant }: Common): LabelPolicy {
  const read = readSpif(textIn(policy), { tolerant: tolerant === true });
  if (read.kind === "policy") return read.policy;
  throw new Complaint(EXIT.unreadable, `${policy} is not used as a policy: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 10).join(" ")}`, tolerant === true ? "Mend the policy file." : "Mend the policy file, or give --tolerant where the meaning is plain.");
}

function labelIn(file: string, policy: LabelPolicy, { tolerant, caseless }: Common, out: Out): WrittenLabel {
  const text = textIn(file);
  if (text.trimStart().startsWith("<")) {
    const read = readLabelXml(text, { tolerant: tolerant === true });
    if (read.kind === "refused") throw new Complaint(EXIT.unreadable, `${file} is no label: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).join(" ")}`, tolerant === true ? "Mend the label." : "Mend the label, or give --tolerant where the meaning is plain.");
    for (const it of read.findings) out.say(`${file}:${it.line}: passed over: ${it.message}`);
    const { originatorId } = read.label;
    return writtenOf(policy, read.label, { caseless: caseless === true, ...(originatorId !== undefined && { originator: originatorId.value }) });
  }
  const { policy: name, classification, categories, originator } = jsonIn(file);
  if (typeof name !== "string" || typeof classification !== "string" || !isObject(categories)) throw new Complaint(EXIT.unreadable, `${file} is no label.`, 'Write {"policy":"…","classification":"…","categories":{"set":["value"]},"originator":"…"}.');
  return { policy: name, classification, categories: Object.fromEntries(Object.entries(categories).map(([set, values]) => [set, textsOf(values)])), ...(typeof originator === "string" && { originator }) };
}

const textsOf = (value: Json | undefined): readonly string[] => (value !== undefined && isList(value) ? value.filter((it) => typeof it === "string") : []);

function meaningOf(file: string, terms: PolicyTerms, options: Common, out: Out): Label {
  const label = labelOf(terms, labelIn(file, terms.policy, options, out));
  if (isProblem(label)) throw new Complaint(EXIT.findings, `${file}: ${label.message}`, "A label whose meaning is not plain is not used.");
  return label;
}

function termsOf(policy: LabelPolicy, { terms = "" }: Common): PolicyTerms {
  const { absentMeans, releaseSet, roster } = jsonIn(terms);
  const means = Object.entries(absentMeans !== undefined && isObject(absentMeans) ? absentMeans : {}).flatMap(([set, it]): readonly (readonly [string, AbsentMeans])[] => (it === "originator" || it === "everyone" ? [[set, it]] : typeof it === "string" && it.startsWith("group:") ? [[set, { group: it.slice("group:".length) }]] : []));
  const groups: Roster = Object.fromEntries(Object.entries(roster !== undefined && isObject(roster) ? roster : {}).map(([group, it]) => [group, textsOf(it)]));
  const found: PolicyTerms = { policy, absentMeans: Object.fromEntries(means), roster: groups, ...(typeof releaseSet === "string" && { releaseSet }) };
  const unstated = unstatedSets(found);
  if (unstated.length > 0) throw new Complaint(EXIT.usage, `The terms do not say what it means that a label has no ${unstated.join(", no ")}.`, 'State it under absentMeans: "originator", "everyone" or "group:NAME". It is never assumed.');
  return found;
}

function clearanceOf(file: string, policy: LabelPolicy): Clearance {
  const { classification, restrictive, nation, permissive } = jsonIn(file);
  const level = policy.levels.find((it) => it.name === classification);
  if (level === undefined || typeof nation !== "string") throw new Complaint(EXIT.unreadable, `${file} is no clearance: it names ${level === undefined ? "no level of the policy" : "no nation"}.`, `Levels: ${policy.levels.map((it) => it.name).join(", ")}.`);
  const held = (restrictive !== undefined && isList(restrictive) ? restrictive : []).flatMap((it): readonly Held[] => {
    const [set, value] = textsOf(it);
    return set === undefined || value === undefined ? [] : [[set, value]];
  });
  return { hierarchy: level.hierarchy, restrictive: held, nation, permissive: Object.fromEntries(Object.entries(permissive !== undefined && isObject(permissive) ? permissive : {}).map(([set, it]) => [set, textsOf(it)])) };
}
