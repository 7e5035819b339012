import { type Check, numberOption } from "./check.ts";

export const twoWorldsCheck: Check = {
  name: "two-worlds",
  promise:
    "Two worlds that differ only in what a reader may not see are one to that reader: every figure, order, count, header, name, complaint and plan is the same to the byte.",
  test: "Worlds are generated in pairs from seeds: a small alliance with figures of its own, before one of six readers from the public to an ally who holds most, once with what that reader may not see in one way, once in another, by nineteen kinds of change under fifteen labels, broken ones and none among them. All doors are asked in both worlds: views and reasons, files and digests of every pair; of a share also the server (status, headers, body and log of every route and of questions that are refused, after others who see more have asked), the commands with their complaints, and whatever makes a plan (plan, verify, gains, explain, what-if, demand, compare, review, answers, scenarios, names and content of stored results). Histories of ten steps do the same with a ledger: rows, corrections, withdrawals, releases and their ends, keys revoked, hidden channels that open; compared are rows, releases, exports to the byte and the view of the server. Controls differ in one row that the reader sees, and have to differ at every kind of door. Only the clock is left out: seconds, and the time of a request.",
  everyCommit: "200 pairs with 8 at the server, 4 at the commands and one that plans; 4 histories; 13 controls.",
  usage: "[--pairs 10000] [--histories 2000] [--controls 100] [--first 1]; --seed N tries one pair at every door",
  run: async (options, say) => {
    // Where results of plans are kept is said before anything that keeps them is loaded.
    const { tryHistories, tryPairs } = await import("../two-worlds/tried.ts");
    const one = options.get("seed");
    const first = numberOption(options, one === undefined ? "first" : "seed", 1);
    const [pairs, histories, controls] =
      one === undefined
        ? [numberOption(options, "pairs", 10_000), numberOption(options, "histories", 2000), numberOption(options, "controls", 100)]
        : [1, 1, 1];
    const whole = one === undefined ? { server: 10, commands: 20, plans: 100 } : { server: 1, commands: 1, plans: 1 };
    const tried = await tryPairs({ first, pairs, ...whole }, { say });
    const history = tryHistories({ first, count: histories, say });
    const control = await tryPairs({ first, pairs: controls, server: 2, commands: 4, plans: 50 }, { isControl: true, say });
    const historyControl = tryHistories({ first, count: Math.min(controls, histories), isControl: true, say });
    const asked = (kind: string): number => tried.asked.get(kind) ?? 0;
    return {
      figures: [
        { what: "pairs of worlds", value: pairs, unit: "pairs" },
        ...[
          ["server", "of them at the server"],
          ["commands", "of them at the commands"],
          ["plans", "of them at whatever makes a plan"],
        ].map(([kind, what]) => ({ what: what!, value: asked(kind!), unit: "pairs" })),
        { what: "outputs compared", value: tried.compared, unit: "outputs" },
        { what: "outputs that differ", value: tried.faults.length, unit: "outputs", atMost: 0 },
        { what: "histories of ten steps", value: histories, unit: "pairs" },
        ...[...history.happened].map(([what, value]) => ({ what: `in them: ${what.replace(":", "")}`, value, unit: "times" })),
        { what: "outputs of histories compared", value: history.compared, unit: "outputs" },
        { what: "outputs of histories that differ", value: history.faults.length, unit: "outputs", atMost: 0 },
        { what: "controls", value: controls + Math.min(controls, histories), unit: "pairs" },
        { what: "controls that show no difference at a door", value: control.faults.length + historyControl.faults.length, unit: "pairs", atMost: 0 },
      ],
      notes: ["How long an answer takes is not compared: time is not promised."],
      faults: [...tried.faults, ...history.faults, ...control.faults, ...historyControl.faults].slice(0, 20),
    };
  },
};
