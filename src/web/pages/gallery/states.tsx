import { ServerProblem } from "../../fetch/server.ts";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { wordsOf } from "../../words/words.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const GONE = new ServerProblem(0, "");
const notYours = (detail: string): ServerProblem => new ServerProblem(404, detail, { reason: "nothing-to-see" });

/** What stands where content is to come, is missing, is held back or has failed. */
export function States() {
  const words = wordsOf(WORDS);
  const names = words.stateNames;
  const doNothing = (): void => undefined;
  return (
    <Section id="states">
      <Group title={names.empty}>
        <EmptyMessage>{words.empty}</EmptyMessage>
      </Group>
      <Group title={names.loading} isWide>
        <Loading what={words.coming} lines={3} />
      </Group>
      <Group title={names.failed} isWide>
        <ProblemMessage problem={new Error(words.refused)} what={words.theTable} onRetry={doNothing} />
      </Group>
      <Group title={names.gone} isWide>
        <ProblemMessage problem={GONE} what={words.theTable} onRetry={doNothing} />
      </Group>
      <Group title={names.restricted} isWide>
        <ProblemMessage problem={notYours(words.notYours)} what={words.theTable} onRetry={doNothing} />
      </Group>
      <Group title={names.partial} isWide>
        <p className="strip">{words.partial}</p>
      </Group>
      <Group title={names.attention} isWide>
        <p className="gives-way">{words.attention}</p>
      </Group>
      <Group title={names.done} isWide>
        <p className="strip strip-done">{words.done}</p>
      </Group>
    </Section>
  );
}
