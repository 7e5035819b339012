import { describe, expect, test } from "vitest";
import { addMonths, countedApprovals, draftHash, type Duties, type DutyEvent, fold, neededApprovals, NO_DUTIES, relatedSum, rulesOf } from "#duties";
import { approves, awarded, contracted, DAY, declares, drafts, hand, type Line, role, rules, sha256, START, takesEffect, tell, words } from "./story.ts";

const layers = rules();
type Untimed = DutyEvent extends infer Event ? (Event extends unknown ? Omit<Event, "at"> : never) : never;
const outcome = (lines: readonly Line[]): string => words(tell(layers, lines).last);
const rule = (name: string, value: number): Line => ({ kind: "rule-set", nation: "XAA", rule: `duties.${name}`, value });
/** Direct awards, each a case of its own, by dora with approvers ben and cem. */
const office = (...cases: readonly string[]): readonly Line[] => [
  role("dora", "drafter"),
  role("ben", "approver"),
  role("cem", "approver"),
  ...cases.flatMap((it) => ["dora", "ben", "cem"].map((person) => declares(person, it))),
];
const award = (draft: string, amount: number, more: Parameters<typeof drafts>[2] = {}): Line => drafts("dora", draft, { caseId: draft, amount, ...more });
const single = (draft: string, amount: number, more: Parameters<typeof drafts>[2] = {}): readonly Line[] => [
  award(draft, amount, more),
  approves("ben", draft),
  takesEffect(draft),
];

describe("approvals bind the exact draft", () => {
  test("the hash is of the canonical JSON of the draft", () => {
    const { duties } = tell(layers, [...office("A"), award("A", 5)]);
    const draft = duties.drafts["A"];
    if (draft === undefined) throw new Error("there is no draft");
    // printf '{"amount":5,"award":"A","currency":"EUR","nation":"XAA","supplier":"S1"}' | sha256sum, in base 64 for addresses
    expect(draftHash(sha256, draft)).toBe("GcMsXshJVsXy4N23IxgxOpZUyzONTvi9S7YrWLDHRu8");
  });
  test.each<readonly [string, readonly Line[], string]>([
    ["two approvals", [approves("ben"), approves("cem"), takesEffect()], "allow"],
    ["one approval", [approves("ben"), takesEffect()], "too-few-approvals"],
    [
      "the draft changed since",
      [approves("ben"), approves("cem"), drafts("dora", "A", { amount: 1001 }), takesEffect()],
      "approved-other-bytes, too-few-approvals",
    ],
    [
      "changed, and changed back",
      [approves("ben"), approves("cem"), drafts("dora", "A", { amount: 1001 }), drafts("dora"), takesEffect()],
      "approved-other-bytes, too-few-approvals",
    ],
    [
      "changed, and one approved anew",
      [approves("ben"), approves("cem"), drafts("dora", "A", { amount: 1001 }), approves("ben"), takesEffect()],
      "approved-other-bytes, too-few-approvals",
    ],
    [
      "changed, and both approved anew",
      [approves("ben"), approves("cem"), drafts("dora", "A", { amount: 1001 }), approves("ben"), approves("cem"), takesEffect()],
      "allow",
    ],
    ["an approval of other bytes", [{ kind: "approve-award", by: "ben", case: "T", draft: "A", hash: "pXHW", nation: "XAA" }], "other-bytes"],
    [
      "an approver lost the role",
      [approves("ben"), approves("cem"), { kind: "role-ended", person: "cem", role: "approver", nation: "XAA" }, takesEffect()],
      "too-few-approvals",
    ],
    [
      "lost it and has it again",
      [approves("ben"), approves("cem"), { kind: "role-ended", person: "cem", role: "approver", nation: "XAA" }, role("cem", "approver"), takesEffect()],
      "too-few-approvals",
    ],
    [
      "and approved again",
      [
        approves("ben"),
        approves("cem"),
        { kind: "role-ended", person: "cem", role: "approver", nation: "XAA" },
        role("cem", "approver"),
        approves("cem"),
        takesEffect(),
      ],
      "allow",
    ],
    [
      "an approver came into a conflict",
      [approves("ben"), approves("cem"), declares("cem", "T", [{ supplier: "S1", kind: "holding" }]), takesEffect()],
      "too-few-approvals",
    ],
    ["90 days later", [approves("ben"), approves("cem"), 89, takesEffect()], "allow"],
    ["more than 90 days later", [approves("ben"), approves("cem"), 90, takesEffect()], "too-few-approvals"],
    ["the supplier has withdrawn", [approves("ben"), approves("cem"), { kind: "withdraw-bid", by: "S1", case: "T", supplier: "S1" }, takesEffect()], "no-bid"],
    ["in effect twice", [approves("ben"), approves("cem"), takesEffect(), takesEffect()], "in-effect-already"],
    ["redrafted after effect", [approves("ben"), approves("cem"), takesEffect(), drafts("dora")], "in-effect-already"],
    ["of no draft", [approves("ben", "B")], "no-draft"],
  ])("%s", (_, lines, expected) => expect(outcome([...awarded, ...lines])).toBe(expected));

  test("a role that runs out by its date takes the approval with it, though granted anew", () => {
    const lent: Line = (duties) => ({ kind: "role-granted", person: "eve", role: "approver", nation: "XAA", until: duties.at + 5 * DAY });
    expect(outcome([...awarded, lent, declares("eve"), approves("ben"), approves("eve"), takesEffect()])).toBe("allow");
    expect(outcome([...awarded, lent, declares("eve"), approves("ben"), approves("eve"), 6, role("eve", "approver"), takesEffect()])).toBe("too-few-approvals");
  });
  test("different reporting lines, where set", () => {
    const line = (person: string, of: string): Line => ({ kind: "line-set", person, line: of });
    const set = [...awarded, rule("lines-differ", 1), line("ben", "army"), line("cem", "army"), line("abe", "navy"), approves("ben")];
    expect(outcome([...set, approves("cem")])).toBe("different-reporting-lines");
    expect(outcome([...set, approves("abe"), takesEffect()])).toBe("allow");
    expect(outcome([...awarded, rule("lines-differ", 1), approves("ben")])).toBe("different-reporting-lines");
    // The rule may come after the approvals.
    const given = [...awarded, line("ben", "army"), line("cem", "army"), line("abe", "navy")];
    expect(outcome([...given, approves("ben"), approves("cem"), rule("lines-differ", 1), takesEffect()])).toBe("too-few-approvals");
    expect(outcome([...given, approves("ben"), approves("abe"), rule("lines-differ", 1), takesEffect()])).toBe("allow");
    // Of an approver without a line it is not known that it differs.
    expect(outcome([...awarded, line("ben", "army"), approves("ben"), approves("cem"), rule("lines-differ", 1), takesEffect()])).toBe("too-few-approvals");
  });
});

