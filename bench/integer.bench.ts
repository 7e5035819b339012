import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { highsInProcess } from "#adapters/highs";
import { mpsText } from "#maths";
import type { Bench, BenchRow, TracePoint } from "./bench.ts";
import { INTEGER_CASES } from "./integer-cases.ts";

/** A model, the seconds that the search has on two lanes, the processor seconds of the peers, and what gap we mean to prove by when. */
interface Case {
  readonly name: string;
  readonly size: string;
  readonly seconds: number;
  readonly gap: number;
  readonly peer?: number;
  readonly wanted?: readonly { readonly after: number; readonly gap: number }[];
}

const SOON = { after: 60, gap: 0.02 } as const;
const LATE = { after: 300, gap: 0.01 } as const;
const S = "32 × 60 × 10";
const CASES: readonly Case[] = [
  { name: "B", size: "8 × 12 × 6", seconds: 20, gap: 1e-4, peer: 20 },
  { name: "between", size: "16 × 30 × 8", seconds: 20, gap: 1e-4, peer: 40 },
  { name: "S, seed 1", size: S, seconds: LATE.after, gap: LATE.gap, peer: 300, wanted: [SOON, LATE] },
  { name: "S, seed 2", size: S, seconds: LATE.after, gap: LATE.gap, wanted: [SOON, LATE] },
  { name: "S, seed 3", size: S, seconds: SOON.after, gap: LATE.gap, wanted: [SOON] },
  { name: "S, the plan engine's own", size: S, seconds: SOON.after, gap: LATE.gap, wanted: [SOON] },
];

