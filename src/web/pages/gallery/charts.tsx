import { Counts } from "../../cycle/cycle-page.tsx";
import { StackedYears } from "../../cycle/stacked-years.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { IntervalChart } from "../../evidence/interval-chart.tsx";
import { Curve } from "../../evidence/specification-curve.tsx";
import { DifferenceBars } from "../../parts/difference-bars.tsx";
import { wordsOf } from "../../words/words.ts";
import { CoverageBar } from "../home/coverage-bar.tsx";
import { YearLines } from "../home/year-lines.tsx";
import { Gantt } from "../procurement/gantt.tsx";
import { figure, programmes, rooms, specifications, stack, timeline, YEARS } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

/** Every drawing of figures. */
export function Charts() {
  const words = wordsOf(WORDS);
  const { standing } = wordsOf(CYCLE);
  return (
    <Section id="charts">
      <Group title={words.counts} isWide>
        <Counts
          label={words.counts}
          counts={[
            { id: "on", name: standing["on track"], count: 12, tone: "good" },
            { id: "risk", name: standing["at risk"], count: 5, tone: "fair" },
            { id: "off", name: standing["off track"], count: 8, tone: "bad" },
            { id: "unknown", name: standing.unknown, count: 9, tone: "unknown" },
          ]}
        />
      </Group>
      <Group title={words.coverage}>
        <span className="gallery-bar">
          <CoverageBar covered={figure("share", 0.42, { low: 0.3, high: 0.55 })} planned={figure("share", 0.9)} />
        </span>
        <span className="gallery-bar">
          <CoverageBar covered={figure("share")} planned={undefined} />
        </span>
      </Group>
      <Group title={words.linesTitle} isWide>
        <YearLines timeline={timeline()} />
      </Group>
      <Group title={words.ready} isWide>
        <StackedYears years={YEARS} {...stack()} requiredName={words.required} rangeName={words.rangeOfWhole} requiredRangeName={words.rangeOfRequired} beyond={words.beyond} beyondSaid={words.beyondSaid} small={String} summary={words.stackSummary} />
      </Group>
      <Group title={words.changes} isWide>
        <DifferenceBars
          rows={[
            { id: "air", name: words.leaves.air, shown: figure("1", 0.42) },
            { id: "bridge", name: words.leaves.bridge, shown: figure("1", 0.004) },
            { id: "drone", name: words.leaves.drone, shown: figure("1", -0.2) },
          ]}
          withUnit={false}
          summary={words.changesSummary}
        />
      </Group>
      <Group title={words.gantt.title} isWide>
        <Gantt view={programmes()} groups={programmes().groups} shift={{ bridges: 1 }} rooms={rooms()} onShift={() => undefined} />
      </Group>
      <Group title={words.curve.title} isWide>
        <Curve {...specifications()} said={words.curve.said} />
      </Group>
      <Group title={words.intervals} isWide>
        <IntervalChart
          rows={[
            { name: words.estimates.first, value: -0.4, low: -0.9, high: 0.1 },
            { name: words.estimates.second, value: 0.6, low: 0.2, high: 1.1 },
            { name: words.estimates.third, value: 0.1, low: -0.6, high: 0.8, isAside: true },
          ]}
          nothing={0}
          label={words.intervals}
          name="gallery-intervals"
        />
      </Group>
    </Section>
  );
}
