import { useRef } from "react";
import type { Shown, WhatIfFigure, WhatIfView } from "#views";
import { useChosen, useShape } from "../../address/use-chosen.ts";
import { formatApart, formatShown } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { DifferenceBars } from "../../parts/difference-bars.tsx";
import { EmptyMessage, Loading } from "../../parts/message.tsx";
import { SavePicture } from "../../parts/save-picture.tsx";
import { Switch } from "../../parts/switch.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

type Row = WhatIfFigure & { readonly id: string; readonly name: string };

const MOST_BARS = 12;

/** Whether a difference would be printed as nought, or as less than the least that is printed. */
const isStill = (difference: Shown): boolean => /^[<>]/.test(formatShown(difference, false)) || formatShown(difference, false) === formatShown({ ...difference, value: 0 }, false);

/** What moves: capabilities by shortfall, allies by cost; as bars and as numbers. */
export function Moves(props: { readonly answer: WhatIfView | undefined; readonly isAsked: boolean; /** Nothing will come of what was asked. */ readonly isOver: boolean }) {
  const { answer } = props;
  const words = wordsOf(WORDS);
  const [measure, setMeasure] = useChosen("moves", ["leaves", "nations"]);
  const [shape, setShape] = useShape("moves");
  const body = useRef<HTMLDivElement>(null);
  const moved: readonly Row[] =
    answer === undefined
      ? []
      : measure === "leaves"
        ? answer.leaves.map((it) => ({ ...it, id: it.leaf }))
        : (answer.nations ?? []).map((it) => ({ ...it, id: it.nation }));
  // What moves by less than is printed is counted, and goes into the file.
  const rows = moved.filter((it) => !isStill(it.difference));
  const marking = answer?.marking ?? "";
  const first = measure === "leaves" ? words.capability : words.ally;
  const apart = (row: Row): readonly [string, string] => formatApart(row.after, row.before, measure === "nations");
  const columns: readonly Column<Row>[] = [
    { id: "name", name: first, type: "text", value: (row) => row.name, width: 18 },
    {
      id: "before",
      name: words.before,
      type: "number",
      value: (row) => row.before.value, shown: (row) => row.before,
      cell: (row) => <WhyNumber shown={row.before} text={apart(row)[1]} of={`${row.name}, ${words.before}`} />,
    },
    {
      id: "after",
      name: words.after,
      type: "number",
      value: (row) => row.after.value, shown: (row) => row.after,
      cell: (row) => <WhyNumber shown={row.after} text={apart(row)[0]} of={`${row.name}, ${words.after}`} />,
    },
    {
      id: "difference",
      name: words.difference,
      type: "number",
      value: (row) => row.difference.value, shown: (row) => row.difference,
      cell: (row) => <WhyNumber shown={row.difference} withUnit={measure === "nations"} of={`${row.name}, ${words.difference}`} />,
    },
  ];
  const sheet = () => ({
    name: `what-if-${measure}`,
    marking,
    columns: columns.map((it) => it.name),
    rows: moved.map((it) => [it.name, it.before, it.after, it.difference]),
  });
  return (
    <Card
      id="moves"
      title={words.moves}
      note={measure === "leaves" ? words.movesNote : words.alliesNote}
      tools={
        <>
          {rows.length > 0 && shape === "chart" && <SavePicture within={body} name={`what-if-${measure}`} marking={marking} besides={words.pulled(answer?.asked.map((it) => it.words).join("; ") ?? "")} />}
          {rows.length > 0 && shape === "chart" && <TakeOut sheet={sheet} />}
          <Switch
            label={words.measure}
            value={measure}
            options={[
              { id: "leaves", name: words.capabilities },
              { id: "nations", name: words.allies },
            ]}
            onChange={setMeasure}
          />
          <Switch
            label={words.showAs}
            value={shape}
            options={[
              { id: "chart", name: words.chart },
              { id: "table", name: words.table },
            ]}
            onChange={setShape}
          />
        </>
      }
    >
      {!props.isAsked ? (
        <EmptyMessage>{words.nothingAsked}</EmptyMessage>
      ) : answer === undefined && props.isOver ? (
        <EmptyMessage>{words.noAnswerMoves}</EmptyMessage>
      ) : answer === undefined ? (
        <Loading what={words.moves} lines={5} />
      ) : measure === "nations" && answer.nations === null ? (
        <EmptyMessage>{props.isOver ? words.moneyStopped : words.moneyLater}</EmptyMessage>
      ) : rows.length === 0 ? (
        <>
          <EmptyMessage>{words.nothingMoves}</EmptyMessage>
          {answer?.asked.some((it) => it.because !== undefined) === true && (
            <ul className="plain-list card-note">
              {answer.asked.map((it) => it.because !== undefined && <li key={it.text}>{labelled(it.words, it.because)}.</li>)}
            </ul>
          )}
        </>
      ) : shape === "table" ? (
        <DataTable
          name={`what-if-${measure}`}
          label={words.moves}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
          marking={marking}
          inAddress="what-if"
          empty={words.nothingMoves}
        />
      ) : (
        <div ref={body}>
          <DifferenceBars
            rows={rows.slice(0, MOST_BARS).map((it) => ({ id: it.id, name: it.name, shown: it.difference }))}
            withUnit={measure === "nations"}
            summary={words.summary(rows.length, rows[0]?.name ?? "")}
          />
          {rows.length > MOST_BARS && <p className="card-note">{words.widest(MOST_BARS, rows.length)}</p>}
        </div>
      )}
      {answer?.isRough === true && rows.length > 0 && <p className="card-note">{words.roughMoves}</p>}
      {rows.length > 0 && moved.length > rows.length && <p className="card-note">{words.stills(moved.length - rows.length)}</p>}
    </Card>
  );
}
