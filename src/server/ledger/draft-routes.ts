import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { act, type ActionState, applyDrafts, cellsIn, decideEdit, type Draft, draftDigest, filesOf, importRows, type Intent, type LedgerTables, lowestLabel, mergeParties, type OpenLedger } from "#app";
import { recordedOf } from "#exchange";
import type { Finding } from "#stdx";
import { type AnswerDraft, answerProblem } from "#views";
import { type ImportAsked, importedRows } from "../import-routes.ts";
import { REFUSALS, RefusalError } from "../problem.ts";
import { type ActsAsk, decidingOn, mustBeAllowed, write, writtenReply } from "./acts.ts";
import { labelText } from "./read-routes.ts";
import { changedSince, rowsBefore } from "./rows-before.ts";
import type { DraftStep } from "./waiting-store.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

interface DraftBody {
  readonly party?: string;
  readonly kind: "put" | "correct" | "withdraw";
  readonly file: string;
  readonly id: string;
  readonly cells?: readonly { readonly heading: string; readonly value: string }[];
  readonly reason?: string;
}

// Steps that wait for one person's signature.
const STEPS_MOST = 200;
// Changes by others that a refusal spells out.
const CHANGES_TOLD = 5;

/** The routes by which a person states, corrects and withdraws rows: each is checked and drafted, can be taken back, and all are signed at once. */
export function draftRoutes(route: (name: ContractName, handler: Handler) => void, ask: ActsAsk): void {
  const { desk, rules, store } = ask;
  /** Who asks, the ledger they would write, and what waits for their signature. @throws RefusalError where they may write no data of that party */
  const begin = (request: FastifyRequest, named: string | undefined) => {
    const on = decidingOn(ask, request);
    const ledger = desk.ledgerOf(named, on.person.nation);
    mustBeAllowed(decideEdit(rules.layers, ledger.party, on), rules, on);
    const of = { person: on.person.id, party: ledger.party };
    return { ledger, of, steps: store.steps(of) };
  };
  /** A step of drafts, with what the rows that they are about say now. */
  const stepOf = (request: FastifyRequest, ledger: OpenLedger, did: string, drafts: readonly Draft[]): DraftStep => ({ did, drafts, before: rowsBefore(desk.tablesFor(ledger, desk.readerOf(request)), drafts) });
  const reply = (ledger: OpenLedger, steps: readonly DraftStep[], findings: readonly Finding[]) => ({
    party: ledger.party,
    steps: steps.map(({ did, drafts }) => ({
      did,
      drafts: drafts.map((it) => ({ digest: draftDigest(ledger.tools, it), type: it.type, ...(it.subject !== undefined && { subject: it.subject }), label: labelText(it.label), cells: Object.entries(cellsIn(it.fields) ?? {}).map(([heading, value]) => ({ heading, value })) })),
    })),
    findings: findings.map(({ code, level, file, row, column, fact, message, mend }) => ({ code, level, file, ...(row !== undefined && { row }), ...(column !== undefined && { column }), ...(fact !== undefined && { fact }), message, mend })),
  });

  route("drafts", (request) => {
    const { ledger, steps } = begin(request, (request.query as { readonly party?: string }).party);
    return reply(ledger, steps, []);
  });
  route("draftAdd", (request) => {
    const asked = request.body as DraftBody;
    const { ledger, of, steps } = begin(request, asked.party);
    if (steps.length >= STEPS_MOST) throw new RefusalError(REFUSALS["drafts-full"]);
    const found = act(stateFor(ask, request, ledger, steps), intentOf(asked));
    if (found.kind === "refused") throw new RefusalError({ ...REFUSALS["draft-refused"], detail: found.findings.map((it) => it.message).slice(0, 5).join(" "), mend: found.findings[0]?.mend ?? "" });
    const after = found.drafts.length === 0 ? steps : [...steps, stepOf(request, ledger, `${asked.kind} ${asked.file} ${asked.id}`, found.drafts)];
    if (after !== steps) store.putSteps(of, after);
    return reply(ledger, after, found.findings);
  });
  route("draftImport", (request) => {
    const asked = request.body as ImportAsked & { readonly party?: string };
    const { ledger, of, steps } = begin(request, asked.party);
    if (steps.length >= STEPS_MOST) throw new RefusalError(REFUSALS["drafts-full"]);
    const state = stateFor(ask, request, ledger, steps);
    const all = state.around === undefined ? state.tables : mergeParties([{ party: state.party, tables: state.tables }, { party: "", tables: state.around }]);
    const { kind, mapped, isWhole, source } = importedRows(asked, recordedOf(filesOf(all)));
    const found = importRows(state, { kind, mapped, name: asked.name, isWhole, reason: `not in ${asked.name}`, ...(source !== undefined && { source }) });
    if (found.kind === "refused") throw new RefusalError({ ...REFUSALS["draft-refused"], detail: found.findings.map((it) => (it.row === undefined ? it.message : `Line ${it.row}: ${it.message}`)).slice(0, 5).join(" "), mend: found.findings[0]?.mend ?? "" });
    const after = found.drafts.length === 0 ? steps : [...steps, stepOf(request, ledger, `import ${asked.name}`, found.drafts)];
    if (after !== steps) store.putSteps(of, after);
    request.log.info({ event: "import-drafted", by: of.person, party: of.party, drafts: found.drafts.length });
    return { party: ledger.party, drafts: found.drafts.length, waiting: after.reduce((sum, it) => sum + it.drafts.length, 0) };
  });
  route("draftAnswers", (request) => {
    const { party, answers } = request.body as { readonly party?: string; readonly answers: readonly AnswerDraft[] };
    const { ledger, of, steps } = begin(request, party);
    if (steps.length >= STEPS_MOST) throw new RefusalError(REFUSALS["drafts-full"]);
    const refuse = (detail: string, mend: string): never => {
      throw new RefusalError({ ...REFUSALS["draft-refused"], detail, mend });
    };
    // Whether it is an answer at all depends on the targets, as the person sees them.
    const admission = ask.gate.admit(request);
    const view = admission.kind === "refused" ? undefined : ask.views.viewOf(admission);
    if (view === undefined) throw new RefusalError(REFUSALS["nothing-to-see"]);
    for (const it of answers) {
      const problem = answerProblem(view.results, it);
      if (problem !== undefined) refuse(`Answer of ${it.nation} to ${it.leaf}: ${problem.problem}`, problem.mend);
    }
    let state = stateFor(ask, request, ledger, steps);
    const drafts: Draft[] = [];
    const findings: Finding[] = [];
    const take = (intent: Intent, label: string): void => {
      const found = act({ ...state, label }, intent);
      if (found.kind === "refused") return refuse(found.findings.map((it) => it.message).slice(0, 5).join(" "), found.findings[0]?.mend ?? "");
      drafts.push(...found.drafts);
      findings.push(...found.findings);
      state = { ...state, tables: applyDrafts(state.tables, found.drafts) };
    };
    for (const { nation, leaf, response, quantity, firstYear, reason } of answers) {
      const { source, label, isNewSource } = givenBefore(state, nation, leaf);
      if (isNewSource) take({ kind: "put", file: SOURCES, cells: { id: source, title: "Answers of the allies to their targets, signed by each", licence: "facts stated by the allies to the alliance", licence_class: "A", as_of: state.today } }, state.label);
      take({ kind: "answer", nation, capability: leaf, response, reason: reason.trim(), source, ...(quantity !== undefined && { quantity: String(quantity) }), ...(firstYear !== undefined && { firstYear: String(firstYear) }) }, label);
    }
    const after = drafts.length === 0 ? steps : [...steps, stepOf(request, ledger, `answers to ${answers.length} targets`, drafts)];
    if (after !== steps) store.putSteps(of, after);
    return reply(ledger, after, findings);
  });
  route("draftUndo", (request) => {
    const { ledger, of, steps } = begin(request, (request.body as { readonly party?: string }).party);
    if (steps.length === 0) throw new RefusalError(REFUSALS["nothing-drafted"]);
    store.putSteps(of, steps.slice(0, -1));
    return reply(ledger, steps.slice(0, -1), []);
  });
  route("draftSign", (request) => {
    const { ledger, of, steps } = begin(request, (request.body as { readonly party?: string }).party);
    if (steps.length === 0) throw new RefusalError(REFUSALS["nothing-drafted"]);
    // What others have signed meanwhile is not written over unseen.
    const draftsOf = (now: OpenLedger): readonly Draft[] => {
      const tables = desk.tablesFor(now, desk.readerOf(request));
      const changed = steps.flatMap((it) => changedSince(tables, it));
      if (changed.length > 0) throw new RefusalError({ ...REFUSALS["changed-meanwhile"], detail: changed.slice(0, CHANGES_TOLD).join(" ") + (changed.length > CHANGES_TOLD ? ` And ${changed.length - CHANGES_TOLD} more.` : "") });
      return steps.flatMap((it) => it.drafts);
    };
    const written = write(ask, ledger.party, { draftsOf, person: of.person });
    store.putSteps(of, []);
    request.log.info({ event: "data-signed", by: of.person, party: of.party, records: written.length });
    return writtenReply(ledger.party, written);
  });
}

