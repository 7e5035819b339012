import { commandOutputs, DEAR, QUICK } from "./command-doors.ts";
import { differences, type Output, outputsFor } from "../conformance/outputs.ts";
import { historyOf } from "./histories.ts";
import { plannedOutputs, serverOutputs } from "./server-doors.ts";
import { anyPair, GUESSES, type Pair, readerIn } from "./worlds.ts";

/** How many pairs there are, and at which of them the dearer doors are asked: one in so many. */
export interface Shares {
  readonly first: number;
  readonly pairs: number;
  readonly server: number;
  readonly commands: number;
  readonly plans: number;
  /** No further pair is begun when this many minutes have gone by. Absent: all are asked. */
  readonly minutes?: number;
}

/** Whether there is time left of so many minutes from now. */
function timer(minutes: number | undefined): () => boolean {
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000;
  return () => performance.now() < end;
}

export interface Tried {
  /** Pairs asked at each kind of door. */
  readonly asked: ReadonlyMap<string, number>;
  /** Outputs compared. */
  readonly compared: number;
  /** Of pairs: an output that differs. Of controls: a kind of door at which nothing differs. */
  readonly faults: readonly string[];
}

type Ask = (pair: Pair, world: "a" | "b") => Promise<readonly Output[]>;

/** Each pair that plans asks one part of the dear questions, the next pair the next part. */
const DEAR_PARTS = 3;

/** Commands that plan, and then a server over the same world and the same kept results. */
async function askPlans(pair: Pair, world: "a" | "b"): Promise<readonly Output[]> {
  const commands = DEAR.filter((_, at) => at === 0 || at % DEAR_PARTS === pair.seed % DEAR_PARTS);
  const said = await commandOutputs(pair[world], pair.as, { commands, earlier: pair[world === "a" ? "b" : "a"] });
  return [...said, ...(await plannedOutputs(pair[world], pair.as))];
}

/** Kinds of doors, the cheap one first: everything made from a data set, the server, commands, commands that plan. */
const DOORS: readonly { readonly name: string; readonly share: (of: Shares) => number; readonly ask: Ask }[] = [
  { name: "views", share: () => 1, ask: async (pair, world) => outputsFor(pair[world], readerIn(pair), GUESSES) },
  { name: "server", share: (of) => of.server, ask: (pair, world) => serverOutputs(pair[world], pair.as) },
  {
    name: "commands",
    share: (of) => of.commands,
    ask: (pair, world) => commandOutputs(pair[world], pair.as, { commands: QUICK, earlier: pair[world === "a" ? "b" : "a"] }),
  },
  { name: "plans", share: (of) => of.plans, ask: askPlans },
];

/** Asks each pair at its doors, in both worlds. A pair has to answer the same to the byte; a control differently at every kind of door. */
export async function tryPairs(
  shares: Shares,
  { isControl = false, say }: { readonly isControl?: boolean; readonly say?: (line: string) => void } = {},
): Promise<Tried> {
  const asked = new Map<string, number>();
  const faults: string[] = [];
  let compared = 0;
  const isTime = timer(shares.minutes);
  for (let seed = shares.first; seed < shares.first + shares.pairs && isTime(); seed++) {
    const pair = anyPair(seed, isControl);
    for (const { name, share, ask } of DOORS) {
      if ((seed - shares.first) % share(shares) !== 0) continue;
      const [a, b] = [await ask(pair, "a"), await ask(pair, "b")];
      asked.set(name, (asked.get(name) ?? 0) + 1);
      compared += a.length;
      const differing = differences(a, b);
      const about = `seed ${seed}, ${pair.as} (${pair.changes.join("; ")})`;
      const found = isControl
        ? differing.length === 0 ? [`control, ${about}: nothing differs at ${name}`] : []
        : differing.slice(0, 3).map((door) => `${about}: ${door} differs, ${firstDifference(new Map(a).get(door) ?? "", new Map(b).get(door) ?? "")}`);
      for (const it of found) {
        faults.push(`${it}. Again: npm run reliability -- two-worlds --seed ${seed}`);
        // Told at once: a long run that is stopped has told what it found.
        say?.(faults.at(-1)!);
      }
    }
    if ((seed - shares.first) % 500 === 499)
      say?.(`${seed - shares.first + 1} of ${shares.pairs} ${isControl ? "controls" : "pairs"}, ${faults.length} faults`);
  }
  return { asked, compared, faults };
}

/** The same of histories of ten steps. */
export async function tryHistories({
  first,
  count,
  server,
  minutes,
  isControl = false,
  say,
}: {
  readonly first: number;
  readonly count: number;
  /** One in so many is asked about over HTTP, too. */
  readonly server: number;
  /** As of pairs. */
  readonly minutes?: number | undefined;
  readonly isControl?: boolean;
  readonly say?: (line: string) => void;
}): Promise<Tried & { readonly happened: ReadonlyMap<string, number> }> {
  const happened = new Map<string, number>();
  const faults: string[] = [];
  let [compared, served, asked] = [0, 0, 0];
  const isTime = timer(minutes);
  for (let seed = first; seed < first + count && isTime(); seed++, asked++) {
    const more = { isControl, isServed: (seed - first) % server === 0 };
    const [a, b] = [await historyOf(seed, { world: "A", ...more }), await historyOf(seed, { world: "B", ...more })];
    served += more.isServed ? 1 : 0;
    compared += a.outputs.length;
    for (const it of [...a.steps, ...b.steps]) for (const word of HAPPENED) if (it.includes(word)) happened.set(word, (happened.get(word) ?? 0) + 1);
    const differing = differences(a.outputs, b.outputs);
    const missing = isControl ? [...(differing.length === 0 ? ["the history"] : []), ...(more.isServed && !differing.some((it) => it.startsWith("ledgers as")) ? ["the server"] : [])] : [];
    const found = isControl
      ? missing.map((it) => `control, seed ${seed}, ${a.as}: no output of ${it} differs`)
      : differing.slice(0, 3).map((door) => `seed ${seed}, ${a.as}: ${door} differs, ${firstDifference(new Map(a.outputs).get(door) ?? "", new Map(b.outputs).get(door) ?? "")} (${[...a.steps, ...b.steps].join("; ")})`);
    for (const it of found) {
      faults.push(it);
      say?.(it);
    }
    if ((seed - first) % 100 === 99) say?.(`${seed - first + 1} of ${count} histories, ${faults.length} faults`);
  }
  return { asked: new Map([["histories", asked], ["server", served]]), compared, faults, happened };
}

/** What is counted of histories, by its words. */
const HAPPENED = ["a release to", "a release ended", "a key revoked", "a row withdrawn", "a correction", "alone:", "a release that does not show is ended"];

/** Where two texts part, with a little of both. */
function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const around = (text: string): string => text.slice(Math.max(at - 30, 0), at + 50);
  return `at character ${at}: ${JSON.stringify(around(a))} against ${JSON.stringify(around(b))}`;
}
