import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { contradictionsOf, type LabelDocument, readLabelXml, readSpif, writtenOf } from "#exchange";
import { type AbsentMeans, categoriesOf, type Clearance, type DatedRoster, type Held, isProblem, type Label, type LabelMap, labelOf, type LabelPolicy, ownOf, permissiveSets, type PolicyTerms, type Roster, type RosterAt, termsOn, type TermsMap, unstatedSets, type WrittenLabel } from "#labels";
import { isJsonFault, isList, isObject, type Json, parseJson } from "#ledger";
import { nearest } from "#model";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { textOfBytes } from "./text-file.ts";

/** Options that every command about labels takes. */
export interface LabelOptions {
  readonly policy: readonly string[];
  readonly terms?: readonly string[];
  readonly at?: string;
  readonly tolerant?: boolean;
  readonly caseless?: boolean;
  readonly json?: boolean;
}

type Members = { readonly [name: string]: Json };

/** A policy with what an alliance states for it; the roster is chosen when the label is known. */
interface StatedPolicy {
  readonly policy: LabelPolicy;
  readonly absentMeans: PolicyTerms["absentMeans"];
  readonly releaseSet?: string;
  readonly rosters: readonly DatedRoster[];
  readonly rosterAt: RosterAt;
  /** Nations by the originators that labels name. */
  readonly originators: Readonly<Record<string, string>>;
  /** Whether its terms were given at all. */
  readonly isStated: boolean;
}

/** A label as it was read, with the file for complaints. */
export interface ReadLabel {
  readonly file: string;
  readonly written: WrittenLabel;
  readonly policy: LabelPolicy;
  readonly created?: string;
  /** Absent: the label came as JSON. */
  readonly document?: LabelDocument;
}

/** A label with its meaning and the terms under which it has it. */
export interface MeantLabel extends ReadLabel {
  readonly label: Label;
  readonly terms: PolicyTerms;
  readonly roster: string;
}

const GUIDE = "See docs/guide/labels.md for its form.";

export function textIn(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Check the path.");
  }
  return textOfBytes(file, bytes);
}

export function objectIn(file: string): Members {
  const value = parseJson(new TextEncoder().encode(textIn(file)));
  if (isJsonFault(value) || !isObject(value)) throw new Complaint(EXIT.unreadable, `${file} is no JSON object${isJsonFault(value) ? `: ${value.message}` : ""}.`, GUIDE);
  return value;
}

/** Every policy of the options, with its terms. A SPIF brings the policy alone; JSON brings terms and names the policy of a SPIF beside it. */
export function policiesOf(options: LabelOptions, out: Out): readonly StatedPolicy[] {
  if (options.policy.length === 0) throw new Complaint(EXIT.usage, "No security policy is given: it says which classifications and categories a label may name and what they mean, as a SPIF in XML or as JSON that names one and states its terms.", "Give it with --policy <file>, for example --policy cases/labels/policy.spif.xml for the labels in cases/labels; docs/guide/labels.md says what it holds.");
  const given = options.policy.map((file): StatedPolicy => {
    if (textIn(file).trimStart().startsWith("<")) return { policy: spifIn(file, options, out), absentMeans: {}, rosters: [], rosterAt: "label", originators: {}, isStated: false };
    const stated = objectIn(file);
    if (typeof stated["policy"] !== "string") throw new Complaint(EXIT.unreadable, `${file} is not used as a policy: it is no SPIF, and names none under "policy".`, GUIDE);
    return withTerms(spifBeside(file, stated, options, out), stated, { file, out });
  });
  const twice = given.find((it, at) => given.findIndex((other) => other.policy.name === it.policy.name) !== at);
  if (twice !== undefined) throw new Complaint(EXIT.usage, `The policy ${twice.policy.name} is given twice.`, "Give each policy once.");
  return (options.terms ?? []).reduce<readonly StatedPolicy[]>((all, file) => {
    const stated = objectIn(file);
    const name = stated["policy"] ?? (all.length === 1 ? all[0]!.policy.name : undefined);
    const of = all.find((it) => it.policy.name === name);
    if (of === undefined) throw new Complaint(EXIT.usage, `${file} states terms for ${typeof name === "string" ? `${name}, which is none of the policies given` : "no policy by name, and several policies are given"}.`, 'Name the policy under "policy".');
    return all.map((it) => (it === of ? withTerms(it.policy, stated, { file, out }) : it));
  }, given);
}

