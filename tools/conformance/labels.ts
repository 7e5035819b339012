import { contradictionsOf, type LabelDocument, labelXml, readLabelXml, readSpif, readXml, writtenOf } from "#exchange";
import { type AbsentMeans, type Clearance, type Held, isBelow, isProblem, join, kindOf, type Label, labelInStore, labelOf, type LabelPolicy, permissiveSets, permits, type PolicyTerms, render, violationsOf, type WrittenLabel } from "#labels";
import { type Case, eachFile, filesIn, guarded, isRow, jsonIn, listOf, oneCase, ordered, type Suite, textIn, wordsOf } from "./suite.ts";

/** Policies of a folder. Several may have one name: editions of one policy. */
export const policiesIn = (folder: string): readonly LabelPolicy[] =>
  filesIn(folder, ".xml").flatMap((file) => {
    try {
      const read = readSpif(textIn(folder, file), { tolerant: true });
      return read.kind === "policy" ? [read.policy] : [];
    } catch {
      // What cannot be read is no policy; the suite whose folder it lies in says so.
      return [];
    }
  });

/** The policy of a name. @throws Error where two that differ have it: which is meant cannot be told */
export function policyNamed(policies: readonly LabelPolicy[], name: unknown): LabelPolicy | undefined {
  const found = policies.filter((it) => it.name === name);
  if (new Set(found.map((it) => JSON.stringify(it))).size > 1) throw new Error(`${found.length} policies in the folder are named ${String(name)} and differ; keep the one that is meant`);
  return found[0];
}

export interface AlgebraFile {
  readonly policy?: string;
  readonly releaseTagSet?: string;
  readonly releaseAbsentMeans?: string;
  readonly absentMeans?: Readonly<Record<string, string>>;
  readonly roster?: Readonly<Record<string, readonly string[]>>;
}

const meaning = (text: string): AbsentMeans => (text === "originator" || text === "everyone" ? text : { group: text.replace(/^group:/, "") });

/** Terms that a file states. @throws Error where it does not say what the absence of its release set means: that is never assumed. */
export function termsOf(policy: LabelPolicy, file: AlgebraFile): PolicyTerms {
  const { releaseTagSet, releaseAbsentMeans, absentMeans = {}, roster = {} } = file;
  if (releaseTagSet !== undefined && !permissiveSets(policy).includes(releaseTagSet)) throw new Error(`${policy.name} has no permissive tag set ${releaseTagSet}`);
  // A tag set of which the file says nothing limits nobody when it is absent: the vectors state the release set only.
  const stated = permissiveSets(policy).map((it): [string, AbsentMeans] => {
    const said = absentMeans[it] ?? (it === releaseTagSet ? releaseAbsentMeans : "everyone");
    if (typeof said !== "string") throw new Error(`it does not say what it means that a label has no ${it}; state absentMeans`);
    return [it, meaning(said)];
  });
  return { policy, absentMeans: Object.fromEntries(stated), roster, ...(releaseTagSet !== undefined && { releaseSet: releaseTagSet }) };
}

function meant(terms: PolicyTerms, written: WrittenLabel): Label {
  const label = labelOf(terms, written);
  if (isProblem(label)) throw new Error(label.message);
  return label;
}

/** A clearance of a vector, its level by height or by name. @throws Error where it is none: what is missing is not guessed */
export function clearanceOf(policy: LabelPolicy, given: unknown): Clearance {
  if (!isRow(given)) throw new Error("there is no clearance");
  const hierarchy = given["maxClassificationHierarchy"] ?? policy.levels.find((level) => level.name === given["classification"])?.hierarchy;
  if (typeof hierarchy !== "number") throw new Error("the clearance names no level of the policy");
  const [restrictive, permissive] = [given["restrictive"] ?? [], given["permissive"] ?? {}];
  if (!Array.isArray(restrictive) || !restrictive.every((it): it is [string, string] => isTexts(it) && it.length === 2)) throw new Error("restrictive of the clearance is no list of pairs of a tag set and a value");
  if (!isRow(permissive) || !Object.values(permissive).every(isTexts)) throw new Error("permissive of the clearance is no object with lists of values");
  return { hierarchy, restrictive: restrictive.map(([set, value]): Held => [set, value]), nation: wordsOf(given, "nation"), permissive: permissive as Readonly<Record<string, readonly string[]>> };
}

const isTexts = (it: unknown): it is readonly string[] => Array.isArray(it) && it.every((one) => typeof one === "string");

