/** Writes the examples of `docs/formats/`: made by the program with fixed keys, salts and times, so that they cannot go stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { channelSigner, enrolmentFault, primitives, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, approveRelease, createLedger, type Draft, exportLedger, type OpenLedger, proposeRelease, releaseDraft, releaseFileText, type Writers } from "#app";
import { base64, base64url, type Entry, isFault, type LedgerFault, readRecord, recordMessage, textOf, utf8 } from "#ledger";
import { ROOT } from "./files.ts";

const { sha256 } = primitives;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const sound = <T extends object>(it: T): Exclude<T, LedgerFault> => {
  if (isFault(it)) throw new Error(it.message);
  return it as Exclude<T, LedgerFault>;
};

/** Bytes that look random and are the same at every run. */
function fixedChance(): (size: number) => Uint8Array {
  let count = 0;
  return (size) => sha256(utf8(`example ${count++}`)).slice(0, size);
}

const signer = (name: string): ReturnType<typeof signerFromSeed> => signerFromSeed(sha256(utf8(name)));
const NAMES = ["VAL/officer-1", "VAL/officer-2"];
const writers: Writers = { authors: new Map(NAMES.map((it) => [it, signer(it)])), node: (origin) => channelSigner(sha256(utf8("node")), origin) };
const row = (file: string, cells: { readonly id: string; readonly [heading: string]: string }, label: string): Draft => ({ type: "row", subject: `${file} ${cells.id}`, fields: { file, id: cells.id, cells }, label });

function exampleLedger(): OpenLedger {
  const tools = { primitives, enrolmentFault, random: fixedChance(), now: () => "2030-03-01T10:00:00Z" };
  return createLedger(sqliteLedger(":memory:"), tools, { party: "VAL", policy: "quorum none\n", officers: writers.authors, needed: 2, label: "OPEN", node: writers.node });
}
const append = (ledger: OpenLedger, ...drafts: readonly Draft[]): void => {
  const answer = appendDrafts(ledger, drafts, writers);
  if (answer.kind !== "appended") throw new Error(JSON.stringify(answer));
};
const originOf = (ledger: OpenLedger, label: string): string => [...ledger.channels.values()].find((it) => it.book.label === label)?.origin ?? "";
const entriesOf = (ledger: OpenLedger, origin: string): readonly Entry[] => ledger.store.read(origin, 0, 99);
const fence = (text: string, language = ""): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
const lineOf = (bytes: Uint8Array): string => textOf(bytes) ?? "";
const opened = (disclosure: string): string => Buffer.from(disclosure, "base64url").toString();

/** Examples by page. */
export function formatExamples(): ReadonlyMap<string, string> {
  const ledger = exampleLedger();
  append(ledger, { type: "stock", subject: "155 mm", fields: { quantity: 1200, place: "depot" }, hidden: ["quantity"], label: "RESTRICTED" });
  const restricted = originOf(ledger, "RESTRICTED");
  const stock = entriesOf(ledger, restricted)[1]!;
  const [disclosure = ""] = stock.disclosures;
  const record = ["One record, as its bytes are hashed and signed: canonical JSON, one line.", fence(lineOf(stock.leaf), "json"), "Its hidden field is opened by a disclosure, which is kept beside the log and can be withheld or erased.", fence(`disclosure  ${disclosure}\ndecoded     ${opened(disclosure)}\ndigest      ${base64url(sha256(utf8(disclosure)))}`), "What its authors sign, and what they signed.", fence(`message     ${hex(recordMessage(sha256, stock.leaf))}\n${stock.signatures.map((it) => `${it.key}  ${base64(it.signature)}`).join("\n")}`), `Its checkpoint, of the channel at two records.`, fence(lineOf(ledger.store.logs().find((it) => it.origin === restricted)!.checkpoint!))].join("\n\n");

  const root = ledger.store.logs().find((it) => it.role === "root")!;
  const second = ledger.store.read(root.origin, 1, 2)[0]!;
  const channels = ["The first record of a channel.", fence(lineOf(entriesOf(ledger, restricted)[0]!.leaf), "json"), "The entry of the root log for the commit that opened it: two channels, and digests of nothing up to 64.", fence(lineOf(second.leaf), "json"), "What opens it: one disclosure for each channel.", fence(second.disclosures.map(opened).join("\n"), "json")].join("\n\n");

  const small = exampleLedger();
  append(small, row("labels.csv", { id: "OPEN", policy: "PACT", level: "0", marking_en: "OPEN", absent_means: "everyone" }, "OPEN"), row("labels.csv", { id: "OWN", policy: "PACT", level: "1", marking_en: "OWN", absent_means: "originator" }, "OPEN"), row("nations.csv", { id: "VAL", name_en: "Vale", label: "OPEN" }, "OPEN"), row("holdings.csv", { id: "h.1", label: "OWN", nation: "VAL", system: "battery", quantity: "4", unit: "batteries" }, "OWN"));
  let file = sound(proposeRelease(small, { figure: { file: "holdings.csv", id: "h.1" }, inputs: [], without: [], to: "OPEN", reason: "For the yearly review.", until: "2030-12-31" })).file;
  for (const name of NAMES) file = sound(approveRelease(small, file, { key: name, signer: signer(name) }));
  append(small, releaseDraft(file));
  const released = entriesOf(small, originOf(small, "OPEN")).map((it) => ({ it, record: sound(readRecord(sha256, it.leaf, it.disclosures)) })).find((it) => it.record.type === "release")!;
  const release = ["The file that goes from person to person, with both approvals.", fence(releaseFileText(file), "json"), "The record it becomes, in the channel of the label it releases to.", fence(lineOf(released.it.leaf), "json")].join("\n\n");

  const tiny = exampleLedger();
  append(tiny, { type: "note", fields: { text: "open" }, label: "OPEN" });
  const exported = ["An export of a channel of two records, with the party's root: head, log, two entries, root.", fence(lineOf(sound(exportLedger(tiny, { root: true }))), "json")].join("\n\n");
  return new Map([["ledger.md", record], ["channels.md", channels], ["release.md", release], ["export.md", exported]]);
}

const MARK = /<!-- example: node tools\/formats\.ts -->\n[\s\S]*?<!-- \/example -->/;

/** A page with its example as it is made now. */
export const withExample = (page: string, example: string): string => page.replace(MARK, () => `<!-- example: node tools/formats.ts -->\n${example}\n<!-- /example -->`);

export const formatPath = (name: string): string => join(ROOT, "docs", "formats", name);

if (process.argv[1]?.endsWith("formats.ts") === true) for (const [name, example] of formatExamples()) writeFileSync(formatPath(name), withExample(readFileSync(formatPath(name), "utf8"), example));
