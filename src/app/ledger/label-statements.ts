import { base64url, canonicalBytes, LABEL_POLICY, ROSTER, sameBytes, type Sha256, type StatedRoster, utf8 } from "#ledger";
import type { Draft } from "./draft.ts";
import type { OpenLedger } from "./party-ledger.ts";

// An entry has at most 65,535 bytes: a character takes four at most.
const PART = 10_000;

export interface LabelStatementsAsk {
  readonly policy: string;
  /** The policy's file, to the byte as text. */
  readonly text: string;
  readonly roster?: StatedRoster;
  readonly sha256: Sha256;
}

/** Drafts that state a label policy and a roster in every channel that does not state them yet, each under the channel's own label. */
export function labelStatements({ channels }: OpenLedger, { policy, text, roster, sha256 }: LabelStatementsAsk): readonly Draft[] {
  const digest = base64url(sha256(utf8(text)));
  const characters = [...text];
  const texts = Array.from({ length: Math.max(1, Math.ceil(characters.length / PART)) }, (_, at) => characters.slice(at * PART, (at + 1) * PART).join(""));
  return [...channels.values()].flatMap(({ book }): readonly Draft[] => {
    const { label, statedLabels } = book;
    if (label === undefined) return [];
    const latest = statedLabels.policies.findLast((it) => it.policy === policy);
    const dated = statedLabels.rosters.findLast((it) => it.policy === policy);
    return [
      ...(latest?.sha256 === digest ? [] : texts.map((part, at) => ({ type: LABEL_POLICY, subject: policy, fields: { policy, sha256: digest, part: at, parts: texts.length, text: part }, label }))),
      ...(roster === undefined || (dated !== undefined && sameBytes(canonicalBytes({ ...dated }), canonicalBytes({ ...roster }))) ? [] : [{ type: ROSTER, subject: policy, fields: { ...roster }, label }]),
    ];
  });
}
