import type { ImportState } from "./import-state.ts";

// An import on its way stands in the entry of the history, which ends with the window: a reload finds it again, and nothing goes to a store.
const isState = (it: unknown): it is ImportState => typeof it === "object" && it !== null && "read" in it && "now" in it && "before" in it;
// What stands while the window does, wherever in it the reader goes meanwhile.
const known = new Map<string, ImportState | undefined>();
const keyOf = (of: string): string => `import|${of}`;

/** The import that was kept for whoever looks. */
export function keptImport(of: string): ImportState | undefined {
  if (known.has(of)) return known.get(of);
  const state: unknown = history.state;
  const kept: unknown = typeof state === "object" && state !== null ? Object.getOwnPropertyDescriptor(state, keyOf(of))?.value : undefined;
  return isState(kept) ? kept : undefined;
}

/** Keeps an import until it is signed or dropped, or the window is closed. */
export function keepImport(of: string, kept: ImportState | undefined): void {
  known.set(of, kept);
  const state: unknown = history.state;
  try {
    history.replaceState({ ...(typeof state === "object" && state !== null ? state : {}), [keyOf(of)]: kept }, "");
  } catch {
    // What is too large for an entry of the history still stands while the page is open.
  }
}
