import { type Check, numberOption } from "./check.ts";
import { powerLoss } from "./power-loss.ts";
import { traceOf } from "./trace-of.ts";

export const powerLossCheck: Check = {
  name: "power-loss",
  promise: "What a ledger has acknowledged survives a power cut at any moment; nothing half written is ever read.",
  test: "Every write, cut, sync, rename and unlink of a program that makes a ledger, appends, makes checkpoints and has them witnessed is recorded. After each of them the power is cut in many ways: nothing of what is unsynced is on the disk, all of it, the first so many operations with the last of them torn, or each sector of 512 bytes as it was at any moment since its last sync, with names and sizes likewise. Each state is recovered by opening it with the real code and has to hold exactly what was acknowledged, or that and the one commit under way; keys, policy and the witness's memory too; it has to verify and take the next append.",
  everyCommit: "40 points of power loss with five states of the disk each, fewer than the 200 points of the whole since every state is a ledger that is opened and verified anew: 200 states of a trace of 10 appends, recorded then or, without strace, the kept one; and the same trace without its syncs, which has to lose something.",
  usage: "[--commits 200] [--states 64] [--points all] [--seed 1]",
  run: async (options, say) => {
    const { ops, from } = traceOf(numberOption(options, "commits", 200));
    say(`${from}: ${ops.length} operations`);
    const points = options.get("points");
    const found = powerLoss({ ops, states: numberOption(options, "states", 64), seed: numberOption(options, "seed", 1), say, ...(points !== undefined && points !== "all" && { points: numberOption(options, "points", 0) }) });
    return {
      figures: [
        { what: "commits acknowledged", value: found.commits, unit: "commits" },
        { what: "crash points", value: found.points, unit: "points" },
        { what: "states", value: found.states, unit: "states" },
        { what: "of these different, and recovered", value: found.distinct, unit: "states" },
        { what: "with something acknowledged lost", value: found.lost, unit: "states", atMost: 0 },
        { what: "with something that was never written", value: found.invented, unit: "states", atMost: 0 },
        { what: "that do not verify or take the next append", value: found.broken, unit: "states", atMost: 0 },
        { what: "slowest recovery", value: Math.round(found.slowestSeconds * 1000) / 1000, unit: "s", atMost: 2 },
      ],
      notes: [`From ${from}.`, "Assumed of the disk: a sector is written whole or not at all, and what a sync has answered stays. A state with the same content as one before is opened and compared, not verified once more."],
      faults: found.faults,
    };
  },
};
