import { type ActEvent, countedApprovals, type Draft, draftHash, type Duties, instantText, isAct, type Layer, neededApprovals } from "#duties";
import type { Json, Sha256 } from "#ledger";
import { labelKey, type OpenLedger } from "../ledger/index.ts";
import { dutiesOf, type DutyRecord, dutyRecords, hiddenOf, openingOf, scopeName, type Taken, timeIn } from "./records.ts";

/** What cases are looked at with. */
export interface CasesAsk {
  readonly layers: readonly Layer[];
  readonly ledger: OpenLedger;
  /** Whether everyone who may read the second label may read the first, as `labelsBelow` says. */
  readonly below: (below: Json, above: Json, owner: string) => boolean;
}

/** A case of a ledger: a procurement, from its requirement to its payment. Every act in it is of those that count. */
export interface DutyCase {
  readonly party: string;
  readonly id: string;
  readonly title: string;
  readonly label: Json;
  /** Label of what bidders hand in. Absent: that of the case. */
  readonly sealed?: Json;
  readonly origin: string;
  readonly nation?: string;
  /** What is decided by in this case. */
  readonly duties: Duties;
  readonly acts: readonly (Taken & { readonly event: ActEvent })[];
}

// What bidders hand in may stand under a label of its own, and so may declarations: it counts wherever it stands, for the case that it names.
const ANYWHERE: readonly string[] = ["file-declaration", "release-conflict", "submit-bid", "withdraw-bid"];

/**
 * What is decided by under a label: what everyone who reads that label may read, besides declarations and bids. So nobody learns from a
 * decision what stands under a label that they do not read, and awards are added up with those of their label and of the labels below it.
 */
export function dutiesUnder({ layers, ledger, below }: CasesAsk, label: Json): Pick<ReturnType<typeof dutiesOf>, "duties" | "taken"> {
  const labels = [...new Map(dutyRecords(layers, ledger).map((it) => [labelKey(it.label), it.label])).values()].filter((it) => below(it, label, ledger.party));
  const names = new Set(labels.map(labelKey));
  const holds = ({ label: its, record }: DutyRecord): boolean => names.has(labelKey(its)) || ANYWHERE.includes(String(record.fields["kind"]));
  return dutiesOf(layers, ledger, { name: scopeName(labels), holds });
}

/** The cases of a ledger that begin in channels whose label `permits` lets in, in the order in which they began. */
export function casesOf(ask: CasesAsk, permits: (label: Json) => boolean = () => true): readonly DutyCase[] {
  const { layers, ledger } = ask;
  const channels = [...new Map(dutyRecords(layers, ledger).map((it) => [it.origin, it.label])).entries()].filter(([, label]) => permits(label));
  return channels
    .flatMap(([origin, label]) => {
      const { duties, taken } = dutiesUnder(ask, label);
      return [...byCase(taken)].flatMap(([id, of]): readonly DutyCase[] => {
        const [first] = of;
        if (first === undefined || first.origin !== origin) return [];
        const opens = openingOf(first.record);
        const nation = duties.cases[id]?.nation;
        return [{ party: ledger.party, id, title: opens?.title ?? id, label, ...(opens?.sealed !== undefined && { sealed: opens.sealed }), origin, ...(nation !== undefined && { nation }), duties, acts: of }];
      });
    })
    .sort((a, b) => a.acts[0]!.at - b.acts[0]!.at || a.id.localeCompare(b.id, "en"));
}

function byCase(taken: readonly Taken[]): ReadonlyMap<string, DutyCase["acts"]> {
  const acts = new Map<string, DutyCase["acts"][number][]>();
  for (const it of taken) {
    const { event } = it;
    if (!isAct(event)) continue;
    const of = acts.get(event.case) ?? [];
    of.push({ ...it, event });
    acts.set(event.case, of);
  }
  return acts;
}

/** Who looks at a case. */
export interface CaseReader {
  /** Whether they may read what stands under a label. */
  readonly permits: (label: Json) => boolean;
  /** Their name in the ledger. Absent: they act under none. */
  readonly by?: string;
  /** The owner of the data reads everything. */
  readonly isOwner?: boolean;
}

