import { expect, test } from "vitest";
import { Chance } from "../chance.ts";
import { Disk, type DiskImage, SECTOR } from "./disk.ts";
import { type DiskOp, readTrace, traceBytes } from "./trace.ts";
import { opsOf } from "./strace.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const write = (at: number, text: string, name = "a"): DiskOp => ({ kind: "write", name, at, bytes: bytes(text) });
const create = (name = "a"): DiskOp => ({ kind: "create", name });
const sync = (name = "a"): DiskOp => ({ kind: "sync", name });
/** All that a cut may leave, each file as text with its zeros shown, said once. */
const left = (ops: readonly DiskOp[]): readonly string[] => {
  const disk = new Disk();
  for (const it of ops) disk.apply(it);
  const word = (image: DiskImage): string => [...image].map(([name, it]) => `${name}=${new TextDecoder().decode(it).replaceAll(/(.)\1{511}/gs, "$1*").replaceAll("\0", "0")}`).sort().join(" ");
  return [...new Set(disk.states(400, new Chance(1)).map(word))].sort();
};

test.each<readonly [string, readonly DiskOp[], readonly string[]]>([
  ["what is synced stays", [create(), write(0, "x"), sync(), sync(".")], ["a=x"]],
  ["a name without a sync of its folder may be gone", [create(), write(0, "x"), sync()], ["", "a=x"]],
  ["a file that is not synced may have none of its bytes, or its size only", [create(), sync("."), write(0, "x")], ["a=", "a=0", "a=x"]],
  ["of two writes to a sector the earlier may be what is there", [create(), write(0, "x"), sync(), sync("."), write(0, "y"), write(0, "z")], ["a=x", "a=y", "a=z"]],
  ["a write of two sectors is torn", [create(), write(0, "-".repeat(2 * SECTOR)), sync(), sync("."), write(0, "x".repeat(2 * SECTOR))], ["a=-*-*", "a=-*x*", "a=x*-*", "a=x*x*"]],
  ["a later write may be there without the earlier", [create(), write(0, "-".repeat(2 * SECTOR)), sync(), sync("."), write(0, "x".repeat(SECTOR)), write(SECTOR, "y".repeat(SECTOR))], ["a=-*-*", "a=-*y*", "a=x*-*", "a=x*y*"]],
  ["a rename is there or not", [create(), write(0, "x"), sync(), create("b"), write(0, "y", "b"), sync("b"), sync("."), { kind: "rename", name: "b", to: "a" }], ["a=x b=y", "a=y"]],
  ["a file is not there when its folder may be gone", [{ kind: "folder", name: "k" }, create("k/a"), write(0, "x", "k/a"), sync("k/a"), sync("k")], ["", "k/a=x"]],
  ["an unlink is there or not", [create(), write(0, "x"), sync(), sync("."), { kind: "unlink", name: "a" }], ["", "a=x"]],
  ["what a file is cut by is zero when it grows again", [create(), write(0, "xyz"), { kind: "resize", name: "a", size: 1 }, { kind: "resize", name: "a", size: 3 }, sync(), sync(".")], ["a=x00"]],
])("%s", (_, ops, expected) => expect(left(ops)).toEqual(expected));

test("a trace is kept and read again", () => {
  const ops = [create(), write(3, "x\0y"), sync(), { kind: "said", line: "size 3" }] as const;
  expect(readTrace(traceBytes(ops))).toEqual(ops);
});

test("a log of strace is read: only what concerns the folder, and what the program said", () => {
  const hex = (text: string): string => [...bytes(text)].map((it) => `\\x${it.toString(16).padStart(2, "0")}`).join("");
  const log = [
    `openat(AT_FDCWD<${hex("/")}>, "${hex("/d/a")}", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 7<${hex("/d/a")}>`,
    `pwrite64(7<${hex("/d/a")}>, "${hex("xy")}", 2, 10) = 2`,
    `pwrite64(8<${hex("/other")}>, "${hex("xy")}", 2, 10) = 2`,
    `pwrite64(9<${hex("/d/a")}>(deleted), "${hex("xy")}", 2, 10) = 2`,
    `ftruncate(7<${hex("/d/a")}>, 4) = 0`,
    `fdatasync(7<${hex("/d/a")}>) = 0`,
    `fsync(7<${hex("/d/a")}>) = -1 EIO (Input/output error)`,
    `fsync(9<${hex("/d")}>) = 0`,
    `write(1<${hex("pipe")}>, "${hex("size 3\nsize 4\n")}", 14) = 14`,
    `rename("${hex("/d/a")}", "${hex("/d/b")}") = 0`,
    `unlink("${hex("/d/b")}") = 0`,
  ].join("\n");
  expect(opsOf(log, "/d")).toEqual([create(), write(10, "xy"), { kind: "resize", name: "a", size: 4 }, sync(), sync("."), { kind: "said", line: "size 3" }, { kind: "said", line: "size 4" }, { kind: "rename", name: "a", to: "b" }, { kind: "unlink", name: "b" }]);
  expect(() => opsOf(`fallocate(7<${hex("/d/a")}>, 0, 0, 10) = 0`, "/d")).toThrow(/no fallocate/);
});