describe("thresholds look at the related sum", () => {
  const threshold = rule("two-approvals-from", 5000);
  test.each<readonly [string, readonly Line[], string]>([
    ["one unit below", [...single("A", 4999)], "allow"],
    ["exactly there", [...single("A", 5000)], "too-few-approvals"],
    ["two halves to one supplier", [...single("A", 2500), ...single("B", 2500)], "too-few-approvals-for-related"],
    ["just below in two", [...single("A", 2500), ...single("B", 2499)], "allow"],
    ["to another supplier", [...single("A", 2500), ...single("B", 2500, { supplier: "S2" })], "allow"],
    [
      "to a sister of the supplier",
      [
        { kind: "ownership-recorded", owner: "H", owned: "S1" },
        { kind: "ownership-recorded", owner: "H", owned: "S2" },
        ...single("A", 2500),
        ...single("B", 2500, { supplier: "S2" }),
      ],
      "too-few-approvals-for-related",
    ],
    [
      "a sister no more",
      [
        { kind: "ownership-recorded", owner: "H", owned: "S1" },
        { kind: "ownership-recorded", owner: "H", owned: "S2" },
        ...single("A", 2500),
        { kind: "ownership-ended", owner: "H", owned: "S2" },
        ...single("B", 2500, { supplier: "S2" }),
      ],
      "allow",
    ],
    ["in another class", [...single("A", 2500, { itemClass: "10" }), ...single("B", 2500, { itemClass: "13" })], "allow"],
    ["a class that is not stated counts with every class", [...single("A", 2500, { itemClass: "10" }), ...single("B", 2500)], "too-few-approvals-for-related"],
    [
      "in another currency there is no sum, and the strict rule holds",
      [...single("A", 1), ...single("B", 1, { currency: "USD" })],
      "too-few-approvals-for-related",
    ],
    ["a year later", [...single("A", 2500), 366, ...single("B", 2500)], "allow"],
    [
      "an amendment",
      [...single("A", 4000), award("A2", 1000, { caseId: "A", amends: "A" }), approves("ben", "A2"), takesEffect("A2")],
      "too-few-approvals-for-related",
    ],
    [
      "an amendment years later",
      [...single("A", 4000), 1000, award("A2", 1000, { caseId: "A", amends: "A" }), approves("ben", "A2"), takesEffect("A2")],
      "too-few-approvals-for-related",
    ],
    [
      "an amendment of an amendment",
      [
        ...single("A", 2000),
        award("A2", 2000, { caseId: "A", amends: "A" }),
        approves("ben", "A2"),
        takesEffect("A2"),
        award("A3", 1000, { caseId: "A", amends: "A2" }),
        approves("ben", "A3"),
        takesEffect("A3"),
      ],
      "too-few-approvals-for-related",
    ],
    [
      "a reduction does not make room",
      [...single("A", 4000), award("A2", -3000, { caseId: "A", amends: "A" }), approves("ben", "A2"), takesEffect("A2"), ...single("B", 1000)],
      "too-few-approvals-for-related",
    ],
    ["what is only drafted does not count", [award("A", 4000), ...single("B", 2500)], "allow"],
    ["an amendment to another supplier is none", [...single("A", 2500), award("A2", 10, { caseId: "A", amends: "A", supplier: "S2" })], "no-award-to-amend"],
    [
      "both at once: the second to take effect meets the first",
      [award("A", 2500), award("B", 2500), approves("ben", "A"), approves("ben", "B"), takesEffect("A"), takesEffect("B")],
      "too-few-approvals-for-related",
    ],
  ])("%s", (_, lines, expected) => expect(outcome([threshold, ...office("A", "B"), ...lines])).toBe(expected));

  test("the window is twelve months, its last day included", () => {
    const at = START + 40 * DAY;
    const base = [
      { kind: "draft-award", at: START, by: "dora", case: "A", draft: "A", nation: "XAA", content: { supplier: "S1", amount: 10, currency: "EUR" } },
      { kind: "take-effect", at, by: "node", case: "A", draft: "A" },
      { kind: "draft-award", at, by: "dora", case: "B", draft: "B", nation: "XAA", content: { supplier: "S1", amount: 7, currency: "EUR" } },
    ] as const;
    const duties = base.reduce(fold, NO_DUTIES);
    const draft = duties.drafts["B"];
    if (draft === undefined) throw new Error("there is no draft");
    expect([addMonths(at, 12), addMonths(at, 12) + 1].map((when) => relatedSum(duties, draft, when).sum)).toEqual([17, 7]);
  });
  test("months end on the last day of shorter ones", () => {
    expect([addMonths(Date.UTC(2026, 0, 31, 5), 1), addMonths(Date.UTC(2024, 1, 29), -12), addMonths(Date.UTC(2026, 10, 15), 3)]).toEqual([
      Date.UTC(2026, 1, 28, 5),
      Date.UTC(2023, 1, 28),
      Date.UTC(2027, 1, 15),
    ]);
  });
});

