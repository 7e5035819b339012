import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CASE_ACTS, appendDrafts, createLedger, type Draft, dutiesOf, dutyDraft, type LedgerTools, type OpenLedger, openLedger } from "#app";
import { ACTS } from "../../src/api/case-schemas.ts";
import { dutyRecords } from "../../src/app/duties/records.ts";
import { primitives, random } from "#adapters/keys";
import { draftHash, type DutyEvent } from "#duties";
import { isFault, KEY_ENROLLED, memoryLedger, type Signer } from "#ledger";
import { buildServer, type ServedLedgers, signInDesk, viewAsGate, viewDesk } from "#server";
import { dutyRules } from "../../src/cli/ledger/served.ts";
import { keyText, node, signer } from "../ledger/sample.ts";
import { ROOT } from "../../tools/files.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-cases-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rules = await dutyRules();
const START = Date.parse("2030-06-01T10:00:00Z");
const DAY = 86_400_000;
const DEADLINE = "2030-06-10T12:00:00Z";

/** Who there is: level, roles in the ledger. */
const PEOPLE: Readonly<Record<string, readonly [level: number, ...roles: readonly string[]]>> = {
  rita: [1, "requirer", "approver"],
  dan: [1, "drafter"],
  dora: [1, "drafter", "approver"],
  ola: [1, "opener", "evaluator"],
  per: [1, "opener"],
  una: [1, "evaluator", "approver"],
  uri: [1, "evaluator"],
  ute: [1, "evaluator"],
  eve: [1, "evaluator"],
  ben: [1, "approver"],
  cem: [1, "approver"],
  rex: [1, "receiver", "payer"],
  pat: [1, "payer"],
  ivo: [2, "integrity"],
  aud: [2, "auditor"],
  cara: [2, "approver"],
  low: [0, "requirer", "approver"],
  acme: [1],
  bolt: [1],
};
const FIRMS = ["acme", "bolt"];
const names = Object.keys(PEOPLE);
const keyOf = (id: string): Signer => signer(20 + [...names, "hob"].indexOf(id));
const OFFICERS = ["VAL/one", "VAL/two"] as const;
const officers = new Map(OFFICERS.map((name, at) => [name, signer(2 + at)] as const));
const LABELS = [
  ["OPEN", "0", "everyone"],
  ["OWN", "1", "originator"],
  ["HIGH", "2", "originator"],
] as const;

let clock = START;
const tools: LedgerTools = { primitives, enrolmentFault: () => undefined, random, now: () => new Date(clock).toISOString().replace(".000Z", "Z") };
const writers = { authors: officers, node };
let ledger: OpenLedger;
let server: FastifyInstance;
let open: FastifyInstance;
let people: ReturnType<typeof signInDesk>;
let lines: string[] = [];

function append(drafts: readonly Draft[], authors: ReadonlyMap<string, Signer> = officers): void {
  const answer = appendDrafts(ledger, drafts, { ...writers, authors });
  if (answer.kind !== "appended") throw new Error(JSON.stringify(answer));
}
type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;
const register = (event: Untimed<DutyEvent>, label = "OPEN"): void => append([dutyDraft({ ...event, at: 0 } as DutyEvent, label)]);
const byHand = (event: Untimed<DutyEvent>, ids: readonly string[], label = "OWN"): void => append([dutyDraft({ ...event, at: 0 } as DutyEvent, label)], new Map(ids.map((it) => [`VAL/${it}`, keyOf(it)])));
const granted = (id: string, role: string): Untimed<DutyEvent> => ({ kind: "role-granted", person: `VAL/${id}`, role, nation: "VAL" }) as Untimed<DutyEvent>;

async function serve(): Promise<void> {
  const state = join(folder, "state");
  mkdirSync(state);
  const directory = join(state, "directory.json");
  const persons = [...names.map((id) => ({ id, name: id, nation: "VAL", level: PEOPLE[id]![0], roles: FIRMS.includes(id) ? ["supplier"] : [] })), { id: "hob", name: "hob", nation: "HOL", level: 2, roles: [] }];
  writeFileSync(directory, JSON.stringify({ version: "1", persons }));
  const settings = { origin: "http://localhost:4120", directory, state, passkeys: true };
  people = signInDesk(settings, () => START / 1000);
  const ledgers: ServedLedgers = {
    parties: ["VAL"],
    open: () => ledger,
    keyOf: ({ party, channels }, id) => ([...channels.values()].at(-1)?.book.all.some((it) => it.key.name === `${party}/${id}` && it.until === undefined) === true ? { key: `${party}/${id}`, signer: keyOf(id) } : undefined),
    node: () => node,
    written: () => undefined,
    source: () => ({ files: new Map(), digest: "" }),
    sourceAt: () => ({ files: new Map(), digest: "" }),
    close: () => undefined,
  };
  const log = new Writable({ write: (chunk: Buffer, _, done) => void (lines.push(chunk.toString()), done()) });
  const desk = () => viewDesk({ source: { files: new Map(), digest: "" }, choices: {}, planner: { plan: () => undefined }, most: 20 });
  const ask = { ledgers: { ledgers, rules }, page: join(ROOT, "docs"), limits: { requests: 1_000_000, costly: 1_000_000 } };
  server = await buildServer({ ...ask, log, gate: people.gate, desk: desk(), site: { kind: "origin", origin: settings.origin }, signIn: { settings, desk: people } });
  open = await buildServer({ ...ask, gate: viewAsGate, desk: desk() });
}

