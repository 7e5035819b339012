import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { channelSigner, primitives } from "#adapters/keys";
import { appendDrafts, exportLedger, type OpenLedger, releaseDraft } from "#app";
import { base64, base64url, cosign, COSIGNATURE, exportBytes, type Json, type LedgerExport, parseExport, releaseMessage, type Release, signNote, utf8 } from "#ledger";
import { formatExamples, formatPath, withExample } from "../../tools/formats.ts";
import { ROOT } from "../../tools/files.ts";
import { approve, keyOf, newNation, officersOf, proposed, trust, vkey, world } from "./nations.ts";
import { digestOf, disclosureOf, enrol, type Fields, keyTextOf, logKey, NOTE, OFFICERS, OPENING, ORIGIN, type Raw, rawExport, rawLog, rawRoot, revoke, ROOT_ORIGIN, withRecords } from "./raw.ts";
import { codeOf, folder, keyText, signer, sound, WITNESS } from "./sample.ts";

const { sha256 } = primitives;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const edited = (bytes: Uint8Array, change: (it: string) => string): Uint8Array => {
  const after = change(text(bytes));
  if (after === text(bytes)) throw new Error("nothing was changed");
  return utf8(after);
};
/** The bytes of a record changed after it was made and before it was signed. */
const said = (change: (it: string) => string): Raw => ({ bytes: (it) => edited(it, change) });
const flipped = (it: Uint8Array): Uint8Array => it.map((byte, at) => (at === 0 ? byte ^ 1 : byte));

// Channels of a party with its root, and a release with the keys of another nation.
const val = newNation("VAL", world());
const hol = newNation("HOL");
trust(val, hol);
const released = approve(hol, approve(val, proposed(val, { figure: { query: "q", value: "20" }, inputs: ["h.VAL", "h.HOL"].map((id) => ({ file: "holdings.csv", id })) }), "VAL/one", "VAL/two"), "HOL/one", "HOL/two");
appendDrafts(val, [releaseDraft(released)], officersOf("VAL"));
const whole = (ledger: OpenLedger, root = true): Uint8Array => sound(exportLedger(ledger, { root }));
const rooted = sound(parseExport(whole(val)));
const rebuilt = (change: (it: LedgerExport) => LedgerExport): Uint8Array => exportBytes(change(rooted));
const withRoot = (change: (it: NonNullable<LedgerExport["root"]>) => NonNullable<LedgerExport["root"]>): Uint8Array => rebuilt((it) => ({ ...it, root: change(it.root!) }));
const firstEntries = (change: (it: LedgerExport["logs"][number]["entries"]) => LedgerExport["logs"][number]["entries"]): Uint8Array => rebuilt((it) => ({ ...it, logs: it.logs.map((log, at) => (at === 0 ? { ...log, entries: change(log.entries) } : log)) }));

/** Records that state a label policy in these parts. */
const parts = (...texts: readonly string[]): readonly Raw[] => texts.map((text, part) => ({ record: { type: "label-policy" }, open: { policy: "P", sha256: base64url(sha256(utf8(texts.join("")))), part, parts: texts.length, text } }));
const rosterOf = (more: Fields): Raw => ({ record: { type: "roster" }, open: { policy: "P", from: "2030-01-01", groups: { ALLY: ["XAA", "XBB"] }, ...more } });
/** A record by which a log of another party is trusted. */
const trusting = (open: Fields): Raw => ({ record: { type: "peer-log" }, open });
const OTHER = "concord/val/000000000000000002";
/** A log made by hand under a root made by hand. */
const withRawRoot = (more?: Parameters<typeof rawRoot>[1]): Uint8Array => exportBytes({ policy: `log ${logKey()}\nlog ${logKey(ROOT_ORIGIN)}\nquorum none\n`, logs: [rawLog()], root: rawRoot(rawLog(), more) });
const WITNESS_NAME = "witness.example/w";
const witnessed = `log ${logKey()}\nwitness w ${keyText(WITNESS_NAME, WITNESS, COSIGNATURE)}\nquorum w\n`;

