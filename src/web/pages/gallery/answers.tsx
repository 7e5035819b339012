import { WhyNumber } from "../../parts/why-number.tsx";
import { WhyAnswer } from "../../why/why-answer.tsx";
import { wordsOf } from "../../words/words.ts";
import { answer, figure } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

/** The answer to "why", as the drawer shows it, and a number that opens the drawer. */
export function Answers() {
  const words = wordsOf(WORDS);
  return (
    <Section id="answers">
      <Group title={words.press}>
        <WhyNumber shown={figure("share", 0.64)} of={words.openAs} />
      </Group>
      <div className="gallery-wide drawer-body">
        <WhyAnswer why={answer()} />
      </div>
    </Section>
  );
}
