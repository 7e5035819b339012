import type { ReactNode } from "react";
import { wordsOf } from "../words/words.ts";
import { useTabStop } from "./in-grid.ts";
import { WORDS } from "./words.ts";

/**
 * A link out of the application, to the document that a figure stands in. The application asks nothing of that address: it opens
 * where the reader presses, in a tab of its own, and is not told from where. @example <DocumentLink address={source.address}>{source.title}</DocumentLink>
 */
export const DocumentLink = (props: { readonly address: string; readonly children: ReactNode }) => (
  <a className="document-link" href={props.address} target="_blank" rel="noreferrer" tabIndex={useTabStop()}>
    {props.children}
    <span className="heard">{wordsOf(WORDS).newTab}</span>
  </a>
);
