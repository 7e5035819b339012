import type { Shown } from "#views";

const inPercent = (shown: Shown | undefined): number | undefined => (shown?.value === undefined ? undefined : Math.min(1, Math.max(0, shown.value)) * 100);

/** Available as a bar, planned as a tick, the requirement as the whole width. The numbers stand beside it. */
export function CoverageBar(props: { readonly covered: Shown; readonly planned: Shown | undefined }) {
  const covered = inPercent(props.covered);
  const planned = inPercent(props.planned);
  const low = inPercent({ ...props.covered, value: props.covered.low ?? Number.NaN });
  const high = inPercent({ ...props.covered, value: props.covered.high ?? Number.NaN });
  return (
    <svg className="coverage-bar" aria-hidden="true" viewBox="0 0 100 14" preserveAspectRatio="none">
      <rect className="coverage-whole" x="0" y="4" width="100" height="6" />
      {covered === undefined ? (
        <rect x="0" y="4" width="100" height="6" fill="url(#hatch-small)" />
      ) : (
        <rect className="coverage-have" x="0" y="4" width={Math.max(0.6, covered)} height="6" />
      )}
      {low !== undefined && high !== undefined && !Number.isNaN(low) && !Number.isNaN(high) && (
        <rect className="coverage-range" x={low} y="6.4" width={Math.max(0, high - low)} height="1.2" />
      )}
      {planned !== undefined && <rect className="coverage-plan" x={Math.min(98.6, planned)} y="0" width="1.4" height="14" />}
    </svg>
  );
}
