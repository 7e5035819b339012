import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClosableSolver, highsPool } from "#adapters/highs";
import { type MilpModel, mpsText } from "#maths";
import { align } from "../src/engines/plan/aligned.ts";
import { planAlone } from "../src/engines/plan/alone.ts";
import { candidatesOf } from "../src/engines/plan/candidates.ts";
import { sequence } from "../src/engines/plan/fictional.ts";
import { type AllianceSize, fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { formulate } from "../src/engines/plan/formulate.ts";
import { type Case, type Change, CHANGE_KINDS, changed } from "../src/engines/plan/what-if/change.ts";
import { elasticOf } from "../src/engines/plan/what-if/elastic.ts";
import { fictionalChanges } from "../src/engines/plan/what-if/fictional-changes.ts";
import { WHAT_IF } from "../src/engines/plan/what-if/parameters.ts";
import { type WhatIf, whatIf } from "../src/engines/plan/what-if/session.ts";
import { worldOf } from "../src/engines/plan/world.ts";
import { SERVER_LIMITS } from "../src/server/limits.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { askPeer, cpuMs } from "./peer.ts";

/** The published set: kinds in turn from a seeded sequence, so that anybody draws the same changes. */
const SETS = [
  { size: "S", count: 200, seed: 7, withinMs: 300, peers: 3, exactEvery: 10, nativeBy: ["ipx", "simplex"] },
  { size: "M", count: 30, seed: 7, withinMs: 1000, peers: 2, exactEvery: 5, nativeBy: ["ipx"] },
] as const satisfies readonly { readonly size: AllianceSize; readonly count: number; readonly seed: number; readonly withinMs: number; readonly peers: number; readonly exactEvery: number; readonly nativeBy: readonly ("ipx" | "simplex")[] }[];
const GAP = WHAT_IF.gap.value.base * 1e-4;
const SHARE = 0.9;
const FASTER = 100;
const LIMIT_SECONDS = 900;
const WARM = 10;
const KEEP_EVERY = 20;
const BUSY = "Wall time was taken on a machine whose cores other work shared; the processor time beside it is of all threads.";

/** One question of the set as measured. */
interface Asked {
  readonly change: Change;
  /** Until the answer and its effects are there. */
  readonly ms: number;
  readonly gap: number;
  /** (quick plan − exact) / exact. Absent: the exact answer was not waited for. */
  readonly error?: number;
  /** Until the exact shortfall is there. */
  readonly exactMs?: number;
  /** Until the least money for it is there too. */
  readonly moneyMs?: number;
  readonly rounds: number;
  /** Processor time of all threads until the quick answer. */
  readonly cpuMs: number;
}

/** The value below which a share of them lie. */
const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(Math.ceil(share * values.length) - 1, values.length - 1)] ?? Number.NaN;

async function caseOf(size: AllianceSize, solver: ClosableSolver): Promise<Case> {
  const world = worldOf({ ...fictionalAlliance({ size, seed: 3 }), figures: "base" });
  const desk = { solver, signal: undefined, timeLimit: LIMIT_SECONDS };
  const alone = await planAlone({ world, desk });
  const { freedom } = await align({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), desk, levers: ["dates", "lots", "roles", "standards"], aim: "shortfall" });
  return { world, freedom };
}

async function asked(session: WhatIf, change: Change, withExact: boolean): Promise<Asked> {
  const before = process.cpuUsage();
  const start = performance.now();
  const quick = await session.ask(change);
  quick.effect();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const quickly = { change, ms, gap: quick.gap, rounds: quick.rounds, cpuMs: (user + system) / 1000 };
  if (!withExact) {
    session.undo();
    await quick.exact;
    return quickly;
  }
  const outcome = await quick.leastShort;
  const exactMs = performance.now() - start;
  const paid = await quick.exact;
  const moneyMs = performance.now() - start;
  session.undo();
  if (paid.kind !== "exact") throw new Error(`${JSON.stringify(change)}, money: ${paid.kind === "failed" ? paid.reason : paid.kind}`);
  if (outcome.kind !== "exact") throw new Error(`${JSON.stringify(change)}: ${outcome.kind === "failed" ? outcome.reason : outcome.kind}`);
  return { ...quickly, error: Math.max(quick.value - outcome.answer.value, 0) / Math.max(Math.abs(outcome.answer.value), 1e-9), exactMs, moneyMs };
}

