import { describe, expect, test } from "vitest";
import { caseOf, decide, type Decision, inOrder, type Layer, sentenceOf, SENTENCES, submit, type Surroundings, tiesOf, toldReasons } from "#duties";
import { loadPolicies } from "#adapters/cedar";
import type { ActEvent } from "#duties";
import {
  approves,
  awarded,
  declares,
  does,
  drafts,
  evaluated,
  hand,
  HOUR,
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
const { duties, at } = tell(layers, awarded);
const now = at + HOUR;
const reads: ActEvent = { kind: "read-bid", by: "una", case: "T", at: now };
const session = { by: "una", assurance: 2, until: now + 1 };
const label = (hierarchy: number, nation: string): Surroundings["label"] => ({
  terms: { releaseSet: "REL" },
  clearance: { hierarchy: 2, restrictive: [], nation, permissive: {} },
  label: { policy: "P", hierarchy, restrictive: [], clauses: { REL: [["XAA", "XBB"]] }, informative: [] },
});
const answer = (around: Surroundings, event: ActEvent = reads, with_: readonly Layer[] = layers): string => {
  const it = decide(with_, { duties, event, around });
  return it.kind === "allow" ? words(it) : `${it.layer}: ${words(it)}`;
};

describe("five layers, in order, each of which can only refuse", () => {
  test.each<readonly [string, Surroundings, string]>([
    ["all in order", { session, label: "none", recent: [] }, "allow"],
    ["nobody signed in", { label: "none", recent: [] }, "session: no-session"],
    ["somebody else signed in", { session: { ...session, by: "uri" }, label: "none", recent: [] }, "session: no-session"],
    ["the session is over at its end", { session: { ...session, until: now }, label: "none", recent: [] }, "session: session-over"],
    ["too weak a sign-in", { session: { ...session, assurance: 1 }, label: "none", recent: [] }, "session: assurance-too-low"],
    ["a label that lets in", { session, label: label(2, "XBB"), recent: [] }, "allow"],
    ["a level too high", { session, label: label(3, "XBB"), recent: [] }, "label: label-refuses"],
    ["another nation", { session, label: label(1, "XCC"), recent: [] }, "label: label-refuses"],
    ["one read below the most", { session, label: "none", recent: Array.from({ length: 1199 }, () => now) }, "allow"],
    ["the most reads within the hour", { session, label: "none", recent: Array.from({ length: 1200 }, () => now - HOUR + 1) }, "volume: too-many"],
    ["as many, an hour ago", { session, label: "none", recent: Array.from({ length: 1200 }, () => now - HOUR) }, "allow"],
  ])("%s", (_, around, expected) => expect(answer(around)).toBe(expected));

  test("acts that change something have a lower most than reads", () => {
    const evaluates: ActEvent = { kind: "evaluate", by: "una", case: "T", at: now };
    expect([119, 120].map((length) => answer({ session, label: "none", recent: Array.from({ length }, () => now) }, evaluates))).toEqual([
      "allow",
      "volume: too-many",
    ]);
  });
  test("the first layer that refuses answers, and the later are not asked", () => {
    const stranger: ActEvent = { ...reads, by: "eve" };
    expect(answer({ label: label(9, "XCC"), recent: [] }, stranger)).toBe("session: no-session");
    expect(answer({ session: { ...session, by: "eve" }, label: label(9, "XCC"), recent: [] }, stranger)).toBe("label: label-refuses");
    expect(answer({ session: { ...session, by: "eve" }, label: "none", recent: [] }, stranger)).toBe("duties: declaration-first, off-the-panel");
  });
  test.each(layers.map((it) => it.name))("without the layer %s nothing is allowed", (name) => {
    expect(
      answer(
        { session, label: "none", recent: [] },
        reads,
        layers.filter((it) => it.name !== name),
      ),
    ).toBe(`${name}: layer-failed`);
  });
  test.each(layers.map((it) => it.name))("where the layer %s fails nothing is allowed", (name) => {
    const broken = layers.map(
      (it): Layer =>
        it.name === name
          ? {
              ...it,
              refusals: () => {
                throw new Error("the disk is gone");
              },
            }
          : it,
    );
    expect(answer({ session, label: "none", recent: [] }, reads, broken)).toBe(`${name}: layer-failed`);
  });
  test("a refused act leaves everything as it was", () => {
    const refused: ActEvent = { kind: "evaluate", by: "eve", case: "T", at: now };
    expect(submit(layers, { duties, event: refused, around: inOrder(refused) }).duties).toBe(duties);
  });
  test("time never goes back", () => {
    expect(answer({ session: { ...session, until: Number.POSITIVE_INFINITY }, label: "none", recent: [] }, { ...reads, at: at - 1 })).toBe(
      "workflow: time-goes-back",
    );
    expect(words(submit(layers, { duties, event: { kind: "line-set", person: "x", line: "y", at: at - 1 }, around: inOrder(reads) }).decision)).toBe(
      "time-goes-back",
    );
  });
  test("a rule that is none is not set", () => {
    expect(words(tell(layers, [{ kind: "rule-set", nation: "XAA", rule: "duties.nothing", value: 1 }]).last)).toBe("no-rule");
  });
});

describe("sealed bids and equal information", () => {
  const late = (lines: readonly Line[]): string => words(tell(layers, lines).last);
  test.each<readonly [string, readonly Line[], string]>([
    ["a bid in time", [...tender, bidsOf("S3")], "allow"],
    ["a late bid", [...tender, 11, bidsOf("S3")], "submission-over"],
    ["a bid of another's name", [...tender, { kind: "submit-bid", by: "S9", case: "T", supplier: "S3" }], "role-missing"],
    ["a bid in no tender", [bidsOf("S3")], "no-tender"],
    ["withdrawal of no bid", [...tender, { kind: "withdraw-bid", by: "S3", case: "T", supplier: "S3" }], "no-bid"],
    ["opening before the deadline", [...tender, ...hand("ola", "opener"), does("ola", "sign-opening")], "submission-open"],
    ["the node before the deadline", [...tender, does("node", "open-bids")], "submission-open, too-few-openers"],
    ["opening with one officer", [...tender, ...hand("ola", "opener"), 11, does("ola", "sign-opening"), does("node", "open-bids")], "too-few-openers"],
    ["opening twice", [...opened, does("node", "open-bids")], "opened-already"],
    ["reading sealed bids", [...tender, ...hand("una", "evaluator"), does("una", "join-panel"), does("una", "read-bid")], "sealed"],
    [
      "evaluating sealed bids",
      [...tender, ...["una", "uri", "ute"].flatMap((it) => [...hand(it, "evaluator"), does(it, "join-panel")]), does("una", "evaluate")],
      "sealed",
    ],
    [
      "a panel of two",
      [...opened, ...["una", "uri"].flatMap((it) => [...hand(it, "evaluator"), does(it, "join-panel")]), does("una", "evaluate")],
      "panel-too-small",
    ],
    ["an award before opening", [...tender, ...hand("dora", "drafter"), drafts("dora")], "sealed"],
    ["an award to who does not bid", [...opened, ...hand("dora", "drafter"), drafts("dora", "A", { supplier: "S9" })], "no-bid"],
    [
      "an award after two evaluations",
      [
        ...evaluated.slice(0, -1),
        ...hand("dora", "drafter"),
        drafts("dora"),
        ...hand("ben", "approver"),
        ...hand("cem", "approver"),
        approves("ben"),
        approves("cem"),
        takesEffect(),
      ],
      "too-few-evaluations",
    ],
    ["a deadline in the past", [...hand("dan", "drafter"), { kind: "draft-tender", by: "dan", case: "T", nation: "XAA", deadline: 0 }], "deadline-past"],
    [
      "a deadline moved forward",
      [...tender, (it) => ({ kind: "draft-tender", by: "dan", case: "T", nation: "XAA", deadline: it.at + HOUR * 24 })],
      "deadline-earlier",
    ],
    [
      "a deadline moved after it has passed",
      [...tender, 11, (it) => ({ kind: "draft-tender", by: "dan", case: "T", nation: "XAA", deadline: it.at + HOUR * 1000 })],
      "submission-over",
    ],
    ["an answer to one bidder", [...tender, { kind: "answer-bidders", by: "dan", case: "T", answer: "a1", to: ["S1"] }], "not-to-all"],
    ["an answer to all", [...tender, { kind: "answer-bidders", by: "dan", case: "T", answer: "a1", to: "all" }], "allow"],
  ])("%s", (_, lines, expected) => expect(late(lines)).toBe(expected));
  test("an answer is one record of the case, not one for each bidder", () => {
    const told = tell(layers, [
      ...tender,
      { kind: "answer-bidders", by: "dan", case: "T", answer: "a1", to: "all" },
      { kind: "answer-bidders", by: "dan", case: "T", answer: "a2", to: "all" },
    ]);
    expect(caseOf(told.duties, "T").answers).toEqual([
      { answer: "a1", at: told.at - HOUR },
      { answer: "a2", at: told.at },
    ]);
  });
});

const bidsOf = (supplier: string): Line => ({ kind: "submit-bid", by: supplier, case: "T", supplier });

describe("what a refusal tells", () => {
  // Two worlds that differ in why she may not: an interest in a bidder, or no declaration, or no role.
  const worlds = [
    [...opened, role("eve", "evaluator"), declares("eve", "T", [{ supplier: "S1", kind: "family" }]), does("eve", "join-panel")],
    [...opened, role("eve", "evaluator"), declares("x", "T"), does("eve", "join-panel")],
    [...opened, role("y", "evaluator"), declares("eve", "T"), does("eve", "join-panel")],
    [...opened, role("ola", "evaluator"), declares("eve", "T"), does("ola", "join-panel")],
  ].map((it) => tell(layers, it).last);
  const refused = (it: Decision): Extract<Decision, { readonly kind: "deny" }> => {
    if (it.kind === "allow") throw new Error("allowed");
    return it;
  };
  test("the worlds differ for who asks and for the integrity officer", () => {
    for (const reader of ["asker", "integrity"] as const)
      expect(new Set(worlds.map((it) => JSON.stringify(toldReasons(refused(it), reader)))).size).toBe(worlds.length);
  });
  test("others are told the same of each, to the byte", () => {
    expect(new Set(worlds.map((it) => JSON.stringify(toldReasons(refused(it), "other")))).size).toBe(1);
    expect(toldReasons(refused(worlds[0] ?? { kind: "allow", flags: [] }), "other")).toEqual([{ reason: "duty-refused", audience: "all" }]);
  });
  test("what concerns no person is told to all", () => {
    const sealed = refused(tell(layers, [...tender, ...hand("una", "evaluator"), does("una", "join-panel"), does("una", "read-bid")]).last);
    expect(toldReasons(sealed, "other").map((it) => it.reason)).toEqual(["sealed"]);
  });
  test("reasons of interests are kept to the integrity officer", () => {
    expect(refused(worlds[0] ?? { kind: "allow", flags: [] }).refusals).toEqual([{ reason: "conflict-of-interest", audience: "integrity" }]);
  });
  test("a reason that nobody knows is told as a failure, not passed over", () => expect(sentenceOf([], "nowhere")).toEqual(SENTENCES["layer-failed"]));
  test("every reason has a sentence in both languages, and says how to mend it", () => {
    const loaded = loadPolicies();
    if (loaded.kind === "refused") throw new Error("the policies do not load");
    const reasons = [...Object.keys(SENTENCES), ...loaded.policies.texts.filter((it) => it.effect === "forbid").map((it) => it.name)];
    for (const it of reasons) {
      const { en, fr, mendEn, mendFr } = sentenceOf(loaded.policies.texts, it);
      for (const text of [en, fr, mendEn, mendFr]) expect([it, /^\p{Lu}.+\.$/u.test(text)]).toEqual([it, true]);
      expect([it, en === fr]).toEqual([it, false]);
    }
  });
});

describe("interests", () => {
  const tied = (lines: readonly Line[]): string => {
    const told = tell(layers, lines);
    const { present, unreleased } = tiesOf(told.duties, { person: "eve", caseId: "T", at: told.at });
    return `${present.join("+")}|${unreleased.join("+")}`;
  };
  const withdraws: Line = { kind: "withdraw-bid", by: "S1", case: "T", supplier: "S1" };
  const releases: Line = { kind: "release-conflict", by: "ida", case: "T", person: "eve", supplier: "S1", reason: "had read nothing" };
  const own = declares("eve", "elsewhere", [{ supplier: "S1", kind: "own" }]);
  test.each<readonly [string, readonly Line[], string]>([
    ["none", tender, "|"],
    ["declared in another case", [...tender, own], "S1|"],
    ["withdrawn", [...tender, own, withdraws], "|S1"],
    ["released after the withdrawal", [...tender, own, withdraws, ...hand("ida", "integrity"), releases], "|"],
    ["bids again after the release", [...tender, own, withdraws, ...hand("ida", "integrity"), releases, bidsOf("S1")], "S1|"],
    ["withdrawn again after the release", [...tender, own, withdraws, ...hand("ida", "integrity"), releases, bidsOf("S1"), withdraws], "|S1"],
    ["ended", [...tender, declares("eve", "T", [{ supplier: "S1", kind: "holding", ended: 0 }])], "|"],
    ["a later declaration says that it ended", [...tender, own, declares("eve", "T", [{ supplier: "S1", kind: "own", ended: 0 }])], "|"],
    ["a later declaration that is silent drops nothing", [...tender, own, declares("eve", "T")], "S1|"],
    ["of who is stood in for", [...tender, declares("ann", "T", [{ supplier: "S2", kind: "own" }]), { kind: "delegated", from: "ann", to: "eve" }], "S2|"],
    [
      "of who was stood in for",
      [
        ...tender,
        declares("ann", "T", [{ supplier: "S2", kind: "own" }]),
        { kind: "delegated", from: "ann", to: "eve" },
        { kind: "delegation-ended", from: "ann", to: "eve" },
      ],
      "|",
    ],
    [
      "an owner by the record",
      [...tender, { kind: "ownership-recorded", owner: "eve", owned: "H" }, { kind: "ownership-recorded", owner: "H", owned: "S2" }],
      "S2|",
    ],
    [
      "through two levels and back",
      [
        ...tender,
        own,
        { kind: "ownership-recorded", owner: "H", owned: "S1" },
        { kind: "ownership-recorded", owner: "G", owned: "H" },
        { kind: "ownership-recorded", owner: "G", owned: "S2" },
      ],
      "S1+S2|",
    ],
  ])("%s", (_, lines, expected) => expect(tied(lines)).toBe(expected));
  test.each<readonly [string, readonly Line[], string]>([
    ["of a supplier that still bids", [...tender, own, ...hand("ida", "integrity"), releases], "supplier-still-bids"],
    ["of nobody's conflict", [...tender, withdraws, ...hand("ida", "integrity"), releases], "nothing-to-release"],
    ["by who is no integrity officer", [...tender, own, withdraws, ...hand("ida", "approver"), releases], "role-missing"],
    [
      "by an officer with an interest",
      [...tender, own, withdraws, role("ida", "integrity"), declares("ida", "T", [{ supplier: "S2", kind: "own" }]), releases],
      "conflict-of-interest",
    ],
  ])("no release %s", (_, lines, reason) => expect(words(tell(layers, lines).last)).toBe(reason));
  test("a panel with a member in conflict does not evaluate", () => {
    expect(words(tell(layers, [...panel, declares("una", "T", [{ supplier: "S2", kind: "employer" }]), does("una", "evaluate")]).last)).toBe(
      "conflict-of-interest",
    );
  });
});
