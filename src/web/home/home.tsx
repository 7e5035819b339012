import type { HomeView } from "#views";
import { HeatCard } from "../heat/heat-card.tsx";
import { MapCard } from "../map/map-card.tsx";
import { Actions } from "./actions.tsx";
import { Confidence } from "./confidence.tsx";
import { Headline } from "./headline.tsx";
import { Priorities } from "./priorities.tsx";
import { PlanProgress } from "./plan-progress.tsx";
import { Timeline } from "./timeline.tsx";

/** Where do we stand, and what changed? */
export function Home(props: { readonly home: HomeView }) {
  const { home } = props;
  return (
    <div className="home">
      <div id="overview" className="overview">
        {home.headline === undefined ? <PlanProgress /> : <Headline headline={home.headline} home={home} />}
      </div>
      <MapCard home={home} />
      <Priorities home={home} />
      <Timeline home={home} />
      <Actions home={home} />
      <Confidence home={home} />
      <HeatCard home={home} />
      <p className="colophon">
        Run <code title={home.runKey}>{home.runKey.slice(0, 12)}</code>. Every number answers "why" with its records, method, assumptions and limits. Unknown is
        never shown as zero.
      </p>
    </div>
  );
}
