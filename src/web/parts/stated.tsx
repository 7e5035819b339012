import type { ReactNode } from "react";
import { DATA_LANGUAGE } from "../words/words.ts";

/** A text of the data set, in the language it is written in, so that it is read aloud as what it is. @example <Stated>{record.source.title}</Stated> */
export const Stated = (props: { readonly children: ReactNode }) => <span lang={DATA_LANGUAGE}>{props.children}</span>;
