import { Loading } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { WORDS as PARTS } from "../../parts/words.ts";
import { DrawerFrame } from "../../why/drawer-frame.tsx";
import { WhyAnswer } from "../../why/why-answer.tsx";
import { WORDS as WHY } from "../../why/words.ts";
import { wordsOf } from "../../words/words.ts";
import { answer, figure } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const doNothing = (): void => undefined;

/** The answer to "why", as the drawer shows it, and a number that opens the drawer. */
export function Answers() {
  const words = wordsOf(WORDS);
  const parts = wordsOf(PARTS);
  const why = wordsOf(WHY);
  return (
    <Section id="answers">
      <Group title={words.press}>
        <WhyNumber shown={figure("share", 0.64)} of={words.openAs} />
      </Group>
      <Group title={words.drawer.first} isWide>
        <div className="gallery-drawer drawer-inside">
          <DrawerFrame title={answer().question} onBack={undefined} onCopy={doNothing} onClose={doNothing} said="" marking={words.open}>
            <WhyAnswer why={answer()} />
          </DrawerFrame>
        </div>
      </Group>
      <Group title={words.drawer.later} isWide>
        <div className="gallery-drawer drawer-inside">
          <DrawerFrame title={answer().question} onBack={doNothing} onCopy={doNothing} onClose={doNothing} said={why.copied} marking={words.open} release={<PageLink to={{ page: "releases" }} className="quiet action-link">{parts.release}</PageLink>}>
            <Loading what={why.theAnswer} lines={4} />
          </DrawerFrame>
        </div>
      </Group>
    </Section>
  );
}
