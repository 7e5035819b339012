import { csvText, readDataset, scanCsv } from "#exchange";
import { columnsOf, KINDS, type AnyKind } from "#model";
import type { Finding } from "#stdx";
import { type Draft, draftsOf, filesOf, idOfRow, type LedgerTables, WITHDRAWN } from "../ledger/index.ts";
import { ADOPTED_FILE, adoptedCells, adoptionDraft, type AdoptIntent } from "./adopt.ts";
import { applyDrafts } from "./apply-drafts.ts";
import { mergeParties, ownerOf, splitByOwner } from "./owners.ts";

/** What a person means to do. Cells stand by their heading. */
export type Intent =
  | { readonly kind: "put"; readonly file: string; readonly cells: Cells }
  /** Another fact in the place of one that is there, which it names and which stays. */
  | { readonly kind: "correct"; readonly file: string; readonly id: string; readonly cells: Cells }
  | { readonly kind: "withdraw"; readonly file: string; readonly id: string; readonly reason: string }
  /** What a nation answers to its target; where it has answered before, the new answer corrects the old. */
  | { readonly kind: "answer"; readonly nation: string; readonly capability: string; readonly response: string; readonly quantity?: string; readonly firstYear?: string; readonly reason: string; readonly source: string }
  | AdoptIntent
  /** A whole data set: its rows are stated, changed or withdrawn until the ledger holds it. */
  | { readonly kind: "import"; readonly files: ReadonlyMap<string, string>; /** Fields of the records that can be withheld and erased. */ readonly hidden?: readonly string[] };

type Cells = { readonly [heading: string]: string };

export interface ActionState {
  readonly tables: LedgerTables;
  /** What the ledgers of others hold that this one stands among. Absent: this one stands alone. */
  readonly around?: LedgerTables;
  /** Whose ledger it is. */
  readonly party: string;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Label of what says none of its own. */
  readonly label: string;
}

/** Drafts to sign, with what is doubtful about them; or why there are none. */
export type ActionAnswer = { readonly kind: "drafts"; readonly drafts: readonly Draft[]; readonly findings: readonly Finding[]; /** Rows of other owners, which are left to them, by owner. */ readonly left?: ReadonlyMap<string, number> } | { readonly kind: "refused"; readonly findings: readonly Finding[] };

const say = (code: string, file: string, message: string, mend: string, fact?: string): Finding => ({ code, level: "error", file, ...(fact !== undefined && { fact }), message, mend });
const refused = (finding: Finding): ActionAnswer => ({ kind: "refused", findings: [finding] });

/** Checks an intent against the model: what it would break is answered as findings, and nothing is drafted. */
export function act(state: ActionState, intent: Intent): ActionAnswer {
  switch (intent.kind) {
    case "put":
      return put(state, intent.file, intent.cells);
    case "correct":
      return correct(state, intent);
    case "withdraw":
      return withdraw(state, intent);
    case "answer":
      return answer(state, intent);
    case "adopt":
      return adopt(state, intent);
    case "import":
      return importAll(state, intent);
  }
}

const kindOf = (file: string): AnyKind | undefined => Object.values(KINDS).find((it) => `${it.file}.csv` === file);
const rowOf = ({ tables }: ActionState, file: string, id: string): Cells | undefined => tables.tables.get(file)?.rows.get(id);

function put(state: ActionState, file: string, cells: Cells): ActionAnswer {
  const { id } = cells;
  if (kindOf(file) === undefined) return refused(say("unknown-file", file, `There is no table ${file}.`, `Use one of: ${Object.values(KINDS).map((it) => `${it.file}.csv`).join(", ")}.`));
  if (id === undefined || id === "") return refused(say("missing-id", file, "The row has no id.", "Give it one: id=…"));
  if (rowOf(state, file, id) !== undefined) return refused(say("duplicate-id", file, `There is a row ${id} already; what was stated stays.`, "Correct it, or give the new row another id.", id));
  return changed(state, file, new Map([[id, withLabel(state, file, cells)]]));
}

