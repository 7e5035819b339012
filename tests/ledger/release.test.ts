import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives, readKeyFile } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, approveRelease, basisHolds, basisInputs, consentFault, type Draft, exportLedger, filesOf, gainsByRelease, openLedger, type OpenLedger, proposeRelease, type ProposeRelease, readChannels, readReleaseFile, releaseDraft, releasedRows, type ReleaseFile, releaseFileText, type ReleaseInput, releasesIn, tablesOf, withdrawalDraft, type Writers } from "#app";
import { type DataReader, visibleTo } from "#exchange";
import { audit, isFault, KEY_ENROLLED, KEY_REVOKED, type LedgerFault } from "#ledger";
import { approve, ask, holding, keyOf, newNation, officersOf, proposed, TODAY, trust, vkey, world, written } from "./nations.ts";
import { codeOf, newPath, node, sound, tools } from "./sample.ts";

const OLD = join(import.meta.dirname, "fixtures", "before-channels");
const publish = (ledger: OpenLedger, file: ReleaseFile): string => {
  const answer = appendDrafts(ledger, [releaseDraft(file)], officersOf(ledger.party));
  return answer.kind === "refused" ? answer.fault.code : answer.kind;
};
const code = (it: object): string => (isFault(it) ? (it as LedgerFault).code : "sound");
const seenBy = (ledger: OpenLedger, reader: DataReader, permits: (label: unknown) => boolean, today = TODAY): string | undefined => {
  const channels = readChannels(ledger, { permits });
  return visibleTo(filesOf(tablesOf(channels)), reader, releasedRows(releasesIn(channels, today))).get("holdings.csv");
};
const PUBLIC: DataReader = { nation: "", level: 0, groups: [] };
const open = (label: unknown): boolean => label === "OPEN";