beforeAll(serve);
beforeEach(() => {
  clock = START;
  ledger = createLedger(memoryLedger(), tools, { party: "VAL", policy: "quorum none\n", officers, needed: 2, label: "OPEN", node });
  append(LABELS.map(([id, level, absent]): Draft => ({ type: "row", subject: `labels.csv ${id}`, fields: { file: "labels.csv", id, cells: { id, policy: "PACT", level, marking_en: id, absent_means: absent } }, label: "OPEN" })));
  append(["OWN", "HIGH"].map((label) => ({ type: "note", fields: {}, label })));
  append([...names, "hob"].map((id): Draft => ({ type: KEY_ENROLLED, fields: { key: keyText(`VAL/${id}`, 20 + [...names, "hob"].indexOf(id)) }, label: "OPEN" })));
  append(Object.entries(PEOPLE).flatMap(([who, [, ...roles]]) => roles.map((role) => dutyDraft({ ...granted(who, role), at: 0 } as DutyEvent, "OPEN"))));
});

const secrets = new Map<string, string>();
async function ask(who: string, url: string, { body, assurance = 3, language = "en" }: { readonly body?: object; readonly assurance?: 1 | 2 | 3; readonly language?: string } = {}) {
  const name = `${who} ${assurance}`;
  const secret = secrets.get(name) ?? people.sessions.start({ person: who, method: "passkey", assurance }).secret;
  secrets.set(name, secret);
  lines = [];
  const headers = { host: "localhost:4120", origin: "http://localhost:4120", "accept-language": language };
  const reply = await server.inject({ url, headers, ...(who !== "" && { cookies: { concord: secret } }), ...(body === undefined ? {} : { method: "POST", payload: body }) });
  const { date: _date, "x-ratelimit-remaining": _left, "x-ratelimit-reset": _reset, "content-length": _length, ...stable } = reply.headers;
  return { status: reply.statusCode, body: reply.json(), headers: stable };
}
/** `done` with what follows, or the reason and the duties that are against it. */
async function act(who: string, kind: string, more: object = {}, assurance: 1 | 2 | 3 = 3): Promise<string> {
  clock += 60_000;
  const { status, body } = await ask(who, "/api/cases/act", { body: { act: kind, ...more }, assurance });
  if (status === 200) {
    id = body.case.case;
    return ["done", ...body.follows].join(", ");
  }
  return [`${status} ${body.reason}`, ...(body.duties ?? []).map((it: { readonly duty: string }) => it.duty)].join(", ");
}
let id = "";
const opens = { title: "Batteries for Vale", label: "OWN" };
const caseOf = async (who: string) => (await ask(who, "/api/cases")).body.cases.find((it: { readonly case: string }) => it.case === id);
const declare = async (...ids: readonly string[]): Promise<void> => {
  for (const it of ids) expect([it, await act(it, "file-declaration", { case: id, interests: [] })]).toEqual([it, "done"]);
};
type Step = readonly [who: string, act: string, more: object | (() => object), told: string];
async function go(steps: readonly Step[]): Promise<void> {
  for (const [who, kind, more, told] of steps) expect([who, kind, await act(who, kind, { case: id, ...(typeof more === "function" ? more() : more) })]).toEqual([who, kind, told]);
}
const offer = { supplier: "VAL/acme", amount: 500_000, currency: "EUR", itemClass: "batteries" };
/** A tender whose bids are open and evaluated. */
async function evaluated(): Promise<void> {
  expect(await act("rita", "state-requirement", opens)).toBe("done");
  await declare("dan", "ola", "per", "una", "uri", "ute");
  await go([
    ["dan", "draft-tender", { deadline: DEADLINE }, "done"],
    ["acme", "submit-bid", {}, "done"],
    ["bolt", "submit-bid", {}, "done"],
  ]);
  clock = START + 11 * DAY;
  await go([
    ["ola", "sign-opening", {}, "done"],
    ["per", "sign-opening", {}, "done, open-bids"],
    ...["una", "uri", "ute"].map((it): Step => [it, "join-panel", {}, "done"]),
    ...["una", "uri", "ute"].map((it): Step => [it, "evaluate", {}, "done"]),
  ]);
}