function correct(state: ActionState, { file, id, cells }: Extract<Intent, { readonly kind: "correct" }>): ActionAnswer {
  const old = rowOf(state, file, id);
  const kind = kindOf(file);
  if (old === undefined || kind === undefined) return refused(say("unknown-fact", file, `There is no row ${id} in ${file}.`, "Name a row that is there.", id));
  // Tables that say who may read and where things were read carry no facts: there the row itself is stated anew.
  if (!("corrects" in kind.fields)) return changed(state, file, new Map([[id, { ...old, ...cells, id }]]));
  const later = [...(state.tables.tables.get(file)?.rows.values() ?? [])].find((it) => it["corrects"] === id);
  if (later !== undefined) return refused(say("corrected-already", file, `${id} is corrected already, by ${later["id"]}.`, `Correct ${later["id"]}.`, id));
  const fresh = cells["id"] ?? freeId(state, file, id);
  if (rowOf(state, file, fresh) !== undefined) return refused(say("duplicate-id", file, `There is a row ${fresh} already.`, "Give the correction another id.", fresh));
  return changed(state, file, new Map([[fresh, { ...old, as_of: state.today, ...cells, id: fresh, corrects: id }]]));
}

function freeId(state: ActionState, file: string, id: string): string {
  const stem = id.replace(/\.v\d+$/, "");
  for (let n = 2; ; n++) if (rowOf(state, file, `${stem}.v${n}`) === undefined) return `${stem}.v${n}`;
}

function withdraw(state: ActionState, { file, id, reason }: Extract<Intent, { readonly kind: "withdraw" }>): ActionAnswer {
  const old = rowOf(state, file, id);
  if (old === undefined) return refused(say("unknown-fact", file, `There is no row ${id} in ${file}.`, "Name a row that is there.", id));
  if (reason.trim() === "") return refused(say("missing-reason", file, "It does not say why the row is withdrawn.", "Give a reason.", id));
  const foreign = notOwned(state, file, id, old);
  if (foreign !== undefined) return refused(foreign);
  const draft: Draft = { type: WITHDRAWN, subject: `${file} ${id}`, fields: { file, id, reason }, label: old["label"] ?? state.label };
  return checked(state, [draft], new Set([id]));
}

function answer(state: ActionState, { nation, capability, response, quantity, firstYear, reason, source }: Extract<Intent, { readonly kind: "answer" }>): ActionAnswer {
  const file = "answers.csv";
  const rows = [...(state.tables.tables.get(file)?.rows.values() ?? [])];
  const corrected = new Set(rows.map((it) => it["corrects"]));
  const old = rows.find((it) => it["nation"] === nation && it["capability"] === capability && !corrected.has(it["id"]));
  const cells = { source, as_of: state.today, evidence: "official", confidence: "high", nation, capability, response, quantity: quantity ?? "", first_year: firstYear ?? "", reason };
  if (old === undefined) return put(state, file, { id: `answer.${nation}.${capability}`, ...cells });
  return correct(state, { kind: "correct", file, id: old["id"] ?? "", cells });
}

function adopt(state: ActionState, intent: AdoptIntent): ActionAnswer {
  const nations = nationsOf(state);
  // A nation adopts what it buys; a party that is no nation of the data set adopts for all.
  const mine = nations.has(state.party) ? intent.orders.filter((it) => it.nation === state.party) : intent.orders;
  const own = { ...intent, orders: mine };
  const before = state.tables.tables.get(ADOPTED_FILE)?.rows ?? new Map<string, Cells>();
  const rows = new Map(adoptedCells(own, { asOf: state.today, label: state.label }).map((it) => [it["id"] ?? "", it]));
  const gone = [...before.keys()].filter((it) => !rows.has(it));
  const found = changed(state, ADOPTED_FILE, rows, gone);
  return found.kind === "refused" ? found : { ...found, drafts: [adoptionDraft(own, state.label), ...found.drafts] };
}

function importAll(state: ActionState, intent: Extract<Intent, { readonly kind: "import" }>): ActionAnswer {
  const { files } = intent;
  const nations = new Set(idsIn(files.get("nations.csv")));
  const parts = splitByOwner(files, state.party);
  const isNation = nations.has(state.party);
  const own = isNation ? (parts.get(state.party) ?? new Map<string, string>()) : files;
  const left = new Map(isNation ? [...parts].flatMap(([party, theirs]) => (party === state.party ? [] : [[party, [...theirs.values()].reduce((sum, text) => sum + idsIn(text).length, 0)] as const])) : []);
  // The whole of it is checked: a part alone lacks what its rows refer to.
  const { findings } = readDataset(files);
  const errors = findings.filter((it) => it.level === "error");
  if (errors.length > 0) return { kind: "refused", findings: errors };
  try {
    return { kind: "drafts", drafts: draftsOf(own, state.tables, { label: state.label, hidden: intent.hidden ?? [] }), findings, ...(left.size > 0 && { left }) };
  } catch (error) {
    if (error instanceof RangeError) return refused(say("unreadable-row", "", error.message, "Mend the row."));
    throw error;
  }
}

