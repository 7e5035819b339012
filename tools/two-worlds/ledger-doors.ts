import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { digestOf } from "#adapters/files";
import { appendDrafts, CASE_ACTS, type DataSource, dutyDraft, filesOf, mergeParties, type NodeSigner, type OpenLedger, readChannels, releasedRows, releasesIn, tablesOf } from "#app";
import type { DutyEvent } from "#duties";
import type { Signer } from "#ledger";
import { buildServer, type ServedLedgers, signInDesk, viewDesk } from "#server";
import { dutyRules } from "../../src/cli/ledger/served.ts";
import type { Output } from "../conformance/outputs.ts";
import { ROOT } from "../files.ts";
import { Chance } from "../reliability/chance.ts";
import { CLOCK } from "./server-doors.ts";
import type { Looks } from "./worlds.ts";

/** Ledgers of nations as they stand in a world, the writing one first. */
export interface LedgerWorld {
  readonly ledgers: readonly OpenLedger[];
  /** The key of a person of a party, by `PARTY/person`. */
  readonly keyOf: (name: string) => Signer;
  readonly node: NodeSigner;
  /** Draws salts and names anew from here, so that what was hidden before shifts none of them. */
  readonly drawFrom: (chance: Chance) => void;
}

/** What a reader does besides reading. */
export type ReaderRole = "clerk" | "security-officer";

/** Persons whose keys lie in every ledger: the reader with two of the same clearance, and others who see all. */
export const PERSONS = ["reader", "peer", "mate", "vip", "vic", "cam", "hob", "hal"] as const;
type Who = (typeof PERSONS)[number];

const ORIGIN = "http://localhost:4120";
// After all that the histories say.
const NOW = Date.parse("2026-03-12T10:00:00Z") / 1000;
const UNTIL = "2026-03-28";
const holdsText = (holds: Looks["reader"]["holds"]): string => (holds ?? []).map(([set, value]) => `${set}=${value}`).join("; ");

interface Reply {
  readonly status: number;
  readonly body: string;
  /** All that was answered and logged, but for the clock. */
  readonly whole: string;
}

/** A server with sign-in over whatever ledgers it is shown: built once for a reader, since nothing in it is of one world. */
interface LedgerServer {
  readonly show: (world: LedgerWorld) => void;
  readonly ask: (who: Who, url: string, body?: object) => Promise<Reply>;
}