test("the page's words for acts are those that the app takes", () => expect([...ACTS].sort()).toEqual([...CASE_ACTS].sort()));

describe("a procurement over HTTP, from its requirement to its payment", () => {
  test("each duty is kept by what is recorded of who did what before, and each refusal names it", async () => {
    expect(await act("", "state-requirement", opens)).toBe("401 no-session");
    expect(await act("dan", "state-requirement", opens)).toBe("403 duty-refused, role-missing");
    expect(await act("rita", "state-requirement", { title: "x" })).toBe("400 act-unread");
    expect(await act("rita", "state-requirement", { ...opens, deadline: DEADLINE })).toBe("400 act-unread");
    expect((await ask("rita", "/api/cases/act", { body: { ...opens, act: "state-requirement", deadline: DEADLINE } })).body.detail).toBe("It cannot be read: a state-requirement has no field deadline.");
    const inFrench = async (who: string, body: object) => (await ask(who, "/api/cases/act", { body: { ...body, act: "state-requirement" }, language: "fr" })).body;
    expect((await inFrench("rita", { ...opens, deadline: DEADLINE })).detail).toBe("Il ne peut être lu\u00a0: un acte state-requirement n’a pas de champ deadline.");
    const refused = await inFrench("dan", opens);
    expect([refused.reason, refused.detail, refused.duties[0].text, refused.mend]).toEqual(["duty-refused", expect.stringMatching(/rôle/i), refused.detail, expect.stringMatching(/[éèà]|officier/)]);
    expect(await act("rita", "state-requirement", opens, 1)).toBe("403 duty-refused, assurance-too-low");
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    await go([["dan", "draft-tender", { deadline: DEADLINE }, "403 duty-refused, declaration-first"]]);
    await declare("dan", "dora", "ola", "per", "una", "uri", "ute", "ben", "cem", "cara", "rita", "rex", "pat");
    await go([
      ["eve", "file-declaration", { interests: [{ supplier: "VAL/acme", kind: "holding" }] }, "done"],
      ["dan", "draft-tender", { deadline: "2030-05-01T00:00:00Z" }, "403 duty-refused, deadline-past"],
      ["dan", "draft-tender", { deadline: DEADLINE }, "done"],
      ["dan", "submit-bid", {}, "403 duty-refused, role-missing"],
      ["acme", "draft-tender", { deadline: DEADLINE }, "403 duty-refused, role-missing"],
      ["acme", "submit-bid", { supplier: "VAL/bolt" }, "403 duty-refused, role-missing"],
      ["acme", "submit-bid", {}, "done"],
      ["bolt", "submit-bid", {}, "done"],
      ["dan", "answer-bidders", { answer: "the calibre is 155 mm" }, "done"],
      ["ola", "sign-opening", {}, "403 duty-refused, submission-open"],
    ]);
    clock = START + 11 * DAY;
    await go([
      ["acme", "submit-bid", {}, "403 duty-refused, submission-over"],
      ["una", "join-panel", {}, "done"],
      ["una", "read-bid", {}, "403 duty-refused, sealed"],
      ["dora", "draft-award", { content: offer }, "403 duty-refused, sealed"],
      ["ola", "sign-opening", {}, "done"],
      ["ola", "sign-opening", {}, "403 duty-refused, two-different-openers"],
      ["per", "sign-opening", {}, "done, open-bids"],
      ["ola", "join-panel", {}, "403 duty-refused, opening-and-evaluation"],
      ["eve", "join-panel", {}, "403 duty-refused, conflict-of-interest"],
      ["una", "evaluate", {}, "403 duty-refused, panel-too-small"],
      ["uri", "join-panel", {}, "done"],
      ["ute", "join-panel", {}, "done"],
      ["una", "read-bid", {}, "done"],
      ["una", "evaluate", {}, "done"],
      ["uri", "evaluate", {}, "done"],
      ["dora", "draft-award", { content: offer }, "done"],
    ]);
    const [draft] = (await caseOf("ben")).drafts;
    expect(draft).toEqual({ draft: expect.any(String), hash: expect.any(String), version: 1, nation: "VAL", content: offer, approvals: [], needed: 2, missing: 2, against: [] });
    // What is not kept from anybody is shown to all who see the case: bidders, too.
    expect((await caseOf("bolt")).acts.find((it: { readonly act: string }) => it.act === "answer-bidders").fields).toEqual(expect.arrayContaining([{ name: "answer", value: JSON.stringify("the calibre is 155 mm") }]));
    expect((await caseOf("dora")).drafts[0].against.map((it: { readonly reason: string }) => it.reason)).toEqual(["author-approves"]);
    const approve = { draft: draft.draft, hash: draft.hash };
    await go([
      ["dora", "approve-award", approve, "403 duty-refused, author-approves"],
      ["una", "approve-award", approve, "403 duty-refused, evaluation-and-award"],
      ["rita", "approve-award", approve, "403 duty-refused, requirement-and-award"],
      ["ben", "approve-award", { ...approve, hash: "A".repeat(43) }, "409 other-bytes"],
      ["ben", "approve-award", approve, "done"],
      ["ben", "approve-award", approve, "403 duty-refused, two-different-approvers"],
      // Two persons have approved, and one evaluation is missing: the award waits for it.
      ["cem", "approve-award", approve, "done"],
      ["rex", "certify-receipt", {}, "403 duty-refused, no-contract"],
      ["ute", "evaluate", {}, "done, take-effect"],
      ["ben", "approve-award", approve, "403 duty-refused, two-different-approvers"],
      ["cara", "approve-award", { ...approve, hash: "A".repeat(43) }, "403 duty-refused, other-bytes, in-effect-already"],
      ["pat", "pay", {}, "403 duty-refused, not-received"],
      ["rex", "certify-receipt", {}, "done"],
      ["rex", "pay", {}, "403 duty-refused, receipt-and-payment"],
      ["pat", "pay", {}, "done"],
      ["aud", "export-record", {}, "done"],
    ]);
    const shown = await caseOf("ben");
    expect(shown).toMatchObject({ party: "VAL", title: opens.title, label: "OWN", marking: { en: "OWN" }, nation: "VAL", deadline: DEADLINE, opened: expect.stringMatching(/^2030-06-12/), drafts: [{ missing: 0, inEffect: expect.any(String), approvals: [{ by: "VAL/ben", counts: true }, { by: "VAL/cem", counts: true }] }] });
    expect(shown.acts.filter((it: { readonly by: string }) => it.by === "node").map((it: { readonly act: string }) => it.act)).toEqual(["open-bids", "take-effect"]);
    // What a case is called is said by the record that begins it, and by no other.
    expect(dutyRecords(rules.layers, ledger).filter(({ record }) => "opens" in record.fields).map(({ record }) => record.fields["kind"])).toEqual(["state-requirement"]);
    // Whoever opens the ledger elsewhere comes to the same, by the records alone.
    const again = openLedger(ledger.store, tools);
    if (isFault(again)) throw new Error(again.message);
    const [here, there] = [dutiesOf(rules.layers, ledger), dutiesOf([...rules.layers], again)];
    expect(there.duties).toEqual(here.duties);
    expect(there.faults).toEqual([]);
  });

  test("a changed draft takes its approvals with it, and so does a role that is taken away", async () => {
    await evaluated();
    await declare("dora", "ben", "cem");
    await go([["dora", "draft-award", { content: offer }, "done"]]);
    const [first] = (await caseOf("ben")).drafts;
    await go([
      ["ben", "approve-award", { draft: first.draft, hash: first.hash }, "done"],
      ["dora", "draft-award", { draft: first.draft, content: { ...offer, amount: 500_001 } }, "done"],
    ]);
    const [second] = (await caseOf("ben")).drafts;
    expect(second).toMatchObject({ draft: first.draft, version: 2, missing: 2, approvals: [{ by: "VAL/ben", counts: false, withdrawn: "draft-changed" }] });
    await go([
      ["cem", "approve-award", { draft: first.draft, hash: first.hash }, "409 other-bytes"],
      ["ben", "approve-award", { draft: first.draft, hash: second.hash }, "done"],
    ]);
    register({ kind: "role-ended", person: "VAL/ben", role: "approver", nation: "VAL" });
    await go([["cem", "approve-award", { draft: first.draft, hash: second.hash }, "done"]]);
    expect((await caseOf("cem")).drafts).toMatchObject([{ missing: 1, approvals: [{ by: "VAL/ben" }, { by: "VAL/ben", counts: false, withdrawn: "role-lost" }, { by: "VAL/cem", counts: true }] }]);
  });

  test("an award without a tender, under an emergency, takes one approval, is flagged and has its review", async () => {
    register(granted("ivo", "emergency"));
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    await declare("dora", "ben");
    await go([["ivo", "declare-emergency", { reason: "flood", until: "2030-07-01T00:00:00Z" }, "done"]]);
    const emergency = JSON.parse((await caseOf("ivo")).acts.at(-1).fields.find((it: { readonly name: string }) => it.name === "emergency").value);
    await go([["dora", "draft-award", { content: offer, emergency }, "done"]]);
    const [draft] = (await caseOf("ben")).drafts;
    expect(draft).toMatchObject({ emergency, needed: 1 });
    const approve = { draft: draft.draft, hash: draft.hash };
    expect((await ask("ben", "/api/cases/preview", { body: { case: id, act: "approve-award", ...approve } })).body).toEqual({ allowed: true, against: [], flags: ["emergency"], follows: ["take-effect"] });
    await go([["ben", "approve-award", approve, "done, take-effect"]]);
    expect((await caseOf("ben")).reviews).toEqual([{ draft: draft.draft, emergency, due: expect.stringMatching(/^2030-07-01/) }]);
    // The review is that of its case, and of no other.
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    expect((await caseOf("ben")).reviews).toEqual([]);
  });

  test("an award in effect is amended by one that names it, and all else that it says is shown as it was written", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    register({ kind: "rule-set", nation: "VAL", rule: "duties.approvals", value: 1 });
    register({ kind: "rule-set", nation: "VAL", rule: "duties.two-approvals-from", value: 2_000_000 });
    await declare("dora", "ben");
    await go([["dora", "draft-award", { content: { ...offer, terms: "on delivery" } }, "done"]]);
    const [first] = (await caseOf("ben")).drafts;
    expect(first.content).toEqual({ ...offer, terms: "on delivery" });
    await go([
      ["ben", "approve-award", { draft: first.draft, hash: first.hash }, "done, take-effect"],
      ["dora", "draft-award", { content: { ...offer, amount: 1000 }, amends: first.draft }, "done"],
    ]);
    const drafts = (await caseOf("ben")).drafts as readonly { readonly draft: string; readonly amends?: string }[];
    expect(drafts.map((it) => it.amends)).toEqual([undefined, first.draft]);
    expect("amends" in drafts[0]!).toBe(false);
    // Terms in a record that another program wrote may be more than a text.
    byHand({ kind: "draft-award", by: "VAL/dora", case: id, draft: "H", nation: "VAL", content: { ...offer, terms: { b: 1, a: [2] } } }, ["dora"]);
    expect((await caseOf("ben")).drafts.find((it: { readonly draft: string }) => it.draft === "H").content.terms).toBe('{"a":[2],"b":1}');
  });

  test("a case that begins for another nation goes on for that nation", async () => {
    for (const [who, role] of [["rita", "requirer"], ["dora", "drafter"]] as const) register({ kind: "role-granted", person: `VAL/${who}`, role, nation: "HOL" });
    expect(await act("rita", "state-requirement", { ...opens, nation: "HOL" })).toBe("done");
    await declare("dora", "dan");
    await go([
      ["dan", "draft-award", { content: offer }, "403 duty-refused, role-missing"],
      ["dora", "draft-award", { content: offer }, "done"],
    ]);
    expect(await caseOf("ben")).toMatchObject({ nation: "HOL", drafts: [{ nation: "HOL" }] });
  });

  test("a change of access that is recorded in a case is no award of it, and no act in the case puts it into effect", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    for (const who of ["ivo", "rex", "cara"]) register(granted(who, "security"));
    const change = { case: id, draft: "R", nation: "VAL" };
    byHand({ kind: "draft-access-change", by: "VAL/ivo", ...change, change: "release", nations: ["VAL"], content: { to: "PUBLIC" } }, ["ivo"]);
    const hash = draftHash(primitives.sha256, dutiesOf(rules.layers, ledger).duties.drafts["R"]!);
    for (const who of ["rex", "cara"]) byHand({ kind: "approve-access-change", by: `VAL/${who}`, ...change, hash }, [who]);
    expect(dutiesOf(rules.layers, ledger).duties.drafts["R"]).toMatchObject({ approvals: [{}, {}] });
    expect((await caseOf("ben")).drafts).toEqual([]);
    expect(await act("dan", "file-declaration", { case: id, interests: [] })).toBe("done");
  });

  test("a supplier declares, as others do", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    await declare("acme");
  });

  test("a preview decides the same, says what would follow, and writes nothing", async () => {
    await evaluated();
    await declare("dora", "ben", "cem");
    const before = ledger.root?.tree.size;
    const preview = async (who: string, body: object) => (await ask(who, "/api/cases/preview", { body: { case: id, ...body } })).body;
    expect(await preview("dora", { act: "draft-award", content: offer })).toEqual({ allowed: true, against: [], flags: [], follows: [] });
    expect(await preview("ola", { act: "evaluate" })).toMatchObject({ allowed: false, layer: "duties", against: [{ reason: "off-the-panel" }, { reason: "opening-and-evaluation", text: "Who opens the bids does not evaluate them.", mend: "Let another person do this." }], follows: [] });
    expect(ledger.root?.tree.size).toBe(before);
    await go([["dora", "draft-award", { content: offer }, "done"]]);
    const [{ draft, hash }] = (await caseOf("ben")).drafts;
    await go([["ben", "approve-award", { draft, hash }, "done"]]);
    expect(await preview("cem", { act: "approve-award", draft, hash })).toEqual({ allowed: true, against: [], flags: [], follows: ["take-effect"] });
  });

  test("a refusal is a problem of RFC 9457 that names the layer, the duty, the reason and how to mend it", async () => {
    await evaluated();
    const { status, body, headers } = await ask("ola", "/api/cases/act", { body: { case: id, act: "join-panel" } });
    expect([status, headers["content-type"]]).toEqual([403, expect.stringContaining("application/problem+json")]);
    expect(body).toEqual({
      type: "about:blank",
      title: "A rule on duties is against it.",
      status: 403,
      detail: "Who opens the bids does not evaluate them.",
      reason: "duty-refused",
      mend: "Let another person do this.",
      layer: "duties",
      duties: [{ duty: "opening-and-evaluation", text: "Who opens the bids does not evaluate them.", mend: "Let another person do this." }],
    });
  });
});

