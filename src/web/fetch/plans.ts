import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReplyOf } from "#api";
import type { WhatIfView } from "#views";
import { expectOwn } from "./changes.ts";
import { useAs } from "./queries.ts";
import { type Language, useLanguage } from "../words/words.ts";
import { addressOf, ask, fetchWhy, heardOf, readerQuery, send, toldQuery } from "./server.ts";
import { timed } from "./took.ts";

/** Where a what-if stands, as the server tells it. */
export type WhatIfTold = ReplyOf<"whatIfFollow">;

export interface WhatIfHeard {
  /** Absent: nothing was heard yet. */
  readonly told?: WhatIfTold;
  /** Why nothing can be asked. */
  readonly problem?: unknown;
  /** The last answer to other levers, which stands until this one comes. */
  readonly before?: WhatIfView;
  readonly again: () => void;
}

/** Asks what levers do to the plan, and hears of the quick answer and then of the exact one. `levers` as one text, joined by `;`. */
export function useWhatIf(levers: string): WhatIfHeard {
  const as = useAs();
  const language = useLanguage();
  const [heard, setHeard] = useState<{ readonly of: string; readonly told?: WhatIfTold; readonly problem?: unknown }>();
  const [last, setLast] = useState<{ readonly as: string; readonly answer: WhatIfView }>();
  const [attempt, setAttempt] = useState(0);
  const of = `${as}|${language}|${levers}`;
  const client = useQueryClient();
  useEffect(() => {
    const query = { ...readerQuery(as), lang: language, change: leversIn(levers) };
    let isOver = false;
    const hear = (told: WhatIfTold): void => {
      if (isOver) return;
      setHeard({ of, told });
      if (told.answer !== undefined) setLast({ as, answer: told.answer });
      // Plans side by side that were asked for before are by the quick answer.
      if (told.state === "exact") void client.invalidateQueries({ queryKey: ["compared"] });
    };
    const source = new EventSource(addressOf("whatIfFollow", query));
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const told = heardOf("whatIfFollow", event);
      hear(told);
      if (told.state === "exact" || told.state === "cancelled" || told.state === "failed") source.close();
    });
    source.addEventListener("error", () => {
      source.close();
      // A stream does not say why it was refused: the same question as a plain request does.
      ask("whatIf", query).then(hear, (problem: unknown) => void (!isOver && setHeard({ of, problem })));
    });
    return () => {
      isOver = true;
      source.close();
    };
  }, [as, language, levers, of, attempt, client]);
  const again = (): void => {
    setHeard(undefined);
    setAttempt((it) => it + 1);
  };
  // What was heard of other levers, or as another reader, is not taken for an answer to these.
  const mine = heard?.of === of ? heard : undefined;
  return {
    ...(mine?.told !== undefined && { told: mine.told }),
    ...(mine?.problem !== undefined && { problem: mine.problem }),
    ...(last?.as === as && { before: last.answer }),
    again,
  };
}

/** Levers that stand in an address as one text. */
export const leversIn = (text: string): readonly string[] => (text === "" ? [] : text.split(";"));

/** What may be changed of a plan; only of one that is made. */
export const leversQuery = (as: string, language: Language) => queryOptions({ queryKey: ["levers", as, language], queryFn: () => ask("levers", readerQuery(as)) });
export function useLevers(isPlanned: boolean) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({ ...leversQuery(as, language), enabled: isPlanned });
}
/** The plans that were kept under a name. */
export const plansQuery = (as: string, language: Language) => queryOptions({ queryKey: ["plans", as, language], queryFn: () => ask("plans", readerQuery(as)) });
export function usePlans() {
  const as = useAs();
  const language = useLanguage();
  return useQuery(plansQuery(as, language));
}
/** Plans side by side, each by its levers: the quick answers, which the exact ones with their money replace. */
export function useCompared(plans: readonly string[]) {
  const as = useAs();
  const language = useLanguage();
  const compared = (exact: boolean) => ({
    queryKey: ["compared", as, language, exact, ...plans],
    queryFn: () => ask("plansCompare", { ...readerQuery(as), ...(exact && { exact }), plan: plans }),
  });
  const quick = useQuery(compared(false));
  // Asked once the quick ones stand, so that nobody waits for these behind an exact one.
  const exact = useQuery({ ...compared(true), enabled: quick.data !== undefined });
  return { ...quick, data: exact.data ?? quick.data, isMaking: exact.data === undefined && exact.isFetching };
}

/** What changes named plans and stops questions. */
export function usePlanActions() {
  const as = useAs();
  const client = useQueryClient();
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ["plans"] });
  return {
    keep: async (name: string, levers: readonly string[]): Promise<void> => {
      expectOwn("plans");
      await send("planKeep", readerQuery(as), { name, changes: levers });
      await changed();
    },
    remove: async (id: string): Promise<void> => {
      expectOwn("plans");
      await send("planRemove", readerQuery(as), { id });
      await changed();
    },
    restore: async (id: string): Promise<void> => {
      expectOwn("plans");
      await send("planRestore", readerQuery(as), { id });
      await changed();
    },
    cancel: (levers: readonly string[]): Promise<unknown> => send("whatIfCancel", readerQuery(as), { changes: levers }),
  };
}

/** The answer to hard demands. Whoever leaves it waits no longer: the request is broken off. */
export function useDemand(demands: readonly string[]) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({
    queryKey: ["demand", as, language, ...demands],
    queryFn: ({ signal }) => timed("demand", () => ask("demand", { ...readerQuery(as), ask: demands }, signal)),
    enabled: demands.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Prices of the limits that bind. Whoever leaves it waits no longer: the request is broken off. */
export function useBinding() {
  const as = useAs();
  const language = useLanguage();
  return useQuery({ queryKey: ["binding", as, language], queryFn: ({ signal }) => timed("binding", () => fetchWhy(as, "binding", signal)), staleTime: Number.POSITIVE_INFINITY });
}

export const procurementQuery = (as: string, language: Language) => queryOptions({ queryKey: ["procurement", as, language], queryFn: () => ask("procurement", readerQuery(as)) });
export function useProcurement() {
  const as = useAs();
  const language = useLanguage();
  return useQuery(procurementQuery(as, language));
}
/** What each agreement saves and how it is shared: worked out with a solver, once. */
export function useGains(isPlanned: boolean) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({
    queryKey: ["gains", as, language],
    queryFn: () => ask("procurementGains", readerQuery(as)),
    enabled: isPlanned,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Addresses of the report for ministers, for the reader of the page. */
export function useReports(): { readonly pdf: string; readonly xlsx: string } {
  const as = useAs();
  useLanguage();
  return { pdf: addressOf("reportPdf", toldQuery(as)), xlsx: addressOf("reportXlsx", toldQuery(as)) };
}
