import type { ConfidenceView } from "#views";
import { useSight } from "../fetch/sight.ts";
import { formatShown } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { Filled } from "./filled.tsx";
import { WhyNumber } from "./why-number.tsx";
import { WORDS } from "./words.ts";

const PARTS = ["sourced", "estimated", "assumed"] as const;

/** Beside a headline: how far the data behind it can be trusted. Pressed, it answers why. Absent: the data are not there yet. */
export function DataTrust(props: { readonly confidence: ConfidenceView | undefined }) {
  const { confidence } = props;
  const words = wordsOf(WORDS);
  const sight = useSight();
  if (confidence === undefined) return null;
  const text = (part: (typeof PARTS)[number]): string => formatShown(confidence[part]);
  return (
    <p className="data-trust">
      <span className="trust-bar" aria-hidden="true">
        {PARTS.map((it, at) => (
          <span key={it} className={`trust trust-${at + 1}`} style={{ flexGrow: confidence[it].value ?? 0 }} />
        ))}
      </span>
      <WhyNumber shown={confidence.sourced} of={words.trustOf}>
        {words.trust(text("sourced"), text("estimated"), text("assumed"), sight)}
      </WhyNumber>
      <span className="quiet-text">
        <Filled text={words.unsaid} with={{ share: <WhyNumber shown={confidence.unknownCells} of={words.unsaidOf} /> }} />
      </span>
    </p>
  );
}
