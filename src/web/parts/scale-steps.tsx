import { formatNumber, formatValue } from "../format/number.ts";
import { STEPS, type StepScale, stepColour } from "../format/scale.ts";

/** How the bounds of a scale are printed: short, with the unit once behind the last. */
function boundText(scale: StepScale, unit: string): { readonly of: (bound: number) => string; readonly unit: string } {
  const money = /^M ([A-Z]{3})$/.exec(unit);
  if (money !== null) {
    const isLarge = Math.max(...scale.bounds.map(Math.abs)) >= 1000;
    return { of: (bound) => formatNumber(isLarge ? bound / 1000 : bound), unit: `${isLarge ? "bn" : "M"} ${money[1] ?? ""}` };
  }
  if (unit.startsWith("share")) return { of: (bound) => formatValue(bound, unit, false), unit: unit === "share" ? "" : "points a year" };
  return { of: (bound) => formatNumber(bound), unit };
}

/** The seven colours of a scale with the numbers at which they change. */
export function ScaleSteps(props: { readonly scale: StepScale; readonly unit: string; readonly label: string }) {
  const { scale } = props;
  const { better } = scale;
  const bound = boundText(scale, props.unit);
  return (
    <>
      <ol aria-label={props.label}>
        {Array.from({ length: STEPS }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <li key={index}>
            <span className="legend-colour" style={{ background: stepColour(better === "less" ? STEPS - 1 - index : index, better) }} aria-hidden="true" />
            <span className="legend-bound">{index === 0 ? `< ${bound.of(scale.bounds[0] ?? 0)}` : `≥ ${bound.of(scale.bounds[index - 1] ?? 0)}`}</span>
          </li>
        ))}
      </ol>
      {bound.unit !== "" && <p className="legend-unit">{bound.unit}</p>}
    </>
  );
}
