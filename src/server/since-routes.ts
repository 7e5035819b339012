import type { FastifyRequest } from "fastify";
import { inLanguage, type ProgressView, sinceView } from "#views";
import type { AnswerRoute } from "./data-routes.ts";
import type { Gate } from "./gate.ts";
import type { PastDesk } from "./past-desk.ts";
import { RefusalError, REFUSALS } from "./problem.ts";
import { wantsFrench } from "./tongue.ts";
import type { View } from "./view.ts";

export interface SinceRoutesAsk {
  readonly answer: AnswerRoute;
  readonly gate: Gate;
  /** Takes costly work from the budget of whoever asks, and waits for its turn. */
  readonly spend: (request: FastifyRequest) => Promise<void>;
  /** Absent: the data stand in no ledger. */
  readonly past?: PastDesk | undefined;
  /** Moments at which something was written that whoever asks may read, the latest first. */
  readonly moments?: ((request: FastifyRequest) => readonly string[]) | undefined;
}

/** What has changed since an earlier moment of the ledgers, for whoever asks. */
export function sinceRoutes({ answer, gate, spend, past, moments }: SinceRoutesAsk): void {
  const desk = (): PastDesk => {
    if (past === undefined) throw new RefusalError(REFUSALS["no-ledger"]);
    return past;
  };
  /** The view of then of whoever asks, as they may look now. @throws RefusalError */
  const viewAt = async (request: FastifyRequest, at: string): Promise<View | undefined> => {
    const looking = (): Parameters<PastDesk["viewAt"]>[1] => {
      const it = gate.readmit(request);
      if (it.kind === "refused") throw new RefusalError(it.refusal);
      const { path } = request.query as { readonly path?: string };
      return { ...it, ...(path !== undefined && { path }) };
    };
    if (!desk().holds(at, looking())) await spend(request);
    return desk().viewAt(at, looking());
  };
  answer("since", async (view, request) => {
    desk();
    const { at } = request.query as { readonly at?: string };
    const known = { moments: moments?.(request) ?? [] };
    if (at === undefined) return { ...known, state: "unasked" };
    const then = await viewAt(request, at);
    if (then === undefined) return { ...known, at, state: "nothing" };
    const language = wantsFrench(request) ? "fr" : "en";
    const told = view.once(`since|${then.key}|${then.results.comparison === undefined ? "" : "planned"}|${language}`, (now) => sinceView(inLanguage(then.results, language), inLanguage(now, language)));
    return { ...known, at, ...stateOf(view, then, desk().isAsked(then)), answer: told };
  });
  answer("sinceBegin", async (_view, request) => {
    const then = await viewAt(request, (request.body as { readonly at: string }).at);
    if (then === undefined) throw new RefusalError(REFUSALS["nothing-to-see"]);
    if (!desk().mayPlan(then)) return { done: false };
    await spend(request);
    return { done: desk().plan(then) };
  });
  answer("sinceCancel", async (_view, request) => {
    const then = await viewAt(request, (request.body as { readonly at: string }).at);
    if (then !== undefined && desk().isAsked(then)) desk().cancel(then);
    return { done: true };
  });
}

/** Where the two plans stand: first that of then, then that of now. */
function stateOf(now: View, then: View, isAsked: boolean): { readonly state: ProgressView["state"] | "none"; readonly progress?: ProgressView } {
  if (then.results.comparison === undefined) {
    const progress = then.progress.latest().value;
    return isAsked ? { state: progress.state, progress } : { state: "none" };
  }
  const progress = now.progress.latest().value;
  return now.results.comparison === undefined ? { state: progress.state === "done" ? "running" : progress.state, progress } : { state: "done" };
}
