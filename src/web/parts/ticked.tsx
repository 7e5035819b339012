/** A text whose commands and names of columns, between backticks, stand out. */
export const Ticked = (props: { readonly text: string }) => <>{props.text.split("`").map((it, index) => (index % 2 === 1 ? <code key={it}>{it}</code> : it))}</>;