/** A label of a vector as it is written. @throws Error where it has not the form of one */
function writtenIn(given: unknown): WrittenLabel {
  if (!isRow(given)) throw new Error("it has no label where one is needed");
  for (const name of ["policy", "classification"]) wordsOf(given, name);
  const categories = given["categories"] ?? {};
  if (!isRow(categories) || !Object.values(categories).every(isTexts)) throw new Error("categories of the label is no object with lists of values");
  return { ...given, categories } as unknown as WrittenLabel;
}

function listIn(row: Vector, name: string): readonly unknown[] {
  const value = row[name];
  if (!Array.isArray(value) || value.length === 0) throw new Error(`its ${name} is no list with anything in it`);
  return value as readonly unknown[];
}

type Vector = Readonly<Record<string, unknown>>;

function objectOf(it: unknown): Vector {
  if (!isRow(it)) throw new Error("it is no object");
  return it;
}

const thrown = (message: string): never => {
  throw new Error(message);
};

const KINDS = ["decisions", "joins", "order", "validity"];

/** Cases of one file of label algebra. */
function algebraCases(file: string, value: AlgebraFile & Vector, policies: readonly LabelPolicy[]): readonly Case[] {
  const policy = policyNamed(policies, value.policy);
  if (policy === undefined) throw new Error(`its policy ${String(value.policy ?? "")} is not in the folder, or cannot be read`);
  const terms = termsOf(policy, value);
  const joined = (it: Vector, name: string): Label => listIn(it, name).map((one) => meant(terms, writtenIn(one))).reduce((a, b) => join(terms, a, b));
  const of = (kind: string, expected: (it: Vector) => unknown, found: (it: Vector) => unknown): readonly Case[] => listOf(value[kind]).map((it: unknown, at) => oneCase(`${file} ${String((isRow(it) ? it["id"] : undefined) ?? `${kind} ${at + 1}`)}`, () => expected(objectOf(it)), () => found(objectOf(it))));
  return [
    // What has no label, or one that is not understood, is for nobody.
    ...of("decisions", (it) => it["expect"], (it) => (permits(terms, clearanceOf(policy, it["clearance"]), labelInStore(terms, it["label"] === null ? undefined : writtenIn(it["label"]))) ? "permit" : "deny")),
    ...of(
      "joins",
      (it) => ordered([it["expect"], it["rendering"]]),
      (it) => {
        const label = joined(it, "labels");
        const rendering = render(terms, label);
        return ordered([
          { classification: policy.levels.find((level) => level.hierarchy === label.hierarchy)?.name, restrictive: label.restrictive, clauses: label.clauses, informative: label.informative },
          rendering.outcome === "refuse" ? { outcome: "refuse", reason: rendering.reason } : { outcome: rendering.outcome, categories: rendering.categories },
        ]);
      },
    ),
    ...of("order", (it) => it["expect"], (it) => isBelow(joined(it, "a"), joined(it, "b"))),
    ...of("validity", (it) => (isTexts(it["violations"]) ? [...it["violations"]].sort() : thrown("it does not say which rules are broken: violations is no list of texts")), (it) => [...new Set(violationsOf(policy, writtenIn(it["label"])).map((one) => one.rule))].sort()),
  ];
}

const algebra: Suite = {
  folder: "label-algebra",
  endings: [".json", ".xml"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    const policies = policiesIn(folder);
    eachFile({ folder, ending: ".xml", cases }, (file) => {
      const read = readSpif(textIn(folder, file), { tolerant: true });
      if (read.kind === "refused") refusedFile(file, textIn(folder, file), read.findings, { cases, notClaimed });
    });
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const value = jsonIn(folder, file, cases);
      if (value === undefined) return;
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        cases.push({ name: file, trouble: "the file is no object with vectors" });
        return;
      }
      const of = value as AlgebraFile & Vector;
      if (of["readerHoldsExactlyOneNation"] === false) {
        notClaimed.push(`${file}: readers of several nations at once; in Concord a reader acts for one`);
        return;
      }
      for (const name of KINDS) if (of[name] !== undefined && !Array.isArray(of[name])) cases.push({ name: `${file} ${name}`, trouble: "it is no list" });
      guarded(cases, file, () => void cases.push(...algebraCases(file, of, policies)));
      const unknown = Object.entries(of).filter(([name, it]) => Array.isArray(it) && !KINDS.includes(name));
      for (const [name, it] of unknown) notClaimed.push(`${file}: ${(it as readonly unknown[]).length} vectors under ${name}, a kind that is not known`);
      if (!KINDS.some((it) => listOf(of[it]).length > 0)) notClaimed.push(`${file}: it has no vectors of a kind that is known (${KINDS.join(", ")})`);
    });
    if (cases.length === 0 && notClaimed.length === 0) notClaimed.push("the folder has no vectors: JSON beside a SPIF");
    return { suite: "label-algebra", cases, notClaimed };
  },
};