const servers = new Map<string, Promise<LedgerServer>>();
const rules = dutyRules();
const scratch = mkdtempSync(join(tmpdir(), "concord-ledger-doors-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

async function serverFor({ as, reader }: Looks, role: ReaderRole): Promise<LedgerServer> {
  const state = join(scratch, String(servers.size));
  mkdirSync(state);
  const like = { nation: reader.nation, level: reader.level, groups: reader.groups, holds: holdsText(reader.holds) };
  const all = { level: 9, groups: ["STAFF"], holds: "Codeword=RIVER; Codeword=STONE; Programme=P1; Programme=P2" };
  const person = (id: Who, of: object, ...roles: readonly string[]): object => ({ id, name: id, ...of, roles });
  const directory = join(state, "directory.json");
  writeFileSync(
    directory,
    JSON.stringify({
      version: "1",
      persons: [
        person("reader", like, role),
        ...(["peer", "mate"] as const).map((it) => person(it, like, "security-officer")),
        ...(["vip", "vic"] as const).map((it) => person(it, { ...all, nation: "VAL" }, "security-officer")),
        person("cam", { ...all, nation: "VAL" }, "clerk"),
        ...(["hob", "hal"] as const).map((it) => person(it, { ...all, nation: "HOL" }, "security-officer")),
      ],
    }),
  );
  const settings = { origin: ORIGIN, directory, state, passkeys: true };
  const people = signInDesk(settings, () => NOW);
  let world: LedgerWorld | undefined;
  const shown = (): LedgerWorld => {
    if (world === undefined) throw new Error("no world is shown");
    return world;
  };
  const ledgers: ServedLedgers = {
    parties: ["VAL", "HOL"],
    open: (party) => shown().ledgers.find((it) => it.party === party)!,
    keyOf: ({ party, channels }, id) => {
      const key = `${party}/${id}`;
      return [...channels.values()].at(-1)?.book.all.some((it) => it.key.name === key && it.until === undefined) === true ? { key, signer: shown().keyOf(key) } : undefined;
    },
    node: () => shown().node,
    written: () => undefined,
    source: () => sourceOf(shown().ledgers),
    // No moment is asked of it here.
    sourceAt: () => sourceOf(shown().ledgers),
    close: () => undefined,
  };
  const lines: string[] = [];
  const log = new Writable({ write: (chunk: Buffer, _, done) => void (lines.push(chunk.toString()), done()) });
  const desk = viewDesk({ source: { files: new Map(), digest: "" }, choices: {}, planner: { plan: () => undefined }, most: 20 });
  const server = await buildServer({ gate: people.gate, desk, log, ledgers: { ledgers, rules: await rules }, site: { kind: "origin", origin: ORIGIN }, signIn: { settings, desk: people }, page: join(ROOT, "docs"), limits: { requests: 1e9, costly: 1e9 } });
  const secrets = new Map(PERSONS.map((it) => [it, people.sessions.start({ person: it, method: "passkey", assurance: 3 }).secret]));
  return {
    show: (it) => {
      world = it;
      for (const kind of ["releases", "drafts"]) for (const file of readdirSync(join(state, kind))) rmSync(join(state, kind, file));
      desk.renew(ledgers.source());
    },
    ask: async (who, url, body) => {
      lines.length = 0;
      const { statusCode, headers, body: text } = await server.inject({
        url,
        method: body === undefined ? "GET" : "POST",
        headers: { host: new URL(ORIGIN).host, origin: ORIGIN },
        cookies: { concord: secrets.get(who)! },
        ...(body !== undefined && { payload: body }),
      });
      if (statusCode >= 500) throw new Error(`${as}, ${who} ${url}: ${statusCode} ${lines.join("")}`);
      // How much is left of a budget is asked of servers that serve one reader alone.
      const stable = Object.entries(headers).filter(([it]) => !CLOCK.includes(it) && !it.startsWith("x-ratelimit"));
      // A session has a name by chance; requests are numbered for all of a server, which here lives on from world to world.
      const logged = lines.map((line) => ({ ...(JSON.parse(line) as object), time: "", ms: 0, who: "", reqId: "" }));
      return { status: statusCode, body: text, whole: JSON.stringify([statusCode, stable, text, logged]) };
    },
  };
}

function sourceOf(ledgers: readonly OpenLedger[]): DataSource {
  const parts = ledgers.map((ledger) => ({ party: ledger.party, channels: readChannels(ledger) }));
  const files = filesOf(mergeParties(parts.map(({ party, channels }) => ({ party, tables: tablesOf(channels) }))));
  const released = releasedRows(releasesIn(parts.flatMap((it) => it.channels), ledgers[0]!.tools.now().slice(0, 10)));
  return { files, digest: digestOf(files), released };
}

/** Ids that a reader may guess, of what is there in one world or in both. */
export interface LedgerGuesses {
  /** Rows under labels that the reader does not read. */
  readonly dark: readonly string[];
  readonly hiddenLabels: readonly string[];
}

/**
 * All that a server answers a reader who is signed in about ledgers, releases and drafts, acts included. Before, colleagues with the
 * reader's clearance have done the same in both worlds, and others in each what the reader may not know of.
 */
export async function ledgerOutputs(
  who: Looks,
  world: LedgerWorld,
  { seed, own, role, guesses }: { readonly seed: number; readonly own: Chance; readonly role: ReaderRole; readonly guesses: LedgerGuesses },
): Promise<readonly Output[]> {
  const name = `${who.as} ${role}`;
  const making = servers.get(name) ?? serverFor(who, role);
  servers.set(name, making);
  const server = await making;
  server.show(world);
  let count = 0;
  /** Asked in both worlds: chance is drawn anew. */
  const open = (by: Who, url: string, body?: object): Promise<Reply> => {
    world.drawFrom(new Chance(seed * 4099 + count++));
    return server.ask(by, url, body);
  };
  world.drawFrom(new Chance(seed));
  registersIn(world);
  const unseen = await actsUnseen(server, { own, world, guesses });
  const unseenCases = await casesUnseen(server, { own, world, guesses });
  await actsSeen(open);
  await casesSeen(open);
  const outputs: Output[] = [];
  const ask = async (url: string, body?: object, door = `${url}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`): Promise<Reply> => {
    const reply = await open("reader", url, body);
    outputs.push([`ledgers as ${role}: ${door}`, reply.whole]);
    return reply;
  };
  await askLedgers(ask, hiddenOrigins(who, world));
  await askReleases(ask, { guesses, unseen });
  await askDrafts(ask, guesses);
  await askCases(ask, { guesses, unseenCases });
  // What came of it.
  for (const it of ["ledger", "cases", "releases", "drafts", "records?kind=holding", "home", "why?key=fact%2Fh.VAL.battery"]) await ask(`/api/${it}`, undefined, `afterwards ${it}`);
  return outputs;
}

type Ask = (url: string, body?: object, door?: string) => Promise<Reply>;

/** Channels of a world under labels that are hidden from the reader, as many as are asked for. */
function hiddenOrigins({ shown }: Looks, { ledgers }: LedgerWorld): readonly string[] {
  const found = ledgers.flatMap((it) => [...it.channels.values()]).flatMap(({ origin, book }) => (typeof book.label === "string" && !shown.includes(book.label) ? [origin] : []));
  // Where a world has fewer there is nothing of the name: the same has to be answered.
  return Array.from({ length: 3 }, (_, at) => found[at] ?? "nothing");
}

const ENTRIES_MOST = 100;

async function askLedgers(ask: Ask, hidden: readonly string[]): Promise<void> {
  const { parties } = JSON.parse((await ask("/api/ledger")).body) as { readonly parties: readonly { readonly channels: readonly { readonly channel: string; readonly entries: number }[] }[] };
  for (const { channel, entries } of parties.flatMap((it) => it.channels)) {
    for (let from = 0; from < entries; from += ENTRIES_MOST) await ask(`/api/ledger/entries?channel=${channel}&from=${from}&count=${ENTRIES_MOST}`);
    for (const place of [0, entries - 1, entries]) await ask(`/api/ledger/proof?channel=${channel}&place=${place}`);
    await ask(`/api/ledger/export?channel=${channel}`);
  }
  await ask("/api/ledger/conflicts");
  for (const [at, channel] of hidden.entries())
    for (const route of ["entries?", "proof?place=0&", "export?"]) await ask(`/api/ledger/${route}channel=${encodeURIComponent(channel)}`, undefined, `${route} of hidden channel ${at}`);
}

const releaseBody = (more: object): object => ({ to: "OPEN", reason: "The alliance has to know.", until: UNTIL, ...more });
const row = (id: string): object => ({ file: "holdings.csv", id });
const sumOf = (...ids: readonly string[]): object => releaseBody({ party: "VAL", query: "How many batteries?", value: "7", inputs: ids.map(row) });

/** What colleagues of the reader's clearance begin, alike in both worlds. */
async function actsSeen(ask: (by: Who, url: string, body?: object) => Promise<Reply>): Promise<void> {
  const drafted = [
    await ask("peer", "/api/releases", releaseBody({ party: "VAL", figure: row("h.shown.VAL") })),
    await ask("peer", "/api/releases", releaseBody({ party: "HOL", figure: row("h.shown.HOL") })),
    await ask("peer", "/api/releases", sumOf("h.shown.VAL", "h.shown.HOL")),
  ];
  for (const it of drafted) {
    const { waiting } = JSON.parse(it.body) as { readonly waiting?: { readonly release: string; readonly digest: string } };
    if (waiting !== undefined) await ask("mate", "/api/releases/approve", { release: waiting.release, digest: waiting.digest });
  }
}

/** What others do in one world alone, and the names of the releases that wait of it. */
async function actsUnseen(server: LedgerServer, { own, world, guesses: { dark, hiddenLabels } }: { readonly own: Chance; readonly world: LedgerWorld; readonly guesses: LedgerGuesses }): Promise<readonly { readonly release: string; readonly digest: string }[]> {
  world.drawFrom(own.branch());
  const found: { readonly release: string; readonly digest: string }[] = [];
  for (let left = own.below(4); left > 0; left--) {
    const kind = own.below(5);
    if (kind < 3) {
      const body = kind === 0 ? sumOf(own.pick(dark), "h.dark.HOL") : releaseBody({ party: "VAL", figure: row(own.pick(dark)) });
      const { waiting } = JSON.parse((await server.ask("vip", "/api/releases", body)).body) as { readonly waiting?: { readonly release: string; readonly digest: string } };
      if (waiting === undefined) continue;
      const { release, digest } = waiting;
      found.push({ release, digest });
      if (own.isLucky(0.4)) await server.ask("vic", "/api/releases/approve", { release, digest });
      else if (own.isLucky(0.3)) await server.ask("vic", "/api/releases/refuse", { release, reason: "dark reasons" });
    } else {
      const cells = Object.entries({ source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", label: own.pick(hiddenLabels), nation: "VAL", system: "battery", quantity: String(1 + own.below(90)), unit: "batteries", readiness: "1" });
      await server.ask("cam", "/api/drafts", { kind: "put", file: "holdings.csv", id: `h.cam.${own.below(1000)}`, cells: cells.map(([heading, value]) => ({ heading, value })) });
      if (kind === 3) await server.ask("cam", "/api/drafts/sign", {});
    }
  }
  return found;
}

async function askReleases(ask: Ask, { guesses: { dark, hiddenLabels }, unseen }: { readonly guesses: LedgerGuesses; readonly unseen: readonly { readonly release: string; readonly digest: string }[] }): Promise<void> {
  const { waiting = [], released = [] } = JSON.parse((await ask("/api/releases")).body) as { readonly waiting?: readonly { readonly release: string; readonly digest: string }[]; readonly released?: readonly { readonly release: string }[] };
  // Figures of pages, by their keys, with all that they were made from; and rows that are not for the reader.
  for (const key of ["coverage/air/2030", "available/air/2030/VAL", "available/air/2030/HOL", "budget/HOL/2030", "fact/h.shown.VAL", ...dark.map((it) => `fact/${it}`), "nothing"]) await ask("/api/releases/preview", releaseBody({ party: "VAL", key }));
  for (const id of ["h.shown.VAL", ...dark]) await ask("/api/releases/preview", releaseBody({ party: "VAL", figure: row(id) }));
  for (const id of ["h.VAL.battery", "h.shown.VAL", "h.none", ...dark]) await ask("/api/releases", releaseBody({ party: "VAL", figure: row(id) }));
  for (const more of [{ party: "HOL", figure: row("h.shown.HOL") }, { party: "FEN", figure: row("h.shown.HOL") }, { party: "VAL", figure: row("h.shown.VAL"), to: "NOWHERE" }, { party: "VAL", figure: row("h.shown.VAL"), without: ["note"] }, ...hiddenLabels.slice(0, 1).map((to) => ({ party: "VAL", figure: row("h.shown.VAL"), to }))])
    await ask("/api/releases", releaseBody(more));
  for (const ids of [["h.shown.VAL", "h.shown.HOL"], ["h.shown.VAL", dark[0] ?? "h.none"], ["h.shown.VAL", "h.dark.HOL"], ["h.VAL.battery"]]) await ask("/api/releases", sumOf(...ids));
  for (const [at, { release, digest }] of waiting.entries()) {
    await ask("/api/releases/approve", { release, digest: `${digest.slice(1)}A` }, `approves other words of release ${at}`);
    await ask(at === 0 ? "/api/releases/refuse" : "/api/releases/approve", at === 0 ? { release, reason: "no" } : { release, digest }, `release ${at}`);
  }
  // Names of what waits unseen in this world, or of nothing.
  for (let at = 0; at < 2; at++) {
    const { release, digest } = unseen[at] ?? { release: "0123456789abcdef", digest: "A".repeat(43) };
    await ask("/api/releases/approve", { release, digest }, `approves hidden release ${at}`);
    await ask("/api/releases/refuse", { release, reason: "no" }, `refuses hidden release ${at}`);
    await ask("/api/releases", releaseBody({ party: "VAL", figure: row("h.shown.VAL"), instead: release }), `drafts in the place of hidden release ${at}`);
    await ask("/api/releases/withdraw", { release, reason: "no" }, `ends hidden release ${at}`);
  }
  for (const { release } of released.slice(0, 2)) await ask("/api/releases/withdraw", { release, reason: "No longer." });
  await ask("/api/releases", undefined, "releases, once more");
}

async function askDrafts(ask: Ask, { dark }: LedgerGuesses): Promise<void> {
  const quantity = [{ heading: "quantity", value: "21" }];
  const whole = (label: string) => Object.entries({ source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", label, nation: "VAL", system: "battery", quantity: "5", unit: "batteries", readiness: "1" }).map(([heading, value]) => ({ heading, value }));
  await ask("/api/drafts");
  for (const id of ["h.VAL.battery", "h.shown.VAL", "h.none", ...dark]) await ask("/api/drafts", { kind: "correct", file: "holdings.csv", id, cells: quantity });
  for (const id of ["h.VAL.gun", ...dark]) await ask("/api/drafts", { kind: "withdraw", file: "holdings.csv", id, reason: "sold" });
  await ask("/api/drafts/undo", {});
  // Under an id that a hidden row has already.
  for (const id of ["h.reader.new", ...dark.slice(0, 2)]) await ask("/api/drafts", { kind: "put", file: "holdings.csv", id, cells: whole("OPEN") });
  await ask("/api/drafts", { kind: "put", file: "holdings.csv", id: "h.reader.broken", cells: whole("NOSUCH") });
  await ask("/api/drafts", undefined, "drafts, once more");
  await ask("/api/drafts/sign", {});
}

/** Who holds what in procurements: under a label that everyone reads. */
const HOLDS: readonly (readonly [Who, ...string[]])[] = [
  ["reader", "requirer", "drafter", "approver", "evaluator"],
  ["peer", "requirer", "approver", "integrity"],
  ["mate", "drafter", "evaluator"],
  ["vip", "requirer", "drafter", "integrity"],
  ["vic", "approver", "requirer"],
];
const OFFICERS = ["VAL/one", "VAL/two"];

type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;
function register({ ledgers: [first], keyOf, node }: LedgerWorld, events: readonly Untimed<DutyEvent>[], label: string): void {
  const answer = appendDrafts(first!, events.map((it) => dutyDraft({ ...it, at: 0 } as DutyEvent, label)), { authors: new Map(OFFICERS.map((it) => [it, keyOf(it)])), node });
  if (answer.kind !== "appended") throw new Error(JSON.stringify(answer));
}

const registersIn = (world: LedgerWorld): void =>
  register(world, HOLDS.flatMap(([who, ...roles]) => roles.map((role) => ({ kind: "role-granted", person: `VAL/${who}`, role, nation: "VAL" }) as Untimed<DutyEvent>)), "OPEN");

const CASE = { party: "VAL", title: "Batteries" };
const AWARD = { supplier: "ACME", amount: 70_000, currency: "EUR" };
interface CasesBody {
  readonly cases?: readonly { readonly case: string; readonly drafts: readonly { readonly draft: string; readonly hash: string }[] }[];
  readonly case?: { readonly case: string; readonly drafts: readonly { readonly draft: string; readonly hash: string }[] };
}

/** Procurements that colleagues begin, alike in both worlds. */
async function casesSeen(ask: (by: Who, url: string, body?: object) => Promise<Reply>): Promise<void> {
  for (const label of ["OPEN", "FORVAL"]) {
    const begun = (JSON.parse((await ask("peer", "/api/cases/act", { ...CASE, label, act: "state-requirement" })).body) as CasesBody).case?.case;
    if (begun === undefined) continue;
    for (const by of ["peer", "mate"] as const) await ask(by, "/api/cases/act", { party: "VAL", case: begun, act: "file-declaration", interests: [] });
    await ask("mate", "/api/cases/act", { party: "VAL", case: begun, act: "draft-award", content: AWARD });
  }
}

/** What others do in one world alone in procurements that the reader may not know of, and the names of those. */
async function casesUnseen(server: LedgerServer, { own, world, guesses: { hiddenLabels } }: { readonly own: Chance; readonly world: LedgerWorld; readonly guesses: LedgerGuesses }): Promise<readonly string[]> {
  world.drawFrom(own.branch());
  const found: string[] = [];
  for (let left = own.below(3); left > 0; left--) {
    const label = own.pick(hiddenLabels);
    const act = async (by: Who, body: object): Promise<CasesBody> => JSON.parse((await server.ask(by, "/api/cases/act", { party: "VAL", ...body })).body) as CasesBody;
    const begun = (await act("vip", { ...CASE, label, act: "state-requirement" })).case?.case;
    if (begun === undefined) continue;
    found.push(begun);
    await act("vip", { case: begun, act: "file-declaration", interests: own.isLucky(0.5) ? [] : [{ supplier: "DARK", kind: "own" }] });
    await act("vic", { case: begun, act: "file-declaration", interests: [] });
    if (own.isLucky(0.3)) register(world, [{ kind: "rule-set", nation: "VAL", rule: "duties.approvals", value: 1 }], label);
    const [draft] = (await act("vip", { case: begun, act: "draft-award", content: { ...AWARD, amount: 1 + own.below(1e6) } })).case?.drafts ?? [];
    if (draft !== undefined && own.isLucky(0.6)) await act("vic", { case: begun, act: "approve-award", draft: draft.draft, hash: draft.hash });
  }
  return found;
}

async function askCases(ask: Ask, { guesses: { hiddenLabels }, unseenCases }: { readonly guesses: LedgerGuesses; readonly unseenCases: readonly string[] }): Promise<void> {
  const { cases = [] } = JSON.parse((await ask("/api/cases")).body) as CasesBody;
  const act = async (body: object, door: string): Promise<void> => {
    await ask("/api/cases/preview", { party: "VAL", ...body }, `previews ${door}`);
    await ask("/api/cases/act", { party: "VAL", ...body }, door);
  };
  // Names of what goes on unseen in this world, or of nothing.
  const hidden = Array.from({ length: 2 }, (_, at) => unseenCases[at] ?? "0123456789abcdef");
  for (const [at, name] of hidden.entries()) {
    await ask(`/api/cases?case=${name}`, undefined, `hidden case ${at}`);
    for (const kind of ["file-declaration", "attest", "draft-award"]) await act({ case: name, act: kind, ...(kind === "file-declaration" && { interests: [] }), ...(kind === "draft-award" && { content: AWARD }) }, `${kind} in hidden case ${at}`);
  }
  for (const label of ["OPEN", "NOWHERE", ...hiddenLabels.slice(0, 2)]) await act({ ...CASE, label, act: "state-requirement" }, `begins a case under ${label}`);
  await act({ ...CASE, label: "OPEN", sealed: hiddenLabels[0] ?? "NOWHERE", act: "state-requirement" }, "begins a case with bids under a hidden label");
  for (const [at, { case: name, drafts }] of cases.entries()) {
    await ask(`/api/cases?case=${name}&lang=fr`, undefined, `case ${at}`);
    await act({ case: name, act: "file-declaration", interests: [] }, `declares in case ${at}`);
    for (const { draft, hash } of drafts) {
      await act({ case: name, act: "approve-award", draft, hash: `${hash.slice(1)}A` }, `approves other words in case ${at}`);
      await act({ case: name, act: "approve-award", draft, hash }, `approves in case ${at}`);
    }
    for (const kind of CASE_ACTS) await act({ case: name, act: kind, ...(kind === "draft-award" && { content: { ...AWARD, amount: 5 } }) }, `${kind} in case ${at}`);
  }
}
