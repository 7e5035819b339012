import { bindingOf, clash, type ClashAnswer, type Demand, explainBinding, explainBound, explainFixedLeaf, explainReasons, nearestLimit, orderPrices, orderReasons, type PlanCase, planCase, priceOfBound, type PriceList, type Solver, type StopSignal, subjectNamed } from "#engines/plan";
import { type Explanation, nearest, nearestFirst } from "#model";
import { parseWhyKey, type Results, type WhyKey } from "#views";
import { planInputs } from "./main-job.ts";
import { type AskProgress, caseProgress } from "./progress.ts";

/** What was found out with a solver, or what is wrong with the question. */
export type Solved = { readonly kind: "explained"; readonly explanation: Explanation } | { readonly kind: "unknown"; readonly problem: string; readonly mend: string };

/** A plan before a solver: questions that need one, answered one after the other from one model. */
export interface Explainer {
  /** Answers a key for which `needsSolver`. @throws NoAnswerError, StoppedError */
  readonly explain: (key: string) => Promise<Solved>;
  /** Whether demands can hold, and if not which of them and of the facts clash. @throws DemandError, NoAnswerError, StoppedError */
  readonly demand: (demands: readonly Demand[]) => Promise<ClashAnswer>;
}

export interface ExplainerAsk {
  readonly solver: Solver;
  readonly signal?: StopSignal;
  readonly onProgress?: (progress: AskProgress) => void;
}

/** Puts the plan of some results before a solver when the first question comes; later ones find it there. */
export function explainer(results: Results & { readonly comparison: NonNullable<Results["comparison"]> }, { solver, signal, onProgress }: ExplainerAsk): Explainer {
  let solved = 0;
  let isAsked = false;
  const telling: Solver = {
    name: solver.name,
    parallel: solver.parallel,
    solve: async (request, stop) => {
      const answer = await solver.solve(request, stop);
      if (isAsked) onProgress?.({ stage: "question", done: ++solved });
      return answer;
    },
  };
  let made: Promise<PlanCase> | undefined;
  let priced: Promise<PriceList> | undefined;
  // A solve that failed is tried again by the next question.
  const theCase = (): Promise<PlanCase> => {
    const onDone = (done: number, of: number): void => onProgress?.(caseProgress(done, of));
    const asked = (made ??= planCase({ ...planInputs(results), plan: results.comparison.aligned, solver: telling, onDone, ...(signal !== undefined && { signal }) }));
    asked.then(() => { isAsked = true; }, () => { made = undefined; });
    return asked;
  };
  const thePrices = (): Promise<PriceList> => {
    const asked = (priced ??= theCase().then(orderPrices));
    asked.catch(() => { priced = undefined; });
    return asked;
  };
  return {
    explain: async (key) => {
      const parsed = parseWhyKey(key);
      return "problem" in parsed ? { kind: "unknown", ...parsed } : answerOf(parsed, await theCase(), thePrices);
    },
    demand: async (demands) => {
      const it = await theCase();
      return clash({ desk: it.desk, world: it.world, freedom: it.freedom, demands, exceeded: it.stage.primal, start: it.stage.basis });
    },
  };
}

async function answerOf({ kind, parts }: WhyKey, it: PlanCase, prices: () => Promise<PriceList>): Promise<Solved> {
  switch (kind) {
    case "binding": {
      const groups = await bindingOf(it, parts[0]);
      const explanation = explainBinding(it, groups, parts[0]);
      return explanation === undefined ? unknown(parts[0] ?? "", "constraint of the plan", groups.map((group) => group.constraint)) : { kind: "explained", explanation };
    }
    case "order":
    case "why-not": {
      const [nation = "", system = "", year] = parts;
      const reasons = orderReasons(it, await prices(), { nation, system, ...(year !== undefined && { year: Number(year) }) });
      if (reasons === undefined) return it.world.nations.includes(nation) ? unknown(system, "system of the plan", it.world.goods.map((good) => good.system)) : unknown(nation, "nation", it.world.nations);
      return { kind: "explained", explanation: explainReasons(it, await prices(), reasons) };
    }
    case "what-if":
      return { kind: "unknown", problem: "A changed plan is asked about where it is made.", mend: "Ask npx concord what-if with the same levers." };
    default: {
      const subject = subjectNamed(it, parts);
      if (subject !== undefined) return { kind: "explained", explanation: explainBound(it, await priceOfBound(it, subject)) };
      const fixed = explainFixedLeaf(it, parts);
      if (fixed !== undefined) return { kind: "explained", explanation: fixed };
      const near = nearestLimit(it, parts);
      return { kind: "unknown", problem: `"${["price", ...parts].join("/")}" is no limit of this plan.`, mend: near === undefined ? "Take a key from `binding`, or from `binding/` and a constraint." : `Did you mean ${near}?` };
    }
  }
}

function unknown(wanted: string, what: string, known: readonly string[]): Solved {
  const near = nearest(wanted, known);
  return { kind: "unknown", problem: `"${wanted}" is no ${what}.`, mend: near === undefined ? `Ask for one of: ${nearestFirst(wanted, known, 6)}` : `Did you mean ${near}?` };
}
