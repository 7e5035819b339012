import type { GuidanceParameter, GuidanceView } from "#views";
import { Answer, CyclePage } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useGuidance } from "../../fetch/cycle.ts";
import { pathName } from "../../format/code-words.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { Path, Source, Stated } from "../../parts/stated.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { DATA_LANGUAGE, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** What do we want to be able to do, with what money, by which judgements? */
export function Page() {
  const words = wordsOf(WORDS);
  return (
    <CyclePage page="guidance" query={useGuidance()} what={words.what}>
      {(view) => <Guidance view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("guidance");

function Guidance(props: { readonly view: GuidanceView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const used = view.paths.find((it) => it.isUsed);
  const [planned] = view.situations.filter((it) => it.use === "plan").toSorted((a, b) => b.capabilities - a.capabilities);
  const situations = useSorted("ambition", view.situations, { situation: (it) => it.situation, use: (it) => words.uses[it.use], count: (it) => it.capabilities, from: (it) => it.firstYear });
  const priorities = useSorted("weights", view.priorities, { capability: (it) => it.name, area: (it) => it.area, weight: (it) => it.weight.value });
  const paths = useSorted("paths", view.paths, { path: (it) => pathName(it.path), total: (it) => it.total.value, ...Object.fromEntries(view.years.map((year) => [String(year), (it: GuidanceView["paths"][number]) => it.years.find((at) => at.year === year)?.money.value])) });
  const columns: readonly Column<GuidanceParameter>[] = [
    { id: "id", name: words.name, type: "text", width: 14, value: (row) => row.id },
    { id: "value", name: words.value, type: "number", width: 8, value: (row) => row.value.value, shown: (row) => row.value, cell: (row) => <WhyNumber shown={row.value} of={row.id} withUnit={false} /> },
    { id: "unit", name: shared.unit, type: "text", width: 11, value: (row) => row.unitText },
    { id: "meaning", name: words.meaning, type: "text", width: 30, value: (row) => row.meaning },
    { id: "default", name: words.byDefault, type: "number", value: (row) => row.byDefault.value, shown: (row) => row.byDefault, cell: (row) => <WhyNumber shown={{ ...row.byDefault, why: "" }} withUnit={false} /> },
    { id: "own", name: words.own, type: "text", width: 7, value: (row) => words.whose[row.isOwn ? "own" : "default"] },
    { id: "source", name: words.source, type: "text", width: 22, value: (row) => row.source, cell: (row) => <Source source={row.source} /> },
    { id: "engine", name: words.engine, type: "text", value: (row) => row.engine, isAside: true },
    { id: "low", name: shared.low, type: "number", value: (row) => row.value.low ?? row.value.value, isAside: true },
    { id: "high", name: shared.high, type: "number", value: (row) => row.value.high ?? row.value.value, isAside: true },
  ];
  return (
    <>
      <Answer below={words.below(view.parameters.length, view.own)}>
        <Filled
          text={words.answer}
          with={{
            allies: shared.allies(view.allies),
            path: <Path path={used?.path ?? view.path} />,
            money: used === undefined ? shared.standing.unknown : <WhyNumber shown={used.total} of={words.money} />,
            last: view.years.at(-1),
            capabilities: planned === undefined ? words.capabilities(0) : <WhyNumber shown={planned.told} text={words.capabilities(planned.capabilities)} />,
          }}
        />
      </Answer>
      <div className="cycle-columns">
        <Card id="ambition" title={words.ambition} note={words.ambitionNote} tools={view.situations.length > 0 && <TakeOut sheet={() => ambitionSheet(view)} />}>
          {view.situations.length === 0 ? (
            <EmptyMessage>{words.noSituation}</EmptyMessage>
          ) : (
            <ScrollRegion label={words.ambition}>
              <table className="table">
                <thead>
                  <tr>
                    <SortHead sorting={situations.sorting} column="situation">
                      {words.situation}
                    </SortHead>
                    <SortHead sorting={situations.sorting} column="use">
                      {words.use}
                    </SortHead>
                    <SortHead sorting={situations.sorting} column="count" className="right">
                      {words.count}
                    </SortHead>
                    <SortHead sorting={situations.sorting} column="from" className="right">
                      {words.from}
                    </SortHead>
                  </tr>
                </thead>
                <tbody>
                  {situations.rows.map((it) => (
                    <tr key={`${it.use} ${it.situation}`}>
                      <th scope="row" lang={DATA_LANGUAGE}>
                        {it.situation}
                      </th>
                      <td>{words.uses[it.use]}</td>
                      <td className="right">
                        <WhyNumber shown={it.told} withUnit={false} of={it.situation} />
                      </td>
                      <td className="right">{it.firstYear}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          )}
        </Card>
        <Card id="priorities" title={words.priorities} note={view.priorities.length === 0 ? undefined : words.prioritiesNote(view.ordinary)} tools={view.priorities.length > 0 && <TakeOut sheet={() => prioritySheet(view)} />}>
          {view.priorities.length === 0 ? (
            <EmptyMessage>{words.noPriorities}</EmptyMessage>
          ) : (
            <ScrollRegion label={words.priorities}>
              <table className="table">
                <thead>
                  <tr>
                    <SortHead sorting={priorities.sorting} column="capability">
                      {shared.capability}
                    </SortHead>
                    <SortHead sorting={priorities.sorting} column="area">
                      {shared.area}
                    </SortHead>
                    <SortHead sorting={priorities.sorting} column="weight" className="right">
                      {words.weight}
                    </SortHead>
                  </tr>
                </thead>
                <tbody>
                  {priorities.rows.map((it) => (
                    <tr key={it.leaf}>
                      <th scope="row">
                        <PageLink to={{ page: "capability", id: it.leaf }}>{it.name}</PageLink>
                      </th>
                      <td>{it.area}</td>
                      <td className="right">
                        <WhyNumber shown={it.weight} of={it.name} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          )}
        </Card>
      </div>
      <Card id="money" title={words.money} note={words.moneyNote(view.currency, view.priceYear)} tools={view.paths.length > 0 && <TakeOut sheet={() => sheetOf(view)} />}>
        {view.paths.length === 0 ? (
          <EmptyMessage>{words.noMoney}</EmptyMessage>
        ) : (
          <>
            <PathsMeant view={view} />
            <ScrollRegion label={words.money}>
              <table className="table">
                <thead>
                  <tr>
                    <SortHead sorting={paths.sorting} column="path">
                      {words.path}
                    </SortHead>
                    {view.years.map((year) => (
                      <SortHead key={year} sorting={paths.sorting} column={String(year)} className="right">
                        {year}
                      </SortHead>
                    ))}
                    <SortHead sorting={paths.sorting} column="total" className="right">
                      {words.total}
                    </SortHead>
                  </tr>
                </thead>
                <tbody>
                  {paths.rows.map((path) => (
                    <tr key={path.path}>
                      <th scope="row">
                        <span className="no-wrap">
                          <Path path={path.path} /> {path.isUsed && <span className="tag">{words.used}</span>}
                        </span>
                        <span className="row-area row-below">
                          {words.stated(path.nations, view.allies)}
                          {!path.isUsed && used !== undefined && words.andDiffers(words.differs(pathName(used.path), path.differs))}
                        </span>
                      </th>
                      {path.years.map((it) => (
                        <td key={it.year} className="right">
                          <WhyNumber shown={it.money} of={`${pathName(path.path)}, ${it.year}`} withUnit={false} />
                        </td>
                        ))}
                        <td className="right">
                          <WhyNumber shown={path.total} of={pathName(path.path)} />
                        </td>
                      </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          </>
        )}
      </Card>
      <Card id="parameters" title={words.parameters} note={words.parametersNote}>
        <DataTable name="parameters" label={words.parameters} columns={columns} rows={view.parameters} keyOf={(row) => row.id} marking={view.marking} empty={words.empty} inAddress />
      </Card>
    </>
  );
}

/** What each path is: in a sentence, and in what its records say of themselves. */
function PathsMeant(props: { readonly view: GuidanceView }) {
  const words = wordsOf(WORDS);
  const told = props.view.paths.filter((it) => it.meaning !== undefined || it.said.length > 0);
  if (told.length === 0) return null;
  return (
    <dl className="paths-meant">
      {told.map((it) => (
        <div key={it.path}>
          <dt>
            <Path path={it.path} />
          </dt>
          <dd>
            {it.meaning}
            {it.said.length > 0 && (
              <span className="quiet-text">
                {" "}
                {words.said} <Stated>{it.said.join("; ")}.</Stated>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const sheetOf = (view: GuidanceView): Sheet => ({
  name: "money-by-path",
  marking: view.marking,
  columns: [wordsOf(WORDS).path, ...view.years.map(String), wordsOf(WORDS).total],
  rows: view.paths.map((it) => [pathName(it.path), ...it.years.map((at) => at.money), it.total]),
});

const ambitionSheet = (view: GuidanceView, words = wordsOf(WORDS)): Sheet => ({
  name: "ambition",
  marking: view.marking,
  columns: [words.situation, words.use, words.count, words.from],
  rows: view.situations.map((it) => [it.situation, words.uses[it.use], it.capabilities, it.firstYear]),
});

const prioritySheet = (view: GuidanceView, words = wordsOf(WORDS)): Sheet => ({
  name: "priorities",
  marking: view.marking,
  columns: [wordsOf(CYCLE).capability, wordsOf(CYCLE).area, words.weight],
  rows: view.priorities.map((it) => [it.name, it.area, it.weight]),
});
