import { changeAddress } from "./address.ts";

/** How many questions deep the reader is, kept in the entry of the browser's history. */
const depthNow = (): number => {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "whyDepth" in state && typeof state.whyDepth === "number" ? state.whyDepth : 0;
};

/** Opens the answer to "why" under this key. */
export const askWhy = (key: string): void => changeAddress({ why: key }, "push", { whyDepth: depthNow() + 1 });

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
