import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primitives, enrolmentFault, random } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, casesOf, createLedger, dutiesOf, dutyDraft, DUTY, eraseFields, exportLedger, type OpenLedger, openLedger, writeDuty, type Writers } from "#app";
import { type Duties, draftHash, type DutyEvent, inOrder, NO_DUTIES } from "#duties";
import { dutyEventFields, readDutyEvent, readDutyEvents } from "#exchange";
import { audit, type Json, type LedgerRecord } from "#ledger";
import { newPath, node, signer, sound } from "../ledger/sample.ts";
import { rules, sha256 } from "./story.ts";
import { type DutyRecord, dutyRecords, openingOf } from "../../src/app/duties/records.ts";
import type { RootLog } from "../../src/app/ledger/root-log.ts";

const layers = rules();
const names = ["XAA/ana", "XAA/ben", "XAA/cem"] as const;
const [ANA, BEN, CEM] = names;
const only = (...some: readonly string[]): Writers => ({
  authors: new Map(some.map((name) => [name, signer(11 + names.findIndex((it) => it === name))])),
  node,
});
let clock = Date.UTC(2026, 2, 1);
const tools = { primitives, enrolmentFault, random, now: () => new Date(clock).toISOString().replace(".000Z", "Z") };
/** A ledger with the channels that the stories write to: each is opened by two officers. */
function newLog(): OpenLedger {
  const ledger = createLedger(sqliteLedger(newPath("sqlite")), tools, {
    party: "XAA",
    policy: "quorum none\n",
    officers: only(...names).authors,
    needed: 2,
    label: "PUBLIC",
    node,
  });
  appendDrafts(
    ledger,
    ["RESTRICTED", "INTEGRITY"].map((label) => ({ type: "note", fields: {}, label })),
    only(ANA, BEN),
  );
  return ledger;
}

type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;
/** Writes acts an hour apart, each signed by who does it, registers by two. */
function written(
  log: OpenLedger,
  events: readonly (Untimed<DutyEvent> | ((duties: Duties) => Untimed<DutyEvent>))[],
): { readonly duties: Duties; readonly answers: readonly string[] } {
  let duties = NO_DUTIES;
  const answers: string[] = [];
  for (const it of events) {
    clock += 3_600_000;
    const event = { ...(typeof it === "function" ? it(duties) : it), at: clock } as DutyEvent;
    const answer = writeDuty(log, {
      layers,
      duties,
      event,
      around: inOrder(event),
      label: labelOf(event),
      writers: "by" in event ? only(event.by) : only(ANA, BEN),
    });
    answers.push(answer.kind === "refused" ? answer.decision.refusals.map((one) => one.reason).join() : answer.append.kind);
    if (answer.kind === "written") duties = answer.duties;
  }
  return { duties, answers };
}
/** Declarations are for the integrity officer. */
const labelOf = (event: DutyEvent): Json => (event.kind === "file-declaration" ? "INTEGRITY" : "RESTRICTED");
const roles: readonly Untimed<DutyEvent>[] = [
  { kind: "role-granted", person: ANA, role: "drafter", nation: "XAA" },
  { kind: "role-granted", person: BEN, role: "approver", nation: "XAA" },
  { kind: "role-granted", person: CEM, role: "approver", nation: "XAA" },
  ...names.map((by): Untimed<DutyEvent> => ({ kind: "file-declaration", by, case: "A", interests: [] })),
];
const drafted: Untimed<DutyEvent> = {
  kind: "draft-award",
  by: ANA,
  case: "A",
  draft: "A",
  nation: "XAA",
  content: { supplier: "S1", amount: 500, currency: "EUR" },
};
const approved =
  (by: string) =>
  (duties: Duties): Untimed<DutyEvent> => ({
    kind: "approve-award",
    by,
    case: "A",
    draft: "A",
    nation: "XAA",
    hash: duties.drafts["A"] === undefined ? "" : draftHash(sha256, duties.drafts["A"]),
  });

