import { labelXml, readLabelXml, readSpif, writtenOf } from "#exchange";
import { type AbsentMeans, type Clearance, type Held, isBelow, isProblem, join, kindOf, type Label, labelOf, type LabelPolicy, permissiveSets, permits, type PolicyTerms, render, violationsOf, type WrittenLabel } from "#labels";
import { type Case, filesIn, jsonIn, listOf, oneCase, ordered, type Suite, textIn } from "./suite.ts";

/** Policies of a folder. Several may have one name: editions of one policy. */
export const policiesIn = (folder: string): readonly LabelPolicy[] =>
  filesIn(folder, ".xml").flatMap((file) => {
    const read = readSpif(textIn(folder, file), { tolerant: true });
    return read.kind === "policy" ? [read.policy] : [];
  });

export interface AlgebraFile {
  readonly policy?: string;
  readonly releaseTagSet?: string;
  readonly releaseAbsentMeans?: string;
  readonly absentMeans?: Readonly<Record<string, string>>;
  readonly roster?: Readonly<Record<string, readonly string[]>>;
}

const meaning = (text: string): AbsentMeans => (text === "originator" || text === "everyone" ? text : { group: text.replace(/^group:/, "") });

export function termsOf(policy: LabelPolicy, file: AlgebraFile): PolicyTerms {
  // A tag set of which the file says nothing limits nobody when it is absent: the vectors state the release set only.
  const stated = Object.fromEntries(permissiveSets(policy).map((it): [string, AbsentMeans] => [it, meaning(file.absentMeans?.[it] ?? (it === file.releaseTagSet ? (file.releaseAbsentMeans ?? "originator") : "everyone"))]));
  return { policy, absentMeans: stated, roster: file.roster ?? {}, ...(file.releaseTagSet !== undefined && { releaseSet: file.releaseTagSet }) };
}

function meant(terms: PolicyTerms, written: WrittenLabel): Label {
  const label = labelOf(terms, written);
  if (isProblem(label)) throw new Error(label.message);
  return label;
}

const clearanceOf = (it: Readonly<Record<string, unknown>>): Clearance => ({
  hierarchy: Number(it["maxClassificationHierarchy"]),
  restrictive: (it["restrictive"] as readonly (readonly [string, string])[]).map(([set, value]): Held => [set, value]),
  nation: String(it["nation"]),
  permissive: it["permissive"] as Readonly<Record<string, readonly string[]>>,
});

const algebra: Suite = {
  folder: "label-algebra",
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    const policies = policiesIn(folder);
    for (const file of filesIn(folder, ".json")) {
      const value = jsonIn(folder, file, cases) as (AlgebraFile & Readonly<Record<string, unknown>>) | undefined;
      if (value === undefined) continue;
      const policy = policies.find((it) => it.name === value.policy);
      if (policy === undefined) {
        cases.push({ name: file, trouble: `its policy ${value.policy ?? ""} is not in the folder, or cannot be read` });
        continue;
      }
      const terms = termsOf(policy, value);
      const joined = (labels: unknown): Label => (labels as readonly WrittenLabel[]).map((it) => meant(terms, it)).reduce((a, b) => join(terms, a, b));
      for (const it of listOf(value["decisions"])) cases.push(oneCase(`${file} ${String(it["id"])}`, it["expect"], () => (permits(terms, clearanceOf(it["clearance"] as Readonly<Record<string, unknown>>), meant(terms, it["label"] as WrittenLabel)) ? "permit" : "deny")));
      for (const it of listOf(value["joins"])) {
        cases.push(
          oneCase(`${file} ${String(it["id"])}`, ordered([it["expect"], it["rendering"]]), () => {
            const label = joined(it["labels"]);
            const rendering = render(terms, label);
            return ordered([
              { classification: policy.levels.find((level) => level.hierarchy === label.hierarchy)?.name, restrictive: label.restrictive, clauses: label.clauses, informative: label.informative },
              rendering.outcome === "refuse" ? { outcome: "refuse", reason: rendering.reason } : { outcome: rendering.outcome, categories: rendering.categories },
            ]);
          }),
        );
      }
      for (const it of listOf(value["order"])) cases.push(oneCase(`${file} ${String(it["id"])}`, it["expect"], () => isBelow(joined(it["a"]), joined(it["b"]))));
      for (const it of listOf(value["validity"])) cases.push(oneCase(`${file} ${String(it["id"])}`, [...(it["violations"] as readonly string[])].sort(), () => [...new Set(violationsOf(policy, it["label"] as WrittenLabel).map((one) => one.rule))].sort()));
    }
    return { suite: "label-algebra", cases, notClaimed };
  },
};

const spif: Suite = {
  folder: "stanag4774-spif",
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    const policies = policiesIn(folder);
    for (const file of filesIn(folder, ".xml")) {
      const source = textIn(folder, file);
      const policy = readSpif(source, { tolerant: true });
      const strict = readSpif(source);
      if (policy.kind === "policy") {
        // A departure from the schema has to be told with its place, and a policy without one has to be read strictly.
        cases.push(oneCase(`${file} is ${strict.kind === "policy" ? "read strictly" : "told from the schema, each departure with its line"}`, true, () => strict.kind === "policy" || (strict.findings.length > 0 && strict.findings.every((it) => it.line > 0 && it.message !== ""))));
        continue;
      }
      const label = readLabelXml(source, { tolerant: true });
      if (label.kind === "refused") {
        cases.push(oneCase(`${file} is refused with reasons`, true, () => label.findings.length > 0 && label.findings.every((it) => it.message !== "")));
        continue;
      }
      const named = policies.filter((it) => it.name === label.label.policy);
      const of = named.find((it) => Object.entries(writtenOf(it, label.label).categories).every(([set, values]) => values.every((value) => kindOf(it, set, value) !== undefined)));
      if (of === undefined) {
        notClaimed.push(`${file}: no policy ${label.label.policy} in the folder has its values`);
        continue;
      }
      const written = writtenOf(of, label.label);
      cases.push(
        oneCase(`${file} is written again and read the same`, ordered(written), () => {
          const again = readLabelXml(labelXml({ policy: of, label: written, created: "2026-01-01T00:00:00Z", review: "2031-01-01T00:00:00Z" }));
          if (again.kind === "refused") throw new Error(again.findings[0]?.message ?? "refused");
          const back = writtenOf(of, again.label);
          const sort = (it: WrittenLabel): WrittenLabel => ({ ...it, categories: Object.fromEntries(Object.entries(it.categories).map(([set, values]) => [set, (written.categories[set] ?? []).filter((value) => values.includes(value))])) });
          return ordered(sort(back));
        }),
      );
    }
    return { suite: "stanag4774-spif", cases, notClaimed };
  },
};

export const labelSuites: readonly Suite[] = [algebra, spif];