describe("a figure of one's own", () => {
  const ledger = newNation("VAL", world());
  test("[D10] two persons approve, in a file that goes from one to the other; then readers of the label see its exact figure, and nobody more", () => {
    const file = proposed(ledger, { without: ["readiness"] });
    const first = sound(readReleaseFile(releaseFileText(approve(ledger, file, "VAL/one"))));
    expect([publish(ledger, first), seenBy(ledger, PUBLIC, open)]).toEqual(["release-persons", undefined]);
    const both = sound(readReleaseFile(releaseFileText(approve(ledger, first, "VAL/two"))));
    expect([both.approvals.length, publish(ledger, both)]).toEqual([2, "appended"]);
    expect(seenBy(ledger, PUBLIC, open)).toBe("id,as_of,confidence,evidence,nation,quantity,source,system,unit,label\nh.VAL,2029,high,official,VAL,4,returns,battery,batteries,OPEN\n");
    // Whoever sees the row sees the row, once.
    const own = seenBy(ledger, { nation: "VAL", level: 2, groups: [] }, () => true)!;
    expect([own.match(/h\.VAL/g)?.length, own.includes(",OWN,"), own.includes("readiness")]).toEqual([1, true, true]);
    expect([code(openLedger(ledger.store, tools)), codeOf(sound(exportLedger(ledger, { root: true })))]).toEqual(["sound", "sound"]);
  });
  test("[D11] the basis is not in what the label's readers get, and is in what an auditor gets", () => {
    const given = (keepField: (name: string) => boolean): boolean => sound(audit({ primitives, enrolmentFault, bytes: sound(exportLedger(ledger, { channel: (_, label) => label === "OPEN", keepField })) })).logs[0]!.records.some((it) => "basis" in it.fields);
    expect([given((it) => it !== "basis"), given(() => true)]).toEqual([false, true]);
  });
  test("[D9] it ends on its day, and earlier where it is withdrawn; the old record stays as it was", () => {
    const own = newNation("VAL", world());
    publish(own, approve(own, proposed(own), "VAL/one", "VAL/three"));
    expect([seenBy(own, PUBLIC, open, "2030-12-31") === undefined, seenBy(own, PUBLIC, open, "2031-01-01")]).toEqual([false, undefined]);
    const [release] = releasesIn(readChannels(own), TODAY);
    appendDrafts(own, [withdrawalDraft(release!, "A mistake.")], officersOf("VAL"));
    expect([seenBy(own, PUBLIC, open), releasesIn(readChannels(own), TODAY).map((it) => it.status), tablesOf(readChannels(own)).tables.get("holdings.csv")?.rows.get("h.VAL")?.["quantity"]]).toEqual([undefined, ["withdrawn"], "4"]);
  });
  test("a record of another kind that names it does not withdraw it", () => {
    const own = newNation("VAL", world());
    publish(own, approve(own, proposed(own), "VAL/one", "VAL/two"));
    const [release] = releasesIn(readChannels(own), TODAY);
    written(appendDrafts(own, [{ type: "note", fields: { release: release!.release.id }, label: "OPEN" }], officersOf("VAL")));
    expect(releasesIn(readChannels(own), TODAY).map((it) => it.status)).toEqual(["in force"]);
  });
  test("a record that says it is a release and reads as none is none; of a release to a label that is written out no row is shown", () => {
    const own = newNation("VAL", world());
    publish(own, approve(own, proposed(own), "VAL/one", "VAL/two"));
    const [channel] = readChannels(own, { permits: open });
    const release = channel!.records.find((it) => it.type === "release")!;
    expect(releasesIn([{ ...channel!, records: [{ ...release, fields: { ...release.fields, release: "none" } }] }], TODAY)).toEqual([]);
    const [found] = releasesIn([channel!], TODAY);
    expect([releasedRows([found!]).length, releasedRows([{ ...found!, release: { ...found!.release, to: { policy: "PACT", level: 0 } } }])]).toEqual([1, []]);
  });
  test("the released figure stays what was approved when the row changes", () => {
    const own = newNation("VAL", world());
    publish(own, approve(own, proposed(own), "VAL/one", "VAL/two"));
    const before = seenBy(own, PUBLIC, open);
    appendDrafts(own, [holding("h.VAL", "VAL", "5", "OWN")], officersOf("VAL"));
    expect(seenBy(own, PUBLIC, open)).toBe(before);
  });
  test("who gains is said: the public from level 0; to allies, those named, from the level that the label asks", () => {
    const gains = (to: string) => gainsByRelease(proposed(ledger, { to }), tablesOf(readChannels(ledger)));
    expect(gains("OPEN")).toEqual([{ who: "everyone", after: 0 }]);
    expect(gains("ALLIES")).toEqual([{ who: "VAL", before: 2, after: 1 }, { who: "HOL", after: 1 }, { who: "BRY", after: 1 }]);
  });
  test.each<readonly [string, Partial<ProposeRelease>, string]>([
    ["a row that is not there", { figure: { file: "holdings.csv", id: "h.X" } }, "release-input"],
    ["a label that is not there", { to: "NONE" }, "release-label"],
    ["a day that is over", { until: "2026-02-28" }, "release-ended"],
    ["a day that is none", { until: "2026-02-31x" }, "release-form"],
    ["a column that is not there", { without: ["colour"] }, "release-column"],
    ["a column by a name that every object has by birth", { without: ["constructor"] }, "release-column"],
    ["an answer that was made from nothing", { figure: { query: "How many?", value: "4" } }, "release-inputs"],
    ["a label by which nobody gains", { to: "OWN" }, "release-gains"],
  ])("not even proposed: %s", (_, more, expected) => expect(code(proposeRelease(ledger, { ...ask, ...more }))).toBe(expected));
});