describe("the fold takes what it is given, also what the rules refuse", () => {
  const of = (...events: readonly Untimed[]): Duties => events.map((it) => ({ ...it, at: START }) as DutyEvent).reduce(fold, NO_DUTIES);
  const award: Untimed = { kind: "draft-award", by: "dora", case: "A", draft: "A", nation: "XAA", content: { supplier: "S1", amount: 10, currency: "EUR" } };
  const change: Untimed = { kind: "draft-access-change", by: "sam", case: "R", draft: "R", nation: "XAA", change: "release", nations: [], content: {} };
  test.each<readonly [string, Untimed]>([
    ["an approval of no draft", { kind: "approve-award", by: "ben", case: "A", draft: "B", hash: "", nation: "XAA" }],
    ["the effect of no draft", { kind: "take-effect", by: "node", case: "A", draft: "B" }],
    ["an emergency without an end", { kind: "declare-emergency", by: "zoe", case: "A", emergency: "E", nation: "XAA", reason: "flood" }],
  ])("%s changes no draft and begins nothing", (_, event) => {
    const [before, after] = [of(award), of(award, event)];
    expect([after.drafts, after.emergencies, after.reviews]).toEqual([before.drafts, {}, []]);
  });
  test("an award that amends what is not there, or itself, stands at the start of its own chain", () => {
    const sums = ["nowhere", "A"].map((amends) => {
      const duties = of({ ...award, amends } as Untimed);
      return relatedSum(duties, duties.drafts["A"]!, START);
    });
    expect(sums).toEqual(sums.map(() => ({ sum: 10, drafts: ["A"] })));
  });
  test("a change of access adds up to nothing; one of no nation is approved by the rules that hold where none are set", () => {
    const duties = of({ kind: "rule-set", nation: "XAA", rule: "duties.access-approvals", value: 5 }, change);
    const draft = duties.drafts["R"]!;
    expect([relatedSum(duties, draft, START), neededApprovals(duties, draft, START), neededApprovals(duties, { ...draft, nations: ["XAA"] }, START)]).toEqual([{ sum: 0, drafts: [] }, { kind: "access", persons: rulesOf().accessApprovals }, { kind: "access", persons: 5 }]);
  });
});

