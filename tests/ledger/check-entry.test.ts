import { describe, expect, test } from "vitest";
import { appendDrafts, entryProof, shownEntries } from "#app";
import { base64, textOf } from "#ledger";
import { type CheckAsk, checkEntry } from "../../src/web/pages/ledger/check-entry.ts";
import { holding, newNation, officersOf, world, written } from "./nations.ts";

const ledger = newNation("VAL", world());
for (let more = 0; more < 9; more += 1) written(appendDrafts(ledger, [holding(`h.more.${more}`, "VAL", String(more), "OPEN")], officersOf("VAL")));
const [origin] = [...ledger.channels].find(([, it]) => it.book.label === "OPEN")!;
const size = ledger.channels.get(origin)!.tree.size;
const key = ledger.store.logs().find((it) => it.origin === origin)!.key;
const at = (place: number): CheckAsk => {
  const [entry] = shownEntries(ledger, origin, { from: place, count: 1 });
  return { leaf: base64(entry!.leaf), place, id: entry!.id, proof: textOf(entryProof(ledger, origin, place)!)!, origin, key };
};
const verdict = async (ask: CheckAsk): Promise<string> => {
  const found = await checkEntry(ask);
  return found.kind === "broken" ? found.where : `${found.kind} ${found.size}`;
};
/** The text with one character of base 64 changed. */
const flipped = (text: string, place: number): string => `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;

test("every entry of a channel holds under its checkpoint, at every place", async () => {
  for (let place = 0; place < size; place += 1) expect(await verdict(at(place))).toBe(`holds ${size}`);
});

describe("one thing changed on the way is found", () => {
  const whole = at(3);
  const note = whole.proof.indexOf("\n\n") + 2;
  const step = whole.proof.indexOf("\n", whole.proof.indexOf("index")) + 1;
  const rootAt = whole.proof.indexOf("\n", whole.proof.indexOf("\n", note) + 1) + 1;
  test.each<readonly [string, Partial<CheckAsk>, string]>([
    ["the record", { leaf: flipped(whole.leaf, 40) }, "id"],
    ["its hash", { id: at(4).id }, "id"],
    ["record and hash both, those of another entry", { leaf: at(4).leaf, id: at(4).id }, "path"],
    ["a step of the path", { proof: flipped(whole.proof, step) }, "path"],
    ["a step left out", { proof: whole.proof.slice(0, step) + whole.proof.slice(whole.proof.indexOf("\n", step) + 1) }, "path"],
    ["a step too many", { proof: `${whole.proof.slice(0, step)}${whole.proof.slice(step, step + 45)}${whole.proof.slice(step)}` }, "path"],
    ["the root", { proof: flipped(whole.proof, rootAt) }, "path"],
    ["the size", { proof: whole.proof.replace(`\n${size}\n`, `\n${size + 1}\n`) }, "signature"],
    ["the place", { place: 4 }, "place"],
    ["the log", { origin: "concord/val/other" }, "place"],
    ["the key", { key: ledger.store.logs().find((it) => it.origin !== origin)!.key }, "signature"],
    ["the signature", { proof: flipped(whole.proof, whole.proof.length - 40) }, "signature"],
    ["no signature", { proof: whole.proof.slice(0, whole.proof.indexOf("\u2014")) }, "signature"],
    ["the form", { proof: whole.proof.replace("@v1", "@v2") }, "proof"],
    ["no proof at all", { proof: "" }, "proof"],
  ])("%s", async (_, change, where) => expect(await verdict({ ...whole, ...change })).toBe(where));
});
