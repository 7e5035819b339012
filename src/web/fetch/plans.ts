import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ROUTES } from "#api";
import type { GainsView, LeversView, PlansCompared, PlansView, ProcurementView, WhatIfView } from "#views";
import { expectOwn } from "./changes.ts";
import { useAs } from "./queries.ts";
import { type Language, useLanguage } from "../words/words.ts";
import { ask, fetchWhy, readerQuery, send } from "./server.ts";
import { timed } from "./took.ts";

/** Where a what-if stands, as the server tells it. */
export interface WhatIfTold {
  readonly state: "waiting" | "opening" | "quick" | "exact" | "cancelled" | "failed";
  readonly answer?: WhatIfView;
  /** What is being made least, while the exact answer is made. */
  readonly stage?: "shortfall" | "money";
  readonly secondsLeft?: number;
  readonly problem?: string;
  readonly mend?: string;
  /** The lever that is refused, as it was asked: without it the others can be answered. */
  readonly lever?: string;
}

export interface WhatIfHeard {
  /** Absent: nothing was heard yet. */
  readonly told?: WhatIfTold;
  /** Why nothing can be asked. */
  readonly problem?: unknown;
  /** The last answer to other levers, which stands until this one comes. */
  readonly before?: WhatIfView;
  readonly again: () => void;
}

const whatIfQuery = (as: string, levers: readonly string[]): URLSearchParams =>
  new URLSearchParams([...Object.entries(readerQuery(as)), ...levers.map((it): [string, string] => ["change", it])]);

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
    const query = whatIfQuery(as, leversIn(levers));
    query.set("lang", language);
    let isOver = false;
    const hear = (told: WhatIfTold): void => {
      if (isOver) return;
      setHeard({ of, told });
      if (told.answer !== undefined) setLast({ as, answer: told.answer });
      // Plans side by side that were asked for before are by the quick answer.
      if (told.state === "exact") void client.invalidateQueries({ queryKey: ["compared"] });
    };
    const source = new EventSource(`${ROUTES.whatIfFollow.path}?${query.toString()}`);
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as WhatIfTold;
      hear(told);
      if (told.state === "exact" || told.state === "cancelled" || told.state === "failed") source.close();
    });
    source.addEventListener("error", () => {
      source.close();
      // A stream does not say why it was refused: the same question as a plain request does.
      ask<WhatIfTold>(ROUTES.whatIf.path, query).then(hear, (problem: unknown) => void (!isOver && setHeard({ of, problem })));
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

const withReader = (path: string, as: string): string => (as === "" ? path : `${path}?${new URLSearchParams(readerQuery(as)).toString()}`);

/** What may be changed of a plan; only of one that is made. */
export const leversQuery = (as: string, language: Language) => queryOptions({ queryKey: ["levers", as, language], queryFn: () => ask<LeversView>(ROUTES.levers.path, readerQuery(as)) });
export function useLevers(isPlanned: boolean) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({ ...leversQuery(as, language), enabled: isPlanned });
}
/** The plans that were kept under a name. */
export const plansQuery = (as: string, language: Language) => queryOptions({ queryKey: ["plans", as, language], queryFn: () => ask<PlansView>(ROUTES.plans.path, readerQuery(as)) });
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
    queryFn: () =>
      ask<PlansCompared>(
        ROUTES.plansCompare.path,
        new URLSearchParams([...Object.entries(readerQuery(as)), ...(exact ? [["exact", "true"] as [string, string]] : []), ...plans.map((it): [string, string] => ["plan", it])]),
      ),
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
      await send(withReader(ROUTES.planKeep.path, as), { name, changes: levers });
      await changed();
    },
    remove: async (id: string): Promise<void> => {
      expectOwn("plans");
      await send(withReader(ROUTES.planRemove.path, as), { id });
      await changed();
    },
    cancel: (levers: readonly string[]): Promise<unknown> => send(withReader(ROUTES.whatIfCancel.path, as), { changes: levers }),
  };
}

/** Whether hard demands on the plan can hold. */
export interface DemandTold {
  readonly kind: "possible" | "clash";
  readonly sentence: string;
  readonly members?: readonly { readonly kind: string; readonly words: string; readonly because?: string; readonly mend?: string }[];
}

/** The answer to hard demands. Whoever leaves it waits no longer: the request is broken off. */
export function useDemand(demands: readonly string[]) {
  const as = useAs();
  const language = useLanguage();
  return useQuery({
    queryKey: ["demand", as, language, ...demands],
    queryFn: ({ signal }) =>
      timed("demand", () => ask<DemandTold>(ROUTES.demand.path, new URLSearchParams([...Object.entries(readerQuery(as)), ...demands.map((it): [string, string] => ["ask", it])]), signal)),
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

export const procurementQuery = (as: string, language: Language) => queryOptions({ queryKey: ["procurement", as, language], queryFn: () => ask<ProcurementView>(ROUTES.procurement.path, readerQuery(as)) });
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
    queryFn: () => ask<GainsView>(ROUTES.procurementGains.path, readerQuery(as)),
    enabled: isPlanned,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Addresses of the report for ministers, for the reader of the page. */
export function useReports(): { readonly pdf: string; readonly xlsx: string } {
  const as = useAs();
  const language = useLanguage();
  const told = (path: string): string => `${path}?${new URLSearchParams({ ...readerQuery(as), ...(language !== "en" && { lang: language }) }).toString()}`.replace(/\?$/, "");
  return { pdf: told(ROUTES.reportPdf.path), xlsx: told(ROUTES.reportXlsx.path) };
}
