import type { Shown } from "#views";
import { changeAddress } from "./address.ts";

/** A figure as it stood where it was asked why: which step of the answer it is, and its value then. */
export type Asked = Pick<Shown, "value" | "part">;

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
export const askWhy = (why: string, of?: Asked): void => changeAddress({ why }, "push", { whyDepth: depthNow() + 1, ...(of?.part !== undefined && { asked: { part: of.part, ...(of.value !== undefined && { value: of.value }) } }) });

/**
 * The step of an answer that is the part or ratio which was pressed for it: that of its name, where it still tells the same.
 * Absent: the figure explained was pressed, or the answer was come to by its address.
 */
export function askedStep<Step extends { readonly part?: string; readonly shown?: Shown }>(steps: readonly Step[], asked: unknown = stateNow().asked): Step | undefined {
  if (typeof asked !== "object" || asked === null || !("part" in asked)) return undefined;
  const value = "value" in asked ? asked.value : undefined;
  return steps.find((it) => it.part === asked.part && it.shown !== undefined && it.shown.value === value);
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
