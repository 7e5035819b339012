import type { ConfidenceView } from "#views";
import { useSight } from "../fetch/sight.ts";
import { formatShown } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { Filled } from "./filled.tsx";
import { WhyNumber } from "./why-number.tsx";
import { WORDS } from "./words.ts";

/** What a figure can be, the surest first. */
export const TRUST_PARTS = ["sourced", "estimated", "assumed"] as const;
type Parts = Pick<ConfidenceView, (typeof TRUST_PARTS)[number]>;

/** Beside a headline: how far the data behind it can be trusted. Pressed, it answers why. Absent: the data are not there yet. */
export function DataTrust(props: { readonly confidence: ConfidenceView | undefined }) {
  const { confidence } = props;
  const words = wordsOf(WORDS);
  const sight = useSight();
  if (confidence === undefined) return null;
  const text = (part: keyof Parts): string => formatShown(confidence[part]);
  return (
    <p className="data-trust">
      <TrustBar parts={confidence} />
      <WhyNumber shown={confidence.sourced} of={words.trustOf}>
        {words.trust(text("sourced"), text("estimated"), text("assumed"), sight)}
      </WhyNumber>
      <span className="quiet-text">
        <Filled text={words.unsaid} with={{ share: <WhyNumber shown={confidence.unknownCells} of={words.unsaidOf} /> }} />
      </span>
    </p>
  );
}

/** The parts beside one another, each as wide as its share. The figures beside it say them. */
export function TrustBar(props: { readonly parts: Parts }) {
  return (
    <span className="trust-bar" aria-hidden="true">
      {TRUST_PARTS.map((it, at) => (
        <span key={it} className={`trust trust-${at + 1}`} style={{ flexGrow: props.parts[it].value ?? 0 }} />
      ))}
    </span>
  );
}
