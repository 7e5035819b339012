/** How far down a page was left, from its step in the browser's history. Unit: CSS px. */
export const scrollOf = (state: unknown): number =>
  typeof state === "object" && state !== null && "scrollY" in state && typeof state.scrollY === "number" ? state.scrollY : 0;
