import type { QueryClient } from "@tanstack/react-query";
import type { HeadlineView } from "#views";
import { useAddress } from "../../address/address.ts";
import { leversIn, leversQuery, plansQuery, useLevers, useWhatIf } from "../../fetch/plans.ts";
import { homeQuery, useHome } from "../../fetch/queries.ts";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PlanAwaited } from "../../parts/plan-awaited.tsx";
import { ReportLinks } from "../../parts/report-links.tsx";
import { Tied } from "../../parts/tied.tsx";
import { wordsOf } from "../../words/words.ts";
import type { Looking, PagePart } from "../page.ts";
import { Answer } from "./answer.tsx";
import { Binding } from "./binding.tsx";
import { HardDemand } from "./demand.tsx";
import { Levers } from "./levers.tsx";
import { Moves } from "./moves.tsx";
import { besideIn, Named } from "./named.tsx";
import { Otherwise } from "./otherwise/card.tsx";
import { SideBySide } from "./side-by-side.tsx";
import { WORDS } from "./words.ts";

/** Which plan, and what does it cost to be fair, fast or robust? */
export function Page() {
  const words = wordsOf(WORDS);
  const home = useHome();
  return (
    <div className="page plans">
      <PageHead page="plans" tools={home.data?.headline === undefined ? undefined : <ReportLinks />} />
      {home.data === undefined ? (
        home.isError ? (
          <ProblemMessage problem={home.error} what={words.thePlan} onRetry={() => void home.refetch()} />
        ) : (
          <Loading what={words.thePlan} lines={6} />
        )
      ) : home.data.headline === undefined ? (
        <PlanAwaited />
      ) : home.data.timeline === undefined ? (
        <EmptyMessage>{words.nothingPlanned}</EmptyMessage>
      ) : (
        <Plans runKey={home.data.runKey} headline={home.data.headline} />
      )}
    </div>
  );
}

/** The levers and the named plans come while the page is drawn, where there is a plan. */
export function askAhead(client: QueryClient, { as, language }: Looking): void {
  if (client.getQueryData(homeQuery(as, language).queryKey)?.headline === undefined) return;
  void client.prefetchQuery(leversQuery(as, language));
  void client.prefetchQuery(plansQuery(as, language));
}

/** The parts of the page in the order they stand. */
export const partsOf = (): readonly PagePart[] => Object.entries(wordsOf(WORDS).parts).map(([id, name]) => ({ id, name }));

function Plans(props: { readonly runKey: string; readonly headline: HeadlineView }) {
  const words = wordsOf(WORDS);
  const address = useAddress();
  const text = address("levers") ?? "";
  const levers = leversIn(text);
  const heard = useWhatIf(text);
  const view = useLevers(true);
  return (
    <>
      <Answer heard={heard} levers={levers} view={view.data} />
      <Gain headline={props.headline} isBeside={levers.length > 0} />
      <div className="plans-columns">
        <Levers view={view.data} levers={levers} />
        <Moves answer={heard.told?.answer} isAsked={levers.length > 0} isOver={heard.problem !== undefined || heard.told?.state === "failed" || heard.told?.state === "cancelled"} />
      </div>
      <LowerParts>
        <Named levers={levers} view={view.data} />
        <SideBySide levers={levers} beside={besideIn(address("beside"))} view={view.data} />
        <div className="plans-columns">
          <Binding />
          {view.data !== undefined && <HardDemand view={view.data} />}
        </div>
        <Otherwise runKey={props.runKey} />
      </LowerParts>
      <p className="colophon">
        {words.run} <code title={props.runKey}>{props.runKey.slice(0, 12)}</code>
      </p>
    </>
  );
}

/** What the plan as it is gains against planning alone, and who pays more for it: the same sentences as on the first page. */
function Gain(props: { readonly headline: HeadlineView; /** Levers are pulled, of which these sentences know nothing. */ readonly isBeside: boolean }) {
  const words = wordsOf(WORDS);
  const { sentence, sentenceFigures, whoPays, whoPaysFigures, compensation, compensationFigures } = props.headline;
  return (
    <p className="plan-gain">
      {props.isBeside && <span className="quiet-text">{words.withoutLevers} </span>}
      <Tied text={sentence} figures={sentenceFigures} />{" "}
      {whoPays !== "" && (
        <>
          <strong>
            <Tied text={whoPays} figures={whoPaysFigures} />
          </strong>{" "}
          <Tied text={compensation} figures={compensationFigures} />
        </>
      )}
    </p>
  );
}
