import { expect, test } from "vitest";
import { capInHand, displacedBy, isReweighed, leverParts, leverSays, withLever } from "./lever-says.ts";

test.each([
  ["budget:XAA=+5%@2031-2033", "budget", "XAA", "+5%@2031-2033"],
  ["budget:*=-30%", "budget", "*", "-30%"],
  ["price:a=b=x1.2", "price", "a=b", "x1.2"],
  ["cap:*=0.6", "cap", "*", "0.6"],
  ["line-lost:l.one", "line-lost", "l.one", ""],
  ["line-lost:l.one@2032", "line-lost", "l.one", "2032"],
  ["standard:S-1@2031", "standard", "S-1", "2031"],
  ["decline:XAA/air", "decline", "XAA", "air"],
  ["delay:p:1=-1", "delay", "p:1", "-1"],
  ["nation-out:XAA", "nation-out", "XAA", ""],
])("%s is cut into its parts", (text, kind, id, rest) => expect(leverParts(text)).toEqual({ kind, id, rest }));

test.each([
  [["budget:XAA=+5%"], "budget:XAA=-5%", ["budget:XAA=-5%"]],
  [["budget:XAA=+5%"], "budget:XBB=+5%", ["budget:XAA=+5%", "budget:XBB=+5%"]],
  [["budget:XAA=+5%"], "budget:XAA=+5%@2031", ["budget:XAA=+5%", "budget:XAA=+5%@2031"]],
  [["line-lost:l"], "line-lost:l@2032", ["line-lost:l@2032"]],
  [["cap:*=0.6"], "cap:*=0.7", ["cap:*=0.7"]],
  [["decline:XAA/air"], "decline:XAA/sea", ["decline:XAA/air", "decline:XAA/sea"]],
])("to %j comes %s", (levers, lever, result) => expect(withLever(levers, lever)).toEqual(result));

test.each([
  [["budget:XAA=+5%", "price:S=x2"], "budget:XAA=-5%", ["budget:XAA=+5%"]],
  [["budget:XAA=+5%"], "budget:XAA=+5%", []],
  [["budget:XAA=+5%"], "budget:XAA=+5%@2031", []],
  [[], "budget:XAA=+5%", []],
])("of %j give way to %s: %j", (levers, lever, result) => expect(displacedBy(levers, lever)).toEqual(result));

test.each([
  [["budget:*=-10%", "priority:air=x2"], true],
  [["budget:*=-10%"], false],
  [["requirement:priority=x2"], false],
])("%j changes weights: %s", (levers, expected) => expect(isReweighed(levers)).toBe(expected));

test.each(["cap:*=0.3", "cap:*=0,3", "cap:*=30%", "cap:*=30 %"])("%s says one share", (text) => expect(leverSays(text, undefined)).toBe(leverSays("cap:*=0.30", undefined)));
test("a share is told in per cent", () => expect(leverSays("cap:*=30%", undefined)).toMatch(/30.%/));

test.each([
  [[], "*", undefined],
  [["budget:*=-10%"], "*", undefined],
  [["cap:*=60%"], "*", 0.6],
  [["cap:*=0,6"], "air", 0.6],
  [["cap:*=60%", "cap:air=0.7"], "air", 0.7],
  [["cap:*=60%", "cap:air=0.7"], "sea", 0.6],
  [["cap:air=0.7"], "*", undefined],
  [["cap:*=+10%"], "*", 0.55],
  [["cap:*=x1.2"], "*", 0.6],
])("of %j the cap of %s is %s", (levers, leaf, cap) => {
  const inHand = capInHand(levers, leaf, 0.5);
  if (cap === undefined) expect(inHand).toBeUndefined();
  else expect(inHand).toBeCloseTo(cap, 12);
});
