import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { highsPool } from "#adapters/highs";
import { primitives } from "#adapters/keys";
import { explainer, planResults } from "#app";
import { isFault, leafHash, parsePolicy, utf8, verifyProof } from "#ledger";
import { buildServer, signInDesk, type View, viewAsGate, viewDesk } from "#server";
import { dutyRules, ledgerFolders, servedLedgers } from "../../src/cli/ledger/served.ts";
import { sourceOf, sourceOfLedgers } from "../../src/cli/load.ts";
import { ROOT } from "../../tools/files.ts";
import { here } from "../cli/here.ts";
import { failuresByBornNames } from "./born-names.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-acts-"));
const all = join(folder, "all");
const NOW = Date.parse("2030-06-01T10:00:00Z") / 1000;
const person = (id: string, nation: string, level: number, ...roles: readonly string[]) => ({ id, name: id, nation, level, roles });
const directory = [
  person("sam", "VAL", 2, "security-officer"),
  person("sue", "VAL", 2, "security-officer"),
  person("syd", "VAL", 2, "security-officer"),
  person("low", "VAL", 0, "security-officer"),
  person("hob", "HOL", 2, "security-officer"),
  person("hal", "HOL", 2, "security-officer"),
  person("hew", "HOL", 2, "security-officer"),
  person("fay", "FEN", 2, "security-officer"),
  person("carl", "VAL", 2, "clerk"),
  person("cleo", "VAL", 0, "clerk"),
  person("rita", "HOL", 0),
];
const KEYS = { VAL: ["sam", "sue", "syd", "carl", "cleo"], HOL: ["hob", "hal"] };

