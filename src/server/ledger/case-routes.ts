import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { type ActAnswer, actInCase, type CaseAct, type CaseReader, casesOf, type CasesAsk, type DutyCase, isBidders, labelKey, labelMarkings, labelsBelow, logName, type OpenLedger, showCase, type ShownCase } from "#app";
import { type Decision } from "#duties";
import { canonicalBytes, textOf } from "#ledger";
import { REFUSALS, RefusalError } from "../problem.ts";
import { type ActsAsk, decidingOn, dutyRefusal, mustBeAllowed, reasonsOf, sign, writtenReply } from "./acts.ts";
import type { LedgerDesk, LedgerReader } from "./ledger-desk.ts";
import { labelText } from "./read-routes.ts";
import type { DutyRules } from "./served-ledgers.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;
type Route = (name: ContractName, handler: Handler) => void;

interface ActBody {
  readonly party?: string;
  readonly case?: string;
  readonly title?: string;
  readonly label?: string;
  readonly sealed?: string;
  readonly act: CaseAct;
  readonly [field: string]: unknown;
}

/** Role that the directory gives to who bids. */
const SUPPLIER = "supplier";

/** What cases of a ledger are looked at with. */
const lookingAt = (desk: LedgerDesk, { layers }: DutyRules, ledger: OpenLedger): CasesAsk => ({ layers, ledger, below: labelsBelow(desk.ledgers.parties.map((it) => desk.ledgers.open(it))) });

/** A person's name in a ledger. */
const nameIn = ({ party }: OpenLedger, person: string): string => `${party}/${person}`;

/** The route that shows procurements: those whose label lets the reader in, and nothing of the others. `people`: where persons sign in. */
export function caseReadRoute(route: Route, { desk, rules, people }: Pick<ActsAsk, "desk" | "rules"> & Partial<Pick<ActsAsk, "people">>): void {
  route("cases", (request) => {
    const { case: wanted, lang = "en" } = request.query as { readonly case?: string; readonly lang?: "en" | "fr" };
    const reader = desk.readerOf(request);
    const person = people?.signedIn(request);
    const shown = desk.ledgers.parties.flatMap((party) => {
      const ledger = desk.ledgers.open(party);
      const asking = lookingAt(desk, rules, ledger);
      const asker = person === undefined ? undefined : { by: nameIn(ledger, person.person.id), assurance: person.session.assurance };
      return visibleCases(asking, reader)
        .filter((it) => wanted === undefined || it.id === wanted)
        .map((it) => caseReply(desk, reader, shownTo(asking, it, { reader, by: asker?.by }), asker && ((draft, hash) => reasonsOf(decisionOf(actInCase(asking, { of: it, act: "approve-award", fields: { draft, hash }, ...asker })), rules, lang))));
    });
    if (wanted !== undefined && shown.length === 0) throw new RefusalError(REFUSALS["no-case-named"]);
    return { cases: shown };
  });
}

/** The routes by which persons act in procurements: each act is decided by what is recorded, signed with the key of who does it, and written with what follows from it. */
export function caseActRoutes(route: Route, ask: ActsAsk): void {
  const { desk, rules } = ask;
  /** Who asks, and what they want to do. @throws RefusalError */
  const begin = (request: FastifyRequest) => {
    const body = request.body as ActBody;
    const on = decidingOn(ask, request);
    const reader = desk.readerOf(request);
    const { party } = desk.ledgerOf(body.party, on.person.nation);
    // A supplier bids, and whoever is none does not: names of both stand in the same directory.
    if (isBidders(body.act) !== isSupplier(on, on.person.id) && body.act !== "file-declaration") mustBeAllowed(NO_ROLE, rules, on);
    return { body, on, reader, party };
  };
  /** What is decided of an act, as the ledger stands now. @throws RefusalError where it is in no case that is seen, or not understood */
  const decided = ({ body, on, reader }: ReturnType<typeof begin>, ledger: OpenLedger): Exclude<ActAnswer, { readonly kind: "unread" }> & { readonly asking: CasesAsk } => {
    const asking = lookingAt(desk, rules, ledger);
    const { party: _party, case: wanted, title, label, sealed, act, ...fields } = body;
    const of = wanted === undefined ? opening(ledger, reader, { title, label, sealed }) : visibleCases(asking, reader).find((it) => it.id === wanted);
    if (of === undefined) throw new RefusalError(REFUSALS["no-case-named"]);
    const answer = actInCase(asking, { of, act, by: nameIn(ledger, on.person.id), fields, assurance: on.assurance });
    if (answer.kind === "unread") throw new RefusalError({ ...REFUSALS["act-unread"], detail: `It cannot be read: ${answer.message}.` });
    return { ...answer, asking };
  };

  route("casePreview", (request) => {
    const asked = begin(request);
    const answer = decided(asked, desk.ledgers.open(asked.party));
    const { decision } = answer;
    return {
      allowed: decision.kind === "allow",
      ...(decision.kind === "deny" && { layer: decision.layer }),
      against: reasonsOf(decision, rules, asked.on.language),
      flags: answer.kind === "ready" ? answer.flags : [],
      follows: answer.kind === "ready" ? answer.follows.map((it) => it.kind) : [],
    };
  });

  route("caseAct", (request) => {
    const asked = begin(request);
    let done: Extract<ActAnswer, { readonly kind: "ready" }> | undefined;
    const written = sign(ask, asked.party, {
      person: asked.on.person.id,
      draftsOf: (ledger) => {
        const answer = decided(asked, ledger);
        // An approval of other words than those that wait is told as such, as of a release.
        if (answer.kind === "refused") throw answer.decision.refusals.every((it) => it.reason === "other-bytes") ? new RefusalError(REFUSALS["other-bytes"]) : dutyRefusal(answer.decision, rules, asked.on.language);
        done = answer;
        return answer.drafts;
      },
    });
    ask.life.changed();
    const { event, follows } = done!;
    request.log.info({ event: "act-recorded", by: asked.on.person.id, party: asked.party, case: event.case, act: event.kind, follows: follows.map((it) => it.kind) });
    const ledger = desk.ledgers.open(asked.party);
    const asking = lookingAt(desk, rules, ledger);
    // Whoever acts in a case, or begins one, reads its label.
    const of = visibleCases(asking, asked.reader).find((it) => it.id === event.case)!;
    return { case: caseReply(desk, asked.reader, shownTo(asking, of, { reader: asked.reader, by: nameIn(ledger, asked.on.person.id) })), follows: follows.map((it) => it.kind), written: writtenReply(asked.party, written).written };
  });
}

