import type { Comparison, Stage, TargetShares } from "../plan.ts";
import type { Check } from "../verify/check.ts";
import { type World, worldOf, type WorldAsk } from "../world.ts";
import { BoundModels, KEPT, provedBound } from "./models.ts";
import { pricesOf } from "./prices.ts";

/** A comparison with what its bounds are checked against. */
export interface BoundsRead extends Omit<WorldAsk, "figures"> {
  readonly comparison: Comparison;
}

// Arithmetic on the same numbers in the same order: only the text of a number lies between. Unit: share.
const SAME = 1e-9;

/** Bounds follow from prices. */
export const boundsProved: Check<BoundsRead> = {
  code: "certificate",
  title: "The bounds of shortfall, cost and change of the aligned plan, and of the cost of the cheapest, follow from the row prices that the plan carries: by weak duality, on the model that the records and the plan alone give. With choices made within the model the shortfall at least has such prices; what the search proved beyond them is its claim.",
  mend: "Make the plan again: a bound or its prices were changed after the plan was made, or it was made from other records.",
  run: ({ comparison, ...ask }, { atMost, equal, holds }) => {
    const { alone, aligned, cheapest } = comparison;
    const isWhole = comparison.byRule !== undefined;
    let models: BoundModels | undefined;
    let world: World | undefined;
    for (const [name, plan] of [["aligned", aligned], ["cheapest", cheapest]] as const) {
      if (plan === undefined) continue;
      for (const stage of plan.stages) {
        const where = `${name}: ${stage.name}`;
        const due = plan.levers.length > 0 && stage.name !== "violations" && (name === "cheapest" || !isWhole || stage.name === "shortfall");
        const { certificate } = stage;
        if (certificate === undefined) {
          if (due) holds({ where, what: "The bound has the prices that prove it.", holds: false });
          continue;
        }
        holds({ where, what: "The prices are of this objective, for plans that the bound speaks of.", holds: certificate.stage === stage.name && certificate.holdsFor === expected(name, stage) });
        world ??= readWorld({ ...ask, figures: aligned.figures });
        models ??= new BoundModels({ world, alone, open: comparison.levers.map((it) => it.lever) });
        const model = models.modelOf(plan, certificate);
        equal({ where, what: "Rows of the model", shown: certificate.rows, counted: model.model.rowCount, within: SAME });
        const prices = pricesOf(certificate, model.model.rowCount);
        holds({ where, what: "Every price is a number and has its row.", holds: prices !== undefined });
        if (prices === undefined) continue;
        const size = Math.max(Math.abs(stage.value), 1);
        equal({ where, what: "Bound that the prices prove", shown: certificate.proves, counted: provedBound(model, prices), size, within: SAME });
        if (!isWhole || name === "cheapest") atMost({ where, what: "Bound against what the prices prove", actual: stage.bound, limit: certificate.proves, size });
        for (const it of certificate.kept) {
          const value = plan.stages.find((other) => other.name === it.stage)?.value ?? Number.NaN;
          const reached = it.stage === "cost" ? value / MONEY : value;
          equal({ where, what: `What ${it.stage} was kept at, against what was reached`, shown: it.upper, counted: reached, size: Math.max(Math.abs(reached), 1), within: KEPT });
        }
      }
    }
  },
};

const worlds = new WeakMap<TargetShares, { readonly ask: WorldAsk; readonly world: World }>();

/** The records as the model reads them: once for every plan that is checked against the same ones. */
function readWorld(ask: WorldAsk): World {
  const known = worlds.get(ask.targets);
  if (known !== undefined && (["alliance", "leadCandidates", "path", "situation", "figures"] as const).every((it) => known.ask[it] === ask[it])) return known.world;
  const world = worldOf(ask);
  worlds.set(ask.targets, { ask, world });
  return world;
}

const expected = (name: "aligned" | "cheapest", { name: stage }: Stage): NonNullable<Stage["certificate"]>["holdsFor"] => (name === "cheapest" ? "equal-coverage" : stage === "shortfall" ? "levers" : "choices");

// The money objective is in this many M.
const MONEY = 1000;

