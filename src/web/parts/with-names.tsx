import { Stated } from "./stated.tsx";

/** A text in the language of the page with names in it as the data have them, each marked as of that language. The longest name that fits is meant. */
export function WithNames(props: { readonly text: string; readonly names: readonly string[] }) {
  return piecesOf(props.text, props.names).map((piece, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a sentence has no name but its place
    piece.isName ? <Stated key={at}>{piece.text}</Stated> : piece.text,
  );
}

/** A text cut at the names in it. @example piecesOf("attaques de Some War", ["Some War"]) // → [{ text: "attaques de ", isName: false }, { text: "Some War", isName: true }] */
export function piecesOf(text: string, names: readonly string[]): readonly { readonly text: string; readonly isName: boolean }[] {
  const all = new Set(names);
  if (all.size === 0) return [{ text, isName: false }];
  const any = [...all].toSorted((a, b) => b.length - a.length).map((it) => it.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return text
    .split(new RegExp(`(?<!\\p{L})(${any.join("|")})(?!\\p{L})`, "u"))
    .map((it, at) => ({ text: it, isName: at % 2 === 1 }))
    .filter((it) => it.text !== "");
}
