import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeTable, undoTable } from "./change-table.ts";

const fresh = (): Promise<string> => mkdtemp(join(tmpdir(), "concord-change-"));
const read = (folder: string): Promise<string> => readFile(join(folder, "a.csv"), "utf8");

test("a change is written, the state before kept, and undone; undone twice it is there again", async () => {
  const folder = await fresh();
  await writeFile(join(folder, "a.csv"), "one\n");
  expect(await changeTable(folder, "a.csv", (text) => `${text}two\n`)).toEqual({ before: "one\n", after: "one\ntwo\n" });
  expect(await undoTable(folder, "a.csv")).toEqual({ before: "one\ntwo\n", after: "one\n" });
  expect(await read(folder)).toBe("one\n");
  await undoTable(folder, "a.csv");
  expect(await read(folder)).toBe("one\ntwo\n");
  expect((await readdir(folder)).sort()).toEqual(["a.csv", "a.csv.bak", "a.csv.bak.of"]);
});

test("the first change of a table that was not there: undone, it is gone again", async () => {
  const folder = await fresh();
  await changeTable(folder, "a.csv", () => "one\n");
  expect(await undoTable(folder, "a.csv")).toEqual({ before: "one\n" });
  expect((await readdir(folder)).sort()).toEqual(["a.csv.bak", "a.csv.bak.of"]);
});

test("nothing to undo, nothing changed: nothing is written", async () => {
  const folder = await fresh();
  expect(await undoTable(folder, "a.csv")).toBeUndefined();
  await changeTable(folder, "a.csv", (text) => text);
  expect(await readdir(folder)).toEqual([]);
});

test("decided on a text that is no longer there: nothing is written", async () => {
  const folder = await fresh();
  await writeFile(join(folder, "a.csv"), "theirs\n");
  await expect(changeTable(folder, "a.csv", (text) => `${text}mine\n`, { text: "as seen\n" })).rejects.toThrow("changed by somebody else");
  await expect(changeTable(folder, "a.csv", () => "mine\n", { text: undefined })).rejects.toThrow("changed by somebody else");
  expect(await read(folder)).toBe("theirs\n");
  await changeTable(folder, "a.csv", (text) => `${text}mine\n`, { text: "theirs\n" });
  expect(await read(folder)).toBe("theirs\nmine\n");
});

test("undo refuses where something else changed the table since, and loses neither", async () => {
  const folder = await fresh();
  await writeFile(join(folder, "a.csv"), "one\n");
  await changeTable(folder, "a.csv", () => "two\n");
  await writeFile(join(folder, "a.csv"), "two\nby hand\n");
  await expect(undoTable(folder, "a.csv")).rejects.toThrow("changed by something else");
  expect(await read(folder)).toBe("two\nby hand\n");
  expect(await readFile(join(folder, "a.csv.bak"), "utf8")).toBe("one\n");
});

test.each<[string, (folder: string) => Promise<void>, string]>([
  ["not UTF-8", (folder) => writeFile(join(folder, "a.csv"), Buffer.from([0xe9, 0x0a])), "not UTF-8"],
  ["being changed", (folder) => writeFile(join(folder, "a.csv.lock"), ""), "Another command"],
])("refused: %s", async (_, prepare, words) => {
  const folder = await fresh();
  await prepare(folder);
  await expect(changeTable(folder, "a.csv", () => "x")).rejects.toThrow(words);
});

test("refused where there is no folder; a change that throws leaves no lock and no trace", async () => {
  await expect(changeTable("/nowhere/at/all", "a.csv", () => "x")).rejects.toThrow("cannot be changed");
  const folder = await fresh();
  await expect(changeTable(folder, "a.csv", () => { throw new Error("no"); })).rejects.toThrow("no");
  expect(await readdir(folder)).toEqual([]);
});
