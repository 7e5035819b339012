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
import { TakeOut } from "../../parts/take-out.tsx";
import { Path, Source } from "../../parts/stated.tsx";
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
  const planned = view.situations.filter((it) => it.use === "plan").reduce((most, it) => Math.max(most, it.capabilities), 0);
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
      <Answer below={words.below(view.parameters.length, view.parameters.filter((it) => it.isOwn).length)}>
        <Filled
          text={words.answer}
          with={{
            allies: shared.allies(view.allies),
            path: <Path path={used?.path ?? view.path} />,
            money: used === undefined ? shared.standing.unknown : <WhyNumber shown={used.total} of={words.money} />,
            last: view.years.at(-1),
            capabilities: words.capabilities(planned),
          }}
        />
      </Answer>
      <div className="cycle-columns">
        <Card id="ambition" title={words.ambition} note={words.ambitionNote}>
          {view.situations.length === 0 ? (
            <EmptyMessage>{words.noSituation}</EmptyMessage>
          ) : (
            <ScrollRegion label={words.ambition}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{words.situation}</th>
                    <th scope="col">{words.use}</th>
                    <th scope="col" className="right">
                      {words.count}
                    </th>
                    <th scope="col" className="right">
                      {words.from}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {view.situations.map((it) => (
                    <tr key={`${it.use} ${it.situation}`}>
                      <th scope="row" lang={DATA_LANGUAGE}>
                        {it.situation}
                      </th>
                      <td>{words.uses[it.use]}</td>
                      <td className="right">{it.capabilities}</td>
                      <td className="right">{it.firstYear}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          )}
        </Card>
        <Card id="priorities" title={words.priorities} note={view.priorities.length === 0 ? undefined : words.prioritiesNote(view.ordinary)}>
          {view.priorities.length === 0 ? (
            <EmptyMessage>{words.noPriorities}</EmptyMessage>
          ) : (
            <ScrollRegion label={words.priorities}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{shared.capability}</th>
                    <th scope="col">{shared.area}</th>
                    <th scope="col" className="right">
                      {words.weight}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {view.priorities.map((it) => (
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
          <ScrollRegion label={words.money}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.path}</th>
                  {view.years.map((year) => (
                    <th key={year} scope="col" className="right">
                      {year}
                    </th>
                  ))}
                  <th scope="col" className="right">
                    {words.total}
                  </th>
                </tr>
              </thead>
              <tbody>
                {view.paths.map((path) => (
                    <tr key={path.path}>
                      <th scope="row">
                        <span className="no-wrap">
                          <Path path={path.path} /> {path.isUsed && <span className="tag">{words.used}</span>}
                        </span>
                        <span className="row-area row-below">{words.stated(path.nations, view.allies)}</span>
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
        )}
      </Card>
      <Card id="parameters" title={words.parameters} note={words.parametersNote}>
        <DataTable name="parameters" label={words.parameters} columns={columns} rows={view.parameters} keyOf={(row) => row.id} marking={view.marking} empty={words.empty} inAddress />
      </Card>
    </>
  );
}

const sheetOf = (view: GuidanceView): Sheet => ({
  name: "money-by-path",
  marking: view.marking,
  columns: [wordsOf(WORDS).path, ...view.years.map(String), wordsOf(WORDS).total],
  rows: view.paths.map((it) => [pathName(it.path), ...it.years.map((at) => at.money), it.total]),
});