/** A file that is neither policy nor label: of a newer schema or another kind it is not claimed, with the reason; broken, it fails. */
function refusedFile(file: string, source: string, findings: readonly { readonly line: number; readonly message: string }[], { cases, notClaimed }: { readonly cases: Case[]; readonly notClaimed: string[] }): void {
  const root = readXml(source);
  const version = "kind" in root ? undefined : root.attributes.get("schemaVersion");
  const reason = findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 3).join(" ");
  if ("kind" in root) cases.push({ name: file, trouble: `the file is broken: line ${root.line}: ${root.message}` });
  else if (root.name !== "SPIF" && !root.name.endsWith("ConfidentialityLabel")) notClaimed.push(`${file}: a ${root.name}, neither a SPIF nor a label`);
  else if (version?.startsWith("3") === true) notClaimed.push(`${file}: ${reason}`);
  else cases.push({ name: file, trouble: reason });
}

/** What a label names and its policy does not have: of a policy that is known, that is a failure, be it a level, a tag set or a value. */
const unknownIn = (policy: LabelPolicy, document: LabelDocument): readonly string[] =>
  violationsOf(policy, writtenOf(policy, document))
    .filter((it) => it.rule.startsWith("unknown-"))
    .map((it) => `${policy.name} has no ${it.rule === "unknown-classification" ? "level" : it.rule === "unknown-tag-set" ? "tag set" : "value"} ${it.about}`);

const spif: Suite = {
  folder: "stanag4774-spif",
  endings: [".xml", ".xsd"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    const policies = policiesIn(folder);
    eachFile({ folder, ending: ".xml", cases }, (file) => {
      const source = textIn(folder, file);
      const policy = readSpif(source, { tolerant: true });
      const strict = readSpif(source);
      if (policy.kind === "policy") {
        // A departure from the schema has to be told with its place, and a policy without one has to be read strictly.
        cases.push(oneCase(`${file} is ${strict.kind === "policy" ? "read strictly" : "told from the schema, each departure with its line"}`, true, () => strict.kind === "policy" || (strict.findings.length > 0 && strict.findings.every((it) => it.line > 0 && it.message !== ""))));
        return;
      }
      const label = readLabelXml(source, { tolerant: true });
      if (label.kind === "refused") {
        const isLabel = /<([\w-]+:)?\w*ConfidentialityLabel/.test(source);
        refusedFile(file, source, isLabel ? label.findings : policy.findings, { cases, notClaimed });
        return;
      }
      const named = policies.filter((it) => writtenOf(it, label.label).policy === it.name);
      const of = named.find((it) => Object.entries(writtenOf(it, label.label).categories).every(([set, values]) => values.every((value) => kindOf(it, set, value) !== undefined)));
      if (of === undefined) {
        const [edition] = named;
        if (edition === undefined) notClaimed.push(`${file}: no policy ${label.label.policy} in the folder`);
        else for (const it of unknownIn(edition, label.label)) cases.push({ name: file, trouble: it });
        return;
      }
      const written = writtenOf(of, label.label);
      for (const it of unknownIn(of, label.label)) cases.push({ name: file, trouble: it });
      for (const it of contradictionsOf(of, label.label)) cases.push({ name: file, trouble: it });
      cases.push(
        oneCase(`${file} is written again and read the same`, ordered(written), () => {
          const again = readLabelXml(labelXml({ policy: of, label: written, created: "2026-01-01T00:00:00Z", review: "2031-01-01T00:00:00Z" }));
          if (again.kind === "refused") throw new Error(again.findings[0]?.message ?? "refused");
          const back = writtenOf(of, again.label);
          const sort = (it: WrittenLabel): WrittenLabel => ({ ...it, categories: Object.fromEntries(Object.entries(it.categories).map(([set, values]) => [set, (written.categories[set] ?? []).filter((value) => values.includes(value))])) });
          return ordered(sort(back));
        }),
      );
    });
    for (const file of filesIn(folder, ".xsd")) notClaimed.push(`${file}: a schema; Concord checks structure by rules of its own`);
    if (cases.length === 0 && notClaimed.length === 0) notClaimed.push("the folder has no policies and no labels in XML");
    return { suite: "stanag4774-spif", cases, notClaimed };
  },
};

export const labelSuites: readonly Suite[] = [algebra, spif];
