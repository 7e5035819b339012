import { describe, expect, test } from "vitest";
import { playScenarios } from "#exchange";
import { rules, sha256, words } from "./story.ts";

const tools = { layers: rules(), sha256 };
const answer = (situation: string, attempt: string): string => {
  const [it] = playScenarios([{ id: "x", situation, attempt }], tools);
  return it === undefined || it.kind === "not-read" ? `not read: ${it?.message ?? ""}` : words(it.decision);
};

describe("a day is told in figures or with its month in words, of whoever drafts or approves", () => {
  test.each(["award B7 drafted by Igor DAY", "award B7 drafted by Igor (XAA) DAY", "B7 was drafted by Igor DAY", "Igor drafted award B7 DAY"])("%s", (situation) =>
    expect(["on 2026-01-10", "on 10 January 2026"].map((day) => [answer(situation.replace("DAY", day), "Igor approves B7"), answer(situation.replace("DAY", day), "Lena approves B7")])).toEqual([
      ["author-approves", "allow"],
      ["author-approves", "allow"],
    ]),
  );
  test.each(["and by", "and", ", and by"])("two persons, each on a day of their own: %s", (and) => {
    const asked = (first: string, second: string, day: string): string => answer(`award B7 drafted by Igor on 2026-01-02; B7 approved by Lena on ${first}${and.startsWith(",") ? "" : " "}${and} Mia on ${second}`, `B7 takes effect on ${day}`);
    expect([asked("2026-01-12", "2026-01-30", "2026-02-03"), asked("12 January 2026", "30 January 2026", "3 February 2026"), asked("2026-01-12", "2026-09-30", "2026-10-03")]).toEqual(["allow", "allow", "too-few-approvals"]);
  });
  test("approved before it is drafted is told in two ways", () =>
    expect(answer("award B7 drafted by Igor on 10 March 2026; B7 approved by Lena on 2026-01-12 and by Mia on 2026-05-30", "B7 takes effect on 2026-06-03")).toBe("not read: B7 is approved or in effect before it is drafted: say which was first"));
  test.each(["10 March 2026", "March 10, 2026", "March 10 2026", "March 10th, 2026", "10th March 2026", "10th of March 2026", "the 10th of March, 2026", "10 March, 2026"])("in whichever order: %s", (day) => {
    const asked = (drafted: string, effect: string): string => answer(`award B7 drafted by Igor on ${drafted}; B7 approved by Lena on 12 March 2026 and by Mia on 15 March 2026`, `B7 takes effect on ${effect}`);
    expect([asked(day, "17 March 2026"), asked("12 March 2026", day)]).toEqual([asked("2026-03-10", "2026-03-17"), asked("2026-03-12", "2026-03-10")]);
    expect(asked(day, "17 March 2026")).toBe("allow");
  });
  test("a day that no calendar has is none", () => expect(answer("award B7 drafted by Igor on 31 February 2026", "Igor approves B7")).toContain("is no date of the calendar"));
  test.each(["award B7 drafted by Igor on 10 Januar 2026", "award B7 drafted by Igor on a Monday", "award B7 drafted by Igor on 10/01/2026"])("not understood stays so: %s", (situation) => expect(answer(situation, "Igor approves B7")).toMatch(/^not read: /));
});

describe("without approval is with no approval", () => {
  const emergency = "emergency E declared with a reason and an end date by an authorised person";
  test.each<readonly [string, string]>([
    ["award under E WORDS", emergency],
    ["award of EUR 900 000 to S1 under E WORDS", emergency],
    ["an award WORDS", "threshold for two approvals 5 000"],
  ])("%s", (attempt, situation) => {
    const plain = answer(situation, attempt.replace("WORDS", "with no approval"));
    expect(plain).not.toContain("not read");
    expect(["without approval", "without any approval", "without approvals", "without an approval"].map((it) => answer(situation, attempt.replace("WORDS", it)))).toEqual([plain, plain, plain, plain]);
  });
  test("of whom it is without stays unread", () => expect(answer(emergency, "award under E without approval of Lena")).toMatch(/^not read: /));
});

describe("bids not opened", () => {
  test.each(["bid submission period of T ended an hour ago, bids not opened", "bid submission period of T ended an hour ago; bids not yet opened", "bid submission period of T ended an hour ago, bids not opened yet"])("%s", (situation) =>
    expect(answer(situation, "an evaluator reads a bid")).toBe(answer("bid submission period of T ended an hour ago; bids have not been opened", "an evaluator reads a bid")),
  );
  test("are sealed", () => expect(answer("bid submission period of T ended an hour ago, bids not opened", "an evaluator reads a bid")).not.toMatch(/allow|not read/));
});

test.each(["Lena holds the approver role in XBB and in XAA", "Lena is an approver in XBB and in XAA", "Lena holds the approver role in XBB and XAA"])("a role in two nations: %s", (situation) => {
  const asked = (nation: string): string => answer(`award B7 drafted by Igor (${nation}); ${situation}`, "Lena approves B7");
  expect([asked("XAA"), asked("XBB")]).toEqual(["allow", "allow"]);
  expect(asked("XCC")).not.toMatch(/allow|not read/);
});
