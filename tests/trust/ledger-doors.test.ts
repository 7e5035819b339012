import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { enrolmentFault, primitives } from "#adapters/keys";
import { type DataSource, type Draft, labelKey, labelMarkings, labelsBelow, logName, normalReader, type OpenLedger, parseReader, type Viewer } from "#app";
import { audit, base64, type Json } from "#ledger";
import { fixedGate, type Gate, type ServedLedgers, type View, viewAsGate, viewDesk } from "#server";
import { readersOf } from "../../src/cli/ledger/readers.ts";
import { type LedgerDesk, ledgerDesk } from "../../src/server/ledger/ledger-desk.ts";
import { ledgerReadRoutes, labelText } from "../../src/server/ledger/read-routes.ts";
import { ROOT } from "../../tools/files.ts";
import { append, newLedger, node, note, originOf, sound, tools } from "../ledger/sample.ts";

// One by one, what each check of the routes that show ledgers is for, and of what labels mean among ledgers.

const labelRow = (id: string, level: number, more: object = {}, channel: Json = "OPEN"): Draft => ({ type: "row", subject: `labels.csv ${id}`, fields: { file: "labels.csv", id, cells: { id, policy: "PACT", level: String(level), absent_means: "everyone", ...more } }, label: channel });
const written = (hierarchy: number) => ({ policy: "PACT", hierarchy, restrictive: [], clauses: {}, informative: [] });
let minute = 0;
const ticking = { ...tools, now: () => `2026-03-01T10:${String(minute++ % 60).padStart(2, "0")}:00Z` };
function filled(): OpenLedger {
  const ledger = newLedger({ label: "OPEN", use: ticking });
  append(ledger, [labelRow("OPEN", 0, { marking_en: "FOR ALL", marking_fr: "POUR TOUS" }), labelRow("MID", 1, { marking_en: "MIDDLE" }), labelRow("HIGH", 2), labelRow("OWN", 0, { absent_means: "originator" })]);
  append(ledger, [note("a", "MID"), note("b", "HIGH"), note("c", written(0)), { type: "row", subject: "systems.csv own", fields: { file: "systems.csv", id: "own", cells: { id: "own" } }, label: "OWN" }]);
  append(ledger, [labelRow("SECRET", 2, { marking_en: "HIDDEN NAME" }, "HIGH"), { type: "row", subject: "systems.csv MID", fields: { file: "systems.csv", id: "MID", cells: { id: "MID", marking_en: "NOT A LABEL" } }, label: "OPEN" }]);
  append(ledger, [note("d", "OPEN")]);
  return ledger;
}
const ledger = filled();
/** The channels of the ledger, one of them as a log of before channels. */
const unlabelled = (label: string): OpenLedger["channels"] => new Map([...ledger.channels].map(([origin, log]) => [origin, log.book.label === label ? (Object.create(log, { book: { value: Object.create(log.book, { label: { value: undefined } }) } }) as typeof log) : log]));