/** A release of VAL's own, signed as it stands, in a log made by hand. */
const ownRelease = (change: Partial<Record<keyof Release, Json>> = {}, more: { readonly drop?: string; readonly record?: Fields; readonly approvals?: (right: readonly Fields[]) => readonly Json[]; readonly evidence?: Json; readonly sign?: (it: Release) => Release; readonly before?: readonly Raw[]; readonly by?: readonly string[] } = {}): Uint8Array => {
  const release = Object.fromEntries(Object.entries({ id: "r1", party: "VAL", figure: { query: "q", value: "4" }, to: "OPEN", reason: "x", until: "2030-12-31", originators: ["VAL"], basis: "b", ...change }).filter(([name]) => name !== more.drop)) as unknown as Release;
  const signed = more.sign?.(release) ?? release;
  const approvals = OFFICERS.map((key): Fields => ({ party: "VAL", key, signature: base64url(keyOf(key).sign(releaseMessage(sha256, signed))) }));
  return withRecords(...(more.before ?? []), { ...(more.by !== undefined && { by: more.by }), record: { type: "release", ...more.record }, open: { release: release as unknown as Json, approvals: more.approvals?.(approvals) ?? approvals, evidence: more.evidence ?? {} } });
};
/** A release with the keys of HOL shown, in a log made by hand that is trusted beside HOL's. */
const shared = (file: typeof released): Uint8Array => rawExport({ records: [OPENING, { record: { type: "release" }, open: Object.fromEntries(Object.entries(releaseDraft(file).fields).filter(([name]) => name !== "basis")) }] }, `log ${logKey()}\n${hol.store.logs().map((it) => `log ${it.key}\n`).join("")}quorum none\n`);

const SMALL = new Uint8Array(32).fill(0).map((_, at) => (at === 0 ? 1 : 0));
const TWICE = withRecords(NOTE, NOTE);

