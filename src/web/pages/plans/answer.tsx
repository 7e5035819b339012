import type { LeversView, WhatIfBreach, WhatIfView } from "#views";
import { usePlanActions, type WhatIfHeard } from "../../fetch/plans.ts";
import { formatApart, formatNumber, formatSeconds, formatShown } from "../../format/number.ts";
import { Filled } from "../../parts/filled.tsx";
import { Loading, ProblemMessage } from "../../parts/message.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { ServerProblem } from "../../fetch/server.ts";
import { wordsOf } from "../../words/words.ts";
import { isReweighed, leverSays } from "./lever-says.ts";
import { Refused, refusedIn } from "./refused.tsx";
import { WORDS } from "./words.ts";

/** The answer in a sentence with its numbers, its proof, and how far it has come. */
export function Answer(props: { readonly heard: WhatIfHeard; readonly levers: readonly string[]; readonly view: LeversView | undefined; /** The levers are shifts of programmes. */ readonly isShift?: boolean }) {
  const { heard, levers } = props;
  const words = wordsOf(WORDS);
  const { cancel } = usePlanActions();
  const { told } = heard;
  const refused = refusedIn(told, heard.problem);
  if (refused !== undefined && told?.answer === undefined)
    return (
      <section id="answer" className="plan-answer" aria-label={words.parts.answer}>
        <Refused refused={refused} levers={levers} view={props.view} />
      </section>
    );
  if (heard.problem instanceof ServerProblem && heard.problem.status === 400)
    return (
      <div id="answer" className="message message-problem" role="alert">
        <p className="message-head">{words.notUnderstood}</p>
        <p>{words.badLevers(levers.map((it) => leverSays(it, props.view)))}</p>
      </div>
    );
  if (heard.problem !== undefined) return <ProblemMessage problem={heard.problem} what={words.thePlan} onRetry={heard.again} />;
  const answer = told?.answer;
  // What is set beside the plan as it is has the digits that show the difference; the plan alone has its own.
  const [after, before] = answer === undefined ? ["", ""] : levers.length === 0 ? [formatShown(answer.weighted.after, false), formatShown(answer.weighted.before, false)] : formatApart(answer.weighted.after, answer.weighted.before, false);
  const [years, yearsBefore] = answer === undefined ? ["", ""] : formatApart(answer.shortfallYears.after, answer.shortfallYears.before, false);
  const state = told?.state ?? "waiting";
  return (
    <section id="answer" className="plan-answer" aria-label={words.parts.answer}>
      {answer === undefined ? (
        state === "failed" ? (
          <p className="message message-problem" role="alert">
            {told?.problem} {told?.mend}
          </p>
        ) : (
          <Loading what={words.parts.answer} lines={2} />
        )
      ) : (
        <>
          {answer.isRough && (
            <p>
              <span className="tag tag-warn">{words.rough}</span>
            </p>
          )}
          <p className={answer.isRough ? "plan-sentence plan-rough" : "plan-sentence"}>
            <Filled
              text={answer.isRough ? (answer.givesWay.length > 0 ? words.roughAbout : words.roughIs) : levers.length === 0 ? words.base : answer.isUnproven ? words.unproven : words[answer.weighted.told]}
              with={{
                count: words.changes(levers.length),
                broken: answer.givesWay.length > 0 && words.broken(answer.broken),
                after: <WhyNumber shown={answer.weighted.after} text={after} of={words.short} {...(!answer.isRough && { className: "number-big" })} />,
                bound: <WhyNumber shown={answer.bound} withUnit={false} of={words.least} />,
                before: <WhyNumber shown={answer.weighted.before} text={before} of={`${words.short}, ${words.before}`} />,
                difference: (
                  <WhyNumber
                    shown={answer.weighted.difference}
                    text={formatShown({ ...answer.weighted.difference, value: Math.abs(answer.weighted.difference.value ?? 0) }, false)}
                    of={words.difference}
                    className={(answer.weighted.difference.value ?? 0) > 0 ? "tone-alone" : "tone-aligned"}
                  />
                ),
              }}
            />
          </p>
          <p className="card-note">
            <Filled
              text={answer.givesWay.length > 0 ? words.proofOfBoth : words.proof}
              with={{ gap: <WhyNumber shown={answer.gap} of={words.gap} />, weighed: <WhyNumber shown={answer.weighed} withUnit={false} of={words.weighed} />, bound: <WhyNumber shown={answer.bound} withUnit={false} of={words.least} /> }}
            />{" "}
            {levers.length === 0 && formatShown(answer.storedGap) !== formatShown(answer.gap) && (
              <>
                <Filled text={words.proofStored} with={{ gap: <WhyNumber shown={answer.storedGap} of={words.gap} /> }} />{" "}
              </>
            )}
            <Filled
              text={isReweighed(levers) ? words.reweighed : answer.kind === "exact" || levers.length === 0 ? words.unweightedIs : words.unweightedSoFar}
              with={{
                before: <WhyNumber shown={answer.weighted.before} text={before} of={`${words.short}, ${words.before}`} />,
                years: levers.length === 0 ? <WhyNumber shown={answer.stored} withUnit={false} of={words.unweighted} /> : <WhyNumber shown={answer.shortfallYears.after} text={years} of={words.unweighted} />,
                against: levers.length > 0 && <Filled text={words.unweightedAgainst} with={{ yearsBefore: <WhyNumber shown={answer.shortfallYears.before} text={yearsBefore} of={`${words.unweighted}, ${words.before}`} /> }} />,
                yearsBefore: <WhyNumber shown={answer.shortfallYears.before} text={yearsBefore} of={`${words.unweighted}, ${words.before}`} />,
              }}
            />
            {levers.length > 0 && <Stored answer={answer} />}
          </p>
          <p className="card-note plan-price">
            {answer.cost !== null ? <Price cost={answer.cost} isAsked={levers.length > 0} isShift={props.isShift === true} /> : state === "quick" || state === "waiting" || state === "opening" ? words.moneyFollows : words.moneyStopped}
          </p>
        </>
      )}
      <p className="plan-state" role="status">
        <span className={`state-mark state-${state}`} aria-hidden="true" />
        {state === "quick" && told?.stage !== undefined ? words.stage[told.stage] : state === "cancelled" && answer?.kind === "shortfall" ? words.stopped : words.state[state]}
        {answer !== undefined && (state === "quick" || state === "exact") && (
          <span className="quiet-text took"> · {words.took(formatAnswerTime(answer.seconds))}</span>
        )}
        {told?.secondsLeft !== undefined && state !== "exact" && <span className="quiet-text"> · {words.left(formatSeconds(told.secondsLeft))}</span>}
        {state === "quick" && (
          <button type="button" className="quiet" onClick={() => void cancel(levers)}>
            {words.cancel}
          </button>
        )}
        {state === "cancelled" && (
          <button type="button" className="quiet" onClick={heard.again}>
            {words.again}
          </button>
        )}
      </p>
      {answer !== undefined && answer.givesWay.length > 0 && (
        <div className="gives-way">
          <h2>{words.givesWay}</h2>
          <ScrollRegion label={words.givesWay} className="gives-way-list">
            <ul>
              {answer.givesWay.map((it) => (
                <li key={it.words}>{breachSays(it, props.view)}</li>
              ))}
            </ul>
          </ScrollRegion>
          {answer.givesWay.some((it) => it.kind !== "budget" && !Number.isInteger(it.amount.value ?? 0)) && <p>{words.inParts}</p>}
        </div>
      )}
    </section>
  );
}

