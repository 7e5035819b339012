import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReplyOf } from "#api";
import { useLanguage } from "../words/words.ts";
import { useAs, useReader } from "./queries.ts";
import { ask, readerQuery, send, toldQuery } from "./server.ts";

/** How often it is asked where the plan of then stands. Unit: ms. */
const AGAIN_MS = 2_000;

/** What has changed since a moment of the ledgers, and where the plan of then stands. */
export type SinceTold = ReplyOf<"since">;

/** What has changed since a moment, for whoever looks. Without a moment: those there are to choose from. */
export function useSince(at: string | undefined, isWanted: boolean): UseQueryResult<SinceTold> {
  const as = useAs();
  const language = useLanguage();
  return useQuery<SinceTold>({
    queryKey: ["since", as, language, at ?? ""],
    queryFn: () => ask("since", { ...toldQuery(as), ...(at !== undefined && { at }) }),
    refetchInterval: ({ state: { data } }) => (data?.state === "waiting" || data?.state === "running" ? AGAIN_MS : false),
    enabled: isWanted,
  });
}

/** What a page shows first is asked for first. Unit: ms. */
const LATER_MS = 1_500;

/** Whether what the page shows first has had its time. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLater;
}

/** Moments at which something was written that the reader may read, the latest first. Absent: there is no ledger, or it has not answered yet. */
export function useMoments(): readonly string[] | undefined {
  const isLater = useLater();
  const hasLedger = useReader().data?.ledger === true;
  return useSince(undefined, hasLedger && isLater).data?.moments;
}

/** Has the plan of a moment made, or stops it. */
export function useSinceRun(at: string | undefined): { readonly begin: () => Promise<void>; readonly cancel: () => Promise<void> } {
  const as = useAs();
  const client = useQueryClient();
  const tell = async (route: "sinceBegin" | "sinceCancel"): Promise<void> => {
    if (at === undefined) return;
    await send(route, readerQuery(as), { at });
    await client.invalidateQueries({ queryKey: ["since"] });
  };
  return { begin: () => tell("sinceBegin"), cancel: () => tell("sinceCancel") };
}
