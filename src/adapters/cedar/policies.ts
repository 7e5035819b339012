import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { type Policies, type PolicyText, type Question, type Refusal, ROLES } from "#duties";
import type { Finding } from "#stdx";

/** The policies that Concord ships. */
export const DUTY_POLICIES = fileURLToPath(new URL("../../../data/policies/duties/", import.meta.url));

/** Texts of a folder: one policy a file, named by it, and the schema. */
export interface PolicyFiles {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
}

export type LoadedPolicies = { readonly kind: "policies"; readonly policies: Policies } | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** Reads a folder of policies. @throws Error where it cannot be read. */
export function readPolicyFiles(folder: string = DUTY_POLICIES): PolicyFiles {
  const names = readdirSync(folder)
    .filter((it) => it.endsWith(".cedar"))
    .sort();
  return {
    schema: readFileSync(join(folder, "schema.cedarschema"), "utf8"),
    policies: Object.fromEntries(names.map((it) => [it.replace(/\.cedar$/, ""), readFileSync(join(folder, it), "utf8")])),
  };
}

/** Reads and parses a folder of policies. */
export const loadPolicies = (folder?: string): LoadedPolicies => parsePolicies(readPolicyFiles(folder));

let sets = 0;

/**
 * Parses policies once and checks each against the schema. Nothing is used where one of them does not hold: a policy that is
 * skipped would refuse nothing.
 */
export function parsePolicies(files: PolicyFiles): LoadedPolicies {
  const findings: Finding[] = [];
  const found = (name: string, message: string): void =>
    void findings.push({ level: "error", code: "policy", file: `${name}.cedar`, message, mend: "Mend the policy, or its schema." });
  const texts = Object.entries(files.policies).map(([name, text]) => textOf(name, text, found));
  const validated = cedar.validate({ schema: files.schema, policies: { staticPolicies: { ...files.policies } } });
  if (validated.type === "failure") for (const it of validated.errors) found("schema", it.message);
  else for (const it of [...validated.validationErrors, ...validated.validationWarnings]) found(it.policyId, it.error.message);
  const id = `duties-${(sets += 1)}`;
  const parsed =
    findings.length > 0 ? undefined : [cedar.preparsePolicySet(id, { staticPolicies: { ...files.policies } }), cedar.preparseSchema(id, files.schema)];
  for (const it of parsed ?? []) if (it.type === "failure") for (const error of it.errors) found("schema", error.message);
  if (findings.length > 0) return { kind: "refused", findings };
  const audiences = new Map(texts.map((it) => [it.name, it.audience]));
  return { kind: "policies", policies: { texts, refusals: (question) => refusalsOf(id, question, audiences) } };
}

/** What a policy says of itself, in its annotations. */
function textOf(name: string, text: string, found: (name: string, message: string) => void): PolicyText {
  const read = cedar.policyToJson(text);
  if (read.type === "failure") {
    found(name, read.errors.map((it) => it.message).join("; "));
    return { name, effect: "forbid", audience: "all", en: "", fr: "", mendEn: "", mendFr: "" };
  }
  const { effect, annotations = {} } = read.json;
  for (const it of ["en", "fr", ...(effect === "forbid" ? ["mendEn", "mendFr"] : [])]) if ((annotations[it] ?? "") === "") found(name, `has no @${it}`);
  return {
    name,
    effect,
    audience: annotations["confidential"] === "integrity" ? "integrity" : "all",
    en: annotations["en"] ?? "",
    fr: annotations["fr"] ?? "",
    mendEn: annotations["mendEn"] ?? "",
    mendFr: annotations["mendFr"] ?? "",
  };
}

const uid = (type: string, id: string): cedar.TypeAndId => ({ type, id });
const people = (ids: readonly string[]): cedar.CedarValueJson => ids.map((id) => ({ __entity: uid("Person", id) }));
const TYPES = { person: "Person", supplier: "Supplier", node: "Node" } as const;

function refusalsOf(id: string, question: Question, audiences: ReadonlyMap<string, Refusal["audience"]>): readonly Refusal[] {
  const answer = cedar.statefulIsAuthorized({
    principal: uid(TYPES[question.doer], question.by),
    action: uid("Action", question.action),
    resource: uid("Case", question.caseId),
    context: question.about === undefined ? {} : { about: { __entity: uid(question.doer === "supplier" ? "Supplier" : "Person", question.about) } },
    preparsedSchemaName: id,
    validateRequest: true,
    preparsedPolicySetId: id,
    entities: entitiesOf(question),
  });
  // Cedar passes over a policy that fails; a forbid that fails would open what it guards.
  if (answer.type === "failure" || answer.response.diagnostics.errors.length > 0) return [{ reason: "layer-failed", audience: "all" }];
  if (answer.response.decision === "allow") return [];
  const { reason } = answer.response.diagnostics;
  return reason.length === 0
    ? [{ reason: "role-missing", audience: "all" }]
    : [...reason].sort().map((it) => ({ reason: it, audience: audiences.get(it) ?? "all" }));
}

/** The case, the person, and the roles between them: a role of another nation is in that of the case where an agreement says so. */
function entitiesOf(question: Question): cedar.Entities {
  const { nation, acted } = question;
  const member = uid("Role", `${nation}/member`);
  const roles = new Map<string, cedar.TypeAndId[]>();
  for (const role of ROLES)
    for (const from of question.admits[role] ?? []) roles.set(`${from}/${role}`, [member, ...(from === nation ? [] : [uid("Role", `${nation}/${role}`)])]);
  for (const it of question.holds) if (!roles.has(it)) roles.set(it, []);
  return [
    { uid: member, attrs: {}, parents: [] },
    ...[...roles].map(([id, parents]) => ({ uid: uid("Role", id), attrs: {}, parents })),
    ...(question.doer === "person"
      ? [
          {
            uid: uid("Person", question.by),
            attrs: { standsFor: people(question.standsFor), ...(question.line !== undefined && { line: question.line }) },
            parents: question.holds.map((it) => uid("Role", it)),
          },
        ]
      : []),
    {
      uid: uid("Case", question.caseId),
      attrs: {
        roles: Object.fromEntries([...ROLES, "member"].map((role) => [role, { __entity: uid("Role", `${nation}/${role}`) }])),
        ...Object.fromEntries(Object.entries(acted).map(([set, ids]) => [set, people(ids)])),
        panel: people(question.panel),
        declared: people(question.declared),
        conflicted: people(question.isConflicted ? [question.by] : []),
        unreleased: people(question.isUnreleased ? [question.by] : []),
        approvals: people(question.approvals),
        approvalLines: [...question.approvalLines],
        linesDiffer: question.linesDiffer,
      },
      parents: [],
    },
  ];
}
