import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReplyOf } from "#api";
import { RELEASES_KEY } from "./ledger.ts";
import { useAs } from "./queries.ts";
import { addressOf, asOfNow, ask, isGone, pathNow, readerQuery } from "./server.ts";
import type { Language } from "../words/words.ts";

type ChangesReply = ReplyOf<"changes">;

/** Whether the page hears of changes. `gone`: the server does not answer, and what is shown is as of then. */
export type Connection = { readonly kind: "opening" } | { readonly kind: "live"; /** When what is shown was last brought up to date. */ readonly renewed?: Date } | { readonly kind: "gone"; readonly since: Date };

const PARTS = ["data", "ledger", "releases", "plans"] as const;
// Answers that no change of the data makes others.
const FIXED: ReadonlySet<unknown> = new Set(["evidence", "reader", "sessions", "passkeys"]);
const OWN_PART: Readonly<Record<string, (typeof PARTS)[number]>> = { ledger: "ledger", [RELEASES_KEY]: "releases", plans: "plans" };
const AGAIN_MS = 3_000;
// So long after an act of this window a change of its part is taken for that act.
const OWN_MS = 5_000;
const own = new Map<(typeof PARTS)[number], number>();

/** Says that this window is about to change a part itself: whoever does something is not told that something has changed. @example expectOwn("plans") */
export const expectOwn = (part: (typeof PARTS)[number]): void => void own.set(part, Date.now());
/** Whether a change is that act: once. */
function isOwn(part: (typeof PARTS)[number]): boolean {
  const at = own.get(part);
  own.delete(part);
  return at !== undefined && Date.now() - at <= OWN_MS;
}

/** A message of the stream, or nothing where it is something else. @example parseChanges('{"data":"a"}') // → { data: "a" } */
export function parseChanges(text: string): ChangesReply | undefined {
  try {
    const it: unknown = JSON.parse(text);
    return typeof it === "object" && it !== null && "data" in it && typeof it.data === "string" ? (it as ChangesReply) : undefined;
  } catch {
    return undefined;
  }
}

/** The parts that are not as they were. @example partsChanged({ data: "a" }, { data: "b" }) // → ["data"] */
export const partsChanged = (before: ChangesReply, now: ChangesReply): readonly (typeof PARTS)[number][] => PARTS.filter((it) => before[it] !== now[it]);

/** Asks anew for what changed parts are shown from. */
function renew(client: QueryClient, parts: readonly (typeof PARTS)[number][]): void {
  void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => !FIXED.has(name) && parts.includes(OWN_PART[String(name)] ?? "data") });
}

/** Asks anew for what is shown when another language is chosen: the server tells its sentences in it. */
export function useToldAgain(language: Language): void {
  const client = useQueryClient();
  const before = useRef(language);
  useEffect(() => {
    if (before.current === language) return;
    before.current = language;
    renew(client, PARTS);
  }, [client, language]);
}

// How it stood when this page last heard, for each reader and path: a page that was out of sight asks for what it has missed.
const heard = new Map<string, ChangesReply>();

/**
 * Keeps what is shown up to date: when somebody signs something that the reader may see, it is asked for anew. While the page is out of sight
 * it listens to nothing, since a browser has few connections for all its windows. `again` asks at once whether the server is back.
 */
export function useChanges(): { readonly connection: Connection; readonly again: () => void } {
  const client = useQueryClient();
  const as = useAs();
  const [connection, setConnection] = useState<Connection>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(open, AGAIN_MS);
    };
    const of = `${as}|${pathNow()}|${asOfNow()}`;
    const hear = (event: MessageEvent<string>): void => {
      const now = parseChanges(event.data);
      if (now === undefined) return;
      const parts = partsChanged(heard.get(of) ?? now, now);
      heard.set(of, now);
      if (parts.length > 0) renew(client, parts);
      const isNews = parts.filter((it) => !isOwn(it)).length > 0;
      setConnection((it) => (it.kind === "live" && !isNews ? it : { kind: "live", ...(isNews && { renewed: new Date() }) }));
      // What failed while the server was gone.
      void client.invalidateQueries({ predicate: (query) => isGone(query.state.error) });
    };
    /** The stream broke off: the server is gone, or refuses whoever asks. */
    const lose = async (): Promise<void> => {
      source?.close();
      source = undefined;
      try {
        await ask("health", {});
        // It is there: where it lets nobody in any more, the page learns so.
        if (!isOver) void client.invalidateQueries({ queryKey: ["home"] });
      } catch {
        if (!isOver) setConnection((it) => (it.kind === "live" ? { kind: "gone", since: new Date() } : it));
      }
      if (!isOver) later();
    };
    function open(): void {
      clearTimeout(timer);
      if (isOver || source !== undefined || document.visibilityState !== "visible") return;
      source = new EventSource(addressOf("changes", readerQuery(as)));
      source.addEventListener("message", hear);
      source.addEventListener("error", () => void lose());
    }
    const onSight = (): void => {
      if (document.visibilityState === "visible") return open();
      clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    document.addEventListener("visibilitychange", onSight);
    open();
    return () => {
      isOver = true;
      clearTimeout(timer);
      source?.close();
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [as, attempt, client]);
  return { connection, again: () => setAttempt((it) => it + 1) };
}
