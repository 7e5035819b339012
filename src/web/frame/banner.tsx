/** The marking of what is on screen, at the top and the bottom of the page and of every printed sheet. */
export function Banner(props: { readonly marking: string | undefined; readonly place: "top" | "bottom" }) {
  return (
    <div className={`banner banner-${props.place}`} role="note" aria-label={`Marking, ${props.place} of page`}>
      {props.marking ?? "Marking not yet known"}
    </div>
  );
}
