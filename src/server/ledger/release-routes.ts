import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { approveRelease, basisInputs, channelFault, consentFault, decideRelease, type Did, labelKey, labelMarkings, logName, type LedgerRelease, type OpenLedger, proposeRelease, readChannels, releaseDraft, releasesIn, type ReleaseInput, standingFault, type WaitingRelease, waitingDigest, withdrawalDraft } from "#app";
import { APPROVALS_NEEDED, isFault, type LedgerFault, releaseDigest, type ReleasedFigure } from "#ledger";
import { KINDS } from "#model";
import { basisOf, figureInWords, parseWhyKey, whyView } from "#views";
import { REFUSALS, RefusalError } from "../problem.ts";
import { wantsFrench } from "../tongue.ts";
import { solverFor } from "../solver-for.ts";
import { type ActsAsk, decidingOn, keyIn, ledgerRefusal, mustBeAllowed, reasonsOf, write, writtenReply } from "./acts.ts";
import { type LedgerDesk, type LedgerReader, readsAll } from "./ledger-desk.ts";
import { labelText } from "./read-routes.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Releases with how many there are of each kind. */
export const releasesReply = <Waiting extends { readonly refused?: unknown; readonly published?: unknown; readonly against: readonly unknown[] }, Released extends { readonly status: string }, Label>(it: { readonly waiting: readonly Waiting[]; readonly released: readonly Released[]; readonly labels: readonly Label[] }) => {
  const onTheirWay = it.waiting.filter(({ refused, published }) => refused === undefined && published === undefined);
  return { counts: { waiting: onTheirWay.length, mine: onTheirWay.filter(({ against }) => against.length === 0).length, inForce: it.released.filter(({ status }) => status === "in force").length }, ...it };
};

