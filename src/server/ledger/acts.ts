import type { FastifyRequest } from "fastify";
import type { DecideAct, OpenLedger, Written } from "#app";
import { appendDrafts, type Draft, logName } from "#app";
import { type Decision, sentenceOf, toldReasons } from "#duties";
import type { LedgerFault } from "#ledger";
import type { Gate } from "../gate.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { type Refusal, REFUSALS, RefusalError } from "../problem.ts";
import type { SignInDesk } from "../sign-in/desk.ts";
import type { Solve } from "../solver-for.ts";
import { wantsFrench } from "../tongue.ts";
import type { ViewDesk } from "../view-desk.ts";
import type { LedgerDesk } from "./ledger-desk.ts";
import type { DutyRules, PersonKey } from "./served-ledgers.ts";
import type { WaitingStore } from "./waiting-store.ts";

/** What the routes by which persons act need. */
export interface ActsAsk {
  readonly desk: LedgerDesk;
  readonly rules: DutyRules;
  readonly store: WaitingStore;
  readonly people: SignInDesk;
  readonly views: Pick<ViewDesk, "renew" | "viewOf">;
  readonly gate: Gate;
  /** Answers keys of figures that need the plan before a solver. Absent: they are not answered here. */
  readonly solved?: Solve;
  readonly life: Lifecycle;
}

type Language = "en" | "fr";
const HOUR_MS = 3_600_000;

/** What a decision on whoever asks looks at, and the language that they read. @throws RefusalError where nobody is signed in */
export function decidingOn({ people, store }: Pick<ActsAsk, "people" | "store">, request: FastifyRequest): DecideAct & { readonly person: { readonly id: string; readonly nation: string }; readonly language: Language } {
  const { person, session, directory } = people.signedIn(request);
  const now = people.now() * 1000;
  const acts = store.releases().flatMap((it) => [it.drafted, ...it.approved]);
  const recent = acts.filter((it) => it.by === person.id).map((it) => Date.parse(it.at)).filter((it) => it > now - HOUR_MS);
  return { persons: directory.persons, person, language: wantsFrench(request) ? "fr" : "en", assurance: session.assurance, until: people.endOf(session) * 1000, now, recent };
}

/** Reasons of a decision in words, for whoever asked. */
export const reasonsOf = (decision: Decision, { texts }: DutyRules, language: Language): readonly { readonly reason: string; readonly text: string; readonly mend: string }[] =>
  decision.kind === "allow" ? [] : toldReasons(decision, "asker").map(({ reason }) => {
    const { en, fr, mendEn, mendFr } = sentenceOf(texts, reason);
    return language === "fr" ? { reason, text: fr, mend: mendFr } : { reason, text: en, mend: mendEn };
  });

/** @throws RefusalError with the reasons, where a decision is against it */
export function mustBeAllowed(decision: Decision, rules: DutyRules, { language }: { readonly language: Language }): void {
  if (decision.kind === "deny") throw dutyRefusal(decision, rules, language);
}

/** What is answered to whoever asks for something that a decision is against: its layer and its reasons. */
export function dutyRefusal(decision: Extract<Decision, { readonly kind: "deny" }>, rules: DutyRules, language: Language): RefusalError {
  const against = reasonsOf(decision, rules, language);
  const duties = { layer: decision.layer, reasons: against.map(({ reason, text, mend }) => ({ duty: reason, text, mend })) };
  return new RefusalError({ ...REFUSALS["duty-refused"], detail: against.map((it) => it.text).join(" "), mend: against.map((it) => it.mend).join(" "), duties });
}

/** What to ask the operator for, of some refusals. */
const MENDS: Readonly<Record<string, string>> = {
  "channel-officers": "Ask the operator: with the officers' keys, `node bin/concord.mjs ledger append` of any record under this label opens it. Nothing was written.",
  "release-evidence": "Ask the operator: with the officers' keys, `node bin/concord.mjs ledger trust` lets this ledger know that party's keys. Nothing was written.",
};

/** Something the ledger refuses, in its words. */
export const ledgerRefusal = ({ code, message }: LedgerFault): Refusal => ({ ...REFUSALS["ledger-refused"], detail: message, mend: MENDS[code] ?? REFUSALS["ledger-refused"].mend });

/** The key of a person in a ledger. @throws RefusalError where none in force lies with it */
export function keyIn({ desk }: Pick<ActsAsk, "desk">, ledger: OpenLedger, person: string): PersonKey {
  const key = desk.ledgers.keyOf(ledger, person);
  if (key === undefined) throw new RefusalError({ ...REFUSALS["no-key"], mend: `Ask the operator for a key ${ledger.party}/${person}, enrolled by its officers.` });
  return key;
}

/**
 * Signs with a person's key what `draftsOf` drafts, and appends it in one commit. Where another program has written since the ledger was looked
 * at, it is opened again and drafted anew: what was decided by may be another now. @throws RefusalError where the ledger refuses
 */
export function sign(ask: Pick<ActsAsk, "desk">, party: string, { draftsOf, person }: { readonly draftsOf: (ledger: OpenLedger) => readonly Draft[]; readonly person: string }): readonly Written[] {
  const { desk } = ask;
  const append = () => {
    const ledger = desk.ledgers.open(party);
    const drafts = draftsOf(ledger);
    const { key, signer } = keyIn(ask, ledger, person);
    return { ledger, answer: appendDrafts(ledger, drafts, { authors: new Map([[key, signer]]), node: desk.ledgers.node(ledger) }) };
  };
  let { ledger, answer } = append();
  if (answer.kind === "moved") ({ ledger, answer } = append());
  if (answer.kind === "moved") throw new RefusalError(REFUSALS["ledger-moved"]);
  if (answer.kind === "refused") throw new RefusalError(ledgerRefusal(answer.fault));
  desk.ledgers.written(ledger);
  return answer.written;
}

/** Signs drafts of data or of a release; then everyone is shown the data as they are now. @throws RefusalError where the ledger refuses */
export function write(ask: ActsAsk, party: string, what: Parameters<typeof sign>[2]): readonly Written[] {
  const written = sign(ask, party, what);
  ask.views.renew(ask.desk.ledgers.source());
  ask.life.recheck();
  ask.life.changed();
  return written;
}

/** Where entries went, as it is answered. */
export const writtenReply = (party: string, written: readonly Written[]) => ({ party, written: written.map(({ origin, place, id }) => ({ channel: logName(origin), place, id })) });