describe("duties in a ledger", () => {
  test("what was written folds to what was decided, and the ledger stays sound", () => {
    const log = newLog();
    const done = written(log, [...roles, drafted, approved(BEN), approved(CEM)]);
    expect(done.answers).toEqual(done.answers.map(() => "appended"));
    expect(dutiesOf(layers, log)).toMatchObject({ duties: done.duties, faults: [] });
    // Declarations stand in a channel of their own, and the order of all is kept when the ledger is opened again.
    expect(dutiesOf(layers, sound(openLedger(log.store, tools)))).toMatchObject({ duties: done.duties, faults: [] });
  });
  test("of a channel that is not open here nothing is read, and of the others everything", () => {
    const log = newLog();
    written(log, [...roles, drafted]);
    const partly = { ...log, channels: new Map([...log.channels].filter(([, { book }]) => book.label !== "INTEGRITY")) };
    expect(dutyRecords(layers, partly).map((it) => it.record.fields["kind"])).toEqual(dutyRecords(layers, log).map((it) => it.record.fields["kind"]).filter((it) => it !== "file-declaration"));
    expect(dutyRecords(layers, partly)).toHaveLength(4);
  });
  test("without a root log there is no order, and nothing is read", () => {
    const log = newLog();
    written(log, roles);
    const { root: _, ...rootless } = log;
    expect([dutyRecords(layers, log).length, dutyRecords(layers, rootless)]).toEqual([roles.length, []]);
  });
  test("of questions about a part of the records the latest 64 are kept; an earlier one is folded anew, to the same", () => {
    const log = newLog();
    written(log, roles.slice(0, 1));
    let looked = 0;
    const ask = (name: number): object =>
      dutiesOf(layers, log, {
        name: String(name),
        holds: () => {
          looked += 1;
          return true;
        },
      });
    const first = ask(0);
    for (let name = 1; name <= 64; name++) ask(name);
    expect([looked, ask(64), looked, ask(0), looked]).toEqual([65, first, 65, first, 66]);
  });
  test("a case that begins without a title goes by its name", () => {
    const log = newLog();
    written(log, [...roles, drafted]);
    // By all that is under one label or below it: here every label is.
    const [found, ...more] = casesOf({ layers, ledger: log, below: () => true });
    expect([found?.id, found?.title, found?.nation, more]).toEqual(["A", "A", "XAA", []]);
  });
  test("a root that says a channel was shorter for a while counts no record twice", () => {
    const log = newLog();
    written(log, roles);
    const entries = log.root!.entries;
    const root = Object.create(log.root!, { entriesFrom: { value: (from: number) => [...entries, ...entries].slice(from) } }) as RootLog;
    expect(dutyRecords(layers, { ...log, root })).toEqual(dutyRecords(layers, log));
  });
  test("a declaration whose interests were erased is still filed, without them", () => {
    const log = newLog();
    const declared: Untimed<DutyEvent> = { kind: "file-declaration", by: ANA, case: "A", interests: [{ supplier: "S1", kind: "family" }] };
    appendDrafts(log, [dutyDraft({ ...declared, at: 0 }, "INTEGRITY")], only(ANA));
    const [{ origin, record }] = dutyRecords(layers, log) as readonly [DutyRecord];
    const told = (): object => {
      const { taken, faults } = dutiesOf(layers, sound(openLedger(log.store, tools)));
      return { interests: taken.map(({ event }) => ("interests" in event ? event.interests : "none")), faults };
    };
    expect(told()).toEqual({ interests: [declared.interests], faults: [] });
    expect(eraseFields(log, { origin, place: record.seq }, ["interests"])).toBeUndefined();
    expect(told()).toEqual({ interests: [[]], faults: [] });
  });
  test.each<readonly [string, Record<string, Json>, string]>([
    ["a declaration that never said which interests", { kind: "file-declaration", by: ANA, case: "A" }, "a file-declaration needs interests"],
    ["no kind of event, though officers signed it", { kind: "fly", by: ANA, case: "A" }, "no kind of event"],
  ])("%s has no effect, and is told", (_, fields, words) => {
    const log = newLog();
    appendDrafts(log, [{ type: DUTY, fields, label: "RESTRICTED" }], only(ANA, BEN));
    const { taken, faults } = dutiesOf(layers, log);
    expect([taken, faults.map((it) => it.message)]).toEqual([[], [expect.stringContaining(words)]]);
  });
  test("what is refused is not written", () => {
    const log = newLog();
    const before = log.root?.entries.length ?? 0;
    const done = written(log, [...roles, drafted, approved(ANA)]);
    expect(done.answers.at(-1)).toBe("author-approves");
    expect(log.root?.entries.length).toBe(before + roles.length + 1);
  });
  test.each<readonly [string, Untimed<DutyEvent>, readonly string[], string]>([
    [
      "an act that who did it has not signed",
      { kind: "file-declaration", by: ANA, case: "A", interests: [] },
      [BEN],
      "XAA/ana has not signed what XAA/ana is said to have done",
    ],
    [
      "a register that one officer signed",
      { kind: "role-granted", person: ANA, role: "approver", nation: "XAA" },
      [ANA],
      "a register is changed by 2 officers, and 1 signed",
    ],
    ["an act that the rules refuse, though signed", { kind: "pay", by: ANA, case: "A" }, [ANA], "refused: declaration-first"],
  ])("%s has no effect, and is told", (_, event, by, message) => {
    const log = newLog();
    const answer = appendDrafts(log, [{ type: DUTY, fields: dutyEventFields({ ...event, at: 0 } as DutyEvent), label: "RESTRICTED" }], only(...by));
    expect(answer.kind).toBe("appended");
    const { duties, faults } = dutiesOf(layers, log);
    expect(faults.map((it) => it.message)).toEqual([message]);
    expect([duties.grants, Object.keys(duties.cases)]).toEqual([[], []]);
  });
  test("an answer to bidders is one record at one position, which a proof shows to every bidder", () => {
    const log = newLog();
    const deadline = clock + 1e9;
    const done = written(log, [
      ...roles,
      { kind: "draft-tender", by: ANA, case: "A", nation: "XAA", deadline },
      { kind: "answer-bidders", by: ANA, case: "A", answer: "the calibre is 155 mm", to: "all" },
    ]);
    expect(done.answers.at(-1)).toBe("appended");
    // Every bidder is given the same bytes: the record, and the proof that it stands at its place.
    const bytes = sound(exportLedger(log, { wanted: (it) => it.fields["kind"] === "answer-bidders" }));
    const found = sound(audit({ primitives, enrolmentFault, bytes }));
    expect(
      found.logs
        .flatMap((it) => it.records)
        .filter((it) => it.type === DUTY)
        .map((it) => [it.fields["to"], it.fields["answer"]]),
    ).toEqual([["all", "the calibre is 155 mm"]]);
  });
});

