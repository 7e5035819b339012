import { useMemo } from "react";
import { HEAT_MEASURES, type HeatView } from "#views";
import { changeAddress, useAddress } from "../address/address.ts";
import { useHeat } from "../fetch/queries.ts";
import type { Sheet } from "../format/sheet.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../parts/message.tsx";
import { Switch } from "../parts/switch.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { wordsOf } from "../words/words.ts";
import { arrange } from "./arrange.ts";
import { chosenIn } from "./chosen.ts";
import { HeatGrid } from "./heat-grid.tsx";
import { HeatKey } from "./heat-key.tsx";
import { WORDS } from "./words.ts";

const sheetOf = (view: HeatView, groups: ReturnType<typeof arrange>, { taken, cell: states } = wordsOf(WORDS)): Sheet => ({
  name: `capabilities-${view.measure}-${view.year}`,
  columns: [taken.capability, taken.name, taken.group, taken.area, taken.alliance, taken.trend, ...view.nations.map((it) => it.id)],
  rows: groups.flatMap((group) =>
    group.rows.map((row) => [
      row.leaf,
      row.name,
      row.group,
      row.area,
      row.alliance,
      row.trend,
      ...view.nations.map((nation) => {
        const cell = row.cells.find((it) => it.nation === nation.id);
        return (cell?.state === "value" ? cell.shown : undefined) ?? states[cell?.state ?? "unknown"];
      }),
    ]),
  ),
});

/** Who can lead, where do shortfalls persist: every nation against every capability. */
export function HeatCard() {
  const at = useAddress();
  const words = wordsOf(WORDS);
  const { measure, year } = chosenIn(at);
  const heat = useHeat(measure, year);
  const filter = at("filter") ?? "";
  const sort = at("sort");
  const view = heat.data;
  const groups = useMemo(() => (view === undefined ? [] : arrange(view, filter, sort)), [view, filter, sort]);
  const isOther = heat.isPlaceholderData;
  return (
    <Card
      id="capabilities"
      className="card-heat"
      title={words.title}
      note={view === undefined ? undefined : `${view.year}. ${view.meaning}`}
      tools={view !== undefined && <TakeOut sheet={() => sheetOf(view, groups)} />}
    >
      <div className="heat-tools">
        <Switch
          label={words.measureOfTable}
          value={measure}
          options={HEAT_MEASURES.map((id) => ({ id, name: words.measures[id] }))}
          onChange={(id) => changeAddress({ heat: id === "coverage" ? undefined : id }, "push")}
        />
        {view !== undefined && view.years.length > 1 && (
          <Choice
            label={words.year}
            value={String(view.year)}
            options={view.years.map((it) => ({ id: String(it), name: String(it) }))}
            onChange={(id) => changeAddress({ year: id }, "push")}
          />
        )}
        <label className="filter">
          <span className="heard">{words.filter}</span>
          <input
            type="search"
            placeholder={words.filter}
            value={filter}
            onChange={(event) => changeAddress({ filter: event.target.value }, "replace")}
          />
        </label>
        {sort !== undefined && (
          <button type="button" className="quiet" onClick={() => changeAddress({ sort: undefined }, "replace")}>
            {words.groupAgain}
          </button>
        )}
      </div>
      {heat.isError && view === undefined ? (
        <ProblemMessage problem={heat.error} what={words.thisTable} onRetry={() => void heat.refetch()} />
      ) : view === undefined ? (
        <Loading what={words.theTable} lines={10} />
      ) : (
        <div className={isOther ? "waiting" : ""} aria-busy={isOther}>
          {heat.isError && <ProblemMessage problem={heat.error} what={words.measureAsked} onRetry={() => void heat.refetch()} />}
          <p className="heard">{view.summary}</p>
          {groups.length === 0 ? (
            <EmptyMessage>{filter === "" ? words.nothingRequired : words.noneFits(filter)}</EmptyMessage>
          ) : (
            <HeatGrid view={view} groups={groups} sort={sort} />
          )}
          <HeatKey view={view} />
        </div>
      )}
    </Card>
  );
}