function spifIn(file: string, { tolerant }: LabelOptions, out: Out): LabelPolicy {
  const read = readSpif(textIn(file), { tolerant: tolerant === true });
  if (read.kind === "refused") throw new Complaint(EXIT.unreadable, `${file} is not used as a policy: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 10).join(" ")}`, tolerant === true ? "Mend the policy file." : "Mend the policy file, or give --tolerant where the meaning is plain.");
  for (const it of read.findings) out.say(`${file}:${it.line}: passed over: ${it.message}`);
  return read.policy;
}

/** The SPIF that a JSON policy names, or the one of its folder that has the name of the policy. */
function spifBeside(file: string, stated: Members, options: LabelOptions, out: Out): LabelPolicy {
  const folder = dirname(file);
  if (typeof stated["spif"] === "string") return spifIn(join(folder, stated["spif"]), options, out);
  const found = readdirSync(folder).filter((it) => it.endsWith(".xml")).flatMap((it) => {
    const read = readSpif(textIn(join(folder, it)), { tolerant: true });
    return read.kind === "policy" && read.policy.name === stated["policy"] ? [it] : [];
  });
  if (found.length !== 1) throw new Complaint(EXIT.unreadable, `${file} is of the policy ${String(stated["policy"])}, and ${found.length === 0 ? "no SPIF" : `more than one SPIF (${found.join(", ")})`} beside it has that name.`, 'Name the file under "spif".');
  return spifIn(join(folder, found[0]!), options, out);
}