// Native HiGHS is given its time to this gap; ours is to have proved the other by then.
const PEER_AT = 0.05;
const OURS_BY_THEN = 0.01;
// Gap that a peer is asked for.
const PEER_GAP = 1e-4;
// A process on a busy machine takes many times its processor time. Unit: s.
const PATIENCE = 40;
const WHY = "Most of the first minute goes to the relaxation and the first completion, both by interior point.";

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(2)} %` : "no solution");
const gapOf = (incumbent: number | null | undefined, bound: number | null | undefined): number =>
  typeof incumbent !== "number" || typeof bound !== "number" ? Number.POSITIVE_INFINITY : Math.max(incumbent - bound, 0) / Math.max(Math.abs(incumbent), 1e-10);

/** What a search or a peer ended with. */
interface Found {
  readonly incumbent?: number | null | undefined;
  readonly bound?: number | null | undefined;
  readonly seconds: number;
  readonly trace?: readonly TracePoint[];
  readonly shape?: string;
}

/** Runs a program and answers what it wrote; undefined where it is not on this machine. */
const ran = (command: string, args: readonly string[], seconds: number): Promise<string | undefined> =>
  new Promise((done) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], timeout: seconds * PATIENCE * 1000 });
    let text = "";
    child.stdout.on("data", (it: Buffer) => {
      text += it.toString();
    });
    child.on("error", () => done(undefined));
    child.on("close", () => done(text));
  });

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

/** Our search in a process of its own; `alone`: the solver by itself, in one thread. */
async function search({ name, seconds, gap }: Case, how: "lanes" | "alone" = "lanes"): Promise<Found> {
  const text = await ran(process.execPath, [join(import.meta.dirname, "integer-case.ts"), name, String(seconds), String(gap), how], seconds);
  if (text === undefined || lastLine(text) === "") throw new Error(`the search of ${name} ended without an answer`);
  return JSON.parse(lastLine(text)) as Found;
}

/** Native HiGHS in one thread, by its own Python package. Undefined: not on this machine. */
async function native(file: string, seconds: number): Promise<Found | "unfinished" | undefined> {
  const text = await ran("python3", [join(import.meta.dirname, "peers", "highs_mip.py"), file, String(seconds), String(PEER_GAP)], seconds);
  if (text === undefined) return undefined;
  if (lastLine(text) === "") return "unfinished";
  const out = JSON.parse(lastLine(text)) as {
    readonly found: boolean;
    readonly objective: number | null;
    readonly bound: number | null;
    readonly seconds: number;
    readonly trace: readonly TracePoint[];
  };
  return out.found ? { incumbent: out.objective, bound: out.bound, seconds: out.seconds, trace: out.trace } : undefined;
}

/** CBC, by its program, which counts processor time. Undefined: not on this machine. */
async function cbc(file: string, seconds: number): Promise<Found | undefined> {
  const text = await ran("cbc", [file, "ratio", String(PEER_GAP), "timeMode", "cpu", "sec", String(seconds), "solve"], seconds);
  if (text === undefined) return undefined;
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const incumbent = number(/Objective value:\s+(-?[\d.e+-]+)/);
  return {
    incumbent: incumbent !== undefined && incumbent < 1e40 ? incumbent : undefined,
    bound: number(/Lower bound:\s+(-?[\d.e+-]+)/) ?? (/Optimal solution found/.test(text) ? incumbent : undefined),
    seconds: number(/Total time \(CPU seconds\):\s+([\d.]+)/) ?? seconds,
  };
}

/** When a search had first proved such a gap. Undefined: never. Unit: s. */
const secondsTo = (trace: readonly TracePoint[], gap: number): number | undefined => trace.find(([, incumbent, bound]) => gapOf(incumbent, bound) <= gap)?.[0];

export const bench: Bench = {
  title: "Whole-number plans: how near, how soon",
  run: async (say, keep) => {
    // Cases may be run by themselves; what was measured of the others, or of peers, then stays.
    const names = process.env["INTEGER_CASES"]?.split(";");
    const asked = CASES.filter((it) => names?.includes(it.name) ?? true);
    const hasPeers = process.env["INTEGER_PEERS"] !== "0";
    const isAsked = (row: BenchRow): boolean => (hasPeers || row.by === OWN) && asked.some((it) => row.size.startsWith(`${it.name}:`));
    const rows: BenchRow[] = names === undefined && hasPeers ? [] : earlier().filter((it) => !isAsked(it));
    const folder = mkdtempSync(join(tmpdir(), "concord-integer-"));
    const add = ({ it, seconds, by, found, goal }: { readonly it: Case; readonly seconds: number; readonly by: string; readonly found: Found | "unfinished" | undefined; readonly goal?: BenchRow["goal"] }): void => {
      rows.push({
        what: `whole-number plan, at most ${seconds} s`,
        by,
        size: `${it.name}: ${it.size}`,
        repeats: 1,
        note: `${noteOf(found)}${goal !== undefined && typeof found === "object" && found.seconds < seconds - 1 && gapOf(found.incumbent, found.bound) > it.gap ? `; told to end after ${found.seconds.toFixed(0)} s` : ""}`,
        ...(typeof found === "object" ? { ms: found.seconds * 1000 } : {}),
        ...(typeof found === "object" && found.trace !== undefined ? { trace: found.trace } : {}),
        ...(goal === undefined ? {} : { goal }),
      });
      rows.sort((a, b) => order(a) - order(b));
      keep(rows);
      say(`${it.name}, ${seconds} s: ${by} ${noteOf(found)}`);
    };
    const owns = new Map<string, Found>();
    const own = async (it: Case): Promise<void> => {
      const found = await search(it);
      owns.set(it.name, found);
      const trace = found.trace ?? [];
      if (it.wanted === undefined) add({ it, seconds: it.seconds, by: OWN, found });
      for (const { after, gap } of it.wanted ?? []) {
        const [, incumbent, bound] = trace.findLast(([at]) => at <= after) ?? [0, null, null];
        const value = gapOf(incumbent, bound);
        const goal = { id: "G4", what: `${it.name}, proven gap after ${after} s`, ...(Number.isFinite(value) ? { value } : {}), unit: "share", atMost: gap, why: WHY } as const;
        add({ it, seconds: after, by: OWN, found: { ...found, incumbent, bound, seconds: Math.min(found.seconds, after), trace: trace.filter(([at]) => at <= after) }, goal });
      }
    };
    const peers = async (it: Case, seconds: number): Promise<void> => {
      const file = join(folder, `${CASES.indexOf(it)}.mps`);
      writeFileSync(file, mpsText(await INTEGER_CASES[it.name]!(await highsInProcess())));
      const found = await native(file, seconds);
      add({ it, seconds, by: "HiGHS native, one thread", found, ...(it.wanted !== undefined && typeof found === "object" && { goal: besideOurs(it, { native: found, own: owns.get(it.name), seconds }) }) });
      if (found === undefined) add({ it, seconds, by: "HiGHS in WebAssembly, one thread", found: await search({ ...it, seconds, gap: PEER_GAP }, "alone") });
      if (it.name === "B") add({ it, seconds, by: "CBC, one thread", found: await cbc(file, seconds) });
    };
    const waiting = asked.flatMap((it) => [() => own(it), ...(it.peer === undefined || !hasPeers ? [] : [() => peers(it, it.peer!)])]);
    // Time is that of processors, so several may run at once on a busy machine.
    const atOnce = Math.max(Number(process.env["INTEGER_AT_ONCE"] ?? 1), 1);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
      }),
    );
    rmSync(folder, { recursive: true });
    return rows;
  },
};

const OWN = "concord, two threads";

/** Our gap in the processor time in which native HiGHS comes within 5 %. Where it did not in its time, ours then, if that is small enough already; else without a value. */
function besideOurs({ name }: Case, { native, own, seconds }: { readonly native: Found; readonly own: Found | undefined; readonly seconds: number }): NonNullable<BenchRow["goal"]> {
  const at = secondsTo(native.trace ?? [], PEER_AT);
  const [, incumbent, bound] = own?.trace?.findLast(([after]) => after <= (at ?? seconds)) ?? [0, null, null];
  const value = gapOf(incumbent, bound);
  const isKnown = at === undefined ? value <= OURS_BY_THEN : Number.isFinite(value);
  return {
    id: "G4",
    what: `${name}, proven gap in the time in which native HiGHS is within ${percent(PEER_AT)}`,
    ...(isKnown ? { value } : {}),
    unit: "share",
    atMost: OURS_BY_THEN,
    why: at === undefined && isKnown ? `Native HiGHS is not within ${percent(PEER_AT)} in the ${seconds} s it was given; ours is by then.` : at === undefined ? `Native HiGHS is not within ${percent(PEER_AT)} in the ${seconds} s it was given.` : `Native HiGHS is within ${percent(PEER_AT)} after ${at.toFixed(0)} s. ${WHY}`,
  };
}

/** What was measured before. */
const earlier = (): readonly BenchRow[] => (JSON.parse(readFileSync(join(import.meta.dirname, "results", "integer.json"), "utf8")) as { readonly rows: readonly BenchRow[] }).rows;

/** Own rows before those of peers, cases in their order. */
const order = (row: BenchRow): number => 2 * CASES.findIndex((it) => row.size.startsWith(`${it.name}:`)) + (row.by === OWN ? 0 : 1);

function noteOf(found: Found | "unfinished" | undefined): string {
  if (found === undefined) return "not found";
  if (found === "unfinished") return `not finished: the machine was too busy, load ${loadavg()[0]!.toFixed(1)}`;
  const soonest = [0.05, 0.02, 0.01].flatMap((share) => {
    const seconds = secondsTo(found.trace ?? [], share);
    return seconds === undefined ? [] : [`${100 * share} % after ${seconds.toFixed(0)} s`];
  });
  const gap = `gap ${percent(gapOf(found.incumbent, found.bound))}, incumbent ${found.incumbent?.toFixed(2) ?? "none"}, bound ${found.bound?.toFixed(2) ?? "none"}`;
  return [gap, ...soonest, ...(found.shape === undefined ? [] : [found.shape]), `processor time; load of the machine ${loadavg()[0]!.toFixed(1)}`].join("; ");
}