const share = (value: number): string => (value === 0 ? "0" : value.toExponential(1));

/** Rows of one kind, or of all. */
function rowsOf(kind: string, words: string, all: readonly Asked[]): BenchRow {
  const [ms, gaps, cpu] = [all.map((it) => it.ms), all.map((it) => it.gap), all.map((it) => it.cpuMs)];
  const exact = all.flatMap((it) => (it.error === undefined || it.exactMs === undefined || it.moneyMs === undefined ? [] : [{ error: it.error, ms: it.exactMs, moneyMs: it.moneyMs }]));
  const truly = exact.length === 0 ? "" : `; beside ${exact.length} exact answers: true error at most ${share(Math.max(...exact.map((it) => it.error)))}, exact after ${percentile(exact.map((it) => it.ms), 0.5).toFixed(0)} ms (median), ${Math.max(...exact.map((it) => it.ms)).toFixed(0)} ms (most), the least money for it after ${percentile(exact.map((it) => it.moneyMs), 0.5).toFixed(0)} ms (median), ${Math.max(...exact.map((it) => it.moneyMs)).toFixed(0)} ms (most)`;
  return {
    what: `what-if: ${kind}`,
    by: "concord",
    size: words,
    ms: percentile(ms, SHARE),
    repeats: all.length,
    note: `90th percentile; median ${percentile(ms, 0.5).toFixed(0)} ms, most ${Math.max(...ms).toFixed(0)} ms; processor time of all threads: median ${percentile(cpu, 0.5).toFixed(0)} ms, 90th percentile ${percentile(cpu, SHARE).toFixed(0)} ms; proven gap: median ${share(percentile(gaps, 0.5))}, 90th percentile ${share(percentile(gaps, SHARE))}, most ${share(Math.max(...gaps))}; ${(100 * gaps.filter((it) => it <= GAP).length / gaps.length).toFixed(0)} % within ${GAP}${truly}`,
  };
}

/** What is published of the answers so far: each kind, all kinds, and the two goals. */
function summary({ size, withinMs }: (typeof SETS)[number], words: string, all: readonly Asked[]): readonly BenchRow[] {
  const whole = rowsOf("all kinds", words, all);
  const within = all.filter((it) => it.ms <= withinMs && it.gap <= GAP).length / all.length;
  return [
    ...CHANGE_KINDS.flatMap((kind) => (all.some((it) => it.change.kind === kind) ? [rowsOf(kind, words, all.filter((it) => it.change.kind === kind))] : [])),
    { ...whole, note: `${whole.note}; ${(100 * within).toFixed(1)} % within both ${withinMs} ms and a gap of ${GAP}`, goal: { id: "G3", what: `size ${size}: 90th percentile of time until the answer`, value: percentile(all.map((it) => it.ms), SHARE), unit: "ms", atMost: withinMs, why: BUSY } },
    { what: "what-if: proven gap", by: "concord", size: words, repeats: all.length, note: "90th percentile", goal: { id: "G3", what: `size ${size}: 90th percentile of the proven gap`, value: percentile(all.map((it) => it.gap), SHARE), unit: "share", atMost: GAP, why: "An ally that leaves, a new priority and some requirements move so much of the plan that the rounds of a quick answer run out of their time, the sooner the busier the machine; the exact solve in the background answers them." } },
  ];
}

