import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ProgressView } from "#views";
import { useAs } from "./queries.ts";
import { languageNow } from "../words/words.ts";
import { addressOf, readerQuery, send } from "./server.ts";

const STATES = ["waiting", "running", "done", "failed", "cancelled"];

/** A message of the event stream as progress, or nothing where it is something else. */
export function parseProgress(text: string): ProgressView | undefined {
  try {
    const it: unknown = JSON.parse(text);
    const isProgress =
      typeof it === "object" &&
      it !== null &&
      "state" in it &&
      STATES.includes(String(it.state)) &&
      "stage" in it &&
      typeof it.stage === "string" &&
      "done" in it &&
      typeof it.done === "number";
    return isProgress ? (it as ProgressView) : undefined;
  } catch {
    return undefined;
  }
}

const AGAIN_MS = 3_000;

/** Stops the plan that is being made for whoever looks, and has it made again. */
export function usePlanRun(): { readonly cancel: () => Promise<unknown>; readonly again: () => Promise<void> } {
  const as = useAs();
  return {
    cancel: () => send("planCancel", readerQuery(as), {}),
    again: async () => {
      await send("planAgain", readerQuery(as), {});
      dispatchEvent(new Event(AGAIN));
    },
  };
}

const AGAIN = "concord:plan-again";

/**
 * Where the plan stands, as long as `active`. When it is done, or the stream breaks off, the page's figures are asked for again.
 */
export function useProgress(active: boolean): ProgressView | undefined {
  const client = useQueryClient();
  const [heard, setHeard] = useState<{ readonly as: string; readonly progress: ProgressView }>();
  const [attempt, setAttempt] = useState(0);
  const as = useAs();
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const source = new EventSource(addressOf("progress", { ...readerQuery(as), lang: languageNow() }));
    const refetch = (): void => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "map" && query.queryKey[0] !== "reader" });
    const hear = (event: MessageEvent<string>): void => {
      const next = parseProgress(event.data);
      if (next === undefined) return;
      setHeard({ as, progress: next });
      if (next.state !== "waiting" && next.state !== "running") {
        source.close();
        refetch();
        // The headline takes this card away. Where it does not come, the server is asked again.
        if (next.state === "done") timer = setTimeout(() => setAttempt((it) => it + 1), AGAIN_MS);
      }
    };
    source.addEventListener("message", hear);
    source.addEventListener("progress", hear as (event: Event) => void);
    source.addEventListener("error", () => {
      source.close();
      refetch();
      timer = setTimeout(() => setAttempt((it) => it + 1), AGAIN_MS);
    });
    const follow = (): void => setAttempt((it) => it + 1);
    addEventListener(AGAIN, follow);
    return () => {
      removeEventListener(AGAIN, follow);
      source.close();
      clearTimeout(timer);
    };
  }, [active, as, attempt, client]);
  // What was heard of another reader's plan is not shown to this one.
  return heard?.as === as ? heard.progress : undefined;
}