function intentOf({ kind, file, id, cells = [], reason = "" }: DraftBody): Intent {
  const given = Object.fromEntries(cells.map((it) => [it.heading, it.value]));
  switch (kind) {
    case "put":
      return { kind, file, cells: { ...given, id } };
    case "correct":
      return { kind, file, id, cells: given };
    case "withdraw":
      return { kind, file, id, reason };
  }
}

const SOURCES = "sources.csv";
/** Source of answers that are signed here, where none is stated yet. */
const OWN_SOURCE = "answers";

/** Source and label of an answer: those of the nation's last answer, else of any, else a source of its own and the label of what is required. */
function givenBefore({ tables, around, label, party }: ActionState, nation: string, leaf: string): { readonly source: string; readonly label: string; readonly isNewSource: boolean } {
  const all = around === undefined ? tables : mergeParties([{ party, tables }, { party: "", tables: around }]);
  const rowsOf = (file: string) => [...(all.tables.get(file)?.rows.values() ?? [])];
  const given = rowsOf("answers.csv");
  const before = given.findLast((it) => it["nation"] === nation && it["capability"] === leaf) ?? given.findLast((it) => it["nation"] === nation) ?? given.at(-1);
  const required = rowsOf("requirements.csv").find((it) => it["capability"] === leaf);
  const source = before?.["source"] ?? OWN_SOURCE;
  return { source, label: before?.["label"] ?? required?.["label"] ?? label, isNewSource: all.tables.get(SOURCES)?.rows.has(source) !== true };
}

/** What a draft is checked against: what the person may see, with what waits for their signature, and nothing else; an answer tells of no other row. */
function stateFor({ desk }: ActsAsk, request: FastifyRequest, ledger: OpenLedger, steps: readonly DraftStep[]): ActionState {
  const reader = desk.readerOf(request);
  const tables = applyDrafts(desk.tablesFor(ledger, reader), steps.flatMap((it) => it.drafts));
  const others = desk.ledgers.parties.filter((it) => it !== ledger.party);
  const around: LedgerTables | undefined = others.length === 0 ? undefined : mergeParties(others.map((party) => ({ party, tables: desk.tablesFor(desk.ledgers.open(party), reader) })));
  const label = lowestLabel(tables) ?? (around === undefined ? undefined : lowestLabel(around)) ?? "";
  if (label === "") throw new RefusalError(REFUSALS["no-label"]);
  return { tables, party: ledger.party, today: ledger.tools.now().slice(0, 10), label, ...(around !== undefined && { around }) };
}