describe("emergency procedures", () => {
  const declared =
    (until: number | undefined, reason = "flood"): Line =>
    (duties) => ({
      kind: "declare-emergency",
      by: "zoe",
      case: "E",
      emergency: "E",
      nation: "XAA",
      reason,
      ...(until !== undefined && { until: duties.at + until * DAY }),
    });
  const authority = [...office("A"), ...hand("zoe", "emergency", "E")];
  test.each<readonly [string, readonly Line[], string]>([
    ["one approval is enough, flagged", [...authority, declared(5), ...single("A", 9, { emergency: "E" })], "allow emergency"],
    ["but not none", [...authority, declared(5), award("A", 9, { emergency: "E" }), takesEffect()], "too-few-approvals"],
    ["not after its end", [...authority, declared(5), 5, ...single("A", 9, { emergency: "E" })], "too-few-approvals"],
    ["not for an award that does not name it", [...authority, declared(5), ...single("A", 9)], "too-few-approvals"],
    ["not without an end", [...authority, declared(undefined)], "no-end-date"],
    ["not without a reason", [...authority, declared(5, " ")], "no-reason"],
    ["not twice", [...authority, declared(5), declared(9)], "declared-already"],
    ["not by anybody", [role("zoe", "approver"), declared(5)], "role-missing"],
  ])("%s", (_, lines, expected) => expect(outcome(lines)).toBe(expected));
  test("the review is a task with a date", () => {
    const told = tell(layers, [...authority, declared(5), ...single("A", 9, { emergency: "E" })]);
    expect(told.last).toEqual({ kind: "allow", flags: ["emergency"], reviewDue: told.at + 30 * DAY });
    expect(told.duties.reviews).toEqual([{ draft: "A", emergency: "E", due: told.at + 30 * DAY }]);
  });
});

describe("changes of access need two persons of every originating nation", () => {
  const change: Line = {
    kind: "draft-access-change",
    by: "sam",
    case: "R",
    draft: "R",
    nation: "XAA",
    change: "release",
    nations: ["XAA", "XBB"],
    content: { figure: "stock of 155 mm", to: "PUBLIC", until: "2026-12-31" },
  };
  const officers = [
    role("sam", "security"),
    ...["sue", "sid"].map((it) => role(it, "security")),
    ...["bo", "bea"].map((it) => role(it, "security", "XBB")),
    change,
  ];
  test.each<readonly [string, readonly Line[], string]>([
    ["both of both", [approves("sue", "R"), approves("sid", "R"), approves("bo", "R", "XBB"), approves("bea", "R", "XBB"), takesEffect("R")], "allow"],
    ["one of one nation", [approves("sue", "R"), approves("sid", "R"), approves("bo", "R", "XBB"), takesEffect("R")], "too-few-approvals"],
    ["none of the other nation", [approves("sue", "R"), approves("sid", "R"), takesEffect("R")], "too-few-approvals"],
    ["for the wrong nation", [approves("bo", "R")], "role-missing"],
    ["for a nation that it does not need", [role("cy", "security", "XCC"), approves("cy", "R", "XCC")], "other-nation"],
    ["the author", [approves("sam", "R")], "author-approves"],
    [
      "changed since",
      [
        approves("sue", "R"),
        approves("sid", "R"),
        approves("bo", "R", "XBB"),
        approves("bea", "R", "XBB"),
        { ...change, content: { figure: "stock of 155 mm", to: "PUBLIC", until: "2027-12-31" } } as Line,
        takesEffect("R"),
      ],
      "approved-other-bytes, too-few-approvals",
    ],
  ])("%s", (_, lines, expected) => expect(outcome([...officers, ...lines])).toBe(expected));
  test("who approved for one nation does not count for another", () => {
    const { duties, at } = tell(layers, [...officers, approves("sue", "R")]);
    const draft = duties.drafts["R"];
    if (draft === undefined) throw new Error("there is no draft");
    expect(["XAA", "XBB"].map((nation) => countedApprovals(duties, { sha256, draft, nation, at }).length)).toEqual([1, 0]);
  });
});

describe("a case is of one nation", () => {
  const stated = (nation: string, by: string): Line => ({ kind: "state-requirement", by, case: "T", nation });
  const own: readonly Line[] = [role("req", "requirer"), declares("req"), stated("XAA", "req")];
  test.each<readonly [string, readonly Line[], string]>([
    ["its first requirement says of which", [], "allow"],
    ["the same nation states another", [stated("XAA", "req")], "allow"],
    ["its own people state none for another", [stated("XBB", "req")], "other-nation"],
    ["nor do another's", [role("rex", "requirer", "XBB"), declares("rex"), stated("XBB", "rex")], "role-missing"],
  ])("%s", (_, lines, expected) => expect(outcome([...own, ...lines])).toBe(expected));
});

test("a contract can be received once it is in effect, and paid once it is received", () => {
  const received = [...hand("rea", "receiver"), ...hand("pat", "payer")];
  expect(outcome([...awarded, ...received, { kind: "certify-receipt", by: "rea", case: "T" }])).toBe("no-contract");
  expect(outcome([...contracted, ...received, { kind: "pay", by: "pat", case: "T" }])).toBe("not-received");
});
