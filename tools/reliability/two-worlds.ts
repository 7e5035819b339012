import { type Check, type Figure, numberOption, type Options, type Outcome } from "./check.ts";

// What tries says anew where results of plans are kept, so it is loaded when it is asked.

const minutesIn = (options: Options): { readonly minutes?: number } => (options.has("minutes") ? { minutes: numberOption(options, "minutes", 0) } : {});

/** Pairs of worlds that the whole check tries, and of them at the dearer doors: one in 40, 100 and 400. */
const WHOLE_WORLDS: Readonly<Record<string, number>> = { "pairs of worlds": 10_000, "of them at the server": 250, "of them at the commands": 100, "of them at whatever makes a plan": 25, controls: 100 };

/** How much of the whole figures show: an option that cut nothing off makes no part of it. @example worldsPart([{ what: "pairs of worlds", value: 9000, unit: "pairs" }]) // → "9,000 of 10,000 pairs of worlds, …" */
export function worldsPart(figures: readonly Figure[]): string {
  const short = Object.entries(WHOLE_WORLDS).flatMap(([what, whole]) => {
    const value = figures.find((it) => it.what === what)?.value ?? 0;
    return value >= whole ? [] : [`${value.toLocaleString("en-GB")} of ${whole.toLocaleString("en-GB")} ${what === "controls" ? what : what.replace("of them", "pairs")}`];
  });
  return short.join(", ");
}

export const twoWorldsCheck: Check = {
  name: "two-worlds",
  promise: "Two worlds that differ only in what a reader may not see are one to that reader: every figure, order, count, header, name, complaint and plan is the same to the byte.",
  test: "Worlds are generated in pairs from seeds: a small alliance with figures of its own, before one of six readers from the public to an ally who holds most, once with what that reader may not see in one way, once in another, by nineteen kinds of change under fifteen labels, broken ones and none among them. All doors are asked in both worlds: views and reasons, files and digests of every pair; of a share also the server (status, headers, body and log of every route and of questions that are refused, after others who see more have asked), the commands with their complaints, and whatever makes a plan (plan, verify, gains, explain, what-if, demand, compare, review, answers, scenarios, the server's answers about plans, names and content of stored results). Controls differ in one row that the reader sees, and have to differ at every kind of door. Only the clock is left out: seconds, and the time of a request.",
  everyCommit: "200 pairs with 8 at the server, 4 at the commands and one that plans; 12 controls. More stand here and not there since a pair takes a server, two runs of every command or a solver of its own, and all tests together have to end within fifteen minutes on two cores.",
  partIn: worldsPart,
  usage: "[--pairs 10000] [--controls 100] [--first 1] [--server 40] [--commands 100] [--plans 400], one in so many; --minutes N begins no pair later; --seed N tries one pair at every door",
  run: async (options, say) => {
    const { tryPairs } = await import("../two-worlds/tried.ts");
    const one = options.get("seed");
    const first = numberOption(options, one === undefined ? "first" : "seed", 1);
    const [pairs, controls] = one === undefined ? [numberOption(options, "pairs", 10_000), numberOption(options, "controls", 100)] : [1, 1];
    const share = (name: string, otherwise: number): number => (one === undefined ? numberOption(options, name, otherwise) : 1);
    const control = await tryPairs({ first, pairs: controls, server: 10, commands: 10, plans: 50 }, { isControl: true, say });
    const tried = await tryPairs({ first, pairs, server: share("server", 40), commands: share("commands", 100), plans: share("plans", 400), ...minutesIn(options) }, { say });
    const asked = (kind: string): number => tried.asked.get(kind) ?? 0;
    return {
      figures: [
        { what: "pairs of worlds", value: asked("views"), unit: "pairs" },
        ...[["server", "of them at the server"], ["commands", "of them at the commands"], ["plans", "of them at whatever makes a plan"]].map(([kind, what]) => ({ what: what!, value: asked(kind!), unit: "pairs" })),
        { what: "outputs compared", value: tried.compared, unit: "outputs" },
        { what: "outputs that differ", value: tried.faults.length, unit: "outputs", atMost: 0 },
        { what: "controls", value: controls, unit: "pairs" },
        { what: "controls that show no difference at a kind of door", value: control.faults.length, unit: "pairs", atMost: 0 },
      ],
      notes: ["How long an answer takes is not compared: time is not promised."],
      faults: [...tried.faults, ...control.faults].slice(0, 20),
    };
  },
};

