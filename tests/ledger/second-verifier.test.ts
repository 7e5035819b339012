import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COSIGNATURE, KEY_ENROLLED, KEY_REVOKED } from "#ledger";
import { putWitnessed, witnessCheckpoint } from "#app";
import { ROOT } from "../../tools/files.ts";
import { append, clerk, CLERK, codeOf, exported, keyText, newLedger, newPath, note, signer, sound, stock, WITNESS } from "./sample.ts";

const VERIFIER = join(ROOT, "tools", "verifier", "verify.py");
const NAME = "witness.example/w";
const ledger = newLedger({ policy: `witness w ${keyText(NAME, WITNESS, COSIGNATURE)}\nquorum w\n` });
append(ledger, [stock(0), { type: KEY_ENROLLED, fields: { key: keyText("XAA/clerk", CLERK) }, label: "PUBLIC" }, stock(1), note("ä – 😀 \u0001"), { ...note("numbers"), fields: { list: [1, 0.5, 1e-7, 0.00001, 1e21, -3.25e-9], nested: { z: null, "é": true, "😀": [], "\uffff": {} } } }]);
append(ledger, [stock(2), note("by a clerk")], clerk);
append(ledger, [{ type: KEY_REVOKED, fields: { key: "XAA/clerk" }, label: "PUBLIC" }]);
putWitnessed(ledger, new Map(ledger.store.logs().map(({ origin }) => [origin, sound(witnessCheckpoint({ ledger, origin, name: NAME, signer: signer(WITNESS), seen: undefined })).note])));
const bytes = exported(ledger, { root: true });

interface Verdict {
  readonly verified: boolean;
  readonly reason?: string;
}
const python = (data: Uint8Array): Verdict => {
  const path = newPath("export");
  writeFileSync(path, data);
  return JSON.parse(spawnSync("python3", [VERIFIER, path], { encoding: "utf8" }).stdout) as Verdict;
};

describe("the second verifier, in another language, agrees", () => {
  test("on a sound ledger with channels, a root, keys that come and go, a witness, and all kinds of values", () => {
    expect(codeOf(bytes)).toBe("sound");
    const [open, restricted, root] = ledger.store.logs().map((it) => it.origin).sort((a, b) => Number(a === ledger.root?.origin) - Number(b === ledger.root?.origin));
    expect(python(bytes)).toEqual({ verified: true, logs: [{ origin: open, size: 6, entries: 6, whole: true, witnesses: ["w"] }, { origin: restricted, size: 6, entries: 6, whole: true, witnesses: ["w"] }], root: { origin: root, size: 4, witnesses: ["w"] } });
  });
  test("on 12 damaged ones", () => {
    for (let k = 1; k <= 12; k++) {
      const bad = Uint8Array.from(bytes);
      bad[Math.floor((k * bytes.length) / 13)]! ^= 1;
      expect([k, python(bad).verified]).toEqual([k, codeOf(bad) === "sound"]);
    }
  });
  test("a blank line, a line that is no JSON, a file of another kind, none at all: a verdict with a code, never words of the interpreter", () => {
    const text = new TextDecoder().decode(bytes);
    const reasons = [`${text}\n`, text.replace("\n", "\n\n"), `${text}hello\n`, '{"format":"concord-export-v2"}\n', "[]\n", "\u0000\n"].map((it) => python(new TextEncoder().encode(it)).reason);
    expect(reasons.map((it) => it?.split(":")[0])).toEqual(["json", "json", "json", "form", "form", "json"]);
    expect(reasons.join()).not.toMatch(/Expecting|char \d|indices|object|Error/);
    const missing = spawnSync("python3", [VERIFIER, newPath("none")], { encoding: "utf8" });
    expect([missing.status, missing.stdout]).toEqual([1, expect.stringContaining('"reason": "unreadable: ')]);
  });
  test("called without a file, or with too many, it says how it is called and ends with 2", () => {
    for (const args of [[], ["a", "b", "c"]]) {
      const { status, stdout, stderr } = spawnSync("python3", [VERIFIER, ...args], { encoding: "utf8" });
      expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(/^usage: verify\.py EXPORT \[POLICY\]/)]);
    }
  });
  test("it is at most 300 lines, and loads nothing but the standard library", () => {
    const text = readFileSync(VERIFIER, "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(300);
    expect([...text.matchAll(/^(?:import|from) (.*?)(?: import .*)?$/gm)].flatMap((it) => it[1]!.split(", "))).toEqual(["base64", "hashlib", "json", "math", "re", "sys", "decimal"]);
  });
});
