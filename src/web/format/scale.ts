/** Colour by value: seven steps from short (orange) to covered (blue), with the numbers at which they change. */
export interface StepScale {
  readonly stepOf: (value: number) => number;
  /** Lower bound of each step but the first, in the order of the colours. */
  readonly bounds: readonly number[];
  readonly better: "more" | "less" | "neither";
}

export const STEPS = 7;

const NICE = [1, 2, 2.5, 5, 10];

/** Smallest round step that spans `width` in seven. */
function niceStep(width: number): number {
  const raw = width / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  return (NICE.find((it) => it * power >= raw * 0.999) ?? 10) * power;
}

/** A scale between two values, with round bounds. */
export function stepScale(from: number, to: number, better: StepScale["better"]): StepScale {
  const low = Math.min(from, to);
  const width = Math.max(Math.abs(to - from), Math.abs(to) * 1e-6, 1e-9);
  const step = niceStep(width);
  const start = Math.floor(low / step + 1e-9) * step;
  const bounds = Array.from({ length: STEPS - 1 }, (_, index) => Number((start + step * (index + 1)).toPrecision(10)));
  const rank = (value: number): number => bounds.filter((it) => value >= it - Math.abs(step) * 1e-9).length;
  return { bounds, better, stepOf: (value) => (better === "less" ? STEPS - 1 - rank(value) : rank(value)) };
}

/** Custom property of a step's colour: orange to blue where one end is better, pale to deep where neither is. */
export const stepColour = (step: number, better: StepScale["better"]): string => `var(--${better === "neither" ? "plain" : "step"}-${step})`;
/** Ink that reads on the step. */
export const stepInk = (step: number, better: StepScale["better"]): string =>
  step === STEPS - 1 || (better === "neither" ? step > 3 : step === 0) ? "var(--on-step-light)" : "var(--on-step-dark)";