describe("labels among ledgers", () => {
  test.each<readonly [Json, Json, boolean]>([
    ["OPEN", "MID", true],
    ["MID", "OPEN", false],
    ["MID", "MID", true],
    ["NOSUCH", "NOSUCH", true],
    ["NOSUCH", "MID", false],
    [written(0), written(1), true],
    [written(1), written(0), false],
    [written(1), written(1), true],
    // One by its name and one written out are not compared: the first may come to mean something else.
    ["OPEN", written(9), false],
    [written(0), "HIGH", false],
    [{ hierarchy: 0 }, written(1), false],
    [written(0), { hierarchy: 1 }, false],
    [{ ...written(0), more: 1 }, written(1), false],
    [written(0), { ...written(1), more: 1 }, false],
    [null, written(1), false],
    [written(0), null, false],
    [0, written(1), false],
    [written(0), [], false],
  ])("%j is below %j: %s", (below, above, expected) => expect(labelsBelow([ledger])(below, above, "VAL")).toBe(expected));
  test.each<readonly [string, (label: Json) => boolean, readonly string[]]>([
    ["all channels", () => true, ["HIGH", "MID", "OPEN", "OWN", "SECRET"]],
    ["the open one", (it) => it === "OPEN", ["HIGH", "MID", "OPEN", "OWN"]],
    ["none", () => false, []],
  ])("markings of %s", (_, permits, ids) => expect([...labelMarkings([ledger], permits).keys()].sort()).toEqual(ids));
  test("a log of before channels, which has no label, tells no markings", () => expect([...labelMarkings([{ ...ledger, channels: unlabelled("OPEN") }], () => true).keys()]).toEqual(["SECRET"]));
  test("a marking without a text is the id, without French the English; a row of another table is none", () => {
    const all = labelMarkings([ledger], () => true);
    expect(["OPEN", "MID", "HIGH"].map((it) => all.get(it))).toEqual([{ en: "FOR ALL", fr: "POUR TOUS" }, { en: "MIDDLE", fr: "MIDDLE" }, { en: "HIGH", fr: "HIGH" }]);
  });
  test("who is of no nation, but in a group of the party's name, opens what is for the party alone", () => {
    const rights = (as: string): readonly boolean[] => [readersOf(ledger, as).own("OWN"), readersOf(ledger, as).opens("OWN")];
    expect([rights(":0:XAA"), rights(":0:XBB")]).toEqual([[true, true], [false, false]]);
  });
  test("values held are in one order, whatever order they are written in", () => expect(["VAL:1::B=2;A=1", "VAL:1::A=1;B=2"].map((it) => normalReader(parseReader(it)!).holds)).toEqual([[["A", "1"], ["B", "2"]], [["A", "1"], ["B", "2"]]]));
});

const served = (parties: ReadonlyMap<string, OpenLedger>): ServedLedgers => ({ parties: [...parties.keys()], open: (it) => parties.get(it)!, keyOf: () => undefined, node: () => node, written: () => undefined, source: () => ({ files: new Map(), digest: "" }), sourceAt: () => ({ files: new Map(), digest: "" }), close: () => undefined });
const routes = new Map<string, (desk: LedgerDesk, request: FastifyRequest, reply: FastifyReply) => unknown>();
ledgerReadRoutes((name, handler) => void routes.set(name, handler));
/** What a route answers to a reader: its body, bytes that it sends, or the reason of its refusal. */
function answer(route: string, as: string, { query = {}, parties = new Map([["XAA", ledger]]), gate }: { readonly query?: object; readonly parties?: ReadonlyMap<string, OpenLedger>; readonly gate?: Gate } = {}): unknown {
  const viewer: Viewer = as === "owner" ? { kind: "owner" } : { kind: "reader", reader: parseReader(as)! };
  const reply = { type: () => reply, header: () => reply, send: (it: unknown) => it };
  try {
    return routes.get(route)!(ledgerDesk(served(parties), gate ?? fixedGate(viewer)), { query, ip: "127.0.0.1", decision: {} } as unknown as FastifyRequest, reply as unknown as FastifyReply);
  } catch (error) {
    return (error as { readonly refusal: { readonly reason: string } }).refusal.reason;
  }
}
interface ShownChannel {
  readonly label: string;
  readonly origin: string;
  readonly channel: string;
}
const channelsOf = (as: string, of: OpenLedger = ledger): readonly ShownChannel[] => (answer("ledger", as, { parties: new Map([["XAA", of]]) }) as { readonly parties: readonly { readonly channels: readonly ShownChannel[] }[] }).parties.flatMap((it) => it.channels);

