import type { ReactNode } from "react";
import type { PageId } from "#api";
import { titleOf } from "../pages/pages.ts";
import { QUESTIONS } from "../pages/questions.ts";
import { useHome } from "../fetch/queries.ts";
import { DataTrust } from "./data-trust.tsx";
import { languageNow, typeset } from "../words/words.ts";

/** The top of a page: what it is called, the one question it answers, how good the data behind it are, and its tools at the right. */
export function PageHead(props: {
  readonly page: PageId /** Instead of the page's own title: the thing it is about. */;
  readonly title?: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  /** What is shown is invented: the data do not stand behind it. */
  readonly isInvented?: boolean;
}) {
  const confidence = useHome().data?.confidence;
  const language = languageNow();
  return (
    <header className="page-head">
      <div>
        <h1>{props.title ?? titleOf(props.page, language)}</h1>
        <p className="card-note">{props.note ?? typeset(QUESTIONS[props.page][language])}</p>
        {props.isInvented !== true && <DataTrust confidence={confidence} />}
      </div>
      {props.tools !== undefined && <div className="card-tools">{props.tools}</div>}
    </header>
  );
}