function withTerms(policy: LabelPolicy, stated: Members, { file, out }: { readonly file: string; readonly out: Out }): StatedPolicy {
  const bad = (member: string, should: string): never => {
    throw new Complaint(EXIT.unreadable, `${file}: ${member} is not ${should}.`, GUIDE);
  };
  const groupsIn = (value: Json | undefined, member: string): Roster => {
    if (value === undefined) return {};
    if (!isObject(value)) return bad(member, "an object of groups with their members");
    return Object.fromEntries(Object.entries(value).map(([group, members]) => [group, namesIn(members) ?? bad(`${member}.${group}`, "a list of names")]));
  };
  const meaningOf = (it: Json, member: string): AbsentMeans => {
    if (it === "originator" || it === "everyone") return it;
    return typeof it === "string" && it !== "" && it !== "group:" ? { group: it.replace(/^group:/, "") } : bad(member, '"originator", "everyone" or "group:NAME"');
  };
  const releaseSet = stated["releaseSet"] ?? stated["releaseTagSet"];
  if (releaseSet !== undefined && typeof releaseSet !== "string") bad("releaseSet", "the name of a tag set");
  if (typeof releaseSet === "string" && !policy.tagSets.some((it) => it.name === releaseSet)) bad("releaseSet", `a tag set of ${policy.name}: ${policy.tagSets.map((it) => it.name).join(", ")}`);
  const means = stated["absentMeans"];
  if (means !== undefined && !isObject(means)) bad("absentMeans", "an object of tag sets");
  const absentMeans = new Map(Object.entries((means as Members | undefined) ?? {}).map(([set, it]) => [set, meaningOf(it, `absentMeans.${set}`)]));
  if (means === undefined && typeof releaseSet === "string" && stated["releaseAbsentMeans"] !== undefined) {
    absentMeans.set(releaseSet, meaningOf(stated["releaseAbsentMeans"], "releaseAbsentMeans"));
    // Files of this form speak of the release set only, and mean of the others what the access rule of the labels says.
    for (const it of permissiveSets(policy)) {
      if (absentMeans.has(it)) continue;
      absentMeans.set(it, "everyone");
      out.say(`${file}: says nothing of ${it}; its absence is read as no limit. State absentMeans to decide it.`);
    }
  }
  const rosterAt = stated["rosterAt"] ?? "label";
  if (rosterAt !== "label" && rosterAt !== "decision") bad("rosterAt", '"label" or "decision"');
  const dated = stated["rosters"];
  if (dated !== undefined && !isList(dated)) bad("rosters", "a list of rosters");
  const rosters = ((dated ?? []) as readonly Json[]).map((it, at): DatedRoster => {
    const [version, from, groups] = isObject(it) ? [it["version"], it["from"], it["groups"]] : [];
    if (typeof version !== "string" || typeof from !== "string" || !/^\d{4}-\d\d-\d\d$/.test(from)) return bad(`rosters[${at}]`, '{"version":"…","from":"YYYY-MM-DD","groups":{…}}');
    return { version, from, groups: groupsIn(groups, `rosters[${at}].groups`) };
  });
  const all = dated === undefined ? [{ version: "undated", from: "", groups: groupsIn(stated["roster"], "roster") }] : rosters;
  const groups = [...new Set(all.flatMap((it) => Object.keys(it.groups)))];
  for (const [set, it] of absentMeans) {
    const sets = permissiveSets(policy);
    if (!sets.includes(set)) throw new Complaint(EXIT.unreadable, `${file}: absentMeans: ${policy.name} has no permissive tag set "${set}".`, `${nearText(set, sets)} Permissive tag sets: ${sets.join(", ") || "none"}.`);
    if (typeof it === "object" && !groups.includes(it.group)) throw new Complaint(EXIT.unreadable, `${file}: absentMeans.${set}: the roster has no group "${it.group}".`, `${nearText(it.group, [...groups, "originator", "everyone"])} Groups: ${groups.join(", ") || "none"}.`);
  }
  const originators = stated["originators"] ?? {};
  if (!isObject(originators) || !Object.values(originators).every((it) => typeof it === "string")) bad("originators", "an object of nations by originator");
  return { policy, absentMeans: Object.fromEntries(absentMeans), ...(typeof releaseSet === "string" && { releaseSet }), rosters: all, rosterAt: dated === undefined ? "decision" : (rosterAt as RosterAt), originators: originators as Readonly<Record<string, string>>, isStated: true };
}

const namesIn = (value: Json | undefined): readonly string[] | undefined => (value !== undefined && isList(value) && value.every((it) => typeof it === "string") ? (value as readonly string[]) : undefined);