let server: FastifyInstance;
let open: FastifyInstance;
/** The same ledgers, where the plan is made and asked of a solver. */
let withPlan: FastifyInstance;
/** The same ledgers beside data of which nobody may see anything. */
let withNothing: FastifyInstance;
let people: ReturnType<typeof signInDesk>;
const served = (): ReturnType<typeof servedLedgers> => servedLedgers(ledgerFolders(all), sourceOfLedgers);
const said = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await here(["ledger", ...args]);
  if (code !== 0) throw new Error(`ledger ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
};
const writeDirectory = (persons: readonly object[]): void => writeFileSync(join(folder, "directory.json"), JSON.stringify({ version: "1", persons }));

beforeAll(async () => {
  const data = join(folder, "data");
  cpSync(join(ROOT, "cases/three-shores"), data, { recursive: true });
  const holdings = join(data, "holdings.csv");
  writeFileSync(holdings, readFileSync(holdings, "utf8").replace("h.VAL.tank,returns,2029-10-01,official,high,OPEN", "h.VAL.tank,returns,2029-10-01,official,high,HIGH"));
  mkdirSync(all);
  for (const party of ["VAL", "HOL"]) {
    await said("init", join(all, party), "--party", party, "--label", "OPEN");
    await said("append", join(all, party), data);
  }
  for (const [party, names] of Object.entries(KEYS)) {
    const keys = await Promise.all(names.map((it) => said("key", join(all, party, "keys", `${it}.key`), "--name", `${party}/${it}`)));
    writeFileSync(join(folder, "keys.jsonl"), keys.join(""));
    await said("append", join(all, party), join(folder, "keys.jsonl"), "--label", "OPEN");
  }
  writeDirectory(directory);
  const settings = { origin: "http://localhost:4120", directory: join(folder, "directory.json"), state: join(folder, "state"), passkeys: true };
  people = signInDesk(settings, () => NOW);
  const ledgers = { ledgers: served(), rules: await dutyRules() };
  const ask = { ledgers, page: join(ROOT, "docs"), limits: { requests: 1_000_000, costly: 1_000_000 } };
  const views = async () => viewDesk({ source: await sourceOf(all), choices: {}, planner: { plan: () => undefined }, most: 20 });
  const signedIn = { ...ask, gate: people.gate, site: { kind: "origin", origin: settings.origin } as const, signIn: { settings, desk: people } };
  server = await buildServer({ ...signedIn, desk: await views() });
  const solver = await highsPool({ threads: 1 });
  const planned: View[] = [];
  withPlan = await buildServer({ ...signedIn, desk: viewDesk({ source: await sourceOf(all), choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 }), solved: (view, key) => explainer({ ...view.results, comparison: view.results.comparison! }, { solver }).explain(key) });
  withPlan.addHook("onClose", () => solver.close());
  await askOf(withPlan, "sam", "/api/home");
  for (const view of planned) view.results = await planResults(view.results, { solver, now: () => 0, dataRange: false });
  withNothing = await buildServer({ ...signedIn, desk: viewDesk({ source: { files: new Map(), digest: "" }, choices: {}, planner: { plan: () => undefined }, most: 20 }) });
  open = await buildServer({ ...ask, gate: viewAsGate, desk: await views() });
}, 120_000);
afterAll(async () => {
  await withPlan?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Assurance = 1 | 2 | 3;
const secrets = new Map<string, string>();
/** Asks as a person who is signed in. */
const ask = (who: string, url: string, more: { readonly body?: object; readonly assurance?: Assurance } = {}) => askOf(server, who, url, more);
async function askOf(server: FastifyInstance, who: string, url: string, { body, assurance = 3 }: { readonly body?: object; readonly assurance?: Assurance } = {}) {
  const name = `${who} ${assurance}`;
  const secret = secrets.get(name) ?? people.sessions.start({ person: who, method: "passkey", assurance }).secret;
  secrets.set(name, secret);
  const headers = { host: "localhost:4120", origin: "http://localhost:4120" };
  const reply = await server.inject({ url, headers, ...(who !== "" && { cookies: { concord: secret } }), ...(body === undefined ? {} : { method: "POST", payload: body }) });
  return { status: reply.statusCode, body: reply.json() };
}
const reason = async (...it: Parameters<typeof ask>): Promise<string> => {
  const { status, body } = await ask(...it);
  return status === 200 ? "done" : `${status} ${body.reason}`;
};

const TANK = { file: "holdings.csv", id: "h.VAL.tank" };
const draft = { figure: TANK, to: "OPEN", reason: "asked for in parliament", until: "2030-12-31" };
const idOf = (id: string) => async (who: string): Promise<readonly string[]> => (await ask(who, "/api/records?kind=holding")).body.rows?.flat().filter((it: unknown) => it === id) ?? [];
const tankSeenBy = idOf("h.VAL.tank");

describe("a release by persons who are signed in", () => {
  test("nobody, or nobody whose act it is, is refused with the reason", async () => {
    expect(await reason("", "/api/releases")).toBe("401 no-session");
    expect(await reason("rita", "/api/releases", { body: draft })).toBe("403 duty-refused");
    expect(await reason("carl", "/api/releases", { body: draft })).toBe("403 duty-refused");
    expect(await reason("sam", "/api/releases", { body: draft, assurance: 2 })).toBe("403 duty-refused");
    expect((await ask("sam", "/api/releases", { body: draft, assurance: 2 })).body.detail).toBe("The act asks for a stronger sign-in.");
  });
  test.each<readonly [string, object, string]>([
    ["no such row", { ...draft, figure: { ...TANK, id: "h.VAL.none" } }, "There is no row h.VAL.none in holdings.csv of this ledger."],
    ["no such label", { ...draft, to: "SECRETS" }, "There is no label SECRETS in this ledger; it has OPEN, FIRMS, ALLIES, OWN, HIGH."],
    ["a day that is over", { ...draft, until: "2001-01-01" }, "2001-01-01 is over."],
    ["neither a row nor a question", { to: "OPEN", reason: "x", until: "2030-12-31" }, "It does not say what is to be released."],
    ["a question without its answer", { query: "How many?", inputs: [TANK], to: "OPEN", reason: "x", until: "2030-12-31" }, "It does not say what is to be released."],
    ["a row with an answer", { ...draft, value: "7" }, "It does not say what is to be released."],
    ["a question without rows", { query: "How many?", value: "7", to: "OPEN", reason: "x", until: "2030-12-31" }, "The figure names no row it was made from, so nobody's consent could be asked."],
  ])("drafted of %s, it is refused in words", async (_, body, detail) => expect((await ask("sam", "/api/releases", { body })).body).toMatchObject({ status: 409, reason: "release-refused", detail }));
  test("a row that an officer may not read is as one that is not there", async () => {
    const [hidden, none] = await Promise.all([TANK.id, "h.VAL.none"].map((id) => ask("low", "/api/releases", { body: { ...draft, figure: { ...TANK, id } } })));
    expect(hidden!.body.detail.replace(TANK.id, "")).toBe(none!.body.detail.replace("h.VAL.none", ""));
    expect(hidden!.status).toBe(409);
  });

  test("one drafts it, two others approve the exact words, and then its readers see it and no more", async () => {
    const made = await ask("sam", "/api/releases", { body: { ...draft, without: ["readiness"] } });
    expect(made.status).toBe(200);
    const { waiting } = made.body;
    expect(waiting).toMatchObject({ party: "VAL", to: "OPEN", originators: ["VAL"], figure: { row: TANK }, gains: [{ who: "everyone", after: 0 }], approved: [], missing: [{ party: "VAL", persons: 2 }] });
    expect(waiting.inputs).toEqual([{ ...TANK, label: "HIGH", owner: "VAL" }]);
    expect(waiting.figure.cells).toContainEqual({ heading: "quantity", value: "100" });
    expect(waiting.figure.cells.map((it: { readonly heading: string }) => it.heading)).not.toContain("readiness");
    expect(waiting.against.map((it: { readonly reason: string }) => it.reason)).toContain("author-approves");
    const { release, digest } = waiting;
    const approve = { body: { release, digest } };

    // Whom it does not concern is not told that it is there.
    for (const who of ["rita", "carl", "low", "hob"]) {
      expect([who, (await ask(who, "/api/releases")).body.waiting]).toEqual([who, []]);
      expect([who, await reason(who, "/api/releases/approve", approve)]).toEqual([who, "404 no-release-named"]);
      expect([who, await reason(who, "/api/releases/refuse", { body: { release, reason: "no" } })]).toEqual([who, "404 no-release-named"]);
    }
    expect((await ask("sue", "/api/releases")).body.waiting).toMatchObject([{ release, digest, against: [] }]);
    expect((await ask("sue", "/api/releases", { assurance: 2 })).body.waiting).toMatchObject([{ release, against: [{ reason: "assurance-too-low" }] }]);
    expect(await reason("sam", "/api/releases/approve", approve)).toBe("403 duty-refused");
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest: `${digest.slice(1)}A` } })).toBe("409 other-bytes");
    expect(await reason("sue", "/api/releases/approve", { ...approve, assurance: 2 })).toBe("403 duty-refused");
    expect(await tankSeenBy("rita")).toEqual([]);

    expect((await ask("sue", "/api/releases/approve", approve)).body.waiting).toMatchObject({ approved: [{ by: "sue", nation: "VAL" }], missing: [{ party: "VAL", persons: 1 }] });
    expect(await reason("sue", "/api/releases/approve", approve)).toBe("403 duty-refused");
    expect(await tankSeenBy("rita")).toEqual([]);
    const last = await ask("syd", "/api/releases/approve", approve);
    expect(last.body.waiting).toMatchObject({ approved: [{ by: "sue" }, { by: "syd" }], missing: [], published: { by: "syd" } });
    expect(await tankSeenBy("rita")).toEqual(["h.VAL.tank"]);
    expect(await reason("syd", "/api/releases/approve", approve)).toBe("409 release-over");

    const seen = (await ask("rita", "/api/releases")).body;
    expect(seen.waiting).toEqual([]);
    expect(seen.released).toMatchObject([{ release, status: "in force", mayEnd: false, figure: { row: TANK } }]);
    // To end it is for the officers of its ledger; who names another ends none.
    expect((await ask("sam", "/api/releases")).body.released).toMatchObject([{ release, mayEnd: true }]);
    expect(await reason("sam", "/api/releases/withdraw", { body: { release: "none", reason: "x" } })).toBe("404 no-release-named");
    const [{ channel, place }] = seen.released;
    const entry = (await ask("rita", `/api/ledger/entries?channel=${channel}&from=${place}`)).body.shown[0];
    expect(entry).toMatchObject({ type: "release", by: ["VAL/syd"], partly: true });
    // What it was made from is for auditors.
    expect(entry.fields.map((it: { readonly name: string }) => it.name)).not.toContain("basis");
    expect(await said("verify", join(all, "VAL"))).toContain("Verified");
  });

  test.each([["", "The author of a draft does not approve it."], ["?lang=en", "The author of a draft does not approve it."], ["?lang=fr", "L’auteur d’un projet ne l’approuve pas."]])("why it may not be approved is told in the language asked for: %s", async (query, text) => {
    const { against } = (await ask("sam", `/api/releases/preview${query}`, { body: draft })).body.waiting;
    expect(against.find((it: { readonly reason: string }) => it.reason === "author-approves").text).toBe(text);
  });
  test("what it was made from is counted by owner and table; of one table the label that was named first comes first", async () => {
    const madeOf = async (...ids: readonly string[]) => (await ask("sam", "/api/releases/preview", { body: { query: "How many?", value: "1", inputs: ids.map((id) => ({ ...TANK, id })), to: "OPEN", reason: "x", until: "2030-12-31" } })).body.waiting.made;
    const [high, low] = [{ owner: "VAL", label: "HIGH", file: "holdings.csv", rows: 1 }, { owner: "VAL", label: "OPEN", file: "holdings.csv", rows: 2 }];
    expect(await madeOf(TANK.id, "h.VAL.gun", "h.VAL.battery")).toEqual([high, low]);
    expect(await madeOf("h.VAL.gun", TANK.id, "h.VAL.battery")).toEqual([low, high]);
    expect((await madeOf(TANK.id, "h.HOL.battery")).map((it: { readonly owner: string }) => it.owner)).toEqual(["HOL", "VAL"]);
  });
  test("one whose basis on disk is no longer to be read is nobody's to look at", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: draft })).body.waiting;
    const path = join(folder, "state", "releases", `${release}.json`);
    const kept = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...kept, file: JSON.stringify({ ...JSON.parse(kept.file), basis: "AAAA" }) }));
    expect((await ask("sue", "/api/releases")).body.waiting.map((it: { readonly release: string }) => it.release)).not.toContain(release);
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest } })).toBe("404 no-release-named");
    rmSync(path);
  });
  test("after its last day it is approved by nobody", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: draft })).body.waiting;
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-01-01T00:00:00Z") });
    const late = await ask("sue", "/api/releases/approve", { body: { release, digest } }).finally(() => vi.useRealTimers());
    expect(late).toMatchObject({ status: 409, body: { reason: "release-refused", detail: "The release ended on 2030-12-31." } });
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest } })).toBe("done");
  });
  test("an officer who may read neither what it was made from nor what it shows does not end it", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: { ...draft, to: "ALLIES" } })).body.waiting;
    const end = { body: { release, reason: "x" } };
    expect(await reason("syd", "/api/releases/withdraw", end)).toBe("404 no-release-named");
    for (const who of ["sue", "syd"]) expect([who, await reason(who, "/api/releases/approve", { body: { release, digest } })]).toEqual([who, "done"]);
    expect(await reason("low", "/api/releases/withdraw", end)).toBe("404 no-release-named");
    const shown = async () => (await ask("syd", "/api/releases")).body.released.find((it: { readonly release: string }) => it.release === release);
    expect(await shown()).toMatchObject({ status: "in force", mayEnd: true });
    expect(await reason("syd", "/api/releases/withdraw", end)).toBe("done");
    expect(await shown()).toMatchObject({ status: "withdrawn", mayEnd: false });
  });

  test("written and ended, though the last approval was not kept: approved again it is not said to be released, and nothing more is written", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: { ...draft, to: "ALLIES" } })).body.waiting;
    const approve = { body: { release, digest } };
    expect(await reason("sue", "/api/releases/approve", approve)).toBe("done");
    const path = join(folder, "state", "releases", `${release}.json`);
    const before = readFileSync(path);
    expect(await reason("syd", "/api/releases/approve", approve)).toBe("done");
    const inLedger = async () => (await ask("syd", "/api/releases")).body.released.filter((it: { readonly release: string }) => it.release === release).map((it: { readonly status: string }) => it.status);
    // As after a fall between the ledger and the state folder: what is written is not written twice.
    writeFileSync(path, before);
    expect([await reason("syd", "/api/releases/approve", approve), await inLedger()]).toEqual(["done", ["in force"]]);
    expect(await reason("syd", "/api/releases/withdraw", { body: { release, reason: "x" } })).toBe("done");
    writeFileSync(path, before);
    expect(await ask("syd", "/api/releases/approve", approve)).toMatchObject({ status: 409, body: { reason: "release-refused", detail: expect.stringMatching(/stands in the ledger as entry \d+ .*withdrawn/) } });
    expect(await inLedger()).toEqual(["withdrawn"]);
    rmSync(path);
  });
  test("an officer who lost the role counts no more", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: draft })).body.waiting;
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest } })).toBe("done");
    writeDirectory(directory.map((it) => (it.id === "sue" ? { ...it, roles: [] } : it)));
    const last = await ask("syd", "/api/releases/approve", { body: { release, digest } });
    expect(last.body.waiting.published).toBe(undefined);
    writeDirectory(directory);
    expect(await reason("syd", "/api/releases/refuse", { body: { release, reason: "overtaken" } })).toBe("done");
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest } })).toBe("409 release-over");
    expect((await ask("sam", "/api/releases")).body.waiting.at(-1)).toBeDefined();
    expect((await ask("sam", "/api/releases")).body.waiting).toContainEqual(expect.objectContaining({ release, refused: expect.objectContaining({ by: "syd", reason: "overtaken" }) }));
  });
});

describe("a release that takes the consent of two nations", () => {
  const sum = { party: "VAL", query: "Tanks of Vale and Holm, 2029", value: "150", inputs: [TANK, { ...TANK, id: "h.HOL.tank" }], to: "OPEN", reason: "asked for in both parliaments", until: "2030-12-31" };
  const releasedTo = async (who: string): Promise<readonly string[]> => (await ask(who, "/api/releases")).body.released.map((it: { readonly release: string }) => it.release);
  const waitingFor = async (who: string, id: string) => (await ask(who, "/api/releases")).body.waiting.find((it: { readonly release: string }) => it.release === id);

  test("two persons of each approve the same words; with the last of the four it shows, and not before", async () => {
    const { waiting } = (await ask("sam", "/api/releases", { body: sum })).body;
    expect(waiting).toMatchObject({ party: "VAL", originators: ["HOL", "VAL"], figure: { query: sum.query, value: "150" }, missing: [{ party: "HOL", persons: 2 }, { party: "VAL", persons: 2 }] });
    const { release, digest } = waiting;
    const approve = { body: { release, digest } };
    // Officers of both nations are asked. It is none of a third nation's business, though its officer may read every row.
    for (const who of ["sam", "sue", "hob", "hal"]) expect([who, (await waitingFor(who, release))?.digest]).toEqual([who, digest]);
    expect(await waitingFor("fay", release)).toBeUndefined();
    expect(await reason("fay", "/api/releases/approve", approve)).toBe("404 no-release-named");

    const steps: readonly (readonly [who: string, told: string, missing: readonly (readonly [string, number])[]])[] = [
      ["sam", "403 duty-refused", [["HOL", 2], ["VAL", 2]]],
      ["sue", "done", [["HOL", 2], ["VAL", 1]]],
      ["syd", "done", [["HOL", 2]]],
      ["sue", "403 duty-refused", [["HOL", 2]]],
      // Holm's own keys stand behind what Holm approves: an officer without one approves nothing.
      ["hew", "403 no-key", [["HOL", 2]]],
      ["hob", "done", [["HOL", 1]]],
      ["hob", "403 duty-refused", [["HOL", 1]]],
      // Vale's ledger knows nothing of Holm's keys yet. What it refuses is not kept, and can be given again once that is mended.
      ["hal", "409 ledger-refused", [["HOL", 1]]],
    ];
    for (const [who, told, missing] of steps) {
      expect([who, await releasedTo("rita")]).toEqual([who, expect.not.arrayContaining([release])]);
      expect([who, await reason(who, "/api/releases/approve", approve)]).toEqual([who, told]);
      expect([who, (await waitingFor("sue", release)).missing]).toEqual([who, missing.map(([party, persons]) => ({ party, persons }))]);
    }
    await said("trust", join(all, "VAL"), join(all, "HOL", "policy.txt"), "--party", "HOL");
    expect(await reason("hal", "/api/releases/approve", approve)).toBe("done");
    expect(await waitingFor("sue", release)).toMatchObject({ missing: [], approved: [{ by: "sue", nation: "VAL" }, { by: "syd", nation: "VAL" }, { by: "hob", nation: "HOL" }, { by: "hal", nation: "HOL" }], published: { by: "hal", nation: "HOL" } });

    const shown = (await ask("rita", "/api/releases")).body.released.find((it: { readonly release: string }) => it.release === release);
    expect(shown).toMatchObject({ party: "VAL", originators: ["HOL", "VAL"], status: "in force", figure: { query: sum.query, value: "150" } });
    // Carried out with the key of a person of the ledger who stood behind it, though the last to approve was another nation's.
    expect((await ask("rita", `/api/ledger/entries?channel=${shown.channel}&from=${shown.place}&count=1`)).body.shown[0]).toMatchObject({ type: "release", by: ["VAL/sue"] });
    // Who may read the sum still may not read the rows.
    expect(await idOf("h.HOL.tank")("rita")).toEqual([]);
    expect(await said("verify", join(all, "VAL"))).toContain("Verified");
  });
  test("what one nation's officer refuses is over for both", async () => {
    const { release, digest } = (await ask("sam", "/api/releases", { body: sum })).body.waiting;
    expect(await reason("sue", "/api/releases/approve", { body: { release, digest } })).toBe("done");
    expect(await reason("fay", "/api/releases/refuse", { body: { release, reason: "no" } })).toBe("404 no-release-named");
    expect(await reason("hob", "/api/releases/refuse", { body: { release, reason: "not this year" } })).toBe("done");
    for (const who of ["syd", "hal"]) expect([who, await reason(who, "/api/releases/approve", { body: { release, digest } })]).toEqual([who, "409 release-over"]);
    expect(await waitingFor("sam", release)).toMatchObject({ refused: { by: "hob", nation: "HOL", reason: "not this year" }, against: [], mayEnd: false });
    expect(await releasedTo("rita")).not.toContain(release);
  });
  test("a row of another nation asks for that nation's consent alone, and is released from the ledger that holds it", async () => {
    const row = { ...draft, figure: { ...TANK, id: "h.HOL.tank" } };
    expect((await ask("sam", "/api/releases", { body: { ...row, party: "VAL" } })).body).toMatchObject({ status: 409, reason: "release-refused", detail: "There is no row h.HOL.tank in holdings.csv of this ledger." });
    const { release, digest, originators } = (await ask("hew", "/api/releases", { body: { ...row, party: "HOL" } })).body.waiting;
    expect(originators).toEqual(["HOL"]);
    const approve = { body: { release, digest } };
    for (const who of ["sue", "syd"]) expect([who, await reason(who, "/api/releases/approve", approve)]).toEqual([who, "404 no-release-named"]);
    for (const who of ["hob", "hal"]) expect([who, await reason(who, "/api/releases/approve", approve)]).toEqual([who, "done"]);
    expect(await idOf("h.HOL.tank")("rita")).toEqual(["h.HOL.tank"]);
  });
  test("where an owner has put a row under a stricter label since it was drafted, it is approved by nobody", async () => {
    const stated = async (label: string): Promise<void> => {
      const cells = { id: "h.HOL.more", source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", label, nation: "HOL", system: "battery", quantity: "1", unit: "batteries", readiness: "1", ...(label === "OPEN" ? {} : { id: "h.HOL.more.v2", corrects: "h.HOL.more" }) };
      writeFileSync(join(folder, "stated.jsonl"), `${JSON.stringify({ type: "row", label, subject: `holdings.csv ${cells.id}`, fields: { file: "holdings.csv", id: cells.id, cells } })}\n`);
      await said("append", join(all, "HOL"), join(folder, "stated.jsonl"));
    };
    await stated("OPEN");
    const { release, digest, originators } = (await ask("sam", "/api/releases", { body: { ...sum, inputs: [TANK, { ...TANK, id: "h.HOL.more" }] } })).body.waiting;
    expect(originators).toEqual(["VAL"]);
    await stated("ALLIES");
    const { status, body } = await ask("sue", "/api/releases/approve", { body: { release, digest } });
    expect([status, body.reason, body.detail]).toEqual([409, "release-refused", expect.stringContaining("HOL has put h.HOL.more.v2 of holdings.csv under a label whose readers are fewer than those of OPEN")]);
    expect((await waitingFor("sue", release)).approved).toEqual([]);
  });
});

describe("a figure of a page", () => {
  const of = (key: string) => ({ body: { key, to: "OPEN", reason: "asked for in parliament", until: "2030-12-31" } });
  test("that takes a solver is proposed with its answer, and where the solver knows none it is refused in its words", async () => {
    expect((await askOf(withPlan, "sam", "/api/releases/preview", of("price/budget/VAL/2031"))).body.waiting.figure).toEqual({ query: "What is one more M CRN of the budget (Vale) in 2031 worth?", value: "0 weighted shortfall-years per M CRN, as of 2029-12-31" });
    expect((await askOf(withPlan, "sam", "/api/releases/preview", of("price/budget/XXX/2031"))).body).toMatchObject({ status: 409, reason: "release-refused", detail: '"price/budget/XXX/2031" is no limit of this plan.' });
  });
  test("is none to whom no page shows anything", async () => expect((await askOf(withNothing, "sam", "/api/releases/preview", of("available/air/2030"))).body).toMatchObject({ status: 404, reason: "nothing-to-see" }));
});

describe("changes of data by a person who is signed in", () => {
  const row = { kind: "correct", file: "holdings.csv", id: "h.VAL.gun", cells: [{ heading: "quantity", value: "21" }] };
  test.each<readonly [string, string, object | undefined, string]>([
    ["nobody", "", row, "401 no-session"],
    ["a security officer", "sam", row, "403 duty-refused"],
    ["somebody without the role", "rita", row, "403 duty-refused"],
    ["a row that would break the data", "carl", { ...row, cells: [{ heading: "quantity", value: "many" }] }, "409 draft-refused"],
    ["a row that is not there", "carl", { ...row, id: "h.VAL.none" }, "409 draft-refused"],
    ["another nation's row", "carl", { kind: "put", file: "holdings.csv", id: "h.new", cells: [{ heading: "nation", value: "HOL" }] }, "409 draft-refused"],
    ["a party that is not served", "carl", { ...row, party: "FEN" }, "404 no-ledger-of-party"],
    ["a field that nobody knows", "carl", { ...row, label: "OPEN" }, "400 bad-request"],
  ])("refused: %s", async (_, who, body, told) => expect(await reason(who, "/api/drafts", { ...(body !== undefined && { body }) })).toBe(told));
  test("a clerk who may not read a row corrects it as little as one that is not there", async () => {
    const of = async (id: string) => (await ask("cleo", "/api/drafts", { body: { ...row, id } })).body.detail.replaceAll(id, "");
    expect(await of("h.VAL.tank")).toBe(await of("h.VAL.none"));
  });
  test("drafted, taken back, drafted again and signed, with the person's own key", async () => {
    expect((await ask("carl", "/api/drafts")).body).toEqual({ party: "VAL", steps: [], findings: [] });
    expect(await reason("carl", "/api/drafts/sign", { body: {} })).toBe("409 nothing-drafted");
    const drafted = (await ask("carl", "/api/drafts", { body: row })).body;
    expect(drafted.steps).toMatchObject([{ did: "correct holdings.csv h.VAL.gun", drafts: [{ type: "row", label: "OPEN" }] }]);
    expect(drafted.steps[0].drafts[0].cells).toContainEqual({ heading: "corrects", value: "h.VAL.gun" });
    // Nobody else's business until it is signed.
    expect((await ask("cleo", "/api/drafts")).body.steps).toEqual([]);
    expect((await ask("carl", "/api/drafts/undo", { body: {} })).body.steps).toEqual([]);
    await ask("carl", "/api/drafts", { body: row });
    const signed = await ask("carl", "/api/drafts/sign", { body: {} });
    expect(signed.body).toMatchObject({ party: "VAL", written: [{ place: expect.any(Number) }] });
    const [{ channel, place, id }] = signed.body.written;
    expect((await ask("carl", `/api/ledger/entries?channel=${channel}&from=${place}&count=1`)).body.shown).toMatchObject([{ place, id, type: "row", by: ["VAL/carl"] }]);
    expect((await ask("carl", "/api/drafts")).body.steps).toEqual([]);
    expect(await idOf("h.VAL.gun.v2")("carl")).toEqual(["h.VAL.gun.v2"]);
  });
  test("a row of the same id that is hidden from a reader changes nothing that they are told", async () => {
    const told = async () => {
      const released = await Promise.all([{}, { without: ["note"] }, { to: "HIGH" }].map((more) => ask("low", "/api/releases", { body: { ...draft, figure: { ...TANK, id: "h.VAL.link" }, ...more } })));
      const drafted = await ask("cleo", "/api/drafts", { body: { ...row, id: "h.VAL.link", cells: [{ heading: "quantity", value: "3" }] } });
      await ask("cleo", "/api/drafts/undo", { body: {} });
      return JSON.stringify([released, drafted.body.steps.at(-1).drafts[0].cells]);
    };
    const before = await told();
    expect(before).toContain("h.VAL.link");
    const seenByOwner = async () => (await open.inject({ url: "/api/ledger", headers: { host: "127.0.0.1" } })).json().parties.flatMap((it: { readonly channels: readonly { readonly label: string; readonly entries: number }[] }) => it.channels).filter((it: { readonly label: string }) => it.label === "HIGH");
    const entries = await seenByOwner();
    writeFileSync(join(folder, "hidden.jsonl"), `${JSON.stringify({ type: "row", label: "HIGH", subject: "holdings.csv h.VAL.link", fields: { file: "holdings.csv", id: "h.VAL.link", cells: { id: "h.VAL.link", source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", label: "HIGH", nation: "VAL", system: "link", quantity: "9", unit: "links", readiness: "1", note: "dark" } } })}\n`);
    await said("append", join(all, "VAL"), join(folder, "hidden.jsonl"));
    expect(await seenByOwner()).not.toEqual(entries);
    expect(await told()).toBe(before);
  });
  test("without a key in force nothing is signed, and what waits stays", async () => {
    rmSync(join(all, "VAL", "keys", "cleo.key"));
    expect(await reason("cleo", "/api/drafts", { body: row })).toBe("409 draft-refused");
    expect(await reason("cleo", "/api/drafts", { body: { ...row, id: "h.VAL.gun.v2", cells: [{ heading: "quantity", value: "22" }] } })).toBe("done");
    expect(await reason("cleo", "/api/drafts/sign", { body: {} })).toBe("403 no-key");
    expect((await ask("cleo", "/api/drafts")).body.steps).toHaveLength(1);
  });
  test("what another program has written meanwhile is seen", async () => {
    writeFileSync(join(folder, "note.jsonl"), '{"type":"note","fields":{"text":"from elsewhere"}}\n');
    await said("append", join(all, "VAL"), join(folder, "note.jsonl"), "--label", "OPEN");
    const { parties } = (await ask("rita", "/api/ledger")).body;
    const [{ channel, entries }] = parties.find((it: { readonly party: string }) => it.party === "VAL").channels;
    expect((await ask("rita", `/api/ledger/entries?channel=${channel}&from=${entries - 1}`)).body.shown[0].fields).toEqual([{ name: "text", value: '"from elsewhere"' }]);
  });
});

describe("reading the ledgers", () => {
  const channelsOf = async (who: string): Promise<readonly { readonly channel: string; readonly label: string; readonly origin: string; readonly entries: number }[]> => (await ask(who, "/api/ledger")).body.parties.flatMap((it: { readonly channels: readonly object[] }) => it.channels);
  test("a reader sees the channels whose label lets them in, and the others are not there", async () => {
    expect(new Set((await channelsOf("rita")).map((it) => it.label))).toEqual(new Set(["OPEN"]));
    const high = (await channelsOf("sam")).find((it) => it.label === "HIGH")!;
    for (const route of ["entries?", "proof?place=0&"]) {
      expect(await reason("sam", `/api/ledger/${route}channel=${high.channel}`)).toBe("done");
      expect(await ask("rita", `/api/ledger/${route}channel=${high.channel}`)).toEqual(await ask("rita", `/api/ledger/${route}channel=nothing`));
    }
  });
  test("a proof leads from the record to the checkpoint, offline", async () => {
    const first = (await ask("rita", "/api/ledger")).body.parties.find((it: { readonly party: string }) => it.party === "VAL").channels[0];
    const { proof } = (await ask("rita", `/api/ledger/proof?channel=${first.channel}&place=1`)).body;
    const ledgers = served();
    const ledger = ledgers.open("VAL");
    const [entry, other] = ledger.store.read(first.origin, 1, 3);
    const policy = parsePolicy(primitives.sha256, readFileSync(join(all, "VAL", "policy.txt"), "utf8"));
    if (isFault(policy)) throw new Error(policy.message);
    const verdict = ({ leaf }: { readonly leaf: Uint8Array }): string => {
      const found = verifyProof(primitives, { proof: utf8(proof), leaf: leafHash(primitives.sha256, leaf), policy });
      return isFault(found) ? found.code : `entry ${found.index} of ${found.checkpoint.origin}`;
    };
    expect([verdict(entry!), verdict(other!)]).toEqual([`entry 1 of ${first.origin}`, "proof-inclusion"]);
    ledgers.close();
    expect(await reason("rita", `/api/ledger/proof?channel=${first.channel}&place=999999`)).toBe("404 no-entry-named");
  });
  test.each(["from=-1", "count=101", "count=0", "from=x", "more=1"])("asked for %s, it is refused", async (query) => expect(await reason("rita", `/api/ledger/entries?channel=a&${query}`)).toBe("400 bad-request"));
  test("without sign-in the owner sees all, and may look as anyone; acts are not there", async () => {
    const labels = async (query: string): Promise<ReadonlySet<string>> => new Set((await open.inject({ url: `/api/ledger${query}`, headers: { host: "127.0.0.1" } })).json().parties.flatMap((it: { readonly channels: readonly { readonly label: string }[] }) => it.channels.map((one) => one.label)));
    expect(await labels("")).toEqual(new Set(["OPEN", "ALLIES", "HIGH"]));
    expect(await labels("?as=:0")).toEqual(new Set(["OPEN"]));
    const releases = async (query: string) => (await open.inject({ url: `/api/releases${query}`, headers: { host: "127.0.0.1" } })).json();
    expect(await releases("?as=:0")).toMatchObject({ waiting: [], labels: [], released: expect.arrayContaining([expect.objectContaining({ figure: expect.objectContaining({ row: TANK }), mayEnd: false })]) });
    for (const act of ["", "/preview", "/approve", "/refuse", "/withdraw"]) expect([act, open.hasRoute({ method: "POST", url: `/api/releases${act}` })]).toEqual([act, false]);
  });
});

test.each([["one who is signed in", () => server, "sam"], ["the owner", () => open, ""]] as const)("names that every object has by birth, asked by %s of every member of every query: nothing makes the server fail", async (_, of, who) => {
  const headers = { host: "localhost:4120", origin: "http://localhost:4120" };
  const { asked, failures } = await failuresByBornNames(of(), { headers, ...(who !== "" && { cookies: { concord: people.sessions.start({ person: who, method: "passkey", assurance: 3 }).secret } }) });
  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(400);
}, 60_000);

describe("a nation's spreadsheet over HTTP", () => {
  const CSV = "Gerät;Bestand;Einheit;Quelle;Stand;evidence;confidence\nGun;31;guns;returns;1.5.2030;official;high\nZug;x;vehicles;returns;1.5.2030;official;high\n";
  const read = async (who: string, more = {}) => (await ask(who, "/api/import/read", { body: { name: "return.csv", content: Buffer.from(CSV).toString("base64"), nation: "VAL", ...more } })).body;
  const importOf = async (who: string) => {
    const { rows, map } = await read(who, { kind: "holding" });
    return { name: "return.csv", nation: "VAL", map, rows, edits: [] as object[], leftOut: [] as number[], whole: false };
  };
  test("read with a proposed map, checked by line, and compared with what whoever asks may see", async () => {
    const asked = await importOf("carl");
    expect(asked.map).toMatchObject({ kind: "holding", columns: { system: "Gerät", quantity: "Bestand", as_of: "Stand" }, fixed: { nation: "VAL" }, dates: "day-first" });
    const { body } = await ask("carl", "/api/import/check", { body: asked });
    expect(body.findings.filter((it: { readonly level: string }) => it.level === "error").map((it: { readonly row: number; readonly column: string; readonly code: string }) => [it.row, it.column, it.code])).toContainEqual([3, "quantity", "not-a-number"]);
    expect(body.rows.map((it: { readonly line: number }) => it.line)).toEqual([2, 3]);
    // Of a row that is hidden from her it is told as little as of one that is not there.
    const guns = { ...asked, nation: "HOL", map: { ...asked.map, fixed: { nation: "HOL", label: "HIGH" }, id: "h.{nation}.{system}" }, rows: [asked.rows[0], { line: 2, cells: ["Gun", "7", "guns", "returns", "1.5.2030", "official", "high"] }] };
    const seen = async (who: string) => (await ask(who, "/api/import/check", { body: { ...guns, whole: true } })).body.differences;
    const [all, some] = [await seen("carl"), await seen("low")];
    expect([all.changed.length, some.changed.length, some.added]).toEqual([1, 0, [{ line: 2, id: "h.HOL.gun" }]]);
    expect([JSON.stringify(all.withdrawn), JSON.stringify(some.withdrawn)].map((it) => it.includes("h.HOL.battery"))).toEqual([true, false]);
  });
  test.each<readonly [string, string, object, string]>([
    ["nobody", "", {}, "401 no-session"],
    ["a file that is none", "carl", { content: Buffer.from([1, 0, 2]).toString("base64") }, "400 import-refused"],
    ["a kind that is none", "carl", { kind: "tank" }, "400 import-refused"],
    ["a sheet that is not there", "carl", { sheet: "Mappe" }, "400 import-refused"],
    ["a map that is none", "carl", { map: "{}" }, "400 import-refused"],
  ])("refused: %s", async (_, who, more, told) => expect(await reason(who, "/api/import/read", { body: { name: "return.csv", content: Buffer.from(CSV).toString("base64"), ...more } })).toBe(told));
  test("one error, and nothing is drafted; mended and with the other row left out it is, and signed it is recorded", async () => {
    const asked = await importOf("carl");
    expect(await reason("rita", "/api/drafts/import", { body: asked })).toBe("403 duty-refused");
    const { body } = await ask("carl", "/api/drafts/import", { body: asked });
    expect([body.reason, body.detail]).toEqual(["draft-refused", expect.stringContaining("Line 3: ")]);
    expect((await ask("carl", "/api/drafts")).body.steps).toEqual([]);
    const mended = { ...asked, edits: [{ line: 2, column: "quantity", value: "33" }, { line: 2, column: "label", value: "OPEN" }], map: { ...asked.map, fixed: { ...asked.map.fixed, label: "OPEN" } }, leftOut: [3] };
    expect((await ask("carl", "/api/drafts/import", { body: mended })).body).toEqual({ party: "VAL", drafts: 1, waiting: 1 });
    expect((await ask("carl", "/api/drafts/sign", { body: {} })).body.written.length).toBe(1);
    const { body: records } = await ask("carl", "/api/records?kind=holding");
    const at = (name: string): number => records.columns.findIndex((it: { readonly name: string }) => it.name === name);
    const guns = records.rows.filter((it: readonly unknown[]) => it[at("nation")] === "VAL" && it[at("system")] === "gun");
    expect(guns.map((it: readonly unknown[]) => it[at("quantity")])).toContain(33);
    expect(await said("verify", join(all, "VAL"))).toContain("Verified");
  });
  test("a sheet that is its own source is drafted with its rows, taken back with them, and signed with them", async () => {
    const content = "system,quantity,unit,source,as_of,evidence,confidence,label\ngun,34,guns,our list,2029-11-01,official,high,OPEN\n";
    const { body: read } = await ask("carl", "/api/import/read", { body: { name: "own.csv", nation: "VAL", kind: "holding", content: Buffer.from(content).toString("base64") } });
    expect(read.source).toMatchObject({ title: expect.stringContaining("own, return of "), asOf: "2029-11-01", licenceClass: "A" });
    const asked = { name: read.name, nation: "VAL", map: read.map, rows: read.rows, edits: [], leftOut: [], whole: false };
    expect(await reason("carl", "/api/drafts/import", { body: asked })).toBe("409 draft-refused");
    const named = { ...asked, source: read.source };
    const { body: check } = await ask("carl", "/api/import/check", { body: named });
    expect([check.counts.wrong, check.differences.source.title]).toEqual([0, read.source.title]);
    expect((await ask("carl", "/api/drafts/import", { body: named })).body).toEqual({ party: "VAL", drafts: 2, waiting: 2 });
    expect((await ask("carl", "/api/drafts/undo", { body: {} })).body.steps).toEqual([]);
    await ask("carl", "/api/drafts/import", { body: named });
    expect((await ask("carl", "/api/drafts/sign", { body: {} })).body.written.length).toBe(2);
    const { body: sources } = await ask("carl", "/api/records?kind=source");
    expect(sources.rows.map((it: readonly unknown[]) => it[0])).toContain(check.differences.source.id);
    expect(await said("verify", join(all, "VAL"))).toContain("Verified");
  });
  test("what is wrong in the data is told to each as they see them", async () => {
    const { body } = await ask("carl", "/api/findings");
    expect(body).toMatchObject({ errors: expect.any(Number), findings: expect.any(Array) });
    expect(body.findings.length).toBe(body.errors + body.warnings + body.notices);
  });
});
