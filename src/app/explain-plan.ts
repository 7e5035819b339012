import { type AgreementGains, agreementGains, bindingOf, clash, type ClashAnswer, type Demand, explainBinding, explainBound, explainFixedLeaf, explainReasons, nearestLimit, type NoGains, orderPrices, orderReasons, type PlanCase, planCase, priceOfBound, type PriceList, type Solver, type StopSignal, subjectNamed } from "#engines/plan";
import { type Explanation, nearest, nearestFirst } from "#model";
import { explainAgreement, parseWhyKey, type Results, type WhyKey } from "#views";
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
  const shared = new Map<string, Promise<readonly (AgreementGains | NoGains)[]>>();
  const theGains = (agreement: string): Promise<readonly (AgreementGains | NoGains)[]> => {
    const asked = shared.get(agreement) ?? agreementGains({ ...planInputs(results), plan: results.comparison.aligned, agreement, desk: { solver: telling, timeLimit: GAINS_TIME, ...(signal !== undefined && { signal }) } });
    shared.set(agreement, asked);
    asked.catch(() => shared.delete(agreement));
    return asked;
  };
  const answering = underWay<Solved>();
  const demanded = underWay<ClashAnswer>();
  return {
    explain: async (key) => {
      const parsed = parseWhyKey(key);
      if ("problem" in parsed) return { kind: "unknown", ...parsed };
      // How a saving is shared is asked of the agreement alone, not of the plan before a solver.
      return answering(key, async () => (parsed.kind === "agreement" ? agreementAnswer(results, parsed, theGains) : answerOf(parsed, await theCase(), thePrices)));
    },
    demand: (demands) =>
      demanded(JSON.stringify(demands), async () => {
        const it = await theCase();
        return clash({ desk: it.desk, world: it.world, freedom: it.freedom, demands, exceeded: it.stage.primal, start: it.stage.basis });
      }),
  };
}

/** Work that goes on by its question: whoever asks the same again meanwhile, as a page that is loaded anew does, waits for what was begun. */
function underWay<T>(): (question: string, work: () => Promise<T>) => Promise<T> {
  const begun = new Map<string, Promise<T>>();
  return (question, work) => {
    const known = begun.get(question);
    if (known !== undefined) return known;
    const asked = work();
    begun.set(question, asked);
    const over = (): void => void begun.delete(question);
    asked.then(over, over);
    return asked;
  };
}

/** Most time of one linear programme about the shares of an agreement. Unit: s. */
const GAINS_TIME = 60;

async function agreementAnswer(results: Parameters<typeof explainer>[0], { parts }: WhyKey, gainsOf: (agreement: string) => Promise<readonly (AgreementGains | NoGains)[]>): Promise<Solved> {
  const [agreement = "", measure = "", nation] = parts;
  const { agreements } = results.comparison.aligned;
  const wanted = agreements.find((it) => it.id === agreement);
  if (wanted === undefined) return unknown(agreement, "agreement of the plan", agreements.map((it) => it.id));
  if (nation !== undefined && !wanted.members.includes(nation)) return unknown(nation, "member of the agreement", wanted.members);
  const [gains] = await gainsOf(agreement);
  const explanation = explainAgreement(results, results.comparison, { agreement, measure, ...(nation !== undefined && { nation }), ...(gains !== undefined && { gains }) });
  if (explanation !== undefined) return { kind: "explained", explanation };
  return nation === undefined ? unknown(measure, "figure of an agreement", ["quantity", "price", "coordination", "saving"]) : unknown(measure, "figure of an ally that buys under the agreement", ["quantity", "alone", "gain", "payment", "one-price", "in-plan", "shapley"]);
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
      return { kind: "unknown", problem: "A changed plan is asked about where it is made.", mend: "Ask node bin/concord.mjs what-if with the same levers." };
    case "scenarios":
      return { kind: "unknown", problem: "What the years could bring is asked about where it was worked out.", mend: "Work it out on the page of plans, or ask node bin/concord.mjs scenarios for its figures." };
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