describe("the routes that show ledgers", () => {
  const outLabel = labelKey(written(0));
  test.each<readonly [string, readonly string[]]>([["owner", ["HIGH", "MID", "OPEN", "OWN", outLabel]], [":2", ["HIGH", "MID", "OPEN", outLabel]], [":1", ["MID", "OPEN", outLabel]], [":0", ["OPEN", outLabel]]])("channels for %s", (as, labels) => expect(channelsOf(as).map((it) => it.label).sort()).toEqual(labels.toSorted()));
  test("a channel is shown as it stands: marking, latest entry, key, checkpoint", () => {
    const origin = originOf(ledger, "OPEN");
    const { tree } = [...ledger.channels.values()].find((it) => it.origin === origin)!;
    const stored = ledger.store.logs().find((it) => it.origin === origin)!;
    const latest = ledger.store.read(origin, tree.size - 1, tree.size)[0]!;
    expect(channelsOf(":0").find((it) => it.label === "OPEN")).toEqual({ channel: logName(origin), origin, label: "OPEN", marking: { en: "FOR ALL", fr: "POUR TOUS" }, entries: tree.size, at: (JSON.parse(new TextDecoder().decode(latest.leaf)) as { readonly at: string }).at, root: base64(tree.root()), key: stored.key, checkpoint: new TextDecoder().decode(stored.checkpoint), witnesses: [] });
  });
  test("a party of whom nothing may be read is not there", () => {
    const closed = newLedger({ label: "HIGH" });
    const shown = (as: string) => (answer("ledger", as, { parties: new Map([["XAA", ledger], ["XBB", closed]]) }) as { readonly parties: readonly { readonly party: string }[] }).parties.map((it) => it.party);
    expect([shown("owner"), shown(":2"), shown(":1")]).toEqual([["XAA", "XBB"], ["XAA", "XBB"], ["XAA"]]);
  });
  test("a log of before channels, which has no label, is shown to nobody", () => {
    const channels = unlabelled("MID");
    expect(["owner", ":2"].map((as) => channelsOf(as, { ...ledger, channels }).map((it) => it.label).sort())).toEqual([["HIGH", "OPEN", "OWN", outLabel].toSorted(), ["HIGH", "OPEN", outLabel].toSorted()]);
  });
  test.each(["ledgerEntries", "ledgerExport", "ledgerProof"])("%s: a channel by its name or its origin; one that may not be read is not there", (route) => {
    const origin = originOf(ledger, "MID");
    const ask = (as: string, channel: string) => answer(route, as, { query: { channel, place: 0 } });
    expect([ask(":0", origin), ask(":0", logName(origin)), ask(":1", "nothing")]).toEqual(["no-channel-named", "no-channel-named", "no-channel-named"]);
    expect([ask(":1", origin), ask(":1", logName(origin))].map((it) => typeof it)).toEqual(["object", "object"]);
  });
  test("an export holds the channel that is asked for and no other", () => {
    const origin = originOf(ledger, "MID");
    const bytes = answer("ledgerExport", ":1", { query: { channel: origin } }) as Uint8Array;
    expect(sound(audit({ primitives, enrolmentFault, bytes })).logs.map((it) => it.checkpoint.origin)).toEqual([origin]);
  });
  test("a channel without a checkpoint has none to show, and cannot be exported", () => {
    const logs = () => ledger.store.logs().map((it) => ({ origin: it.origin, role: it.role, size: it.size, key: it.key }));
    const store: OpenLedger["store"] = Object.create(ledger.store, { logs: { value: logs } });
    const early: OpenLedger = { ...ledger, store };
    expect(channelsOf(":0", early).map((it) => "checkpoint" in it)).toEqual([false, false]);
    expect(answer("ledgerExport", ":0", { query: { channel: originOf(ledger, "OPEN") }, parties: new Map([["XAA", early]]) })).toBe("no-entry-named");
  });
  test("who is refused by the gate is told the gate's reason", () => expect(answer("ledger", ":0", { gate: { ...viewAsGate, admit: () => ({ kind: "refused", refusal: { reason: "not-signed-in" } }) } as unknown as Gate })).toBe("not-signed-in"));
  test.each<readonly [Json | undefined, string]>([["OPEN", "OPEN"], [undefined, ""], [{ b: 1, a: 2 }, '{"a":2,"b":1}']])("the label %j is written %s", (label, text) => expect(labelText(label)).toBe(text));
  test("of a channel that is for its party alone rows are given to who is in a group of its name", () => {
    const desk = ledgerDesk(served(new Map([["XAA", ledger]])), viewAsGate);
    const ids = (as: string): readonly string[] => [...(desk.tablesFor(ledger, { reads: (label, owner) => label === "OWN" && owner === as, nation: "", isOwner: false }).tables.get("systems.csv")?.rows.keys() ?? [])];
    expect([ids("XAA"), ids("XBB")]).toEqual([["own"], []]);
  });
  test("each ledger is read once among the sources of a release, the one that is written to first", () => {
    const opened: string[] = [];
    const parties = new Map([["XAA", ledger], ["XBB", newLedger({ label: "OPEN" })]]);
    const all = served(parties);
    const desk = ledgerDesk({ ...all, open: (it) => (opened.push(it), all.open(it)) }, viewAsGate);
    desk.sourcesFor(ledger, { reads: () => true, nation: "", isOwner: true });
    expect(opened).toEqual(["XAA", "XBB"]);
  });
  test("among no ledgers none is named, and nothing is the refusal of a name", () => {
    const reason = (named: string | undefined): string => {
      try {
        return ledgerDesk(served(new Map()), viewAsGate).ledgerOf(named, "") === undefined ? "none" : "one";
      } catch (error) {
        return (error as { readonly refusal: { readonly reason: string } }).refusal.reason;
      }
    };
    expect([reason(undefined), reason("XAA")]).toEqual(["no-ledger-of-party", "no-ledger-of-party"]);
  });
});

