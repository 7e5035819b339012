import { base64url, utf8 } from "./bytes.ts";
import { isList, isObject, type Json } from "./json.ts";
import { fault, type LedgerFault } from "./note.ts";
import type { Sha256 } from "./primitives.ts";
import type { LedgerRecord } from "./record.ts";

/** Records by which officers state what labels mean: a policy's text in parts, and who belongs to its groups from a day on. */
export const LABEL_POLICY = "label-policy";
export const ROSTER = "roster";

/** A label policy as it was stated, to the byte. */
export interface StatedPolicy {
  readonly policy: string;
  /** In base64url. */
  readonly sha256: string;
  readonly text: string;
}

/** Members of the groups of a policy from a day on. */
export interface StatedRoster {
  readonly policy: string;
  readonly from: string;
  readonly groups: { readonly [group: string]: readonly string[] };
}

// With 10,000 characters a part any policy a person can read has room.
const PARTS_MOST = 1000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What a log states of labels, record by record in its order. */
export class StatedLabels {
  private parts = new Map<string, readonly string[]>();
  private stated: readonly StatedPolicy[] = [];
  private dated: readonly StatedRoster[] = [];

  copy(): StatedLabels {
    const other = new StatedLabels();
    other.parts = new Map(this.parts);
    other.stated = this.stated;
    other.dated = this.dated;
    return other;
  }

  /** Policies that are stated whole, in the order in which they were. */
  get policies(): readonly StatedPolicy[] {
    return this.stated;
  }

  get rosters(): readonly StatedRoster[] {
    return this.dated;
  }

  /** Takes a record of one of the two types over. The parts of a text come in their order, and together have its digest. */
  take(sha256: Sha256, { type, fields }: Pick<LedgerRecord, "type" | "fields">): LedgerFault | undefined {
    return type === LABEL_POLICY ? this.takePart(sha256, fields) : this.takeRoster(fields);
  }

  private takePart(sha256: Sha256, { policy, sha256: digest, part, parts, text }: LedgerRecord["fields"]): LedgerFault | undefined {
    const before = typeof digest === "string" ? (this.parts.get(digest) ?? []) : [];
    if (typeof policy !== "string" || typeof digest !== "string" || typeof text !== "string" || typeof parts !== "number" || !Number.isSafeInteger(parts) || parts > PARTS_MOST || part !== before.length || part >= parts)
      return fault("label-policy", "A record of a label policy has its policy, sha256, text and parts, and a part that follows the one before.");
    const texts = [...before, text];
    if (texts.length < parts) {
      this.parts.set(digest, texts);
      return undefined;
    }
    this.parts.delete(digest);
    const whole = texts.join("");
    if (base64url(sha256(utf8(whole))) !== digest) return fault("label-policy", `The parts of the label policy ${policy} do not have the digest that they state.`);
    this.stated = [...this.stated, { policy, sha256: digest, text: whole }];
    return undefined;
  }

  private takeRoster({ policy, from, groups }: LedgerRecord["fields"]): LedgerFault | undefined {
    if (typeof policy !== "string" || typeof from !== "string" || !DAY.test(from) || groups === undefined || !isObject(groups) || !Object.values(groups).every(isTexts)) return fault("roster", "A roster has its policy, the day from which it holds, and groups with lists of members.");
    this.dated = [...this.dated, { policy, from, groups: groups as StatedRoster["groups"] }];
    return undefined;
  }
}

const isTexts = (it: Json): boolean => isList(it) && it.every((one) => typeof one === "string");