describe("a figure made from what several nations said takes two persons of each", () => {
  const [val, hol, bry] = [newNation("VAL", world()), newNation("HOL"), newNation("BRY")];
  for (const it of [hol, bry]) trust(val, it);
  const query: Partial<ProposeRelease> = { figure: { query: "Batteries of the alliance, 2029", value: "20" }, inputs: ["h.VAL", "h.HOL", "h.BRY"].map((id) => ({ file: "holdings.csv", id })) };
  const file = proposed(val, query);
  const whole = approve(bry, approve(hol, approve(val, file, "VAL/one", "VAL/two"), "HOL/one", "HOL/two"), "BRY/one", "BRY/two");
  test("consent is asked of every nation whose row was read", () => expect(file.release.originators).toEqual(["BRY", "HOL", "VAL"]));
  test("with all of it, it is a record that anyone can check", () => {
    expect(publish(val, whole)).toBe("appended");
    expect(codeOf(sound(exportLedger(val, { channel: (_, label) => label === "OPEN" })))).toBe("sound");
    expect(releasesIn(readChannels(val, { permits: open }), TODAY).map((it) => it.release.figure)).toEqual([{ query: "Batteries of the alliance, 2029", value: "20" }]);
  });
  test("where the trust policy can no longer be read the ledger does not open: nobody could check the keys of the others", () => {
    const ledger = newNation("VAL", world());
    for (const it of [hol, bry]) trust(ledger, it);
    expect(publish(ledger, whole)).toBe("appended");
    expect(["quorum none\n", "quorum of all\n"].map((policy) => code(openLedger({ ...ledger.store, settings: () => ({ party: "VAL", policy }) }, tools)))).toEqual(["sound", "release-evidence"]);
  });
  test("nobody approves what has ended", () => {
    const later = { ...val, tools: { ...tools, now: () => "2031-01-01T00:00:00Z" } };
    expect([val, later].map((it) => code(approveRelease(it, file, { key: "VAL/one", signer: keyOf("VAL/one") })))).toEqual(["sound", "release-ended"]);
  });
  const without = (party: string, count = 9): ReleaseFile => {
    let left = count;
    return { ...whole, approvals: whole.approvals.filter((it) => it.party !== party || left-- <= 0) };
  };
  const again = (name: string, of: ReleaseFile): ReleaseFile => ({ ...of, approvals: [...of.approvals, of.approvals.find((it) => it.key === name)!] });
  test.each<readonly [string, () => ReleaseFile, string]>([
    ["one nation has not approved", () => without("BRY"), "release-persons"],
    ["one person of a nation only", () => without("HOL", 1), "release-persons"],
    ["the same person twice", () => again("HOL/two", without("HOL", 1)), "release-twice"],
    ["a draft changed after it was signed", () => ({ ...whole, release: { ...whole.release, figure: { query: "Batteries of the alliance, 2029", value: "21" } } }), "release-signature"],
    ["an end moved after it was signed", () => ({ ...whole, release: { ...whole.release, until: "2040-01-01" } }), "release-signature"],
    ["a nation left out of those asked", () => ({ ...whole, release: { ...whole.release, originators: ["HOL", "VAL"] } }), "release-signature"],
    ["a nation that is not asked", () => ({ ...approve(val, proposed(val), "VAL/one", "VAL/two"), approvals: [...approve(val, proposed(val), "VAL/one").approvals, ...whole.approvals.filter((it) => it.party === "HOL")] }), "release-signature"],
    ["keys of a nation that are not shown", () => ({ ...whole, evidence: new Map([...whole.evidence].filter(([it]) => it !== "HOL")) }), "release-evidence"],
    ["keys of another nation in their place", () => ({ ...whole, evidence: new Map([...whole.evidence].map(([it, text]) => [it, it === "HOL" ? whole.evidence.get("BRY")! : text])) }), "release-evidence"],
    ["keys shown by a log that nobody trusts", () => {
      const fake = newNation("HOL");
      return approve(fake, without("HOL"), "HOL/one", "HOL/two");
    }, "release-evidence"],
    ["a label other than the one released to", () => ({ ...whole, release: { ...whole.release, to: "ALLIES" } }), "release-signature"],
  ])("refused: %s", (_, made, expected) => {
    const ledger = newNation("VAL", world());
    for (const it of [hol, bry]) trust(ledger, it);
    expect([publish(ledger, made()), seenBy(ledger, PUBLIC, open)]).toEqual([expected, undefined]);
  });
  test("a nation whose consent is not asked cannot approve", () => {
    const own = proposed(val);
    const foreign = { party: "HOL", key: "HOL/one", signature: keyOf("HOL/one").sign(new Uint8Array(3)) };
    expect([code(approveRelease(hol, own, { key: "HOL/one", signer: keyOf("HOL/one") })), publish(val, { ...own, approvals: [foreign] })]).toEqual(["release-nation", "release-nation"]);
  });
});

