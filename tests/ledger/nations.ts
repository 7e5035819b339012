import { primitives, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, approveRelease, createLedger, type Draft, type OpenLedger, proposeRelease, type ProposeRelease, type ReleaseFile, type Writers } from "#app";
import { noteKeyFor, noteKeyText, PEER_LOG, type Signer } from "#ledger";
import { newPath, node, sound, tools } from "./sample.ts";

// Three invented nations with ledgers of their own, for what takes more than one.

export const TODAY = "2026-03-01";
/** Three officers of each nation and a clerk of the first, by a seed of their own. */
const seeds: Readonly<Record<string, number>> = { "VAL/one": 11, "VAL/two": 12, "VAL/three": 13, "VAL/new": 14, "HOL/one": 21, "HOL/two": 22, "HOL/three": 23, "BRY/one": 31, "BRY/two": 32 };
export const keyOf = (name: string): Signer => signerFromSeed(new Uint8Array(32).fill(seeds[name] ?? 99));
export const vkey = (name: string): string => noteKeyText(noteKeyFor(primitives.sha256, name, keyOf(name)));
export const officersOf = (party: string): Writers => ({ authors: new Map(Object.keys(seeds).filter((it) => it.startsWith(`${party}/`) && it !== "VAL/new").map((it) => [it, keyOf(it)])), node });

const LABELS = [
  ["OPEN", "0", "", "everyone"],
  ["ALLIES", "1", "VAL HOL BRY", "originator"],
  ["OWN", "2", "", "originator"],
] as const;
const row = (file: string, cells: { readonly [heading: string]: string }, label = cells["label"] ?? "OPEN"): Draft => ({ type: "row", subject: `${file} ${cells["id"]}`, fields: { file, id: cells["id"]!, cells: Object.fromEntries(Object.entries(cells).filter(([, it]) => it !== "")) }, label });
export const holding = (id: string, nation: string, quantity: string, label: string): Draft => row("holdings.csv", { id, source: "returns", as_of: "2029", evidence: "official", confidence: "high", label, nation, system: "battery", quantity, unit: "batteries", readiness: "1" });
export const world = (): readonly Draft[] => [
  ...LABELS.map(([id, level, releasable_to, absent_means]) => row("labels.csv", { id, policy: "PACT", level, marking_en: id, releasable_to, absent_means })),
  ...["VAL", "HOL", "BRY"].map((id) => row("nations.csv", { id, source: "returns", label: "OPEN", name_en: id })),
  row("sources.csv", { id: "returns", title: "Returns" }),
  holding("h.VAL", "VAL", "4", "OWN"),
  holding("h.HOL", "HOL", "7", "OWN"),
  holding("h.BRY", "BRY", "9", "ALLIES"),
];

export function newNation(party: string, drafts: readonly Draft[] = []): OpenLedger {
  const ledger = createLedger(sqliteLedger(newPath("sqlite")), tools, { party, policy: "quorum none\n", officers: officersOf(party).authors, needed: 2, label: "OPEN", node });
  written(appendDrafts(ledger, drafts, officersOf(party)));
  return ledger;
}
export const written = (answer: ReturnType<typeof appendDrafts>): ReturnType<typeof appendDrafts> => {
  if (answer.kind !== "appended") throw new Error(JSON.stringify(answer));
  return answer;
};
export const trust = (ledger: OpenLedger, of: OpenLedger): void => void written(appendDrafts(ledger, of.store.logs().filter((it) => it.role === "channel").map((it) => ({ type: PEER_LOG, subject: it.origin, fields: { key: it.key }, label: "OPEN" })), officersOf(ledger.party)));

export const ask: ProposeRelease = { figure: { file: "holdings.csv", id: "h.VAL" }, inputs: [], without: [], to: "OPEN", reason: "The alliance has to know.", until: "2030-12-31" };
export const proposed = (ledger: OpenLedger, more: Partial<ProposeRelease> = {}): ReleaseFile => sound(proposeRelease(ledger, { ...ask, ...more })).file;
export const approve = (ledger: OpenLedger, file: ReleaseFile, ...names: readonly string[]): ReleaseFile => names.reduce((it, key) => sound(approveRelease(ledger, it, { key, signer: keyOf(key) })), file);
