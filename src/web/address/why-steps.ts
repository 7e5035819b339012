import type { Shown } from "#views";
import { changeAddress } from "./address.ts";

/** A figure as it stood where it was asked why. */
export type Asked = Pick<Shown, "value" | "unit">;

/** A share says of what in its answer, and may say only that it is a share where it was pressed. */
const unitOf = (unit: string): string => (unit.startsWith("share of ") ? "share" : unit.replace(/ \(.*\)$/, ""));

/** Whether two figures tell the same. @example isSameFigure({ value: 0.5, unit: "share" }, { value: 0.5, unit: "share of the price" }) // → true */
export const isSameFigure = (a: Asked, b: Asked): boolean => a.value !== undefined && b.value !== undefined && unitOf(a.unit) === unitOf(b.unit) && Math.abs(a.value - b.value) <= 1e-6 * Math.max(1, Math.abs(b.value));

/** How many questions deep the reader is, and the figure that was pressed, kept in the entry of the browser's history. */
const stateNow = (): { readonly whyDepth?: unknown; readonly asked?: unknown } => {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null ? state : {};
};
const depthNow = (): number => {
  const { whyDepth } = stateNow();
  return typeof whyDepth === "number" ? whyDepth : 0;
};

/** Opens the answer to "why" under a key, of a figure where one was pressed. */
export const askWhy = (why: string, of?: Asked): void => changeAddress({ why }, "push", { whyDepth: depthNow() + 1, ...(of?.value !== undefined && { asked: { value: of.value, unit: of.unit } }) });

/** The figure that was pressed for this answer. Absent: the answer was come to by its address. */
export function askedNow(): Asked | undefined {
  const { asked } = stateNow();
  if (typeof asked !== "object" || asked === null || !("unit" in asked) || typeof asked.unit !== "string") return undefined;
  return "value" in asked && typeof asked.value === "number" ? { value: asked.value, unit: asked.unit } : undefined;
}

/** Whether an earlier question stands behind this one. */
export const hasEarlierWhy = (): boolean => depthNow() > 1;

/** Back to the question before. */
export const earlierWhy = (): void => history.back();

/** Leaves the answers, however deep, and lands where the first question was asked. */
export function leaveWhy(): void {
  const depth = depthNow();
  if (depth > 0) history.go(-depth);
  else changeAddress({ why: undefined }, "replace");
}