/** Rule, what is done, the file, and the code of the refusal; `sound` where nothing is wrong. */
const CASES: readonly (readonly [rule: string, what: string, file: Uint8Array, code: string])[] = [
  ["R1", "a sound record", withRecords(NOTE), "sound"],
  ["R1", "a space in a record", withRecords(said((it) => it.replace('"at":', '"at": '))), "record-canonical"],
  ["R1", "members in another order", withRecords(said((it) => `{"v":1,${it.slice(1).replace(',"v":1', "")}`)), "record-canonical"],
  ["R1", "a number in another spelling", withRecords({ open: { n: 5 }, ...said((it) => it.replace('"n":5', '"n":5.0')) }), "record-canonical"],
  ["R2", "a name twice", withRecords(said((it) => it.replace('"label"', '"at":"2030-03-01T10:00:00Z","label"'))), "json-twice"],
  ["R2", "half a character", withRecords({ open: { t: "x" }, ...said((it) => it.replace('"t":"x"', '"t":"\\ud800"')) }), "json-surrogate"],
  ["R2", "a number that is not held exactly", withRecords({ open: { n: 1 }, ...said((it) => it.replace('"n":1', '"n":9007199254740993')) }), "json-number"],
  ["R2", "a number beyond all", withRecords({ open: { n: 1 }, ...said((it) => it.replace('"n":1', '"n":1e999')) }), "json-number"],
  ["R2", "nested deeper than 64", withRecords({ open: { n: 1 }, ...said((it) => it.replace('"n":1', `"n":${"[".repeat(70)}${"]".repeat(70)}`)) }), "json-depth"],
  ["R2", "bytes that are no UTF-8", withRecords({ open: { t: "x" }, bytes: (it) => it.map((byte) => (byte === 120 ? 0xff : byte)) }), "json-utf8"],
  ["R3", "another version", withRecords({ record: { v: 2 } }), "record-version"],
  ["R3", "a member of no rule", withRecords({ record: { more: 1 } }), "record-field"],
  ["R3", "no type", withRecords({ record: { type: "" } }), "record-head"],
  ["R3", "no label", withRecords({ drop: ["label"] }), "record-label"],
  ["R3", "no body", withRecords({ record: { open: [] } }), "record-body"],
  ["R3", "follows what is no hash", withRecords({ record: { prev: "abc" } }), "record-prev"],
  ["R4", "a hidden field that is opened, one that is not", withRecords({ hidden: { a: 1, b: 2 }, disclosures: (it) => it.slice(0, 1) }), "sound"],
  ["R4", "a disclosure of no digest", withRecords({ hidden: { a: 1 }, disclosures: () => [disclosureOf("a", 2)] }), "disclosure-stray"],
  ["R4", "a disclosure twice", withRecords({ hidden: { a: 1 }, disclosures: (it) => [...it, ...it] }), "disclosure-twice"],
  ["R4", "a digest twice", withRecords({ hidden: { a: 1 }, digests: (it) => [...it, ...it] }), "digest-twice"],
  ["R4", "digests that are no list", withRecords({ record: { _sd: "x" } }), "digest-form"],
  ["R4", "a digest that is no text", withRecords({ record: { _sd: [7] } }), "digest-twice"],
  ["R4", "a disclosure that renames an open field", withRecords({ open: { a: 1 }, hidden: { a: 2 } }), "disclosure-name"],
  ["R4", "a disclosure of a reserved name", withRecords({ hidden: { _sd: 2 } }), "disclosure-name"],
  ["R4", "a disclosure that is no list", withRecords({ record: { _sd: [digestOf(base64url(utf8("{}")))] }, disclosures: () => [base64url(utf8("{}"))] }), "disclosure-form"],
  ["R5", "one signature of two", withRecords({ signatures: (it) => it.slice(1) }), "record-unsigned"],
  ["R5", "the signatures of another record", withRecords({ signatures: (it) => it.map((one) => ({ ...one, signature: flipped(one.signature) })) }), "record-signature"],
  ["R5", "one signer twice", withRecords({ by: ["VAL/one", "VAL/one"] }), "record-by"],
  ["R5", "nobody signs", withRecords({ by: [] }), "record-by"],
  ["R5", "a signature under another's name", withRecords({ signatures: ([a, b]) => [{ ...a!, key: b!.key }, { ...b!, key: a!.key }] }), "record-signature"],
  ["R6", "a record of another place", withRecords({ record: { seq: 7 } }), "record-seq"],
  ["R6", "a place that is no number", withRecords({ record: { seq: "1" } }), "record-seq"],
  ["R7", "a time without zone", withRecords({ record: { at: "2030-03-01T10:00:00" } }), "record-at"],
  ["R7", "a time that decides nothing", withRecords({ record: { at: "1999-01-01T00:00:00.5Z" } }), "sound"],
  ["K1", "a key whose id is another's", withRecords({ record: { type: "key-enrolled" }, open: { key: vkey("VAL/new").replace(/\+[0-9a-f]{8}\+/, "+00000000+") } }), "key-id"],
  ["K1", "a key that is none", withRecords({ record: { type: "key-enrolled" }, open: { key: "VAL/new" } }), "key-shape"],
  ["K1", "a key of another kind", withRecords({ record: { type: "key-enrolled" }, open: { key: keyText("VAL/new", 7, COSIGNATURE) } }), "key-algorithm"],
  ["K1", "a key that is no text", withRecords({ record: { type: "key-enrolled" }, open: { key: 7 } }), "key-shape"],
  ["K1", "no key", withRecords({ record: { type: "key-enrolled" } }), "key-shape"],
  ["K2", "an officer that is no text", rawExport({ records: [{ ...OPENING, open: { ...OPENING.open, officers: [...OFFICERS.map(vkey), 7] } }] }), "key-shape"],
  ["K2", "no officer", rawExport({ records: [{ ...OPENING, open: { ...OPENING.open, officers: [] } }] }), "ledger-officers"],
  ["K2", "more officers needed than there are", rawExport({ records: [{ ...OPENING, open: { ...OPENING.open, needed: 3 } }] }), "ledger-needed"],
  ["K3", "enrolled by two", withRecords(enrol("VAL/new"), { by: ["VAL/new"] }), "sound"],
  ["K3", "enrolled by one", withRecords({ ...enrol("VAL/new"), by: ["VAL/one"] }), "key-officers"],
  ["K3", "revoked by one", withRecords({ ...revoke("VAL/two"), by: ["VAL/one"] }), "key-officers"],
  ["K3", "a log trusted by one", withRecords({ record: { type: "peer-log" }, open: { key: logKey() }, by: ["VAL/one"] }), "key-officers"],
  ["K3", "a log trusted by two", withRecords(trusting({ key: logKey(OTHER) })), "sound"],
  ["K3", "a trusted log without a key", withRecords(trusting({})), "key-shape"],
  ["K3", "a trusted log whose key is no text", withRecords(trusting({ key: 7 })), "key-shape"],
  ["K3", "a trusted log with a key that is none", withRecords(trusting({ key: OTHER })), "key-shape"],
  ["K3", "a trusted log with the key of a witness", withRecords(trusting({ key: keyText(WITNESS_NAME, WITNESS, COSIGNATURE) })), "key-algorithm"],
  ["K3", "a key revoked by no name", withRecords({ record: { type: "key-revoked" }, open: { key: 7 } }), "key-unknown"],
  ["K7", "a digest that is no text", withRecords(...parts("a policy").map((it) => ({ ...it, open: { ...it.open, sha256: 7 } }))), "label-policy"],
  ["K7", "a label policy in parts", withRecords(...parts("a policy", "of two parts")), "sound"],
  ["K7", "the same policy again, and another", withRecords(...parts("one"), ...parts("one"), ...parts("two", "parts")), "sound"],
  ["K7", "parts that never end", withRecords(parts("a policy", "of two parts")[0]!), "sound"],
  ["K7", "a label policy on the word of one", withRecords({ ...parts("a policy")[0]!, by: ["VAL/one"] }), "key-officers"],
  ["K7", "parts in another order", withRecords(...parts("a policy", "of two parts").toReversed()), "label-policy"],
  ["K7", "a part that stands twice", withRecords(...parts("a", "b", "c").flatMap((it) => [it, it])), "label-policy"],
  ["K7", "another digest", withRecords(...parts("a policy").map((it) => ({ ...it, open: { ...it.open, text: "another policy" } }))), "label-policy"],
  ["K7", "no text", withRecords(...parts("a policy").map((it) => ({ ...it, open: { ...it.open, text: 7 } }))), "label-policy"],
  ["K7", "no number of parts", withRecords(...parts("a policy").map((it) => ({ ...it, open: { ...it.open, parts: "1" } }))), "label-policy"],
  ["K7", "more parts than any policy has", withRecords(...parts("a policy").map((it) => ({ ...it, open: { ...it.open, parts: 1001 } }))), "label-policy"],
  ["K7", "a roster", withRecords(rosterOf({})), "sound"],
  ["K7", "a roster on the word of one", withRecords({ ...rosterOf({}), by: ["VAL/one"] }), "key-officers"],
  ["K7", "a roster without a day", withRecords(rosterOf({ from: "soon" })), "roster"],
  ["K7", "a roster whose group is no list", withRecords(rosterOf({ groups: { ALLY: "XAA" } })), "roster"],
  ["K7", "a roster with a member that is no text", withRecords(rosterOf({ groups: { ALLY: [1] } })), "roster"],
  ["K3", "a key revoked that is not there", withRecords(revoke("VAL/nobody")), "key-unknown"],
  ["K4", "signed before it is enrolled", withRecords({ by: ["VAL/new"] }, enrol("VAL/new")), "record-key"],
  ["K4", "signed after it is revoked", withRecords(revoke("VAL/two"), { by: ["VAL/two"] }), "record-key"],
  ["K4", "revoked twice", withRecords(revoke("VAL/two"), { ...revoke("VAL/two"), by: ["VAL/one"] }), "key-officers"],
  ["K5", "a key of small order", withRecords({ record: { type: "key-enrolled" }, open: { key: keyTextOf("VAL/new", SMALL) } }), "key-weak"],
  ["K5", "a key that is no point", withRecords({ record: { type: "key-enrolled" }, open: { key: keyTextOf("VAL/new", new Uint8Array(32).fill(0).map((_, at) => (at === 0 ? 2 : 0))) } }), "key-weak"],
  ["K6", "a name used twice", withRecords(enrol("VAL/new"), enrol("VAL/new")), "key-name"],
  ["K6", "a person of two keys", withRecords(enrol("VAL/new", { person: "VAL/one" })), "sound"],
  ["L1", "two records swapped", exportBytes({ policy: `log ${logKey()}\nquorum none\n`, logs: [{ ...rawLog({ records: [OPENING, NOTE, NOTE] }), entries: ((it) => [it[0]!, { ...it[1]!, leaf: it[2]!.leaf }, it[2]!])(rawLog({ records: [OPENING, NOTE, NOTE] }).entries) }] }), "entry-inclusion"],
  ["L1", "a root of another tree", rawExport({ root: flipped }), "entry-inclusion"],
  ["L2", "a checkpoint that is changed", edited(TWICE, (it) => it.replace(`${ORIGIN}\\n3\\n`, `${ORIGIN}\\n2\\n`)), "note-signature"],
  ["L2", "a checkpoint with a carriage return", edited(TWICE, (it) => it.replace(`${ORIGIN}\\n3\\n`, `${ORIGIN}\\r\\n3\\n`)), "note-control"],
  ["L2", "a checkpoint without signature", edited(TWICE, (it) => it.replace(/\\n\\n— [^"]*"/, '\\n"')), "note-shape"],
  ["L3", "a log that the policy does not know", rawExport({}, `log ${logKey("concord/val/000000000000000002")}\nquorum none\n`), "note-untrusted"],
  ["L3", "a quorum that is not met", rawExport({}, witnessed), "proof-quorum"],
  ["L3", "a quorum that is met", rawExport({ note: (it) => ({ ...it, signatures: [...it.signatures, cosign(sha256, it.text, { name: WITNESS_NAME, signer: signer(WITNESS), seconds: 1 })] }) }, witnessed), "sound"],
  ["L3", "a witness's line of another text", rawExport({ note: (it) => ({ ...it, signatures: [...it.signatures, cosign(sha256, `${it.text}x`, { name: WITNESS_NAME, signer: signer(WITNESS), seconds: 1 })] }) }, witnessed), "proof-quorum"],
  ["L3", "a policy without quorum", rawExport({}, `log ${logKey()}\n`), "policy-quorum"],
  ["L3", "a policy with a word of no meaning", rawExport({}, `log ${logKey()}\ntrust all\nquorum none\n`), "policy-word"],
  ["L3", "signed by nobody", rawExport({ note: (it) => ({ text: it.text, signatures: [] }) }), "note-unsigned"],
  ["L3", "signed by a known log in place of its own", rawExport({ note: (it) => ({ text: it.text, signatures: [signNote(sha256, it.text, OTHER, channelSigner(new Uint8Array(32).fill(1), OTHER))] }) }, `log ${logKey(OTHER)}\nlog ${logKey()}\nquorum none\n`), "proof-origin"],
  ["C1", "opened under the name of another log", rawExport({ records: [{ ...OPENING, open: { ...OPENING.open, origin: "concord/val/000000000000000002" } }] }), "channel-origin"],
  ["C1", "opened by one officer of two", rawExport({ records: [{ ...OPENING, by: ["VAL/one"] }] }), "key-officers"],
  ["C1", "not opened", rawExport({ records: [NOTE] }), "ledger-unopened"],
  ["C1", "opened twice", withRecords(OPENING), "ledger-opened-twice"],
  ["C2", "a log named as another party's", rawExport({ origin: "concord/hol/000000000000000001", records: [{ ...OPENING, open: { ...OPENING.open, origin: "concord/hol/000000000000000001" } }] }), "channel-origin"],
  ["C3", "a record of another label", withRecords({ record: { label: "SECRET" } }), "record-channel"],
  ["C3", "a record of another party", withRecords({ record: { party: "HOL" } }), "record-party"],
  ["C8", "a root with 63 digests' worth of nothing", withRoot((it) => ({ ...it, leaf: utf8(text(it.leaf).replace(/"_sd":\["[^"]*",/, '"_sd":[')) })), "entry-inclusion"],
  ["C8", "a root made by hand", withRawRoot(), "sound"],
  ["C8", "a root of another party", withRawRoot({ party: "HOL" }), "root-party"],
  ["E8", "a root that says it is of a later place", withRawRoot({ seq: 5 }), "record-seq"],
  ["E8", "a root without its checkpoint", edited(whole(val), (it) => it.replace(/\{"checkpoint":"[^"]*",(?="disclosures":[^\n]*\n$)/, "{")), "export-root"],
  ["C9", "a channel that is not where the root says", rebuilt((it) => ({ ...it, root: { ...it.root!, disclosures: it.root!.disclosures.slice(1) } })), "root-channel"],
  ["C13", "a log of before channels, of two labels", rawExport({ records: [{ ...OPENING, record: { type: "ledger-opened" } }, { record: { label: "SECRET" } }] }), "sound"],
  ["D1", "a release by two persons of two nations", whole(val), "sound"],
  ["D1", "a release without evidence, not even an empty one", ownRelease({}, { evidence: "none" }), "release-form"],
  ["D2", "a release with a member missing", ownRelease({}, { drop: "reason", sign: (it) => ({ ...it, reason: "x" }) }), "release-form"],
  ["D2", "a figure that is a row and an answer", ownRelease({ figure: { query: "q", value: "4", file: "x" } }), "release-form"],
  ["D2", "a figure that is a number", ownRelease({ figure: { query: "q", value: 4 } }), "release-form"],
  ["D2", "an originator twice", ownRelease({ originators: ["VAL", "VAL"] }), "release-form"],
  ["D2", "no originator", ownRelease({ originators: [] }), "release-form"],
  ["D3", "released to another label than the channel's", ownRelease({ to: "ALLIES" }), "release-label"],
  ["D3", "a release of another party", ownRelease({ party: "HOL" }), "release-party"],
  ["D4", "a word changed after it was signed", ownRelease({ figure: { query: "q", value: "5" } }, { sign: (it) => ({ ...it, figure: { query: "q", value: "4" } }) }), "release-signature"],
  ["D4", "a signature that is none", ownRelease({}, { approvals: (it) => it.map((one) => ({ ...one, signature: "AAAA" })) }), "release-signature"],
  ["D5", "one person", ownRelease({}, { approvals: (it) => it.slice(1) }), "release-persons"],
  ["D5", "nobody", ownRelease({}, { approvals: () => [] }), "release-persons"],
  ["D5", "one person twice", ownRelease({}, { approvals: (it) => [...it, it[0]!] }), "release-twice"],
  ["D5", "a nation that is not asked", ownRelease({}, { approvals: (it) => [...it, { ...it[0]!, party: "HOL" }] }), "release-nation"],
  ["D5", "a nation that has not approved", ownRelease({ originators: ["HOL", "VAL"] }), "release-persons"],
  ["D6", "a key revoked before it took effect", ownRelease({}, { before: [enrol("VAL/new"), enrol("VAL/three", { officer: true }), revoke("VAL/two")], by: ["VAL/one", "VAL/three"] }), "release-key"],
  ["D6", "a key that is not there", ownRelease({}, { approvals: (it) => it.map((one) => ({ ...one, key: `${String(one["key"])}x` })) }), "release-key"],
  ["D7", "the keys of another nation shown", shared(released), "sound"],
  ["D7", "the keys of a nation not shown", shared({ ...released, evidence: new Map() }), "release-evidence"],
  ["D7", "keys shown by no log", shared({ ...released, evidence: new Map([["HOL", text(exportBytes({ policy: "quorum none\n", logs: [] }))]]) }), "release-evidence"],
  ["D7", "keys shown that do not hold", shared({ ...released, evidence: new Map([...released.evidence].map(([it, shown]) => [it, shown.slice(0, -1)])) }), "release-evidence"],
  ["D8", "written after its last day", ownRelease({ until: "2030-02-28" }), "release-ended"],
  ["D8", "a last day that is no day", ownRelease({ until: "soon" }), "release-form"],
  ["E1", "cut within a line", TWICE.slice(0, -5), "export-cut"],
  ["E1", "cut after a line", TWICE.slice(0, TWICE.lastIndexOf(10, TWICE.length - 2) + 1), "export-count"],
  ["E1", "a line more", utf8(`${text(TWICE)}{}\n`), "export-count"],
  ["E1", "an empty file", new Uint8Array(0), "export-cut"],
  ["E2", "another format", edited(TWICE, (it) => it.replace("concord-export-v2", "concord-export-v3")), "export-format"],
  ["E2", "a root that is neither there nor not", edited(TWICE, (it) => it.replace(',"root":false', "")), "export-format"],
  ["E2", "a number of logs that is none", edited(TWICE, (it) => it.replace('"logs":1', '"logs":-1')), "export-format"],
  ["E3", "a log twice", rebuilt((it) => ({ ...it, logs: [...it.logs, it.logs[0]!] })), "export-log-twice"],
  ["E3", "more logs than there are", edited(TWICE, (it) => it.replace('"logs":1', '"logs":2')), "export-count"],
  ["E4", "an entry that is a number", edited(TWICE, (it) => it.replace(/\n[^\n]*\n$/, "\n7\n")), "export-entry"],
  ["E3", "more entries than there are", edited(TWICE, (it) => it.replace('"entries":3', '"entries":4')), "export-count"],
  ["E4", "two entries swapped", firstEntries(([a, b, c, ...rest]) => [a!, c!, b!, ...rest]), "export-order"],
  ["E4", "an entry twice", firstEntries(([a, b, ...rest]) => [a!, b!, b!, ...rest]), "export-order"],
  ["E4", "a path cut", firstEntries(([a, b, ...rest]) => [a!, { ...b!, proof: b!.proof.slice(1) }, ...rest]), "entry-inclusion"],
  ["E4", "a path of another entry", firstEntries(([a, b, ...rest]) => [a!, { ...b!, proof: a!.proof }, ...rest]), "entry-inclusion"],
  ["E4", "base 64 in another spelling", edited(TWICE, (it) => it.replace(/"signature":"([^"]*)=="/, '"signature":"$1="')), "export-signature"],
  ["E4", "an entry without its path", edited(TWICE, (it) => it.replace(/"proof":\[[^\]]*\],/, "")), "export-entry"],
  ["E5", "the first record left out", rawExport({ keep: (it) => it !== 0 }), "ledger-unopened"],
  ["E5", "an enrolment left out", rawExport({ records: [OPENING, enrol("VAL/new"), { by: ["VAL/new"] }], keep: (it) => it !== 1 }), "record-key"],
  ["E6", "a disclosure of another record", exportBytes({ policy: `log ${logKey()}\nquorum none\n`, logs: [((log) => ({ ...log, entries: log.entries.map((it, at, all) => (at === 1 ? { ...it, disclosures: all[2]!.disclosures } : it)) }))(rawLog({ records: [OPENING, { hidden: { a: 1 } }, { hidden: { b: 2 } }] }))] }), "disclosure-stray"],
  ["E7", "all entries, and the root they make", rawExport({ records: [OPENING, NOTE, NOTE, NOTE] }), "sound"],
  ["E7", "no entry, and the root of none", rawExport({ records: [] }), "sound"],
  ["E7", "no entry, and a root of some", rawExport({ records: [], root: flipped }), "log-root"],
  ["E7", "a part of the entries", rawExport({ records: [OPENING, NOTE, NOTE, NOTE], keep: (it) => it !== 2 }), "sound"],
  ["E8", "a root of an earlier place", withRoot((it) => ({ ...it, index: 0 })), "root-latest"],
  ["E8", "a root that says another place", withRoot((it) => ({ ...it, leaf: rooted.logs[0]!.entries[0]!.leaf })), "entry-inclusion"],
  ["E9", "the policy of the file left out", exportBytes({ policy: "", logs: [rawLog()] }), "policy-quorum"],
  ["E10", "an export of version 1", utf8(readFileSync(join(import.meta.dirname, "fixtures", "before-channels", "part.export"), "utf8")), "sound"],
];

/** Files damaged by chance, in a member of their JSON: another value in its place, or none. */
const damaged: readonly Uint8Array[] = fc.sample(fc.record({ line: fc.nat(), member: fc.nat(), value: fc.constantFrom<Json | undefined>(undefined, null, true, 0, -1, 1.5, "", "x", "AAAA", [], [1], {}, 9007199254740991) }), { seed: 7, numRuns: 80 }).map(({ line, member, value }) => {
  const lines = text(TWICE).trimEnd().split("\n");
  const at = line % lines.length;
  const parsed = JSON.parse(lines[at]!) as Record<string, unknown>;
  const names = Object.keys(parsed);
  const name = names[member % names.length]!;
  if (value === undefined) delete parsed[name];
  else parsed[name] = value;
  lines[at] = JSON.stringify(parsed);
  return utf8(`${lines.join("\n")}\n`);
});

// One process of the second verifier looks at all files: it takes a while to start.
const DRIVER = `
import io, json, sys
sys.path.insert(0, sys.argv[1])
import verify
for path in sys.argv[2:]:
    try:
        verify.verify(open(path, "rb").read())
        print(json.dumps("sound"))
    except (verify.Refused, KeyError, TypeError, IndexError, AttributeError, ValueError, ArithmeticError, RecursionError) as error:
        print(json.dumps(str(error) or type(error).__name__))
`;
const second: string[] = [];
beforeAll(() => {
  const paths = [...CASES.map(([, , file]) => file), ...damaged].map((file, at) => {
    const path = join(folder, `case-${at}.export`);
    writeFileSync(path, file);
    return path;
  });
  const ran = spawnSync("python3", ["-c", DRIVER, join(ROOT, "tools", "verifier"), ...paths], { encoding: "utf8" });
  second.push(...ran.stdout.trim().split("\n").map((it) => JSON.parse(it) as string));
}, 120_000);

describe("each rule, by both programs", () => {
  test.each(CASES.map(([rule, what, file, code], at) => [rule, what, code, file, at] as const))("[%s] %s: %s", (_rule, _what, code, file, at) => {
    expect(codeOf(file)).toBe(code);
    expect([second[at] === "sound", second[at]]).toEqual([code === "sound", second[at]]);
  });
  test("files damaged by chance: the same verdict, and no crash", () => {
    const verdicts = damaged.map((it) => codeOf(it) === "sound");
    expect(second.slice(CASES.length).map((it) => it === "sound")).toEqual(verdicts);
    expect(verdicts.filter((it) => !it).length).toBeGreaterThan(40);
  });
  test("more than fifty kinds of corruption are refused", () => expect(CASES.filter(([, , , code]) => code !== "sound").length).toBeGreaterThan(50));
});

describe("the pages of the formats", () => {
  const pages = ["ledger.md", "channels.md", "release.md", "export.md"];
  const tests = readdirSync(import.meta.dirname).filter((it) => it.endsWith(".test.ts")).map((it) => readFileSync(join(import.meta.dirname, it), "utf8")).join("\n");
  const covered = new Set([...CASES.map(([rule]) => rule), ...[...tests.matchAll(/(?:test|describe)(?:\.each\(.*\))?\(["`]\[([A-Z]\d+)\]/g)].map((it) => it[1]!)]);
  test.each(pages)("every rule of %s has a test", (page) => {
    const rules = [...readFileSync(formatPath(page), "utf8").matchAll(/^- ([A-Z]\d+) /gm)].map((it) => it[1]!);
    expect([rules.length > 3, rules.filter((it) => !covered.has(it))]).toEqual([true, []]);
  });
  test.each([...formatExamples()])("the example of %s is made by the program: node tools/formats.ts", (page, example) => {
    const now = readFileSync(formatPath(page), "utf8");
    expect(now).toBe(withExample(now, example));
  });
  test("the export on its page holds, for both programs", () => {
    const block = /```json\n([\s\S]*?)```/.exec(readFileSync(formatPath("export.md"), "utf8"))![1]!;
    const path = join(folder, "page.export");
    writeFileSync(path, block);
    expect([codeOf(utf8(block)), (JSON.parse(spawnSync("python3", [join(ROOT, "tools", "verifier", "verify.py"), path], { encoding: "utf8" }).stdout) as { readonly verified: boolean }).verified]).toEqual(["sound", true]);
  });
});

test("what is made by hand is made as the ledger makes it", () => expect(base64(channelSigner(new Uint8Array(32).fill(1), ORIGIN).publicKey).length).toBe(44));
