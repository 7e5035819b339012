import { DataTrust } from "../../parts/data-trust.tsx";
import { PLAN_WORDS } from "../../parts/plan-words.ts";
import { Progress } from "../../parts/progress.tsx";
import { SolverWaited } from "../../parts/solver-wait.tsx";
import { wordsOf } from "../../words/words.ts";
import { confidence } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const doNothing = (): void => undefined;

/** What stands where a plan or an answer of a solver is being made, and what is known of the data meanwhile. */
export function Waits() {
  const words = wordsOf(WORDS);
  const { waits } = words;
  const plan = wordsOf(PLAN_WORDS);
  const of = plan.bar;
  return (
    <Section id="waits">
      <Group title={waits.waiting} isWide>
        <section className="plan-awaited">
          <p className="lead">{plan.making}</p>
          <Progress of={of} come={{ done: 0, stage: waits.queued }} />
        </section>
      </Group>
      <Group title={waits.underWay} isWide>
        <section className="plan-awaited">
          <p className="lead">{plan.making}</p>
          <Progress of={of} come={{ done: 0.42, stage: waits.aligned, secondsLeft: 35 }} />
        </section>
      </Group>
      <Group title={waits.longer} isWide>
        <section className="plan-awaited">
          <p className="lead">{plan.making}</p>
          <Progress of={of} come={{ done: 0.88, stage: waits.aligned, secondsLeft: 140, isLonger: true }} />
        </section>
      </Group>
      <Group title={waits.failed} isWide>
        <section className="plan-awaited plan-progress-failed">
          <p className="lead">{plan.failed}</p>
          <Progress of={of} come={{ done: 0.42 }} isOver />
          <p className="progress-message">{waits.why}</p>
        </section>
      </Group>
      <Group title={waits.stopped} isWide>
        <section className="plan-awaited plan-progress-failed">
          <p className="lead">{plan.stopped}</p>
          <Progress of={of} come={{ done: 0.42 }} isOver />
        </section>
      </Group>
      <Group title={waits.first} isWide>
        <SolverWaited says={waits.binding} seconds={4} last={undefined} onCancel={doNothing} />
      </Group>
      <Group title={waits.again} isWide>
        <SolverWaited says={waits.binding} seconds={4} last={12} onCancel={doNothing} />
      </Group>
      <Group title={waits.beyond} isWide>
        <SolverWaited says={waits.binding} seconds={19} last={12} onCancel={doNothing} />
      </Group>
      <Group title={waits.trust} isWide>
        <DataTrust confidence={confidence([0.55, 0.41, 0.04], 0.8)} />
      </Group>
      <Group title={waits.trustOne} isWide>
        <DataTrust confidence={confidence([1, 0, 0], 0)} />
      </Group>
      <Group title={waits.trustUnknown} isWide>
        <DataTrust confidence={confidence([undefined, undefined, undefined], undefined)} />
      </Group>
    </Section>
  );
}