/** The routes by which a figure is released: one person drafts it, two persons of every nation whose consent it carries approve the exact words. */
export function releaseRoutes(route: (name: ContractName, handler: Handler) => void, ask: ActsAsk): void {
  const { desk, rules, store } = ask;
  const { layers } = rules;
  const sha256 = (party: string) => desk.ledgers.open(party).tools.primitives.sha256;
  /** Releases on their way that whoever asks may look at: officers who may draft one themselves and read all that it was made from. */
  const mayLook = (request: FastifyRequest, { reads }: LedgerReader, waiting: WaitingRelease): boolean => {
    const { release, basis } = waiting.file;
    const inputs = basisInputs(basis);
    const on = decidingOn(ask, request);
    // Whose sign-in is too weak to approve is told so, and not that nothing waits.
    const isConcerned = [release.party, ...release.originators].includes(on.person.nation);
    return isConcerned && inputs !== undefined && readsAll(reads, inputs) && decideRelease(layers, sha256(release.party), waiting, "draft-access-change", { ...on, assurance: 3, recent: [] }).kind === "allow";
  };
  /** A release on its way. One that may not be looked at is not there. @throws RefusalError */
  const waitingAt = (request: FastifyRequest, id: string): WaitingRelease => {
    // Asked before anything is looked up, so that the line of the log is the same whether there is such a release or not.
    const reader = desk.readerOf(request);
    const found = store.release(id);
    if (found === undefined || !mayLook(request, reader, found)) throw new RefusalError(REFUSALS["no-release-named"]);
    if (found.refused !== undefined || found.published !== undefined) throw new RefusalError(REFUSALS["release-over"]);
    return found;
  };
  const shown = (request: FastifyRequest, waiting: WaitingRelease) => {
    const { release, basis } = waiting.file;
    const decision = decideRelease(layers, sha256(release.party), waiting, "approve-access-change", decidingOn(ask, request));
    const inputs = basisInputs(basis) ?? [];
    const inLedger = waiting.published === undefined ? undefined : publishedAs(desk, release);
    return {
      release: release.id,
      party: release.party,
      digest: waitingDigest(sha256(release.party), waiting),
      figure: figureReply(release.figure),
      ...(waiting.key !== undefined && { key: waiting.key }),
      inputs: inputs.slice(0, INPUTS_SHOWN),
      made: countedBy(inputs),
      to: labelText(release.to),
      reason: release.reason,
      until: release.until,
      originators: release.originators,
      gains: desk.gainsBy(waiting.file, desk.readerOf(request)),
      drafted: waiting.drafted,
      approved: waiting.approved,
      hasApproved: waiting.approved.some((it) => it.by === decidingOn(ask, request).person.id),
      missing: release.originators.map((party) => ({ party, persons: APPROVALS_NEEDED - waiting.approved.filter((it) => it.nation === party).length })).filter((it) => it.persons > 0),
      ...(waiting.refused !== undefined && { refused: waiting.refused }),
      ...(waiting.published !== undefined && { published: waiting.published }),
      ...(inLedger !== undefined && { status: inLedger.status }),
      mayEnd: inLedger?.status === "in force" && isOfficer(decidingOn(ask, request), release.party),
      against: waiting.refused !== undefined || waiting.published !== undefined ? [] : reasonsOf(decision, rules, wantsFrench(request) ? "fr" : "en"),
    };
  };

  /** Whether somebody may draft a release from a party's ledger at all. @throws RefusalError with the reasons, where they may not */
  const mustMayDraft = (party: string, did: Did, on: ReturnType<typeof decidingOn>): void => mustBeAllowed(decideRelease(layers, sha256(party), sketch(party, did), "draft-access-change", on), rules, on);
  const doneBy = (on: ReturnType<typeof decidingOn>): Did => ({ by: on.person.id, nation: on.person.nation, at: new Date(on.now).toISOString() });
  /** Whether somebody may draft a release here, or end one: an officer of a nation whose ledger is served. */
  const isOfficer = (on: ReturnType<typeof decidingOn>, party: string): boolean =>
    on.person.nation === party && desk.ledgers.parties.includes(party) && decideRelease(layers, sha256(party), sketch(party, doneBy(on)), "draft-access-change", { ...on, assurance: 3, recent: [] }).kind === "allow";

  route("releases", (request) => {
    const on = decidingOn(ask, request);
    const reader = desk.readerOf(request);
    const own = on.person.nation;
    const tables = isOfficer(on, own) ? desk.sourcesFor(desk.ledgers.open(own), reader).tables : undefined;
    return releasesReply({
      waiting: store.releases().filter((it) => mayLook(request, reader, it)).map((it) => shown(request, it)),
      released: releasedFor(desk, reader, (release) => isOfficer(on, release.party)),
      labels: [...(tables?.get("labels.csv")?.rows ?? [])].map(([label, cells]) => ({ label, marking: { en: cells["marking_en"] ?? label, fr: cells["marking_fr"] ?? cells["marking_en"] ?? label } })),
    });
  });

  /** What is proposed, before it is kept. @throws RefusalError where it cannot be, or whoever asks may not */
  const draftOf = async (request: FastifyRequest): Promise<WaitingRelease> => {
    const asked = request.body as DraftAsk;
    const on = decidingOn(ask, request);
    const reader = desk.readerOf(request);
    const ledger = desk.ledgerOf(asked.party, on.person.nation);
    const did = doneBy(on);
    if ([asked.figure, asked.query, asked.key].filter((it) => it !== undefined).length !== 1 || (asked.query === undefined) !== (asked.value === undefined)) throw new RefusalError({ ...REFUSALS["release-refused"], detail: "It does not say what is to be released.", mend: "Give `figure` for a row, `key` for a figure of a page, or `query` and `value` for the answer to a question." });
    // Whoever may not draft is told so before anything is looked up.
    mustMayDraft(ledger.party, did, on);
    if (asked.instead !== undefined) waitingAt(request, asked.instead);
    const { without = [], to, reason, until } = asked;
    const of = asked.key === undefined ? { figure: asked.figure ?? { query: asked.query!, value: asked.value! }, inputs: asked.inputs ?? [] } : await figureAt(request, asked.key);
    // Made of what the person may see, and of nothing else: an answer tells of no other row.
    const proposed = proposeRelease(ledger, { ...of, without, to, reason, until }, desk.sourcesFor(ledger, reader));
    if (isFault(proposed)) throw new RefusalError(refusal(proposed));
    const waiting: WaitingRelease = { file: proposed.file, ...(asked.key !== undefined && { key: asked.key }), drafted: did, approved: [] };
    mustBeAllowed(decideRelease(layers, sha256(ledger.party), waiting, "draft-access-change", on), rules, on);
    // What could not be written with the last approval is not drafted: nobody approves in vain.
    const closed = channelFault(ledger, releaseDraft(proposed.file), `${ledger.party}/${did.by}`);
    if (closed !== undefined) throw new RefusalError(ledgerRefusal(closed));
    return waiting;
  };
  /** A figure of a page, by its key, in the words in which it is told, with all that it was made from. @throws RefusalError where there is none, or nobody knows it */
  const figureAt = async (request: FastifyRequest, key: string): Promise<{ readonly figure: { readonly query: string; readonly value: string }; readonly inputs: readonly ReleaseInput[] }> => {
    const none = (detail: string, mend: string): RefusalError => new RefusalError({ ...REFUSALS["release-refused"], detail, mend });
    const admission = ask.gate.admit(request);
    const view = admission.kind === "refused" ? undefined : ask.views.viewOf(admission);
    if (view === undefined) throw new RefusalError(REFUSALS["nothing-to-see"]);
    const parsed = parseWhyKey(key);
    if (!("problem" in parsed) && parsed.kind === "what-if") throw none("It is a figure of changed levers, which nobody has stated.", "Release a figure of the plan as it is, or give `query`, `value` and `inputs`.");
    if (!("problem" in parsed) && parsed.kind === "scenarios") throw none("It is a figure of scenarios, which are judgements and no record.", "Release a figure of the plan as it is, or give `query`, `value` and `inputs`.");
    const solved = await solverFor(ask.solved, view, key)?.();
    if (solved?.kind === "unknown") throw none(solved.problem, solved.mend);
    const said = whyView(view.results, key, solved?.explanation);
    if (said.kind !== "answer") throw none(said.problem, said.mend);
    const figure = figureInWords(view.results, said.why);
    if (figure === undefined) throw none("Nobody knows this figure, so there is nothing to tell.", "Choose a figure that is known.");
    return { figure, inputs: basisOf(view.results, said.why).map((it) => ({ file: `${KINDS[it.kind].file}.csv`, id: it.id })) };
  };

  route("releasePreview", async (request) => ({ waiting: shown(request, await draftOf(request)) }));
  route("releaseDraft", async (request) => {
    const waiting = await draftOf(request);
    const { instead: named } = request.body as DraftAsk;
    // While the figure was made somebody may have decided on the one that it takes the place of.
    const instead = named === undefined ? undefined : waitingAt(request, named);
    const { id } = waiting.file.release;
    store.putRelease(waiting);
    request.log.info({ event: "release-drafted", by: waiting.drafted.by, release: id });
    if (instead !== undefined) {
      store.putRelease({ ...instead, refused: { ...waiting.drafted, reason: `Replaced by ${id}.` } });
      request.log.info({ event: "release-refused", by: waiting.drafted.by, release: instead.file.release.id });
    }
    return { waiting: shown(request, waiting) };
  });

  route("releaseApprove", (request) => {
    const { release: id, digest } = request.body as { readonly release: string; readonly digest: string };
    const waiting = waitingAt(request, id);
    const { party } = waiting.file.release;
    if (digest !== waitingDigest(sha256(party), waiting)) throw new RefusalError(REFUSALS["other-bytes"]);
    const on = decidingOn(ask, request);
    mustBeAllowed(decideRelease(layers, sha256(party), waiting, "approve-access-change", on), rules, on);
    const short = consentFault(waiting.file, desk.sourcesFor(desk.ledgers.open(party), desk.readerOf(request)), { all: true });
    if (short !== undefined) throw new RefusalError(refusal(short));
    const own = desk.ledgerOf(on.person.nation, on.person.nation);
    const approved = approveRelease(own, waiting.file, keyIn(ask, own, on.person.id));
    if (isFault(approved)) throw new RefusalError(refusal(approved));
    const did = doneBy(on);
    const after: WaitingRelease = { ...waiting, file: approved, approved: [...waiting.approved, did] };
    if (decideRelease(layers, sha256(party), after, "take-effect", on).kind === "deny") {
      store.putRelease(after);
      request.log.info({ event: "release-approved", by: on.person.id, release: id });
      return { waiting: shown(request, after) };
    }
    // Carried out with the key of a person who has stood behind these words, in the ledger that is written. Where that fails the last
    // approval is not kept, so that whoever gave it gives it again once it is mended; what is written already is not written twice.
    const person = [did, ...waiting.approved, waiting.drafted].find((it) => it.nation === party)?.by ?? on.person.id;
    // One of its id that was ended, or is of other words, is no trace of this one.
    const ledger = desk.ledgers.open(party);
    const standing = releasesIn(readChannels(ledger), did.at.slice(0, 10)).filter((it) => it.release.id === id);
    const isWritten = standing.length > 0 && standing.every((it) => it.status === "in force" && releaseDigest(sha256(party), it.release) === releaseDigest(sha256(party), approved.release));
    const over = isWritten ? undefined : standingFault(ledger, approved.release);
    if (over !== undefined) throw new RefusalError(refusal(over));
    if (!isWritten) write(ask, party, { draftsOf: () => [releaseDraft(approved)], person });
    const published: WaitingRelease = { ...after, published: did };
    store.putRelease(published);
    request.log.info({ event: "release-approved", by: on.person.id, release: id });
    request.log.info({ event: "release-published", by: on.person.id, release: id });
    return { waiting: shown(request, published) };
  });

  route("releaseRefuse", (request) => {
    const { release: id, reason } = request.body as { readonly release: string; readonly reason: string };
    const waiting = waitingAt(request, id);
    const on = decidingOn(ask, request);
    const after: WaitingRelease = { ...waiting, refused: { ...doneBy(on), reason } };
    store.putRelease(after);
    request.log.info({ event: "release-refused", by: on.person.id, release: id });
    return { waiting: shown(request, after) };
  });

  route("releaseWithdraw", (request) => {
    const { release: id, reason } = request.body as { readonly release: string; readonly reason: string };
    const on = decidingOn(ask, request);
    const reader = desk.readerOf(request);
    // Who took part in a release may end it, also where it went to readers that they are none of.
    const known = store.release(id);
    const own = known?.published === undefined || !mayLook(request, reader, known) ? undefined : publishedAs(desk, known.file.release);
    const found = [...(own === undefined ? [] : [own]), ...inLedgers(desk, reader)].find((it) => it.release.id === id && isOfficer(on, it.release.party));
    if (found === undefined) throw new RefusalError(REFUSALS["no-release-named"]);
    const { party } = found.release;
    mustMayDraft(party, doneBy(on), on);
    if (found.status !== "in force") throw new RefusalError(REFUSALS["release-over"]);
    const written = write(ask, party, { draftsOf: () => [withdrawalDraft(found, reason)], person: on.person.id });
    request.log.info({ event: "release-withdrawn", by: on.person.id, release: id });
    return writtenReply(party, written);
  });
}