/** The set again in a session that solved the standard questions ahead for as long as a server does: how long that took, and what the set is then. */
async function prepared({ it, solver, set, words, all, add }: { readonly it: Case; readonly solver: ClosableSolver; readonly set: (typeof SETS)[number]; readonly words: string; readonly all: readonly Asked[]; readonly add: (row: BenchRow) => void }): Promise<readonly Asked[]> {
  // A session of its own: one that was asked before knows answers that this set asks for.
  const session = await whatIf({ ...it, solver, timeLimit: LIMIT_SECONDS });
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { ready, of, bytes } = await session.prepare({ seconds: SERVER_LIMITS.whatIfAheadSeconds });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  add({ what: "what-if: standard questions solved ahead", by: "concord", size: words, ms, repeats: 1, note: `in the background while nothing is asked, on both threads, for at most ${SERVER_LIMITS.whatIfAheadSeconds} s in the solver as on a server: ${ready} of ${of} ready; ${((user + system) / 1e6).toFixed(0)} s of processor time; ${(bytes / 1e6).toFixed(0)} MB kept. The set is drawn without regard to them; what is not ready starts from the nearest that is, or is answered the quick way`, priceOf: "G3" });
  const again: Asked[] = [];
  for (const { change } of all) again.push(await asked(session, change, false));
  for (const kind of CHANGE_KINDS) if (again.some((of) => of.change.kind === kind)) add(rowsOf(`${kind}, standard questions solved ahead`, words, again.filter((of) => of.change.kind === kind)));
  const whole = rowsOf("all kinds, standard questions solved ahead", words, again);
  const within = again.filter((of) => of.ms <= set.withinMs && of.gap <= GAP).length / again.length;
  add({ ...whole, note: `${whole.note}; ${(100 * within).toFixed(1)} % within both ${set.withinMs} ms and a gap of ${GAP}`, goal: { id: "G3", what: `size ${set.size}: 90th percentile of time until the answer, standard questions solved ahead`, value: percentile(again.map((of) => of.ms), SHARE), unit: "ms", atMost: set.withinMs, why: BUSY } });
  add({ what: "what-if: proven gap, standard questions solved ahead", by: "concord", size: words, repeats: again.length, note: "90th percentile", goal: { id: "G3", what: `size ${set.size}: 90th percentile of the proven gap, standard questions solved ahead`, value: percentile(again.map((of) => of.gap), SHARE), unit: "share", atMost: GAP, why: "Some requirements move so much of the plan that a quick answer runs out of its time, the sooner the busier the machine; the exact solve in the background answers them." } });
  return again;
}

/** So many of them, as far apart as they go and of different kinds. */
const spread = <It>(all: readonly It[], count: number): readonly It[] => Array.from({ length: Math.min(count, all.length) }, (_, at) => all[(at * (Math.floor(all.length / count) + 1)) % all.length]!);

/** The same changed model from nothing, as somebody without a session would solve it. */
function coldModel(it: Case, change: Change): MilpModel {
  const after = changed(it, change);
  return elasticOf({ formulation: formulate(after.world, after.freedom, "limiting"), breach: WHAT_IF.breach.value.base }).model;
}

const BY = { ipx: "interior point with crossover", simplex: "simplex" } as const;

interface PeersAsk {
  readonly it: Case;
  readonly all: readonly (Asked & { readonly plainMs: number })[];
  readonly words: string;
  readonly set: (typeof SETS)[number];
  readonly folder: string;
  readonly add: (row: BenchRow) => void;
}