/** Reads a label from 4774 XML or JSON, in the words of its policy. */
export function labelIn(file: string, stated: readonly StatedPolicy[], { tolerant, caseless }: LabelOptions, out: Out): ReadLabel {
  const text = textIn(file);
  const policyNamed = (name: string): StatedPolicy => {
    const exact = stated.find((it) => it.policy.name === name) ?? stated.find((it) => it.policy.name.toLowerCase() === name.toLowerCase() && writtenOf(it.policy, { root: "originatorConfidentialityLabel", policy: name, classification: "", categories: [] }, caseless === true ? { caseless } : {}).policy === it.policy.name);
    if (exact === undefined) throw new Complaint(EXIT.findings, `${file}: The label is of policy ${name}, not of ${stated.map((it) => it.policy.name).join(" or ")}.`, "Give the policy of the label with --policy.");
    return exact;
  };
  if (text.trimStart().startsWith("<")) {
    const read = readLabelXml(text, { tolerant: tolerant === true });
    if (read.kind === "refused") throw new Complaint(EXIT.unreadable, `${file} is no label: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 10).join(" ")}`, tolerant === true ? "Mend the label." : "Mend the label, or give --tolerant where the meaning is plain.");
    for (const it of read.findings) out.say(`${file}:${it.line}: passed over: ${it.message}`);
    const { policy, originators } = policyNamed(read.label.policy);
    const contradictions = contradictionsOf(policy, read.label);
    if (contradictions.length > 0 && tolerant !== true) throw new Complaint(EXIT.findings, `${file}: ${contradictions.join(" ")}`, "Mend the label or give its own policy; --tolerant reads it as the policy has it.");
    for (const it of contradictions) out.say(`${file}: passed over: ${it}`);
    const { originatorId, created } = read.label;
    const originator = originatorId === undefined ? undefined : (ownOf(originators, originatorId.value) ?? originatorId.value);
    return { file, policy, document: read.label, ...(created !== undefined && { created }), written: writtenOf(policy, read.label, { ...(caseless === true && { caseless }), ...(originator !== undefined && { originator }) }) };
  }
  const { policy: name, classification, categories, originator, created, ...more } = objectIn(file);
  if (typeof name !== "string" || typeof classification !== "string" || !isObject(categories)) throw new Complaint(EXIT.unreadable, `${file} is no label.`, 'Write {"policy":"…","classification":"…","categories":{"set":["value"]},"originator":"…"}.');
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new Complaint(EXIT.unreadable, `${file} is no label: "${unknown}" is nothing that a label says.`, `${nearText(unknown, LABEL_KEYS)} It says: ${LABEL_KEYS.join(", ")}.`);
  const values = Object.entries(categories).map(([set, it]): readonly [string, readonly string[]] => {
    const names = namesIn(it);
    if (names === undefined) throw new Complaint(EXIT.unreadable, `${file}: categories.${set} is no list of values.`, `Write "${set}": ["value"].`);
    return [set, names];
  });
  if (originator !== undefined && typeof originator !== "string") throw new Complaint(EXIT.unreadable, `${file}: originator is no name.`, 'Write "originator": "…".');
  if (created !== undefined && (typeof created !== "string" || Number.isNaN(Date.parse(created)))) throw new Complaint(EXIT.unreadable, `${file}: created is no day or time.`, 'Write "created": "2026-03-01".');
  const { policy } = policyNamed(name);
  return { file, policy, ...(typeof created === "string" && { created }), written: { policy: policy.name, classification, categories: Object.fromEntries(values), ...(typeof originator === "string" && { originator }) } };
}

/** What a label means under the terms of its policy, with the roster that counts for it. */
export function meaningOf(read: ReadLabel, stated: readonly StatedPolicy[], { at }: { readonly at: string }): MeantLabel {
  const of = stated.find((it) => it.policy === read.policy)!;
  const unstated = unstatedSets({ ...of, roster: {} });
  if (unstated.length > 0) throw new Complaint(EXIT.usage, `The terms${of.isStated ? "" : " (--terms)"} do not say what it means that a label of ${of.policy.name} has no ${unstated.join(", no ")}.`, 'State it under absentMeans: "originator", "everyone" or "group:NAME". It is never assumed.');
  const { policy, absentMeans, releaseSet } = of;
  const dated = termsOn({ policy, absentMeans, ...(releaseSet !== undefined && { releaseSet }) }, { rosters: of.isStated ? of.rosters : [{ version: "none", from: "", groups: {} }], rosterAt: of.isStated ? of.rosterAt : "decision", decided: at, ...(read.created !== undefined && { labelled: read.created }) });
  if (isProblem(dated)) throw new Complaint(EXIT.findings, `${read.file}: ${dated.message}`, dated.mend);
  const label = labelOf(dated.terms, read.written);
  if (isProblem(label)) throw new Complaint(EXIT.findings, `${read.file}: ${label.message}`, label.mend);
  return { ...read, label, terms: dated.terms, roster: dated.rosterVersion };
}

/** Terms of each policy that labels are of, for join and decision, where the roster no longer counts. */
export const termsOf = (labels: readonly MeantLabel[]): TermsMap => Object.fromEntries(labels.map((it) => [it.policy.name, it.terms]));
/** Labels that stand together on one value. */
export const mapOf = (it: MeantLabel): LabelMap => ({ [it.policy.name]: it.label });

const LABEL_KEYS = ["policy", "classification", "categories", "originator", "created"];
const CLEARANCE_KEYS = ["policy", "classification", "maxClassificationHierarchy", "restrictive", "nation", "permissive"];
const nearText = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? "Check its spelling." : `Did you mean ${near}?`;
};