describe("views when the data change", async () => {
  const { files } = await readTexts(join(ROOT, "cases/two-nations"));
  const sourceOf = (of: ReadonlyMap<string, string>): DataSource => ({ files: of, digest: digestOf(of) });
  const source = sourceOf(files);
  const changed = sourceOf(new Map(files).set("nations.csv", files.get("nations.csv")!.replace("Vale", "Dale")));
  const looking = { viewer: { kind: "reader", reader: parseReader("VAL:1")! }, roster: "1" } as const;
  const empty = sourceOf(new Map([...files].filter(([it]) => it !== "datapackage.json")));
  const desk = () => {
    const planned: View[] = [];
    const made = viewDesk({ source, choices: {}, planner: { plan: (it) => void planned.push(it) }, most: 9 });
    return { made, planned, view: made.viewOf(looking)! };
  };
  const plan = (it: View): void => void (it.results = { ...it.results, comparison: {} as NonNullable<View["results"]["comparison"]> });
  test.each<readonly [string, (it: View) => void, DataSource, "kept" | "anew", boolean]>([
    ["a plan that is made, the same seen", plan, source, "kept", false],
    ["a plan that somebody follows, the same seen", (it) => void it.progress.follow(() => undefined), source, "kept", false],
    ["a plan that nobody follows", () => undefined, source, "anew", true],
    ["a plan that is made, another seen", plan, changed, "anew", true],
  ])("%s", (_, happens, next, outcome, isStopped) => {
    const { made, planned, view } = desk();
    happens(view);
    made.renew(next);
    const after = made.viewOf(looking)!;
    expect([after === view ? "kept" : "anew", view.stop.signal.aborted]).toEqual([outcome, isStopped]);
    expect(planned.length).toBe(outcome === "kept" ? 1 : 2);
    made.stop();
  });
  const released = { ...source, released: [{ id: "r" }] as unknown as NonNullable<DataSource["released"]> };
  test.each<readonly [string, DataSource, DataSource, boolean]>([
    ["the same", source, sourceOf(new Map(files)), true],
    ["no release, told or not", source, { ...source, released: [] }, true],
    ["other data", source, changed, false],
    ["a release more", source, released, false],
    ["a release less", released, source, false],
    ["the same release", released, { ...released }, true],
  ])("whether it shows them already: %s", (_, now, next, expected) => expect(viewDesk({ source: now, choices: {}, planner: { plan: () => undefined }, most: 9 }).shows(next)).toBe(expected));
  test("the oldest gives way, though there was nothing to see", () => {
    const made = viewDesk({ source: empty, choices: {}, planner: { plan: () => undefined }, most: 1 });
    const other = { ...looking, roster: "2" };
    for (const it of [looking, other]) expect(made.viewOf(it)).toBeUndefined();
    expect([made.holds(looking), made.holds(other)]).toEqual([false, true]);
  });
  test("where nothing was to be seen nothing is kept, and the work for a view that nobody may see any more ends", () => {
    const { made, view } = desk();
    plan(view);
    made.renew(empty);
    expect([made.viewOf(looking), view.stop.signal.aborted]).toEqual([undefined, true]);
    made.renew(source);
    expect(made.viewOf(looking)).not.toBe(view);
    made.stop();
  });
});

