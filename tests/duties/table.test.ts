import { describe, expect, test } from "vitest";
import {
  awarded,
  approves,
  contracted,
  declares,
  does,
  drafts,
  evaluated,
  hand,
  type Line,
  opened,
  panel,
  role,
  rules,
  takesEffect,
  tell,
  tender,
  words,
} from "./story.ts";

const layers = rules();
const requires = (by: string): Line => ({ kind: "state-requirement", by, case: "T", nation: "XAA" });
const draftsTender =
  (by: string): Line =>
  (duties) => ({ kind: "draft-tender", by, case: "T", nation: "XAA", deadline: duties.at + 30 * 86_400_000 });
const enters = (by: string): Line => ({ kind: "change-record", by, case: "T", nation: "XAA" });
const changesAccess = (by: string): Line => ({
  kind: "draft-access-change",
  by,
  case: "R",
  draft: "R",
  nation: "XAA",
  change: "release",
  nations: ["XAA"],
  content: { figure: "f1" },
});
const releases = (by: string, person: string): Line => ({ kind: "release-conflict", by, case: "T", person, supplier: "S1", reason: "no access was used" });
const withdraws: Line = { kind: "withdraw-bid", by: "S1", case: "T", supplier: "S1" };
const both = (person: string, ...names: Parameters<typeof role>[1][]): readonly Line[] => [...names.map((it) => role(person, it)), declares(person)];

/** Duty held, duty asked for, the reason; told both ways where both orders can come about. */
const CELLS: readonly (readonly [string, string, readonly Line[], string])[] = [
  ["states the requirement", "award", [...both("eve", "requirer", "approver"), requires("eve"), ...awarded, approves("eve")], "requirement-and-award"],
  ["award", "states the requirement", [...awarded, ...both("eve", "requirer", "approver"), approves("eve"), requires("eve")], "requirement-and-award"],
  [
    "states the requirement",
    "receive",
    [...both("eve", "requirer", "receiver"), requires("eve"), ...contracted, does("eve", "certify-receipt")],
    "requirement-and-receipt",
  ],
  [
    "receive",
    "states the requirement",
    [...contracted, ...both("eve", "requirer", "receiver"), does("eve", "certify-receipt"), requires("eve")],
    "requirement-and-receipt",
  ],
  ["states the requirement", "audit", [...both("eve", "requirer"), requires("eve"), role("eve", "auditor"), does("eve", "attest")], "audits-own-act"],
  [
    "audit",
    "states the requirement",
    [
      role("eve", "auditor"),
      ...opened,
      does("eve", "attest"),
      ...both("eve", "requirer"),
      { kind: "role-ended", person: "eve", role: "auditor", nation: "XAA" },
      requires("eve"),
    ],
    "auditor-changes-nothing",
  ],
  [
    "drafts tender",
    "evaluate alone",
    [...tender.slice(0, 3), ...both("dan", "evaluator", "drafter"), ...opened.slice(3), does("dan", "join-panel"), does("dan", "evaluate")],
    "evaluates-alone",
  ],
  ["drafts tender", "approve", [...awarded, role("dan", "approver"), approves("dan")], "tender-and-award"],
  [
    "approve",
    "drafts tender",
    [...hand("dora", "drafter"), ...both("eve", "drafter", "approver"), drafts("dora"), approves("eve"), draftsTender("eve")],
    "tender-and-award",
  ],
  ["opens bids", "evaluate", [...panel, role("ola", "evaluator"), does("ola", "join-panel")], "opening-and-evaluation"],
  [
    "evaluate",
    "opens bids",
    [...tender, ...both("eve", "evaluator", "opener"), does("eve", "join-panel"), 11, does("eve", "sign-opening")],
    "opening-and-evaluation",
  ],
  ["evaluates", "approve award", [...awarded, role("una", "approver"), approves("una")], "evaluation-and-award"],
  [
    "approve award",
    "evaluates",
    [...hand("dora", "drafter"), ...both("eve", "evaluator", "approver"), drafts("dora"), approves("eve"), does("eve", "join-panel")],
    "evaluation-and-award",
  ],
  ["evaluates", "receive", [...contracted, role("una", "receiver"), does("una", "certify-receipt")], "evaluation-and-receipt"],
  [
    "receive",
    "evaluates",
    [...contracted, ...both("eve", "evaluator", "receiver"), does("eve", "certify-receipt"), does("eve", "join-panel")],
    "evaluation-and-receipt",
  ],
  ["author", "approve", [...awarded, role("dora", "approver"), approves("dora")], "author-approves"],
  [
    "delegate of the author",
    "second approval",
    [...awarded, approves("ben"), { kind: "delegated", from: "dora", to: "cem" }, approves("cem")],
    "delegate-of-author-approves",
  ],
  [
    "delegate of a delegate of the author",
    "second approval",
    [...awarded, approves("ben"), { kind: "delegated", from: "dora", to: "zoe" }, { kind: "delegated", from: "zoe", to: "cem" }, approves("cem")],
    "delegate-of-author-approves",
  ],
  ["approve", "author of the same case", [...awarded, approves("ben"), role("ben", "drafter"), drafts("ben")], "approver-drafts"],
  ["first approval", "second approval", [...awarded, approves("ben"), approves("ben")], "two-different-approvers"],
  [
    "first approval",
    "second approval by a delegate",
    [...awarded, approves("ben"), { kind: "delegated", from: "ben", to: "cem" }, approves("cem")],
    "two-different-approvers",
  ],
  ["certifies receipt", "pay", [...contracted, ...both("eve", "receiver", "payer"), does("eve", "certify-receipt"), does("eve", "pay")], "receipt-and-payment"],
  [
    "pay",
    "certifies receipt",
    [
      ...contracted,
      ...hand("rea", "receiver"),
      does("rea", "certify-receipt"),
      ...both("eve", "receiver", "payer"),
      does("eve", "pay"),
      does("eve", "certify-receipt"),
    ],
    "receipt-and-payment",
  ],
  [
    "integrity officer",
    "release own conflict",
    [...opened, role("ida", "integrity"), declares("ida", "T", [{ supplier: "S1", kind: "own" }]), withdraws, releases("ida", "ida")],
    "conflict-not-released, own-conflict",
  ],
  ["auditor", "change a record", [...opened, role("eve", "auditor"), role("eve", "clerk"), enters("eve")], "auditor-changes-nothing"],
  ["changes a record", "audit", [...opened, role("eve", "clerk"), enters("eve"), role("eve", "auditor"), does("eve", "attest")], "audits-own-act"],
  ["changes a record", "export", [...opened, role("eve", "clerk"), enters("eve"), role("eve", "auditor"), does("eve", "export-record")], "audits-own-act"],
  ["security officer", "data entry", [...opened, role("eve", "security"), role("eve", "clerk"), enters("eve")], "security-and-data"],
  ["data entry", "change of access", [role("eve", "security"), role("eve", "clerk"), changesAccess("eve")], "security-and-data"],
  [
    "one opening officer",
    "second signature",
    [...tender, ...hand("ola", "opener"), 11, does("ola", "sign-opening"), does("ola", "sign-opening")],
    "two-different-openers",
  ],
  ["not on the panel", "read a bid", [...panel, ...hand("eve", "evaluator"), does("eve", "read-bid")], "off-the-panel"],
  ["nobody", "role without a declaration", [...tender, role("eve", "evaluator"), does("eve", "join-panel")], "declaration-first"],
];

