import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolderDurably, replaceDurably, writeNewDurably } from "./durable-file.ts";

// That a power cut takes none of it is tried in tests/reliability/power-loss.test.ts.
const root = mkdtempSync(join(tmpdir(), "concord-durable-"));

test("folders are made, those above them too, and again without harm", () => {
  const path = join(root, "a", "b");
  makeFolderDurably(path, 0o700);
  makeFolderDurably(path, 0o700);
  expect(statSync(path).isDirectory()).toBe(true);
});
test("a new file is never put in the place of another", () => {
  writeNewDurably(join(root, "key"), "first", 0o600);
  expect(() => writeNewDurably(join(root, "key"), "second", 0o600)).toThrow(/EEXIST/);
  expect([readFileSync(join(root, "key"), "utf8"), statSync(join(root, "key")).mode & 0o777]).toEqual(["first", 0o600]);
});
test("a replaced file leaves nothing beside it", () => {
  for (const it of ["one", "two"]) replaceDurably(join(root, "memory"), it);
  expect([readFileSync(join(root, "memory"), "utf8"), readdirSync(root).sort()]).toEqual(["two", ["a", "key", "memory"]]);
});