/** The same changes without a session: WebAssembly and native HiGHS are each asked whatever became of the other. The goal is set beside the quickest of the native algorithms. */
async function peers({ it, all, words, set, folder, add }: PeersAsk): Promise<void> {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const solver = await highsPool({ threads: 1 });
  const wasm: Answered[] = [];
  const native = new Map(set.nativeBy.map((algorithm) => [algorithm, { answered: [] as Answered[], missing: "" }]));
  for (const of of all) {
    const model = coldModel(it, of.change);
    let isOptimal = false;
    const ms = await cpuMs(async () => { isOptimal = (await solver.solve({ model, timeLimit: LIMIT_SECONDS, algorithm: "interior-point", name: "cold" })).status === "optimal"; });
    if (isOptimal) wasm.push({ ms, of });
    const path = join(folder, "cold.mps");
    writeFileSync(path, mpsText(model));
    for (const [algorithm, found] of native) {
      const peer = askPeer<{ readonly cpuMs: number; readonly status: string }>("native.py", [path, algorithm, String(LIMIT_SECONDS)], LIMIT_SECONDS + 60);
      if (peer.found && peer.status === "Optimal") found.answered.push({ ms: peer.cpuMs, of });
      else found.missing = peer.found ? `ended as ${peer.status}` : peer.note;
    }
  }
  await solver.close();
  const times = (answered: readonly Answered[], own: (of: Answered["of"]) => number): number => mean(answered.map((one) => one.ms)) / mean(answered.map((one) => own(one.of)));
  const beside = (answered: readonly Answered[]): string => `mean of ${answered.length}; ${times(answered, (of) => of.ms).toFixed(1)} times our answer to the same changes once the standard questions are solved ahead, ${times(answered, (of) => of.plainMs).toFixed(1)} times that of a session that solved nothing ahead; our answers are those of the rows above`;
  const row = { what: "what-if: solved from nothing", size: words } as const;
  add({ ...row, by: `HiGHS in WebAssembly, ${BY.ipx}`, ...(wasm.length === 0 ? { repeats: 0, note: `did not finish in ${LIMIT_SECONDS} s` } : { ms: mean(wasm.map((one) => one.ms)), repeats: wasm.length, note: `processor time; ${beside(wasm)}` }) });
  const quickest = [...native.keys()].sort((a, b) => mean(native.get(a)!.answered.map((one) => one.ms)) - mean(native.get(b)!.answered.map((one) => one.ms)) || 0)[0];
  for (const [algorithm, { answered, missing }] of native) {
    const goal = (session: string, own: (of: Answered["of"]) => number) => ({ id: "G3", what: `size ${set.size}: a cold solve of the same changed model by native HiGHS, beside the answer of a session that solved ${session} ahead`, unit: "times", atLeast: FASTER, ...(answered.length === 0 ? {} : { value: times(answered, own) }), why: "Native HiGHS solves by interior point with crossover, which is quicker here than its simplex." }) as const;
    add({ ...row, by: `native HiGHS, ${BY[algorithm]}`, ...(answered.length === 0 ? { repeats: 0, note: missing } : { ms: mean(answered.map((one) => one.ms)), repeats: answered.length, note: `processor time of its one thread, reading left out; ${beside(answered)}` }), ...(algorithm === quickest ? { goal: goal("standard questions", (of) => of.ms), also: goal("nothing", (of) => of.plainMs) } : {}) });
  }
}

/** A cold solve and the question that it answers. */
interface Answered {
  readonly ms: number;
  readonly of: Asked & { readonly plainMs: number };
}

/** The published answers of a size, so that its peers can be measured by themselves. */
function published(size: AllianceSize, changes: readonly Change[]): readonly (Asked & { readonly plainMs: number })[] {
  const read = (name: string): readonly unknown[] => JSON.parse(readFileSync(join(import.meta.dirname, "results", "what-if", `${name}-${size}.json`), "utf8")) as readonly unknown[];
  if (JSON.stringify(read("changes")) !== JSON.stringify(changes)) throw new Error(`The changes of size ${size} are not those that were published: measure the answers first.`);
  const [plain, ahead] = [read("answers"), read("answers-ahead")] as readonly (readonly Asked[])[];
  return changes.map((change, at) => ({ ...ahead![at]!, change, plainMs: plain![at]!.ms }));
}

