import { Fragment, isValidElement, type ReactNode } from "react";
import { isOneInFrench, type Shown } from "#views";
import { WhyNumber } from "./why-number.tsx";

/** A sentence of a catalogue with parts of the page in its gaps: `{name}` stands for the part of that name, `{name|année|années}` for a word by its number, as French counts. */
export function Filled(props: { readonly text: string; readonly with: Readonly<Record<string, ReactNode>> }) {
  const text = props.text.replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, other: string) => (isOne(props.with[name]) ? one : other));
  const pieces = text.split(/(\{\w+\})/).map((piece) => ({ piece, part: props.with[/^\{(\w+)\}$/.exec(piece)?.[1] ?? ""], isPart: /^\{\w+\}$/.test(piece) }));
  return pieces.map(({ piece, part, isPart }, at) => {
    const before = pieces[at - 1];
    const after = pieces[at + 1];
    const own = !isPart && isNumber(before?.part) ? piece.slice(closing(piece).length) : piece;
    const closes = isPart && isNumber(part) ? closing(after?.piece ?? "") : "";
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a sentence has no name but its place
    return <Fragment key={at}>{!isPart ? own : closes === "" ? part : <span className="no-wrap">{part}{closes}</span>}</Fragment>;
  });
}

const isOne = (part: ReactNode): boolean => isValidElement<{ readonly shown?: Shown }>(part) && isOneInFrench(part.props.shown?.value ?? Number.NaN);
const isNumber = (part: ReactNode): boolean => isValidElement(part) && part.type === WhyNumber;

/** The marks at the head of a text that no line begins with: a number that is a button would let it. */
const closing = (text: string): string => /^[\u00a0\u202f]?[,.;:)?!]+/.exec(text)?.[0] ?? "";
