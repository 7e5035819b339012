import { ACCESS_CHANGES, ACTIONS, type DutyEvent, INTERESTS, ROLES } from "#duties";
import { fromBase64url, type Json } from "#ledger";
import type { Finding } from "#stdx";

/** What a field holds. `?` at the end: it may be absent. */
type Holds = "text" | "time" | "number" | "role" | "roles" | "texts" | "interests" | "content" | "json" | "change" | "recipients" | "digest";
type Fields = Readonly<Record<string, Holds | `${Holds}?`>>;

const IN_CASE: Fields = { by: "text", case: "text" };
const act = (more: Fields = {}): Fields => ({ ...IN_CASE, ...more });

/** Every kind of event and its fields, beside `at` and `kind`. */
const KINDS: Readonly<Record<string, Fields>> = {
  ...Object.fromEntries(Object.keys(ACTIONS).map((it) => [it, act()])),
  "role-granted": { person: "text", role: "role", nation: "text", until: "time?" },
  "role-ended": { person: "text", role: "role", nation: "text" },
  "line-set": { person: "text", line: "text" },
  delegated: { from: "text", to: "text", until: "time?" },
  "delegation-ended": { from: "text", to: "text" },
  "agreement-made": { lead: "text", nation: "text", roles: "roles", until: "time?" },
  "ownership-recorded": { owner: "text", owned: "text" },
  "ownership-ended": { owner: "text", owned: "text" },
  "rule-set": { nation: "text", rule: "text", value: "number" },
  "state-requirement": act({ nation: "text" }),
  "draft-tender": act({ nation: "text", deadline: "time" }),
  "answer-bidders": act({ answer: "text", to: "recipients" }),
  "submit-bid": act({ supplier: "text", digest: "digest?" }),
  "withdraw-bid": act({ supplier: "text" }),
  "change-record": act({ nation: "text" }),
  "draft-award": act({ draft: "text", nation: "text", content: "content", amends: "text?", emergency: "text?" }),
  "draft-access-change": act({ draft: "text", nation: "text", change: "change", nations: "texts", content: "json" }),
  "approve-award": act({ draft: "text", hash: "text", nation: "text" }),
  "approve-access-change": act({ draft: "text", hash: "text", nation: "text" }),
  "take-effect": act({ draft: "text" }),
  "file-declaration": act({ interests: "interests" }),
  "release-conflict": act({ person: "text", supplier: "text", reason: "text" }),
  "declare-emergency": act({ emergency: "text", nation: "text", reason: "text", until: "time?" }),
};

/** Names of the fields that a kind of event may have, beside `at` and `kind`. None: there is no such kind. @example dutyFieldNames("pay") // → ["by", "case"] */
export const dutyFieldNames = (kind: string): readonly string[] => (Object.hasOwn(KINDS, kind) ? Object.keys(KINDS[kind] ?? {}) : []);

