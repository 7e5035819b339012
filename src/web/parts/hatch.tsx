/** The mark of unknown for drawings: a pattern that fills a shape. */
export function HatchPattern(props: { readonly id: string }) {
  return (
    <pattern id={props.id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" className="hatch-paper" />
      <line x1="0" y1="0" x2="0" y2="6" className="hatch-line" />
    </pattern>
  );
}

/** Defines the pattern once for the small drawings of the page. */
export function SharedHatch() {
  return (
    <svg width="0" height="0" className="heard" aria-hidden="true">
      <defs>
        <HatchPattern id="hatch-small" />
      </defs>
    </svg>
  );
}
