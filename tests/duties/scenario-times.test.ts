import { describe, expect, test } from "vitest";
import { playScenarios } from "#exchange";
import { rules, sha256, words } from "./story.ts";

const tools = { layers: rules(), sha256 };
const answer = (situation: string, attempt: string): string => {
  const [it] = playScenarios([{ id: "x", situation, attempt }], tools);
  return it === undefined || it.kind === "not-read" ? `not read: ${it?.message ?? ""}` : words(it.decision);
};

describe("a bid of which no day is told came before its deadline and its withdrawal", () => {
  const tie = "Dia declared an interest in S1; S1 withdrew";
  test.each(["yesterday", "an hour ago", "39 days ago", "41 days ago", "a week ago", "3 months ago", "half a year ago", "a year ago", "10 years ago", "on 2026-03-03", "on 2031-03-03"])(
    "withdrawn %s: it is still to be released",
    (when) => {
      expect(answer(`${tie} ${when}`, "Dia evaluates T")).toBe("conflict-not-released");
      expect(answer(`${tie} ${when}; Zoe evaluated T`, "Zoe evaluates T")).toBe("allow");
    },
  );
  test.each<readonly [string, string]>([
    ["3 months ago; the tender's integrity officer recorded a release for Dia 2 months ago", "allow"],
    ["3 months ago; the tender's integrity officer recorded a release for Dia 4 months ago", "conflict-not-released"],
    ["10 years ago; the tender's integrity officer recorded a release for Dia 9 years ago", "allow"],
    ["on 2026-03-03; the tender's integrity officer recorded a release for Dia on 2026-03-04", "allow"],
    ["on 2026-03-03; the tender's integrity officer recorded a release for Dia on 2026-03-02", "conflict-not-released"],
    ["3 months ago; S1 bid in T 5 months ago", "conflict-not-released"],
    ["5 months ago; S1 bid in T 3 months ago", "not read: S1 withdraws before it bids: say which was first"],
    ["tomorrow", "not read: what is told as done lies ahead"],
  ])("withdrawn %s: %s", (when, found) => expect(answer(`${tie} ${when}`, "Dia evaluates T")).toBe(found));
  test("on the day before it was withdrawn it still stands", () => expect(answer(`${tie} on 2026-03-03`, "Dia evaluates T on 2026-03-02")).toBe("conflict-of-interest"));
  test("one that came after the deadline is none", () =>
    expect(answer("S1 bid in T yesterday; deadline of T was 2 days ago", "an evaluator reads a bid")).toBe("not read: S1 bids after the deadline, and what comes then is no bid"));
});

describe("a scenario that hangs on the day when it is asked is not decided", () => {
  const HANGS = "not read: what is asked hangs on the day, and none is named: say which day it is, as in `today is 2026-05-01`";
  test.each<readonly [string, string, string, string, string]>([
    ["approval of A was given on 2026-06-01", "A takes effect", "2026-06-20", "allow", HANGS],
    ["approval of A was given on 2026-06-01", "A takes effect", "2026-12-20", "too-few-approvals", HANGS],
    ["Dia left S1 on 2025-03-01; S1 bids in T", "Dia evaluates T", "2027-02-28", "conflict-of-interest", HANGS],
    ["Dia left S1 on 2025-03-01; S1 bids in T", "Dia evaluates T", "2027-03-02", "allow", HANGS],
    ["deadline of T is 2026-07-01", "an evaluator reads a bid", "2026-06-30", "sealed", HANGS],
    ["an earlier award B1 of 3 000 to Gamma on 2025-06-10; threshold for two approvals 5 000", "award of 2 000 to Gamma with one approval", "2026-06-09", "too-few-approvals-for-related", HANGS],
    ["an earlier award B1 of 3 000 to Gamma on 2025-06-10; threshold for two approvals 5 000", "award of 2 000 to Gamma with two approvals", "2026-06-09", "allow", "allow"],
    ["Eli evaluated bids of T on 2026-03-01", "Eli certifies receipt of goods under the contract of T", "2026-06-09", "evaluation-and-receipt", "evaluation-and-receipt"],
    ["deadline of T was 2031-07-01; one of two opening officers has signed", "system opens the bids", "2031-08-01", "too-few-openers", "too-few-openers"],
  ])("%s; %s on %s: %s, else %s", (situation, attempt, day, found, undated) => {
    expect(answer(`${situation}; today is ${day}`, attempt)).toBe(found);
    expect(answer(situation, `${attempt} on ${day}`)).toBe(found);
    expect(answer(situation, attempt)).toBe(undated);
  });
  test("the review of an emergency falls due by the day, and the decision does not hang on it", () => {
    const declared = "emergency procedure E declared with reason and end date by an authorised person on 2026-03-01";
    expect(answer(declared, "award under E with one approval")).toBe("allow emergency");
  });
});