describe("a figure of rows that stand in several ledgers", () => {
  const ledger = newNation("VAL", world());
  const { tables } = tablesOf(readChannels(ledger));
  const from = (more: Partial<ProposeRelease>): string => {
    const file = proposeRelease(ledger, { ...ask, ...more }, { tables, partyOf: ({ id }) => id.slice("h.".length) });
    return isFault(file) ? file.code : file.file.release.originators.join(" ");
  };
  const [val, hol] = ["h.VAL", "h.HOL"].map((id) => ({ file: "holdings.csv", id })) as [ReleaseInput, ReleaseInput];
  test.each<readonly [string, Partial<ProposeRelease>, string]>([
    ["a row of this ledger, made from one of another", { figure: val, inputs: [hol] }, "HOL VAL"],
    ["a row of another ledger", { figure: hol, inputs: [val] }, "release-input"],
    ["an answer, whose first row stands in another", { figure: { query: "How many?", value: "11" }, inputs: [hol, val] }, "HOL VAL"],
  ])("%s", (_, more, expected) => expect(from(more)).toBe(expected));
  test("who may read the label already is asked of the nation that a released row speaks of, when it is drafted and when it takes effect", () => {
    const file = proposed(ledger, { figure: hol, inputs: [val], to: "OWN" });
    expect([file.release.originators, gainsByRelease(file, { tables }).map((it) => it.who), consentFault(file, { tables }, { all: true })]).toEqual([["VAL"], ["HOL"], undefined]);
  });
  test("a row is released without its label, and by its id beside its cells, not among them", () => {
    const { figure } = proposed(ledger, { without: ["readiness"] }).release;
    expect(figure).toEqual({ file: "holdings.csv", id: "h.VAL", cells: { as_of: "2029", confidence: "high", evidence: "official", nation: "VAL", quantity: "4", source: "returns", system: "battery", unit: "batteries" } });
  });
  test("where no nations are stated, consent is asked of who keeps the row", () => {
    const proposal = (without?: string) => sound(proposeRelease(ledger, { ...ask, figure: hol }, { tables: new Map([...tables].filter(([it]) => it !== without)), partyOf: () => "VAL" })).file.release.originators;
    expect([proposal(), proposal("nations.csv")]).toEqual([["HOL"], ["VAL"]]);
  });
  test("a row that has no label may be read by nobody, so that who keeps it is asked", () => {
    const file = proposed(ledger, { figure: { query: "From where?", value: "Returns" }, inputs: [{ file: "sources.csv", id: "returns" }] });
    const unasked = { ...file, release: { ...file.release, originators: ["HOL"] } };
    expect([file.release.originators, ...[file, unasked].map((it) => code(consentFault(it, { tables }, { all: true }) ?? {}))]).toEqual([["VAL"], "sound", "release-consent"]);
  });
  test.each([
    ["cannot be read", "?"],
    ["names no row", Buffer.from(JSON.stringify(["salt", "basis", { inputs: [] }])).toString("base64url")],
  ])("of a basis that %s nobody's consent is known to be enough, and nobody to gain", (_, basis) => {
    const file = { ...proposed(ledger), basis };
    expect([true, false].map((all) => code(consentFault(file, { tables }, { all }) ?? {}))).toEqual(["release-basis", "release-basis"]);
    expect(gainsByRelease(file, { tables })).toEqual([]);
  });
  test("where no label is stated there is none to release to, and that is told", () => {
    const fault = proposeRelease(ledger, ask, { tables: new Map([...tables].filter(([it]) => it !== "labels.csv")), partyOf: () => "VAL" });
    expect(isFault(fault) && fault.message).toBe("There is no label OPEN in this ledger; it has none.");
  });
});