/** Why a value is no event, in a sentence. */
export interface EventFault {
  readonly fault: string;
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
/** Largest amount: sums of it stay exact. Unit: minor units. */
const AMOUNT_MOST = 1e12;

/** Reads one event; where its kind is known, as one of that kind. Every field has to be there and of its form, and none more. @example readDutyEvent({ kind: "pay", at: "2026-01-01T00:00:00Z", by: "pat", case: "T" }) */
export function readDutyEvent<Kind extends DutyEvent["kind"]>(value: { readonly kind: Kind; readonly [field: string]: unknown }): (DutyEvent & { readonly kind: Kind }) | EventFault;
export function readDutyEvent(value: unknown): DutyEvent | EventFault;
export function readDutyEvent(value: unknown): DutyEvent | EventFault {
  if (!isRow(value)) return { fault: "it is no object" };
  const kind = value["kind"];
  const fields = typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (fields === undefined) return { fault: `${JSON.stringify(kind) ?? "nothing"} is no kind of event` };
  const at = timeOf(value["at"]);
  if (at === undefined) return { fault: "its at is no time such as 2026-03-01T10:00:00Z" };
  const strange = Object.keys(value).find((it) => it !== "at" && it !== "kind" && !Object.hasOwn(fields, it));
  if (strange !== undefined) return { fault: `a ${String(kind)} has no field ${strange}` };
  const read: Record<string, unknown> = { kind, at };
  for (const [name, holds] of Object.entries(fields)) {
    const mayLack = holds.endsWith("?");
    if (value[name] === undefined) {
      if (mayLack) continue;
      return { fault: `a ${String(kind)} needs ${name}` };
    }
    const found = fieldOf(value[name], holds.replace("?", "") as Holds);
    if (found === undefined) return { fault: `its ${name} ${SHOULD_BE[holds.replace("?", "") as Holds]}` };
    read[name] = found;
  }
  // Every field was read by the form its kind gives it.
  return read as unknown as DutyEvent;
}

const SHOULD_BE: Readonly<Record<Holds, string>> = {
  text: "should be a text that is not empty",
  time: "should be a time such as 2026-03-01T10:00:00Z",
  number: "should be a number",
  role: `should be one of ${ROLES.join(", ")}`,
  roles: `should be a list of ${ROLES.join(", ")}`,
  texts: "should be a list of texts",
  interests: `should be a list of supplier, kind (${INTERESTS.join(", ")}) and, where it is over, ended`,
  content: "should have supplier, a whole amount in minor units, currency, and if wanted itemClass and terms",
  json: "should be a JSON value",
  change: `should be one of ${ACCESS_CHANGES.join(", ")}`,
  recipients: "should be all, or a list of suppliers",
  digest: "should be a SHA-256 digest in base64url, as node bin/concord.mjs duties seal prints it",
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" && value.length <= 500 ? value : undefined);
const timeOf = (value: unknown): number | undefined => {
  const at = typeof value === "string" && TIME.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined => all.find((it) => it === value);
/** All of a list, or nothing where one of them is not of the form. */
const listOf = <T>(value: unknown, each: (it: unknown) => T | undefined): readonly T[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const found = value.map(each);
  return found.some((it) => it === undefined) ? undefined : (found as readonly T[]);
};

function fieldOf(value: unknown, holds: Holds): unknown {
  switch (holds) {
    case "text":
      return textOf(value);
    case "time":
      return timeOf(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
    case "role":
      return oneOf(ROLES, value);
    case "roles":
      return listOf(value, (it) => oneOf(ROLES, it));
    case "texts":
      return listOf(value, textOf);
    case "interests":
      return listOf(value, interestOf);
    case "content":
      return contentOf(value);
    case "json":
      return value;
    case "change":
      return oneOf(ACCESS_CHANGES, value);
    case "recipients":
      return value === "all" ? value : listOf(value, textOf);
    case "digest":
      return typeof value === "string" && fromBase64url(value)?.length === 32 ? value : undefined;
  }
}

function interestOf(value: unknown): unknown {
  if (!isRow(value)) return undefined;
  const [supplier, kind] = [textOf(value["supplier"]), oneOf(INTERESTS, value["kind"])];
  const ended = value["ended"] === undefined ? undefined : timeOf(value["ended"]);
  if (
    supplier === undefined ||
    kind === undefined ||
    (value["ended"] !== undefined && ended === undefined) ||
    (kind === "former-employment" && ended === undefined)
  )
    return undefined;
  return { supplier, kind, ...(ended !== undefined && { ended }) };
}

function contentOf(value: unknown): unknown {
  if (!isRow(value)) return undefined;
  const { supplier, itemClass, amount, currency, terms, ...more } = value;
  const isWhole = Number.isSafeInteger(amount) && Math.abs(Number(amount)) <= AMOUNT_MOST;
  const soundClass = itemClass === undefined || textOf(itemClass) !== undefined;
  if (textOf(supplier) === undefined || !isWhole || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency) || !soundClass || Object.keys(more).length > 0)
    return undefined;
  return { supplier, amount, currency, ...(itemClass !== undefined && { itemClass }), ...(terms !== undefined && { terms }) };
}

/** Reads a list of events; what is no event is a finding with its place in the list, from 1. */
export function readDutyEvents(file: string, value: unknown): { readonly events: readonly DutyEvent[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const events: DutyEvent[] = [];
  for (const [index, it] of (Array.isArray(value) ? (value as readonly unknown[]) : [value]).entries()) {
    const read = readDutyEvent(it);
    if ("fault" in read)
      findings.push({
        code: "duty-event",
        level: "error",
        file,
        row: index + 1,
        message: `Event ${index + 1}: ${read.fault}.`,
        mend: "See docs/guide/duties.md for the fields of each kind.",
      });
    else events.push(read);
  }
  return { events, findings };
}

/** An event as JSON, without its time: what a record of a ledger says of it. */
export function dutyEventFields(event: DutyEvent): { readonly [name: string]: Json } {
  const fields = KINDS[event.kind] ?? {};
  const timeText = (it: unknown): string => new Date(Number(it)).toISOString().replace(".000Z", "Z");
  return Object.fromEntries(
    Object.entries(event)
      .filter(([name, value]) => name !== "at" && value !== undefined)
      .map(([name, value]): [string, Json] => {
        const holds = fields[name]?.replace("?", "");
        if (holds === "time") return [name, timeText(value)];
        if (holds === "interests" && Array.isArray(value))
          return [
            name,
            value.map((it: Row) => ({ ...(it as { readonly [name: string]: Json }), ...(it["ended"] !== undefined && { ended: timeText(it["ended"]) }) })),
          ];
        return [name, value as Json];
      }),
  );
}