describe("the table of duties, each cell", () => {
  test.each(CELLS)("who %s may not also: %s", (_held, _asked, lines, reason) => {
    const told = tell(layers, lines);
    expect(words(told.last)).toBe(reason);
    // All that leads there is allowed: the refusal is the cell's own.
    expect(told.decisions.slice(0, -1).map(words)).toEqual(told.decisions.slice(0, -1).map(() => "allow"));
  });
  test("an award in order, by separate persons, goes all the way", () => {
    const told = tell(layers, [
      ...hand("rex", "requirer"),
      requires("rex"),
      ...contracted,
      ...hand("rea", "receiver"),
      does("rea", "certify-receipt"),
      ...hand("pat", "payer"),
      does("pat", "pay"),
      role("hal", "auditor"),
      does("hal", "read-record"),
      does("hal", "export-record"),
      does("hal", "attest"),
      role("ken", "clerk"),
      enters("ken"),
    ]);
    expect(told.decisions.map(words)).toEqual(told.decisions.map(() => "allow"));
  });
  test("who drafted the tender evaluates beside others", () => {
    expect(words(tell(layers, [...panel, role("dan", "evaluator"), does("dan", "join-panel"), does("dan", "evaluate")]).last)).toBe("allow");
  });
  test("separated duties may be held in two cases", () => {
    const told = tell(layers, [
      ...contracted,
      role("una", "receiver"),
      declares("una", "U"),
      ...hand("dora", "drafter", "U"),
      drafts("dora", "B", { caseId: "U" }),
      declares("ben", "U"),
      declares("cem", "U"),
      approves("ben", "B"),
      approves("cem", "B"),
      takesEffect("B"),
      does("una", "certify-receipt", "U"),
    ]);
    expect(words(told.last)).toBe("allow");
  });
  test("a role of another nation does not count, and an agreement makes it count", () => {
    const foreign: readonly Line[] = [...awarded, role("gus", "approver", "XBB"), declares("gus")];
    expect(words(tell(layers, [...foreign, approves("gus")]).last)).toBe("role-missing");
    expect(words(tell(layers, [...foreign, { kind: "agreement-made", lead: "XBB", nation: "XAA", roles: ["approver"] }, approves("gus")]).last)).toBe("allow");
  });
  test("evaluated has all it needs", () => expect(tell(layers, evaluated).decisions.map(words)).toEqual(tell(layers, evaluated).decisions.map(() => "allow")));
});
