import { createHash } from "node:crypto";
import { join } from "node:path";
import { digestOf } from "#adapters/files";
import { channelSigner, enrolmentFault, primitives, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import {
  appendDrafts,
  approveRelease,
  createLedger,
  type Draft,
  draftsOf,
  exportLedger,
  filesOf,
  type LedgerTools,
  type OpenLedger,
  proposeRelease,
  type ReleaseFile,
  readChannels,
  releaseDraft,
  releasedRows,
  releasesIn,
  splitByOwner,
  tablesOf,
  viewOf,
  withdrawalDraft,
  type Writers,
} from "#app";
import { visibleTo } from "#exchange";
import { isFault, KEY_REVOKED, type LedgerStore, memoryLedger, PEER_LOG, RELEASE_BASIS, type Signer } from "#ledger";
import { homeView } from "#views";
import { readersOf } from "../../src/cli/ledger/readers.ts";
import type { Output } from "../conformance/outputs.ts";
import { Chance } from "../reliability/chance.ts";
import { ledgerOutputs, PERSONS, type ReaderRole } from "./ledger-doors.ts";
import { hiddenFrom, plainWorld, READERS } from "./worlds.ts";

/** A ledger of one nation whose officers say one thing after the other, and what a reader is told on the way. */
export interface History {
  readonly as: string;
  /** What happened that the reader sees, and what did not show. */
  readonly steps: readonly string[];
  readonly outputs: readonly Output[];
}

export const STEPS = 10;
const PARTY = "VAL";
const OFFICERS = ["VAL/one", "VAL/two", "VAL/three"] as const;
const OTHER_PARTY = "HOL";
const OTHER_OFFICERS = ["HOL/one", "HOL/two"] as const;
const keyOf = (name: string): Signer => signerFromSeed(createHash("sha256").update(name).digest());
const node = (origin: string): Signer => channelSigner(new Uint8Array(32).fill(1), origin);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** Time of a step: some releases end on the way. */
const timeAt = (step: number): string => `2026-03-${String(1 + step).padStart(2, "0")}T10:00:00Z`;
/** Reader of a history, by its seed. */
const readerOf = (seed: number): (typeof READERS)[number] => READERS[seed % READERS.length]!;

/**
 * The history of a seed in one of two worlds. What the reader sees happens in both: rows, corrections, withdrawals, releases and
 * their ends, keys revoked. What does not show happens in each as it likes: other rows, other labels, channels and releases, or
 * nothing. Chance is drawn anew for each step, so that what is hidden shifts no salt of what is seen. A control also says something
 * in world B that the reader sees.
 */
export async function historyOf(
  seed: number,
  {
    world,
    isControl = false,
    isServed = false,
    folder,
  }: { readonly world: "A" | "B"; readonly isControl?: boolean; /** Whether a server is asked about it, too. */ readonly isServed?: boolean; /** Where the ledger is kept. Absent: in memory. */ readonly folder?: string },
): Promise<History> {
  const who = readerOf(seed);
  const story = new Chance(seed);
  const own = new Chance((seed + 1) * (world === "A" ? 7919 : 104_729));
  let now = timeAt(0);
  let chance = new Chance(seed);
  const tools: LedgerTools = { primitives, enrolmentFault: knownKey, random: (size) => chance.bytes(size), now: () => now };
  const store: LedgerStore = folder === undefined ? memoryLedger() : sqliteLedger(join(folder, "ledger.sqlite"));
  const ledger = createLedger(store, tools, {
    party: PARTY,
    policy: "quorum none\n",
    officers: keysOf(PARTY, OFFICERS),
    needed: 2,
    label: "OPEN",
    node,
  });
  let officers: readonly string[] = OFFICERS;
  const append = (drafts: readonly Draft[]): void => written(ledger, drafts, officers);
  const files = plainWorld();
  // A ledger holds no id twice.
  files.set("labels.csv", files.get("labels.csv")!.replaceAll(/^TWICE.*\n/gm, ""));
  append(draftsOf(files, { tables: new Map() }, { label: "OPEN" }));
  const hidden = hiddenFrom(who).filter((it) => !["", "NOSUCH", "TWICE"].includes(it));
  const shown = who.shown;
  const other = otherLedger(tools, { files, hidden });
  const [theirs] = other.store.logs().filter((it) => it.role === "channel");
  append([holding({ id: "h.shown.VAL", quantity: 6, label: "FORVAL" }), { type: PEER_LOG, subject: theirs!.origin, fields: { key: theirs!.key }, label: "OPEN" }]);
  // Rows that may be released later: hidden from most, the same in both worlds.
  for (const label of hidden.slice(0, 3)) append([holding({ id: `h.dark.${label}`, quantity: 40, label })]);
  const steps: string[] = [];
  const outputs: Output[] = [];
  const say = (step: number): void => {
    for (const [door, said] of told(ledger, who, now)) outputs.push([`step ${step}: ${door}`, said]);
  };
  for (let step = 1; step <= STEPS; step++) {
    now = timeAt(step);
    const open = (): void => {
      chance = new Chance(seed * 1000 + step);
      const what = seenStep({ ledger, story: story.branch(), step, shown, hidden, officers });
      officers = what.revokes === undefined ? officers : officers.filter((it) => it !== what.revokes);
      // The key that is revoked signs its own end no more.
      append(what.drafts);
      steps.push(`${step}: ${what.name}`);
    };
    const closed = (): void => {
      chance = own.branch();
      for (let at = own.below(3); at > 0; at--) {
        const what = unseenStep({ ledger, own, step, hidden });
        append(what.drafts);
        steps.push(`${step}, ${world} alone: ${what.name}`);
      }
    };
    for (const act of own.isLucky(0.5) ? [open, closed] : [closed, open]) act();
    if (isControl && world === "B" && step === 5) append([holding({ id: "h.shown", quantity: 9, label: "OPEN" })]);
    if (step % 5 === 0) say(step);
  }
  if (!isServed) {
    store.close();
    return { as: who.as, steps, outputs };
  }
  chance = own.branch();
  for (let at = own.below(3); at > 0; at--) written(other, [holding({ id: `h.secret.HOL.${at}`, quantity: 1 + own.below(90), label: own.pick(hidden), nation: OTHER_PARTY })], OTHER_OFFICERS);
  const drawFrom = (from: Chance): void => {
    chance = from;
  };
  const asked = { seed, own, role: ROLES[Math.floor(seed / READERS.length) % ROLES.length]!, guesses: { dark: hidden.slice(0, 3).map((it) => `h.dark.${it}`), hiddenLabels: hidden } };
  outputs.push(...(await ledgerOutputs(who, { ledgers: [ledger, other], keyOf, node, drawFrom }, asked)));
  store.close();
  return { as: who.as, steps, outputs };
}

const ROLES: readonly ReaderRole[] = ["security-officer", "clerk"];

/** Keys are the same in every history, and looking at one is dear. */
const looked = new Map<string, ReturnType<typeof enrolmentFault>>();
function knownKey(key: Uint8Array): ReturnType<typeof enrolmentFault> {
  const name = key.toString();
  if (!looked.has(name)) looked.set(name, enrolmentFault(key));
  return looked.get(name);
}

/** Keys of a party's officers, and of all who may ask. */
const keysOf = (party: string, officers: readonly string[]): ReadonlyMap<string, Signer> => new Map([...officers, ...PERSONS.map((it) => `${party}/${it}`)].map((it) => [it, keyOf(it)]));

function written(ledger: OpenLedger, drafts: readonly Draft[], officers: readonly string[]): void {
  const writers: Writers = { authors: new Map(officers.map((it) => [it, keyOf(it)])), node };
  const answer = appendDrafts(ledger, drafts, writers);
  if (answer.kind !== "appended") throw new Error(`${ledger.party}: ${JSON.stringify(answer)}`);
}

/** The ledger of a second nation: its own rows, one that its allies read and one that few do. */
function otherLedger(tools: LedgerTools, { files, hidden }: { readonly files: ReadonlyMap<string, string>; readonly hidden: readonly string[] }): OpenLedger {
  const ledger = createLedger(memoryLedger(), tools, { party: OTHER_PARTY, policy: "quorum none\n", officers: keysOf(OTHER_PARTY, OTHER_OFFICERS), needed: 2, label: "OPEN", node });
  const rows = splitByOwner(files, PARTY).get(OTHER_PARTY) ?? new Map();
  const [dark = "OPEN"] = hidden;
  for (const drafts of [draftsOf(rows, { tables: new Map() }, { label: "OPEN" }), [holding({ id: "h.shown.HOL", quantity: 7, label: "FORVAL", nation: OTHER_PARTY })], [holding({ id: "h.dark.HOL", quantity: 8, label: dark, nation: OTHER_PARTY })]])
    written(ledger, drafts, OTHER_OFFICERS);
  return ledger;
}

const holding = ({
  id,
  quantity,
  label,
  nation = PARTY,
}: {
  readonly id: string;
  readonly quantity: number;
  readonly label: string;
  readonly nation?: string;
}): Draft => ({
  type: "row",
  subject: `holdings.csv ${id}`,
  fields: {
    file: "holdings.csv",
    id,
    cells: {
      id,
      source: "returns",
      as_of: "2029-10-01",
      evidence: "official",
      confidence: "high",
      label,
      nation,
      system: "battery",
      quantity: String(quantity),
      unit: "batteries",
      readiness: "1",
    },
  },
  label,
});

interface Step {
  readonly name: string;
  readonly drafts: readonly Draft[];
  readonly revokes?: string;
}

/** Something that shows, the same in both worlds. */
function seenStep({
  ledger,
  story,
  step,
  shown,
  hidden,
  officers,
}: {
  readonly ledger: OpenLedger;
  readonly story: Chance;
  readonly step: number;
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
  readonly officers: readonly string[];
}): Step {
  const label = story.pick(shown);
  const kind = story.below(8);
  // Found in what the reader sees alone, so that both worlds choose the same.
  const records = readChannels(ledger, { permits: (it) => typeof it === "string" && shown.includes(it) });
  const mine = releasesIn(records, timeAt(step).slice(0, 10)).filter((it) => it.status === "in force");
  if (kind < 3) return { name: `a row under ${label}`, drafts: [holding({ id: `h.new.${step}`, quantity: 1 + story.below(50), label })] };
  if (kind === 3) return { name: "a correction", drafts: [holding({ id: "h.VAL.battery", quantity: 1 + story.below(50), label: "OPEN" })] };
  if (kind === 4)
    return {
      name: "a row withdrawn",
      drafts: [{ type: "row-withdrawn", subject: `holdings.csv h.gone.${step}`, fields: { file: "holdings.csv", id: "h.HOL.battery" }, label: "OPEN" }],
    };
  if (kind === 5 && mine.length > 0) return { name: "a release ended", drafts: [withdrawalDraft(story.pick(mine), "No longer.")] };
  if (kind === 6 && officers.length === OFFICERS.length)
    return { name: "a key revoked", drafts: [{ type: KEY_REVOKED, fields: { key: "VAL/three" }, label: "OPEN" }], revokes: "VAL/three" };
  const until = `2026-03-${String(Math.min(1 + step + story.below(9), 31)).padStart(2, "0")}`;
  const released = releaseOf(ledger, { id: `h.dark.${story.pick(hidden.slice(0, 3))}`, to: label, until, without: story.isLucky(0.3) ? ["readiness"] : [] });
  return released === undefined ? { name: "nothing that could be released", drafts: [] } : { name: `a release to ${label} until ${until}`, drafts: [released] };
}

/** Something that does not show. */
function unseenStep({
  ledger,
  own,
  step,
  hidden,
}: {
  readonly ledger: OpenLedger;
  readonly own: Chance;
  readonly step: number;
  readonly hidden: readonly string[];
}): Step {
  const label = own.pick(hidden);
  const id = `h.secret.${step}.${own.below(1000)}`;
  const kind = own.below(8);
  if (kind === 0) return { name: `a correction of what was or is to be released, under ${label}`, drafts: correctedDark(ledger, own, hidden) };
  if (kind === 1) {
    const inForce = releasesIn(readChannels(ledger), timeAt(step).slice(0, 10)).filter(
      (it) => it.status === "in force" && hidden.includes(String(it.release.to)),
    );
    if (inForce.length > 0) return { name: "a release that does not show is ended", drafts: [withdrawalDraft(own.pick(inForce), "No longer.")] };
  }
  if (kind === 2) {
    const released = releaseOf(ledger, { id: `h.dark.${own.pick(hidden.slice(0, 3))}`, to: own.pick(hidden), until: "2026-03-30", without: [] });
    if (released !== undefined) return { name: "a release to others", drafts: [released] };
  }
  if (kind === 3) return { name: `an empty record under ${label}`, drafts: [{ type: "heartbeat", fields: {}, label }] };
  if (kind === 4) return { name: `a row of the id of one that may be seen, under ${label}`, drafts: [holding({ id: own.pick(SEEN_IDS), quantity: 1 + own.below(500), label })] };
  return { name: `a row under ${label}`, drafts: [holding({ id, quantity: 1 + own.below(500), label, nation: own.pick([PARTY, "HOL"]) })] };
}

/** Ids that stand in the data set, or that a step states where it shows. */
const SEEN_IDS: readonly string[] = ["h.VAL.battery", "h.VAL.gun", "h.shown.VAL", ...Array.from({ length: STEPS }, (_, at) => `h.new.${at + 1}`)];

/** A hidden row says something else, once no release that shows is to come from it: what was approved stays as it was. */
function correctedDark(ledger: OpenLedger, own: Chance, hidden: readonly string[]): readonly Draft[] {
  const label = own.pick(hidden.slice(0, 3));
  const isReleased = releasesIn(readChannels(ledger), "2026-01-01").some((it) => "cells" in it.release.figure && it.release.figure.id === `h.dark.${label}`);
  return isReleased ? [] : [holding({ id: `h.other.${label}`, quantity: 1 + own.below(90), label })];
}

/** A release of a row, approved by two officers; absent where nobody would gain, or the row is not there. */
function releaseOf(
  ledger: OpenLedger,
  { id, to, until, without }: { readonly id: string; readonly to: string; readonly until: string; readonly without: readonly string[] },
): Draft | undefined {
  const proposed = proposeRelease(ledger, { figure: { file: "holdings.csv", id }, inputs: [], without, to, reason: "The alliance has to know.", until });
  if (isFault(proposed)) return undefined;
  const approved = ["VAL/one", "VAL/two"].reduce<ReleaseFile>((file, key) => {
    const more = approveRelease(ledger, file, { key, signer: keyOf(key) });
    if (isFault(more)) throw new Error(more.message);
    return more;
  }, proposed.file);
  return releaseDraft(approved);
}

/** What a reader is told of a ledger: the rows, the list of releases, the export to the byte, the view of the server. */
function told(ledger: OpenLedger, { as, reader }: (typeof READERS)[number], now: string): readonly Output[] {
  const rights = readersOf(ledger, as);
  const today = now.slice(0, 10);
  const opened = readChannels(ledger, { permits: rights.opens });
  const seen = visibleTo(filesOf(tablesOf(opened)), reader, releasedRows(releasesIn(opened, today)));
  const whole = readChannels(ledger, { permits: rights.own });
  const origins = new Set(whole.map((it) => it.origin));
  const bytes = exportLedger(ledger, { channel: (origin) => origins.has(origin), keepField: (it) => it !== RELEASE_BASIS });
  const all = readChannels(ledger);
  const files = filesOf(tablesOf(all));
  const view = viewOf({
    source: { files, digest: digestOf(files), released: releasedRows(releasesIn(all, today)) },
    viewer: { kind: "reader", reader },
    roster: "1",
    choices: {},
    digestOf,
    sha256,
  });
  return [
    ["rows", JSON.stringify([...seen])],
    ["releases", JSON.stringify(releasesIn(whole, today))],
    ["names of channels", JSON.stringify(whole.map((it) => [it.origin, it.label]))],
    ["export", isFault(bytes) ? bytes.message : new TextDecoder().decode(bytes)],
    [
      "view",
      JSON.stringify(view.kind === "nothing" ? view : [view.key, view.results.runKey, view.results.seen, view.results.alliance.facts, homeView(view.results)]),
    ],
  ];
}
