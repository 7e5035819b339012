import { AllyMap } from "../../map/ally-map.tsx";
import { Legend } from "../../map/legend.tsx";
import { scaleOf } from "../../map/scale-of.ts";
import { useLand } from "../../map/use-land.ts";
import { Loading, ProblemMessage } from "../../parts/message.tsx";
import { wordsOf } from "../../words/words.ts";
import { mapOf, measure } from "./data.ts";
import { Section } from "./section.tsx";
import { WORDS } from "./words.ts";

/** The map of the allies with its legend. */
export function Places() {
  const words = wordsOf(WORDS);
  const land = useLand();
  const of = measure();
  const scale = scaleOf(of);
  return (
    <Section id="map">
      <div className="gallery-wide">
        {land.isError ? (
          <ProblemMessage problem={land.error} what={words.parts.map} onRetry={() => void land.refetch()} />
        ) : land.data === undefined ? (
          <Loading what={words.parts.map} lines={7} />
        ) : (
          <>
            <AllyMap nations={mapOf().nations} measure={of} scale={scale} land={land.data} view="sides" choice={<strong>{of.name}</strong>} />
            <Legend measure={of} scale={scale} />
          </>
        )}
      </div>
    </Section>
  );
}