describe("who gains, and who may read already", () => {
  const label = (id: string, level: string, more: { readonly releasable_to?: string; readonly absent_means?: string; readonly restrictive?: string; readonly permissive?: string }): Draft => ({ type: "row", subject: `labels.csv ${id}`, fields: { file: "labels.csv", id, cells: { id, policy: "PACT", level, marking_en: id, absent_means: "everyone", ...more } }, label: "OPEN" });
  const ledger = newNation("VAL", [...world(), label("TOP", "9", { absent_means: "originator" }), label("BROKEN", "x", {}), label("MIDDLE", "5", { releasable_to: "BRY" }), label("ODD", "0", { releasable_to: "everyone originator FIRMS" }), label("CODED", "0", { restrictive: "Codeword=RIVER" }), label("SILENT", "0", { absent_means: "" }), label("GARBLED", "0", { restrictive: "RIVER" }), label("GARBLED-TOO", "0", { permissive: "RIVER" })]);
  const tables = tablesOf(readChannels(ledger));
  test.each(["SILENT", "GARBLED", "GARBLED-TOO"])("nobody gains by a label that does not say whom it lets in, or says it in no form: %s", (to) => expect(code(proposeRelease(ledger, { ...ask, to }))).toBe("release-gains"));
  test.each<readonly [string, string, readonly { readonly who: string; readonly after: number }[]]>([
    ["at the least level, whatever the order of the labels and where one has none", "MIDDLE", [{ who: "BRY", after: 5 }]],
    ["groups by their names, and not the words that stand for no group", "ODD", [{ who: "FIRMS", after: 0 }]],
  ])("%s: %s", (_, to, gains) => expect(gainsByRelease(proposed(ledger, { to }), tables)).toEqual(gains));
  describe("where labels ask for values that a reader has to hold", () => {
    const coded = newNation("VAL", [
      ...world(),
      label("RIVER", "1", { releasable_to: "VAL HOL", restrictive: "Codeword=RIVER" }),
      label("EITHER", "1", { releasable_to: "HOL", permissive: "Programme=P1; Programme=P2" }),
      label("STRICT", "2", { releasable_to: "VAL HOL", restrictive: "Codeword=RIVER; Codeword=STONE" }),
      label("SECOND", "0", { releasable_to: "HOL", permissive: "Programme=P2" }),
      label("NAMESAKE", "1", { releasable_to: "HOL", restrictive: "Codeword=P1" }),
      label("FIRST", "2", { releasable_to: "HOL", restrictive: "Programme=P1" }),
      holding("h.F", "VAL", "4", "FIRST"),
      holding("h.S", "VAL", "4", "STRICT"),
      holding("h.E", "VAL", "4", "EITHER"),
      holding("h.R", "VAL", "4", "RIVER"),
    ]);
    const seen = tablesOf(readChannels(coded));
    const gains = (id: string, to: string) => gainsByRelease(proposed(coded, { figure: { file: "holdings.csv", id }, inputs: [{ file: "holdings.csv", id }], to }), seen);
    const river = { after: 1, before: 2, holds: ["Codeword=RIVER"], heldBefore: ["Codeword=STONE"] };
    test.each<readonly [string, string, string, readonly object[]]>([
      ["fewer values and a lower level", "h.S", "RIVER", [{ who: "VAL", ...river }, { who: "HOL", ...river }]],
      ["no values at all any more", "h.R", "ALLIES", [{ who: "VAL", after: 1, before: 1, heldBefore: ["Codeword=RIVER"] }, { who: "HOL", after: 1, before: 1, heldBefore: ["Codeword=RIVER"] }, { who: "BRY", after: 1 }]],
      ["one of several values, each told", "h.S", "EITHER", ["P1", "P2"].map((it) => ({ who: "HOL", after: 1, before: 2, holds: [`Programme=${it}`], heldBefore: ["Codeword=RIVER", "Codeword=STONE"] }))],
      ["one of several values had to be held before", "h.E", "ALLIES", [{ who: "VAL", after: 1 }, { who: "HOL", after: 1, before: 1, heldBefore: ["Programme=P1"] }, { who: "BRY", after: 1 }]],
      ["the one of several that is held already stands for all of them", "h.E", "SECOND", [{ who: "HOL", after: 0, before: 1, holds: ["Programme=P2"] }]],
      ["a value of one name under two tags is two values", "h.F", "NAMESAKE", [{ who: "HOL", after: 1, before: 2, holds: ["Codeword=P1"], heldBefore: ["Programme=P1"] }]],
    ])("%s: %s to %s", (_, id, to, expected) => expect(gains(id, to)).toEqual(expected));
    test.each<readonly [string, string, string]>([
      ["h.R", "STRICT", "release-gains"],
      ["h.E", "EITHER", "release-gains"],
      ["h.S", "RIVER", "sound"],
    ])("from %s to %s: %s", (id, to, expected) => expect(code(proposeRelease(coded, { ...ask, figure: { file: "holdings.csv", id }, inputs: [{ file: "holdings.csv", id }], to }))).toBe(expected));
  });
  describe("where a label may be held for in more ways than are looked at", () => {
    const pairs = (count: number): string => Array.from({ length: count }, (_, at) => `Tag ${at}=A; Tag ${at}=B`).join("; ");
    const many = newNation("VAL", [
      ...world(),
      label("TEN", "2", { releasable_to: "HOL", permissive: pairs(10) }),
      label("ELEVEN", "2", { releasable_to: "HOL", permissive: pairs(11) }),
      holding("h.TEN", "VAL", "4", "TEN"),
      holding("h.ELEVEN", "VAL", "4", "ELEVEN"),
    ]);
    const seen = tablesOf(readChannels(many));
    const drafted = (id: string, to: string) => proposed(many, { figure: { file: "holdings.csv", id }, inputs: [{ file: "holdings.csv", id }], to });
    test("who gains is told with all the values at once, and not way by way", () => {
      const gains = (to: string) => gainsByRelease(drafted("h.VAL", to), seen).map((it) => [it.who, it.holds?.length]);
      expect([gains("TEN").length, gains("TEN")[0], gains("ELEVEN")]).toEqual([1024, ["HOL", 10], [["HOL", 22]]]);
    });
    test("nothing is taken to be read already, so that its owner is asked", () => {
      const file = drafted("h.VAL", "TEN");
      const of = (to: string): ReleaseFile => ({ ...file, release: { ...file.release, originators: [], to } });
      const inputs = (id: string, to: string): ReleaseFile => ({ ...of(to), basis: drafted(id, "OPEN").basis });
      expect([inputs("h.TEN", "TEN"), inputs("h.ELEVEN", "ELEVEN")].map((it) => code(consentFault(it, seen, { all: true }) ?? {}))).toEqual(["sound", "release-consent"]);
    });
  });
  test("of a label of which nobody is known to read it nothing is taken to be read already", () => {
    const file = proposed(ledger, { to: "ALLIES", inputs: [{ file: "holdings.csv", id: "h.BRY" }] });
    const coded: ReleaseFile = { ...file, release: { ...file.release, to: "CODED" } };
    expect([file, coded].map((it) => [it.release.originators, code(consentFault(it, tables, { all: true }) ?? {})])).toEqual([[["VAL"], "sound"], [["VAL"], "release-consent"]]);
  });
});

