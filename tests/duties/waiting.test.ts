import { describe, expect, test } from "vitest";
import { readWaiting, waitingText, type WaitingRelease } from "#app";
import { isFault } from "#ledger";
import { newNation, proposed, world } from "../ledger/nations.ts";

// A release on its way between persons, as the server keeps it: read back whole, or not at all.

const did = { by: "ana", nation: "VAL", at: "2026-03-01T10:00:00Z" };
const right: WaitingRelease = { file: proposed(newNation("VAL", world())), drafted: did, approved: [did] };
const codeOf = (text: string): string => {
  const read = readWaiting(text);
  return isFault(read) ? read.code : "read";
};
const changed = (more: object): string => JSON.stringify({ ...(JSON.parse(waitingText(right)) as object), ...more });

test.each<readonly [string, WaitingRelease]>([
  ["drafted", right],
  ["drafted from a figure of a page", { ...right, key: "coverage/air/2030" }],
  ["refused", { ...right, refused: { ...did, reason: "too early" } }],
  ["published", { ...right, published: did }],
])("what was %s reads back as it was", (_, it) => expect(readWaiting(waitingText(it))).toEqual(it));

describe("what is no waiting release is not read", () => {
  test.each<readonly [string, string, string]>([
    ["as it is", changed({}), "read"],
    ["no JSON", "{", "waiting-form"],
    ["a text", '"release"', "waiting-form"],
    ["nothing", "null", "waiting-form"],
    ["another format", changed({ format: "concord-waiting-release-v9" }), "waiting-form"],
    ["a file that is no text", changed({ file: {} }), "waiting-form"],
    ["a file that is no release", changed({ file: "{}" }), "release-form"],
    ["drafted by nobody", changed({ drafted: undefined }), "waiting-form"],
    ["drafted by a number", changed({ drafted: { ...did, by: 7 } }), "waiting-form"],
    ["drafted by null", changed({ drafted: null }), "waiting-form"],
    ["no list of approvals", changed({ approved: did }), "waiting-form"],
    ["an approval at no time", changed({ approved: [did, { ...did, at: undefined }] }), "waiting-form"],
    ["refused by nobody", changed({ refused: { reason: "too early" } }), "waiting-form"],
    ["refused without a reason", changed({ refused: did }), "waiting-form"],
    ["refused for a reason that is no text", changed({ refused: { ...did, reason: 7 } }), "waiting-form"],
    ["published by nobody", changed({ published: {} }), "waiting-form"],
  ])("%s", (_, text, code) => expect(codeOf(text)).toBe(code));
});
