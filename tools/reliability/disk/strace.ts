import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiskOp } from "./trace.ts";

const CALLS = "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,copy_file_range,sendfile";

/** Whether `strace` is here and may trace a child. */
export const hasStrace = (): boolean => spawnSync("strace", ["-f", "-e", "trace=none", "-o", "/dev/null", process.execPath, "-e", "0"]).status === 0;

/**
 * Runs a program of Node under strace and answers what it did to the files below a folder, and the lines it gave out.
 * @throws Error when the program fails, or makes a call that the model of the disk does not know.
 */
export function recordDisk(folder: string, args: readonly string[]): readonly DiskOp[] {
  const logs = mkdtempSync(join(tmpdir(), "concord-strace-"));
  try {
    const ran = spawnSync("strace", ["-ff", "--seccomp-bpf", "-y", "-xx", "-s", "10000000", "-e", `trace=${CALLS}`, "-e", "signal=none", "-o", join(logs, "t"), process.execPath, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
    if (ran.status !== 0) throw new Error(`the program under strace ended with ${ran.status}: ${ran.stderr}`);
    // A log a thread. All that concerns the ledger is done by one, so that its log is the order of things.
    const threads = readdirSync(logs)
      .map((it) => opsOf(readFileSync(join(logs, it), "latin1"), realpathSync(folder)))
      .filter((it) => it.some((op) => op.kind !== "said"));
    if (threads.length !== 1) throw new Error(`${threads.length} threads wrote to ${folder}: their order is not known`);
    return threads[0]!;
  } finally {
    rmSync(logs, { recursive: true, force: true });
  }
}

/** Operations in a log of one thread. @throws Error for a call on the folder that is not modelled. */
export function opsOf(log: string, folder: string): readonly DiskOp[] {
  const ops: DiskOp[] = [];
  const known = new Set<string>();
  const inside = (path: string): string | undefined => (path === folder ? "." : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined);
  for (const line of log.split("\n")) {
    const parts = /^(\w+)\((.*)\)\s+= (-?\d+)/s.exec(line);
    if (parts === null || parts[3]!.startsWith("-")) continue;
    const [, call = "", asked = "", answer = ""] = parts;
    const texts = [...asked.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((it) => bytesOf(it[1]!));
    const at = /^(?:AT_FDCWD|\d+)<([^>]*)>(\(deleted\))?/.exec(asked);
    const open = at === null ? undefined : inside(textOf(at[1]!));
    const numbers = asked.split(", ").map((it) => it.trim());
    const named = texts.map((it) => inside(Buffer.from(it).toString()));
    const [name, to] = named;
    if (call === "write" && asked.startsWith("1<")) {
      for (const said of Buffer.from(texts[0]!).toString().split("\n").filter((it) => it !== "")) ops.push({ kind: "said", line: said });
      continue;
    }
    switch (call) {
      case "open":
      case "openat":
      case "creat":
        if (name === undefined || name === "." || known.has(name)) break;
        if (asked.includes("O_DIRECTORY")) break;
        if (!asked.includes("O_CREAT")) break;
        known.add(name);
        ops.push({ kind: "create", name });
        break;
      case "mkdir":
      case "mkdirat":
        if (name === undefined || name === ".") break;
        ops.push({ kind: "folder", name });
        break;
      case "pwrite64":
        if (open === undefined || at?.[2] !== undefined) break;
        ops.push({ kind: "write", name: open, at: Number(numbers.at(-1)), bytes: texts[0]!.subarray(0, Number(answer)) });
        break;
      case "write":
        // Small files are written at once, from their beginning.
        if (open === undefined || at?.[2] !== undefined) break;
        ops.push({ kind: "write", name: open, at: sizeSoFar(ops, open), bytes: texts[0]!.subarray(0, Number(answer)) });
        break;
      case "ftruncate":
        if (open === undefined || at?.[2] !== undefined) break;
        ops.push({ kind: "resize", name: open, size: Number(numbers.at(-1)) });
        break;
      case "fsync":
      case "fdatasync":
        if (open === undefined || at?.[2] !== undefined) break;
        ops.push({ kind: "sync", name: open });
        break;
      case "rename":
      case "renameat":
      case "renameat2":
        if (name === undefined || to === undefined) break;
        known.delete(name);
        known.add(to);
        ops.push({ kind: "rename", name, to });
        break;
      case "unlink":
      case "unlinkat":
        if (name === undefined) break;
        known.delete(name);
        ops.push({ kind: "unlink", name });
        break;
      default:
        if (open !== undefined || named.some((it) => it !== undefined)) throw new Error(`the model of the disk knows no ${call}: ${line.slice(0, 200)}`);
    }
  }
  return ops;
}

function sizeSoFar(ops: readonly DiskOp[], name: string): number {
  let size = 0;
  for (const op of ops) {
    if (op.kind === "create" && op.name === name) size = 0;
    else if (op.kind === "write" && op.name === name) size = Math.max(size, op.at + op.bytes.length);
    else if (op.kind === "resize" && op.name === name) size = op.size;
    else if (op.kind === "rename" && op.to === name) size = sizeSoFar(ops.slice(0, ops.indexOf(op)), op.name);
  }
  return size;
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll("\\x", ""), "hex"));
const textOf = (hex: string): string => Buffer.from(bytesOf(hex)).toString();
