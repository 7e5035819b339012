import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeText, strictText } from "./decode.ts";
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
  const one = folderDigest(
    new Map([
      ["a.csv", bytes("1")],
      ["b.csv", bytes("2")],
    ]),
  );
  expect(
    folderDigest(
      new Map([
        ["b.csv", bytes("2")],
        ["a.csv", bytes("1")],
      ]),
    ),
  ).toBe(one);
  expect(
    folderDigest(
      new Map([
        ["a.csv", bytes("2")],
        ["b.csv", bytes("1")],
      ]),
    ),
  ).not.toBe(one);
});

describe("a folder is written whole or not at all", () => {
  const files = new Map([
    ["datapackage.json", "{}"],
    ["nations.csv", "id\n"],
  ]);

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

describe("text of which nothing is replaced", () => {
  const xml = (encoding: string): string => `\uFEFF<?xml version="1.0" encoding="${encoding}"?><a>é</a>`;
  test.each<readonly [string, Uint8Array, string]>([
    ["UTF-8", Buffer.from("é\n"), "é\n"],
    ["a byte order mark", Buffer.from("\uFEFFé"), "é"],
    ["UTF-16, little end first", Buffer.from("\uFEFFé", "utf16le"), "é"],
    ["UTF-16, big end first", Buffer.from("\uFEFFé", "utf16le").swap16(), "é"],
    ["nothing", Buffer.alloc(0), ""],
    ["a replacement character that was written", Buffer.from("\uFFFD"), "\uFFFD"],
    ["XML in UTF-8 that says so", Buffer.from(xml("utf-8")), xml("utf-8").slice(1)],
    ["XML in UTF-16 that says so", Buffer.from(xml("UTF-16"), "utf16le"), xml("UTF-16").slice(1)],
  ])("%s", (_, bytes, text) => expect(strictText(bytes)).toBe(text));
  test.each<readonly [string, Uint8Array, number | undefined, RegExp]>([
    ["the first byte", Buffer.from("é", "latin1"), 1, /byte 1 of it, hexadecimal E9,/],
    ["a byte of the third line", Buffer.from("a\nb\nc\xe9d\ne", "latin1"), 3, /byte 6 of it, hexadecimal E9,/],
    ["an accent before what is wrong", Buffer.concat([Buffer.from("é\né"), Buffer.from([0xff])]), 2, /byte 6 of it, hexadecimal FF,/],
    ["a character cut off at the end", Buffer.from("a€").subarray(0, 3), 1, /byte 2 of it, hexadecimal E2,/],
    ["half a pair written as if it were a character", Buffer.from([0x61, 0xed, 0xa0, 0x80]), 1, /byte 2 of it, hexadecimal ED,/],
    ["UTF-16 with half a pair", Buffer.from([0xff, 0xfe, 0x00, 0xd8]), undefined, /begins as UTF-16LE/],
    ["UTF-16 without a byte order mark", Buffer.from("<a/>", "utf16le"), 1, /zero byte/],
    ["UTF-16 without a byte order mark, big end first", Buffer.from("<a/>", "utf16le").swap16(), 1, /zero byte/],
    ["XML that says ISO-8859-1", Buffer.from(xml("ISO-8859-1").slice(1), "latin1"), undefined, /says that it is in ISO-8859-1; UTF-8 is read/],
    ["XML that says ISO-8859-1, with ASCII alone", Buffer.from("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"), undefined, /says that it is in ISO-8859-1/],
    [
      "XML in UTF-16 that says UTF-8",
      Buffer.from(xml("UTF-8"), "utf16le"),
      undefined,
      /says that it is in UTF-8, and its byte order mark that it is in UTF-16LE/,
    ],
  ])("refused with its place or encoding: %s", (_, bytes, line, words) =>
    expect(strictText(bytes)).toEqual({
      kind: "encoding",
      ...(line !== undefined && { line }),
      message: expect.stringMatching(words),
      mend: "Save it as UTF-8, from its original.",
    }),
  );
});
