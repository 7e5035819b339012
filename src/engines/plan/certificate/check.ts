import type { Comparison, Stage, TargetShares } from "../plan.ts";
import type { Check } from "../verify/check.ts";
import { type World, worldOf, type WorldAsk } from "../world.ts";
import { formulationAlone, provedAlone } from "./alone.ts";
import { BoundModels, KEPT, provedBound } from "./models.ts";
import { pricesOf } from "./prices.ts";

/** A comparison with what its bounds are checked against: the records as the model reads them, and the models, each written when first asked for. */
export interface BoundsRead {
  readonly comparison: Comparison;
  readonly world: World;
  readonly models: () => BoundModels;
}

/** Reads what bounds are checked against. */
export function readBounds({ comparison, ...ask }: Omit<WorldAsk, "figures"> & { readonly comparison: Comparison }): BoundsRead {
  const world = readWorld({ ...ask, figures: comparison.aligned.figures });
  let made: BoundModels | undefined;
  return { comparison, world, models: () => (made ??= new BoundModels({ world, alone: comparison.alone, open: comparison.levers.map((it) => it.lever) })) };
}

// Arithmetic on the same numbers in the same order: only the text of a number lies between. Unit: share.
const SAME = 1e-9;

/** Bounds follow from prices. */
export const boundsProved: Check<BoundsRead> = {
  code: "certificate",
  title: "The bounds of shortfall, cost and change of the aligned plan, and of the cost of the cheapest, and of shortfall and cost of every ally alone, follow from the row prices that the plan carries: by weak duality, on the model that the records and the plan alone give. With choices made within the model the shortfall at least has such prices; what the search proved beyond them is its claim.",
  mend: "Make the plan again: a bound or its prices were changed after the plan was made, or it was made from other records.",
  run: ({ comparison, world, models }, { atMost, equal, holds }) => {
    const { alone, aligned, cheapest } = comparison;
    const isWhole = comparison.byRule !== undefined;
    const allies = world.nations;
    // The limits of an ally stand with its shortfall and hold for its cost too.
    const own = new Map((alone.stages.find((it) => it.name === "shortfall")?.certificates ?? []).map((it) => [it.nation, formulationAlone(world, it)]));
    const taken = new Map<string, number>();
    for (const it of alone.evidence?.expansions ?? []) taken.set(`${it.nation} ${it.line}`, (taken.get(`${it.nation} ${it.line}`) ?? 0) + it.quantity);
    for (const name of ["shortfall", "cost"] as const) {
      const stage = alone.stages.find((it) => it.name === name);
      const where = `alone: ${name}`;
      const parts = stage?.certificates ?? [];
      holds({ where, what: "Every ally has the prices that prove its part of the bound.", holds: allies.every((ally, n) => parts[n]?.nation === ally) && parts.length === allies.length });
      for (const it of parts) {
        const formulation = own.get(it.nation);
        const proved = formulation === undefined ? undefined : provedAlone(formulation, name, it);
        holds({ where: `${where} ${it.nation}`, what: "The prices are of an ally of the plan, with its lines and years.", holds: proved !== undefined });
        equal({ where: `${where} ${it.nation}`, what: "Rows of the model", shown: it.rows, counted: proved?.rows ?? Number.NaN, within: SAME });
        // Less room than was taken would prove no less: the prices of more are prices of less too.
        for (const { line, most } of it.room ?? []) atMost({ where: `${where} ${it.nation}`, what: `Added to ${line} against the room that was left`, actual: taken.get(`${it.nation} ${line}`) ?? 0, limit: most, size: Math.max(most, LEAST_ROOM) });
        equal({ where: `${where} ${it.nation}`, what: "Bound that the prices prove", shown: it.proves, counted: proved?.bound ?? Number.NaN, size: Math.max(Math.abs(it.proves), 1), within: SAME });
      }
      const proves = parts.reduce((sum, it) => sum + it.proves, 0);
      atMost({ where, what: "Bound against what the prices of all allies prove", actual: stage?.bound ?? Number.NaN, limit: proves, size: Math.max(Math.abs(stage?.value ?? 0), 1) });
    }
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
        const model = models().modelOf(plan, certificate);
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

// Room is told apart from nought at this size. Unit: items a year.
const LEAST_ROOM = 1e-3;

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