const WHOLE_HISTORIES = 2000;

/**
 * What sittings show together, each of seeds of its own. @throws RangeError where a seed was tried in two of them
 * @example historiesTogether([{ figures: [], notes: [], faults: [], sums: { first: 1, histories: 500 } }]).part // → "500 of 2,000 pairs of histories"
 */
export function historiesTogether(sittings: readonly Outcome[]): Outcome {
  const ranges = sittings.map(({ sums }) => ({ first: sums!["first"]!, count: sums!["histories"]! })).filter((it) => it.count > 0).sort((a, b) => a.first - b.first);
  for (const [at, { first }] of ranges.entries()) {
    const before = ranges[at - 1];
    if (before !== undefined && first < before.first + before.count) throw new RangeError(`seed ${first} was tried in a sitting before: begin with --first ${Math.max(...ranges.map((it) => it.first + it.count))}, or remove docs/results/reliability/two-histories.json to begin anew`);
  }
  const figures = new Map<string, Figure>();
  for (const it of sittings.flatMap((one) => one.figures)) figures.set(it.what, { ...it, value: it.value + (figures.get(it.what)?.value ?? 0) });
  const tried = ranges.reduce((all, it) => all + it.count, 0);
  return {
    part: tried >= WHOLE_HISTORIES ? "" : `${tried.toLocaleString("en-GB")} of ${WHOLE_HISTORIES.toLocaleString("en-GB")} pairs of histories`,
    figures: [...figures.values()],
    notes: [`No seed is tried twice: ${ranges.map(({ first, count }) => `${first} to ${first + count - 1}`).join(", ")}.`],
    faults: sittings.flatMap((it) => it.faults),
  };
}

export const twoHistoriesCheck: Check = {
  name: "two-histories",
  promise: "Two histories of a ledger that differ only in what a reader may not see are one to that reader, with releases and their ends on the way.",
  test: "Officers say one thing after the other in ten steps: rows, corrections, withdrawals, releases of figures and their ends by day or by word, keys revoked. What the reader sees happens in both histories; what does not show happens in each as it likes, before or after: other rows, channels that open, releases to others and their ends, empty records. Compared after the fifth and the tenth step are the rows, the releases, the names of channels, the export to the byte, and the view of the server. Of a share a server with sign-in is asked, too, over this ledger and that of a second nation: status, headers, body and log of all routes of ledgers, releases, drafts and procurements, read and acted on by the reader as clerk or as security officer, guesses of hidden rows, channels, releases and cases among them, after colleagues have drafted and approved in both histories, releases of two nations' figures among it, and others in each what the reader may not know of. Controls also say one thing that the reader sees.",
  everyCommit: "4 histories, 2 of them at the server, and a control.",
  together: historiesTogether,
  usage: "[--histories 2000] [--server 10] [--controls 100] [--first 1], one in so many at the server; --minutes N begins none later",
  run: async (options, say) => {
    const { tryHistories } = await import("../two-worlds/tried.ts");
    const [first, count, controls, server] = [numberOption(options, "first", 1), numberOption(options, "histories", WHOLE_HISTORIES), numberOption(options, "controls", 100), numberOption(options, "server", 10)];
    const control = await tryHistories({ first, count: controls, server, isControl: true, say });
    const tried = await tryHistories({ first, count, server, ...minutesIn(options), say });
    const outcome = {
      figures: [
        { what: "pairs of histories", value: tried.asked.get("histories") ?? 0, unit: "pairs" },
        { what: "of them at the server", value: tried.asked.get("server") ?? 0, unit: "pairs" },
        ...[...tried.happened].map(([what, value]) => ({ what: `in them: ${what.replace("alone:", "something that does not show")}`, value, unit: "times" })),
        { what: "outputs compared", value: tried.compared, unit: "outputs" },
        { what: "outputs that differ", value: tried.faults.length, unit: "outputs", atMost: 0 },
        { what: "controls", value: controls, unit: "pairs" },
        { what: "controls that show no difference, in the history or at the server", value: control.faults.length, unit: "pairs", atMost: 0 },
      ],
      notes: [],
      faults: [...tried.faults, ...control.faults].slice(0, 20),
      sums: { first, histories: tried.asked.get("histories") ?? 0 },
    };
    return { ...outcome, ...historiesTogether([outcome]) };
  },
};