/** Why the shortfall-years before are not those of Home, where the two are printed apart. */
function Stored(props: { readonly answer: WhatIfView }) {
  const { stored, shortfallYears, kind } = props.answer;
  const words = wordsOf(WORDS);
  if (formatShown(stored, false) === formatShown(shortfallYears.before, false)) return undefined;
  return (
    <>
      {" "}
      <Filled text={kind === "exact" ? words.storedAfter : words.storedBefore} with={{ stored: <WhyNumber shown={stored} withUnit={false} of={words.unweighted} /> }} />
    </>
  );
}

// A proof is told to the hundredth of a million, and never rounded down to nothing; a smaller allowance is not told. Unit: M.
const LEAST_PROOF = 0.01;

/** What the changes cost, with what is proved of it: the least money of both plans compared. */
function Price(props: { readonly cost: NonNullable<WhatIfView["cost"]>; readonly isAsked: boolean; readonly isShift: boolean }) {
  const words = wordsOf(WORDS);
  const { before, after, difference, told, proof, allowance, leavers } = props.cost;
  const moved = difference.value ?? 0;
  const kind = ({ same: "nothing", more: "costs", less: "saves" } as const)[told];
  const [now, then] = kind === "nothing" ? [formatShown(after), formatShown(before)] : formatApart(after, before);
  const within = {
    after: <WhyNumber shown={after} text={now} of={words.cost} />,
    before: <WhyNumber shown={before} text={then} of={`${words.cost}, ${words.before}`} />,
    difference: <WhyNumber shown={difference} text={formatShown({ ...difference, value: Math.abs(moved) })} of={words.difference} />,
    proof: <WhyNumber shown={proof} text={formatShown({ ...proof, value: Math.max(proof.value ?? 0, LEAST_PROOF) })} of={words.proofOfCost} />,
  };
  if (!props.isAsked) return <Filled text={words.baseCosts} with={within} />;
  const given = (allowance.value ?? 0) >= LEAST_PROOF && <> <Filled text={words.allowance} with={{ allowance: <WhyNumber shown={allowance} of={words.allowanceOfCost} /> }} /></>;
  if (leavers !== undefined) {
    const stay = leavers.stay.value ?? 0;
    return (
      <>
        <Filled text={moved > 0 ? words.leaving.sumMore : words.leaving.sumLess} with={within} />{" "}
        <Filled text={words.leaving[leavers.told]} with={{ who: words.list(leavers.names), own: <WhyNumber shown={leavers.own} of={words.leaving.own} />, stay: <WhyNumber shown={leavers.stay} text={formatShown({ ...leavers.stay, value: Math.abs(stay) })} of={words.leaving.stay} /> }} />
        {given}
      </>
    );
  }
  return (
    <>
      <Filled text={(props.isShift ? words.shiftCosts : words.costs)[kind]} with={within} />
      {kind !== "nothing" && given}
    </>
  );
}

/** Less than one of what is delivered: the plan counts in parts of it. */
const isPart = ({ amount: { value = 0 } }: WhatIfBreach): boolean => value > 0 && value < 1;

function breachSays(it: WhatIfBreach, view: LeversView | undefined): string {
  const words = wordsOf(WORDS);
  const { breach } = words;
  // Programmes of several allies may have one name.
  const programme = it.kind === "programme" ? view?.programmes.find((one) => one.id === it.about) : undefined;
  const nation = view?.nations.find((one) => one.id === (programme?.nation ?? it.about))?.name ?? it.about;
  const name = programme !== undefined ? words.ofAlly(nation, programme.name) : it.kind === "budget" ? nation : (view?.systems.find((one) => one.id === it.about)?.name ?? it.about);
  const amount = formatShown(it.amount);
  return it.kind === "budget" ? breach.budget(name, String(it.year ?? ""), amount) : it.kind === "programme" && isPart(it) ? breach.part(name, formatShown(it.amount, false)) : breach[it.kind](name, amount);
}

// Below a second the hundredths matter.
const formatAnswerTime = (seconds: number): string => (seconds < 10 ? `${formatNumber(seconds, 2)}\u202fs` : formatSeconds(seconds));
