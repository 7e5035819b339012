import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Check, numberOption } from "./check.ts";
import { initLedger } from "./doors.ts";
import { hasStrace } from "./disk/strace.ts";
import { scratch } from "./scratch.ts";
import { openLedger, rootAt, sizeOf, troubleWith } from "./subject.ts";

const WRITER = join(import.meta.dirname, "disk-error-writer.ts");
const CALLS = "write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,fdatasync";
const FILES = ["", "/ledger.sqlite", "/ledger.sqlite-wal", "/ledger.sqlite-shm", "/ledger.sqlite-journal"];
const COMMITS = 60;

export type DiskError = { readonly kind: "EIO" | "ENOSPC"; /** The how manieth call that writes fails, from 1. */ readonly call: number } | { readonly kind: "size"; /** No file may grow beyond so many bytes. */ readonly bytes: number };

export interface DiskErrorFound {
  /** What the writer said when it was refused. Absent: it came through. */
  readonly complaint?: string;
  /** The call that failed, as strace wrote it. */
  readonly call?: string;
  readonly commits: number;
  readonly faults: readonly string[];
}

/** A ledger to try errors on. */
export function smallLedger(): string {
  const folder = scratch("disk-error");
  initLedger(folder);
  return folder;
}

/** Lets a writer on a copy of a ledger meet an error of its disk, then looks without the error. */
export function meetError(ledger: string, error: DiskError): DiskErrorFound {
  const folder = scratch("disk-error");
  const log = join(scratch("disk-error-log"), "log");
  try {
    cpSync(ledger, folder, { recursive: true });
    const program = [process.execPath, WRITER, folder, String(COMMITS)];
    const [command = "", ...args] =
      error.kind === "size"
        ? ["sh", "-c", `ulimit -f ${Math.floor(error.bytes / 512)}; exec "$@"`, "sh", ...program]
        : ["strace", "-f", "--seccomp-bpf", "-e", "signal=none", ...FILES.flatMap((it) => ["-P", `${folder}${it}`]), "-e", `trace=${CALLS}`, "-e", `inject=${CALLS}:error=${error.kind}:when=${error.call}`, "-o", log, ...program];
    const ran = spawnSync(command, args, { encoding: "utf8" });
    const call = error.kind === "size" ? undefined : /.*\(INJECTED\).*/.exec(readFileSync(log, "utf8"))?.[0].slice(0, 160);
    const said = ran.stdout.split("\n").filter((it) => it !== "");
    const acknowledged = said.filter((it) => it !== "closing");
    const name = error.kind === "size" ? `files of at most ${error.bytes} bytes` : `${error.kind} at call ${error.call}`;
    const faults: string[] = [];
    const fault = (text: string): void => void faults.push(`${name}: ${text}`);
    const complaint = ran.stderr.trim();
    if (ran.status === 0) {
      // Only what is done at closing may fail unsaid: everything is in the write-ahead log by then.
      if (call !== undefined && !said.includes("closing")) fault("the writer came through without closing");
      if (acknowledged.length < COMMITS) fault(`only ${acknowledged.length} commits were acknowledged`);
    } else {
      if (ran.status !== 3) fault(`the writer ended with ${ran.status ?? ran.signal}: ${complaint.slice(0, 300)}`);
      if (!/(is full|reports an error)[^]*\n[^]*(Free space|See to)/.test(complaint)) fault(`the complaint does not say what and how to mend it: ${complaint.slice(0, 300)}`);
    }
    const [size = "1", root] = acknowledged.at(-1)?.split(" ") ?? [];
    const trouble = afterwards(folder, Number(size), root) ?? troubleWith(folder);
    if (trouble !== undefined) fault(trouble);
    return { ...(ran.status !== 0 && { complaint }), ...(call !== undefined && { call }), commits: acknowledged.length, faults };
  } finally {
    for (const it of [folder, join(log, "..")]) rmSync(it, { recursive: true, force: true });
  }
}

function afterwards(folder: string, size: number, root: string | undefined): string | undefined {
  const log = openLedger(folder);
  try {
    const now = sizeOf(log);
    if (now < size || now > size + 2) return `${now} commits are there, ${size} were acknowledged`;
    return root !== undefined && rootAt(log, size) !== root ? `the first ${size} commits are not those acknowledged` : undefined;
  } finally {
    log.store.close();
  }
}

/** Limits at which files stop growing, from the size a small ledger has to what all commits take. */
export const sizeLimits = (count: number): readonly DiskError[] => Array.from({ length: count }, (_, at) => ({ kind: "size", bytes: 65_536 + at * Math.floor(480_000 / count) }));

export const diskErrorsCheck: Check = {
  name: "disk-errors",
  promise: "When the disk is full or fails, a write is refused with what happened and how to go on, nothing acknowledged is lost, and the ledger opens again.",
  test: "A program appends and makes checkpoints while one call that writes to its disk (write, cut, sync) fails: each of the first 300 with EIO, then each with ENOSPC, by strace; then with files that may not grow beyond a limit, at forty limits. It has to end with code 3 and a complaint that says what and how to mend it, or have written everything; without the error the ledger has to open, hold what was acknowledged and at most the commits under way, verify, and take the next append.",
  everyCommit: "Eight calls by strace where the machine has it, and four limits on the size of files.",
  usage: "[--calls 300] [--limits 40]",
  run: async (options, say) => {
    const calls = numberOption(options, "calls", 300);
    const errors: readonly DiskError[] = [...(hasStrace() ? (["EIO", "ENOSPC"] as const).flatMap((kind) => Array.from({ length: calls }, (_, at) => ({ kind, call: at + 1 }))) : []), ...sizeLimits(numberOption(options, "limits", 40))];
    const ledger = smallLedger();
    const found: { readonly error: DiskError; readonly it: DiskErrorFound }[] = [];
    for (const error of errors) {
      found.push({ error, it: meetError(ledger, error) });
      if (found.length % 50 === 0) say(`${found.length} of ${errors.length} errors, ${found.flatMap((one) => one.it.faults).length} faults`);
    }
    rmSync(ledger, { recursive: true, force: true });
    const of = (kind: DiskError["kind"]): typeof found => found.filter((it) => it.error.kind === kind);
    const met = found.filter(({ error, it }) => (error.kind === "size" ? it.complaint !== undefined : it.call !== undefined));
    return {
      figures: [
        { what: "calls that failed with EIO", value: of("EIO").filter((it) => it.it.call !== undefined).length, unit: "runs" },
        { what: "calls that failed with ENOSPC", value: of("ENOSPC").filter((it) => it.it.call !== undefined).length, unit: "runs" },
        { what: "limits on the size of files that were met", value: of("size").filter((it) => it.it.complaint !== undefined).length, unit: "runs" },
        { what: "of all these, refused with a complaint", value: met.filter((it) => it.it.complaint !== undefined).length, unit: "runs" },
        { what: "of all these, met after the last acknowledgement and made good at the next opening", value: met.filter((it) => it.it.complaint === undefined).length, unit: "runs" },
        { what: "wrong acknowledgements, unclear complaints, ledgers that do not go on", value: found.flatMap((it) => it.it.faults).length, unit: "faults", atMost: 0 },
      ],
      notes: [...new Set(found.flatMap(({ it }) => (it.complaint === undefined ? [] : [`Said: “${it.complaint.replaceAll(/\S*\/ledger/g, "ledger").replaceAll("\n", " ")}”`])))].slice(0, 6),
      faults: found.flatMap((it) => it.it.faults).slice(0, 20),
    };
  },
};
