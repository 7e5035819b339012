import { readSound } from "#adapters/runs";
import { type DataSource, isSound } from "#app";
import type { Planner } from "./planner.ts";
import { type DataDesk, type Looking, viewDesk, type ViewDeskAsk } from "./view-desk.ts";
import type { View } from "./view.ts";

/** Gives each viewer the view of the data as they were at a moment. Nothing is planned for it before somebody asks. */
export interface PastDesk {
  /** The view of a viewer, with its plan where that is kept from before. Absent: by then there was nothing that they may see. */
  readonly viewAt: (at: string, looking: Looking) => Promise<View | undefined>;
  /** Whether it is there already, so that giving it costs nothing. */
  readonly holds: (at: string, looking: Looking) => boolean;
  /** The view that is there already, for whoever was given it before. Absent: none is, or none that they may see. */
  readonly again: (at: string, looking: Looking) => View | undefined;
  /** Whether the plan of a view of then is neither there nor on its way. */
  readonly mayPlan: (view: View) => boolean;
  /** Has that plan made, where it may be; says whether it is begun now. */
  readonly plan: (view: View) => boolean;
  /** Whether somebody has had the plan of a view made. */
  readonly isAsked: (view: View) => boolean;
  readonly cancel: Planner["cancel"];
  readonly stop: () => void;
}

export interface PastDeskAsk extends Pick<ViewDeskAsk, "choices" | "most"> {
  /** The data as they stood at a moment. */
  readonly sourceAt: (at: string) => DataSource;
  readonly planner: Pick<Planner, "plan" | "cancel">;
}

/** The view of a viewer on the path of budgets that is asked for. Absent: by then no budget was stated on it. */
function viewOf(desk: DataDesk, looking: Looking): View | undefined {
  const { path, ...rest } = looking;
  const view = desk.viewOf(rest);
  if (path === undefined || view === undefined || view.results.path === path) return view;
  return view.results.alliance.facts.budget.some((it) => it.path === path) ? desk.viewOf(looking) : undefined;
}

/** Moments of which views are kept; the one that nobody asked for longest gives way. */
const MOMENTS_KEPT = 4;

/** A desk over the earlier states of some data. */
export function pastDesk({ sourceAt, planner, choices, most }: PastDeskAsk): PastDesk {
  const desks = new Map<string, DataDesk>();
  const deskAt = (at: string): DataDesk => {
    const known = desks.get(at);
    desks.delete(at);
    const [oldest] = [...desks];
    if (known === undefined && oldest !== undefined && desks.size >= MOMENTS_KEPT) {
      oldest[1].stop();
      desks.delete(oldest[0]);
    }
    const desk = known ?? viewDesk({ source: sourceAt(at), choices, planner: { plan: () => undefined }, most });
    desks.set(at, desk);
    return desk;
  };
  // Views of then that somebody has had planned.
  const asked = new WeakSet<View>();
  const mayPlan = (view: View): boolean => {
    const { state } = view.progress.latest().value;
    return view.results.comparison === undefined && !(asked.has(view) && (state === "waiting" || state === "running"));
  };
  return {
    viewAt: async (at, looking) => {
      const view = viewOf(deskAt(at), looking);
      if (view === undefined || view.results.comparison !== undefined || view.progress.latest().value.state !== "waiting") return view;
      const stored = await readSound(view.results.runKey, isSound(view.results));
      if (stored !== undefined) view.results = { ...view.results, comparison: stored };
      return view;
    },
    holds: (at, looking) => desks.get(at)?.holds(looking) === true,
    again: (at, looking) => (desks.get(at)?.holds(looking) === true ? viewOf(deskAt(at), looking) : undefined),
    mayPlan,
    plan: (view) => {
      if (!mayPlan(view)) return false;
      asked.add(view);
      planner.plan(view);
      return true;
    },
    isAsked: (view) => asked.has(view),
    cancel: planner.cancel,
    stop: () => {
      for (const it of desks.values()) it.stop();
    },
  };
}
