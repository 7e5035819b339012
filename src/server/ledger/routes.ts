import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONTRACT, type ContractName } from "#api/contract";
import type { ServerAsk } from "../build.ts";
import type { Gate } from "../gate.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { REFUSALS, RefusalError } from "../problem.ts";
import { bodyLimitOf, schemaOf } from "../route-schema.ts";
import type { SignInDesk } from "../sign-in/desk.ts";
import type { SignInSettings } from "../sign-in/settings.ts";
import type { ViewDesk } from "../view-desk.ts";
import type { ActsAsk } from "./acts.ts";
import { caseActRoutes, caseReadRoute } from "./case-routes.ts";
import { draftRoutes } from "./draft-routes.ts";
import { type LedgerDesk, ledgerDesk } from "./ledger-desk.ts";
import { ledgerReadRoutes, momentsFor } from "./read-routes.ts";
import { releasedFor, releaseRoutes, releasesReply } from "./release-routes.ts";
import type { DutyRules, ServedLedgers } from "./served-ledgers.ts";
import { type WaitingStore, waitingStore } from "./waiting-store.ts";

export interface LedgerRoutesAsk extends Pick<ServerAsk, "solved"> {
  readonly gate: Gate;
  readonly views: ViewDesk;
  readonly life: Lifecycle;
  readonly ledgers?: { readonly ledgers: ServedLedgers; readonly rules: DutyRules };
  readonly signIn?: { readonly settings: SignInSettings; readonly desk: SignInDesk };
}

/** The routes of the ledgers: reading for everyone, acting for those who sign in. Where the data stand in no ledger each says so. */
export function ledgerRoutes(server: FastifyInstance, { gate, views, life, ledgers, signIn, solved }: LedgerRoutesAsk): void {
  const desk = ledgers === undefined ? undefined : ledgerDesk(ledgers.ledgers, gate);
  const route = (name: ContractName, handler: Parameters<Parameters<typeof releaseRoutes>[0]>[1]): void =>
    void server.route({ method: CONTRACT[name].method, url: CONTRACT[name].path, schema: schemaOf(name), ...bodyLimitOf(name), handler: async (request, reply) => handler(request, reply) });
  ledgerReadRoutes((name, handler) =>
    route(name, (request, reply) => {
      if (desk === undefined) throw new RefusalError(REFUSALS["no-ledger"]);
      return handler(desk, request, reply);
    }),
  );
  if (desk === undefined || ledgers === undefined) route("cases", () => {
    throw new RefusalError(REFUSALS["no-ledger"]);
  });
  else caseReadRoute(route, { desk, rules: ledgers.rules, ...(signIn !== undefined && { people: signIn.desk }) });
  if (signIn === undefined || desk === undefined)
    route("releases", (request) => {
      if (desk === undefined) throw new RefusalError(REFUSALS["no-ledger"]);
      return releasesForAll(desk, request);
    });
  if (signIn === undefined) return;
  if (desk === undefined || ledgers === undefined) {
    for (const name of ACTS) route(name, (request) => {
      signIn.desk.signedIn(request);
      throw new RefusalError(REFUSALS["no-ledger"]);
    });
    return;
  }
  const kept = waitingStore(signIn.settings.state);
  const store: WaitingStore = {
    ...kept,
    putRelease: (waiting) => {
      kept.putRelease(waiting);
      life.changed();
    },
  };
  const ask: ActsAsk = { desk, rules: ledgers.rules, store, people: signIn.desk, views, life, gate, ...(solved !== undefined && { solved }) };
  releaseRoutes(route, ask);
  draftRoutes(route, ask);
  caseActRoutes(route, ask);
}

/** What is released to a reader, where nobody acts. */
const releasesForAll = (desk: LedgerDesk, request: FastifyRequest) => releasesReply({ waiting: [], released: releasedFor(desk, desk.readerOf(request), () => false), labels: [] });

type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** The moments at which something was written that whoever asks may read. Absent: the data stand in no ledger. */
export function ledgerMoments({ gate, ledgers }: Pick<LedgerRoutesAsk, "gate" | "ledgers">): ((request: FastifyRequest) => readonly string[]) | undefined {
  if (ledgers === undefined) return undefined;
  const desk = ledgerDesk(ledgers.ledgers, gate);
  return (request) => momentsFor(desk, request);
}

/** What a reader whose request is still open would be answered of the ledgers, by the very handlers of the routes. It counts as no use of a session. */
export function ledgerSeen({ gate, views, life, ledgers, signIn, solved }: LedgerRoutesAsk): Readonly<Record<"ledger" | "releases", Answer>> | undefined {
  if (ledgers === undefined) return undefined;
  const still: Gate = { ...gate, admit: gate.readmit };
  const desk = ledgerDesk(ledgers.ledgers, still);
  const handlers = new Map<ContractName, Answer>([["releases", (request) => releasesForAll(desk, request)]]);
  ledgerReadRoutes((name, handler) => void handlers.set(name, (request, reply) => handler(desk, request, reply)));
  if (signIn !== undefined) releaseRoutes((name, handler) => void handlers.set(name, handler), { desk, rules: ledgers.rules, store: waitingStore(signIn.settings.state), people: { ...signIn.desk, signedIn: signIn.desk.stillSignedIn }, views, life, gate: still, ...(solved !== undefined && { solved }) });
  return { ledger: handlers.get("ledger")!, releases: handlers.get("releases")! };
}

const ACTS = ["releasePreview", "releaseDraft", "releaseApprove", "releaseRefuse", "releaseWithdraw", "drafts", "draftAdd", "draftAnswers", "draftImport", "draftUndo", "draftSign", "casePreview", "caseAct"] as const satisfies readonly ContractName[];
