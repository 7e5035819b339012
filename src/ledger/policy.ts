import { COSIGNATURE, ED25519, fault, isFault, type LedgerFault, type NoteKey, noteKeyOf } from "./note.ts";
import type { Sha256 } from "./primitives.ts";
import { base64, hasControl } from "./bytes.ts";

/** Who is trusted: which logs, which witnesses, and which of them together are enough. */
export interface TrustPolicy {
  readonly logs: readonly { readonly key: NoteKey; readonly url?: string }[];
  readonly witnesses: readonly { readonly name: string; readonly key: NoteKey; readonly url?: string }[];
  /** Whether these witnesses (names of the policy) are a quorum. */
  readonly isQuorum: (witnesses: ReadonlySet<string>) => boolean;
  /** Name in the line `quorum`. */
  readonly quorum: string;
}

/** A policy that cannot be used, with the line at fault; line 0 is the whole file. */
export interface PolicyFault extends LedgerFault {
  readonly line: number;
}

type Rule = (witnesses: ReadonlySet<string>) => boolean;
const NONE = "none";
// Far more than any policy a person can read.
const LINES_MOST = 10_000;

/** Reads a trust policy file. The first thing that is wrong ends the reading: half a policy is none. */
export function parsePolicy(sha256: Sha256, text: string): TrustPolicy | PolicyFault {
  const lines = text.split("\n");
  const at = (line: number, code: string, message: string): PolicyFault => ({ ...fault(code, message), line });
  if (lines.length > LINES_MOST) return at(0, "policy-size", `The policy has more than ${LINES_MOST} lines.`);
  const logs: { readonly key: NoteKey; readonly url?: string }[] = [];
  const witnesses: { readonly name: string; readonly key: NoteKey; readonly url?: string }[] = [];
  const rules = new Map<string, Rule>();
  const used = new Set<string>();
  let quorum: { readonly name: string; readonly rule: Rule } | undefined;
  for (const [index, whole] of lines.entries()) {
    const line = index + 1;
    if (hasControl(whole, "\t")) return at(line, "policy-control", "A control character stands here; only tabs are allowed.");
    const [word = "", ...items] = whole.split(/[ \t]+/u).filter((it) => it !== "");
    if (word === "" || word.startsWith("#")) continue;
    if (word === "log") {
      const [keyText = "", url, more] = items;
      if (keyText === "" || more !== undefined) return at(line, "policy-log", "Write: log <key> [<address>].");
      const key = noteKeyOf(sha256, keyText);
      if (isFault(key)) return { ...key, line };
      if (key.algorithm !== ED25519) return at(line, "policy-key", `The key of ${key.name} is not one that signs checkpoints.`);
      if (logs.some((it) => same(it.key, key))) return at(line, "policy-twice", `The log key of ${key.name} stands twice.`);
      logs.push({ key, ...(url !== undefined && { url }) });
    } else if (word === "witness") {
      const [name = "", keyText = "", url, more] = items;
      if (keyText === "" || more !== undefined) return at(line, "policy-witness", "Write: witness <name> <key> [<address>].");
      if (name === NONE || rules.has(name)) return at(line, "policy-name", `The name ${name} is taken.`);
      const key = noteKeyOf(sha256, keyText);
      if (isFault(key)) return { ...key, line };
      if (key.algorithm !== COSIGNATURE) return at(line, "policy-key", `The key of ${key.name} is not one that cosigns.`);
      if (witnesses.some((it) => same(it.key, key))) return at(line, "policy-twice", `The witness key of ${key.name} stands twice.`);
      witnesses.push({ name, key, ...(url !== undefined && { url }) });
      rules.set(name, (present) => present.has(name));
    } else if (word === "group") {
      const [name = "", threshold = "", ...members] = items;
      if (members.length === 0) return at(line, "policy-group", "Write: group <name> <number, any or all> <member>….");
      if (name === NONE || rules.has(name)) return at(line, "policy-name", `The name ${name} is taken.`);
      const least = threshold === "any" ? 1 : threshold === "all" ? members.length : /^[1-9]\d*$/.test(threshold) ? Number(threshold) : 0;
      if (least < 1 || least > members.length) return at(line, "policy-threshold", `"${threshold}" of ${members.length} members cannot be asked for.`);
      const parts: Rule[] = [];
      for (const member of members) {
        const rule = rules.get(member);
        if (rule === undefined) return at(line, "policy-unknown", `${member} is not defined above this line.`);
        if (used.has(member)) return at(line, "policy-member", `${member} is in a group already.`);
        used.add(member);
        parts.push(rule);
      }
      rules.set(name, (present) => parts.filter((it) => it(present)).length >= least);
    } else if (word === "quorum") {
      const [name = "", more] = items;
      if (name === "" || more !== undefined) return at(line, "policy-quorum", "Write: quorum <name>.");
      if (quorum !== undefined) return at(line, "policy-quorum", "There is a second quorum line.");
      const rule = name === NONE ? () => true : rules.get(name);
      if (rule === undefined) return at(line, "policy-unknown", `${name} is not defined above this line.`);
      quorum = { name, rule };
    } else return at(line, "policy-word", `"${word}" begins no line of a policy; log, witness, group and quorum do.`);
  }
  if (quorum === undefined) return at(0, "policy-quorum", "The policy has no quorum line.");
  return { logs, witnesses, isQuorum: quorum.rule, quorum: quorum.name };
}

const same = (a: NoteKey, b: NoteKey): boolean => base64(a.publicKey) === base64(b.publicKey);