describe("between the draft and its effect", () => {
  const sum: Partial<ProposeRelease> = { figure: { query: "Batteries of Vale and Bray, 2029", value: "13" }, inputs: ["h.VAL", "h.BRY"].map((id) => ({ file: "holdings.csv", id })), to: "ALLIES" };
  const corrected = (label: string): Draft => {
    const it = holding("h.BRY.2", "BRY", "8", label);
    return { ...it, fields: { ...it.fields, cells: { ...(it.fields["cells"] as object), corrects: "h.BRY" } } };
  };
  const withdrawn: Draft = { type: "row-withdrawn", subject: "holdings.csv h.BRY", fields: { file: "holdings.csv", id: "h.BRY" }, label: "ALLIES" };
  test.each<readonly [string, readonly Draft[], string, string]>([
    ["nothing", [], "sound", "sound"],
    ["a row of who is asked, under another label", [holding("h.VAL", "VAL", "4", "ALLIES")], "sound", "sound"],
    ["another figure under the same label", [holding("h.BRY", "BRY", "8", "ALLIES")], "sound", "sound"],
    ["a correction under the same label", [corrected("ALLIES")], "sound", "sound"],
    ["a wider label", [holding("h.BRY", "BRY", "9", "OPEN")], "sound", "sound"],
    ["a stricter label of who was not asked", [{ ...withdrawn }, holding("h.BRY", "BRY", "9", "OWN")], "release-consent", "release-consent"],
    ["a correction under a stricter label", [corrected("OWN")], "release-consent", "release-consent"],
    ["a correction of a correction under a stricter label", [corrected("ALLIES"), { ...corrected("OWN"), subject: "holdings.csv h.BRY.3", fields: { ...corrected("OWN").fields, id: "h.BRY.3", cells: { ...(corrected("OWN").fields["cells"] as object), id: "h.BRY.3", corrects: "h.BRY.2" } } }], "release-consent", "release-consent"],
    ["two rows that say that each corrects the other", [corrected("ALLIES"), { ...holding("h.BRY", "BRY", "9", "ALLIES"), fields: { ...holding("h.BRY", "BRY", "9", "ALLIES").fields, cells: { ...(holding("h.BRY", "BRY", "9", "ALLIES").fields["cells"] as object), corrects: "h.BRY.2" } } }], "sound", "sound"],
    ["a row that is withdrawn", [withdrawn], "release-basis-gone", "sound"],
  ])("%s", (_, drafts, all, some) => {
    const own = newNation("VAL", world());
    const file = proposed(own, sum);
    expect(file.release.originators).toEqual(["VAL"]);
    for (const it of drafts) written(appendDrafts(own, [it], officersOf("VAL")));
    const now = tablesOf(readChannels(own));
    expect([true, false].map((it) => code(consentFault(file, now, { all: it }) ?? {}))).toEqual([all, some]);
  });
});