export const bench: Bench = {
  title: "What-if: a changed lever answered with a proven gap",
  run: async (say, keep) => {
    const rows: BenchRow[] = [];
    const folder = mkdtempSync(join(tmpdir(), "what-if-bench-"));
    // A size that is not asked for keeps what was measured before.
    const only = process.env["WHAT_IF_SIZE"];
    // Peers may be measured by themselves, beside the answers as they were published.
    const isPeers = process.env["WHAT_IF_PEERS"] === "1";
    const before = earlier();
    for (const set of SETS) {
      if (only !== undefined && set.size !== only) {
        rows.push(...before.filter((it) => it.size.startsWith(set.size)));
        continue;
      }
      const solver = await highsPool({ threads: 2 });
      say(`${set.size}: the base plan`);
      const it = await caseOf(set.size, solver);
      const words = `${set.size}: ${it.world.nations.length} × ${it.world.leaves.length} × ${it.world.years.length}`;
      const add = (row: BenchRow): void => {
        rows.push(row);
        say(`${row.what} · ${row.by} · ${row.size}: ${row.ms?.toFixed(0) ?? "–"} ms ${row.note ?? ""}`);
      };
      if (isPeers) {
        rows.push(...before.filter((of) => of.size.startsWith(set.size) && !of.what.startsWith("what-if: solved from nothing")));
        await solver.close();
        await peers({ it, all: spread(published(set.size, fictionalChanges(it, { count: set.count, next: sequence(set.seed) })), set.peers), words, set, folder, add });
        continue;
      }
      const start = performance.now();
      const session = await whatIf({ ...it, solver, timeLimit: LIMIT_SECONDS });
      const { model } = formulate(it.world, it.freedom, "limiting");
      add({ what: "what-if: base plan", by: "concord", size: words, ms: performance.now() - start, repeats: 1, note: `once for each session; ${model.rowCount} rows, ${model.colCount} columns; proven gap ${share(session.base.gap)}` });
      // Both threads and this one compile what they run often; a planner's first questions do the same.
      for (const change of fictionalChanges(it, { count: Math.min(WARM, Math.ceil(set.count / 3)), next: sequence(set.seed + 1) })) await asked(session, change, false);
      const changes = fictionalChanges(it, { count: set.count, next: sequence(set.seed) });
      writeFileSync(join(import.meta.dirname, "results", "what-if", `changes-${set.size}.json`), `[\n${changes.map((change) => `  ${JSON.stringify(change)}`).join(",\n")}\n]\n`);
      const all: Asked[] = [];
      for (const change of changes) {
        all.push(await asked(session, change, false));
        if (all.length % KEEP_EVERY !== 0) continue;
        say(`${all.length} of ${changes.length}`);
        keep([...rows, ...summary(set, words, all)]);
      }
      // Asked again with the exact answer, which a session remembers: only after every question was timed.
      for (const [at, { change, ...of }] of all.entries()) {
        if (at % set.exactEvery !== set.exactEvery - 1 - (Math.floor(at / set.exactEvery) % CHANGE_KINDS.length)) continue;
        const { error, exactMs } = await asked(session, change, true);
        all[at] = { change, ...of, ...(error !== undefined && { error }), ...(exactMs !== undefined && { exactMs }) };
      }
      writeFileSync(join(import.meta.dirname, "results", "what-if", `answers-${set.size}.json`), `[\n${all.map(({ change, ...of }) => `  ${JSON.stringify({ kind: change.kind, ...of })}`).join(",\n")}\n]\n`);
      for (const row of summary(set, words, all)) add(row);
      keep(rows);
      const again = await prepared({ it, solver, set, words, all, add });
      writeFileSync(join(import.meta.dirname, "results", "what-if", `answers-ahead-${set.size}.json`), `[\n${again.map(({ change, ...of }) => `  ${JSON.stringify({ kind: change.kind, ...of })}`).join(",\n")}\n]\n`);
      keep(rows);
      await solver.close();
      await peers({ it, all: spread(again.map((of, at) => ({ ...of, plainMs: all[at]!.ms })), set.peers), words, set, folder, add });
    }
    return rows;
  },
};

/** What was measured before. */
const earlier = (): readonly BenchRow[] => (JSON.parse(readFileSync(join(import.meta.dirname, "results", "what-if.json"), "utf8")) as { readonly rows: readonly BenchRow[] }).rows;
