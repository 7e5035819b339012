import type { Results } from "./results.ts";
import { markingOf } from "./results.ts";
import type { Shown } from "./shown.ts";
import { type AskedLever, leverWords } from "./what-if-view.ts";
import type { WhatIfView } from "./what-if-view.ts";

/** A plan that somebody gave a name: the levers that make it, never its figures, which are made anew for whoever looks. */
export interface NamedPlan {
  readonly id: string;
  readonly name: string;
  /** Levers as they were asked, in their order. */
  readonly levers: readonly string[];
  /** Who gave the name. */
  readonly author: string;
  /** When: date and time, UTC. */
  readonly at: string;
  /** Run key of the plan that the levers were asked about. */
  readonly runKey: string;
}

/** The named plans that a reader may see. */
export interface PlansView {
  readonly marking: string;
  /** Run key of the plan as it is now. */
  readonly runKey: string;
  readonly plans: readonly (NamedPlan & {
    /** What each lever says. */
    readonly words: readonly string[];
    /** Whether it was named on the plan as it is now; else its figures are those of its levers on the present plan. */
    readonly isOfThisRun: boolean;
    /** Whether the owner of the data gave the name, where nobody signs in; `author` is then the word for that. */
    readonly isOfOwner: boolean;
    /** Whether whoever looks may remove it. */
    readonly mayRemove: boolean;
  })[];
}

/** A named plan to be told, with its levers read. */
export interface PlanTold {
  readonly plan: NamedPlan;
  readonly asked: readonly AskedLever[];
  readonly isOfOwner: boolean;
  readonly mayRemove: boolean;
}

/** Named plans with their levers in words: those whose levers all name what the reader sees. */
export function plansView(results: Results, named: readonly PlanTold[]): PlansView {
  const words = { nameOf: planNames(results), lastYear: results.alliance.settings.lastYear, currency: results.alliance.settings.currency };
  return {
    marking: markingOf(results.alliance),
    runKey: results.runKey,
    plans: named.map(({ plan: { id, name, levers, author, at, runKey }, asked, isOfOwner, mayRemove }) => ({ id, name, levers, author, isOfOwner, mayRemove, at, runKey, words: asked.map((it) => leverWords(it, words)), isOfThisRun: runKey === results.runKey })),
  };
}

/** Names of allies, capabilities, systems, standards and programmes by their ids, in the language of the results. */
export function planNames({ alliance, withNames = (name) => name }: Results): (id: string) => string {
  const names = new Map([...alliance.nations, ...alliance.facts.capability, ...alliance.systems, ...alliance.facts.standard, ...alliance.facts.programme].map((it) => [it.id, it.nameEn]));
  return (id) => withNames(names.get(id) ?? id);
}

/** Whether every id that levers name is one of the view's own. */
export function namesOnlySeen({ alliance }: Results, asked: readonly AskedLever[]): boolean {
  const seen: Readonly<Record<string, ReadonlySet<string>>> = {
    nation: new Set(alliance.nations.map((it) => it.id)),
    leaf: new Set(alliance.leaves.map((it) => it.id)),
    system: new Set(alliance.systems.map((it) => it.id)),
    line: new Set(alliance.facts.line.map((it) => it.id)),
    standard: new Set(alliance.facts.standard.map((it) => it.id)),
    programme: new Set(alliance.facts.programme.map((it) => it.id)),
  };
  return asked.every(({ changes }) => changes.every((change) => Object.entries(change).every(([part, id]) => typeof id !== "string" || seen[part]?.has(id) !== false)));
}

/** Several plans side by side. */
export interface PlansCompared {
  readonly alliance: string;
  readonly marking: string;
  readonly runKey: string;
  readonly currency: string;
  /** Shortfall-years of the plan as it is stored, as `WhatIfView.stored`. Absent: nothing is compared. */
  readonly stored?: Shown;
  /** In the order asked. */
  readonly plans: readonly {
    /** Levers joined by `;`: what the address of the comparison says. Empty: the plan as it is. */
    readonly levers: string;
    readonly asked: WhatIfView["asked"];
    readonly kind: WhatIfView["kind"];
    readonly weighted: Shown;
    readonly shortfallYears: Shown;
    /** As `WhatIfView.isRough`. */
    readonly isRough: boolean;
    readonly bound: Shown;
    /** Least money for that shortfall. Null: not made least yet. */
    readonly cost: Shown | null;
    readonly gap: Shown;
    readonly givesWay: number;
  }[];
  /** Capabilities that differ, the widest difference first: a value for each plan. */
  readonly leaves: readonly { readonly leaf: string; readonly name: string; readonly values: readonly Shown[] }[];
  /** Allies whose cost differs, the widest difference first. Null: the money of some plan is not made least yet. */
  readonly nations: readonly { readonly nation: string; readonly name: string; readonly values: readonly Shown[] }[] | null;
}

/** Puts answers to several questions about one plan side by side. */
export function plansCompared(results: Results, views: readonly WhatIfView[]): PlansCompared {
  const { alliance } = results;
  const paid = views.flatMap((it) => (it.nations === null ? [] : [it.nations]));
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    runKey: results.runKey,
    currency: alliance.settings.currency,
    ...(views[0] !== undefined && { stored: views[0].stored }),
    plans: views.map((it) => ({ levers: it.asked.map((one) => one.text).join(";"), asked: it.asked, kind: it.kind, weighted: it.weighted.after, shortfallYears: it.shortfallYears.after, isRough: it.isRough, bound: it.bound, cost: it.cost?.after ?? null, gap: it.gap, givesWay: it.givesWay.length })),
    leaves: sideBySide(views.map((it) => it.leaves.map((row) => ({ id: row.leaf, name: row.name, before: row.before, after: row.after })))).map(({ id, ...it }) => ({ leaf: id, ...it })),
    nations: paid.length < views.length ? null : sideBySide(paid.map((rows) => rows.map((row) => ({ id: row.nation, name: row.name, before: row.before, after: row.after })))).map(({ id, ...it }) => ({ nation: id, ...it })),
  };
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** What moved in any of the answers; where it did not move in one it is there as it was before. */
function sideBySide(columns: readonly (readonly Row[])[]): readonly { readonly id: string; readonly name: string; readonly values: readonly Shown[] }[] {
  const moved = new Map(columns.flatMap((rows) => rows.map((it) => [it.id, it] as const)));
  const widthOf = (values: readonly Shown[]): number => {
    const known = values.map((it) => it.value ?? 0);
    return Math.max(...known) - Math.min(...known);
  };
  return [...moved.values()]
    .map((row) => ({ id: row.id, name: row.name, values: columns.map((rows) => rows.find((it) => it.id === row.id)?.after ?? row.before) }))
    .sort((a, b) => widthOf(b.values) - widthOf(a.values) || (a.id < b.id ? -1 : 1));
}