/** An award on its way, as it is shown. */
export interface ShownDraft {
  readonly draft: string;
  readonly version: number;
  readonly nation: string;
  readonly content: NonNullable<Draft["award"]>;
  readonly amends?: string;
  readonly emergency?: string;
  /** What an approval names: the hash of the exact words. */
  readonly hash: string;
  readonly approvals: readonly { readonly by: string; readonly nation: string; readonly at: string; readonly counts: boolean; readonly withdrawn?: string }[];
  /** Persons who have to approve, and how many of them have yet to. */
  readonly needed: number;
  readonly missing: number;
  readonly inEffect?: string;
}

/** A case as somebody is shown it. Times are ISO 8601 with zone Z. */
export interface ShownCase {
  readonly party: string;
  readonly case: string;
  readonly title: string;
  readonly label: Json;
  readonly sealed?: Json;
  readonly nation?: string;
  readonly deadline?: string;
  readonly opened?: string;
  readonly acts: readonly { readonly act: string; readonly by: string; readonly at: string; readonly origin: string; readonly place: number; readonly id: string; readonly fields: { readonly [name: string]: Json }; readonly isPartly: boolean }[];
  readonly drafts: readonly ShownDraft[];
  readonly reviews: readonly { readonly draft: string; readonly emergency: string; readonly due: string }[];
}

/** A case as a reader may see it: acts under labels that let them in, without what is kept from them. */
export function showCase({ ledger }: CasesAsk, of: DutyCase, reader: CaseReader): ShownCase {
  const { sha256 } = ledger.tools.primitives;
  const { duties, id } = of;
  const state = duties.cases[id];
  const now = timeIn(ledger, duties);
  const drafts = Object.values(duties.drafts).filter((it) => it.case === id && it.award !== undefined);
  return {
    party: of.party,
    case: id,
    title: of.title,
    label: of.label,
    ...(of.sealed !== undefined && { sealed: of.sealed }),
    ...(of.nation !== undefined && { nation: of.nation }),
    ...(state?.deadline !== undefined && { deadline: instantText(state.deadline) }),
    ...(state?.openedAt !== undefined && { opened: instantText(state.openedAt) }),
    acts: of.acts
      .filter((it) => reader.permits(it.label))
      .map(({ event, record, origin, id: entry }) => {
        const kept = hiddenOf(event.kind);
        const isTold = reader.isOwner === true || event.by === reader.by || isIntegrity(of, reader.by, now);
        const fields = Object.entries(record.fields).filter(([name]) => !["kind", "by", "case", "subject", "opens"].includes(name) && (isTold || !kept.includes(name)));
        return { act: event.kind, by: event.by, at: instantText(event.at), origin, place: record.seq, id: entry, fields: Object.fromEntries(fields), isPartly: kept.some((it) => !fields.some(([name]) => name === it)) };
      }),
    drafts: drafts.map((it) => shownDraft(it, { duties, sha256, now })),
    reviews: duties.reviews.filter((it) => duties.drafts[it.draft]?.case === id).map((it) => ({ draft: it.draft, emergency: it.emergency, due: instantText(it.due) })),
  };
}

/** Whether somebody is integrity officer of the nation of a case. */
const isIntegrity = ({ duties, nation }: DutyCase, by: string | undefined, at: number): boolean =>
  duties.grants.some((it) => it.person === by && it.role === "integrity" && it.nation === nation && (it.until === undefined || at < it.until));

function shownDraft(draft: Draft, { duties, sha256, now }: { readonly duties: Duties; readonly sha256: Sha256; readonly now: number }): ShownDraft {
  const [nation = ""] = draft.nations;
  const counted = countedApprovals(duties, { sha256, draft, nation, at: now });
  const needed = neededApprovals(duties, draft, now).persons;
  return {
    draft: draft.id,
    version: draft.version,
    nation,
    content: draft.award!,
    ...(draft.amends !== undefined && { amends: draft.amends }),
    ...(draft.emergency !== undefined && { emergency: draft.emergency }),
    hash: draftHash(sha256, draft),
    approvals: draft.approvals.map((it) => ({ by: it.by, nation: it.nation, at: instantText(it.at), counts: counted.includes(it), ...(it.withdrawn !== undefined && { withdrawn: it.withdrawn }) })),
    needed,
    missing: draft.effectiveAt === undefined ? Math.max(needed - counted.length, 0) : 0,
    ...(draft.effectiveAt !== undefined && { inEffect: instantText(draft.effectiveAt) }),
  };
}
