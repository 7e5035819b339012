import { useEffect, useRef, useState } from "react";
import { ROUTES } from "#api";
import { type FitAnswer, refusedUnseen } from "#engines/history";
import { type Download, fetchBytes } from "../../fetch/bytes.ts";
import type { FitAsk, FitTold } from "./worker.ts";

/** Where a fit stands. */
export type Fitting =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly at: Download }
  | { readonly kind: "fitting" }
  | { readonly kind: "stopped" }
  | { readonly kind: "problem"; readonly problem: unknown }
  | { readonly kind: "answer"; readonly answer: FitAnswer; readonly milliseconds: number };

const NONE: Fitting = { kind: "none" };
const FITTING: Fitting = { kind: "fitting" };

/** The rows, once they are here: the same for whatever is asked next by the same reader. */
let rows: { readonly as: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;

/**
 * Fits a specification in a worker of this page; absent, nothing is asked. Another specification, or leaving the page, stops what is
 * still going on.
 */
export function useRefit(as: string, spec: string | undefined): { readonly fitting: Fitting; readonly stop: () => void; readonly again: () => void } {
  const [told, setTold] = useState<{ readonly spec: string; readonly fitting: Fitting }>();
  const [turn, setTurn] = useState(0);
  const stopping = useRef<AbortController>(undefined);
  const idle = useRef<Idle>(undefined);
  useEffect(() => () => idle.current?.worker.terminate(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks the same again
  useEffect(() => {
    if (spec === undefined) return;
    const controller = new AbortController();
    stopping.current = controller;
    const tell = (it: Fitting): void => void (controller.signal.aborted || setTold({ spec, fitting: it }));
    fitIn({ as, spec, signal: controller.signal, tell, idle }).then(
      (it) => tell({ kind: "answer", ...it }),
      (problem: unknown) => tell({ kind: "problem", problem }),
    );
    return () => controller.abort();
  }, [as, spec, turn]);
  return {
    // What was told of another specification is not of this one.
    fitting: spec === undefined ? NONE : told?.spec === spec ? told.fitting : FITTING,
    stop: () => {
      stopping.current?.abort();
      if (spec !== undefined) setTold({ spec, fitting: { kind: "stopped" } });
    },
    again: () => setTurn((it) => it + 1),
  };
}

/** A worker that waits, with the reader for whom it holds the rows. */
interface Idle {
  readonly worker: Worker;
  readonly as: string;
}

interface FitInAsk {
  readonly as: string;
  readonly spec: string;
  readonly signal: AbortSignal;
  readonly tell: (it: Fitting) => void;
  readonly idle: { current: Idle | undefined };
}

async function fitIn({ as, spec, signal, tell, idle }: FitInAsk): Promise<{ readonly answer: FitAnswer; readonly milliseconds: number }> {
  const refused = refusedUnseen(JSON.parse(spec));
  if (refused !== undefined) return { answer: refused, milliseconds: 0 };
  if (rows?.as !== as) {
    tell({ kind: "loading", at: { done: 0 } });
    rows = { as, bytes: await fetchBytes(ROUTES.evidencePanel.path, as, { signal, onProgress: (at) => tell({ kind: "loading", at }) }) };
  }
  tell({ kind: "fitting" });
  const began = performance.now();
  const waiting = idle.current?.as === as ? idle.current.worker : undefined;
  if (waiting === undefined) idle.current?.worker.terminate();
  idle.current = undefined;
  const worker = waiting ?? new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const ask: FitAsk = { spec: JSON.parse(spec) as FitAsk["spec"], ...(waiting === undefined && { rows: rows.bytes }) };
  const answer = await answered(worker, ask, signal);
  idle.current = { worker, as };
  return { answer, milliseconds: performance.now() - began };
}

/** What a worker answers; it then waits for the next question. Where it is stopped or breaks, it is ended. */
const answered = (worker: Worker, ask: FitAsk, signal: AbortSignal): Promise<FitAnswer> =>
  new Promise((resolve, reject) => {
    const heard = new AbortController();
    const end = (problem: unknown): void => {
      heard.abort();
      worker.terminate();
      reject(problem);
    };
    if (signal.aborted) return end(signal.reason);
    signal.addEventListener("abort", () => end(signal.reason), { signal: heard.signal });
    worker.addEventListener("error", (event) => end(new Error(event.message)), { signal: heard.signal });
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<FitTold>) => {
        if (!("answer" in data)) return end(new Error(data.problem));
        heard.abort();
        resolve(data.answer);
      },
      { signal: heard.signal },
    );
    worker.postMessage(ask);
  });
