import { createHash } from "node:crypto";
import { digestOf } from "#adapters/files";
import { type Choices, type DataSource, OWNER, PUBLIC, type Viewer, viewKeyOf, viewOf as seenBy } from "#app";
import { type DataReader, recordedOf } from "#exchange";
import { canonicalJson } from "#stdx";
import type { Results } from "#views";
import type { Planner } from "./planner.ts";
import { makeView, type View } from "./view.ts";

/** Whose view is wanted: who looks, and the version of the roster that says so. */
export interface Looking {
  readonly viewer: Viewer;
  readonly roster: string;
  /** The budget path that targets and plan are made on. Absent: the one chosen when the server was started, else that of the data. */
  readonly path?: string;
}

/** The allies of a data set and the highest level that a label of it has. */
export interface KnownReaders {
  readonly nations: readonly string[];
  readonly level: number;
}

/** Gives each viewer the view that is theirs. */
export interface ViewDesk {
  /** The view of a viewer; absent where there is nothing that they may see. @throws LeakError */
  readonly viewOf: (looking: Looking) => View | undefined;
  /** Whether the view is there already, so that giving it costs nothing. */
  readonly holds: (looking: Looking) => boolean;
  /** What there is to choose from, where no such reader can be: no such ally, or a level that no label has. Absent: any reader is taken as it is stated. */
  readonly strange?: (reader: DataReader) => KnownReaders | undefined;
  /** Shows other data from now on: every view is made anew when it is asked for. */
  readonly renew: (source: DataSource) => void;
  /** Ends the work for every view. */
  readonly stop: () => void;
}

/** A desk that knows the data it shows. */
export interface DataDesk extends ViewDesk {
  /** Whether these are the data that are shown now. */
  readonly shows: (source: DataSource) => boolean;
}

