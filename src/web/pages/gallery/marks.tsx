import { Marked, type Tone, TONE_OF_STANDING } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { RestsOnKey } from "../../parts/rests-on.tsx";
import { Trend } from "../../parts/trend.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { figure } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const STANDINGS = ["on track", "at risk", "off track", "unknown", "nothing asked"] as const;
const EVIDENCE = ["observed", "official", "press", "estimate", "derived", "assumption"] as const;
const TRENDS = [0.031, -0.012, 0, undefined];

/** What is known, how well, and what is not. */
export function Marks() {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const numbers = {
    known: figure("share", 0.64),
    range: figure("brigades", 16, { low: 14, high: 19 }),
    least: figure("share", 0.28, { caution: words.atLeast }),
    money: figure(words.millions, 1250, { priceBase: "constant 2025" }),
    nothing: figure("ships", 0),
    unknown: figure("ships"),
    small: figure("share", 0.0004),
    fixed: figure("times", 1.5, { why: "" }),
  };
  return (
    <Section id="marks">
      <Group title={words.standing}>
        {STANDINGS.map((it) => (
          <Marked key={it} tone={TONE_OF_STANDING[it] ?? ("plain" satisfies Tone)}>
            {shared.standing[it]}
          </Marked>
        ))}
      </Group>
      <Group title={words.evidence}>
        {EVIDENCE.map((it) => (
          <span key={it} className={`tag tag-${it}`}>
            {shared.evidence[it]}
          </span>
        ))}
        {EVIDENCE.map((it) => (
          <WhyNumber key={it} shown={figure("share", 0.64, { evidence: it })} of={shared.evidence[it]} />
        ))}
        <RestsOnKey />
      </Group>
      <Group title={words.flags}>
        <span className="tag">{words.tag}</span>
        <span className="tag tag-good">{words.good}</span>
        <span className="tag tag-warn">{words.bad}</span>
        <span className="legend-mark hatched">?</span>
        <span className="cell-absent hatched" role="img" aria-label={words.unknown} />
      </Group>
      <Group title={words.numbers}>
        {(Object.keys(numbers) as (keyof typeof numbers)[]).map((it) => (
          <span key={it} className="gallery-number">
            <WhyNumber shown={numbers[it]} of={words.kinds[it]} />
            <span className="row-area">{words.kinds[it]}</span>
          </span>
        ))}
      </Group>
      <Group title={words.trends}>
        {TRENDS.map((it) => (
          <Trend key={String(it)} shown={figure("share / a", it)} of={words.ready} withNumber />
        ))}
      </Group>
    </Section>
  );
}
