/** Colour by value: seven steps from short (orange) to covered (blue), with the numbers at which they change. */
export interface StepScale {
  readonly stepOf: (value: number) => number;
  /** Lower bound of each step but the first, in the order of the colours. */
  readonly bounds: readonly number[];
  readonly better: "more" | "less" | "neither";
}

export const STEPS = 7;

const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Round step nearest to a seventh of `width`. */
function niceStep(width: number): number {
  const raw = width / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const off = (it: number): number => Math.abs(Math.log(it * power) - Math.log(raw));
  return NICE.reduce((best, it) => (off(it) < off(best) ? it : best)) * power;
}

/** A scale between two values, with round bounds. Where the values lie on both sides of zero, the middle step is about zero. */
export function stepScale(from: number, to: number, better: StepScale["better"]): StepScale {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const isAboutZero = low < 0 && high > 0;
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const step = niceStep(Math.max(isAboutZero ? 2 * reach : high - low, reach * 1e-6, 1e-9));
  const middle = (low + high) / 2;
  const first = isAboutZero ? -2.5 * step : Math.round((middle - 2.5 * step) / step + 1e-9) * step;
  const bounds = Array.from({ length: STEPS - 1 }, (_, index) => Number((first + step * index).toPrecision(10)));
  const rank = (value: number): number => bounds.filter((it) => value >= it - step * 1e-9).length;
  return { bounds, better, stepOf: (value) => (better === "less" ? STEPS - 1 - rank(value) : rank(value)) };
}

/** Custom property of a step's colour: orange to blue where one end is better, pale to deep where neither is. */
export const stepColour = (step: number, better: StepScale["better"]): string => `var(--${better === "neither" ? "plain" : "step"}-${step})`;
/** The class that paints a cell in a step and writes in the ink that reads on it; as `stepColour` and `stepInk`. */
export const stepClass = (step: number, better: StepScale["better"]): string => `${better === "neither" ? "plain" : "step"}-${step}`;
/** Ink that reads on the step. */
export const stepInk = (step: number, better: StepScale["better"]): string =>
  step === STEPS - 1 || (better === "neither" ? step > 3 : step === 0) ? "var(--on-step-light)" : "var(--on-step-dark)";