const NO_ROLE: Decision = { kind: "deny", layer: "duties", refusals: [{ reason: "role-missing", audience: "all" }] };

const isSupplier = ({ persons }: ReturnType<typeof decidingOn>, id: string): boolean => persons.find((it) => it.id === id)?.roles.includes(SUPPLIER) === true;

const decisionOf = (answer: ActAnswer): Decision => ("decision" in answer ? answer.decision : NO_ROLE);

const visibleCases = (asking: CasesAsk, { reads }: LedgerReader): readonly DutyCase[] => casesOf(asking, (label) => reads(label, asking.ledger.party));

function shownTo(asking: CasesAsk, of: DutyCase, { reader, by }: { readonly reader: LedgerReader; readonly by: string | undefined }): ShownCase {
  const looking: CaseReader = { permits: (label) => reader.reads(label, of.party), ...(by !== undefined && { by }), isOwner: reader.isOwner };
  return showCase(asking, of, looking);
}

/** What begins a case. @throws RefusalError where it has no title, or no label that whoever asks may read */
function opening(ledger: OpenLedger, { reads }: LedgerReader, { title, label, sealed }: { readonly title: string | undefined; readonly label: string | undefined; readonly sealed: string | undefined }) {
  if (title === undefined || label === undefined) throw new RefusalError({ ...REFUSALS["act-unread"], detail: "An act that names no case begins one, and says its title and label.", mend: "Give `case`, or `title` and `label`." });
  const unread = (it: string): boolean => !reads(it, ledger.party);
  const none = (name: string): RefusalError => new RefusalError({ ...REFUSALS["no-label"], detail: `You read nothing under the label that \`${name}\` names, if there is one.`, mend: "Name a label that /api/ledger shows you." });
  if (unread(label)) throw none("label");
  // A bidder opens no channel, so the one for bids has to be there.
  if (sealed !== undefined && (unread(sealed) || ![...ledger.channels.values()].some(({ book }) => labelKey(book.label ?? null) === labelKey(sealed)))) throw none("sealed");
  return { title, label, ...(sealed !== undefined && { sealed }) };
}

function caseReply(desk: LedgerDesk, { reads }: LedgerReader, of: ShownCase, againstOf?: (draft: string, hash: string) => ReturnType<typeof reasonsOf>) {
  const marking = labelMarkings(desk.ledgers.parties.map((party) => desk.ledgers.open(party)), reads).get(labelText(of.label));
  return {
    ...of,
    label: labelText(of.label),
    ...(marking !== undefined && { marking }),
    ...(of.sealed !== undefined && { sealed: labelText(of.sealed) }),
    acts: of.acts.map(({ origin, fields, isPartly, ...it }) => ({ ...it, channel: logName(origin), fields: Object.entries(fields).map(([name, value]) => ({ name, value: textOf(canonicalBytes(value)) ?? "" })), partly: isPartly })),
    drafts: of.drafts.map((it) => {
      const { terms, ...content } = it.content;
      const against = it.inEffect === undefined ? againstOf?.(it.draft, it.hash) : undefined;
      return { ...it, content: { ...content, ...(terms !== undefined && { terms: typeof terms === "string" ? terms : (textOf(canonicalBytes(terms)) ?? "") }) }, ...(against !== undefined && { against }) };
    }),
  };
}