describe("who sees a procurement", () => {
  test("one under a label that lets a reader in, and to nobody else is it there", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    expect((await caseOf("ben")).acts).toMatchObject([{ act: "state-requirement", by: "VAL/rita", partly: false }]);
    for (const who of ["low", "hob"]) {
      expect([who, (await ask(who, "/api/cases")).body]).toEqual([who, { cases: [] }]);
      for (const url of ["/api/cases?case=", ""]) {
        const told = async (name: string) => {
          const it = url === "" ? await ask(who, "/api/cases/act", { body: { party: "VAL", case: name, act: "approve-award", draft: "x", hash: "y" } }) : await ask(who, `${url}${name}`);
          return [it.status, it.body, it.headers, lines.map((line) => ({ ...JSON.parse(line), time: "", ms: 0, reqId: "", url: "" }))];
        };
        expect([who, await told(id)]).toEqual([who, await told("0123456789abcdef")]);
        expect([who, (await told(id))[0]]).toEqual([who, 404]);
      }
      expect([who, (await ask(who, `/api/cases?case=${id}`)).body.reason]).toEqual([who, "no-case-named"]);
    }
  });
  test("cases come in the order in which they began", async () => {
    const begun: string[] = [];
    for (let at = 0; at < 8; at++) {
      expect(await act("rita", "state-requirement", opens)).toBe("done");
      begun.push(id);
    }
    expect((await ask("rita", "/api/cases")).body.cases.map((it: { readonly case: string }) => it.case)).toEqual(begun);
  });
  test("cases that begin at one moment come in the order of their names", async () => {
    const begun: string[] = [];
    for (let at = 0; at < 6; at++) begun.push((await ask("rita", "/api/cases/act", { body: { ...opens, act: "state-requirement" } })).body.case.case);
    expect((await ask("rita", "/api/cases")).body.cases.map((it: { readonly case: string }) => it.case)).toEqual([...begun].sort());
  });
  test("nobody begins one under a label that they do not read, and is not told whether there is such a label", async () => {
    register(granted("low", "requirer"));
    const told = async (label: string) => {
      const it = await ask("low", "/api/cases/act", { body: { act: "state-requirement", title: "x", label } });
      return [it.status, it.body];
    };
    expect(await told("HIGH")).toEqual(await told("NOWHERE"));
    expect((await told("HIGH"))[0]).toBe(409);
    expect((await told("OPEN"))[0]).toBe(200);
  });
  test("one that is asked for by name comes alone", async () => {
    const begun: string[] = [];
    for (let at = 0; at < 2; at++) begun.push((await ask("rita", "/api/cases/act", { body: { ...opens, act: "state-requirement" } })).body.case.case);
    for (const name of begun) expect((await ask("rita", `/api/cases?case=${name}`)).body.cases.map((it: { readonly case: string }) => it.case)).toEqual([name]);
  });
  test("one begins with a title and a label, and neither alone", async () => {
    for (const half of [{ title: "x" }, { label: "OWN" }]) expect([half, await act("rita", "state-requirement", half)]).toEqual([half, "400 act-unread"]);
  });
  test("what the node carries out with somebody's signature is no act of theirs", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    await declare("dan", "ola", "per");
    await go([["dan", "draft-tender", { deadline: DEADLINE }, "done"]]);
    clock = START + 11 * DAY;
    register({ kind: "rule-set", nation: "VAL", rule: "duties.acts-per-hour", value: 2 });
    await go([
      ["ola", "sign-opening", {}, "done"],
      // Two records by the hand of per, one of them by the node.
      ["per", "sign-opening", {}, "done, open-bids"],
      ["per", "file-declaration", { interests: [] }, "done"],
      ["per", "file-declaration", { interests: [] }, "403 duty-refused, too-many"],
    ]);
    // Nor is what another person signs in somebody's name: nobody is kept from acting that way.
    for (let at = 0; at < 3; at++) byHand({ kind: "file-declaration", by: "VAL/uri", case: id, interests: [] }, ["dan"]);
    await go([["uri", "file-declaration", { interests: [] }, "done"]]);
  });
  test("a label without a channel is told with who opens one", async () => {
    append([{ type: "row", subject: "labels.csv NEW", fields: { file: "labels.csv", id: "NEW", cells: { id: "NEW", policy: "PACT", level: "0", marking_en: "NEW", absent_means: "everyone" } }, label: "OPEN" }]);
    const { status, body } = await ask("rita", "/api/cases/act", { body: { act: "state-requirement", title: "x", label: "NEW" } });
    expect([status, body]).toEqual([409, expect.objectContaining({ reason: "ledger-refused", mend: expect.stringContaining("node bin/concord.mjs ledger append") })]);
    // Bidders open none either, so it has to be there.
    expect(await act("rita", "state-requirement", { ...opens, sealed: "NEW" })).toBe("409 no-label");
    append([{ type: "note", fields: {}, label: "NEW" }]);
    expect(await act("rita", "state-requirement", { ...opens, sealed: "NEW" })).toBe("done");
    expect(await act("rita", "state-requirement", { title: "x", label: "NEW" })).toBe("done");
  });
  test("where nobody signs in, the owner sees all, and whoever the owner looks as sees what they may", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    const seen = async (query: string) => (await open.inject({ url: `/api/cases${query}` })).json();
    expect((await seen("")).cases).toMatchObject([{ case: id }]);
    expect((await seen("?as=VAL:1")).cases).toMatchObject([{ case: id }]);
    // Nobody is there of whom it could be said what is against their approving.
    await declare("dora");
    await go([["dora", "draft-award", { content: offer }, "done"]]);
    expect((await seen("")).cases[0].drafts).toMatchObject([{ content: offer }]);
    expect((await seen("")).cases[0].drafts[0]).not.toHaveProperty("against");
    for (const as of ["VAL:0", "HOL:2", ":0"]) expect(await seen(`?as=${as}`)).toEqual({ cases: [] });
  });
  test("interests are for who declares them and for the integrity officer; that they were declared is for all", async () => {
    expect(await act("rita", "state-requirement", opens)).toBe("done");
    const interests = [{ supplier: "VAL/acme", kind: "family" }];
    await go([["una", "file-declaration", { interests }, "done"]]);
    const told = async (who: string) => (await caseOf(who)).acts.at(-1);
    for (const who of ["una", "ivo"]) expect([who, await told(who)]).toMatchObject([who, { act: "file-declaration", by: "VAL/una", partly: false, fields: [{ name: "interests", value: JSON.stringify([{ kind: "family", supplier: "VAL/acme" }]) }] }]);
    for (const who of ["ben", "aud", "acme"]) expect([who, await told(who)]).toMatchObject([who, { act: "file-declaration", by: "VAL/una", partly: true, fields: [] }]);
    const owner = (await open.inject({ url: `/api/cases?case=${id}` })).json().cases[0].acts.at(-1);
    expect(owner).toMatchObject({ partly: false, fields: [{ name: "interests" }] });
    // Who holds another role in the nation, or that one in another nation, is no integrity officer of the case.
    register({ kind: "role-granted", person: "VAL/aud", role: "integrity", nation: "HOL" });
    register({ kind: "role-granted", person: "VAL/ben", role: "integrity", nation: "VAL", until: clock + DAY });
    expect([(await told("aud")).partly, (await told("ben")).partly]).toEqual([true, false]);
    clock += DAY;
    expect((await told("ben")).partly).toBe(true);
    const { channel, place } = await told("ben");
    expect(JSON.stringify((await ask("ben", `/api/ledger/entries?channel=${channel}&from=${place}`)).body)).not.toContain("acme");
  });
  test("a label for bids that is written out is shown as its text", async () => {
    append([dutyDraft({ kind: "state-requirement", at: 0, by: "VAL/rita", case: "H", nation: "VAL" } as DutyEvent, "OWN", { title: "x", sealed: { policy: "PACT", level: 2 } })], new Map([["VAL/rita", keyOf("rita")]]));
    id = "H";
    expect((await caseOf("ben")).sealed).toBe('{"level":2,"policy":"PACT"}');
  });
  test("bids under a label of their own are not for other bidders", async () => {
    register(granted("ivo", "requirer"));
    expect(await act("ivo", "state-requirement", { title: "x", label: "OPEN", sealed: "NOWHERE" })).toBe("409 no-label");
    expect(await act("low", "state-requirement", { title: "x", label: "OPEN", sealed: "HIGH" })).toBe("409 no-label");
    expect(await act("ivo", "state-requirement", { title: "x", label: "OPEN", sealed: "HIGH" })).toBe("done");
    await declare("dan");
    await go([
      ["dan", "draft-tender", { deadline: DEADLINE }, "done"],
      ["acme", "submit-bid", {}, "done"],
    ]);
    const acts = async (who: string) => (await caseOf(who)).acts.map((it: { readonly act: string }) => it.act);
    expect(await acts("bolt")).toEqual(["state-requirement", "file-declaration", "draft-tender"]);
    expect((await caseOf("bolt")).sealed).toBe("HIGH");
    expect(await acts("aud")).toEqual(["state-requirement", "file-declaration", "draft-tender", "submit-bid"]);
    // It counts all the same: a conflict with who bids is found.
    await go([
      ["eve", "file-declaration", { interests: [{ supplier: "VAL/acme", kind: "own" }] }, "done"],
      ["eve", "join-panel", {}, "403 duty-refused, conflict-of-interest"],
      ["acme", "withdraw-bid", {}, "done"],
      ["eve", "join-panel", {}, "403 duty-refused, conflict-not-released"],
      ["ivo", "release-conflict", { person: "VAL/eve", supplier: "VAL/acme", reason: "withdrawn" }, "403 duty-refused, declaration-first"],
      ["ivo", "file-declaration", { interests: [] }, "done"],
      ["ivo", "release-conflict", { person: "VAL/eve", supplier: "VAL/acme", reason: "withdrawn" }, "done"],
      ["eve", "join-panel", {}, "done"],
    ]);
    const released = (who: string) => caseOf(who).then((it) => it.acts.find((one: { readonly act: string }) => one.act === "release-conflict").fields);
    expect([await released("ben"), (await released("ivo")).length]).toEqual([[], 3]);
  });
});