describe("keys count by their place", () => {
  const enrol = (person?: string): Draft => ({ type: KEY_ENROLLED, fields: { key: vkey("VAL/new"), ...(person !== undefined && { person }) }, label: "OPEN" });
  const revoke = (key: string): Draft => ({ type: KEY_REVOKED, fields: { key }, label: "OPEN" });
  const rest: Writers = { authors: new Map([...officersOf("VAL").authors].filter(([it]) => it !== "VAL/two")), node };
  test("a key revoked before the release takes effect does not count, though it signed before", () => {
    const ledger = newNation("VAL", world());
    const file = approve(ledger, proposed(ledger), "VAL/one", "VAL/two");
    written(appendDrafts(ledger, [revoke("VAL/two")], officersOf("VAL")));
    const answer = appendDrafts(ledger, [releaseDraft(file)], rest);
    expect([answer.kind === "refused" ? answer.fault.code : answer.kind, code(approveRelease(ledger, proposed(ledger), { key: "VAL/two", signer: keyOf("VAL/two") }))]).toEqual(["release-key", "release-key"]);
  });
  test("a key revoked afterwards takes nothing back", () => {
    const ledger = newNation("VAL", world());
    publish(ledger, approve(ledger, proposed(ledger), "VAL/one", "VAL/two"));
    written(appendDrafts(ledger, [revoke("VAL/two")], officersOf("VAL")));
    expect([code(openLedger(ledger.store, tools)), seenBy(ledger, PUBLIC, open) !== undefined]).toEqual(["sound", true]);
  });
  test("two keys of one person are one person", () => {
    const ledger = newNation("VAL", world());
    written(appendDrafts(ledger, [enrol("VAL/one")], officersOf("VAL")));
    const one = approve(ledger, proposed(ledger), "VAL/one");
    expect(code(approveRelease(ledger, one, { key: "VAL/new", signer: keyOf("VAL/new") }))).toBe("release-twice");
    expect(publish(ledger, approve(ledger, { ...one, approvals: [] }, "VAL/new", "VAL/two"))).toBe("appended");
  });
  test.each([["VAL/nobody", "VAL/one"], ["VAL/one", "VAL/two"]])("a name that is no key, or a key file of another: %s with that of %s", (key, of) => {
    const ledger = newNation("VAL", world());
    expect(code(approveRelease(ledger, proposed(ledger), { key, signer: keyOf(of) }))).toBe("release-key");
  });
  test("published after its last day it is refused", () => {
    const ledger = newNation("VAL", world());
    const file = approve(ledger, proposed(ledger, { until: TODAY }), "VAL/one", "VAL/two");
    const late = sound(openLedger(ledger.store, { ...tools, now: () => "2026-03-02T00:00:00Z" }));
    expect([publish(late, file), publish(ledger, file)]).toEqual(["release-ended", "appended"]);
  });
});

test("[D12] a file between persons reads back to the letter, and nothing else is one", () => {
  const ledger = newNation("VAL", world());
  const file = approve(ledger, proposed(ledger), "VAL/one");
  const text = releaseFileText(file);
  expect(readReleaseFile(text)).toEqual(file);
  for (const bad of ["", "{}", "[]", "null", '"x"', text.replace("-v1", "-v2"), text.replace('"until"', '"till"'), text.slice(0, -20), JSON.stringify({ ...JSON.parse(text), basis: 1 })]) {
    const fault = readReleaseFile(bad);
    expect([code(fault), "basis" in fault]).toEqual(["release-form", false]);
  }
});

