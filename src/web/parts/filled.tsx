import { Fragment, type ReactNode } from "react";

/** A sentence of a catalogue with parts of the page in its gaps: `{name}` stands for the part of that name. */
export function Filled(props: { readonly text: string; readonly with: Readonly<Record<string, ReactNode>> }) {
  return props.text.split(/(\{\w+\})/).map((piece, at) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a sentence has no name but its place
    return <Fragment key={at}>{name === undefined ? piece : props.with[name]}</Fragment>;
  });
}