/** What a reader holds, from JSON: in one policy, or in the one it names. */
export function clearanceIn(file: string, stated: readonly StatedPolicy[]): readonly [policy: string, clearance: Clearance] {
  const { policy: name, classification, maxClassificationHierarchy, restrictive, nation, permissive, ...more } = objectIn(file);
  const bad = (what: string, mend: string): never => {
    throw new Complaint(EXIT.unreadable, `${file} is no clearance: ${what}.`, mend);
  };
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) return bad(`"${unknown}" is nothing that a clearance says`, `${nearText(unknown, CLEARANCE_KEYS)} It says: ${CLEARANCE_KEYS.join(", ")}.`);
  const of = name === undefined && stated.length === 1 ? stated[0] : stated.find((it) => it.policy.name === name);
  if (of === undefined) return bad(name === undefined ? "it names no policy, and several are given" : `its policy ${String(name)} is not given`, 'Name one of the policies under "policy".');
  const { policy } = of;
  const levels = `Levels: ${policy.levels.map((it) => it.name).join(", ")}.`;
  const level = policy.levels.find((it) => it.name === classification);
  if (classification !== undefined && level === undefined) return bad(`${JSON.stringify(classification)} is no level of the policy ${policy.name}`, levels);
  if (maxClassificationHierarchy !== undefined && (typeof maxClassificationHierarchy !== "number" || !Number.isSafeInteger(maxClassificationHierarchy))) return bad("maxClassificationHierarchy is no whole number", `Write the place of a level in the order, or "classification" with its name. ${levels}`);
  const hierarchy = maxClassificationHierarchy ?? level?.hierarchy;
  if (hierarchy === undefined) return bad("it names no level of the policy", levels);
  if (level !== undefined && level.hierarchy !== hierarchy) return bad(`maxClassificationHierarchy is ${hierarchy}, and ${level.name} stands at ${level.hierarchy}`, "Leave one of the two out.");
  if (typeof nation !== "string") return bad("it names no nation", 'Write "nation": "…", the one nation the reader acts for.');
  const held = restrictive === undefined ? [] : isList(restrictive) ? restrictive.map((it) => namesIn(it)) : [undefined];
  if (!held.every((it) => it?.length === 2)) return bad("restrictive is no list of [set, value]", 'Write "restrictive": [["set", "value"]].');
  if (permissive !== undefined && !isObject(permissive)) return bad("permissive is no object of tag sets", 'Write "permissive": {"set": ["value"]}.');
  const beside = Object.entries(permissive ?? {}).map(([set, it]): readonly [string, readonly string[]] => [set, namesIn(it) ?? bad(`permissive.${set} is no list of values`, `Write "${set}": ["value"].`)]);
  const sets = policy.tagSets.map((it) => it.name);
  const known = (set: string, value: string, kind: "restrictive" | "permissive"): void => {
    if (!sets.includes(set)) bad(`${kind}: ${policy.name} has no tag set "${set}"`, `${nearText(set, sets)} Tag sets: ${sets.join(", ")}.`);
    const values = categoriesOf(policy, set, kind).map((it) => it.name);
    const members = kind === "permissive" ? of.rosters.flatMap((it) => Object.values(it.groups).flat()) : [];
    if (!values.includes(value) && !members.includes(value)) bad(`${kind}: ${set} has no ${kind} value "${value}"`, `${nearText(value, values)} Values: ${values.join(", ") || "none"}.`);
  };
  for (const it of held) known(it![0]!, it![1]!, "restrictive");
  for (const [set, values] of beside) for (const it of values) known(set, it, "permissive");
  for (const [set] of beside) if (!permissiveSets(policy).includes(set)) bad(`permissive: ${set} is no permissive tag set of ${policy.name}`, `Permissive tag sets: ${permissiveSets(policy).join(", ") || "none"}.`);
  return [policy.name, { hierarchy, nation, restrictive: held.map((it): Held => [it![0]!, it![1]!]), permissive: Object.fromEntries(beside) }];
}