describe("what is written past the rules does not count", () => {
  test.each<readonly [string, (draft: string, hash: string) => void, string]>([
    ["an effect that nobody has approved", (draft) => byHand({ kind: "take-effect", by: "node", case: id, draft }, ["dora"]), "refused: too-few-approvals"],
    ["an approval that another person signed", (draft, hash) => byHand({ kind: "approve-award", by: "VAL/ben", case: id, draft, hash, nation: "VAL" }, ["dora"]), "VAL/ben has not signed"],
    ["an approval by its author", (draft, hash) => byHand({ kind: "approve-award", by: "VAL/dora", case: id, draft, hash, nation: "VAL" }, ["dora"]), "refused: author-approves"],
    ["a role that two who are no officers gave", () => byHand(granted("dora", "integrity"), ["dora", "ben"]), "a register is changed by 2 officers, and 0 signed"],
  ])("%s", async (_, write, fault) => {
    await evaluated();
    await declare("dora");
    await go([["dora", "draft-award", { content: offer }, "done"]]);
    const before = await caseOf("ben");
    write(before.drafts[0].draft, before.drafts[0].hash);
    expect(await caseOf("ben")).toEqual(before);
    expect(dutiesOf(rules.layers, ledger).faults.map((it) => it.message)).toEqual([expect.stringContaining(fault)]);
  });
  test("a rule under a label that readers of a case may not read has no part in it", async () => {
    await evaluated();
    await declare("dora", "ben");
    register({ kind: "rule-set", nation: "VAL", rule: "duties.approvals", value: 1 }, "HIGH");
    await go([["dora", "draft-award", { content: offer }, "done"]]);
    expect((await caseOf("ben")).drafts).toMatchObject([{ needed: 2 }]);
    register({ kind: "rule-set", nation: "VAL", rule: "duties.approvals", value: 1 }, "OPEN");
    expect((await caseOf("ben")).drafts).toMatchObject([{ needed: 1 }]);
  });
  test("awards under a label above are not added up, those under it are", async () => {
    for (const [rule, value] of [["duties.two-approvals-from", 800_000]] as const) register({ kind: "rule-set", nation: "VAL", rule, value });
    /** An award to one firm under a label, with how many have to approve it; it takes effect. */
    const award = async (label: string): Promise<number> => {
      expect(await act("ivo", "file-declaration", { title: label, label, interests: [] })).toBe("done");
      register(granted("ivo", "drafter"));
      await declare("cara");
      await go([["ivo", "draft-award", { content: offer }, "done"]]);
      const [{ draft, hash, needed }] = (await caseOf("cara")).drafts;
      await go([["cara", "approve-award", { draft, hash }, needed === 1 ? "done, take-effect" : "done"]]);
      return needed;
    };
    expect([await award("HIGH"), await award("OWN"), await award("HIGH"), await award("OPEN")]).toEqual([1, 1, 2, 1]);
  });
});