interface DraftAsk {
  readonly party?: string;
  readonly figure?: ReleaseInput;
  readonly key?: string;
  readonly instead?: string;
  readonly query?: string;
  readonly value?: string;
  readonly inputs?: readonly ReleaseInput[];
  readonly without?: readonly string[];
  readonly to: string;
  readonly reason: string;
  readonly until: string;
}

/** Releases in the ledgers whose label lets a reader in. */
const inLedgers = (desk: LedgerDesk, { reads }: LedgerReader): readonly LedgerRelease[] =>
  desk.ledgers.parties.flatMap((party) => {
    const ledger: OpenLedger = desk.ledgers.open(party);
    return releasesIn(readChannels(ledger, { permits: (label) => reads(label, party) }), ledger.tools.now().slice(0, 10));
  });

/** A release as it stands in its ledger, looked for in the channel of its label alone. */
function publishedAs(desk: LedgerDesk, { id, party, to }: LedgerRelease["release"]): LedgerRelease | undefined {
  const ledger = desk.ledgers.open(party);
  const wanted = labelKey(to);
  return releasesIn(readChannels(ledger, { permits: (label) => labelKey(label) === wanted }), ledger.tools.now().slice(0, 10)).find((it) => it.release.id === id);
}

/** Releases that a reader may read, as they are answered. */
export function releasedFor(desk: LedgerDesk, reader: LedgerReader, mayEnd: (release: LedgerRelease["release"]) => boolean) {
  const markings = labelMarkings(desk.ledgers.parties.map((party) => desk.ledgers.open(party)), reader.reads);
  return inLedgers(desk, reader).map(({ release, status, at, origin, place }) => {
    const marking = markings.get(labelText(release.to));
    return { release: release.id, party: release.party, figure: figureReply(release.figure), to: labelText(release.to), ...(marking !== undefined && { marking }), reason: release.reason, until: release.until, originators: release.originators, status, at, channel: logName(origin), place, mayEnd: status === "in force" && mayEnd(release) };
  });
}

