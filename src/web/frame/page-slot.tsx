import { type ReactNode, useState } from "react";
import type { PageAt } from "#api";
import { NotLoadedError, titleOf, useMethods, usePage } from "../pages/pages.ts";
import { Boundary } from "../parts/boundary.tsx";
import { Loading, ProblemMessage } from "../parts/message.tsx";
import { PageMethod } from "../parts/page-method.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { type Language, wordsOf } from "../words/words.ts";
import { PageNotLoaded } from "./page-not-loaded.tsx";
import { WORDS } from "./words.ts";

/** The page at hand: its code is loaded here, and what breaks in it is said here, while the frame stands. */
export function PageSlot(props: { readonly at: PageAt | undefined; readonly language: Language }) {
  const { at, language } = props;
  const words = wordsOf(WORDS);
  const [round, setRound] = useState(0);
  if (at === undefined)
    return (
      <div className="alone">
        <h1>{words.noPage}</h1>
        <p className="lead">{words.noPageMend}</p>
        <p>
          <PageLink to={{ page: "home" }}>{words.toHome}</PageLink>
        </p>
      </div>
    );
  const title = titleOf(at.page, language);
  return (
    <Boundary
      key={`${at.page} ${at.id ?? ""} ${language} ${round}`}
      instead={(problem) => (
        <div className="alone">
          <h1 className="heard">{title}</h1>
          {/* Code that could not be loaded, or is of an older version of the server, comes with the page loaded anew. */}
          {problem instanceof NotLoadedError ? (
            <PageNotLoaded
              what={words.broken(title)}
              onBack={() => setRound(round + 1)}
            />
          ) : (
            <ProblemMessage problem={problem} what={words.broken(title)} onRetry={() => location.reload()} />
          )}
        </div>
      )}
    >
      <Here
        at={at}
        meanwhile={
          <div className="alone">
            <h1 className="heard">{title}</h1>
            <Loading what={words.loading(title)} lines={8} />
          </div>
        }
      />
    </Boundary>
  );
}

function Here(props: { readonly at: PageAt; readonly meanwhile: ReactNode }) {
  const page = usePage(props.at.page);
  const methods = useMethods();
  if (page === undefined) return props.meanwhile;
  return (
    <>
      <page.Page {...(props.at.id !== undefined && { id: props.at.id })} />
      {methods !== undefined && <PageMethod method={wordsOf(methods.METHODS[props.at.page])} />}
    </>
  );
}
