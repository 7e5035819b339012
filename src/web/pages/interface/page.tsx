import { useQuery } from "@tanstack/react-query";
import { ROUTES } from "#api";
import { changeAddress, useAddress } from "../../address/address.ts";
import { Answer } from "../../cycle/cycle-page.tsx";
import { fetchDescription } from "../../fetch/server.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { BesideMessage, EmptyMessage, Loading } from "../../parts/message.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { filterOf } from "../../parts/table/filter.ts";
import { labelled, wordsOf } from "../../words/words.ts";
import { curlText, type Description, type Field, readDescription, type Route, routesOf } from "./description.ts";
import { WORDS } from "./words.ts";

/** What can a program ask for? The description that the server publishes, to be read by people. */
export function Page() {
  const words = wordsOf(WORDS);
  const query = useQuery({ queryKey: ["description"], queryFn: async () => readDescription(await fetchDescription()), staleTime: Number.POSITIVE_INFINITY });
  return (
    <div className="page cycle interface">
      <PageHead page="interface" />
      {query.isError && <BesideMessage hasData={query.data !== undefined} problem={query.error} what={words.what} onRetry={() => void query.refetch()} />}
      {query.data === undefined ? query.isError || <Loading what={words.what} lines={8} /> : <Routes description={query.data} />}
    </div>
  );
}

function Routes(props: { readonly description: Description }) {
  const words = wordsOf(WORDS);
  const sought = useAddress()("filter") ?? "";
  const routes = routesOf(props.description);
  const answers = filterOf(sought);
  const found = routes.filter((it) => answers(`${it.method} ${it.path} ${it.summary}`));
  return (
    <>
      <Answer below={words.language === "" ? words.below : `${words.below} ${words.language}`}>
        <Filled text={words.answer} with={{ count: <strong>{routes.length}</strong> }} />
      </Answer>
      <Card
        id="routes"
        title={words.routes}
        note={words.found(found.length, routes.length)}
        tools={
          <>
            <label className="filter">
              <span className="heard">{words.find}</span>
              <input type="search" placeholder={words.find} value={sought} onChange={(event) => changeAddress({ filter: event.target.value }, "replace")} />
            </label>
            <a className="quiet" href={ROUTES.description.path} download="openapi.json">
              {words.file}
            </a>
          </>
        }
      >
        {found.length === 0 ? <EmptyMessage>{words.none}</EmptyMessage> : found.map((it) => <RouteText key={it.id} route={it} />)}
      </Card>
    </>
  );
}

function RouteText(props: { readonly route: Route }) {
  const { route } = props;
  const words = wordsOf(WORDS);
  return (
    <details className="rule route" id={`route-${route.id}`}>
      <summary>
        <code>
          {route.method} {route.path}
        </code>{" "}
        <span lang="en">{route.summary}</span>
      </summary>
      <Fields title={words.query} of={route} fields={route.query} />
      <Fields title={words.body} of={route} fields={route.body} />
      <Fields title={words.reply} of={route} fields={route.reply} />
      {route.reply.length === 0 && route.media !== "" && <p>{words.answers(route.media)}</p>}
      <p>
        {words.example} <code className="route-example">{curlText(location.origin, route)}</code>
      </p>
    </details>
  );
}

function Fields(props: { readonly title: string; readonly of: Route; readonly fields: readonly Field[] }) {
  const words = wordsOf(WORDS);
  if (props.fields.length === 0) return null;
  return (
    <ScrollRegion label={labelled(props.title, `${props.of.method} ${props.of.path}`)}>
      <table className="table">
        <caption>{props.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.always}</th>
            <th scope="col">{words.meaning}</th>
          </tr>
        </thead>
        <tbody lang="en">
          {props.fields.map((it) => (
            <tr key={it.name}>
              <th scope="row">
                <code>{it.name}</code>
              </th>
              <td>{it.type}</td>
              <td>{it.isAlways ? words.yes : words.no}</td>
              <td className="route-meaning">{it.meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
