import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parsePolicies, readPolicyFiles } from "#adapters/cedar";
import type { Layer } from "#duties";
import { playScenarios } from "#exchange";
import { ROOT } from "../../tools/files.ts";
import {
  approves,
  awarded,
  declares,
  does,
  drafts,
  evaluated,
  hand,
  type Line,
  opened,
  role,
  rules,
  sha256,
  takesEffect,
  tell,
  tender,
  words,
} from "./story.ts";

const files = readPolicyFiles();
const names = Object.keys(files.policies);
const VECTORS = ["procurement-integrity", "procurement-integrity-more"].flatMap((folder) =>
  readdirSync(join(ROOT, "tests/vectors", folder)).map(
    (file) =>
      [
        file,
        JSON.parse(readFileSync(join(ROOT, "tests/vectors", folder, file), "utf8")) as readonly { readonly id: string; readonly reason?: string }[],
      ] as const,
  ),
);

describe("the shipped policies", () => {
  test("hold against their schema, and each is a file of one policy", () => {
    const loaded = parsePolicies(files);
    expect(loaded.kind === "refused" ? loaded.findings : []).toEqual([]);
    expect(names.length).toBeGreaterThan(30);
  });
  test.each<readonly [string, Partial<Record<"schema" | "policy", string>>, RegExp]>([
    ["that is no policy", { policy: "permit everything" }, /x\.cedar.*/],
    [
      "of an attribute that there is not",
      { policy: '@en("A.")\n@fr("B.")\n@mendEn("C.")\n@mendFr("D.")\nforbid (principal is Person, action, resource is Case) when { resource.weather == 1 };' },
      /weather/,
    ],
    ["of an action that there is not", { policy: '@en("A.")\n@fr("B.")\npermit (principal, action == Action::"fly", resource);' }, /fly/],
    ["that says nothing in words", { policy: "permit (principal is Node, action, resource is Case);" }, /@en/],
    ["with a schema that is none", { schema: "entity Person in" }, /schema/],
  ])("a policy %s is refused, with all others", (_, { schema, policy }, words_) => {
    const loaded = parsePolicies({ schema: schema ?? files.schema, policies: { ...files.policies, ...(policy !== undefined && { x: policy }) } });
    expect(loaded.kind).toBe("refused");
    if (loaded.kind === "refused") expect(loaded.findings.map((it) => `${it.file} ${it.message}`).join("\n")).toMatch(words_);
  });
  test("a policy that cannot be evaluated refuses, rather than being passed over", () => {
    const overflow =
      '@en("A.")\n@fr("B.")\n@mendEn("C.")\n@mendFr("D.")\nforbid (principal is Person, action == Action::"file-declaration", resource is Case) when { 9223372036854775807 + 1 == 0 };';
    const loaded = parsePolicies({ ...files, policies: { ...files.policies, overflow } });
    if (loaded.kind === "refused") throw new Error(loaded.findings[0]?.message);
    const asked = {
      doer: "person",
      by: "eve",
      action: "file-declaration",
      caseId: "T",
      nation: "XAA",
      standsFor: ["eve"],
      holds: [],
      admits: {},
      acted: { required: [], drafted: [], opened: [], evaluated: [], authored: [], approved: [], received: [], paid: [], audited: [], changed: [] },
      panel: [],
      declared: [],
      isConflicted: false,
      isUnreleased: false,
      approvals: [],
      approvalLines: [],
      linesDiffer: false,
    } as const;
    expect(loaded.policies.refusals(asked)).toEqual([{ reason: "layer-failed", audience: "all" }]);
    // A request that the schema does not know is refused as well.
    expect(loaded.policies.refusals({ ...asked, action: "fly" })).toEqual([{ reason: "layer-failed", audience: "all" }]);
  });
});

const enters = (by: string): Line => ({ kind: "change-record", by, case: "T", nation: "XAA" });
const STORIES: readonly (readonly Line[])[] = [
  [
    ...hand("rex", "requirer"),
    { kind: "state-requirement", by: "rex", case: "T", nation: "XAA" },
    ...awarded,
    approves("ben"),
    approves("cem"),
    takesEffect(),
    ...hand("rea", "receiver"),
    does("rea", "certify-receipt"),
    ...hand("pat", "payer"),
    does("pat", "pay"),
    role("hal", "auditor"),
    does("hal", "read-record"),
    does("hal", "attest"),
    role("ken", "clerk"),
    enters("ken"),
  ],
  [role("sam", "security"), { kind: "draft-access-change", by: "sam", case: "R", draft: "R", nation: "XAA", change: "roster", nations: ["XAA"], content: {} }],
  [
    ...hand("zoe", "emergency", "E"),
    (it) => ({ kind: "declare-emergency", by: "zoe", case: "E", emergency: "E", nation: "XAA", reason: "flood", until: it.at + 1e9 }),
  ],
  [
    ...tender,
    declares("ann", "T", [{ supplier: "S1", kind: "own" }]),
    { kind: "withdraw-bid", by: "S1", case: "T", supplier: "S1" },
    ...hand("ida", "integrity"),
    { kind: "release-conflict", by: "ida", case: "T", person: "ann", supplier: "S1", reason: "none" },
  ],
  [...evaluated, ...hand("eve", "evaluator"), does("eve", "read-bid")],
  [...opened, role("sam", "security"), role("sam", "clerk"), enters("sam")],
  [
    ...awarded,
    approves("ben"),
    { kind: "delegated", from: "dora", to: "cem" },
    approves("cem"),
    role("dora", "approver"),
    approves("dora"),
    role("ben", "drafter"),
    drafts("ben"),
  ],
];

/** Each story and scenario, and what it comes to under some rules, to the reason. */
const ITEMS: readonly ((layers: readonly Layer[]) => string)[] = [
  ...STORIES.map((lines) => (layers: readonly Layer[]) => tell(layers, lines).decisions.map(words).join("; ")),
  ...VECTORS.flatMap(([, rows]) =>
    rows.map(
      (row) => (layers: readonly Layer[]) =>
        playScenarios([row], { layers, sha256 })
          .map((it) => (it.kind === "decided" ? words(it.decision) : it.message))
          .join("; "),
    ),
  ),
];

describe("every policy matters", () => {
  const shipped = rules();
  const whole = ITEMS.map((it) => it(shipped));
  test("the scenarios decide for the reasons that they name", () => {
    const named = VECTORS.flatMap(([, rows]) => rows)
      .map((row, i) => [row.id, row.reason ?? "", whole[STORIES.length + i] ?? ""] as const)
      .filter(([, reason]) => reason !== "");
    expect(named.length).toBeGreaterThan(60);
    for (const [id, reason, found] of named) expect([id, found]).toEqual([id, reason]);
  });
  test.each(names)("a copy without %s decides something otherwise", (name) => {
    const layers = rules([name]);
    // Where it speaks it is seen at once; what it permits, anywhere.
    const likeliestFirst = ITEMS.map((_, i) => i).toSorted((a, b) => Number(whole[b]?.includes(name)) - Number(whole[a]?.includes(name)));
    expect(likeliestFirst.some((i) => ITEMS[i]?.(layers) !== whole[i])).toBe(true);
  });
});