// Rows of a basis that are listed one by one.
const INPUTS_SHOWN = 200;

/** The rows of a basis, counted by owner, label and table. */
function countedBy(inputs: readonly (ReleaseInput & { readonly label: string; readonly owner: string })[]) {
  const counts = new Map<string, { readonly owner: string; readonly label: string; readonly file: string; rows: number }>();
  for (const { owner, label, file } of inputs) {
    const key = [owner, label, file].join("\n");
    const it = counts.get(key) ?? { owner, label, file, rows: 0 };
    it.rows += 1;
    counts.set(key, it);
  }
  return [...counts.values()].sort((a, b) => (`${a.owner} ${a.file}` < `${b.owner} ${b.file}` ? -1 : 1));
}

const refusal = ({ message }: LedgerFault) => ({ ...REFUSALS["release-refused"], detail: message });

const figureReply = (figure: ReleasedFigure) =>
  "cells" in figure ? { row: { file: figure.file, id: figure.id }, cells: Object.entries(figure.cells).map(([heading, value]) => ({ heading, value })) } : { query: figure.query, value: figure.value };

/** A release of nothing yet: whether somebody may draft one at all does not depend on its words. */
const sketch = (party: string, drafted: Did): WaitingRelease => ({ file: { release: { id: "0", party, figure: { query: "", value: "" }, to: "", reason: "", until: "", originators: [party], basis: "" }, basis: "", approvals: [], evidence: new Map() }, drafted, approved: [] });
