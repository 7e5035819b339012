import type { HomeView } from "#views";
import type { QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { heatQuery, useHome } from "../../fetch/queries.ts";
import { isGone } from "../../fetch/server.ts";
import { chosenIn } from "../../heat/chosen.ts";
import { HeatCard } from "../../heat/heat-card.tsx";
import { MapCard } from "../../map/map-card.tsx";
import { formAtHand, mapQuery } from "../../map/use-map.ts";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { Loading, ProblemMessage } from "../../parts/message.tsx";
import { wordsOf } from "../../words/words.ts";
import type { Looking, PagePart } from "../page.ts";
import { Actions } from "./actions.tsx";
import { Awaited } from "./awaited.tsx";
import { Confidence } from "./confidence.tsx";
import { Headline } from "./headline.tsx";
import { PlanProgress } from "./plan-progress.tsx";
import { Priorities } from "./priorities.tsx";
import { Since } from "./since.tsx";
import { Timeline } from "./timeline.tsx";
import { WORDS } from "./words.ts";

/** Where do we stand, and what changed? */
export function Page() {
  const home = useHome();
  // While a server that is gone is asked again what was said of it stands; it would come and go every few seconds.
  const [gone, setGone] = useState<unknown>(null);
  if (home.error !== null && home.error !== gone) setGone(home.error);
  const problem = home.error ?? (isGone(gone) ? gone : null);
  const words = wordsOf(WORDS);
  if (home.data !== undefined) return <Home home={home.data} />;
  return (
    <div className="alone">
      <h1 className="heard">Concord</h1>
      {problem !== null ? (
        <ProblemMessage problem={problem} what={words.overviewOf} onRetry={() => void home.refetch()} />
      ) : (
        <Loading what={words.overview} lines={8} />
      )}
    </div>
  );
}

/** The map and the table come while the figures of the page do. */
export function askAhead(client: QueryClient, { as, language, query }: Looking): void {
  const { measure, year } = chosenIn((key) => query.get(key) ?? undefined);
  void client.prefetchQuery(mapQuery(as, { form: formAtHand(), view: query.get("map") === "ocean" ? "ocean" : "sides" }));
  void client.prefetchQuery(heatQuery(as, language, measure, year));
}

/** The parts of the page in the order they stand. */
export const partsOf = (): readonly PagePart[] => Object.entries(wordsOf(WORDS).parts).map(([id, name]) => ({ id, name }));

function Home(props: { readonly home: HomeView }) {
  const { home } = props;
  const words = wordsOf(WORDS);
  return (
    <div className="home">
      <div id="overview" className="overview">
        {home.headline === undefined ? <PlanProgress confidence={home.confidence} /> : <Headline headline={home.headline} home={home} />}
      </div>
      <MapCard home={home} />
      <Priorities home={home} />
      <LowerParts>
        <Timeline home={home} />
        <Actions home={home} />
        <Confidence home={home} />
        <Awaited answers={home.answers} />
        <Since />
        <HeatCard />
      </LowerParts>
      <p className="colophon">
        {words.run} <code title={home.runKey}>{home.runKey.slice(0, 12)}</code>. {words.everyNumber}
      </p>
    </div>
  );
}