function idsIn(text: string | undefined): readonly string[] {
  const ids: string[] = [];
  let at: number | undefined;
  scanCsv(text ?? "", ",", (cells) => {
    if (at === undefined) at = cells.indexOf("id");
    else if ((cells[at] ?? "") !== "") ids.push(cells[at]!);
  });
  return ids;
}

const nationsOf = (state: ActionState): ReadonlySet<string> => new Set(whole(state, state.tables).tables.get("nations.csv")?.rows.keys() ?? []);

/** The data set that the ledger makes, with those it stands among. */
const whole = ({ around, party }: ActionState, tables: LedgerTables): LedgerTables => (around === undefined ? tables : mergeParties([{ party, tables }, { party: "", tables: around }]));
const withLabel = ({ label }: ActionState, file: string, cells: Cells): Cells => (kindOf(file)?.fields["label"] === undefined || (cells["label"] ?? "") !== "" ? cells : { ...cells, label });

/** Why a party may not write a row: it speaks of another nation. */
function notOwned(state: ActionState, file: string, id: string, cells: Cells): Finding | undefined {
  const nations = nationsOf(state);
  const owner = ownerOf(file, cells, nations);
  return owner === undefined || owner === state.party || !nations.has(state.party) ? undefined : say("not-owner", file, `The row speaks of ${owner}, and only ${owner} writes it; this is the ledger of ${state.party}.`, `Pass it to ${owner}.`, id);
}

/** Drafts that put rows into a table and take others out, if the model takes them. */
function changed(state: ActionState, file: string, rows: ReadonlyMap<string, Cells>, gone: readonly string[] = []): ActionAnswer {
  const kind = kindOf(file);
  for (const [id, cells] of rows) {
    const foreign = notOwned(state, file, id, cells);
    if (foreign !== undefined) return refused(foreign);
  }
  const known = kind === undefined ? [] : columnsOf(kind);
  const strange = [...rows.values()].flatMap((it) => Object.keys(it)).find((it) => !known.includes(it) && !(state.tables.tables.get(file)?.headings.includes(it) ?? false));
  if (strange !== undefined) return refused(say("unknown-heading", file, `${file} has no column ${strange}.`, `Its columns: ${known.join(", ")}.`));
  const table = state.tables.tables.get(file);
  const held = table?.headings ?? [];
  const used = new Set([...rows.values()].flatMap((it) => Object.entries(it).flatMap(([heading, cell]) => (cell === "" ? [] : [heading]))));
  const headings = held.length > 0 ? [...held, ...known.filter((it) => used.has(it) && !held.includes(it))] : known;
  // A row whose id stands twice stays as it is: only who sees both knows of it, and withdraws one.
  const before = new Map([...(table?.rows ?? [])].filter(([key]) => key === idOfRow(key)));
  const after = new Map([...before].filter(([id]) => !gone.includes(id)));
  for (const [id, cells] of rows) after.set(id, cells);
  const text = csvText([headings, ...[...after.values()].map((cells) => headings.map((it) => cells[it] ?? ""))]);
  const drafts = draftsOf(new Map([[file, text]]), { tables: new Map(table === undefined ? [] : [[file, { ...table, rows: before }]]) }, { label: state.label });
  return checked(state, drafts, new Set([...rows.keys(), ...gone]));
}

/** Drafts, if no error comes with them that was not there before. */
function checked(state: ActionState, drafts: readonly Draft[], about: ReadonlySet<string>): ActionAnswer {
  const keyOf = (it: Finding): string => [it.code, it.file, it.fact ?? "", it.column ?? ""].join("\n");
  const before = new Set(readDataset(filesOf(whole(state, state.tables))).findings.map(keyOf));
  const fresh = readDataset(filesOf(whole(state, applyDrafts(state.tables, drafts)))).findings.filter((it) => !before.has(keyOf(it)) || (it.fact !== undefined && about.has(it.fact)));
  const errors = fresh.filter((it) => it.level === "error");
  return errors.length > 0 ? { kind: "refused", findings: errors } : { kind: "drafts", drafts, findings: fresh };
}
