import type { ReactNode } from "react";
import type { HomeView } from "#views";
import { changeAddress, useAddress } from "../address/address.ts";
import { useMoments } from "../fetch/since.ts";
import { pathName } from "../format/code-words.ts";
import { momentText } from "../format/moment.ts";
import { Choice } from "../parts/choice.tsx";
import { chooseTheme, THEMES, themeNow } from "../address/theme.ts";
import { ReaderChoice } from "./reader-choice.tsx";
import { WaitingNotice } from "./waiting-notice.tsx";
import { PaletteDoor } from "../palette/palette-door.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Path, Stated } from "../parts/stated.tsx";
import { Switch } from "../parts/switch.tsx";
import { chooseLanguage, labelled, type Language, LANGUAGES, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const LANGUAGE_NAMES = { en: "EN", fr: "FR" } as const;

/** Whose figures these are, as seen by whom, as of when, on which path of budgets. */
export function TopBar(props: { readonly home: HomeView | undefined; readonly language: Language }) {
  useAddress();
  const { home } = props;
  const words = wordsOf(WORDS);
  return (
    <Bar
      of={home}
      {...(home !== undefined && {
        chosen: {
          reader: <ReaderChoice otherwise={home.reader} />,
          asOf: <AsOfChoice asOf={home.asOf} />,
          pathName: home.paths.length < 2 ? words.path : <PageLink to={{ page: "guidance" }}>{words.path}</PageLink>,
          path: <PathChoice home={home} />,
        },
      })}
    >
      <WaitingNotice />
      <PaletteDoor />
      <Switch label={words.language} value={props.language} options={LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }))} onChange={chooseLanguage} />
      <Switch label={words.theme} value={themeNow()} options={THEMES.map((id) => ({ id, name: words.themes[id] }))} onChange={chooseTheme} />
    </Bar>
  );
}

/** The bar with what stands in it. `of`: whose figures these are; absent, it is not known yet. */
export function Bar(props: {
  readonly of: Pick<HomeView, "alliance" | "dataset"> | undefined;
  readonly chosen?: { readonly reader: ReactNode; readonly asOf: ReactNode; readonly pathName: ReactNode; readonly path: ReactNode };
  readonly children: ReactNode;
}) {
  const { of, chosen } = props;
  const words = wordsOf(WORDS);
  return (
    <header className="top-bar">
      <p className="where">
        <strong>{of?.alliance ?? "Concord"}</strong>
        {of !== undefined && <Stated>{of.dataset}</Stated>}
      </p>
      <div className="bar-chosen">
        {chosen !== undefined && (
          <dl className="facts">
            <div>
              <dt>{words.viewingAs}</dt>
              <dd>{chosen.reader}</dd>
            </div>
            <div>
              <dt>{words.asOf}</dt>
              <dd>{chosen.asOf}</dd>
            </div>
            <div>
              <dt>{chosen.pathName}</dt>
              <dd>{chosen.path}</dd>
            </div>
          </dl>
        )}
        {props.children}
      </div>
    </header>
  );
}

/** The moment as of which the record is looked at, to be chosen where the data stand in ledgers. It stands in the address; each moment has a view and a plan of its own. */
function AsOfChoice(props: { readonly asOf: string }) {
  const words = wordsOf(WORDS);
  const chosen = useAddress()("asof") ?? "";
  const moments = useMoments() ?? [];
  if (chosen === "" && moments.length === 0) return props.asOf;
  const options = [{ id: "", name: chosen === "" ? words.nowOf(props.asOf) : words.now }, ...[...new Set([...(chosen === "" ? [] : [chosen]), ...moments])].map((id) => ({ id, name: momentText(id) }))];
  return (
    <span className="reader-choice">
      <Choice label={words.asOf} value={chosen} options={options} onChange={(id) => changeAddress({ asof: id }, "push")} />
    </span>
  );
}

/** The path of budgets that targets and plan are made on, to be chosen where the data state several. It stands in the address; each path has a plan of its own. */
function PathChoice(props: { readonly home: HomeView }) {
  const { path, paths, pathMeanings } = props.home;
  const words = wordsOf(WORDS);
  if (paths.length < 2) return <Path path={path} />;
  return (
    <span className="reader-choice">
      <Choice label={words.path} value={path} options={paths.map((id) => ({ id, name: pathName(id) }))} onChange={(id) => changeAddress({ path: id }, "push")} about={pathMeanings.length === 0 ? undefined : pathMeanings.map((it) => labelled(pathName(it.path), it.meaning)).join("\n")} />
    </span>
  );
}
