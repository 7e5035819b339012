/**
 * The ledgers of `cases/five-rivers` on a server where people sign in, the same to the byte whenever they are made: keys, chance and the clock
 * are arguments of the ledger, and are given here. Its keys are known to everybody, and so are good for pictures alone.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { readTexts } from "#adapters/files";
import { channelSigner, enrolmentFault, primitives, signerFromSeed } from "#adapters/keys";
import { appendDrafts, createLedger, type Draft, draftsOf, type LedgerTools, type NodeSigner, type OpenLedger, policyFor, readChannels, splitByOwner, tablesOf, type Writers } from "#app";
import { KEY_ENROLLED, memoryLedger, noteKeyFor, noteKeyText, PEER_LOG } from "#ledger";
import { buildServer, pastDesk, type ServedLedgers, signInDesk, viewDesk } from "#server";
import { dutyRules } from "../../src/cli/ledger/served.ts";
import { sourceOfLedgers } from "../../src/cli/load.ts";
import { freePort } from "../../tests/web/fixture/ledgers.ts";
import { ROOT } from "../files.ts";

/** Who signs in: officers of two nations whose figures are released, and a clerk. */
const PERSONS = [
  { id: "ada", name: "Ada of Almerra", nation: "ALM", level: 20, roles: ["security-officer"] },
  { id: "aldo", name: "Aldo of Almerra", nation: "ALM", level: 20, roles: ["security-officer"] },
  { id: "anselm", name: "Anselm of Almerra", nation: "ALM", level: 20, roles: ["security-officer"] },
  { id: "bea", name: "Bea of Bryne", nation: "BRY", level: 20, roles: ["security-officer"] },
  { id: "boris", name: "Boris of Bryne", nation: "BRY", level: 20, roles: ["security-officer"] },
  { id: "bruno", name: "Bruno of Bryne", nation: "BRY", level: 20, roles: ["clerk"] },
];
export type Person = "bea" | "bruno";

/** Releases, each with when it is drafted and approved, and by whom: the first by all whose consent it takes, the second by all but one. */
const RELEASES = [
  { key: "available/long-fires/2031", at: "2031-01-13T09:20:00Z", reason: "So that the yards of the League can plan their lines.", approved: ["aldo", "anselm", "bea", "boris"] },
  { key: "available/long-fires/2034", at: "2031-01-14T15:05:00Z", reason: "Asked for by the assembly of the League.", approved: ["aldo", "anselm", "boris"] },
];
const UNTIL = "2035-12-31";
/** A party that speaks of what is another's, so that there is a conflict to be shown. */
const RIVAL: Draft = { type: "row", subject: "holdings.csv h.CAL.tank", fields: { file: "holdings.csv", id: "h.CAL.tank", cells: { id: "h.CAL.tank", source: "return-2030", as_of: "2030-10-01", evidence: "official", confidence: "high", label: "OPEN", nation: "CAL", system: "tank", quantity: "80", unit: "vehicles" } }, label: "OPEN" };
/** Whose ledger has what is no nation's. */
const STEWARD = "LEAGUE";

const seedOf = (name: string): Uint8Array => new Uint8Array(createHash("sha256").update(`picture of ${name}`).digest());

/** Bytes as they come by chance, of which each piece is the same in every run. */
function fixedRandom(): LedgerTools["random"] {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    return seedOf(`draw ${drawn}`).slice(0, size);
  };
}