export interface ViewDeskAsk {
  readonly source: DataSource;
  readonly choices: Choices;
  /** The results of the owner, where they are made already. */
  readonly owner?: Results;
  /** Without `follow` every view has a plan of its own; with it, readers of nothing but what everyone may see share the plan of the public (decision 077). */
  readonly planner: Pick<Planner, "plan"> & Partial<Pick<Planner, "follow">>;
  /** Whoever asks is the owner of the data, and may look as anyone (gate `open`): who looks as a reader of every record is given the owner's plan. */
  readonly isOpen?: boolean;
  /** Views kept; the one that nobody asked for longest gives way. */
  readonly most: number;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

// Pages that are open ask again within seconds; what nobody asks for by then is not worth its memory.
const FORMER_KEPT_MS = 60_000;
// The view of the public that plans are shared from is nobody's: it stands under a roster that no gate has.
const OWNING: Looking = { viewer: OWNER, roster: "as stated" };
const SHARED: Looking = { viewer: { kind: "reader", reader: PUBLIC }, roster: "shared" };

const onPath = (looking: Looking, path: string | undefined): Looking => (path === undefined ? looking : { ...looking, path });

/** Name of what a plan is made from: the settings of the data and every record of the view, but for labels and sources, which no plan counts: a reader has those alone that their records name. */
const recordsOf = (view: View): string =>
  view.once("name of the records", ({ alliance: { settings, stated } }) => sha256(canonicalJson({ settings, counted: Object.entries(stated).filter(([kind]) => kind !== "label" && kind !== "source") })));

/** A desk over one data set. */
export function viewDesk({ choices, planner, most, isOpen = false, ...ask }: ViewDeskAsk): DataDesk {
  let { source, owner } = ask;
  // By viewer and roster, of the data as they are now. In the order in which they were last asked for.
  const views = new Map<string, View | undefined>();
  // Views of the data as they were before: whoever sees the same now keeps theirs, with its plan, and does not notice.
  const former = new Map<string, View>();
  const nameOf = ({ viewer, roster, path }: Looking): string => `${viewKeyOf({ viewer, roster, data: "" }, sha256)}${path === undefined ? "" : ` ${path}`}`;
  const open = (looking: Looking): View | undefined => {
    const { path } = looking;
    if (path !== undefined) {
      const made = seenBy({ source, ...looking, choices: { ...choices, path }, digestOf, sha256 });
      return made.kind === "nothing" ? undefined : makeView(sha256(canonicalJson({ view: made.key, path })), made.results, made.files);
    }
    if (looking.viewer.kind === "owner" && owner !== undefined) return makeView(viewKeyOf({ viewer: OWNER, roster: looking.roster, data: source.digest }, sha256), owner, source.files);
    const made = seenBy({ source, ...looking, choices, digestOf, sha256 });
    return made.kind === "nothing" ? undefined : makeView(made.key, made.results, made.files);
  };
  // What everyone may see, of the data as they were when somebody last needed it.
  const shared = new Map<string, { readonly source: DataSource; readonly view: View | undefined; readonly seen: string }>();
  /** Has the plan of the public made before anything else, for whichever reader asks first: when it stands says nothing of what anyone may see. */
  const sharedNow = (path: string | undefined): { readonly view: View | undefined; readonly seen: string } => {
    const known = shared.get(path ?? "");
    if (known?.source === source) return known;
    const fresh = open(onPath(SHARED, path));
    const before = known?.view;
    const view = before !== undefined && before.key === fresh?.key ? before : fresh;
    if (view !== before) before?.stop.abort();
    const now = { source, view, seen: view === undefined ? "" : digestOf(view.files) };
    shared.set(path ?? "", now);
    if (view !== undefined && view === fresh) planner.plan(view);
    return now;
  };
  const plan = (view: View, { viewer, path }: Looking): void => {
    // The owner shares nothing: whether nobody may see less would show in when the plan of the public stands.
    if (planner.follow === undefined || viewer.kind === "owner") return planner.plan(view);
    const own = isOpen ? viewOf(onPath(OWNING, path)) : undefined;
    if (own !== undefined && recordsOf(own) === recordsOf(view)) return planner.follow(view, own);
    const { view: leader, seen } = sharedNow(path);
    if (leader !== undefined && digestOf(view.files) === seen) planner.follow(view, leader);
    else planner.plan(view);
  };
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    for (const view of former.values()) view.stop.abort();
    former.clear();
  };
  const formerOr = (name: string, view: View | undefined): View | undefined => {
    const before = former.get(name);
    former.delete(name);
    if (before !== undefined && before.key === view?.key) return before;
    before?.stop.abort();
    return view;
  };
  const viewOf = (looking: Looking): View | undefined => {
    const name = nameOf(looking);
    if (views.has(name)) {
      const known = views.get(name);
      views.delete(name);
      views.set(name, known);
      return known;
    }
    const fresh = open(looking);
    const view = formerOr(name, fresh);
    if (views.size >= most) {
      // What others are given the plan of stays.
      const kept = isOpen ? nameOf(OWNING) : "";
      const [oldest = "", given] = [...views].find(([one, it]) => one !== kept && (it?.results !== owner || owner === undefined)) ?? [];
      given?.stop.abort();
      views.delete(oldest);
    }
    views.set(name, view);
    // One that was kept is planned, or waits for its turn, already.
    if (view !== undefined && view === fresh && view.results.comparison === undefined) plan(view, looking);
    return view;
  };
  return {
    holds: (looking) => views.has(nameOf(looking)),
    viewOf,
    strange: ({ nation, level }) => {
      const rows = recordedOf(source.files);
      const known = { nations: (rows.get("nations.csv") ?? []).flatMap((it) => it["id"] ?? []), level: Math.max(0, ...(rows.get("labels.csv") ?? []).map((it) => Number(it["level"] ?? 0))) };
      return (nation === "" || known.nations.includes(nation)) && level <= known.level ? undefined : known;
    },
    shows: (other) => other.digest === source.digest && JSON.stringify(other.released ?? []) === JSON.stringify(source.released ?? []),
    renew: (other) => {
      forget();
      clearTimeout(forgetting);
      forgetting = setTimeout(forget, FORMER_KEPT_MS).unref();
      for (const [name, view] of views) {
        // A plan on its way that nobody follows is not worth its time.
        if (view !== undefined && (view.results.comparison !== undefined || view.progress.isFollowed())) former.set(name, view);
        else view?.stop.abort();
      }
      views.clear();
      source = other;
      owner = undefined;
    },
    stop: () => {
      clearTimeout(forgetting);
      for (const view of [...views.values(), ...former.values(), ...[...shared.values()].map((it) => it.view)]) view?.stop.abort();
    },
  };
}
