import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { fitSpec, readSpec, type Spec } from "#engines/history";
import { lastYearOf } from "../../src/engines/history/refusals.ts";

const specOf = (value: object): Spec => {
  const read = readSpec({ data: "panel", ...value });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.spec;
};
const logit = { estimator: "logit", outcome: "i5", terms: ["tdef"] };
const spell = { estimator: "cox", time: "t5 + 1", event: "i5", terms: ["tdef"] };

// The GML disputes are coded to 2010, those of MID 5 to 2014: later rows hold no peace, but nothing.
describe("the last year of which what is asked is coded", () => {
  test.each<readonly [string, object, number]>([
    ["the outcome of the one source", logit, 2014],
    ["of the other", { ...logit, outcome: "ig" }, 2010],
    ["of the other, among the disputes of the one", { ...logit, outcome: "ig", universe: "mid5" }, 2010],
    ["a war by it", { ...logit, outcome: "wg * 1" }, 2010],
    ["the one among the disputes of the other", { ...logit, universe: "gml" }, 2010],
    ["years of peace as a term", { ...logit, terms: ["tdef", { polynomial: "tg", degree: 3 }] }, 2010],
    ["a filter by it", { ...logit, filter: "tg > 3" }, 2010],
    ["a spell", spell, 2014],
    ["a spell's event", { ...spell, event: "ig" }, 2010],
    ["a spell's length", { ...spell, time: "tg + 1" }, 2010],
    ["curves", { estimator: "kaplan-meier", time: "tg", event: "ig", groups: "tdef" }, 2010],
    ["a column that is only called alike", { ...logit, terms: ["tdef_cinc"] }, 2014],
  ])("%s", (_, spec, last) => expect(lastYearOf(specOf(spec))).toBe(last));
});

describe("rows after it", () => {
  const panel = loadSource("panel");
  const later = (spec: object) => fitSpec(specOf(spec), panel);
  test.each<readonly [string, object]>([
    ["a logit among the disputes of another source", { ...logit, outcome: "ig", universe: "mid5", filter: "year >= 2005" }],
    ["a spell", { ...spell, time: "tg + 1", event: "ig", filter: "year >= 2005" }],
  ])("are left out of %s, and told", (_, spec) => expect(later(spec)).toMatchObject({ kind: "fit", dropped: { rows: expect.arrayContaining([expect.objectContaining({ reason: "rows after 2010, where the GML data end" })]) } }));
  test("asked for alone they are refused", () => expect(later({ estimator: "kaplan-meier", time: "tg", event: "ig", filter: "year >= 2011" })).toMatchObject({ kind: "refused", problems: [{ code: "after-the-data" }] }));
});
