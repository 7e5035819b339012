import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  actedIn,
  type ActedSet,
  caseOf,
  decide,
  draftHash,
  type Duties,
  fold,
  inOrder,
  isAct,
  type Layer,
  NO_DUTIES,
  relatedSum,
  ROLES,
  sameOwners,
  countedApprovals,
  type ActEvent,
  type DutyEvent,
  submit,
} from "#duties";
import { DAY, HOUR, type Line, role, rules, sha256, START, tell, declares } from "./story.ts";

const layers = rules();
const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5"] as const;
/** Pairs of duties that one person does not hold in one case, at any time, in any order. */
const SEPARATED: readonly (readonly [ActedSet, ActedSet])[] = [
  ["required", "approved"],
  ["required", "received"],
  ["drafted", "approved"],
  ["opened", "evaluated"],
  ["evaluated", "approved"],
  ["evaluated", "received"],
  ["authored", "approved"],
  ["received", "paid"],
  ["changed", "audited"],
];

/** Everybody holds every role but auditor and security, so that only the separation of duties stands between them; two audit. */
const everybody: readonly Line[] = [
  ...PEOPLE.slice(0, 4).flatMap((it) => [...ROLES.filter((name) => name !== "auditor" && name !== "security").map((name) => role(it, name)), declares(it)]),
  ...PEOPLE.slice(4).flatMap((it) => [...ROLES.filter((name) => name !== "security").map((name) => role(it, name)), declares(it)]),
];
const person = fc.constantFrom(...PEOPLE);
const amount = fc.integer({ min: 1, max: 9000 });
const SIMPLE = ["sign-opening", "read-bid", "join-panel", "open-evaluation", "evaluate", "certify-receipt", "pay", "attest", "export-record"] as const;
/** Any act or register of one case, in any order, with time that passes between. */
const anyLine: fc.Arbitrary<Line> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom(...SIMPLE), by: person, case: fc.constant("T") }) },
  { weight: 2, arbitrary: person.map((by): Line => ({ kind: "state-requirement", by, case: "T", nation: "XAA" })) },
  {
    weight: 2,
    arbitrary: person.map(
      (by): Line =>
        (duties) => ({ kind: "draft-tender", by, case: "T", nation: "XAA", deadline: duties.at + DAY }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Line>({ kind: "submit-bid", by: "S1", case: "T", supplier: "S1" }) },
  { weight: 2, arbitrary: fc.constant<Line>({ kind: "open-bids", by: "node", case: "T" }) },
  { weight: 2, arbitrary: fc.constant<Line>(2) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(person, amount)
      .map(([by, of]): Line => ({ kind: "draft-award", by, case: "T", draft: "A", nation: "XAA", content: { supplier: "S1", amount: of, currency: "EUR" } })),
  },
  {
    weight: 5,
    arbitrary: person.map(
      (by): Line =>
        (duties) => ({
          kind: "approve-award",
          by,
          case: "T",
          draft: "A",
          nation: "XAA",
          hash: duties.drafts["A"] === undefined ? "" : draftHash(sha256, duties.drafts["A"]),
        }),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Line>({ kind: "take-effect", by: "node", case: "T", draft: "A" }) },
  { weight: 1, arbitrary: fc.tuple(person, person).map(([from, to]): Line => ({ kind: "delegated", from, to })) },
  { weight: 1, arbitrary: fc.tuple(person, person).map(([from, to]): Line => ({ kind: "delegation-ended", from, to })) },
  { weight: 1, arbitrary: person.map((it): Line => ({ kind: "role-ended", person: it, role: "approver", nation: "XAA" })) },
  { weight: 1, arbitrary: person.map((it): Line => ({ kind: "role-granted", person: it, role: "approver", nation: "XAA" })) },
);
const start = tell(layers, everybody);
const story = fc.array(anyLine, { minLength: 10, maxLength: 40 });
/** A share of the runs, with a seed that stays. All of them: CONCORD_DUTIES=whole npx vitest run tests/duties */
const SHARE = process.env["CONCORD_DUTIES"] === "whole" ? 1 : 4;
const RUNS = { numRuns: 60 / SHARE, seed: 5 };

describe("whatever happens", () => {
  test("nobody holds two separated duties in one case, not even through others", () => {
    fc.assert(
      fc.property(story, (lines) => {
        const of = caseOf(tell(layers, lines, start).duties, "T");
        for (const [a, b] of SEPARATED) expect([a, b, actedIn(of, a).filter((it) => actedIn(of, b).includes(it))]).toEqual([a, b, []]);
      }),
      RUNS,
    );
  });
  test("an award in effect has the approvals of two persons of its very bytes, neither its author", () => {
    let effective = 0;
    // From an award that is drafted, so that many stories come to an effect.
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            ...[0, 1].map(() =>
              person.map(
                (by): Line =>
                  (duties) => ({
                    kind: "approve-award",
                    by,
                    case: "U",
                    draft: "A",
                    nation: "XAA",
                    hash: duties.drafts["A"] === undefined ? "" : draftHash(sha256, duties.drafts["A"]),
                  }),
              ),
            ),
            fc.tuple(person, fc.integer({ min: 1, max: 2 })).map(
              ([by, of]): Line => ({
                kind: "draft-award",
                by,
                case: "U",
                draft: "A",
                nation: "XAA",
                content: { supplier: "S1", amount: of, currency: "EUR" },
              }),
            ),
            fc.constant<Line>({ kind: "take-effect", by: "node", case: "U", draft: "A" }),
            person.map((it): Line => ({ kind: "role-ended", person: it, role: "approver", nation: "XAA" })),
          ),
          { minLength: 5, maxLength: 20 },
        ),
        (lines) => {
          const told = tell(layers, [...PEOPLE.map((it) => declares(it, "U")), ...lines], start);
          const draft = told.duties.drafts["A"];
          if (draft?.effectiveAt === undefined) return;
          effective += 1;
          const hash = draftHash(sha256, draft);
          const approvers = new Set(
            draft.approvals.filter((it) => it.hash === hash && it.withdrawn === undefined && it.at < (draft.effectiveAt ?? 0)).map((it) => it.by),
          );
          expect(approvers.size).toBeGreaterThanOrEqual(2);
          for (const it of approvers) expect(caseOf(told.duties, "U").doers["draft-award"]).not.toContain(it);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
    expect(effective).toBeGreaterThan(5);
  });
  test("an approval of one draft never counts for another", () => {
    const content = fc.record({
      supplier: fc.constantFrom("S1", "S2"),
      amount: fc.integer({ min: 0, max: 3 }),
      currency: fc.constantFrom("EUR", "USD"),
      itemClass: fc.constantFrom("10", "13"),
      terms: fc.jsonValue({ maxDepth: 2 }),
    });
    fc.assert(
      fc.property(content, content, (one, two) => {
        const drafted = (it: typeof one): DutyEvent => ({
          kind: "draft-award",
          at: START,
          by: "dora",
          case: "A",
          draft: "A",
          nation: "XAA",
          content: it as Extract<ActEvent, { readonly kind: "draft-award" }>["content"],
        });
        const hashOf = (it: typeof one): string => {
          const draft = fold(NO_DUTIES, drafted(it)).drafts["A"];
          return draft === undefined ? "" : draftHash(sha256, draft);
        };
        // Whatever the bytes: an approval of the first, given to a draft that says the second.
        const duties = [
          { kind: "role-granted", at: START, person: "ben", role: "approver", nation: "XAA" },
          drafted(two),
          { kind: "approve-award", at: START, by: "ben", case: "A", draft: "A", nation: "XAA", hash: hashOf(one) },
        ].reduce((sum, it) => fold(sum, it as DutyEvent), NO_DUTIES as Duties);
        const draft = duties.drafts["A"];
        if (draft === undefined) throw new Error("there is no draft");
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(two));
        expect(countedApprovals(duties, { sha256, draft, nation: "XAA", at: START }).length).toBe(isSame ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
  test("more layers never allow more", () => {
    const extra: Layer = { name: "volume", refusals: ({ event }) => (event.at % (2 * HOUR) === 0 ? [{ reason: "too-many", audience: "all" }] : []) };
    fc.assert(
      fc.property(story, (lines) => {
        let { duties, at } = start;
        for (const line of lines) {
          if (typeof line === "number") {
            at += line * DAY;
            continue;
          }
          at += HOUR;
          const event = { ...(typeof line === "function" ? line(duties) : line), at } as DutyEvent;
          if (isAct(event)) {
            const ask = { duties, event, around: inOrder(event) };
            if (decide([...layers, extra], ask).kind === "allow") expect(decide(layers, ask).kind).toBe("allow");
            if (decide([extra, ...layers], ask).kind === "allow") expect(decide(layers, ask).kind).toBe("allow");
          }
          duties = submit(layers, { duties, event, around: inOrder(event) }).duties;
        }
      }),
      { numRuns: 20 / SHARE, seed: 3 },
    );
  });
});

describe("order does not matter where it must not", () => {
  test("related awards add up to the same sum in whatever order they took effect", () => {
    const awards = fc.uniqueArray(fc.tuple(fc.constantFrom("B", "C", "D", "E"), fc.constantFrom("S1", "S2", "S3"), amount), {
      selector: (it) => it[0],
      minLength: 1,
    });
    fc.assert(
      fc.property(
        awards.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const sum = (order: typeof all): unknown => {
            const events = order.flatMap(([id, supplier, of]): DutyEvent[] => [
              { kind: "draft-award", at: START, by: "dora", case: id, draft: id, nation: "XAA", content: { supplier, amount: of, currency: "EUR" } },
              { kind: "take-effect", at: START, by: "node", case: id, draft: id },
            ]);
            const duties = [
              { kind: "ownership-recorded", at: START, owner: "H", owned: "S1" } as const,
              { kind: "ownership-recorded", at: START, owner: "H", owned: "S2" } as const,
              ...events,
              {
                kind: "draft-award",
                at: START,
                by: "dora",
                case: "A",
                draft: "A",
                nation: "XAA",
                content: { supplier: "S1", amount: 1, currency: "EUR" },
              } as const,
            ].reduce<Duties>(fold, NO_DUTIES);
            const draft = duties.drafts["A"];
            return draft === undefined ? undefined : relatedSum(duties, draft, START).sum;
          };
          expect(sum(shuffled)).toBe(sum(all));
          expect(sum(all)).toBe(1 + all.filter(([, supplier]) => supplier !== "S3").reduce((total, it) => total + it[2], 0));
        },
      ),
      { numRuns: 100 },
    );
  });
  test("ownership joins the same firms in whatever order it was recorded, and is mutual", () => {
    const edges = fc.array(fc.record({ owner: fc.constantFrom("a", "b", "c", "d"), owned: fc.constantFrom("c", "d", "e", "f") }), { maxLength: 6 });
    fc.assert(
      fc.property(
        edges.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          for (const one of "abcdef") {
            const found = sameOwners({ ...NO_DUTIES, ownership: all }, [one]);
            expect([...sameOwners({ ...NO_DUTIES, ownership: shuffled }, [one])].sort()).toEqual([...found].sort());
            for (const other of found) expect(sameOwners({ ...NO_DUTIES, ownership: all }, [other]).has(one)).toBe(true);
          }
        },
      ),
    );
  });
  test("two approvals count the same whichever came first", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...PEOPLE], { minLength: 3, maxLength: 3 }), ([author = "", one = "", two = ""]) => {
        const by =
          (it: string): Line =>
          (duties) => ({
            kind: "approve-award",
            by: it,
            case: "U",
            draft: "A",
            nation: "XAA",
            hash: duties.drafts["A"] === undefined ? "" : draftHash(sha256, duties.drafts["A"]),
          });
        const outcome = (order: readonly string[]): string => {
          const told = tell(
            layers,
            [
              ...PEOPLE.map((it) => declares(it, "U")),
              { kind: "draft-award", by: author, case: "U", draft: "A", nation: "XAA", content: { supplier: "S1", amount: 1, currency: "EUR" } },
              ...order.map(by),
              { kind: "take-effect", by: "node", case: "U", draft: "A" },
            ],
            start,
          );
          return told.last.kind;
        };
        expect(outcome([one, two])).toBe(outcome([two, one]));
      }),
      { numRuns: 10 },
    );
  });
});

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, it]) => [key, sorted(it)]),
        )
      : Object.is(value, -0)
        ? 0
        : value;
