import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { concord } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-files-"));
const none = join(folder, "none.json");

describe("a file that is not there or is none is told in words, with how to mend it", () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    ["a plan that is not there", ["verify", "cases/two-nations", none], /none\.json cannot be read: there is no such file\.\s+Name a file/],
    ["a plan that is a folder", ["verify", "cases/two-nations", folder], /cannot be read: it is a folder\./],
    ["a plan below a file", ["verify", "cases/two-nations", "package.json/plan.json"], /cannot be read: a part of its path is no folder\./],
    ["scenarios that are not there", ["scenarios", "cases/two-nations", "--file", none], /cannot be read: there is no such file\.\s+Give the path/],
    ["scenarios that are a folder", ["scenarios", "cases/two-nations", "--file", folder], /cannot be read: it is a folder\./],
    ["a model that is a folder", ["solve", folder], /cannot be read: it is a folder\.\s+Give a file, not a folder\./],
    ["a model to be written below a file", ["export-model", "cases/two-nations", "--quiet", "-o", "package.json/a.mps"], /cannot be written to .*: a\s+part of its path is no folder\./],
    ["a model to be written onto a folder", ["export-model", "cases/two-nations", "--quiet", "-o", folder], /: it\s+is a folder\./],
  ])("%s", async (_, args, words) => {
    const { code, stderr } = await concord(args);
    expect([code, stderr.replaceAll(/\s+/g, " ")]).toEqual([3, expect.stringMatching(new RegExp(words.source.replaceAll("\\s+", " ")))]);
    expect(stderr).not.toMatch(/ENOENT|EISDIR|ENOTDIR/);
  });
});
