import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { approveRelease, basisInputs, decideRelease, type Did, logName, proposeRelease, readChannels, releaseDraft, releasesIn, type ReleaseInput, type WaitingRelease, waitingDigest } from "#app";
import { APPROVALS_NEEDED, isFault, type LedgerFault, type ReleasedFigure } from "#ledger";
import { REFUSALS, RefusalError } from "../problem.ts";
import { type ActsAsk, decidingOn, keyIn, mustBeAllowed, reasonsOf, write } from "./acts.ts";
import { type LedgerReader, readsAll } from "./ledger-desk.ts";
import { labelText } from "./read-routes.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

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
    return {
      release: release.id,
      party: release.party,
      digest: waitingDigest(sha256(release.party), waiting),
      figure: figureReply(release.figure),
      inputs: basisInputs(basis) ?? [],
      to: labelText(release.to),
      reason: release.reason,
      until: release.until,
      originators: release.originators,
      gains: desk.gainsBy(waiting.file, desk.readerOf(request)),
      drafted: waiting.drafted,
      approved: waiting.approved,
      missing: release.originators.map((party) => ({ party, persons: APPROVALS_NEEDED - waiting.approved.filter((it) => it.nation === party).length })).filter((it) => it.persons > 0),
      ...(waiting.refused !== undefined && { refused: waiting.refused }),
      ...(waiting.published !== undefined && { published: waiting.published }),
      against: waiting.refused !== undefined || waiting.published !== undefined ? [] : reasonsOf(decision, rules),
    };
  };

  route("releases", (request) => {
    ask.people.signedIn(request);
    const reader = desk.readerOf(request);
    const { reads } = reader;
    const released = desk.ledgers.parties.flatMap((party) => {
      const ledger = desk.ledgers.open(party);
      return releasesIn(readChannels(ledger, { permits: (label) => reads(label, party) }), ledger.tools.now().slice(0, 10));
    });
    return {
      waiting: store.releases().filter((it) => mayLook(request, reader, it)).map((it) => shown(request, it)),
      released: released.map(({ release, status, at, origin, place }) => ({ release: release.id, party: release.party, figure: figureReply(release.figure), to: labelText(release.to), reason: release.reason, until: release.until, originators: release.originators, status, at, channel: logName(origin), place })),
    };
  });

  route("releaseDraft", (request) => {
    const asked = request.body as { readonly party?: string; readonly figure?: ReleaseInput; readonly query?: string; readonly value?: string; readonly inputs?: readonly ReleaseInput[]; readonly without?: readonly string[]; readonly to: string; readonly reason: string; readonly until: string };
    const on = decidingOn(ask, request);
    const reader = desk.readerOf(request);
    const ledger = desk.ledgerOf(asked.party, on.person.nation);
    const { figure, query, value, inputs = [], without = [], to, reason, until } = asked;
    if ((figure === undefined) === (query === undefined) || (query === undefined) !== (value === undefined)) throw new RefusalError({ ...REFUSALS["release-refused"], detail: "It does not say what is to be released.", mend: "Give `figure` for a row, or `query` and `value` for the answer to a question." });
    const did: Did = { by: on.person.id, nation: on.person.nation, at: new Date(on.now).toISOString() };
    // Whoever may not draft is told so before anything is looked up.
    mustBeAllowed(decideRelease(layers, ledger.tools.primitives.sha256, sketch(ledger.party, did), "draft-access-change", on), rules);
    // Made of what the person may see, and of nothing else: an answer tells of no other row.
    const proposed = proposeRelease(ledger, { figure: figure ?? { query: query!, value: value! }, inputs, without, to, reason, until }, desk.sourcesFor(ledger, reader));
    if (isFault(proposed)) throw new RefusalError(refusal(proposed));
    const waiting: WaitingRelease = { file: proposed.file, drafted: did, approved: [] };
    mustBeAllowed(decideRelease(layers, ledger.tools.primitives.sha256, waiting, "draft-access-change", on), rules);
    store.putRelease(waiting);
    request.log.info({ event: "release-drafted", by: on.person.id, release: waiting.file.release.id });
    return { waiting: shown(request, waiting) };
  });

  route("releaseApprove", (request) => {
    const { release: id, digest } = request.body as { readonly release: string; readonly digest: string };
    const waiting = waitingAt(request, id);
    const { party } = waiting.file.release;
    if (digest !== waitingDigest(sha256(party), waiting)) throw new RefusalError(REFUSALS["other-bytes"]);
    const on = decidingOn(ask, request);
    mustBeAllowed(decideRelease(layers, sha256(party), waiting, "approve-access-change", on), rules);
    const own = desk.ledgerOf(on.person.nation, on.person.nation);
    const approved = approveRelease(own, waiting.file, keyIn(ask, own, on.person.id));
    if (isFault(approved)) throw new RefusalError(refusal(approved));
    const did: Did = { by: on.person.id, nation: on.person.nation, at: new Date(on.now).toISOString() };
    const after: WaitingRelease = { ...waiting, file: approved, approved: [...waiting.approved, did] };
    if (decideRelease(layers, sha256(party), after, "take-effect", on).kind === "deny") {
      store.putRelease(after);
      request.log.info({ event: "release-approved", by: on.person.id, release: id });
      return { waiting: shown(request, after) };
    }
    // Carried out with the key of a person who has stood behind these words, in the ledger that is written. Where that fails the last
    // approval is not kept, so that whoever gave it gives it again once it is mended; what is written already is not written twice.
    const person = [did, ...waiting.approved, waiting.drafted].find((it) => it.nation === party)?.by ?? on.person.id;
    const isWritten = releasesIn(readChannels(desk.ledgers.open(party)), did.at.slice(0, 10)).some((it) => it.release.id === id);
    if (!isWritten) write(ask, party, { drafts: [releaseDraft(approved)], person });
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
    const after: WaitingRelease = { ...waiting, refused: { by: on.person.id, nation: on.person.nation, at: new Date(on.now).toISOString(), reason } };
    store.putRelease(after);
    request.log.info({ event: "release-refused", by: on.person.id, release: id });
    return { waiting: shown(request, after) };
  });
}

const refusal = ({ message }: LedgerFault) => ({ ...REFUSALS["release-refused"], detail: message });

const figureReply = (figure: ReleasedFigure) =>
  "cells" in figure ? { row: { file: figure.file, id: figure.id }, cells: Object.entries(figure.cells).map(([heading, value]) => ({ heading, value })) } : { query: figure.query, value: figure.value };

/** A release of nothing yet: whether somebody may draft one at all does not depend on its words. */
const sketch = (party: string, drafted: Did): WaitingRelease => ({ file: { release: { id: "0", party, figure: { query: "", value: "" }, to: "", reason: "", until: "", originators: [party], basis: "" }, basis: "", approvals: [], evidence: new Map() }, drafted, approved: [] });
