import type { ReactNode } from "react";
import { isCitation } from "#views";
import { pathName } from "../format/code-words.ts";
import { DATA_LANGUAGE } from "../words/words.ts";

/** A text of the data set, in the language it is written in, so that it is read aloud as what it is. @example <Stated>{record.source.title}</Stated> */
export const Stated = (props: { readonly children: ReactNode }) => <span lang={DATA_LANGUAGE}>{props.children}</span>;

/** A budget path: in the language of the page, or as the data set calls it. */
export const Path = (props: { readonly path: string }) => (pathName(props.path) === props.path ? <Stated>{props.path}</Stated> : <>{pathName(props.path)}</>);

/** The source of a judgement: in the language of the page, or a work under its own title. */
export const Source = (props: { readonly source: string }) => (isCitation(props.source) ? <Stated>{props.source}</Stated> : <>{props.source}</>);
