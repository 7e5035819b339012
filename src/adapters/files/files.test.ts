import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeText } from "./decode.ts";
import { folderDigest } from "./digest.ts";
import { FOLDER_LIMITS, FolderError, readFolder } from "./read-folder.ts";
import { writeFolder } from "./write-folder.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "concord-files-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
};
const refused = async (work: Promise<unknown>): Promise<FolderError> => {
  const error = await work.then(
    () => expect.fail("was not refused"),
    (it: unknown) => it,
  );
  expect(error).toBeInstanceOf(FolderError);
  return error as FolderError;
};

describe("a folder that cannot be read says why and how to mend it", () => {
  test("not there", async () => expect((await refused(readFolder(join(root, "nowhere")))).code).toBe("not-found"));
  test("a file", async () => {
    const path = await folder("a", { "datapackage.json": "{}" });
    expect((await refused(readFolder(join(path, "datapackage.json")))).code).toBe("not-a-folder");
  });
  test("no datapackage.json", async () => {
    const error = await refused(readFolder(await folder("b", { "nations.csv": "id" })));
    expect([error.code, error.message]).toEqual(["no-package", expect.stringContaining("datapackage.json")]);
  });
  test.each([
    ["one file too large", { ...FOLDER_LIMITS, fileBytes: 3 }],
    ["all files too large", { ...FOLDER_LIMITS, totalBytes: 4 }],
    ["too many files", { ...FOLDER_LIMITS, files: 1 }],
  ])("%s: refused before it is read, the limit named", async (name, limits) => {
    const error = await refused(readFolder(await folder(name.replaceAll(" ", "-"), { "datapackage.json": "{}", "nations.csv": "id,name" }), limits));
    expect(error.code).toBe("too-large");
    expect(error.message).toMatch(/at most|the most that is read/);
  });
  test("a table that is a symbolic link", async () => {
    const path = await folder("c", { "datapackage.json": "{}", "secret.txt": "x" });
    await symlink(join(path, "secret.txt"), join(path, "nations.csv"));
    expect((await refused(readFolder(path))).message).toContain("symbolic link");
  });
});

test("other files and sub-folders are passed over", async () => {
  const path = await folder("d", { "datapackage.json": "{}", "nations.csv": "id", "README.md": "#" });
  await mkdir(join(path, "old.csv"));
  expect([...(await readFolder(path)).keys()]).toEqual(["datapackage.json", "nations.csv"]);
});

test.each([
  ["UTF-8", Buffer.from("é")],
  ["UTF-8 with byte order mark", Buffer.from("\uFEFFé")],
  ["UTF-16", Buffer.from("\uFEFFé", "utf16le")],
])("%s is read", (_, bytes) => expect(decodeText(bytes)).toBe("é"));

test("bytes that are no UTF-8 are marked", () => expect(decodeText(Buffer.from("é", "latin1"))).toBe("\uFFFD"));

test("the digest depends on names and bytes, not on order", () => {
  const bytes = (text: string) => Buffer.from(text);
  const one = folderDigest(new Map([["a.csv", bytes("1")], ["b.csv", bytes("2")]]));
  expect(folderDigest(new Map([["b.csv", bytes("2")], ["a.csv", bytes("1")]]))).toBe(one);
  expect(folderDigest(new Map([["a.csv", bytes("2")], ["b.csv", bytes("1")]]))).not.toBe(one);
});

describe("a folder is written whole or not at all", () => {
  const files = new Map([["datapackage.json", "{}"], ["nations.csv", "id\n"]]);

  test("new", async () => {
    const path = join(root, "new", "deep");
    await writeFolder(path, files);
    expect(await readFile(join(path, "nations.csv"), "utf8")).toBe("id\n");
    expect(await readdir(join(root, "new"))).toEqual(["deep"]);
  });
  test("over an older data set: nothing of it remains", async () => {
    const path = await folder("over", { "datapackage.json": "{}", "stocks.csv": "id" });
    await writeFolder(path, files);
    expect((await readdir(path)).sort()).toEqual(["datapackage.json", "nations.csv"]);
  });
  test("never over anything else", async () => {
    const path = await folder("else", { "thesis.txt": "years of work" });
    await refused(writeFolder(path, files));
    expect(await readdir(path)).toEqual(["thesis.txt"]);
  });
  test("never outside the folder", async () => {
    await refused(writeFolder(join(root, "out"), new Map([["../x.csv", ""]])));
    expect(await readdir(root)).not.toContain("x.csv");
  });
});
