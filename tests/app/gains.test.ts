import { beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import type { AgreementGains } from "#engines/plan";
import { allParameters, frenchOf, gainsView, type GainsInput, type Results } from "#views";

let results: Results;
beforeAll(async () => {
  const { alliance, digest } = await loadDataset("cases/two-nations", { parameters: allParameters });
  if (alliance === undefined) throw new Error("the case does not load");
  results = assessAlliance({ alliance, digest }, {}, (text) => text.slice(0, 12));
});

const member = (ally: string, more: Partial<AgreementGains["members"][number]> = {}) => ({ ally, quantity: 4, costAlone: 10, coordination: 1, isIn: true, savedInPlan: 2, savedAtOnePrice: 2, nucleolus: 2, shapley: 2, transfer: 0, ...more });
const agreement: AgreementGains = { kind: "shared", agreement: "joint:battery", system: "battery", unit: "batteries", saving: 4, savingInPlan: 4, members: [member("VAL"), member("HOL")], idle: [], excess: -2, group: ["VAL"], isStable: true, subsidy: 0, pivotal: [], isProved: true, method: "every coalition" };
const none: Pick<GainsInput, "works" | "balance" | "repair"> = { works: [], balance: [], repair: { band: 0, moves: [], payments: [], moved: 0, after: [] } };
const words = (more: Partial<AgreementGains>): string => gainsView(results, { ...none, agreements: [{ ...agreement, ...more }] }).agreements[0]?.sentences.join(" ") ?? "";

test("a member that buys nothing stands beside those that buy, with what it pays and its own why", () => {
  const [told] = gainsView(results, { ...none, agreements: [{ ...agreement, idle: [{ ally: "HOL", coordination: 5 }] }] }).agreements;
  expect(told?.idle).toEqual([{ nation: "HOL", name: "Holm", coordination: expect.objectContaining({ value: 5, why: "agreement/joint%3Abattery/coordination/HOL" }) }]);
});

test.each<[string, Partial<AgreementGains>, readonly (number | undefined)[]]>([
  ["half each", {}, [0.5, 0.5]],
  ["one gets all", { members: [member("VAL", { nucleolus: 4 }), member("HOL", { nucleolus: 0 })] }, [1, 0]],
  ["nothing is saved, so nobody has a part of it", { saving: 0 }, [undefined, undefined]],
])("the part of the saving that falls to each: %s", (_, more, parts) => {
  const [told] = gainsView(results, { ...none, agreements: [{ ...agreement, ...more }] }).agreements;
  expect(told?.members.map((it) => [it.share.value, it.share.why])).toEqual(parts.map((part, at) => [part, `agreement/joint%3Abattery/share/${["VAL", "HOL"][at]}`]));
});

test.each([
  ["something", { ...agreement, saving: 4 }, false],
  ["less than anyone would see", { ...agreement, saving: 0.004 }, true],
  ["nothing", { ...agreement, saving: 0 }, true],
  ["nothing, since one alone buys", { kind: "none" as const, agreement: "joint:battery", system: "battery", reason: "Only one member buys under it, so there is nothing to share." }, true],
])("an agreement that saves %s", (_, one, savesNothing) => {
  const [told] = gainsView(results, { ...none, agreements: [one] }).agreements;
  expect(told?.savesNothing).toBe(savesNothing);
  expect(told?.sentences[0]).not.toBe("");
});

describe("gains in words", () => {
  test.each<[string, Partial<AgreementGains>, readonly string[]]>([
    ["a stable rule", {}, ["Vale and Holm save CRN 4 M together.", "no group of members is better off by itself. Vale would lose least by leaving: CRN 2 M."]],
    ["no stable rule: by how much, who, and what would mend it", { isStable: false, excess: 1.5, subsidy: 3, group: ["VAL", "HOL"] }, ["No rule leaves every group of members content", "some group would save CRN 1.5 M more by itself (under the nucleolus Vale and Holm)", "A payment of CRN 3 M from outside"]],
    ["not proved", { isProved: false, method: "local search, not a proof" }, ["Groups were looked at by local search, not a proof: not proved."]],
    ["nothing to share", { saving: 0, members: [member("VAL", { isIn: false }), member("HOL", { isIn: false })] }, ["Buying together saves nothing at these prices"]],
    ["one better left out", { savingInPlan: 3, members: [member("VAL"), member("HOL", { isIn: false, savedInPlan: -1 })] }, ["Holm brings the group less than it costs it: in the plan Holm pays CRN 1 M more than alone.", "With it outside the agreement saves CRN 1 M more than in the plan."]],
    ["one that loses at one price", { members: [member("VAL"), member("HOL", { savedAtOnePrice: -1 })] }, ["At one price for all Holm would pay more than alone"]],
    ["one whose share is more than its own bill", { members: [member("VAL", { nucleolus: 14 }), member("HOL")] }, ["Vale's share of the saving (CRN 14 M) is more than all that it would pay for these alone (CRN 10 M): by this rule it gets its own for nothing, and CRN 4 M from the others besides"]],
    ["one that buys nothing", { idle: [{ ally: "HOL", coordination: 5 }] }, ["Holm buys nothing under it and pays CRN 5 M for coordination, as every member does from its start; left out it would save that."]],
  ])("%s", (_, more, all) => {
    for (const it of all) expect(words(more)).toContain(it);
    const told = frenchOf(words(more));
    expect(told).not.toMatch(/\b(?:the|would|nothing|group|members|pays?|better|of|search|proof|share|rule)\b/);
    expect(frenchOf(told)).toBe(told);
  });

  const work = { agreement: "joint:battery", system: "battery", year: 2031, cost: [1, 1], work: [1, 1], outside: 0, unknown: 0, onLine: [] };
  test.each<[string, readonly Partial<AgreementGains>[], string]>([
    ["stable as they are", [{}, {}], "Stable: no group of allies is better off outside any one agreement, once its saving is shared as below, so none is better off outside all of them."],
    ["stable with payments", [{}, { members: [member("VAL", { transfer: -1 }), member("HOL", { transfer: 1 })] }], "outside all of them. In 1 of 2 these shares take payments between members."],
    ["one that is not", [{}, { isStable: false, excess: 1, group: ["VAL"] }], "Not stable: in 1 of 2 agreements (Air defence battery) some group would be better off by itself, however the saving is shared."],
    ["one with a member that is better left out", [{}, { members: [member("VAL"), member("HOL", { isIn: false, savedInPlan: -1 })] }], "No group of those who share a saving is better off outside any one agreement, once it is shared as below. But in 1 of 2 some members pay for being in and would save by staying out: what is shared is the saving of the others."],
    ["one with a member that buys nothing", [{ idle: [{ ally: "HOL", coordination: 5 }] }], "But in 1 of 1 some members pay for being in and would save by staying out: what is shared is the saving of the others."],
    ["one not proved", [{ isProved: false }], "outside all of them. In 1 of 1 not every group was looked at: not proved."],
    ["one of several: nothing is said of the others", [{ agreement: "joint:tank" }], "Stable: no group of allies is better off outside this agreement, once its saving is shared as below."],
  ])("the verdict stands first: %s", (_, all, text) => {
    const works = all.some((it) => it.agreement !== undefined) ? [work, { ...work, agreement: "joint:tank" }] : [work];
    const [verdict = ""] = gainsView(results, { ...none, works, agreements: all.map((it) => ({ ...agreement, ...it })) }).sentences;
    expect(verdict).toContain(text);
    expect(frenchOf(verdict)).not.toMatch(/\b(?:the|group|allies|agreements?|shares|stable:|proved)\b/i);
  });

  test("no agreement: nothing to balance", () => {
    expect(gainsView(results, { ...none, agreements: [] }).sentences).toEqual(["The plan has no joint agreement, so there is no joint work to balance."]);
  });
});
