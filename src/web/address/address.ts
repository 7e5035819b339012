import { useMemo, useSyncExternalStore } from "react";

/** What of the page stands in its address, so that a view can be shared, kept and gone back to. */
export type AddressKey = "as" | "page" | "why" | "measure" | "map" | "heat" | "year" | "theme" | "filter" | "sort";

const CHANGED = "concord:address";

/** A query with some keys changed; an absent value takes its key away. */
export function withChanges(search: string, changes: Partial<Record<AddressKey, string | undefined>>): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === "") params.delete(key);
    else params.set(key, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Changes the address without loading the page. `push` makes a step that Back undoes. */
export function changeAddress(changes: Partial<Record<AddressKey, string | undefined>>, how: "push" | "replace", state: unknown = history.state): void {
  const to = `${location.pathname}${withChanges(location.search, changes)}${location.hash}`;
  if (how === "push") history.pushState(state, "", to);
  else history.replaceState(state, "", to);
  dispatchEvent(new Event(CHANGED));
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener("popstate", changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener("popstate", changed);
    removeEventListener(CHANGED, changed);
  };
};

/** The values in the address, kept up to date. */
export function useAddress(): (key: AddressKey) => string | undefined {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => {
    const params = new URLSearchParams(search);
    return (key) => params.get(key) ?? undefined;
  }, [search]);
}