describe("a declaration counts from the day when it was filed", () => {
  test.each<readonly [string, string, string]>([
    ["Fay filed her declaration for T on 2026-03-05", "Fay is added to the evaluation panel on 2026-03-04", "declaration-first"],
    ["Fay filed her declaration for T on 2026-03-05", "Fay is added to the evaluation panel on 2026-03-06", "allow"],
    ["Fay's declaration for T was filed on 2026-03-05", "Fay is added to the evaluation panel on 2026-03-04", "declaration-first"],
    ["Fay filed her declaration for T yesterday", "Fay is added to the evaluation panel", "allow"],
    ["Fay filed her declaration for T tomorrow", "Fay is added to the evaluation panel", "not read: what is told as done lies ahead"],
  ])("%s; %s: %s", (situation, attempt, found) => expect(answer(situation, attempt)).toBe(found));
});

describe("what there is none of, or too much, is not decided", () => {
  test.each<readonly [string, string]>([
    ["award value 9 999 split into three awards of 3 333 to one supplier within 30 days; threshold for two approvals 5 000", "the fourth award with one approval"],
    ["threshold for two approvals 5 000", "the third award with one approval"],
    ["threshold for two approvals 5 000", "the last award with one approval"],
    ["award A of 4 900 to S1 in effect; award B of 100 to S2 in effect; threshold for two approvals 5 000", "an amendment of 200 with one approval"],
    ["threshold for two approvals 5 000", "an amendment of 200 with one approval"],
    ["award value 0.999 split into three awards of 0.333 to one supplier within 30 days; threshold for two approvals 5 000", "the third award with one approval"],
    ["bid submission period of T still open", "S1 submits a bid after the deadline"],
    ["today is tomorrow", "Ben approves A"],
    ["award A drafted by nobody", "nobody approves A"],
    ["award A drafted by Ana", "ana approves A"],
    ["award A drafted by Ana; ana drafted award B", "ana approves A"],
    ["award A drafted by ana", "ben approves A"],
    ["award A drafted by ana, first approval by ben; ben is approver", "cem gives the second approval"],
    ["zork declared an interest in supplier s1; s1 bids in tender t", "dia opens the evaluation of t"],
  ])("%s; %s", (situation, attempt) => expect(answer(situation, attempt)).toMatch(/^not read/));
  test("more than can be counted is told at once", () => {
    const all = "award value 1000000000 split into 1000000000 awards of 1 to one supplier within 30 days; threshold for two approvals 5 000";
    expect(answer(all, "the third award with one approval")).toBe("not read: 1000000000 is more than 400, beyond which nothing is counted");
  });
});

test("a name written small is the same at the start of a sentence", () =>
  expect([
    answer("award A drafted by ana", "Ana approves A"),
    answer("award A drafted by ana, first approval by ben", "Ben gives the second approval"),
    answer("award A drafted by ana, first approval by ben. Ben is approver", "ana gives the second approval"),
  ]).toEqual(["author-approves", "two-different-approvers", "author-approves"]));