describe("what a record says of the case that it begins", () => {
  test.each<readonly [opens: Json | undefined, said: object | undefined]>([
    [undefined, undefined],
    [null, undefined],
    ["Batteries", undefined],
    [["Batteries"], undefined],
    [{}, undefined],
    [{ title: 7, sealed: "HIGH" }, undefined],
    [{ title: "Batteries" }, { title: "Batteries" }],
    [{ title: "Batteries", sealed: "HIGH" }, { title: "Batteries", sealed: "HIGH" }],
  ])("%j: %j", (opens, said) => expect(openingOf({ fields: opens === undefined ? {} : { opens } } as LedgerRecord)).toEqual(said));
});

describe("events as JSON", () => {
  const base = { at: "2026-01-01T00:00:00Z", by: "ana", case: "A" };
  test.each<readonly [object, string]>([
    [{ ...base, kind: "fly" }, "no kind of event"],
    [{ ...base, kind: "toString" }, "no kind of event"],
    [{ ...base, kind: "pay", at: "yesterday" }, "at is no time"],
    [{ ...base, kind: "pay", amount: 1 }, "has no field amount"],
    [{ ...base, kind: "pay", by: " " }, "by should be a text"],
    [{ ...base, kind: "file-declaration", interests: [{ supplier: "S1", kind: "friend" }] }, "interests should be"],
    [{ ...base, kind: "file-declaration", interests: [{ supplier: "S1", kind: "former-employment" }] }, "interests should be"],
    [{ ...base, kind: "draft-award", draft: "A", nation: "X", content: { supplier: "S1", amount: 1.5, currency: "EUR" } }, "content should have"],
    [{ ...base, kind: "draft-award", draft: "A", nation: "X", content: { supplier: "S1", amount: 1, currency: "euro" } }, "content should have"],
    [{ ...base, kind: "draft-award", draft: "A", nation: "X", content: { supplier: "S1", amount: 1, currency: "EUR", bonus: 1 } }, "content should have"],
    [{ at: base.at, kind: "role-granted", person: "ana", role: "king", nation: "X" }, "role should be one of"],
    [{ at: base.at, kind: "rule-set", nation: "X", rule: "duties.approvals", value: -1 }, "value should be"],
  ])("%j: %s", (event, words) => {
    const read = readDutyEvent(event);
    expect("fault" in read ? read.fault : "read").toContain(words);
  });
  test("anything at all is read or told, and never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { events, findings } = readDutyEvents("x.json", value);
        expect(events.length + findings.length).toBe(Array.isArray(value) ? value.length : 1);
      }),
    );
  });
});