export interface LedgerPictures {
  readonly address: string;
  /** Signs a person in, in a browser. */
  readonly enter: (context: BrowserContext, person: Person) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Makes the ledgers and serves them as they stand at a time. `folder` holds who may sign in and what waits. */
export async function serveLedgerPictures(folder: string, time: Date): Promise<LedgerPictures> {
  const clock = { now: "2031-01-06T08:00:00Z" };
  const tools: LedgerTools = { primitives, enrolmentFault, random: fixedRandom(), now: () => clock.now };
  const nodeOf = (party: string): NodeSigner => (origin) => channelSigner(seedOf(`${party} node`), origin);
  const officersOf = (party: string): Writers["authors"] => new Map([1, 2].map((it) => [`${party}/officer-${it}`, signerFromSeed(seedOf(`${party} officer ${it}`))]));
  const append = (ledger: OpenLedger, drafts: readonly Draft[]): void => {
    const { kind } = appendDrafts(ledger, drafts, { authors: officersOf(ledger.party), node: nodeOf(ledger.party) });
    if (kind !== "appended") throw new Error(`the ledger of ${ledger.party} takes in none of what it is given: ${kind}`);
  };
  const personKey = (party: string, id: string) => ({ key: `${party}/${id}`, signer: signerFromSeed(seedOf(`${party} ${id}`)) });

  const parts = splitByOwner((await readTexts(join(ROOT, "cases/five-rivers"))).files, STEWARD);
  const open = new Map([...parts].map(([party, files]) => {
    const ledger = createLedger(memoryLedger(), tools, { party, policy: "quorum none\n", officers: officersOf(party), needed: 2, label: "OPEN", node: nodeOf(party) });
    append(ledger, draftsOf(files, tablesOf(readChannels(ledger)), { label: "OPEN" }));
    return [party, ledger];
  }));
  clock.now = "2031-01-07T13:40:00Z";
  for (const { id, nation } of PERSONS) {
    const { key, signer } = personKey(nation, id);
    append(open.get(nation)!, [{ type: KEY_ENROLLED, fields: { key: noteKeyText(noteKeyFor(primitives.sha256, key, signer)) }, label: "OPEN" }]);
  }
  const logsOf = (party: string): readonly string[] => policyFor(open.get(party)!, () => true).split("\n").flatMap((it) => /^log (\S+)/.exec(it)?.[1] ?? []);
  append(open.get("ALM")!, logsOf("BRY").map((key) => ({ type: PEER_LOG, subject: key.slice(0, key.indexOf("+")), fields: { key }, label: "OPEN" })));
  append(open.get("ESK")!, [RIVAL]);

  const ledgers: ServedLedgers = {
    parties: [...open.keys()],
    open: (party) => open.get(party)!,
    keyOf: ({ party }, person) => (PERSONS.some((it) => it.id === person && it.nation === party) ? personKey(party, person) : undefined),
    node: ({ party }) => nodeOf(party),
    written: () => undefined,
    source: () => sourceOfLedgers([...open.values()]),
    sourceAt: (at) => sourceOfLedgers([...open.values()], { at }),
    close: () => undefined,
  };
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  writeFileSync(join(folder, "directory.json"), JSON.stringify({ version: "1", persons: PERSONS }));
  const settings = { origin, directory: join(folder, "directory.json"), state: join(folder, "state"), passkeys: true, provider: { name: "Five Rivers", issuer: "http://127.0.0.1:9", clientId: "concord" } };
  const people = signInDesk(settings, () => Date.parse(clock.now) / 1000);
  const unplanned = { plan: () => undefined, cancel: () => undefined };
  const desk = viewDesk({ source: ledgers.source(), choices: {}, planner: unplanned, most: 20 });
  const past = pastDesk({ sourceAt: ledgers.sourceAt, choices: {}, planner: unplanned, most: 20 });
  const server = await buildServer({ gate: people.gate, desk, past, ledgers: { ledgers, rules: await dutyRules() }, site: { kind: "origin", origin }, signIn: { settings, desk: people } });
  await server.listen({ host: "127.0.0.1", port });
  const secretOf = (person: string): string => people.sessions.start({ person, method: "passkey", assurance: 3 }).secret;

  const act = async (person: string, path: string, body: object): Promise<{ readonly release: string; readonly digest: string }> => {
    const reply = await fetch(`${origin}${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", origin, cookie: `concord=${secretOf(person)}` } });
    if (!reply.ok) throw new Error(`${person} at ${path}: ${await reply.text()}`);
    return ((await reply.json()) as { readonly waiting: { readonly release: string; readonly digest: string } }).waiting;
  };
  for (const { key, at, reason, approved } of RELEASES) {
    clock.now = at;
    let { release, digest } = await act("ada", "/api/releases", { key, to: "OPEN", reason, until: UNTIL });
    for (const person of approved) ({ release, digest } = await act(person, "/api/releases/approve", { release, digest }));
  }
  clock.now = time.toISOString().replace(".000Z", "Z");
  const enter = async (context: BrowserContext, person: Person): Promise<void> => context.addCookies([{ name: "concord", value: secretOf(person), url: origin, httpOnly: true, sameSite: "Strict" }]);
  return { address: origin, enter, close: () => server.close() };
}

/** A return of Bryne in its own words: most rows are as recorded, some have changed, one is new, and some cannot be right. */
export const NATIONAL_SHEET = `System;Quantity;Unit;Ready;As of;Source;Kind of figure;Confidence;Remark
Kestrel battery;3;batteries;;01.12.2030;return-2030;official;high;one delivered in autumn
Heron battery;2;batteries;;01.10.2030;return-2030;official;high;
Counter-drone post;58;posts;0,8;01.12.2030;return-2030;official;high;
Bastion tank;about 150;vehicles;;01.10.2030;return-2030;official;high;
Rook tank;60;vehicles;;01.10.2030;return-2030;official;high;
Armoured carrier;262;vehicles;;31.02.2031;return-2030;official;high;
Self-propelled howitzer;66;guns;140 %;10.01.2031;return-2030;official;high;
Self-propelled barge;3;barges;;01.10.2030;return-2030;official;high;
Field hospital;7;hospitals;;01.10.2030;return-2030;hearsay;high;
Marsh crawler;4;vehicles;;01.12.2030;return-2030;official;high;lent by the delta
Interceptor;40;missiles;;01.12.2030;return-2030;official;high;
Air surveillance radar;15;radars;;01.12.2030;return-2030;official;high;
`;