describe("the basis that goes with a release", () => {
  const row = { file: "holdings.csv", id: "h.VAL", label: "OWN", owner: "VAL" };
  const bytesOf = (text: string): string => Buffer.from(text).toString("base64url");
  const of = (...parts: readonly unknown[]): string => bytesOf(JSON.stringify(parts));
  const { label: _, ...bare } = row;
  test.each<readonly [string, string, boolean]>([
    ["salt, name and rows", of("salt", "basis", { inputs: [row] }), true],
    ["no rows", of("salt", "basis", { inputs: [] }), true],
    ["no base64url", "*", false],
    ["no JSON", bytesOf("{"), false],
    ["a text", bytesOf('"abc"'), false],
    ["what is like a list", bytesOf(JSON.stringify({ length: 3, 1: "basis", 2: { inputs: [row] } })), false],
    ["more parts", of("salt", "basis", { inputs: [row] }, 1), false],
    ["another name", of("salt", "reason", { inputs: [row] }), false],
    ["nothing of rows", of("salt", "basis", {}), false],
    ["rows that are no list", of("salt", "basis", { inputs: {} }), false],
    ["a row without its label", of("salt", "basis", { inputs: [bare] }), false],
    ["a row that is none", of("salt", "basis", { inputs: [null] }), false],
    ["one row of two", of("salt", "basis", { inputs: [row, bare] }), false],
  ])("%s", (__, basis, reads) => expect(basisInputs(basis)).toEqual(reads ? JSON.parse(Buffer.from(basis, "base64url").toString())[2].inputs : undefined));
  test("holds where it can be read and is the one that the words bind; with another nobody approves", () => {
    const ledger = newNation("VAL", world());
    const file = proposed(ledger);
    const other = of("salt", "basis", { inputs: [row] });
    const unread: ReleaseFile = { ...file, basis: "AAAA", release: { ...file.release, basis: Buffer.from(primitives.sha256(new TextEncoder().encode("AAAA"))).toString("base64url") } };
    expect([file, { ...file, basis: other }, unread].map((it) => [basisHolds(tools, it), code(approveRelease(ledger, it, { key: "VAL/one", signer: keyOf("VAL/one") }))])).toEqual([[true, "sound"], [false, "release-basis"], [false, "release-basis"]]);
  });
});

describe("what an approval brings with it", () => {
  const [val, hol] = [newNation("VAL", world()), newNation("HOL")];
  const sum = proposed(val, { figure: { query: "Batteries of two, 2029", value: "11" }, inputs: ["h.VAL", "h.HOL"].map((id) => ({ file: "holdings.csv", id })) });
  test("keys of other nations, and not of the one whose ledger it is", () => expect([...approve(hol, approve(val, sum, "VAL/one"), "HOL/one").evidence.keys()]).toEqual(["HOL"]));
  test("nobody has approved because another nation's approval names their key", () => {
    const named: ReleaseFile = { ...sum, approvals: [{ party: "HOL", key: "VAL/one", signature: new Uint8Array(64) }] };
    expect(code(approveRelease(val, named, { key: "VAL/one", signer: keyOf("VAL/one") }))).toBe("sound");
  });
  test("a ledger of before channels has none that could show its keys", () => {
    const at = newPath("before-channels");
    cpSync(OLD, at, { recursive: true });
    const old = sound(openLedger(sqliteLedger(join(at, "ledger.sqlite")), tools));
    const { signer } = readKeyFile(join(at, "keys", "officer-1.key"));
    expect(code(approveRelease(old, { ...sum, release: { ...sum.release, originators: ["XAA"] } }, { key: "XAA/officer-1", signer }))).toBe("release-evidence");
  });
});

describe("two worlds that differ only in the row behind a release", () => {
  test("are one to the readers of its label", () => {
    const seen = ["4", "5"].map((quantity) => {
      const ledger = newNation("VAL", world());
      publish(ledger, approve(ledger, proposed(ledger), "VAL/one", "VAL/two"));
      appendDrafts(ledger, [holding("h.VAL", "VAL", quantity, "OWN"), holding("h.more", "VAL", quantity, "OWN")], officersOf("VAL"));
      return seenBy(ledger, PUBLIC, open);
    });
    expect(seen[0]).toBe(seen[1]);
  });
});
