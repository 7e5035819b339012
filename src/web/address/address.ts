import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type PageAt, pageAt, pathOf } from "#api";

/** What of the page stands in its address, so that a view can be shared, kept and gone back to. */
const KEYS = ["as", "path", "asof", "why", "measure", "map", "heat", "year", "theme", "lang", "filter", "sort", "kind", "nation", "leaf", "columns", "levers", "beside", "demand", "binding", "show", "agreement", "figure", "instead", "channel", "entry", "from", "refit", "tables", "basis", "moves", "study", "curve", "series", "since"] as const;

/** Tables that stand beside the main one of their page, each with keys of its own. */
const TABLES = ["list", "what-if", "targets", "missing", "nations", "actions", "programmes", "unasked", "leads", "plan-leads", "contributors", "without", "systems", "residuals", "answers", "effect", "effect-years", "entries", "findings", "decide-now", "hedges", "can-wait", "priorities", "levers", "allies", "agreements", "paths", "side", "ambition", "weights", "since", "moved", "survey", "members", "pledges", "named"] as const;
export type TableName = (typeof TABLES)[number];
/** What a reader arranges of a table. */
const ARRANGED = ["filter", "sort", "columns"] as const;
export type Arranged = (typeof ARRANGED)[number];

export type AddressKey = (typeof KEYS)[number] | `${TableName}-${Arranged}`;
const ALL_KEYS: ReadonlySet<string> = new Set([...KEYS, ...TABLES.flatMap((table) => ARRANGED.map((it) => `${table}-${it}`))]);

/** Keys of an address that are not the pages' own: why a sign-in was refused. */
const OTHER_KEYS: readonly string[] = ["refused"];

/** What of a query no page understands, as it stands there. @example strangeIn("?year=2030&colour=red") // → ["colour=red"] */
export const strangeIn = (search: string): readonly string[] => [...new URLSearchParams(search)].flatMap(([key, value]) => (ALL_KEYS.has(key) || OTHER_KEYS.includes(key) ? [] : [value === "" ? key : `${key}=${value}`]));

/** What goes along from page to page: who looks, on which path of budgets, as of when, and how. All else belongs to the page it was said on. */
const KEPT: readonly AddressKey[] = ["as", "path", "asof", "theme", "lang"];

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

/** The address of a page for whoever looks: `href` of a link to it. */
export function hrefOf(to: PageAt, changes: Partial<Record<AddressKey, string>> = {}, search: string = location.search): string {
  const all = new URLSearchParams(search);
  const kept = new URLSearchParams(KEPT.flatMap((key) => (all.has(key) ? [[key, all.get(key) ?? ""]] : [])));
  return `${pathOf(to)}${withChanges(kept.toString(), changes)}`;
}

/** An address of before, or with levers as the API takes them (`change=…`, repeated), led to where its page is now. @example ledOn({ pathname: "/", search: "?page=evidence&as=:0" }) // → "/evidence?as=%3A0" */
export function ledOn(at: { readonly pathname: string; readonly search: string }): string | undefined {
  const params = new URLSearchParams(at.search);
  const changes = params.getAll("change");
  if ((at.pathname === "/plans" || at.pathname === "/procurement") && changes.length > 0) {
    const levers = [params.get("levers") ?? "", ...changes].filter((it) => it !== "").join(";");
    params.delete("change");
    return `${at.pathname}${withChanges(params.toString(), { levers })}`;
  }
  if (at.pathname !== "/" || params.get("page") !== "evidence") return undefined;
  params.delete("page");
  const rest = params.toString();
  return `/evidence${rest === "" ? "" : `?${rest}`}`;
}

/** Changes the address without loading the page. `push` makes a step that Back undoes. */
export function changeAddress(changes: Partial<Record<AddressKey, string | undefined>>, how: "push" | "replace", state: unknown = history.state): void {
  const to = `${location.pathname}${withChanges(location.search, changes)}${location.hash}`;
  if (how === "push") history.pushState(state, "", to);
  else history.replaceState(state, "", to);
  dispatchEvent(new Event(CHANGED));
}

/** Goes to a page without loading anew, as a step that Back undoes. */
export function goTo(href: string): void {
  history.pushState(null, "", href);
  dispatchEvent(new Event(CHANGED));
}

/** Hears of every change of the address; returns how to stop. */
export const subscribeAddress = (changed: () => void): (() => void) => {
  addEventListener("popstate", changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener("popstate", changed);
    removeEventListener(CHANGED, changed);
  };
};

/** The values in the address, kept up to date. */
export function useAddress(): (key: AddressKey) => string | undefined {
  const search = useSyncExternalStore(subscribeAddress, () => location.search);
  return useMemo(() => {
    const params = new URLSearchParams(search);
    return (key) => params.get(key) ?? undefined;
  }, [search]);
}

// Keys that the page on the screen knows, whose value there it does not: each with how many of its parts say so.
const unfound = new Map<AddressKey, number>();
const unfoundNow = (): string => [...unfound.keys()].join(" ");

/** Says of a key of the address that its value names nothing that the page has: the page goes on without it, and the frame tells so. `isUnfound`: only once the page knows what there is. */
export function useUnfound(key: AddressKey, isUnfound: boolean): void {
  useEffect(() => {
    if (!isUnfound) return undefined;
    const say = (by: number): void => {
      const parts = (unfound.get(key) ?? 0) + by;
      if (parts > 0) unfound.set(key, parts);
      else unfound.delete(key);
      dispatchEvent(new Event(CHANGED));
    };
    say(1);
    return () => say(-1);
  }, [key, isUnfound]);
}

/** What of the address no page understands, or names nothing of this page, kept up to date. */
export function useStrange(): readonly string[] {
  const search = useSyncExternalStore(subscribeAddress, () => location.search);
  const keys = useSyncExternalStore(subscribeAddress, unfoundNow);
  return useMemo(() => {
    const named = new Set(keys.split(" "));
    return [...strangeIn(search), ...[...new URLSearchParams(search)].flatMap(([key, value]) => (named.has(key) ? [`${key}=${value}`] : []))];
  }, [search, keys]);
}

/** The page that the address names, kept up to date; absent where there is no such page. */
export function usePageAt(): PageAt | undefined {
  const path = useSyncExternalStore(subscribeAddress, () => location.pathname);
  return useMemo(() => pageAt(path), [path]);
}
